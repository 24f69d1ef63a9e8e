"""Web Annotations as judgements: sayso's own, added to by others, and such as others write."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.export import annotations as exported
from sayso.export.meta import Meta
from sayso.imports.annotations import Item, items, read
from sayso.imports.entering import Brought, Desk, bring
from sayso.imports.told import Fault
from sayso.ledger import Ledger
from sayso.records import Chosen, Judgement
from tests.commands.filling import DOCUMENTS, FRONT, KERR, PAGES, SAID
from tests.ledger.casting import TIME, cast

META: Final = Meta(made=TIME, version="0")
TEXT: Final = PAGES[0][1].document.text  # Nina Kerr said that PFV shelled the town.


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path / "ledger") as opened:
        opened.add_many(PAGES)
        yield opened


def brought(ledger: Ledger, data: Any, judge: str = "Kim") -> Brought:
    found = list(items(data if isinstance(data, bytes) else json.dumps(data).encode(), "a.json"))
    desk = Desk(ledger.view)
    told = [*(each for each in found if isinstance(each, Fault))]
    told_too = read((each for each in found if isinstance(each, Item)), desk.text)
    return bring(ledger, [*told, *told_too], desk, judge, TIME)


def own(ledger: Ledger, **verdicts: Any) -> dict[str, Any]:
    """What sayso writes of a ledger."""
    chosen = (
        Chosen(reading=each, attributions=frozenset(a.id for a in each.attributions), events=frozenset(), **verdicts)
        for each in ledger.readings()
    )
    found: dict[str, Any] = json.loads(b"".join(exported.write(chosen, META)))
    return found


def on(words: str, *bodies: Any, document: str = DOCUMENTS[0], **fields: Any) -> dict[str, Any]:
    """An annotation of words by another tool."""
    target = {
        "source": f"https://x.example/documents/{document}",
        "selector": {"type": "TextQuoteSelector", "exact": words},
    }
    return {"type": "Annotation", "motivation": "commenting", "body": list(bodies), "target": target, **fields}


def body(purpose: str | None, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, **({"purpose": purpose} if purpose else {})}


def judged(came: Brought) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(each.kind, each.words, each.value, each.note) for each in came.entered]


def test_what_sayso_wrote_comes_back_as_the_same_attributions(ledger: Ledger) -> None:
    came = brought(ledger, own(ledger))
    ids = {each.id for reading in ledger.readings() for each in reading.attributions}
    assert (came.entered, came.faults, set(came.known)) == ((), (), ids)


def test_a_judgement_that_stands_is_no_news(ledger: Ledger) -> None:
    ledger.judge(Judgement(id=0, kind="wrong", document=DOCUMENTS[0], words="said", occurrence=0, judge="A", time=TIME))
    came = brought(ledger, own(ledger, verdicts={SAID: "wrong"}))
    assert (came.entered, came.faults) == ((), ())


def test_actors_that_are_joined_are_no_news(ledger: Ledger) -> None:
    ledger.judge(Judgement(id=0, kind="same", value="kerr", other="0123456789abcdef", judge="A", time=TIME))
    joined = ledger.view.joined()
    assert joined
    assert brought(ledger, own(ledger, joined=joined)).entered == ()


def test_what_was_missed_gets_the_id_that_it_would_have(tmp_path: Path) -> None:
    """Brought into a ledger whose reader saw less, the attributions are there with the words that they have here."""
    with Ledger(tmp_path / "one") as one, Ledger(tmp_path / "other") as other:
        page, reading = cast("[S Nina Kerr 😀] [C said] [T that] X [T PFV left].", KERR, FRONT)
        one.add(page, reading)
        other.add(page, replace(reading, attributions=()))
        came = brought(other, own(one))
        (made,) = came.entered
        spans = other.view.stands(made)
        (there,) = reading.attributions
        assert spans == {"source": there.source, "cue": there.cue, "content": there.content}
        assert came.faults == ()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param(on("said", body("assessing", "right")), ("right", "said", None, None), id="right"),
        pytest.param(on("said", body("tagging", "Wrong")), ("wrong", "said", None, None), id="wrong, as a tag"),
        pytest.param(on("said", body("tagging", "To Ask")), ("tag", "said", "to ask", None), id="a tag"),
        pytest.param(on("said", body(None, "Who?")), ("note", "said", None, "Who?"), id="a comment"),
        pytest.param(on("said", bodyValue="Who?"), ("note", "said", None, "Who?"), id="a comment, the short way"),
        pytest.param(on("said", body("classifying", "warn")), ("act", "said", "warn", None), id="another act"),
        pytest.param(on("said", body("assessing", "checked")), ("checked", "said", None, None), id="checked"),
        pytest.param(on("said", body("identifying", "PFV")), ("speaker", "said", "front", None), id="a speaker's name"),
        pytest.param(
            on("said", {"purpose": "identifying", "source": {"id": "https://x.example/actors/front"}}),
            ("speaker", "said", "front", None), id="a speaker by id",
        ),
        pytest.param(on("Nina Kerr", body(None, "x")), ("note", "said", None, "x"), id="on the source"),
        pytest.param(on("shelled", body(None, "x")), ("note", "said", None, "x"), id="on words within it"),
        pytest.param(on(TEXT, body(None, "x")), ("note", "said", None, "x"), id="on words around it"),
        pytest.param(
            {"type": "Annotation", "body": body("assessing", "wrong"),
             "target": f"https://y.example/documents/{DOCUMENTS[0]}/attributions/{SAID}#cue"},
            ("wrong", "said", None, None), id="on an attribution by its address",
        ),
        pytest.param(
            {"type": "Annotation", "body": body("tagging", "war"), "target": f"urn:sha256:{DOCUMENTS[0]}"},
            ("tag", None, "war", None), id="on a page as a whole",
        ),
    ],
)  # fmt: skip
def test_remarks(ledger: Ledger, given: Any, wanted: tuple[str | None, ...]) -> None:
    came = brought(ledger, given)
    assert (judged(came), came.faults) == ([wanted], ())
    again = brought(ledger, given)
    assert again.entered == ()


def parts(*roles: tuple[str, str], **fields: Any) -> list[dict[str, Any]]:
    """New annotations of parts, and links from each to the next."""
    made = [on(words, body("tagging", role), id=f"urn:{role}", **fields) for role, words in roles]
    pairs = [[one["id"], other["id"]] for one, other in pairwise(made)]
    return [*made, *({"type": "Annotation", "motivation": "linking", "target": pair} for pair in pairs)]


def test_one_that_was_missed(ledger: Ledger) -> None:
    given = parts(("source", "PFV"), ("cue", "shelled"), ("content", "the town"))
    given[1]["body"] += [body("classifying", "threaten"), body("tagging", "war")]
    came = brought(ledger, given)
    (made,) = came.entered
    assert (made.kind, made.words, made.note) == ("missed", "shelled", "act: threaten; tag: war")
    assert made.parts == (("source", "PFV", 0), ("cue", "shelled", 0), ("content", "the town", 0))
    assert brought(ledger, given).entered == ()


def test_what_a_judge_took_back_stays_so(ledger: Ledger) -> None:
    given = on("said", body("assessing", "wrong"))
    (made,) = brought(ledger, given).entered
    ledger.judge(Judgement(id=0, kind="retract", retracts=made.id, judge="Kim", time=TIME))
    assert brought(ledger, given).entered == ()
    assert len(brought(ledger, given, judge="Lou").entered) == 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(on("shouted", body(None, "x")), "does not stand in the text", id="words of no page"),
        pytest.param(on("e", body(None, "x")), "times: it stays open", id="words in many places"),
        pytest.param(on("said", body(None, "x"), document="f" * 64), "no such page", id="no page"),
        pytest.param(on("said", body("identifying", "Nobody At All")), "no actor of that name", id="no actor"),
        pytest.param(on("said", body("tagging", "a,b")), "is no tag", id="no tag"),
        pytest.param(on("said", body("tagging", "content")), "content alone are none", id="a part alone"),
        pytest.param(
            {"type": "Annotation", "target": {"source": DOCUMENTS[0], "selector": {"type": "SvgSelector"}}},
            "SvgSelector is not understood", id="another selector",
        ),
        pytest.param(
            {"type": "Annotation", "body": body("assessing", "wrong"), "target": DOCUMENTS[0]},
            "a page as a whole can be", id="a page cannot be wrong",
        ),
        pytest.param(
            {"type": "Annotation", "body": body("assessing", "wrong"),
             "target": f"/documents/{DOCUMENTS[0]}/attributions/{'0' * 16}"},
            "has no attribution", id="no attribution",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_told_and_the_rest_is_entered(ledger: Ledger, given: Any, reason: str) -> None:
    rows = [on("said", body(None, "first")), given, on("denied", body(None, "last"), document=DOCUMENTS[1])]
    data = b"[\n" + b",\n".join(json.dumps(each).encode() for each in rows) + b"\n]"
    came = brought(ledger, data)
    assert [each.note for each in came.entered] == ["first", "last"]
    (fault,) = came.faults
    assert fault.where == "a.json, line 3"
    assert reason in fault.reason


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda rows: rows, id="a list"),
        pytest.param(lambda rows: {"type": "AnnotationPage", "items": rows}, id="a page"),
        pytest.param(lambda rows: {"type": "AnnotationCollection", "first": {"items": rows}}, id="a collection"),
        pytest.param(lambda rows: b"\n".join(json.dumps(each).encode() for each in rows), id="one a line"),
    ],
)
def test_ways_to_write_many(ledger: Ledger, wrapped: Callable[[Any], Any]) -> None:
    rows = [on("said", body(None, "one")), on("denied", body(None, "two"), document=DOCUMENTS[1])]
    assert [each.note for each in brought(ledger, wrapped(rows)).entered] == ["one", "two"]


def test_what_is_no_json(ledger: Ledger) -> None:
    with pytest.raises(InputError, match=r"a\.json: not JSON"):
        brought(ledger, b"{")
    came = brought(ledger, json.dumps(on("said", body(None, "x"))).encode() + b"\n{broken\n")
    assert ([each.note for each in came.entered], [each.where for each in came.faults]) == (["x"], ["a.json, line 2"])


def test_a_position_in_other_units_is_known_by_the_words(ledger: Ledger) -> None:
    page, reading = cast("😀 [S Nina Kerr] [C said] [T it] and said so.", KERR, path="p/9.txt")
    ledger.add(page, reading)
    given = on("said", body(None, "x"), document=reading.document.id)
    start = reading.attributions[0].cue[0][0] + 1  # the first character is two code units
    selectors = [given["target"]["selector"], {"type": "TextPositionSelector", "start": start, "end": start + 4}]
    given["target"]["selector"] = selectors
    assert [each.occurrence for each in brought(ledger, given).entered] == [0]
