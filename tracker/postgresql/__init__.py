"""Django's backend for PostgreSQL with another look at pooled connections: see `base`."""
