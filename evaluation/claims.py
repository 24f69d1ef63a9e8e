"""Claims: same, conflicting or neither, on the marked pairs of BASIL's stories.

The pairs' passages are given; what stands in them is what the reader reads of the articles. A pair that is told unsure
counts as neither.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from evaluation.claim_gold import MARKS, Half, Mark, Pair, Side, load, texts
from sayso.compare.claims import Claim, Relation, claim, page, relation
from sayso.ids import thing_id
from sayso.parse.encoder import Encoder
from sayso.parse.vectors import vectors
from sayso.pipeline import read
from sayso.records import Attribution, Parse, Reading, Span, Spans

TOLD: Final[Mapping[str, Mark]] = {
    "same": "same",
    "conflicts": "conflicting",
    "neither": "neither",
    "unsure": "neither",
}


def readings(shared: Path, pairs: Iterable[Pair]) -> dict[str, Reading]:
    """What the reader reads of the articles of some pairs, by their file names."""
    found = texts(shared)
    names = sorted({side.article for pair in pairs for side in (pair.one, pair.other)})
    return {name: read(text=found[name]) for name in names}


def attribution(reading: Reading, side: Side) -> Attribution:
    """The marked passage as an attribution: speakers, act and negation from the reader's own of the same cue whose
    content shares most with it; one without a speaker where the reader has none."""
    near = [each for each in reading.attributions if _shared(each.cue, (side.cue,))]
    best = max(near, key=lambda each: _shared(each.content, side.content), default=None)
    if best is None:
        made = thing_id(reading.document.id, "marked", (side.cue, *side.content))
        return Attribution(id=made, source=(), cue=(side.cue,), content=side.content, act="state", score=1.0)
    return replace(best, content=side.content)


def _shared(spans: Spans, others: Spans) -> int:
    return sum(_common(one, other) for one in spans for other in others)


def _common(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def parses(read: Mapping[str, Reading]) -> dict[str, Parse]:
    """What the encoder sees of some articles: of a passage that is no attribution of the reader's, its vector is made
    here as the reader makes those of its own."""
    encoder = Encoder()
    return {name: encoder.parse(reading.document, reading.sentences) for name, reading in read.items()}


def claims(
    read: Mapping[str, Reading], pairs: Iterable[Pair], seen: Mapping[str, Parse] | None = None
) -> list[tuple[Pair, Claim, Claim]]:
    """The pairs with the claims of both sides; without vectors where nothing is given that was seen."""
    pages = {name: page(reading) for name, reading in read.items()}

    def of(side: Side) -> Claim:
        said = attribution(read[side.article], side)
        vector = vectors(seen[side.article], [said]).attributions[0] if seen else None
        return claim(pages[side.article], said, vector)

    return [(pair, of(pair.one), of(pair.other)) for pair in pairs]


def figures(
    rows: Iterable[tuple[Pair, Claim, Claim]], relate: Callable[[Claim, Claim], Relation] = relation
) -> dict[str, Any]:
    """Precision, recall and F1 of each mark in percent and their macro mean, for all pairs and for those undoubted."""
    told = [(pair, TOLD[relate(one, other).kind]) for pair, one, other in rows]
    sure = [(pair, mark) for pair, mark in told if not pair.doubtful]
    return {"all": scores((p.mark, m) for p, m in told), "undoubted": scores((p.mark, m) for p, m in sure)}


def scores(marks: Iterable[tuple[Mark, Mark]]) -> dict[str, float]:
    """The figures of pairs of marks, gold first."""
    count = Counter(marks)
    out: dict[str, float] = {"pairs": count.total()}
    f1 = []
    for mark in MARKS:
        right = count[mark, mark]
        told = sum(n for (_, m), n in count.items() if m == mark)
        true = sum(n for (g, _), n in count.items() if g == mark)
        precision, recall = right / told if told else 0.0, right / true if true else 0.0
        f1.append(2 * precision * recall / (precision + recall) if right else 0.0)
        out |= {f"{mark} P": _percent(precision), f"{mark} R": _percent(recall), f"{mark} F1": _percent(f1[-1])}
    return out | {"macro-F1": _percent(sum(f1) / len(f1))}


def _percent(share: float) -> float:
    return round(100 * share, 1)


def measure(shared: Path, half: Half = "test") -> dict[str, Any]:
    """A half of the gold."""
    pairs = load(shared, half)
    found = readings(shared, pairs)
    return figures(claims(found, pairs, parses(found)))
