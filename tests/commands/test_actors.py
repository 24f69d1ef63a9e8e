"""The actors of a ledger from the command line: the list, one in full, and names that mean several or none."""

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import Ledger
from tests.commands.filling import Run, fill
from tests.ledger.casting import actor, cast


def listed(told: str) -> list[str]:
    """The ids in a list."""
    return [line.split(" · ")[-1] for line in told.splitlines() if line and not line.startswith(" ")]


def as_json(run: Run, *arguments: str) -> Any:
    status, told, complaints = run("actors", "--format", "json", *arguments)
    assert status == 0, complaints
    assert told.count("\n") == 1
    return json.loads(told)


def test_the_list(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    status, told, complaints = run("actors")
    assert (status, complaints) == (0, "")
    assert listed(told)[:2] == ["front", "kerr"], "those in most documents first, then those most mentioned"
    assert told.splitlines()[:3] == [
        "People’s Front · armed_group · front",
        "  in 2 documents, 2 mentions; says 0, is spoken of in 2",
        "  called “PFV” (Nina Kerr 2)",
    ]


def test_of_as_many_documents_the_most_mentioned_come_first(run: Run, tmp_path: Path) -> None:
    names = [actor(f"a{number}", f"Ann{number}") for number in range(3)]
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add(*cast("Ann0 met Ann2. Ann2 left Ann1. Ann1 met Ann2.", *names))
    assert listed(run("actors")[1]) == ["a2", "a1", "a0"]
    assert listed(run("actors", "--limit", "1")[1]) == ["a2"], "not the first of those that were entered first"


def test_a_list_has_its_limit(run: Run, tmp_path: Path) -> None:
    fill(tmp_path, *(actor(f"a{number}", f"Ann{number}") for number in range(30)))
    assert len(listed(run("actors")[1])) == 20
    assert len(listed(run("actors", "--limit", "3")[1])) == 3
    assert len(as_json(run)["actors"]) == 20
    assert len(as_json(run, "--limit", "40")["actors"]) == 35


def test_a_ledger_without_actors(run: Run, tmp_path: Path) -> None:
    Ledger(tmp_path / "sayso-ledger").close()
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add(*cast("Nobody is here."))
    assert run("actors") == (0, "", "sayso: no page of the ledger has an actor\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(("kerr",), "kerr", id="an id, though another is called so"),
        pytest.param(("Nina", "Kerr"), "kerr", id="a name in words"),
        pytest.param(("nina",), "kerr", id="a word that one has"),
        pytest.param(("pfv",), "front", id="what it is called"),
        pytest.param(("Nin",), "kerr", id="the beginning of a word"),
        pytest.param((" front ",), "front", id="an id among blanks"),
    ],
)
def test_one_actor(run: Run, tmp_path: Path, name: tuple[str, ...], shown: str) -> None:
    fill(tmp_path)
    status, told, complaints = run("actors", *name)
    assert (status, complaints) == (0, "")
    assert listed(told)[0] == shown
    assert as_json(run, *name)["actor"]["id"] == shown


def test_an_actor_in_full(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    lines = run("actors", "kerr")[1].splitlines()
    assert lines[:5] == [
        "Nina Kerr · person · VE · kerr", "  in 2 documents, 1 mention; says 2, is spoken of in 0", "", "called (1)",
        "  “Nina Kerr” — The Herald itself 1",
    ]  # fmt: skip
    assert [line for line in lines if " — " in line][1:] == [
        "She — denied — perhaps that the town fell to PFV", "Nina Kerr — said — PFV shelled the town",
    ], "in time order"  # fmt: skip
    assert lines[-1] == "said about it (0)"
    assert "said (2)" in lines
    assert sum(" · One · The Herald" in line for line in lines) == 1, "each with its document"
    about = run("actors", "front")[1].splitlines()
    assert about[about.index("said about it (2)") + 1].startswith("She — denied")


def test_an_actor_as_json(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    told = as_json(run, "kerr")
    assert set(told) == {"actor", "said", "about"}
    assert told["actor"]["called"] == [{"text": "Nina Kerr", "by": ["The Herald"], "page": True, "times": 1}]
    assert [(hit["act"], hit["document"]["place"]) for hit in told["said"]] == [
        ("deny", "p/1.txt"), ("accuse", "p/0.txt"),
    ]  # fmt: skip
    assert len(as_json(run, "kerr", "--limit", "1")["said"]) == 1


def test_a_name_that_several_have_lists_them(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    status, told, complaints = run("actors", "ministry")
    assert (status, sorted(listed(told))) == (0, ["north", "south"])
    assert complaints == "sayso: 'ministry' may be any of 2 actors; its id shows one in full\n"
    assert len(as_json(run, "ministry")["actors"]) == 2
    assert len(as_json(run, "ministry", "--limit", "1")["actors"]) == 1


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Northern Ministry", "north (North Ministry, government); south (South", id="a word of a name"),
        pytest.param("Omr Kerrr", "0123456789abcdef (Omar Kerr, person)", id="a slip"),
        pytest.param("Qqq", None, id="nothing like it"),
        pytest.param("—", None, id="no word"),
    ],
)
def test_a_name_that_nobody_has(run: Run, tmp_path: Path, name: str, near: str | None) -> None:
    fill(tmp_path)
    status, told, complaints = run("actors", name)
    assert (status, told) == (1, "")
    assert complaints.startswith(f"sayso: {name!r}: no actor of that name in ledger sayso-ledger")
    assert (f"; there are {near}" in complaints) if near else ("; there are" not in complaints)


@pytest.mark.parametrize(
    ("documents", "shown"),
    [
        pytest.param(1, ["kerr-1"], id="its name, and no less there than the other"),
        pytest.param(3, ["kerr-2", "kerr-1"], id="its name, but another that is called so is in more documents"),
    ],
)
def test_a_name_that_another_is_called_by(run: Run, tmp_path: Path, documents: int, shown: list[str]) -> None:
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add(*cast("Kerr left.", actor("kerr-1", "Kerr")))
        for number in range(documents):
            ledger.add(*cast(f"Kerr went {number}.", actor("kerr-2", "Omar Kerr", "Kerr"), path=f"p/{number}.txt"))
    assert listed(run("actors", "Kerr", "--limit", "5")[1])[: len(shown)] == shown
    assert ("any of 2" in run("actors", "Kerr")[2]) == (len(shown) > 1)


@pytest.mark.parametrize("arguments", [("--limit", "0"), ("--format", "xml")])
def test_usage(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("actors", *arguments)[0] == 2
