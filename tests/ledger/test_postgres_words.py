"""Words in PostgreSQL are held against FTS5 itself, in memory, and where there is a server against that."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from secrets import token_hex

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ledger.postgres.tokens import tokens
from sayso.ledger.postgres.words import (
    FUNCTIONS,
    Query,
    count_of,
    highlighted,
    literal,
    parsed,
    ranked,
    size,
    vector,
)
from sayso.ledger.search import query
from tests.postgres import Databases

COLUMNS = ("source", "content")
SAID = """CREATE UNLOGGED TABLE said (
    rowid bigint PRIMARY KEY, source text, content text, vector tsvector NOT NULL, size integer NOT NULL
)"""
Corpus = Sequence[tuple[str, str]]
Ask = Callable[[str], list[tuple[object, ...]]]

WORDS = ("war", "warn", "warned", "Wär", "army", "the", "of", "İstanbul", "O’Neil", "U.S.", "1,200", "ـ", "🤔", "—", "")
BLANKS = (" ", " ", " ", ", ", "\n", "-", "")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS)), max_size=12).map(
    lambda pieces: "".join(word + blank for word, blank in pieces)
)
CORPORA = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=6)
PHRASES = st.tuples(
    st.sampled_from(("", "", "", "source : ", "{content} : ", "{source content} : ")),
    st.lists(st.sampled_from(WORDS), max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(("", "", "*", " *")),
).map("".join)
TOGETHER = st.lists(PHRASES, min_size=1, max_size=3).map(" AND ".join)  # what the ledger itself writes
ASKED = st.recursive(
    PHRASES,
    lambda halves: st.one_of(
        st.tuples(halves, st.sampled_from((" AND ", " OR ")), halves).map("".join),
        halves.map(lambda half: f"({half})"),
        halves.map(lambda half: f"{{content}} : ({half})"),
    ),
    max_leaves=5,
)
EXCEPT = st.lists(PHRASES | ASKED.map(lambda half: f"({half})"), min_size=2, max_size=3).map(" NOT ".join)


@pytest.fixture(scope="module")
def said() -> Iterator[Callable[[Corpus], sqlite3.Connection]]:
    """Fill the table of FTS5 anew."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute("CREATE VIRTUAL TABLE said USING fts5 (source, content, tokenize = 'unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (said, instance)")

        def filled(corpus: Corpus) -> sqlite3.Connection:
            db.execute("DELETE FROM said")
            db.executemany("INSERT INTO said VALUES (?, ?)", corpus)
            return db

        yield filled


@pytest.fixture(scope="module")
def tell(postgres: Databases) -> Iterator[Ask]:
    """Ask a database of its own."""
    server = postgres.empty(f"words_{token_hex(6)}")
    with closing(psycopg.connect(server.url, autocommit=True)) as db:

        def tell(sql: str) -> list[tuple[object, ...]]:
            cursor = db.execute(sql)
            return cursor.fetchall() if cursor.description else []

        for made in (*FUNCTIONS, SAID, "CREATE INDEX said_vector ON said USING gin (vector)"):
            tell(made)
        yield tell


def fill(tell: Ask, corpus: Corpus) -> None:
    tell("DELETE FROM said")
    rows = (f"({number}, {literal(vector(row))}::tsvector, {size(row)})" for number, row in enumerate(corpus, 1))
    tell(f"INSERT INTO said (rowid, vector, size) VALUES {', '.join(rows)}")


def in_both(said: Callable[[Corpus], sqlite3.Connection], tell: Ask, corpus: Corpus) -> tuple[sqlite3.Connection, int]:
    """SQLite with the corpus, as PostgreSQL has it then, and the number of the row before its first there."""
    db = said(corpus)
    fill(tell, corpus)
    return db, db.execute("SELECT min(rowid) FROM said").fetchone()[0] - 1


def rank(tell: Ask, asked: Query, corpus: Corpus) -> str:
    counts = [int(str(tell(count_of(phrase, "said"))[0][0])) for phrase in asked.phrases]
    return ranked(asked, "said", len(corpus), sum(map(size, corpus)), counts)


def found(tell: Ask, match: str, corpus: Corpus) -> list[tuple[int, float]]:
    asked = parsed(match, COLUMNS)
    rows = tell(
        f"SELECT rowid, {rank(tell, asked, corpus)} AS rank FROM said"
        f" WHERE vector @@ {literal(asked.tsquery)}::tsquery ORDER BY rank, rowid"
    )
    return [(int(str(key)), float(str(score))) for key, score in rows]


@pytest.mark.parametrize("first", range(0, 0x10000, 0x1000), ids=hex)
def test_every_character_is_taken_as_fts5_takes_it(first: int, said: Callable[[Corpus], sqlite3.Connection]) -> None:
    codes = [code for code in range(first, first + 0x1000) if not 0xD800 <= code < 0xE000]
    within = " ".join(f"q{chr(code)}x" for code in codes)
    alone = "\n".join(map(chr, codes))
    db = said([(within, alone)])
    for text, column in ((within, "source"), (alone, "content")):
        terms = db.execute('SELECT term FROM terms WHERE col = ? ORDER BY "offset"', (column,))
        assert [token for _, _, token in tokens(text)] == [term for (term,) in terms]


@given(text=st.text())
def test_any_text_has_the_tokens_of_fts5(said: Callable[[Corpus], sqlite3.Connection], text: str) -> None:
    db = said([(text, "")])
    terms = [term for (term,) in db.execute('SELECT term FROM terms ORDER BY "offset"')]
    assert [token for _, _, token in tokens(text)] == terms
    assert size([text, text]) == 2 * len(terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Warned", [(0, 6, "warned")], id="lower case"),
        pytest.param("El-Obeid", [(0, 2, "el"), (3, 8, "obeid")], id="a hyphen parts"),
        pytest.param("Thie\u0302n", [(0, 6, "thien")], id="a combining mark goes on with a token and out of it"),
        pytest.param("\u0302no", [(1, 3, "no")], id="but does not begin one"),
        pytest.param("naïve Ångström", [(0, 5, "naive"), (6, 14, "angstrom")], id="base letters"),
        pytest.param("ất", [(0, 2, "at")], id="two diacritics in one letter"),
        pytest.param("Άρης ΟΣ ς", [(0, 4, "άρησ"), (5, 7, "οσ"), (8, 9, "σ")], id="Greek keeps its accents"),
        pytest.param("Straße ﬁn", [(0, 6, "straße"), (7, 9, "ﬁn")], id="one letter never becomes two"),
        pytest.param("a\0b", [(0, 1, "a"), (2, 3, "b")], id="NUL parts, and the rest of the text is read"),
        pytest.param("ok🤔 😀no", [(0, 3, "ok🤔"), (5, 7, "no")], id="what Unicode 6.1 did not have is a letter"),
        pytest.param("حرب", [(0, 3, "حرب")], id="Arabic"),
        pytest.param("حَرب", [(0, 1, "ح"), (2, 4, "رب")], id="Arabic vowel signs part, as FTS5 has it"),
        pytest.param("… – \n", [], id="none"),
    ],
)
def test_tokens_stand_where_they_do(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(tokens(text)) == expected


@given(corpus=CORPORA, match=TOGETHER)
def test_what_matches_is_highlighted_as_fts5_does(
    said: Callable[[Corpus], sqlite3.Connection], corpus: Corpus, match: str
) -> None:
    asked = parsed(match, COLUMNS)
    rows = said(corpus).execute(
        "SELECT source, content, highlight(said, 0, '[', ']'), highlight(said, 1, '[', ']') FROM said(?)", (match,)
    )
    for *texts, in_source, in_content in rows:
        assert [highlighted(text, side, asked, "[", "]") for side, text in enumerate(texts)] == [in_source, in_content]


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        pytest.param("the", "[the] war of [the] warned, [thé]", id="each of them, as they are spelt"),
        pytest.param('"the war" AND "war of"', "[the war of] the warned, thé", id="overlapping ones are one"),
        pytest.param('"the" AND "war"', "[the] [war] of [the] warned, [thé]", id="those side by side stay two"),
        pytest.param('"the war"*', "[the war] of [the warned], thé", id="a beginning"),
        pytest.param("source : of AND war", "the [war] of the warned, thé", id="another column's words are not"),
        pytest.param('content : ("of" OR army)', "the war [of] the warned, thé", id="one of two"),
    ],
)
def test_highlights(match: str, expected: str) -> None:
    assert highlighted("the war of the warned, thé", 1, parsed(match, COLUMNS), "[", "]") == expected


