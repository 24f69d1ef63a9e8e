"""The actors of a page under all the names it uses for them, and its mentions with who is meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from sayso.ids import thing_id
from sayso.lexicon.nominals import Nominal, bare_name, nominal
from sayso.lexicon.register import Register
from sayso.parse.voices import Voices
from sayso.records import (
    Actor,
    ActorKind,
    Alias,
    Attribution,
    Chain,
    Definition,
    Document,
    Found,
    Mention,
    Span,
    Spans,
    Stance,
)
from sayso.soundness import collapsed

_BELONGING: Final = frozenset({"of", "from", "at", "with"})
# What an author and a publisher are not, though they may bear the name: *Chad* signs as a person, *Time* is no people.
_MUTE: Final[Mapping[str, frozenset[ActorKind | None]]] = {
    "person": frozenset({"state", "people"}),
    "media": frozenset({"state", "people", "person"}),
}


class Cast(Struct, frozen=True):
    """Who is on a page: the actors in the order of their first mentions, the mentions, what is said of two actors'
    being the same."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    stances: tuple[Stance, ...]


class _Page(Struct, frozen=True):
    document: Document
    found: Sequence[Found]
    register: Register
    voices: Voices
    aliases: frozenset[Span]
    states: Sequence[Found]  # mentions of one state by name, abbreviation or demonym

    def words(self, i: int) -> str:
        """The words of mention i, broken lines as blanks."""
        return collapsed(self.document.text, self.found[i].span)

    def noun(self, mention: Found) -> Nominal | None:
        """What the lexicon knows of the head of a mention."""
        return nominal(self.document.text[slice(*mention.head)])


class _Sources:
    """The mentions of each source."""

    def __init__(self, sources: Sequence[frozenset[int]]) -> None:
        self._sources = sources
        self._of: dict[int, list[int]] = {}
        for number, mentions in enumerate(sources):
            for i in mentions:
                self._of.setdefault(i, []).append(number)

    def having(self, mentions: Iterable[int]) -> list[frozenset[int]]:
        """The sources that have one of these mentions."""
        return [self._sources[number] for number in sorted({n for i in mentions for n in self._of.get(i, ())})]


def cast(
    document: Document,
    found: Sequence[Found],
    chains: Sequence[Chain],
    definitions: Sequence[Definition],
    claims: Sequence[Definition],
    attributions: Sequence[Attribution],
    register: Register,
) -> Cast:
    """Actors, mentions and claims of sameness of a page. Named actors are all there; of those without a name the ones
    that speak, or are mentioned again. Places are mentions without an actor, unless they speak or are states; documents
    too, unless they are all that a source names."""
    heads = sorted((m.head[0], i) for i, m in enumerate(found))
    sources = _Sources([_heads_in(heads, a.source) for a in attributions])
    aliases = frozenset(d.alias for d in definitions if d not in claims)
    page = _Page(document, found, register, Voices(attributions), aliases, [m for m in found if _of_state(m, register)])
    actors: dict[str, Actor] = {}
    who: dict[int, str] = {}
    for chain in chains:
        if not _acts(page, chain, sources):
            continue
        actor = _actor(page, chain, claims)
        actors.setdefault(actor.id, actor)
        who |= dict.fromkeys(chain.mentions, actor.id)
    mentions = tuple(_mentions(page, who, actors))
    return Cast(tuple(actors.values()), mentions, tuple(_stances(page, who, claims)))


def _heads_in(heads: Sequence[tuple[int, int]], source: Spans) -> frozenset[int]:
    """The mentions whose head stands in a source; `heads` are where heads begin, each with its mention, in order."""
    return frozenset(
        i for start, end in source for _, i in heads[bisect_left(heads, (start, 0)) : bisect_left(heads, (end, 0))]
    )


