"""Same event: ECB+ with its marked events, by CoNLL F1; subtopics given, and found from the pages.

Beside it the rule that takes events of one head lemma for one, and the figure end to end: the events that the reader
itself finds in the texts, each taken for the marked one whose words it shares most of. Events that it misses cost
recall, and those that are not marked precision: ECB+ marks all kinds of doings, a reader of conflict reporting seeks
its own.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from evaluation.coreference import Coreference, conll_f1
from sayso.compare.events import happenings, same_events
from sayso.compare.gathering.alike import likeness
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.occurring.told import Happening
from sayso.lexicon.lemmas import candidates
from sayso.pipeline import read
from sayso.records import Event, Reading, Span
from training.ecb import Marked, load, mentions
from training.ecb_texts import Told, texts

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


class Match(NamedTuple):
    """An event of the reader, the name of its page, and the number of the marked one that it is, if any."""

    event: Happening
    page: str
    marked: int | None


def matched(told: Told, reading: Reading, places: Mapping[int, Sequence[Span]]) -> list[Match]:
    """The events that the reader finds on a page. `places` are the words of the marked ones by their numbers; each is
    one event's at most, the one's that shares most of its words."""
    made = {event.id: event for event in happenings(reading)}
    shared = [
        (-common, number, event.id)
        for event in reading.events
        for number, words in places.items()
        if event.id in made and (common := _common(event, words))
    ]
    taken: dict[str, int] = {}
    for _, number, id in sorted(shared):
        if id not in taken and number not in taken.values():
            taken[id] = number
    return [Match(event, told.name, taken.get(id)) for id, event in made.items()]


def _common(event: Event, words: Iterable[Span]) -> int:
    pairs = ((mine, word) for mine in event.trigger for word in words)
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a, b in pairs)


def found_events(shared: Path, part: str) -> list[Match]:
    """The events that the reader finds in the documents of a part."""
    rows: defaultdict[str, dict[int, list[tuple[int, int]]]] = defaultdict(dict)
    for i, row in enumerate(mentions(shared, part)):
        rows[row["doc_id"]][i] = [(row["sent_id"], number) for number in row["tokens_number"]]
    out: list[Match] = []
    for told in texts(shared, part):
        places = {i: [told.places[word] for word in words] for i, words in rows[told.name].items()}
        out += matched(told, read(text=told.text), places)
    return out


def end_to_end(
    events: Sequence[Marked], found: Sequence[Match], subtopic: Callable[[str], Hashable]
) -> dict[str, float]:
    """The figures of the reader's own events, in percent, with how many of the marked ones it finds (`events R`) and
    how many of its own are marked (`events P`). `subtopic` is that of a page by its name."""
    gold: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for each in events:
        gold[each.chain].add(_place(each.event.id))
    ids = {each.event.id: each.marked if each.marked is not None else -1 - i for i, each in enumerate(found)}
    parts: defaultdict[Hashable, list[Happening]] = defaultdict(list)
    for match in found:
        parts[subtopic(match.page)].append(match.event)
    clusters = [{(ids[id], ids[id]) for id in group} for part in parts.values() for group in same_events(part)]
    right = sum(each.marked is not None for each in found)
    rates = {"events R": right / len(events), "events P": right / len(found) if found else 0.0}
    row = _percent(conll_f1([list(gold.values())], [clusters]))
    return row | {name: round(100 * value, 1) for name, value in rates.items()}


def measure(shared: Path, part: str = "dev") -> dict[str, dict[str, float]]:
    """A part of ECB+: CoNLL F1 in percent, and the F1 of its three metrics; with marked events, and end to end."""
    events = load(shared, part)
    found = found_subtopics(events)
    ways: dict[str, Callable[[Marked], Hashable]] = {
        "subtopics given": lambda each: each.subtopic,
        "none given": lambda each: found[each.event.page.document],
    }
    rows = {name: score(events, subtopic, same_events) for name, subtopic in ways.items()}
    rows["head lemma, subtopics given"] = score(events, lambda each: each.subtopic, by_lemma)
    rows["head lemma, none given"] = score(events, lambda _: 0, by_lemma)
    told = {name: _percent(row) for name, row in rows.items()}
    own = found_events(shared, part)
    given = {each.event.page.document: each.subtopic for each in events}
    told["end to end, subtopics given"] = end_to_end(events, own, lambda page: given[page])
    told["end to end, none given"] = end_to_end(events, own, lambda page: found[page])
    return told


def _percent(row: Coreference) -> dict[str, float]:
    metrics = {"MUC": row.muc.f1, "B-cubed": row.b_cubed.f1, "CEAF-e": row.ceaf_e.f1}
    return {name: round(100 * value, 1) for name, value in ({"CoNLL F1": row.conll} | metrics).items()}
