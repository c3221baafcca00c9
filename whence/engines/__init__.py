"""Deciding a whole collection, on this machine or on a cluster."""
