"""Same event: ECB+ with its marked events, by CoNLL F1; subtopics given, and found from the pages.

Beside it the rule that takes events of one head lemma for one.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from evaluation.coreference import Coreference, conll_f1
from sayso.compare.events import same_events
from sayso.compare.gathering.alike import likeness
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.occurring.told import Happening
from sayso.lexicon.lemmas import candidates
from training.ecb import Marked, load

SUBTOPIC: Final = 0.08  # how alike the pages of one subtopic are on average; chosen on train


def found_subtopics(events: Iterable[Marked]) -> dict[str, int]:
    """The subtopic of each page, by number, as the pages' likeness tells."""
    pages = {each.event.page.document: each.event.page for each in events}
    pairs = combinations(sorted(pages), 2)
    links = [Link(one, other, score) for one, other in pairs if (score := likeness(pages[one], pages[other])) > 0]
    return {page: i for i, group in enumerate(grouped(pages, links, SUBTOPIC)) for page in group}


def by_lemma(events: Sequence[Happening]) -> Iterable[tuple[str, ...]]:
    """The groups of one head lemma."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for event in events:
        groups[candidates(event.head)[0]].append(event.id)
    return [tuple(ids) for ids in groups.values()]


def score(
    events: Sequence[Marked],
    subtopic: Callable[[Marked], Hashable],
    group: Callable[[Sequence[Happening]], Iterable[tuple[str, ...]]],
) -> Coreference:
    """The figures where the events of each subtopic are put into groups."""
    parts: defaultdict[Hashable, list[Happening]] = defaultdict(list)
    gold: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for each in events:
        parts[subtopic(each)].append(each.event)
        gold[each.chain].add(_place(each.event.id))
    found = [set(map(_place, ids)) for part in parts.values() for ids in group(part)]
    return conll_f1([list(gold.values())], [found])


def _place(id: str) -> tuple[int, int]:
    return int(id), int(id)


def measure(shared: Path, part: str = "dev") -> dict[str, dict[str, float]]:
    """A part of ECB+: CoNLL F1 in percent, and the F1 of its three metrics."""
    events = load(shared, part)
    found = found_subtopics(events)
    ways: dict[str, Callable[[Marked], Hashable]] = {
        "subtopics given": lambda each: each.subtopic,
        "none given": lambda each: found[each.event.page.document],
    }
    rows = {name: score(events, subtopic, same_events) for name, subtopic in ways.items()}
    rows["head lemma, subtopics given"] = score(events, lambda each: each.subtopic, by_lemma)
    rows["head lemma, none given"] = score(events, lambda _: 0, by_lemma)
    return {name: _percent(row) for name, row in rows.items()}


def _percent(row: Coreference) -> dict[str, float]:
    metrics = {"MUC": row.muc.f1, "B-cubed": row.b_cubed.f1, "CEAF-e": row.ceaf_e.f1}
    return {name: round(100 * value, 1) for name, value in ({"CoNLL F1": row.conll} | metrics).items()}
