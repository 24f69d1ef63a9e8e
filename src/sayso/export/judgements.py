"""What persons judged, for training: one object a line, in the order in which the judgements came."""

from collections.abc import Iterator

from sayso.export.jsonl import Object, encoded
from sayso.ledger import View
from sayso.ledger.judgements import retracted
from sayso.records import Attribution, Judgement, Reading


def lines(view: View) -> Iterator[bytes]:
    """Every judgement of a ledger as one line of UTF-8 that ends in a line feed."""
    judgements = view.judgements()
    back = retracted(judgements)
    for judgement in judgements:
        yield encoded(as_object(judgement, judgement.id in back, *_placed(view, judgement)))


def as_object(
    judgement: Judgement, retracted: bool, reading: Reading | None, attribution: Attribution | None
) -> Object:
    """A judgement, and where it stands in the newest reading of its document: `spans` is null for an unplaced one.

    `words` are those of the cue and what lies between its pieces, `occurrence` counts from 0 in the document's text.
    """
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "document": judgement.document,
        "words": judgement.words,
        "occurrence": judgement.occurrence,
        "reader": reading and reading.reader,
        "attribution": attribution and attribution.id,
        "spans": attribution and {role: getattr(attribution, role) for role in ("source", "cue", "content")},
        "value": judgement.value,
        "other": judgement.other,
        "retracts": judgement.retracts,
        "names": list(judgement.names),
        "note": judgement.note,
        "judge": judgement.judge,
        "time": judgement.time,
        "retracted": retracted,
    }


def _placed(view: View, judgement: Judgement) -> tuple[Reading | None, Attribution | None]:
    if judgement.document is None:
        return None, None
    reading, key = view.reading(judgement.document), view.placed(judgement)
    return reading, next((each for each in reading.attributions if each.id == key), None)