def _acts(page: _Page, chain: Chain, sources: _Sources) -> bool:
    found = [page.found[i] for i in chain.mentions]
    speaks = sources.having(chain.mentions)
    if all(_is_paper(page, m) for m in found if m.form != "pronoun"):
        return any(source.issubset(chain.mentions) for source in speaks)
    if chain.key or speaks:
        return True
    kinds = {m.kind for m in found if m.kind} - {"place"}
    if any(m.form == "name" for m in found):
        return bool(kinds)
    return bool(kinds) and sum(m.form != "pronoun" for m in found) > 1


def _is_paper(page: _Page, mention: Found) -> bool:
    """Whether a nominal is a document's (*a statement*) and no person's (*senior figures*)."""
    known = page.noun(mention)
    return mention.form == "nominal" and mention.kind is None and known is not None and known.role == "document"


def _actor(page: _Page, chain: Chain, claims: Sequence[Definition]) -> Actor:
    found = [page.found[i] for i in chain.mentions]
    entry = page.register.entries.get(chain.key) if chain.key else None
    named = [i for i in chain.mentions if page.found[i].form == "name"]
    aliases = tuple(_aliases(page, chain, claims))
    if entry:
        return Actor(id=entry.id, name=entry.name, kind=entry.kind, country=entry.country, aliases=aliases)
    first = min((m.span for m in found), key=lambda s: (s[0], -s[1]))
    return Actor(
        id=thing_id(page.document.id, "actor", (first,)),
        name=_name(page, named or list(chain.mentions)),
        kind=_kind(found, bool(named), page),
        country=_country(page, chain),
        aliases=aliases,
    )


def _name(page: _Page, rows: Sequence[int]) -> str:
    """The fullest name that the page uses: of the longest the first; a person's without titles."""
    rows = [i for i in rows if page.found[i].form != "pronoun"] or list(rows)
    persons = [i for i in rows if page.found[i].form == "name" and page.found[i].kind == "person"]
    alone = [i for i in persons if not _BELONGING & set(page.words(i).split()[2:])]  # not *Ana Ruiz of the Front*
    names = [" ".join(_bare(page, i)) for i in (alone if len(persons) == len(rows) and alone else rows)]
    return max(names, key=lambda n: (len(n.split()), len(n)) if len(n.split()) < 12 else (0, 0))


def _bare(page: _Page, i: int) -> Sequence[str]:
    words = page.words(i).split()
    if page.found[i].form == "name" and page.found[i].kind == "person":
        return [w.removesuffix("’s").removesuffix("'s") for w in bare_name(words) or words]
    words = words[1:] if len(words) > 1 and words[0].lower() in ("the", "a", "an") else words
    return [*words[:-1], words[-1].removesuffix("’s").removesuffix("'s")] if words and len(words[-1]) > 2 else words


def _kind(found: Sequence[Found], named: bool, page: _Page) -> ActorKind | None:
    """Of a named actor what its names are, most often; of one without a name what its noun is; a person or a source
    without a name is unnamed."""
    counts = Counter[ActorKind](
        m.kind for m in found if m.kind and m.kind != "place" and (m.form == "name" or not named)
    )
    kind = min(counts, key=lambda k: (-counts[k], k), default=None)
    nominals = [m for m in found if m.form == "nominal"]
    if not named and (kind in (None, "person") or any(_anonymous(page, m) for m in nominals)):
        return "unnamed"
    if kind == "organization":  # its own last word may say more: an army, a party, a ministry
        nouns = [noun for m in found if m.form == "name" for noun in (page.noun(m), _last_noun(page, m))]
        more = [n.kind for n in nouns if n and n.kind and n.kind not in ("person", "people")]
        return more[0] if more else kind
    return kind


def _last_noun(page: _Page, mention: Found) -> Nominal | None:
    """What the lexicon knows of a name's last word, if no preposition stands before it (*Friends of the Army*)."""
    words = page.document.text[slice(*mention.span)].lower().split()
    return None if {"of", "for", "in", "to", "against"} & set(words) else nominal(words[-1])


def _anonymous(page: _Page, mention: Found) -> bool:
    known = page.noun(mention)
    return known is not None and known.role == "anonymous"


