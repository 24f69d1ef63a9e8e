"""Stories and publishers as anybody reads them: who says what, in words that stand where they are said to."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from sayso.compare.figures import Rivals, Value
from sayso.ids import document_id
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.publishers import SIDE_BY_SIDE
from sayso.web.stories import counts, glance, grouped, of_story, valued
from tests.compare.stories import TRUTH
from tests.web.serving import article, filled
from tests.web.storied import address, elements, key
from tests.web.test_system import ready

FERRY, EXCHANGE = (TRUTH[name]["pages"] for name in ("ferry", "exchange"))
BOTH = urlencode([("publisher", "Halyard"), ("publisher", "The Brunsel Standard")])


def story_at(storied: TestClient, name: str) -> str:
    """Where the story is shown that a sample page tells."""
    answer = storied.get(f"/stories/{key(name)[:16]}")
    return str(answer.headers.get("location"))


@pytest.fixture(scope="module")
def ferry(storied: TestClient) -> str:
    return ready(storied, story_at(storied, FERRY[0]))


@pytest.fixture(scope="module")
def exchange(storied: TestClient) -> str:
    return ready(storied, story_at(storied, EXCHANGE[0]))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("", 2, id="those of several pages"),
        pytest.param("?alone=yes", 3, id="those of one page, too"),
        pytest.param("?publisher=Amarel+Courier", 1, id="told by one publisher among others"),
        pytest.param("?words=ferry", 1, id="with a word"),
        pytest.param("?since=2019-05-10", 1, id="from a day on"),
        pytest.param("?until=2019-05-10", 1, id="until a day"),
        pytest.param("?speaker=epd", 2, id="what stories are not asked by is left alone"),
        pytest.param("?publisher=Nobody", 0, id="none such"),
    ],
)
def test_the_list(storied: TestClient, query: str, titles: int) -> None:
    page = storied.get(f"/stories{query}")
    assert page.status_code == 200
    assert page.text.count('class="entry-title"') == titles


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/stories?since=soon", 400, "no day"),
        ("/stories?page=9", 200, "ends before page 9"),
        ("/stories/nothing", 404, "no such document"),
        (f"/compare?{urlencode([('publisher', str(n)) for n in range(SIDE_BY_SIDE + 1)])}", 400, "At most"),
        ("/publishers/Nobody", 404, "no page of this publisher"),
        ("/compare", 200, "Choose the publishers"),
        ("/compare?publisher=Nobody", 200, "No page of"),
        ("/publishers", 200, "The Brunsel Standard"),
    ],
)
def test_what_is_not_there(storied: TestClient, path: str, status: int, words: str) -> None:
    answer = storied.get(path)
    assert (answer.status_code, words in " ".join(answer.text.split())) == (status, True)


def test_a_page_that_is_not_compared_tells_no_story_yet(tmp_path: Path) -> None:
    page, read = article()
    with TestClient(
        create_app(Settings(ledger=filled(tmp_path / "ledger", [(page, read)]))), base_url="http://127.0.0.1:8321"
    ) as client:
        assert client.get(f"/stories/{document_id(page.data)}").status_code == 404
        assert client.get(f"/documents/{document_id(page.data)}").status_code == 200
        assert "1 page has not been compared" in " ".join(client.get("/stories").text.split())


def test_any_page_of_it_leads_to_the_story(storied: TestClient) -> None:
    assert len({story_at(storied, name) for name in FERRY}) == 1


def test_at_first_sight(ferry: str, exchange: str, storied_ledger: Path) -> None:
    for page, names in ((ferry, FERRY), (exchange, EXCHANGE)):
        told = glance(of_story(storied_ledger, [key(name) for name in names]))
        shown = [int(each) for each in re.findall(r"<li><b>(\d+)</b>", page)]
        assert shown == [told.pages, told.origins, told.repeating, told.disputed, told.apart]
    assert exchange.count("mostly from Halyard") == 2  # what was written into them: one text in three papers
    assert "count as one origin" in exchange


def test_a_row_has_a_field_for_each_publisher(ferry: str) -> None:
    """Whoever says nothing of it has a field that says so."""
    tree = elements(ferry)
    (table, *_) = tree.cssselect("table.matrix")
    columns = [head.text_content().strip() for head in table.cssselect("thead th")]
    assert columns == ["Claim", "Halyard", "KTR World Service", "The Brunsel Standard"]
    rows = table.cssselect("tbody tr")
    assert rows
    for row in rows:
        fields = row.cssselect("td")
        assert len(fields) == len(columns) - 1
        for field in fields:
            told = field.cssselect(".tellings li")
            assert bool(told) is not bool(field.cssselect(".left-out"))
    assert any("gap" in field.get("class", "") for row in rows for field in row.cssselect("td"))


def test_what_contradicts_stands_together(ferry: str) -> None:
    tree = elements(ferry)
    disputed = [body.text_content() for body in tree.cssselect("tbody.disputed")]
    mine = next(text for text in disputed if "of Seltan make" in text)
    assert "Seltan Foreign Office" in mine
    for link in tree.cssselect("details.against a"):
        assert tree.get_element_by_id(link.get("href")[1:]) is not None


def test_every_word_leads_to_its_place(storied: TestClient, exchange: str) -> None:
    """The words of fields are those that the address marks on the page."""
    found = {
        link.get("href").partition("#")[0]: link.text_content().strip("“”")
        for link in elements(exchange).cssselect("table.matrix .tellings .to-words")
    }
    assert len(found) > 15
    for href, words in sorted(found.items())[::4]:
        marked = re.findall(r'class="[^"]*pointed[^"]*"[^>]*>([^<]*)<', storied.get(href).text)
        text = " ".join("".join(elements(f"<p>{each}</p>").text_content() for each in marked).split())
        for piece in words.split("…")[0].split()[:6]:
            assert piece in text, href


def test_numbers_of_each_speaker_in_time(ferry: str) -> None:
    (first, *_) = elements(ferry).cssselect("section.rivals.apart")
    bodies = {
        body.cssselect("th")[0].text_content().split("\n")[0].strip(): [
            value.text_content().strip() for value in body.cssselect("td.value")
        ]
        for body in first.cssselect("tbody")
    }
    changed = [values for name, values in bodies.items() if name.startswith("Ministry of Defence of Kordavia")]
    assert changed == [["31", "24"]]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(31, 31), "31"),
        (Value(12, None, True), "at least 12"),
        (Value(None, 40), "at most 40"),
        (Value(1200, 1200, approximate=True), "about 1,200"),
        (Value(9, 14), "9 to 14"),
        (Value(None, None), "a number"),
    ],
)
def test_a_number_as_it_was_said(value: Value, words: str) -> None:
    assert valued(value) == words


@pytest.mark.parametrize(
    ("rivals", "words"),
    [
        (Rivals(outcome="killed", unit="person", what="people", part=False, coming=False, events=(), accounts=(),
                apart=False), "killed: people"),
        (Rivals(outcome="shot_down", unit=None, what=None, part=True, coming=False, events=(), accounts=(),
                apart=False), "shot down (of these)"),
        (Rivals(outcome="other", unit="USD", what=None, part=False, coming=True, events=(), accounts=(),
                apart=False), "USD (to come)"),
        (Rivals(outcome=None, unit=None, what=None, part=False, coming=False, events=(), accounts=(),
                apart=False), "a number"),
    ],
)  # fmt: skip
def test_what_is_counted(rivals: Rivals, words: str) -> None:
    assert counts(rivals) == words


def test_every_claim_is_in_one_group(storied_ledger: Path) -> None:
    claims = of_story(storied_ledger, [key(name) for name in FERRY]).claims
    groups = grouped(claims)
    assert sorted(row.id for group in groups for row in group.rows) == sorted(row.id for row in claims)
    for group in groups:
        assert all(row.under == group.rows[0].id for row in group.rows[1:])


def test_publishers_side_by_side(storied: TestClient) -> None:
    page = ready(storied, f"/compare?{BOTH}")
    tree = elements(page)
    (table, *_) = tree.cssselect("table.matrix")
    assert [head.text_content().strip() for head in table.cssselect("thead th")][1:] == [
        "Halyard",
        "The Brunsel Standard",
    ]
    assert all(len(row.cssselect("td")) == 2 for row in table.cssselect("tbody tr"))
    assert f"{address(EXCHANGE[0])}/beside/{key(EXCHANGE[2])}" in page  # whose text it repeats
    assert [each.get("value") for each in tree.cssselect("input[name=publisher][checked]")] == [
        "Halyard",
        "The Brunsel Standard",
    ]


def test_one_publisher(storied: TestClient) -> None:
    page = ready(storied, "/publishers/Amarel%20Courier")
    assert "<bdi>Amarel Courier</bdi></h1>" in page
    assert re.search(r"Halyard</bdi></a>: <a [^>]*>\d+ % of a page", page)
    assert "What it leaves out" in page


def test_a_selection_of_their_pages(storied: TestClient) -> None:
    page = ready(storied, f"/compare?{BOTH}&until=2019-05-10")
    assert re.findall(r'<b class="big">(\d+)</b> <span class="aside">2019', page) == ["2", "1"]


def test_the_story_of_a_page_is_named_on_it(storied: TestClient) -> None:
    page = storied.get(address(EXCHANGE[2])).text
    assert story_at(storied, EXCHANGE[2]) in page
    assert "One of 4 pages of a story" in page


def test_links_within_lead_somewhere(storied: TestClient, ferry: str, exchange: str) -> None:
    """Every link of the pages, to other pages of this server and within the page."""
    for page in (ferry, exchange, ready(storied, f"/compare?{BOTH}")):
        tree = elements(page)
        ids = {each.get("id") for each in tree.cssselect("[id]")}
        hrefs = {link.get("href") for link in tree.cssselect("a[href]")}
        assert {href[1:] for href in hrefs if href.startswith("#")} <= ids
        others = sorted({href.partition("#")[0] for href in hrefs if href.startswith("/")})
        assert {storied.get(href).status_code for href in others[::7]} <= {200, 202}
