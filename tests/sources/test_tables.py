"""Tables to pages."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from sayso.errors import InputError, SaysoError
from sayso.records import Facts, Page
from sayso.sources import opening, parquet, tables
from sayso.sources.columns import Columns
from sayso.sources.rows import Row
from sayso.sources.yielded import Yielded

FACTS = Facts(title="A title", publisher="The Paper", published="2020-03-01")
HEAD = "url,text,title,media_name,publish_date\n"
ROW = "https://example.org/{n},The ministry said so {n}.,A title,The Paper,2020-03-01 10:00:00\n"


def no_network(url: str) -> Yielded:
    raise AssertionError(f"{url} was asked for")


def read(
    tmp_path: Path,
    name: str,
    data: bytes | str,
    told: Mapping[str, str] = MappingProxyType({}),
    only: int | None = None,
) -> list[Yielded]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(tables.pages(path, 1000, told, no_network, only))


def reasons(found: list[Yielded]) -> list[str | None]:
    return [one.reason and one.reason.partition(": ")[2] for one in found]


def test_a_row_is_a_page(tmp_path: Path) -> None:
    first, second = read(tmp_path, "t.csv", HEAD + ROW.format(n=1) + ROW.format(n=2))
    assert first.page == Page(
        data=b"The ministry said so 1.",
        path=f"{tmp_path}/t.csv#2",
        url="https://example.org/1",
        media_type="text/plain; charset=utf-8",
        fetched=first.page.fetched if first.page else "",
        facts=FACTS,
    )
    assert (first.name, second.name) == (f"{tmp_path}/t.csv#2", f"{tmp_path}/t.csv#3")


ROWS = [{"url": f"https://example.org/{n}", "text": f"So {n}.", "title": "A title"} for n in range(3)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", "url,text,title\n" + "".join(",".join(row.values()) + "\n" for row in ROWS)),
        ("t.tsv", "url\ttext\ttitle\n" + "".join("\t".join(row.values()) + "\n" for row in ROWS)),
        ("t.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS)),
        ("t.ndjson", "".join(json.dumps(row) + "\n" for row in ROWS)),
    ],
)
@pytest.mark.parametrize("pack", [False, True], ids=["plain", "packed"])
def test_kinds_of_tables(tmp_path: Path, name: str, data: str, pack: bool) -> None:
    found = read(tmp_path, f"{name}.gz" if pack else name, gzip.compress(data.encode()) if pack else data)
    pages = [one.page for one in found if one.page]
    assert [(page.url, page.data) for page in pages] == [(row["url"], row["text"].encode()) for row in ROWS]
    assert {page.facts for page in pages} == {Facts(title="A title")}
    where = int(found[1].name.rpartition("#")[2])
    assert read(
        tmp_path, f"{name}.gz" if pack else name, gzip.compress(data.encode()) if pack else data, only=where
    ) == [found[1]]


@pytest.mark.parametrize(
    ("row", "data", "media_type"),
    [
        ({"text": "So."}, b"So.", "text/plain; charset=utf-8"),
        ({"text": "a < b and c > d"}, b"a < b and c > d", "text/plain; charset=utf-8"),
        ({"content": "<p>So.</p>"}, b"<p>So.</p>", "text/html; charset=utf-8"),
        ({"html": "<b>So."}, b"<b>So.", "text/html; charset=utf-8"),
        ({"html": "<b>So.", "text": "So."}, b"<b>So.", "text/html; charset=utf-8"),
        ({"html": " ", "text": "So."}, b"So.", "text/plain; charset=utf-8"),
        ({"html": None, "text": "So.\0"}, b"So.\0", "text/plain; charset=utf-8"),
        ({"text": "x" * 80_000 + "</p>"}, b"x" * 80_000 + b"</p>", "text/plain; charset=utf-8"),
    ],
    ids=[
        "text",
        "signs of other use",
        "HTML in a column of text",
        "HTML",
        "HTML before text",
        "empty",
        "null and NUL",
        "tags are looked for at its beginning",
    ],
)
def test_the_page_of_a_row(tmp_path: Path, row: object, data: bytes, media_type: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps(row))
    (found,) = tables.pages(path, 100_000, {}, no_network)
    assert found.page is not None
    assert (found.page.data, found.page.media_type) == (data, media_type)


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
@pytest.mark.parametrize(
    ("text", "title"),
    [(b"caf\xe9 \x93so\x94", "Caf\xe9"), (b"\xff\xfe", "\xff\xfe"), ("é é é ".encode() + b"\xff", "\xff")],
    ids=["Western", "noise", "both"],
)
def test_bytes_that_are_not_utf_8_are_kept(tmp_path: Path, name: str, text: bytes, title: str) -> None:
    """They are no words of another encoding before somebody has read the page; of what is told of it they are."""
    cells = (text, title.encode("cp1252"))
    row = b'{"text": "%s", "title": "%s"}\n' % cells if name == "t.jsonl" else b"text,title\n%s,%s\n" % cells
    (found,) = read(tmp_path, name, row)
    assert found.page is not None
    assert (found.page.data, found.page.media_type, found.page.facts) == (text, "text/plain", Facts(title=title))


def test_a_cell_that_is_too_large_is_not_gone_through(tmp_path: Path) -> None:
    """Its characters alone are more than the bytes that are allowed: nothing of it is copied."""
    import tracemalloc

    row = Row(1, {"text": "<" * 20_000_000})
    tracemalloc.start()
    with pytest.raises(InputError, match="larger than 1,000 bytes"):
        tables._content(Columns(text="text"), row, 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"n": ' + "9" * 100_000 + ', "text": "So."}', "not JSON: Exceeds the limit"),
        ("noise", "not JSON"),
        ("{}", "no text in this row"),
        ('["text"]', "not a JSON object"),
    ],
    ids=["a number without end", "noise", "nothing", "a list"],
)
@pytest.mark.parametrize("count", [1, 20, 21])
def test_objects_of_which_none_can_be_read(tmp_path: Path, line: str, reason: str, count: int) -> None:
    """Each row's own fault is told, and not that there are no columns; of many rows those of the first."""
    path = tmp_path / "t.jsonl"
    path.write_text(f"{line}\n" * count)
    found = list(opening.pages([str(path)], opening.Options()))
    assert [one.name for one in found[:20]] == [f"{path}#{n + 1}" for n in range(min(count, 20))]
    assert all(reason in str(one.reason) for one in found[:20])
    assert [one.reason for one in found[20:]] == [f"{path}: none of its rows can be read; these were the first 20"] * (
        count > 20
    )
    (again,) = opening.pages([f"{path}#1"], opening.Options())
    assert again == found[0]


