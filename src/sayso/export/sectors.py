"""PLOVER's quadrants, and its sectors of actors where a kind of sayso's means no more and no less."""

from collections.abc import Iterable, Mapping
from typing import Final

from sayso.export.sides import Side
from sayso.records import ActorKind, EventType

# By the summary of event categories and the chapters of the manual; its table of quadrants has SANCTION under 3.
QUADS: Final[Mapping[EventType, int]] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
QUAD_NAMES: Final = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
# Of an armed group it is not read whether it is for or against a government, of an organization not whose it is.
SECTORS: Final[Mapping[ActorKind | None, str]] = {
    "government": "GOV", "military": "MIL", "party": "PTY", "media": "JRN"
}  # fmt: skip


def sector(side: Side) -> str:
    """PLOVER's code for the sector of a party; empty where its kind does not tell."""
    return SECTORS.get(side.actor.kind, "") if side.actor else ""


def several(codes: Iterable[str]) -> str:
    """Codes of several parties in one cell, each once."""
    return "; ".join(dict.fromkeys(filter(None, codes)))
