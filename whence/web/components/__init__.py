"""What pages are put together from, each made of plain data."""
