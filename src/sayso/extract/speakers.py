"""Who speaks in each attribution, how well named, in what document, to whom, about whom, and who carried it.

An attribution is decided after the one in whose content it stands, and those of one depth in text order: *I* in a
quotation is whoever is quoted, and *said X and added Y* has one speaker for both.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, structs

from sayso.extract.speaking.about import about
from sayso.extract.speaking.addressees import addressees, directed, media
from sayso.extract.speaking.citing import cited
from sayso.extract.speaking.documents import Paper, Papers, cue_paper, papers, reference, source_paper
from sayso.extract.speaking.ground import (
    COORDINATORS,
    POSSESSIVE,
    RELATIVE,
    Ground,
    actor_at,
    actors_at,
    antecedent,
    ground,
    kind_of,
    lemma_in,
    listed,
    noun_at,
    passive,
    pieces,
    shared,
    tops,
)
from sayso.parse.quotation import quotations
from sayso.records import Actor, Attribution, Mention, Parse, Reference, Spans, SpeakerKind

FIRST: Final = listed("i me my mine myself we us our ours ourselves")
SELF: Final = listed("author columnist correspondent journalist newspaper paper publication reporter writer")
THEY: Final = frozenset({"they", "them", "their", "theirs"})
BODIES: Final = frozenset({"military", "armed_group", "party", "organization", "alliance", "government", "people"})
TOGETHER: Final = 2  # sentences back in which *they* may have spoken together
_LATE: Final = 50  # attributions of one sentence that are looked back upon
PERSONAL: Final = listed("he him his she her hers it its they them their theirs you your yours")
MANY: Final = listed(
    "all any both dozens everybody everyone few half hundreds majority many minority most nobody none number others"
    " percent percentage several some sides thousands those various"
)
# What several persons say or tell, particular ones did; what they think or complain of is the view of a group.
TOLD: Final = listed(
    "according acknowledge add announce confirm deny describe disclose explain note report reveal say speak state tell"
)
ALWAYS_HIDDEN: Final = listed("insider source")
HIDDEN: Final = (
    "familiar with",
    "close to",
    "knowledge of",
    "briefed on",
    "of anonymity",
    "unnamed",
    "unidentified",
    "anonymous",
    "not to be named",
    "not to be identified",
    "not authorized",
    "not authorised",
)
GROUPS: Final = frozenset({"people", "party", "armed_group"})


class Spoken(Struct, frozen=True):
    """The attributions with what was found out about each, in their order, and the documents that they stand in."""

    attributions: tuple[Attribution, ...]
    references: tuple[Reference, ...] = ()


class _Said(Struct, frozen=True):
    """By whom something is said, how well that is told, in what document, and who carried it."""

    speakers: tuple[str, ...] = ()
    kind: SpeakerKind | None = None
    paper: Paper | None = None
    media: tuple[str, ...] = ()


class _Scene(Struct, frozen=True):
    """A page as far as it has been decided. `outers` are the attributions around others, by id; `said` what is decided,
    `decided` the same by sentences; `whose` the issuers that documents get from who speaks in them, by their first
    mention."""

    g: Ground
    every: Papers
    outers: Mapping[str, Attribution]
    author: str | None
    parse: Parse
    said: dict[str, _Said]
    decided: dict[int, list[Attribution]]
    whose: dict[int, tuple[str, ...]]


UNSTATED: Final = _Said(kind="unstated")


def speakers(
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
    *,
    author: str | None = None,
) -> Spoken:
    """The attributions with their speakers, addressees, media, whom they are about, and the documents they stand in.

    `author` is the actor in whose voice the page itself speaks: its author or, unnamed, its publisher.
    """
    g = ground(parse, mentions, actors)
    attributions, citing = cited(g, attributions)
    scene = _Scene(g, papers(g), _outers(attributions), author, parse, {}, {}, {})
    for attribution in sorted(attributions, key=lambda a: (_depth(scene, a), a.cue)):
        said = _said(scene, attribution)
        carriers = media(g, attribution, said.speakers, scene.outers.get(attribution.id))
        carriers = tuple(dict.fromkeys((*citing.get(attribution.id, ()), *carriers)))
        scene.said[attribution.id] = structs.replace(said, media=carriers)
        if (at := g.syntax.at(attribution.cue[0][0])) is not None:
            scene.decided.setdefault(g.syntax.words[at].sentence, []).append(attribution)
        if said.paper and said.speakers and not said.paper.issuers:
            scene.whose.setdefault(said.paper.first, said.speakers)
    filled = tuple(_filled(scene, attribution) for attribution in attributions)
    return Spoken(filled, _references(scene, attributions))


def _outers(attributions: Sequence[Attribution]) -> dict[str, Attribution]:
    """The attribution around each: the one it names, else the shortest in whose content its cue stands."""
    known = {a.id: a for a in attributions}
    around = _around(attributions)
    found = ((a.id, known.get(a.outer or "") or around.get(a.id)) for a in attributions)
    return {name: outer for name, outer in found if outer is not None}


def _around(attributions: Sequence[Attribution]) -> dict[str, Attribution]:
    """For each attribution the shortest in whose content its cue stands; gone through in text order with the contents
    that are open there."""
    parts = sorted((low, high, k) for k, a in enumerate(attributions) for low, high in a.content)
    opened: list[tuple[int, int, int]] = []
    out: dict[str, Attribution] = {}
    following = 0
    for one in sorted((a for a in attributions if a.cue), key=lambda a: a.cue[0][0]):
        start, end = one.cue[0][0], one.cue[-1][1]
        while following < len(parts) and parts[following][0] <= start:
            opened.append(parts[following])
            following += 1
        opened = [part for part in opened if part[1] > start]
        holders = [k for _, high, k in opened if end <= high and attributions[k].id != one.id]
        if holders:
            out[one.id] = attributions[min(holders, key=lambda k: (_reach(attributions[k]), k))]
    return out


def _reach(one: Attribution) -> int:
    return one.content[-1][1] - one.content[0][0]


def _depth(scene: _Scene, attribution: Attribution) -> int:
    seen: set[str] = set()
    while attribution.id in scene.outers and attribution.id not in seen:
        seen.add(attribution.id)
        attribution = scene.outers[attribution.id]
    return len(seen)


def _said(scene: _Scene, attribution: Attribution) -> _Said:
    if not attribution.source:
        return _unsourced(scene, attribution)
    g, heads = scene.g, tops(scene.g, attribution.source)
    if paper := source_paper(g, scene.every, heads):
        return _Said(paper.issuers or scene.whose.get(paper.first, ()), "document", paper)
    if _is_first(g, heads):
        said = _first_person(scene, attribution, heads)
    elif _is_self(g, heads):
        said = _page(scene)
    else:
        found = _named(g, attribution.source, heads)
        said = _Said(found, _kind(g, attribution, heads, found)) if found else _several(scene, attribution, heads)
    return structs.replace(said, paper=_cue_paper(scene, attribution) or said.paper)


def _several(scene: _Scene, attribution: Attribution, heads: Sequence[int]) -> _Said:
    """For *they* that resolves to nobody: those who last spoke together, in the sentence or the two before it."""
    g = scene.g
    own = _Said((), _kind(g, attribution, heads, ()))
    if not heads or g.syntax.lower(heads[0]) not in THEY:
        return own
    if outer := scene.outers.get(attribution.id):  # *the army said they would stay*: the army's own *they*
        around = scene.said[outer.id]
        group = len(around.speakers) == 1 and kind_of(g, around.speakers[0]) in BODIES
        return structs.replace(around, paper=None, media=()) if group else own
    here = g.syntax.words[heads[0]].sentence
    at = g.syntax.at(attribution.cue[0][0])
    last = here if at is None else g.syntax.words[at].sentence
    near = [one for number in range(here - TOGETHER, last + 1) for one in scene.decided.get(number, ())[-_LATE:]]
    before = [one for one in near if one.cue[0][0] < attribution.cue[0][0]]
    for one in sorted(before, key=lambda a: a.cue, reverse=True):
        if len(scene.said[one.id].speakers) > 1:
            return structs.replace(scene.said[one.id], paper=None, media=())
    return own


def _cue_paper(scene: _Scene, attribution: Attribution) -> Paper | None:
    return cue_paper(scene.g, scene.every, attribution, scene.outers.get(attribution.id))


def _page(scene: _Scene) -> _Said:
    return _Said(() if scene.author is None else (scene.author,), "page")


def _is_first(g: Ground, heads: Sequence[int]) -> bool:
    if not heads:
        return False
    word = g.syntax.lower(heads[0])
    return word in FIRST or (word in POSSESSIVE and heads[0] > 0 and g.syntax.lower(heads[0] - 1) == "let")


def _is_self(g: Ground, heads: Sequence[int]) -> bool:
    """*This author*, *this newspaper*."""
    if not heads or g.syntax.lower(heads[0]) not in SELF:
        return False
    return "this" in (g.syntax.lower(k) for k in range(max(0, heads[0] - 2), heads[0]))


def _first_person(scene: _Scene, attribution: Attribution, heads: Sequence[int]) -> _Said:
    """*I* and *we*: who is quoted there, else the page itself."""
    known = actors_at(scene.g, heads)
    outer = scene.outers.get(attribution.id)
    quoted = _in_quotation(scene, attribution) or (outer is not None and outer.manner == "direct")
    if known:
        own = known == (scene.author,) and not quoted
        return _Said(known, "page" if own else _kind(scene.g, attribution, heads, known))
    if not quoted:
        return _page(scene)
    said = scene.said.get(outer.id) if outer else None
    return _Said(said.speakers, said.kind) if said else _Said()


def _in_quotation(scene: _Scene, attribution: Attribution) -> bool:
    document, at = scene.parse.document, attribution.source[0][0]
    around = (block.span for block in document.blocks if block.span[0] <= at < block.span[1])
    return any(q.inner[0] <= at < q.inner[1] for span in around for q in quotations(document.text, span))


def _unsourced(scene: _Scene, attribution: Attribution) -> _Said:
    """The speakers of the attribution before whose cue this one's is joined to; unstated where there is none."""
    g, cue = scene.g, pieces(scene.g, attribution.cue)
    paper = _cue_paper(scene, attribution)
    before = _joined_to(scene, attribution, cue)
    if before is not None and not any(passive(g, i) for i in cue):
        said = scene.said[before.id]
        return structs.replace(said, paper=paper or said.paper)
    if paper and paper.issuers:
        return _Said(paper.issuers, "document", paper)
    return structs.replace(UNSTATED, paper=paper)


