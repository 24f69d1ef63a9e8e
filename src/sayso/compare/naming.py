"""What publishers and speakers call the same actor, and the same event. No name is taken for the right one."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.describing.told import Basis, Voice
from sayso.compare.hearing.sayers import Item, Sayers
from sayso.compare.hearing.words import MODES, Mode, Words
from sayso.records import ActorKind, Event, Reading, Span
from sayso.soundness import collapsed, one_line

_BETWEEN: Final = " \t\r\n,:–—-(“\"‘'"
_CLAUSE: Final = re.compile(r",? (?:who|whom|whose|which|that|where)\b")
_ARTICLES: Final = ("the ", "a ", "an ")
_DETERMINERS: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})


class Called(Struct, frozen=True):
    """Words that somebody uses for one thing, as they are written most often, how often, and where (in text order of
    the pages)."""

    words: str
    times: int
    bases: tuple[Basis, ...]


class Naming(Struct, frozen=True):
    """What one voice calls a thing on the pages of a publisher (`page`; the voice itself where it is the page's own),
    the most frequent first. `mode` tells whether the words are surely the voice's: what is only reported may be put in
    words of the page's."""

    page: Voice
    voice: Voice
    mode: Mode
    called: tuple[Called, ...]


class Named(Struct, frozen=True):
    """What an actor is called by whom. Publishers come in the order of their names, each with its own words first."""

    actor: str
    name: str
    kind: ActorKind | None
    by: tuple[Naming, ...]


class Termed(Struct, frozen=True):
    """What an event is called by whom, in the order of `Named`: the words that tell it. `events` are those that are the
    same."""

    events: tuple[Item, ...]
    by: tuple[Naming, ...]


class _Use(Struct, frozen=True):
    thing: str
    page: Voice
    voice: Voice
    mode: Mode
    basis: Basis


def named(readings: Sequence[Reading], *, same: Mapping[str, str] | None = None) -> tuple[Named, ...]:
    """The actors of the pages with what they are called, those that most publishers name first. `same` joins actors
    over pages."""
    sayers = Sayers(readings, same)
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for reading in sayers.readings():
        for use in _of_actors(reading, sayers):
            uses[use.thing].append(use)
    kinds = _kinds(sayers)
    found = [Named(actor, sayers.name(actor), kinds.get(actor), _namings(each)) for actor, each in uses.items()]
    return tuple(sorted(found, key=lambda one: (-len({by.page for by in one.by}), -_times(one), one.name, one.actor)))


def termed(
    readings: Sequence[Reading], events: Iterable[Collection[Item]], *, same: Mapping[str, str] | None = None
) -> tuple[Termed, ...]:
    """The same event in the words of each. `events` are groups of the same one, each as its document's id and its own;
    those of pages that are not given are left out."""
    sayers = Sayers(readings, same)
    pages = {reading.document.id: (reading, Words(reading, sayers)) for reading in sayers.readings()}
    found = []
    for group in events:
        items = sorted(item for item in group if item[0] in pages)
        uses = [
            _of_event(*pages[item[0]], sayers, thing)
            for item in items
            if isinstance(thing := sayers.thing(item), Event)
        ]
        if uses:
            found.append(Termed(tuple(items), _namings(uses)))
    return tuple(sorted(found, key=lambda one: (-len({by.page for by in one.by}), one.events)))


def differing(by: Iterable[Naming]) -> bool:
    """Whether publishers have no word in common for a thing, in their own voice."""
    own: defaultdict[Voice, set[str]] = defaultdict(set)
    for naming in by:
        if naming.mode == "own":
            own[naming.page] |= {_key(called.words) for called in naming.called}
    return len(own) > 1 and not set.intersection(*own.values())


def _of_actors(reading: Reading, sayers: Sayers) -> Iterator[_Use]:
    """Each use of a name, or of other words than a pronoun, for an actor."""
    words = Words(reading, sayers)
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.actor is not None and mention.form != "pronoun":
            spans[mention.actor].append(mention.span)
    for mention in reading.mentions:
        if mention.actor is not None and mention.form != "pronoun":
            span = _besides(reading.document.text, mention.span, spans[mention.actor])
            if span is not None:
                yield _use(reading, sayers, words, sayers.id(mention.actor), (span,), mention.form)


def _besides(text: str, span: Span, others: Iterable[Span]) -> Span | None:
    """The words that stand before the first of other names within a span: *The terrorist* of *The terrorist Hanno
    Brill*; None where there are none but an article. Without other names, all up to a clause: *a gang* of *a gang that
    robs*. No genitive's ending belongs to them."""
    start, end = span
    within = [first for first, last in others if start <= first and last <= end and (first, last) != span]
    clause = _CLAUSE.search(text, start, min(within, default=end))
    words = text[start : clause.start() if clause else min(within, default=end)].rstrip(_BETWEEN)
    words = words.removesuffix("'s").removesuffix("’s")
    return (start, start + len(words)) if words and (not within or words.casefold() not in _DETERMINERS) else None


def _of_event(reading: Reading, words: Words, sayers: Sayers, event: Event) -> _Use:
    return _use(reading, sayers, words, event.id, event.trigger, event.type)


def _use(reading: Reading, sayers: Sayers, words: Words, thing: str, spans: Sequence[Span], said: str) -> _Use:
    document = reading.document
    voice, mode = words.voice(spans[0])
    told = one_line(collapsed(document.text, span) for span in spans)
    basis = Basis(document.id, (spans[0][0], spans[-1][1]), told, voice, said)
    return _Use(thing, sayers.page(document.id), voice, mode, basis)


def _namings(uses: Iterable[_Use]) -> tuple[Naming, ...]:
    by: defaultdict[tuple[Voice, Mode, Voice], list[Basis]] = defaultdict(list)
    for use in uses:
        by[use.page, use.mode, use.voice].append(use.basis)
    keys = sorted(by, key=lambda key: (key[0], MODES.index(key[1]), -len(by[key]), key[2]))
    return tuple(Naming(page, voice, mode, _called(by[page, mode, voice])) for page, mode, voice in keys)


def _called(bases: Iterable[Basis]) -> tuple[Called, ...]:
    by: defaultdict[str, list[Basis]] = defaultdict(list)
    for basis in bases:
        by[_key(basis.words)].append(basis)
    found = [Called(_written(same), len(same), _in_order(same)) for same in by.values()]
    return tuple(sorted(found, key=lambda one: (-one.times, one.words.casefold(), one.words)))


def _in_order(bases: Iterable[Basis]) -> tuple[Basis, ...]:
    return tuple(sorted(bases, key=lambda basis: (basis.document, basis.span)))


def _written(bases: Iterable[Basis]) -> str:
    """The way in which a name is written most often: in small letters rather than capitals."""
    times = Counter(basis.words for basis in bases)
    return min(times, key=lambda words: (-times[words], words.isupper(), words[:1].isupper(), words))


def _key(words: str) -> str:
    """Words as they are compared: without case, article and the shape of apostrophes."""
    plain = words.casefold().replace("’", "'")
    return next((plain.removeprefix(article) for article in _ARTICLES if plain.startswith(article)), plain)


def _kinds(sayers: Sayers) -> dict[str, ActorKind]:
    """The kind that most pages have for an actor."""
    times: defaultdict[str, Counter[ActorKind]] = defaultdict(Counter)
    for reading in sayers.readings():
        for actor in reading.actors:
            if actor.kind is not None:
                times[sayers.id(actor.id)][actor.kind] += 1
    return {actor: min(kinds, key=lambda kind: (-kinds[kind], kind)) for actor, kinds in times.items()}


def _times(one: Named) -> int:
    return sum(called.times for naming in one.by for called in naming.called)
