"""Places: the local news of LGL, whose names of places are marked with GeoNames' entries.

*Resolution* takes the marked names as given and asks where the reader puts them; *end to end* the reader finds them as
well. A place is right within 161 km (100 miles) of the marked coordinates, and wrong where it has none. LGL marks words
for peoples (*American*), states that act, and names within those of organisations, which are no places here: *names*
leaves the first out, *all* puts them where the register's state lies. In *recognition*, *every name* counts the others
as well, *places* is what the ledger gets.
"""

import gzip
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct

from sayso.extract.actors import cast
from sayso.extract.acts import acts
from sayso.extract.attributions import attributions
from sayso.extract.chains import chains
from sayso.extract.places import places, spoken_of
from sayso.extract.placing.ranking import ranked
from sayso.extract.placing.toponyms import Toponym, named, toponyms
from sayso.lexicon.gazetteer import Gazetteer, distance, load
from sayso.lexicon.register import Register
from sayso.lexicon.register import load as load_register
from sayso.parse.blocks import document
from sayso.parse.encoder import Encoder
from sayso.parse.segment import sentences
from sayso.pipeline import mentions
from sayso.records import Actor, Mention, Page, Parse, Span

NEAR = 161.0  # km
_NOWHERE = 20_000.0  # km, the error of a name that is not resolved
Point = tuple[float, float]
Row = tuple[Point, Point | None, bool]


class Marked(Struct, frozen=True):
    """A marked name; `at` is None for one that LGL does not resolve."""

    span: Span
    at: Point | None


class Article(Struct, frozen=True):
    """An article with what is marked in it."""

    text: str
    marked: tuple[Marked, ...]


class Read(Struct, frozen=True):
    """An article as the reader sees it before its places are looked for."""

    article: Article
    parse: Parse
    mentions: tuple[Mention, ...]
    actors: Mapping[str, Actor]


def articles(shared: Path) -> list[Article]:
    """The articles of LGL."""
    with gzip.open(shared / "data" / "places" / "lgl.xml.gz") as file:
        root = ElementTree.parse(file).getroot()
    return [Article(node.findtext("text", ""), tuple(map(_marked, node.iter("toponym")))) for node in root]


def _marked(node: ElementTree.Element) -> Marked:
    span = int(node.findtext("start", "")), int(node.findtext("end", ""))
    tag = node.find("gaztag")
    return Marked(span, None if tag is None else (float(tag.findtext("lat", "")), float(tag.findtext("lon", ""))))


def read(article: Article, encoder: Encoder, register: Register) -> Read:
    """The steps of the reader as far as mentions and actors."""
    page = Page(data=article.text.encode(), media_type="text/plain; charset=utf-8", fetched="2009-01-01T00:00:00")
    found = document(page)[0]
    if found.text != article.text:
        raise ValueError("the text of the page is not that of the article")
    parse = encoder.parse(found, sentences(found))
    said = acts(parse, attributions(parse))
    mentioned, defined = mentions(parse, said, register)
    linked, claims = chains(parse, mentioned, said, defined, register)
    who = cast(found, mentioned, linked, defined, claims, said, register)
    return Read(article, parse, who.mentions, {actor.id: actor for actor in who.actors})


def peoples(one: Read, register: Register) -> dict[Span, str | None]:
    """The marked words for peoples, with the country of the state they belong to."""
    spans = [marked.span for marked in one.article.marked]
    matches = {match.span: match for match in register.scan(one.article.text, spans)}
    found = {span: match for span, match in matches.items() if match.use == "demonym" and span in set(spans)}
    return {
        span: next((c for key in match.keys if (c := register.entries[key].country)), None)
        for span, match in found.items()
    }


