"""A ledger made by hand, in which it is known who says what about whom."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sayso.ledger import Ledger
from sayso.records import Actor
from tests.ledger.casting import actor, cast, with_first

Run = Callable[..., tuple[int, str, str]]

KERR: Final = actor("kerr", "Nina Kerr", "Kerr", kind="person", country="VE")
OTHER: Final = actor("0123456789abcdef", "Omar Kerr", "Kerr", kind="person")
FRONT: Final = actor("front", "People’s Front", "PFV", kind="armed_group")
NORTH: Final = actor("north", "North Ministry", kind="government")
SOUTH: Final = actor("south", "South Ministry", kind="government")

PAGES: Final = (
    with_first(
        cast("[S Nina Kerr] [C said] that [T PFV shelled the town].", KERR, FRONT, path="p/0.txt", title="Zero"),
        act="accuse", speaker_kind="named",
    ),
    with_first(
        cast("[S She] [C denied] [T [H perhaps] that the town fell to PFV].", KERR, FRONT, path="p/1.txt", title="One",
             published="2023-01-01"),
        act="deny", speakers=("kerr",), speaker_kind="named", negated=True,
    ),
    with_first(
        cast("[S A source] [C claimed] [T Omar Kerr left].", OTHER, path="p/2.txt", title="Two", published=None),
        act="state", speaker_kind="anonymous",
    ),
    cast("North Ministry met South Ministry.", NORTH, SOUTH, path="p/3.txt", title="Three"),
)  # fmt: skip
SAID, DENIED, CLAIMED = (reading.attributions[0].id for _, reading in PAGES[:3])
DOCUMENTS: Final = tuple(reading.document.id for _, reading in PAGES)


def fill(folder: Path, *further: Actor) -> Path:
    """A ledger in the folder of which commands know without being told; `further` actors are in a page of their own."""
    with Ledger(folder / "sayso-ledger") as ledger:
        ledger.add_many(PAGES)
        for number, each in enumerate(further):
            ledger.add(*cast(f"Here is {each.name}, {number}.", each, path=f"p/further-{number}.txt"))
    return folder / "sayso-ledger"
