"""The page of the system of actors that a selection describes, and the same as data for the network."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

import msgspec
from fastapi import Request, Response
from msgspec import Struct

from sayso.compare.graphml import graphml
from sayso.compare.system import Basis, Claim, System, SystemActor, Tie, Voice
from sayso.compare.telling import Row, Section, grouped_by_side, names, rows_of_ties, sections
from sayso.compare.voiced import voiced, voices
from sayso.ledger import View
from sayso.records import Entry, Selection
from sayso.web.answers import Viewed, page
from sayso.web.describing import MOST, Describer
from sayso.web.selecting import Asked, address, params, picking
from sayso.web.wire import HEADERS

VOICES: Final = 40  # that can be chosen from
SHOWN: Final = 12  # rows of a section before the rest is folded
QUOTED: Final = 3  # quotations of a row
DRAWN: Final = 300  # actors of the network
TOLD: Final = 8  # words of an edge that come with the network
AGAIN: Final = "2"  # seconds after which a page that was asked too early asks again
PAGE: Final = "page"  # the pages' own voice, as a parameter
TIED: Final = ("stand against each other", "stand together")

Kind = Literal["fights", "accuses", "opposes", "allied", "supports", "negotiates", "commands"]

# What the words of a claim are read as → what the network calls it.
KINDS: Final[Mapping[str, Kind]] = {
    "ASSAULT": "fights", "COERCE": "fights", "hostile": "fights", "MOBILIZE": "fights", "RETREAT": "opposes",
    "ACCUSE": "accuses", "accuse": "accuses", "condemn": "accuses", "violates": "accuses",
    "THREATEN": "opposes", "threaten": "opposes", "SANCTION": "opposes", "PROTEST": "opposes", "REJECT": "opposes",
    "opposes": "opposes", "deny": "opposes",
    "ally": "allied", "same_as": "allied", "part_of": "allied", "COOPERATE": "allied",
    "supports": "supports", "SUPPORT": "supports", "AID": "supports", "praise": "supports",
    "negotiates": "negotiates", "AGREE": "negotiates", "CONSULT": "negotiates", "REQUEST": "negotiates",
    "commands": "commands",
}  # fmt: skip


class Member(Struct, frozen=True):
    """An actor in a bloc, and those counted with it."""

    actor: SystemActor
    name: str
    organs: tuple[tuple[str, str], ...]


class BlocShown(Struct, frozen=True):
    """A bloc: its number from 1, its members, and the words that tell that they stand together."""

    number: int
    members: tuple[Member, ...]
    bases: tuple[Basis, ...]


class TieShown(Struct, frozen=True):
    """A tie as a row, by the kinds of what is told of it."""

    tie: Tie
    row: Row
    kinds: tuple[Kind, ...]


class Choice(Struct, frozen=True):
    """A voice that can be chosen."""

    value: str
    name: str
    count: int


def show_system(request: Request, view: Viewed, asked: Asked, by: str = "") -> Response:
    """The system of a selection, in all voices or in one. While it is worked out the page asks for itself again."""
    entries = view.selected_documents(asked, MOST + 1)
    here = picking(view, "/system", asked, by=by)
    found = _described(request, view, entries)
    whole = found or System()
    told = whole if not by else voiced(whole, keeping(by))
    answer = page(
        "system.html",
        200 if found is not None else 202,
        section="system",
        words_at=words_at,
        hidden=params(asked),
        picking=here,
        working=found is None,
        system=told,
        documents=entries[:MOST],
        more=len(entries) > MOST,
        by=by,
        choices=choices(whole),
        blocs=shown_blocs(told),
        ties=shown_ties(told),
        sections=tuple(_rest(told)),
        data=address("/system.json", asked, by=by or None),
        graph=address("/system.graphml", asked, by=by or None),
        shown=SHOWN,
        quoted=QUOTED,
        drawn=DRAWN,
    )
    if found is None:
        answer.headers["refresh"] = AGAIN
    return answer


def system_as_json(request: Request, view: Viewed, asked: Asked, by: str = "") -> Response:
    """The network of a selection: actors, and ties with the words they rest on; 202 while it is worked out."""
    found = _chosen(request, view, asked, by)
    if found is None:
        return Response(b"{}", 202, HEADERS, "application/json")
    return Response(msgspec.json.encode(network(found)), 200, HEADERS, "application/json")


def system_as_graphml(request: Request, view: Viewed, asked: Asked, by: str = "") -> Response:
    """The same for programs that draw and measure graphs."""
    found = _chosen(request, view, asked, by)
    if found is None:
        return Response(b"", 202, {**HEADERS, "retry-after": "2"}, "application/graphml+xml")
    headers = {**HEADERS, "content-disposition": 'attachment; filename="sayso-system.graphml"'}
    return Response(graphml(found), 200, headers, "application/graphml+xml")


ROUTES: Mapping[str, Callable[..., Response]] = {
    "/system": show_system,
    "/system.json": system_as_json,
    "/system.graphml": system_as_graphml,
}


def _described(request: Request, view: View, entries: tuple[Entry, ...]) -> System | None:
    describer: Describer = request.app.state.describer
    return describer.system(view, [entry.id for entry in entries[:MOST]])


def _chosen(request: Request, view: View, asked: Selection, by: str) -> System | None:
    found = _described(request, view, view.selected_documents(asked, MOST))
    return voiced(found, keeping(by)) if found is not None and by else found


def keeping(by: str) -> Callable[[Voice], bool]:
    """Which voices a choice keeps: the pages' own, or those of one speaker."""
    return lambda voice: voice_key(voice) == by


