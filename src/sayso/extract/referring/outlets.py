"""Outlets that a page takes something from: who *told Sputnik*, what *Reuters reported*, a post *on Telegram*."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.extract.speaking.ground import Ground, actors_at, case_of, is_media, pieces, subjects
from sayso.ids import thing_id
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.outlets import (
    AGENCIES,
    AGENCY_WORDS,
    BROADCAST_WORDS,
    BROADCASTERS,
    CARRYING,
    OUTLET_WORDS,
    PLATFORMS,
    PRINTED,
)
from sayso.records import Actor, Attribution, Document, Mention, Reference, ReferenceKind, Span

_TWEET: Final = frozenset({"tweet", "retweet"})
_POSTING: Final = CARRYING | {"share", "respond", "reply", "warn", "add", "announce", "upload", "message", "link"}
_VIA: Final = frozenset({"on", "via", "over", "through", "to"})
_NEAR: Final = 3  # words between an outlet and the verb that says what it did


def outlets(g: Ground, document: Document, attributions: Sequence[Attribution]) -> Iterator[Reference]:
    """What is cited of outlets: one reference an outlet, where it is first cited. The page's own is none."""
    seen: set[str] = set()
    cited = {*_attributed(g, attributions), *_carried(g)}
    for mention in sorted(cited, key=lambda mention: mention.span):
        actor = g.actors[mention.actor or ""]
        if actor.id not in seen and not _is_own(document, actor):
            seen.add(actor.id)
            yield Reference(
                id=thing_id(document.id, "reference", (mention.span,)),
                span=mention.span,
                kind=kind_of_outlet(actor),
                publisher=actor.name,
                issuer=actor.id,
            )


def unknown(g: Ground, document: Document) -> Iterator[Reference]:
    """Outlets that nobody knows, by the last word of their names and what they do: *Hama News reported*."""
    for i, mention in g.headed.items():
        words = g.syntax.text[slice(*mention.span)].split()
        if is_media(g, mention.actor) or mention.kind not in ("organization", None) or len(words) < 2:
            continue
        after = g.syntax.within((mention.span[1], len(g.syntax.text)))[:1]
        speaks = bool(after) and not CARRYING.isdisjoint(candidates(g.syntax.lower(after[0])))
        told = case_of(g, i) == "to" or g.syntax.lower(max(0, g.syntax.within(mention.span)[0] - 1)) == "told"
        if words[-1].lower() in OUTLET_WORDS and (speaks or told):
            name = " ".join(words)
            kind = kind_of_outlet(Actor(id="", name=name))
            key = thing_id(document.id, "reference", (mention.span,))
            yield Reference(id=key, span=mention.span, kind=kind, publisher=name, issuer=mention.actor)


def kind_of_outlet(actor: Actor) -> ReferenceKind:
    """What an outlet puts out."""
    words = {
        word.strip("().,").lower() for name in (actor.name, *(a.text for a in actor.aliases)) for word in name.split()
    }
    if actor.id in AGENCIES or words & (AGENCIES | AGENCY_WORDS):
        return "agency_report"
    return "broadcast" if actor.id in BROADCASTERS or words & BROADCAST_WORDS else "article"


def _is_own(document: Document, actor: Actor) -> bool:
    """Whether an outlet is the one whose page this is."""
    own = (document.publisher or "").casefold().removeprefix("the ")
    names = {name.casefold().removeprefix("the ") for name in (actor.name, *(a.text for a in actor.aliases))}
    return bool(own) and own in names


def _attributed(g: Ground, attributions: Sequence[Attribution]) -> Iterator[Mention]:
    """The outlets that speak, or to which somebody spoke, by the name that stands nearest to the cue."""
    for attribution in attributions:
        if attribution.document is not None:
            continue
        spoke = [actor for actor in (*attribution.media, *attribution.speakers) if is_media(g, actor)]
        for actor in spoke:
            at = attribution.cue[0][0]
            named = [m for m in g.mentions if m.actor == actor and abs(m.span[0] - at) < 400]
            nearest = min(named, key=lambda m: abs(m.span[0] - at), default=None)
            if nearest is not None and _in_sentence(g, nearest.span, at):
                yield nearest


def _in_sentence(g: Ground, span: Span, at: int) -> bool:
    i, k = g.syntax.at(span[0]), g.syntax.at(at)
    return i is not None and k is not None and abs(g.syntax.words[i].sentence - g.syntax.words[k].sentence) <= 1


def _carried(g: Ground) -> Iterator[Mention]:
    """The outlets that something was printed in or said on (*published in*, *as* … *reported*)."""
    for i, mention in g.headed.items():
        if not is_media(g, mention.actor):
            continue
        words = g.syntax.words
        case, head = case_of(g, i), words[i].head
        verb = head if head is not None and words[head].pos == "VERB" else None
        carries = verb is not None and not CARRYING.isdisjoint(candidates(g.syntax.lower(verb)))
        if carries and (case in PRINTED or words[i].relation == "nsubj"):
            yield mention


def posts(g: Ground, document: str, attributions: Sequence[Attribution]) -> Iterator[Reference]:
    """*tweeted*; *wrote on Telegram*: what was posted, by its platform or by the verb."""
    for attribution in attributions:
        for i in pieces(g, attribution.cue):
            if _TWEET.isdisjoint(candidates(g.syntax.lower(i))) or g.syntax.words[i].pos != "VERB":
                continue
            yield _post(document, g.syntax.words[i].span, "Twitter", next(iter(attribution.speakers), None))
    for i, word in enumerate(g.syntax.words):
        name = g.syntax.lower(i)
        if name in PLATFORMS and g.syntax.word(i)[0].isupper() and case_of(g, i) in _VIA:
            verb = _posting(g, i)
            if verb is not None:
                speaker = next(iter(_speakers(g, verb, attributions)), None)
                yield _post(document, word.span, g.syntax.word(i), speaker)


def _post(document: str, span: Span, platform: str, speaker: str | None) -> Reference:
    key = thing_id(document, "reference", (span,))
    return Reference(id=key, span=span, kind="post", publisher=platform, issuer=speaker)


def _posting(g: Ground, i: int) -> int | None:
    """The verb of saying that a platform's name hangs on, or stands close behind."""
    head = g.syntax.words[i].head
    near = (
        k for k in range(i - 1, max(-1, i - 1 - _NEAR), -1) if g.syntax.words[k].sentence == g.syntax.words[i].sentence
    )
    found = [k for k in ((head,) if head is not None else ()) if g.syntax.words[k].pos == "VERB"] + list(near)
    return next((k for k in found if not _POSTING.isdisjoint(candidates(g.syntax.lower(k)))), None)


def _speakers(g: Ground, verb: int, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    at = g.syntax.words[verb].span
    spoken = (a.speakers for a in attributions if any(start <= at[0] < end for start, end in a.cue))
    return next(spoken, None) or actors_at(g, subjects(g, verb))
