"""A case as a page for people: who said what, in whose words, where it was published, and where its original lies.

It needs nothing but itself: no script, no other host, no picture; and it prints. All that comes from pages is escaped,
and the exact words of others stand between quotation marks.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final

from msgspec import Struct, json

from sayso.export.events import counted
from sayso.export.markup import address, attribute, content
from sayso.export.meta import Meta
from sayso.export.saying import status, word_of
from sayso.export.sides import Side, named, quoted
from sayso.export.terminal import UNSAID, in_order
from sayso.export.voiced import Voiced
from sayso.records import Attribution, Chosen, Event, Sighting

STYLE: Final = """
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#565656;--line:#c9c9c9;--paper:#fff;--link:#0b4f9e;--mark:#8a1f11}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--soft:#a9a9a9;--line:#4a4a4a;--paper:#161616;--link:#8cbcff;
--mark:#ff9d8c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:2rem 1rem 4rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;line-height:1.25;margin:0}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
a{color:var(--link)}
article{border-top:2px solid var(--line);margin-top:2rem;padding-top:1.25rem}
.facts,.aside,nav,footer{font:.85rem/1.45 system-ui,sans-serif;color:var(--soft)}
.facts p,.aside{margin:.2rem 0}
code{font-size:.92em}
ol,ul{padding:0;margin:0;list-style:none}
li{margin:.9rem 0;break-inside:avoid}
.in{border-inline-start:3px solid var(--line);padding-inline-start:.9rem;margin-inline-start:1.2rem}
.in2{margin-inline-start:2.4rem}.in3{margin-inline-start:3.6rem}.in4{margin-inline-start:4.8rem}
.who{margin:0}
.who b{font-weight:700}
.marks{color:var(--mark)}
blockquote{margin:.15rem 0 .15rem 1.2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.75rem 0;
font:.9rem/1.45 system-ui,sans-serif}
dt{color:var(--soft)}
dd{margin:0}
@media print{:root{--ink:#000;--soft:#333;--line:#999;--paper:#fff;--link:#000;--mark:#000}
body{max-width:none;padding:0;font-size:10.5pt}article{break-inside:auto}h2,h3{break-after:avoid}}
"""
_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
_DEEPEST: Final = 4  # attributions within one another that are moved in


class Links(Struct, frozen=True):
    """Where, seen from the report, the texts and the originals lie, each as the part before its document's id; None for
    originals that cannot be opened from it. `behind` stands behind the id of a text."""

    texts: str
    originals: str | None
    behind: str = ".txt"


class Sums(Struct):
    """How much is in a case."""

    documents: int = 0
    attributions: int = 0
    events: int = 0
    first: str | None = None
    last: str | None = None
    without: int = 0  # documents whose originals are gone

    def add(self, chosen: Chosen, gone: bool) -> None:
        self.documents += 1
        self.attributions += len(chosen.attributions)
        self.events += len(chosen.events)
        self.without += gone
        days = [day for day in (self.first, self.last, chosen.reading.document.published) if day]
        self.first, self.last = min(days, default=None), max(days, default=None)


def head(meta: Meta, sums: Sums, proof: str) -> Iterator[str]:
    """All before the first document. `proof` says what of the ledger's log lies beside it."""
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content={attribute(_POLICY)}>\n'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n'
    yield f"<title>Case: who said what</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    yield "<header>\n<h1>Who said what</h1>\n"
    period = " to ".join(dict.fromkeys(day for day in (sums.first, sums.last) if day))
    facts = {
        "Asked for": "; ".join(f"{name} {value}" for name, value in _asked(meta)) or "everything in the ledger",
        "Pages": f"{sums.documents:,}" + (f", published {period}" if period else ""),
        "Attributions": f"{sums.attributions:,}",
        "Events": f"{sums.events:,}",
        "Originals": f"{sums.without:,} of them no longer in the ledger: marked below" if sums.without else "",
        "Made": f"{meta.made}, sayso {meta.version}",
        "Log": proof,
    }
    told = "".join(f"<dt>{name}</dt><dd>{content(value)}</dd>" for name, value in facts.items() if value)
    yield f"<dl>{told}</dl>\n"
    yield (
        '<p class="aside">Everything below is somebody’s word; nothing here says that it is true. Words between “ ” are'
        " the page’s own, exactly. Who is named before them is who says so on the page, as a program read it, and as"
        " persons judged it where they did. A page as it came may hold scripts, and may ask other hosts for pictures:"
        " open it where that does no harm.</p>\n</header>\n<main>\n"
    )


def foot() -> Iterator[str]:
    yield "</main>\n</body>\n</html>\n"


def article(chosen: Chosen, links: Links, gone: str | None) -> Iterator[str]:
    """One document: what it is, who says what in it, what is said to have happened. `gone` tells why its original is
    not in the case."""
    page = Voiced(chosen)
    title = content(" ".join((page.document.title or "").split()) or "(no title)")
    yield f'<article id="d-{page.document.id[:16]}">\n<h2 dir="auto">{title}</h2>\n'
    yield from _facts(page, links, gone)
    said = [each for each in in_order(chosen.reading.attributions) if each[1].id in chosen.attributions]
    if said:
        yield "<ol>\n"
        for depth, attribution in said:
            yield from _attribution(page, attribution, depth)
        yield "</ol>\n"
    if happened := [*page.happened()]:
        yield "<h3>Said to have happened</h3>\n<ul>\n"
        for event in happened:
            yield from _event(page, event)
        yield "</ul>\n"
    yield "</article>\n"


def _asked(meta: Meta) -> Iterable[tuple[str, object]]:
    asked = json.decode(json.encode(meta.selection), type=dict[str, object])
    return ((name, value) for name, value in asked.items() if value not in (None, ""))


def _facts(page: Voiced, links: Links, gone: str | None) -> Iterator[str]:
    document = page.document
    published = f"published {document.published}" if document.published else "no date of publication"
    author = f"by {document.author}" if document.author else None
    first = " · ".join(content(fact) for fact in (document.publisher, published, author) if fact)
    yield f'<div class="facts">\n<p>{first}</p>\n'
    if document.url and document.url not in (sighting.url for sighting in document.sightings):
        yield f"<p>Gives as its address {_address(document.url)}</p>\n"
    for sighting in document.sightings:
        yield f"<p>Found at {_place(sighting)}, {content(sighting.fetched)}</p>\n"
    text = f'<a href="{links.texts}{document.id}{links.behind}">its text as it was read</a>'
    original = f'<a href="{links.originals}{document.id}">the page as it came</a> · ' if links.originals else ""
    yield f"<p>{content(gone) + ' · ' if gone else original}{text}</p>\n"
    yield f"<p>SHA-256 <code>{document.id}</code></p>\n</div>\n"


def _place(sighting: Sighting) -> str:
    return _address(sighting.url) if sighting.url else f"<bdi>{content(sighting.path or 'an unknown place')}</bdi>"


def _address(url: str) -> str:
    live = address(url)
    if live is None:
        return f"<bdi>{content(url)}</bdi>"
    return f'<a rel="noreferrer" href={attribute(live)}>{content(url)}</a>'


def _attribution(page: Voiced, attribution: Attribution, depth: int) -> Iterator[str]:
    inside = f' class="in in{min(depth, _DEEPEST)}"' if depth else ""
    who = " and ".join(page.names(attribution.speakers)) or _quoted(page.words(attribution.source)) or UNSAID
    yield f'<li id="a-{content(attribution.id)}"{inside}>\n<p class="who"><b><bdi>{content(who)}</bdi></b>'
    marks = " · ".join(mark for mark in (_act(attribution), _kind(attribution)) if mark)
    verdict = page.chosen.verdicts.get(attribution.id)
    judged = f' <span class="aside marks">judged {content(verdict)}</span>' if verdict else ""
    yield f' <span class="aside">{content(marks)}</span>{judged}</p>\n'
    yield f'<blockquote dir="auto">{content(_quoted(page.words(attribution.content))) or "(no words)"}</blockquote>\n'
    yield "".join(f'<p class="aside">{each}</p>\n' for each in _asides(page, attribution)) + "</li>\n"


def _act(attribution: Attribution) -> str:
    negated = "not " if attribution.negated else ""
    return negated + (attribution.act or "") + (", hedged" if attribution.hedges else "")


def _kind(attribution: Attribution) -> str | None:
    return attribution.speaker_kind if attribution.speaker_kind not in ("named", "unstated") else None


def _asides(page: Voiced, attribution: Attribution) -> Iterator[str]:
    source, cue = page.words(attribution.source), page.words(attribution.cue)
    parts = [f"{name} {content(quoted(words))}" for name, words in (("source", source), ("cue", cue)) if words]
    if parts:
        yield f"In the page’s words: {', '.join(parts)}"
    for name, actors in (("About", attribution.about), ("Through", attribution.media), ("To", attribution.addressees)):
        if actors:
            yield f"{name} {content(', '.join(page.names(actors)))}"
    if attribution.outer is not None:
        yield f"Within the words of {_whose(page, attribution.outer)}"


def _event(page: Voiced, event: Event) -> Iterator[str]:
    actors, targets = (", ".join(map(_party, side)) for side in page.sides(event))
    modes = f" ({', '.join(event.modes)})" if event.modes else ""
    sides = " → ".join(filter(None, (actors or "somebody" if targets else actors, targets)))
    yield f'<li>\n<p class="who"><b>{event.type.capitalize()}{content(modes)}</b> · {sides or "nobody named"}'
    yield f' <span class="aside">{content(status(event))}</span></p>\n'
    yield f'<blockquote dir="auto">{content(_quoted(page.event_words(event))) or "(no words)"}</blockquote>\n'
    told = "; ".join(f"{name} {value}" for name, value in _of(page, event).items() if value)
    yield f'<p class="aside">{told}</p>\n</li>\n'


def _party(side: Side) -> str:
    return f"<bdi>{content(named(side))}</bdi>"


def _of(page: Voiced, event: Event) -> Mapping[str, str]:
    """Whose word an event is, where, when and how many, escaped."""
    places = [(at.role, page.places[at.place]) for at in event.places if at.place in page.places]
    date = page.dates.get(event.date or "")
    figures = [counted(each) for each in page.figures(event)]
    days = list(dict.fromkeys(day for day in (date.first, date.last) if day)) if date else []
    return {
        "On the word of": _whose(page, event.voice),
        "where:": content(", ".join(f"{role} {place.name}" for role, place in places)),
        "when:": content(" – ".join(days)) + (f" ({content(date.precision)})" if date and days else ""),
        "how many:": content(", ".join(figures)),
    }


def _whose(page: Voiced, attribution: str | None) -> str:
    """On whose word something stands; of the page's own with its publisher."""
    voices = page.voices(attribution)
    if voices:
        return f"<bdi>{content(word_of(voices))}</bdi>"
    by = content(page.document.publisher or "")
    return word_of(()) + (f" ({by})" if by else "")


def _quoted(words: str) -> str:
    return quoted(words) if words else ""