def _joined_to(scene: _Scene, attribution: Attribution, cue: Sequence[int]) -> Attribution | None:
    g, own = scene.g, scene.outers.get(attribution.id)
    if not cue:
        return None
    decided = scene.decided.get(g.syntax.words[cue[0]].sentence, ())[-_LATE:]
    above = {k for i in cue if g.syntax.words[i].pos == "VERB" for k in shared(g, i)}
    for before in reversed(decided):
        others = pieces(g, before.cue)
        beside = scene.outers.get(before.id) is own and _goes_on(g, cue, others)
        if beside or above.intersection(others):
            return before
    return None


def _goes_on(g: Ground, cue: Sequence[int], others: Sequence[int]) -> bool:
    """Whether the order of the words joins a cue to one before in its sentence: *and added*, *, adding*."""
    if not cue or not others or others[-1] >= cue[0] or g.syntax.words[cue[0]].pos != "VERB":
        return False
    before = next((k for k in range(cue[0] - 1, others[-1], -1) if g.syntax.words[k].pos not in ("ADV", "AUX")), None)
    if before is None:
        return False
    joins = g.syntax.lower(before) in COORDINATORS | {"but"}
    return joins or (g.syntax.words[before].pos == "PUNCT" and g.syntax.lower(cue[0]).endswith("ing"))