def test_rows_behind_many_that_cannot_be_read(tmp_path: Path) -> None:
    found = read(tmp_path, "t.jsonl", "noise\n" * 30 + '{"text": "So."}')
    assert [one.page is not None for one in found] == [False] * 30 + [True]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ""}', "no text in this row"),
        ('{"text": 7}', "no text in this row"),
        ('{"url": "https://example.org"}', "no text in this row"),
        ('{"text": "a\\ud800"}', "character 1 of its text is a lone surrogate, which is no character"),
        (json.dumps({"text": "x" * 1001}), "larger than 1,000 bytes"),
        ('{"text": "so"', "not JSON: "),
    ],
)
def test_rows_that_are_no_page(tmp_path: Path, line: str, reason: str) -> None:
    before, found, after = read(tmp_path, "t.jsonl", f'{{"text": "So."}}\n{line}\n{{"text": "So."}}\n')
    assert before.page
    assert after.page
    assert found.page is None
    assert (found.name, found.path) == (f"{tmp_path}/t.jsonl#2", f"{tmp_path}/t.jsonl#2")
    assert (found.reason or "").startswith(f"{tmp_path}/t.jsonl#2: {reason}")


def test_columns_that_are_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "t.csv", "x,text,y\nThe one.,The other.,2020-03-01\n", {"text": "x", "date": "y"})
    assert found.page is not None
    assert (found.page.data, found.page.facts) == (b"The one.", Facts(published="2020-03-01"))
    with pytest.raises(InputError, match=r"t\.csv: there is no column 'z', only x, text, y"):
        read(tmp_path, "t.csv", "x,text,y\n1,2,3\n", {"text": "z"})


@pytest.mark.parametrize("data", ["", "a,b\n1,2\n", "\n\n"])
def test_tables_without_pages(tmp_path: Path, data: str) -> None:
    with pytest.raises(InputError, match="no column is known to hold text, HTML or addresses"):
        read(tmp_path, "t.csv", data)


def test_objects_of_several_shapes(tmp_path: Path) -> None:
    rows = [{"text": "One."}, {"body": "Two.", "headline": "A title"}, {"other": 1}, {"text": "Four."}]
    found = read(tmp_path, "t.jsonl", "\n".join(map(json.dumps, rows)))
    assert [one.page and one.page.data for one in found] == [b"One.", b"Two.", None, b"Four."]
    assert found[1].page is not None
    assert found[1].page.facts == Facts(title="A title")


