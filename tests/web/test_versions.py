"""The page that shows what changed between two versions of an address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.compare.versions import ALONE, FIRST, IDS, SECOND, THIRD
from tests.web.serving import filled
from tests.web.test_judging import client_of


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(filled(tmp_path, [SECOND, FIRST, THIRD, ALONE])) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        pytest.param(f"/documents/{IDS[0]}", 200, "2 other versions of this address", id="a page tells of them"),
        pytest.param(f"/documents/{ALONE[1].document.id}", 200, "No other version of this address", id="or of none"),
        pytest.param(f"/documents/{IDS[1]}/versions", 200, "52 </del>", id="with the one before"),
        pytest.param(f"/documents/{IDS[0]}/versions", 200, "52 </del>", id="the first one with the next"),
        pytest.param(f"/documents/{IDS[0]}/versions?with={IDS[2]}", 200, "2024-03-03", id="with one asked for"),
        pytest.param(f"/documents/{IDS[0]}/versions?with={IDS[0]}", 200, "the same version", id="with itself"),
        pytest.param(f"/documents/{IDS[0]}/versions?with=none", 404, "no version of the address", id="with none"),
        pytest.param(f"/documents/{ALONE[1].document.id}/versions", 200, "No other version of this", id="alone"),
        pytest.param("/documents/none/versions", 404, "no such document", id="nothing"),
    ],
)
def test_pages(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    html = answer.text.replace('<span class="unseen"> (end of deletion) </span>', "")
    assert words in html


def test_older_stands_before_newer_whichever_is_asked_for(client: TestClient) -> None:
    pages = [
        client.get(f"/documents/{one}/versions?with={other}").text
        for one, other in ((IDS[0], IDS[1]), (IDS[1], IDS[0]))
    ]
    for html in pages:
        assert html.index("52 ") < html.index("38 ")
        assert '<del><span class="unseen"> deleted: </span>52 ' in html
        assert '<ins><span class="unseen"> added: </span>38 ' in html
        assert "&lt;b&gt;is&lt;/b&gt;" in html
    rows = [pages[0].index(f'href="/documents/{each}"') for each in IDS]
    assert rows[1:] == sorted(rows[1:])


def test_a_name_leads_to_the_id(client: TestClient) -> None:
    answer = client.get(f"/documents/{IDS[0][:10]}/versions?with={IDS[2]}")
    assert answer.headers["location"] == f"/documents/{IDS[0]}/versions?with={IDS[2]}"
