"""Which words of a page are names of places: what the encoder sees as such, what the page's mentions are, and names of
the gazetteer behind a preposition of place or before a word for a site (*Tabqa Dam*)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct, structs

from sayso.lexicon.gazetteer import LOOSE, OWN, Gazetteer, Site
from sayso.parse.syntax import Syntax, syntax_of
from sayso.records import Actor, Mention, Parse, Span


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


COMPASS: Final = listed(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west northern"
    " southern eastern western northeastern northwestern southeastern southwestern north-eastern north-western"
    " south-eastern south-western central upper lower greater outer"
)
# Words in small letters that belong to the name they follow.
_GENERIC: Final = listed(
    "province governorate region district county oblast raion peninsula airport airbase airfield crossing dam camp"
    " prison border valley desert mountains river strait straits canal sea gulf"
)
_SITES: Final = listed(
    "Airport Airbase Airfield Base Dam Camp Crossing Bridge Prison Province Governorate Region District County Oblast"
    " River Lake Sea Gulf Strait Straits Valley Mountains Mountain Desert Border Island Islands Peninsula Canal Parish"
    " Heights Checkpoint Oilfield Refinery Creek Bay"
)
_WHERE: Final = listed(
    "in at near from into around outside inside across over throughout toward towards within to of off between beyond"
    " through along"
)
_WORDS: Final = 6  # of a name of the gazetteer
_BEFORE: Final = 3  # words by which a name may be longer than what the encoder saw of it, to either side
_SURE: Final = 0.9  # score of a name of the gazetteer in a place's setting
_NO_PLACES: Final = listed("person media armed_group party military organization alliance government process people")
_PARTS: Final = re.compile(r"\s*[,;/]\s+|\s*/\s*|\s+(?:and|or)\s+")
_SMALL_WORDS: Final = re.compile(r"\s(?!(?:of|the|al|el|de|la|and)\s)[a-z]+\s")
_AHEAD: Final = re.compile(r"(?:The|An?|[A-Z]-)(?:\s+|(?<=-))")  # *An Albany man*, *R-Albany*
_LEAST: Final = 2000  # inhabitants of a town of which something else may have its name
_COMMON: Final = listed(  # towns have these names too
    "university college temple police central pueblo union national state district court school church hospital mission"
    " liberty independence laguna park garden industry commerce international royal imperial grand saint republic"
    " federal supreme military police general christian islamic hope grace victory freedom summit mountain"
)
_GUESSED: Final = 0.7
_STREETS: Final = listed(
    "street st avenue ave road rd drive dr lane boulevard blvd way court parkway highway route trail place terrace"
    " circle streets avenues roads interstate turnpike pike freeway crescent square"
)
_PARTED: Final = re.compile(r"\w[\s-]+\w")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_OF_A_PLACE: Final = re.compile(r"(?:an|ish|ese|ic|[^aeiou]i)$")
_LINKS: Final = frozenset(("of", "the", "al", "el", "de", "du", "del", "la", "and", "-", "/", "’", "'", "in"))
_DATED: Final = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december islam god allah internet christmas ramadan easter"
)


class Toponym(Struct, frozen=True, kw_only=True):
    """Words that name a place, the places that the gazetteer has for them, and how sure it is that they do.

    `mention` is the page's mention of the same words, `state` the country of the state that it stands for ("" for one
    without a code). One `aside` is part of an organisation's name (*Aleppo Health Directorate*): no place that is
    spoken of, but a word on where everything is.
    """

    span: Span
    name: str
    sites: tuple[Site, ...]
    score: float
    mention: Mention | None = None
    state: str | None = None
    aside: bool = False


def toponyms(
    parse: Parse, mentions: Iterable[Mention], actors: Mapping[str, Actor], gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """The place names of a page in text order, none within another."""
    text = parse.document.text
    syntax = syntax_of(parse)
    held = {m.span: m for m in mentions if m.form == "name"}
    others = {m.span for m in held.values() if _is_other(m, actors)}
    organizations = {n.span for n in parse.named if n.kind == "ORG"}
    sites = {span for span in (others | organizations) if _is_site(text, span, gazetteer)}
    taken = _taken(parse, others - sites, sites)
    scores = dict.fromkeys(sites, _SURE)
    for span, score in (*_seen(parse, held.values(), actors, gazetteer), *_set(syntax, taken, gazetteer)):
        if span not in others - sites and not _is_adjective(syntax, span, gazetteer):
            scores[span] = max(score, scores.get(span, 0.0))
    tops = [_toponym(syntax, span, score, gazetteer) for span, score in scores.items()]
    asides = _asides(syntax, organizations - sites, gazetteer)
    kept = _apart([*filter(None, tops), *asides])
    return tuple(_mentioned(one, held, actors) for one in kept)


def _asides(syntax: Syntax, organizations: Iterable[Span], gazetteer: Gazetteer) -> Iterator[Toponym]:
    """The places that organisations have their names of; one that is the whole name, in a place's setting (*in Raqqa*),
    is a place after all."""
    for span in organizations:
        first, last = _ends(syntax, span)
        if part := _longest(syntax, first, last, gazetteer, _LEAST):
            whole = part == span and _preposition(syntax, first)
            yield structs.replace(named(syntax.text, part, _SURE, gazetteer), aside=not whole)


def named(text: str, span: Span, score: float, gazetteer: Gazetteer) -> Toponym:
    """The words of a span, taken for the name of a place."""
    name = " ".join(text[slice(*span)].split())
    short = "." in name or text[: span[0]].rstrip().endswith(",")
    region = gazetteer.region(name) if short else None
    return Toponym(span=span, name=name, sites=(region,) if region else _sites(name, gazetteer), score=score)


def _toponym(syntax: Syntax, seen: Span, score: float, gazetteer: Gazetteer) -> Toponym | None:
    """What is seen as a name of a place, with what belongs to it and without what does not."""
    text, span = syntax.text, _widened(syntax, seen, gazetteer)
    if (first := _AHEAD.match(text[slice(*span)])) and span[1] - span[0] > first.end() + 2:
        span = span[0] + first.end(), span[1]
    one = named(text, span, score, gazetteer)
    word = one.name.casefold()
    if not one.name[:1].isalnum() or word in COMPASS or word in _DATED:
        return None
    return one if one.sites else _of_town(syntax, one, gazetteer)


def _of_town(syntax: Syntax, one: Toponym, gazetteer: Gazetteer) -> Toponym:
    """What has its name of a town, with where the town lies; a street lies anywhere."""
    first, last = _ends(syntax, one.span)
    if last <= first or syntax.lower(last).rstrip(".") in _STREETS:
        return one
    part = _longest(syntax, first, last - 1, gazetteer, _LEAST)
    if part is None or syntax.text[slice(*part)].casefold() in _COMMON:
        return one
    sites = tuple(site for site in gazetteer.exact(syntax.text[slice(*part)]) if site.precision in ("town", "region"))
    return structs.replace(one, sites=sites, score=one.score * _GUESSED) if sites else one


def _sites(name: str, gazetteer: Gazetteer) -> tuple[Site, ...]:
    found = gazetteer.find(name)
    return tuple(site for site in found if site.by_hand) if name.isupper() and len(name) < 4 else found


def _mentioned(one: Toponym, held: Mapping[Span, Mention], actors: Mapping[str, Actor]) -> Toponym:
    mention = held.get(one.span)
    actor = actors.get(mention.actor) if mention is not None and mention.actor else None
    state = actor.country or "" if actor is not None and actor.kind == "state" else None
    return structs.replace(one, mention=mention, state=state)


def _seen(
    parse: Parse, mentions: Iterable[Mention], actors: Mapping[str, Actor], gazetteer: Gazetteer
) -> Iterator[tuple[Span, float]]:
    """What the encoder sees as a place, and mentions of places and of states by a name that is a place's."""
    text = parse.document.text
    for name in parse.named:
        if name.kind == "LOC":
            for span in _parts(text, name.span, gazetteer):
                yield span, name.score
    for mention in mentions:
        actor = actors.get(mention.actor) if mention.actor else None
        if mention.kind == "place":
            if not _SMALL_WORDS.search(text, *mention.span):
                for span in _parts(text, mention.span, gazetteer):
                    yield span, mention.score
        elif mention.kind == "state" or (actor is not None and actor.kind == "state"):
            for span in _parts(text, mention.span, gazetteer):
                if any(site.sort == OWN for site in gazetteer.exact(text[slice(*span)])):
                    yield span, mention.score


