"""The notebook in docs runs from its first cell to its last, and shows what its words say."""

import warnings
from pathlib import Path
from typing import Any, Final

import pytest

DOCS: Final = Path(__file__).parents[1] / "docs"
SECONDS: Final = 60  # that it may take

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the libraries complain of at their import
    for needed in ("pandas", "duckdb", "pyarrow", "ipykernel"):
        pytest.importorskip(needed, reason=f"{needed} is not installed, which the notebook needs")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed, which reads notebooks")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed, which runs notebooks")


@pytest.fixture(scope="module")
def kept() -> Any:
    return nbformat.read(DOCS / "notebook.ipynb", 4)


@pytest.fixture(scope="module")
def shown(kept: Any, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each cell of code shows, as text."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patched:
        warnings.simplefilter("ignore")  # the libraries' own, of event loops
        patched.setenv("TMPDIR", str(tmp_path_factory.mktemp("notebook")))
        patched.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patched.chdir(tmp_path_factory.mktemp("elsewhere"))
        ran = nbformat.from_dict(kept)
        nbclient.NotebookClient(
            ran, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(DOCS)}}
        ).execute()
    return [
        "".join(output.get("data", {}).get("text/plain", output.get("text", "")) for output in cell.outputs)
        for cell in ran.cells
        if cell.cell_type == "code"
    ]


def test_it_is_kept_as_it_should_be(kept: Any) -> None:
    nbformat.validate(kept)
    assert [cell for cell in kept.cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)] == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ferry-sinks.html", "the pages"),
        ("documents=4", "all of them are read"),
        ("Sela Morwin", "who speaks"),
        ("on_whose_say_so", "of events"),
        ("by_whom", "acts of violence"),
        ("Falcon gang", "a loaded name, with who uses it"),
        ("that the group had mined the river", "what a search finds"),
        ("Teodor Brask", "a voice of rival figures"),
        ("Seltany's Foreign Office", "a denial, out of the file that was exported"),
    ],
)
def test_it_shows_what_it_speaks_of(shown: list[str], words: str, why: str) -> None:
    assert any(words in each for each in shown), why


def test_every_cell_of_code_shows_something(shown: list[str]) -> None:
    assert [number for number, text in enumerate(shown) if not text.strip()] == []


def test_rival_figures_differ(shown: list[str]) -> None:
    (table,) = (text for text in shown if {"of", "voice", "day"} <= set(text.split()))
    assert {"12.0", "19.0", "31.0"} <= set(table.split()), "the numbers of dead that three voices give"
