"""The measures of events say what they are said to say, on readings made by hand; and the gold is in order."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import events, muc

TEXT = "The guards of the mine shot two herders, the mayor said. A truce between the clans failed."
SHARED = Path(__file__).parents[3] / "shared"
here = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared, which is not there")


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def party(*names: tuple[str, str], optional: bool = False) -> dict[str, Any]:
    words = [{"span": at(span), "head": at(head)} for span, head in names]
    return {"words": words} | ({"optional": True} if optional else {})


SHOT: dict[str, Any] = {
    "type": ["ASSAULT"],
    "trigger": [at("shot")],
    "actors": [party(("The guards of the mine", "guards"))],
    "targets": [party(("two herders", "herders"))],
    "status": ["happened"],
    "voice": [{"source": at("mayor")}],
}
SAID = {"id": "a", "source": [at("the mayor")], "cue": [at("said")], "speakers": ["mayor"]}
MENTIONS = [{"span": at("the mayor"), "actor": "mayor"}, {"span": at("two herders"), "actor": "herders"}]


def event(trigger: str = "shot", actors: tuple[str, ...] = (), targets: tuple[str, ...] = (), **more: Any) -> Any:
    sides = {"actors": actors, "targets": targets}
    out: dict[str, Any] = {
        "type": "ASSAULT",
        "trigger": [at(trigger)],
        "status": "happened",
        "voice": "a",
        "object": [],
    }
    return out | {side: [{"actor": None, "span": at(name)} for name in names] for side, names in sides.items()} | more


def reading(*found: Any, attributions: Any = (SAID,), actors: Any = ()) -> dict[str, Any]:
    parts = {"attributions": list(attributions), "mentions": MENTIONS, "actors": list(actors)}
    return {"document": {"text": TEXT}, "events": list(found), **parts}


def judged(*found: Any, wanted: Any = (SHOT,), **more: Any) -> Any:
    return events.judge({"sentence": [0, len(TEXT)], "events": list(wanted)}, reading(*found, **more))


def triple(count: Any, name: str) -> tuple[int, int, int]:
    return count[f"{name} right"], count[f"{name} said"], count[f"{name} true"]


@pytest.mark.parametrize(
    ("found", "trigger", "actors", "targets"),
    [
        pytest.param([event("shot", ("The guards",), ("two herders",))], (1, 1, 1), (1, 1, 1), (1, 1, 1), id="right"),
        pytest.param([], (0, 0, 1), (0, 0, 1), (0, 0, 1), id="nothing found: all of it is missed"),
        pytest.param(
            [event("failed", ("The guards",), ("two herders",))],
            (0, 1, 1), (0, 1, 1), (0, 1, 1),
            id="the right parties at another word earn nothing",
        ),
        pytest.param(
            [event("shot", ("the mine",), ("the mayor",))], (1, 1, 1), (0, 1, 1), (0, 1, 1),
            id="inside the phrase but not its head; somebody else",
        ),
        pytest.param(
            [event("shot", ("two herders",), ("The guards",))], (1, 1, 1), (0, 1, 1), (0, 1, 1),
            id="actor and target exchanged",
        ),
        pytest.param(
            [event("shot", ("The guards", "guards"))], (1, 1, 1), (1, 2, 1), (0, 0, 1), id="said twice: one is wrong"
        ),
        pytest.param(
            [event("shot"), event("shot")], (1, 2, 1), (0, 0, 1), (0, 0, 1), id="two events for one: one is wrong"
        ),
        pytest.param(
            [event("The guards of the mine shot two herders")], (0, 1, 1), (0, 0, 1), (0, 0, 1),
            id="a whole clause is no trigger",
        ),
    ],
)  # fmt: skip
def test_triggers_and_parties(found: Any, trigger: Any, actors: Any, targets: Any) -> None:
    count = judged(*found)
    assert triple(count, "trigger") == trigger
    assert triple(count, "actors") == actors
    assert triple(count, "targets") == targets


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        pytest.param("herders", True, id="the head alone"),
        pytest.param("two herders, the mayor said", True, id="too long, but with the same head"),
        pytest.param("shot two herders", True, id="a word too many before it"),
        pytest.param("two", False, id="without the head"),
        pytest.param("The guards of the mine shot two herders", False, id="too long, with another head"),
    ],
)
def test_a_party_is_right_by_its_head(predicted: str, right: bool) -> None:
    wanted = party(("two herders", "herders"))
    assert events.party_fits(TEXT, wanted, {"actor": None, "span": at(predicted)}) is right


def test_one_of_several_names_will_do() -> None:
    wanted = party(("The guards of the mine", "guards"), ("the clans", "clans"))
    assert events.party_fits(TEXT, wanted, {"span": at("the clans")})
    assert not events.party_fits(TEXT, wanted, {"span": at("the mayor")})


@pytest.mark.parametrize(
    ("change", "key", "right"),
    [
        pytest.param({}, "status", 1, id="status as marked"),
        pytest.param({"status": "planned"}, "status", 0, id="another status"),
        pytest.param({"type": "ASSAULT"}, "type", 1, id="type as marked"),
        pytest.param({"type": "COERCE"}, "type", 0, id="another type"),
        pytest.param({"voice": "a"}, "voice", 1, id="the mayor's say-so"),
        pytest.param({"voice": None}, "voice", 0, id="the page's own, where it is the mayor's"),
        pytest.param({"voice": "b"}, "voice", 1, id="another attribution of the mayor's"),
        pytest.param({"voice": "c"}, "voice", 0, id="somebody else's"),
        pytest.param({"voice": "gone"}, "voice", 0, id="an attribution that is not there"),
    ],
)
def test_status_type_and_voice(change: Any, key: str, right: int) -> None:
    told = [SAID, SAID | {"id": "b", "source": []}, SAID | {"id": "c", "source": [], "speakers": ["herders"]}]
    assert judged(event(**change), attributions=told)[f"{key} right"] == right


@pytest.mark.parametrize(
    ("wanted", "voice", "right"),
    [
        pytest.param([None], None, True, id="the page's"),
        pytest.param([None], "a", False, id="the page's, but somebody's was found"),
        pytest.param([None, {"source": at("mayor")}], "a", True, id="either"),
        pytest.param([{"source": [], "cue": at("said")}], "a", True, id="no source named: the cue"),
        pytest.param([{"source": [], "cue": at("failed")}], "a", False, id="no source named: another cue"),
    ],
)
def test_voices(wanted: Any, voice: str | None, right: bool) -> None:
    assert events.voice_fits(wanted, event(voice=voice), reading()) is right


def test_what_is_doubtful_counts_neither_way() -> None:
    doubtful = SHOT | {"optional": True}
    for found in ([], [event("shot", ("the mayor",))]):
        count = judged(*found, wanted=[doubtful])
        assert triple(count, "trigger") == triple(count, "actors") == triple(count, "targets") == (0, 0, 0)
    assert judged(event(), wanted=[doubtful])["doubtful"] == 1
    count = judged(event(), event("failed"), wanted=[doubtful])
    assert triple(count, "trigger") == (0, 1, 0), "what is nowhere marked is wrong beside it"


def test_a_sure_event_is_paired_before_a_doubtful_one() -> None:
    assert triple(judged(event(), wanted=[SHOT | {"optional": True}, SHOT]), "trigger") == (1, 1, 1)


def test_a_word_as_good_pairs_and_the_better_one_first() -> None:
    wanted = SHOT | {"trigger": [at("truce"), at("failed")], "type": ["RETREAT"]}
    assert triple(judged(event("failed"), wanted=[wanted]), "trigger") == (1, 1, 1)
    both = judged(event("failed"), event("truce", status="planned"), wanted=[wanted])
    assert triple(both, "trigger") == (1, 2, 1)
    assert both["status right"] == 0, "the marked word itself is paired, not the one as good"


def test_optional_parties_count_neither_way() -> None:
    wanted = SHOT | {"targets": [party(("two herders", "herders"), optional=True)]}
    for targets in ((), ("two herders",)):
        assert triple(judged(event("shot", (), targets), wanted=[wanted]), "targets") == (0, 0, 0)
    assert triple(judged(event("shot", (), ("the mayor",)), wanted=[wanted]), "targets") == (0, 1, 0)


@pytest.mark.parametrize(
    ("actors", "targets"),
    [
        pytest.param(("The guards",), ("two herders",), id="as marked"),
        pytest.param(("two herders",), ("The guards",), id="exchanged"),
        pytest.param(("two herders", "The guards"), (), id="both among the actors"),
    ],
)
def test_mutual_parties_may_stand_in_either_role(actors: Any, targets: Any) -> None:
    count = judged(event("shot", actors, targets), wanted=[SHOT | {"mutual": True}])
    assert triple(count, "actors") == (2, 2, 2)
    assert triple(count, "targets") == (0, 0, 0)


def test_only_events_of_the_sentence_count() -> None:
    first = {"sentence": [0, TEXT.index("A truce")], "events": [SHOT]}
    assert triple(events.judge(first, reading(event(), event("truce"))), "trigger") == (1, 1, 1)


def test_figures_by_hand() -> None:
    figures = events.rows(judged(event("shot", ("The guards",), ("the mayor",)), event("failed")))
    assert figures["f1"]["trigger"] == {"f1": 66.7, "precision": 50.0, "recall": 100.0}
    assert figures["f1"]["actors"]["f1"] == 100
    assert figures["f1"]["targets"]["f1"] == 0
    assert figures["accuracy"]["voice where it is not the page's"] == 100


@pytest.mark.parametrize(
    ("words", "head"),
    [
        pytest.param("the mayor of Ysk", "mayor", id="before of"),
        pytest.param("GUNMEN", "gunmen", id="one word"),
        pytest.param("Colonel Ruiz's", "ruiz", id="a possessive"),
        pytest.param("of", "of", id="never nothing"),
        pytest.param("", "", id="no words"),
    ],
)
def test_head_of_a_filler(words: str, head: str) -> None:
    assert muc.head(words) == head


@pytest.mark.parametrize(
    ("wanted", "found", "counts"),
    [
        pytest.param([["GUNMEN"]], ["two gunmen"], (1, 1, 1), id="case and number words aside"),
        pytest.param([["TANK TRUCK", "TRUCK"]], ["the truck"], (1, 1, 1), id="one of its names"),
        pytest.param([["MAYOR OF YSK"]], ["Ysk"], (0, 1, 1), id="the town is not its mayor"),
        pytest.param([["GUNMEN"]], ["gunmen", "the gunmen"], (1, 1, 1), id="named twice counts once"),
        pytest.param([["GUNMEN"], ["SOLDIERS"]], ["gunmen"], (1, 1, 2), id="one of two"),
        pytest.param([], ["gunmen"], (0, 1, 0), id="none was to be found"),
        pytest.param([["GUNMEN"]], [], (0, 0, 1), id="none was found"),
    ],
)
def test_fillers_count(wanted: Any, found: Any, counts: Any) -> None:
    assert muc.count(wanted, found) == counts


def test_roles_of_a_reading() -> None:
    parts = event("shot", ("The guards", "the clans"), ("two herders", "the mine"), object=[at("A truce")])
    for found, actor in ((parts["actors"][1], "clans"), (parts["targets"][0], "herders")):
        found["actor"] = actor
    kinds = [{"id": "clans", "kind": "armed_group"}, {"id": "herders", "kind": "people"}]
    page = reading(parts, event("failed", ("the mayor",), status="denied"), actors=kinds)
    page["mentions"] = [{"span": at("the clans"), "kind": "armed_group", "form": "name"}]
    assert muc.fillers(page) == {
        "perp_individual_id": {"The guards"},
        "perp_organization_id": {"the clans"},
        "phys_tgt_id": {"the mine"},
        "hum_tgt_name": {"two herders"},
        "incident_instrument_id": {"A truce"},
    }


KNOWN = {
    "the": "the",
    "front": "front",
    "burned": "burned",
    "truck": "truck",
    "peru": "Peru",
    "un": "UN",
    "it": "it",
    "in": "in",
    "blue": "blue",
    "river": "river",
    "blue river": "River",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("THE FRONT BURNED IT.", "The front burned it.", id="an opening word"),
        pytest.param("THE UN.  IT BURNED.", "The UN.  It burned.", id="the next sentence; a short name"),
        pytest.param("IT BURNED THE TRUCKS\nIN PERU.", "It burned the trucks in Peru.", id="lines are joined"),
        pytest.param("THE SOLAK FRONT (SF)", "The Solak Front (SF)", id="a defined name"),
        pytest.param("THE U.S. TRUCK", "The U.S. truck", id="an abbreviation ends no sentence"),
        pytest.param(
            "THE BLUE RIVER, THE RIVER", "The blue River, the river", id="a word as it is after the one before"
        ),
        pytest.param("PERU'S TRUCK", "Peru's truck", id="a possessive"),
    ],
)
def test_sentence_case(text: str, expected: str) -> None:
    assert muc.sentence_case(text, KNOWN) == expected


@given(st.text("ABCU.S'\n\"( )-", max_size=60))
def test_sentence_case_changes_only_case_and_line_ends(text: str) -> None:
    cased = muc.sentence_case(text, KNOWN)
    assert len(cased) == len(text)
    assert cased.lower().replace("\n", " ") == text.lower().replace("\n", " ")


def test_the_gold_is_in_order() -> None:
    items = events.gold()
    assert len(items) == 200
    assert len({(events.key(item), *item["sentence"]) for item in items}) == 200
    for item in items:
        start, end = item["sentence"]
        for one in item["events"]:
            assert one["type"], "each event has a type"
            assert one["status"], "each event has a status"
            assert one["voice"], "each event has a voice"
            assert all(start <= a < b <= end for a, b in one["trigger"])
            words = [words for role in ("actors", "targets") for each in one[role] for words in each["words"]]
            assert all(
                start <= each["span"][0] <= each["head"][0] < each["head"][1] <= each["span"][1] <= end
                for each in words
            )
    held = json.loads((events.HERE / "events-held-out.json").read_text())
    assert {item["id"] for item in items if item["source"] == "plover"} <= set(held)


@here
def test_the_gold_is_of_the_texts_that_were_marked() -> None:
    items = events.gold()
    texts = events.texts(SHARED, items)
    for item in items:
        text = texts[events.key(item)]
        for one in item["events"]:
            for start, end in one["trigger"]:
                assert re.fullmatch(r"[\w-]+", text[start:end]), "a trigger is one word"
                around = text[start - 1 : start] + text[end : end + 1] if start else text[end : end + 1]
                assert not re.search(r"\w", around), "a whole word"


@here
def test_a_changed_text_is_refused() -> None:
    item = events.gold()[0] | {"sha256": "0" * 16}
    with pytest.raises(ValueError, match="not the sentence that was marked"):
        events.texts(SHARED, [item])


@here
def test_the_gold_is_all_right_by_itself() -> None:
    items = events.gold()
    texts, count = events.texts(SHARED, items), Counter[str]()
    for item in items:
        told: list[Any] = []
        found = []
        for number, one in enumerate(item["events"]):
            voice = one["voice"][0]
            told += [] if voice is None else [{"id": number, "cue": [], "speakers": []} | as_said(voice)]
            sides = {side: [{"span": each["words"][0]["span"]} for each in one[side]] for side in ("actors", "targets")}
            rest = {"type": one["type"][0], "status": one["status"][0], "trigger": one["trigger"][:1]}
            found.append(sides | rest | {"voice": None if voice is None else number})
        page = {"document": {"text": texts[events.key(item)]}, "events": found, "attributions": told, "mentions": []}
        count.update(events.judge(item, page))
    figures = events.rows(count)
    assert {name: row["f1"] for name, row in figures["f1"].items() if "doubtful" not in name} == dict.fromkeys(
        [name for name in figures["f1"] if "doubtful" not in name], 100.0
    )
    assert set(figures["accuracy"].values()) == {100.0, count["trigger true"]}


def as_said(voice: Any) -> dict[str, Any]:
    return {"source": [voice["source"]]} if voice["source"] else {"source": [], "cue": [voice["cue"]]}
