"""New attributions of a selection as feeds that a feed reader follows: RSS 2.0 and Atom 1.0.

The newest hundred, those published last first. An entry is known by its attribution's id, and so stays the same one
however often it is written.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from heapq import nlargest
from typing import Final

from msgspec import Struct, json

from sayso.export.markup import address, attribute, content, unfit
from sayso.export.meta import Meta
from sayso.export.saying import carried
from sayso.export.sides import quoted
from sayso.export.terminal import UNSAID
from sayso.export.voiced import Voiced
from sayso.records import Attribution, Chosen, Document, Hit, Selection, Sighting
from sayso.soundness import one_line

MOST: Final = 100
TITLE: Final = "sayso: who said what"
_ATOM: Final = "http://www.w3.org/2005/Atom"


class Item(Struct, frozen=True, kw_only=True):
    """An attribution as a feed tells it. `who` are the names of speakers or the words of the source, `words` its exact
    content, `published` the day of the page as an ISO date, `fetched` the time at which it was seen first."""

    attribution: str
    document: str
    who: tuple[str, ...] = ()
    act: str | None = None
    words: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    fetched: str | None = None
    url: str | None = None


def rss(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """What is chosen as RSS 2.0."""
    return rss_of(items(chosen, meta), meta)


def atom(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """What is chosen as Atom 1.0."""
    return atom_of(items(chosen, meta), meta)


def items(chosen: Iterable[Chosen], meta: Meta) -> Iterator[Item]:
    """The chosen attributions; those that a person judged wrong only where these are asked for."""
    for each in chosen:
        page = Voiced(each)
        for attribution in page.said():
            if each.verdicts.get(attribution.id) != "wrong" or meta.selection.verdict == "wrong":
                yield _item(page, attribution)


def of_hit(hit: Hit, document: Document) -> Item:
    """A found attribution of a document."""
    source = one_line(hit.source)
    return Item(
        attribution=hit.attribution, document=document.id, who=hit.speakers or ((source,) if source else ()),
        act=_act(hit.act, hit.negated), words=one_line(hit.content), title=document.title,
        publisher=document.publisher, published=document.published, fetched=_first(document.sightings),
        url=_url(document.url, document.sightings),
    )  # fmt: skip


def rss_of(found: Iterable[Item], meta: Meta) -> Iterator[bytes]:
    """The newest of these as RSS 2.0."""
    newest = _newest(found, meta)
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<rss version="2.0" xmlns:atom="{_ATOM}" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'.encode()
    yield f"<title>{content(TITLE)}</title>\n<link>{content(_home(meta))}</link>\n".encode()
    yield f"<description>{content(_about(meta.selection, newest))}</description>\n".encode()
    yield f"<generator>{content(f'sayso {meta.version}')}</generator>\n".encode()
    yield f"<lastBuildDate>{format_datetime(_latest(newest, meta))}</lastBuildDate>\n".encode()
    for each in newest:
        yield "".join(_rss_item(each, meta)).encode()
    yield b"</channel>\n</rss>\n"


def atom_of(found: Iterable[Item], meta: Meta) -> Iterator[bytes]:
    """The newest of these as Atom 1.0."""
    newest = _newest(found, meta)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{_ATOM}">\n'.encode()
    yield f"<title>{content(TITLE)}</title>\n<subtitle>{content(_about(meta.selection, newest))}</subtitle>\n".encode()
    yield f"<id>{_id(meta)}</id>\n<updated>{_iso(_latest(newest, meta))}</updated>\n".encode()
    yield f"<generator version={attribute(meta.version)}>sayso</generator>\n".encode()
    yield b"<author><name>sayso</name></author>\n"
    if meta.base:
        yield f'<link rel="alternate" type="text/html" href={attribute(_home(meta))}/>\n'.encode()
    for each in newest:
        yield "".join(_entry(each, meta)).encode()
    yield b"</feed>\n"


def title(item: Item) -> str:
    """Who, and with which act."""
    who = " ".join(" and ".join(item.who).split()) or UNSAID
    return f"{who}: {item.act}" if item.act else who


def told(item: Item) -> str:
    """The exact words in quotation marks, and who carried them."""
    where = carried(item.publisher, item.published)
    return quoted(item.words) + (f" — {where}" if where else "")


def _item(page: Voiced, attribution: Attribution) -> Item:
    document = page.document
    return Item(
        attribution=attribution.id, document=document.id, who=page.who(attribution),
        act=_act(attribution.act, bool(attribution.negated)), words=page.words(attribution.content),
        title=document.title, publisher=document.publisher, published=document.published,
        fetched=_first(document.sightings), url=_url(document.url, document.sightings),
    )  # fmt: skip


def _act(act: str | None, negated: bool) -> str | None:
    return f"not {act or 'said'}" if negated else act


def _first(sightings: Iterable[Sighting]) -> str | None:
    return min((each.fetched for each in sightings), default=None)


def _url(url: str | None, sightings: Iterable[Sighting]) -> str | None:
    """The first address of the web among those at which a page was found, and the one it gives itself."""
    return next(filter(None, map(address, (*(each.url for each in sightings), url))), None)


def _newest(found: Iterable[Item], meta: Meta) -> list[tuple[datetime, Item]]:
    dated = ((_moment(item, meta), item) for item in found)
    return nlargest(MOST, dated, key=lambda each: (each[0], each[1].attribution))


def _latest(newest: list[tuple[datetime, Item]], meta: Meta) -> datetime:
    return newest[0][0] if newest else _read(meta.made) or datetime.fromtimestamp(0, UTC)


def _moment(item: Item, meta: Meta) -> datetime:
    """When it was published, else when it was fetched first, else when the feed was made."""
    moments = (_read(told) for told in (item.published, item.fetched, meta.made))
    return next(filter(None, moments), datetime.fromtimestamp(0, UTC))


def _read(told: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _iso(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _id(meta: Meta) -> str:
    """The same for the same selection of the same ledger's pages."""
    asked = json.encode([meta.base, meta.selection])
    return f"urn:sayso:feed:{sha256(asked).hexdigest()[:32]}"


