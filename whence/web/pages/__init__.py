"""One module a page: what is on it before anything happens."""
