"""Claims made of a reading: each attribution with the words, actors, deeds and numbers in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.compare.claiming.clauses import clauses, denied, done, is_number, of_any, unreal
from sayso.compare.claiming.signs import signs
from sayso.compare.claiming.stems import is_verb, stem
from sayso.compare.claiming.told import Claim, Counted, Deed, Denied, Term
from sayso.lexicon.opposites import Pole, poles_at
from sayso.lexicon.rarity import WORD, folded, rarity
from sayso.records import Act, Actor, Attribution, Event, Figure, Mention, Party, Reading, Span

Joined = Callable[[str], str]  # an actor's id → the canonical one over pages

_TOKEN: Final = re.compile(rf"{WORD.pattern}|n['’]t|[.,;:!?()—–“”\"]")
_LEAST: Final = 0.7  # words that stand in half of all texts tell nothing
_MOST: Final = 5.5  # a word never counted tells little more than a rare one
_ACTOR: Final = 2.0  # what an actor tells: the main ones of a story stand in most of its claims
# Cues that only say that something is said, wanted or thought: the content alone tells what.
_BARE: Final = frozenset({"state", "ask", "predict"})
# Acts whose negation turns the content round; of the others it says that they were not done.
_TURNED: Final = frozenset(
    {"believe", "intend", "promise", "demand", "request", "propose", "praise", "predict", "order"}
)
_BY_ACT: Final[Mapping[Act, Pole]] = {
    "praise": Pole("support", 1),
    "condemn": Pole("support", -1),
    "admit": Pole("confirmation", 1),
}


class Words(Struct, frozen=True):
    """A piece of text in words: as they stand, with their places; in lower case; where the clause of each begins."""

    span: Span
    found: tuple[tuple[str, Span], ...]
    lower: tuple[str, ...]
    clauses: tuple[int, ...]
    denied: tuple[Denied, ...]
    unreal: frozenset[int]


class Page(Struct, frozen=True):
    """A reading with what is asked of it again and again."""

    reading: Reading
    keys: Mapping[str, frozenset[str]]
    joined: Joined


def page(reading: Reading, joined: Joined = str) -> Page:
    """A reading made ready; `joined` gives the id that means an actor's over pages."""
    return Page(reading, {actor.id: keys(actor, joined) for actor in reading.actors}, joined)


def claim(of: Page, said: Attribution, vector: bytes | None = None) -> Claim:
    """What an attribution commits its source to; `vector` is what its content means, where that is known."""
    text = of.reading.document.text
    content = tuple(_words(text, span) for span in said.content)
    return Claim(
        document=of.reading.document.id,
        attribution=said.id,
        act=said.act,
        sign=_sign(said),
        silent=bool(said.negated) and said.act not in _TURNED and said.act != "deny",
        asks=said.act == "ask",
        speakers=frozenset(key for actor in said.speakers for key in of.keys.get(actor, ())),
        terms=tuple(_terms(of, said, content)),
        deeds=tuple(_deed(of, event) for event in of.reading.events if _tells(event, said)),
        counted=tuple(_counted(of.reading.figures, said, text)),
        run=tuple(folded(word) for start, end in said.content for word in WORD.findall(text[start:end])),
        vector=vector,
        denials=_denials(content, said),
        unreal=frozenset(clause for words in content for clause in words.unreal),
    )


def _words(text: str, span: Span) -> Words:
    tokens = _TOKEN.finditer(text[slice(*span)])
    found = tuple((match[0], (span[0] + match.start(), span[0] + match.end())) for match in tokens)
    lower = tuple(_folded_only(word) for word, _ in found)
    numbers = clauses(lower)
    starts = {number: place[0] for number, (_, place) in zip(reversed(numbers), reversed(found), strict=True)}
    return Words(
        span=span,
        found=found,
        lower=lower,
        clauses=tuple(starts[number] for number in numbers),
        denied=tuple(
            Denied(clause=starts[each.number], head=stem(each.head), whole=each.whole)
            for each in denied(lower, numbers)
        ),
        unreal=frozenset(starts[number] for number in unreal(lower, numbers)),
    )


def _denials(content: Sequence[Words], said: Attribution) -> tuple[Denied, ...]:
    """The clauses that are denied: by themselves, or the first by the cue; by both it is none. Of who does not praise,
    believe or want something nothing follows for what is."""
    if _sign(said) > 0:
        return tuple(each for words in content for each in words.denied)
    words = next((words for words in content if words.clauses), None)
    if words is None or said.act != "deny" or any(each.clause == words.clauses[0] for each in words.denied):
        return ()
    first = [word for word, clause in zip(words.lower, words.clauses, strict=True) if clause == words.clauses[0]]
    head = done(first)
    return (Denied(clause=words.clauses[0], head=stem(head), whole=of_any(first)),) if head else ()


def _sign(said: Attribution) -> int:
    """-1 where cue and negation turn the content round; both together leave it as it is."""
    turned = (said.act == "deny") != (bool(said.negated) and said.act in _TURNED | {"deny"})
    return -1 if turned else 1


