"""Pages with their mentions marked, read from names to actors by all steps but the encoder.

`{1/p Igor Petrov}` is a mention that belongs into chain 1 and that the encoder sees: as a person (p), an organisation
(o), a place (l), something else (x). `{1 Petrov}` is one that it does not see, `{- he}` one that stays in no chain. The
form is guessed; `{1/pd the President}` says that it is a description, n a name, r a pronoun. Marks are numbered from 1
in text order, longer ones first where they begin together; a link `3>1:.8` says that the encoder takes 3 and 1 for the
same with that probability. Attributions and dependencies are written as in builders.py.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal, get_args

from hypothesis import strategies as st
from msgspec import Struct, structs

from sayso.extract.actors import Cast, cast
from sayso.extract.chains import chains
from sayso.extract.definitions import definitions
from sayso.extract.mentions import PRONOUNS, found
from sayso.extract.names import names, spread, with_defined
from sayso.lexicon.register import Register, load
from sayso.parse.labels import POS, RELATIONS
from sayso.parse.segment import tokens
from sayso.parse.syntax import Syntax
from sayso.records import (
    ActorKind,
    Attribution,
    Chain,
    Definition,
    Found,
    Mention,
    MentionForm,
    Named,
    Naming,
    Parse,
    Reading,
    Span,
    Spotted,
    Word,
)
from tests.extract.builders import Built, built
from tests.factories import document

SEEN: Final = 0.9  # the score of all that the encoder sees
OWN: Final = """
actors:
  - {id: norland, name: Norland, kind: state, country: XN, aliases: [{text: Nordish, use: demonym},
      {text: Norlanders, use: demonym}, {text: Port Ravel, use: seat}, {text: Marden, use: seat, ambiguous: true}]}
  - {id: quellia, name: Quellia, kind: state, country: XQ, aliases: [{text: Quellian, use: demonym}]}
  - {id: ivel, name: Ivel, kind: state, country: XI, aliases: [{text: Ivel, ambiguous: true}]}
  - {id: valley-front, name: Valley Front, kind: armed_group, aliases: [{text: VFX, use: abbreviation}]}
  - {id: valley-army, name: National Valley Army, kind: armed_group, successor_of: [valley-front]}
  - {id: ridge-guard, name: Ridge Guard, kind: armed_group}
  - {id: ana-ruiz-norland, name: Ana Ruizar, kind: person, country: XN, aliases: [
      {text: Ruizar, use: short, ambiguous: true}]}
  - {id: tom-keller, name: Tom Kellerin, kind: person, aliases: [{text: Kellerin, use: short, ambiguous: true}]}
  - {id: eva-keller, name: Eva Kellerin, kind: person, aliases: [{text: Kellerin, use: short, ambiguous: true}]}
  - {id: ravel-wire, name: Ravel Wire, kind: media, owner: norland}