def test_a_highlight_leaves_out_what_fts5_leaves_out_behind_nul(
    said: Callable[[Corpus], sqlite3.Connection],
) -> None:
    text = "no\0way the\0war \0"
    rows = said([("", text)]).execute("SELECT highlight(said, 1, '[', ']') FROM said('the')")
    assert rows.fetchall() == [(highlighted(text, 1, parsed("the", COLUMNS), "[", "]"),)] == [("no[the]",)]


@pytest.mark.parametrize(
    ("match", "tsquery"),
    [
        pytest.param("war", "'war':", id="a word"),
        pytest.param('"U.S. army" *', "'u': <-> 's': <-> 'army':*", id="a phrase that ends in a beginning"),
        pytest.param('{source} : "war"', "'war':A", id="a column"),
        pytest.param("content : (a OR {source content} : b)", "('a':B | 'b':B)", id="columns within columns"),
        pytest.param("a OR b AND c NOT d", "('a': | ('b': & ('c': & !('d':))))", id="what binds tighter"),
        pytest.param('x OR ""', "'x':", id="a phrase without a word stands nowhere"),
        pytest.param('x AND "…"', "' '", id="nor what needs it"),
        pytest.param("source : (content : x)", "' '", id="nor what is asked of no column"),
        pytest.param('"Say ""war"""', "'say': <-> 'war':", id="quotation marks doubled"),
        pytest.param('x\0 AND "', "'x':", id="read up to NUL"),
    ],
)
def test_queries_become_tsqueries(match: str, tsquery: str) -> None:
    assert parsed(match, COLUMNS).tsquery == tsquery


