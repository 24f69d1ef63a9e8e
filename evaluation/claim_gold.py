"""The gold of claims: pairs of attributions from two articles of one BASIL story, marked by hand: same, conflicting,
neither.

The dev half is for those who write the comparison; the test half is read by the measure alone.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct
from msgspec.json import decode

from evaluation.nested_texts import article_text
from sayso.records import Span, Spans

Mark = Literal["same", "conflicting", "neither"]
Half = Literal["dev", "test"]
Drawn = Literal["alike", "somewhat", "differing", "actors", "random", "speaker", "negation", "sought"]

MARKS: tuple[Mark, ...] = get_args(Mark)
GOLD = Path(__file__).parent / "gold"
ARTICLES = "data/same-story/basil-2010-2016.jsonl.gz"


class Piece(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a content: code points of the article's text, end excluded, and its first and last word."""

    span: Span
    first: str
    last: str


class Anchor(Struct, frozen=True, forbid_unknown_fields=True):
    """An attribution as the file names it: `cue` its cue's words, `occurrence` (from 1) which of these in the text."""

    article: str
    cue: str
    occurrence: int
    content: tuple[Piece, ...]


class Marked(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the gold: `drawn` is how the pair was chosen."""

    story: str
    mark: Mark
    doubtful: bool
    drawn: Drawn
    one: Anchor
    other: Anchor


class Side(Struct, frozen=True):
    """An attribution of a pair: spans in code points of the article's text (`texts`), end excluded."""

    article: str
    cue: Span
    content: Spans


class Pair(Struct, frozen=True):
    """Two attributions from different articles of a story, and what they are to each other."""

    story: str
    mark: Mark
    doubtful: bool
    drawn: Drawn
    one: Side
    other: Side


def load(shared: Path, half: Half = "dev") -> tuple[Pair, ...]:
    """The marked pairs of a half, spans resolved. Raises ValueError where an article is not the one that was marked."""
    found = texts(shared)
    return tuple(
        Pair(
            story=line.story,
            mark=line.mark,
            doubtful=line.doubtful,
            drawn=line.drawn,
            one=resolved(line.one, found[line.one.article]),
            other=resolved(line.other, found[line.other.article]),
        )
        for line in marked(half)
    )


def marked(half: Half) -> tuple[Marked, ...]:
    """The lines of a half, which need no texts."""
    lines = (GOLD / f"claims-{half}.jsonl").read_bytes().splitlines()
    return tuple(decode(line, type=Marked) for line in lines)


def texts(shared: Path) -> dict[str, str]:
    """The text of every BASIL article by its file name: title and paragraphs with an empty line between."""
    with gzip.open(shared / ARTICLES, "rt", encoding="utf8") as lines:
        items = [json.loads(line) for line in lines]
    return {item["file"]: article_text(item["article"]["title"], item["article"]["body-paragraphs"]) for item in items}


def half_of(story: str) -> Half:
    """The half of a story, by the SHA-256 of its id (the part of its articles' file names before `_`)."""
    return "test" if hashlib.sha256(story.encode()).digest()[-1] % 2 else "dev"


def resolved(anchor: Anchor, text: str) -> Side:
    """Where an attribution stands in a text. Raises ValueError where its words do not stand there."""
    start = -1
    for _ in range(anchor.occurrence):
        start = text.find(anchor.cue, start + 1)
        if start < 0:
            raise ValueError(f"{anchor.article}: no {anchor.cue!r} number {anchor.occurrence}")
    for piece in anchor.content:
        words = text[slice(*piece.span)].split()
        if not words or (words[0], words[-1]) != (piece.first, piece.last):
            raise ValueError(f"{anchor.article}: {piece.span} is not {piece.first!r} to {piece.last!r}")
    return Side(anchor.article, (start, start + len(anchor.cue)), tuple(piece.span for piece in anchor.content))
