"""A selection as an address says it: read, written, mended, and told in words."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ledger import View
from sayso.records import Act, EventType, Manner, Selection, SpeakerKind, Verdict
from sayso.web.selecting import FIELDS, LABELS, LONGEST, address, chips, mended, params, picking, selection
from tests.web import acting
from tests.web.serving import filled

LOHM = acting.told()


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with View(filled(tmp_path_factory.mktemp("selecting"), [LOHM])) as view:
        yield view


def test_every_field_has_a_name() -> None:
    assert set(FIELDS) <= set(LABELS)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        pytest.param("words", "in “full”", "in “full”", id="words as they are"),
        pytest.param("act", "Accuse", "accuse", id="an act, large or small"),
        pytest.param("type", "assault", "ASSAULT", id="a type, large or small"),
        pytest.param("hedged", "yes", True, id="yes"),
        pytest.param("nested", "NO", False, id="no is asked for too"),
        pytest.param("since", "2024", "2024", id="a year"),
        pytest.param("until", "2024-02", "2024-02", id="a month"),
        pytest.param("since", "2024-02-29", "2024-02-29", id="a day"),
        pytest.param("area", "-10,30,5.5,40", (-10.0, 30.0, 5.5, 40.0), id="an area"),
        pytest.param("area", "170,-10,-170,10", (170.0, -10.0, -170.0, 10.0), id="an area across the date line"),
    ],
)
def test_what_is_read(name: str, value: str, read: object) -> None:
    assert getattr(selection({name: value}), name) == read


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        pytest.param({"act": "sing"}, "“Act” cannot be “sing”; there are state, deny", id="no act"),
        pytest.param({"kind": "loud"}, "“Kind of source” cannot be “loud”", id="no kind"),
        pytest.param({"type": "WAR"}, "“Event” cannot be “WAR”", id="no type"),
        pytest.param({"hedged": "maybe"}, "“Hedged” is yes or no, not “maybe”", id="neither yes nor no"),
        pytest.param({"since": "soon"}, "“soon” is no day, month or year", id="no date"),
        pytest.param({"since": "2023-02-29"}, "“2023-02-29” is no day", id="a day that never was"),
        pytest.param({"since": "２０２４"}, "is no day", id="other digits"),
        pytest.param({"since": "2024-1-1"}, "is no day", id="a day in another form"),
        pytest.param({"since": "2024-03", "until": "2024-02"}, "before they begin", id="no time between"),
        pytest.param({"area": "1,2,3"}, "is four numbers", id="three numbers"),
        pytest.param({"area": "0,50,10,40"}, "no area on the Earth", id="north below south"),
        pytest.param({"area": "0,0,nan,10"}, "no area on the Earth", id="not a number"),
        pytest.param({"area": "0,0,1000,10"}, "no area on the Earth", id="beyond the Earth"),
        pytest.param({"words": "\ud800"}, "is not text", id="no text"),
        pytest.param({"words": "x" * (LONGEST + 1)}, "longer than 500", id="too long"),
    ],
)
def test_what_cannot_be_used_is_told(asked: dict[str, str], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        selection(asked)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"since": "2024", "until": "2024-02"}, id="a year that begins before the month ends"),
        pytest.param({"since": "2024-02-10", "until": "2024-02"}, id="a day of the last month"),
        pytest.param({"since": "2024-02", "until": "2024-02"}, id="one month"),
    ],
)
def test_days_of_different_precision_go_together(asked: dict[str, str]) -> None:
    assert params(selection(asked)) == list(asked.items())


DAYS = st.dates().map(lambda day: day.isoformat())
SELECTIONS = st.builds(
    Selection,
    words=st.text(max_size=30).map(str.strip),
    speaker=st.none() | st.text(min_size=1, max_size=20).filter(str.strip).map(str.strip),
    publisher=st.none() | st.text(min_size=1, max_size=20).filter(str.strip).map(str.strip),
    act=st.none() | st.sampled_from(Act.__args__),  # type: ignore[attr-defined]
    manner=st.none() | st.sampled_from(Manner.__args__),  # type: ignore[attr-defined]
    kind=st.none() | st.sampled_from(SpeakerKind.__args__),  # type: ignore[attr-defined]
    type=st.none() | st.sampled_from(EventType.__args__),  # type: ignore[attr-defined]
    verdict=st.none() | st.sampled_from(Verdict.__args__),  # type: ignore[attr-defined]
    since=st.none() | DAYS,
    hedged=st.none() | st.booleans(),
    nested=st.none() | st.booleans(),
    area=st.none() | st.tuples(st.integers(-180, 180), st.just(-90), st.integers(-180, 180), st.integers(-90, 90)),
)


@given(SELECTIONS)
def test_an_address_says_the_whole_selection(asked: Selection) -> None:
    query = urlsplit(address("/ledger", asked)).query
    assert selection(dict(parse_qsl(query, keep_blank_values=True))) == asked


ASKED = Selection(words="raid", speaker="ostra", hedged=False, since="2024")


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        pytest.param({}, "words=raid&speaker=ostra&since=2024&hedged=no", id="as it is, in the order of the fields"),
        pytest.param({"speaker": None}, "words=raid&since=2024&hedged=no", id="one taken away"),
        pytest.param({"words": None}, "speaker=ostra&since=2024&hedged=no", id="the words taken away"),
        pytest.param({"act": "deny"}, "words=raid&speaker=ostra&act=deny&since=2024&hedged=no", id="one added"),
        pytest.param({"hedged": "yes"}, "words=raid&speaker=ostra&since=2024&hedged=yes", id="as a facet writes it"),
        pytest.param({"page": 2, "order": None}, "words=raid&speaker=ostra&since=2024&hedged=no&page=2", id="others"),
    ],
)
def test_changes(changes: dict[str, Any], written: str) -> None:
    assert address("/ledger", ASKED, **changes) == f"/ledger?{written}"


def test_nothing_asked_is_the_bare_page() -> None:
    assert address("/map", Selection()) == "/map"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        pytest.param({"words": "raid", "since": "soon"}, "/ledger?words=raid", id="what is wrong goes"),
        pytest.param({"act": "sing", "hedged": "x"}, "/ledger", id="all of it"),
        pytest.param({"words": "raid", "since": "2024", "until": "2023"}, "/ledger?words=raid", id="both days"),
        pytest.param({"words": "raid", "page": "x"}, None, id="nothing of the selection is wrong"),
    ],
)
def test_a_wrong_address_is_mended(asked: dict[str, str], left: str | None) -> None:
    assert mended("/ledger", asked) == left


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(Selection(), [], id="nothing"),
        pytest.param(Selection(speaker=acting.KERR.id), [("Said by", "Nina Kerr")], id="an actor by id has its name"),
        pytest.param(Selection(about="kerr"), [("About", "kerr")], id="words of a name as they were typed"),
        pytest.param(Selection(hedged=True), [("Hedged", "yes")], id="yes"),
        pytest.param(Selection(kind="unstated"), [("Kind of source", "not said who")], id="a kind in words"),
        pytest.param(Selection(type="ASSAULT"), [("Event", "assault")], id="a type in words"),
        pytest.param(Selection(place='"Lohm"'), [("Place", "Lohm")], id="a place in full without its marks"),
        pytest.param(
            Selection(area=(-10, 30, 5.5, 40)), [("Area", "30° N to 40° N, 10° W to 5.5° E")], id="an area in degrees"
        ),
        pytest.param(Selection(document=LOHM[1].document.id), [("Page", acting.TITLE)], id="a page by its title"),
        pytest.param(Selection(since="2024", until="2024"), [("Published", "2024")], id="one period is one thing"),
        pytest.param(
            Selection(since="2024", until="2024-02"), [("Since", "2024"), ("Until", "2024-02")], id="two ends"
        ),
        pytest.param(
            Selection(words="raid", act="deny"), [("Words", "raid"), ("Act", "deny")], id="several, in their order"
        ),
    ],
)
def test_chips(view: View, asked: Selection, told: list[tuple[str, str]]) -> None:
    assert [(chip.label, chip.value) for chip in chips(view, asked)] == told


def test_what_a_page_needs(view: View) -> None:
    picked = picking(view, "/timeline", Selection(speaker=acting.KERR.id, words="x"), lanes="actor", what=None)
    assert picked.address(speaker=None) == "/timeline?words=x&lanes=actor"
    assert picked.address(page=2) == f"/timeline?words=x&speaker={acting.KERR.id}&lanes=actor&page=2"
    assert picked.elsewhere("/map") == f"/map?words=x&speaker={acting.KERR.id}"
    assert picked.bare == "/timeline?lanes=actor"
    assert picked.people["speaker"].name == "Nina Kerr"


@pytest.mark.parametrize(
    ("asked", "first", "more"),
    [
        pytest.param(Selection(words="x", speaker="y", since="2024"), ("speaker", "about"), False, id="the usual"),
        pytest.param(Selection(act="deny"), ("speaker", "about"), True, id="an act"),
        pytest.param(Selection(speaker="y"), ("actor", "type"), True, id="what another page asks first"),
        pytest.param(Selection(area=(0, 0, 1, 1)), (), False, id="what has no field"),
    ],
)
def test_whether_more_is_asked_than_the_form_shows(
    view: View, asked: Selection, first: tuple[str, ...], more: bool
) -> None:
    assert picking(view, "/map", asked).asks_beside(first) is more
