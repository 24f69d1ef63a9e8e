"""Ledgers that earlier versions left: brought up, they hold what they held."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins

from sayso.ledger import Ledger, View, faults
from sayso.ledger.migrating import Migration, migrate, version_of
from sayso.ledger.schema import DATABASE, VERSION
from tests import factories
from tests.ledger import earlier
from tests.ledger.casting import judgement

SAID = ("id", "source", "cue", "content", "hedges", "speakers", "about", "act", "speaker_kind", "negated", "outer")
JUDGED = ("kind", "document", "words", "occurrence", "value", "other", "note", "judge", "time")


def picked(things: list[dict[str, Any]], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{field: each[field] for field in fields} for each in things]


def plain(things: Any) -> list[dict[str, Any]]:
    """Records as JSON has them: without what it has no kinds for."""
    found = [to_builtins(each, str_keys=True) for each in things]
    return [
        {name: list(map(list, value)) if name in SAID[1:5] else _listed(value) for name, value in each.items()}
        for each in found
    ]


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.fixture(params=earlier.VERSIONS, ids=lambda version: f"version {version}")
def version(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def folder(tmp_path: Path, version: int) -> Path:
    return earlier.lay_out(tmp_path / "ledger", version)


def test_there_is_one_of_every_earlier_version() -> None:
    assert set(earlier.VERSIONS) == set(range(1, VERSION)), "earlier.py tells how one is made"


def test_it_is_brought_up_and_sound(folder: Path, version: int) -> None:
    assert version_of(folder) == version
    done = migrate(folder)
    assert (done.before, done.after, version_of(folder)) == (version, VERSION, VERSION)
    assert list(faults(folder)) == []
    assert migrate(folder) == Migration(VERSION, VERSION), "there is nothing to be done twice"


def test_it_holds_the_same_readings(folder: Path, version: int) -> None:
    migrate(folder)
    fields = tuple(field for field in SAID if version > 1 or field not in ("speakers", "about"))  # 1 knew no actors
    with View(folder) as view:
        assert len(view.documents()) == len({each["reading"]["document"]["id"] for each in earlier.holding()["pages"]})
        for each in earlier.holding()["pages"]:
            told = each["reading"]
            reading = view.reading(told["document"]["id"], told["reader"])
            assert reading.document.text == told["document"]["text"]
            assert picked(plain(reading.attributions), fields) == picked(told["attributions"], fields)
            assert view.kept(reading.document.id) == each["page"]["text"].encode()
        assert {each.reason for each in view.failures()} == {"binary", "gone"}


def test_it_holds_the_same_judgements(folder: Path, version: int) -> None:
    migrate(folder)
    with View(folder) as view:
        assert picked(plain(view.judgements()), JUDGED) == picked(earlier.judged(version), JUDGED)


def test_it_can_be_written_to(folder: Path) -> None:
    migrate(folder)
    page, reading = factories.read("[S The ministry] [C said] that [T the town fell].")
    with Ledger(folder) as ledger:
        assert ledger.add(page, reading)
        new = ledger.judge(judgement("right", reading, "said"))
        assert new in ledger.judgements()
        assert ledger.reading(reading.document.id) == reading
    assert list(faults(folder)) == []


def test_its_database_is_kept_as_it_was(folder: Path, version: int) -> None:
    before = list(earlier.dump(folder))
    kept = migrate(folder).kept
    assert kept == folder / f"ledger-version-{version}.sqlite"
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    kept.rename(folder / DATABASE)
    assert list(earlier.dump(folder)) == before
    assert version_of(folder) == version
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_what_was_kept_before_is_not_overwritten(tmp_path: Path) -> None:
    folder = earlier.lay_out(tmp_path / "ledger", earlier.VERSIONS[-1])
    name = f"ledger-version-{earlier.VERSIONS[-1]}"
    (folder / f"{name}.sqlite").write_text("mine")
    assert migrate(folder).kept == folder / f"{name}-2.sqlite"
    assert (folder / f"{name}.sqlite").read_text() == "mine"


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path) -> None:
    folder = earlier.lay_out(tmp_path / "ledger", earlier.VERSIONS[-1])
    assert migrate(folder, backup=False).kept is None
    assert sorted(path.name for path in folder.iterdir()) == [DATABASE, "originals"]


def test_one_that_cannot_be_brought_up_stays_as_it_was(tmp_path: Path) -> None:
    folder = earlier.lay_out(tmp_path / "ledger", 1)
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as db:
        db.execute("CREATE TABLE actors (mine TEXT)")  # a later version has one of this name
    before = list(earlier.dump(folder))
    with pytest.raises(Exception, match="cannot be brought up"):
        migrate(folder)
    assert list(earlier.dump(folder)) == before
    assert version_of(folder) == 1
