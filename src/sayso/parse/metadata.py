"""What a page says about itself: title, author, publisher, date, address, language.

An HTML page says it in its head; of a plain text only byline and dateline tell.
"""

import logging
import re
from datetime import date
from typing import Final

from lxml.html import HtmlElement
from msgspec import Struct

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE: Final = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]|$)")
# The page's own words, most trusted first; a guess from elsewhere in the page comes after them.
_DATES: Final = (
    '//meta[@property="article:published_time"]/@content',
    '//meta[@itemprop="datePublished"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    '//meta[@name="date" or @name="pubdate" or @name="publish-date" or @name="DC.date.issued"]/@content',
    "//article//time[@pubdate]/@datetime",
)
_BY: Final = re.compile(r"^\W*(?:[a-z]+\s+)?(?:by|from)\s*:?\s+(?P<name>[^|•·\n,;(]{3,80})", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"^(?:no author|(?:article|posted|written)? ?by|admin|administrator|author|editor|none|null)$", re.I
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_SPELT: Final = (
    re.compile(rf"\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Head(Struct, frozen=True, kw_only=True):
    """What the page says; `published` is an ISO date, `language` a code of two or three letters."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def read(root: HtmlElement, url: str | None) -> Head:
    """The head of the page at `url`, if it has an address."""
    from trafilatura.metadata import extract_metadata  # slow to load, and not needed for plain text

    try:
        found = extract_metadata(root, default_url=url, extensive=False)
    except (ValueError, RecursionError):  # control characters and depths that trafilatura does not stand
        return Head(published=_published(root), language=declared_language(root))
    return Head(
        title=_line(found.title),
        author=_author(found.author, found.sitename),
        publisher=_line(found.sitename),
        published=_published(root) or _iso(found.date),
        url=_line(found.url),
        language=declared_language(root),
    )


def declared_language(root: HtmlElement) -> str | None:
    """The language that the page's own `lang` names, as its first subtag."""
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    match = _LANGUAGE.match(said.strip())
    return match[1].lower() if match else None


def author_of(byline: str) -> str | None:
    """The name that a byline gives (*By X*), or None."""
    match = _BY.match(byline)
    return match["name"].strip() if match else None


def date_of(dateline: str) -> str | None:
    """The first full date of a dateline as an ISO date; None for one that could be read two ways."""
    if match := _DATE.search(dateline):
        return _iso(match[0])
    for pattern in _SPELT:
        if match := pattern.search(dateline):
            month = _MONTHS.index(match["month"].lower()) + 1
            return _iso(f"{match['year']}-{month:02}-{int(match['day']):02}")
    return None


def _author(names: str | None, publisher: str | None) -> str | None:
    """The names without those that name nobody, or the publisher."""
    kept = [name.strip() for name in (names or "").split(";") if not _NOBODY.match(name.strip())]
    return "; ".join(name for name in kept if name and name != publisher) or None


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _published(root: HtmlElement) -> str | None:
    for path in _DATES:
        for value in root.xpath(path):
            if iso := _iso(str(value)):
                return iso
    return None


def _iso(value: str | None) -> str | None:
    """The value's day, if it begins with one that exists."""
    match = _DATE.match((value or "").strip())
    if not match:
        return None
    try:
        return date.fromisoformat(match[0]).isoformat()
    except ValueError:
        return None
