"""Selections of a made ledger, held against what asking every attribution and event one by one tells."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from evaluation import made_ledger
from sayso.errors import InputError
from sayso.ledger import Ledger, View, Writer, faults
from sayso.ledger.faceting import VALUES
from sayso.records import (
    Act,
    EventType,
    Judgement,
    LaneKind,
    Manner,
    Order,
    Reading,
    Selection,
    SpeakerKind,
    Verdict,
)
from tests.ledger import casting, telling
from tests.ledger.brute import Brute, Page
from tests.ledger.older import make_older

PAGES = 14
TAG = "look again"


def pages() -> list[tuple[Any, Reading]]:
    """Made pages; the last has no date and no publisher, the first is read twice."""
    read = [made_ledger.page(number) for number in range(PAGES)]
    page, last = read[-1]
    read[-1] = page, replace(last, document=replace(last.document, published=None, publisher=None))
    page, first = read[0]
    fewer = tuple(each for each in first.attributions if each.outer is None and not each.hedges)
    named = {each.id for each in fewer}
    events = tuple(replace(e, voice=e.voice if e.voice in named else None) for e in first.events)
    return [*read, (page, replace(first, reader="newer", attributions=fewer, events=events, stances=()))]


def fill(folder: Path, tags: bool = True) -> None:
    read = pages()
    with Writer(folder) as writer:
        writer.add_many(read)
        for number, (kind, fields) in enumerate((
            ("right", {}), ("wrong", {}), ("tag", {"value": TAG}), ("tag", {"value": "ours"}),
            ("act", {"value": "deny"}), ("speaker", {"value": "made-2"}),
        )):  # fmt: skip
            for reading in (read[1][1], read[2][1]) if tags or kind != "tag" else ():
                writer.judge(of(reading, number, kind, **fields))
        same = [actor.id for actor in read[3][1].actors][:2]
        writer.judge(casting.judgement("same", value=same[0], other=same[1]))


def of(reading: Reading, number: int, kind: str, **fields: Any) -> Judgement:
    """A judgement of the attribution at a position."""
    start, end = reading.attributions[number].cue[0]
    words = reading.document.text[start:end]
    occurrence = reading.document.text[:start].count(words)
    return replace(casting.judgement(kind, reading, words, **fields), occurrence=occurrence)


@pytest.fixture(scope="module")
def view(database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("selected")
    fill(folder)
    with View(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def brute(view: View) -> Brute:
    names = [entry.id for entry in view.documents()]
    return Brute(tuple(Page(view.judged(name), view.verdicts(name)) for name in names), view.joined())


def fields_of(brute: Brute) -> dict[str, st.SearchStrategy[Any]]:
    """For each field of a selection, values that are there, and some that are not."""
    readings = [page.reading for page in brute.pages]
    actors = sorted({actor.id for reading in readings for actor in reading.actors})
    names = sorted({actor.name for reading in readings for actor in reading.actors if actor.id.startswith("made-")})
    words = sorted(
        {word for reading in readings[:3] for word in reading.document.text.lower().split() if word.isalpha()}
    )
    places = sorted({place.name for reading in readings for place in reading.places})
    countries = sorted({place.country or "" for reading in readings for place in reading.places})
    days = sorted({reading.document.published or "" for reading in readings} - {""})
    who = st.sampled_from([*(f"made-{n}" for n in range(8)), *actors, *names, "nobody"])
    when = st.sampled_from(days).flatmap(lambda day: st.sampled_from((day, day[:7], day[:4])))
    return {
        "words": st.sampled_from(words).flatmap(lambda word: st.sampled_from((word, f"{word[:3]}*", f"{word} said"))),
        "speaker": who, "about": who, "actor": who,
        "act": st.sampled_from(get_args(Act)), "manner": st.sampled_from(get_args(Manner)),
        "kind": st.sampled_from(get_args(SpeakerKind)),
        "publisher": st.sampled_from(sorted({r.document.publisher or "x" for r in readings})),
        "type": st.sampled_from(get_args(EventType)),
        "place": st.sampled_from([*places, *(f'"{name}"' for name in places), *countries]),
        "area": st.sampled_from([(-90.0, -60.0, 90.0, 60.0), (100.0, -60.0, -100.0, 70.0), (0.0, 0.0, 1.0, 1.0)]),
        "since": when, "until": when, "hedged": st.booleans(), "nested": st.booleans(),
        "verdict": st.sampled_from(get_args(Verdict)), "tag": st.sampled_from((TAG, "ours", "none")),
        "document": st.sampled_from([reading.document.id for reading in readings]),
    }  # fmt: skip


def selections(brute: Brute) -> st.SearchStrategy[Selection]:
    fields = fields_of(brute)
    names = st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True)
    return names.flatmap(lambda told: st.fixed_dictionaries({name: fields[name] for name in told})).map(_selection)


def _selection(told: dict[str, Any]) -> Selection:
    if told.get("since", "") > told.get("until", "~"):
        del told["until"]
    return Selection(**told)


def found(view: View, selection: Selection, order: Order = "best") -> set[str]:
    return {hit.attribution for hit in view.selected(selection, order, 1000).hits}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_selection_holds_what_each_attribution_and_event_says(view: View, brute: Brute, data: st.DataObject) -> None:
    selection = data.draw(selections(brute))
    expected = brute.attributions(selection)
    assert found(view, selection) == expected
    assert view.selected(selection, limit=1).total == len(expected)
    events, total, more = view.selected_events(selection, 1000)
    assert ({hit.event.id for hit in events}, total, more) == (brute.events(selection), len(events), False)


@pytest.mark.parametrize("name", Selection.__struct_fields__)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_each_field_alone(view: View, brute: Brute, name: str, data: st.DataObject) -> None:
    selection = one_field(name, data.draw(fields_of(brute)[name]))
    assert found(view, selection) == brute.attributions(selection)
    assert {hit.event.id for hit in view.selected_events(selection, 1000)[0]} == brute.events(selection)


@given(st.data())
@settings(max_examples=6, deadline=None)
def test_a_facet_counts_what_choosing_its_value_gives(view: View, brute: Brute, data: st.DataObject) -> None:
    selection = data.draw(selections(brute))
    told = view.facets(selection)
    held = brute.attributions(selection)
    assert (told.total, told.more) == (len(held), False)
    for facet in told.facets:
        assert len(facet.values) <= VALUES
        assert [value.count for value in facet.values] == sorted((v.count for v in facet.values), reverse=True)
        for value in facet.values:
            chosen = brute.attributions(chosen_from(facet.name, value.value))
            if facet.name in ("type", "place") and (selection.type or selection.place or selection.area):
                chosen = brute.attributions(replace(selection, **{facet.name: value.value}))
            assert value.count == len(held & chosen), (facet.name, value)


def one_field(name: str, value: Any) -> Selection:
    return Selection(**{name: value})


def chosen_from(name: str, value: str) -> Selection:
    if name == "day":
        return Selection(since=value, until=value)
    return one_field(name, value == "yes" if name in ("hedged", "nested") else value)


@pytest.mark.parametrize("lanes", get_args(LaneKind))
@pytest.mark.parametrize("what", ["events", "attributions"])
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_a_time_line_holds_each_thing_in_each_of_its_lanes(
    view: View, brute: Brute, what: Any, lanes: LaneKind, data: st.DataObject
) -> None:
    selection = data.draw(selections(brute))
    told = view.timeline(selection, what, lanes)
    held = brute.events(selection) if what == "events" else brute.attributions(selection)
    assert told.total == len(held)
    assert len(told.lanes) <= 12
    for lane in told.lanes:
        assert sum(bar.count for bar in told.bars if bar.lane == lane.value) == lane.count
    assert {bar.lane for bar in told.bars} == {lane.value for lane in told.lanes}
    if lanes == "publisher":
        assert sum(lane.count for lane in told.lanes) + told.undated == told.total
    asked = {"type": "type", "publisher": "publisher", "actor": "actor" if what == "events" else "speaker"}[lanes]
    dated = brute.events if what == "events" else brute.attributions
    for lane in told.lanes:
        if lane.value:
            assert lane.count <= len(held & dated(one_field(asked, lane.value))), lane


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_a_map_counts_the_events_at_each_place(view: View, brute: Brute, data: st.DataObject) -> None:
    selection = data.draw(selections(brute))
    told = view.chart(selection)
    held = brute.events(selection)
    assert told.total == len(held)
    for spot in told.spots:
        there = Selection(place=f'"{spot.name}"', area=selection.area)
        assert spot.events == len(held & brute.events(there)) == sum(number for _, number in spot.types), spot


def test_documents_of_a_selection(view: View, brute: Brute) -> None:
    def ids(selection: Selection) -> list[str]:
        return [entry.id for entry in view.selected_documents(selection, 100)]

    every = view.selected_documents(Selection(), 100)
    days = [entry.published or "" for entry in every]
    assert days == sorted(days, reverse=True), "the newest first, those without a date last"
    assert len(every) == PAGES
    for selection in (Selection(speaker="made-0"), Selection(type="ASSAULT"), Selection(tag=TAG)):
        held, happened = brute.attributions(selection), brute.events(selection)
        expected = {
            page.reading.document.id
            for page in brute.pages
            if held & {each.id for each in page.reading.attributions}
            or happened & {event.id for event in page.reading.events}
        }
        assert set(ids(selection)) == expected
    assert ids(Selection(document=every[3].id)) == [every[3].id]
    assert [entry.id for entry in view.selected_documents(Selection(), 2, 3)] == [entry.id for entry in every[3:5]]


@pytest.mark.parametrize("order", get_args(Order))
def test_orders_and_pages(view: View, order: Order) -> None:
    every = view.selected(Selection(), order, 1000).hits
    parts = [hit for first in range(0, len(every), 7) for hit in view.selected(Selection(), order, 7, first).hits]
    assert [hit.attribution for hit in parts] == [hit.attribution for hit in every]
    days = [hit.day or "" for hit in every]
    if order == "surest":
        assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    elif order == "oldest":
        assert days == sorted(days, key=lambda day: day or "~"), "those without a date come last"
    else:
        assert days == sorted(days, reverse=True), "those without a date come last"


def test_beyond_what_is_counted_there_are_more(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [hit.attribution for hit in view.selected(Selection(), "newest", 1000).hits]
    for module in ("whole", "selecting", "faceting", "timeline", "chart"):
        monkeypatch.setattr(f"sayso.ledger.{module}.COUNTED", 20)
    monkeypatch.setattr("sayso.ledger.selecting.Selecting.attributions.__defaults__", ("best", 21, 0))
    told = view.selected(Selection(), "newest", 10, 15)
    assert (told.total, told.more) == (20, True)
    assert [hit.attribution for hit in told.hits] == every[15:25], "a page over the edge is whole"
    assert [hit.attribution for hit in view.selected(Selection(), "newest", 5, 100).hits] == every[100:105]
    facets = view.facets(Selection())
    assert (facets.total, facets.more) == (20, True)
    assert sum(value.count for value in next(f for f in facets.facets if f.name == "hedged").values) == 20
    said = view.selected(Selection(words="that*"), "best", 5)
    assert said.total <= 20


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"words": "?!"}, "no word"), ({"place": "--"}, "no word"), ({"since": "soon"}, "no date"),
        ({"since": "2024", "until": "2023"}, "end is before"), ({"type": "WAR"}, "no type"),
        ({"area": (0.0, 10.0, 1.0, 0.0)}, "no area"), ({"area": (0.0, 0.0, 200.0, 1.0)}, "no area"),
        ({"words": "\ud800"}, "not text"), ({"speaker": "\udfff"}, "not text"), ({"place": "\ud800"}, "not text"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(view: View, fields: dict[str, Any], reason: str) -> None:
    for ask in (view.selected, view.facets, view.selected_events, view.chart):
        with pytest.raises(InputError, match=reason):
            ask(Selection(**fields))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
@settings(max_examples=150, deadline=None)
def test_words_of_any_characters_are_answered(view: View, text: str) -> None:
    for name in ("words", "speaker", "about", "actor", "place", "publisher", "tag"):
        for ask in (view.selected, view.selected_events):
            try:
                ask(one_field(name, text))
            except InputError:
                assert name in ("words", "place")
                assert not any(character.isalnum() for character in text)


def test_an_export_is_the_whole_selection(view: View, brute: Brute, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.whole.BATCH", 7)
    hits = list(view.export(Selection(nested=False)))
    assert {hit.attribution for hit in hits} == brute.attributions(Selection(nested=False))
    assert len(hits) == len({hit.attribution for hit in hits})


def test_a_hit_tells_what_it_is_chosen_by(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*telling.told())
        (hit,) = ledger.view.selected(Selection(words="market")).hits
    assert (hit.speakers, hit.about_ids, hit.manner, hit.nested, hit.day) == (
        ("Nina Kerr",), ("free-hills",), "indirect", False, "2024-03-05",
    )  # fmt: skip
    assert hit.in_content, "the words searched for are marked"


def test_what_is_kept_in_memory_follows_what_is_written(tmp_path: Path) -> None:
    """A view that answered before answers the same as one that is opened afterwards, whatever was written since."""
    read = pages()
    with Writer(tmp_path) as writer:
        writer.add(*read[0])
        with View(tmp_path) as old:
            steps: list[Callable[[], object]] = [
                lambda: writer.add_many(read[1:9]),
                lambda: writer.add(*read[-1]),
                lambda: writer.judge(of(read[1][1], 0, "speaker", value="made-5")),
                lambda: writer.judge(casting.judgement("same", value="made-0", other="made-1")),
                lambda: writer.judge(casting.judgement("retract", retracts=2)),
                writer.rebuild,
                lambda: writer.add_many(read[9:]),
            ]
            for step in steps:
                answers(old)
                step()
                with View(tmp_path) as new:
                    assert answers(old) == answers(new)
            assert list(faults(tmp_path)) == []


def answers(view: View) -> list[Any]:
    everything = Selection()
    return [
        view.facets(everything), view.selected(Selection(speaker="made-0")), view.chart(everything), view.overview(),
        view.timeline(everything, "events", "actor"), view.timeline(everything, "attributions", "actor"),
        view.life("made-0"), view.life("made-1"), view.actors(limit=5), view.joined(),
    ]  # fmt: skip


@pytest.mark.in_files
def test_a_ledger_of_version_4_is_brought_up(tmp_path: Path) -> None:
    fill(tmp_path, tags=False)
    with Ledger(tmp_path) as ledger:
        ledger.add(*telling.told())
        ledger.add(*telling.undated())
        before = answers(ledger.view)
    make_older(tmp_path, 4)
    with Ledger(tmp_path) as ledger:
        assert ledger.verify() == ()
        assert answers(ledger.view) == before
