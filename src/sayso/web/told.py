"""What is known of each attribution beside its words: who speaks, what kind of saying it is, to whom, about whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sayso.ledger.judgements import verdict
from sayso.records import Act, Attribution, Document, Reading, Reference, Span, SpeakerKind, Verdict
from sayso.soundness import collapsed, one_line
from sayso.web.added import is_added
from sayso.web.verdicts import Judged, Other

Others = tuple[Other, ...]


class Told(Struct, frozen=True, kw_only=True):
    """An attribution as judged. `read_speakers` and `read_act` are what the reader had, where a judgement says
    otherwise, else None. `medium` is the document in which the words stand, in words. `judgeable` tells that it can be
    judged: a judgement is anchored on a cue that no other attribution shares."""

    speakers: Others
    read_speakers: Others | None
    act: Act | None
    read_act: str | None
    kind: SpeakerKind | None
    negated: bool
    hedges: str
    media: Others
    addressees: Others
    about: Others
    medium: str | None
    verdict: Verdict | None
    judged: tuple[Judged, ...]
    judgeable: bool

    @property
    def checked(self) -> bool:
        return any(each.judgement.kind == "checked" for each in self.judged)

    @property
    def tags(self) -> tuple[str, ...]:
        return tags(self.judged)


def tags(judged: Iterable[Judged]) -> tuple[str, ...]:
    """The tags that judgements give, each once."""
    return tuple(dict.fromkeys(each.judgement.value or "" for each in judged if each.judgement.kind == "tag"))


def told(reading: Reading, judged: Reading, judgements: Iterable[Judged] = ()) -> dict[str, Told]:
    """For each attribution of a reading, by id, what is known of it. `judged` is the same reading as it is judged to
    be, `judgements` are those in force."""
    names = {actor.id: actor.name for actor in judged.actors}
    cited = {reference.id: reference for reference in reading.references}
    cues = Counter(_stretch(each) for each in reading.attributions if not is_added(each.id))
    of: dict[str | None, tuple[Judged, ...]] = {}
    for each in judgements:
        of[each.attribution] = (*of.get(each.attribution, ()), each)
    return {
        read.id: Told(
            speakers=_others(new.speakers, names),
            read_speakers=_others(read.speakers, names) if read.speakers != new.speakers else None,
            act=new.act,
            read_act=read.act or "no act" if read.act != new.act else None,
            kind=read.speaker_kind,
            negated=bool(read.negated),
            hedges=one_line(collapsed(reading.document.text, span) for span in read.hedges),
            media=_others(read.media, names),
            addressees=_others(read.addressees, names),
            about=_others(read.about, names),
            medium=medium(reading.document, cited.get(read.document or "")),
            verdict=verdict(each.judgement for each in of.get(read.id, ())),
            judged=of.get(read.id, ()),
            judgeable=bool(read.cue) and cues[_stretch(read)] == 1 and not is_added(read.id),
        )
        for read, new in zip(reading.attributions, judged.attributions, strict=True)
    }


def medium(document: Document, reference: Reference | None) -> str | None:
    """What a page cites, in words: its kind, its title or the words that name it, whose it is."""
    if reference is None:
        return None
    name = reference.title or collapsed(document.text, reference.span)
    by = f", {reference.publisher}" if reference.publisher else ""
    return f"{reference.kind.replace('_', ' ')} “{name}”{by}"


def _others(ids: Sequence[str], names: Mapping[str, str]) -> Others:
    return tuple(Other(actor, names.get(actor, actor)) for actor in ids)


def _stretch(attribution: Attribution) -> Span | None:
    return (attribution.cue[0][0], attribution.cue[-1][1]) if attribution.cue else None
