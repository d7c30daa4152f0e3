"""A province's year in PostgreSQL, and how long questions about it take: `python -m bench.province`."""
