"""`sayso merge`: what it tells, what it refuses before anything is touched."""

from pathlib import Path

import pytest

from sayso.ledger import Ledger, View
from tests import factories
from tests.commands.filling import DOCUMENTS, PAGES, Run
from tests.ledger.casting import judgement


@pytest.fixture
def sources(tmp_path: Path) -> tuple[str, str]:
    with Ledger(tmp_path / "a") as ledger:
        ledger.add_many(PAGES[:3])
        ledger.judge(judgement("right", PAGES[0][1], "said"))
    with Ledger(tmp_path / "b") as ledger:
        ledger.add_many(PAGES[2:])
        ledger.fail("read", "empty", page=factories.page(""))
    return "a", "b"


def test_what_is_new_is_told(run: Run, tmp_path: Path, sources: tuple[str, str]) -> None:
    assert run("merge", *sources) == (
        0,
        "a into sayso-ledger: new are 3 documents, 3 readings, 1 judgement\n"
        "b into sayso-ledger: new are 1 document, 1 reading, 1 failure\n",
        "",
    )
    with View(tmp_path / "sayso-ledger") as view:
        assert sorted(entry.id for entry in view.documents()) == sorted(DOCUMENTS)
    assert run("merge", *sources)[1] == "a into sayso-ledger: nothing new\nb into sayso-ledger: nothing new\n"
    assert run("merge", "b", "--into", "a")[1] == "b into a: new are 1 document, 1 reading, 1 failure\n"


def test_what_is_left_out_is_told(run: Run, tmp_path: Path, sources: tuple[str, str]) -> None:
    key = DOCUMENTS[0]
    (tmp_path / "a" / "originals" / key[:2] / key[2:]).unlink()
    status, told, complaints = run("merge", *sources)
    assert status == 1
    assert complaints.splitlines()[0] == (
        f"sayso: ledger a: document {key}: its original is missing, or has other bytes"
    )
    assert told.splitlines()[1] == "b into sayso-ledger: new are 1 document, 1 reading, 1 failure"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(("a", "none"), "sayso: none: no ledger there\n", id="one that is not there"),
        pytest.param(("a", "c"), "sayso: c: the ledger there is empty\n", id="one in which nothing is"),
    ],
)
@pytest.mark.usefixtures("sources")
def test_nothing_is_made_where_one_is_no_ledger(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "ledger.sqlite").touch()
    assert run("merge", *arguments) == (1, "", complaint)
    assert not (tmp_path / "sayso-ledger").exists()


@pytest.mark.usefixtures("sources")
def test_a_ledger_is_not_merged_into_itself(run: Run) -> None:
    status, _, complaints = run("merge", "b", "./a", "--into", "a")
    assert (status, complaints) == (1, "sayso: ledger a: a ledger is not merged into itself\n")
