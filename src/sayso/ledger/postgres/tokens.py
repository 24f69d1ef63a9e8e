"""The tokens of a text as SQLite's FTS5 makes them with `unicode61 remove_diacritics 2`."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

Found = tuple[int, int, str]  # start and end in the text, the token as it is folded

_TOKEN: Final = re.compile("w[wm]*")


def tokens(text: str) -> Iterator[Found]:
    """The tokens with their offsets in `text`, as FTS5 folds them: lower case, without diacritics."""
    for found in _TOKEN.finditer(text.translate(_KINDS)):
        start, end = found.span()
        yield start, end, text[start:end].translate(_FOLDED)


def count(text: str) -> int:
    """How many tokens there are."""
    return len(_TOKEN.findall(text.translate(_KINDS)))


def _asked(first: int) -> Iterator[tuple[int, str]]:
    """What the 256 characters from here on become in a token, as FTS5 itself says: a blank for what parts tokens.

    Its tables are of Unicode 6.1, Python's of another version with every version of Python: what was not assigned
    then is a letter to it. So it is asked, once for each row of characters that is met.
    """
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE texts USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, instance)")
        codes = [code for code in range(first, first + 256) if not 0xD800 <= code < 0xE000]
        db.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", ((code, f"x{chr(code)}x") for code in codes))
        told = dict(db.execute("SELECT doc, term FROM terms WHERE offset = 0"))
    for code in range(first, first + 256):
        token = told.get(code, "x")
        yield code, token[1:-1] if len(token) > 1 else " "


class _Folded(dict[int, str]):
    """What each character becomes in a token: nothing for a diacritic, a blank for what parts tokens."""

    def __missing__(self, code: int) -> str:
        self.update(_asked(code & ~0xFF))
        return self[code]


class _Kinds(dict[int, str]):
    """A `w` for each character of which tokens are, an `m` for a diacritic, which only goes on with one, a blank."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDED[code]
        self[code] = kind = "m" if not folded else " " if folded == " " else "w"
        return kind


_FOLDED: Final = _Folded()
_KINDS: Final = _Kinds()
