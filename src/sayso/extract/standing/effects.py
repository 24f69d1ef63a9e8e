"""What leads to what, and who breaks which agreement or law."""

from collections.abc import Iterator
from typing import Final

from sayso.extract.speaking.ground import case_of, lemma_in, listed
from sayso.extract.standing import near, parties, verbs
from sayso.extract.standing.found import Stood
from sayso.extract.standing.mood import Mood, mood
from sayso.extract.standing.nouns import actorlike, pactlike, placelike
from sayso.extract.standing.phrases import clause, noun_phrase
from sayso.extract.standing.scene import Scene
from sayso.lexicon.stances import Met
from sayso.records import Span

_RELATIVE: Final = frozenset({"which", "that"})
_AT_EFFECTS: Final = listed("allow cause compel drive enable force permit prompt push")


def effects(s: Scene, met: Met) -> Iterator[Stood]:
    """*X, which allowed Y to …*: the cause's doers, the effect and whom it falls to."""
    i = met.at[0]
    if s.parse.words[i].pos != "VERB" or verbs.before_noun(s, i) is not None:
        return
    how = mood(s, i)
    found = _effect(s, met) if how is not None and not how.planned else None
    if how is None or found is None:
        return
    first, span = found
    causes = _causes(s, i)
    holders = tuple(dict.fromkeys(actor for k in causes for actor in (_known(s, k) or parties.doers(s, k))))
    event = next((s.deeds[k].id for k in causes if k in s.deeds), None)
    toward = tuple(a for a in parties.actors(s, (first,), deeds=True) if a not in holders)
    if not (holders or toward):
        return
    yield Stood(
        kind="causes",
        holders=holders,
        toward=toward,
        event=event,
        content=(span,),
        mood=how,
        sign=s.parse.words[i].span,
    )


def _known(s: Scene, i: int) -> tuple[str, ...]:
    return parties.actors(s, (i,))


def _causes(s: Scene, i: int) -> tuple[int, ...]:
    """What stands as the cause: the subject, or what *which* takes up; of a clause without one the verb above it."""
    word = s.parse.words[i]
    if word.relation == "advcl" and not s.ground.syntax.dependents(i, "nsubj") and word.head is not None:
        return (word.head, *verbs.clause_subject(s, i)) if word.head in s.deeds else verbs.clause_subject(s, i)
    own = verbs.clause_subject(s, i)
    return _of_clause(s, i, own) if own and not lemma_in(s.words[i], _AT_EFFECTS) else own


def _of_clause(s: Scene, i: int, own: tuple[int, ...]) -> tuple[int, ...]:
    """What *which* takes up after a comma: a deed; else all that the clause before says, by its verb's subject."""
    relative = [k for k in s.ground.syntax.dependents(i, "nsubj") if s.words[k] in _RELATIVE]
    if not relative or s.words[relative[0] - 1] != "," or own[0] in s.deeds:
        return own
    above = [k for k in s.ground.syntax.above(own[0]) if s.parse.words[k].pos == "VERB" and k < i]
    return (above[0], *verbs.logical_subject(s, above[0])) if above else own


def _effect(s: Scene, met: Met) -> tuple[int, Span] | None:
    """The head of what the effect is said of, and the words of the effect."""
    i, last = met.at[0], met.at[-1]
    for role in met.sign.toward:
        if role == "effect":
            found = _clausal(s, i)
        elif role == "object":
            heads = tuple(k for k in verbs.logical_object(s, i) if k > i)
            found = (heads[0], noun_phrase(s, heads[0])) if heads else None
        else:
            found = _led_to(s, last, role)
        if found is not None:
            return found
    return None


def _clausal(s: Scene, i: int) -> tuple[int, Span] | None:
    """*allowed Y to gain ground*: Y, and all from Y on."""
    syntax = s.ground.syntax
    clauses = [k for k in syntax.dependents(i, "xcomp", "ccomp", "advcl", "acl") if k > i and _to(s, k)]
    if not clauses:
        return None
    verb = clauses[0]
    objects = [k for k in syntax.dependents(i, "obj", "iobj") if i < k < verb]
    objects = objects or [k for k in syntax.dependents(verb, "nsubj", "obj") if i < k < verb]
    objects = objects or [k for k in near.next_mention(s, i) if k < verb]
    if not objects:
        return None
    start = noun_phrase(s, objects[0])[0]
    end = clause(s, verb)
    return None if end is None or start < s.parse.words[i].span[1] else (objects[0], (start, end[1]))