def test_a_table_of_addresses_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Yielded:
        asked.append(url)
        if url.endswith("c"):
            return Yielded(name=url, url=url, reason=f"{url}: gone", step="fetch")
        return Yielded(name=url, url=url, page=Page(data=b"So.", url=url, fetched="2020-03-02T00:00:00+00:00"))

    path = tmp_path / "t.csv"
    path.write_text(
        "SQLDATE,SOURCEURL\n20200301,http://e.org/a\n20200301,http://e.org/a\n20200301,-\n20200301,http://e.org/c\n"
    )
    found = list(tables.pages(path, 1000, {}, fetch))
    assert asked == ["http://e.org/a", "http://e.org/c"], "each once"
    assert found[0].page is not None
    assert found[0].page.facts == Facts(published="2020-03-01")
    assert (
        reasons(found)[1:] == ["no address in this row", "//e.org/c: gone"] or found[2].reason == "http://e.org/c: gone"
    )
    assert [one.name for one in found] == ["http://e.org/a", f"{path}#4", "http://e.org/c"]


def test_only_one_row(tmp_path: Path) -> None:
    data = 'text\n"a\nb"\nc\n'
    assert [one.page and one.page.data for one in read(tmp_path, "t.csv", data, only=4)] == [b"c"]
    assert reasons(read(tmp_path, "t.csv", data, only=3)) == ["no row begins here"]
    assert reasons(read(tmp_path, "t.csv", data, only=9)) == ["the table has no such row"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet"])
def test_tables_that_are_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaysoError, match=f"{name}: no such file"):
        list(tables.pages(tmp_path / name, 1000, {}, no_network))
    (tmp_path / name).mkdir()
    with pytest.raises(SaysoError, match=f"{name}: not a file"):
        list(tables.pages(tmp_path / name, 1000, {}, no_network))


def written(path: Path, query: str) -> Path:
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    connection.close()
    return path


QUERY = (
    "SELECT 'https://example.org/' || n AS url, 'So ' || n || '.' AS \"Story \"\"Text\","
    " DATE '2020-03-01' AS publish_date, ['Ann Roe', 'Bo Li'] AS authors, n AS id FROM range({}) t(n)"
)


def test_parquet(tmp_path: Path) -> None:
    path = written(tmp_path / "a [x]*?.parquet", QUERY.format(5000))
    assert tables.names(path, 1000) == ("url", 'Story "Text', "publish_date", "authors", "id")
    (tmp_path / "a x.parquet").write_text("a file that the name's characters would stand for")
    found = list(tables.pages(path, 1000, {}, no_network))
    assert [one.page and one.page.data for one in found] == [f"So {n}.".encode() for n in range(5000)]
    assert found[4999].name == f"{path}#5000"
    assert found[0].page is not None
    assert found[0].page.facts == Facts(author="Ann Roe, Bo Li", published="2020-03-01")
    assert found[0].page.url == "https://example.org/0"
    assert list(tables.pages(path, 1000, {}, no_network, only=4321)) == [found[4320]]
    assert reasons(list(tables.pages(path, 1000, {}, no_network, only=5001))) == ["the table has no such row"]


def test_parquet_with_bytes_for_text(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", "SELECT 'So \\xFF'::BLOB AS html, NULL AS text UNION ALL SELECT NULL, 'So.'")
    found = list(tables.pages(path, 1000, {}, no_network))
    assert {(one.page.data, one.page.media_type) for one in found if one.page} == {
        (b"So \xff", "text/html"), (b"So.", "text/plain; charset=utf-8"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1", b"rubbish"], ids=["empty", "short", "damaged", "none"]
)
def test_parquet_that_is_broken(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"t\.parquet: ") as error:
        read(tmp_path, "t.parquet", data)
    assert "\n" not in str(error.value)


def test_parquet_damaged_in_the_middle(tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", QUERY.format(9000))
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 2, len(data) // 2 + 3000):
        data[at] ^= 0x55
    path.write_bytes(data)
    found: list[Yielded] = []
    with pytest.raises(InputError, match=r"t\.parquet: "):
        found.extend(tables.pages(path, 1000, {}, no_network))


def test_parquet_packed_again_and_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.parquet.gz").touch()
    with pytest.raises(InputError, match=r"unpack the \.gz around it"):
        tables.names(tmp_path / "t.parquet.gz", 1000)
    path = written(tmp_path / "t.parquet", QUERY.format(1))
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(
        InputError, match=r"t\.parquet: Parquet files are read by an extra: pip install 'sayso\[tables\]'"
    ):
        tables.names(path, 1000)


def test_nothing_of_duckdb_is_loaded_from_a_network() -> None:
    import duckdb

    connection = duckdb.connect(":memory:", config=parquet._settings())
    with pytest.raises(duckdb.Error, match="httpfs"):
        connection.execute("SELECT * FROM read_parquet('http://127.0.0.1:9/a.parquet')")
    connection.close()