def voice_key(voice: Voice) -> str:
    """A voice as a parameter: the pages' own, the id of its speaker, or its name where nobody is known."""
    return PAGE if voice.page else voice.speakers[0] if voice.speakers else voice.name


def choices(system: System) -> tuple[Choice, ...]:
    """The voices that tell most, the pages' own first."""
    merged: dict[str, Choice] = {}
    for voice, count in voices(system):
        key = voice_key(voice)
        known = merged.get(key)
        name = known.name if known else "the pages themselves" if voice.page else voice.name
        merged[key] = Choice(key, name, count + (known.count if known else 0))
    return tuple(sorted(merged.values(), key=lambda each: (each.value != PAGE, -each.count, each.name))[:VOICES])


def shown_blocs(system: System) -> tuple[BlocShown, ...]:
    """The blocs of a system, each member with its organs."""
    known, called = {actor.id: actor for actor in system.actors}, names(system)
    return tuple(
        BlocShown(
            number,
            tuple(
                Member(known[first], called[first], tuple((id, called[id]) for id in organs))
                for first, *organs in grouped_by_side(system, bloc.members)
            ),
            bloc.bases,
        )
        for number, bloc in enumerate(system.blocs, 1)
    )


def shown_ties(system: System) -> tuple[TieShown, ...]:
    """The ties of a system as rows, the heaviest first."""
    rows = rows_of_ties(system)
    return tuple(TieShown(tie, rows[tie.one, tie.other], kinds(tie)) for tie in system.ties)


def kinds(tie: Tie) -> tuple[Kind, ...]:
    """What is told of two actors, in a word each, what is told most often first."""
    times: dict[Kind, int] = {}
    for claim in tie.claims:
        if claim.weight and claim.sign == tie.sign:
            times[_kind(claim)] = times.get(_kind(claim), 0) + 1
    return tuple(sorted(times, key=lambda kind: -times[kind]))


def _kind(claim: Claim) -> Kind:
    return KINDS.get(claim.basis.said) or ("supports" if claim.sign > 0 else "opposes")


def _rest(system: System) -> Iterator[Section]:
    """The sections that are told beneath blocs and ties, in their order."""
    return (section for section in sections(system) if section.name not in ("blocs", *TIED))


def words_at(basis: Basis) -> str:
    """Where the words are that something rests on."""
    return f"/documents/{basis.document}?at={basis.span[0]}-{basis.span[1]}#here"


def network(system: System) -> dict[str, object]:
    """Actors and ties as the network draws them; of more actors than it can show those with most ties."""
    called = names(system)
    drawn = {actor.id: actor for actor in system.actors[:DRAWN]}
    ties = [tie for tie in system.ties if tie.one in drawn and tie.other in drawn]
    tied = {end for tie in ties for end in (tie.one, tie.other)}
    return {
        "actors": [
            {"id": actor.id, "name": called[actor.id], "kind": actor.kind, "bloc": actor.bloc}
            for actor in drawn.values()
            if actor.id in tied
        ],
        "ties": [_edge(tie) for tie in ties],
    }


def _edge(tie: Tie) -> dict[str, object]:
    told = sorted((claim for claim in tie.claims if claim.weight), key=lambda claim: -claim.weight)
    return {
        "one": tie.one,
        "other": tie.other,
        "sign": tie.sign,
        "weight": tie.weight,
        "kinds": kinds(tie),
        "count": len(told),
        "words": [
            {
                "words": " ".join(claim.basis.words.split()),
                "by": claim.basis.voice.name,
                "page": claim.basis.voice.page,
                "kind": _kind(claim),
                "href": words_at(claim.basis),
            }
            for claim in told[:TOLD]
        ],
    }
