"""A page of which there are three versions, and one of which there is but one."""

from sayso.records import Page, Reading
from tests import factories

URL = "https://herald.example/lohm"


def seen(marked: str, fetched: str, **fields: object) -> tuple[Page, Reading]:
    text = factories.unmarked(marked)[0]
    page = factories.page(text, url=URL, path=None, fetched=fetched)
    return page, factories.reading(marked, path=None, sightings=(), url=URL, **fields)  # type: ignore[arg-type]


FIRST = seen(
    "Bridge falls\n[S Kerr] [C said] [T that 52 men fell there].\n[S2 Dorn] [C2 denied] [T2 it].", "2024-03-01"
)
SECOND = seen(
    "Bridge falls\n[S Kerr] [C said] [T that 38 men fell there].\nNothing more <b>is</b> known.",
    "2024-03-02", title="Another title",
)  # fmt: skip
THIRD = seen("Gone.", "2024-03-03")
ALONE = factories.read("Alone.", path="alone.txt")
IDS = [reading.document.id for _, reading in (FIRST, SECOND, THIRD)]