def _named(g: Ground, source: Spans, heads: Sequence[int]) -> tuple[str, ...]:
    """The actors that the head of a source and what is joined to it stand for, in text order; for a role with no actor
    of its own that of its institution."""
    inside = (source[0][0], source[-1][1])
    if found := actors_at(g, heads[:1], inside):
        return found
    if not heads or g.syntax.lower(heads[0]) in PERSONAL | FIRST:
        return ()
    known = noun_at(g, heads[0])
    if known is not None and known.role == "official":
        owners = (k for k in g.syntax.dependents(heads[0], "nmod", "compound", "amod") if k in g.headed)
        return actors_at(g, owners, inside)[:1] or _leading(g, source, 40)
    return () if heads[0] in g.headed else _leading(g, source, 2)


def _leading(g: Ground, source: Spans, most: int) -> tuple[str, ...]:
    """The first mention among the first words of a source, where relations do not tell."""
    words = pieces(g, source)[:most]
    found = (actor_at(g, g.begun[k]) for k in words if k in g.begun)
    return tuple(actor for actor in found if actor is not None)[:1]


def _kind(g: Ground, attribution: Attribution, heads: Sequence[int], found: Sequence[str]) -> SpeakerKind | None:
    head = heads[0] if heads else None
    own = None if head is None else actor_at(g, head)
    if head is not None and (own or next(iter(found), None)) in g.named and (own or not _role(g, head)):
        return "collective" if _are_many(g, head, own) else "named"
    words = " ".join(g.syntax.text[start:end].lower() for start, end in attribution.source)
    if any(phrase in words for phrase in HIDDEN):
        return "anonymous"
    described = _described(g, head, own)
    if described is None:
        return None
    told = any(lemma_in(g.syntax.lower(i), TOLD) for i in pieces(g, attribution.cue))
    return _nominal_kind(g, described, told)


