"""A ledger in Datasette, as it is: its views for people answer, tell what sayso tells, and nothing is written."""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec import json

from sayso.export.datasette import metadata, written
from sayso.ledger import Ledger, View, Writer
from sayso.ledger.judgements import anchor
from sayso.ledger.named_views import NAMED_VIEWS
from sayso.ledger.schema import DATABASE
from sayso.records import Judgement, Selection
from tests.ledger.casting import actor, attribution, cast
from tests.ledger.older import make_older
from tests.web.acting import FRONT, KERR, NAMESAKE
from tests.web.asking import LOHM, OTHER, made

NAME: Final = "ledger"
WHO_SAID: Final = "Who said what"
HAPPENED: Final = "What is said to have happened"
VIEWS: Final = {view.name: view for view in NAMED_VIEWS}


def judge(folder: Path) -> None:
    """A speaker, a verdict, a tag and two actors that are one, by a person."""
    reading = LOHM[1]
    words, occurrence = anchor(reading, attribution(reading, "accused").id)
    here: dict[str, Any] = {"document": reading.document.id, "words": words, "occurrence": occurrence}
    said: list[dict[str, Any]] = [
        {"kind": "speaker", "value": f"{KERR.id} {FRONT.id}", "names": (KERR.name, FRONT.name), **here},
        {"kind": "right", "note": "See line 2.", **here},
        {"kind": "tag", "value": "bridges", **here},
        {"kind": "same", "value": KERR.id, "other": NAMESAKE.id},
    ]
    with Writer(folder) as writer:
        for each in said:
            writer.judge(Judgement(id=0, judge="Kim", time="2024-03-01T12:00:00+00:00", **each))
        writer.judge(Judgement(id=0, judge="Kim", time="2024-03-02T12:00:00+00:00", kind="retract", retracts=3))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(tmp_path_factory.mktemp("datasette") / "ledger")
    judge(folder)
    return folder


@pytest.fixture(scope="module")
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    """The ledger as any program opens it: without functions of ours."""
    with closing(sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA trusted_schema = OFF")  # nor with any that a careful program does not let into views
        yield db


def rows(db: sqlite3.Connection, view: str) -> list[sqlite3.Row]:
    return db.execute(f'SELECT * FROM "{view}"').fetchall()


def names(told: str | None) -> tuple[str, ...]:
    return tuple(told.split("; ")) if told else ()


def answers(folder: Path, paths: list[str], *, how: str) -> list[tuple[int, Any]]:
    """What Datasette answers, with its limits as they come; the statuses and the bodies."""
    app = pytest.importorskip("datasette.app", reason="Datasette is not installed")
    database = str(folder / DATABASE)

    async def ask() -> list[tuple[int, Any]]:
        files: dict[str, Any] = {"files": [], "immutables": [database]} if how == "immutable" else {"files": [database]}
        asked = app.Datasette(metadata=None if how == "bare" else metadata(NAME), **files)
        await asked.invoke_startup()
        try:
            got = [await asked.client.get(path) for path in paths]
        finally:
            for each in asked.databases.values():
                each.close()
            asked.executor.shutdown()
        return [
            (one.status_code, one.json() if ".json" in path else one.text) for one, path in zip(got, paths, strict=True)
        ]

    # In a thread of its own: in this one a browser of other tests may have left its loop running.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


def path(view: str, ending: str = "") -> str:
    return f"/{NAME}/{view.replace(' ', '+')}{ending}"


@pytest.mark.parametrize("how", ["bare", "told", "immutable"])
def test_every_view_is_shown(folder: Path, how: str) -> None:
    before = {each.name: each.read_bytes() for each in folder.glob(f"{DATABASE}*") if each.stat().st_size}
    pages = answers(folder, ["/", f"/{NAME}", *map(path, VIEWS)], how=how)
    listed = answers(folder, [path(view, ".json?_shape=array") for view in VIEWS], how=how)
    assert [status for status, _ in (*pages, *listed)] == [200] * (2 + 2 * len(VIEWS))
    assert all(view in pages[1][1] for view in VIEWS)
    kept = {view: rows for view, (_, rows) in zip(VIEWS, listed, strict=True)}
    assert set(kept) - {view for view, found in kept.items() if found} <= {"Stories told by several"}
    assert all(tuple(found[0]) == tuple(c.name for c in VIEWS[view].columns) for view, found in kept.items() if found)
    after = {each.name: each.read_bytes() for each in folder.glob(f"{DATABASE}*") if each.stat().st_size}
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: told for name, told in before.items() if not name.endswith("-shm")
    }, "nothing of the ledger was written"


