"""What is copied and what only looks like it: the marked passages of BASIL, the made pairs, and how quickly candidates
are found.

Thresholds were set on every other story of BASIL (of their ids in order, from the first) with its marks, and on pairs
made of those with another seed; what PolNeAR's papers seem to have from one another was read to learn what stock
phrases look like.

python -m evaluation.echoes [SHARED]
"""

import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

from evaluation.echo_gold import Article, Found, articles, common, counted, independent, pairs
from evaluation.made_echoes import Pair, of_basil, scored
from sayso.compare.echoes import Print, Prints, Told, passages, plain, prints

MOST: Final = 0.3  # the change up to which copies are to be found
POLNEAR: Final = "data/attributions/polnear-train.jsonl.gz"
STEPS: Final = (1_000, 10_000)
FIRST: Final = date(2020, 1, 1)
A_DAY: Final = 100
LAST: Final = 500  # pages of which the rate is taken


def measure(shared: Path) -> dict[str, Any]:
    """Echoes marked and made, candidates, and speed."""
    read = articles(shared)
    made = list(of_basil(shared))
    known = {(pair.first, pair.second): copied(pair.first, pair.second) for pair in made}

    def find(one: str, other: str) -> Found:
        return known[one, other]

    return {
        "marked": marked(read),
        "made": scored(made, find),
        "changed by up to 30 %": pooled(made, find),
        "candidates": candidates(made),
        "speed": speed(list(read.values())),
        "real pages": arriving(texts(shared)),
        "growth": growth(texts(shared)),
    }


def copied(one: str, other: str) -> Found:
    """Where two texts are taken for copies."""
    found = passages(plain(one, id="first"), plain(other, id="second"))
    return [(each.first, each.second) for each in found if each.kind == "copied"]


def tuned(read: Iterable[Article]) -> set[str]:
    """The stories on which thresholds were set."""
    return set(sorted({article.story for article in read})[::2])


def marked(read: dict[str, Article]) -> dict[str, float]:
    """Of the marked echoes how many are found, of what is taken for copied how much is; and in how many of the pairs of
    articles in which nothing was copied something is taken for it, in the stories that were not tuned on beside all."""
    count = counted(read, copied)
    apart = [ids for ids, found in pairs(read).items() if independent(found)]
    taken = [read[one].story for one, other in apart if copied(read[one].text, read[other].text)]
    seen = tuned(read.values())
    return {
        "echoes": count["wanted"],
        "found": count["found"],
        "said": count["said"],
        "right": count["right"],
        "quotations among them": count["quoted"],
        "independent pairs": len(apart),
        "of them taken for echoes": len(taken),
        "independent pairs, not tuned on": sum(read[one].story not in seen for one, _ in apart),
        "of them taken for echoes, not tuned on": sum(story not in seen for story in taken),
    }


def pooled(made: Iterable[Pair], find: Callable[[str, str], Found]) -> dict[str, float]:
    """Over copies of every kind with up to 30 % of the words of a sentence changed, or of the sentences added, and what
    only looks like a copy: the share of code points copied that is found, and of those said that are copied.
    `pairs found` is the share of the copies of which half is found."""
    wanted = found = said = copies = pairs_found = 0
    for pair in made:
        if pair.copied and (pair.share > MOST and pair.kind != "cut"):
            continue
        spans = find(pair.first, pair.second)
        right = sum(
            common(second, each.second) for first, second in spans for each in pair.copied if common(first, each.first)
        )
        size = sum(end - start for start, end in (each.second for each in pair.copied))
        wanted, found = wanted + size, found + right
        said += sum(end - start for _, (start, end) in spans)
        copies += bool(size)
        pairs_found += bool(size) and 2 * right >= size
    return {
        "copies": copies,
        "pairs found": round(pairs_found / copies, 4),
        "recall": round(found / wanted, 4),
        "precision": round(found / said, 4),
    }


def candidates(made: Iterable[Pair]) -> list[dict[str, Any]]:
    """By kind and share: of pairs in which something was copied how many are candidates, and of the others."""
    rows: dict[tuple[str, float], list[bool]] = {}
    for pair in made:
        rows.setdefault((pair.kind, pair.share), []).append(_candidates(plain(pair.first), plain(pair.second)))
    return [
        {"kind": kind, "share": share, "pairs": len(found), "candidates": round(sum(found) / len(found), 3)}
        for (kind, share), found in rows.items()
    ]


