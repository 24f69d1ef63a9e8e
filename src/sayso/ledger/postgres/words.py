"""Words in PostgreSQL as SQLite's FTS5 has them: the same questions find the same rows, in the same order.

Tokens, queries and highlights are those of FTS5 with `unicode61 remove_diacritics 2`, the ranks its bm25.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Final

from msgspec import Struct

from sayso.errors import InputError
from sayso.ledger.postgres.tokens import count, tokens

# A tsvector has so many positions. Those of a column are counted up to a gap before its own last one, which all that
# stands later in it shares: so no phrase is found that is not there, and no word in another column than its own.
_WEIGHTS: Final = "ABCD"
_LAST: Final = 16_383
_GAP: Final = 2
_POSITIONS: Final = 255
_LEXEME: Final = 2_046
_VECTOR: Final = 1_000_000
_ENTRY: Final = 8  # what a lexeme costs beside its bytes and positions, at most

_NEVER: Final = "' '"  # a lexeme that no text has
_LEAST: Final = 1e-6
_K: Final = 1.2
_B: Final = 0.75

# ts_rank gives for one word (1/1 + 1/4 + 1/9 + … once for each time it occurs) as a share of what this goes to, which
# is reckoned back: exact for the 255 times that a tsvector can tell, and several times faster than unnesting.
# Of a prefix it adds this up over the words, so that of it only the once can be told.
FUNCTIONS: Final = (
    """
CREATE OR REPLACE FUNCTION word_times(vector tsvector, word tsquery) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(1 / (1.64493406685 * (1 - ts_rank('{1,1,1,1}', vector, word)::double precision)) - 0.5)
$$
""",
    """
CREATE OR REPLACE FUNCTION phrase_times(vector tsvector, words text[], prefix boolean) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT count(*) FROM (
        SELECT FROM unnest(words) WITH ORDINALITY AS w (word, place)
        JOIN unnest(vector) AS v
            ON v.lexeme = w.word OR prefix AND w.place = cardinality(words) AND starts_with(v.lexeme, w.word)
        CROSS JOIN unnest(v.positions) AS position
        GROUP BY position - w.place HAVING count(DISTINCT w.place) = cardinality(words)
    ) AS found
