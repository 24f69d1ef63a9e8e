"""How long it takes to compare a page that comes into a ledger, as it grows: signs, stories and shared passages,
as `sayso read` does it.

The pages are made of common words as often as they are, and of names and words of their story's own, four pages a
story on average; every fiftieth page has a passage from another of its story. In one ledger they come as they are
published, as many each day, so that a larger ledger is a longer one; in the other all are of two years and come in no
order, so that a larger ledger has more pages a day. Nothing is said on them: what is measured is comparing, with
entering beside it. Time is that of this process' work, not what it waits for.

SAYSO_STORY_STEPS are the sizes, in pages, at which the time of a page is taken (1000,10000,100000; a tenth of them
where pages are of the same two years).
"""

import os
import random
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from evaluation.stories import A_STORY, DAYS, FIRST, NAMES, STEPS, reading
from sayso.compare.keeping import bring_up
from sayso.ids import document_id
from sayso.ledger import Writer
from sayso.lexicon.rarity import packaged_counts
from sayso.records import Page, Reading

LAST: Final = 500  # pages of which the time is taken
TOGETHER: Final = 50
LENGTH: Final = 250  # words of a page that are anybody's
PASSAGE: Final = 40  # and of a passage that is another page's
EVERY: Final = 50
A_DAY: Final = 140  # pages, where they come as they are published


def growth() -> dict[str, dict[str, float]]:
    """At each size, milliseconds for a page: comparing and entering it; how many times those at the first size; and the
    size of the database a page."""
    steps = sorted(int(step) for step in os.environ.get("SAYSO_STORY_STEPS", STEPS).split(","))
    return {
        **_grown("as many a day", steps, in_time=True),
        **_grown("of the same two years", [step // 10 for step in steps], in_time=False),
    }


def _grown(name: str, steps: list[int], *, in_time: bool) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    coming = made(steps[-1], in_time)
    with tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "ledger") as writer:
        entered, first = 0, 0.0
        for step in steps:
            last = min(LAST, step - entered)
            _take(writer, islice(coming, step - entered - last))
            entering, comparing = (1000 * seconds / last for seconds in _take(writer, islice(coming, last)))
            entered, first = step, first or entering + comparing
            size = sum(path.stat().st_size for path in (Path(folder) / "ledger").glob("ledger.sqlite*"))
            out[f"{step:,} pages, {name}"] = {
                "comparing, ms a page": round(comparing, 2),
                "entering, ms a page": round(entering, 2),
                "times the first": round((entering + comparing) / first, 1),
                "database, bytes a page": round(size / step),
            }
            print(f"{step:,} pages, {name}: {out[f'{step:,} pages, {name}']}", file=sys.stderr)
    return out


def _take(writer: Writer, pages: Iterator[tuple[Page, Reading]]) -> tuple[float, float]:
    """Seconds of work for entering pages and for comparing them."""
    entering = comparing = 0.0
    while batch := list(islice(pages, TOGETHER)):
        began = time.process_time()
        writer.add_many(batch)
        between = time.process_time()
        bring_up(writer)
        entering, comparing = entering + between - began, comparing + time.process_time() - between
    return entering, comparing


def made(pages: int, in_time: bool) -> Iterator[tuple[Page, Reading]]:
    """So many made pages, in the order of their days or in none."""
    chance = random.Random(7)
    words, counts = zip(*packaged_counts().words.items(), strict=True)
    reach = list(accumulate(counts))
    names = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))
    told = sorted(_story(chance, words, names) for _ in range(max(1, pages // A_STORY)))
    if in_time:
        told = [(FIRST + timedelta(at * A_STORY // A_DAY), own) for at, (_, own) in enumerate(told)]
    passages: dict[int, str] = {}
    for number in range(pages):
        near = chance.randrange(A_DAY // 2) + (number - A_DAY // 4) // A_STORY
        which = min(max(near, 0), len(told) - 1) if in_time else chance.randrange(len(told))
        day, own = told[which]
        text = [words[bisect(reach, chance.random() * reach[-1])] for _ in range(LENGTH)]
        text += [word for word in own for _ in range(chance.choice((0, 1, 1, 2, 4)))]
        chance.shuffle(text)
        body = " ".join(text)
        if number % EVERY == 0:
            body += " " + passages.get(which, "")
        passages[which] = " ".join(text[:PASSAGE])
        title = " ".join(own[:4])
        yield _page(f"{title}\n\n{body}.", title, (day + timedelta(chance.randrange(3))).isoformat(), number)


def _story(chance: random.Random, words: tuple[str, ...], names: list[float]) -> tuple[date, tuple[str, ...]]:
    """The day of a story, and the names and words that are its own."""
    who = [f"Name{bisect(names, chance.random() * names[-1])}" for _ in range(12)]
    return FIRST + timedelta(chance.randrange(DAYS)), (*who, *chance.choices(words, k=10))


def _page(text: str, title: str, day: str, number: int) -> tuple[Page, Reading]:
    data = text.encode()
    page = Page(data=data, path=f"{number}.txt", media_type="text/plain", fetched=f"{day}T12:00:00+00:00")
    made = reading(document_id(data), title, text, day)
    return page, replace(made, document=replace(made.document, publisher=f"Paper {number % 60}"))


if __name__ == "__main__":
    for row, figures in growth().items():
        print(f"{row:16}", "  ".join(f"{name} {value}" for name, value in figures.items()))
