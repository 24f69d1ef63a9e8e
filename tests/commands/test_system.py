"""`sayso system`: the described system of pages and of a ledger, for a person and for programs."""

import json
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from sayso.ledger import Ledger
from sayso.records import Reading
from tests import factories
from tests.commands.filling import Run
from tests.compare.builders import page

ARTICLE = "Russian warplanes bombed Turkish forces on Monday. Turkey is an ally of the United States."
WAR = "{us US} jets bombed {army the army}.\n[S {ru Moscow}] [C said] that [T {us Washington} armed {hsd the HSD}]."
TALKS = "{us US} and {uk UK} agreed.\n{us US} struck {army the army}."


def kept(folder: Path, *readings: Reading) -> None:
    with Ledger(folder / "sayso-ledger") as ledger:
        ledger.add_many(
            (factories.page(reading.document.text, path=f"pages/{i}.txt"), reading)
            for i, reading in enumerate(readings)
        )


@pytest.fixture
def ledger(tmp_path: Path) -> None:
    """Two documents, of The Herald of 2024-02-29 and of The Times without a date."""
    war = page(
        WAR, "ASSAULT us > army: bombed", "AID us > hsd: armed", title="War", ru="state RU Russia", us="state US"
    )
    talks = page(TALKS, "AGREE us,uk > : agreed", "ASSAULT us > army: struck", title="Talks", publisher="The Times",
                 published="", us="state US")  # fmt: skip
    kept(tmp_path, war, talks)


def told(run: Run, *arguments: str) -> list[str]:
    status, out, complaints = run("system", *arguments)
    assert (status, complaints) == (0, "")
    return out.splitlines()


@pytest.mark.usefixtures("ledger")
def test_a_person_reads_who_how_often_by_whom_and_the_words(run: Run) -> None:
    lines = told(run)
    assert lines[:2] == ["2 documents", "as told there, not as known: each line with how often and by whom"]
    assert "stand against each other" in lines
    (row,) = [line.split("  ") for line in lines if "the army – US" in line]
    assert [part.strip() for part in row if part.strip()] == [
        "2×", "the army – US", "The Herald, The Times", "“US struck the army”; “US jets bombed the army”",
    ]  # fmt: skip
    (alone,) = [line for line in lines if "the HSD – US: with" in line]
    assert "Russia" in alone
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("options", "titles"),
    [
        pytest.param((), ["War", "Talks"], id="all"),
        pytest.param(("--publisher", "times"), ["Talks"], id="by words of the publisher"),
        pytest.param(("--since", "2024-02-29"), ["War"], id="that day counts; without a date it is not since"),
        pytest.param(("--until", "2024-03-01"), ["War"], id="nor until"),
        pytest.param(("--until", "2024-02-29", "--publisher", "Herald"), ["War"], id="both hold"),
    ],
)
def test_options_choose_documents(run: Run, options: tuple[str, ...], titles: list[str]) -> None:
    (line,) = told(run, "--format", "json", *options)
    found = json.loads(line)["system"]
    assert [source["title"] for source in found["sources"]] == titles
    for tie in found["ties"]:
        assert tie["claims"]
        assert all(claim["basis"]["words"] and claim["basis"]["voice"]["name"] for claim in tie["claims"])


@pytest.mark.usefixtures("ledger")
def test_graphml_is_a_graph(run: Run) -> None:
    status, out, _ = run("system", "--format", "graphml")
    assert status == 0
    graph = nx.read_graphml(BytesIO(out.encode()))
    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset(p) for p in (("us", "army"), ("us", "hsd"), ("us", "uk"))
    }


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("options", "status", "complaint"),
    [
        pytest.param(("--since", "May"), 1, "sayso: --since: 'May' is no date like 2024-02-29\n", id="no date"),
        pytest.param(("--publisher", "Gazette"), 0, "sayso: no document is such\n", id="nobody's"),
        pytest.param(("--ledger", "gone"), 1, "sayso: gone: no ledger there; sayso read PATH makes one\n", id="none"),
        pytest.param(("gone.txt",), 1, "sayso: gone.txt: no such file or folder\n", id="no page"),
        pytest.param(("https://example.org/a",), 1,
                     "sayso: https://example.org/a: an address is no file\n", id="an address"),
    ],
)  # fmt: skip
def test_what_cannot_be_told(run: Run, options: tuple[str, ...], status: int, complaint: str) -> None:
    assert run("system", *options) == (status, "", complaint)


def test_pages_are_read_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_bytes(b"PK\3\4\0\0")
    status, out, complaints = run("system", "a.txt", "b.txt", "--format", "json")
    assert status == 1, "one page could not be read"
    assert "b.txt: " in complaints
    pairs = {frozenset((tie["one"], tie["other"])): tie["sign"] for tie in json.loads(out)["system"]["ties"]}
    assert pairs[frozenset(("turkey", "us"))] == 1
    assert not (tmp_path / "sayso-ledger").exists()


def test_a_page_that_tells_of_nobody(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained on Monday, and the river rose. Nobody was surprised by it in the least.")
    assert run("system", "a.txt") == (0, "", "sayso: nothing is told there of how actors stand to each other\n")
