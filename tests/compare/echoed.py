"""Texts that repeat one another, and readings of pages that do."""

from typing import Any, Final

from msgspec.structs import replace

from sayso.compare.echoes import Told, plain, told
from sayso.records import Block, BlockKind
from tests.factories import reading

FLOOD = (
    "The upper sluice at Harlow gave way shortly before dawn, and the water reached the grain store within the hour. "
    "Two barges that lay at the wharf were torn from their moorings and drifted as far as the mill."
)
CLOSED = (
    "The harbour office closed the lock to all traffic until divers have looked at the gates, which were last "
    "repaired eleven years ago with timber from a broken pier."
)
COST = (
    "Merchants put the loss at nine thousand crowns, most of it rye that had been sold in advance to bakers of the "
    "southern quarter. None of them was insured against high water."
)
SINGERS = (
    "A choir of ferrymen opened the season at the old customs house with songs that their grandfathers had sung to the "
    "beat of the oars. Half the benches stayed empty because of the rain."
)
BEES = (
    "Keepers of bees in the hill parishes report the weakest swarms in memory and blame a mould that came with a load "
    "of cheap frames. The school of husbandry has sent for samples."
)
ORATION = (
    "We have waited thirty winters for a lock that holds, and we have been given thirty reasons why it must wait for "
    "another one. I will not ask again."
)


_PLAIN: Final[BlockKind] = "paragraph"


def page(*paragraphs: str, id: str = "") -> Told:
    """A page of paragraphs; its id is that of its text unless told otherwise."""
    text = "\n\n".join(paragraphs)
    return plain(text, id=id) if id else plain(text)


def read(marked: str, *kinds: BlockKind, id: str = "", speaker: str = "", **fields: Any) -> Told:
    """A page of a marked text, a block a line: of these kinds as far as they go, paragraphs from there on. All that is
    attributed on it is said by the speaker."""
    made = reading(marked, **fields)
    document = made.document
    given = (*kinds, *(_PLAIN for _ in document.blocks))
    blocks = tuple(Block(kind, block.span) for kind, block in zip(given, document.blocks, strict=False))
    said = tuple(replace(each, speakers=(speaker,)) for each in made.attributions)
    return told(replace(made, document=replace(document, id=id or document.id, blocks=blocks), attributions=said))
