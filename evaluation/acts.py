"""Acts, negations and hedges of PolNeAR dev, against the hand-marked ones.

The attributions are PolNeAR's own, so that what is measured is the naming of acts and not the finding of cues; what
stands around them is parsed by the installed encoder.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from sayso.extract.acts import acts
from sayso.parse.blocks import document
from sayso.parse.encoder import Encoder
from sayso.parse.segment import sentences
from sayso.records import Attribution, Page, Parse, Spans

GOLD = Path(__file__).parent / "gold" / "acts.jsonl"
# Lines of the gold, from 1, in which nothing is said: deeds and attitudes, as its guideline lists them.
UNSAID = frozenset(
    {45, 98, 100, 101, 103, 104, 108, 111, 130, 133, 137, 144, 148, 177, 187, 191, 241, 257, 258, 282}
)  # fmt: skip
ENOUGH = 5  # cases of an act for a figure of its own


class Case(NamedTuple):
    """A line of the gold, its number from 1, and the same attribution as the extractor has it."""

    line: int
    gold: dict[str, Any]
    found: Attribution


def spans(pairs: Iterable[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)


def articles(shared: Path) -> dict[str, dict[str, Any]]:
    """The articles of PolNeAR dev by their id."""
    with gzip.open(shared / "data" / "attributions" / "polnear-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        return {item["id"]: item for item in map(json.loads, lines)}


def parse(encoder: Encoder, text: str) -> Parse:
    """A text as the reader parses it. Raises ValueError where the reader's text is another."""
    page = Page(data=text.encode(), media_type="text/plain; charset=utf-8", fetched="2016-11-08T00:00:00+00:00")
    found, _ = document(page)
    if found.text != text:
        raise ValueError("the reader's text is not the text that was given")
    return encoder.parse(found, sentences(found))


def marked(item: dict[str, Any], cue: list[list[int]]) -> Attribution:
    """The attribution of an article that has a cue."""
    one = next(a for a in item["attributions"] if a["cue"] == cue)
    return Attribution(id="", source=spans(one["source"]), cue=spans(cue), content=spans(one["content"]), score=1.0)


def cases(parses: Mapping[str, Parse], items: Mapping[str, dict[str, Any]]) -> Iterator[Case]:
    """The gold with what the extractor says; `parses` and `items` are of the articles by their id."""
    for number, line in enumerate(gold(), start=1):
        given = marked(items[line["article"]], line["cue"])
        yield Case(number, line, acts(parses[line["article"]], [given])[0])


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]


def unguessed(parse: Parse) -> Parse:
    """The same without what the encoder thinks of the acts."""
    return replace(parse, candidates=tuple(replace(one, acts=()) for one in parse.candidates))


def f1(hit: int, said: int, true: int) -> float:
    """In percent; 0 where nothing is right."""
    return round(200 * hit / max(said + true, 1), 1)


def of_acts(rows: Sequence[Case]) -> dict[str, float | int]:
    """Accuracy; the mean F1 of all acts that the gold has, and of those with enough cases; in percent."""
    true = Counter(row.gold["act"] for row in rows)
    said = Counter(row.found.act for row in rows)
    hit = Counter(row.found.act for row in rows if row.found.act == row.gold["act"])
    each = {act: f1(hit[act], said[act], true[act]) for act in true}
    enough = [value for act, value in each.items() if true[act] >= ENOUGH]
    return {
        "cases": len(rows),
        "accuracy": round(100 * hit.total() / max(len(rows), 1), 1),
        "macro-F1": round(sum(each.values()) / max(len(each), 1), 1),
        f"macro-F1, acts with {ENOUGH} cases": round(sum(enough) / max(len(enough), 1), 1),
    }


def by_act(rows: Sequence[Case]) -> dict[str, dict[str, float | int]]:
    """F1 and numbers by act, in percent."""
    names = sorted({row.gold["act"] for row in rows} | {row.found.act or "" for row in rows})
    out: dict[str, dict[str, float | int]] = {}
    for act in names:
        true, said = ([row for row in rows if one(row) == act] for one in (_true, _said))
        hit = sum(_said(row) == act for row in true)
        out[act] = {"f1": f1(hit, len(said), len(true)), "cases": len(true), "said": len(said), "right": hit}
    return out


def _true(row: Case) -> str:
    return str(row.gold["act"])


def _said(row: Case) -> str:
    return row.found.act or ""


def confusions(rows: Sequence[Case]) -> dict[str, dict[str, int]]:
    """How often an act of the gold (outer) is taken for another (inner), the right ones among them."""
    pairs = sorted(Counter((_true(row), _said(row)) for row in rows).items())
    return {act: {said: times for (true, said), times in pairs if true == act} for act in sorted(set(map(_true, rows)))}


def negation(rows: Sequence[Case]) -> dict[str, float | int]:
    """Of negated cues, in percent."""
    said = [row for row in rows if row.found.negated]
    true = [row for row in rows if row.gold["negated"]]
    hit = sum(bool(row.found.negated) for row in true)
    return {"f1": f1(hit, len(said), len(true)), "cases": len(true), "said": len(said), "right": hit}


def hedging(rows: Sequence[Case]) -> dict[str, float | int]:
    """Of hedges with exactly their words."""
    pairs = [(set(spans(row.gold["hedges"])), set(row.found.hedges)) for row in rows]
    hit = sum(len(gold & found) for gold, found in pairs)
    true, said = (sum(map(len, side)) for side in zip(*pairs, strict=True))
    return {"f1": f1(hit, said, true), "cases": true, "said": said, "right": hit}


def measure(shared: Path) -> dict[str, Any]:
    """Figures of all lines, of those in which something is said, of each draw, and of the list of cues alone."""
    items, encoder = articles(shared), Encoder()
    parses = {name: parse(encoder, items[name]["text"]) for name in {line["article"] for line in gold()}}
    rows = list(cases(parses, items))
    alone = list(cases({name: unguessed(seen) for name, seen in parses.items()}, items))
    return {
        "acts": {
            "all": of_acts(rows),
            "something said": of_acts([row for row in rows if row.line not in UNSAID]),
            "uniform draw": of_acts([row for row in rows if row.gold["draw"] == "uniform"]),
            "rare draw": of_acts([row for row in rows if row.gold["draw"] == "rare"]),
            "list of cues alone": of_acts(alone),
        },
        "by act": by_act(rows),
        "negated": negation(rows),
        "hedges": hedging(rows),
        "confusions": confusions(rows),
    }
