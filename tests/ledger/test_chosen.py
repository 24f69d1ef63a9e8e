"""What a selection has of each document: the same as the list and the events have of it, as it stood in a moment."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import msgpack
from msgspec.structs import fields, replace

from sayso.errors import InputError
from sayso.ledger import Ledger, View
from sayso.ledger.chosen import CHUNK, READ
from sayso.ledger.loading import PARTS, load, loaded
from sayso.records import Judgement, Reading, Selection
from tests import factories
from tests.ledger import telling
from tests.ledger.casting import actor, cast, with_first

KERR = actor("kerr", "Nina Kerr", "Kerr", kind="person")
FRONT = actor("front", "People’s Front", "PFV", kind="armed_group")
NORTH = actor("north", "North Ministry", kind="government")
PAGES = (
    with_first(
        cast("[S Nina Kerr] [C said] that [T PFV shelled the town].", KERR, FRONT, path="p/0.txt", title="Zero"),
        act="accuse", speaker_kind="named",
    ),
    with_first(
        cast("[S She] [C denied] [T [H perhaps] that the town fell to PFV].", KERR, FRONT, path="p/1.txt",
             published="2023-01-01", publisher="The Mill"),
        act="deny", speakers=("kerr",), speaker_kind="named",
    ),
    cast("North Ministry met nobody.", NORTH, path="p/2.txt", title="Nothing said"),
    telling.told(),
    telling.undated(),
)  # fmt: skip
SAID = PAGES[0][1].attributions[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.add_many(PAGES)
    return tmp_path / "ledger"


@pytest.fixture
def view(folder: Path) -> Iterator[View]:
    with View(folder) as view:
        yield view


def judge(folder: Path, **fields: Any) -> None:
    told = {"judge": "j", "time": "2024-03-02T00:00:00+00:00", "document": PAGES[0][1].document.id}
    anchor = {"words": "said", "occurrence": 0}
    with Ledger(folder) as ledger:
        ledger.judge(Judgement(id=0, **{**told, **anchor, **fields}))


SELECTIONS = (
    pytest.param(Selection(), id="everything"),
    pytest.param(Selection(words="town"), id="words"),
    pytest.param(Selection(act="accuse"), id="an act"),
    pytest.param(Selection(speaker="kerr"), id="a speaker"),
    pytest.param(Selection(actor="front"), id="an actor, of events too"),
    pytest.param(Selection(kind="page"), id="what pages say themselves"),
    pytest.param(Selection(type="ASSAULT"), id="a type of event"),
    pytest.param(Selection(hedged=True), id="hedged"),
    pytest.param(Selection(since="2024"), id="since a year"),
    pytest.param(Selection(publisher="The Mill"), id="a publisher"),
    pytest.param(Selection(document=PAGES[3][1].document.id), id="a page"),
    pytest.param(Selection(words="unheard"), id="nothing"),
)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_same_is_chosen_as_is_listed(view: View, selection: Selection) -> None:
    chosen = list(view.chosen(selection))
    attributions = {(each.reading.document.id, key) for each in chosen for key in each.attributions}
    events = {(each.reading.document.id, key) for each in chosen for key in each.events}
    assert attributions == {(hit.document.id, hit.attribution) for hit in view.selected(selection).hits}
    assert events == {(hit.document.id, hit.event.id) for hit in view.selected_events(selection)[0]}
    assert {each.reading.document.id for each in chosen} == {
        each.id for each in view.selected_documents(selection, 100)
    }


def test_documents_come_in_their_order_each_once_and_whole(view: View) -> None:
    chosen = [each.reading for each in view.chosen()]
    assert chosen == [replace(reading, vectors=None) for reading in view.readings()]
    assert len({reading.document.id for reading in chosen}) == len(PAGES)


def test_speakers_and_verdicts_are_as_judged_but_where_all_is_wanted_as_read(folder: Path) -> None:
    judge(folder, kind="wrong")
    judge(folder, kind="speaker", value="north", time="2024-03-03T00:00:00+00:00")
    with View(folder) as view:
        first, second = next(view.chosen()), next(view.chosen(as_read=True))
        assert first.reading == replace(view.judged("p/0.txt"), vectors=None)
    assert first.verdicts == {SAID.id: "wrong"}
    assert [each.speakers for each in first.reading.attributions] == [("north",)]
    assert "North Ministry" in [actor.name for actor in first.reading.actors]
    assert (second.verdicts, second.reading.attributions[0].speakers) == ({}, SAID.speakers)


def test_who_is_joined_is_told(folder: Path) -> None:
    judge(folder, kind="same", document=None, words=None, occurrence=None, value="north", other="kerr")
    with View(folder) as view:
        told = [each.joined for each in view.chosen()]
        names = view.joined()
    assert names
    assert {actor: name for each in told for actor, name in each.items()} == names


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection(words='""'), id="no word"),
        pytest.param(Selection(since="soon"), id="no day"),
        pytest.param(Selection(area=(0, 2, 1, 1)), id="no area"),
    ],
)
def test_what_cannot_be_asked_is_told(view: View, selection: Selection) -> None:
    with pytest.raises(InputError):
        next(view.chosen(selection))


@pytest.mark.parametrize("selection", [Selection(), Selection(publisher="The Herald")], ids=["all", "some"])
def test_what_is_written_meanwhile_does_not_come_in(tmp_path: Path, selection: Selection) -> None:
    pages = [factories.read(f"[S Kerr {n}] [C said] [T it].", path=f"{n}.txt") for n in range(CHUNK + 5)]
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.add_many(pages[:-1])
        list(ledger.view.chosen(selection))  # what is kept in memory is of before
        found = ledger.view.chosen(selection)
        first = next(found)
        ledger.add(*pages[-1])
        later = factories.read("[S Kerr 101] [C said] [T it].", path="101.txt")
        ledger.add(later[0], replace(later[1], reader="later", attributions=()))
        rest = [first, *found]
        assert [each.reading for each in rest] == [reading for _, reading in pages[:-1]]
        assert all(len(each.attributions) == 1 for each in rest)
        assert len(list(ledger.view.chosen(selection))) == CHUNK + 5


def test_a_ledger_of_no_document_has_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.fail("read", "no", path="x")
        assert list(ledger.view.chosen()) == []


def test_parts_that_are_not_asked_for_are_left_out(view: View) -> None:
    whole = {each.reading.document.id: each.reading for each in view.chosen()}
    for each in view.chosen(parts={"events"}):
        full = whole[each.reading.document.id]
        assert (each.reading.attributions, each.reading.events) == (full.attributions, full.events)
        assert [actor.name for actor in each.reading.actors] == [actor.name for actor in full.actors]
        assert (each.reading.mentions, each.reading.document.blocks, each.reading.places) == ((), (), ())
        assert not any(actor.aliases for actor in each.reading.actors)


def test_every_list_of_a_reading_is_a_part_or_always_there() -> None:
    lists = {each.name for each in fields(Reading)} - {"reader", "document", "attributions", "actors"}
    assert set(PARTS) == lists | {"blocks", "links", "sightings", "aliases"}
    assert set(PARTS) - READ == {"vectors"}


def test_many_are_loaded_as_each_alone(folder: Path) -> None:
    """Whatever is loaded beside it: in another order, in other company."""
    dice = random.Random(7)
    with View(folder) as view:
        keys = [key for (key,) in view._rows("SELECT id FROM readings ORDER BY id")]
        alone = {key: load(view._db, key) for key in keys}
        for _ in range(20):
            some = dice.sample(keys, dice.randint(1, len(keys)))
            together = [each.reading for each in loaded(view._db, some)]
            assert msgpack.encode(together) == msgpack.encode([alone[key] for key in some])
    assert [reading for _, reading in PAGES] == list(alone.values())