def resolved(one: Read, gazetteer: Gazetteer, demonyms: Mapping[Span, str | None]) -> list[Row]:
    """Where each marked name is, where the reader puts it, and whether it is a word for a people."""
    text = one.article.text
    given: list[Toponym] = [named(text, marked.span, 1.0, gazetteer) for marked in one.article.marked]
    chosen = ranked(text, given, spoken_of(one.mentions, one.actors), gazetteer)
    out: list[Row] = []
    for marked, choice in zip(one.article.marked, chosen, strict=True):
        if marked.at is None:
            continue
        country = demonyms.get(marked.span)
        site = gazetteer.country(country) if country else choice.site if choice else None
        out.append((marked.at, (site.latitude, site.longitude) if site else None, marked.span in demonyms))
    return out


def errors(rows: Sequence[tuple[Point, Point | None]]) -> dict[str, float]:
    """How often they are near, in percent, how far off in km the median is, and how many were put nowhere."""
    kilometres = [_NOWHERE if there is None else distance(at, there) for at, there in rows]
    return {
        "within 161 km": round(100 * sum(km <= NEAR for km in kilometres) / len(kilometres), 1),
        "median km": round(median(kilometres), 1),
        "unresolved": round(100 * sum(there is None for _, there in rows) / len(rows), 1),
        "names": len(rows),
    }


def recognition(wanted: Sequence[Span], found: Sequence[Span], count: Counter[str], key: str) -> None:
    """Counts the names found: with the same first and last character, and overlapping."""
    count[f"{key} wanted"] += len(wanted)
    count[f"{key} found"] += len(found)
    count[f"{key} exact"] += len(set(wanted) & set(found))
    count[f"{key} seen"] += sum(any(a < d and c < b for c, d in found) for a, b in wanted)
    count[f"{key} meant"] += sum(any(a < d and c < b for c, d in wanted) for a, b in found)


def _f1(count: Counter[str], key: str) -> dict[str, float]:
    exact = 200 * count[f"{key} exact"] / (count[f"{key} wanted"] + count[f"{key} found"])
    recall, precision = count[f"{key} seen"] / count[f"{key} wanted"], count[f"{key} meant"] / count[f"{key} found"]
    overlap = 200 * precision * recall / (precision + recall)
    scores = {"F1": exact, "F1 overlapping": overlap, "precision": 100 * precision, "recall": 100 * recall}
    return {name: round(value, 1) for name, value in scores.items()}


def figures(reads: Sequence[Read], gazetteer: Gazetteer, register: Register) -> dict[str, dict[str, Any]]:
    """All figures of articles that were read."""
    given: list[Row] = []
    whole: list[tuple[Point, Point | None]] = []
    hit: list[tuple[Point, Point | None]] = []
    count: Counter[str] = Counter()
    for one in reads:
        demonyms = peoples(one, register)
        given += resolved(one, gazetteer, demonyms)
        marked = [m for m in one.article.marked if m.span not in demonyms]
        every = toponyms(one.parse, one.mentions, one.actors, gazetteer)
        held = places(one.parse, one.mentions, one.actors, gazetteer)
        recognition([m.span for m in marked], [t.span for t in every], count, "every name")
        recognition([m.span for m in marked], [p.span for p in held], count, "places")
        chosen = ranked(one.article.text, every, spoken_of(one.mentions, one.actors), gazetteer)
        for m in (m for m in marked if m.at is not None):
            over = [c for t, c in zip(every, chosen, strict=True) if t.span[0] < m.span[1] and m.span[0] < t.span[1]]
            site = over[0].site if over and over[0] else None
            assert m.at is not None
            row = m.at, (site.latitude, site.longitude) if site else None
            whole.append(row)
            hit += [row] if over else []
    return {
        "resolution, names": errors([row[:2] for row in given if not row[2]]),
        "resolution, all": errors([row[:2] for row in given]),
        "end to end, names found": errors(hit),
        "end to end, names": errors(whole),
        "recognition, every name": _f1(count, "every name"),
        "recognition, places": _f1(count, "places"),
    }


def measure(shared: Path) -> dict[str, dict[str, Any]]:
    """LGL, all of it."""
    encoder, register = Encoder(), load_register()
    return figures([read(article, encoder, register) for article in articles(shared)], load(), register)
