"""What happens on a page, in a real browser: layers switch, words tell what stands there and light up what belongs."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from sayso.records import Actor, Reading
from tests import factories
from tests.factories_events import Telling
from tests.ledger import telling
from tests.web.serving import PageRead, filled, served
from tests.web.test_chromium import CONTRAST
from tests.web.test_hostile import PAYLOADS, Watched

READING = telling.told()[1]
HOME = f"/documents/{READING.document.id}"
BOMBED = telling.of(READING, "bombed")
LONG = "W" * 300


def hostile() -> PageRead:
    """A page whose things hold what wants to run, in every place where a page has a say."""
    text = "\n".join(PAYLOADS)
    document = factories.document(text, publisher=PAYLOADS[0], published=PAYLOADS[0])
    tell = Telling((factories.page(text, path="hostile.txt"), Reading(reader="test", document=document)))
    for number, payload in enumerate(PAYLOADS):
        words = payload.strip()
        actor = Actor(id=f"a{number}", name=payload)
        tell.reading = replace(tell.reading, actors=(*tell.reading.actors, actor))
        place = tell.place(words, name=payload, relation=payload, country=payload)
        date = tell.date(words, payload, rule=payload)
        event = tell.event(
            "ASSAULT", words, [(words, actor.id)], [(words, None)], object=words, hedges=[words],
            places=[(place, "at")], date=date, modes=(payload,), contexts=(payload,),
        )  # fmt: skip
        tell.figure(words, 1, event=event, what=payload, unit=payload)
        tell.stance("violates", words, holders=(actor.id,), event=event.id, place=place.id)
        tell.wording("loaded_word", words, of=actor.id)
    return tell.done


def wide() -> PageRead:
    """A page of one word that is longer than any screen."""
    tell = Telling(factories.read(LONG, path="wide.txt", title=LONG, publisher=LONG))
    place, date = tell.place(LONG, relation=LONG, country=LONG, latitude=1.0, longitude=1.0), tell.date(LONG, LONG)
    event = tell.event("AID", LONG, [(LONG, None)], [(LONG, None)], places=[(place, "to")], date=date, modes=(LONG,))
    tell.figure(LONG, 1e15, event=event, what=LONG)
    tell.stance("controls", LONG, place=place.id)
    tell.wording("loaded_name", LONG)
    return tell.done


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pages = [telling.told(), telling.undated(), hostile(), wide()]
    with served(filled(tmp_path_factory.mktemp("layers"), pages)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


def background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("(e) => getComputedStyle(e).backgroundImage"))


def marked(page: Page, role: str) -> bool:
    """Whether a layer's marks can be seen."""
    return set(background(page, f".text .layer-{role}").split(", ")) != {"none"}


def near(page: Page, name: str) -> list[str]:
    return page.locator(f".text .{name}").all_text_contents()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("role", ["event", "place", "date", "figure"])
