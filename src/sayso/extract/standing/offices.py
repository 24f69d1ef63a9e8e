"""To which body a person belongs by his office: *the ministry's spokesman*, *Norland Party senator A B*, *A B of the
X Institute*, *Sen. A B, R-Texas*."""

import re
from collections.abc import Iterator
from typing import Final

from sayso.extract.speaking.ground import actor_at, case_of, kind_of, lemma_in, listed
from sayso.extract.standing import near
from sayso.extract.standing.departments import departments
from sayso.extract.standing.found import Stood, words_of
from sayso.extract.standing.relations import called
from sayso.extract.standing.scene import Scene
from sayso.lexicon.nominals import nominal
from sayso.lexicon.register import load
from sayso.records import ActorKind

_BODIES: Final[frozenset[ActorKind | None]] = frozenset(
    {"organization", "government", "party", "military", "armed_group", "alliance", "media"}
)
# Offices of a state, so that a name of it says whose, not only where somebody is from (*a Danish surgeon*). Members of
# its parliament are of all sides.
_OF_STATES: Final = listed(
    "ambassador chancellor commander consul delegate diplomat emissary envoy general king minister negotiator premier"
    " president prince queen representative secretary spokesman spokesperson spokeswoman"
)
# Who serves a person.
_OF_PERSONS: Final = listed(
    "adviser advisor aide bodyguard campaigner counselor counsellor deputy spokesman spokesperson spokeswoman"
    " strategist surrogate"
)
_RANKS: Final = listed(
    "brigadier captain chief colonel corporal deputy lance lieutenant major master senior staff vice"
)
_SHORT: Final = frozenset({"sen", "sens", "rep", "reps", "gov", "sen.", "sens.", "rep.", "reps.", "gov."})
_LED_TO: Final = ("of", "for", "at", "with", "from", "in", "on")
_STOOD_FOR: Final = listed("candidate contender hopeful nominee")  # who stands for a seat is not of the body yet
_SOUGHT: Final = frozenset(  # the seat that somebody stands for, between his party and what he is called
    {"presidential", "vice-presidential", "congressional", "senatorial", "gubernatorial", "mayoral", "parliamentary"}
)
_HOUSES: Final = frozenset({"academy", "clinic", "college", "hospital", "institute", "school", "university"})
_SIDES: Final = frozenset({"majority", "minority", "opposition"})  # whose leader is no leader of the house
_OVER: Final = frozenset({"former", "ex", "then", "onetime", "retired", "late", "erstwhile"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ"})
_REACH: Final = 5  # words before an office, or between it and the name, that may belong to it
_SEAT: Final = re.compile(r",? ?\(?([RD])[-–][A-Z]")  # the party of a member of Congress: (*R-Texas*), *, D-Va.,*
_SEATED: Final = {"R": "republican-party-us", "D": "democratic-party-us"}
_WORKING: Final = listed("work serve volunteer practice practise employ base")
_PLACED: Final = ("at", "with", "from")  # what anybody at all may be of, however he is called


def offices(s: Scene, i: int) -> Iterator[Stood]:
    """The belonging that the office at word i tells of, or the name that ends there."""
    if _is_office(s, i) or _is_called(s, i):
        yield from _of_office(s, i)
    mention = s.ground.covering.get(i)
    if mention is not None and s.parse.words[i].span[1] == mention.span[1] and _is_person(s, mention.actor):
        yield from _of_name(s, i)


def may_tell(s: Scene, i: int) -> bool:
    """Whether word i can be an office or end a name at all; most words can not."""
    return s.parse.words[i].pos in ("NOUN", "PROPN") or i in s.ground.covering or i in s.ground.headed


def _is_office(s: Scene, i: int) -> bool:
    if s.parse.words[i].pos not in ("NOUN", "PROPN"):
        return False
    known = nominal(s.words[i])
    official = known is not None and known.person and known.role == "official"
    return official or s.words[i] in _SHORT or lemma_in(s.words[i], _OF_PERSONS)


def _is_rank(s: Scene, k: int) -> bool:
    """Whether a word before an office is a part of it, though it may be held for a name: *Major General*."""
    return _is_office(s, k) or s.words[k] in _RANKS


def _is_called(s: Scene, i: int) -> bool:
    """Whether a noun is what a person is called: *a neurologist at …*."""
    word = s.parse.words[i]
    joined = word.head if word.relation == "conj" and word.pos == "NOUN" else None  # *a poet and critic at …*
    mention = s.ground.headed.get(i) or s.ground.headed.get(i if joined is None else joined)
    return mention is not None and mention.form == "nominal" and _is_person(s, mention.actor)


def _of_office(s: Scene, i: int) -> Iterator[Stood]:
    holder = _holder(s, i)
    if holder is None or _is_over(s, i) or (i and s.words[i - 1] in _SIDES):
        return
    person = actor_at(s.ground, holder)
    seen: set[str | None] = {person}
    if person is not None:
        for own in departments(s, i, person):
            seen.add(own)
            yield _belonging(s, i, holder, (person, own), i)
    for head in _bodies(s, i):
        body = near.who(s, head)
        if person is not None and body is not None and body not in seen and _is_of(s, i, body):
            seen.add(body)
            yield _belonging(s, i, holder, (person, body), head)


def _belonging(s: Scene, i: int, holder: int, who: tuple[str, str], head: int) -> Stood:
    return Stood(
        kind="part_of",
        holders=who[:1],
        toward=who[1:],
        content=(words_of(s, (i,), (holder, head)),),
        sign=s.parse.words[i].span,
    )


def _is_person(s: Scene, actor: str | None) -> bool:
    return actor in s.ground.named and kind_of(s.ground, actor) == "person"


def _holder(s: Scene, i: int) -> int | None:
    """The word that stands for the person who has an office: the name behind it, or he who is called so."""
    for k in range(i + 1, min(i + 1 + _REACH, len(s.words))):
        if k in s.ground.covering and _is_person(s, s.ground.covering[k].actor):
            return s.ground.syntax.head(s.ground.covering[k].span)
        if s.parse.words[k].pos not in _NOUNS and s.words[k] not in near.TITLES:
            break
    head = s.parse.words[i].head if s.parse.words[i].relation == "conj" else None
    called_so = (i, *((head,) if head is not None else ()), *called(s, i))
    near_by = [at for k in called_so for at in _beside(s, k)]
    known = (k for k in (*near_by, *called_so) if _is_person(s, actor_at(s.ground, k)))
    found = next(known, None)
    return _behind_as(s, i) if found is None else found


def _beside(s: Scene, k: int) -> Iterator[int]:
    """The name that a noun stands beside, by its relation or behind a comma and an article."""
    word = s.parse.words[k]
    if word.relation == "appos" and word.head is not None:
        yield word.head
    while k > 1 and s.parse.words[k].pos in _NOUNS:
        k -= 1
    if k > 1 and s.parse.words[k].pos == "DET" and s.words[k - 1] == "," and k - 2 in s.ground.covering:
        head = s.ground.syntax.head(s.ground.covering[k - 2].span)
        yield from () if head is None else (head,)


def _behind_as(s: Scene, i: int) -> int | None:
    """*in his last speech as minister of trade, A B …*"""
    if case_of(s.ground, i) != "as":
        return None
    k = i + 1
    while k < min(i + 1 + _REACH, len(s.words)) and (s.parse.words[k].pos in _NOUNS or s.words[k] in ("of", "the")):
        k += 1
    mention = s.ground.covering.get(k + 1) if s.words[k : k + 1] == (",",) else None
    return s.ground.syntax.head(mention.span) if mention and _is_person(s, mention.actor) else None


def _is_over(s: Scene, i: int) -> bool:
    return not _OVER.isdisjoint(s.words[max(0, i - _REACH) : i]) and any(
        s.words[k] in _OVER for k in s.ground.syntax.below(i) if i - _REACH <= k < i
    )


def _bodies(s: Scene, i: int) -> Iterator[int]:
    """The words for what an office belongs to: before it, whose it is, or behind a preposition."""
    known = _is_office(s, i)
    if known:
        yield from (k for k in near.owner(s, i) if not _is_rank(s, k))
        yield from _before(s, i)
    led = (*_LED_TO, *(("to",) if lemma_in(s.words[i], _OF_PERSONS) else ())) if known else _PLACED
    for preposition in led:
        for k in near.after(s, i, preposition):
            yield from near.joined(s, k)
    for verb in s.ground.syntax.dependents(i, "acl"):
        if verb > i and lemma_in(s.words[verb], _WORKING):
            yield from (k for preposition in ("at", "for", "with") for k in near.after(s, verb, preposition))


def _before(s: Scene, i: int) -> Iterator[int]:
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        word = s.parse.words[k]
        if word.sentence != s.parse.words[i].sentence or word.pos not in _NOUNS:
            return
        if (k in s.ground.covering or k in s.ground.headed) and not _is_rank(s, k):
            yield k


def _is_of(s: Scene, i: int, body: str) -> bool:
    """Whether an office can be one of a body."""
    kind = kind_of(s.ground, body)
    if kind == "state":
        return lemma_in(s.words[i], _OF_STATES)
    if kind is None and not _HOUSES.isdisjoint(s.ground.actors[body].name.casefold().split()):
        return True  # a hospital is read as a place as well
    if lemma_in(s.words[i], _STOOD_FOR):
        return kind == "party"
    return (kind in _BODIES and not _is_party_man(s, i)) or (kind == "person" and lemma_in(s.words[i], _OF_PERSONS))


def _is_party_man(s: Scene, i: int) -> bool:
    return _party_named(s, s.words[i]) is not None


def _of_name(s: Scene, i: int) -> Iterator[Stood]:
    """What a name itself stands with: a party right before it or behind a comma, *of* a body, a seat behind it."""
    mention = s.ground.covering[i]
    person = mention.actor
    if person is None:
        return
    for head in _behind(s, i):
        body = near.who(s, head)
        if body is not None and body != person:
            yield _belonging(s, i, i, (person, body), head)
    first = s.ground.syntax.within(mention.span)[0]
    within = (
        (first, party)
        for party in (_party_named(s, s.words[first]),)
        if party is not None and _is_named_on(s, first, i)
    )
    parties = (*within, *_party_before(s, first), *_party_beside(s, i), *_seat(s, i))
    for head, party in parties:
        if party != person:
            yield _belonging(s, i, i, (person, party), head)


def _is_named_on(s: Scene, first: int, i: int) -> bool:
    """Whether a name goes on behind its first word: *Republican Ann Lee*, not *Republican of Iowa*."""
    return first < i and s.parse.words[first + 1].pos == "PROPN" and s.words[first + 1] != "of"


def _party_named(s: Scene, word: str) -> str | None:
    """The party on the page whose people are called so (*Republican*)."""
    named = load().named(word.capitalize())
    return _on_page(s, named[0].id) if len(named) == 1 and named[0].kind == "party" else None


def _on_page(s: Scene, party: str) -> str | None:
    """A party of the register, if the page speaks of it: as such, or of those who bear its name (*Republicans*)."""
    if party in s.ground.actors:
        return party
    return next((a.id for a in s.ground.actors.values() if [e.id for e in load().named(a.name)] == [party]), None)


def _party_before(s: Scene, first: int) -> Iterator[tuple[int, str]]:
    k = first - 1
    while k > 0 and (s.words[k] in _SHORT or s.words[k] in _SOUGHT or s.words[k] in near.TITLES or _is_office(s, k)):
        k -= 1
    if k >= 0 and s.parse.words[k].pos in _NOUNS and (party := _party_at(s, k)) is not None:
        yield k, party


def _party_beside(s: Scene, i: int) -> Iterator[tuple[int, str]]:
    """*A B, a Democrat*; *A B, the Norland Republican who …*."""
    if s.words[i + 1 : i + 2] != (",",):
        return
    for k in range(i + 2, min(i + 6, len(s.words))):
        if s.parse.words[k].pos not in ("DET", *_NOUNS):
            return
        if (party := _party_at(s, k)) is not None:
            yield k, party
            return


def _party_at(s: Scene, k: int) -> str | None:
    actor = near.who(s, k)
    if actor is not None and kind_of(s.ground, actor) == "party":
        return actor
    return _party_named(s, s.words[k]) if s.words[k].isalpha() and not s.words[k].endswith("s") else None


def _behind(s: Scene, i: int) -> Iterator[int]:
    """The body that *of* leads to right behind a name, or another such preposition behind a comma."""
    comma = s.words[i + 1 : i + 2] == (",",)
    k = i + 1 + comma
    if k + 1 < len(s.words) and s.words[k] in (("of", "from", "with") if comma else ("of",)):
        for head in near.next_mention(s, k):
            if kind_of(s.ground, near.who(s, head)) in _BODIES and case_of(s.ground, head) in ("", s.words[k]):
                yield head


def _seat(s: Scene, i: int) -> Iterator[tuple[int, str]]:
    """The party of a member of Congress by the letter behind his name."""
    seat = _SEAT.match(s.parse.document.text, s.parse.words[i].span[1])
    party = _on_page(s, _SEATED[seat[1]]) if seat else None
    if party is not None:
        yield i, party
