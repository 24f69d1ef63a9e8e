"""What the files about speakers, documents, addressees and what is spoken of ask of a page: who is meant by a word.

The relations between words are predicted and err; where the order of the words tells the same, it is asked as well.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from sayso.lexicon.lemmas import candidates
from sayso.lexicon.nominals import Nominal, bare_name, nominal
from sayso.parse.syntax import Syntax, syntax_of
from sayso.records import Actor, ActorKind, Attribution, Mention, Parse, Span, Spans

BE: Final = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})
RELATIVE: Final = frozenset({"who", "whom", "whose", "which", "that"})
COORDINATORS: Final = frozenset({"and", "or", "&"})
POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_LOOSE: Final = frozenset({None, "person", "people", "organization"})  # kinds that a noun taken for a name may get
HYPHENS: Final = frozenset("-‐‑")
_FARTHEST: Final = 250  # words; longer sentences are lists and what was never meant to be read
_NAME_RELATIONS: Final = ("flat", "appos", "compound", "nmod", "dep", "list")


class Ground(Struct, frozen=True):
    """A page's words, the mentions by the words that head them, those heads by the first words of their mentions, names
    by each of their words, the first head of a nominal of each actor, the actors by id, and which of them the page
    names."""

    syntax: Syntax
    mentions: tuple[Mention, ...]
    headed: Mapping[int, Mention]
    begun: Mapping[int, int]
    covering: Mapping[int, Mention]
    nominals: Mapping[str, int]
    actors: Mapping[str, Actor]
    named: frozenset[str]


_last: list[tuple[Parse, tuple[Mention, ...], Mapping[str, Actor], Ground]] = []


def ground(parse: Parse, mentions: tuple[Mention, ...], actors: Mapping[str, Actor]) -> Ground:
    """The ground of a page. Several extractors ask for that of the page at hand: the last one is kept."""
    for one in _last:
        if one[0] is parse and one[1] is mentions and one[2] is actors:
            return one[3]
    found = _ground(parse, mentions, actors)
    _last[:] = [(parse, mentions, actors, found)]
    return found


def _ground(parse: Parse, mentions: tuple[Mention, ...], actors: Mapping[str, Actor]) -> Ground:
    """Of several mentions with one head the one that resolves to somebody named counts."""
    syntax = syntax_of(parse)
    headed: dict[int, Mention] = {}
    covering: dict[int, Mention] = {}
    named = frozenset(m.actor for m in mentions if m.actor is not None and _names(syntax, m, actors.get(m.actor)))
    for mention in sorted(mentions, key=lambda m: (m.actor in named, m.actor is not None, _length(m))):
        head = syntax.head(mention.span)
        if head is not None:
            headed[head] = mention
    for mention in sorted((m for m in mentions if m.form == "name"), key=_length):
        covering |= dict.fromkeys(syntax.within(mention.span), mention)
    begun = {next(iter(syntax.within(mention.span)), head): head for head, mention in headed.items()}
    nominals = {
        mention.actor: head
        for head, mention in sorted(headed.items(), reverse=True)
        if mention.form == "nominal" and mention.actor is not None
    }
    return Ground(syntax, mentions, headed, begun, covering, nominals, actors, named)


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


def _length(mention: Mention) -> int:
    return mention.span[1] - mention.span[0]


def _names(syntax: Syntax, mention: Mention, actor: Actor | None) -> bool:
    """Whether a mention gives an actor a name, rather than only a description (*Critics* at the head of a sentence)."""
    if mention.form != "name" or actor is None or actor.kind == "unnamed":
        return False
    words = syntax.within(mention.span)
    known = nominal(syntax.word(words[0])) if len(words) == 1 else None
    plain = known is not None and known.role is not None and actor.kind in _LOOSE
    return not (plain and _begins(syntax, words[0]))


def _begins(syntax: Syntax, i: int) -> bool:
    return i == 0 or syntax.words[i - 1].sentence != syntax.words[i].sentence


def lemma_in(word: str, lemmas: Container[str]) -> bool:
    """Whether a word may be a form of one of the lemmas."""
    return any(candidate in lemmas for candidate in candidates(word))


def noun_at(g: Ground, i: int) -> Nominal | None:
    """What the lexicon knows of a noun, with what a hyphen joins to it from before (*op-ed*)."""
    word, words = g.syntax.lower(i), g.syntax.words
    if i > 1 and is_hyphen(g, i - 1) and words[i - 2].span[1] == words[i - 1].span[0]:
        return nominal(f"{g.syntax.lower(i - 2)}-{word}")
    return nominal(word)


def is_hyphen(g: Ground, i: int) -> bool:
    """Whether a word is a hyphen set close to the word after it."""
    words = g.syntax.words
    return g.syntax.word(i) in HYPHENS and i + 1 < len(words) and words[i].span[1] == words[i + 1].span[0]


def is_paper(g: Ground, i: int) -> bool:
    """Whether a word is a noun for a document, no part of a name and no person (*senior figures*)."""
    mention = g.headed.get(i)
    known = noun_at(g, i) if i not in g.covering and not (mention and mention.kind in ("person", "people")) else None
    return known is not None and known.document is not None


def kind_of(g: Ground, actor: str | None) -> ActorKind | None:
    known = None if actor is None else g.actors.get(actor)
    return known.kind if known else None


def is_media(g: Ground, actor: str | None) -> bool:
    return kind_of(g, actor) == "media"


def pieces(g: Ground, spans: Spans) -> list[int]:
    """The words of the spans."""
    return [i for span in spans for i in g.syntax.within(span)]


def tops(g: Ground, spans: Spans) -> tuple[int, ...]:
    """The word that each span hangs on, without repetition; of nouns in a row that all seem to be it, the last."""
    found = []
    for whole in spans:
        if (person := _entitled(g, whole)) is not None:
            found.append(person)
            continue
        span = _unbracketed(g, whole)
        heads, i = g.syntax.heads((span,)), g.syntax.head(span)
        while i is not None and i + 1 in heads and g.syntax.words[i + 1].pos in ("NOUN", "PROPN"):
            i += 1
        found += [i] if i is not None else []
    return tuple(dict.fromkeys(found))


def _unbracketed(g: Ground, span: Span) -> Span:
    """A span as far as its first bracket (*Rep. Ana Ruiz* (D-Ga.)), if words stand before it."""
    cut = g.syntax.text.find("(", span[0], span[1])
    return (span[0], cut) if cut > span[0] and g.syntax.text[span[0] : cut].strip() else span


def _entitled(g: Ground, span: Span) -> int | None:
    """The head of the person's name that a span begins with, after what he is: *Norland Party founder* Ana Ruiz."""
    for i in g.syntax.within(span):
        mention = g.covering.get(i)
        if mention is not None and mention.kind == "person" and mention.span[0] > span[0]:
            before = g.syntax.within((span[0], mention.span[0]))
            known = nominal(g.syntax.lower(before[-1])) if before else None
            return g.syntax.head(mention.span) if known is not None and known.person else None
        if g.syntax.words[i].pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and g.syntax.word(i) not in HYPHENS:
            return None
    return None


