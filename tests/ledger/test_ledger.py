"""What goes into a ledger comes out of it as it was, once."""

import re
import sqlite3
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.errors import InputError, LedgerError, NotFoundError, SpanError
from sayso.ids import document_id, thing_id
from sayso.ledger import Ledger, View, faults, schema
from sayso.ledger.schema import DATABASE, VERSION
from sayso.records import (
    Actor,
    ActorKind,
    Alias,
    Attribution,
    Block,
    Counts,
    Date,
    Document,
    Event,
    EventPlace,
    Figure,
    Link,
    Mention,
    MentionForm,
    Page,
    Party,
    Place,
    Problem,
    Reading,
    Reference,
    ReferenceKind,
    Sighting,
    Span,
    Spans,
    Stance,
    StanceKind,
    Wording,
)
from sayso.soundness import collapsed
from tests import factories
from tests.factories import FETCHED
from tests.ledger.older import make_older
from tests.ledger.raw import dump, originals

TOWN = "[S The ministry] [C said] that [T the town fell]."
NESTED = "[S1 Kerr] [C1 said] [T1 that [S2/1 the army] [C2/1 denied] [T2/1 it]] on Monday."
BROKEN = "“[T We left],” [S [H reportedly] a doctor] [C said], “[T all of us].”"


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(TOWN, id="one attribution"),
        pytest.param(NESTED, id="one inside another"),
        pytest.param(BROKEN, id="content in two pieces, a hedge inside the source"),
        pytest.param("It [C is said] that [T he left].", id="nobody named as source"),
        pytest.param("Nothing is said here.", id="no attribution"),
        pytest.param("", id="no text"),
        pytest.param("[S A\0B] [C said]\0 [T x\0y]", id="NUL inside words"),
        pytest.param("[S \U0001f469\u200d\U0001f680] [C قال] [T e\u0301te\u0301 \u202e]\r\nb", id="joined, turned"),
    ],
)  # fmt: skip
def test_a_reading_comes_out_as_it_went_in(tmp_path: Path, marked: str) -> None:
    page, reading = factories.read(marked, problems=(Problem("blocks", "odd"), Problem("blocks", "odd")))
    with Ledger(tmp_path) as ledger:
        assert ledger.add(page, reading)
        assert ledger.reading(reading.document.id) == reading
        assert ledger.verify() == ()
    assert originals(tmp_path) == {reading.document.id: page.data}


