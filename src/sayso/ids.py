"""The ids of the ledger format: made from what a thing is and where it stands, so that reading again gives the same."""

from hashlib import sha256

from sayso.records import Spans


def document_id(data: bytes) -> str:
    """The SHA-256 of the original bytes, 64 hex digits."""
    return sha256(data).hexdigest()


def thing_id(document_id: str, kind: str, *spans: Spans) -> str:
    """16 hex digits from the document, the kind of thing and its spans, one list of spans for each of its parts.

    The parts are kept apart: a source and a cue side by side are not the same as a cue in two pieces.
    """
    parts = ("|".join(f"{start}-{end}" for start, end in part) for part in spans)
    return sha256("\n".join((document_id, kind, *parts)).encode()).hexdigest()[:16]
