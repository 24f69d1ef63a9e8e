"""What changed between two versions of a page: its words, block by block, and the attributions that stand in them."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from msgspec import Struct

from sayso.errors import NotFoundError
from sayso.records import Attribution, Document, Entry, Reading, Spans
from sayso.soundness import collapsed, one_line

Fate = Literal["same", "gone", "new"]

ALIKE: Final = 0.5  # share of words from which two blocks are one that was changed
MOST: Final = 4_000_000  # pairs of words beyond which two blocks are not told apart word by word
BLOCKS: Final = 250_000  # pairs of blocks, or of attributions, beyond which it is not asked which became which
FACTS: Final = ("title", "author", "publisher", "published", "language")

_WORD: Final = re.compile(r"\w+(?:[’'.,-]\w+)*\s*|[^\w\s]\s*|\s+")


class Run(Struct, frozen=True):
    """Words that stayed, went, or came."""

    fate: Fate
    words: str


class Change(Struct, frozen=True):
    """A block as it changed: one run where it went, came or stayed as a whole."""

    runs: tuple[Run, ...]

    @property
    def fate(self) -> Fate | None:
        """Of the whole of it; None where it was changed."""
        fates = {run.fate for run in self.runs}
        return fates.pop() if len(fates) == 1 else None


class Stretch(Struct, frozen=True):
    """Neighbouring blocks: all of them the same, or all of them not."""

    same: bool
    changes: tuple[Change, ...]


class Said(Struct, frozen=True):
    """An attribution of one version: its words."""

    id: str
    source: str
    cue: str
    content: str


class Reworded(Struct, frozen=True):
    """An attribution of which some words changed between versions."""

    before: Said
    after: Said
    runs: tuple[Run, ...]


class Between(Struct, frozen=True, kw_only=True):
    """What changed from an older version to a newer one. `facts` are those that differ: name, before, after."""

    facts: tuple[tuple[str, str, str], ...]
    text: tuple[Stretch, ...]
    around: tuple[Stretch, ...]
    gone: tuple[Said, ...]
    new: tuple[Said, ...]
    reworded: tuple[Reworded, ...]
    readers: tuple[str, str]

    @property
    def words_gone(self) -> int:
        return _count(self.text, "gone")

    @property
    def words_new(self) -> int:
        return _count(self.text, "new")

    @property
    def nothing(self) -> bool:
        return not (self.facts or self.gone or self.new or self.reworded or _changed(self.text, self.around))


def pair(versions: Sequence[Entry], this: str, other: str | None) -> tuple[Entry, Entry] | None:
    """The two versions to compare, the older first: this and the one asked for, or else the one before it, or after
    it; None where there is only one. NotFoundError for one that is none of them."""
    ids = [each.id for each in versions]
    here = ids.index(this)
    if other is None:
        there = here - 1 if here else 1
        return None if len(ids) < 2 else (versions[min(here, there)], versions[max(here, there)])
    if other not in ids:
        raise NotFoundError(f"{other[:12]}: no version of the address at which document {this[:12]} was seen")
    there = ids.index(other)
    return None if here == there else (versions[min(here, there)], versions[max(here, there)])


def shared_address(old: Reading, new: Reading) -> str | None:
    """An address, or else a path, at which both were seen."""
    seen = [dict.fromkeys((reading.document.url, *_places(reading))) for reading in (old, new)]
    return next((place for place in seen[1] if place is not None and place in seen[0]), None)


def _places(reading: Reading) -> Iterator[str | None]:
    yield from (each.url for each in reading.document.sightings)
    yield from (each.path for each in reading.document.sightings)


def between(old: Reading, new: Reading) -> Between:
    """What changed from one reading to another of a later version."""
    gone, reworded, came = _attributions(old, new)
    return Between(
        facts=tuple(_facts(old.document, new.document)),
        text=stretches(_blocks(old.document, False), _blocks(new.document, False)),
        around=stretches(_blocks(old.document, True), _blocks(new.document, True)),
        gone=gone,
        new=came,
        reworded=reworded,
        readers=(old.reader, new.reader),
    )


def stretches(old: Sequence[str], new: Sequence[str]) -> tuple[Stretch, ...]:
    """How blocks of text changed, the same ones put together."""
    found: list[Stretch] = []
    for change in _compared(old, new):
        same = change.fate == "same"
        if found and found[-1].same is same:
            found[-1] = Stretch(same, (*found[-1].changes, change))
        else:
            found.append(Stretch(same, (change,)))
    return tuple(found)


def runs(old: str, new: str) -> tuple[Run, ...]:
    """How the words of one block changed into those of another."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > MOST:
        return Run("gone", old), Run("new", new)
    matcher = SequenceMatcher(None, _stripped(before), _stripped(after), autojunk=False)
    return tuple(_joined(_runs(matcher, before, after)))


