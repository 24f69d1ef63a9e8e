"""Pages in which everything is known of who speaks: actors, acts, chips, what carries the words."""

from typing import Any, Final

from msgspec.structs import replace

from sayso.ids import thing_id
from sayso.records import Attribution, Reading, Reference
from tests.ledger.casting import actor, cast
from tests.web.serving import PageRead

KERR: Final = actor("1" * 16, "Nina Kerr", kind="person", country="SE")
FRONT: Final = actor("free-hills", "Free Hills Front", "the Front", "the hill gangs", kind="armed_group")
OSTRA: Final = actor("ostra", "Ostra", "Ostra’s army", kind="state")
WIRE: Final = actor("north-wire", "North Wire", kind="media")
SOURCE: Final = actor("2" * 16, "a security source", kind="unnamed")
NAMESAKE: Final = actor("3" * 16, "Nina Kerr", kind="person", country="NO")

MARKED: Final = """Bridge at Lohm is closed, envoy says
[S1 Nina Kerr] [C1 told] North Wire [T1 that the Free Hills Front [H1 may] have mined the bridge].
“[T2 Ostra’s army shelled the mill for an hour],” [C2 said] [S2 a security source], who asked not to be named.
[S3 The Front] [C3 did not deny] [T3 that its men were near the bridge].
On Monday [S4 Ostra] [C4 accused] the hill gangs [T4 of the hill gangs’ old habits].
[S5 A statement of the Front] [C5 read]: “[T5 Ostra shelled its own mill].”
"""
TITLE: Final = "Bridge at Lohm is closed, envoy says"


def told(reader: str = "test") -> PageRead:
    """A page on which every kind of fact stands beside an attribution."""
    page, reading = cast(MARKED, KERR, FRONT, OSTRA, WIRE, SOURCE, path="lohm.html", title=TITLE)
    start = reading.document.text.index("A statement of the Front")
    span = (start, start + len("A statement"))
    statement = Reference(
        id=thing_id(reading.document.id, "reference", (span,)), span=span, kind="statement", issuer=FRONT.id
    )
    facts: tuple[dict[str, Any], ...] = (
        {"act": "state", "media": (WIRE.id,), "addressees": (WIRE.id,)},
        {"act": "state", "speaker_kind": "anonymous", "speakers": (SOURCE.id,)},
        {"act": "deny", "negated": True, "speakers": (FRONT.id,)},
        {"act": "accuse"},
        {"act": "state", "speaker_kind": "document", "document": statement.id, "speakers": (FRONT.id,)},
    )
    attributions = tuple(replace(a, **f) for a, f in zip(reading.attributions, facts, strict=True))
    return page, replace(reading, reader=reader, attributions=attributions, references=(statement,))


def namesake() -> PageRead:
    """A page with somebody else of the name of the first one's speaker."""
    marked = "[S Nina Kerr] [C denied] [T that Ostra was there]."
    page, reading = cast(marked, NAMESAKE, OSTRA, path="other.html", title="Another Kerr", published="2023-05-06")
    (denied,) = reading.attributions
    return page, replace(reading, attributions=(replace(denied, act="deny"),))


def of(reading: Reading, number: int) -> Attribution:
    """The attribution of this number in the text, from 1."""
    return sorted(reading.attributions, key=lambda each: each.cue)[number - 1]
