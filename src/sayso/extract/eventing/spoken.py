"""The events that attributions are: an accusation, a demand, a threat, a promise, as told by the cue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sayso.extract.eventing.clauses import agents, is_passive, objects, stands_for, subjects
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.naming import party, phrase
from sayso.extract.eventing.parties import Roles, as_doer
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.status import Standing, at_cue
from sayso.extract.eventing.words import ORDERS, SAID
from sayso.extract.speaking.ground import RELATIVE, actor_at, group, kind_of, lemma_in
from sayso.lexicon.plover import SPOKEN
from sayso.records import Attribution, EventType, Party, Span, Spans

LEAST: Final = 0.6  # least score of an attribution that counts as an event by its act alone
# The mode of a demand or a refusal by what is asked.
ASKED: Final[Mapping[str, str]] = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
}
SAYING: Final = frozenset({"state", "ask", "believe", "predict", "admit"})
ARMED: Final = frozenset({"military", "armed_group", "place"})
ASKS: Final = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
ADDRESSED: Final = frozenset({"REQUEST", "THREATEN"})
JUDGED: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})  # what is said of matters too: *rejected the plan*
UPON: Final = frozenset({"on", "upon", "against", "at"})
GUILT: Final = frozenset({"guilty", "innocent"})  # what a court finds; nobody says it by the word alone


class Spoken(Struct, frozen=True, kw_only=True):
    """An attribution as an event. `at` is the word that its cue hangs on."""

    attribution: Attribution
    at: int
    type: EventType
    modes: tuple[str, ...] = ()
    stands: Standing
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()


class _Case(Struct, frozen=True):
    """An attribution by its type, with the first deed of its content and the deed that its cue is."""

    said: Attribution
    at: int
    type: EventType
    content: Deed | None
    known: Deed | None


def spoken(scene: Scene, deeds: Mapping[int, Deed], roles: Mapping[int, Roles]) -> Iterator[Spoken]:
    """The attributions that are events by their act. `deeds` are those met on the page by the word they hang on, whose
    type goes before the act's where it is one of saying; what they do with deeds is theirs."""
    plain = idle(scene, deeds)
    carrying = {k for deed in deeds.values() if deed.carries for k in (deed.verb, *deed.words)}
    for said in scene.attributions:
        at = _cue_head(scene, said)
        if at is None or said.act is None:
            continue
        known = next((deeds[i] for i in _cue_words(scene, said) if i in deeds and i not in plain), None)
        kind = None if at in carrying or scene.relation(at) == "amod" else _kind(scene, said, known, roles)
        if kind is None or (known is None and said.score < LEAST):
            continue
        type_, modes = kind
        content = _content(scene, said, deeds)
        yield Spoken(
            attribution=said,
            at=at,
            type=type_,
            modes=modes or _modes(type_, content),
            stands=at_cue(scene, at, said, scene.by_id.get(_voice(scene, said) or "")),
            actors=_speakers(scene, said, at),
            targets=_targets(scene, _Case(said, at, type_, content, known), roles),
        )


def idle(scene: Scene, deeds: Mapping[int, Deed]) -> frozenset[int]:
    """The deeds that are only the cues of plain saying: *told* an agency, met as a demand by its word alone."""
    return frozenset(
        at
        for at, deed in deeds.items()
        if deed.sense.doubtful
        and deed.type in ASKS
        and not deed.is_noun
        and {"investigate", "disapprove"}.isdisjoint(deed.modes)
        if (said := scene.cues.get(at)) is not None and said.act in SAYING
    )


def _kind(
    scene: Scene, said: Attribution, known: Deed | None, roles: Mapping[int, Roles]
) -> tuple[EventType, tuple[str, ...]] | None:
    own = SPOKEN.get(said.act) if said.act else None
    if not GUILT.isdisjoint(scene.lower[i] for i in _cue_words(scene, said)):
        return None
    if said.act == "order" and not any(lemma_in(scene.lower[i], ORDERS) for i in _cue_words(scene, said)):
        own = None  # appointing, imposing, ruling: done with a word, but asked of nobody
    if known is not None and known.type not in SAID:
        return own if known.type == "ASSAULT" and own and not _is_armed(scene, known, roles[known.at]) else None
    if own is not None and (known is None or own[0] == "THREATEN"):
        return own
    return (known.type, known.modes) if known is not None else None


