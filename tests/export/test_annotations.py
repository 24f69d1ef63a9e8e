"""Attributions and events as W3C Web Annotations: what a reader of linked data finds, and where the words stand."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from evaluation.format_checks.web import ANNO_CONTEXT, META, OA, check, expanded
from sayso.export import annotations
from sayso.export.annotations import utc
from sayso.ids import thing_id
from sayso.records import Attribution, Chosen, Reading
from tests import factories
from tests.factories_events import Telling
from tests.ledger.casting import actor, cast, with_first

KERR = actor("kerr", "Nina Kerr", "Kerr", kind="person")
FRONT = actor("front", "People’s Front", "PFV", kind="armed_group")


def chosen(reading: Reading, **fields: Any) -> Chosen:
    """All of a reading."""
    given = {
        "attributions": frozenset(each.id for each in reading.attributions),
        "events": frozenset(each.id for each in reading.events),
    }
    return Chosen(reading=reading, **given | fields)


def telling() -> Reading:
    """Two attributions, one within the other, and an event in the inner one's words."""
    made = Telling(
        cast(
            "[S1 Nina Kerr] [C1 said] [T1 that [S2/1 PFV] [C2/1 denied] [T2/1 that [H2/1 perhaps] it shelled Dur]].",
            KERR, FRONT, url="https://a.example/x y?q=1",
        )
    )  # fmt: skip
    place = made.place("Dur", geonames=7)
    date = made.date("perhaps", "2024-02-01", "2024-02-03")
    made.event("ASSAULT", "shelled", [("PFV", "front")], places=[(place, "at")], date=date, modes=("heavy-weapons",))
    return made.done[1]


def items(*of: Chosen) -> dict[str, Any]:
    told = json.loads(b"".join(annotations.write(of, META)))
    return {each["id"].partition("/documents/")[2].partition("/")[2]: each for each in told["first"]["items"]}


def values(annotation: Any, purpose: str) -> list[str]:
    bodies = [each for each in annotation["body"] if each["purpose"] == purpose]
    return [each.get("value") or each["source"]["name"] for each in bodies]


def test_what_is_told_of_an_attribution() -> None:
    reading = telling()
    first, second = (f"attributions/{each.id}" for each in reading.attributions)
    made = items(chosen(reading, verdicts={reading.attributions[0].id: "wrong"}))
    assert [each for each in made if each.startswith(first)] == [
        f"{first}#{part}" for part in ("source", "cue", "content", "source-cue", "cue-content")
    ]
    assert values(made[f"{first}#source"], "identifying") == ["Nina Kerr"]
    assert values(made[f"{first}#cue"], "assessing") == ["wrong"]
    assert values(made[f"{second}#hedges"], "tagging") == ["hedge"]
    link = made[f"{second}#inside"]
    assert (link["motivation"], [each.rpartition("/")[2] for each in link["target"]]) == (
        "linking", [f"{reading.attributions[0].id}#content", f"{reading.attributions[1].id}#source"],
    )  # fmt: skip


def test_what_is_told_of_an_event() -> None:
    reading = telling()
    here = f"events/{reading.events[0].id}"
    made = items(chosen(reading))
    assert {each for each in made if each.startswith(here)} == {
        f"{here}#{part}"
        for part in ("trigger", "actor-0", "actor-0-of", "place-0", "place-0-of", "date", "date-of", "voice")
    }
    trigger = made[f"{here}#trigger"]
    assert values(trigger, "classifying") == ["ASSAULT", "heavy-weapons", "happened"]
    assert values(trigger, "describing") == [
        "According to People’s Front, according to Nina Kerr (The Herald, 2024-02-29): "
        "“PFV denied that perhaps it shelled Dur”"
    ]
    assert values(made[f"{here}#date"], "classifying") == ["2024-02-01/2024-02-03"]
    assert made[f"{here}#place-0"]["body"][-1]["source"]["id"] == "https://sws.geonames.org/7/"


