"""Rows of CSV, TSV and JSONL: encodings, ragged rows, stray quotation marks, lines without end, files cut off."""

import csv
import gzip
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.sources.columns import mended
from sayso.sources.rows import Row, Separated, jsonl

LIMIT = 1000


def separated(data: bytes) -> list[Row]:
    return list(Separated(io.BytesIO(data), LIMIT))


def told(rows: list[Row]) -> list[tuple[int, object]]:
    """Each row's number with its cells, or with its reason."""
    return [
        (row.number, row.reason if row.cells is None else [mended(str(cell)) for cell in row.cells.values()])
        for row in rows
    ]


UNCLOSED = "a quotation mark in it is never closed"
LATE = "a quotation mark in it is not closed before other rows begin"
PROSE = "Velm said so, again.\nNobody knows why.\n"
LIST = "".join(f"Town {n},{n},dead\n" for n in range(60))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a,b\n1,2\n", [(2, ["1", "2"])], id="commas"),
        pytest.param(b"a,b\r\n1,2\r\n", [(2, ["1", "2"])], id="Windows' line ends"),
        pytest.param(b"a,b\r1,2\r3,4", [(2, ["1", "2"]), (3, ["3", "4"])], id="old Macintosh's line ends"),
        pytest.param(b"a\tb\n1,5\t2\n", [(2, ["1,5", "2"])], id="tabs"),
        pytest.param(b"a;b\n1,5;2\n", [(2, ["1,5", "2"])], id="semicolons"),
        pytest.param(b"sep=;\na;b\n1,5;2\n", [(3, ["1,5", "2"])], id="as a spreadsheet tells"),
        pytest.param(b'"a,;",b\n1,2\n', [(2, ["1", "2"])], id="others inside quotation marks do not count"),
        pytest.param(b'a,b\n"x\ny",2\n3,4\n', [(2, ["x\ny", "2"]), (4, ["3", "4"])], id="a cell of several lines"),
        pytest.param(b"\xef\xbb\xbfa,b\n1,2\n", [(2, ["1", "2"])], id="a byte order mark"),
        pytest.param("a,b\né,2\n".encode("utf-16"), [(2, ["é", "2"])], id="UTF-16"),
        pytest.param("a,b\né “x”,2\n".encode("cp1252"), [(2, ["é “x”", "2"])], id="Windows-1252"),
        pytest.param("a,b\né,2\n".encode() + b"\xe9,3\n", [(2, ["é", "2"]), (3, ["é", "3"])], id="both"),
        pytest.param(b"a,b\nx\x00y,2\n", [(2, ["x\x00y", "2"])], id="a NUL"),
        pytest.param(b"a,b\n\n1,2\n\n", [(3, ["1", "2"])], id="blank lines"),
        pytest.param(b"a,b\n1,2,,\n", [(2, ["1", "2"])], id="empty cells too many"),
        pytest.param(b"a,b\n1,2,3\n4,5\n", [(2, "3 cells in a table of 2 columns"), (3, ["4", "5"])], id="too many"),
        pytest.param(b"a,b\n1\n4,5\n", [(2, "1 cells in a table of 2 columns"), (3, ["4", "5"])], id="too few"),
        pytest.param(
            b'a,b\n1,"2\n3,4\n5,6\n',
            [(2, UNCLOSED), (3, ["3", "4"]), (4, ["5", "6"])],
            id="a mark never closed that leaves the right number of cells",
        ),
        pytest.param(b'a,b\n1,2\n3,"4', [(2, ["1", "2"]), (3, UNCLOSED)], id="in the last row"),
        pytest.param(
            f'a,b\n1,"{PROSE * 3}'.encode(), [(2, UNCLOSED)], id="cut off: the lines of a text are no rows, mostly"
        ),
        pytest.param(b'a\n"1\n2\n3\n', [(2, UNCLOSED)], id="where there is one column, any line would be a row"),
        pytest.param(
            b'a,"b\n1,2\n3,4\n', [(1, UNCLOSED), (2, ["1", "2"]), (3, ["3", "4"])], id="a mark never closed in a header"
        ),
        pytest.param(
            b'a,b\n1,"2\n3,4\n5,"6"\n7,8\n',
            [(2, LATE), (3, ["3", "4"]), (4, ["5", "6"]), (5, ["7", "8"])],
            id="a mark that another row's seems to close",
        ),
        pytest.param(
            b'a,b\n1,"2\n3,4\n5,"6\n7"\n8,9\n',
            [(2, LATE), (3, ["3", "4"]), (4, ["5", "6\n7"]), (6, ["8", "9"])],
            id="or that of a cell of several lines",
        ),
        pytest.param(
            b'a,b\n1,"So,\nhe said "no" to it"\n3,4\n',
            [(2, ["1", 'So,\nhe said no" to it"']), (4, ["3", "4"])],
            id="marks in a text that should have been doubled swallow nothing",
        ),
        pytest.param(
            f'a,b,c\n1,"2\n{LIST}3,4"\n'.encode() + b"5,6,7\n",
            [(2, "2 cells in a table of 3 columns"), *((n + 3, [f"Town {n}", str(n), "dead"]) for n in range(60)),
             (63, "2 cells in a table of 3 columns"), (64, ["5", "6", "7"])],
            id="many rows swallowed, cells too few",
        ),
        pytest.param(
            f'a,b,c\n1,2,"3\n{LIST}4,5,6 in"\n'.encode() + b"5,6,7\n",
            [(2, LATE), *((n + 3, [f"Town {n}", str(n), "dead"]) for n in range(60)), (63, ["4", "5", '6 in"']),
             (64, ["5", "6", "7"])],
            id="many rows swallowed, the right number of cells",
        ),
        pytest.param(
            f'a,b\n1,"{PROSE * 60}"\n3,4\n'.encode(),
            [(2, ["1", PROSE * 60]), (123, ["3", "4"])],
            id="a long text of many lines is one cell",
        ),
        pytest.param(
            b'a,b\n"1,2\n3,4\n5,6\n',
            [(2, "1 cells in a table of 2 columns"), (3, ["3", "4"]), (4, ["5", "6"])],
            id="a mark never closed swallows nothing",
        ),
        pytest.param(
            b'a,b\n"1,2\n' + b"3,4\n" * 300_000,
            [(2, "a row that is too long"), *((n, ["3", "4"]) for n in range(3, 300_003))],
            id="nor a whole file",
        ),
        pytest.param(
            b"a,b\n" + b"x" * 2_000_000 + b"\n1,2\n", [(2, "a row that is too long"), (3, ["1", "2"])], id="a long line"
        ),
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"a,b", [], id="a header alone"),
        pytest.param(b"x" * 2_000_000, [], id="no header"),
        pytest.param(b"1,http://e.org/a\n2,http://e.org/b\n", [(1, ["1", "http://e.org/a"]), (2, ["2", "http://e.org/b"])],
                     id="an address in the first row: it is no header"),
    ],
)  # fmt: skip
def test_separated(data: bytes, expected: list[tuple[int, object]]) -> None:
    assert told(separated(data)) == expected


