"""`sayso changes`: the addresses that changed, and how."""

import json
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.records import Address
from tests.commands.filling import Run
from tests.compare.versions import ALONE, FIRST, IDS, SECOND, THIRD, URL

ONE, TWO, THREE = (each[:12] for each in IDS)
STEP = [
    f"2024-03-01 {ONE} → 2024-03-02 {TWO}",
    "  title: A page → Another title",
    "  altered: Kerr said that [-52-] {+38+} men fell there.",
    "  removed: Dorn denied it.",
    "  added: Nothing more <b>is</b> known.",
    "  said no more: Dorn — denied — it",
    "  said otherwise: Kerr said that [-52-] {+38+} men fell there",
]


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add_many([SECOND, FIRST, THIRD, ALONE])
    return tmp_path / "sayso-ledger"


def test_the_addresses_that_changed(run: Run) -> None:
    assert run("changes") == (0, f"2024-03-03 3 versions {URL} {ONE} {TWO} {THREE}\n", "")
    (line,) = run("changes", "--format", "jsonl")[1].splitlines()
    assert json.loads(line) == {"place": URL, "documents": IDS, "changed": "2024-03-03"}


def test_every_step_of_an_address(run: Run) -> None:
    status, told, complaints = run("changes", URL)
    assert (status, complaints) == (0, "")
    lines = told.splitlines()
    assert lines[: len(STEP)] == STEP
    assert lines[len(STEP)] == f"2024-03-02 {TWO} → 2024-03-03 {THREE}"


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        pytest.param((TWO,), STEP[0], id="one version with the one before"),
        pytest.param((ONE,), STEP[0], id="the first with the next"),
        pytest.param((THREE, "--with", ONE), f"2024-03-01 {ONE} → 2024-03-03 {THREE}", id="with one asked for"),
        pytest.param((URL, "--with", ONE), f"2024-03-01 {ONE} → 2024-03-03 {THREE}", id="the last with that"),
    ],
)
def test_which_versions(run: Run, arguments: tuple[str, ...], first: str) -> None:
    status, told, _ = run("changes", *arguments)
    assert status == 0
    assert told.splitlines()[0] == first


def test_for_programs(run: Run) -> None:
    first, _ = (json.loads(line) for line in run("changes", URL, "--format", "jsonl")[1].splitlines())
    assert first["old"] == {"document": IDS[0], "fetched": "2024-03-01", "reader": "test"}
    assert first["facts"] == [{"name": "title", "before": "A page", "after": "Another title"}]
    assert [each["fate"] for each in first["text"]] == ["altered", "removed", "added"]
    assert [each["source"] for each in first["attributions"]["gone"]] == ["Dorn"]
    (altered,) = first["attributions"]["altered"]
    assert (altered["before"]["content"], altered["after"]["content"]) == (
        "that 52 men fell there", "that 38 men fell there",
    )  # fmt: skip


def test_an_address_that_gives_an_older_version_again(run: Run, ledger: Path) -> None:
    with Ledger(ledger) as opened:
        opened.writer.note_address(Address(url=URL, checked="2024-03-04", document=IDS[0]))
    assert run("changes", URL)[2] == f"sayso: {URL}: when it was asked last, 2024-03-04, it gave version {ONE} again\n"


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        pytest.param(("alone.txt",), 0, "alone.txt: there is no other version of it", id="one version"),
        pytest.param(("none",), 1, "'none': no such document in ledger sayso-ledger", id="nothing of this name"),
        pytest.param(
            (ONE, "--with", "alone.txt"), 1,
            f"{ALONE[1].document.id[:12]}: no version of the address at which document {ONE} was seen",
            id="no version of it",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told(run: Run, arguments: tuple[str, ...], status: int, complaint: str) -> None:
    assert run("changes", *arguments) == (status, "", f"sayso: {complaint}\n")


def test_nothing_changed(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "other") as ledger:
        ledger.add(*ALONE)
    complaint = "sayso: no page of the ledger was seen in more than one version\n"
    assert run("changes", "--ledger", "other") == (0, "", complaint)
