"""How the database of corrections came to its shape, step by step; Alembic runs these."""
