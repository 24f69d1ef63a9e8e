"""A small ledger that the API is asked about, and the client that asks."""

from pathlib import Path
from typing import Any, Final

from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.settings import Settings
from sayso.web.app import create_app
from tests import factories
from tests.ledger import telling
from tests.ledger.casting import attribution, cast
from tests.web import acting
from tests.web.serving import PageRead, filled

HERE: Final = "http://127.0.0.1:8321"
API: Final = "/api/v1"
TOKEN: Final = "a credential of some length"

LOHM: Final = acting.told()  # five attributions, published 2024-02-29 by The Herald
OTHER: Final = acting.namesake()  # one, by another Nina Kerr, published 2023-05-06
BOMBED: Final = telling.told()  # four, and five events, published 2024-03-05
SHOTS: Final = telling.undated()  # an event, no attribution, no date, no publisher


def letter(number: int, day: str | None) -> PageRead:
    """A page with two attributions, one within the other, in direct words."""
    marked = (
        f"[S1 Ostra] [C1 insists] [T1 that in year {number} [S2/1 the Front] [C2/1 denied] [T2/1 it, “all of it”]]."
    )
    page, reading = cast(
        marked, acting.OSTRA, acting.FRONT, path=f"letters/{number}.html", publisher="The “Valley” Post", published=day
    )
    outer, inner = (attribution(reading, cue) for cue in ("insists", "denied"))
    told = (replace(outer, act="state"), replace(inner, act="deny", manner="mixed", score=0.25))
    return page, replace(reading, attributions=told)


LETTERS: Final = [letter(number, day) for number, day in enumerate(("2024-01-01", "2024-03-02", None, "2024-03-02"))]
PAGES: Final = (LOHM, OTHER, BOMBED, SHOTS, *LETTERS)


def client_of(folder: Path, token: str | None = None, host: str = "127.0.0.1") -> TestClient:
    app = create_app(Settings(ledger=folder, host=host), token)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


def made(folder: Path) -> Path:
    """The ledger, with a page that could not be read."""
    filled(folder, PAGES)
    with Ledger(folder) as ledger:
        ledger.fail("read", "the page is empty", page=factories.page("", path="empty.html"))
    return folder


def asked(client: TestClient, path: str, **parameters: Any) -> Any:
    """The answer to a question that is answered."""
    answer = client.get(f"{API}{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()
