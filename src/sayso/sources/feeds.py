"""What a feed lists, and which feeds a list of feeds (OPML) names. Neither touches the network."""

import io
import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from msgspec import Struct

from sayso.errors import InputError

ENTRIES: Final = 1000  # of one feed, that are taken
OUTLINES: Final = 5000  # of one list, that are taken
LONGEST: Final = 2000  # characters of an address
LIST: Final = 5_000_000  # bytes of a list of feeds
ATTRIBUTES: Final = 256  # of one tag; each is looked for among all others
NAMESPACES: Final = 256  # prefixes of a feed; elements are looked for among all of them

_PERIODS: Final = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}

# Entities of a feed's own are never expanded: what they stand for can be a billion times as long as they are. They are
# looked for without NUL bytes, as which every other byte of UTF-16 stands, and in EBCDIC, which a feed may be in too.
_DECLARES: Final = re.compile(b"<!ENTITY|" + re.escape("<!ENTITY".encode("cp037")))
# No tag reaches beyond the next, and what stands in it up to its end are names and values in quotation marks.
_STRETCH: Final = re.compile(b"<[^<]++")
_TAG: Final = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*+""")
_VALUE: Final = re.compile(rb""""[^"]*"|'[^']*'""")
_PREFIX: Final = re.compile(rb"xmlns:([^\s=]+)")
# Encodings of names, not of texts, which take time with the square of a text's length.
_SLOW: Final = re.compile(r"""(?:encoding|charset)\s*=\s*["']?\s*(?:punycode|idna)\b""", re.IGNORECASE)


class Listed(Struct, frozen=True):
    """The address of a page in a feed, and the ISO 8601 time at which the feed says that it was last altered."""

    url: str
    altered: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """The pages that a feed lists, in its order, none twice. `rest` is how many seconds it asks to be left in peace;
    `problems` say what of it could not be used."""

    listed: tuple[Listed, ...] = ()
    rest: float | None = None
    problems: tuple[str, ...] = ()


def feed(data: bytes, url: str, media_type: str | None = None) -> Feed:
    """What the feed of these bytes, come from this address, lists. InputError for what is no feed."""
    _check(data, url, media_type)
    found = _parsed(data, url, media_type)
    if not found.get("version") and not found.entries:
        raise InputError(f"{url}: {_instead(data)}")
    entries = found.entries[:ENTRIES]
    listed = [Listed(where, _altered(entry)) for entry in entries if (where := _where(entry, url))]
    return Feed(
        listed=tuple({each.url: each for each in reversed(listed)}.values())[::-1],
        rest=_rest(found.feed),
        problems=tuple(_problems(found, len(listed))),
    )


