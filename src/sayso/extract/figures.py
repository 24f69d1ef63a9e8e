"""Numbers said of things: how many of what, what became of them, in which event, on whose say-so."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, structs

from sayso.extract.figuring.counted import Counted, counted, kinds_of
from sayso.extract.figuring.excluded import excluded, unit_of
from sayso.extract.figuring.fated import Fated, fated
from sayso.extract.figuring.nobody import none_of
from sayso.extract.figuring.quantities import Quantity, lower, quantities
from sayso.extract.speaking.ground import listed
from sayso.ids import thing_id
from sayso.parse.syntax import Syntax, syntax_of
from sayso.parse.voices import Voices
from sayso.records import Attribution, Event, Figure, Parse, Span

PERCENT: Final = "percent"
_ONLY: Final = frozenset({"only", "just", "even"})
_LISTED: Final = listed(
    ", and or & plus ; including among them with as well along together also at least another others"
)
_TAKEN: Final = frozenset({"killed", "injured", "captured", "detained", "missing", "displaced", "other"})
_CLAUSES: Final = frozenset({"conj", "ccomp", "parataxis", "advcl", "acl"})
_JOINTS: Final = frozenset({"and", "or", "to", "-", "–", "&"})
_ELLIPTIC: Final = frozenset({"others", "other", "more"})


class _Read(Struct, frozen=True):
    """A number of the page that counts something."""

    q: Quantity
    found: Counted
    fate: Fated
    last: int  # the last word of the number and of what it counts
    unit: str | None = None


def figures(parse: Parse, attributions: tuple[Attribution, ...], events: tuple[Event, ...]) -> tuple[Figure, ...]:
    """The numbers of things on a page, in text order, each bound to the event that it is told of."""
    s = syntax_of(parse)
    voices = Voices(attributions, s)
    triggers = _triggers(s, events)
    out: list[Figure] = []
    before: _Read | None = None
    apart = -1  # the last word of a number that counts nothing
    alone = frozenset(span for one in attributions if one.act in (None, "state") for span in one.content)
    for quantity in sorted((*quantities(s), *none_of(s)), key=lambda q: q.first):
        read = None if _goes_with(s, apart, quantity) else _read(s, quantity, before)
        read = read or _alone(s, quantity, alone)
        if read is None:
            apart = quantity.last
            continue
        before = read
        out.append(_figure(parse.document.id, s, read, voices, triggers))
    return tuple(out)


def _read(s: Syntax, q: Quantity, before: _Read | None) -> _Read | None:
    """A number with what it counts and what became of it; None for one that counts nothing."""
    unit, measured = None, unit_of(s, q)
    if measured:  # *40 tons of flour*: what is measured is what stands behind the measure
        unit, q = measured[0], structs.replace(q, last=measured[1], share=True)
    found = counted(s, q)
    if not measured and excluded(s, q, found):
        return None
    fate = fated(s, q, found)
    apart = _has_own_verb(s, q, found)
    listed = before is not None and not apart and _is_listed(s, before, q)
    if before is not None and listed:
        fate = _inherited(fate, before.fate)
    own = apart and fate.outcome in (None, "other") and lower(s, q.last + 1, s.words[q.first].sentence) != "of"
    if before is not None and not own and s.words[q.first].sentence == s.words[before.q.first].sentence:
        found = _elliptic(s, found, before, fate)
    if _says_nothing(s, q, found, fate, listed):
        return None
    last = max(q.last, s.within(found.what)[-1] if found.what and found.what[0] > s.words[q.first].span[0] else 0)
    return _Read(q, found, fate, last, unit or (PERCENT if q.share else None))


def _alone(s: Syntax, q: Quantity, said: frozenset[Span]) -> _Read | None:
    """A number that is all that somebody says (*Forty-three, says the ministry*): of what is not told here."""
    if (s.words[q.first].span[0], s.words[q.last].span[1]) not in said:
        return None
    found = counted(s, q)
    return None if found.named else _Read(q, found, Fated(None), q.last)


def _goes_with(s: Syntax, apart: int, q: Quantity) -> bool:
    """Whether a number only goes on with one that counts nothing: aged 23 *and 25*; on May 3 *and 4*."""
    joint = apart + 2 == q.first == q.bare and s.lower(apart + 1) in _JOINTS and s.words[q.end].relation != "nummod"
    return joint and s.words[apart].sentence == s.words[q.first].sentence


def _says_nothing(s: Syntax, q: Quantity, found: Counted, fate: Fated, listed: bool) -> bool:
    """Whether neither a noun nor a fate goes with a number; *one* is a number only of what met a fate, or where the
    words beside it count (*at least one*, *only one*, *one or more*)."""
    if not found.named and (not fate.outcome or (q.share and fate.outcome == "other")):
        return True
    if (q.value == 0 or (q.vague and not found.named)) and fate.outcome in (None, "other"):
        return True
    single = s.lower(q.bare) == "one" and q.bare == q.end and not q.share
    if single and found.named and _counts(s, q):
        return False
    return single and (fate.outcome in (None, "other") or not (listed or found.named or q.first < q.bare))


def _counts(s: Syntax, q: Quantity) -> bool:
    """Whether the words beside *one* say that it is counted."""
    n = s.words[q.bare].sentence
    more = lower(s, q.end + 1, n) == "or" and lower(s, q.end + 2, n) == "more"
    return more or q.first < q.bare or lower(s, q.first - 1, n) in _ONLY


def _is_listed(s: Syntax, before: _Read, q: Quantity) -> bool:
    """Whether a number goes on with the list that the one before stands in: nothing but marks and joints between."""
    between = range(before.last + 1, q.first)
    if s.words[q.first].sentence != s.words[before.q.first].sentence:
        return False
    return all(s.lower(k) in _LISTED or k in before.fate.words for k in between)


def _has_own_verb(s: Syntax, q: Quantity, found: Counted) -> bool:
    """Whether a verb behind a number tells what those counted did: two died, *43 fell* ill."""
    head = s.words[found.head].head
    own = s.words[found.head].relation == "nsubj" and head is not None and head > q.last
    if own and head is not None and s.words[head].pos == "VERB" and s.lower(head) not in _LISTED:
        return True
    after = q.last + 1  # *two died, 43 fell ill*, whatever the relations say
    return not found.named and lower(s, after, s.words[q.first].sentence) != "" and s.words[after].pos == "VERB"


def _inherited(fate: Fated, before: Fated) -> Fated:
    """In a list what became of the one before became of the next, unless it has a fate of its own."""
    if fate.outcome in (None, "other") and before.outcome:
        return Fated(before.outcome, (*before.words, *fate.words))
    return fate


def _elliptic(s: Syntax, found: Counted, before: _Read, fate: Fated) -> Counted:
    """*killed 12 soldiers and wounded 30*: of a number without a noun, the noun of the one before."""
    bare = found.what is None or s.text[slice(*found.what)].lower() in _ELLIPTIC
    alike = kinds_of(s, before.found)[0] == "person" and fate.outcome in _TAKEN
    some = lower(s, found.head + 1, s.words[found.head].sentence) == "of"  # *six trucks, two of which …*
    if bare and before.found.what and (alike or some):
        return Counted(found.head, before.found.what, found.named or bool(fate.outcome))
    return found


def _figure(document: str, s: Syntax, read: _Read, voices: Voices, triggers: Mapping[int, tuple[str, ...]]) -> Figure:
    q = read.q
    span = (s.words[q.first].span[0], s.words[q.last].span[1])
    return Figure(
        id=thing_id(document, "figure", (span,)),
        span=span,
        low=q.low,
        high=q.high,
        open=q.open,
        approximate=q.approximate,
        unit=read.unit,
        what=" ".join(s.text[slice(*read.found.what)].split()) if read.found.what else None,
        outcome=read.fate.outcome,
        event=_event(s, read, triggers),
        voice=voices.of(span),
    )


def _triggers(s: Syntax, events: Iterable[Event]) -> dict[int, tuple[str, ...]]:
    """The events by the words of their triggers."""
    found: dict[int, tuple[str, ...]] = {}
    for event in events:
        for span in event.trigger:
            for i in s.within(span):
                found[i] = (*found.get(i, ()), event.id)
    return found


def _event(s: Syntax, read: _Read, triggers: Mapping[int, tuple[str, ...]]) -> str | None:
    """The event whose trigger governs a number: what tells the fate, what the number hangs on, else what stands in the
    same clause, the nearest first."""
    if not triggers:
        return None
    own = s.within(read.found.what) if read.found.what else range(0)
    path = (*read.fate.words, read.found.head, *own, *_upward(s, read.found.head))
    for i in (*path, *_clause(s, read)):
        if i in triggers:
            return triggers[i][0]
    return None


def _upward(s: Syntax, i: int) -> tuple[int, ...]:
    """What a word depends on, as far as the verb of its clause."""
    out: list[int] = []
    for k in s.above(i):
        out.append(k)
        if s.words[k].pos == "VERB" and s.words[k].relation not in ("xcomp", "amod"):
            break
    return tuple(out)


def _clause(s: Syntax, read: _Read) -> tuple[int, ...]:
    """The words of the clause, outward from the number: those below the verb above it, without its other clauses, and
    the subjects that it shares with the verbs that it is joined to."""
    verb = next((k for k in _upward(s, read.found.head) if s.words[k].pos == "VERB"), None)
    if verb is None:
        return ()
    subjects = _shared(s, verb)
    found, rest = [verb, *subjects], [verb, *subjects]
    while rest:
        for k in s.dependents(rest.pop()):
            if k not in found and s.words[k].relation not in _CLAUSES:
                found.append(k)
                rest.append(k)
    return tuple(sorted(found, key=lambda k: abs(k - read.q.first)))


def _shared(s: Syntax, verb: int) -> tuple[int, ...]:
    """The subjects of the verbs that a verb is joined to or hangs on, where it has none of its own."""
    for head in s.above(verb):
        if s.words[verb].relation not in ("conj", "advcl", "xcomp") or s.dependents(verb, "nsubj"):
            break
        if found := s.dependents(head, "nsubj"):
            return found
        verb = head
    return ()
