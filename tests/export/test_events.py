"""Events on a terminal and elsewhere: dates as precisely as they are told, figures as they are bounded, whose word."""

import io
import json
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from sayso.export.events import EventTable, as_object, counted, say_so, when
from sayso.export.jsonl import encoded
from sayso.ledger import EventHit, Ledger
from sayso.ledger.happenings import SaySo
from sayso.records import Date, DatePrecision, Figure
from tests.ledger import telling


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EventHit, ...]]:
    with Ledger(tmp_path_factory.mktemp("events")) as ledger:
        ledger.add(*telling.told())
        ledger.add(*telling.undated())
        yield ledger.events()


def test_elsewhere_an_event_is_a_line(hits: tuple[EventHit, ...]) -> None:
    stream = io.StringIO()
    EventTable(stream).write(hits)
    here, there = hits[0].document.id[:12], hits[-1].document.id[:12]
    assert stream.getvalue().splitlines() == [
        "1970–1979 · RETREAT · not ongoing · convoys · says (not said who)"
        f" · “convoys left the valley in the 1970s” · {here}",
        "2024-02-25 – 2024-03-02 · ASSAULT (heavy-weapons) · happened · Free Hills Front → a market · at Dren"
        f" · says Nina Kerr · “the Front had shelled a market in Dren last week” · {here}",
        "2024-03-03 · ASSAULT (aerial) · happened · Ostra → Free Hills Front · at Lohm · 40 or more fighters killed"
        " · says page: The Herald · “Ostra’s air force bombed the Front north of Lohm on 3 March, killing at least 40”"
        f" · {here}",
        "(2024-03-05) · ASSAULT · hypothetical, hedged · — · 12 lives killed · says a medic (anonymous)"
        f" · “raid would have cost perhaps 12” · {here}",
        "(2024-03-05) · ACCUSE (allege) · happened · Ostra → Free Hills Front · says page: The Herald"
        f" · “Ostra accused the hill gangs of using the mill as a depot” · {here}",
        "— · ASSAULT (firearms) · happened · — · at Lohm bridge · says page"
        f" · “Shots were fired at Lohm bridge.” · {there}",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [72, 120])
def test_a_terminal_gets_a_table_of_its_width(
    hits: tuple[EventHit, ...], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Screen()
    EventTable(stream).write(hits)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()
    assert max(map(len, lines)) <= width
    told = " ".join(" ".join(lines).split())
    assert all(word in told for word in ("say-so", "(anonymous)", "1970–1979", "hypothetical", "RETREAT", "Lohm"))


def test_a_page_has_no_hand_on_the_terminal(hits: tuple[EventHit, ...]) -> None:
    stream = io.StringIO()
    evil = "\x1b[2J\u202e"
    hit = replace(
        hits[0], words=evil + "x", trigger=((0, 2),), say_so=SaySo(page=True, by=(evil,)),
        actors=tuple(replace(side, name=evil) for side in hits[0].actors),
    )  # fmt: skip
    EventTable(stream).write([hit])
    assert "\x1b" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()
    assert stream.getvalue().count("␛[2J�") == 3


@pytest.mark.parametrize(
    ("first", "last", "precision", "published", "told"),
    [
        ("2024-03-03", "2024-03-03", "day", "2024-03-05", "2024-03-03"),
        ("2024-02-25", "2024-03-02", "week", None, "2024-02-25 – 2024-03-02"),
        ("2024-02-01", "2024-02-29", "month", None, "2024-02"),
        ("1970-01-01", "1979-12-31", "decade", None, "1970–1979"),
        ("2011-01-01", "2011-12-31", "year", None, "2011"),
        ("--09-17", "--09-17", "day", None, "09-17 (year open)"),
        ("2011-03-15", None, "vague", None, "2011-03-15 – …"),
        (None, None, "vague", "2024-03-05", "(2024-03-05)"),
        (None, None, "vague", None, "—"),
    ],
)
def test_days_are_told_as_precisely_as_they_are_known(
    first: str | None, last: str | None, precision: DatePrecision, published: str | None, told: str
) -> None:
    date = Date(id="d", span=(0, 1), first=first, last=last, precision=precision, rule="")
    assert when(date, published) == told


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ({"low": 850, "high": 850, "what": "fighters", "outcome": "killed"}, "850 fighters killed"),
        ({"low": 40, "high": 40, "approximate": True, "what": "tanks"}, "about 40 tanks"),
        ({"low": 87, "open": True, "unit": "percent", "what": "territory"}, "87% or more territory"),
        ({"high": 12000, "open": True}, "up to 12,000"),
        ({"low": 2.5, "high": 3, "unit": "tonnes", "outcome": "other"}, "2.5–3 tonnes"),
        ({"what": "rockets", "outcome": "shot_down"}, "a number of rockets shot down"),
        ({"low": 0, "high": 0, "what": "losses"}, "0 losses"),
        ({"low": 1500000, "high": 1500000, "what": "people", "outcome": "displaced"}, "1,500,000 people displaced"),
    ],
)
def test_figures_in_words(figure: dict[str, object], told: str) -> None:
    assert counted(Figure(id="f", span=(0, 1), **figure)) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (SaySo(page=True, by=("The Herald",)), "page: The Herald"),
        (SaySo(page=True), "page"),
        (SaySo(page=False, by=("A", "B"), kind="named"), "A and B"),
        (SaySo(page=False, by=("a source",), kind="anonymous"), "a source (anonymous)"),
        (SaySo(page=False, by=("critics",), kind="collective"), "critics (collective)"),
        (SaySo(page=False, kind="unstated"), "(not said who)"),
        (SaySo(page=False, kind="anonymous"), "(not said who) (anonymous)"),
        (SaySo(page=False), "(not said who)"),
    ],
)
def test_whose_word_it_is(given: SaySo, told: str) -> None:
    assert say_so(given).plain == told


def test_as_json(hits: tuple[EventHit, ...]) -> None:
    told = json.loads(encoded(as_object(hits[2])))
    assert (told["type"], told["cameo"], told["who"], told["whom"]) == (
        "ASSAULT", "19", ["Ostra"], ["Free Hills Front"],
    )  # fmt: skip
    assert told["where"] == [{"name": "Lohm", "role": "at"}]
    assert told["when"]["first"] == "2024-03-03"
    assert told["figures"][0]["low"] == 40
    assert told["say_so"] == {"page": True, "by": ["The Herald"], "speakers": [], "kind": None, "attribution": None}
    assert told["document"]["place"] == "lohm.txt"