FULL = Reading(
    reader="full",
    document=Document(
        id=document_id(b"<p>AP said so"),
        url="https://example.org/a",
        media_type="text/html",
        title="T",
        author="A",
        publisher="P",
        published="2024-01-02",
        language="en",
        text="AP said so",
        blocks=(Block("title", (0, 2)), Block("furniture", (3, 10))),
        links=(Link((0, 2), "https://example.org/ap"),),
        sightings=(Sighting(url="https://example.org/a", fetched=FETCHED),),
    ),
    sentences=((0, 10),),
    actors=(
        Actor(id="ap", name="Associated Press", kind="media", country="US", aliases=(
            Alias(text="AP", span=(0, 2), defined_here=True, voice="0123456789abcdef"), Alias(text="A.P."),
        )),
        *(Actor(id=key, name=key) for key in ("z", "y", "x", "m", "afp")),
    ),
    mentions=(
        Mention(id="m2", span=(0, 2), kind="media", form="name", actor="ap", score=0.987654321),
        Mention(id="m1", span=(0, 7), form="nominal", score=0.5),
    ),
    attributions=(
        Attribution(
            id="0123456789abcdef", source=((0, 2),), cue=((3, 7),), content=((8, 10),), speakers=("ap", "afp"),
            speaker_kind="named", document="ref", media=("m",), addressees=("x",), about=("y", "z"), act="deny",
            manner="mixed", negated=True, hedges=((3, 4), (5, 6)), score=0.123456789,
        ),
    ),
    events=(
        Event(id="e", type="ASSAULT", modes=("drone", "destroy"), contexts=("military", "religious"),
              trigger=((0, 2), (3, 7)), actors=(Party("ap", (0, 2)), Party(None, (3, 7))),
              targets=(Party("z", (8, 10)),), object=((3, 4), (8, 10)),
              places=(EventPlace("p", "toward"), EventPlace("o", "from"), EventPlace("p", "at")), date="d",
              status="hypothetical", negated=True, hedges=((0, 1), (3, 4)), attribution="0123456789abcdef",
              voice="0123456789abcdef", score=0.123456789),
        Event(id="b", type="AGREE", trigger=((8, 10),), score=1.0),
    ),
    figures=(
        Figure(id="f2", span=(0, 7), low=87.5, high=None, open=True, approximate=True, unit="percent", what="AP",
               outcome="controlled", event="e", voice="0123456789abcdef"),
        Figure(id="f1", span=(3, 7)),
    ),
    places=(
        Place(id="p", span=(8, 10), name="So", relation="north of", geonames=170063, latitude=35.13179,
              longitude=-36.75783, country="SY", precision="region", score=0.123456789),
        Place(id="o", span=(0, 2), name="AP", score=0.0),
    ),
    dates=(
        Date(id="d", span=(0, 10), first="2024-01-01", last="--09-17", precision="week", rule="r"),
        Date(id="c", span=(0, 2), precision="vague", rule=""),
    ),
    wordings=(
        Wording(id="w2", span=(8, 10), kind="scare_quotes", of="ap", voice="0123456789abcdef"),
        Wording(id="w1", span=(0, 2), kind="loaded_name"),
    ),
    stances=(
        Stance(id="s2", kind="motive", holders=("y", "ap"), toward=("z",), event="e", place="p",
               content=((0, 2), (3, 7)), negated=True, hedges=((8, 10),), voice="0123456789abcdef"),
        Stance(id="s1", kind="ally"),
    ),
    references=(
        Reference(id="ref", span=(3, 10), kind="statement", publisher="P", author="A", title="T", url="u", issuer="ap"),
        Reference(id="abc", span=(0, 2), kind="law"),
    ),
    problems=(Problem("encoder", "long", (0, 10)), Problem("blocks", "short")),
)  # fmt: skip


def test_every_field_is_kept(tmp_path: Path) -> None:
    page = Page(data=b"<p>AP said so", url="https://example.org/a", fetched=FETCHED)
    with Ledger(tmp_path) as ledger:
        ledger.add(page, FULL)
        assert ledger.reading(FULL.document.id[:8]) == FULL


def test_reading_twice_changes_nothing(tmp_path: Path) -> None:
    pages = [factories.read(TOWN), factories.read(NESTED, path="pages/b.txt")]
    with Ledger(tmp_path) as ledger:
        assert ledger.add_many(pages) == 2
        ledger.fail("read", "binary", page=factories.page("zzz"))
        before = dump(tmp_path), originals(tmp_path)
        assert ledger.add_many(pages) == 0
        assert not ledger.add(*pages[0])
        ledger.fail("read", "binary", page=factories.page("zzz"))
        later = replace(pages[0][0], fetched="2025-01-01T00:00:00+00:00")
        assert not ledger.add(later, pages[0][1]), "the same place at a later time is the same sighting"
        assert (dump(tmp_path), originals(tmp_path)) == before


def test_a_second_place_is_a_second_sighting(tmp_path: Path) -> None:
    page, reading = factories.read(TOWN)
    elsewhere = replace(page, path=None, url="https://example.org/a", fetched="2025-01-01T00:00:00+00:00")
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
        assert not ledger.add(elsewhere, reading)
        assert len(ledger.documents()) == 1
        sightings = (*reading.document.sightings, Sighting(url=elsewhere.url, fetched=elsewhere.fetched))
        assert ledger.reading("https://example.org/a").document.sightings == sightings
        assert ledger.reading("pages/a.txt").document.id == reading.document.id


