"""What deeds met side by side make together: light verbs and their nouns, nouns beside nouns, phrases over words."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from sayso.extract.eventing.carrying import top
from sayso.extract.eventing.deed import Deed, Slots
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import SAID
from sayso.lexicon.plover import Turn

TELLING: Final = SAID | {"PROTEST"}  # verbs of these say something of a deed and do not carry it
_WHOSE: Final = frozenset({"between", "among", "with", "by", "possessive", "adjective", "compound", "subject"})


def joined(scene: Scene, found: Mapping[int, Deed]) -> list[Deed]:
    """The deeds in text order, of those that are one only one."""
    return _apart(sorted(_beside(scene, _carried(found)), key=lambda deed: deed.words))


def _carried(found: Mapping[int, Deed]) -> dict[int, Deed]:
    """The deeds without the verbs that only carry a noun, and what becomes of the noun by them (*lift sanctions*)."""
    out, idle = dict(found), set[int]()
    for at, deed in found.items():
        if deed.verb is None or deed.carried is None:
            continue
        turned = next((turn for turn in deed.carried.turns if _fits(turn, deed)), None)
        own = found.get(deed.verb)
        if own is not None and set(deed.words) <= set(own.words):
            continue  # a phrase holds both
        if turned is None and own is not None and own.type in TELLING and own.type != deed.type:
            continue
        if turned is not None and own is not None and own.type == turned.type == "REJECT":
            out[deed.verb] = replace(own, modes=turned.modes)  # *rejected the offer*: the offer is what is rejected
            del out[at]
            continue
        idle.add(deed.verb)
        if turned is not None and turned.type is None:
            del out[at]
            continue
        same = own is not None and own.type == deed.type and deed.type in SAID
        close = turned is not None or same or deed.verb == deed.words[0] - 1
        out[at] = replace(
            deed,
            type=turned.type if turned and turned.type else deed.type,
            modes=turned.modes if turned else _both(deed, own),
            slots=_shared(deed, own),
            carries=True,
            turned=turned is not None,
            words=tuple(sorted({deed.verb, *deed.words})) if close else deed.words,
        )
    return {at: deed for at, deed in out.items() if at not in idle}


def _both(deed: Deed, own: Deed | None) -> tuple[str, ...]:
    """The modes of a noun and of its verb, where they say the same (*mediated the talks*)."""
    modes = own.modes if own is not None and own.type == deed.type else ()
    return tuple(dict.fromkeys((*deed.modes, *modes)))


def _shared(deed: Deed, own: Deed | None) -> Slots:
    """The places of a noun, and where nobody stands at them the subject of a verb that says the same."""
    if own is None or own.type != deed.type or not _WHOSE.isdisjoint(deed.slots) or "subject" not in own.slots:
        return deed.slots
    return {**deed.slots, "subject": own.slots["subject"]}


def _fits(turn: Turn, deed: Deed) -> bool:
    return turn.of == deed.type and (not turn.of_modes or not {*turn.of_modes}.isdisjoint(deed.modes))


def _beside(scene: Scene, found: Mapping[int, Deed]) -> Iterator[Deed]:
    """Without the nouns that only say of what kind another noun is: *attack* helicopter, *ceasefire* talks; those that
    a noun after them carries are one with it (*bombing* campaign)."""
    for at, deed in found.items():
        head = scene.head(at)
        if not deed.is_noun:
            yield deed
        elif (whole := top(scene, at)) != at:
            if whole not in found or found[whole].type == deed.type:
                yield _with_noun(deed, whole)
        elif not scene.joined(at) and not (_only_names(scene, at) and head is not None and _is_behind(head, deed)):
            yield deed


def _is_behind(head: int, deed: Deed) -> bool:
    return head > deed.at and head not in deed.words


def _with_noun(deed: Deed, noun: int) -> Deed:
    return replace(deed, at=noun, words=tuple(sorted({*deed.words, noun})))


def _only_names(scene: Scene, i: int) -> bool:
    """Whether a noun is set before another one."""
    relation = scene.relation(i)
    return relation in ("compound", "amod", "flat") or (relation == "nmod" and not scene.case(i))


def _apart(ordered: list[Deed]) -> list[Deed]:
    """Without those that share a word with one of more words, or before it."""
    taken: set[int] = set()
    kept = []
    for deed in sorted(ordered, key=lambda deed: (-len(deed.words), deed.words)):
        if taken.isdisjoint(deed.words):
            taken |= set(deed.words)
            kept.append(deed)
    return sorted(kept, key=lambda deed: deed.words)
