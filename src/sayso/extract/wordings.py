"""Words that take a side or keep a distance, in whose voice they stand and of whom they are said."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.extract.speaking.ground import listed
from sayso.extract.standing.near import hyphened
from sayso.extract.standing.nouns import actorlike, placelike
from sayso.extract.standing.scene import Scene, cover, scene
from sayso.extract.standing.verbs import logical_object
from sayso.extract.wording.marks import scare_quotes
from sayso.extract.wording.whom import whom
from sayso.ids import thing_id
from sayso.lexicon.loaded import Loaded, loaded_at
from sayso.records import Actor, Attribution, Mention, Parse, Span, Wording, WordingKind

LIKELY: Final = 0.9  # least probability of being loaded of a word that the list does not have
_CONTENT: Final = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_OF_POS: Final[Mapping[str, frozenset[str]]] = {
    "noun": frozenset({"NOUN", "PROPN"}),
    "verb": frozenset({"VERB"}),
    "adjective": frozenset({"ADJ", "VERB", "NOUN"}),
    "adverb": frozenset({"ADV"}),
}
_DEEDS: Final = listed(
    "act action advance attack attempt battle campaign cause cleric coup defeat effort fight invasion killing"
    " leader move offensive operation policy raid resistance rule sacrifice soldier stand strike struggle troop"
    " victim victory war"
)


def wordings(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
    loaded: Sequence[float] = (),
) -> tuple[Wording, ...]:
    """The wordings of a page in text order; no two of them overlap, scare quotes and distancing around others aside.

    `loaded` may give for each word of the parse the probability that it is loaded where it stands.
    """
    s = scene(parse, attributions, mentions, actors, (), ())
    taken: set[int] = set()
    found = [_wording(s, "scare_quotes", span) for span in scare_quotes(s, attributions)]
    for kind, words in _listed(s):
        if taken.isdisjoint(words):
            taken |= set(words)
            found.append(_wording(s, kind, cover(s, words), words))
    found += [_wording(s, "loaded_word", s.parse.words[i].span, range(i, i + 1)) for i in _likely(s, loaded, taken)]
    return tuple(sorted(found, key=lambda one: (one.span, one.kind)))


def _wording(s: Scene, kind: WordingKind, span: Span, words: range | None = None) -> Wording:
    words = s.ground.syntax.within(span) if words is None else words
    return Wording(
        id=thing_id(s.parse.document.id, f"wording {kind}", (span,)),
        span=span,
        kind=kind,
        of=whom(s, kind, words),
        voice=s.voices.of(span),
    )


def _listed(s: Scene) -> Iterator[tuple[WordingKind, range]]:
    """The words of the list that are used as it says, the longest at each place."""
    for i in range(len(s.words)):
        for load, end in loaded_at(s.words, i):
            if _is_used(s, load, range(i, end)):
                yield load.kind, range(i, end)
                break


def _is_used(s: Scene, load: Loaded, words: range) -> bool:
    first, last = words[0], words[-1]
    if s.parse.words[last].sentence != s.parse.words[first].sentence or _in_name(s, words):
        return False
    beside = {s.words[k] for k in (first - 1, last + 1) if 0 <= k < len(s.words)}
    if not beside.isdisjoint(load.unless) or not _has_pos(s, load, words):
        return False
    if load.object is not None and not _object_is(s, first, load.object):
        return False
    if load.needs is not None and whom(s, load.kind, words) is None:
        return False
    return load.before is None or _before(s, last)


def _in_name(s: Scene, words: range) -> bool:
    """Whether the words are part of a name with a capital, by which somebody calls himself: *Martyrs Brigade*."""
    capital = s.ground.syntax.word(words[0])[0].isupper() or hyphened(s, words[0])
    mention = s.ground.covering.get(words[0])
    if not capital or mention is None or s.words[words[0]] == "regime":
        return False
    inside = s.ground.syntax.within(mention.span)
    return len(inside) > len(words)


def _has_pos(s: Scene, load: Loaded, words: range) -> bool:
    if load.pos == "phrase":
        return True
    at = s.parse.words[words[-1]]
    if load.kind == "distancing" and load.pos == "adjective" and len(load.words) == 1:
        return _attributive(s, words[-1])
    if load.pos == "adjective" and at.pos != "ADJ":
        return at.relation == "amod"
    return len(words) > 1 or at.pos in _OF_POS[load.pos]


def _attributive(s: Scene, i: int) -> bool:
    """Whether a word stands before the noun that it is said of: *the alleged attack*, not *he alleged*."""
    word = s.parse.words[i]
    return word.relation == "amod" and word.head is not None and word.head > i and word.pos in ("ADJ", "VERB")


def _object_is(s: Scene, i: int, wanted: str) -> bool:
    heads = logical_object(s, i)
    return any(placelike(s, k) if wanted == "place" else actorlike(s.ground, k) for k in heads)


def _before(s: Scene, i: int) -> bool:
    """Whether an adjective is said of somebody or of a deed."""
    word = s.parse.words[i]
    nouns = [word.head] if word.relation == "amod" and word.head is not None else []
    nouns += s.ground.syntax.dependents(i, "nsubj")
    return any(actorlike(s.ground, k) or s.words[k] in _DEEDS or s.words[k].removesuffix("s") in _DEEDS for k in nouns)


def _likely(s: Scene, loaded: Sequence[float], taken: set[int]) -> Iterator[int]:
    """The words that the encoder holds for loaded and the list does not have."""
    for i, probability in enumerate(loaded):
        free = i not in taken and i not in s.ground.covering
        if probability >= LIKELY and free and s.parse.words[i].pos in _CONTENT:
            yield i
