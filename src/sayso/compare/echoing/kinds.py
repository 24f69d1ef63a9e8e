"""What it means that two texts share a stretch: copied, one speaker's words in both, or a site's furniture."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.compare.echoing.matching import Match
from sayso.compare.echoing.stretches import Stretch
from sayso.compare.echoing.told import Words

Kind = Literal["copied", "quoted", "furniture"]

_TELLING: Final = 2.0  # what the words of one telling have to weigh together, with no quotation among them, to count
_TOLD: Final = 7.0  # what those of a whole stretch have to, changed words taken off
_FEWEST: Final = 14  # matches of a stretch: what is shorter is said so by many
_LOOSE: Final = 0.4  # the most that may be changed in a stretch that is not long
_LONG: Final = 20  # matches of a stretch with which its tellings need not say so much
_MIXED: Final = 6.5  # what they have to weigh then, as they are
_CITED: Final = 12.0  # what words have to weigh that one text tells and the other quotes
_APART: Final = 6  # words that one telling may have of its own between two that match
_DENSE: Final = 0.5  # of the words of a telling, that match
_MUCH: Final = 0.25  # of a text's words: where so many are copied, what else is shared is no accident
_MOST: Final = 0.4  # of them: what a speaker says in both is copied too
_LITTLE: Final = 3.0  # what the words of a stretch have to weigh there
_PAGE: Final = 60  # words that both pages of a site have of their own between its head and foot
_LINE: Final = 10  # words of furniture that are told
_NEAR: Final = 40  # words between a stretch that is copied and what goes with it
_QUOTED: Final = 5.0  # what words of one speaker have to weigh to be told
_OWN: Final = 0.6  # the most that may be changed in a stretch that says little by itself
_PERSONS: Final = frozenset(
    {"i", "i'm", "i've", "i'd", "i'll", "me", "my", "we", "we're", "we've", "us", "our", "you", "you're", "your"}
)


class Judged(Struct, frozen=True):
    """A stretch and what it is taken for; None for words that anybody might use."""

    stretch: Stretch
    kind: Kind | None


def judged(one: Words, other: Words, found: Sequence[Stretch], site: bool = True) -> list[Judged]:
    """Every stretch with its kind; `site` says that both may be pages of one. What is shared by chance goes with a copy
    where it stands close to it in both texts, or where much of a text is copied anyway."""
    frame = _frame(one, other, found) if site else set()
    known = [Judged(each, _kind(one, other, each, frame)) for each in found]
    copied = [each.stretch for each in known if each.kind == "copied"]
    share = _share(one, other, copied)
    return [_with_copies(each, one, other, copied, share) for each in known]


def _kind(one: Words, other: Words, stretch: Stretch, frame: set[Match]) -> Kind | None:
    own = [match for match in stretch.matches if match not in frame and not _furniture(one, other, match)]
    if 2 * len(own) < len(stretch.matches):
        return "furniture" if len(stretch.matches) >= _LINE else None
    if (not _is_phrase(stretch) and _is_told(one, other, own)) or _cited(one, other, own):
        return "copied"
    return "quoted" if _weight(one, other, _said(one, other, own)) >= _QUOTED else None


def _is_phrase(stretch: Stretch) -> bool:
    """Whether it is so short, or so short and changed, that it may be how such a thing is always told."""
    count = len(stretch.matches)
    return count < _FEWEST or (count < _LONG and stretch.change > _LOOSE)


def _is_told(one: Words, other: Words, matches: Sequence[Match]) -> bool:
    """Whether both texts tell the same, with what they quote in between or without."""
    parts = [part for part in _tellings(one, other, matches) if _weight(one, other, part) >= _TELLING]
    weights = [_weight(one, other, part) for part in parts]
    kept = [weight * len(part) / _length(part) for weight, part in zip(weights, parts, strict=True)]
    return sum(kept) >= _TOLD or (len(matches) >= _LONG and sum(weights) >= _MIXED)


def _cited(one: Words, other: Words, matches: Iterable[Match]) -> bool:
    """Whether one text quotes at length what the other tells. Where somebody speaks of himself, or to somebody, it is a
    letter or a speech that one of them sets off without marks."""
    tells = [(i, j) for i, j in matches if one.telling[i] and other.quoted[j]]
    crossed = tells + [(i, j) for i, j in matches if one.quoted[i] and other.telling[j]]
    return _weight(one, other, crossed) >= _CITED and _PERSONS.isdisjoint(one.keys[i] for i, _ in crossed)


def _length(part: Sequence[Match]) -> int:
    """How many words the longer side has from the first match to the last."""
    return max(part[-1][side] - part[0][side] + 1 for side in (0, 1))


def _furniture(one: Words, other: Words, match: Match) -> bool:
    return one.furniture[match[0]] or other.furniture[match[1]]


def _said(one: Words, other: Words, matches: Iterable[Match]) -> list[Match]:
    """Those that both texts quote."""
    return [(i, j) for i, j in matches if one.quoted[i] and other.quoted[j]]


def _weight(one: Words, other: Words, matches: Iterable[Match]) -> float:
    return sum(min(one.weights[i], other.weights[j]) for i, j in matches)


def _tellings(one: Words, other: Words, matches: Iterable[Match]) -> Iterator[list[Match]]:
    """The parts of a stretch that are told in both texts, outside of quotations, with few words of their own."""
    part: list[Match] = []
    for match in matches:
        if not (one.telling[match[0]] and other.telling[match[1]]):
            continue
        if part and not _goes_on(one, other, part[-1], match):
            yield from _dense(part)
            part = []
        part.append(match)
    yield from _dense(part)


def _goes_on(one: Words, other: Words, last: Match, next: Match) -> bool:
    near = next[0] - last[0] <= _APART + 1 and next[1] - last[1] <= _APART + 1
    return near and all(one.telling[last[0] : next[0]]) and all(other.telling[last[1] : next[1]])


def _dense(part: list[Match]) -> Iterator[list[Match]]:
    if part and len(part) >= _DENSE * _length(part):
        yield part


def _share(one: Words, other: Words, copied: Iterable[Stretch]) -> float:
    """How much of the text that has more of it copied."""
    count = sum(len(each.matches) for each in copied)
    return count / max(1, min(len(one.keys), len(other.keys)))


def _with_copies(each: Judged, one: Words, other: Words, copied: Sequence[Stretch], share: float) -> Judged:
    stretch = each.stretch
    if each.kind in ("copied", "furniture") or stretch.change > _OWN or _weight(one, other, stretch.matches) < _LITTLE:
        return each
    if share >= (_MOST if each.kind == "quoted" else _MUCH) or any(_close(stretch, known) for known in copied):
        return Judged(stretch, "copied")
    return each


def _close(one: Stretch, other: Stretch) -> bool:
    """Whether one follows the other in both texts after a few words."""
    before, behind = sorted((one, other), key=lambda each: each.first)
    return 0 <= behind.first[0] - before.first[1] <= _NEAR and 0 <= behind.second[0] - before.second[1] <= _NEAR


def _frame(one: Words, other: Words, found: Sequence[Stretch]) -> set[Match]:
    """Matches in paragraphs with which both texts begin, or end, word for word, while they have little else in common:
    the head and foot of a site."""
    blocks = (*_same(one, other, 1), *_same(one, other, -1))
    first, second = ({pair[side] for pair in blocks} for side in (0, 1))
    own = _outside(one, first), _outside(other, second)
    if min(own) < _PAGE or 2 * max(own) < max(len(one.keys), len(other.keys)):
        return set()
    within: set[Match] = set()
    for each in found:
        inside = {(i, j) for i, j in each.matches if one.blocks[i] in first and other.blocks[j] in second}
        rest = [match for match in each.matches if match not in inside]
        if _is_told(one, other, rest) or _weight(one, other, _said(one, other, rest)) >= _QUOTED:
            return set()
        within |= inside
    return within.difference(_said(one, other, within))


def _outside(words: Words, blocks: set[int]) -> int:
    return sum(number not in blocks for number in words.blocks)


def _same(one: Words, other: Words, step: int) -> list[tuple[int, int]]:
    """Numbers of the blocks that are the same from one end on."""
    found = []
    for first, second in zip(_blocks(one)[::step], _blocks(other)[::step], strict=False):
        if first[1] != second[1]:
            break
        found.append((first[0], second[0]))
    return found


def _blocks(words: Words) -> list[tuple[int, tuple[str, ...]]]:
    parts: dict[int, list[str]] = {}
    for number, key in zip(words.blocks, words.keys, strict=True):
        parts.setdefault(number, []).append(key)
    return [(number, tuple(keys)) for number, keys in parts.items()]