@pytest.mark.parametrize(("how", "seen"), [("told", 2), ("immutable", 1)])
def test_what_is_entered_meanwhile(tmp_path: Path, how: str, seen: int) -> None:
    """A file taken for immutable is seen without the log beside it: what docs/datasette.md warns of."""
    with Ledger(tmp_path) as ledger:
        ledger.add(*LOHM)
    with Ledger(tmp_path) as ledger:
        ledger.add(*OTHER)
        ((status, found),) = answers(tmp_path, [path("Pages read", ".json?_shape=array")], how=how)
    assert (status, len(found)) == (200, seen)


def test_what_datasette_is_told_is_used(folder: Path) -> None:
    (_, home), (_, newest), (_, found), (_, facets) = answers(
        folder,
        [
            f"/{NAME}",
            path(WHO_SAID, ".json?_shape=array"),
            path(WHO_SAID, ".json?_shape=array&_search=bridge"),
            path(WHO_SAID, ".json?_size=0"),
        ],
        how="told",
    )
    assert "attribution_spans" not in home, "the tables are below the views"
    days = [row["published"] for row in newest]
    assert days == sorted(days, reverse=True)
    assert found
    assert all("bridge" in f"{row['source']} {row['content']}".lower() for row in found)
    assert set(facets["facet_results"]) == set(VIEWS[WHO_SAID].facets)


def test_who_said_what_is_told_as_sayso_tells_it(folder: Path, db: sqlite3.Connection) -> None:
    with View(folder) as view:
        hits = {hit.attribution: hit for hit in view.selected(Selection(), "newest", 200).hits}
    found = {row["attribution"]: row for row in rows(db, WHO_SAID)}
    assert found.keys() == hits.keys()
    assert any(hit.verdict for hit in hits.values())
    assert any(len(hit.speakers) > 1 for hit in hits.values())
    for key, row in found.items():
        hit = hits[key]
        assert names(row["speakers"]) == hit.speakers, key
        assert names(row["about"]) == hit.about, key
        words = tuple(tuple(row[role].split(" … ")) if row[role] else () for role in ("source", "cue", "content"))
        assert words == (hit.source, hit.cue, hit.content), key
        told = (row["act"], row["verdict"], bool(row["hedged"]), bool(row["nested"]), row["published"] or None)
        assert told == (hit.act, hit.verdict, hit.hedged, hit.nested, hit.day), key
        assert (row["document"], row["title"], row["publisher"]) == (
            hit.document.id, hit.document.title, hit.document.publisher,
        )  # fmt: skip


def test_events_are_told_as_sayso_tells_them(folder: Path, db: sqlite3.Connection) -> None:
    with View(folder) as view:
        hits = {hit.event.id: hit for hit in view.events()}
    found = {row["event"]: row for row in rows(db, HAPPENED)}
    assert found.keys() == hits.keys()
    assert {hit.say_so.page for hit in hits.values()} == {True, False}
    for key, row in found.items():
        hit = hits[key]
        assert bool(row["page_voice"]) == hit.say_so.page, key
        assert names(row["on_whose_say_so"]) == hit.say_so.by, key
        assert names(row["by_whom"]) == tuple(side.name for side in hit.actors), key
        assert names(row["to_whom"]) == tuple(side.name for side in hit.targets), key
        assert names(row["places"]) == tuple(place.name for place in hit.places), key
        assert (row["type"], row["status"], row["words"]) == (hit.event.type, hit.event.status, hit.words), key
        assert row["attribution"] == hit.say_so.attribution, key


