"""Who says what on the pages of a story, under one name over all of them, through whom it came, and on which day.

Everything here is the same for any order of the pages.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from sayso.compare.describing.told import Basis, Voice
from sayso.errors import NotFoundError
from sayso.ledger.days import day_of
from sayso.records import Act, Actor, Attribution, Date, Event, Reading, Span, Spans
from sayso.soundness import collapsed, one_line

Item = tuple[str, str]  # a document's id, and that of an attribution or an event in it

Who = tuple[Voice, str]

LATE: Final = "9999-99-99"  # sorts what has no day behind everything that has one
_BESIDE: Final = 5  # words between a cue and a date from which the date may be another thing's
_EARLIER: Final = re.compile(
    r"\b(?:an|the|our) (?:earlier|previous|first|original) (?:version|edition)\b(?: of (?:this|the|our) \w+)?",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
# What somebody intends, asks for or orders is told in the words of whoever tells of it; only his quoted words are his.
_TOLD_OF: Final[frozenset[Act]] = frozenset({"intend", "order", "request", "demand", "ask"})


class Heard(Struct, frozen=True):
    """Something said, as one page has it.

    `chain` has who says it, then those through whom it came to the page, then the page. `party` is who says it or the
    body for which he speaks. `day` (ISO) is that on which it was said, as the page tells it, else that of publication;
    None where neither is known. `published` is the page's date.
    """

    basis: Basis
    chain: tuple[Voice, ...]
    party: Voice
    day: str | None
    published: str | None

    @property
    def speaker(self) -> Voice:
        return self.chain[0]

    @property
    def page(self) -> Voice:
        return self.chain[-1]

    @property
    def who(self) -> Who:
        """What tells the party from others."""
        return who(self.party, self.basis.document)

    @property
    def via(self) -> tuple[Voice, ...]:
        """Those between the speaker and the page."""
        return self.chain[1:-1]


def in_time(heard: Heard) -> tuple[str, str, str, Span, str]:
    """The order in which things were said; those without a day last."""
    return heard.day or LATE, heard.published or LATE, heard.basis.document, heard.basis.span, heard.basis.said


class Sayers:
    """The voices of the pages of a story.

    `same` joins actors over pages, each id to the one under which it goes; `speaks_for` gives the body for which a
    spokesman speaks, both by such ids.
    """

    def __init__(
        self,
        readings: Iterable[Reading],
        same: Mapping[str, str] | None = None,
        speaks_for: Mapping[str, str] | None = None,
    ) -> None:
        self._same, self._for = same or {}, speaks_for or {}
        self._pages = {reading.document.id: _Page(reading) for reading in readings}
        self._names = self._named()

    def readings(self) -> tuple[Reading, ...]:
        """Those of the pages, by the day of publication."""
        pages = (page.reading for page in self._pages.values())
        return tuple(sorted(pages, key=lambda reading: (reading.document.published or LATE, reading.document.id)))

    def id(self, actor: str) -> str:
        """The id under which an actor goes."""
        return self._same.get(actor, actor)

    def name(self, actor: str) -> str:
        """What the actor that goes under this id is called."""
        return self._names.get(actor, actor)

    def thing(self, item: Item) -> Attribution | Event:
        """What is meant. NotFoundError where no page has it."""
        found = self._pages[item[0]].things.get(item[1]) if item[0] in self._pages else None
        if found is None:
            raise NotFoundError(f"no attribution or event {item[1]} in a reading of document {item[0][:12]}")
        return found

    def page(self, document: str) -> Voice:
        """The page's own voice: that of its publisher, else of its author, or it goes by its title."""
        told = self._pages[document].reading.document
        return Voice(True, told.publisher or told.author or told.title or "the page")

    def chain(self, document: str, attribution: str | None, *, of_words: bool = False) -> tuple[Voice, ...]:
        """Who says what stands in the content of an attribution, those through whom it came, and the page: what nobody
        is said to say is the page's. `of_words` asks whose the words are, rather than the matter."""
        page = self._pages[document]
        found: list[Voice] = []
        for said in page.around(attribution):
            own = page.is_earlier(said) or said.speaker_kind == "page"
            if (said.source or said.speakers) and not own and not (of_words and told_of(said)):
                found.append(self._speaker(page, said))
            found += (self._actors((medium,)) for medium in said.media)
        last = self.page(document)
        return (*dict.fromkeys(voice for voice in found if not self._is_own(voice, last)), last)

    def party(self, voice: Voice) -> Voice:
        """The body for which a voice speaks; the voice itself where it speaks for itself."""
        bodies = tuple(self._for.get(speaker, speaker) for speaker in voice.speakers)
        return voice if bodies == voice.speakers else self._actors(bodies)

    def heard(self, document: str, attribution: str | None, spans: Spans, said: str, *, hedged: bool = False) -> Heard:
        """What stands in spans of a page on the say-so of an attribution, None for the page's own; `said` is what it is
        read as."""
        page = self._pages[document]
        chain = self.chain(document, attribution)
        text = page.reading.document.text
        span = (spans[0][0], spans[-1][1])
        words = one_line(collapsed(text, piece) for piece in spans)
        unsure = hedged or any(each.hedges or each.act == "ask" for each in page.around(attribution))
        published = page.reading.document.published
        day = page.day(attribution) or day_of(published) or None
        return Heard(Basis(document, span, words, chain[0], said, unsure), chain, self.party(chain[0]), day, published)

    def of(self, item: Item) -> Heard:
        """An attribution, or an event, as something said."""
        thing = self.thing(item)
        if isinstance(thing, Event):
            return self.heard(item[0], thing.voice, thing.trigger, thing.type, hedged=bool(thing.hedges))
        return self.heard(item[0], thing.id, thing.content or thing.cue, thing.act or "state")

    def corrects(self, document: str, attribution: str | None) -> bool:
        """Whether it is the page's own earlier version that says something."""
        page = self._pages[document]
        return any(page.is_earlier(said) for said in page.around(attribution))

    def _speaker(self, page: "_Page", said: Attribution) -> Voice:
        if said.speakers:
            return self._actors(said.speakers)
        return Voice(False, one_line(collapsed(page.reading.document.text, span) for span in said.source))

    def _actors(self, actors: Iterable[str]) -> Voice:
        ids = tuple(sorted({self.id(actor) for actor in actors}))
        return Voice(False, ", ".join(map(self.name, ids)), ids)

    def _is_own(self, voice: Voice, page: Voice) -> bool:
        """Whether a medium is the page's own publisher."""
        return len(voice.speakers) == 1 and page.name.casefold() in self._called[voice.speakers[0]]

    def _named(self) -> dict[str, str]:
        """What each actor is called most often, by the page that knows it under its own id if there is one."""
        times: defaultdict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
        self._called: defaultdict[str, set[str]] = defaultdict(set)
        self._media: set[str] = set()
        for page in self._pages.values():
            for actor in page.reading.actors:
                id = self.id(actor.id)
                times[id][actor.id == id, actor.name] += 1
                self._called[id] |= {name.casefold() for name in _names(actor)}
                self._media |= {id} if actor.kind == "media" else set()
        best = {id: min(named.items(), key=lambda n: (not n[0][0], -n[1], n[0][1])) for id, named in times.items()}
        return {id: name for id, ((_, name), _) in best.items()}

    def is_medium(self, voice: Voice) -> bool:
        """Whether a voice is that of media."""
        return bool(voice.speakers) and self._media.issuperset(voice.speakers)

    def called(self, voice: Voice) -> frozenset[str]:
        """All names, without regard to case, of the actors of a voice."""
        return frozenset(name for speaker in voice.speakers for name in self._called[speaker])


