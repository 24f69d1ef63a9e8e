"""Judging whether two are the same, by the form: what is appended, and what follows from it."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sayso.compare.accounting.told import Account, ClaimRow
from sayso.ledger import View
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.stories import of_story
from tests.compare.stories import TRUTH
from tests.web.storied import ALONE, copied, elements, key, reading
from tests.web.test_system import ready

HERE = "http://127.0.0.1:8321"
FERRY = TRUTH["ferry"]["pages"]
IDS = [key(name) for name in FERRY]


@pytest.fixture
def folder(storied_ledger: Path, tmp_path: Path) -> Path:
    return copied(storied_ledger, tmp_path / "ledger")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=folder)), base_url=HERE, follow_redirects=False) as client:
        yield client


def home(client: TestClient) -> str:
    return str(client.get(f"/stories/{IDS[0][:20]}").headers["location"])


def post(client: TestClient, **fields: str) -> Any:
    """What a browser sends from the form."""
    (secret, *_) = re.findall('name="form" value="([^"]+)"', client.get(f"{home(client)}/judge").text)
    given = {"form": secret, "judge": "Kim", **fields}
    return client.post(
        f"{home(client)}/judgements", data=given, headers={"origin": HERE, "sec-fetch-site": "same-origin"}
    )


def account(folder: Path) -> Account:
    return of_story(folder, IDS)


def of_two_pages(told: Account) -> ClaimRow:
    """A claim that attributions of two pages make."""
    known = {each.id for name in FERRY for each in reading(name).attributions}
    return next(
        row
        for row in told.claims
        if len({t.item[0] for cell in row.cells for t in cell.tellings if t.item[1] in known}) > 1
    )


def test_two_claims_that_are_not_the_same(client: TestClient, folder: Path) -> None:
    row = of_two_pages(account(folder))
    tree = elements(ready(client, f"{home(client)}/judge?claim={row.id}"))
    one = tree.cssselect("input[name=one]")[0].get("value")
    other = next(
        each.get("value")
        for each in tree.cssselect("fieldset:first-of-type input[name=other]")
        if each.get("value")[:64] != one[:64]
    )
    answer = post(client, kind="not_same_claim", one=one, other=other, note="They mean two things.")
    assert (answer.status_code, answer.headers["location"]) == (303, home(client))
    with View(folder) as view:
        (judged,) = view.judgements()
    assert (judged.kind, judged.document, judged.value, judged.note) == (
        "not_same_claim",
        one[:64],
        other[:64],
        "They mean two things.",
    )
    for path in (f"/documents/{one[:64]}", f"/documents/{other[:64]}", "/judgements"):
        shown = client.get(path)
        assert shown.status_code == 200
    assert "not same claim" in shown.text
    items = [{t.item for cell in each.cells for t in cell.tellings} for each in account(folder).claims]
    pair = {(one[:64], one[65:]), (other[:64], other[65:])}
    assert not any(pair <= each for each in items)


def test_a_page_that_does_not_tell_the_story(client: TestClient, folder: Path) -> None:
    answer = post(client, kind="not_same_story", one=IDS[0], other=IDS[2])
    assert answer.status_code == 303
    with View(folder) as view:
        assert IDS[2] not in view.story(IDS[0]).documents


def test_a_page_from_elsewhere_that_does(client: TestClient, folder: Path) -> None:
    post(client, kind="same_story", one=IDS[0], other="", another=ALONE)
    with View(folder) as view:
        assert key(ALONE) in view.story(IDS[0]).documents


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        pytest.param({"kind": "same_claim", "one": "", "other": ""}, 400, "choose the two", id="nothing"),
        pytest.param({"kind": "right", "one": IDS[0], "other": IDS[1]}, 400, "is no verdict on two", id="no such kind"),
        pytest.param({"kind": "same_story", "one": IDS[0], "other": IDS[0]}, 400, "two documents", id="one page"),
        pytest.param({"kind": "same_story", "one": IDS[0], "another": "x:y"}, 400, "no such document", id="no page"),
        pytest.param(
            {"kind": "same_claim", "one": f"{IDS[0]}:{'0' * 16}", "other": f"{IDS[1]}:{'0' * 16}"},
            400,
            "none of this id",
            id="no attribution",
        ),
    ],
)
def test_what_says_nothing(client: TestClient, folder: Path, fields: dict[str, str], status: int, words: str) -> None:
    answer = post(client, **fields)
    assert (answer.status_code, words in answer.text) == (status, True)
    with View(folder) as view:
        assert view.judgements() == ()


def test_no_such_row(client: TestClient) -> None:
    for _ in range(100):
        answer = client.get(f"{home(client)}/judge?event=nothing")
        if answer.status_code != 202:
            break
        time.sleep(0.1)
    assert answer.status_code == 404


def test_events_are_judged_too(client: TestClient, folder: Path) -> None:
    row = account(folder).events[0]
    page = ready(client, f"{home(client)}/judge?event={row.id}")
    assert 'value="not_same_event"' in page
