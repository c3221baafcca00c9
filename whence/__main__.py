"""`python -m whence`: hands over to the command line."""

from whence.cli import main

main()