def _is_armed(scene: Scene, deed: Deed, cast: Roles) -> bool:
    """Whether force is at play in what may be one of words (*attacked the bill*): arms, armed parties, places."""
    if deed.sense.needs or cast.object:
        return True
    return any(_kinds(scene, k) & ARMED for k in (*cast.doers, *cast.undergoers))


def _kinds(scene: Scene, i: int) -> set[str | None]:
    mention = scene.g.headed.get(i)
    return {mention.kind, kind_of(scene.g, mention.actor)} if mention else {"place"} if i in scene.placed else set()


def _voice(scene: Scene, said: Attribution) -> str | None:
    return scene.contents.of((said.cue[0][0], said.cue[-1][1]))


def _cue_words(scene: Scene, said: Attribution) -> list[int]:
    return [i for span in said.cue for i in scene.g.syntax.within(span)]


def _cue_head(scene: Scene, said: Attribution) -> int | None:
    words = _cue_words(scene, said)
    known = set(words)
    tops = [i for i in words if scene.head(i) not in known and scene.pos(i) != "PUNCT"]
    verbs = [i for i in tops if scene.pos(i) == "VERB"]
    return next(iter(verbs or tops), None)


def _content(scene: Scene, said: Attribution, deeds: Mapping[int, Deed]) -> Deed | None:
    """The first deed of a content."""
    words = (i for span in said.content for i in scene.g.syntax.within(span))
    return next((deeds[i] for i in words if i in deeds), None)


def _modes(kind: EventType, asked: Deed | None) -> tuple[str, ...]:
    """What is asked, refused or threatened, as the modes of PLOVER have it."""
    if asked is None:
        return ()
    if kind in ("REQUEST", "REJECT"):
        found = ASKED.get(asked.type)
        return (found,) if found else ()
    if kind == "THREATEN":
        return tuple(_threatened(asked))
    return ()


def _threatened(asked: Deed) -> Iterator[str]:
    if asked.type == "ASSAULT":
        yield "violence"
    elif asked.type == "COERCE":
        yield "arrest" if "arrest" in asked.modes else "restrict"
    elif asked.type == "SANCTION":
        yield "expel" if "expel" in asked.modes else "relations"


def _speakers(scene: Scene, said: Attribution, at: int) -> tuple[Party, ...]:
    """Who says it, with the words of the source for each; for a source left unsaid the subject of the cue."""
    asked = set(subjects(scene, at)) if is_passive(scene, at) else set[int]()  # *was consulted*: no speaker
    found = [party(scene, k) for span in said.source for k in _heads(scene, span) if k not in asked]
    if not said.source:
        unsaid = [party(scene, n) for k in _sayers(scene, at) for n in group(scene.g, k)]
        found = [one for one in unsaid if not said.speakers or one.actor in said.speakers]
    if len(found) == 1 == len(said.speakers):
        found = [Party(said.speakers[0], found[0].span)]
    return _once(found)


def _sayers(scene: Scene, cue: int) -> tuple[int, ...]:
    if is_passive(scene, cue):
        return agents(scene, cue)
    return tuple(stands_for(scene, k) for k in subjects(scene, cue))


def _heads(scene: Scene, span: Span) -> Sequence[int]:
    head = scene.g.syntax.head(span)
    return [k for k in group(scene.g, head) if k in scene.g.syntax.within(span)] if head is not None else []


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[Span, Party] = {}
    for one in parties:
        found.setdefault(one.span, one)
    return tuple(sorted(found.values(), key=lambda one: one.span))


def _targets(scene: Scene, case: _Case, roles: Mapping[int, Roles]) -> tuple[Party, ...]:
    """Whom it is said to or of: of a demand whoever is addressed, else whom the cue names, else whom it is about."""
    said, kind = case.said, case.type
    if named := _named(scene, case, roles):
        return _once(named)
    if case.known is not None and (
        told := [one for one in roles[case.known.at].targets if one.actor or kind in JUDGED]
    ):
        return tuple(told)
    if kind == "REJECT":
        return ()
    if kind in ADDRESSED:
        wanted = [*said.addressees, *(actor for actor in said.about if _begins(scene, said, actor))]
    else:
        if case.content is not None and case.content.at in roles:
            did = [one for one in roles[case.content.at].actors if one.actor is None or one.actor not in said.speakers]
            if did := [one for one in did if not _within(one.span, said.source)]:
                return tuple(did)
        wanted = [*said.about, *said.addressees]
    found = ((actor, _span_of(scene, said, actor)) for actor in wanted if actor not in said.speakers)
    return tuple(Party(actor, span) for actor, span in found if span is not None)[:1]