def _stripped(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words]


def _runs(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Run]:
    for name, i, j, k, m in matcher.get_opcodes():
        if name == "equal":
            yield Run("same", "".join(after[k:m]))
            continue
        if i < j:
            yield Run("gone", "".join(before[i:j]))
        if k < m:
            yield Run("new", "".join(after[k:m]))


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    """A sign that stayed between two changes says nothing alone: it goes and comes with them."""
    every = list(found)
    for at, run in enumerate(every):
        lone = run.fate == "same" and 0 < at < len(every) - 1 and re.search(r"\w", run.words) is None
        yield from (Run("gone", run.words), Run("new", run.words)) if lone else (run,)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for name, i, j, k, m in matcher.get_opcodes():
        if name == "equal":
            yield from (Change((Run("same", words),)) for words in new[k:m])
        else:
            yield from _matched(old[i:j], new[k:m])


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Blocks among which none stayed as it is: each with the one that it became, in order."""
    i = j = 0
    for k, m in _pairs(old, new):
        yield from _apart(old[i:k], new[j:m])
        yield Change(runs(old[k], new[m]))
        i, j = k + 1, m + 1
    yield from _apart(old[i:], new[j:])


def _apart(old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    yield from (Change((Run("gone", words),)) for words in old)
    yield from (Change((Run("new", words),)) for words in new)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which block became which: the most alike first, and no two that cross."""
    if len(old) * len(new) > BLOCKS:
        return []
    before, after = ([Counter(words.split()) for words in blocks] for blocks in (old, new))
    likenesses = ((_shared(one, other), -i, -j) for i, one in enumerate(before) for j, other in enumerate(after))
    found: list[tuple[int, int]] = []
    for _, i, j in sorted((each for each in likenesses if each[0] >= ALIKE), reverse=True):
        at = bisect(found, (-i, -j))
        if (at == 0 or (found[at - 1][0] < -i and found[at - 1][1] < -j)) and (
            at == len(found) or (-i < found[at][0] and -j < found[at][1])
        ):
            found.insert(at, (-i, -j))
    return found


def _shared(before: Counter[str], after: Counter[str]) -> float:
    """The share of words that two texts have in common."""
    return 2 * (before & after).total() / max(1, before.total() + after.total())


def _blocks(document: Document, furniture: bool) -> tuple[str, ...]:
    found = (each.span for each in document.blocks if (each.kind == "furniture") is furniture)
    return tuple(filter(None, (collapsed(document.text, span) for span in found)))


def _facts(old: Document, new: Document) -> Iterator[tuple[str, str, str]]:
    for name in FACTS:
        before, after = getattr(old, name) or "", getattr(new, name) or ""
        if before != after:
            yield name, before, after


def _attributions(old: Reading, new: Reading) -> tuple[tuple[Said, ...], tuple[Reworded, ...], tuple[Said, ...]]:
    before, after = (tuple(_said(reading, each) for each in reading.attributions) for reading in (old, new))
    left = _without(before, after)
    came = list(_without(after, before))
    gone: list[Said] = []
    reworded: list[Reworded] = []
    words = {each: Counter(_line(each).split()) for each in (*left, *came)}
    many = len(left) * len(came) > BLOCKS
    for each in left:
        became = None if many else max(came, key=lambda other: _shared(words[each], words[other]), default=None)
        if became is None or _shared(words[each], words[became]) < ALIKE:
            gone.append(each)
        else:
            came.remove(became)
            reworded.append(Reworded(each, became, runs(_line(each), _line(became))))
    return tuple(gone), tuple(reworded), tuple(came)


def _without(these: Iterable[Said], those: Iterable[Said]) -> tuple[Said, ...]:
    """These, but for as many of each as stand in those in the same words."""
    there = Counter(map(_line, those))
    left: list[Said] = []
    for each in these:
        there[_line(each)] -= 1
        if there[_line(each)] < 0:
            left.append(each)
    return tuple(left)


def _said(reading: Reading, each: Attribution) -> Said:
    source, cue, content = (_words(reading.document.text, spans) for spans in (each.source, each.cue, each.content))
    return Said(each.id, source, cue, content)


def _words(text: str, spans: Spans) -> str:
    return one_line(collapsed(text, span) for span in spans)


def _line(said: Said) -> str:
    return " ".join(filter(None, (said.source, said.cue, said.content)))


def _count(found: Iterable[Stretch], fate: Fate) -> int:
    every = (run for each in found for change in each.changes for run in change.runs if run.fate == fate)
    return sum(len(run.words.split()) for run in every)


def _changed(*texts: Iterable[Stretch]) -> bool:
    return any(not each.same for text in texts for each in text)
