"""The pages of `samples/stories` as the reader reads them, each read once, and what was written into them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.compare.hearing.sayers import Item
from sayso.compare.hearing.spokesmen import speaks_for
from sayso.lexicon.register import Register, load
from sayso.pipeline import Reader
from sayso.records import Reading
from sayso.sources import files

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = SAMPLES / "stories" / "pages"
TRUTH: dict[str, Any] = {
    story["id"]: story
    for story in yaml.safe_load((SAMPLES / "stories" / "TRUTH.yaml").read_text(encoding="utf8"))["stories"]
}


@cache
def read(page: str) -> Reading:
    """The reading of a page by its path."""
    return _reader().read(files.load(PAGES / page, 1_000_000))


def story(id: str) -> tuple[Reading, ...]:
    """The readings of a story's pages."""
    return tuple(read(page) for page in TRUTH[id]["pages"])


def bodies(id: str) -> dict[str, str]:
    """Who speaks for whom in a story."""
    return speaks_for(story(id), register=register())


def holding(page: str, words: str) -> Item | None:
    """The narrowest attribution of a page in whose content most of some words stand; of words that tell who says it,
    too, that in which they stand as a whole."""
    reading = read(page)
    start = reading.document.text.index(words)
    end = start + len(words)
    for whole in (False, True):
        found = []
        for each in reading.attributions:
            spans = (*each.content, *(each.cue + each.source if whole else ()))
            if sum(max(0, min(end, b) - max(start, a)) for a, b in spans) > (end - start) * 0.6:
                found.append((max(b for _, b in spans) - min(a for a, _ in spans), each.id))
        if found:
            return reading.document.id, min(found)[1]
    return None


def register() -> Register:
    return load(SAMPLES / "actors.yaml")


@cache
def _reader() -> Reader:
    return Reader(actors=SAMPLES / "actors.yaml")
