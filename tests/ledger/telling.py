"""Pages on which known things happen: two sides, a town, a river, dates, losses, and several voices."""

from typing import Final

from msgspec.structs import replace

from sayso.records import Reading
from tests.factories_events import PageRead, Telling
from tests.ledger.casting import actor, attribution, cast

OSTRA: Final = actor("ostra", "Ostra", "Ostra’s air force", kind="state", country="OS")
FRONT: Final = actor("free-hills", "Free Hills Front", "the Front", kind="armed_group")
MINISTER: Final = actor("1" * 16, "Nina Kerr", kind="person")
SOURCE: Final = actor("2" * 16, "a medic", kind="unnamed")

MARKED: Final = """Ostra bombs Lohm
Ostra’s air force bombed the Front north of Lohm on 3 March, killing at least 40 fighters.
[S1 Nina Kerr] [C1 said] that [T1 the Front had shelled a market in Dren last week].
[S2 a medic] [C2 claimed] [T2 the raid would have cost [H2 perhaps] 12 lives].
[C3 Reportedly] [T3 convoys left the valley in the 1970s].
On Monday [S4 Ostra] [C4 accused] the hill gangs [T4 of using the mill as a depot].
"""


def told(*, published: str | None = "2024-03-05", path: str = "lohm.txt", reader: str = "test") -> PageRead:
    """The first page: five events in five voices, of which two are the page's."""
    page, reading = cast(
        MARKED, OSTRA, FRONT, MINISTER, SOURCE, nominals={"hill gangs": "free-hills"}, path=path,
        title="Ostra bombs Lohm", published=published,
    )  # fmt: skip
    tell = Telling((page, replace(reading, reader=reader)))
    _kinds(tell)
    lohm = tell.place(
        "Lohm", after="north of", relation="north of", geonames=1, latitude=46.25, longitude=7.5, country="OS",
        precision="district",
    )  # fmt: skip
    dren = tell.place("Dren", country="VE", precision="town", latitude=-1.0, longitude=0.0)
    third = tell.date("on 3 March", "2024-03-03")
    week = tell.date("last week", "2024-02-25", "2024-03-02", precision="week")
    seventies = tell.date("in the 1970s", "1970-01-01", "1979-12-31", precision="decade")
    bombed = tell.event(
        "ASSAULT", "bombed", [("Ostra’s air force", "ostra")], [("the Front", "free-hills")], places=[(lohm, "at")],
        date=third, modes=("aerial",), contexts=("military",),
    )  # fmt: skip
    tell.figure(
        "at least 40", 40, event=bombed, high=None, open=True, what="fighters", outcome="killed", approximate=False
    )
    tell.event(
        "ASSAULT", "shelled", [("the Front", "free-hills")], [("a market", None)], after="Nina Kerr",
        places=[(dren, "at")], date=week, modes=("heavy-weapons",),
    )  # fmt: skip
    raid = tell.event("ASSAULT", "raid", status="hypothetical", hedges=["perhaps"])
    tell.figure("12", 12, event=raid, what="lives", outcome="killed")
    tell.event("RETREAT", "left", [("convoys", None)], date=seventies, status="ongoing", negated=True)
    accused = attribution(tell.reading, "accused")
    tell.event(
        "ACCUSE", "accused", [("Ostra", "ostra")], [("the hill gangs", "free-hills")], after="On Monday",
        attribution=accused.id, modes=("allege",),
    )  # fmt: skip
    tell.stance("hostile", holders=("ostra",), toward=("free-hills",))
    tell.stance("controls", "using the mill as a depot", holders=("free-hills",), place=lohm.id, negated=True)
    tell.stance("causes", "12 lives", event=raid.id)
    tell.wording("loaded_name", "hill gangs", of="free-hills")
    return tell.done


def undated() -> PageRead:
    """A page without a date, with one event and nobody known."""
    read = cast("Shots were fired at Lohm bridge.", path="shots.txt", title="Shots", published=None, publisher=None)
    tell = Telling(read)
    tell.event("ASSAULT", "fired", places=[(tell.place("Lohm bridge"), "at")], modes=("firearms",))
    return tell.done


def of(reading: Reading, trigger: str) -> str:
    """The id of the event with this trigger."""
    text = reading.document.text
    return next(each.id for each in reading.events if text[slice(*each.trigger[0])] == trigger)


def _kinds(tell: Telling) -> None:
    attributions = tuple(
        replace(each, speaker_kind="anonymous") if SOURCE.id in each.speakers else each
        for each in tell.reading.attributions
    )
    tell.reading = replace(tell.reading, attributions=attributions)
