"""A page's mentions while they are put into chains, and what may be in one chain with what."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from sayso.lexicon.nominals import bare_name, gender_of, gender_of_titles, nominal
from sayso.lexicon.numbers import TENS, UNITS
from sayso.parse.syntax import Syntax
from sayso.records import Attribution, Found, MentionKind, Span, Spans

SHE: Final = frozenset({"she", "her", "hers", "herself"})
HE: Final = frozenset({"he", "him", "his", "himself"})
IT: Final = frozenset({"it", "its", "itself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})
POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "my", "our", "your"})
FOLD: Final = re.compile(r"[^\w]+")
PERSON: Final = frozenset({"person"})
_ORGANS: Final = frozenset({"ministry", "ministries", "cabinet", "parliament", "court", "embassy"})
_STATE: Final = frozenset({"government", "state"})
_NO_STATE: Final = frozenset({"armed_group", "party", "media"})
LONGEST_TITLE: Final = 4  # words
FARTHEST: Final = 200  # mentions back; a few sentences have fewer
GROUP: Final = frozenset(
    {"state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "process"}
)


class Group(Struct):
    """A chain as it grows."""

    members: list[int]
    keys: set[str]
    kinds: set[MentionKind]
    gender: str | None = None
    plural: bool = False


class Held(Struct):
    """What the steps share: the mentions with their words, the attributions of those that are sources, what is
    direct speech, and for each mention the chain it is in."""

    text: str
    syntax: Syntax
    mentions: Sequence[Found]
    words: list[list[str]]
    speaking: Mapping[int, Attribution]
    speech: Sequence[Span]
    group: list[Group | None]
    _starts: list[int] = []
    _within: dict[Spans, list[int]] = {}
    _headed: dict[str, list[int]] = {}

    def head(self, i: int) -> str:
        """The head word of mention i, in lower case."""
        return self.text[slice(*self.mentions[i].head)].lower()

    def sentence(self, i: int) -> int:
        """The number of the sentence in which mention i stands."""
        at = self.syntax.at(self.mentions[i].head[0])
        return 0 if at is None else self.syntax.words[at].sentence

    def before(self, i: int, sentences: int) -> Iterator[int]:
        """The mentions before mention i, backwards, that stand in its sentence or in so many before it."""
        sentence = self.sentence(i)
        for k in range(i - 1, max(0, i - FARTHEST) - 1, -1):
            if sentence - self.sentence(k) > sentences:
                return
            yield k

    def headed(self, head: str, i: int) -> Sequence[int]:
        """The nominals before mention i that have this head word, backwards."""
        if not self._headed:
            for k, mention in enumerate(self.mentions):
                if mention.form == "nominal":
                    self._headed.setdefault(self.head(k), []).append(k)
        known = self._headed.get(head, [])
        at = bisect_left(known, i)
        return known[max(0, at - FARTHEST) : at][::-1]

    def quoted(self, i: int) -> bool:
        """Whether mention i stands in somebody's direct speech."""
        start = self.mentions[i].span[0]
        return any(s <= start < e for s, e in self.speech)

    def within(self, spans: Spans) -> list[int]:
        """The mentions that stand in the spans."""
        if spans not in self._within:
            starts = self._starts or [mention.span[0] for mention in self.mentions]
            self._starts = starts
            self._within[spans] = [
                k
                for start, end in spans
                for k in range(bisect_left(starts, start), bisect_left(starts, end))
                if self.mentions[k].span[1] <= end
            ]
        return self._within[spans]

    def between(self, low: int, high: int) -> Sequence[Found]:
        """The mentions that begin from one place of the text to another, and end by the latter."""
        starts = self._starts or [mention.span[0] for mention in self.mentions]
        self._starts = starts
        near = self.mentions[bisect_left(starts, low) : bisect_left(starts, high)]
        return [mention for mention in near if mention.span[1] <= high]

    def put(self, i: int, group: Group) -> None:
        """Mention i into a chain."""
        mention = self.mentions[i]
        group.members.append(i)
        if mention.kind:
            group.kinds.add(mention.kind)
        group.gender = group.gender or gender_of_mention(self, i)
        self.group[i] = group

    def join(self, one: Group, other: Group) -> Group:
        """Two chains as one."""
        if one is other:
            return one
        for i in other.members:
            self.group[i] = one
        one.members = sorted(one.members + other.members)
        one.keys |= other.keys
        one.kinds |= other.kinds
        one.gender = one.gender or other.gender
        return one

    def of(self, i: int) -> Group:
        """The chain of mention i, a new one if it has none."""
        found = self.group[i]
        if found is None:
            found = Group(members=[], keys=set(), kinds=set(), plural=plural(self, i))
            self.put(i, found)
        return found