$$
""",
)


class Phrase(Struct, frozen=True):
    """Words one behind the other, the last perhaps only begun, in any of the `columns` (their numbers).

    `weights` are those of the columns, empty where they are all. The phrase counts in rows that every tsquery of
    `within` finds: what stands beside it under an OR must be there too.
    """

    words: tuple[str, ...]
    prefix: bool
    columns: tuple[int, ...]
    weights: str
    within: tuple[str, ...] = ()

    @property
    def tsquery(self) -> str:
        """The phrase for `::tsquery`."""
        lexemes = [f"{_quoted(_cut(word))}:{self.weights}" for word in self.words]
        return " <-> ".join([*lexemes[:-1], f"{lexemes[-1]}{'*' * self.prefix}"])


class Query(Struct, frozen=True):
    """What is asked for: `tsquery` for `::tsquery`, and the phrases by which a row ranks, in their order."""

    tsquery: str
    phrases: tuple[Phrase, ...] = ()


def size(columns: Iterable[str]) -> int:
    """How many tokens the columns have together."""
    return sum(map(count, columns))


def vector(columns: Sequence[str]) -> str:
    """A literal for `::tsvector`, without the quotation marks of SQL; the first column has weight A, at most four.

    Nothing that a tsvector has no room for makes it fail. What is lost: of a token all behind its first 2,046 bytes
    (two that differ only there are one); the places of tokens behind about the 16,380th, which are found as words but
    not in phrases, and count once each; of a token in one row all places behind the 255th; and where they would take
    more than a megabyte, tokens not met before.
    """
    places: dict[str, list[str]] = {}
    room, start = _VECTOR, 1
    for column, (weight, text) in enumerate(zip(_WEIGHTS[: len(columns)], columns, strict=True)):
        beyond = _LAST - _GAP * (len(columns) - 1 - column)
        place = start
        for place, (_, _, token) in enumerate(tokens(text), start):
            lexeme = _cut(token)
            if lexeme not in places:
                room -= len(lexeme.encode()) + _ENTRY
                if room < 0:
                    continue
            found = places.setdefault(lexeme, [])
            told = f"{place if place <= beyond - _GAP else beyond}{weight}"
            if len(found) < _POSITIONS and found[-1:] != [told]:
                found.append(told)
                room -= 2
        start = min(place + _GAP, beyond + _GAP)
    return " ".join(f"{_quoted(lexeme)}:{','.join(found)}" for lexeme, found in places.items())


def literal(text: str) -> str:
    """Text as a literal of SQL, for a server whose standard_conforming_strings is on, as it is by default."""
    if "\0" in text:
        raise InputError(f"{text!a}: PostgreSQL has no text with NUL in it")
    return "'" + text.replace("'", "''") + "'"


def highlighted(text: str, column: int, query: Query, before: str, after: str) -> str:
    """The text of a column with `before` and `after` around each match, those that overlap as one.

    Like FTS5's `highlight()` it leaves out what is between a NUL and the next match. Of a query with AND or NOT under
    an OR it also marks phrases of the half that the row does not fulfil, as one text does not tell.
    """
    found = list(tokens(text))
    words = [token for _, _, token in found]
    pieces, end = [], 0
    for first, last in _joined(_matches(words, column, query)):
        start = found[first][0]
        pieces += [_until_nul(text[end:start]), before]
        end = found[last][1]
        pieces += [_until_nul(text[start:end]), after]
    return "".join([*pieces, _until_nul(text[end:])])


def count_of(phrase: Phrase, table: str) -> str:
    """SQL for how many rows of a table have the phrase."""
    return f"SELECT count(*) FROM {table} WHERE vector @@ {literal(phrase.tsquery)}::tsquery"


def ranked(query: Query, table: str, rows: int, tokens: int, counts: Sequence[int]) -> str:
    """SQL for the rank of a row of `table`, which the query finds: a double precision, lower for the better.

    `table` is its name or alias, `rows` and `tokens` are the sums of the whole table, `counts` what `count_of` gives
    for each phrase. `FUNCTIONS` must be there. There is no per cent sign in it.
    """
    pieces = [
        _piece(phrase, table, tokens / rows if tokens else 1.0, _rarity(rows, count))
        for phrase, count in zip(query.phrases, counts, strict=True)
    ]
    return f"-({' + '.join(pieces)})" if pieces else "-0.0::double precision"


def _rarity(rows: int, count: int) -> float:
    """How much a phrase tells. Rows may have come since they were counted: there are as many as have the phrase."""
    return max(log((max(rows - count, 0) + 0.5) / (count + 0.5)), 0.0) or _LEAST


def _piece(phrase: Phrase, table: str, mean: float, rarity: float) -> str:
    """What a phrase adds to the rank. Numbers are reckoned with in the order in which FTS5 does, so that ties tie."""
    k, b = f"{_K!r}::double precision", f"{_B!r}::double precision"
    length = f"1 - {b} + {b} * {table}.size / {mean!r}::double precision"
    score = f"{rarity!r}::double precision * (f.times * {_K + 1.0!r}::double precision / (f.times + {k} * ({length})))"
    # Behind OFFSET the times are reckoned once, though they stand twice.
    return f"(SELECT {score} FROM (SELECT {_times(phrase, table)} AS times OFFSET 0) AS f)"


def _times(phrase: Phrase, table: str) -> str:
    """How often the phrase occurs in a row."""
    counted = f"{table}.vector"
    if phrase.weights:
        counted = f"ts_filter({counted}, {literal('{' + ','.join(phrase.weights) + '}')})"
    times = (_word_times if len(phrase.words) == 1 else _phrase_times)(phrase, counted)
    if not phrase.within:
        return times
    held = " AND ".join(f"{table}.vector @@ {literal(each)}::tsquery" for each in phrase.within)
    return f"CASE WHEN {held} THEN {times} ELSE 0 END"


def _word_times(phrase: Phrase, counted: str) -> str:
    word = _cut(phrase.words[0])
    times = f"word_times({counted}, {literal(_quoted(word) + ':*' * phrase.prefix)}::tsquery)"
    if not phrase.prefix:
        return times
    several = f"SELECT sum(cardinality(v.positions)) FROM unnest({counted}) AS v"
    all_of_it = f"({several} WHERE starts_with(v.lexeme, {literal(word)}))::double precision"
    return f"CASE {times} WHEN 0 THEN 0 WHEN 1 THEN 1 ELSE {all_of_it} END"


def _phrase_times(phrase: Phrase, counted: str) -> str:
    """It is not counted through where it is not, nor where one of its words is there once."""
    words = [_cut(word) for word in phrase.words]
    whole = [f"{literal(_quoted(word))}::tsquery" for word in (words[:-1] if phrase.prefix else words)]
    once = " OR ".join(f"word_times({counted}, {word}) = 1" for word in whole)
    listed = f"ARRAY[{', '.join(map(literal, words))}]"
    all_of_it = f"phrase_times({counted}, {listed}, {str(phrase.prefix).lower()})"
    asked = f"{literal(phrase.tsquery)}::tsquery"
    return f"CASE WHEN NOT {counted} @@ {asked} THEN 0 WHEN {once} THEN 1 ELSE {all_of_it} END"


def _matches(words: Sequence[str], column: int, query: Query) -> Iterator[tuple[int, int]]:
    """First and last word of each place at which a phrase stands."""
    for phrase in query.phrases:
        if column in phrase.columns:
            ahead = len(phrase.words) - 1
            for first in range(len(words) - ahead):
                if _stands(phrase, words, first):
                    yield first, first + ahead


def _stands(phrase: Phrase, words: Sequence[str], first: int) -> bool:
    """Whether the phrase, for which there is room, stands there."""
    *whole, last = phrase.words
    said = words[first + len(whole)]
    if not (said.startswith(last) if phrase.prefix else said == last):
        return False
    return all(words[first + place] == word for place, word in enumerate(whole))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that have a word in common as one; those side by side stay two."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return iter(joined)


def _until_nul(text: str) -> str:
    return text.partition("\0")[0]


def _quoted(lexeme: str) -> str:
    """A lexeme in a tsvector or tsquery."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _cut(token: str) -> str:
    """What a tsvector has room for."""
    return token if len(token) * 4 <= _LEXEME else token.encode()[:_LEXEME].decode(errors="ignore")


