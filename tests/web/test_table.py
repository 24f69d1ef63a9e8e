"""Attributions as a table for a spreadsheet: nothing in it is taken for a formula, and nothing is lost."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export.table import BOM, COLUMNS, formula, lines, row
from sayso.records import Entry, Hit


def hit(**fields: Any) -> Hit:
    document = Entry(id="d" * 64, title=fields.pop("title", "A page"), attributions=1, problems=0)
    told: dict[str, Any] = {"source": ("Kerr",), "cue": ("said",), "content": ("it rained",), "score": 0.9}
    return Hit(document=document, attribution="a" * 16, **told | fields)


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        pytest.param("=1+1", True, id="a formula"),
        pytest.param("+49 30", True, id="a plus"),
        pytest.param("-1", True, id="a minus"),
        pytest.param("@SUM(A1)", True, id="an at sign"),
        pytest.param("\t=1", True, id="behind a tab"),
        pytest.param("\r=1", True, id="behind a line end"),
        pytest.param("\ttext", True, id="a tab parts cells"),
        pytest.param("  =1", True, id="behind blanks, which some drop"),
        pytest.param("\u200b=1", True, id="behind what is not seen"),
        pytest.param("\ufeff=1", True, id="behind a byte order mark"),
        pytest.param('"=1', True, id="behind a quotation mark"),
        pytest.param("＝1", True, id="in full width"),
        pytest.param("−1", True, id="a true minus"),
        pytest.param("1=1", False, id="a sign within"),
        pytest.param("he said -1", False, id="a minus within"),
        pytest.param("“no”", False, id="words"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_could_be_a_formula(cell: str, taken: bool) -> None:
    assert formula(cell) is taken


def test_a_harmed_cell_begins_with_an_apostrophe_and_is_flagged() -> None:
    cells = dict(zip((*COLUMNS, "flagged"), row(hit(content=("=cmd|'/c calc'!A0",), title="@x")), strict=True))
    assert cells["content"] == "'=cmd|'/c calc'!A0"
    assert cells["title"] == "'@x"
    assert cells["flagged"] == "title content"
    assert cells["source"] == "Kerr"


def test_a_harmless_row_is_not_flagged() -> None:
    assert row(hit())[-1] == ""


def test_what_the_columns_hold() -> None:
    told = hit(
        content=("it rained", "and stopped"), speakers=("Nina Kerr", "Ostra"), speaker_ids=("k", "ostra"),
        about=("the Front",), about_ids=("front",), act="deny", negated=True, nested=True, verdict="right",
    )  # fmt: skip
    cells = dict(zip((*COLUMNS, "flagged"), row(told), strict=True))
    assert cells["content"] == "it rained … and stopped"
    assert (cells["speakers"], cells["speaker_ids"]) == ("Nina Kerr; Ostra", "k ostra")
    assert (cells["about"], cells["about_ids"], cells["act"]) == ("the Front", "front", "deny")
    assert (cells["negated"], cells["hedged"], cells["nested"], cells["verdict"]) == ("yes", "no", "yes", "right")


@given(st.lists(st.text(), min_size=1, max_size=3), st.text())
def test_what_is_written_is_read_back(content: list[str], title: str) -> None:
    """And no cell that a spreadsheet reads could be a formula, whatever the page says."""
    written = b"".join(lines([hit(content=tuple(content), title=title)])).decode()
    assert written.startswith(BOM)
    head, cells = csv.reader(io.StringIO(written.removeprefix(BOM), newline=""))
    read = dict(zip(head, cells, strict=True))
    flagged = read["flagged"].split()
    for name, words in (("content", " … ".join(content)), ("title", title)):
        cell = read[name].removeprefix("'") if name in flagged else read[name]
        assert cell == words.replace("\0", "\ufffd")
    assert all(cell.startswith("'") or not formula(cell) for cell in cells)