def _home(meta: Meta) -> str:
    return f"{meta.base}/ledger" if meta.base else _id(meta)


def _about(selection: Selection, newest: list[tuple[datetime, Item]]) -> str:
    """What is asked for, and how much of it XML cannot hold."""
    replaced = sum(unfit(title(item)) + unfit(told(item)) for _, item in newest)
    return _asked(selection) + (f" {replaced} characters that XML cannot hold are replaced by U+FFFD." * bool(replaced))


def _asked(selection: Selection) -> str:
    asked = json.decode(json.encode(selection), type=dict[str, object])
    told = ", ".join(f"{name}: {value}" for name, value in asked.items() if value not in (None, ""))
    return f"Attributions, the newest first. {told}" if told else "Attributions, the newest first."


def _page_of(item: Item, meta: Meta) -> str | None:
    """Where the ledger shows it."""
    name = item.attribution
    return f"{meta.base}/documents/{item.document}/attributions/{name}#w-{name}" if meta.base else None


def _rss_item(found: tuple[datetime, Item], meta: Meta) -> Iterator[str]:
    moment, item = found
    here = _page_of(item, meta)
    yield f"<item>\n<title>{content(title(item))}</title>\n"
    yield f'<guid isPermaLink="false">urn:sayso:attribution:{content(item.attribution)}</guid>\n'
    yield f"<pubDate>{format_datetime(moment)}</pubDate>\n"
    link = item.url or here
    yield f"<link>{content(link)}</link>\n" if link else ""
    yield f'<atom:link rel="related" href={attribute(here)}/>\n' if here else ""
    yield f"<dc:creator>{content(item.publisher)}</dc:creator>\n" if item.publisher else ""
    yield f'<category domain="urn:sayso:act">{content(item.act)}</category>\n' if item.act else ""
    # Readers take a description for HTML, so that what is to be seen is escaped twice.
    yield f"<description>{content(content(told(item)))}</description>\n</item>\n"


def _entry(found: tuple[datetime, Item], meta: Meta) -> Iterator[str]:
    moment, item = found
    here = _page_of(item, meta)
    yield f"<entry>\n<title>{content(title(item))}</title>\n"
    yield f"<id>urn:sayso:attribution:{content(item.attribution)}</id>\n"
    yield f"<updated>{_iso(moment)}</updated>\n"
    yield f"<author><name>{content(item.publisher)}</name></author>\n" if item.publisher else ""
    link = item.url or here
    yield f'<link rel="alternate" href={attribute(link)}/>\n' if link else ""
    yield f'<link rel="related" href={attribute(here)}/>\n' if here and here != link else ""
    yield f'<category scheme="urn:sayso:act" term={attribute(item.act)}/>\n' if item.act else ""
    yield f'<content type="text">{content(told(item))}</content>\n</entry>\n'
