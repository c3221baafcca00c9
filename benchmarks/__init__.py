"""Side-by-side measurements: everything that the documents say about speed and memory."""
