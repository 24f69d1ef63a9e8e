"""A ledger in a database of a PostgreSQL server: the same tables, asked in the same words."""

from importlib.util import find_spec

from sayso.errors import InputError

if find_spec("psycopg") is None or find_spec("sqlglot") is None:
    raise InputError("a ledger in PostgreSQL needs an extra: pip install 'sayso[postgres]'")
