"""`sayso events`: what is told, what is asked wrongly, what an empty ledger says."""

import json
from pathlib import Path
from typing import get_args

import pytest

from sayso.ledger import Ledger
from sayso.records import EventType
from tests import factories
from tests.commands.filling import Run
from tests.ledger import telling
from tests.ledger.casting import actor, cast


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "sayso-ledger"
    with Ledger(folder) as opened:
        opened.add(*telling.told())
        opened.add(*telling.undated())
        opened.add(*cast("The Front of Dren met.", actor("dren", "Front of Dren"), path="dren.txt"))
    return folder


ALL = ["left", "shelled", "bombed", "raid", "accused", "fired"]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        pytest.param((), ALL, id="all"),
        pytest.param(("--type", "assault"), ["shelled", "bombed", "raid", "fired"], id="a type"),
        pytest.param(("--actor", "Ostra"), ["bombed", "accused"], id="an actor by name"),
        pytest.param(("--actor", "ostr"), ["bombed", "accused"], id="the beginning of a name"),
        pytest.param(("--place", "dren"), ["shelled"], id="a place"),
        pytest.param(("--since", "2024-03-01", "--until", "2024-03-03"), ["shelled", "bombed"], id="days"),
        pytest.param(("--voice", "page", "--type", "ACCUSE"), ["accused"], id="the page's voice"),
        pytest.param(("--voice", "kerr"), ["shelled"], id="a speaker's voice"),
        pytest.param(("--document", "shots.txt"), ["fired"], id="a document"),
        pytest.param(("--type", "AID"), [], id="nothing"),
    ],
)
def test_filters(run: Run, arguments: tuple[str, ...], found: list[str]) -> None:
    status, told, complaints = run("events", *arguments)
    assert status == 0
    assert [next(word for word in ALL if word in line.split("“")[1]) for line in told.splitlines()] == found
    assert complaints == ("" if found else "sayso: nothing found\n")
    as_json = run("events", "--format", "jsonl", *arguments)[1].splitlines()
    assert [json.loads(line)["words"] for line in as_json] == [
        line.split("“")[1].split("”")[0] for line in told.splitlines()
    ]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--type", "WAR"), f"'WAR' is no type of event; there are {', '.join(get_args(EventType))}"),
        (("--since", "last week"), "'last week' is no date: a date is YYYY-MM-DD, YYYY-MM or YYYY"),
        (("--until", "2024-02-31"), "'2024-02-31' is no date: day is out of range for month"),
        (("--since", "2024", "--until", "2023"), "since 2024 until 2023: the end is before the beginning"),
        (("--actor", "Ostar"), "'Ostar': no actor of that name in ledger sayso-ledger; there are ostra (Ostra, state)"),
        (("--voice", "Nina Krr"), "'Nina Krr': no actor of that name in ledger sayso-ledger; there are 1111"),
        (("--document", "none.txt"), "'none.txt': no such document in ledger sayso-ledger"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(run: Run, arguments: tuple[str, ...], reason: str) -> None:
    status, told, complaints = run("events", *arguments)
    assert (status, told) == (1, "")
    assert complaints.startswith(f"sayso: {reason}")


@pytest.mark.usefixtures("ledger")
def test_a_name_of_several(run: Run) -> None:
    status, told, complaints = run("events", "--actor", "front")
    assert (status, len(told.splitlines())) == (0, 3)
    assert complaints == "sayso: 'front' may be any of 2 actors; here are the events of all: its id tells one\n"


@pytest.mark.usefixtures("ledger")
def test_no_more_than_asked(run: Run) -> None:
    status, told, complaints = run("events", "--limit", "2")
    assert (status, len(told.splitlines())) == (0, 2)
    assert complaints == "sayso: these are the first 2; --limit shows more\n"
    assert run("events", "--limit", "6")[2] == ""


def test_a_ledger_without_events(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "sayso-ledger") as opened:
        opened.add(*factories.read("Nothing happens."))
    assert run("events") == (0, "", "sayso: no page of the ledger tells of an event\n")


def test_no_ledger(run: Run) -> None:
    status, told, complaints = run("events")
    assert (status, told) == (1, "")
    assert "no ledger there" in complaints


def test_the_whole_ledger_is_exported_with_what_happens(run: Run, ledger: Path) -> None:
    exported = [json.loads(line) for line in run("export", "--ledger", str(ledger))[1].splitlines()]
    assert [len(each["events"]) for each in exported] == [5, 1, 0]
    assert [len(each["wordings"]) for each in exported] == [1, 0, 0]