def test_a_newer_reader_adds_a_reading(tmp_path: Path) -> None:
    page, old = factories.read(TOWN)
    new = replace(old, reader="newer", attributions=())
    with Ledger(tmp_path) as ledger:
        ledger.add(page, old)
        assert ledger.add(page, new)
        assert ledger.reading(old.document.id) == new
        assert list(ledger.readings()) == [new]
        assert ledger.reading(old.document.id, "test") == old
        assert ledger.view.readers(old.document.id) == ("test", "newer")
        assert [entry.attributions for entry in ledger.documents()] == [0]
        assert ledger.search("town") == (), "what only an older reading says is not found"
        with pytest.raises(NotFoundError, match="no reading by reader older"):
            ledger.reading(old.document.id, "older")


def test_versions_of_one_address_are_apart(tmp_path: Path) -> None:
    first, second = factories.read(TOWN), factories.read(NESTED)
    with Ledger(tmp_path) as ledger:
        ledger.add_many([first, second])
        assert len(ledger.documents()) == 2
        assert ledger.reading("pages/a.txt") == second[1], "a place stands for what was last found there"


@pytest.mark.parametrize(
    ("change", "error", "reason"),
    [
        pytest.param({"sentences": ((0, 99),)}, SpanError, "not within the text", id="beyond the text"),
        pytest.param({"sentences": ((-1, 4),)}, SpanError, "not within the text", id="before the text"),
        pytest.param({"sentences": ((4, 4),)}, SpanError, "is empty", id="empty"),
        pytest.param({"sentences": ((5, 4),)}, SpanError, "is empty", id="backwards"),
        pytest.param({"sentences": ((4, 8), (0, 3))}, SpanError, "begins before", id="out of order"),
        pytest.param({"sentences": ((0, 5), (4, 8))}, SpanError, "begins before", id="overlapping"),
        pytest.param({"problems": (Problem("x", "y", (0, 99)),)}, SpanError, "problem", id="a problem's span"),
        pytest.param({"problems": (Problem("x", "a\ud800"),)}, InputError, "surrogate", id="surrogate in a message"),
        pytest.param({"reader": "\udfff"}, InputError, "surrogate", id="surrogate in the reader"),
    ],
)
def test_unsound_readings_are_refused_with_a_recorded_reason(
    tmp_path: Path, change: dict[str, Any], error: type[Exception], reason: str
) -> None:
    page, reading = factories.read(TOWN)
    with Ledger(tmp_path) as ledger:
        with pytest.raises(error, match=reason):
            ledger.add(page, replace(reading, **change))
        assert ledger.documents() == ()
        (failure,) = ledger.failures()
        assert reason in failure.reason
        assert (failure.path, failure.original) == ("pages/a.txt", reading.document.id)
        assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"cue": ((10, 99),)}, "cue of attribution", id="cue beyond the text"),
        pytest.param({"content": ((30, 32), (4, 8))}, "content of attribution", id="pieces out of order"),
        pytest.param({"hedges": ((3, 3),)}, "hedges of attribution", id="empty hedge"),
        pytest.param({"outer": "ffffffffffffffff"}, "is missing", id="outer attribution that is not there"),
    ],
)
def test_unsound_attributions_are_refused(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    page, reading = factories.read(TOWN)
    unsound = replace(reading, attributions=(replace(reading.attributions[0], **change),))
    with Ledger(tmp_path) as ledger, pytest.raises(SpanError, match=reason):
        ledger.add(page, unsound)


def test_circles_and_twins_are_refused(tmp_path: Path) -> None:
    page, reading = factories.read(NESTED)
    outer, inner = reading.attributions
    circle = replace(reading, attributions=(replace(outer, outer=inner.id), inner))
    twins = replace(reading, attributions=(outer, outer))
    with Ledger(tmp_path) as ledger:
        for unsound in (circle, twins):
            with pytest.raises(SpanError):
                ledger.add(page, unsound)


def test_a_reading_of_other_bytes_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.raises(InputError, match="not one of these bytes"):
        ledger.add(factories.page("other"), factories.reading(TOWN))


def test_lone_surrogates_in_text_are_refused_with_a_recorded_reason(tmp_path: Path) -> None:
    page, reading = factories.read(TOWN)
    broken = replace(reading, document=replace(reading.document, text="The \ud83d" + reading.document.text[5:]))
    with Ledger(tmp_path) as ledger:
        with pytest.raises(InputError, match="character 4 of the text"):
            ledger.add(page, broken)
        assert "character 4 of the text" in ledger.failures()[0].reason


def test_one_unsound_reading_does_not_stop_the_others(tmp_path: Path) -> None:
    sound, other = factories.read(TOWN), factories.read(NESTED, path="pages/b.txt")
    unsound = (other[0], replace(other[1], sentences=((0, 999),)))
    with Ledger(tmp_path) as ledger:
        assert ledger.add_many([sound, unsound]) == 1
        assert [entry.place for entry in ledger.documents()] == ["pages/a.txt"]
        assert [failure.path for failure in ledger.failures()] == ["pages/b.txt"]


def test_failures_are_rows(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.fail("files", "no such file", path="pages/\udcff.html")
        ledger.fail("read", "binary", page=factories.page("\0\1"))
        first, second = ledger.failures()
        assert (first.path, first.step, first.reason, first.original) == (
            "pages/\\udcff.html", "files", "no such file", None,
        )  # fmt: skip
        assert second.original == document_id(b"\0\1")
    assert originals(tmp_path) == {document_id(b"\0\1"): b"\0\1"}, "what a later reader may be able to read is kept"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("ffff", NotFoundError, id="digits of no document"),
        pytest.param("pages/none.txt", NotFoundError, id="a place where nothing was found"),
        pytest.param("\udcff", InputError, id="not text"),
        pytest.param("", NotFoundError, id="nothing"),
        pytest.param("%", NotFoundError, id="a wildcard of SQL"),
    ],
)
def test_names_of_no_document(tmp_path: Path, name: str, error: type[Exception]) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*factories.read(TOWN))
        with pytest.raises(error):
            ledger.reading(name)


