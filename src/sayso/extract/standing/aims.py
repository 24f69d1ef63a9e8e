"""Motives: the aims that somebody is said to have, after the words that say so, and in the lists below them."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from sayso.extract.speaking.ground import BE, case_of, lemma_in
from sayso.extract.standing import near, parties, verbs
from sayso.extract.standing.found import Stood
from sayso.extract.standing.mood import Mood, mood
from sayso.extract.standing.nouns import MOVES, actorlike
from sayso.extract.standing.phrases import clause
from sayso.extract.standing.scene import Scene, cover, sentence
from sayso.lexicon.stances import Met
from sayso.records import Span

_BULLETS: Final = frozenset("•-–—*·▪◦‣●○■")
_TOLD: Final = frozenset({"happened", "ongoing"})
_OTHER: Final = frozenset({"order", "as", "only", "attempt", "bid", "effort", "so"})  # told by these words already


def aims(s: Scene, met: Met) -> Iterator[Stood]:
    """The aim that follows a sign; of one that ends in a colon, each item of the list below it."""
    i, first = met.at[0], met.at[-1] + 1
    how = _mood(s, met)
    if how is None or not _is_word(s, met):
        return
    deed, holders = _whose(s, met)
    if not holders:
        return
    event = s.deeds[deed].id if deed is not None and deed in s.deeds else None
    for start, span in _contents(s, met, first):
        toward = tuple(a for a in _upon(s, start) if a not in holders)
        yield Stood(
            kind="motive",
            holders=holders,
            toward=toward,
            event=event,
            content=(span,),
            mood=how,
            sign=s.parse.words[i].span,
        )


def purposes(s: Scene, i: int) -> Iterator[Stood]:
    """The aim of a deed that a bare *to* tells: *sent troops to crush the revolt*."""
    event = s.deeds[i]
    if s.parse.words[i].pos != "VERB" or event.negated or event.status not in _TOLD:
        return
    for verb in s.ground.syntax.dependents(i, "advcl"):
        if verb <= i + 1 or s.words[verb - 1] != "to" or s.words[verb - 2] in _OTHER:
            continue
        holders = parties.actors(s, verbs.logical_subject(s, i), deeds=True)
        span = clause(s, verb)
        if holders and span is not None and s.parse.words[verb].pos == "VERB":
            toward = tuple(a for a in _upon(s, verb) if a not in holders)
            yield Stood(
                kind="motive",
                holders=holders,
                toward=toward,
                event=event.id,
                content=(span,),
                sign=s.parse.words[verb - 1].span,
            )


def _mood(s: Scene, met: Met) -> Mood | None:
    """That of the sign, or of what it hangs on where it is no verb."""
    if met.sign.pos == "preposition":
        how = Mood()
        adjectives = [k for k in range(met.at[0] + 1, met.at[-1]) if k not in met.at]
        hedged = tuple(s.parse.words[k].span for k in adjectives if s.words[k] in ("apparent", "alleged", "seeming"))
        return Mood(how.negated, hedged)
    return mood(s, met.at[0])


def _is_word(s: Scene, met: Met) -> bool:
    pos, sign = s.parse.words[met.at[0]].pos, met.sign
    if sign.pos == "verb":
        return pos == "VERB" and (len(sign.words) > 1 or _wants(s, met.at[0]))
    if sign.pos == "noun":
        return pos == "NOUN"
    return sign.pos == "preposition" or pos in ("ADJ", "VERB")


def _wants(s: Scene, i: int) -> bool:
    """Whether *want* has an object of its own: *wants the oilfields*, *wants X to lose*."""
    return (
        i + 1 < len(s.words)
        and s.words[i + 1] != "to"
        and s.parse.words[i + 1].pos not in ("PUNCT", "ADV", "SCONJ", "ADP")
    )


def _contents(s: Scene, met: Met, first: int) -> Iterator[tuple[int, Span]]:
    """The first word and the span of each aim."""
    if first >= len(s.words) or s.parse.words[first].sentence != s.parse.words[met.at[0]].sentence:
        if s.words[met.at[-1]] in ("to", "at", "of"):
            yield from _listed(s, met.at[-1])
        return
    if s.words[first] == ":":
        yield from _listed(s, first)
    elif s.words[first] not in BE and (span := clause(s, first)) is not None:
        yield first, span


def _listed(s: Scene, last: int) -> Iterator[tuple[int, Span]]:
    """The items of the list that begins right below a sentence's last word: of each its first sentence."""
    number = s.parse.words[last].sentence
    blocks = s.parse.document.blocks
    starts = [block.span[0] for block in blocks]
    previous: Span | None = None
    for start, end in s.parse.sentences[number + 1 :]:
        at = bisect_right(starts, start) - 1
        block = blocks[at] if at >= 0 else None
        words = s.ground.syntax.within((start, end))
        item = block is not None and block.kind == "list_item"
        marked = bool(words) and s.words[words[0]] in _BULLETS
        if not item and not marked:
            break
        if item and not marked and block is not None and block.span == previous:
            continue  # what an item says after its first sentence is no aim any more
        previous = block.span if block is not None else None
        words = words[1:] if marked else words
        kept = [k for k in words if s.parse.words[k].pos != "PUNCT"]
        if kept:
            yield kept[0], cover(s, (kept[0], kept[-1]))
    return