def test_the_page_is_named_by_its_address_and_its_bytes() -> None:
    reading = telling()
    target = next(iter(items(chosen(reading)).values()))["target"]
    assert target["source"] == "https://a.example/x%20y?q=1"
    assert target["state"] == {
        "type": "TimeState",
        "sourceDate": "2024-03-01T12:00:00Z",
        "cached": f"https://ledger.example/documents/{reading.document.id}/original",
    }


def test_only_what_is_chosen_is_told() -> None:
    reading = telling()
    inner = reading.attributions[1].id
    made = items(chosen(reading, attributions=frozenset({inner}), events=frozenset()))
    assert made
    assert all(each.startswith(f"attributions/{inner}#") and not each.endswith("inside") for each in made)


def test_speakers_who_are_left_unsaid_stand_with_the_cue() -> None:
    _, reading = with_first(
        cast("[C Said] [T that Nina Kerr left].", KERR), speakers=("kerr",), speaker_kind="unstated"
    )
    made = items(chosen(reading, joined={"kerr": "omar"}))
    assert [each.rpartition("#")[2] for each in made] == ["cue", "content", "cue-content"]
    (who,) = (each["source"] for each in next(iter(made.values()))["body"] if each["purpose"] == "identifying")
    assert who == {"id": "https://ledger.example/actors/omar", "type": "Person", "name": "Nina Kerr"}


def test_nothing_chosen_is_a_collection_all_the_same() -> None:
    told = json.loads(b"".join(annotations.write([], META)))
    assert (told["total"], told["first"]["items"]) == (0, [])
    assert check([]) == []


def test_it_is_a_stream() -> None:
    """What is written of one document is given away before the next one is asked for."""
    asked: list[int] = []

    def documents() -> Any:
        for number in range(3):
            asked.append(number)
            yield chosen(factories.reading(f"[S X{number}] [C said] [T it]."))

    pieces = annotations.write(documents(), META)
    next(pieces)
    next(pieces)
    assert asked == [0]


def test_programs_of_others_read_it() -> None:
    assert check([chosen(telling())]) == []


def test_the_check_sees_what_is_not_there() -> None:
    reading = telling()
    moved = replace(reading, document=replace(reading.document, text="x" + reading.document.text))
    data = b"".join(annotations.write([chosen(moved)], META))
    assert f"{OA}Annotation" in json.dumps(expanded(data, ANNO_CONTEXT))
    assert check([chosen(replace(reading, attributions=()), attributions=frozenset({"gone"}), events=frozenset())])


TEXTS = st.text(st.sampled_from("ab \n“é\u0301😀𝔘\u200d\U0001f1fa"), min_size=6, max_size=60)


@given(text=TEXTS, data=st.data())
def test_positions_count_code_points(text: str, data: st.DataObject) -> None:
    """Whatever stands before the words, the position and the quotation select the same ones."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6, unique=True)))
    source, cue, content = (((a, b),) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    document = factories.document(text)
    key = thing_id(document.id, "attribution", source, cue, content)
    one = Attribution(id=key, source=source, cue=cue, content=content, score=0.5)
    made = items(chosen(Reading(reader="test", document=document, attributions=(one,))))
    for role, ((start, end),) in (("source", source), ("cue", cue), ("content", content)):
        quote, position = made[f"attributions/{key}#{role}"]["target"]["selector"]
        assert (position["start"], position["end"]) == (start, end)
        assert quote["exact"] == text[start:end]
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
        assert text[:start].endswith(quote["prefix"])


@pytest.mark.parametrize(
    ("time", "told"),
    [
        pytest.param("2024-03-01T12:00:00+02:00", "2024-03-01T10:00:00Z", id="another zone"),
        pytest.param("2024-03-01T12:00:00", "2024-03-01T12:00:00Z", id="no zone is UTC"),
        pytest.param("yesterday", None, id="no time"),
    ],
)
def test_times_are_in_utc(time: str, told: str | None) -> None:
    assert utc(time) == told
