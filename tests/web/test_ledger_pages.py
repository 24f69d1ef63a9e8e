"""The ledger's list: what it finds, how it is narrowed down, ordered, paged, taken along as a file."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.export.table import BOM
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.ledger_pages import HITS, LEAVES
from sayso.web.wire import HEADERS
from tests import factories
from tests.ledger import telling
from tests.web import acting
from tests.web.serving import filled

LOHM = acting.told()
BASE = "http://127.0.0.1:8321"


def client_of(folder: Path) -> TestClient:
    return TestClient(create_app(Settings(ledger=folder)), base_url=BASE, follow_redirects=False)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("ledger"), [LOHM, acting.namesake(), telling.told(), telling.undated()])
    with client_of(folder) as client:
        yield client


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def cues(html: str) -> list[str]:
    """The cues of the attributions that are listed."""
    return re.findall('<bdi class="how">(.*?)</bdi>', html)


def facet(html: str, name: str) -> dict[str, tuple[str, str]]:
    """The values of a facet: by label what is counted, and where the value leads."""
    found = re.search(f'<section class="facet">\\s*<h3>{name}</h3>(.*?)</section>', html, re.DOTALL)
    items = re.findall(r'<a href="([^"]*)".*?<bdi>(.*?)</bdi>(.*?)</a>', found[1], re.DOTALL) if found else []
    return {label: (words(count), href.replace("&amp;", "&")) for href, label, count in items}


ASKED = (
    pytest.param("", 10, id="all"),
    pytest.param("words=shell*", 3, id="the beginning of a word"),
    pytest.param("words=%22its+own%22", 1, id="words as they stand"),
    pytest.param("speaker=ostra", 2, id="who says it"),
    pytest.param("about=ostra", 3, id="whom it is about"),
    pytest.param("actor=free-hills", 5, id="either"),
    pytest.param("act=accuse", 1, id="an act"),
    pytest.param("kind=anonymous", 2, id="a kind of source"),
    pytest.param("publisher=The+Herald", 10, id="a publisher"),
    pytest.param("since=2024-03", 4, id="since a month"),
    pytest.param("until=2023", 1, id="until a year"),
    pytest.param("hedged=yes", 2, id="hedged"),
    pytest.param("hedged=no&act=deny", 2, id="several"),
    pytest.param("act=+&words=&since=", 10, id="what is left empty is not asked"),
    pytest.param("nonsense=1&utm_source=x", 10, id="what is not known is left alone"),
    pytest.param("act=ACCUSE", 1, id="large letters"),
    pytest.param(f"document={LOHM[1].document.id}", 5, id="a page"),
)


@pytest.mark.parametrize(("query", "total"), ASKED)
def test_what_is_found_and_counted(client: TestClient, query: str, total: int) -> None:
    answer = client.get(f"/ledger?{query}")
    assert answer.status_code == 200
    assert f"<h1>{total} attribution{'s' if total != 1 else ''}</h1>" in answer.text
    assert len(cues(answer.text)) == total
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        pytest.param("act=sing", 400, "“Act” cannot be “sing”", id="no act"),
        pytest.param("order=loudest", 400, "“loudest” is no order", id="no order"),
        pytest.param("since=soon", 400, "“soon” is no day", id="no date"),
        pytest.param("words=%22%22", 400, "there is no word in it", id="no word"),
        pytest.param("words=%00%22*^(", 400, "there is no word in it", id="signs of the query language"),
        pytest.param("page=0", 400, "cannot be used", id="no page"),
        pytest.param("document=none", 404, "no such document", id="no document"),
        pytest.param("page=9", 200, "The list ends before page 9", id="beyond the end"),
        pytest.param(f"page={LEAVES + 1}", 200, "The list ends before page", id="beyond what is counted"),
        pytest.param("words=unheard", 200, "Nobody is on record", id="nothing"),
        pytest.param("words=%3Cb%3E", 200, "&lt;b&gt;", id="markup"),
    ],
)
def test_what_is_not_there_or_cannot_be_asked(client: TestClient, query: str, status: int, told: str) -> None:
    answer = client.get(f"/ledger?{query}")
    assert (answer.status_code, told in answer.text) == (status, True)


def test_a_hit_tells_who_how_what_about_whom_and_where(client: TestClient) -> None:
    html = client.get("/ledger?words=mined").text
    (hit,) = re.findall('<article class="hit">.*?</article>', html, re.DOTALL)
    assert words(hit) == (
        "Nina Kerr told that the Free Hills Front may have mined the bridge about Free Hills Front"
        f" state reported hedged {acting.TITLE} · The Herald · 2024-02-29"
    )
    assert "<mark>mined</mark>" in hit
    said = acting.of(LOHM[1], 1).id
    for leads in (
        f'"/actors/{acting.KERR.id}"', f'"/actors/{acting.FRONT.id}"', f'"/documents/{LOHM[1].document.id}"',
        f'"/documents/{LOHM[1].document.id}/attributions/{said}#w-{said}"',
    ):  # fmt: skip
        assert f"href={leads}" in hit


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        pytest.param("speaker=free-hills&act=deny", "deny reported not said who negated", id="negated"),
        pytest.param("words=shelled+hour", "state reported anonymous", id="anonymous"),
        pytest.param("words=%22own+mill%22", "state reported a document", id="a document"),
    ],
)
def test_chips_of_a_hit(client: TestClient, query: str, chips: str) -> None:
    (facts,) = re.findall('<p class="hit-facts">(.*?)</p>', client.get(f"/ledger?{query}").text, re.DOTALL)
    assert words(facts).endswith(chips)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("speaker=free-hills&act=deny", "Free Hills Front The Front did not deny", id="another name"),
        pytest.param("act=accuse", "Ostra accused", id="the same name is said once"),
        pytest.param("words=convoys", "(not said who) Reportedly", id="nobody"),
    ],
)
def test_the_words_of_a_source_stand_beside_the_name_it_has(client: TestClient, query: str, said: str) -> None:
    (line,) = re.findall('<p class="hit-said">(.*?)</p>', client.get(f"/ledger?{query}").text, re.DOTALL)
    assert words(line) == said


@pytest.mark.parametrize(
    ("query", "order"),
    [
        pytest.param("act=deny", ["did not deny", "denied"], id="newest first, where there are no words"),
        pytest.param("act=deny&order=oldest", ["denied", "did not deny"], id="oldest"),
        pytest.param("act=deny&order=newest", ["did not deny", "denied"], id="newest"),
    ],
)
def test_orders(client: TestClient, query: str, order: list[str]) -> None:
    assert cues(client.get(f"/ledger?{query}").text) == order


@pytest.mark.parametrize(
    ("query", "offered", "chosen"),
    [
        pytest.param("", ["newest", "oldest", "surest"], "newest", id="nothing is best without words"),
        pytest.param("words=bridge", ["best match", "newest", "oldest", "surest"], "best match", id="best with words"),
        pytest.param("words=bridge&order=surest", ["best match", "newest", "oldest", "surest"], "surest", id="another"),
    ],
)
def test_the_orders_that_are_offered(client: TestClient, query: str, offered: list[str], chosen: str) -> None:
    found = re.search('<nav class="orders".*?</nav>', client.get(f"/ledger?{query}").text, re.DOTALL)
    assert found
    links = re.findall("<a ([^>]*)>(.*?)</a>", found[0])
    assert [label for _, label in links] == offered
    assert [label for link, label in links if "aria-current" in link] == [chosen]
    for link, label in links:
        leads = re.search('href="([^"]*)"', link)
        assert leads
        again = client.get(leads[1].replace("&amp;", "&")).text
        assert f'aria-current="true">{label}</a>' in again


@pytest.mark.parametrize(
    "name",
    ["Said by", "About", "Act", "Kind of source", "Published", "Place", "Event", "Hedged"],
)
def test_a_facet_leads_to_as_many_as_it_counts(client: TestClient, name: str) -> None:
    values = facet(client.get("/ledger").text, name)
    assert values
    for label, (count, leads) in values.items():
        html = client.get(leads).text
        assert f"<h1>{count} attribution" in html, label
        if name == "Published":
            continue  # what lies in a month is told by its days; the chip takes it away
        taken = facet(html, name)
        assert "take away" in taken[label][0]
        assert urlsplit(taken[label][1]).path == "/ledger"
        assert f"<h1>{10} attributions</h1>" in client.get(taken[label][1]).text, "and back again"


def test_a_facet_without_a_choice_is_left_out(client: TestClient) -> None:
    assert facet(client.get("/ledger").text, "Publisher") == {}
    assert facet(client.get("/ledger?publisher=The+Herald").text, "Publisher"), "it can be taken away"


def test_chips_take_away_what_is_asked(client: TestClient) -> None:
    html = client.get(f"/ledger?words=bridge&speaker={acting.KERR.id}&order=oldest").text
    chips = re.findall('<a class="chosen-chip" href="([^"]*)".*?<bdi>(.*?)</bdi>', html)
    assert [(leads.replace("&amp;", "&"), value) for leads, value in chips] == [
        (f"/ledger?speaker={acting.KERR.id}&order=oldest", "bridge"),
        ("/ledger?words=bridge&order=oldest", "Nina Kerr"),
    ]
    assert f'<input type="hidden" name="speaker" value="{acting.KERR.id}">' in html
    assert '<input type="hidden" name="order" value="oldest">' in html


def test_the_same_elsewhere(client: TestClient) -> None:
    html = client.get("/ledger?words=bridge&act=deny&page=1").text
    for path in ("/events", "/timeline", "/map", "/system", "/documents", "/ledger.csv", "/ledger.jsonl"):
        assert f'href="{path}?words=bridge&amp;act=deny"' in html
    assert f'value="{BASE}/ledger?words=bridge&amp;act=deny"' in html


def test_the_form_keeps_what_was_asked(client: TestClient) -> None:
    html = client.get("/ledger?words=bridge&act=deny&hedged=no").text
    assert 'name="words" value="bridge"' in html
    assert '<option value="deny" selected>' in html
    assert '<option value="no" selected>' in html
    assert '<details class="filter-more" open>' in html
    assert '<details class="filter-more">' in client.get("/ledger?words=bridge").text


def test_a_wrong_address_tells_the_way_back(client: TestClient) -> None:
    html = client.get("/ledger?words=bridge&since=soon", headers={"referer": f"{BASE}/ledger?words=mill"}).text
    ways = re.findall('<li><a href="([^"]*)">', html)
    assert ways == ["/ledger?words=bridge", "/ledger?words=mill", "/ledger", "/"]


@pytest.mark.parametrize(
    ("referer", "led"),
    [
        pytest.param(f"{BASE}/events?type=AID", "/events?type=AID", id="a page of ours"),
        pytest.param("https://evil.example/ledger", None, id="a page of others"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param(f"{BASE}//evil.example/", None, id="a host that looks like a path"),
        pytest.param(f"{BASE}/documents/none", None, id="the same page"),
        pytest.param("", None, id="none"),
    ],
)
def test_the_way_back_leads_to_our_own_pages(client: TestClient, referer: str, led: str | None) -> None:
    ways = re.findall('<li><a href="([^"]*)">', client.get("/documents/none", headers={"referer": referer}).text)
    assert ways == [*([led] if led else []), "/documents", "/"]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("/search", "/ledger"),
        ("/search?words=in+full&speaker=kerr", "/ledger?words=in+full&speaker=kerr"),
        ("/search?about=%22a%22&act=deny&kind=named", "/ledger?about=%22a%22&act=deny&kind=named"),
    ],
)
def test_searches_of_before_lead_to_the_ledger(client: TestClient, before: str, now: str) -> None:
    answer = client.get(before)
    assert (answer.status_code, answer.headers["location"]) == (301, now)


def test_the_table(client: TestClient) -> None:
    answer = client.get("/ledger.csv?about=ostra")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="sayso-ledger.csv"'
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix(BOM), newline="")))
    assert len(rows) == 3
    (mill,) = (each for each in rows if each["content"] == "Ostra shelled its own mill")
    assert (mill["speakers"], mill["about"], mill["kind"], mill["flagged"]) == (
        "Free Hills Front", "Ostra", "document", ""
    )  # fmt: skip


def test_the_lines(client: TestClient) -> None:
    answer = client.get("/ledger.jsonl?act=accuse")
    assert answer.headers["content-type"].startswith("application/jsonl")
    (told,) = (json.loads(line) for line in answer.text.splitlines())
    assert (told["speakers"], told["about_ids"]) == (["Ostra"], [acting.FRONT.id])
    assert told["document"]["id"] == LOHM[1].document.id


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_file_of_what_cannot_be_asked_is_an_error(client: TestClient, ending: str) -> None:
    assert client.get(f"/ledger.{ending}?words=%22%22").status_code == 400
    assert client.get(f"/ledger.{ending}?since=soon").status_code == 400


def test_a_file_of_nothing(client: TestClient) -> None:
    assert client.get("/ledger.jsonl?words=unheard").text == ""
    assert len(client.get("/ledger.csv?words=unheard").text.splitlines()) == 1


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    marked = "".join(f"[S{n} Kerr] [C{n} said{n:03}] [T{n} thing].\n" for n in range(HITS + 1))
    with client_of(filled(tmp_path, [factories.read(marked)])) as client:
        first, second = (
            client.get("/ledger?words=thing&order=oldest").text,
            client.get("/ledger?words=thing&page=2").text,
        )
        assert "Page 1 of 2" in first
        assert 'rel="next" href="/ledger?words=thing&amp;order=oldest&amp;page=2"' in first
        assert 'rel="prev" href="/ledger?words=thing"' in second
        rest = client.get("/ledger?words=thing&order=oldest&page=2").text
        assert sorted(cues(first) + cues(rest)) == [f"said{n:03}" for n in range(HITS + 1)]


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    with client_of(filled(tmp_path, [])) as client:
        for path in ("/", "/ledger", "/documents"):
            html = client.get(path).text
            assert 'Nothing has been read into this ledger yet. <a href="/add">Add pages</a>' in html


def test_a_page_that_is_nobodys_and_nameless_is_listed(tmp_path: Path) -> None:
    page, reading = factories.read("[C said] [T it].", title=None, publisher=None, published=None)
    with client_of(filled(tmp_path, [(page, replace(reading))])) as client:
        html = client.get("/ledger").text
    assert "pages/a.txt</bdi></a> · no date" in html
    assert "(not said who)" in words(html)
