"""Judgements as they are handed on for training."""

import json
from pathlib import Path

from msgspec.structs import replace

from sayso.export import judgements
from sayso.ledger import Ledger
from sayso.ledger.judged_pairs import about_two
from tests import factories
from tests.ledger.casting import TIME, judgement

PAGE, READING = factories.read("[S Kerr] [C said] [T it, [S2 she] [C2 added]\u2028[T2 this]].")
KEYS = (
    "id kind document words occurrence reader attribution spans value other retracts names parts note judge time"
    " retracted two"
)


def test_one_object_a_judgement(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        ledger.judge(judgement("act", READING, "added", value="deny", note="a\u2028b"))
        ledger.judge(judgement("wrong", READING, "it"))
        ledger.judge(judgement("retract", retracts=1))
        lines = [line.decode() for line in judgements.lines(ledger.view)]
    assert all(len(line.splitlines()) == 1 and line.endswith("\n") for line in lines)
    placed, unplaced, retraction = map(json.loads, lines)
    assert {" ".join(told) for told in (placed, unplaced, retraction)} == {KEYS}
    assert placed == {
        "id": 1, "kind": "act", "document": READING.document.id, "words": "added", "occurrence": 0, "reader": "test",
        "attribution": READING.attributions[1].id,
        "spans": {"source": [[14, 17]], "cue": [[18, 23]], "content": [[24, 28]]},
        "value": "deny", "other": None, "retracts": None, "names": [], "parts": [], "note": "a\u2028b", "judge": "Kim",
        "time": TIME, "retracted": True, "two": None,
    }  # fmt: skip
    assert (unplaced["attribution"], unplaced["spans"], unplaced["retracted"]) == (None, None, False)
    assert (retraction["document"], retraction["reader"], retraction["retracts"]) == (None, None, 1)


def test_names_are_those_under_which_speakers_were_judged(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        ledger.judge(judgement("speaker", READING, "added", value="velm dorn", names=("Velm", "Dorn")))
        (told,) = map(json.loads, judgements.lines(ledger.view))
    assert (told["value"], told["names"]) == ("velm dorn", ["Velm", "Dorn"])


def test_spans_are_those_of_the_newest_reading(tmp_path: Path) -> None:
    first, second = READING.attributions
    newer = replace(READING, reader="newer", attributions=(first, replace(second, source=())))
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        ledger.judge(judgement("wrong", READING, "added"))
        ledger.add(PAGE, newer)
        (told,) = map(json.loads, judgements.lines(ledger.view))
    assert (told["reader"], told["spans"]["source"]) == ("newer", [])


def test_both_of_two_claims_are_told_with_where_they_stand(tmp_path: Path) -> None:
    one, other = READING.attributions
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        ledger.judge(
            judgement("same_claim", READING, **about_two("same_claim", (READING, one.id), (READING, other.id)))
        )
        ledger.add(PAGE, replace(READING, reader="newer", attributions=(one, replace(other, source=()))))
        (told,) = map(json.loads, judgements.lines(ledger.view))
        ledger.add(PAGE, replace(READING, reader="newest", attributions=(one,)))
        (lost,) = map(json.loads, judgements.lines(ledger.view))
    assert [(each["document"], each["reader"], each["id"]) for each in told["two"]] == [
        (READING.document.id, "newer", one.id), (READING.document.id, "newer", other.id),
    ]  # fmt: skip
    assert told["two"][1]["spans"] == {"source": [], "cue": [[18, 23]], "content": [[24, 28]]}
    assert (told["other"], told["parts"]) == ("test", [{"role": "cue", "words": "added", "occurrence": 0}])
    assert lost["two"] is None, "one of them stands nowhere any more"
