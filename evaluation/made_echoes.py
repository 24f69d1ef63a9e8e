"""Made pairs of texts with the truth of what was copied: whole, cut, in another order, reworded, with other figures, or
a few sentences inserted in an unrelated page; and pairs that only look like it: one story told twice, the same
furniture, the same words of one speaker.

The raw texts are read when it runs (BASIL in `../shared`, or any others); none of them is kept here. The same
texts and seed give the same pairs.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import Any, Final, Literal

from msgspec import Struct

from evaluation.echo_gold import Article, Found, articles, common, independent, pairs
from evaluation.made_echoes_furniture import CREDITS, FEET, HEADS, PLACES, SPEAKERS, STATEMENTS
from evaluation.rewording import changed, refigured, reworded, unquoted, words
from sayso.records import Span

Kind = Literal[
    "copy", "cut", "reorder", "figures", "words", "sentences", "agency", "passage",
    "same story", "furniture", "statement",
]  # fmt: skip
SHARES: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
EACH: Final = 40  # pairs of each kind and share
LEAST: Final = 30  # words of a passage that is inserted


class Copied(Struct, frozen=True):
    """A passage of the second text that was copied: its span in the first text and in the second, and the share of
    words that were changed, sentence for sentence, by their length."""

    first: Span
    second: Span
    changed: float


class Pair(Struct, frozen=True):
    """Two texts. `share` is the change that was asked for, of words or of sentences; `copied` is in the second's order
    and empty where nothing was; `alike` are spans of the second text that stand in the first too but are no echo
    (furniture, one speaker's words)."""

    id: str
    kind: Kind
    share: float
    first: str
    second: str
    copied: tuple[Copied, ...] = ()
    alike: tuple[Span, ...] = ()

    @property
    def changed(self) -> float:
        """The change over all that was copied, by length."""
        total = sum(end - start for start, end in (each.second for each in self.copied))
        return sum(each.changed * (each.second[1] - each.second[0]) for each in self.copied) / max(total, 1)


class _Line(Struct, frozen=True):
    """A sentence of a draft: `origin` is its number in the first text, None for what is the second's own."""

    text: str
    origin: int | None = None
    alike: bool = False


_Draft = list[list[_Line]]
"""Paragraphs of sentences."""


def make(texts: Sequence[Article], seed: int = 1, each: int = EACH) -> Iterator[Pair]:
    """Pairs of every kind, `each` of a kind and share (fewer where there are fewer texts)."""
    for kind, share, build in _KINDS:
        dice = random.Random(f"{seed} {kind} {share}")
        for text in dice.sample(texts, min(each, len(texts))):
            strangers = [other for other in texts if other.story != text.story]
            if strangers:
                draft = build(text, dice.choice(strangers), share, dice)
                yield _pair(f"{kind} {share:.1f} {text.id}", kind, share, _lines(text), draft)


def told_twice(read: Collection[Article], marked: Iterable[tuple[str, str]]) -> Iterator[Pair]:
    """Two articles of one story for each pair of ids: told independently, as was marked."""
    known = {article.id: article for article in read}
    for one, other in marked:
        id = f"same story {one} {other}"
        yield Pair(id=id, kind="same story", share=0.0, first=known[one].text, second=known[other].text)


def of_basil(shared: Path, seed: int = 1) -> Iterator[Pair]:
    """The pairs of BASIL's articles; the same story are those pairs of a story in which nothing is marked as copied."""
    read = articles(shared)
    yield from make(list(read.values()), seed)
    apart = (ids for ids, marked in pairs(read).items() if independent(marked))
    yield from told_twice(read.values(), (ids for ids in apart if read[ids[0]].story == read[ids[1]].story))


def _copy(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    return _lines(text)


def _cut(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """From the end, from within, or both, as an editor makes it fit."""
    draft = _lines(text)
    lose = round(share * (len(draft) - 1))
    if dice.random() < 0.5:
        return draft[: len(draft) - lose]
    gone = set(dice.sample(range(1, len(draft)), lose))
    return [paragraph for number, paragraph in enumerate(draft) if number not in gone]


def _reorder(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """Paragraphs in another order, the sentences of some too."""
    head, *body = _lines(text)
    dice.shuffle(body)
    return [head, *([*dice.sample(lines, len(lines))] if dice.random() < 0.3 else lines for lines in body)]


def _figures(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    return _each(_lines(text), lambda line: refigured(line, dice))


def _words(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """The same share of the words of each sentence."""
    return _each(_lines(text), lambda line: reworded(line, share, dice))


def _sentences(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """A share of the sentences is the second's own, between those that are copied as they are."""
    foreign = iter([line for paragraph in stranger.paragraphs[1:] for line in paragraph])
    kept = _each(_lines(text), lambda line: line)
    return [[_own(line, share, dice, foreign) for line in paragraph] for paragraph in kept]


def _own(line: _Line, share: float, dice: random.Random, foreign: Iterator[str]) -> _Line:
    other = next(foreign, None) if dice.random() < share else None
    return line if other is None else _Line(other)


def _agency(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """As papers print an agency: another headline, a credit, the tail gone, here and there another word."""
    draft = _words(text, stranger, share, dice)[1:]
    kept = draft[: max(3, round(len(draft) * dice.uniform(0.5, 0.9)))]
    credit = [_Line(dice.choice(CREDITS))]
    return [[_Line(stranger.paragraphs[0][0])], *([credit, *kept] if dice.random() < 0.5 else [*kept, credit])]


def _passage(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """Some sentences on end of the first text, as a paragraph of a page about something else. They have enough words
    outside quotation marks, for the words of a speaker alone are no echo."""
    lines = [line for paragraph in _lines(text)[1:] for line in paragraph]
    told = [len(words(unquoted(line.text))) for line in lines]
    starts = [place for place in range(len(lines)) if sum(told[place : place + 4]) >= LEAST and told[place]]
    start = dice.choice(starts or [0])
    end = next((end for end in range(start + 1, len(lines)) if sum(told[start:end]) >= LEAST), len(lines))
    taken = _each([lines[start:end]], lambda line: reworded(line, share, dice) if share else line)
    host = _foreign(stranger)
    place = dice.randrange(1, len(host) + 1)
    return [*host[:place], *taken, *host[place:]]


def _furniture(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """Another page of the same template: the heads and feet of `_framed` stand in both."""
    return _foreign(stranger)


def _statement(text: Article, stranger: Article, share: float, dice: random.Random) -> _Draft:
    """A page about something else that quotes the same speaker as the first text is made to do."""
    return _foreign(stranger)


_Build = Callable[[Article, Article, float, random.Random], _Draft]
_KINDS: Final[tuple[tuple[Kind, float, _Build], ...]] = (
    ("copy", 0.0, _copy),
    ("cut", 0.3, _cut),
    ("cut", 0.6, _cut),
    ("reorder", 0.0, _reorder),
    ("figures", 0.0, _figures),
    *(("words", share, _words) for share in SHARES),
    *(("sentences", share, _sentences) for share in SHARES),
    *(("agency", share, _agency) for share in SHARES[:3]),
    *(("passage", share, _passage) for share in (0.0, *SHARES)),
    ("furniture", 0.0, _furniture),
    ("statement", 0.0, _statement),
)


def _lines(text: Article) -> _Draft:
    numbers = iter(range(sum(map(len, text.paragraphs))))
    return [[_Line(line, next(numbers)) for line in paragraph] for paragraph in text.paragraphs]


def _foreign(text: Article) -> _Draft:
    return [[_Line(line) for line in paragraph] for paragraph in text.paragraphs]


def _each(draft: _Draft, edit: Callable[[str], str]) -> _Draft:
    return [[_Line(edit(line.text), line.origin) for line in paragraph] for paragraph in draft]


def _pair(id: str, kind: Kind, share: float, source: _Draft, draft: _Draft) -> Pair:
    """Both texts, laid out, and what is the same in them."""
    dice = random.Random(id)
    if kind == "furniture":
        source, draft = _framed(source, draft, dice)
    if kind == "statement":
        source, draft = _quoting(source, draft, dice)
    first, places = _laid(source)
    second, ours = _laid(draft)
    origins = {number: span for number, (_, span) in _numbered(places)}
    alike = tuple(span for line, span in ours if line.alike)
    return Pair(id, kind, share, first, second, tuple(_copied(first, second, origins, ours)), alike)


def _laid(draft: _Draft) -> tuple[str, list[tuple[_Line, Span]]]:
    """The text, paragraphs apart by an empty line and sentences by a space, and where each sentence stands."""
    text, places = "", []
    for paragraph in draft:
        text += "\n\n" if text else ""
        for number, line in enumerate(paragraph):
            text += " " if number else ""
            places.append((line, (len(text), len(text) + len(line.text))))
            text += line.text
    return text, places


def _copied(first: str, second: str, origins: dict[int, Span], ours: Sequence[tuple[_Line, Span]]) -> Iterator[Copied]:
    """Runs of sentences that follow each other in both texts."""
    lines = [(place, number, span) for place, (number, (_, span)) in enumerate(_numbered(ours, keep=True))]
    for off, run in groupby(lines, lambda line: line[1] - line[0] if line[1] >= 0 else None):
        if off is not None:
            spans = [(origins[number], span) for _, number, span in run]
            texts = [(first[slice(*one)], second[slice(*other)]) for one, other in spans]
            (start, ours_start), (end, ours_end) = spans[0], spans[-1]
            yield Copied((start[0], end[1]), (ours_start[0], ours_end[1]), round(_change(texts), 3))


def _change(texts: Sequence[tuple[str, str]]) -> float:
    total = sum(len(other) for _, other in texts)
    return sum(changed(one, other) * len(other) for one, other in texts) / max(total, 1)


def _numbered(places: Sequence[tuple[_Line, Span]], keep: bool = False) -> Iterator[tuple[int, tuple[_Line, Span]]]:
    """Each sentence with its number in the first text; those that have none are left out, or kept under -1."""
    for line, span in places:
        if line.origin is not None or keep:
            yield -1 if line.origin is None else line.origin, (line, span)


def _framed(source: _Draft, draft: _Draft, dice: random.Random) -> tuple[_Draft, _Draft]:
    heads = [[_Line(line, alike=True)] for line in dice.sample(HEADS, 2)]
    feet = [[_Line(line, alike=True)] for line in dice.sample(FEET, 5)]
    return [*heads, *source, *feet], [*heads, *draft, *feet]


def _quoting(source: _Draft, draft: _Draft, dice: random.Random) -> tuple[_Draft, _Draft]:
    """One statement in both texts, brought in other words and at another place, with its author named in each."""
    statement, who = dice.choice(STATEMENTS), dice.choice(SPEAKERS)
    out = []
    for text, said in zip((source, draft), dice.sample(PLACES, 2), strict=True):
        place = dice.randrange(1, len(text) + 1)
        lead, tail = said.split("…")
        line = [_Line(lead.format(who=who)), _Line(f"“{statement}”", alike=True), _Line(tail.format(who=who))]
        out.append([*text[:place], [part for part in line if part.text], *text[place:]])
    return out[0], out[1]


def scored(made: Iterable[Pair], find: Callable[[str, str], Found]) -> list[dict[str, Any]]:
    """By kind and share: `taken`, the share of pairs in which anything is taken for copied; where something was, how
    much of it was found (`recall`) and how much of what was taken was it (`precision`), by characters of the second
    text; and the `change` that there is."""
    rows: dict[tuple[Kind, float], list[tuple[Pair, Counter[str]]]] = {}
    for pair in made:
        rows.setdefault((pair.kind, pair.share), []).append((pair, _judged(pair, find(pair.first, pair.second))))
    return [_row(kind, share, items) for (kind, share), items in rows.items()]


def _judged(pair: Pair, found: Found) -> Counter[str]:
    said = _letters(second for _, second in found)
    wanted = _letters(copied.second for copied in pair.copied)
    right = {
        place
        for one, second in found
        for copied in pair.copied
        if common(one, copied.first)
        for place in range(max(second[0], copied.second[0]), min(second[1], copied.second[1]))
    }
    return Counter(taken=int(bool(found)), said=len(said), wanted=len(wanted), right=len(right))


def _letters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(*span)}


def _row(kind: Kind, share: float, items: Sequence[tuple[Pair, Counter[str]]]) -> dict[str, Any]:
    count = sum((counted for _, counted in items), Counter[str]())

    def per(part: str, whole: str) -> float | str:
        return round(count[part] / count[whole], 3) if count[whole] else ""

    return {
        "kind": kind,
        "share": share,
        "pairs": len(items),
        "change": round(mean(pair.changed for pair, _ in items), 3),
        "taken": round(count["taken"] / len(items), 3),
        "recall": per("right", "wanted"),
        "precision": per("right", "said"),
    }