def group(g: Ground, i: int) -> list[int]:
    """Word i and what is joined to it by *and*, in text order."""
    found, rest = {i}, [i]
    while rest:
        one = rest.pop()
        joined = {k for k in g.syntax.dependents(one, "conj") if g.syntax.words[k].pos not in ("VERB", "AUX")}
        joined |= _next_joined(g, one)
        rest += joined - found
        found |= joined
    return sorted(found)


def _next_joined(g: Ground, i: int) -> set[int]:
    """What follows the mention of word i directly after *and*, whatever the relations say, unless it does something."""
    mention = g.headed.get(i)
    after = g.syntax.within((mention.span[1], len(g.syntax.text)))[:3] if mention else range(0)
    if len(after) < 2 or g.syntax.lower(after[0]) not in COORDINATORS:
        return set()
    first = after[1] + (g.syntax.lower(after[1]) == "the" and after[1] not in g.begun)
    head = g.begun.get(first)
    return {head} if head is not None and g.syntax.words[head].relation not in ("nsubj", "obj", "root") else set()


def actor_at(g: Ground, i: int) -> str | None:
    """Whom word i stands for: its own mention's actor, or the name set beside it (*the spokesman, Igor K.*), or that of
    the name it is part of, or for *who* that of the word before."""
    mention = g.headed.get(i)
    own = mention.actor if mention else None
    if own in g.named and not (_is_title(g, i) and _beside(g, i)):
        return own
    if g.syntax.lower(i) in RELATIVE and (before := antecedent(g, i)) is not None:
        return own or actor_at(g, before)
    covering = g.covering.get(i)
    return _beside(g, i) or own or (covering.actor if covering and mention is None else None)


def _is_title(g: Ground, i: int) -> bool:
    """Whether what is marked as a name only gives a role: *General* Volkov, *US Ambassador* to the UN Nikki Haley."""
    known = noun_at(g, i)
    return (known is not None and known.person and known.role == "official") or _is_title_alone(g.syntax.word(i))


@lru_cache(maxsize=1 << 15)
def _is_title_alone(word: str) -> bool:
    return not bare_name((word, ""))[0]


def antecedent(g: Ground, i: int) -> int | None:
    """The word that a relative pronoun takes up."""
    words = g.syntax.words
    for k in g.syntax.above(i):
        head = words[k].head
        if words[k].relation == "acl" and head is not None and head < i:
            return head
    before = [k for k in range(max(0, i - 2), i) if k in g.headed and words[k].sentence == words[i].sentence]
    return before[-1] if before else None


