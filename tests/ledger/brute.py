"""What a selection holds, told slowly: by asking every attribution and every event of readings as they are judged."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from sayso.ledger.happened import interval
from sayso.ledger.happenings import period
from sayso.records import Attribution, Event, Judgement, Place, Reading, Selection

TELLING = ("words", "speaker", "about", "act", "manner", "kind", "hedged", "nested", "verdict", "tag")


class Page(Struct, frozen=True):
    """A reading as judged, and the judgements in force on its attributions."""

    reading: Reading
    verdicts: Mapping[str, tuple[Judgement, ...]] = {}


class Brute(Struct, frozen=True):
    """Pages, and which ids mean the same as another."""

    pages: tuple[Page, ...]
    joined: Mapping[str, str]
    _named: dict[str, set[str | None]] = field(default_factory=dict)  # what was asked for before

    def attributions(self, asked: Selection) -> set[str]:
        """The ids of the attributions of a selection."""
        return {each.id for page, each in self._all() if self._holds(page, each, asked)}

    def events(self, asked: Selection) -> set[str]:
        """The ids of the events of a selection."""
        return {event.id for page in self.pages for event in page.reading.events if self._happens(page, event, asked)}

    def of(self, actor: str | None) -> str | None:
        return actor if actor is None else self.joined.get(actor, actor)

    def named(self, words: str) -> set[str | None]:
        """The canonical ids of those who have this id or are called by these words."""
        if words not in self._named:
            self._named[words] = self._so_named(words)
        return self._named[words]

    def _so_named(self, words: str) -> set[str | None]:
        wanted = set(_tokens(words))
        found = {self.of(words)}
        for page in self.pages:
            for actor in page.reading.actors:
                if any(wanted <= set(_tokens(name)) for name in (actor.name, *(a.text for a in actor.aliases))):
                    found.add(self.of(actor.id))
        return found

    def _all(self) -> Iterator[tuple[Page, Attribution]]:
        for page in self.pages:
            for each in page.reading.attributions:
                yield page, each

    def _holds(self, page: Page, each: Attribution, asked: Selection) -> bool:
        said = page.verdicts.get(each.id, ())
        last = next((judgement.kind for judgement in said[::-1] if judgement.kind in ("right", "wrong")), None)
        about, speakers = ({self.of(actor) for actor in actors} for actors in (each.about, each.speakers))
        return all((
            self._has_words(page.reading, each, asked.words),
            asked.speaker is None or bool(speakers & self.named(asked.speaker)),
            asked.about is None or bool(about & self.named(asked.about)),
            asked.actor is None or bool((speakers | about) & self.named(asked.actor)),
            asked.act in (None, each.act),
            asked.manner in (None, each.manner),
            asked.kind in (None, each.speaker_kind),
            asked.hedged in (None, bool(each.hedges)),
            asked.nested in (None, each.outer is not None),
            asked.verdict in (None, last),
            asked.tag is None or any(judgement.kind == "tag" and judgement.value == asked.tag for judgement in said),
            _of_page(page.reading, asked),
            not (asked.type or asked.place or asked.area)
            or any(_is(page.reading, event, asked) for event in page.reading.events if each.id in _told(event)),
        ))  # fmt: skip

    def _happens(self, page: Page, event: Event, asked: Selection) -> bool:
        since, until = period(asked.since, asked.until)
        dates = {date.id: date for date in page.reading.dates}
        first, last = interval(dates.get(event.date or ""), page.reading.document.published)
        telling = Selection(**{name: getattr(asked, name) for name in TELLING})
        told = [each for each in page.reading.attributions if each.id in _told(event)]
        parties = {self.of(party.actor) for party in (*event.actors, *event.targets)}
        return all((
            _is(page.reading, event, asked),
            since is None or last >= since,
            until is None or first <= until,
            asked.publisher in (None, page.reading.document.publisher),
            asked.document in (None, page.reading.document.id),
            asked.actor is None or bool(parties & self.named(asked.actor)),
            telling == Selection()
            or (telling == Selection(kind="page") and event.voice is None)
            or any(self._holds(page, each, telling) for each in told),
        ))  # fmt: skip

    def _has_words(self, reading: Reading, each: Attribution, words: str) -> bool:
        text = reading.document.text
        there = _tokens(" ".join(text[start:end] for start, end in (*each.source, *each.content)))
        return all(
            any(token == word.rstrip("*") or (word.endswith("*") and token.startswith(word[:-1])) for token in there)
            for word in words.lower().split()
        )


def _of_page(reading: Reading, asked: Selection) -> bool:
    since, until = period(asked.since, asked.until)
    day = reading.document.published or ""
    return (
        asked.publisher in (None, reading.document.publisher)
        and asked.document in (None, reading.document.id)
        and (since is None or day >= since)
        and (until is None or "" < day <= until)
    )


def _told(event: Event) -> set[str | None]:
    return {event.voice, event.attribution}


def _is(reading: Reading, event: Event, asked: Selection) -> bool:
    places = {place.id: place for place in reading.places}
    there = [places[each.place] for each in event.places]
    return all((
        asked.type in (None, event.type),
        asked.place is None or any(_called(reading, place, asked.place) for place in there),
        asked.area is None or any(_inside(place, asked.area) for place in there),
    ))  # fmt: skip


def _called(reading: Reading, place: Place, asked: str) -> bool:
    if asked.startswith('"'):
        return place.name == asked.strip('"')
    names = (place.name, reading.document.text[slice(*place.span)])
    return place.country == asked or any(set(_tokens(asked)) <= set(_tokens(name)) for name in names)


def _inside(place: Place, area: tuple[float, float, float, float]) -> bool:
    west, south, east, north = area
    if place.latitude is None or place.longitude is None:
        return False
    across = west <= place.longitude <= east if west <= east else place.longitude >= west or place.longitude <= east
    return across and south <= place.latitude <= north


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
