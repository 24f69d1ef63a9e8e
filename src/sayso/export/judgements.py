"""What persons judged, for training: one object a line, in the order in which the judgements came."""

from collections.abc import Iterator

from sayso.export.jsonl import Object, encoded
from sayso.ledger import View
from sayso.ledger.anchoring import ROLES, Spanned
from sayso.ledger.judgements import retracted
from sayso.ledger.pairs import PAIRS
from sayso.records import Attribution, Judgement, Reading, Spans


def lines(view: View) -> Iterator[bytes]:
    """Every judgement of a ledger as one line of UTF-8 that ends in a line feed. `two` are the things that one of two
    documents, claims or events is about, with what stands where in their newest readings; null for every other one, and
    where one of the two stands nowhere."""
    judgements = view.judgements()
    back = retracted(judgements)
    for judgement in judgements:
        told = as_object(judgement, judgement.id in back, *_placed(view, judgement))
        yield encoded(told | {"two": _two(view, judgement)})


def as_object(
    judgement: Judgement,
    retracted: bool,
    reading: Reading | None,
    attribution: Attribution | None,
    spans: Spanned | None = None,
) -> Object:
    """A judgement, and where it stands in the newest reading of its document: `spans` is null for an unplaced one, and
    for one of the document as a whole.

    `words` are those of the cue and what lies between its pieces, `occurrence` counts from 0 in the document's text.
    `spans` of an attribution that was missed are its own, `attribution` the one that has been read there since, if any.
    """
    found = attribution and {role: getattr(attribution, role) for role in ROLES}
    own = spans and {role: spans.get(role, ()) for role in ROLES}
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "document": judgement.document,
        "words": judgement.words,
        "occurrence": judgement.occurrence,
        "reader": reading and reading.reader,
        "attribution": attribution and attribution.id,
        "spans": own or found,
        "value": judgement.value,
        "other": judgement.other,
        "retracts": judgement.retracts,
        "names": list(judgement.names),
        "parts": [
            {"role": role, "words": words, "occurrence": occurrence} for role, words, occurrence in judgement.parts
        ],
        "note": judgement.note,
        "judge": judgement.judge,
        "time": judgement.time,
        "retracted": retracted,
    }


def _two(view: View, judgement: Judgement) -> list[Object] | None:
    found = view.two(judgement) if judgement.kind in PAIRS else None
    return None if found is None else [_thing(view.reading(document), id) for document, id in found]


def _thing(reading: Reading, id: str) -> Object:
    """An attribution or event of a reading, or (without an id) the document as a whole."""
    spans: dict[str, Spans] | None = next(({"trigger": each.trigger} for each in reading.events if each.id == id), None)
    for each in reading.attributions:
        spans = {role: getattr(each, role) for role in ROLES} if each.id == id else spans
    return {"document": reading.document.id, "reader": reading.reader, "id": id or None, "spans": spans}


def _placed(view: View, judgement: Judgement) -> tuple[Reading | None, Attribution | None, Spanned | None]:
    if judgement.document is None:
        return None, None, None
    reading, key = view.reading(judgement.document), view.placed(judgement)
    found = next((each for each in reading.attributions if each.id == key), None)
    return reading, found, view.stands(judgement)