def keys(actor: Actor, joined: Joined) -> frozenset[str]:
    """What an actor of one page is met by in another: its joined id, its names, of a person the last name too."""
    names = [folded(name) for name in (actor.name, *(alias.text for alias in actor.aliases)) if name[:1].isupper()]
    last = [stem(name.split()[-1]) for name in names if name.split() and actor.kind in ("person", None)]
    single = [stem(name) for name in names if len(name.split()) == 1]
    return frozenset({f"#{joined(actor.id)}", *names, *last, *single})


def _terms(of: Page, said: Attribution, content: Sequence[Words]) -> Iterator[Term]:
    """The words and actors of a claim; those of a cue that says more than that somebody spoke stand first."""
    if said.act not in _BARE and said.act != "deny":
        cue = [_words(of.reading.document.text, span) for span in said.cue]
        yield from _of_all(of, cue, -1, said.act in _TURNED and bool(said.negated))
    if pole := _BY_ACT.get(said.act or "state"):
        yield Term(words=f"{said.act}", keys=frozenset(), weight=1.5, poles=(pole,), sentence=-1)
    yield from _of_all(of, content, 0, _sign(said) < 0)


def _of_all(of: Page, pieces: Iterable[Words], sentence: int, turned: bool) -> Iterator[Term]:
    for words in pieces:
        yield from _of(of, words, sentence, -1 if turned else 1)
        sentence += sentence >= 0


def _of(of: Page, words: Words, sentence: int, sign: int) -> Iterator[Term]:
    turned = signs(words.lower)
    named = _mentions(of, words)
    taken: set[int] = set()
    for at, (word, place) in enumerate(words.found):
        if word in ".!?":
            sentence += not is_number(words.lower, at)
        elif at not in taken and (who := _mention_at(named, place)) is not None:
            inside = [i for i, (_, other) in enumerate(words.found) if _covers(who.span, other)]
            taken.update(inside)
            yield _actor_term(of, who, sign * turned[at], sentence, words.clauses[at])
            # *the wounded soldiers* says more than who is meant
            for i in inside if who.form == "nominal" else ():
                yield from _word(words, i, sign * turned[i], sentence)
        elif at not in taken:
            yield from _word(words, at, sign * turned[at], sentence)


def _covers(span: Span, other: Span) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def _word(words: Words, at: int, sign: int, sentence: int) -> Iterator[Term]:
    word = words.found[at][0]
    if not word[0].isalnum():
        return
    weight = min(rarity(folded(word)), _MOST)
    poles = tuple(pole for pole, _ in poles_at(words.lower, at))
    if weight >= _LEAST or poles:
        yield Term(
            words=word,
            keys=frozenset({stem(word)}),
            weight=max(weight, _LEAST),
            sign=sign,
            poles=poles,
            says=bool(poles) or is_verb(words.lower[at]),
            sentence=sentence,
            clause=words.clauses[at],
        )


def _mentions(of: Page, words: Words) -> list[Mention]:
    return [each for each in of.reading.mentions if each.actor is not None and _covers(words.span, each.span)]


def _mention_at(mentions: Iterable[Mention], place: Span) -> Mention | None:
    return next((mention for mention in mentions if mention.span[0] <= place[0] < mention.span[1]), None)


def _actor_term(of: Page, who: Mention, sign: int, sentence: int, clause: int) -> Term:
    keys = of.keys.get(who.actor or "", frozenset())
    words = of.reading.document.text[slice(*who.span)]
    return Term(words=words, keys=keys, weight=_ACTOR, sign=sign, actor=True, sentence=sentence, clause=clause)


def _tells(event: Event, said: Attribution) -> bool:
    within = any(start <= event.trigger[0][0] < end for start, end in said.content) if event.trigger else False
    return within or event.attribution == said.id


def _deed(of: Page, event: Event) -> Deed:
    text = of.reading.document.text
    names = {place.id: place.name for place in of.reading.places}
    dates = {date.id: date for date in of.reading.dates}
    date = dates.get(event.date or "")
    return Deed(
        type=event.type,
        words=" ".join(text[slice(*span)] for span in event.trigger),
        actors=_parties(of, event.actors),
        targets=_parties(of, event.targets),
        where=frozenset(folded(names[one.place]) for one in event.places if one.place in names),
        days=(date.first, date.last) if date and date.first and date.last else None,
        denied=event.negated or event.status == "denied",
    )


def _parties(of: Page, parties: Iterable[Party]) -> frozenset[str]:
    text = of.reading.document.text
    known = [
        of.keys.get(party.actor or "", frozenset({stem(text[slice(*party.span)].split()[-1])})) for party in parties
    ]
    return frozenset(key for keys in known for key in keys)


def _counted(figures: Iterable[Figure], said: Attribution, text: str) -> Iterator[Counted]:
    for figure in figures:
        inside = any(start <= figure.span[0] and figure.span[1] <= end for start, end in said.content)
        if inside and figure.low is not None and (figure.what or figure.unit):
            yield Counted(
                words=text[slice(*figure.span)],
                low=figure.low,
                high=None if figure.open else figure.high,
                of=frozenset(map(stem, WORD.findall(figure.what or figure.unit or ""))),
            )


def _folded_only(word: str) -> str:
    return word.lower().replace("’", "'")
