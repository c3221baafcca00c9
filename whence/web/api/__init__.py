"""The REST API, beside the pages on the same process."""