def who(voice: Voice, document: str) -> Who:
    """What tells a voice from others: *a source* of one page is not that of another, as far as anybody knows."""
    return voice, "" if voice.page or voice.speakers else document


def told_of(said: Attribution) -> bool:
    """Whether a content tells of what somebody wants or means to do, in the words of whoever tells it."""
    return said.act in _TOLD_OF and said.manner != "direct"


def denies(said: Attribution) -> bool:
    """Whether somebody says that what he speaks of is not so. Who *did not deny* it, or *did not say* it, does not."""
    return said.act == ("believe" if said.negated else "deny")


def _names(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from (alias.text for alias in actor.aliases)


class _Page:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.things: dict[str, Attribution | Event] = {event.id: event for event in reading.events}
        self.things |= {said.id: said for said in reading.attributions}
        self._said = {said.id: said for said in reading.attributions}
        self._starts = [start for start, _ in reading.sentences]
        self._dates: defaultdict[int, list[Date]] = defaultdict(list)
        for date in reading.dates:
            self._dates[self._sentence(date.span)].append(date)

    def around(self, attribution: str | None) -> Iterator[Attribution]:
        """An attribution and those in whose content it stands, the outermost last."""
        while attribution is not None and attribution in self._said:
            yield self._said[attribution]
            attribution = self._said[attribution].outer

    def is_earlier(self, said: Attribution) -> bool:
        """Whether the source is an earlier version of the page."""
        return any(_EARLIER.search(self.reading.document.text, *span) for span in said.source)

    def day(self, attribution: str | None) -> str | None:
        """The day on which something was said, where a date beside the cue tells it: *said on Monday*."""
        said = self._said.get(attribution or "")
        if said is None or not said.cue:
            return None
        published = day_of(self.reading.document.published) or LATE
        told = [
            (_between(self.reading.document.text, date.span, said.cue), date.first)
            for date in self._dates[self._sentence(said.cue[0])]
            if date.first is not None and date.first == date.last and _DAY.fullmatch(date.first)
            and date.first <= published and not _within(date.span, (*said.source, *said.content))
        ]  # fmt: skip
        near = min(told, default=(_BESIDE, ""))
        return near[1] if near[0] < _BESIDE else None

    def _sentence(self, span: Span) -> int:
        return bisect_right(self._starts, span[0])


def _between(text: str, span: Span, cue: Spans) -> int:
    """How many words stand between a span and a cue, none where it is within."""
    start, end = cue[0][0], cue[-1][1]
    return len(text[min(span[1], start) if span[0] < start else end : start if span[0] < start else span[0]].split())


def _within(span: Span, spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
