"""The examples of docs/api.md do what it says, against a real server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from sayso.ledger import Ledger, View
from sayso.records import Selection
from sayso.web.api import ROUTES
from tests.web.asking import TOKEN, letter
from tests.web.serving import served

DESCRIBED: Final = Path(__file__).parents[2] / "docs" / "api.md"
LETTERS: Final = 60  # more denials than one answer holds


def example(language: str) -> str:
    """The one example in a language."""
    (found,) = re.findall(
        rf"^```{language}\n(.*?)^```$", DESCRIBED.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    return str(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described") / "ledger"
    with Ledger(folder) as ledger:
        ledger.add_many([letter(number, f"2024-01-{number % 28 + 1:02d}") for number in range(LETTERS)])
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with served(folder, TOKEN) as address:
        yield address


def ran(program: list[str], server: str, folder: Path) -> list[str]:
    told = {"PATH": os.environ["PATH"], "SAYSO_URL": server, "SAYSO_TOKEN": TOKEN, "LANG": "C.UTF-8"}
    done = subprocess.run(program, env=told, cwd=folder, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_selection_is_gone_through_and_judged(server: str, folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "example.py"
    program.write_text(example("python"), encoding="utf-8")
    lines = ran([sys.executable, str(program)], server, tmp_path)
    with View(folder) as view:
        denied = view.selected(Selection(act="deny"), "oldest", 200)
        judged = view.judgements()
    assert denied.total == LETTERS
    told = [line.split("\t") for line in lines if "\t" in line]
    assert [(day, publisher, content) for day, publisher, _, _, _, content in told] == [
        (hit.day, hit.document.publisher, " … ".join(hit.content)) for hit in denied.hits
    ]
    assert [line for line in lines if "\t" not in line] == [f"judgement {each.id} made" for each in judged]
    assert len(judged) == LETTERS
    assert {(each.kind, each.judge) for each in judged} == {("note", "Kim")}


def test_only_what_is_new_is_told(server: str, folder: Path, tmp_path: Path) -> None:
    for tool in ("curl", "jq"):
        if shutil.which(tool) is None:
            pytest.skip(f"there is no {tool} on this machine")
    program = tmp_path / "new.sh"
    program.write_text(example("sh"), encoding="utf-8")
    asked = ["sh", str(program), "seen.tsv", "publisher=The “Valley” Post", "act=state", "since=2024"]
    first = ran(asked, server, tmp_path)
    assert len({line.split("\t")[0] for line in first}) == len(first) == LETTERS
    assert ran(asked, server, tmp_path) == []
    with Ledger(folder) as ledger:
        ledger.add(*letter(1000, "2024-01-02"))
        ledger.add(*letter(1001, "2023-01-02"))
    (new,) = ran(asked, server, tmp_path)
    assert new.split("\t")[1:4] == ["2024-01-02", "The “Valley” Post", "Ostra"]
    assert "in year 1000" in new
    assert ran(asked, server, tmp_path) == []


def test_what_cannot_be_asked_so_is_told_and_what_was_seen_stays(server: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    (tmp_path / "new.sh").write_text(example("sh"), encoding="utf-8")
    (tmp_path / "seen.tsv").write_text("kept\n")
    done = subprocess.run(
        ["sh", "new.sh", "seen.tsv", "colour=red"],
        env={"PATH": os.environ["PATH"], "SAYSO_URL": server}, cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "400" in done.stderr
    assert (tmp_path / "seen.tsv").read_text() == "kept\n"


def test_every_address_is_described() -> None:
    told = set(re.findall(r"`/([a-z]+)", DESCRIBED.read_text(encoding="utf-8")))
    assert {path.split("/")[1] for path in ROUTES} <= told, "an address is not described"