def test_a_prefix_of_two_documents_names_both(tmp_path: Path) -> None:
    pages = [factories.read(f"{TOWN} {number}", path=f"pages/{number}.txt") for number in range(700)]
    ids = sorted(reading.document.id for _, reading in pages)
    left, right = next(pair for pair in pairwise(ids) if pair[0][:4] == pair[1][:4])
    with Ledger(tmp_path) as ledger:
        ledger.add_many(pair for pair in pages if pair[1].document.id in (left, right))
        with pytest.raises(InputError, match="begins the ids of 2 documents"):
            ledger.reading(left[:1])
        with pytest.raises(InputError, match=f"{left[:12]}, {right[:12]}"):
            ledger.reading(left[:4])
        assert ledger.reading(right[:20].upper()).document.id == right


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading of random text with random things at random places in it."""
    text = draw(st.text(max_size=60))
    document = factories.document(text, blocks=(), sightings=(Sighting(path="pages/a.txt", fetched=FETCHED),))
    parts = draw(st.lists(st.tuples(*[spans(len(text))] * 3), max_size=4, unique=True))
    keys = draw(st.lists(WORD, max_size=4, unique=True))
    made = [thing_id(document.id, "attribution", *part) for part in parts]
    reference_ids = draw(st.lists(WORD, max_size=2, unique=True)) if text else []
    some, voice = st.lists(st.sampled_from(keys), max_size=3).map(tuple) if keys else st.just(()), maybe(made)
    return Reading(
        reader="random",
        document=document,
        sentences=draw(spans(len(text))),
        actors=tuple(
            Actor(
                id=key, name=draw(st.text(max_size=5)), kind=draw(maybe(get_args(ActorKind))),
                country=draw(maybe(["SY"])), aliases=tuple(draw(st.lists(aliases(text, voice), max_size=3))),
            )
            for key in keys
        ),
        mentions=tuple(
            Mention(
                id=key, span=draw(span(len(text))), kind=draw(maybe(get_args(ActorKind))),
                form=draw(st.sampled_from(get_args(MentionForm))), actor=draw(maybe(keys)), score=draw(SCORE),
            )
            for key in (draw(st.lists(WORD, max_size=4, unique=True)) if text else ())
        ),
        attributions=tuple(
            Attribution(
                id=key, source=part[0], cue=part[1], content=part[2], speakers=draw(some), media=draw(some),
                addressees=draw(some), about=draw(some), document=draw(maybe(reference_ids)),
                negated=draw(st.none() | st.booleans()), hedges=draw(spans(len(text))), score=draw(SCORE),
            )
            for key, part in zip(made, parts, strict=True)
        ),
        stances=tuple(
            Stance(
                id=key, kind=draw(st.sampled_from(get_args(StanceKind))), holders=draw(some), toward=draw(some),
                content=draw(spans(len(text))), negated=draw(st.booleans()),
                hedges=draw(spans(len(text))), voice=draw(voice),
            )
            for key in draw(st.lists(WORD, max_size=3, unique=True))
        ),
        references=tuple(
            Reference(
                id=key, span=draw(span(len(text))), kind=draw(st.sampled_from(get_args(ReferenceKind))),
                publisher=draw(st.none() | st.text(max_size=3)), title=draw(st.none() | st.text(max_size=3)),
                issuer=draw(maybe(keys)),
            )
            for key in reference_ids
        ),
    )  # fmt: skip


WORD = st.text("abcdef0123456789", min_size=1, max_size=16)
SCORE = st.floats(0, 1)


def maybe(values: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def span(size: int) -> st.SearchStrategy[Span]:
    return st.lists(st.integers(0, size), min_size=2, max_size=2, unique=True).map(lambda e: (min(e), max(e)))


def spans(size: int) -> st.SearchStrategy[Spans]:
    ends = st.lists(st.integers(0, size), unique=True, max_size=6).map(sorted)
    return ends.map(lambda e: tuple(zip(e[::2], e[1::2], strict=False)))


def aliases(text: str, voice: st.SearchStrategy[str | None]) -> st.SearchStrategy[Alias]:
    unused = st.builds(Alias, text=st.text(max_size=5), defined_here=st.booleans(), voice=voice)
    if not text:
        return unused
    used = st.builds(
        lambda where, here, voice: Alias(text=collapsed(text, where), span=where, defined_here=here, voice=voice),
        span(len(text)), st.booleans(), voice,
    )  # fmt: skip
    return used | unused


@given(reading=readings())
@settings(max_examples=60, deadline=None)
def test_any_text_and_spans_come_out_as_they_went_in(reading: Reading) -> None:
    page = factories.page(reading.document.text)
    with tempfile.TemporaryDirectory() as folder, Ledger(folder) as ledger:
        ledger.add(page, reading)
        assert ledger.reading(reading.document.id) == reading
        assert ledger.verify() == ()


def test_a_list_in_parts_and_what_there_is_in_all(tmp_path: Path) -> None:
    pages = [factories.read(f"{TOWN} {number}", path=f"pages/{number}.txt") for number in range(5)]
    with Ledger(tmp_path) as ledger:
        assert ledger.counts() == Counts(documents=0, attributions=0, failures=0)
        ledger.add_many(pages)
        ledger.add(pages[0][0], replace(pages[0][1], reader="newer", attributions=()))
        ledger.fail("files", "no such file", path="a")
        ledger.fail("files", "no such file", path="b")
        assert ledger.counts() == Counts(documents=5, attributions=4, failures=2)
        everything = ledger.documents()
        assert ledger.view.documents(2) == everything[:2]
        assert ledger.view.documents(2, 4) == everything[4:]
        assert ledger.view.documents(2, 9) == ()
        assert ledger.view.failures(1) == ledger.failures()[:1]


def test_attributions_by_the_first_digits_of_their_ids(tmp_path: Path) -> None:
    page, old = factories.read(NESTED)
    keys = ("abcd" + "0" * 12, "abce" + "0" * 12)
    first, second = old.attributions
    old = replace(old, attributions=(replace(first, id=keys[0]), replace(second, id=keys[1], outer=keys[0])))
    other_page, other = factories.read(TOWN, path="pages/b.txt")
    other = replace(other, attributions=(replace(other.attributions[0], id="abcd" + "f" * 12),))
    here, there = old.document.id, other.document.id
    with Ledger(tmp_path) as ledger:
        ledger.add_many([(page, old), (other_page, other)])
        find = ledger.view.attributions_starting
        assert find("abc") == ((here, keys[0]), (here, keys[1]), (there, "abcd" + "f" * 12))
        assert find(keys[1]) == find("abce") == ((here, keys[1]),)
        for digits in ("abcf", "ABC", "%", "", keys[0] + "0"):
            assert find(digits) == ()
        ledger.add(page, replace(old, reader="newer", attributions=()))
        assert find("abc") == ((there, "abcd" + "f" * 12),), "what only an older reading says is not found"


@pytest.mark.in_files
@pytest.mark.parametrize("version", [1, 2, 3, 4])
@pytest.mark.parametrize("opening", [Ledger, View])
def test_an_older_ledger_is_brought_up(tmp_path: Path, opening: type[Ledger | View], version: int) -> None:
    page, old = factories.read(TOWN)
    new = replace(old, reader="newer", attributions=(replace(old.attributions[0], act="deny"),))
    with Ledger(tmp_path) as ledger:
        ledger.add(page, old)
        ledger.add(page, new)
        ledger.add(*factories.read(NESTED, path="pages/b.txt"))
        hits, rows = ledger.search("town"), dump(tmp_path)
    make_older(tmp_path, version)
    with opening(tmp_path) as opened:
        assert (opened.search("town"), opened.reading("pages/a.txt")) == (hits, new)
        assert [hit.attribution for hit in opened.search(act="deny")] == [new.attributions[0].id]
    assert list(faults(tmp_path)) == []
    assert lasting(dump(tmp_path)) == lasting(rows)


def lasting(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows without the innards of an index, which depend on how it was filled, the numbers of changes, and when and in
    which turn a reading was entered, of which older versions knew the order alone; so the log is another."""
    inner = re.compile(r"(said|called|happened_at)_\w+|changes|log")
    beyond = {"latest": 1, "joined": 1, "readings": 2}
    return [row[: len(row) - beyond.get(row[0], 0)] for row in rows if not inner.fullmatch(row[0])]


