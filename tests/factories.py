"""Readings made by hand, from text in which the parts of each attribution are marked.

`[S The ministry] [C said] that [T the town fell].` is one attribution. A number tells several apart and a slash nests:
`[S1 X] [C1 said] [T1 that [S2/1 Y] [C2/1 told] Z that [T2/1 …]]` gives 2 the outer attribution 1. A part marked
more than once is in pieces. `[H …]` marks hedges. Each line of the text is a block and a sentence.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from sayso.ids import document_id, thing_id
from sayso.records import Attribution, Block, Document, Page, Problem, Reading, Sighting, Span, Spans

FETCHED: Final = "2024-03-01T12:00:00+00:00"
ROLES: Final = {"S": "source", "C": "cue", "T": "content", "H": "hedges"}
_MARK: Final = re.compile(r"\[([SCTH])(\d*)(?:/(\d+))? ?|\]")

Parts = dict[str, list[Span]]


def page(text: str, **fields: Any) -> Page:
    """A page of plain text found at pages/a.txt unless told otherwise."""
    given = {"path": "pages/a.txt", "media_type": "text/plain", "fetched": FETCHED}
    return Page(data=text.encode(), **given | fields)


def reading(marked: str, *, reader: str = "test", path: str | None = "pages/a.txt", **fields: Any) -> Reading:
    """The reading of a marked-up text. `fields` are those of its document."""
    text, parts, outers = unmarked(marked)
    problems: tuple[Problem, ...] = fields.pop("problems", ())
    found = document(text, **{"sightings": (Sighting(path=path, fetched=FETCHED),)} | fields)
    return Reading(
        reader=reader,
        document=found,
        sentences=tuple(lines(text)),
        attributions=tuple(attributions(found, parts, outers)),
        problems=problems,
    )


def read(marked: str, *, path: str = "pages/a.txt", **fields: Any) -> tuple[Page, Reading]:
    """A page and its reading, as a ledger takes them."""
    return page(unmarked(marked)[0], path=path), reading(marked, path=path, **fields)


def document(text: str, **fields: Any) -> Document:
    given = {"title": "A page", "publisher": "The Herald", "published": "2024-02-29", "language": "en"}
    blocks = tuple(Block("paragraph", span) for span in lines(text))
    return Document(
        id=document_id(text.encode()), media_type="text/plain", text=text, **{"blocks": blocks} | given | fields
    )


def attributions(document: Document, parts: dict[str, Parts], outers: dict[str, str]) -> Iterator[Attribution]:
    ids = {name: thing_id(document.id, "attribution", *_spans(found)[:3]) for name, found in parts.items()}
    for name, found in parts.items():
        source, cue, content, hedges = _spans(found)
        outer = ids[outers[name]] if name in outers else None
        yield Attribution(
            id=ids[name],
            source=source,
            cue=cue,
            content=content,
            hedges=hedges,
            outer=outer,
            manner="indirect",
            score=0.9,
        )


def unmarked(marked: str) -> tuple[str, dict[str, Parts], dict[str, str]]:
    """The text without its marks, the spans of each attribution by role, and the outer attribution of nested ones."""
    text, last = "", 0
    opened: list[tuple[str, str, int]] = []
    parts: dict[str, Parts] = defaultdict(lambda: defaultdict(list))
    outers: dict[str, str] = {}
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[2], ROLES[mark[1]], len(text)))
            outers |= {mark[2]: mark[3]} if mark[3] else {}
        else:
            name, role, start = opened.pop()
            parts[name][role].append((start, len(text)))
    return text + marked[last:], dict(sorted(parts.items())), outers


def lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _spans(parts: Parts) -> tuple[Spans, Spans, Spans, Spans]:
    source, cue, content, hedges = (tuple(sorted(parts.get(role, []))) for role in ROLES.values())
    return source, cue, content, hedges