"""
_NAMED: Final[Mapping[str, Literal["PER", "ORG", "LOC"]]] = {"p": "PER", "o": "ORG", "l": "LOC"}
_SPOTTED: Final[Mapping[str, Literal["person", "organization", "place", "other"]]] = {
    "p": "person", "o": "organization", "l": "place", "x": "other",
}  # fmt: skip
_FORMS: Final[Mapping[str, MentionForm]] = {"n": "name", "d": "nominal", "r": "pronoun"}


class Mark(Struct, frozen=True):
    """A mention as it is marked: where, of which chain, the letters that say how the encoder sees it."""

    span: Span
    chain: str
    seen: str


class Staged(Struct, frozen=True):
    """A page and what each step makes of it."""

    built: Built
    parse: Parse
    marks: tuple[Mark, ...]
    names: tuple[Naming, ...]
    definitions: tuple[Definition, ...]
    found: tuple[Found, ...]
    chains: tuple[Chain, ...]
    claims: tuple[Definition, ...]
    cast: Cast

    def words(self, span: Span) -> str:
        return self.parse.document.text[slice(*span)]

    def told(self) -> list[tuple[str, str]]:
        """The marked words, each with the chain that it belongs into; chains are numbered by their first mark."""
        return _numbered([(self.words(mark.span), mark.chain) for mark in self.marks])

    def linked(self) -> list[tuple[str, str]]:
        """The marked words, each with the chain that it was put into: *-* for none, *absent* for no mention at all."""
        at = {mention.span: i for i, mention in enumerate(self.found)}
        of = {i: str(number) for number, chain in enumerate(self.chains) for i in chain.mentions}
        put = [(m, "absent" if m.span not in at else of.get(at[m.span], "-")) for m in self.marks]
        return _numbered([(self.words(mark.span), chain) for mark, chain in put])

    def reading(self) -> Reading:
        """What a ledger would be given."""
        return Reading(
            reader="test",
            document=self.parse.document,
            sentences=self.parse.sentences,
            actors=self.cast.actors,
            mentions=self.cast.mentions,
            attributions=self.built.attributions,
            stances=self.cast.stances,
        )


def _numbered(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    seen = dict.fromkeys(chain for _, chain in rows if chain not in ("-", "absent"))
    number = {chain: str(n) for n, chain in enumerate(seen, start=1)}
    return [(words, number.get(chain, chain)) for words, chain in rows]


@cache
def register() -> Register:
    """The register, with some actors of its own that no page in the world names."""
    with TemporaryDirectory() as folder:
        own = Path(folder, "own.yaml")
        own.write_text(OWN, encoding="utf-8")
        found = load(own)
        assert found.named("Norland")
        return found


def staged(marked: str, arcs: str = "", links: str = "") -> Staged:
    """A page through all steps."""
    page = built(marked, arcs)
    marks = tuple(_mark(mention) for mention in page.mentions)
    parse = seen(page.parse, marks, links)
    own = names(parse, register())
    defined = definitions(parse.document.text, own)
    mentioned = found(parse, page.attributions, spread(parse, with_defined(own, defined)))
    linked, claims = chains(parse, mentioned, page.attributions, defined, register())
    who = cast(parse.document, mentioned, linked, defined, claims, page.attributions, register())
    return Staged(page, parse, marks, own, defined, mentioned, linked, claims, who)


def _mark(mention: Mention) -> Mark:
    chain, _, letters = (mention.actor or "?").partition("/")
    return Mark(mention.span, chain, letters)


def seen(parse: Parse, marks: Sequence[Mark], links: str = "") -> Parse:
    """A parse with the names and mentions that the encoder sees among the marks."""
    text, syntax = parse.document.text, Syntax(parse.document.text, parse.words)
    rows = {number: mark for number, mark in enumerate(marks, start=1) if mark.seen}
    index = {number: i for i, number in enumerate(rows)}
    before: dict[int, list[tuple[int, float]]] = {number: [] for number in rows}
    for link in links.split():
        later, earlier, probability = re.split("[>:]", link)
        before[int(later)].append((index[int(earlier)], float(probability)))
    spotted = tuple(
        Spotted(
            span=mark.span,
            head=_head(syntax, mark.span),
            kind=_SPOTTED[mark.seen[0]],
            form=form(text, mark),
            score=SEEN,
            antecedents=tuple(sorted(before[number], key=lambda one: -one[1])),
        )
        for number, mark in rows.items()
    )
    named = tuple(
        Named(span=mark.span, kind=_NAMED[mark.seen[0]], score=SEEN)
        for mark in rows.values()
        if form(text, mark) == "name" and mark.seen[0] in _NAMED
    )
    return structs.replace(parse, named=named, spotted=spotted)


@st.composite
def pages(draw: st.DrawFn) -> tuple[Parse, list[Found], list[Attribution], list[Definition]]:
    """Whatever a parse, its mentions and links may look like: words hang on any, mentions are any stretches of them."""
    text = " ".join(draw(st.lists(st.sampled_from(_ANY), min_size=1, max_size=16)))
    page = document(text)
    spans = tokens(text, (0, len(text)))
    rows = st.integers(0, len(spans) - 1)
    parse = Parse(
        document=page, sentences=((0, len(text)),), words=tuple(_any_word(draw, span, rows) for span in spans)
    )
    reach = st.tuples(rows, st.integers(0, 4)).map(lambda r: (r[0], min(sum(r), len(spans) - 1)))
    ranges = sorted(draw(st.lists(reach, max_size=10)), key=lambda r: (r[0], -r[1]))
    mentions = [_any_mention(draw, spans, r, i) for i, r in enumerate(ranges)]
    parse = structs.replace(parse, spotted=tuple(_any_spotted(draw, mention) for mention in mentions))
    names = {m.span[0]: m.span for m in mentions if m.form == "name"}.values()
    pairs = [(one, other) for one in names for other in names if one[1] <= other[0]]
    defined = [Definition(*pair, says=True) for pair in pairs if draw(st.booleans())]
    sources = [spans[i] for i in sorted(draw(st.sets(rows, max_size=3)))]
    said = [
        Attribution(id=f"{n}", source=(s,), cue=(), content=((0, len(text)),), score=1.0) for n, s in enumerate(sources)
    ]
    return parse, mentions, said, defined


_WORDS: Final = (
    "Igor Petrov Ana Kellerin al - Zubari von Norland Nordish Ivel VFX NATO Mr. President General the a his its he she"
    " it they who which that spokesman officials militia source statement report , ( ) . and to 's Jr. İstanbul 😀"
)
_ANY: Final = tuple(_WORDS.split())
_KEYS: Final = ("norland", "ivel", "valley-front", "valley-army", "ridge-guard", "tom-keller", "eva-keller")


def _any_word(draw: st.DrawFn, span: Span, rows: st.SearchStrategy[int]) -> Word:
    return Word(
        span=span,
        pos=draw(st.sampled_from(POS)),
        head=draw(st.none() | rows),
        relation=draw(st.sampled_from(RELATIONS)),
        sentence=0,
    )


def _any_spotted(draw: st.DrawFn, mention: Found) -> Spotted:
    return Spotted(
        span=mention.span,
        head=mention.head,
        kind=draw(st.sampled_from(("person", "organization", "place", "other"))),
        form=mention.form,
        score=mention.score,
        antecedents=mention.antecedents,
    )


def _any_mention(draw: st.DrawFn, spans: Sequence[Span], reach: tuple[int, int], i: int) -> Found:
    first, last = reach
    form: MentionForm = draw(st.sampled_from(("name", "nominal", "pronoun")))
    links = draw(st.lists(st.tuples(st.integers(0, i - 1), st.floats(0, 1)), max_size=3)) if i else []
    keys = tuple(draw(st.sets(st.sampled_from(_KEYS), max_size=2))) if form == "name" else ()
    return Found(
        span=(spans[first][0], spans[last][1]),
        head=spans[draw(st.integers(first, last))],
        kind=draw(st.none() | st.sampled_from(get_args(ActorKind))),
        form=form,
        score=draw(st.floats(0, 1)),
        keys=tuple(sorted(keys)),
        use=draw(st.sampled_from(("name", "short", "demonym"))) if keys else None,
        antecedents=tuple(links),
    )


def _head(syntax: Syntax, span: Span) -> Span:
    top = syntax.head(span)
    assert top is not None
    return syntax.words[top].span


def form(text: str, mark: Mark) -> MentionForm:
    """The form that the letters of a mark say, or that its words look like."""
    words = text[slice(*mark.span)]
    if len(mark.seen) > 1:
        return _FORMS[mark.seen[1]]
    if words.lower() in PRONOUNS:
        return "pronoun"
    small = ("the", "of", "'s", "al", "von", "der", "de")
    return "name" if all(w[0].isupper() or w in small or w.startswith("al-") for w in words.split()) else "nominal"
