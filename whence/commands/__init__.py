"""One module for each command of `python -m whence`; each exposes `command`."""
