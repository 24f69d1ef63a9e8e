"""The judgements of one ledger merged into another, each once, under numbers of the target's own."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from sayso.ledger.classing import judged_actors, next_change, regroup
from sayso.ledger.connection import Connection
from sayso.ledger.derived import derive
from sayso.ledger.judgements import all_judgements, insert_judgement, judged_documents
from sayso.ledger.pairs import PAIRS
from sayso.ledger.precedence import precedence
from sayso.ledger.schema import transaction
from sayso.records import Judgement

Identity = tuple[Any, ...]


def merge_judgements(db: Connection, other: Connection) -> tuple[int, tuple[str, ...]]:
    """How many are new to the target, and a line for each that is of a document that the target has not."""
    new = _new(db, other)
    if not new:
        return 0, ()
    with transaction(db):
        entered, left_out = _enter(db, other, new)
        _derive(db, entered)
    return len(entered), left_out


def _new(db: Connection, other: Connection) -> dict[Identity, Judgement]:
    """Those of the other ledger that the target lacks, in the order in which they are to be entered: what is taken
    back before what takes it back."""
    ours, theirs = (_identified(each) for each in (db, other))
    new = {identity: each for identity, each in theirs.items() if identity not in ours}
    return dict(sorted(new.items(), key=lambda each: (each[1].kind == "retract", each[0])))


def _identified(db: Connection) -> dict[Identity, Judgement]:
    """The judgements of a ledger by what they are in any ledger."""
    every = {each.id: each for each in all_judgements(db)}
    return {_identity(each, every): each for each in every.values()}


def _identity(judgement: Judgement, every: Mapping[int, Judgement]) -> Identity:
    """What a judgement says, and of which other one it says it."""
    back = () if judgement.retracts is None else precedence(every[judgement.retracts])
    return precedence(judgement), back


def _enter(
    db: Connection, other: Connection, new: Mapping[Identity, Judgement]
) -> tuple[list[Judgement], tuple[str, ...]]:
    numbers = {identity[0]: each.id for identity, each in _identified(db).items()}
    of_other = {each.id: precedence(each) for each in all_judgements(other)}
    entered: list[Judgement] = []
    left_out: list[str] = []
    for identity, judgement in new.items():
        back = None if judgement.retracts is None else numbers.get(of_other[judgement.retracts])
        document, reading = _place(db, other, judgement)
        lacking = judgement.document is not None and (document is None or not _has_other(db, judgement))
        if lacking or (judgement.retracts is not None and back is None):
            left_out.append(f"judgement {judgement.id}: the document of which it is was not taken")
            continue
        entered.append(insert_judgement(db, replace(judgement, retracts=back), document, reading))
        numbers[identity[0]] = entered[-1].id
    return entered, tuple(left_out)


def _has_other(db: Connection, judgement: Judgement) -> bool:
    """Whether the target has the other document too of a judgement of two."""
    if judgement.kind not in PAIRS:
        return True
    return db.execute("SELECT 1 FROM documents WHERE sha256 = ?", (judgement.value,)).fetchone() is not None


def _place(db: Connection, other: Connection, judgement: Judgement) -> tuple[int | None, int | None]:
    """The rows in the target of the document that is judged and of the reading that the judge had."""
    if judgement.document is None:
        return None, None
    (document,) = db.execute("SELECT id FROM documents WHERE sha256 = ?", (judgement.document,)).fetchone() or (None,)
    (reader,) = other.execute(
        "SELECT r.reader FROM judgements j LEFT JOIN readings r ON r.id = j.reading WHERE j.id = ?", (judgement.id,)
    ).fetchone()
    found = db.execute("SELECT id FROM readings WHERE document = ? AND reader = ?", (document, reader)).fetchone()
    return document, found and found[0]


def _derive(db: Connection, entered: Iterable[Judgement]) -> None:
    """Make anew what follows from judgements that have come."""
    documents = {key for each in entered for key in judged_documents(db, each)}
    for document in sorted(documents):
        derive(db, document)
    next_change(db)
    regroup(db, {actor for each in entered for actor in judged_actors(db, each)})
