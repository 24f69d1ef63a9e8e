"""Every record of sayso. Frozen, without behaviour; the meaning of each field is that of the ledger format, version 1.

A span is `(start, end)`: Unicode code points of the document's text, end excluded. A list of spans is in text order.
"""

from sayso.records.address import Address, AddressKind
from sayso.records.audit import Branch, Gap, Grown, Head, Proof, ProofKind
from sayso.records.chosen import Chosen
from sayso.records.compared import Passage, PassageKind, StoryEntry
from sayso.records.entry import ActorEntry, ActorPage, CalledBy, Counts, Entry, Failure, Hit, NameUse, Versions
from sayso.records.kind import (
    Act,
    ActorKind,
    BlockKind,
    DatePrecision,
    EventStatus,
    EventType,
    JudgementKind,
    Manner,
    MentionForm,
    MentionKind,
    Outcome,
    Part,
    PartRole,
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
from sayso.records.page import Block, Document, Facts, Link, Page, Problem, Sighting
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
    Vectors,
    Wording,
)
from sayso.records.selected import (
    COUNTED,
    Accusing,
    ActorLife,
    ActorTie,
    Area,
    Bar,
    Chart,
    Facet,
    Facets,
    FacetValue,
    Lane,
    LaneKind,
    Order,
    Overview,
    Ranked,
    Selected,
    Selection,
    Spot,
    Timeline,
)

__all__ = [
    "COUNTED", "FORMAT_VERSION", "Accusing", "Act", "Actor", "ActorEntry", "ActorKind", "ActorLife",
    "ActorPage", "ActorTie", "Address", "AddressKind", "Alias", "Area", "Attribution", "Bar", "Block",
    "BlockKind", "Branch", "CalledBy", "Candidate", "Chain", "Chart", "Chosen", "Counts", "Date",
    "DatePrecision", "Definition", "Document", "Entry", "Event", "EventPlace", "EventStatus", "EventType",
    "Facet", "FacetValue", "Facets", "Facts", "Failure", "Figure", "Found", "Gap", "Grown", "Head", "Hit",
    "Judgement", "JudgementKind", "Lane", "LaneKind", "Link", "Manner", "Mention", "MentionForm", "MentionKind",
    "NameUse", "Named", "Naming", "Order", "Outcome", "Overview", "Page", "Parse", "Part", "PartRole", "Party",
    "Passage", "PassageKind", "Place", "PlacePrecision", "PlaceRole", "Problem", "Proof", "ProofKind", "Ranked",
    "Reading", "Reference", "ReferenceKind", "Selected", "Selection", "Sighting", "Span", "Spans",
    "SpeakerKind", "Spot", "Spotted", "Stance", "StanceKind", "StoryEntry", "Timeline", "Vectors", "Verdict",
    "Versions", "Word", "Wording", "WordingKind",
]  # fmt: skip

FORMAT_VERSION = 1
