"""Figures: some 150 numbers in BASIL and GUM, marked by hand, against what the installed reader says.

A figure is found where the span of one of the reader's overlaps it; each is paired once, the widest overlap first. It
is right where value, thing counted and outcome all are. Numbers marked as optional (a guideline could go either way)
are counted neither as wanted nor, where the reader has them, as wrong.
"""

import gzip
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.gum import treebank_texts
from evaluation.nested_texts import text_of
from evaluation.reading import readings

GOLD = Path(__file__).parent / "gold" / "figures.jsonl"
GENERAL = frozenset({"people", "person"})
"""What may be said to be counted where the page does not name it (*dozens were killed*)."""
AFTER_HEAD = re.compile(r"\s+(?:of|in|from|on|at|with|for|to|by|who|that|which|were|was|are|is)\b.*", re.DOTALL)
ROUNDED = 0.011
"""How far a share may be off: .33 is a third."""

Item = Mapping[str, Any]
Pair = tuple[Item, Item]


def gold() -> list[dict[str, Any]]:
    """The sentences, each with its marked figures."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf8").splitlines()]


def texts(shared: Path, items: Iterable[Item]) -> dict[str, str]:
    """The texts that the sentences stand in, by their source. Raises ValueError where one is not what was marked."""
    marked = {item["source"]: item["sha256"] for item in items}
    out: dict[str, str] = {}
    for path in sorted({source.partition("#")[0] for source in marked if "gum-" in source}):
        with gzip.open(shared / path, "rt", encoding="utf8") as lines:
            out |= {f"{path}#{name}": text for name, text in treebank_texts(lines)}
    out |= {source: text_of(source, shared) for source in marked if source not in out}
    for source, digest in marked.items():
        if not hashlib.sha256(out[source].encode()).hexdigest().startswith(digest):
            raise ValueError(f"{source}: not the text that was marked")
    return {source: out[source] for source in marked}


def head(phrase: str) -> str:
    """The head word of a noun phrase, in small letters and without a plural's s: *armed fighters of X* is *fighter*."""
    words = [word.strip(".,;:'\"‘’“”()") for word in AFTER_HEAD.sub("", phrase.strip()).casefold().split()]
    last = next((word for word in reversed(words) if word), "")
    if last.endswith("ies"):
        return last[:-3] + "y"
    return last[:-1] if last.endswith("s") and not last.endswith("ss") else last


def scaled(value: float | None, unit: str | None) -> float | None:
    """A number, shares of a hundred as shares of one."""
    return value / 100 if value is not None and unit == "percent" else value


def _bounds(marked: Item, found: Item, slack: float) -> bool:
    pairs = ((scaled(marked[end], marked["unit"]), scaled(found[end], found["unit"])) for end in ("low", "high"))
    return all(a is b or (a is not None and b is not None and math.isclose(a, b, rel_tol=slack)) for a, b in pairs)


def same_value(marked: Item, found: Item) -> bool:
    """Whether low, high and open agree. For a number without a limit (*dozens*) the lower bound is once or twice the
    unit, and the reader may bound it above or not."""
    if marked["vague"]:
        return found["low"] in (marked["low"], 2 * marked["low"])
    return bool(_bounds(marked, found, ROUNDED if marked["unit"] else 0) and marked["open"] == found["open"])


def same_unit(marked: Item, found: Item) -> bool:
    """Whether the units agree; a fraction is a share, whatever its unit is called."""
    return bool(marked["unit"] == found["unit"] or marked["unit"] == "fraction")


def same_what(marked: Item, found: Item, text: str) -> bool:
    """Whether the thing counted has the head word of one that was marked."""
    said = head(found["what"]) if found["what"] else None
    if marked["unnamed"] and (said is None or said in GENERAL):
        return True
    return said in {head(text[start:end]) for start, end in marked["what"]}


def same_outcome(marked: Item, found: Item) -> bool:
    """Whether the outcome is one that was marked; *other* is as none."""
    return (None if found["outcome"] == "other" else found["outcome"]) in marked["outcome"]


def pairs(marked: Sequence[Item], found: Sequence[Item]) -> list[Pair]:
    """Marked and found figures that overlap, each in one pair, the widest overlap first."""

    def overlap(a: Item, b: Item) -> int:
        return int(min(a["span"][1], b["span"][1]) - max(a["span"][0], b["span"][0]))

    wide = [(overlap(a, b), -i, -j) for i, a in enumerate(marked) for j, b in enumerate(found) if overlap(a, b) > 0]
    left, right, out = set[int](), set[int](), list[Pair]()
    for _, i, j in sorted(wide, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((marked[-i], found[-j]))
    return out


def counted(item: Item, figures: Iterable[Item], text: str) -> Counter[str]:
    """What there is to count of one sentence, given the reader's figures of its page."""
    start, end = item["sentence"]
    here = [figure for figure in figures if start <= figure["span"][0] < end]
    matched = pairs(item["figures"], here)
    wanted = [(a, b) for a, b in matched if not a["optional"]]
    count = Counter(
        marked=sum(not figure["optional"] for figure in item["figures"]),
        said=len(here) - (len(matched) - len(wanted)),
        found=len(wanted),
    )
    for a, b in wanted:
        parts = {"value": same_value(a, b), "what": same_what(a, b, text), "outcome": same_outcome(a, b)}
        parts |= {"right": all(parts.values()), "unit": same_unit(a, b)}
        parts |= {"approximate": a["vague"] or a["approximate"] == b["approximate"]}
        count.update(name for name, good in parts.items() if good)
        count["loss"] += None not in a["outcome"]
        count["loss right"] += None not in a["outcome"] and parts["outcome"]
    count["losses marked"] = sum(None not in figure["outcome"] for figure in item["figures"] if not figure["optional"])
    return count


def scores(count: Counter[str]) -> dict[str, float]:
    """Percent of the marked figures that are found and right in each respect and in all, and precision."""
    share = {name: round(100 * count[name] / max(count["marked"], 1), 1) for name in ("found", "value", "what")}
    rest = {name: round(100 * count[name] / max(count["marked"], 1), 1) for name in ("outcome", "right")}
    return {
        "marked": count["marked"],
        **share,
        **rest,
        "outcome of losses": round(100 * count["loss right"] / max(count["losses marked"], 1), 1),
        "precision": round(100 * count["found"] / max(count["said"], 1), 1),
    }


def measure(shared: Path) -> dict[str, Any]:
    """All, by corpus and by draw: percent of the marked figures; and of those found how often the rest is right."""
    items = gold()
    source_texts = texts(shared, items)
    read = readings(source_texts)
    sums: dict[str, Counter[str]] = {name: Counter() for name in ("all", "BASIL", "GUM", "uniform", "loss")}
    for item in items:
        source = item["source"]
        count = counted(item, read[source]["figures"], source_texts[source])
        for name in ("all", "BASIL" if "basil" in source else "GUM", item["draw"]):
            sums[name].update(count)
    found = max(sums["all"]["found"], 1)
    rest = {f"{name} of found": round(100 * sums["all"][name] / found, 1) for name in ("unit", "approximate")}
    return {**{name: scores(count) for name, count in sums.items()}, **rest}