def test_a_layer_switches_off_and_on(browser: Browser, server: str, role: str, scripts: bool) -> None:
    with browser.new_context(base_url=server, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(HOME)
        others = [each for each in ("event", "place", "date", "figure") if each != role]
        assert marked(page, role)
        page.locator(f"#show-{role}").uncheck()
        assert not marked(page, role)
        assert all(marked(page, each) for each in others), "the other layers stay"
        page.locator(f"#show-{role}").check()
        assert marked(page, role)


def test_what_is_switched_off_stays_off_on_the_next_page(page: Page) -> None:
    page.goto(HOME)
    page.locator("#show-place").uncheck()
    page.locator("#show-event").uncheck()
    page.locator("#show-event").check()
    page.reload()
    assert [page.locator(f"#show-{role}").is_checked() for role in ("event", "place", "date")] == [True, False, True]
    assert not marked(page, "place")


def test_pointing_at_a_trigger_tells_who_did_what_to_whom(page: Page) -> None:
    page.goto(HOME)
    card = page.locator(".card")
    expect(card).to_be_hidden()
    page.get_by_text("bombed", exact=True).first.hover()
    expect(card).to_be_visible()
    told = " ".join(card.inner_text().split())
    for words in ("ASSAULT aerial happened", "Ostra → Free Hills Front", "at north of Lohm", "46.25° N, 7.5° E",
                  "2024-03-03", "40 or more fighters killed", "says the page, The Herald"):  # fmt: skip
        assert words in told
    assert near(page, "near-actors") == ["Ostra’s air force"]
    assert near(page, "near-targets") == ["the Front"]
    assert near(page, "near") == ["bombed", "Lohm", "on 3 March", "at least 40"]
    expect(page.locator(f"#t-{BOMBED}")).to_have_class("thing happening lit")
    page.locator(".brand").hover()
    expect(card).to_be_hidden()
    assert near(page, "near") == []


@pytest.mark.parametrize(
    ("words", "role", "told"),
    [
        ("Dren", "place", ["Where", "town in VE", "1° S, 0° E"]),
        ("last week", "date", ["2024-02-25 – 2024-03-02", "week"]),
        ("12", "figure", ["12 lives killed", "raid", "a medic"]),
    ],
)
def test_pointing_at_a_place_a_date_a_figure(page: Page, words: str, role: str, told: list[str]) -> None:
    page.goto(HOME)
    mark = page.locator(f".text .layer-{role}", has_text=words).first
    mark.hover()
    card = page.locator(".card")
    expect(card).to_be_visible()
    assert all(each in card.inner_text() for each in told)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator(f"#show-{role}").uncheck()
    mark.hover()
    expect(card).to_be_hidden()


def test_a_card_stays_on_the_screen(browser: Browser, server: str) -> None:
    with browser.new_context(
        base_url=server, viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto(HOME)
        for mark in page.locator(".text .layer-event").all():
            mark.scroll_into_view_if_needed()
            mark.tap()
            expect(page.locator(".card")).to_be_visible()
            box = page.locator(".card").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= 360
            assert box["y"] + box["height"] <= 640


def test_from_the_list_of_events_to_the_words(page: Page) -> None:
    page.goto("/events?actor=ostra&type=ASSAULT")
    page.locator(".in-words a").click()
    page.wait_for_url(f"**{HOME}#m-{BOMBED}")
    assert near(page, "near")[0] == "bombed"
    expect(page.get_by_text("bombed", exact=True).first).to_be_in_viewport()
    page.evaluate("localStorage.setItem('sayso.layers', '[\"event\"]')")
    page.goto("/events?actor=ostra&type=ASSAULT")
    page.locator(".in-words a").click()
    expect(page.locator("#show-event")).to_be_checked()


def test_without_javascript_the_list_leads_to_the_words(browser: Browser, server: str) -> None:
    with browser.new_context(
        base_url=server, java_script_enabled=False, viewport={"width": 700, "height": 300}
    ) as context:
        page = context.new_page()
        page.goto(HOME)
        page.locator(f"#t-{BOMBED} .in-words a").click()
        expect(page.get_by_text("bombed", exact=True).first).to_be_in_viewport()
        assert (
            page.get_by_text("bombed", exact=True).first.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
        )


def test_a_filter_is_kept_and_what_is_wrong_is_told(page: Page) -> None:
    page.goto("/events")
    page.locator("select[name=type]").select_option("ASSAULT")
    page.locator("input[name=since]").fill("soon")
    page.locator(".filters button").click()
    expect(page.locator("main")).to_contain_text("“soon” is no day, month or year")
    page.get_by_text("The same without what cannot be used").click()
    expect(page.locator("select[name=type]")).to_have_value("ASSAULT")
    page.locator("input[name=since]").fill("2024-03")
    page.locator(".filters button").click()
    assert [words.split()[0] for words in page.locator(".in-words b").all_text_contents()] == [
        "shelled",
        "bombed",
        "raid",
    ]


@pytest.mark.parametrize("path", ["/events", HOME, f"/documents/{wide()[1].document.id}", f"/events?type={LONG}"])
def test_nothing_is_wider_than_a_phone(browser: Browser, server: str, path: str) -> None:
    with browser.new_context(
        base_url=server, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True
    ) as context:
        page = context.new_page()
        page.goto(path)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", ["/events", HOME])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_the_light_and_in_the_dark(page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(path)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    if path == HOME:
        page.get_by_text("bombed", exact=True).first.hover()
    least, words, where = page.evaluate(CONTRAST)
    assert least >= 4.5, f"{words!r} ({where}) has a contrast of {least:.2f}"


def test_nothing_of_a_page_runs(browser: Browser, server: str) -> None:
    reading = hostile()[1]
    with browser.new_context(base_url=server, reduced_motion="reduce") as context:
        watched = Watched(context.new_page(), server)
        watched.page.goto(f"/documents/{reading.document.id}")
        for mark in watched.page.locator(".text .layer-event").all():
            mark.hover(force=True)
        watched.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert watched.page.locator(".thing").count() == 6 * len(PAYLOADS)
        watched.page.goto("/events")
        assert watched.page.locator(".happening").count() > len(PAYLOADS)
        assert watched.happened() == []


def test_marks_are_told_apart_without_colour(page: Page) -> None:
    page.goto(HOME)
    shapes = {role: background(page, f".text .layer-{role}").split("rgb")[0] for role in ("event", "place", "date")}
    assert len({background(page, f".swatch-{role}") for role in ("event", "place", "date", "figure")}) == 4
    assert shapes["place"] != shapes["date"]
    assert "repeating" in background(page, ".text .layer-event.unreal")
    assert "repeating" not in background(page, ".text .layer-event:not(.unreal)")
    label = page.locator(".text .layer-event").first.evaluate("(e) => getComputedStyle(e, '::before').content")
    assert label == '"ASSAULT"'


def test_paper_gets_the_list_without_the_boxes(page: Page) -> None:
    page.goto(HOME)
    page.emulate_media(media="print")
    expect(page.locator(".layers")).to_be_hidden()
    expect(page.locator("#things")).to_be_visible()


def test_a_place_that_is_nowhere_is_still_told(page: Page) -> None:
    page.goto("/documents/shots.txt")
    assert "nowhere on the map yet" in page.locator("#things").text_content()  # type: ignore[operator]
