"""Whence: a gallery that guesses where a painting comes from."""
