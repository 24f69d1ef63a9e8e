"""What an actor's page shows: what it is called by whom, and which ids were joined into it."""

from collections.abc import Iterable

from msgspec import Struct

from sayso.ledger import View
from sayso.ledger.judgements import in_force
from sayso.records import ActorEntry, CalledBy, Judgement
from sayso.web.verdicts import Judged, Other, judged


class Voice(Struct, frozen=True):
    """Who uses a name, how often: speakers, or a publisher in the page's own voice. No names: it is not known who."""

    names: tuple[str, ...]
    page: bool
    times: int


class Name(Struct, frozen=True):
    """Words that stand for an actor, how often in all, and in whose voices, the most frequent first."""

    text: str
    times: int
    voices: tuple[Voice, ...]


class Joined(Struct, frozen=True):
    """Another id that means the actor, and the judgements that say so; without any, the full name joined the two."""

    id: str
    judgements: tuple[Judged, ...]


class Apart(Struct, frozen=True):
    """An actor that is judged not to be this one."""

    actor: Other
    judgement: Judged


def by_name(called: Iterable[CalledBy]) -> tuple[Name, ...]:
    """The names of an actor, the most used first."""
    voices: dict[str, list[Voice]] = {}
    for each in called:
        voices.setdefault(each.text, []).append(Voice(each.by, each.page, each.times))
    names = (Name(text, sum(voice.times for voice in found), tuple(found)) for text, found in voices.items())
    return tuple(sorted(names, key=lambda name: (-name.times, name.text)))


def joined(view: View, entry: ActorEntry) -> tuple[tuple[Joined, ...], tuple[Apart, ...]]:
    """The ids that were joined into an actor, and the actors that a person keeps apart from it."""
    ids = {entry.id, *entry.joined}
    pairs = latest(in_force(view.judgements()))
    told = judged(view, (each for each in pairs if ids & _pair(each)), dict.fromkeys(ids, entry.name))
    same = [each for each in told if each.judgement.kind == "same" and ids >= _pair(each.judgement)]
    apart = [each for each in told if each.judgement.kind == "not_same"]
    return (
        tuple(Joined(key, tuple(each for each in same if key in _pair(each.judgement))) for key in entry.joined),
        tuple(Apart(each.actors[each.judgement.value in ids], each) for each in apart),
    )


def latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Of the judgements that two actors are the same or not, the last one of each two."""
    return tuple({_pair(each): each for each in judgements if each.kind in ("same", "not_same")}.values())


def _pair(judgement: Judgement) -> frozenset[str | None]:
    return frozenset((judgement.value, judgement.other))
