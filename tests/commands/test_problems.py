"""What could not be read is listed as long as that is so, and tried again when that is asked for."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.records import Failure, Problem
from tests import factories
from tests.commands.filling import Run
from tests.sharing import shared_readers

__all__ = ["shared_readers"]

pytestmark = pytest.mark.usefixtures("shared_readers")

ARTICLE = "The ministry said on Monday that the town had fallen. Kerr denied the report on Tuesday."


def fill(folder: Path) -> None:
    """Two failures of one kind, one of another, and a document that was read in part."""
    page, reading = factories.read("[S Kerr] [C denied] [T the fall].", path="/pages/part.txt")
    with Ledger(folder) as ledger:
        ledger.add(page, replace(reading, problems=(Problem("blocks", "72 levels were left out"),)))
        ledger.fail("files", "a.txt: larger than 20 bytes", path="/pages/a.txt")
        ledger.fail("files", "b.txt: larger than 300 bytes", path="/pages/b.txt")
        ledger.fail("worker", "c.txt: took longer than 5 seconds", page=factories.page("c", path="/pages/c.txt"))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    fill(tmp_path / "sayso-ledger")
    return tmp_path / "sayso-ledger"


def test_problems_stand_together_by_kind(run: Run, filled: Path) -> None:
    status, told, complaints = run("problems")
    assert (status, complaints) == (0, "")
    assert told.splitlines() == [
        "not read: 3",
        "      2  files: larger than 20 bytes",
        "         /pages/a.txt",
        "         /pages/b.txt",
        "      1  worker: took longer than 5 seconds",
        "         /pages/c.txt",
        "read in part: 1",
        "      1  blocks: 72 levels were left out",
        "         /pages/part.txt",
    ]


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [((), ["files", "files", "worker", "blocks"]), (("--step", "worker"), ["worker"]), (("--step", "none"), [])],
    ids=["all", "one step", "no such step"],
)
def test_problems_as_objects(run: Run, filled: Path, arguments: tuple[str, ...], steps: list[str]) -> None:
    status, told, _ = run("problems", "--jsonl", *arguments)
    objects = [json.loads(line) for line in told.splitlines()]
    assert status == 0
    assert [each["step"] for each in objects] == steps
    assert all((each["document"] is None) is (each["step"] != "blocks") for each in objects)


def test_nothing_is_wrong(run: Run, filled: Path) -> None:
    assert run("problems", "--step", "none") == (0, "", "sayso: everything was read\n")
    assert run("retry", "--step", "none") == (0, "", "sayso: nothing is to be tried again\n")


def test_no_ledger_is_made(run: Run, tmp_path: Path) -> None:
    for command in ("problems", "retry"):
        assert run(command) == (1, "", "sayso: sayso-ledger: no ledger there; sayso read PATH makes one\n")
    assert list(tmp_path.iterdir()) == []


def failures(folder: Path) -> tuple[Failure, ...]:
    with Ledger(folder) as ledger:
        found = ledger.failures()
        assert ledger.counts().failures == len(found)
        assert set(ledger.view.last_failures()) == set(found)
        return found


@pytest.mark.parametrize(
    ("failed", "read", "is_open"),
    [
        pytest.param({"page": "bytes", "path": "a"}, {"page": "bytes", "path": "a"}, False, id="its bytes were read"),
        pytest.param({"page": "bytes", "path": "a"}, {"page": "bytes", "path": "b"}, False, id="found elsewhere"),
        pytest.param({"page": "bytes", "path": "a"}, {"page": "others", "path": "a"}, True, id="other bytes there"),
        pytest.param({"path": "a"}, {"page": "bytes", "path": "a"}, False, id="what did not come came"),
        pytest.param({"path": "a"}, {"page": "bytes", "path": "b"}, True, id="something else came"),
        pytest.param({"url": "https://a"}, {"page": "bytes", "url": "https://a"}, False, id="an address came"),
        pytest.param({"url": "https://a"}, {"page": "bytes", "path": "https://a"}, True, id="a path is no address"),
    ],
)
def test_a_failure_is_open_until_its_page_is_read(
    tmp_path: Path, failed: dict[str, str], read: dict[str, str], is_open: bool
) -> None:
    with Ledger(tmp_path) as ledger:
        page = factories.page(failed["page"], path=failed.get("path")) if "page" in failed else None
        ledger.fail("step", "reason", page=page, path=failed.get("path"), url=failed.get("url"))
    assert len(failures(tmp_path)) == 1
    with Ledger(tmp_path) as ledger:
        page = factories.page(read["page"], path=read.get("path"), url=read.get("url"))
        ledger.add(page, factories.reading(read["page"], sightings=()))
    assert len(failures(tmp_path)) == is_open


def test_trying_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text(ARTICLE)
    page = factories.page(f"{ARTICLE} It rained.", path="/gone/kept.txt")
    bad = factories.page("\x00\x01\x02\x03" * 50, path="/gone/bad.txt")
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.fail("files", "late.txt: no such file", path=str(tmp_path / "late.txt"))
        ledger.writer.fail("worker", "kept.txt: took longer than 1 second", page=page, reader="older")
        ledger.fail("read", "/gone/bad.txt: binary", page=bad)
    status, told, complaints = run("retry", "--format", "jsonl", "--jobs", "1")
    places = [json.loads(line)["document"]["sightings"][0]["path"] for line in told.splitlines()]
    assert status == 1, "one of them cannot be read yet"
    assert sorted(places) == ["/gone/kept.txt", str(tmp_path / "late.txt")]
    assert "bad.txt" in complaints
    assert {each.path for each in failures(tmp_path / "sayso-ledger")} == {"/gone/bad.txt"}
    assert run("retry", "--step", "worker") == (0, "", "sayso: nothing is to be tried again\n")