def _to(s: Scene, k: int) -> bool:
    return any(s.words[m] == "to" for m in range(max(0, k - 3), k))


def _led_to(s: Scene, last: int, preposition: str) -> tuple[int, Span] | None:
    """*led to heavy losses*: the losses."""
    near = [k for k in range(last + 1, min(last + 3, len(s.words))) if s.words[k] == preposition]
    if not near or near[0] + 1 >= len(s.words):
        return None
    first = near[0] + 1
    if (
        s.parse.words[first].pos in ("VERB", "PUNCT", "ADV")
        or s.parse.words[first].sentence != s.parse.words[last].sentence
    ):
        return None
    span = clause(s, first)
    head = s.ground.syntax.head(span) if span else None
    if span is None or head is None or actorlike(s.ground, head) or placelike(s, head):
        return None  # *the road led to Homs*
    return head, span


# Agreements and laws


def breaches(s: Scene, met: Met) -> Iterator[Stood]:
    """*X violated the ceasefire*: who, and what is broken in the content."""
    i = met.at[0]
    how = mood(s, i)
    if how is None or how.planned or not _is_word(s, met):
        return
    pact = _pact(s, met)
    if pact is None:
        return
    holders = _breaker(s, met)
    named = tuple(a for a in near.owner(s, pact) if not lemma_in(s.words[a], {"international"}))
    toward = tuple(a for a in parties.actors(s, named) if a not in holders)
    if not holders:
        return
    yield Stood(
        kind="violates",
        holders=holders,
        toward=toward,
        content=(noun_phrase(s, pact),),
        mood=Mood(how.negated, how.hedges),
        sign=s.parse.words[i].span,
    )


def _is_word(s: Scene, met: Met) -> bool:
    pos, i = s.parse.words[met.at[0]].pos, met.at[0]
    wanted = {"verb": ("VERB",), "noun": ("NOUN", "PROPN"), "adjective": ("ADJ",)}.get(met.sign.pos, ())
    return pos in wanted and (not met.sign.case or case_of(s.ground, i) in met.sign.case)


def _pact(s: Scene, met: Met) -> int | None:
    """The agreement or law: the object, or what *of* leads to; a compound counts (*ceasefire violations*)."""
    i = met.at[0]
    for role in met.sign.toward:
        if role == "object":
            heads = verbs.logical_object(s, i)
        else:
            heads = tuple(
                k for k in s.ground.syntax.dependents(i, "nmod", "obl") if k > i and case_of(s.ground, k) == role
            )
        if pact := next((k for head in heads for k in (head, *_within(s, head)) if pactlike(s, k)), None):
            return pact
    if met.sign.pos == "noun" and i > 0 and pactlike(s, i - 1):
        return i - 1
    return None


def _within(s: Scene, i: int) -> tuple[int, ...]:
    return s.ground.syntax.dependents(i, "nmod", "conj")


def _breaker(s: Scene, met: Met) -> tuple[str, ...]:
    i = met.at[0]
    if met.sign.pos == "verb":
        return parties.actors(s, verbs.logical_subject(s, i), deeds=True)
    if met.sign.pos == "adjective":
        return parties.actors(s, verbs.clause_subject(s, i), deeds=True)
    found = [near.owner(s, i), near.after(s, i, "by"), verbs.bearer(s, i)]
    if case_of(s.ground, i) == "in":
        found.append(verbs.governor(s, i))
    of = [k for k in s.ground.syntax.dependents(i, "nmod") if k > i and case_of(s.ground, k) == "by"]
    for heads in (*found, tuple(of)):
        if one := parties.actors(s, (k for k in heads if not pactlike(s, k)), deeds=True):
            return one
    return ()
