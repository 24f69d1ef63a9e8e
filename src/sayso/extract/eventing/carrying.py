"""Verbs and nouns that only carry the noun of a deed: *carried out* an attack, a *wave* of arrests."""

from collections.abc import Iterator
from typing import Final

from sayso.extract.eventing.clauses import follows, is_passive
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import CARRYING
from sayso.extract.speaking.ground import RELATIVE, listed
from sayso.lexicon import plover
from sayso.lexicon.plover import Light

BEFORE_NOUN: Final = listed("with to into of in for from under against on upon behind")  # not in a passive
_COUNTED: Final = frozenset({"NOUN", "PROPN"})


def top(scene: Scene, i: int) -> int:
    """The noun that carries one: *campaign* for the *bombing* of a bombing campaign; the noun itself for others."""
    head = scene.head(i)
    if scene.relation(i) == "compound" and head is not None and head == i + 1 and _carries(scene, head):
        return head
    return i


def _carries(scene: Scene, i: int) -> bool:
    word = scene.lower[i]
    return word in CARRYING or word.removesuffix("s") in CARRYING


def outer(scene: Scene, i: int) -> int:
    """The noun on which a deed's noun hangs as what it is a number or wave of, else itself."""
    own = top(scene, i)
    head = scene.head(own)
    if scene.relation(own) == "nmod" and head is not None and scene.case(own) == "of" and _carries(scene, head):
        return head
    return own


def light(scene: Scene, noun: int) -> tuple[int, Light] | None:
    """The light verb that carries a noun: whose object it is, in a passive its subject, or which tells of it (*an
    attack carried out by*, *the war that they wage*)."""
    for base in _bases(scene, outer(scene, noun)):
        for verb in _verbs_of(scene, base):
            for one in plover.light(scene.lower[verb]):
                if follows(scene, verb, one.words) and _fits(scene, one, base, verb):
                    return verb, one
    return None


def _bases(scene: Scene, noun: int) -> Iterator[int]:
    """A noun, and the one that it is joined to: *carried out raids and [arrests]*."""
    yield noun
    head = scene.head(noun)
    if scene.relation(noun) == "conj" and head is not None and scene.pos(head) in _COUNTED:
        yield head


def _verbs_of(scene: Scene, noun: int) -> Iterator[int]:
    head = scene.head(noun)
    if head is not None and scene.relation(noun) in ("obj", "obl", "nsubj") and scene.pos(head) == "VERB":
        yield head
    yield from (k for k in scene.dependents(noun, "acl") if scene.pos(k) == "VERB")


def _fits(scene: Scene, one: Light, noun: int, verb: int) -> bool:
    told = scene.head(verb) == noun
    relation = "acl" if told else scene.relation(noun)
    preposition = len(one.words) > 1 and scene.case(noun) == one.words[-1]
    if relation == "obl":
        return preposition
    if relation == "nsubj":
        return is_passive(scene, verb) and one.words[-1] not in BEFORE_NOUN
    if relation == "acl":  # *the attack that the army launched*, not *the attack that has caused*
        own = [k for k in scene.dependents(verb, "nsubj") if scene.lower[k] in RELATIVE]
        return is_passive(scene, verb) or not (own or scene.lower[verb].endswith("ing"))
    return True
