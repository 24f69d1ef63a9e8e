"""A matter over time: who asserted, denied, conceded it and when, and the way of a claim from its first speaker through
those who carried it.

What says the same is a group, what says the contrary another; both come from `compare/claims.py`. Everything here is
somebody's word as pages bring it: that somebody concedes is read from what he said before and after, and both stand
beside it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.compare.describing.told import Voice
from sayso.compare.hearing.sayers import LATE, Heard, Item, Sayers, Who, denies, in_time
from sayso.records import Attribution, Event, Reading, Span

# contradicts: says what cannot be so together with it. concedes: says it who denied or contradicted it before, or
# admits it. retracts: denies or contradicts it who said it before; a page whose correction tells what it had said.
Stand = Literal["asserts", "denies", "contradicts", "concedes", "retracts"]
How = Literal["first", "says", "same_speaker", "cites", "copies"]

_NEGATION: Final = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE
)
_FOR: Final[frozenset[Stand]] = frozenset({"asserts", "concedes"})


class Stage(Struct, frozen=True):
    """How somebody stood to a claim until he stood otherwise. `day` is the first of it, `told` where pages bring it."""

    stand: Stand
    day: str | None
    told: tuple[Heard, ...]


class Course(Struct, frozen=True):
    """How one voice stood to a claim over time; a body's stages are those of its spokesmen, too."""

    voice: Voice
    stages: tuple[Stage, ...]

    @property
    def turned(self) -> bool:
        return len(self.stages) > 1


class Matter(Struct, frozen=True):
    """A claim with all who stand to it. `items` say it, `against` say the contrary; the voice that was first to speak
    comes first."""

    items: tuple[Item, ...]
    against: tuple[Item, ...]
    courses: tuple[Course, ...]


class Hop(Struct, frozen=True):
    """A page on a claim's way. `how` tells how it came there: from a page that it `copies`; from a medium that it
    `cites`; from the `same_speaker` as on a page before, who is then a common source; or somebody else `says` it.
    `first` are those of the first day of all. `of` is where else it is, there or from the same speaker, no later."""

    heard: Heard
    item: Item
    how: How
    of: Item | None = None


class Way(Struct, frozen=True):
    """The way of a claim, in time. `speakers` are those who say it, by themselves or as bodies, each once;
    those whom only copies have are none."""

    hops: tuple[Hop, ...]
    speakers: tuple[Voice, ...]


def courses(
    readings: Sequence[Reading],
    claims: Iterable[Collection[Item]],
    conflicts: Iterable[tuple[Item, Item]] = (),
    *,
    same: Mapping[str, str] | None = None,
    speaks_for: Mapping[str, str] | None = None,
) -> tuple[Matter, ...]:
    """The matters of a story, those first on which most speak.

    `claims` are groups of what says the same, `conflicts` pairs of items that say the contrary; an item is a document's
    id and that of an attribution or event. A group that only denies what another says is told with that one. `same`
    joins actors over pages, `speaks_for` gives spokesmen's bodies. NotFoundError for an item that no page has.
    """
    sayers = Sayers(readings, same, speaks_for)
    groups, against = _opposed(claims, conflicts)
    found = [_matter(sayers, group, against[group]) for group in groups if not _only_denies(sayers, group, against)]
    return tuple(sorted(found, key=lambda one: (-len(one.courses), one.items)))


def way(
    readings: Sequence[Reading],
    claim: Collection[Item],
    copies: Collection[tuple[str, str]] = (),
    *,
    same: Mapping[str, str] | None = None,
    speaks_for: Mapping[str, str] | None = None,
) -> Way:
    """The way of what says the same. `copies` are pairs of documents: one that copies, and the one it copies from."""
    sayers = Sayers(readings, same, speaks_for)
    told = sorted(
        ((sayers.of(item), item) for item in set(claim)), key=lambda each: _passed(sayers, each[0], each[1], copies)
    )
    hops = tuple(_hop(sayers, heard, item, told, copies) for heard, item in told)
    speakers = dict.fromkeys(hop.heard.who for hop in hops if hop.how != "copies")
    return Way(hops, tuple(voice for voice, _ in speakers))


Group = tuple[Item, ...]
Told = tuple[Heard, Item]


def _opposed(
    claims: Iterable[Collection[Item]], conflicts: Iterable[tuple[Item, Item]]
) -> tuple[list[Group], defaultdict[Group, set[Group]]]:
    """All groups, what is in none being one of its own, and for each those that say the contrary."""
    groups = {tuple(sorted(set(group))) for group in claims if group}
    of = {item: group for group in groups for item in group}
    against: defaultdict[Group, set[Group]] = defaultdict(set)
    for pair in conflicts:
        one, other = (of.get(item, (item,)) for item in pair)
        if one != other:
            against[one].add(other)
            against[other].add(one)
    return sorted(groups | set(against)), against


