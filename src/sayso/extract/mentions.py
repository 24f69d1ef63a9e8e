"""Mentions of actors and places: the names, what the encoder's heads see, the sources themselves.

One mention a head word. Of a nominal the whole phrase is kept; the names within it are mentions of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import structs

from sayso.lexicon.nominals import nominal
from sayso.lexicon.small import PARTY_SEAT
from sayso.parse.syntax import Syntax, syntax_of
from sayso.records import Attribution, Found, MentionForm, MentionKind, Naming, Parse, Span, Spotted

SMALL: Final = frozenset({"the", "of", "for", "and", "on", "in", "to", "a", "an", "'s", "’s", "-"})
WHOLE: Final = 6  # words with a capital of a name with small words in it
LONGEST: Final = 40  # words of a nominal mention
_PRONOUNS: Final = (
    "i me my mine myself we us our ours ourselves you your yours he him his himself she her hers herself it its itself"
    " they them their theirs themselves who whom whose which that"
)
PRONOUNS: Final = frozenset(_PRONOUNS.split())
# Words that stand where a noun could, for no person or group: *this shows that*, *what he said*.
_NEUTRAL: Final = "this these what whatever nothing everything something anything there"
NEUTRAL: Final = frozenset(_NEUTRAL.split())
_COUNTS: Final = ("DET", "NUM", "PRON")
_TAKEN_UP: Final = frozenset({"which", "whom"})


def found(parse: Parse, attributions: Sequence[Attribution], names: Sequence[Naming]) -> tuple[Found, ...]:
    """The mentions of a page in text order; `names` are those of them that are names."""
    syntax = syntax_of(parse)
    seats = [m.span() for m in PARTY_SEAT.finditer(parse.document.text)]
    out: dict[Span, Found] = {}  # by head word
    where = {i: name for name in names for i in syntax.within(name.span)}
    for name in names:
        head = syntax.head(name.span)
        at = name.span if head is None else syntax.words[head].span
        out[at] = Found(
            span=name.span, head=at, kind=name.kind, form="name", score=name.score, keys=name.keys, use=name.use
        )
    seen: dict[int, Span] = {}  # the encoder's mentions, by the head of ours
    for number, one in enumerate(parse.spotted):
        if any(_within(one.head, seat) for seat in seats):
            continue
        if mention := _spotted(one, syntax, where, out):
            out[mention.head] = mention
            seen[number] = mention.head
    for mention in _sources(attributions, syntax, where, out):
        if not any(_within(mention.head, seat) for seat in seats):
            out.setdefault(mention.head, mention)
    ordered = sorted(out.values(), key=lambda m: (m.span[0], -m.span[1], m.head))
    index = {mention.head: i for i, mention in enumerate(ordered)}
    links = {
        seen[number]: tuple((index[seen[k]], p) for k, p in one.antecedents if k in seen)
        for number, one in enumerate(parse.spotted)
        if number in seen
    }
    return tuple(structs.replace(m, antecedents=_before(i, links.get(m.head, ()))) for i, m in enumerate(ordered))


def _before(i: int, links: Iterable[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    best: dict[int, float] = {}
    for k, p in links:
        if k < i:
            best[k] = max(p, best.get(k, 0.0))
    return tuple(sorted(best.items(), key=lambda link: -link[1]))


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _spotted(one: Spotted, syntax: Syntax, where: Mapping[int, Naming], out: Mapping[Span, Found]) -> Found | None:
    """A mention that the encoder sees, as ours: the name that holds its head, a pronoun, a nominal phrase."""
    head = syntax.at(one.head[0])
    if head is None:
        return None
    if name := where.get(head):
        top = syntax.head(name.span)
        return out.get(name.span if top is None else syntax.words[top].span)
    word = syntax.lower(head)
    if word in PRONOUNS:
        return structs.replace(_plain(one, "pronoun"), span=one.head)
    if one.form == "pronoun":
        return _counted(one, syntax)
    if one.kind == "other" and nominal(word) is None:
        return None
    if len(syntax.within(one.span)) > LONGEST:
        return None
    if one.form == "name" and syntax.word(head)[0].isupper() and one.kind != "other":
        return structs.replace(_plain(one, "name"), span=_named_part(one, syntax, head))
    return structs.replace(_plain(one, "nominal"), kind=kind_of(word, one.kind))


def _counted(one: Spotted, syntax: Syntax) -> Found | None:
    """*Some*, *many*, *those*: a mention of people where the encoder sees persons."""
    return structs.replace(_plain(one, "nominal"), kind="people") if one.kind == "person" else None


def _plain(one: Spotted, form: MentionForm) -> Found:
    kind: MentionKind | None = None if one.kind == "other" else one.kind
    return Found(span=one.span, head=one.head, kind=kind, form=form, score=one.score)


def _named_part(one: Spotted, syntax: Syntax, head: int) -> Span:
    """The capitalised words around the head of a name that only the mention head sees."""
    inside = syntax.within(one.span)
    words = [syntax.word(i) for i in inside if syntax.lower(i) not in SMALL]
    if len(words) <= WHOLE and all(word[0].isupper() for word in words):  # *the General Command of the Nordish Army*
        first = inside[1] if syntax.lower(inside[0]) in ("the", "a", "an") and len(inside) > 1 else inside[0]
        return syntax.words[first].span[0], one.span[1]
    first = last = head
    while first - 1 in inside and syntax.word(first - 1)[0].isupper() and syntax.words[first - 1].pos == "PROPN":
        first -= 1
    while last + 1 in inside and syntax.word(last + 1)[0].isupper() and syntax.words[last + 1].pos == "PROPN":
        last += 1
    return syntax.words[first].span[0], syntax.words[last].span[1]


def kind_of(noun: str, spotted: str | None) -> MentionKind | None:
    """The kind of a nominal from its head noun, else from what the encoder sees; of a document only that it is a person
    after all (*senior figures*)."""
    known = nominal(noun)
    if known and known.kind:
        return known.kind
    if known and known.role == "document":
        return "person" if spotted == "person" else None
    return spotted if spotted in ("person", "organization", "place") else None  # type: ignore[return-value]


def _sources(
    attributions: Sequence[Attribution], syntax: Syntax, where: Mapping[int, Naming], out: Mapping[Span, Found]
) -> Iterable[Found]:
    """The heads of sources, and what is joined to them by *and*, that are no mention yet."""
    for attribution in attributions:
        for span in attribution.source:
            top = syntax.head(span)
            for head in () if top is None else (top, *syntax.dependents(top, "conj")):
                word = syntax.words[head]
                if not _within(word.span, span) or word.span in out or head in where:
                    continue
                if mention := _source(head, span, syntax):
                    yield mention


def _source(head: int, span: Span, syntax: Syntax) -> Found | None:
    word, lower = syntax.words[head], syntax.lower(head)
    if lower in PRONOUNS or lower in NEUTRAL:
        return Found(span=word.span, head=word.span, form="pronoun", score=0.5)
    if word.pos not in ("NOUN", "PROPN", "ADJ", *_COUNTS):
        return None
    if (taken := _taken_up(head, syntax)) is not None:
        at = syntax.words[taken].span
        return Found(span=at, head=at, form="pronoun", score=0.5)
    reach = _reach(head, syntax)
    whole = (max(reach[0], span[0]), min(reach[1], span[1]))
    form: MentionForm = "name" if word.pos == "PROPN" else "nominal"
    kind = kind_of(lower, "person" if word.pos in _COUNTS else None)
    return Found(span=whole, head=word.span, kind=kind, form=form, score=0.5)


def _reach(head: int, syntax: Syntax) -> Span:
    """From the first to the last word that depends on a noun, without *and* and what is joined to it."""
    others = [k for one in syntax.dependents(head, "cc", "conj") for k in syntax.below(one)]
    first = max((k + 1 for k in others if k < head), default=0)
    end = min((k for k in others if k > head), default=len(syntax.words))
    own = [k for k in syntax.below(head) if first <= k < end and syntax.words[k].pos != "PUNCT"] or [head]
    return syntax.words[min(own)].span[0], syntax.words[max(own)].span[1]


def _taken_up(head: int, syntax: Syntax) -> int | None:
    """The relative pronoun of *all of which*, *both of whom*."""
    if syntax.words[head].pos not in _COUNTS:
        return None
    return next((k for k in syntax.dependents(head, "nmod") if syntax.lower(k) in _TAKEN_UP), None)
