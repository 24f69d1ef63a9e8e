"""Every record of sayso. Frozen, without behaviour; the meaning of each field is that of the ledger format, version 1.

A span is `(start, end)`: Unicode code points of the document's text, end excluded. A list of spans is in text order.
"""

from sayso.records.entry import ActorEntry, ActorPage, CalledBy, Counts, Entry, Failure, Hit
from sayso.records.kind import (
    Act,
    ActorKind,
    BlockKind,
    DatePrecision,
    EventStatus,
    EventType,
    Manner,
    MentionForm,
    MentionKind,
    Outcome,
    PlacePrecision,
    PlaceRole,
    ReferenceKind,
    Span,
    Spans,
    SpeakerKind,
    StanceKind,
    Verdict,
    WordingKind,
)
from sayso.records.page import Block, Document, Link, Page, Problem, Sighting
from sayso.records.parse import Candidate, Chain, Definition, Found, Named, Naming, Parse, Spotted, Word
from sayso.records.reading import (
    Actor,
    Alias,
    Attribution,
    Date,
    Event,
    EventPlace,
    Figure,
    Judgement,
    Mention,
    Party,
    Place,
    Reading,
    Reference,
    Stance,
    Wording,
)

__all__ = [
    "FORMAT_VERSION", "Act", "Actor", "ActorEntry", "ActorKind", "ActorPage", "Alias", "Attribution", "Block",
    "BlockKind", "CalledBy", "Candidate", "Chain", "Counts", "Date", "DatePrecision", "Definition", "Document",
    "Entry", "Event", "EventPlace", "EventStatus", "EventType", "Failure", "Figure", "Found", "Hit", "Judgement",
    "Link", "Manner", "Mention", "MentionForm", "MentionKind", "Named", "Naming", "Outcome", "Page", "Parse",
    "Party", "Place", "PlacePrecision", "PlaceRole", "Problem", "Reading", "Reference", "ReferenceKind", "Sighting",
    "Span", "Spans", "SpeakerKind", "Spotted", "Stance", "StanceKind", "Verdict", "Word", "Wording", "WordingKind",
]  # fmt: skip

FORMAT_VERSION = 1
