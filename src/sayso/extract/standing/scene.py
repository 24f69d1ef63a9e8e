"""What the files about stances ask of a page: its words, who is meant by them, and what is done and where by them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sayso.extract.speaking.ground import Ground, ground, sentence_words
from sayso.lexicon.nominals import nominal
from sayso.parse.voices import Voices
from sayso.records import Actor, Attribution, Event, Mention, Parse, Place, Span


class Scene(Struct, frozen=True):
    """A page's ground, its words in lower case, its attributions by id and in whose words a span stands; events and
    places by the words of their triggers and names; the actors that nouns stand for, by the nouns, and those that names
    of one word do, by the names."""

    parse: Parse
    ground: Ground
    words: tuple[str, ...]
    said: Mapping[str, Attribution]
    voices: Voices
    deeds: Mapping[int, Event]
    places: Mapping[int, Place]
    called: Mapping[str, tuple[tuple[int, str], ...]]
    alike: Mapping[str, str]


def scene(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
    events: tuple[Event, ...],
    places: tuple[Place, ...],
) -> Scene:
    """The scene of a page."""
    g = ground(parse, mentions, actors)
    text = parse.document.text
    within = g.syntax.within
    return Scene(
        parse=parse,
        ground=g,
        words=tuple([g.syntax.lower(i).replace("’", "'") for i in range(len(parse.words))]),
        said={a.id: a for a in attributions},
        voices=Voices(attributions, g.syntax),
        deeds={i: event for event in reversed(events) for span in event.trigger for i in within(span)},
        places={i: place for place in reversed(places) for i in within(place.span)},
        called=_called(g),
        alike={text[slice(*m.span)].lower(): m.actor for m in mentions if m.form == "name" and m.actor},
    )


def _called(g: Ground) -> dict[str, tuple[tuple[int, str], ...]]:
    """The actors that plain nouns stand for, with where they do: *the rebels* says who *rebel-held* is of."""
    found: dict[str, list[tuple[int, str]]] = {}
    for i, mention in sorted(g.headed.items()):
        word = g.syntax.word(i)
        if not word.islower():
            continue  # the first name of somebody (*spokesman Bill B*) is no noun for him
        if mention.form == "nominal" and mention.actor is not None and (known := nominal(word)):
            found.setdefault(known.noun, []).append((i, mention.actor))
    return {noun: tuple(rows) for noun, rows in found.items()}


def called_at(s: Scene, i: int) -> str | None:
    """The actor that a noun without a mention of its own stands for: the one last called so, else the first to be."""
    known = nominal(s.words[i])
    rows = s.called.get(known.noun, ()) if known else ()
    if known and s.words[i] != known.noun:  # *Norland's advisers* are not the adviser who was named before
        rows = tuple(row for row in rows if s.words[row[0]] != known.noun)
    at = bisect_left(rows, (i, ""))
    return rows[at - 1][1] if at else rows[0][1] if rows else None


def cover(s: Scene, words: Iterable[int]) -> Span:
    """From the first to the last of some words."""
    reach = sorted(words)
    return s.parse.words[reach[0]].span[0], s.parse.words[reach[-1]].span[1]


def sentence(s: Scene, i: int) -> range:
    """The words of the sentence of word i."""
    return sentence_words(s.ground, i)
