"""Events are kept whole and found by type, party, place, date and voice, and it is told on whose say-so they rest."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger, View
from sayso.ledger.happened import UNDATED, interval
from sayso.ledger.happenings import period
from sayso.records import (
    Actor,
    Attribution,
    Date,
    DatePrecision,
    Event,
    EventPlace,
    EventStatus,
    EventType,
    Figure,
    Outcome,
    Party,
    Place,
    PlacePrecision,
    PlaceRole,
    Reading,
    Spans,
    Stance,
    Wording,
    WordingKind,
)
from tests import factories
from tests.factories_events import Telling
from tests.ledger import casting, telling
from tests.ledger.older import make_older
from tests.ledger.raw import raw

TOLD = telling.told()[1]
NAMES = {telling.of(TOLD, word): word for word in ("bombed", "shelled", "raid", "left", "accused")}


@pytest.fixture(scope="module")
def view(database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("happenings")
    with Ledger(folder) as ledger:
        ledger.add(*telling.told())
        ledger.add(*telling.undated())
        yield ledger.view


def found(view: View, **asked: Any) -> list[str]:
    """The triggers of the events that are found, in their order."""
    return [NAMES.get(hit.event.id, "fired") for hit in view.events(**asked)]


EARLIEST_FIRST = ["left", "shelled", "bombed", "raid", "accused", "fired"]


@pytest.mark.parametrize(
    ("asked", "triggers"),
    [
        pytest.param({}, EARLIEST_FIRST, id="all, by date, else by that of the page, undated ones last"),
        pytest.param({"type": "retreat"}, ["left"], id="a type in small letters"),
        pytest.param({"actor": "ostra"}, ["bombed", "accused"], id="an actor by its id"),
        pytest.param({"actor": "the front"}, ["shelled", "bombed", "accused"], id="who does it and to whom"),
        pytest.param({"actor": "nobody"}, [], id="nobody's name"),
        pytest.param({"place": "LOHM"}, ["bombed", "fired"], id="a place by a word of its name"),
        pytest.param({"place": "lohm bridge"}, ["fired"], id="a place by both words"),
        pytest.param({"place": "OS"}, ["bombed"], id="a country by its code"),
        pytest.param({"since": "2024-03-03", "until": "2024-03-03"}, ["bombed"], id="one day"),
        pytest.param({"since": "2024-03-02", "until": "2024-03-02"}, ["shelled"], id="a day within an interval"),
        pytest.param({"since": "2024-02", "until": "2024-02"}, ["shelled"], id="a month that an interval touches"),
        pytest.param({"until": "1979"}, ["left"], id="until a year"),
        pytest.param({"since": "2024-03-04"}, ["raid", "accused"], id="since the day of publication; undated never"),
        pytest.param({"voice": "page"}, ["bombed", "accused", "fired"], id="the pages' own voice"),
        pytest.param({"voice": "Nina Kerr"}, ["shelled"], id="a speaker's voice"),
        pytest.param({"document": "shots.txt"}, ["fired"], id="one document"),
        pytest.param({"type": "ASSAULT", "actor": "front", "voice": "kerr"}, ["shelled"], id="all together"),
        pytest.param({"limit": 2}, EARLIEST_FIRST[:2], id="the first ones"),
        pytest.param({"limit": 2, "offset": 4}, EARLIEST_FIRST[4:], id="behind the first ones"),
    ],
)
def test_what_is_found(view: View, asked: dict[str, Any], triggers: list[str]) -> None:
    assert found(view, **asked) == triggers


@pytest.mark.parametrize(
    ("asked", "error", "reason"),
    [
        ({"type": "WAR"}, InputError, "'WAR' is no type of event; there are AGREE, "),
        ({"since": "yesterday"}, InputError, "'yesterday' is no date: a date is YYYY-MM-DD"),
        ({"until": "2023-02-30"}, InputError, "'2023-02-30' is no date: day"),
        ({"since": "2024-13"}, InputError, "'2024-13' is no date: month"),
        ({"since": "2024-03", "until": "2023"}, InputError, "since 2024-03 until 2023: the end is before"),
        ({"place": "—"}, InputError, "'—': there is no word"),
        ({"document": "none"}, NotFoundError, "'none': no such document"),
    ],
)
def test_what_cannot_be_asked(view: View, asked: dict[str, Any], error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        view.events(**asked)


SHELLING = "the Front had shelled a market in Dren last week"


@pytest.mark.parametrize(
    ("trigger", "sides", "places", "words", "say_so"),
    [
        pytest.param(
            "bombed", (["Ostra"], ["Free Hills Front"]), [("Lohm", "at")],
            "Ostra’s air force bombed the Front north of Lohm on 3 March, killing at least 40",
            (True, ("The Herald",), None), id="in the page's voice",
        ),
        pytest.param(
            "shelled", (["Free Hills Front"], ["a market"]), [("Dren", "at")], SHELLING,
            (False, ("Nina Kerr",), "named"), id="in a speaker's voice; a party that is nobody keeps its words",
        ),
        pytest.param(
            "raid", ([], []), [], "raid would have cost perhaps 12", (False, ("a medic",), "anonymous"),
            id="an anonymous speaker",
        ),
        pytest.param(
            "left", (["convoys"], []), [], "convoys left the valley in the 1970s", (False, (), "unstated"),
            id="nobody is said to say it",
        ),
        pytest.param(
            "accused", (["Ostra"], ["Free Hills Front"]), [],
            "Ostra accused the hill gangs of using the mill as a depot", (True, ("The Herald",), None),
            id="an attribution as an event, with what was said",
        ),
    ],
)  # fmt: skip
def test_a_hit(
    view: View, trigger: str, sides: tuple[list[str], list[str]], places: list[tuple[str, str]], words: str,
    say_so: tuple[bool, tuple[str, ...], str | None],
) -> None:  # fmt: skip
    (hit,) = (each for each in view.events() if NAMES.get(each.event.id) == trigger)
    assert ([side.name for side in hit.actors], [side.name for side in hit.targets]) == sides
    assert [(where.name, where.role) for where in hit.places] == places
    assert hit.words == words
    assert [hit.words[start:end] for start, end in hit.trigger] == [trigger]
    assert (hit.say_so.page, hit.say_so.by, hit.say_so.kind) == say_so
    assert hit.event in TOLD.events
    assert hit.date == next((date for date in TOLD.dates if date.id == hit.event.date), None)
    assert hit.figures == tuple(figure for figure in TOLD.figures if figure.event == hit.event.id)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("They fear war. Rain fell.", "They fear war.", id="the whole of a short sentence"),
        pytest.param(f"{'very ' * 20}long war {'and so on ' * 9}ended.",
                     f"{'very ' * 10}long war {'and so on ' * 5}and so", id="some words on either side"),
        pytest.param(f"{'x' * 99} war{'y' * 99}", "war", id="no word is cut"),
    ],
)  # fmt: skip
def test_a_word_by_itself_is_told_with_those_about_it(tmp_path: Path, text: str, words: str) -> None:
    tell = Telling(factories.read(text))
    tell.event("ASSAULT", "war")
    page, reading = tell.done
    sentences = tuple((found.start(), found.end()) for found in re.finditer(r"[^. ][^.]*\.?", text))
    with Ledger(tmp_path) as ledger:
        ledger.add(page, replace(reading, sentences=sentences))
        (hit,) = ledger.events()
    assert hit.words == words
    assert [hit.words[start:end] for start, end in hit.trigger] == ["war"]


def test_judgements_join_actors_and_give_speakers(tmp_path: Path) -> None:
    page, reading = telling.told()
    cue = casting.attribution(reading, "accused")
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
        ledger.add(*casting.cast("Hill Union met.", casting.actor("union", "Hill Union"), path="b.txt"))
        assert found(ledger.view, actor="hill union") == []
        ledger.judge(casting.judgement("same", value="free-hills", other="union"))
        assert found(ledger.view, actor="hill union") == ["shelled", "bombed", "accused"]
        told = ledger.judge(casting.judgement("speaker", reading, "accused", value="1" * 16, names=("Nina Kerr",)))
        assert found(ledger.view, actor="Nina Kerr") == ["accused"], "the event is the saying of another now"
        (hit,) = ledger.events(actor="Nina Kerr")
        assert [side.actor for side in hit.actors] == ["1" * 16]
        assert hit.event.attribution == cue.id
        ledger.judge(casting.judgement("speaker", reading, "said", value="ostra", names=("Ostra",)))
        assert found(ledger.view, voice="ostra") == ["shelled"], "and so is the voice"
        ledger.judge(casting.judgement("retract", retracts=told.id))
        assert found(ledger.view, actor="Nina Kerr") == []
        assert ledger.verify() == ()


def test_only_the_newest_reading_counts(tmp_path: Path) -> None:
    page, old = telling.told()
    with Ledger(tmp_path) as ledger:
        ledger.add(page, old)
        ledger.add(page, replace(old, reader="newer", events=old.events[:1], stances=(), figures=old.figures[:1]))
        assert found(ledger.view) == ["bombed"]
        assert ledger.reading("lohm.txt", "test") == old
        assert ledger.verify() == ()


def test_what_is_derived_is_made_anew(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*telling.told())
        before = ledger.events()
        ledger.writer.rebuild()
        assert ledger.events() == before
        assert ledger.verify() == ()


DAMAGE = (
    pytest.param("UPDATE event_spans SET words = 'x' WHERE role = 'trigger'", "event .*, trigger", id="a trigger"),
    pytest.param("UPDATE event_parties SET stop = stop - 1", "event .*, actors", id="a party"),
    pytest.param("UPDATE figures SET start = start + 1", "figure .*, killed", id="a figure"),
    pytest.param("UPDATE places SET words = 'x'", "place .*, Lohm", id="a place"),
    pytest.param("UPDATE dates SET stop = 9999", "date .*, day", id="a date"),
    pytest.param("UPDATE wordings SET start = -1", "wording .*, loaded_name", id="a wording"),
    pytest.param("UPDATE happened SET first = '1999-01-01'", "what is derived", id="a day that follows from nothing"),
    pytest.param("DELETE FROM happened_parties", "what is derived", id="a party that is not found"),
    pytest.param("DELETE FROM happened_at", "what is derived", id="a place that is not found"),
    pytest.param("UPDATE happened SET voice = NULL", "what is derived", id="another voice"),
    pytest.param("DELETE FROM events", "is missing from events", id="what belongs to an event that is gone"),
)


@pytest.mark.parametrize(("damage", "told"), DAMAGE)
def test_damage_is_told(tmp_path: Path, damage: str, told: str) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*telling.told())
        assert ledger.verify() == ()
    with raw(tmp_path) as db:
        db.execute(damage)
    with Ledger(tmp_path) as ledger, pytest.raises(AssertionError, match=told):
        assert ledger.verify() == ()


@pytest.mark.in_files
def test_a_ledger_of_version_3_is_brought_up(tmp_path: Path) -> None:
    page, reading = telling.told()
    bare = replace(reading, events=(), figures=(), places=(), dates=(), wordings=(), stances=())
    with Ledger(tmp_path) as ledger:
        ledger.add(page, bare)
    make_older(tmp_path, 3)
    with Ledger(tmp_path) as ledger:
        assert ledger.reading("lohm.txt") == bare
        assert ledger.events() == ()
        ledger.add(page, replace(reading, reader="newer"))
        assert found(ledger.view, type="RETREAT") == ["left"]
        assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("first", "last", "published", "expected"),
    [
        ("2024-03-01", "2024-03-02", "2025-01-01", ("2024-03-01", "2024-03-02")),
        ("2024", "2025-02", None, ("2024-01-01", "2025-02-31")),
        (None, "2024-03-02", "2025-01-01", ("", "2024-03-02")),
        ("2011-03-15", None, "2025-01-01", ("2011-03-15", "~")),
        ("--09-17", "--09-17", None, UNDATED),
        (None, None, "2025-01-01T10:00:00Z", ("2025-01-01", "2025-01-01")),
        (None, None, "May 2025", UNDATED),
    ],
    ids=["told", "a year and a month", "no beginning", "no end", "no year", "vague: as published", "no ISO date"],
)
def test_intervals(first: str | None, last: str | None, published: str | None, expected: tuple[str, str]) -> None:
    assert interval(Date(id="d", span=(0, 1), first=first, last=last, precision="day", rule=""), published) == expected


DAYS = st.dates().map(lambda day: day.isoformat())


@given(first=DAYS, last=DAYS, since=DAYS, until=DAYS)
def test_intervals_touch_as_days_do(first: str, last: str, since: str, until: str) -> None:
    (first, last), (since, until) = sorted((first, last)), sorted((since, until))
    told = interval(Date(id="d", span=(0, 1), first=first, last=last, precision="day", rule=""), None)
    assert period(since, until) == (since, until)
    assert (told[1] >= since and told[0] <= until) is not (last < since or until < first)
    assert not (UNDATED[1] >= since and UNDATED[0] <= until)


# Readings of any kind, for what goes in and comes out.

WORD = st.text("abcdef0123456789", min_size=1, max_size=16)
SCORE = st.floats(0, 1)
SHORT = st.none() | st.text(max_size=4)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading of random text in which random things happen."""
    text = draw(st.text(min_size=1, max_size=40))
    size = len(text)
    document = factories.document(text, published=draw(SHORT | DAYS))
    keys = {kind: draw(st.lists(WORD, max_size=3, unique=True)) for kind in ("a", "v", "e", "p", "d")}
    actor, voice, event, place, date = (st.sampled_from([None, *keys[kind]]) for kind in keys)
    span = st.lists(st.integers(0, size), min_size=2, max_size=2, unique=True).map(lambda e: (min(e), max(e)))
    parties = st.lists(st.builds(Party, actor, span), max_size=3).map(tuple)
    number = st.none() | st.floats(allow_nan=False, allow_infinity=False)

    def several(record: type[Any], ids: list[str], /, **fields: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        made = []
        for key in ids:
            told = {name: draw(strategy) for name, strategy in fields.items()}
            made.append(record(id=key, **told))
        return tuple(made)

    def others() -> list[str]:
        return draw(st.lists(WORD, max_size=3, unique=True))

    where = st.builds(EventPlace, st.sampled_from(keys["p"] or [""]), of(PlaceRole))
    labels = st.lists(st.text(max_size=3), max_size=3).map(tuple)
    return Reading(
        reader="random",
        document=document,
        sentences=draw(spans(size)),
        actors=several(Actor, keys["a"], name=st.text(max_size=3)),
        attributions=several(
            Attribution, keys["v"], source=spans(size), cue=spans(size), content=spans(size), score=SCORE
        ),
        events=several(
            Event, keys["e"], type=of(EventType), modes=labels, contexts=labels, trigger=spans(size), actors=parties,
            targets=parties, object=spans(size), places=st.lists(where, max_size=3 * bool(keys["p"])).map(tuple),
            date=date, status=of(EventStatus), negated=st.booleans(), hedges=spans(size), attribution=voice,
            voice=voice, score=SCORE,
        ),
        figures=several(
            Figure, others(), span=span, low=number, high=number, open=st.booleans(), approximate=st.booleans(),
            unit=SHORT, what=SHORT, outcome=st.none() | of(Outcome), event=event, voice=voice,
        ),
        places=several(
            Place, keys["p"], span=span, name=st.text(max_size=4), relation=SHORT, latitude=number, longitude=number,
            geonames=st.none() | st.integers(0, 2**40), country=SHORT, precision=st.none() | of(PlacePrecision),
            score=SCORE,
        ),
        dates=several(
            Date, keys["d"], span=span, first=SHORT | DAYS, last=SHORT | DAYS, precision=of(DatePrecision),
            rule=st.text(max_size=3),
        ),
        stances=several(
            Stance, others(), kind=st.just("controls"), event=event, place=place, content=spans(size),
            hedges=spans(size), negated=st.booleans(), voice=voice,
        ),
        wordings=several(Wording, others(), span=span, kind=of(WordingKind), of=actor, voice=voice),
    )  # fmt: skip


def of(values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(values))


def spans(size: int) -> st.SearchStrategy[Spans]:
    ends = st.lists(st.integers(0, size), unique=True, max_size=6).map(sorted)
    return ends.map(lambda e: tuple(zip(e[::2], e[1::2], strict=False)))


@given(reading=readings())
@settings(max_examples=80, deadline=None)
def test_whatever_happens_comes_out_as_it_went_in(reading: Reading) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(folder) as ledger:
        ledger.add(factories.page(reading.document.text), reading)
        kept = ledger.reading(reading.document.id)
        assert replace(kept, document=reading.document) == reading
        assert ledger.verify() == ()
        assert sorted(hit.event.id for hit in ledger.events()) == sorted(event.id for event in reading.events)
        for hit in ledger.events():
            assert hit.event in reading.events
            assert hit.words in reading.document.text
