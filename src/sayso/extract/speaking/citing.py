"""Who is cited by a medium that speaks: *state television, citing a security source, blamed …* has his word."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs

from sayso.extract.speaking.ground import Ground, actors_at, is_media, noun_at, pieces, tops
from sayso.records import Attribution, Spans

_CITES: Final = frozenset({"citing", "quoting"})


def cited(
    g: Ground, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], Mapping[str, tuple[str, ...]]]:
    """The attributions, those that a medium has from somebody it cites with him as their source; and by their ids the
    media through which they came. What only said that he is cited is left out."""
    citing = {one.id: carrier for one in attributions if (carrier := _carrier(g, one))}
    by_source = {one.source: (one.content, citing[one.id]) for one in attributions if one.id in citing}
    for one in attributions:
        if one.source not in by_source and (beside := _beside(g, one)):
            by_source[one.source] = beside
    cites = {one.source: one.id for one in attributions if one.id in citing}
    held = {one.outer for one in attributions}
    out: list[Attribution] = []
    media: dict[str, tuple[str, ...]] = {}
    used: set[str] = set()
    for one in attributions:
        of = by_source.get(one.source)
        if of is None or one.id in citing:
            continue
        used.add(cites.get(one.source, ""))
        media[one.id] = of[1]
    for one in attributions:
        if one.id in media:
            out.append(structs.replace(one, source=by_source[one.source][0]))
        elif one.id not in used or one.id in held:
            out.append(one)
    return tuple(out), media


def _beside(g: Ground, one: Attribution) -> tuple[Spans, tuple[str, ...]] | None:
    """Whom a medium cites between its name and the cue, by the order of the words, and the medium."""
    source, cue = pieces(g, one.source), pieces(g, one.cue)
    if not source or not cue or source[-1] + 3 > cue[0]:
        return None
    at = source[-1] + 1 + (g.syntax.word(source[-1] + 1) == ",")
    first = at + 1 + (at + 1 not in g.begun)
    if g.syntax.lower(at) not in _CITES or first not in g.begun:
        return None
    mention = g.headed.get(g.begun[first])
    if mention is None or mention.span[1] > one.cue[0][0] or not _speaks(g, g.begun[first]):
        return None
    found = actors_at(g, tops(g, one.source)[:1], (one.source[0][0], one.source[-1][1]))
    return ((mention.span,), found) if len(found) == 1 and is_media(g, found[0]) else None


def _carrier(g: Ground, one: Attribution) -> tuple[str, ...]:
    """The medium that cites somebody, where an attribution says no more than that."""
    cue = pieces(g, one.cue)
    if len(cue) != 1 or g.syntax.lower(cue[0]) not in _CITES or len(one.content) != 1 or not one.source:
        return ()
    heads = tops(g, one.content)
    if not heads or not _speaks(g, heads[0]):
        return ()
    found = actors_at(g, tops(g, one.source)[:1], (one.source[0][0], one.source[-1][1]))
    return found if len(found) == 1 and is_media(g, found[0]) else ()


def _speaks(g: Ground, i: int) -> bool:
    """Whether a word is somebody who can be cited, and no document."""
    known = noun_at(g, i)
    if known is None:
        return g.syntax.words[i].pos == "PROPN" or i in g.covering
    return known.document is None