def _role(g: Ground, head: int) -> bool:
    known = noun_at(g, head)
    return known is not None and known.role == "official"


def _are_many(g: Ground, head: int, actor: str | None) -> bool:
    """*Democrats*, *Syrians*: the members of a party, a people."""
    kind = kind_of(g, actor)
    return kind == "people" or (kind == "party" and g.syntax.lower(head).endswith("s") and head - 1 not in g.covering)


def _described(g: Ground, head: int | None, actor: str | None) -> int | None:
    """The noun that tells how a speaker is named: the head, or for a pronoun the first noun that it stands for."""
    if head is None or g.syntax.lower(head) not in PERSONAL | RELATIVE | POSSESSIVE:
        return head
    if actor is None:
        return antecedent(g, head) if g.syntax.lower(head) in RELATIVE else None
    return g.nominals.get(actor)


def _nominal_kind(g: Ground, i: int, told: bool) -> SpeakerKind:
    """How well a noun tells who speaks. Several of a role are particular persons if they `told` something."""
    word, known = g.syntax.lower(i), noun_at(g, i)
    if word in MANY:
        return "collective"
    if _is_capital(g, i) and not (known and known.person):
        return "named"
    if known is None:
        return "collective" if word.endswith("s") and g.syntax.words[i].pos == "NOUN" else "anonymous"
    if known.role in ("official", "anonymous") and known.number == "plural" and known.noun not in ALWAYS_HIDDEN:
        return "anonymous" if told else "collective"
    if known.role is not None:
        return known.role
    if known.kind in GROUPS or known.number == "plural":
        return "collective"
    return "anonymous" if known.kind == "person" else "official"


def _is_capital(g: Ground, i: int) -> bool:
    """Whether a word is written as a name is: *the Ministry*."""
    words = g.syntax.words
    return g.syntax.word(i)[0].isupper() and i > 0 and words[i - 1].sentence == words[i].sentence


def _filled(scene: _Scene, attribution: Attribution) -> Attribution:
    g, said = scene.g, scene.said[attribution.id]
    return structs.replace(
        attribution,
        speakers=said.speakers,
        speaker_kind=said.kind,
        document=_reference(scene, said).id if said.paper else None,
        media=said.media,
        addressees=addressees(g, attribution, said.speakers),
        about=about(g, attribution, said.speakers, directed(g, attribution)),
    )


def _reference(scene: _Scene, said: _Said) -> Reference:
    assert said.paper is not None
    whose = scene.whose.get(said.paper.first, said.speakers)
    return reference(scene.parse.document.id, said.paper, scene.every, whose, said.media, scene.g)


def _references(scene: _Scene, attributions: Sequence[Attribution]) -> tuple[Reference, ...]:
    """The documents that attributions stand in, each once, in text order."""
    decided = (scene.said[attribution.id] for attribution in attributions)
    found: dict[str, Reference] = {}
    for record in (_reference(scene, said) for said in decided if said.paper):
        found.setdefault(record.id, record)
    return tuple(sorted(found.values(), key=lambda record: record.span))
