"""`sayso import` from the command line: what is entered, what is told, and how it ends."""

import json
from pathlib import Path

import pytest

from sayso.ledger import View
from tests.commands.filling import DOCUMENTS, PAGES, Run, fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path)


def note(words: str) -> dict[str, object]:
    target = {"source": DOCUMENTS[0], "selector": {"type": "TextQuoteSelector", "exact": words}}
    return {"type": "Annotation", "bodyValue": "Who?", "motivation": "commenting", "target": target}


def test_annotations(run: Run, folder: Path) -> None:
    Path("a.json").write_text(json.dumps([note("said"), note("shouted")]))
    status, told, complaints = run("import", "annotations", "a.json", "--judge", "Kim")
    assert (status, told) == (
        1,
        "1 judgement entered, 0 there before; 0 attributions told of which nothing is judged\n",
    )
    assert complaints == "sayso: a.json, line 1: 'shouted' does not stand in the text\n"
    with View(folder) as view:
        assert [(each.kind, each.judge) for each in view.judgements()] == [("note", "Kim")]
    assert run("import", "annotations", "a.json", "--judge", "Kim")[1].startswith("0 judgements entered, 1 there")


def test_brat(run: Run, folder: Path) -> None:
    text = PAGES[0][1].document.text
    Path("brat").mkdir()
    Path("brat/x.txt").write_bytes(text.encode())
    Path("brat/x.ann").write_text(
        "T1\tCue 10 14\tsaid\nT2\tContent 15 40\tthat PFV shelled the town\nR1\tX Arg1:T1 Arg2:T2\n"
    )
    status, told, complaints = run("import", "brat", "brat", "--judge", "Kim")
    assert (status, told[:20], complaints) == (0, "1 judgement entered,", "")


def test_actors_and_places(run: Run) -> None:
    Path("a.csv").write_text("name,kind\nWomen of Osk,party\n")
    point = {"type": "Point", "coordinates": [40, 35]}
    Path("p.json").write_text(json.dumps({"type": "Feature", "properties": {"name": "Osk"}, "geometry": point}))
    assert run("import", "actors", "a.csv", "--into", "own.yaml")[:2] == (
        0,
        "1 actor added, 0 actors changed in own.yaml\n",
    )
    assert run("import", "places", "p.json", "--into", "at.yaml")[:2] == (
        0,
        "1 place added, 0 places changed in at.yaml\n",
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(("annotations", "a.json"), "whose judgements they are is not known", id="nobody judges"),
        pytest.param(("annotations", "none.json", "--judge", "Kim"), "No such file", id="no file"),
        pytest.param(("brat", ".", "--judge", "Kim"), "no folder with files of brat's", id="no folder"),
        pytest.param(("actors", "a.csv"), "where they are to go is not known", id="nowhere to go"),
        pytest.param(("places", "a.json"), "where they are to go is not known", id="nor places"),
    ],
)
def test_what_is_refused(run: Run, folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    Path("a.json").write_text("[]")
    status, _, complaints = run("import", *arguments)
    assert status == 1
    assert reason in complaints
