"""Who the words of a sentence stand for, and whose a deed is."""

from collections.abc import Iterable

from sayso.extract.speaking.ground import case_of, lemma_in
from sayso.extract.standing.near import after, joined, owner, participle, who
from sayso.extract.standing.nouns import DEEDS_BY, MOVES, OWNED, actorlike
from sayso.extract.standing.scene import Scene, sentence
from sayso.extract.standing.verbs import agents, bearer, logical_subject


def actors(s: Scene, heads: Iterable[int], deeds: bool = False, alone: bool = False) -> tuple[str, ...]:
    """Whom the words and, unless `alone`, what is joined to them stand for, each once. `deeds`: of a deed or a thing,
    whose it is."""
    found: dict[str, None] = {}
    for head in heads:
        for i in (head,) if alone else joined(s, head):
            if one := who(s, i):
                found[one] = None
            elif deeds and not actorlike(s.ground, i):
                found |= dict.fromkeys(responsible(s, i))
    return tuple(found)


def responsible(s: Scene, i: int) -> tuple[str, ...]:
    """Whose a deed is, or a thing that is somebody's: *Israel's strikes*, *tactics used by the army*."""
    event = s.deeds.get(i)
    if event is not None and (known := tuple(dict.fromkeys(p.actor for p in event.actors if p.actor))):
        return known
    if found := actors(s, [*owner(s, i), *after(s, i, "by")]):
        return found
    for k in s.ground.syntax.dependents(i, "acl"):
        if k > i and participle(s, k) and (found := actors(s, agents(s, k))):
            return found
    of = after(s, i, "of")
    if lemma_in(s.words[i], OWNED) and of and of[0] > i:
        return actors(s, of) or (responsible(s, of[0]) if not actorlike(s.ground, of[0]) else ())
    return ()


def doers(s: Scene, i: int) -> tuple[str, ...]:
    """Whose a deed is; where its own words do not say, that of the verb that it is the manner of (*in a move …*), or
    that carries it."""
    if (verb := manner_of(s, i)) is not None and lemma_in(s.words[i], MOVES):
        return actors(s, logical_subject(s, verb))
    found = responsible(s, i) or actors(s, bearer(s, i))
    return found or (() if verb is None else actors(s, logical_subject(s, verb)))


def manner_of(s: Scene, i: int) -> int | None:
    """The verb that a noun behind *in*, *with* and the like is the manner of: *warned them in a move that …*."""
    if case_of(s.ground, i) not in DEEDS_BY:
        return None
    before = [k for k in sentence(s, i) if k < i and _is_verb(s, k)]
    verb = s.parse.words[i].head
    if before and (verb is None or verb > i or s.parse.words[verb].pos != "VERB"):
        verb = before[-1]
    while verb is not None and s.parse.words[verb].relation in ("xcomp", "ccomp", "advcl", "acl"):
        head = s.parse.words[verb].head
        if head is None or head > verb or s.parse.words[head].pos != "VERB":
            break
        verb = head
    return verb if verb is not None and s.parse.words[verb].pos == "VERB" else None


def _is_verb(s: Scene, k: int) -> bool:
    return s.parse.words[k].pos == "VERB" and s.parse.words[k].relation not in ("compound", "amod")
