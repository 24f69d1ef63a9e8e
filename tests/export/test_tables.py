"""Selections as tables, read back by programs of others: nothing is lost, nothing is taken for a formula."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.export import tables
from sayso.export.formats import FORMATS, Format, format_of, written
from sayso.export.meta import Meta
from sayso.export.table import BOM
from sayso.ledger import Ledger, View
from sayso.ledger.chosen import READ
from sayso.records import Chosen, Selection
from tests import factories
from tests.ledger import telling
from tests.ledger.casting import actor, cast

META = Meta(made="2024-03-02T08:00:00+00:00", version="0")
KERR = actor("kerr", "=Kerr", "Kerr", kind="person")
PAGES = (
    cast("[S Nina Kerr] [C said], [T it fell], [S she] [C told us], [T and burns].", KERR, path="=p/0.txt"),
    cast("[S A man] [C asked] [T =1+1].", KERR, path="p/1.txt", title='+1 "a", b;\nc', publisher=None),
    telling.told(),
    telling.undated(),
    factories.read("Nothing.", path="p/2.txt"),
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("ledger")
    with Ledger(folder) as ledger:
        ledger.add_many(PAGES)
    with View(folder) as view:
        yield view


def rows(told: bytes) -> list[dict[str, str]]:
    """The rows of a table, without the apostrophes that `flagged` tells of."""
    text = told.decode()
    assert text.startswith(BOM)
    found = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    for row in found:
        for name in row["flagged"].split():
            assert row[name].startswith("'")
            row[name] = row[name][1:]
    return found


def as_rows(view: View, name: str, columns: Sequence[str] = ()) -> list[dict[str, str]]:
    return rows(b"".join(written(view, Selection(), format_of("csv", name, columns), META)))


def as_objects(view: View, name: str, columns: Sequence[str] = ()) -> list[dict[str, Any]]:
    told = b"".join(written(view, Selection(), format_of("parquet", name, columns), META))
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(io.BytesIO(told)).to_pylist()
    return found


def spans(cell: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in (each.split("-") for each in cell.split()))


def test_attributions_come_back_from_csv(view: View) -> None:
    readings = [each.reading for each in view.chosen()]
    expected = [(reading, each) for reading in readings for each in reading.attributions]
    found = as_rows(view, "attributions")
    assert len(found) == len(expected)
    for row, (reading, each) in zip(found, expected, strict=True):
        assert (row["document"], row["attribution"]) == (reading.document.id, each.id)
        assert [spans(row[f"{role}_spans"]) for role in ("source", "cue", "content", "hedges")] == [
            each.source, each.cue, each.content, each.hedges,
        ]  # fmt: skip
        assert row["content"] == " … ".join(reading.document.text[start:end] for start, end in each.content)
        assert tuple(row["speaker_ids"].split()) == each.speakers
        assert (row["act"], row["manner"], row["speaker_kind"]) == (
            each.act or "", each.manner or "", each.speaker_kind or "",
        )  # fmt: skip
        assert row["negated"] == {None: "", True: "yes", False: "no"}[each.negated]
        assert (row["title"], row["publisher"]) == (reading.document.title or "", reading.document.publisher or "")


def test_events_come_back_from_parquet(view: View) -> None:
    expected = [(each.reading, event) for each in view.chosen() for event in each.reading.events]
    found = as_objects(view, "events")
    assert len(found) == len(expected) > 0
    for row, (reading, event) in zip(found, expected, strict=True):
        places = {each.id: each for each in reading.places}
        assert (row["event"], row["type"], row["modes"]) == (event.id, event.type, list(event.modes))
        assert [(each["start"], each["end"]) for each in row["trigger_spans"]] == list(event.trigger)
        assert row["actor_ids"] == [each.actor for each in event.actors]
        assert len(row["actors"]) == len(event.actors)
        assert row["latitudes"] == [places[each.place].latitude for each in event.places]
        assert row["voice"] == (event.voice or "page")
        assert (row["status"], row["negated"]) == (event.status, event.negated)


@pytest.mark.parametrize("name", tables.TABLES)
def test_csv_and_parquet_tell_the_same(view: View, name: str) -> None:
    plain, typed = as_rows(view, name), as_objects(view, name)
    assert len(plain) == len(typed) > 0
    for row, told in zip(plain, typed, strict=True):
        for column in tables.columns(name):
            value, cell = told[column.name], row[column.name]
            if column.kind == "texts":
                assert cell == "; ".join(value)
            elif column.kind == "spans":
                assert spans(cell) == tuple((each["start"], each["end"]) for each in value)
            elif column.kind in ("ids", "numbers"):
                assert len(cell.split()) == len(value)
            else:
                assert (cell == "") == (value is None or value == "")


def test_every_mention_and_actor_of_a_page_is_there(view: View) -> None:
    readings = [each.reading for each in view.chosen()]
    assert [row["mention"] for row in as_rows(view, "mentions")] == [m.id for r in readings for m in r.mentions]
    assert [row["id_here"] for row in as_rows(view, "actors")] == [a.id for r in readings for a in r.actors]
    assert [row["document"] for row in as_rows(view, "documents")] == [r.document.id for r in readings]


def test_no_cell_can_be_taken_for_a_formula(view: View) -> None:
    told = b"".join(written(view, Selection(), format_of("csv", "attributions"), META)).decode()
    cells = [cell for row in csv.reader(io.StringIO(told[1:], newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")]
    flagged = {row["attribution"]: row["flagged"] for row in csv.DictReader(io.StringIO(told[1:], newline=""))}
    assert flagged[PAGES[1][1].attributions[0].id] == "content title"


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_columns_come_as_asked(view: View, name: str) -> None:
    asked = ("cue", "document", "source_pieces")
    found = (as_rows if name == "csv" else as_objects)(view, "attributions", asked)
    assert tuple(found[0])[:3] == asked
    assert found[0]["cue"] == "said … told us"


@pytest.mark.parametrize(
    ("name", "table", "columns", "told"),
    [
        pytest.param("xls", None, (), "'xls' is no format; formats are jsonl, csv", id="no format"),
        pytest.param("csv", "people", (), "'people' is no table; tables are attributions", id="no table"),
        pytest.param("csv", None, ("cue", "hue"), "'hue' is no column of attributions", id="no column"),
        pytest.param("csv", "events", ("cue",), "'cue' is no column of events", id="a column of another table"),
        pytest.param("csv", None, ("cue", "cue"), "'cue' is asked for twice", id="twice"),
        pytest.param("csv", None, ("",), "'' is no column", id="an empty name"),
        pytest.param("jsonl", "events", (), "table 'events': jsonl has one table", id="a format without tables"),
        pytest.param("atom", None, ("cue",), "columns cue: atom has one table", id="a format of fixed columns"),
    ],
)
def test_what_there_is_not_is_told(name: str, table: str | None, columns: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told.replace("(", r"\(")):
        format_of(name, table, columns)


def test_nothing_is_a_table_without_rows(view: View) -> None:
    nothing = Selection(words="unheard")
    assert rows(b"".join(written(view, nothing, FORMATS["csv"], META))) == []
    told = b"".join(written(view, nothing, FORMATS["parquet"], META))
    assert pyarrow.parquet.read_table(io.BytesIO(told)).num_rows == 0


EVERY = {
    **FORMATS,
    **{f"{name} {table}": format_of(name, table) for name in ("csv", "parquet") for table in tables.TABLES},
}


@pytest.mark.parametrize("name", EVERY)
def test_a_format_has_the_parts_that_it_needs(view: View, name: str) -> None:
    """What a format leaves unread must not be told in it."""
    whole = replace(EVERY[name], parts=READ)
    assert _told(view, EVERY[name]) == _told(view, whole)


def test_groups_of_rows_come_one_after_the_other(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = as_objects(view, "documents")
    monkeypatch.setattr(tables, "ROWS", 2)
    pieces = list(written(view, Selection(), format_of("parquet", "documents"), META))
    file = pyarrow.parquet.ParquetFile(io.BytesIO(b"".join(pieces)))
    assert file.num_row_groups == 3
    assert file.read().to_pylist() == whole


def _told(view: View, format: Format) -> bytes:
    return b"".join(written(view, Selection(), format, META))


def test_lists_of_unknown_actors_stay_as_long(view: View) -> None:
    """A party that nobody is known for has its place in the ids."""
    for row in as_rows(view, "events"):
        assert len(row["actor_ids"].split()) == len(spans(row["actors_spans"]))


def test_joined_actors_go_by_the_id_of_the_ledger(view: View) -> None:
    chosen = [replace(each, joined={"kerr": "other"}) for each in view.chosen()]
    told = rows(b"".join(tables.as_csv("mentions")(_only(chosen), META)))
    assert {row["actor"] for row in told if row["name"] == "=Kerr"} == {"other"}


def _only(chosen: Sequence[Chosen]) -> Iterator[Chosen]:
    yield from (each for each in chosen if any(actor.id == "kerr" for actor in each.reading.actors))


def test_a_file_of_parquet_tells_its_making(view: View, tmp_path: Path) -> None:
    told = _told(view, FORMATS["parquet"])
    metadata = pyarrow.parquet.read_schema(io.BytesIO(told)).metadata
    assert (metadata[b"sayso"], metadata[b"made"]) == (b"0", META.made.encode())
