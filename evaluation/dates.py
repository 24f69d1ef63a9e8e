"""Dates: GUM's `<date>` tags on dev, beside dateparser in the same run.

Only documents with a tag count: the others were not marked. The reader is given the text and the day the document was
written, as it has them from a page; dateparser gets the same day as its base and, so that it is not blamed for the days
it fills in, its answer is widened to the period that it says it saw (day, month, year).

A found date and a tag are the same where their words are: articles, prepositions and a possessive mark at the edges,
which GUM has now and then, are left out on both sides (*spans*); *touching* asks only that they share a character. Two
tags that are the ends of one range (*from 1947 to 1960*) are one for both readers, as are two dates that these found
so. The value is right where both ends are; an end that a tag leaves open (`notAfter` alone) is not asked. *both* is the
F1 of dates whose words and value are right. *value, a day* and the like tell the values by how finely GUM has them.
"""

import re
import warnings
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from evaluation.names import as_document
from sayso.extract.dates import dates
from sayso.parse.encoder import Encoder
from sayso.records import Span
from training.conllu import ID, MISC, Rows, Text, gum, read

_TAG: Final = re.compile(r"<date(?P<fields>[^>]*)>|</date>")
_FIELD: Final = re.compile(r'(\w+):::"([^"]*)"')
_EDGE: Final = (
    r"(?:the|in|on|of|at|by|since|until|till|from|between|before|after|through|during|over|throughout|as|about|around"
    r"|within|year|prior|to|up)"
)
_LEAD: Final = re.compile(rf"(?:{_EDGE}\s+|[(\[\"“‘',]\s*)+", re.IGNORECASE)
_TRAIL: Final = re.compile(r"(?:['’]s|[,.;:)\]\"”'’]|\s)+$")
_GLUE: Final = re.compile(r"\s*(?:[-–—−]|to|until|till|through|up to)\s*", re.IGNORECASE)
_ISO: Final = re.compile(r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T.*)?")


class Told(Struct, frozen=True):
    """A date of a tag or a reader; None is an end that is left open, `asked` whether the tag's value can be read."""

    span: Span
    first: str | None
    last: str | None
    asked: bool = True


Reads = Callable[[Text, str | None], list[Told]]


def gold(path: Path) -> Iterator[tuple[Text, str | None, list[Told]]]:
    """The documents that have tags, with the day each was written (ISO)."""
    rows = iter(read(path))
    for text in gum(path):
        own = [next(rows) for _ in text.sentences]
        tags = list(_tags(text, own))
        written = own[0].comments.get("meta::dateCreated")
        if tags:
            yield text, written if written and re.fullmatch(r"\d{4}-\d\d-\d\d", written) else None, tags


def _tags(text: Text, sentences: Sequence[Rows]) -> Iterator[Told]:
    opened: list[tuple[int, dict[str, str]]] = []
    for sentence, rows in zip(text.sentences, sentences, strict=True):
        for row in rows.columns:
            low, _, high = row[ID].partition("-")
            first, last = sentence.tokens[int(low) - 1].span[0], sentence.tokens[int(high or low) - 1].span[1]
            for tag in chain.from_iterable(_TAG.finditer(item) for item in row[MISC].split("|") if item[:4] == "XML="):
                if tag["fields"] is not None:
                    opened.append((first, dict(_FIELD.findall(tag["fields"]))))
                elif opened:
                    start, fields = opened.pop()
                    yield _told((start, last), fields)


def _told(span: Span, fields: dict[str, str]) -> Told:
    low = fields.get("when") or fields.get("from") or fields.get("notBefore")
    high = fields.get("when") or fields.get("to") or fields.get("notAfter")
    first, last = edge(low, False), edge(high, True)
    return Told(span, first, last, asked=not ((low and not first) or (high and not last)))


def edge(value: str | None, last: bool) -> str | None:
    """The first or last day of a date as TEI writes it, years perhaps left out: *2014*, *--10*, *2010-09-04T22:30*."""
    match = _ISO.fullmatch(value or "")
    if not match:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return None if year == "-" else f"{year}-12-31" if last else f"{year}-01-01"
    if day is None:
        days = monthrange(2000 if year == "-" else max(int(year), 1), int(month))[1]
        day = f"{days:02}" if last else "01"
    return f"{year}-{month}-{day}"


def joined(found: Iterable[Told], text: str) -> list[Told]:
    """The dates in text order, the two ends of a range made one."""
    out: list[Told] = []
    for one in sorted(found, key=lambda told: told.span):
        glue = text[out[-1].span[1] : one.span[0]] if out else ""
        between = bool(out) and glue.strip() == "and" and text[: out[-1].span[0]].lower().endswith("between ")
        if out and (_GLUE.fullmatch(glue) or between):
            first = out.pop()
            asked = first.asked and one.asked
            out.append(Told((first.span[0], one.span[1]), first.first, one.last, asked))
        else:
            out.append(one)
    return out


def bare(span: Span, text: str) -> Span:
    """A span without the words at its edges that GUM has now and then."""
    start, end = span
    words = text[start:end]
    if (lead := _LEAD.match(words)) and lead.end() < len(words):
        start += lead.end()
    trail = _TRAIL.search(text[start:end])
    return start, start + trail.start() if trail and trail.start() else end


