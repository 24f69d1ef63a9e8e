"""What is derived of a document's stances for searches: who is told to stand how to whom, in whose voice."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sayso.ledger.connection import Connection
from sayso.ledger.entering import insert
from sayso.ledger.happened import stretches
from sayso.records import Reading, Stance
from sayso.soundness import one_line


class Tied(Struct, frozen=True):
    """A holder of a stance and one toward whom it is. `voice` is the position of the attribution in whose content it
    stands; `words` are its own, else those of its event, else those of that content."""

    kind: str
    one: str
    other: str
    voice: int | None
    words: str


def tied(reading: Reading) -> tuple[Tied, ...]:
    """Every pair of the stances of a reading that are not negated."""
    pairs = any(each.holders and each.toward for each in reading.stances)
    events = stretches(reading) if pairs else {}
    return tuple(each for stance in reading.stances if not stance.negated for each in _pairs(reading, stance, events))


def enter_tied(db: Connection, document: int, reading: int, new: Iterable[Tied]) -> None:
    """Enter what is derived of a document's stances from the reading in this row."""
    rows = db.execute("SELECT id FROM attributions WHERE reading = ? ORDER BY position", (reading,))
    voices = [key for (key,) in rows]
    insert(
        db,
        "tied",
        (
            (document, i, t.kind, t.one, t.other, None if t.voice is None else voices[t.voice], t.words)
            for i, t in enumerate(new)
        ),
        7,
    )


def _pairs(reading: Reading, stance: Stance, events: dict[str, tuple[int | None, str]]) -> Iterator[Tied]:
    if not (stance.holders and stance.toward):
        return
    text = reading.document.text
    voices = {each.id: (position, each) for position, each in enumerate(reading.attributions)}
    voice, said = voices[stance.voice] if stance.voice is not None else (None, None)
    words = (
        one_line(text[start:end] for start, end in stance.content)
        or events.get(stance.event or "", (None, ""))[1]
        or one_line(text[start:end] for start, end in (said.content if said else ()))
    )
    for one in stance.holders:
        for other in stance.toward:
            yield Tied(stance.kind, one, other, voice, words)
