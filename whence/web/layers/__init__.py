"""What stands around every request, one layer a module; `stack` puts them in their order."""