def _beside(g: Ground, i: int) -> str | None:
    """The person whose name is set beside a noun, after it or, with a comma, before it."""
    if g.syntax.words[i].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    for k in g.syntax.dependents(i, *_NAME_RELATIONS):
        if k > i and not case_of(g, k) and (person := _person(g, k)):
            return person
    return _name_after(g, i) or _name_before(g, i)


def _name_after(g: Ground, i: int) -> str | None:
    """The spokesman *Igor K.*; the spokesman, *Igor K.*, with a comma after it as well."""
    words, comma = g.syntax.words, i + 2 < len(g.syntax.words) and g.syntax.word(i + 1) == ","
    first = i + 1 + (comma and _is_title(g, i))
    after = g.covering.get(first)
    if after is None or words[first].sentence != words[i].sentence or not _is_person(g, after):
        return None
    last = g.syntax.within(after.span)[-1]
    closed = last + 1 < len(words) and g.syntax.word(last + 1) == ","
    return after.actor if closed or first == i + 1 else None


def _name_before(g: Ground, i: int) -> str | None:
    """*Igor K.*, the spokesman: the subject right before the comma that a role stands after."""
    mention = g.headed.get(i)
    first = next(iter(g.syntax.within(mention.span)), i) if mention and _is_title(g, i) else 0
    before = g.covering.get(first - 2) if first > 1 and g.syntax.word(first - 1) == "," else None
    head = g.syntax.head(before.span) if before else None
    subject = head is not None and g.syntax.words[head].relation == "nsubj" and not case_of(g, head)
    return before.actor if before and subject and _is_person(g, before) else None


def _person(g: Ground, i: int) -> str | None:
    mention = g.headed.get(i) or g.covering.get(i)
    return mention.actor if mention and _is_person(g, mention) else None


def _is_person(g: Ground, mention: Mention) -> bool:
    return mention.form == "name" and kind_of(g, mention.actor) == "person"


def actors_at(g: Ground, heads: Iterable[int], inside: Span | None = None) -> tuple[str, ...]:
    """Whom the words and what is joined to them stand for, each once. `inside`: only words of that span."""
    within = None if inside is None else g.syntax.within(inside)
    found = (actor_at(g, k) for head in heads for k in group(g, head) if within is None or k in within)
    return tuple(dict.fromkeys(actor for actor in found if actor is not None))


def case_of(g: Ground, i: int) -> str:
    """The preposition of a noun, or the mark of its possessive; empty for none."""
    found = [k for k in g.syntax.dependents(i, "case") if k < i or g.syntax.lower(k) in POSSESSIVE]
    if found:
        return g.syntax.lower(found[0])
    mention = g.headed.get(i)
    first = next(iter(g.syntax.within(mention.span)), i) if mention else i
    while first > 0 and g.syntax.words[first - 1].pos == "DET":
        first -= 1
    if first > 0 and g.syntax.words[first - 1].pos == "ADP" and g.syntax.words[first - 1].sentence == _sentence(g, i):
        return g.syntax.lower(first - 1)
    return ""


def _sentence(g: Ground, i: int) -> int:
    return g.syntax.words[i].sentence


def passive(g: Ground, i: int) -> bool:
    """Whether a verb stands in the passive: a participle after a form of *be*."""
    if g.syntax.words[i].pos != "VERB" or g.syntax.lower(i).endswith("ing"):
        return False
    near = {*g.syntax.dependents(i, "aux"), *range(max(0, i - 2), i)}
    return any(g.syntax.lower(k) in BE and g.syntax.words[k].pos == "AUX" for k in near)


def subjects(g: Ground, verb: int) -> tuple[int, ...]:
    """The subject of a verb: its own, else that of the verb it is joined to or hangs on, or the noun that it tells of
    (*the ministry, releasing …*)."""
    for one in (verb, *shared(g, verb)):
        if found := g.syntax.dependents(one, "nsubj"):
            return found
        word = g.syntax.words[one]
        if word.relation == "acl" and word.head is not None:
            return (word.head,)
    return ()


def shared(g: Ground, verb: int) -> Iterator[int]:
    """The verbs above one as far as they share its subject."""
    for head in g.syntax.above(verb):
        if g.syntax.words[verb].relation not in ("conj", "xcomp", "advcl"):
            return
        yield head
        verb = head


def sentence_words(g: Ground, i: int) -> range:
    """The words of the sentence of word i."""
    return g.syntax.sentence(i)


def outside(g: Ground, attribution: Attribution) -> list[int]:
    """The words of the cue's sentences, as far as they stand near it, that stand in neither content nor cue."""
    cue = pieces(g, attribution.cue)
    inside = {*pieces(g, attribution.content), *cue}
    near = {k for i in cue for k in _near(sentence_words(g, i), i)}
    return sorted(near - inside)


def _near(sentence: range, i: int) -> range:
    """What of the sentence is looked at for word i: all of any that has an end."""
    return range(max(sentence.start, i - _FARTHEST), min(sentence.stop, i + _FARTHEST))
