"""What happens on a page, as it is shown: sides, places, days, figures, voices; and the list of events of all pages."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.records import Place, Stance
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.events import EVENTS
from sayso.web.pages import shown
from sayso.web.things import anchors, coordinates, things, unreal
from sayso.web.wire import HEADERS
from tests import factories
from tests.factories_events import Telling
from tests.ledger import casting, telling
from tests.web.serving import filled

READING = telling.told()[1]
TEXT = READING.document.text
HOME = f"/documents/{READING.document.id}"
BOMBED = telling.of(READING, "bombed")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = filled(tmp_path_factory.mktemp("web") / "ledger", [telling.told(), telling.undated()])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        yield client


ANSWERS = (
    pytest.param("/events", 200, "hypothetical", id="all"),
    pytest.param("/events?type=ASSAULT&place=dren", 200, "the Front had <b>shelled</b> a market", id="type and place"),
    pytest.param(
        "/events?type=assault&place=dren", 200, '<option value="ASSAULT" selected>assault</option>', id="small letters"
    ),
    pytest.param("/events?voice=page", 200, "the page itself", id="the pages’ voice, as it was asked for before"),
    pytest.param("/events?kind=page", 200, "the page itself", id="the pages’ voice"),
    pytest.param("/events?speaker=kerr", 200, "Nina Kerr", id="a speaker’s voice"),
    pytest.param(f"/events?speaker={'1' * 16}", 200, "<bdi>Nina Kerr</bdi>", id="by id, told by name"),
    pytest.param("/events?since=1970&until=1975", 200, "1970–1979", id="days"),
    pytest.param("/events?type=AID", 200, "Nothing of the kind is told on any page.", id="nothing"),
    pytest.param("/events?page=9", 200, "The list ends before page 9.", id="beyond the last page"),
    pytest.param("/events?type=WAR", 400, "“Event” cannot be “WAR”; there are AGREE, ", id="no type"),
    pytest.param("/events?since=soon", 400, "“soon” is no day, month or year", id="no date"),
    pytest.param("/events?since=2024&until=2023", 400, "The days end (2023) before they begin", id="no time between"),
    pytest.param("/events?actor=Ostar", 200, "Nothing of the kind", id="nobody"),
    pytest.param("/events?place=%22%22", 400, "no word in it", id="no word"),
    pytest.param("/events?page=0", 400, "That cannot be used", id="no page"),
    pytest.param("/events?actor=%3Cb%3E", 200, "&lt;b&gt;", id="markup"),
    pytest.param(HOME, 200, "What is said to have happened", id="the document"),
    pytest.param("/actors/ostra", 200, 'href="/events?actor=ostra"', id="an actor's events"),
    pytest.param("/static/things.css", 200, "layer-event", id="the style"),
    pytest.param("/static/islands/layers.js", 200, "localStorage", id="the script"),
)


@pytest.mark.parametrize(("path", "status", "words"), ANSWERS)
def test_answers(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("query", "triggers"),
    [
        ("", ["left", "shelled", "bombed", "raid", "accused", "fired"]),
        ("?actor=Ostra", ["bombed", "accused"]),
        ("?place=OS", ["bombed"]),
        ("?type=ASSAULT&speaker=kerr&since=2024", ["shelled"]),
        ("?actor=++ostra++&type=", ["bombed", "accused"]),
    ],
)
def test_the_list_filters_as_the_command_does(client: TestClient, query: str, triggers: list[str]) -> None:
    html = client.get(f"/events{query}").text
    found = [
        piece.split("</b>")[0] for piece in html.split('class="in-words"')[1:] for piece in piece.split("<b>")[1:2]
    ]
    assert found == triggers
    links = [piece.split('"')[0] for piece in html.split('href="')[1:] if "#m-" in piece.split('"')[0]]
    assert len(links) == len(triggers)
    assert all(client.get(link.split("#")[0]).text.count(f'id="{link.split("#")[1]}"') == 1 for link in links)


def test_the_list_comes_in_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "\n".join(f"They shot number{number}." for number in range(EVENTS + 1))
    tell = Telling(factories.read(text))
    for number in range(EVENTS + 1):
        tell.event("ASSAULT", f"number{number}.")
    folder = filled(tmp_path_factory.mktemp("many"), [tell.done])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        first, second = (client.get(f"/events?type=ASSAULT&page={page}").text for page in (1, 2))
    assert (first.count('class="in-words"'), second.count('class="in-words"')) == (EVENTS, 1)
    assert 'href="/events?type=ASSAULT&amp;page=2"' in first
    assert 'rel="prev" href="/events?type=ASSAULT"' in second


def test_a_ledger_without_events_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = filled(tmp_path_factory.mktemp("none"), [factories.read("Nothing.")])
    with TestClient(create_app(Settings(ledger=folder)), base_url="http://127.0.0.1:8321") as client:
        assert "No page of this ledger tells of an event." in client.get("/events").text
        document = client.get("/documents/pages%2Fa.txt").text
    assert "layers.js" not in document
    assert 'class="things"' not in document


def test_a_happening() -> None:
    bombed, shelled, raid, left, accused = things(READING, READING).events
    assert [(side.actor and side.actor.name, side.words) for side in bombed.actors] == [("Ostra", "Ostra’s air force")]
    assert [(side.actor, side.words) for side in shelled.targets] == [(None, "a market")]
    assert [(where.place.name, where.role, where.coordinates) for where in bombed.places] == [
        ("Lohm", "at", "46.25° N, 7.5° E")
    ]
    assert bombed.date is not None
    assert (bombed.date.words, bombed.date.days) == ("on 3 March", "2024-03-03")
    assert [figure.told for figure in bombed.figures] == ["40 or more fighters killed"]
    assert bombed.voices == ()
    assert [(voice.kind, [each.name for each in voice.speakers]) for voice in raid.voices] == [
        ("anonymous", ["a medic"])
    ]
    assert (raid.hedges, left.voices[0].speakers, accused.object) == ("perhaps", (), "")
    assert bombed.lights.split()[:2] == [f"event:{BOMBED}", f"actors:{BOMBED}"]
    assert f"figure:{READING.figures[0].id}" in bombed.lights
    assert unreal(READING.events) == {raid.event.id, left.event.id}


def test_stances_and_wordings() -> None:
    told = things(READING, READING)
    hostile, controls, causes = told.stances
    assert ([each.name for each in hostile.holders], [each.name for each in hostile.toward]) == (
        ["Ostra"], ["Free Hills Front"],
    )  # fmt: skip
    assert (controls.place, controls.content, controls.stance.negated) == ("Lohm", "using the mill as a depot", True)
    assert [each.name for each in controls.voices[0].speakers] == ["Ostra"]
    assert (causes.event, causes.content) == ("raid", "12 lives")
    (gangs,) = told.wordings
    assert (gangs.words, gangs.of and gangs.of.name) == ("hill gangs", "Free Hills Front")
    assert [role for role, _, _ in told.layers] == ["event", "place", "date", "figure", "wording"]
    assert [number for _, _, number in told.layers] == [5, 2, 3, 2, 1]


def test_a_voice_within_a_voice() -> None:
    marked = "[S1 Nina Kerr] [C1 said] [T1 that [S2/1 a medic] [C2/1 told] her [T2/1 that the mill burned]]."
    tell = Telling(casting.cast(marked, telling.MINISTER, telling.SOURCE))
    tell.event("ASSAULT", "burned")
    (burned,) = things(tell.reading, tell.reading).events
    assert [[each.name for each in voice.speakers] for voice in burned.voices] == [["a medic"], ["Nina Kerr"]]


def test_what_is_judged_is_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("judged")
    page, reading = telling.told()
    with Ledger(folder) as ledger:
        ledger.add(page, reading)
        for cue in ("said", "accused"):
            ledger.judge(casting.judgement("speaker", reading, cue, value="x" * 3, names=("General Dask",)))
        judged = things(reading, ledger.judged(reading.document.id))
    _, shelled, _, _, accused = judged.events
    assert [each.name for each in shelled.voices[0].speakers] == ["General Dask"]
    assert [(side.actor and side.actor.name, side.words) for side in accused.actors] == [("General Dask", "")]


def test_every_thing_of_the_text_can_be_opened_at() -> None:
    found = {key: start for start, key in anchors(READING)}
    for told in (READING.events, READING.places, READING.dates, READING.figures, READING.wordings):
        assert {thing.id for thing in told} <= set(found)
    assert TEXT[found[BOMBED] :].startswith("bombed")
    bare = replace(READING.events[0], trigger=(), object=(), actors=(), targets=())
    assert (
        list(anchors(replace(READING, events=(bare,), places=(), dates=(), figures=(), wordings=(), stances=()))) == []
    )
    stance = Stance(id="s", kind="ally")
    assert "s" not in [key for _, key in anchors(replace(READING, stances=(stance,)))]


def test_marks_of_the_text() -> None:
    words = shown(READING).words
    start = TEXT.index("bombed")
    assert words[start].label == "ASSAULT"
    assert words[start].things == f"event:{BOMBED}"
    assert "layer-event" in words[start].classes
    assert "unreal" not in words[start].classes.split()
    assert "unreal" in words[TEXT.index("raid would")].classes.split()
    assert f"actors:{BOMBED}" in words[TEXT.index("Ostra’s air force bombed")].things
    cue = words[TEXT.index("accused")]
    assert {"cue", "layer-event"} <= set(cue.classes.split()), "what is a cue and an event is marked as both"


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [
        (35.13179, -36.75783, "35.132° N, 36.758° W"),
        (-1.0, 0.0, "1° S, 0° E"),
        (0.0, 180.0, "0° N, 180° E"),
        (-0.0001, 10.0, "0° S, 10° E"),
        (None, 1.0, ""),
        (1.0, None, ""),
    ],
)
def test_coordinates(latitude: float | None, longitude: float | None, told: str) -> None:
    place = Place(id="p", span=(0, 1), name="x", latitude=latitude, longitude=longitude, score=1)
    assert coordinates(place) == told
