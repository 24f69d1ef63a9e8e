"""The names of a page's actors where they stand, without the mentions: what references need of them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from sayso.extract.speaking.ground import Ground, ground
from sayso.records import Actor, Mention, MentionKind, Parse, Span

_KINDS: dict[str, MentionKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


def grounded(parse: Parse, actors: Mapping[str, Actor]) -> Ground:
    """The ground of a page with its names alone: those that the encoder sees, and wherever it uses a name of an
    actor."""
    known = _known(actors)
    named = {one.span: _KINDS[one.kind] for one in parse.named}
    text = parse.document.text
    found = {span: known.get(_key(text[slice(*span)])) for span in named}
    order = sorted(found)
    found |= {span: actor for span, actor in _used(parse, known) if not _crosses(span, order)}
    mentions = [_mention(span, actor, actors, named.get(span)) for span, actor in sorted(found.items())]
    return ground(parse, tuple(mentions), actors)


def _used(parse: Parse, known: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Where the words of a page make up a name of an actor, the longest from each word on."""
    text, i = parse.document.text, 0
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for name in known:
        firsts.setdefault(name.split()[0], []).append(tuple(name.split()))
    words = [text[slice(*word.span)].casefold() for word in parse.words]
    while i < len(words):
        if words[i] not in firsts:
            i += 1
            continue
        fitting = [name for name in firsts[words[i]] if tuple(words[i : i + len(name)]) == name]
        longest = max(fitting, key=len, default=())
        if longest and text[parse.words[i].span[0]].isupper():
            yield (parse.words[i].span[0], parse.words[i + len(longest) - 1].span[1]), known[" ".join(longest)]
        i += max(1, len(longest))


def _crosses(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span shares a part with one of the others (in order, apart), of which neither holds the other."""
    first, last = bisect_left(others, (span[0], span[0])), bisect_left(others, (span[1], span[1]))
    near = [one for one in others[max(0, first - 1) : last] if one[0] < span[1] and span[0] < one[1]]
    return any((one[0] < span[0]) == (one[1] < span[1]) and one[0] != span[0] and one[1] != span[1] for one in near)


def _mention(span: Span, actor: str | None, actors: Mapping[str, Actor], kind: MentionKind | None) -> Mention:
    own = actors[actor].kind if actor is not None else None
    told = kind if own in (None, "unnamed") else own
    return Mention(id="", span=span, kind=told, form="name", actor=actor, score=1.0)


def _known(actors: Mapping[str, Actor]) -> dict[str, str]:
    """Whom a name stands for, by the name without case and article."""
    found: dict[str, str] = {}
    for actor in actors.values():
        for name in (actor.name, *(alias.text for alias in actor.aliases)):
            if key := _key(name):
                found.setdefault(key, actor.id)
    return found


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
