"""Ledgers made smaller without losing anything; what is no ledger is told of."""

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from evaluation.kills import small_disk
from sayso.errors import InputError, LedgerError, NotFoundError, SaysoError
from sayso.ledger import Ledger, Writer, faults
from sayso.ledger.backing_up import back_up
from sayso.ledger.compacting import DAY, compact, would_compact
from sayso.ledger.restoring import restore
from sayso.ledger.schema import DATABASE, VERSION
from tests.ledger import filling
from tests.ledger.kept import KILLS, aged, content, killed, lay, small
from tests.ledger.kept import larger as larger_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return small(tmp_path / "ledger")


@pytest.fixture
def larger(tmp_path: Path) -> Path:
    return larger_ledger(tmp_path / "ledger")


def test_a_killed_compacting_loses_nothing(larger: Path) -> None:
    before, dice = content(larger), random.Random(5)
    for _ in range(KILLS):
        killed(dice.uniform(0, 0.15), "compact", str(larger), "")
        assert content(larger) == before
        assert list(faults(larger)) == []
    compact(larger)
    assert content(larger) == before


def test_only_what_nothing_needs_is_removed(ledger: Path) -> None:
    before = content(ledger)
    unnamed = lay(ledger, b"named by nobody")
    young, old = (unnamed.with_name(name) for name in (".new-1", ".new-2"))
    for path in (young, old):
        path.write_bytes(b"half")
    aged(old, DAY * 2)
    told = would_compact(ledger)
    assert (told.originals, told.temporary) == (1, 1)
    assert all(path.exists() for path in (unnamed, young, old)), "telling removes nothing"
    done = compact(ledger)
    assert (done.originals, done.temporary, done.in_use, done.looked_on) == (1, 1, False, False)
    assert [path.exists() for path in (unnamed, young, old)] == [False, True, False]
    assert done.after < done.before
    assert (content(ledger), list(faults(ledger))) == (before, [])


def test_nothing_is_removed_where_somebody_may_be_about_to_name_it(ledger: Path) -> None:
    page, reading = filling.pages()[9]
    with Writer(ledger) as writer:
        kept = lay(ledger, page.data)  # as a writer does before he names it
        assert compact(ledger).in_use
        assert kept.exists()
        assert writer.add(page, reading)
    assert list(faults(ledger)) == []
    assert not compact(ledger).in_use


def test_who_looks_on_sees_the_same_all_the_time(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.compacting.PATIENCE", 50)
    before = content(ledger)
    with closing(sqlite3.connect(ledger / DATABASE, isolation_level=None)) as db:
        db.execute("BEGIN")
        (count,) = db.execute("SELECT count(*) FROM attributions").fetchone()
        assert compact(ledger).looked_on
        assert db.execute("SELECT count(*) FROM attributions").fetchone() == (count,)
    assert not compact(ledger).looked_on
    assert content(ledger) == before


def test_what_was_deleted_is_given_back(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / DATABASE, isolation_level=None)) as db:
        db.execute("CREATE TABLE mine (data BLOB)")
        db.execute("INSERT INTO mine VALUES (zeroblob(3000000))")
        db.execute("DROP TABLE mine")
    told = would_compact(ledger)
    done = compact(ledger)
    assert told.before - told.after > 2_900_000
    assert done.before - done.after > 2_900_000
    assert list(faults(ledger)) == []


def not_there(folder: Path) -> None:
    pass


def file(folder: Path) -> None:
    folder.write_text("mine")


def nothing(folder: Path) -> None:
    folder.mkdir()


def other(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.execute("CREATE TABLE mine (data BLOB)")


def text(folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE).write_text("no database at all, and long enough to be looked at" * 20)


def later(folder: Path) -> None:
    Ledger(folder).close()
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")


NO_LEDGER = (
    pytest.param(not_there, NotFoundError, "no such folder", id="no folder"),
    pytest.param(file, InputError, "a ledger is a folder, and a file stands there", id="a file"),
    pytest.param(nothing, NotFoundError, "no ledger there", id="an empty folder"),
    pytest.param(other, LedgerError, "is not a ledger of sayso", id="another database"),
    pytest.param(text, LedgerError, "file is not a database", id="no database"),
    pytest.param(later, LedgerError, f"format version {VERSION + 1}; this sayso reads up to", id="a newer version"),
)


@pytest.mark.parametrize(("make", "error", "told"), NO_LEDGER)
@pytest.mark.parametrize("act", [lambda f: back_up(f, f.parent / "b"), compact, would_compact])
def test_what_is_no_ledger_is_told(
    tmp_path: Path,
    make: Callable[[Path], None],
    error: type[SaysoError],
    told: str,
    act: Callable[[Path], object],
) -> None:
    make(tmp_path / "ledger")
    with pytest.raises(error, match=told) as raised:
        act(tmp_path / "ledger")
    assert str(tmp_path / "ledger") in str(raised.value)
    assert not (tmp_path / "b").exists()


def test_a_ledger_is_not_compacted_where_there_is_no_room(larger: Path) -> None:
    with small_disk(3_000_000) as disk:
        if disk is None:
            pytest.skip("no small disk is to be had here")
        back_up(larger, larger.parent / "backup")
        restore(larger.parent / "backup", disk / "ledger")
        (disk / "ballast").write_bytes(b"\0" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 100_000))
        with pytest.raises(LedgerError, match=r"needs [\d,]+ bytes of room; [\d,]+ are free"):
            compact(disk / "ledger")
        assert list(faults(disk / "ledger")) == []
