"""The measure of echoes: what it counts, and the texts on which candidates are timed."""

from itertools import pairwise

import pytest

from evaluation.echo_gold import Found
from evaluation.echoes import Weaver, copied, growth, pooled
from evaluation.made_echoes import Copied, Pair
from tests.compare.echoed import BEES, CLOSED, COST, FLOOD, SINGERS

FIRST = f"{BEES}\n\n{FLOOD}"
COPY = Pair("copy", "passage", 0.1, FIRST, FLOOD, (Copied((len(BEES) + 2, len(FIRST)), (0, len(FLOOD)), 0.0),))
CHANGED = Pair("changed", "passage", 0.6, FIRST, FLOOD, COPY.copied)
NONE = Pair("none", "furniture", 0.0, CLOSED, COST)


@pytest.mark.parametrize(
    ("said", "recall", "precision", "found"),
    [
        ({"copy": [((len(BEES) + 2, len(FIRST)), (0, len(FLOOD)))]}, 1.0, 1.0, 1.0),
        ({"copy": [((len(BEES) + 2, len(FIRST)), (0, 50))]}, 50 / len(FLOOD), 1.0, 0.0),
        ({"copy": [((0, len(BEES)), (0, len(FLOOD)))]}, 0.0, 0.0, 0.0),
        ({"copy": COPY.copied, "none": [((0, 9), (0, len(FLOOD)))]}, 1.0, 0.5, 1.0),
    ],
    ids=["all", "a part", "another place of the first", "something where nothing was"],
)
def test_pooled(said: dict[str, list[object]], recall: float, precision: float, found: float) -> None:
    known: dict[tuple[str, str], Found] = {
        (pair.first, pair.second): [
            (each.first, each.second) if isinstance(each, Copied) else each  # type: ignore[misc]
            for each in said.get(pair.id, ())
        ]
        for pair in (COPY, NONE)
    }
    counted = pooled([COPY, CHANGED, NONE], lambda one, other: known[one, other])
    assert counted == {
        "copies": 1, "pairs found": found, "recall": round(recall, 4), "precision": round(precision, 4),
    }  # fmt: skip


def test_copies_alone_are_counted() -> None:
    statement = "“We have looked at every lock on this river, and there is none that would hold another winter.”"
    ((first, second),) = copied(
        f"{FIRST}\n\n{SINGERS}\n\n{statement}", f"{statement} So said the provost.\n\n{CLOSED}\n\n{COST}\n\n{FLOOD}"
    )
    assert FIRST[slice(*first)] == FLOOD[:-1]
    assert second[0] > len(statement)


def test_woven_texts_have_the_pairs_of_words_of_theirs() -> None:
    texts = [FLOOD, COST]
    words = Weaver(texts).text(3).split()
    assert words == Weaver(texts).text(3).split() != Weaver(texts).text(4).split()
    known = [pair for text in texts for pair in pairwise(text.split())]
    led = {one for one, _ in known if len({other for first, other in known if first == one}) > 1}
    assert {"the", "of"} <= led
    assert all(pair in known for pair in pairwise(words) if pair[0] in led)


def test_growth_is_told_at_each_size() -> None:
    found = growth([FLOOD, CLOSED, COST, BEES], steps=(4, 40))
    assert list(found) == ["4 pages", "40 pages"]
    assert all(row["undated, pages/s"] > 0 and row["dated, pages/s"] > 0 for row in found.values())
    assert found["40 pages"]["undated, candidates a page"] == found["40 pages"]["dated, candidates a page"] > 0