# ---- queries


class _Half(Struct, frozen=True):
    """Part of a query: its tsquery, empty where it finds no row; `bound` where it finds fewer rows than a phrase."""

    tsquery: str = ""
    phrases: tuple[Phrase, ...] = ()
    bound: bool = False


_NOTHING: Final = _Half()
_LEX: Final = re.compile(
    r'(?P<blank>[ \t\n\r]+)|(?P<string>"(?:[^"]|"")*")|(?P<word>[A-Za-z0-9_\x1a\x80-\U0010ffff]+)|(?P<sign>.)',
    re.DOTALL,
)
_OPERATORS: Final = ("AND", "OR", "NOT")


def parsed(match: str, columns: Sequence[str]) -> Query:
    """A query in the language of FTS5, as far as the ledger writes it, of a table with these columns.

    It has phrases in quotation marks and bare words, each perhaps with a star behind, AND, OR, NOT, parentheses, and
    `column :` or `{column column} :` before a phrase or a parenthesis. InputError for anything else. A phrase without
    a token stands in no row. Like SQLite it reads up to a NUL.
    """
    return _Parser(_until_nul(match), columns).query()


class _Parser:
    """One reading of a query from its start to its end."""

    def __init__(self, match: str, columns: Sequence[str]) -> None:
        self._match = match
        self._columns = {name.lower(): number for number, name in enumerate(columns)}
        self._pieces = [found for found in _LEX.finditer(match) if found.lastgroup != "blank"]
        self._at = 0

    def query(self) -> Query:
        found = self._either(tuple(self._columns.values()))
        if self._at < len(self._pieces):
            raise self._refused()
        return Query(found.tsquery or _NEVER, found.phrases)

    def _either(self, columns: tuple[int, ...]) -> _Half:
        halves = [self._both(columns)]
        while self._sees("OR"):
            halves.append(self._both(columns))
        said = [_held(half) for half in halves if half.tsquery] if len(halves) > 1 else halves
        if len(said) < 2:
            return said[0] if said else _NOTHING
        phrases = tuple(phrase for half in said for phrase in half.phrases)
        return _Half(f"({' | '.join(half.tsquery for half in said)})", phrases)

    def _both(self, columns: tuple[int, ...]) -> _Half:
        halves = [self._without(columns)]
        while self._sees("AND"):
            halves.append(self._without(columns))
        if len(halves) == 1 or not all(half.tsquery for half in halves):
            return halves[0] if len(halves) == 1 else _NOTHING
        phrases = tuple(phrase for half in halves for phrase in half.phrases)
        return _Half(f"({' & '.join(half.tsquery for half in halves)})", phrases, bound=True)

    def _without(self, columns: tuple[int, ...]) -> _Half:
        found = self._one(columns)
        while self._sees("NOT"):
            other = self._one(columns)
            if found.tsquery and other.tsquery:
                found = _Half(f"({found.tsquery} & !({other.tsquery}))", found.phrases, bound=True)
        return found

    def _one(self, columns: tuple[int, ...]) -> _Half:
        columns = self._filtered(columns)
        if self._sees("("):
            found = self._either(columns)
            self._must(")")
            return found
        if self._kind() not in ("string", "word"):
            raise self._refused()
        words = tuple(token for _, _, token in tokens(self._name()))
        prefix = self._sees("*")
        if not words or not columns:
            return _NOTHING
        every = len(columns) == len(self._columns)
        weights = "" if every else "".join(_WEIGHTS[number] for number in columns)
        phrase = Phrase(words, prefix, columns, weights)
        return _Half(phrase.tsquery, (phrase,))

    def _filtered(self, columns: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the columns that a filter before a phrase lets through."""
        if self._sees("{"):
            named = {self._column()}
            while not self._sees("}"):
                named.add(self._column())
            self._must(":")
        elif self._kind() in ("string", "word") and self._text(1) == ":":
            named = {self._column()}
            self._must(":")
        else:
            return columns
        return tuple(number for number in columns if number in named)

    def _column(self) -> int:
        if self._kind() not in ("string", "word"):
            raise self._refused()
        name = self._name()
        if name.lower() not in self._columns:
            raise InputError(f"{name!r} is no column of what is searched; there are {', '.join(self._columns)}")
        return self._columns[name.lower()]

    def _name(self) -> str:
        """What the next piece, a word or a string, says; it is passed."""
        text = self._text()
        self._at += 1
        return text[1:-1].replace('""', '"') if text.startswith('"') else text

    def _sees(self, sign: str) -> bool:
        """Whether the sign comes next; it is passed then."""
        seen = self._text() == sign
        self._at += seen
        return seen

    def _must(self, sign: str) -> None:
        if not self._sees(sign):
            raise self._refused()

    def _kind(self) -> str | None:
        text = self._text()
        return None if not text or text in _OPERATORS else self._pieces[self._at].lastgroup

    def _text(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._pieces[at].group() if at < len(self._pieces) else ""

    def _refused(self) -> InputError:
        seen = repr(self._text()) if self._text() else "its end"
        return InputError(f"the query {self._match!r} is not understood at {seen}")


def _held(half: _Half) -> _Half:
    """One side of an OR: its phrases count only where all of it holds."""
    if not half.bound:
        return half
    held = tuple(
        Phrase(each.words, each.prefix, each.columns, each.weights, (*each.within, half.tsquery))
        for each in half.phrases
    )
    return _Half(half.tsquery, held, bound=True)
