"""Stories and comparisons as JSON: the same that is worked out, whole, and as the schema says."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient
from msgspec import Struct

from sayso.compare.accounting.told import Account, Comparison
from sayso.records import StoryEntry
from sayso.web.api_derived import modelled
from sayso.web.publishers import of_publishers
from sayso.web.stories import of_story
from tests.compare.stories import TRUTH
from tests.web.asking import API
from tests.web.storied import NAMES, key

FERRY = [key(name) for name in TRUTH["ferry"]["pages"]]


def worked(storied: TestClient, path: str) -> Any:
    """What is answered when it has been worked out."""
    for _ in range(20):
        answer = storied.get(f"{API}{path}")
        if answer.status_code != 202:
            return answer
        assert answer.json() == {"working": True, "retry": 2}
        time.sleep(0.2)
    raise AssertionError(f"{path} is never ready")


def test_the_list_in_two_answers(storied: TestClient) -> None:
    first = storied.get(f"{API}/stories", params={"limit": 1, "alone": "yes"}).json()
    second = storied.get(f"{API}/stories", params={"limit": 5, "alone": "yes", "cursor": first["next"]}).json()
    found = msgspec.convert(first["stories"] + second["stories"], list[StoryEntry])
    assert (first["total"], len(found), second["next"]) == (3, 3, None)
    assert sorted(document for each in found for document in each.documents) == sorted(key(name) for name in NAMES)


def test_a_story_is_its_account(storied: TestClient, storied_ledger: Path) -> None:
    answer = worked(storied, f"/stories/{FERRY[1][:12]}")
    told = msgspec.json.decode(answer.content, type=Account)
    assert told == of_story(storied_ledger, tuple(page.id for page in told.pages))
    assert {page.id for page in told.pages} == set(FERRY)


def test_publishers_compared(storied: TestClient, storied_ledger: Path) -> None:
    answer = worked(storied, "/compare?publisher=Halyard&publisher=KTR+World+Service&until=2019-05-10")
    told = msgspec.json.decode(answer.content, type=Comparison)
    assert [each.publisher for each in told.profiles] == ["Halyard", "KTR World Service"]
    own = sorted(document for each in told.profiles for document in each.documents)
    assert told == of_publishers(storied_ledger, ("Halyard", "KTR World Service"), own)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/stories?words=a&words=b", 400, id="one thing twice"),
        pytest.param("/attributions?publisher=a&publisher=b", 400, id="a publisher twice where one is meant"),
        pytest.param("/compare?publisher=a&publisher=b&until=2019&until=2018", 400, id="another thing twice"),
        pytest.param("/compare", 400, id="nobody"),
        pytest.param("/compare?" + "&".join(f"publisher={n}" for n in range(7)), 400, id="too many"),
        pytest.param("/stories?order=newest", 400, id="an unknown parameter"),
        pytest.param("/stories/xyz", 404, id="no id"),
        pytest.param(f"/stories/{'0' * 64}", 404, id="no such document"),
    ],
)
def test_refused(storied: TestClient, path: str, status: int) -> None:
    answer = storied.get(f"{API}{path}")
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize("record", [Account, Comparison, StoryEntry])
def test_a_model_has_what_its_record_has(record: type[Struct]) -> None:
    seen: set[type[Struct]] = set()

    def check(struct: type[Struct]) -> None:
        if struct in seen:
            return
        seen.add(struct)
        assert set(modelled(struct).model_fields) == set(struct.__struct_fields__)
        for each in msgspec.structs.fields(struct):
            for inner in _structs(each.type):
                check(inner)

    check(record)
    assert len(seen) > 10 or record is StoryEntry


def _structs(kind: Any) -> Iterator[type[Struct]]:
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _structs(inner)


def test_the_schema_holds_for_what_is_answered(storied: TestClient) -> None:
    answer = worked(storied, f"/stories/{FERRY[0]}")
    model = modelled(Account)
    assert model.model_validate_json(answer.content)
    schema = storied.get(f"{API}/openapi.json").json()
    assert "202" in schema["paths"]["/stories/{document}"]["get"]["responses"]
    with pytest.raises(ValueError, match="pages"):
        model.model_validate({**answer.json(), "pages": [{"id": 7}]})
