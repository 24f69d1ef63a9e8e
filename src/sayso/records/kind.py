"""The kinds of things, and spans: `(start, end)`, Unicode code points of a document's text, end excluded."""

from typing import Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]
BlockKind = Literal[
    "title", "byline", "dateline", "heading", "paragraph", "quote", "list_item", "caption", "signature", "furniture"
]
Manner = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["named", "official", "anonymous", "document", "collective", "page", "unstated"]
ActorKind = Literal[
    "person", "state", "government", "military", "armed_group", "party", "organization", "alliance", "media", "people",
    "process", "unnamed",
]  # fmt: skip
MentionKind = ActorKind | Literal["place"]
MentionForm = Literal["name", "nominal", "pronoun"]
StanceKind = Literal[
    "ally", "hostile", "supports", "opposes", "commands", "part_of", "same_as", "negotiates", "controls", "violates",
    "motive", "causes",
]  # fmt: skip
Verdict = Literal["right", "wrong"]
ReferenceKind = Literal[
    "article", "broadcast", "agency_report", "post", "statement", "letter", "report", "agreement", "law"
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "threatened", "possible", "hypothetical", "denied"]
PlaceRole = Literal["at", "from", "to", "toward"]
PlacePrecision = Literal["exact", "town", "district", "region", "country", "water"]
DatePrecision = Literal["day", "week", "month", "season", "year", "decade", "vague"]
Outcome = Literal[
    "killed", "injured", "captured", "detained", "missing", "displaced", "destroyed", "damaged", "shot_down", "sold",
    "controlled", "deployed", "other",
]  # fmt: skip
WordingKind = Literal["loaded_name", "loaded_word", "scare_quotes", "distancing"]
Act = Literal[
    "state", "deny", "accuse", "warn", "threaten", "demand", "request", "order", "promise", "propose", "praise",
    "condemn", "admit", "predict", "believe", "intend", "ask",
]  # fmt: skip
JudgementKind = Literal[
    "right", "wrong", "speaker", "act", "same", "not_same", "retract", "missed", "checked", "note", "tag",
    "same_story", "not_same_story", "same_claim", "not_same_claim", "same_event", "not_same_event",
]  # fmt: skip
PartRole = Literal["source", "cue", "content", "trigger"]
Part = tuple[PartRole, str, int]  # exact words of a text and which occurrence of them in it (from 0) is meant