def _begins(scene: Scene, said: Attribution, actor: str) -> bool:
    """Whether a content begins with somebody: *demanded that [the rebels] withdraw*."""
    first = scene.g.syntax.within(said.content[0])[:4] if said.content else ()
    heads = [scene.g.begun[k] for k in first if k in scene.g.begun]
    return any(actor_at(scene.g, k) == actor and scene.relation(k) in ("nsubj", "obj", "iobj") for k in heads)


def _named(scene: Scene, case: _Case, roles: Mapping[int, Roles]) -> list[Party]:
    """Whom the verb of a cue has as its object; of a deed there whoever did it; of what is judged the matter itself."""
    said, found = case.said, list[Party]()
    if scene.pos(case.at) != "VERB":
        return []
    for k in dict.fromkeys(k for head in _aimed(scene, case) for k in _joined(scene, head)):
        if k in roles:
            found += _of_deed(scene, case, k, roles[k])
        elif not scene.is_time(k) and (_is_somebody(scene, k) or (case.type in JUDGED and _is_matter(scene, k))):
            found.append(party(scene, k))
    # Nobody asks or blames himself: a mention that seems to be the speaker's is somebody else's.
    own = () if is_passive(scene, case.at) else said.speakers
    return [Party(None, one.span) if one.actor in own else one for one in found]


def _joined(scene: Scene, head: int) -> list[int]:
    """A word and what is joined to it by *and*; not what has a preposition of its own (*the murder of A and of B*)."""
    return [k for k in group(scene.g, head) if k == head or not scene.dependents(k, "case") or scene.case(head)]


def _of_deed(scene: Scene, case: _Case, at: int, cast: Roles) -> Iterable[Party]:
    """Whoever did what is judged, by the words for the deed where it is one alone; a deed of nobody's by itself."""
    did = [one for one in cast.actors if not _within(one.span, case.said.source)]
    return as_doer(scene, at, did) if case.type in JUDGED else did


def _aimed(scene: Scene, case: _Case) -> list[int]:
    """The nouns at which what a cue says is aimed: its object, else who stands after its preposition."""
    at, own = case.at, _cue_words(scene, case.said)
    if is_passive(scene, at):
        return [stands_for(scene, k) for k in subjects(scene, at)]
    direct = [stands_for(scene, k) for k in (*scene.dependents(at, "iobj"), *objects(scene, at)) if k not in own][:1]
    small = UPON | {scene.lower[i] for i in own if scene.pos(i) == "ADP"}
    after = [k for i in own for k in scene.dependents(i, "obl", "nmod") if k not in own and scene.case(k) in small]
    if direct and case.known is not None and not _is_somebody(scene, direct[0]):  # *blamed the bombing on [Norland]*
        named = UPON.intersection(case.known.sense.target)
        after = [k for k in after if scene.case(k) in named and _is_somebody(scene, k)]
        return after or direct
    return direct or after


def _is_matter(scene: Scene, i: int) -> bool:
    return scene.pos(i) in ("NOUN", "PROPN") and scene.lower[i] not in RELATIVE


def _within(span: Span, spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _is_somebody(scene: Scene, i: int) -> bool:
    mention = scene.g.headed.get(i)
    return mention is not None and (mention.actor is not None or mention.kind not in (None, "place", "process"))


def _span_of(scene: Scene, said: Attribution, actor: str) -> Span | None:
    """Where an actor is named in a content or beside the cue: the first place."""
    start = min(span[0] for span in (*said.content, *said.cue))
    end = max(span[1] for span in (*said.content, *said.cue))
    inside = (m for m in scene.g.mentions if m.actor == actor and start <= m.span[0] and m.span[1] <= end)
    found = next(inside, None)
    if found is None:
        return None
    head = scene.g.syntax.head(found.span)
    return phrase(scene, head) if head is not None else found.span