def _country(page: _Page, chain: Chain) -> str | None:
    """The country of the one state that stands before the nouns of an actor's own names (*Russian commanders*,
    *Russia's commanders*; not *a fighter who left Russia*)."""
    before = [(m.span[0], m.head[0]) for i in chain.mentions if (m := page.found[i]).form != "pronoun"]
    starts = [m.span[0] for m in page.states]
    inside = {
        page.register.entries[m.keys[0]].country
        for start, head in before
        for m in page.states[bisect_left(starts, start) : bisect_left(starts, head)]
        if m.span[1] <= head
    }
    return inside.pop() if len(inside) == 1 else None


def _of_state(mention: Found, register: Register) -> bool:
    named = len(mention.keys) == 1 and mention.use in ("demonym", "name", "abbreviation")
    return named and register.entries[mention.keys[0]].kind == "state"


def _aliases(page: _Page, chain: Chain, claims: Sequence[Definition]) -> Iterator[Alias]:
    """The different names, and for an actor without one the nominals, each where it stands first; and the names that
    somebody says are this actor's, though the register has them for another."""
    rows = [i for i in chain.mentions if page.found[i].form == "name"] or [
        i for i in chain.mentions if page.found[i].form == "nominal"
    ]
    spans = {page.found[i].span: page.words(i) for i in rows}
    said = {claim.alias: collapsed(page.document.text, claim.alias) for claim in claims if claim.name in spans}
    defined = {*said.values(), *(words for span, words in spans.items() if span in page.aliases)}
    seen: dict[str, Span] = {}
    for span, words in (*spans.items(), *said.items()):
        seen.setdefault(words, span)
    for words, span in seen.items():
        yield Alias(text=words, span=span, defined_here=words in defined, voice=page.voices.of(span))


def own_voice(document: Document, actors: Sequence[Actor], register: Register) -> Actor | None:
    """Whose voice a page's own is: its author's or, unnamed, its publisher's; as an actor of the page where its name
    stands there, else of the register, else one made from the document alone."""
    for name, kind in _owners(document):
        known = {entry.id: entry for entry in register.named(name) if entry.kind not in _MUTE[kind]}
        for actor in actors:
            called = _folded(name) in {_folded(actor.name), *(_folded(a.text) for a in actor.aliases)}
            if actor.id in known or (called and actor.kind not in _MUTE[kind]):
                return actor
        fit = [entry for entry in known.values() if entry.kind in (kind, "media")]
        if len(fit) == 1:
            return Actor(id=fit[0].id, name=fit[0].name, kind=fit[0].kind, country=fit[0].country)
        return Actor(id=thing_id(document.id, f"actor {kind}"), name=name, kind=kind)
    return None


def _owners(document: Document) -> Iterator[tuple[str, Literal["person", "media"]]]:
    if document.author:
        yield document.author, "person"
    if document.publisher:
        yield document.publisher, "media"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _mentions(page: _Page, who: Mapping[int, str], actors: Mapping[str, Actor]) -> Iterator[Mention]:
    """The mentions in text order, one a span."""
    taken: set[Span] = set()
    for i, one in enumerate(page.found):
        if one.span in taken:
            continue
        taken.add(one.span)
        actor = who.get(i)
        own = actors[actor].kind if actor and one.form == "name" else None
        yield Mention(
            id=thing_id(page.document.id, "mention", (one.span,)),
            span=one.span,
            kind=own or one.kind,
            form=one.form,
            actor=actor,
            score=round(one.score, 2),
        )


def _stances(page: _Page, who: Mapping[int, str], claims: Sequence[Definition]) -> Iterator[Stance]:
    """*X is Y*, said of two actors of the register."""
    at = {m.span: i for i, m in enumerate(page.found)}
    for claim in claims:
        one, other = who.get(at[claim.name]), who.get(at[claim.alias])
        if one and other:
            span = (claim.name[0], claim.alias[1])
            yield Stance(
                id=thing_id(page.document.id, "stance", (span,)),
                kind="same_as",
                holders=(one,),
                toward=(other,),
                content=(span,),
                voice=page.voices.of(span),
            )