@pytest.mark.in_files
def test_an_older_ledger_that_may_not_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ledger(tmp_path).close()
    make_older(tmp_path, 1)

    def read_only(folder: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(schema, "_connect", read_only)
    with pytest.raises(
        LedgerError, match=rf"cannot be brought up to {VERSION}: .*opened once by somebody who may write"
    ):
        View(tmp_path)


@pytest.mark.in_files
def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    for opening in (Ledger, View):
        with pytest.raises(
            LedgerError, match=f"format version {VERSION + 1}; this sayso reads up to version {VERSION}"
        ):
            opening(tmp_path)


@pytest.mark.in_files
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"not a database, whatever its name says" * 40, "not a database", id="another kind of file"),
        pytest.param(None, "is not a ledger of sayso", id="another program's database"),
    ],
)
def test_what_is_no_ledger_is_left_alone(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / DATABASE
    if content is None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE theirs (x)")
        db.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    for opening in (Ledger, View):
        with pytest.raises(LedgerError, match=reason):
            opening(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.in_files
def test_there_is_no_ledger_to_look_into(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no ledger there"):
        View(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists(), "looking makes nothing"
    (tmp_path / DATABASE).touch()
    with pytest.raises(NotFoundError, match="empty"):
        View(tmp_path)


@pytest.mark.in_files
def test_a_ledger_on_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match="file"):
        Ledger(tmp_path / "file")


def test_the_view_cannot_write(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger, pytest.raises(sqlite3.OperationalError, match=r"read-?only"):
        ledger.view._db.execute("INSERT INTO documents (sha256) VALUES ('x')")
