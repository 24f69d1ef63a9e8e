"""What proves that a ledger is what it was: signed heads of its log, and proofs that something stands in it."""

from typing import Literal

from msgspec import Struct

ProofKind = Literal["attribution", "event", "reading", "sighting", "failure", "judgement", "redaction"]


class Head(Struct, frozen=True, kw_only=True):
    """The log as it was at a time: the number of its leaves and the root of the RFC 6962 tree over them (64 hex
    digits). `key` is the SHA-256 of the public key (DER), `signature` the Ed25519 signature in base64. `format` is that
    of what is signed, as docs/trust.md describes it."""

    size: int
    root: str
    time: str
    key: str
    signature: str = ""
    format: int = 1


class Branch(Struct, frozen=True, kw_only=True):
    """A leaf of a tree of `size` leaves: the words that are hashed (UTF-8), its position, from 0, and the hashes (64
    hex digits) that lead from it to the root."""

    data: str
    position: int
    size: int
    path: tuple[str, ...]


class Proof(Struct, frozen=True, kw_only=True):
    """That something stands in the log of a ledger: `leaf` leads to the root of the head. What stands within a reading
    has a `part`, which leads to the root that the reading's leaf tells."""

    kind: ProofKind
    id: str
    part: Branch | None = None
    leaf: Branch
    head: Head
    format: int = 1


class Grown(Struct, frozen=True, kw_only=True):
    """That the log of one head is the beginning of that of another: the hashes of the RFC 6962 consistency proof."""

    before: Head
    after: Head
    path: tuple[str, ...]
    format: int = 1


class Gap(Struct, frozen=True, kw_only=True):
    """A document that was redacted: its id, why and when, and the leaves of the log of which nothing else is left."""

    document: str
    reason: str
    time: str
    leaves: tuple[int, ...]
