"""What happens when the browser asks for it, one module a page."""
