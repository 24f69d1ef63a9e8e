"""Words of pages inside markup: escaped, and without what neither XML nor a browser can hold.

A control character, a lone surrogate or one of the two code points that are none (U+FFFE, U+FFFF) is replaced by
U+FFFD, one for one.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Final
from urllib.parse import quote, urlsplit

REPLACED: Final = "\ufffd"
KNOWN: Final = 1 << 12  # words that are kept as they are written, where most come again and again
AT_ONCE: Final = 500  # lines
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN: Final = re.compile(
    "[A-Za-z0-9 .,:;_/()\u2013\u2014\u2019\u201c\u201d-]*"
)  # what stays as it is: most that there is
_BLANKS: Final = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})  # else a parser makes blanks of them
_OF_ADDRESSES: Final = ":/?#[]@!$&'()*+,;=%-._~"


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines in UTF-8, many at a time."""
    left = iter(lines)
    while some := list(islice(left, AT_ONCE)):
        yield "".join(f"{line}\n" for line in some).encode()


def fit(words: str) -> str:
    """Words with a mark for each character that XML cannot hold."""
    return _UNFIT.sub(REPLACED, words)


def unfit(words: str) -> int:
    """How many characters of words XML cannot hold."""
    return 0 if words.isascii() and words.isprintable() else len(_UNFIT.findall(words))


def content(words: str) -> str:
    """Words between tags."""
    if _PLAIN.fullmatch(words):
        return words
    return escape(fit(words), quote=False).replace("\r", "&#13;")


def attribute(words: str) -> str:
    """Words as the value of an attribute, its quotation marks about them."""
    if _PLAIN.fullmatch(words):
        return f'"{words}"'
    return f'"{escape(fit(words)).translate(_BLANKS)}"'


def address(url: str | None) -> str | None:
    """An address of the web as one that may be followed, None for what is none: no script, no file of this machine."""
    if not url:
        return None
    told = quote(url.strip(), safe=_OF_ADDRESSES, errors="replace")
    try:
        parts = urlsplit(told)
    except ValueError:
        return None
    return told if parts.scheme.lower() in ("http", "https") and parts.netloc else None