def _whose(s: Scene, met: Met) -> tuple[int | None, tuple[str, ...]]:
    """The word of the deed that has the aim, and whose aim it is."""
    i, sign = met.at[0], met.sign
    if sign.pos == "preposition":
        return _of_phrase(s, i)
    if sign.pos == "noun":
        return i, parties.doers(s, i)
    if sign.pos == "verb" and verbs.passively(s, i):
        return _of_deeds(s, verbs.logical_object(s, i))
    return _of_deeds(s, verbs.clause_subject(s, i))


def _of_phrase(s: Scene, i: int) -> tuple[int | None, tuple[str, ...]]:
    """Of *in order to …*: the verb before it with its subject, or the noun."""
    top = i
    for k in s.ground.syntax.above(i):
        top = k
        if k < i:
            break
    if top >= i:
        before = [k for k in sentence(s, i) if k < i and s.parse.words[k].pos == "VERB"]
        if not before:
            return None, ()
        top = before[-1]
    if lemma_in(s.words[top], {"accuse", "suspect", "blame"}) and top < i:
        return top, parties.actors(s, verbs.steered(s, top, i))
    if s.parse.words[top].pos == "VERB":
        return top, parties.actors(s, verbs.logical_subject(s, top), deeds=True)
    return _of_deeds(s, (top,))


def _of_deeds(s: Scene, heads: tuple[int, ...]) -> tuple[int | None, tuple[str, ...]]:
    """Whose aim it is that a deed has, or an actor."""
    found: dict[str, None] = {}
    for head in heads:
        for k in near.joined(s, head):
            one = near.who(s, k)
            found |= dict.fromkeys([one] if one else () if actorlike(s.ground, k) else _deep(s, k))
    deed = next(iter(heads), None)
    moved = parties.manner_of(s, deed) if deed is not None and lemma_in(s.words[deed], MOVES) else None
    return deed if moved is None else moved, tuple(found)


def _deep(s: Scene, i: int) -> tuple[str, ...]:
    """Whose a deed is: its own doer, else that of the deed it belongs to (*the objectives of the attack*)."""
    if found := parties.doers(s, i):
        return found
    of = [k for k in s.ground.syntax.dependents(i, "nmod") if k > i and case_of(s.ground, k) == "of"]
    return tuple(dict.fromkeys(a for k in of if not actorlike(s.ground, k) for a in parties.responsible(s, k)))


def _upon(s: Scene, first: int) -> tuple[str, ...]:
    """Whom an aim is about: its verb's object, or whose that is."""
    syntax = s.ground.syntax
    verb = first if s.parse.words[first].pos == "VERB" else None
    if verb is None:
        head = s.ground.begun.get(first)
        return () if head is None else parties.actors(s, (head,), deeds=True)
    objects = [k for k in syntax.dependents(verb, "obj") if k > verb] or list(near.next_mention(s, verb))
    return parties.actors(s, objects[:1], deeds=True)
