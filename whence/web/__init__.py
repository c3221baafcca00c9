"""The web: page, routes and what guards them."""
