"""The hedges at a deed: *reportedly*, *may have*, *the alleged attack*, *is believed to have*."""

from collections.abc import Sequence

from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.scene import Scene
from sayso.lexicon.hedges import Hedge, hedges_at, hedges_from
from sayso.records import Attribution, Span, Spans


def hedges(scene: Scene, deed: Deed, path: Sequence[int], doers: Sequence[int], voice: Attribution | None) -> Spans:
    """The hedges of a deed: those at the words that decide its status, before its noun, at whoever does it, and those
    of the attribution in whose content it stands; in text order, none within another."""
    places = {*path, *deed.words}
    places |= {k for i in tuple(places) for k in scene.dependents(i, "advmod", "amod", "aux")}
    places |= {k for i in doers for k in scene.dependents(i, "advmod")}
    found = [span for i in sorted(places) if (span := _hedge(scene, deed, i, places)) is not None]
    return apart((*found, *(voice.hedges if voice else ())))


def _hedge(scene: Scene, deed: Deed, i: int, places: set[int]) -> Span | None:
    if not (begun := hedges_from(scene.lower[i])):
        return None
    here = scene.sentence(i)
    for hedge, at in hedges_at(begun, scene.lower[here.start : here.stop], i - here.start):
        words = [here.start + k for k in at]
        kept = words[:-1] if hedge.words[-1] in ("to", "be", "well", "of") and len(words) > 1 else words
        if _is_meant(deed, hedge, kept, places):
            return scene.span(kept)
    return None


def _is_meant(deed: Deed, hedge: Hedge, words: Sequence[int], places: set[int]) -> bool:
    first = deed.words[0]
    if hedge.kind == "distancing":
        return False
    if hedge.pattern == "adjective":
        return deed.is_noun and words[-1] < first
    if hedge.pattern in ("adverb", "phrase"):
        return words[0] in places
    return words[-1] < first


def apart(spans: Sequence[Span]) -> Spans:
    """Spans in text order, none of which begins inside another."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)
