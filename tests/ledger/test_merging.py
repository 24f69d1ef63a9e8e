"""Ledgers merged: the same in any order and however often, the sources left alone, nothing lost by a stop halfway."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.export import jsonl
from sayso.ledger import Ledger, View, faults
from sayso.ledger.judgements import in_force
from sayso.ledger.merging import Merged
from sayso.ledger.precedence import precedence
from sayso.ledger.schema import DATABASE, VERSION
from sayso.records import Address, Judgement, Page, Reading
from tests import factories
from tests.ledger import filling, telling
from tests.ledger.casting import TIME, actor, cast, judgement
from tests.ledger.older import log_anew, make_older
from tests.ledger.raw import address, lay, raw, state

KERR, DOE = actor("kerr", "Nina Kerr", kind="person"), actor("0123456789abcdef", "Nina Kerr", kind="person")
MARKED: Final = ("[S Nina Kerr] [C said] [T it].", "[S Nina Kerr] [C denied] [T it].", "Nothing is said here.")
LATER: Final = "2024-06-01T10:00:00+00:00"


class Seen(Struct, frozen=True):
    """That a ledger reads a page: which, by which reader, in which variant, and when."""

    page: int
    reader: str
    title: str
    fetched: str
    entered: str


class Held(Struct, frozen=True):
    """All that a ledger is made of. `judged` are a page, a kind, a value, a time, and whether it is taken back."""

    seen: tuple[Seen, ...]
    judged: tuple[tuple[int, str, str | None, str, bool], ...] = ()
    same: tuple[tuple[str, str], ...] = ()  # kind, time
    failed: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()


TIMES: Final = st.sampled_from([TIME, LATER])
SEEN: Final = st.builds(Seen, st.integers(0, 2), st.sampled_from("ab"), st.sampled_from(["One", "Two"]), TIMES, TIMES)
JUDGED: Final = st.tuples(
    st.integers(0, 1), st.sampled_from(["right", "wrong", "act", "tag"]), st.sampled_from(["deny", "ask"]), TIMES,
    st.booleans(),
)  # fmt: skip
ADDRESSES: Final = st.builds(
    Address, url=st.sampled_from(["http://a.example/", "http://b.example/"]), checked=TIMES,
    etag=st.sampled_from([None, "x"]), failures=st.integers(0, 1),
)  # fmt: skip
HELD: Final = st.builds(
    Held,
    st.lists(SEEN, min_size=1, max_size=4).map(tuple),
    st.lists(JUDGED, max_size=3).map(tuple),
    st.lists(st.tuples(st.sampled_from(["same", "not_same"]), TIMES), max_size=2).map(tuple),
    st.lists(st.sampled_from(["empty", "binary"]), max_size=2).map(tuple),
    st.lists(ADDRESSES, max_size=2).map(tuple),
)


def read(seen: Seen) -> tuple[Page, Reading]:
    who = [(KERR,), (DOE,), ()][seen.page]
    page, reading = cast(MARKED[seen.page], *who, path=f"{seen.title}.txt", title=seen.title)
    reading = replace(reading, reader=seen.reader, document=replace(reading.document, sightings=()))
    return replace(page, fetched=seen.fetched), reading


def make(folder: Path, held: Held) -> Path:
    with Ledger(folder) as ledger:
        for seen in held.seen:
            page, reading = read(seen)
            if ledger.add(page, reading):
                _enter_at(folder, seen.entered)
        ledger.writer.rebuild()
        there = {seen.page for seen in held.seen}
        for number, kind, value, when, back in held.judged:
            if number in there:
                _judge(ledger, read(Seen(number, "a", "One", TIME, TIME))[1], kind, value, when, back)
        for kind, when in held.same if there >= {0, 1} else ():
            ledger.judge(judgement(kind, value=KERR.id, other=DOE.id, time=when))
        for reason in held.failed:
            reader = None if reason == "empty" else "a"
            ledger.writer.fail("read", reason, page=factories.page(f"\0{reason}"), reader=reader)
        ledger.writer.note_address(*held.addresses)
    return folder


def _enter_at(folder: Path, entered: str) -> None:
    """The last reading, as if it were entered at this time, in the turn that it would have had."""
    with raw(folder) as db:
        db.execute(
            "UPDATE readings SET entered = ?1, turn = (SELECT count(*) FROM readings b WHERE b.entered = ?1"
            " AND b.document = readings.document) WHERE id = (SELECT max(id) FROM readings)",
            (entered,),
        )
        log_anew(db)


def _judge(ledger: Ledger, reading: Reading, kind: str, value: str | None, when: str, back: bool) -> None:
    words = None if kind == "tag" else ("said", "denied")["denied" in reading.document.text]
    fields: dict[str, Any] = {"occurrence": 0 if words else None, "time": when}
    new = ledger.judge(judgement(kind, reading, words, value=value if kind in ("act", "tag") else None, **fields))
    if back:
        ledger.judge(judgement("retract", retracts=new.id, time=when))


def merged(target: Path, *sources: Path) -> list[Merged]:
    with Ledger(target) as ledger:
        return [ledger.writer.merge(source) for source in sources]


def told(folder: Path) -> dict[str, Any]:
    """All that a ledger holds, but for the numbers and the order of its rows."""
    assert list(faults(folder)) == []
    with View(folder) as view:
        ids = sorted(entry.id for entry in view.documents())
        given = view.judgements()
        by_id = {each.id: each for each in given}
        return {
            "documents": sorted(map(str, (replace(entry) for entry in view.documents()))),
            "export": sorted(jsonl.line(reading) for reading in view.readings()),
            "readings": [[view.reading(each, reader) for reader in view.readers(each)] for each in ids],
            "judged": [view.judged(each) for each in ids],
            "verdicts": [[_plain(each, by_id) for each in _all(view, name)] for name in ids],
            "judgements": [_plain(each, by_id) for each in given],
            "in force": [_plain(each, by_id) for each in in_force(given)],
            "joined": view.joined(),
            "failures": sorted(map(str, view.failures())),
            "addresses": view.addresses(),
        }


def _all(view: View, document: str) -> Iterator[Judgement]:
    for _, judgements in sorted(view.verdicts(document).items()):
        yield from judgements


def _plain(judgement: Judgement, every: dict[int, Judgement]) -> tuple[Any, ...]:
    back = None if judgement.retracts is None else precedence(every[judgement.retracts])
    return (*precedence(judgement), back)


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))  # each takes a second
@given(st.lists(HELD, min_size=2, max_size=3))
def test_any_order_and_twice_give_the_same(held: list[Held]) -> None:
    with TemporaryDirectory() as folder:
        here = Path(folder)
        sources = [make(here / str(number), each) for number, each in enumerate(held)]
        before = [state(source) for source in sources]
        found = []
        for number, order in enumerate(permutations(sources)):
            target = here / f"merged-{number}"
            merged(target, *order)
            found.append(told(target))
        assert merged(target, *sources, sources[0]) == [Merged()] * (len(sources) + 1), "twice changes nothing"
        assert told(target) == found[-1]
        assert [state(source) for source in sources] == before, "a ledger that is merged is left as it was"
        merged(sources[0], *sources[1:])
        found.append(told(sources[0]))
        merged(here / "step", sources[1])
        merged(here / "step", target)
        found.append(told(here / "step"))
    for each in found[1:]:
        assert each == found[0]


@pytest.mark.in_files
@pytest.mark.parametrize("version", range(1, VERSION))
def test_one_of_an_older_version_is_merged_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    page, reading = cast(MARKED[0])  # nothing that only later versions can hold
    newer = replace(reading, reader="newer", document=replace(reading.document, published="2024-03-06"))
    with Ledger(tmp_path / "source") as ledger:
        ledger.add_many([(page, reading), (page, newer)])
        if version > 2:
            ledger.judge(judgement("speaker", reading, "said", value="kerr", names=("Kerr",)))
    make_older(tmp_path / "source", version)
    before = state(tmp_path / "source")
    merged(tmp_path / "target", tmp_path / "source")
    assert state(tmp_path / "source") == before
    merged(tmp_path / "again", tmp_path / "source", tmp_path / "target")
    assert told(tmp_path / "target") == told(tmp_path / "again")
    with View(tmp_path / "target") as view:
        (entry,) = view.documents()
        assert (view.readers(entry.id), entry.published) == (("test", "newer"), "2024-03-06")
        assert len(view.judgements()) == (version > 2)


def test_one_that_somebody_writes_to_is_merged_as_it_is_now(tmp_path: Path) -> None:
    with Ledger(tmp_path / "source") as source:
        source.add(*telling.told())
        merged(tmp_path / "target", tmp_path / "source")
        source.add(*telling.undated())
        assert merged(tmp_path / "target", tmp_path / "source") == [Merged(documents=1, readings=1)]
    assert told(tmp_path / "target") == told(tmp_path / "source")


def test_the_reading_entered_first_takes_the_place_of_another_by_the_same_reader(tmp_path: Path) -> None:
    page, reading = telling.told()
    other = replace(
        reading, document=replace(reading.document, url="http://a.example/"), events=reading.events[1:],
        attributions=tuple(replace(each, score=0.5) for each in reading.attributions), figures=(),
    )  # fmt: skip
    for name, each, entered in (("early", reading, TIME), ("late", other, LATER)):
        with Ledger(tmp_path / name) as ledger:
            ledger.add(page, each)
            _enter_at(tmp_path / name, entered)
            ledger.judge(judgement("wrong", each, "said", time=entered))
    merged(tmp_path / "late", tmp_path / "early")
    with View(tmp_path / "late") as view:
        assert view.reading(reading.document.id) == reading
        assert [each.time for each in view.verdicts(reading.document.id)[reading.attributions[0].id]] == [TIME, LATER]
    merged(tmp_path / "early", tmp_path / "late")
    assert told(tmp_path / "early") == told(tmp_path / "late")


@pytest.mark.parametrize("damaged", [pytest.param(None, id="no original"), pytest.param(b"x", id="another")])
def test_what_may_not_be_taken_is_told_and_taken_once_it_is_sound(tmp_path: Path, damaged: bytes | None) -> None:
    reason = "its original is missing, or has other bytes"
    page, reading = telling.told()
    with Ledger(tmp_path / "source") as source:
        source.add(page, reading)
        source.add(*telling.undated())
        first = source.judge(judgement("wrong", reading, "said"))
        source.judge(judgement("retract", retracts=first.id))
    key = reading.document.id
    lay(tmp_path / "source", key, damaged)
    (found,) = merged(tmp_path / "target", tmp_path / "source")
    no_document = "the document of which it is was not taken"
    assert found == Merged(
        documents=1, readings=1,
        left_out=(f"document {key}: {reason}", f"judgement 1: {no_document}", f"judgement 2: {no_document}"),
    )  # fmt: skip
    lay(tmp_path / "source", key, page.data)
    assert merged(tmp_path / "target", tmp_path / "source") == [Merged(documents=1, readings=1, judgements=2)]
    assert told(tmp_path / "target") == told(tmp_path / "source")


def test_a_reading_that_may_not_be_written_is_left_out(tmp_path: Path) -> None:
    _, reading = telling.told()
    with Ledger(tmp_path / "source") as source:
        source.add(*telling.told())
    with raw(tmp_path / "source") as db:
        db.execute("UPDATE attribution_spans SET stop = 9999 WHERE role = 'content'")
    (found,) = merged(tmp_path / "target", tmp_path / "source")
    assert (found.documents, len(found.left_out)) == (0, 1)
    assert found.left_out[0].startswith(f"document {reading.document.id}, reader test: ")


def test_a_ledger_is_not_merged_into_itself(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.raises(InputError, match="not merged into itself"):
        ledger.writer.merge(tmp_path / ".." / tmp_path.name)


@pytest.mark.in_files
def test_what_is_no_ledger_is_not_merged(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    sqlite3.connect(tmp_path / "other" / DATABASE).execute("CREATE TABLE t (x)").connection.close()
    Ledger(tmp_path / "newer").close()
    with sqlite3.connect(tmp_path / "newer" / DATABASE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with Ledger(tmp_path / "target") as target:
        for name, error in (("none", NotFoundError), ("other", LedgerError), ("newer", LedgerError)):
            with pytest.raises(error, match=name):
                target.writer.merge(tmp_path / name)


KILLS: Final = 8
ON_A_SERVER: Final = (3, 20)  # kills and pages: all takes longer
CODE: Final = (
    "import sys; from sayso.ledger import Writer, merging;"
    " merging.TOGETHER = 4; Writer(sys.argv[1]).merge(sys.argv[2])"  # so that there is much between whole and nothing
)


def test_a_merge_that_is_killed_goes_on_where_it_was(tmp_path: Path, database: object) -> None:
    pages = filling.pages()
    kills, count = (KILLS, len(pages)) if database is None else ON_A_SERVER
    with Ledger(tmp_path / "source") as source:
        source.add_many(pages[:count])
        for number, (_, reading) in enumerate(pages[:count]):
            source.judge(judgement("wrong", reading, "said", judge=str(number)))
    started = time.monotonic()
    assert _start(tmp_path / "whole", tmp_path / "source").wait(60) == 0
    longest = time.monotonic() - started
    dice, counts = random.Random(3), [0]
    for _ in range(kills):
        process = _start(tmp_path / "target", tmp_path / "source")
        time.sleep(dice.uniform(longest / 2, longest))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        with Ledger(tmp_path / "target") as ledger:
            counts.append(ledger.counts().documents)
        assert list(faults(tmp_path / "target")) == []
    assert counts == sorted(counts), "nothing is lost again"
    assert any(count > 0 for count in counts), "no kill came late enough to say anything"
    merged(tmp_path / "target", tmp_path / "source")
    assert told(tmp_path / "target") == told(tmp_path / "whole")


def _start(target: Path, source: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", CODE, address(target), address(source)])