def words_of(name: str) -> list[str]:
    return [w for w in FOLD.split(name.replace("’", "'").casefold().removesuffix("'s")) if w]


def plural(page: Held, i: int) -> bool:
    """Whether a pronoun or a nominal is of several."""
    mention, words = page.mentions[i], page.words[i]
    if mention.form == "pronoun":
        return words[:1] != [] and words[0] in THEY | {"we", "us", "our"}
    if mention.form == "name":
        return False
    head = page.head(i)
    known = nominal(head)
    return known.number == "plural" if known else head.endswith("s") and not head.endswith(("ss", "us", "is"))


def gender_of_mention(page: Held, i: int) -> str | None:
    """Female or male, where words tell: a pronoun, a title, a given name, a noun."""
    mention, words = page.mentions[i], page.words[i]
    if mention.form == "pronoun":
        return "female" if words[:1] and words[0] in SHE else "male" if words[:1] and words[0] in HE else None
    if mention.kind not in (None, "person"):
        return None
    if mention.form == "nominal":
        known = nominal(page.head(i))
        return _told(known.gender) if known else None
    own, titles = bare_name(words), [*titles_before(page, i), *words]
    return _told(gender_of_titles(titles)) or (_told(gender_of(own[0])) if len(own) > 1 else None)


def titles_before(page: Held, i: int) -> list[str]:
    """The titles right before a name that are no part of it (*Mrs* Clinton), in lower case."""
    first = page.syntax.at(page.mentions[i].span[0])
    if first is None:
        return []
    known = [k for k in range(max(0, first - LONGEST_TITLE), first) if _sentence(page, k) == _sentence(page, first)]
    return list(_titles(tuple([page.syntax.lower(k) for k in known])))


@lru_cache(maxsize=1 << 14)
def _titles(before: tuple[str, ...]) -> tuple[str, ...]:
    """The longest end of words that is nothing but titles."""
    rests = (before[k:] for k in range(len(before)))
    return next((rest for rest in rests if bare_name((*rest, "")) == ("",)), ())


def _sentence(page: Held, word: int) -> int:
    return page.syntax.words[word].sentence


def _told(gender: str | None) -> str | None:
    return gender if gender in ("female", "male") else None


def bare(page: Held, i: int) -> list[str]:
    words = page.words[i]
    if page.mentions[i].kind == "person":
        return list(bare_name(words)) or words
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def family(kind: str | None) -> str | None:
    """Persons, groups and places are told apart; people may be either of the first two."""
    if kind in PERSON:
        return "person"
    return "group" if kind in GROUP else "place" if kind == "place" else None


def fits(page: Held, i: int, group: Group) -> bool:
    """Whether gender, number and kind let a mention be of a chain."""
    mention, words = page.mentions[i], page.words[i]
    families = {f for kind in group.kinds if (f := family(kind))}
    gender = gender_of_mention(page, i)
    if gender and group.gender and gender != group.gender:
        return False
    if mention.form == "pronoun":
        if words[0] in SHE | HE:
            return not families & {"group", "place"} and not group.plural
        return not (words[0] in IT and ("person" in families or group.plural))
    own = family(mention.kind)
    if own and families and own not in families:
        return False
    if mention.form == "nominal" and (not _as_many(page, i, group) or _is_other_body(page, i, group)):
        return False
    if mention.form == "name":
        return not (own == "person" and group.plural)
    return plural(page, i) == group.plural or "person" not in families


def _is_other_body(page: Held, i: int, group: Group) -> bool:
    """Whether a mention is an organ of a state and the chain a party's or an armed group's (*the ministry*)."""
    return page.head(i) in _ORGANS and bool(group.kinds & _NO_STATE) and not group.kinds & _STATE


def _as_many(page: Held, i: int, group: Group) -> bool:
    """Whether no member of a chain is of another number: *11 men* are not the *two men* of before."""
    own = number_of(page.words[i])
    members = (k for k in group.members if page.mentions[k].form == "nominal")
    return own is None or all((other := number_of(page.words[k])) is None or other == own for k in members)


def number_of(words: Sequence[str]) -> float | None:
    """The number that a nominal begins with, after its article, in figures or in one word."""
    rest = words[1:] if words[:1] and words[0] in DEFINITE else words
    if not rest:
        return None
    return float(rest[0]) if rest[0].isdecimal() else UNITS.get(rest[0], TENS.get(rest[0]))


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