def same_value(found: Told, tag: Told) -> bool:
    return (tag.first is None or found.first == tag.first) and (tag.last is None or found.last == tag.last)


class OurReader:
    """sayso's dates, from the text as the encoder reads it."""

    def __init__(self) -> None:
        self.encoder = Encoder()

    def __call__(self, text: Text, written: str | None) -> list[Told]:
        document = replace(as_document(text), published=written)
        parse = self.encoder.parse(document, tuple(sentence.span for sentence in text.sentences))
        return [Told(one.span, one.first, one.last) for one in dates(parse)]


class Dateparser:
    """dateparser's search, each paragraph by itself, with the period it says it saw."""

    def __init__(self) -> None:
        from dateparser.date import DateDataParser
        from dateparser.search import search_dates

        self.search, self.parser = search_dates, DateDataParser

    def __call__(self, text: Text, written: str | None) -> list[Told]:
        base = datetime.fromisoformat(written) if written else datetime(2016, 1, 1)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [told for block in text.blocks for told in self._block(text.text, block, settings)]

    def _block(self, text: str, block: Span, settings: dict[str, Any]) -> Iterator[Told]:
        parser, at = self.parser(languages=["en"], settings=settings), block[0]
        for words, day in self.search(text[slice(*block)], languages=["en"], settings=settings) or ():
            start = text.find(words, at, block[1])
            if start >= 0:
                at = start + len(words)
                yield widened((start, at), day, parser.get_date_data(words).period or "day")


def widened(span: Span, day: datetime, period: str) -> Told:
    year, month = f"{day.year:04}", f"{day.month:02}"
    if period == "year":
        return Told(span, f"{year}-01-01", f"{year}-12-31")
    if period == "month":
        return Told(span, f"{year}-{month}-01", f"{year}-{month}-{monthrange(day.year, day.month)[1]:02}")
    return Told(span, f"{year}-{month}-{day.day:02}", f"{year}-{month}-{day.day:02}")


def pairs(tags: Sequence[Told], found: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Tags with the date that touches each, one to one, in text order."""
    out, free = [], list(found)
    for tag in tags:
        touching = [one for one in free if one.span[0] < tag.span[1] and tag.span[0] < one.span[1]]
        if touching:
            best = max(touching, key=lambda one: min(one.span[1], tag.span[1]) - max(one.span[0], tag.span[0]))
            free.remove(best)
            out.append((tag, best))
    return out


def fineness(tag: Told) -> str:
    """How finely a tag tells its value."""
    if tag.first is None or tag.last is None:
        return "one end open"
    if tag.first == tag.last:
        return "a day"
    if (tag.first[4:], tag.last[4:]) == ("-01-01", "-12-31"):
        return "a year" if tag.first[:4] == tag.last[:4] else "years"
    return "other"


def count(text: str, tags: Sequence[Told], found: Sequence[Told]) -> Counter[str]:
    """What the figures of one document are made of."""
    counts = Counter({"tags": len(tags), "found": len(found)})
    for tag, one in pairs(tags, found):
        words = bare(tag.span, text) == bare(one.span, text)
        right = same_value(one, tag)
        counts["touching"] += 1
        counts["spans"] += words
        if tag.asked:
            counts["asked"] += 1
            counts["value"] += right
            counts["both"] += words and right
            counts[f"value asked, {fineness(tag)}"] += 1
            counts[f"value right, {fineness(tag)}"] += right
    return counts


def figures(counts: Counter[str]) -> dict[str, Any]:
    """F1s and accuracies in percent."""

    def f1(key: str) -> float:
        return round(200 * counts[key] / max(counts["tags"] + counts["found"], 1), 1)

    out: dict[str, Any] = {
        "tags": counts["tags"],
        "spans F1": f1("spans"),
        "touching F1": f1("touching"),
        "precision": round(100 * counts["touching"] / max(counts["found"], 1), 1),
        "recall": round(100 * counts["touching"] / max(counts["tags"], 1), 1),
        "value accuracy": round(100 * counts["value"] / max(counts["asked"], 1), 1),
        "both F1": f1("both"),
    }
    for kind in ("a day", "a year", "years", "other", "one end open"):
        asked = counts[f"value asked, {kind}"]
        out[f"value, {kind}"] = round(100 * counts[f"value right, {kind}"] / asked, 1) if asked else ""
    return out


def measure(shared: Path, part: str = "dev") -> dict[str, dict[str, Any]]:
    """Both readers over all documents."""
    readers: dict[str, Reads] = {"sayso": OurReader(), "dateparser": Dateparser()}
    totals: dict[str, Counter[str]] = {}
    for text, written, tags in gold(shared / "data" / f"syntax/gum-{part}.conllu.gz"):
        for name, reads in readers.items():
            counts = count(text.text, joined(tags, text.text), joined(reads(text, written), text.text))
            totals.setdefault(name, Counter()).update(counts)
    return {name: figures(counts) for name, counts in totals.items()}


if __name__ == "__main__":
    for name, row in measure(Path(__file__).resolve().parents[2] / "shared").items():
        print(name, row)