def test_actors_are_told_as_sayso_tells_them(folder: Path, db: sqlite3.Connection) -> None:
    with View(folder) as view:
        entries = {entry.id: entry for entry in view.actors()}
        uses = {entry.id: view.name_uses(entry.id) for entry in entries.values()}
    found = {row["actor"]: row for row in rows(db, "Actors told of")}
    assert found.keys() == entries.keys()
    assert any(entry.joined for entry in entries.values()), "two are judged to be one"
    for key, row in found.items():
        entry = entries[key]
        assert (row["name"], row["kind"], row["country"]) == (entry.name, entry.kind, entry.country)
        assert (row["documents"], row["mentions"], row["speaking"], row["spoken_of"], row["other_ids"]) == (
            entry.documents, entry.mentions, entry.speaking, entry.about, len(entry.joined),
        )  # fmt: skip
    for key, told in uses.items():
        mine = [row for row in rows(db, "Names used") if row["actor_id"] == key]
        assert {(row["name_used"], bool(row["page_voice"]), names(row["by_whom"])) for row in mine} == {
            (use.text, voice.page, voice.by) for use in told for voice in use.voices
        }


def test_judgements_are_listed_with_what_became_of_them(db: sqlite3.Connection) -> None:
    told = [(row["kind"], row["names"], row["taken_back"], row["takes_back"]) for row in rows(db, "Judgements made")]
    assert told == [
        ("speaker", f"{KERR.name}; {FRONT.name}", 0, None),
        ("right", None, 0, None),
        ("tag", None, 1, None),
        ("same", None, 0, None),
        ("retract", None, 0, 3),
    ]


def test_pages_are_listed_read_or_not(folder: Path, db: sqlite3.Connection) -> None:
    with View(folder) as view:
        assert {row["document"] for row in rows(db, "Pages read")} == {entry.id for entry in view.documents()}
    ((path, since),) = [(row["path"], row["read_since"]) for row in rows(db, "Pages not read")]
    assert (path, since) == ("empty.html", 0)


@pytest.mark.parametrize("view", NAMED_VIEWS, ids=lambda view: view.name)
def test_a_view_costs_its_page_alone(db: sqlite3.Connection, view: Any) -> None:
    """Counting looks nothing up, and what a view may be sorted by is in the order of an index."""
    counted = db.execute(f'EXPLAIN QUERY PLAN SELECT count(*) FROM "{view.name}"').fetchall()
    assert len([row for row in counted if row["detail"].startswith(("SCAN", "SEARCH"))]) <= 2
    assert not any("CORRELATED" in row["detail"] for row in counted)
    for column in view.sorted_by:
        plan = db.execute(f'EXPLAIN QUERY PLAN SELECT * FROM "{view.name}" ORDER BY {column} DESC LIMIT 9').fetchall()
        top = [row["detail"] for row in plan if row["parent"] == 0]
        assert not [each for each in top if "TEMP B-TREE FOR ORDER BY" in each], f"{column}: {top}"


def test_what_is_told_fits_the_views(db: sqlite3.Connection) -> None:
    told = json.decode(written(NAME))["databases"][NAME]["tables"]
    tables = {row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    shown = {row["name"] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    assert shown == set(VIEWS)
    assert {name for name in tables if not any(name.startswith(f"{index}_") for index in tables)} <= told.keys()
    for view in NAMED_VIEWS:
        columns = {row["name"] for row in db.execute("SELECT name FROM pragma_table_info(?)", (view.name,))}
        assert columns == told[view.name]["columns"].keys()
        named = {*view.sorted_by, *view.facets, *([view.first.removeprefix("-")] if view.first else [])}
        assert named | ({view.by} if view.searched else set()) <= columns
        assert view.first.removeprefix("-") in ("", *view.sorted_by)


@pytest.mark.parametrize("key", ['a"b', "a\\b", 'a\\"b', "a,b", "a'b", "[1]"])
def test_ids_of_a_register_of_ones_own_may_hold_anything(tmp_path: Path, key: str) -> None:
    odd = actor(key, "Ann Odd", kind="person")
    page, reading = cast("[S Ann Odd] [C said] [T that the Front lied].", odd, FRONT)
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as db:
        told = db.execute('SELECT by_whom FROM "Names used" WHERE name_used = ?', ("the Front",)).fetchall()
        assert told == [("Ann Odd",)]
        assert db.execute(f'SELECT speakers FROM "{WHO_SAID}"').fetchall() == [("Ann Odd",)]


def test_an_older_ledger_gets_its_views(tmp_path: Path) -> None:
    made(tmp_path)
    make_older(tmp_path, 9)
    with View(tmp_path), closing(sqlite3.connect(tmp_path / DATABASE)) as db:
        assert db.execute(f'SELECT count(*) FROM "{WHO_SAID}"').fetchone()[0] > 0
