"""What `sayso export` writes: formats, tables, columns, selections; and what cannot be asked."""

import csv
import io
import json
from pathlib import Path
from typing import get_args

import pyarrow.parquet
import pytest

from sayso.commands.export import NAMES
from sayso.export import formats
from sayso.export.formats import FORMATS
from sayso.export.jsonl import line
from sayso.records import Act
from tests.commands.filling import CLAIMED, DENIED, DOCUMENTS, PAGES, SAID, Run, fill


def cells(told: str, name: str) -> list[str]:
    return [row[name] for row in csv.DictReader(io.StringIO(told.removeprefix("\ufeff"), newline=""))]


def test_the_whole_ledger_goes_out_as_it_was_read(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    run("judge", "wrong", SAID, "--by", "j")
    assert run("export") == (0, "".join(line(reading).decode() for _, reading in PAGES), "")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        pytest.param((), [SAID, DENIED, CLAIMED], id="everything"),
        pytest.param(("fell",), [DENIED], id="a word"),
        pytest.param(("--speaker", "nina"), [SAID, DENIED], id="a speaker"),
        pytest.param(("--about", "pfv"), [SAID, DENIED], id="about"),
        pytest.param(("--actor", "kerr", "--act", "deny"), [DENIED], id="involving, an act"),
        pytest.param(("--act", "DENY"), [DENIED], id="large letters"),
        pytest.param(("--manner", "indirect"), [SAID, DENIED, CLAIMED], id="a manner"),
        pytest.param(("--kind", "anonymous"), [CLAIMED], id="a kind of source"),
        pytest.param(("--publisher", "The Herald"), [SAID, DENIED, CLAIMED], id="a publisher"),
        pytest.param(("--publisher", "Nobody"), [], id="no publisher"),
        pytest.param(("--type", "assault"), [], id="a type of event"),
        pytest.param(("--place", "velm"), [], id="a place"),
        pytest.param(("--area", "0,0,1,1"), [], id="an area"),
        pytest.param(("--since", "2024"), [SAID], id="since"),
        pytest.param(("--until", "2023-01-01"), [DENIED], id="until"),
        pytest.param(("--hedged", "yes"), [DENIED], id="hedged"),
        pytest.param(("--hedged", "no"), [SAID, CLAIMED], id="not hedged"),
        pytest.param(("--nested", "yes"), [], id="nested"),
        pytest.param(("--verdict", "right"), [], id="judged"),
        pytest.param(("--tag", "later"), [], id="tagged"),
        pytest.param(("--document", "p/1.txt"), [DENIED], id="a page by where it was found"),
        pytest.param(("--document", DOCUMENTS[2][:12]), [CLAIMED], id="a page by its id"),
        pytest.param(("--since", " ", "--tag", ""), [SAID, DENIED, CLAIMED], id="what is left empty is not asked"),
    ],
)
def test_a_selection(run: Run, tmp_path: Path, arguments: tuple[str, ...], found: list[str]) -> None:
    fill(tmp_path)
    status, told, complaints = run("export", "--format", "csv", *arguments)
    assert (status, cells(told, "attribution"), complaints) == (0, found, "")


def test_a_table_and_its_columns(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    told = run("export", "--format", "csv", "--table", "actors", "--columns", "name, actor")[1]
    assert told.splitlines()[0] == '\ufeff"name","actor","flagged"'
    assert cells(told, "actor")[:2] == ["kerr", "front"]


def test_a_file_is_there_when_it_is_whole(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    out = tmp_path / "out.parquet"
    assert run("export", "--format", "parquet", "--out", str(out)) == (0, "", "")
    assert pyarrow.parquet.read_table(out)["attribution"].to_pylist() == [SAID, DENIED, CLAIMED]
    assert [path.name for path in tmp_path.glob("*out*")] == ["out.parquet"]


def test_nothing_half_written_is_left_and_what_was_there_stays(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    out = tmp_path / "out.csv"
    out.write_text("before")
    assert run("export", '""', "--format", "csv", "--out", str(out))[0] == 1
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == ["out.csv"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        pytest.param(("--format", "xls"), "'xls' is no format; formats are jsonl", id="no format"),
        pytest.param(("--format", "csv", "--table", "people"), "'people' is no table", id="no table"),
        pytest.param(("--format", "csv", "--columns", "hue"), "'hue' is no column of attributions", id="no column"),
        pytest.param(("--columns", "cue"), "columns cue: jsonl has one table", id="columns of no table"),
        pytest.param(("--act", "sing"), f"--act 'sing': there are {', '.join(get_args(Act))}", id="no act"),
        pytest.param(("--hedged", "so so"), "--hedged 'so so': it is yes or no", id="neither yes nor no"),
        pytest.param(("--type", "SING"), "'SING' is no type of event", id="no type"),
        pytest.param(("--since", "soon"), "'soon' is no date", id="no day"),
        pytest.param(("--since", "2024", "--until", "2023"), "the end is before the beginning", id="backwards"),
        pytest.param(("--area", "1,2"), "--area '1,2': it is west,south,east,north", id="no area"),
        pytest.param(("--area", "1,2,3,nan"), "is no area", id="an area of nowhere"),
        pytest.param(("--document", "nothere"), "'nothere': no such document", id="no page"),
        pytest.param(("--out", "no/such/folder"), "no/such/folder: No such file or directory", id="no folder"),
        pytest.param(("--out", "."), ".: there is a folder of this name", id="a folder"),
        pytest.param(("—",), "there is no word in it", id="no word"),
    ],
)
def test_what_cannot_be_asked(run: Run, tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    fill(tmp_path)
    status, told, complaints = run("export", *arguments)
    assert (status, told, complaints.count("\n")) == (1, "", 1)
    assert reason in complaints


def test_a_pipe_is_written_to_and_stays(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    assert run("export", "--out", "/dev/null") == (0, "", "")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(run: Run, tmp_path: Path, name: str) -> None:
    fill(tmp_path)
    out = tmp_path / "out"
    assert run("export", "--format", name, "--out", str(out)) == (0, "", "")
    assert out.is_file()


def test_help_names_every_format() -> None:
    assert set(NAMES) == set(FORMATS)


def test_lines_are_those_of_pages_with_something_selected(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    told = [json.loads(each) for each in run("export", "--kind", "anonymous")[1].splitlines()]
    assert [each["document"]["id"] for each in told] == [DOCUMENTS[2]]


def test_on_a_terminal_nothing_binary_is_shown() -> None:
    assert [name for name, each in formats.FORMATS.items() if each.binary] == ["parquet"]
