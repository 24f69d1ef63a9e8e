"""What a page says about itself: title, author, publisher, date, address, language.

An HTML page says it in its head; of a plain text only byline and dateline tell.
"""

import logging
import re
from datetime import date
from typing import Final

from lxml.html import HtmlElement
from msgspec import Struct
from msgspec.structs import replace

from sayso.parse import linked

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
# Where a page names its author, besides JSON-LD.
_AUTHORS: Final = (
    '//meta[@name="author" or @property="author" or @itemprop="author"]/@content',
    '//meta[@property="article:author" or @name="article:author" or @property="og:article:author"]/@content',
    '//meta[@name="byl" or @name="DC.creator" or @name="dc.creator" or @name="parsely-author"]/@content',
)
_SEAM: Final = re.compile(r"(?:\s+[|«»–—·:-])+\s+")
_LONGEST_PUBLISHER: Final = 60
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_SPELT: Final = (
    re.compile(rf"\b{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Head(Struct, frozen=True, kw_only=True):
    """What the page says; `published` is an ISO date, `language` a code of two or three letters.

    `authors` are its sayings of who wrote it, most trusted first. `guessed_author` and `guessed_published` stand
    somewhere in the page and are less sure than its byline and dateline. `host` stands for a publisher that is not
    named.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    guessed_author: str | None = None
    publisher: str | None = None
    host: str | None = None
    published: str | None = None
    guessed_published: str | None = None
    url: str | None = None
    language: str | None = None


def read(root: HtmlElement, url: str | None) -> Head:
    """The head of the page at `url`, if it has an address."""
    from trafilatura.metadata import extract_metadata  # slow to load, and not needed for plain text

    told = linked.nodes(root)
    head = Head(authors=_authors(root, told), published=_published(root, told), language=declared_language(root))
    try:
        found = extract_metadata(root, default_url=url, extensive=False)
    except (ValueError, RecursionError):  # control characters and depths that trafilatura does not stand
        return head
    return replace(
        head,
        title=_line(found.title),
        guessed_author=_line(found.author),
        publisher=_publisher(root, told, found.hostname, found.sitename, found.title),
        host=_host(found.hostname, found.sitename),
        guessed_published=day(found.date),
        url=_line(found.url),
    )


def declared_language(root: HtmlElement) -> str | None:
    """The language that the page's own `lang` names, as its first subtag."""
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    match = _LANGUAGE.match(said.strip())
    return match[1].lower() if match else None


def date_of(dateline: str) -> str | None:
    """The first full date of a dateline as an ISO date; None for one that could be read two ways."""
    if match := _DATE.search(dateline):
        return day(match[0])
    for pattern in _SPELT:
        if match := pattern.search(dateline):
            month = _MONTHS.index(match["month"].lower()) + 1
            return day(f"{match['year']}-{month:02}-{int(match['day']):02}")
    return None


def _authors(root: HtmlElement, told: tuple[linked.Node, ...]) -> tuple[str, ...]:
    articles = (linked.names(node.get("author"), told) for node in linked.articles(told))
    named = (str(value) for path in _AUTHORS for value in root.xpath(path))
    return tuple(filter(None, ("; ".join(names) for names in articles))) + tuple(named)


def _publisher(
    root: HtmlElement, told: tuple[linked.Node, ...], host: str | None, guess: str | None, title: str | None
) -> str | None:
    """The site's own name: as it says, or as its title ends. Never the page's title, and never its host."""
    said = [str(value) for value in root.xpath('//meta[@property="og:site_name"]/@content')]
    for node in linked.articles(told):
        said += linked.names(node.get("publisher"), told)
    site = _site_of_title(root.findtext(".//title") or "", host or (guess if guess and "." in guess else None))
    candidates = (*said, site, None if guess == _host(host, guess) else guess)
    lines = (_line(candidate) for candidate in candidates)
    return next((line for line in lines if line and line != _line(title) and "//" not in line), None)


def _host(host: str | None, guess: str | None) -> str | None:
    """The name of the page's host, with its part before the domain where the guess is that."""
    whole = guess if guess and "." in guess and guess.endswith(host or "") else host
    return whole if whole and "//" not in whole else None


def _site_of_title(title: str, host: str | None) -> str | None:
    """The part of a page's title that is the name of its site, told by the words of its host."""
    labels = [label.replace("-", "") for label in (host or "").lower().split(".")]
    for part in _SEAM.split(" ".join(title.split()))[1:]:
        folded = "".join(filter(str.isalnum, part.lower()))
        same = any(len(label) > 2 and (label in folded or (len(folded) > 5 and folded in label)) for label in labels)
        if same and "." not in part and len(part) <= _LONGEST_PUBLISHER:
            return part
    return None


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _published(root: HtmlElement, told: tuple[linked.Node, ...]) -> str | None:
    values = [str(value) for path in _DATES for value in root.xpath(path)]
    values += [str(node.get("datePublished")) for node in linked.articles(told)]
    return next((iso for value in values if (iso := day(value))), None)


def day(value: str | None) -> str | None:
    """The value's day, if it begins with one that exists."""
    match = _DATE.match((value or "").strip())
    if not match:
        return None
    try:
        return date.fromisoformat(match[0]).isoformat()
    except ValueError:
        return None