def _candidates(one: Told, other: Told) -> bool:
    known = Prints()
    known.add("one", prints(one))
    return bool(known.alike(prints(other)))


def speed(read: Sequence[Article]) -> dict[str, Any]:
    """On one core: pages made ready, prints made of them, and pairs of one story compared a second."""
    began = time.process_time()
    told = [plain(article.text, id=article.id) for article in read]
    ready = time.process_time() - began
    by_story = [
        (one, other) for one, other in combinations(range(len(read)), 2) if read[one].story == read[other].story
    ]
    began = time.process_time()
    for one, other in by_story:
        passages(told[one], told[other])
    compared = time.process_time() - began
    began = time.process_time()
    for each in told:
        prints(each)
    printed = time.process_time() - began
    return {
        "made ready, pages/s": round(len(read) / ready),
        "prints, pages/s": round(len(read) / printed),
        "compared, pairs/s": round(len(by_story) / compared),
    }


def texts(shared: Path) -> list[str]:
    """News of many days from many publishers, in no order: the articles of PolNeAR and BASIL."""
    with gzip.open(shared / POLNEAR, "rt", encoding="utf8") as lines:
        found = [json.loads(line)["text"] for line in lines]
    found += [article.text for article in articles(shared).values()]
    random.Random(1).shuffle(found)
    return found


def arriving(found: Sequence[str]) -> dict[str, float]:
    """Real pages that come in one by one: their candidates found and entered a second, candidates a page, and of these
    how many share what was copied."""
    told = [plain(text, id=str(number)) for number, text in enumerate(found)]
    made = [prints(each) for each in told]
    known, near = Prints(), []
    began = time.process_time()
    for number, each in enumerate(made):
        near += [(number, int(other)) for other in known.alike(each)]
        known.add(str(number), each)
    seconds = time.process_time() - began
    right = sum(any(each.kind == "copied" for each in passages(told[one], told[other])) for one, other in near)
    return {
        "pages": len(found),
        "pages/s": round(len(found) / seconds),
        "prints a page": round(sum(map(len, made)) / len(made)),
        "candidates a page": round(len(near) / len(found), 2),
        "of them copies": round(right / max(len(near), 1), 2),
    }


def growth(texts: Sequence[str], steps: Sequence[int] = STEPS) -> dict[str, dict[str, float]]:
    """At each size, of the last pages: entered and their candidates found a second, and candidates a page; of pages
    without days, and of pages of which a hundred are published a day."""
    weaver, out, number = Weaver(texts), {}, 0
    ledgers = {"undated": Prints(), "dated": Prints()}
    for step in steps:
        while number < step - LAST:
            _enter(ledgers, number, prints(plain(weaver.text(number))))
            number += 1
        fresh = [(each, prints(plain(weaver.text(each)))) for each in range(number, step)]
        number = step
        row: dict[str, float] = {}
        for name, ledger in ledgers.items():
            began, count = time.process_time(), 0
            for each, made in fresh:
                count += len(ledger.alike(made, _day(name, each)))
                _enter({name: ledger}, each, made)
            row[f"{name}, pages/s"] = round(len(fresh) / (time.process_time() - began))
            row[f"{name}, candidates a page"] = round(count / len(fresh), 2)
        out[f"{step:,} pages"] = row
    return out


def _enter(ledgers: Mapping[str, Prints], number: int, made: Sequence[Print]) -> None:
    for name, ledger in ledgers.items():
        ledger.add(str(number), made, _day(name, number))


def _day(name: str, number: int) -> str | None:
    return str(FIRST + timedelta(days=number // A_DAY)) if name == "dated" else None


class Weaver:
    """Texts in which a word follows one that it follows somewhere in the given texts: common phrases are as common as
    there. Where only one word ever follows, any may, so that hardly anything longer comes twice."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: list[str] = []
        after: dict[str, list[str]] = {}
        for text in texts:
            words = text.split()
            self._words += words
            for one, other in pairwise(words):
                after.setdefault(one, []).append(other)
        self._after = {one: others for one, others in after.items() if len(set(others)) > 1}

    def text(self, number: int, size: int = 600) -> str:
        dice = random.Random(number)
        words = [dice.choice(self._words)]
        while len(words) < size:
            words.append(dice.choice(self._after.get(words[-1], self._words)))
        return " ".join(words)


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent.parent / "shared"
    print(json.dumps(measure(shared), indent=1))


if __name__ == "__main__":
    main()
