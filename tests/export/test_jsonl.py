"""One line a page, exactly as the ledger format says."""

import json
import re

import pytest
from msgspec.structs import replace

from sayso.errors import InputError, SpanError
from sayso.export import jsonl
from sayso.records import Actor, Alias, Figure, Mention, Problem, Reference, Stance, Vectors
from tests import factories
from tests.ledger import telling

NESTED = "[S1 Kerr] [C1 said] [T1 that [S2/1 the army] [C2/1 denied] [T2/1 it]] on Monday."

# The keys of the ledger format, version 1, in its order.
PAGE = (
    "sayso reader document sentences actors mentions attributions events figures places dates stances wordings"
    " references problems"
)
DOCUMENT = "id url media_type title author publisher published language text blocks links sightings"
ATTRIBUTION = (
    "id source cue content speakers speaker_kind document media addressees about act manner negated hedges outer score"
)
MENTION = "id span kind form actor score"
STANCE = "id kind holders toward event place content negated hedges voice"
REFERENCE = "id span kind publisher author title url issuer"
EVENT = (
    "id type modes contexts trigger actors targets object places date status negated hedges attribution voice score"
    " cameo"
)
FIGURE = "id span low high open approximate unit what outcome event voice"
PLACE = "id span name relation geonames latitude longitude country precision score"
DATE = "id span first last precision rule"
WORDING = "id span kind of voice"


def test_keys_are_those_of_the_format() -> None:
    told = json.loads(jsonl.line(factories.reading(NESTED)))
    assert list(told) == PAGE.split()
    assert list(told["document"]) == DOCUMENT.split()
    assert {tuple(attribution) for attribution in told["attributions"]} == {tuple(ATTRIBUTION.split())}
    empty = set(told) - {"sayso", "reader", "document", "sentences", "attributions"}
    assert all(told[key] == [] for key in empty)


def test_vectors_are_no_part_of_the_format() -> None:
    told = factories.reading(NESTED)
    meant = replace(told, vectors=Vectors(document=b"\x01\xff", attributions=(b"\x02\xfe", b"")))
    assert jsonl.line(meant) == jsonl.line(told)


FILLED = replace(
    factories.reading("[S AP] [C said] [T it]."),
    actors=(Actor(id="ap", name="Associated Press", kind="media", aliases=(Alias(text="AP", span=(0, 2)),)),),
    mentions=(Mention(id="m", span=(0, 2), form="name", actor="ap", score=0.987654),),
    stances=(Stance(id="s", kind="motive", holders=("ap",), content=((3, 7), (8, 10)), hedges=((0, 2),)),),
    references=(Reference(id="r", span=(0, 2), kind="agency_report", issuer="ap"),),
)


def test_what_is_filled() -> None:
    told = json.loads(jsonl.line(FILLED))
    alias = {"text": "AP", "span": [0, 2], "defined_here": False, "voice": None}
    assert told["actors"] == [
        {"id": "ap", "name": "Associated Press", "kind": "media", "country": None, "aliases": [alias]}
    ]
    assert told["mentions"] == [{"id": "m", "span": [0, 2], "kind": None, "form": "name", "actor": "ap", "score": 0.99}]
    assert told["stances"] == [
        {"id": "s", "kind": "motive", "holders": ["ap"], "toward": [], "event": None, "place": None,
         "content": [[3, 7], [8, 10]], "negated": False, "hedges": [[0, 2]], "voice": None}
    ]  # fmt: skip
    assert told["references"] == [
        {"id": "r", "span": [0, 2], "kind": "agency_report", "publisher": None, "author": None, "title": None,
         "url": None, "issuer": "ap"}
    ]  # fmt: skip
    keys = (tuple(told[thing][0]) for thing in ("mentions", "stances", "references"))
    assert [*map(" ".join, keys)] == [MENTION, STANCE, REFERENCE]


