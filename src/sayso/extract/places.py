"""The places of a page: names with where they lie, how precisely that is known, and the words that shift them.

A name that the gazetteer does not have stays a place without coordinates. Words for peoples (*Turkish troops*) are no
places, and the name of a state only where something is there, not where it acts (`placing/acting.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.extract.placing.acting import is_place
from sayso.extract.placing.ranking import Choice, ranked
from sayso.extract.placing.relations import relation, wider
from sayso.extract.placing.toponyms import Toponym, toponyms
from sayso.ids import thing_id
from sayso.lexicon.gazetteer import Gazetteer
from sayso.parse.syntax import Syntax, syntax_of
from sayso.records import Actor, Mention, Parse, Place
from sayso.soundness import collapsed

_PARTIES: Final = ("between", "off", "around", "beyond")  # words that shift a place, and that states may stand behind
_UNKNOWN: Final = 0.3  # the score of a name that no gazetteer has is this part of the encoder's


def places(
    parse: Parse, mentions: tuple[Mention, ...], actors: Mapping[str, Actor], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The places of a page in text order, one a span."""
    found = toponyms(parse, mentions, actors, gazetteer)
    chosen = ranked(parse.document.text, found, spoken_of(mentions, actors), gazetteer)
    syntax = syntax_of(parse)
    rows = zip(found, chosen, strict=True)
    kept = [(one, choice) for i, (one, choice) in enumerate(rows) if stands(syntax, found, i, choice)]
    return tuple(_place(parse, syntax, one, choice) for one, choice in kept)


def spoken_of(mentions: Iterable[Mention], actors: Mapping[str, Actor]) -> Counter[str]:
    """How often each country is spoken of, by itself or by those who belong to it."""
    who = (actors.get(mention.actor) for mention in mentions if mention.actor)
    return Counter(actor.country for actor in who if actor is not None and actor.country)


def stands(syntax: Syntax, found: Sequence[Toponym], i: int, choice: Choice | None) -> bool:
    """Whether a name is said as a place: always, unless it is part of an organisation's, or a state's or its seat's."""
    one = found[i]
    if one.aside:
        return False
    if not _is_state(one, choice):
        return True
    if (shift := relation(syntax, one.span)) and collapsed(syntax.text, shift.span).lower() not in _PARTIES:
        return True
    before = found[i - 1] if i else None
    gap = syntax.text[before.span[1] : one.span[0]] if before else ""
    return gap.strip() in (",", "(") or is_place(syntax, one.span)


def _is_state(one: Toponym, choice: Choice | None) -> bool:
    if choice is not None and choice.site.precision == "country":
        return True
    return one.state is not None or (one.mention is not None and one.mention.kind == "state")


def _place(parse: Parse, syntax: Syntax, one: Toponym, choice: Choice | None) -> Place:
    shift = relation(syntax, one.span)
    text = parse.document.text
    words = collapsed(text, shift.span) if shift else None
    place_id = thing_id(parse.document.id, "place", (one.span,))
    name = collapsed(text, one.span)
    if choice is None:
        return Place(id=place_id, span=one.span, name=name, relation=words, score=round(_UNKNOWN * one.score, 2))
    site = choice.site
    return Place(
        id=place_id,
        span=one.span,
        name=name,
        relation=words,
        geonames=site.geonames,
        latitude=site.latitude,
        longitude=site.longitude,
        country=site.country,
        precision=wider(site.precision) if words else site.precision,
        score=round(one.score * choice.score, 2),
    )