def test_the_names_of_columns() -> None:
    assert Separated(io.BytesIO(b'\xef\xbb\xbf"Story Text", url ,\x00\n'), 9).names == ("Story Text", "url", "")
    assert Separated(io.BytesIO(b"20200301,x,http://e.org/a\n"), 9).names == ("1", "2", "url")
    (row,) = separated(b"a,a\n1,2\n")
    assert row.cells == {"a": "1"}, "the first of a name"


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20), min_size=3, max_size=3),
        max_size=8,
    ),
    st.sampled_from(",;\t|"),
)
def test_what_was_written_is_read(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["first", "second", "third"], *rows])
    assert [list((row.cells or {}).values()) for row in separated(out.getvalue().encode())] == rows


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"text": "so"}', {"text": "so"}),
        (b'{"text": "so"', "not JSON: "),
        (b"[1, 2]", "not a JSON object"),
        (b'"so"', "not a JSON object"),
        (b"[" * 100_000, "not JSON that is read: it is nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON: "),
        (b"{" + b" " * 2_000_000 + b"}", "a line that is too long"),
        ('{"é": "é “so”"}'.encode("cp1252"), {"é": "\udce9 \udc93so\udc94"}),
        (b'{"text": "\\ud800"}', {"text": "\ud800"}),
        ('{"text": "a\u2028b\x85c"}'.encode(), {"text": "a\u2028b\x85c"}),
        (b"\x00\x01", "not JSON: "),
    ],
    ids=[
        "an object",
        "cut off",
        "a list",
        "a text",
        "deep",
        "a number without end",
        "a line without end",
        "Windows-1252",
        "half a character",
        "line ends of other kinds",
        "binary",
    ],
)
def test_json_lines(line: bytes, expected: object) -> None:
    before, found, after = jsonl(io.BytesIO(b'\xef\xbb\xbf{"n": 1}\r\n\n' + line + b'\n{"n": 2}'), LIMIT)
    assert (before.number, before.cells, after.cells) == (1, {"n": 1}, {"n": 2})
    assert found.number == 3
    if isinstance(expected, str):
        assert (found.reason or "").startswith(expected)
    else:
        assert found.cells == expected


