"""Two pages, claims or events judged the same or not, on the command line."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from sayso.ledger import Ledger, View
from sayso.records import Judgement
from tests.commands.filling import DENIED, DOCUMENTS, SAID, Run, fill
from tests.ledger import telling
from tests.ledger.casting import attribution

PAGE, READING = telling.told()
LOHM: Final = READING.document.id
BOMBED, SHELLED = (telling.of(READING, trigger) for trigger in ("bombed", "shelled"))
ACCUSED: Final = attribution(READING, "accused").id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = fill(tmp_path)
    with Ledger(folder) as ledger:
        ledger.add(PAGE, READING)
        ledger.add(*telling.undated())
    return folder


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


BOTH: Final = (DOCUMENTS[0][:12], LOHM[:12])
# The command, the two as they are told, what the ledger keeps of it, and what is printed.
JUDGED: Final = [
    ("same-story", (DOCUMENTS[0][:8], "p/1.txt"), (DOCUMENTS[0], None, DOCUMENTS[1], ()),
     f"{BOTH[0]} tells the same story as {DOCUMENTS[1][:12]}"),
    ("not-same-story", ("p/0.txt", LOHM), (DOCUMENTS[0], None, LOHM, ()),
     f"{BOTH[0]} does not tell the same story as {BOTH[1]}"),
    ("same-claim", (SAID[:8], ACCUSED), (DOCUMENTS[0], "said", LOHM, (("cue", "accused", 0),)),
     f"“said” in {BOTH[0]} makes the same claim as “accused” in {BOTH[1]}"),
    ("not-same-claim", (ACCUSED, DENIED.upper()), (LOHM, "accused", DOCUMENTS[1], (("cue", "denied", 0),)),
     f"“accused” in {BOTH[1]} does not make the same claim as “denied” in {DOCUMENTS[1][:12]}"),
    ("same-event", (BOMBED, SHELLED[:6]), (LOHM, "bombed", LOHM, (("trigger", "shelled", 0),)),
     f"“bombed” in {BOTH[1]} is the same event as “shelled” in {BOTH[1]}"),
    ("not-same-event", (SHELLED, BOMBED), (LOHM, "shelled", LOHM, (("trigger", "bombed", 0),)),
     f"“shelled” in {BOTH[1]} is not the same event as “bombed” in {BOTH[1]}"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "told", "kept", "printed"), JUDGED, ids=[each[0] for each in JUDGED])
def test_two_are_judged(
    run: Run, folder: Path, command: str, told: tuple[str, str], kept: tuple[Any, ...], printed: str
) -> None:
    status, out, complaints = run("judge", command, *told, "--by", "Kim", "--note", "so it is")
    assert (status, complaints) == (0, "")
    (made,) = judgements(folder)
    assert (made.kind, made.judge, made.note) == (command.replace("-", "_"), "Kim", "so it is")
    assert (made.document, made.words, made.value, made.parts) == kept
    assert out == f"   1  {made.time}  Kim: {printed} — so it is\n"
    with View(folder) as view:
        assert view.two(made) is not None
    assert run("judge", "list")[1] == out
    exported = json.loads(run("judge", "list", "--format", "jsonl")[1])
    assert [each["document"] for each in exported["two"]] == [made.document, made.value]


REFUSED: Final = [
    ("same-story", ("p/0.txt", "p/0.txt"), "about two documents, not one alone", "a page and itself"),
    ("same-story", ("p/0.txt", "nowhere.txt"), "nowhere.txt", "a page that is not there"),
    ("same-story", ("p/0.txt", ACCUSED), ACCUSED, "an attribution is no page"),
    ("same-claim", (SAID, SAID), "about two, not one alone", "a claim and itself"),
    ("same-claim", (SAID, "ffffffff"), "no such attribution", "no such attribution"),
    ("same-claim", (SAID, BOMBED), "no such attribution", "an event is no attribution"),
    ("same-claim", (SAID, "xyz1"), "the id of an attribution is 16 digits", "no id"),
    ("same-event", (BOMBED, "ffffffff"), "no such event", "no such event"),
    ("same-event", (BOMBED, SAID), "no such event", "an attribution is no event"),
    ("not-same-event", (BOMBED, BOMBED[:3]), "at least 4", "too few digits"),
]


@pytest.mark.parametrize(("command", "told", "reason", "why"), REFUSED, ids=[each[3] for each in REFUSED])
def test_what_cannot_be_judged(
    run: Run, folder: Path, command: str, told: tuple[str, str], reason: str, why: str
) -> None:
    status, out, complaints = run("judge", command, *told, "--by", "Kim")
    assert (status, out) == (1, ""), why
    assert complaints.startswith("sayso: ")
    assert reason in complaints
    assert judgements(folder) == ()


def test_it_is_taken_back_as_any_other(run: Run, folder: Path) -> None:
    run("judge", "same-story", "p/0.txt", "p/1.txt", "--by", "Kim")
    assert run("judge", "retract", "1", "--by", "Lee")[0] == 0
    with View(folder) as view:
        assert view.judged_pairs().stories_same == frozenset()
    assert "(retracted)" in run("judge", "list")[1].splitlines()[0]
