"""A register of one's own: checked before anything is read, and told from what is read without it."""

import json
import re
from pathlib import Path

import pytest

from tests.commands.filling import Run
from tests.sharing import shared_readers

__all__ = ["shared_readers"]

pytestmark = pytest.mark.usefixtures("shared_readers")

ARTICLE = "The ministry said on Monday that the town had fallen. The Army of Velm denied the report on Tuesday."
OWN = "actors:\n  - {id: velm-army, name: Army of Velm, kind: military}\n"
FAULTY = "actors:\n  - {id: Velm, name: Velm, kind: state}\n  - {id: dorn, name: Dorn, kind: stat}\n"


@pytest.fixture
def page(tmp_path: Path) -> str:
    (tmp_path / "page.txt").write_text(ARTICLE)
    (tmp_path / "own.yaml").write_text(OWN)
    return "page.txt"


def version(told: str) -> str:
    (found,) = re.findall(r"^read by: (.*)$", told, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        pytest.param(None, ["own.yaml: No such file or directory"], id="no such file"),
        pytest.param("actors: [", ["own.yaml: not YAML: "], id="not YAML"),
        pytest.param("- velm", ["own.yaml: a mapping with `actors` is wanted"], id="no mapping"),
        pytest.param(
            FAULTY,
            ["own.yaml: actors 1: id: must be an id", "own.yaml: dorn: kind: Invalid enum"],
            id="every fault a line",
        ),
    ],
)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_register_that_cannot_be_used(
    run: Run,
    tmp_path: Path,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
    content: str | None,
    reasons: list[str],
    by: str,
) -> None:
    (tmp_path / "own.yaml").unlink()
    if content is not None:
        (tmp_path / "own.yaml").write_text(content)
    if by == "environment":
        monkeypatch.setenv("SAYSO_ACTORS", "own.yaml")
    status, told, complaints = run("read", page, *(("--actors", "own.yaml") if by == "option" else ()))
    assert (status, told) == (1, "")
    lines = complaints.splitlines()
    assert len(lines) == len(reasons)
    assert all(line.startswith(f"sayso: {reason}") for line, reason in zip(lines, reasons, strict=True))
    assert not (tmp_path / "sayso-ledger").exists(), "nothing has been begun"


def test_readings_with_a_register_of_ones_own_are_other_readings(
    run: Run, tmp_path: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*arguments: str) -> str:
        assert run("read", page, *arguments)[0] == 0
        return version(run("show", page)[1])

    plain = read()
    own = read("--actors", "own.yaml")
    assert re.fullmatch(re.escape(plain) + r"\.a[0-9a-f]{8}", own)
    (tmp_path / "own.yaml").write_text(f"{OWN}# a note\n")
    changed = read("--actors", "own.yaml")
    assert len({plain, own, changed}) == 3, "the file's content counts, not its name"
    (tmp_path / "own.yaml").rename(tmp_path / "renamed.yaml")
    monkeypatch.setenv("SAYSO_ACTORS", "renamed.yaml")
    assert read() == changed
    (tmp_path / "other.yaml").write_text("actors: []")
    assert read("--actors", "other.yaml") not in {plain, own, changed}, "the command line goes first"


def test_its_actors_are_found(run: Run, page: str) -> None:
    told = run("read", page, "--format", "jsonl", "--no-ledger", "--actors", "own.yaml")[1]
    assert "velm-army" in {actor["id"] for actor in json.loads(told)["actors"]}
    told = run("read", page, "--format", "jsonl", "--no-ledger")[1]
    assert "velm-army" not in {actor["id"] for actor in json.loads(told)["actors"]}


def test_places_of_ones_own_are_found_and_make_other_readings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("Shells fell on Qwandor on Monday, killing two people, the ministry said.")
    (tmp_path / "places.yaml").write_text("- {name: Qwandor, at: [35.5, 40.12], kind: town}\n")

    def read(*arguments: str) -> tuple[str, list[tuple[float, float]]]:
        told = json.loads(run("read", "page.txt", "--format", "jsonl", "--no-ledger", *arguments)[1])
        return told["reader"], [(place["latitude"], place["longitude"]) for place in told["places"]]

    plain, nowhere = read()
    own, there = read("--places", "places.yaml")
    assert (35.5, 40.12) in there
    assert (35.5, 40.12) not in nowhere
    assert re.fullmatch(re.escape(plain) + r"\.p[0-9a-f]{8}", own)
    monkeypatch.setenv("SAYSO_PLACES", "places.yaml")
    assert read() == (own, there)


def test_places_that_cannot_be_used(run: Run, tmp_path: Path, page: str) -> None:
    (tmp_path / "places.yaml").write_text("- {name: Qwandor, at: [135.5, 40.12], kind: town}\n")
    status, told, complaints = run("read", page, "--places", "places.yaml")
    assert (status, told) == (1, "")
    assert complaints.startswith("sayso: places.yaml")
    assert not (tmp_path / "sayso-ledger").exists(), "nothing has been begun"