def outlines(data: bytes, name: str) -> tuple[str, ...]:
    """The addresses of the feeds that a list in OPML names, none twice. InputError for what is no such list."""
    from lxml import etree

    if len(data) > LIST:
        raise InputError(f"{name}: a list of feeds larger than {LIST:,} bytes")
    if _has_many_attributes(data.replace(b"\0", b"")):
        raise InputError(f"{name}: a tag with more than {ATTRIBUTES} attributes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: not a list of feeds in OPML: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None and _DECLARES.search(data.replace(b"\0", b"")):
        raise InputError(f"{name}: the list declares entities of its own, which are not expanded")
    told = (value for each in root.iter("{*}outline") for key, value in each.attrib.items() if _is_feed(str(key)))
    found = tuple(dict.fromkeys(where for value in told if (where := address(str(value)))))
    if not found:
        raise InputError(f"{name}: not a list of feeds in OPML: it names no feed (xmlUrl)")
    if len(found) > OUTLINES:
        raise InputError(f"{name}: names more than {OUTLINES:,} feeds")
    return found


def address(told: str, base: str = "") -> str | None:
    """A told address as one that can be asked for: whole, without the part of the page that it points at. None for one
    that is no address of the web, too long, or that holds what no address may; a password is nothing to be kept."""
    told = told.strip()
    if not told or len(told) > LONGEST:
        return None
    try:
        whole = urldefrag(urljoin(base, told)).url
        parts = urlsplit(whole)
        sound = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    return whole if sound and len(whole) <= LONGEST and whole.isprintable() and not re.search(r"\s", whole) else None


def _check(data: bytes, url: str, media_type: str | None) -> None:
    """Refuse what the parser would take time without end for. InputError says what it is."""
    plain = data.replace(b"\0", b"")
    if _SLOW.search(f"{media_type or ''} {plain[:1000].decode('latin-1')}"):
        raise InputError(f"{url}: not a feed: its encoding is none of texts")
    seen = _as_utf_8(data, url, media_type)
    if _DECLARES.search(plain) or _DECLARES.search(seen):
        raise InputError(f"{url}: the feed declares entities of its own, which are not expanded")
    if _has_many_attributes(seen):
        raise InputError(f"{url}: a tag with more than {ATTRIBUTES} attributes")
    if len(set(_PREFIX.findall(seen))) > NAMESPACES:
        raise InputError(f"{url}: more than {NAMESPACES} namespaces, which are declared as attributes")


def _as_utf_8(data: bytes, url: str, media_type: str | None) -> bytes:
    """The bytes as the parser will see them, whatever encoding they say they are in."""
    from feedparser.encodings import convert_to_utf8

    try:
        seen: bytes = convert_to_utf8({"content-location": url, "content-type": media_type or ""}, data, {})
    except (ValueError, RecursionError) as error:
        raise InputError(f"{url}: the feed cannot be understood ({type(error).__name__}: {error})") from None
    return seen


def _has_many_attributes(data: bytes) -> bool:
    for stretch in _STRETCH.finditer(data):
        within = stretch[0]
        if within.count(b"=") > ATTRIBUTES:
            tag = _TAG.match(within)
            if tag is not None and len(_VALUE.findall(tag[0])) > ATTRIBUTES:
                return True
    return False


def _parsed(data: bytes, url: str, media_type: str | None) -> Any:
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(data),  # a string would be taken for an address or the name of a file
            response_headers={"content-location": url, "content-type": media_type or ""},
            sanitize_html=False,  # the entries' own words are not used
            resolve_relative_uris=False,
        )
    except Exception as error:  # it is written to accept anything, and still trips over what nobody has tried yet
        raise InputError(f"{url}: the feed cannot be understood ({type(error).__name__}: {error})") from None


def _instead(data: bytes) -> str:
    """What bytes are that are no feed, as far as that helps."""
    head = data[:4000].lower()
    if not data.strip():
        return "nothing came where a feed should be"
    if b"<opml" in head:
        return "a list of feeds, not a feed; save it, and name the file"
    if b"<html" in head or b"<!doctype html" in head:
        return "a page, not a feed"
    return "not a feed"


def _where(entry: Any, base: str) -> str | None:
    """The address of the page that an entry is about, as well as it is told."""
    links = [link.get("href") for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    for told in (entry.get("link"), *links, entry.get("id")):
        if told and (told != entry.get("id") or told.lower().startswith(("http://", "https://"))):
            where = address(told, base)
            if where is not None:
                return where
    return None


def _altered(entry: Any) -> str | None:
    told = dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed")
    try:
        return datetime.fromtimestamp(timegm(told), UTC).isoformat(timespec="seconds") if told else None
    except (ValueError, OverflowError, OSError):
        return None


def _rest(about: Any) -> float | None:
    """The longer of the pauses for which a feed asks: `ttl` in minutes, or a period and how often in it."""
    told = [_number(about.get("ttl")) * 60]
    period = _PERIODS.get(str(about.get("sy_updateperiod", "")).strip().lower(), 0)
    told.append(period / max(_number(about.get("sy_updatefrequency")), 1))
    return max(told) or None


def _number(told: Any) -> float:
    """A number that a feed tells; 0 for what is none, and for one beyond all sense."""
    return float(told) if re.fullmatch(r"\s*[0-9]{1,7}\s*", str(told), re.ASCII) else 0.0


def _problems(found: Any, usable: int) -> Iterator[str]:
    if len(found.entries) > ENTRIES:
        yield f"only the first {ENTRIES:,} entries of the feed were taken"
    if usable < min(len(found.entries), ENTRIES):
        yield "entries of the feed name no address of a page"
    if found.bozo and not usable:
        yield f"the feed is not sound, and nothing in it can be used: {found.get('bozo_exception')}"


def _is_feed(key: str) -> bool:
    return key.lower() == "xmlurl"


def by_turns(addresses: Iterable[str]) -> tuple[str, ...]:
    """The same addresses, one of each host in turn: so that no host's pause is waited for while another could be
    asked."""
    hosts: dict[str, list[str]] = {}
    for each in addresses:
        hosts.setdefault(urlsplit(each).hostname or "", []).append(each)
    turns = [(turn, number, each) for number, host in enumerate(hosts.values()) for turn, each in enumerate(host)]
    return tuple(each for _, _, each in sorted(turns))
