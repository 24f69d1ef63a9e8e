"""The tests of the ledger are asked of both databases that may be behind it, but for those that are about files."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import is_hypothesis_test, settings

from sayso.homes import Home, Server, home_of, keys_of
from sayso.ledger import audit, opened, pool, verify, writer
from tests.postgres import Databases

# Modules of tests that hold whatever the ledger is in; a test in them that is about its files is marked `in_files`.
BOTH: Final = frozenset(
    f"tests.ledger.test_{name}"
    for name in (
        "actors", "addresses", "anchoring", "audit", "chosen", "classing", "happenings", "judged_pairs", "judgements",
        "ledger", "merging", "naming", "persons", "pool", "remarks", "search", "selecting", "vectors", "verify",
        "whole",
    )
)  # fmt: skip
_SETTINGS: Final = "_hypothesis_internal_use_settings"  # of a test: it has no other name for them


class Lent:
    """The ledgers in PostgreSQL that stand for those in folders."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._folders: dict[str, Path] = {}

    def home_of(self, told: Home | str) -> Home:
        home = home_of(told)
        if isinstance(home, Server):
            return home
        server = self._databases.ledger_for(home)
        self._folders[server.url] = home
        return server

    def keys_of(self, home: Home) -> Path:
        return self._folders[home.url] if isinstance(home, Server) else keys_of(home)

    def folders(self) -> set[Path]:
        return set(self._folders.values())

    def take_back(self, kept: Collection[Path] = ()) -> None:
        """Take back all but those that stand for these folders."""
        gone = [url for url, folder in self._folders.items() if folder not in kept]
        self._databases.take_back([self._folders.pop(url) for url in gone])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_files = next(metafunc.definition.iter_markers("in_files"), None) is not None
    if metafunc.module.__name__ in BOTH and not in_files:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[Lent | None]:
    """Have the ledgers that the tests of a module have in folders be in PostgreSQL, if they are asked of it."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield None
        return
    lent = Lent(request.getfixturevalue("postgres"))
    with pytest.MonkeyPatch.context() as patched:
        for module in (opened, pool, verify, writer):
            patched.setattr(module, "home_of", lent.home_of)
        patched.setattr(audit, "keys_of", lent.keys_of)
        yield lent
    lent.take_back()


@pytest.fixture(autouse=True)
def fewer(request: pytest.FixtureRequest, database: Lent | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what hypothesis makes up a quarter is enough for PostgreSQL: most of what may fail SQLite is asked for too."""
    told = request.node.obj
    if database is not None and is_hypothesis_test(told):
        given = getattr(told, _SETTINGS)
        monkeypatch.setattr(told, _SETTINGS, settings(given, max_examples=max(given.max_examples // 4, 2)))


@pytest.fixture(autouse=True)
def passing(database: Lent | None) -> Iterator[None]:
    """What a test has in PostgreSQL is gone behind it; what its module has stays."""
    before = set() if database is None else database.folders()
    yield
    if database is not None:
        database.take_back(before)
