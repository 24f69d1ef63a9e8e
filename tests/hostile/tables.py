"""Tables of pages: rows without end, values of megabytes, what a parser would follow too deep, and noise."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.case import ARTICLE, HOLDS, Case, html, made, prose
from tests.hostile.packed import bomb

ROW = json.dumps({"text": ARTICLE, "url": "https://example.org/a"}).encode() + b"\n"
HEAD = b"url,text\n"
BARE = f"https://example.org/c,{ARTICLE.replace(',', '')}\n".encode()  # a row without quotation marks
QUOTED = b'https://example.org/a,"' + BARE.partition(b",")[2].strip() + b'"\n'
LINE = f'https://example.org/a,"{ARTICLE}"\n'.encode()


def cases() -> Iterator[Case]:
    yield from _jsonl()
    yield from _csv()
    yield from _parquet()


def _jsonl() -> Iterator[Case]:
    faulty = {
        "deep-lists": (b"[" * 100_000 + b"]" * 100_000, "nested deeper than a parser recurses"),
        "deep-records": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "the same with records"),
        "huge-number": (b'{"n": ' + b"9" * 100_000 + b', "text": "x"}', "a number without end"),
        "not-closed": (b'{"text": "' + b"x" * 100_000, "a string that never ends"),
        "noise": (b"noise", "no JSON"),
        "list": (b'["a", "b"]', "a list where a record should be"),
        "surrogate": (b'{"text": "\\ud800 ' + ARTICLE[:100].encode() + b'"}', "half a character"),
        "wrong-kind": (b'{"text": {"a": [1, 2]}, "url": 7}', "a record where words should be"),
        "empty-text": (b'{"text": "", "url": "https://example.org/b"}', "a row without a word"),
    }
    for name, (row, why) in faulty.items():
        yield Case(
            name=f"rows-{name}.jsonl",
            why=why + "; the rows around it are read",
            make=made(lambda row: ROW + row + b"\n" + ROW, row),
            expected="problem",
            words=r"#\d+",
            pages=2,
            holds=HOLDS,
            by_command=name == "deep-lists",
        )
    sound = {
        "infinite": (b'{"n": 1e999999, "text": ' + json.dumps(ARTICLE).encode() + b"}", "a number beyond all"),
        "twice": (b'{"text": "x", "text": ' + json.dumps(ARTICLE).encode() + b"}", "a name that stands twice"),
        "columns-20000": (
            json.dumps({**{f"c{i}": i for i in range(20_000)}, "text": ARTICLE}).encode(),
            "twenty thousand columns",
        ),
        "facts": (
            json.dumps(
                {
                    "text": ARTICLE,
                    "title": "<script>alert(1)</script>",
                    "author": "=cmd|' /C calc'!A0",
                    "publisher": "\u202eevil\u202c",
                    "date": "99999-99-99",
                    "url": "javascript:alert(1)",
                }
            ).encode(),
            "markup, formulas and impossible dates as facts",
        ),
    }
    for name, (row, why) in sound.items():
        yield Case(
            name=f"rows-{name}.jsonl",
            why=why,
            make=made(lambda row: row + b"\n", row),
            holds=HOLDS,
        )
    yield Case(
        name="rows-line-of-30-megabytes.jsonl",
        why="a line longer than the largest page; the rows around it are read",
        make=lambda: ROW + b'{"text": "' + b"x" * 30_000_000 + b'"}\n' + ROW,
        expected="problem",
        words="larger|longer",
        pages=2,
        holds=HOLDS,
    )
    yield Case(
        name="rows-blank-100000.jsonl",
        why="a hundred thousand blank lines",
        make=lambda: b"\n" * 100_000 + ROW,
        holds=HOLDS,
    )
    yield Case(
        name="rows-bomb.jsonl.gz",
        why="a packed table that is a bomb",
        make=lambda: bomb(60, ROW),
        expected="problem",
        words="times its size|larger|longer",
        holds=HOLDS,
    )
    for name, row in (("number", b'{"n": ' + b"9" * 100_000 + b"}\n"), ("noise", b"noise\n")):
        yield Case(
            name=f"rows-only-{name}.jsonl",
            why="no row can be read, and the reason is not that there are no columns",
            make=made(lambda row: row, row),
            expected="refused",
            words="#1: not JSON",
        )
    yield Case(
        name="rows-of-other-bytes.jsonl",
        why="a text of bytes that are none in UTF-8",
        make=lambda: ROW + b'{"text": "\xff\xfe"}\n',
        expected="problem",
        words="#2: an empty page",
        holds=HOLDS,
    )
    yield Case(
        name="rows-none.jsonl",
        why="no rows",
        make=lambda: b"",
        expected="refused",
        words="no |empty|without",
    )


def _csv() -> Iterator[Case]:
    yield Case(
        name="cells-unclosed-quotation.csv",
        why="a quotation mark that is never closed swallows the rest; the rows around it are read",
        make=lambda: HEAD + LINE + b'https://example.org/b,"lost\n' + BARE * 10,
        expected="problem",
        words="#3: a quotation mark in it is never closed",
        pages=11,
        by_command=True,
        holds=HOLDS,
    )
    yield Case(
        name="cells-quotation-closed-late.csv",
        why="a mark that is closed only by the next row's, far below; the rows around it are read",
        make=lambda: HEAD + b'https://example.org/b,"lost\n' + BARE * 1000 + QUOTED + BARE,
        expected="problem",
        words="#2: a quotation mark in it is not closed before",
        pages=1002,
        holds=HOLDS,
    )
    yield Case(
        name="cells-unclosed-quotations-300.csv",
        why="such a mark in every third row",
        make=lambda: HEAD + (b'https://example.org/b,"lost\n' + BARE * 2) * 300,
        expected="problem",
        words="quotation mark",
        pages=400,
        holds=HOLDS,
    )
    yield Case(
        name="cells-unclosed-quotation-of-megabytes.csv",
        why="such a mark, and behind it more than a row may hold",
        make=lambda: (
            HEAD + LINE + b'https://example.org/b,"' + b"never closed " * 20 + (b"never closed " * 20 + b"\n") * 170_000
        ),
        expected="problem",
        words="too long",
        holds=HOLDS,
    )
    yield Case(
        name="cells-of-megabytes.csv",
        why="a cell of thirty megabytes; the row before it is read",
        make=lambda: HEAD + LINE + b"https://example.org/b," + b"x" * 30_000_000 + b"\n" + LINE,
        expected="problem",
        words="larger|long",
        pages=2,
        holds=HOLDS,
    )
    yield Case(
        name="cells-100000-columns.csv",
        why="a hundred thousand columns, and the text in the last",
        make=lambda: (
            ",".join([*(f"c{i}" for i in range(100_000)), "text"]).encode()
            + b"\n"
            + b"," * 100_000
            + b'"'
            + ARTICLE.encode()
            + b'"\n'
        ),
        holds=HOLDS,
        expected="read",
    )
    yield Case(
        name="cells-too-few.csv",
        why="a row that ends before its text; the rows around it are read",
        make=lambda: HEAD + LINE + b"https://example.org/b\n" + LINE,
        expected="problem",
        words=r"#\d+",
        pages=2,
        holds=HOLDS,
    )
    yield Case(
        name="cells-nul.csv",
        why="NUL in a row; the rows around it are read",
        make=lambda: HEAD + LINE + b'x,"a\0b"\n' + LINE,
        pages=3,
        holds=HOLDS,
    )
    yield Case(
        name="cells-same-name.csv",
        why="two columns of one name",
        make=lambda: b"text,text\n" + f'"{ARTICLE}","{ARTICLE}"\n'.encode(),
        holds=HOLDS,
    )
    yield Case(
        name="cells-no-text.csv",
        why="a table without a column of text",
        make=lambda: b"a,b\n1,2\n",
        expected="refused",
        words="column",
    )
    yield Case(
        name="cells-formulas.tsv",
        why="what a spreadsheet would run is words",
        make=lambda: f'title\ttext\n=HYPERLINK("http://x")\t{ARTICLE}\n'.encode(),
        holds=HOLDS,
    )
    yield Case(
        name="cells-of-markup.csv",
        why="a cell of HTML that means no good",
        make=lambda: b"html\n" + b'"' + html("<div>" * 3000 + prose()).replace(b'"', b'""') + b'"\n',
        holds=HOLDS,
    )
    yield Case(
        name="cells-utf-16.csv",
        why="a table as spreadsheets save it, in UTF-16",
        make=lambda: (HEAD + LINE).decode().encode("utf-16"),
        expected="read",
        holds=HOLDS,
    )


def _parquet() -> Iterator[Case]:
    yield Case(
        name="parquet-noise.parquet",
        why="noise between the signs of a table",
        expected="refused",
        words=".",
        make=lambda: b"PAR1" + b"\x15\x04\xff" * 5000 + b"PAR1",
        by_command=True,
    )
    yield Case(
        name="parquet-footer-beyond.parquet",
        why="a footer that is longer than the file",
        expected="refused",
        words=".",
        make=lambda: b"PAR1" + b"x" * 100 + b"\xff\xff\xff\x7fPAR1",
    )
    yield Case(
        name="parquet-text.parquet",
        why="another kind of file",
        make=lambda: ARTICLE.encode(),
        expected="refused",
        words=".",
    )
    yield Case(name="parquet-empty.parquet", why="no bytes", make=lambda: b"", expected="refused", words=".")
    for at in (0.6, 0.95):
        yield Case(
            name=f"parquet-damaged-{at}.parquet",
            why="a table with wrong bytes in it",
            expected="refused",
            words=".",
            make=made(lambda at: _damaged(_table(), at), at),
        )
    yield Case(
        name="parquet-bomb.parquet",
        why="a cell of twenty-five megabytes in a table of a few kilobytes",
        make=lambda: _table(25_000_000),
        expected="refused",
        words="larger|longer",
    )


def _damaged(data: bytes, at: float) -> bytes:
    first = int(len(data) * at)
    return data[:first] + b"\xff" * 40 + data[first + 40 :]


def _table(blanks: int = 0) -> bytes:
    """A table of many rows, or of one whose text ends in so many blanks."""
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect() as table:
        path = Path(folder) / "table.parquet"
        rows = f"SELECT '{ARTICLE}' || repeat(' ', {blanks}) AS text FROM range({1 if blanks else 200})"
        table.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()
