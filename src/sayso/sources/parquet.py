"""The rows of Parquet files, by DuckDB, which is an extra; nothing of it is loaded from a network."""

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from sayso.errors import InputError
from sayso.sources import files
from sayso.sources.rows import Row

_BATCH: Final = 64
_MEMORY: Final = "1GB"
_READ: Final = "read_parquet(?, hive_partitioning = false, union_by_name = false)"


def names(path: Path) -> tuple[str, ...]:
    """The names of a file's columns. SaysoError where it cannot be read."""
    with _connected(path) as connection:
        found = connection.execute(f"DESCRIBE SELECT * FROM {_READ}", [_named(path)]).fetchall()
    return tuple(str(row[0]) for row in found)


def rows(path: Path, used: Sequence[str], first: int = 1) -> Iterator[Row]:
    """The rows from a number on (the file's first is 1), with the columns `used` alone."""
    wanted = ", ".join('"' + name.replace('"', '""') + '"' for name in used)
    number = first
    with _connected(path) as connection:
        connection.execute(f"SELECT {wanted} FROM {_READ} OFFSET {first - 1:d}", [_named(path)])
        while batch := connection.fetchmany(_BATCH):
            for cells in batch:
                yield Row(number, dict(zip(used, cells, strict=True)))
                number += 1


@contextmanager
def _connected(path: Path) -> Iterator[Any]:
    with files.opened(path):
        pass  # what cannot be read is told as of any other file
    if path.name.lower().endswith(".gz"):
        raise InputError(f"{path}: a Parquet file is packed already; unpack the .gz around it")
    if find_spec("duckdb") is None:
        raise InputError(f"{path}: Parquet files are read by an extra: pip install 'sayso[tables]'")
    import duckdb

    connection = duckdb.connect(":memory:", config=_settings())
    try:
        _without_reading_ahead(connection)
        yield connection
    except (duckdb.Error, UnicodeError, MemoryError) as error:
        said = " ".join(str(error).split())[:300]
        raise InputError(f"{path}: {said or 'out of memory'}") from error
    finally:
        connection.close()


def _without_reading_ahead(connection: Any) -> None:
    """Else a whole group of rows, which may be most of a file, is held in memory. Older versions know nothing of it."""
    import duckdb

    try:
        connection.execute("SET disable_parquet_prefetching = true")
    except duckdb.Error:
        return


def _settings() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "memory_limit": _MEMORY,
        "temp_directory": "",
        "threads": "1",
    }


def _named(path: Path) -> str:
    """The path so that no character of it stands for others, nor any of it for an address."""
    return glob.escape(str(path.absolute()))
