"""Rehearsals of deployments, and the files that platforms want."""
