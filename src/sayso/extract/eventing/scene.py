"""A page as the files about events ask it: its words by sentence, whose word each stands in, its places and dates."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sayso.extract.eventing.words import TIMES
from sayso.extract.speaking.ground import Ground, case_of, ground, is_hyphen
from sayso.parse.around import plain
from sayso.parse.voices import Voices
from sayso.records import Actor, Attribution, Date, EventType, Mention, Parse, Place, Span, Word

Types = Sequence[tuple[EventType, float]]


class Scene:
    """A page taken apart, with what was found on it. `types` are, word by word, the event types that a classifier sees
    with their probabilities; empty where there is none."""

    def __init__(
        self,
        parse: Parse,
        attributions: Sequence[Attribution],
        mentions: tuple[Mention, ...],
        actors: Mapping[str, Actor],
        places: Sequence[Place],
        dates: Sequence[Date],
        types: Sequence[Types] = (),
    ) -> None:
        self.parse, self.attributions, self.places, self.dates, self.types = parse, attributions, places, dates, types
        self.g: Ground = ground(parse, mentions, actors)
        self.words: Sequence[Word] = parse.words
        self.lower: Sequence[str] = [plain(self.g.syntax.lower(i)) for i in range(len(parse.words))]
        self._cases: dict[int, str] = {}
        self.passives: dict[int, bool] = {}
        self.slots: dict[tuple[int, bool], Mapping[str, tuple[int, ...]]] = {}

    @cached_property
    def voices(self) -> Voices:
        """Whose word a thing is."""
        return Voices(self.attributions, self.g.syntax)

    @cached_property
    def contents(self) -> Voices:
        """In which content a thing stands, whether that tells it or only wants it."""
        return Voices(self.attributions)

    @cached_property
    def by_id(self) -> Mapping[str, Attribution]:
        return {attribution.id: attribution for attribution in self.attributions}

    @cached_property
    def cues(self) -> Mapping[int, Attribution]:
        """The words of the cues; of two attributions with a word in common the surer counts."""
        ordered = sorted(self.attributions, key=lambda a: a.score)
        return {i: a for a in ordered for span in a.cue for i in self.g.syntax.within(span)}

    @cached_property
    def timed(self) -> frozenset[int]:
        """The words of the dates."""
        return frozenset(i for date in self.dates for i in self.g.syntax.within(date.span))

    @cached_property
    def placed(self) -> Mapping[int, Place]:
        """The words of the places, of two that overlap those of the shorter."""
        ordered = sorted(self.places, key=lambda place: place.span[0] - place.span[1])
        return {i: place for place in ordered for i in self.g.syntax.within(place.span)}

    @cached_property
    def _bounds(self) -> Sequence[range]:
        """By sentence number, its words."""
        found: list[range] = []
        for i, word in enumerate(self.words):
            while len(found) <= word.sentence:
                found.append(range(i, i))
            found[word.sentence] = range(found[word.sentence].start, i + 1)
        return found

    def sentence(self, i: int) -> range:
        """The words of the sentence of word i."""
        return self._bounds[self.words[i].sentence]

    def dependents(self, i: int, *relations: str) -> tuple[int, ...]:
        """The words that depend on word i, by any of the relations (none given: by all)."""
        return self.g.syntax.dependents(i, *relations)

    def case(self, i: int) -> str:
        """The preposition of a noun, or the mark of its possessive; empty for none."""
        if i not in self._cases:
            self._cases[i] = plain(case_of(self.g, i)) or self._case_before(i)
        return self._cases[i]

    def _case_before(self, i: int) -> str:
        """The preposition that the relations give to a number or an adjective before a noun: *of [26] members*."""
        before = (k for k in self.dependents(i, "nummod", "det", "amod") if k < i and self.lower[k - 1 : k])
        found = (plain(case_of(self.g, k)) for k in before if self.dependents(k, "case"))
        return next(found, "")

    def head(self, i: int) -> int | None:
        return self.words[i].head

    def relation(self, i: int) -> str:
        return self.words[i].relation

    def pos(self, i: int) -> str:
        return self.words[i].pos

    def is_time(self, i: int) -> bool:
        """Whether a noun says when."""
        word = self.lower[i]
        return i in self.timed or word in TIMES or word.removesuffix("s") in TIMES or word.isdigit()

    def is_name(self, i: int) -> bool:
        """Whether a word is part of a name."""
        return i in self.g.covering

    def joined(self, i: int) -> bool:
        """Whether a hyphen joins a word to the one after it (*US*-led), unless one name holds both (*Al*-Shabaab)."""
        if i + 2 >= len(self.words) or not is_hyphen(self.g, i + 1):
            return False
        name = self.g.covering.get(i)
        return self.words[i].span[1] == self.words[i + 1].span[0] and not (
            name is not None and self.g.covering.get(i + 2) is name
        )

    def span(self, words: Sequence[int]) -> Span:
        """From the first to the last of some words."""
        return self.words[min(words)].span[0], self.words[max(words)].span[1]
