"""A selection taken along as a file of any format."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pyarrow.parquet
import pytest
from fastapi.testclient import TestClient

from sayso.export.formats import FORMATS
from sayso.export.tables import TABLES
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.wire import HEADERS
from tests.ledger import telling
from tests.web import acting
from tests.web.serving import filled

BASE = "http://127.0.0.1:8321"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    pages = [acting.told(), acting.namesake(), telling.told(), telling.undated()]
    folder = filled(tmp_path_factory.mktemp("ledger"), pages)
    with TestClient(create_app(Settings(ledger=folder)), base_url=BASE, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_sent_as_a_file(client: TestClient, name: str) -> None:
    answer = client.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-type"] == FORMATS[name].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="sayso.{FORMATS[name].suffix}"'
    assert {each: answer.headers.get(each) for each in HEADERS} == HEADERS


def test_a_selection_of_a_table_with_its_columns(client: TestClient) -> None:
    answer = client.get("/export/csv?act=deny&hedged=no&columns=act,document")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert [tuple(row) for row in rows] == [("act", "document", "flagged")] * 2
    assert {row["act"] for row in rows} == {"deny"}


def test_a_table_of_parquet(client: TestClient) -> None:
    answer = client.get("/export/parquet?table=events&type=ASSAULT")
    assert 'filename="sayso-events.parquet"' in answer.headers["content-disposition"]
    found = pyarrow.parquet.read_table(io.BytesIO(answer.content))["type"].to_pylist()
    assert found
    assert set(found) == {"ASSAULT"}


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        pytest.param("/export/xls", 404, "is no format", id="no format"),
        pytest.param("/export/csv?table=people", 400, "is no table", id="no table"),
        pytest.param("/export/csv?columns=hue", 400, "is no column of attributions", id="no column"),
        pytest.param("/export/atom?table=events", 400, "atom has one table", id="a format of one table"),
        pytest.param("/export/csv?act=sing", 400, "“Act” cannot be “sing”", id="no act"),
        pytest.param("/export/csv?words=%22%22", 400, "there is no word in it", id="no word"),
        pytest.param("/export/%3Cb%3E", 404, "&lt;b&gt;", id="markup"),
    ],
)
def test_what_cannot_be_sent_is_told(client: TestClient, address: str, status: int, told: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, told in answer.text) == (status, True)
    assert "content-disposition" not in answer.headers


def test_the_ledger_offers_them_all_of_what_is_selected(client: TestClient) -> None:
    html = client.get("/ledger?act=deny&order=oldest").text
    (listed,) = re.findall(r'<details class="all-files">.*?</details>', html, re.DOTALL)
    links = [unescape(each) for each in re.findall('href="([^"]*)"', listed)]
    assert len(links) == len(FORMATS) + 2 * (len(TABLES) - 1)
    for link in links:
        assert link.startswith("/export/")
        assert "act=deny" in link
        assert "order" not in link
        assert client.get(link).status_code == 200
    assert all(each.about in unescape(listed) for each in FORMATS.values())


def test_head_tells_of_a_file_without_it(client: TestClient) -> None:
    answer = client.head("/export/csv")
    assert (answer.status_code, answer.content) == (200, b"")