def _parts(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The names of a span, each without its article, possessive mark, and point of the compass: *Aleppo, North Syria*
    is two. *The Syria/Iraq border* is one."""
    whole = _trimmed(text, span)
    if gazetteer.exact(text[slice(*whole)]):
        yield whole
        return
    for part in _split(text, span):
        first, _, rest = text[slice(*part)].partition(" ")
        if first.casefold() in COMPASS and rest and not gazetteer.exact(text[slice(*part)]) and gazetteer.find(rest):
            yield part[1] - len(rest), part[1]
        else:
            yield part


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for cut in (*_PARTS.finditer(text, *span), None):
        end = cut.start() if cut else span[1]
        part = _trimmed(text, (start, end))
        if part[0] < part[1]:
            yield part
        start = cut.end() if cut else end


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if text[start:end].casefold().startswith("the ") and end - start > 4:
        start += 4
    if mark := _POSSESSIVE.search(text[start:end]):
        end = start + mark.start()
    while start < end and not (text[start].isalnum()):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return start, end


def _is_other(mention: Mention, actors: Mapping[str, Actor]) -> bool:
    """Whether a mention is the name of somebody who is no state, whatever the encoder sees in it."""
    actor = actors.get(mention.actor) if mention.actor else None
    return actor is not None and actor.kind in _NO_PLACES and mention.kind != "place"


def _is_adjective(syntax: Syntax, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a name is a word for who is of a place: *Gazan*."""
    inside = syntax.within(span)
    word = syntax.word(inside[0]) if len(inside) == 1 else ""
    if not _OF_A_PLACE.search(word):
        return False
    if syntax.words[inside[0]].pos == "ADJ":
        return True
    known = gazetteer.exact(word)
    return all(site.sort == LOOSE for site in known) and any(
        site.sort == OWN for cut in (1, 2) for site in gazetteer.exact(word[:-cut])
    )


def _is_site(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of a base, a dam, a camp …, though the encoder may see an organisation in it."""
    name = text[slice(*span)]
    if not _PARTED.search(name):
        return False
    return any(s.by_hand and s.sort == OWN and s.precision in ("exact", "water") for s in gazetteer.exact(name))


def _taken(parse: Parse, others: Iterable[Span], sites: frozenset[Span] | set[Span]) -> frozenset[int]:
    """Where in the text names of persons and organisations stand."""
    spans = [*(n.span for n in parse.named if n.kind != "LOC" and n.span not in sites), *others]
    return frozenset(i for span in spans for i in range(*span))


def _set(syntax: Syntax, taken: frozenset[int], gazetteer: Gazetteer) -> Iterator[tuple[Span, float]]:
    """Names of the gazetteer behind a preposition of place, and before a word for a site, that nothing else has."""
    words, i = syntax.words, 0
    while i < len(words):
        last = _run(syntax, i)
        if last is None:
            i += 1
            continue
        before = _preposition(syntax, i)
        site = syntax.word(last) in _SITES and last > i
        free = not any(words[k].span[0] in taken for k in range(i, last + 1))
        if (before or site) and free and (span := _longest(syntax, i, last, gazetteer)):
            yield span, _SURE
        i = last + 1


def _run(syntax: Syntax, i: int) -> int | None:
    """The last word of a run of names that begins with word i, close to each other on one line."""
    words, last = syntax.words, None
    while i < len(words) and _is_name(syntax, i):
        if last is not None and not _joined(syntax, last, i):
            break
        last, i = i, i + 1
        if i < len(words) and syntax.word(i) in ("-", "–") and i + 1 < len(words) and _joined(syntax, last, i + 1):
            i += 1
    return last


def _joined(syntax: Syntax, i: int, k: int) -> bool:
    between = syntax.text[syntax.words[i].span[1] : syntax.words[k].span[0]]
    return between.strip() in ("", "-", "–") and "\n" not in between and len(between) < 3


def _is_name(syntax: Syntax, i: int) -> bool:
    word = syntax.word(i)
    return word[0].isupper() and syntax.words[i].pos in ("PROPN", "NOUN", "ADJ", "X") and word.lower() not in _DATED


def _preposition(syntax: Syntax, i: int) -> bool:
    k = i - 1
    while k >= 0 and (syntax.words[k].pos == "DET" or syntax.lower(k) in COMPASS):
        k -= 1
    return k >= 0 and syntax.words[k].pos == "ADP" and syntax.lower(k) in _WHERE - {"to", "of", "from", "over"}


def _ends(syntax: Syntax, span: Span) -> tuple[int, int]:
    """The first and the last word of a span."""
    inside = syntax.within(span)
    return (inside[0], inside[-1]) if inside else (0, -1)


def _longest(syntax: Syntax, first: int, last: int, gazetteer: Gazetteer, least: int = 0) -> Span | None:
    """The longest name of the gazetteer that words begin with, of something with so many inhabitants; none of one short
    word."""
    for end in range(min(last, first + _WORDS - 1), first - 1, -1):
        span = syntax.words[first].span[0], syntax.words[end].span[1]
        if span[1] - span[0] > 3 and any(
            site.sort == OWN and (site.by_hand or site.population >= least)
            for site in gazetteer.exact(syntax.text[slice(*span)])
        ):
            return span
    return None


def _widened(syntax: Syntax, span: Span, gazetteer: Gazetteer) -> Span:
    """A name with the words around it that the gazetteer has it with (*Tabqa* Dam, *Al*-Tanf), and a word for its
    sort."""
    inside = syntax.within(span)
    if not inside:
        return span
    best = span
    ends = list(_reach(syntax, inside[-1], 1))
    for start in _reach(syntax, inside[0], -1):
        for end in ends:
            wide = min(span[0], syntax.words[start].span[0]), max(span[1], syntax.words[end].span[1])
            if wide[1] - wide[0] > best[1] - best[0] and gazetteer.exact(syntax.text[slice(*wide)]):
                best = wide
    return _with_sort(syntax, best)


def _reach(syntax: Syntax, i: int, step: int) -> Iterator[int]:
    """Word i, and the words to one side of it with which a name may begin or end."""
    yield i
    for k in range(i + step, i + (_BEFORE + 1) * step, step):
        if not 0 <= k < len(syntax.words):
            return
        left, right = (k, k - step) if step < 0 else (k - step, k)
        if syntax.text[syntax.words[left].span[1] : syntax.words[right].span[0]] not in ("", " ", "/"):
            return
        word = syntax.word(k)
        if word[0].isupper() or (step > 0 and word in _GENERIC):
            yield k
        elif word not in _LINKS:
            return


def _with_sort(syntax: Syntax, span: Span) -> Span:
    """A name with the noun in small letters right behind it that says of what sort it is: *Idlib province*."""
    inside = syntax.within(span)
    k = inside[-1] + 1 if inside else len(syntax.words)
    if k < len(syntax.words) and syntax.word(k) in _GENERIC and syntax.text[span[1] : syntax.words[k].span[0]] == " ":
        return span[0], syntax.words[k].span[1]
    return span


def _apart(found: Iterable[Toponym]) -> list[Toponym]:
    """The names without those that overlap a longer one."""
    kept: list[Toponym] = []
    covered: set[int] = set()
    for one in sorted(found, key=lambda t: (t.span[0] - t.span[1], t.span)):
        characters = range(*one.span)
        if covered.isdisjoint(characters):
            covered.update(characters)
            kept.append(one)
    return sorted(kept, key=lambda t: t.span)
