"""Which columns of a table say what: as told, or else as such tables usually call them; and what a cell says."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from sayso.errors import InputError
from sayso.records import Facts

FIELDS: Final = ("text", "html", "url", "date", "publisher", "title", "author")

# The names by which tables of pages know these things, in lower case and without what is no letter or digit; the
# first that a table has is taken.
_USUAL: Final[dict[str, tuple[str, ...]]] = {
    field: tuple(names.split())
    for field, names in {
        "text": "text storytext articletext fulltext maintext cleantext cleanedtext plaintext bodytext articlebody"
        " textcontent articlecontent extractedtext pagetext newstext rawtext body content contents article story"
        " transcript",
        "html": "html rawhtml pagehtml htmlcontent contenthtml htmlbody bodyhtml articlehtml storyhtml fullhtml",
        "url": "url respondedurl finalurl storyurl articleurl pageurl newsurl sourceurl documentidentifier"
        " v2documentidentifier requestedurl originalurl canonicalurl weburl permalink link href address targeturi"
        " uri loc",
        "date": "publishdate datepublish datepublished publisheddate publishedat published pubdate publicationdate"
        " publishtime publishedtime firstpublished storydate articledate newsdate date sqldate datetime day"
        " seendate dateadded v21date timestamp",
        "publisher": "medianame publisher publishername sitename outlet newspaper publication newssource sourcename"
        " sourcecommonname v2sourcecommonname source sourcedomain site domain hostname",
        "title": "title headline storytitle articletitle pagetitle newstitle",
        "author": "author authors authorname byline creator writer",
    }.items()
}
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_ISO: Final = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DIGITS: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?")
_SECONDS: Final = re.compile(r"(\d{9,10})(?:\.\d+)?|(\d{10})\d{3}")
_FORMS: Final = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_LONGEST: Final = 500


class Columns(Struct, frozen=True):
    """The columns that hold each field, by name; None where there is none."""

    text: str | None = None
    html: str | None = None
    url: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None

    @property
    def holds_pages(self) -> bool:
        return self.text is not None or self.html is not None

    def used(self) -> tuple[str, ...]:
        """The columns that are read, each once."""
        return tuple(dict.fromkeys(name for name in (getattr(self, field) for field in FIELDS) if name is not None))


def columns(names: Sequence[str], told: Mapping[str, str]) -> Columns:
    """Which of a table's columns hold what; `told` maps fields to names and goes first.

    InputError for a field that is none, and for a column that is told but not there.
    """
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    found = {field: _usual(field, plain) for field in FIELDS}
    if {"text", "html"} & told.keys():
        found["text"] = found["html"] = None
    return Columns(**(found | {field: _told(field, name, names, plain) for field, name in told.items()}))


def _usual(field: str, plain: Mapping[str, str]) -> str | None:
    return next((plain[name] for name in _USUAL[field] if name in plain), None)


def _told(field: str, name: str, names: Sequence[str], plain: Mapping[str, str]) -> str:
    if field not in FIELDS:
        raise InputError(f"{field!r} is none of the fields of a table: {', '.join(FIELDS)}")
    if name in names:
        return name
    if _plain(name) in plain:
        return plain[_plain(name)]
    raise InputError(f"there is no column {name!r}, only {_listed(names)}")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(" ".join(name[:40].split()) for name in names[:12])
    return shown if len(names) <= 12 else f"{shown} and {len(names) - 12} more"


def _plain(name: str) -> str:
    return _NO_LETTER.sub("", name.lower())


def without_header(row: Sequence[str]) -> tuple[str, ...] | None:
    """Where the first row of a table is no header, for it holds an address: the columns' numbers for names, the last
    that holds one being `url`. None where it may be a header."""
    addresses = [index for index, cell in enumerate(row) if _ADDRESS.fullmatch(cell.strip())]
    if not addresses:
        return None
    return tuple("url" if index == addresses[-1] else str(index + 1) for index in range(len(row)))


def facts(found: Columns, row: Mapping[str, object]) -> Facts | None:
    """What a row says of its page; None where it says nothing."""
    told = Facts(
        title=line(_cell(row, found.title)),
        author=line(_cell(row, found.author)),
        publisher=_publisher(line(_cell(row, found.publisher))),
        published=day(_cell(row, found.date)),
    )
    return None if told == Facts() else told


def address(found: Columns, row: Mapping[str, object]) -> str | None:
    told = line(_cell(row, found.url), 4000)
    return told if told is not None and _ADDRESS.fullmatch(told) else None


def _cell(row: Mapping[str, object], name: str | None) -> object:
    return None if name is None else row.get(name)


def line(cell: object, longest: int = _LONGEST) -> str | None:
    """A cell on one line; lists of names are joined by commas. None for what says nothing."""
    if isinstance(cell, (list, tuple)):
        cell = ", ".join(part for part in cell if isinstance(part, str))
    if not isinstance(cell, str):
        return None
    told = " ".join(mended(cell).encode("utf-8", errors="replace").decode("utf-8").replace("\x00", " ").split())
    return told if told and len(told) <= longest and told.lower() not in ("none", "null", "nan", "n/a") else None


def mended(cell: str) -> str:
    """A cell in which bytes that are not UTF-8 stand as lone surrogates: Western text of one byte a character, unless
    there is more in it that is UTF-8 than not."""
    if cell.isascii() or not (odd := sum("\udc80" <= character <= "\udcff" for character in cell)):
        return cell
    try:
        data = cell.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:
        return cell  # half characters of other kinds, which come of no bytes
    if sum(character > "\x7f" for character in cell) > 2 * odd:
        return data.decode("utf-8", errors="replace")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _publisher(told: str | None) -> str | None:
    """A publisher that is told by an address is called by the address's host."""
    if told is None or not _ADDRESS.fullmatch(told):
        return told
    try:
        return urlsplit(told).hostname
    except ValueError:
        return None


def day(cell: object) -> str | None:
    """The ISO date of a cell; None where there is none, or where day and month cannot be told apart."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        cell = str(int(cell)) if abs(cell) < 1e18 else ""
    if not isinstance(cell, str) or len(cell) > 100:
        return None
    told = cell.strip()
    if found := _ISO.match(told) or _DIGITS.fullmatch(told):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SECONDS.fullmatch(told):
        return datetime.fromtimestamp(int(found[1] or found[2]), UTC).date().isoformat()
    return _spelled(told)


def _date(year: int, month: int, of_month: int) -> str | None:
    try:
        return date(year, month, of_month).isoformat() if year >= 1600 else None
    except ValueError:
        return None


def _spelled(told: str) -> str | None:
    for form in _FORMS:
        try:
            return datetime.strptime(told, form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None