@pytest.mark.parametrize(
    ("match", "reason"),
    [
        pytest.param("", "at its end", id="nothing"),
        pytest.param("x AND", "at its end", id="half an AND"),
        pytest.param("AND x", "'AND'", id="no left side"),
        pytest.param("(x", "at its end", id="parenthesis not closed"),
        pytest.param("x)", r"'\)'", id="parenthesis not opened"),
        pytest.param('"x', "'\"'", id="quotation mark not closed"),
        pytest.param("x y", "'y'", id="words side by side are nothing that the ledger writes"),
        pytest.param("x + y", r"'\+'", id="nor joined phrases"),
        pytest.param("^x", r"'\^'", id="nor beginnings of columns"),
        pytest.param("- source : x", "'-'", id="nor columns shut out"),
        pytest.param("NEAR(x y)", r"'\('", id="nor nearness"),
        pytest.param("title : x", "'title' is no column", id="no such column"),
        pytest.param("{} : x", "'}'", id="columns without one"),
        pytest.param("x**", r"'\*'", id="two stars"),
        pytest.param("l'homme", '"\'"', id="an apostrophe outside quotation marks"),
    ],
)
def test_what_is_no_query_is_refused(match: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parsed(match, COLUMNS)


@given(words=st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_all_that_a_person_can_type_is_understood(words: str) -> None:
    asked = query(words)
    assert not asked or parsed(asked, COLUMNS).tsquery


@pytest.mark.parametrize(
    ("text", "expected"), [("it's", "'it''s'"), ("a\\b", "'a\\b'"), ("", "''")], ids=["quote", "backslash", "empty"]
)
def test_literals(text: str, expected: str, tell: Ask) -> None:
    assert literal(text) == expected
    assert tell(f"SELECT {expected}") == [(text,)]


def test_no_literal_has_nul() -> None:
    with pytest.raises(InputError, match="NUL"):
        literal("a\0b")


@settings(max_examples=60)
@example(
    [("the war", "war"), ("army", "the the army of war"), ("of the", "army"), ("no", "no"), ("so", "so")],
    [
        "war OR army AND of",
        "war OR (the AND (of OR army) AND so)",
        "(the AND war OR army AND the) AND of",
        "no OR the AND (of AND so OR army)",
    ],
)
@given(corpus=CORPORA, matches=st.lists(ASKED | TOGETHER, min_size=1, max_size=4))
def test_the_same_rows_come_in_the_same_order(
    said: Callable[[Corpus], sqlite3.Connection], tell: Ask, corpus: Corpus, matches: list[str]
) -> None:
    db, first = in_both(said, tell, corpus)
    for match in matches:
        rows = db.execute("SELECT rowid - ?, rank FROM said(?) ORDER BY rank, rowid", (first, match)).fetchall()
        told = found(tell, match, corpus)
        assert [key for key, _ in told] == [key for key, _ in rows]
        assert [score for _, score in told] == pytest.approx([score for _, score in rows], abs=1e-9, rel=1e-9)


@settings(max_examples=40)
@given(corpus=CORPORA, matches=st.lists(EXCEPT, min_size=1, max_size=4))
def test_what_is_not_to_be_there_is_not(
    said: Callable[[Corpus], sqlite3.Connection], tell: Ask, corpus: Corpus, matches: list[str]
) -> None:
    db, first = in_both(said, tell, corpus)
    for match in matches:
        rows = db.execute("SELECT rowid - ? FROM said(?)", (first, match)).fetchall()
        assert {key for key, _ in found(tell, match, corpus)} == {key for (key,) in rows}


def test_each_number_of_times_is_told(tell: Ask) -> None:
    numbers = [*range(1, 256), 256, 1000]
    fill(tell, [("war army " * number, "war " * (number % 3)) for number in numbers])
    (war,) = parsed("source : war", COLUMNS).phrases
    for times in (
        f"word_times(ts_filter(vector, '{{A}}'), {literal(war.tsquery)}::tsquery)",
        "phrase_times(ts_filter(vector, '{A}'), ARRAY['war', 'arm'], true)",
    ):
        assert tell(f"SELECT {times} FROM said ORDER BY rowid") == [(min(number, 255),) for number in numbers]


def test_rows_that_came_while_it_was_counted_do_no_harm(tell: Ask) -> None:
    fill(tell, [("war", ""), ("", "war")])
    assert tell(f"SELECT {ranked(parsed('war', COLUMNS), 'said', 1, 1, [2])} < 0 FROM said") == [(True,), (True,)]


MANY = [f"w{number}" for number in range(150_000)]


@pytest.mark.parametrize(
    ("row", "has", "has_not"),
    [
        pytest.param(("x" * 5000, ""), ["x" * 5000, "x" * 3000, '"xx"*'], ["xx"], id="a token too long is cut"),
        pytest.param(("é一" * 3000, ""), ["é一" * 3000], ["é一"], id="between characters"),
        pytest.param(
            (" ".join(MANY[:20_000]), "late words"),
            ["w19999", '"w16000 w16001"', "content : late"],
            [
                '"w19998 w19999"',
                "source : late",
                "content : w19999",
                '"w16380 w16381"',
                '"w16379 w19999"',
                '"late words"',
            ],
            id="behind the last position words are found, phrases are not",
        ),
        pytest.param(
            ("short", " ".join(MANY[:20_000])),
            ["content : w19999", '"w0 w1"', "source : short"],
            ["source : w19999", '"short w0"', '"w16379 w19999"'],
            id="the other column may have what the first leaves",
        ),
        pytest.param((" ".join(MANY), "w0"), ["w0", "content : w0"], ["w149999"], id="of more than a megabyte"),
        pytest.param(("war " * 300 + "army", ""), ["war", "army"], ['"war army"'], id="places behind the 255th"),
        pytest.param(("the war", "of words"), ['"of words"'], ['"war of"'], id="no phrase is across columns"),
        pytest.param(("", ""), [], ['""', "x"], id="nothing"),
    ],
)
def test_no_text_is_too_much(row: tuple[str, str], has: list[str], has_not: list[str], tell: Ask) -> None:
    fill(tell, [row])
    for matches, expected in ((has, [1]), (has_not, [])):
        for match in matches:
            assert [key for key, _ in found(tell, match, [row])] == expected, match
