"""The department and the administration that a member of a government belongs to, where the page speaks of them: of the
*foreign minister* the Foreign Ministry, of the *attorney general* the Department of Justice."""

from collections.abc import Iterator
from typing import Final

from sayso.extract.standing import near
from sayso.extract.standing.scene import Scene
from sayso.records import Actor

_HOUSES: Final = {"secretary": ("department", "office"), "minister": ("ministry",), "attorney-general": ("department",)}
_FIELDS: Final = {"defence": "defense", "attorney-general": "justice"}
_LOWER: Final = frozenset({"deputy", "assistant", "under", "prime", "press"})
_CABINET: Final = frozenset({"secretary", "attorney-general", "vice-president", "adviser", "advisor", "ambassador"})
_OWN: Final = ("government of", "federal government of", "white house", "kremlin", "downing street")


def departments(s: Scene, i: int, person: str) -> Iterator[str]:
    """The bodies of the page that the office at word i is in, the person being the one who has it."""
    office = _office(s, i)
    country = s.ground.actors[person].country or _abroad(s, i)
    fields = set(_fields(s, i, office)) if office in _HOUSES else set()
    held = [actor for actor in s.ground.actors.values() if actor.kind == "government"]
    own = [actor for actor in held if country is None or actor.country == country]
    named = [actor.id for actor in own if fields and _is_house(actor, office, fields)]
    if len(named) == 1:
        yield named[0]
    if office == "president" and country is not None:
        yield from (actor.id for actor in held if actor.country == country and _is_own(actor))
    elif office in _CABINET and country in (None, "US") and _is_cabinet(s, i, fields):
        yield from (actor.id for actor in held if actor.country == "US" and _is_own(actor))


def _abroad(s: Scene, i: int) -> str | None:
    """The country of whose government an office is said to be: *Norland's deputy foreign minister*."""
    before = (k for k in (*near.owner(s, i), *range(max(0, i - 3), i)) if k in s.ground.covering)
    named = (s.ground.actors.get(s.ground.covering[k].actor or "") for k in before)
    return next((actor.country for actor in named if actor is not None and actor.country), None)


def _office(s: Scene, i: int) -> str:
    """The office, two words that are one taken together."""
    before = s.words[i - 1] if i else ""
    if before == "attorney" and s.words[i] == "general":
        return "attorney-general"
    return f"vice-{s.words[i]}" if before == "vice" else s.words[i]


def _fields(s: Scene, i: int, office: str) -> Iterator[str]:
    """What an office is for: *foreign* minister, secretary of *state*."""
    if office in _FIELDS:
        yield _FIELDS[office]
        return
    if s.words[i + 1 : i + 2] == ("of",) and s.words[i + 2 : i + 3]:
        yield _FIELDS.get(s.words[i + 2], s.words[i + 2])
    elif i and s.words[i - 1] not in _LOWER and s.parse.words[i - 1].pos in ("NOUN", "PROPN", "ADJ"):
        yield _FIELDS.get(s.words[i - 1], s.words[i - 1])


def _is_house(actor: Actor, office: str, fields: set[str]) -> bool:
    words = [_FIELDS.get(word, word) for word in actor.name.lower().split()]
    return not fields.isdisjoint(words) and not set(_HOUSES[office]).isdisjoint(words)


def _is_own(actor: Actor) -> bool:
    return actor.name.lower().startswith(_OWN)


def _is_cabinet(s: Scene, i: int, fields: set[str]) -> bool:
    """Whether a title is one of a national government that goes without its country's name."""
    if s.words[i] in ("adviser", "advisor"):
        return s.words[max(0, i - 2) : i] == ("national", "security") or s.words[i - 1] == "security"
    if s.words[i] == "ambassador":
        return s.words[i + 1 : i + 2] == ("to",)
    return bool(fields) or s.words[i - 1] == "vice" or s.words[i] == "general"