def _only_denies(sayers: Sayers, group: Group, against: Mapping[Group, Collection[Group]]) -> bool:
    """Whether a group says nothing but that another is not so: what is called a denial, or is not told first."""
    if not all(_denies(sayers, item) for item in group):
        return False
    others = [other for other in against.get(group, ()) if not all(_denies(sayers, item) for item in other)]
    called = all(isinstance(thing := sayers.thing(item), Attribution) and denies(thing) for item in group)
    return any(called or _begun(sayers, other) <= _begun(sayers, group) for other in others)


def _begun(sayers: Sayers, group: Group) -> str:
    return min(sayers.of(item).day or LATE for item in group)


def _denies(sayers: Sayers, item: Item) -> bool:
    """Whether somebody says in so many words that something is not so."""
    thing = sayers.thing(item)
    if isinstance(thing, Event):
        return thing.negated or thing.status == "denied"
    return denies(thing) or _NEGATION.search(sayers.of(item).basis.words) is not None


def _matter(sayers: Sayers, group: Group, against: Iterable[Group]) -> Matter:
    contrary = tuple(sorted({item for other in against for item in other}))
    by_voice: defaultdict[Who, list[tuple[Stand, Heard]]] = defaultdict(list)
    for item in (*group, *contrary):
        heard = sayers.of(item)
        by_voice[heard.who].append((_stand(sayers, item, item in contrary), heard))
    found = [Course(voice, tuple(_stages(told))) for (voice, _), told in by_voice.items()]
    return Matter(group, contrary, tuple(sorted(found, key=lambda course: (_when(course), course.voice))))


def _stand(sayers: Sayers, item: Item, contrary: bool) -> Stand:
    if contrary:
        return "denies" if _denies(sayers, item) else "contradicts"
    if sayers.corrects(*item):
        return "retracts"
    thing = sayers.thing(item)
    return "concedes" if isinstance(thing, Attribution) and thing.act == "admit" else "asserts"


def _stages(told: Iterable[tuple[Stand, Heard]]) -> Iterator[Stage]:
    """How a voice stood, in time: what it says on another side than before is a turn."""
    stages: list[tuple[Stand, list[Heard]]] = []
    for stand, heard in sorted(told, key=lambda each: (in_time(each[1]), each[0])):
        turned = _turned(stand, stages[-1][0]) if stages else stand
        if stages and turned == stages[-1][0]:
            stages[-1][1].append(heard)
        else:
            stages.append((turned, [heard]))
    return (Stage(stand, heard[0].day, tuple(heard)) for stand, heard in stages)


def _turned(stand: Stand, before: Stand) -> Stand:
    """A stand as one that comes after another."""
    if (stand in _FOR) != (before in _FOR):
        return "concedes" if stand in _FOR else "retracts"
    return stand if stand == "concedes" else before  # who denies and then tells another story goes on denying


def _when(course: Course) -> tuple[str, str, str, Span, str]:
    return min(in_time(heard) for stage in course.stages for heard in stage.told)


def _passed(sayers: Sayers, heard: Heard, item: Item, copies: Collection[tuple[str, str]]) -> tuple[object, ...]:
    """The order in which a claim went on: of one day, who has it by himself before those who have it from others."""
    copied = any(item[0] == copy for copy, _ in copies)
    return *_dated(heard), copied, bool(_carriers(sayers, heard)), in_time(heard), item


def _carriers(sayers: Sayers, heard: Heard) -> tuple[Voice, ...]:
    """The media through which something came to a page."""
    return heard.via or ((heard.speaker,) if sayers.is_medium(heard.speaker) else ())


def _hop(sayers: Sayers, heard: Heard, item: Item, told: Sequence[Told], copies: Collection[tuple[str, str]]) -> Hop:
    copied = [other for _, other in told if (item[0], other[0]) in copies]
    if copied:
        return Hop(heard, item, "copies", copied[0])
    if carriers := _carriers(sayers, heard):
        return Hop(heard, item, "cites", _cited(sayers, heard, carriers, told))
    when, first = _dated(heard), min(_dated(each) for each, _ in told)
    copying = {copy for copy, _ in copies}
    same = [
        (each, other) for each, other in told if each.who == heard.who and other != item and other[0] not in copying
    ]
    own = [other for each, other in same if _dated(each) <= when]
    how: How = "first" if when == first else "same_speaker" if own else "says"
    return Hop(heard, item, how, own[0] if own else None)


def _dated(heard: Heard) -> tuple[str, str]:
    return heard.day or LATE, heard.published or LATE


def _cited(sayers: Sayers, heard: Heard, carriers: Iterable[Voice], told: Iterable[Told]) -> Item | None:
    """Where the first page of a publisher has it that is among those through whom it came, unless it is a later one."""
    called = {name for medium in carriers for name in sayers.called(medium)}
    pages = ((each, item) for each, item in told if each.page.name.casefold() in called)
    return next((item for each, item in pages if (each.published or LATE) <= (heard.published or LATE)), None)
