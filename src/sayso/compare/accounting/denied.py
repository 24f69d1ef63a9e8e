"""Denials that what is said does not show by its words alone: what a side goes on to say right after it denied
something (*The group denied it. “None of our people were there,” its spokeswoman said*), and what a side that is
accused says was not its own (*the mine was not ours*)."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from sayso.compare.claiming.index import TELLS
from sayso.compare.claims import Claim, Relation, Tie
from sayso.compare.hearing.sayers import denies
from sayso.compare.hearing.spokesmen import speaks_for
from sayso.records import Attribution, Reading
from sayso.soundness import collapsed

Sides = Callable[[str], str]  # an actor's id → the id of the side for which it speaks

_NOT_OURS: Final = re.compile(
    r"""\b(?:not|never|n[’']t)\s(?:ours|us|our\s(?:own\s)?(?:doing|work|men|people|soldiers|troops|forces|fighters))\b
      | \b(?:nobody|none|no\s?one|nothing|not\s(?:a\ssingle\s)?one)\sof\s(?:ours|us|our\s\w+)\b
      | \b(?:nothing\sto\sdo\swith|no\s(?:part|hand|role)\sin)\s(?:it|this|that|these|those|any\sof|the\s\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_SIDE: Final = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
_AFTER: Final = 0.8  # what is left of a denial's score for what is said right after it
_DISOWNED: Final = 0.6


def sides(readings: Sequence[Reading], joined: Callable[[str], str]) -> Sides:
    """For whom each actor of some pages speaks, himself where for nobody; ids joined over pages."""
    bodies = speaks_for(readings, {actor.id: joined(actor.id) for reading in readings for actor in reading.actors})
    return lambda actor: bodies.get(joined(actor), joined(actor))


def following(reading: Reading, negating: Collection[str], side: Sides) -> Iterator[tuple[str, str]]:
    """What of a page says that something is not so (`negating`) right after a denial by the same side, each with that
    denial."""
    cued = [said for said in reading.attributions if said.cue and said.content and said.outer is None]
    cued.sort(key=lambda said: (said.cue[0], said.id))
    for before, said in pairwise(cued):
        near = _sentence(reading, _start(said)) - _sentence(reading, before.cue[0][0]) <= 1
        if said.id in negating and denies(before) and not denies(said) and near and _one(reading, before, said, side):
            yield said.id, before.id


def _one(reading: Reading, before: Attribution, said: Attribution, side: Sides) -> bool:
    """Whether two speak for one side, as the words of who speaks then tell it, too: *its press office*."""
    if not set(map(side, before.speakers)).isdisjoint(map(side, said.speakers)):
        return True
    return bool(said.source) and _OF_SIDE.match(reading.document.text, said.source[0][0]) is not None


def _start(said: Attribution) -> int:
    return min(start for start, _ in (*said.source, *said.cue, *said.content))


def _sentence(reading: Reading, at: int) -> int:
    return sum(start <= at for start, _ in reading.sentences)


def after(pairs: Iterable[tuple[str, str]], found: Iterable[Tie]) -> Iterator[Tie]:
    """The ties of what follows denials with what these deny."""
    against = [tie for tie in found if tie.relation.kind == "conflicts"]
    for said, before in pairs:
        for tie in against:
            if before in (tie.one, tie.other):
                denied = tie.other if tie.one == before else tie.one
                reasons = ("stands right after a denial by the same side", *tie.relation.reasons)
                if denied != said:
                    yield _against(said, denied, _AFTER * tie.relation.score, reasons)


def disowned(
    told: Sequence[Claim], said: Mapping[str, Attribution], texts: Mapping[str, str], side: Sides
) -> Iterator[Tie]:
    """The ties of what sides say was not theirs with what lays it to them and speaks of the same thing."""
    for claim in told:
        words = " … ".join(collapsed(texts[claim.attribution], span) for span in said[claim.attribution].content)
        if claim.sign > 0 and (match := _NOT_OURS.search(words)):
            ours = {f"#{side(actor)}" for actor in said[claim.attribution].speakers}
            things = {key for term in claim.terms if not term.actor and term.weight >= TELLS for key in term.keys}
            others = (other for other in told if (ours | claim.speakers).isdisjoint(other.speakers))
            for other in (other for other in others if _lays(other, ours) and _speaks_of(other, things)):
                yield _against(claim.attribution, other.attribution, _DISOWNED, (f"says of itself “{match[0]}”",))


def _lays(claim: Claim, to: set[str]) -> bool:
    """Whether a claim says of some that they did something, or blames them."""
    blamed = claim.act == "accuse" and any(term.actor and not term.keys.isdisjoint(to) for term in claim.terms)
    return claim.sign > 0 and (blamed or any(not deed.actors.isdisjoint(to) for deed in claim.deeds))


def _speaks_of(claim: Claim, things: set[str]) -> bool:
    return any(not term.keys.isdisjoint(things) for term in claim.terms)


def _against(one: str, other: str, score: float, reasons: tuple[str, ...]) -> Tie:
    one, other = sorted((one, other))
    return Tie(one, other, Relation(kind="conflicts", score=round(score, 3), reasons=reasons))
