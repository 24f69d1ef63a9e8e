"""The pages of actors, the filters of the search, and what stands beside an attribution in the reader."""

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.records import Reading, Reference
from sayso.settings import Settings
from sayso.web.actor_pages import ENTRIES, SAID
from sayso.web.app import create_app
from sayso.web.pages import shown
from sayso.web.told import medium
from sayso.web.told import told as told_of
from sayso.web.wire import address, moment
from tests.ledger.casting import actor, cast
from tests.web.acting import FRONT, KERR, NAMESAKE, OSTRA, SOURCE, namesake, of, told
from tests.web.serving import filled, served

READING = told()[1]
ID = READING.document.id


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("actors") / "ledger", [told(), namesake()])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://localhost", follow_redirects=False) as client:
        yield client


def text(client: TestClient, path: str) -> str:
    """The words of a page, without tags."""
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", answer.text).split())


def row(client: TestClient, number: int) -> str:
    """What the reader's list has of an attribution, up to its form."""
    html = client.get(f"/documents/{ID}").text
    (found,) = re.findall(f'id="a-{of(READING, number).id}".*?<details', html, re.DOTALL)
    return " ".join(re.sub("<[^>]*>|<details", " ", found).split())


@pytest.mark.parametrize(
    ("number", "known"),
    [
        (1, "Nina Kerr state hedged: may to North Wire carried by North Wire about Free Hills Front"),
        (2, "a security source state anonymous about Ostra"),
        (3, "Free Hills Front deny not said who negated"),
        (4, "Ostra accuse about Free Hills Front"),
        (5, "Free Hills Front state a document about Ostra in statement “A statement”"),
    ],
)
def test_what_is_known_stands_beside_an_attribution(client: TestClient, number: int, known: str) -> None:
    assert row(client, number).endswith(f"0.90 {known}")


def test_speakers_lead_to_their_pages(client: TestClient) -> None:
    html = client.get(f"/documents/{ID}").text
    for each in (KERR, FRONT, OSTRA, SOURCE):
        assert f'<a class="actor" href="/actors/{each.id}">' in html
        assert client.get(f"/actors/{each.id}").status_code == 200


@pytest.mark.parametrize(
    ("path", "said", "unsaid"),
    [
        ("/actors", "Ostra state · speaks in 1, spoken about in 3 2 documents", "Nobody"),
        ("/actors?name=hill", "Free Hills Front armed group", "Nina Kerr"),
        ("/actors?name=nina+kerr", "person · NO", "Free Hills Front"),
        ("/actors?name=ostra", "Ostra state", "Free Hills Front"),
        ("/actors?name=unheard", "Nobody in this ledger is called unheard", "Ostra"),
        ("/actors?page=2", "No actor is known", "Ostra"),
    ],
)
def test_lists(client: TestClient, path: str, said: str, unsaid: str) -> None:
    found = text(client, path)
    assert said in found
    assert unsaid not in found


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("/actors/nobody", 404, "no document in this ledger"),
        ("/actors?page=0", 400, "cannot be used"),
        ("/judgements?page=x", 400, "cannot be used"),
        (f"/actors?page={10**12}", 400, "cannot be used"),
    ],
)
def test_what_is_not_there(client: TestClient, path: str, status: int, reason: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, reason in answer.text) == (status, True)


def test_an_actors_page_tells_who_calls_it_what_and_what_it_said(client: TestClient) -> None:
    page = text(client, "/actors/free-hills")
    assert "armed group Free Hills Front In 1 document:" in page
    called = page[page.index("Called Times By") : page.index("Joined with")]
    assert "the hill gangs 2 Ostra 1 The Herald (publisher) 1" in called
    assert "Free Hills Front 1 Nina Kerr 1" in called
    said, about = page[page.index("What it said 2") :].split("What is said about it 2")
    assert [cue in said for cue in ("did not deny", "read", "accused")] == [True, True, False]
    assert [cue in about for cue in ("told", "accused", "read")] == [True, True, False]
    html = client.get("/actors/free-hills").text
    assert f'href="/documents/{ID}/attributions/{of(READING, 3).id}#w-{of(READING, 3).id}"' in html


def test_what_it_said_comes_in_time_order(client: TestClient) -> None:
    about = text(client, "/actors/ostra").split("What is said about it 3")[1]
    assert about.index("2023-05-06") < about.index("2024-02-29")


def test_long_lists_come_in_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    line = "[S{0:03} Nina Kerr] [C{0:03} said] [T{0:03} thing {0}.]\n"
    several = "".join(line.format(number) for number in range(1, SAID + 2))
    crowd = " ".join(f"Person{number}" for number in range(ENTRIES + 1))
    people = [actor(f"p{number}", f"Person{number}") for number in range(ENTRIES + 1)]
    pages = [cast(several, KERR), cast(crowd, *people, path="crowd.txt")]
    folder = filled(tmp_path_factory.mktemp("long") / "ledger", pages)
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://localhost") as client:
        here = client.get(f"/actors/{KERR.id}").text
        assert ("thing 1." in here, f"thing {SAID + 1}." in here) == (True, False)
        assert f'href="/ledger?speaker={KERR.id}">All {SAID + 1} attributions' in here
        assert "Later →" in text(client, "/actors")
        assert text(client, "/actors?page=2").count("1 document") == 2


KEYS = ("a/b", "a?b", "a#b", "<script>", "%2f", "é", '"onload="x', "../x")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    marked = "".join(f"[S{n} Kerr{n}] [C{n} said] [T{n} it].\n" for n in range(len(KEYS)))
    page = cast(marked, *(actor(key, f"Kerr{n}") for n, key in enumerate(KEYS)))
    with served(filled(tmp_path_factory.mktemp("odd"), [page])) as server:
        yield server


@pytest.mark.parametrize(("number", "key"), list(enumerate(KEYS)))
def test_an_id_leads_to_its_page_whatever_it_holds(odd: str, number: int, key: str) -> None:
    answer = httpx.get(f"{odd}{address(key)}")
    assert f'<h1 dir="auto">Kerr{number}</h1>' in answer.text


def test_a_shared_cue_cannot_be_judged() -> None:
    first, *others = READING.attributions
    twin = replace(first, id="f" * 16)
    known = told_of(read := replace(READING, attributions=(first, *others, twin)), read)
    assert [known[each.id].judgeable for each in (first, twin, others[0])] == [False, False, True]


@pytest.mark.parametrize(
    ("title", "publisher", "words"),
    [
        (None, None, "agency report “Bridge”"),
        ("The mill", None, "agency report “The mill”"),
        ("The mill", "North Wire", "agency report “The mill”, North Wire"),
    ],
)
def test_medium(title: str | None, publisher: str | None, words: str) -> None:
    cited = Reference(id="1", span=(0, 6), kind="agency_report", title=title, publisher=publisher)
    assert medium(READING.document, cited) == words


def test_no_medium() -> None:
    assert medium(READING.document, None) is None


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2024-05-01T10:00:59+00:00", "2024-05-01 10:00 UTC"),
        ("2024-05-01T01:30:00+02:00", "2024-04-30 23:30 UTC"),
        ("2024-05-01T10:00", "2024-05-01 10:00"),
        ("2024-05-01", "2024-05-01 00:00"),
    ],
)
def test_moment(time: str, told: str) -> None:
    assert moment(time) == told


def test_names_shared_on_a_page_are_chosen_by_id() -> None:
    reading: Reading = replace(READING, actors=(KERR, NAMESAKE, OSTRA))
    reading = replace(reading, attributions=(), references=())
    assert [each.name for each in shown(reading).choices] == [KERR.id, NAMESAKE.id, "Ostra"]