def lines(data: bytes) -> list[Row]:
    return list(jsonl(io.BytesIO(data), LIMIT))


CSV_ROWS = "text,n\n" + "".join(f'"It is, as {number}\nsaid, so.",{number**7}\n' for number in range(500))
JSON_ROWS = "".join(json.dumps({"text": f"So, {number}.", "n": number**7}) + "\n" for number in range(500))


@pytest.mark.parametrize(("read", "text"), [(separated, CSV_ROWS), (lines, JSON_ROWS)], ids=["csv", "jsonl"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_files_that_are_cut_off(read: Callable[[bytes], list[Row]], text: str, share: float) -> None:
    every = read(text.encode())
    assert len(every) == 500
    packed = gzip.compress(text.encode())
    assert read(packed) == every
    found = read(packed[: max(10, int(len(packed) * share))])
    whole = [row for row in found if row.cells is not None]
    assert whole == every[: len(whole)], "what is given is whole"
    assert len(whole) >= 500 * (share - 0.1)
    assert found[-1].reason == "cut off: the gzip data have no end"


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (b"text,n\n", b'"' + b"x" * 900 + b'",1\n'),
        (b"text,n\n", b'"' + b"x" * 900 + b",1\n"),
        (b"text,n\n", b"x" * 900),
    ],
    ids=["rows", "a mark never closed in each", "one line"],
)
def test_a_table_of_any_length_is_read_in_little_memory(head: bytes, line: bytes) -> None:
    import tracemalloc

    data = io.BufferedReader(_Endless(head, line, 60_000))  # type: ignore[type-var]
    tracemalloc.start()
    for _ in Separated(data, LIMIT):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000, "of more than 50 MB"


class _Endless(io.RawIOBase):
    def __init__(self, head: bytes, line: bytes, count: int) -> None:
        self._head, self._line, self._size, self._at = head, line, count * len(line), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        if self._at < len(self._head):
            part = self._head[self._at : self._at + len(buffer)]
        else:
            behind = self._at - len(self._head)
            if behind >= self._size:
                return 0
            start = behind % len(self._line)
            part = (self._line * (len(buffer) // len(self._line) + 2))[start : start + len(buffer)]
            part = part[: self._size - behind]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def test_bytes_that_are_not_utf_8_are_told_from_escapes() -> None:
    """Both stand as half a character in a cell, and only one of them is a byte of the file."""
    raw, escaped = jsonl(io.BytesIO(b'{"a": "\xff"}\n{"a": "\\udcff"}\n'), LIMIT)
    assert raw.cells == escaped.cells == {"a": "\udcff"}
    assert (raw.raw, escaped.raw) == (True, False)


def test_half_characters_that_come_of_no_bytes_stay() -> None:
    assert mended("\ud800\udcff") == "\ud800\udcff"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("abc", "abc"), ("é", "é"), ("caf\udce9", "café"), ("é é é \udcff", "é é é \ufffd"), ("\udc81", "\x81")],
    ids=["plain", "UTF-8", "Western", "one fault in much UTF-8", "a byte that Windows-1252 lacks"],
)
def test_mended(cell: str, expected: str) -> None:
    assert mended(cell) == expected
