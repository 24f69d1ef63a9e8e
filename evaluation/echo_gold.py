"""Passages that two articles share, marked by hand: copied, one speaker's words in both, or alike by chance.

`gold/echoes.md` says how they were found and marked. Texts are those of `nested_texts.article_text`, spans code points.
"""

import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final, Literal

from msgspec import Struct, convert

from evaluation.nested_texts import article_text
from sayso.records import Span

GOLD: Final = Path(__file__).parent / "gold" / "echoes.tsv"
BASIL: Final = "data/same-story/basil-2010-2016.jsonl.gz"

Kind = Literal["echo", "quotation", "chance"]
Found = Sequence[tuple[Span, Span]]
"""Passages taken for copied: where each stands in the first text and in the second."""


class Article(Struct, frozen=True):
    """A BASIL article. `day` is its date, `paragraphs` its sentences by paragraph, the title first."""

    id: str
    story: str
    publisher: str
    day: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return article_text(self.paragraphs[0][0], [list(each) for each in self.paragraphs[1:]])


class Passage(Struct, frozen=True):
    """A passage of two articles (by BASIL id). `words` are those that stand in both in the same order, `open` says that
    another reader might mark it otherwise, `sha256` is that of both texts with a NUL between, 16 digits of it."""

    one: str
    one_span: Span
    other: str
    other_span: Span
    words: int
    kind: Kind
    open: bool
    sha256: str
    note: str


def gold() -> tuple[Passage, ...]:
    """The marked passages, by articles and place."""
    with GOLD.open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_passage(row) for row in rows)


def _passage(row: Mapping[str, str]) -> Passage:
    return convert(
        {
            **row,
            "one_span": (row["one_start"], row["one_end"]),
            "other_span": (row["other_start"], row["other_end"]),
            "open": row["open"] == "open",
        },
        Passage,
        strict=False,
    )


def articles(shared: Path) -> dict[str, Article]:
    """All articles of BASIL by id."""
    with gzip.open(shared / BASIL, "rt", encoding="utf8") as lines:
        return {item["file"]: _article(item["file"], item["article"]) for item in map(json.loads, lines)}


def _article(id: str, item: Mapping[str, Any]) -> Article:
    paragraphs = ((item["title"],), *(tuple(sentences) for sentences in item["body-paragraphs"]))
    return Article(id, item["triplet-uuid"], item["source"].lower(), item["date"], paragraphs)


def digest(one: str, other: str) -> str:
    """What `Passage.sha256` holds for two texts."""
    return hashlib.sha256(f"{one}\0{other}".encode()).hexdigest()[:16]


def pairs(read: Mapping[str, Article]) -> dict[tuple[str, str], tuple[Passage, ...]]:
    """Every two articles of one story, in the order in which the articles stand, with what is marked in them, and those
    of different stories in which something is. Raises ValueError where the texts are not those that were marked."""
    known: dict[tuple[str, str], tuple[Passage, ...]] = {
        (one.id, other.id): () for one, other in combinations(read.values(), 2) if one.story == other.story
    }
    for passage in gold():
        if passage.sha256 != digest(read[passage.one].text, read[passage.other].text):
            raise ValueError(f"{passage.one}, {passage.other}: not the texts that were marked")
        known[passage.one, passage.other] = (*known.get((passage.one, passage.other), ()), passage)
    return known


def independent(marked: Iterable[Passage]) -> bool:
    """Whether two articles share nothing that was copied, not even perhaps."""
    return all(passage.kind != "echo" for passage in marked)


def counted(read: Mapping[str, Article], find: Callable[[str, str], Found]) -> Counter[str]:
    """Passages over all pairs. `found` of those `wanted` (copied, not open) are covered by at least half in both
    articles; `right` of those `said` lie by at least half in one that was copied; what lies in an open one is not
    counted as said. `quoted` are those said that lie in words of one speaker."""
    count = Counter[str]()
    for (one, other), marked in pairs(read).items():
        said = find(read[one].text, read[other].text)
        for passage in marked:
            if passage.kind == "echo" and not passage.open:
                covered = any(_covers(place, passage) for place in said)
                count.update(wanted=1, found=covered)
        for place in said:
            count.update(_judged(place, marked))
    return count


def _judged(place: tuple[Span, Span], marked: Iterable[Passage]) -> Counter[str]:
    inside = [passage for passage in marked if _lies_in(place, passage)]
    if any(passage.kind == "echo" and not passage.open for passage in inside):
        return Counter(said=1, right=1)
    if any(passage.open for passage in inside):
        return Counter(open=1)
    return Counter(said=1, quoted=int(any(passage.kind == "quotation" for passage in inside)))


def common(one: Span, other: Span) -> int:
    """How many characters lie in both spans."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _covers(place: tuple[Span, Span], passage: Passage) -> bool:
    ends = zip(place, (passage.one_span, passage.other_span), strict=True)
    return all(2 * common(said, wanted) >= wanted[1] - wanted[0] for said, wanted in ends)


def _lies_in(place: tuple[Span, Span], passage: Passage) -> bool:
    ends = zip(place, (passage.one_span, passage.other_span), strict=True)
    return all(2 * common(said, marked) >= said[1] - said[0] for said, marked in ends)
