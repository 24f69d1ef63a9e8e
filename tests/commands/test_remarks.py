"""Attributions that were missed, checks, notes and tags from the command line."""

from pathlib import Path

import pytest

from sayso.ledger import View
from sayso.records import Judgement
from tests.commands.filling import DOCUMENTS, SAID, Run, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


def judgements(folder: Path) -> tuple[Judgement, ...]:
    with View(folder) as view:
        return view.judgements()


@pytest.mark.parametrize(
    ("arguments", "made", "told"),
    [
        pytest.param(("check", SAID), [("checked", None, "said", None)], "“said” in {0} is checked", id="checked"),
        pytest.param(
            ("tag", SAID, "To Ask", "war", "#WAR"),
            [("tag", "to ask", "said", None), ("tag", "war", "said", None)],
            "“said” in {0} has the tag to ask",
            id="tags, each once",
        ),
        pytest.param(("note", SAID, "Who?"), [("note", None, "said", "Who?")], "a note on “said” in {0}", id="a note"),
        pytest.param(("check", DOCUMENTS[0]), [("checked", None, None, None)], "{0} is checked", id="a page by its id"),
        pytest.param(
            ("tag", DOCUMENTS[0][:10], "war"), [("tag", "war", None, None)], "{0} has the tag war", id="by its digits"
        ),
        pytest.param(("check", SAID[:6]), [("checked", None, "said", None)], "is checked", id="digits of one"),
    ],
)
def test_remarks(
    run: Run, folder: Path, arguments: tuple[str, ...], made: list[tuple[str | None, ...]], told: str
) -> None:
    status, printed, complaints = run("judge", *arguments, "--by", "Kim")
    assert (status, complaints) == (0, "")
    assert [(each.kind, each.value, each.words, each.note) for each in judgements(folder)] == made
    assert told.format(DOCUMENTS[0][:12]) in printed
    assert "unplaced" not in run("judge", "list")[1]


def test_one_that_was_missed(run: Run, folder: Path) -> None:
    with View(folder) as view:
        text = view.reading(DOCUMENTS[0]).document.text
    words = text.split()
    status, printed, complaints = run(
        "judge", "missed", DOCUMENTS[0], "--source", words[0], "--content", " ".join(words[-3:]), "--at", "source=1",
        "--by", "Kim",
    )  # fmt: skip
    assert (status, complaints) == (0, "")
    (new,) = judgements(folder)
    assert [(role, said) for role, said, _ in new.parts] == [("source", words[0]), ("content", " ".join(words[-3:]))]
    assert "was missed" in printed
    assert run("judge", "retract", "1", "--by", "Kim")[0] == 0
    assert "(retracted)" in run("judge", "list")[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(("check", "ffffffff"), "no such attribution and no such page", id="nothing of the name"),
        pytest.param(("tag", SAID, "a,b"), "is no tag", id="no tag"),
        pytest.param(("note", SAID, " "), "the note is empty", id="no note"),
        pytest.param(("missed", DOCUMENTS[0], "--content", "e"), "times: --at content=N", id="words in many places"),
        pytest.param(("missed", DOCUMENTS[0], "--content", "zzz zzz"), "does not stand on the page", id="nowhere"),
        pytest.param(
            ("missed", DOCUMENTS[0], "--content", "e", "--at", "content=999"), "times, not 999", id="not so many"
        ),
        pytest.param(("missed", DOCUMENTS[0], "--content", "e", "--at", "hedge=1"), "--at is one of", id="no part"),
        pytest.param(("missed", DOCUMENTS[0], "--content", "e", "--at", "cue=0"), "numbers from 1", id="number 0"),
        pytest.param(
            ("missed", DOCUMENTS[0], "--content", "e", "--at", "content=1"), "a source or a cue", id="nobody's word"
        ),
    ],
)
def test_what_is_refused(run: Run, folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    status, told, complaints = run("judge", *arguments, "--by", "Kim")
    assert (status, told) == (1, "")
    assert reason in complaints
    assert judgements(folder) == ()