def test_what_happens() -> None:
    reading = telling.told()[1]
    told = json.loads(jsonl.line(reading))
    bombed, accused = told["events"][0], told["events"][4]
    assert bombed == {
        "id": reading.events[0].id, "type": "ASSAULT", "modes": ["aerial"], "contexts": ["military"],
        "trigger": [[35, 41]], "actors": [{"actor": "ostra", "span": [17, 34]}],
        "targets": [{"actor": "free-hills", "span": [42, 51]}], "object": [],
        "places": [{"place": reading.places[0].id, "role": "at"}], "date": reading.dates[0].id, "status": "happened",
        "negated": False, "hedges": [], "attribution": None, "voice": None, "score": 0.9, "cameo": "19",
    }  # fmt: skip
    assert (accused["attribution"], accused["cameo"]) == (told["attributions"][3]["id"], "11")
    assert told["events"][1]["targets"] == [{"actor": None, "span": [150, 158]}]
    assert told["figures"][0] == {
        "id": reading.figures[0].id, "span": [86, 97], "low": 40, "high": None, "open": True, "approximate": False,
        "unit": None, "what": "fighters", "outcome": "killed", "event": bombed["id"], "voice": None,
    }  # fmt: skip
    assert told["places"][0] == {
        "id": reading.places[0].id, "span": [61, 65], "name": "Lohm", "relation": "north of", "geonames": 1,
        "latitude": 46.25, "longitude": 7.5, "country": "OS", "precision": "district", "score": 0.8,
    }  # fmt: skip
    assert told["dates"][0] == {
        "id": reading.dates[0].id, "span": [66, 76], "first": "2024-03-03", "last": "2024-03-03", "precision": "day",
        "rule": "told",
    }  # fmt: skip
    assert told["wordings"][0]["of"] == "free-hills"
    lists = {"events": EVENT, "figures": FIGURE, "places": PLACE, "dates": DATE, "wordings": WORDING, "stances": STANCE}
    for things, keys in lists.items():
        assert {" ".join(each) for each in told[things]} == {keys}


@pytest.mark.parametrize(
    ("number", "told"),
    [(40, "40"), (40.0, "40"), (87.5, "87.5"), (0.0, "0"), (1e15, "1000000000000000"), (1e30, "1e30")],
)
def test_whole_numbers_are_written_as_such(number: float, told: str) -> None:
    reading = replace(FILLED, figures=(Figure(id="f", span=(0, 2), low=number, high=number),))
    assert f'"low":{told},"high":{told},' in jsonl.line(reading).decode()


def test_values() -> None:
    reading = factories.reading(NESTED, problems=(Problem("blocks", "odd"), Problem("encoder", "long", (0, 4))))
    told = json.loads(jsonl.line(reading))
    outer, inner = told["attributions"]
    assert (told["sayso"], told["reader"], told["sentences"]) == (1, "test", [[0, 44]])
    assert told["document"]["blocks"] == [{"kind": "paragraph", "span": [0, 44]}]
    assert told["document"]["sightings"] == [{"path": "pages/a.txt", "fetched": factories.FETCHED}]
    assert (outer["source"], outer["outer"]) == ([[0, 4]], None)
    assert (inner["source"], inner["outer"]) == ([[15, 23]], outer["id"])
    assert (inner["act"], inner["negated"], inner["media"]) == (None, None, [])
    assert told["problems"] == [
        {"step": "blocks", "message": "odd", "span": None},
        {"step": "encoder", "message": "long", "span": [0, 4]},
    ]


@pytest.mark.parametrize(("score", "told"), [(0.987654, 0.99), (1.0, 1.0), (0.004, 0.0), (0.5, 0.5)])
def test_scores_have_two_decimals(score: float, told: float) -> None:
    reading = factories.reading("[S X] [C said] [T it].")
    reading = replace(reading, attributions=(replace(reading.attributions[0], score=score),))
    line = jsonl.line(reading)
    assert json.loads(line)["attributions"][0]["score"] == told
    assert re.search(rb'"score":\d\.\d{1,2}[,}]', line)


@pytest.mark.parametrize(
    "text",
    ["a\u2028b", "a\u2029b", "a\x85b", "a\nb\r\n", "a\x0b\x0c\x1cb", "\0", "\ufeff\U0001f469\u200d\U0001f680e\u0301"],
    ids=[
        "line separator",
        "paragraph separator",
        "next line",
        "newlines",
        "old separators",
        "NUL",
        "joined characters",
    ],
)
def test_a_page_is_one_line_to_every_reader(text: str) -> None:
    line = jsonl.line(factories.reading(text)).decode("utf-8")
    assert len(line.splitlines()) == 1
    assert line.endswith("\n")
    assert json.loads(line)["document"]["text"] == text


def test_unsound_readings_are_refused() -> None:
    reading = factories.reading("[S X] [C said] [T it].")
    with pytest.raises(SpanError):
        jsonl.line(replace(reading, sentences=((0, 99),)))
    for unsound in ({"reader": "\ud800"}, {"mentions": (replace(FILLED.mentions[0], actor="nobody"),)}):
        with pytest.raises(InputError):
            jsonl.line(replace(reading, **unsound))
