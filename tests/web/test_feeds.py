"""Saved searches as feeds in the browser."""

from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from fastapi.testclient import TestClient

from sayso.ledger import Ledger
from tests.ledger import telling
from tests.web.asking import HERE, client_of, made

KINDS = pytest.mark.parametrize("kind", ["rss", "atom"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("feeds"))


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


@KINDS
def test_a_search_is_followed_by_its_own_address(client: TestClient, kind: str) -> None:
    answer = client.get(f"/feeds/{kind}", params={"words": "shelled"})
    assert answer.headers["content-type"] == f"application/{kind}+xml"
    assert answer.headers["x-content-type-options"] == "nosniff"
    told = feedparser.parse(answer.content)
    assert not told.bozo
    said = telling.told()[1].attributions[0]
    entry = next(each for each in told.entries if each.id.endswith(said.id))
    assert "Nina Kerr" in entry.title
    assert all("shelled" in str(each) for each in told.entries)
    here = f"{HERE}/documents/{telling.told()[1].document.id}/attributions/{said.id}#w-{said.id}"
    assert here in {each.href for each in entry.links}
    assert client.get(here.removeprefix(HERE)).status_code == 200


@KINDS
def test_all_of_it_is_newest_first(client: TestClient, kind: str) -> None:
    told = feedparser.parse(client.get(f"/feeds/{kind}").content)
    days = [each.get("published_parsed") or each.get("updated_parsed") for each in told.entries]
    assert len(days) > 10
    assert days == sorted(days, reverse=True)


@KINDS
def test_it_is_sent_again_only_when_the_ledger_has_changed(client: TestClient, folder: Path, kind: str) -> None:
    first = client.get(f"/feeds/{kind}", params={"act": "deny"})
    tag = {"if-none-match": first.headers["etag"]}
    again = client.get(f"/feeds/{kind}", params={"act": "deny"}, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/feeds/{kind}", params={"act": "state"}, headers=tag).status_code == 200
    with Ledger(folder) as ledger:
        ledger.add(*telling.told(reader=f"newer {kind}"))
    assert client.get(f"/feeds/{kind}", params={"act": "deny"}, headers=tag).status_code == 200


@KINDS
def test_what_cannot_be_asked_is_told(client: TestClient, kind: str) -> None:
    assert client.get(f"/feeds/{kind}", params={"since": "yesterday"}).status_code == 400
