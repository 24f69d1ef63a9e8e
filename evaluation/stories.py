"""Whether pages about the same happening come together: BASIL's triples mixed together, ECB+ as a set of short texts.

Titles and texts alone are looked at (with the day of publication, or with it withheld), not what the reader makes of
them. How long a page takes is measured on made signs, spread over two years: a larger ledger has more pages a day.

SAYSO_STORY_STEPS are the sizes, in pages, at which the time of a page is taken (1000,10000,100000).
"""

import gzip
import os
import random
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evaluation.echo_gold import articles
from sayso.compare.gathering.signs import weighed
from sayso.compare.stories import Gathered, Signs, signs
from sayso.lexicon.rarity import packaged_counts, rarity
from sayso.records import Block, Document, Reading

ECB: Final = "data/same-story/ecbplus-{}-corpus.txt.gz"
STEPS: Final = "1000,10000,100000"
LAST: Final = 500  # pages of which the rate is taken
TOGETHER: Final = 50  # pages that are entered at a time, as `sayso read` does
FIRST: Final = date(2022, 1, 1)
DAYS: Final = 730
A_STORY: Final = 4  # pages, on average
NAMES: Final = 5000  # whom pages name, few often and many seldom


class Told(Struct, frozen=True):
    """A page of a set, and the story that it is known to tell."""

    reading: Reading
    story: str


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """B-cubed precision, recall and F1, in percent, and how many stories there are and are found."""
    basil = tuple(basil_pages(shared))
    return {
        "BASIL, with dates": figures(basil),
        "BASIL, without dates": figures([undated(page) for page in basil]),
        "ECB+ train, subtopics": figures(tuple(ecb_pages(shared, "train"))),
        "ECB+ dev, subtopics": figures(tuple(ecb_pages(shared, "dev"))),
    }


def figures(pages: Iterable[Told]) -> dict[str, float]:
    """How well pages come together."""
    pages = tuple(pages)
    gathered = Gathered()
    for page in pages:
        gathered.add(signs(page.reading))
    gold = defaultdict[str, set[str]](set)
    for page in pages:
        gold[page.story].add(page.reading.document.id)
    found = [set(story) for story in gathered.stories()]
    return {**b_cubed(list(gold.values()), found), "stories": len(gold), "found": len(found)}


def b_cubed(gold: Sequence[set[str]], found: Sequence[set[str]]) -> dict[str, float]:
    """B-cubed of stories that hold the same pages: precision, recall and F1 in percent."""
    own = {page: story for story in gold for page in story}
    told = {page: story for story in found for page in story}
    right = {page: len(own[page] & told[page]) for page in own}
    precision = sum(right[page] / len(told[page]) for page in own) / len(own)
    recall = sum(right[page] / len(own[page]) for page in own) / len(own)
    both = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
    return {name: round(100 * value, 1) for name, value in both.items()}


def basil_pages(shared: Path) -> Iterator[Told]:
    """BASIL's articles in the order of their ids."""
    for article in sorted(articles(shared).values(), key=lambda one: one.id):
        yield Told(reading(article.id, article.paragraphs[0][0], article.text, article.day), article.story)


def ecb_pages(shared: Path, part: str) -> Iterator[Told]:
    """The documents of ECB+, those sentences that are kept of them; a story is a subtopic. What begins with an address
    is left out, for it names the topic."""
    sentences: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(shared / ECB.format(part), "rt", encoding="utf8") as lines:
        for line in lines:
            if len(cells := line.rstrip("\n").split("\t")) > 3:
                sentences[cells[0]][int(cells[1])].append(cells[3])
    for id in sorted(sentences):
        told = [" ".join(words) for _, words in sorted(sentences[id].items()) if not words[0].startswith("http")]
        if told:
            topic, _, rest = id.partition("_")
            yield Told(reading(id, told[0], "\n\n".join(told), None), topic + "ecbplus" * ("plus" in rest))


def reading(id: str, title: str, text: str, day: str | None) -> Reading:
    """The reading of a text that begins with its title, of which nothing else was read."""
    blocks = (Block("title", (0, len(title))), Block("paragraph", (len(title), len(text))))
    document = Document(id=id, media_type="text/plain", title=title, text=text, published=day, blocks=blocks)
    return Reading(reader="evaluation", document=document)


def undated(page: Told) -> Told:
    """The page with its day of publication withheld."""
    return replace(page, reading=replace(page.reading, document=replace(page.reading.document, published=None)))


def growth() -> dict[str, dict[str, float]]:
    """Milliseconds in which a page is taken in at each size, signs not counted, and how many times those at the first
    size; beside it the precision and recall of the made stories, in percent."""
    steps = sorted(int(step) for step in os.environ.get("SAYSO_STORY_STEPS", STEPS).split(","))
    out: dict[str, dict[str, float]] = {}
    for step in steps:
        pages = list(made(step))
        gathered = Gathered()
        _enter(gathered, pages[:-LAST])
        began = time.perf_counter()
        _enter(gathered, pages[-LAST:])
        each = 1000 * (time.perf_counter() - began) / LAST
        first = next(iter(out.values()))["ms a page"] if out else each
        gold = defaultdict[str, set[str]](set)
        for page, story in pages:
            gold[story].add(page.document)
        quality = b_cubed(list(gold.values()), [set(story) for story in gathered.stories()])
        out[f"{step:,} pages"] = {"ms a page": round(each, 2), "times the first": round(each / first, 1), **quality}
    return out


def _enter(gathered: Gathered, pages: Sequence[tuple[Signs, str]]) -> None:
    for start in range(0, len(pages), TOGETHER):
        gathered.add(*(page for page, _ in pages[start : start + TOGETHER]))


def made(pages: int) -> Iterator[tuple[Signs, str]]:
    """So many made pages over two years, in no order, each with its story: names and words of its own among those
    of all."""
    chance = random.Random(7)
    words, counts = zip(*packaged_counts().words.items(), strict=True)
    reach = list(accumulate(counts))
    names = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))
    told = [_made_story(chance, words, names) for _ in range(max(1, pages // A_STORY))]
    for number in range(pages):
        which = chance.randrange(len(told))
        day, own = told[which]
        text = dict.fromkeys((words[bisect(reach, chance.random() * reach[-1])] for _ in range(150)), 0.5)
        text |= {word: chance.choice((1.0, 2.0, 4.0)) for word in own if chance.random() < 0.7}
        weights = weighed(text, {word: max(0.0, rarity(word) - 1) for word in text})
        published = (day + timedelta(chance.randrange(3))).isoformat()
        yield Signs(f"{number:016x}", published, weights), str(which)


def _made_story(chance: random.Random, words: Sequence[str], names: Sequence[float]) -> tuple[date, tuple[str, ...]]:
    """The day of a story, and the names and words that are its own."""
    who = [f"name{bisect(names, chance.random() * names[-1])}" for _ in range(12)]
    return FIRST + timedelta(chance.randrange(DAYS)), (*who, *chance.choices(words, k=10))
