"""The graph of a selection: who speaks of whom, who does what to whom, how often, when, and on whose say-so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.export.graph import Graph, Weight, graph, key, merged, piece
from sayso.records import Chosen, Date, Party, Reading, Selection
from tests.export.choosing import META, chosen
from tests.ledger import telling


def edges(made: Graph) -> set[tuple[str, str, str, str | None, tuple[str, ...]]]:
    return {(each.source, each.target, each.relation, each.type, each.voice) for each in made.edges}


def weight(made: Graph, type: str, source: str) -> Weight:
    return next(found for edge, found in made.edges.items() if (edge.type, edge.source) == (type, source))


def about(reading: Reading, cue: str, *actors: str) -> Reading:
    """A reading of which the attribution with this cue is about these actors."""
    text = reading.document.text
    told = tuple(
        replace(each, about=actors, act="accuse") if text[slice(*each.cue[0])] == cue else each
        for each in reading.attributions
    )
    return replace(reading, attributions=told)


def test_what_is_said_and_done_are_edges() -> None:
    reading = about(telling.told()[1], "said", "free-hills")
    made = graph([chosen(reading)], META)
    assert edges(made) >= {
        ("ostra", "free-hills", "acts_on", "ASSAULT", ("The Herald",)),
        ("ostra", "free-hills", "acts_on", "ACCUSE", ("The Herald",)),
        ("1" * 16, "free-hills", "speaks_of", "accuse", ("The Herald",)),
    }
    assert made.nodes["ostra"].acts == 2
    assert made.nodes["free-hills"].acted_on == 2
    assert made.nodes["free-hills"].acts == 1  # towards a market, which is nobody: an actor without an edge
    assert (made.nodes["1" * 16].says, made.nodes["free-hills"].spoken_of) == (1, 1)


def test_the_same_from_two_pages_is_one_edge_that_weighs_two() -> None:
    one = telling.told()[1]
    other = replace(one, document=replace(one.document, id="f" * 64, published="2024-04-01", publisher="The Post"))
    told = weight(graph([chosen(one), chosen(one)], META), "ASSAULT", "ostra")
    assert (told.count, told.start, told.end) == (2, "2024-03-03", "2024-03-03")
    both = graph([chosen(one), chosen(other)], META)  # each in the voice of its own publisher
    assert [found.count for edge, found in both.edges.items() if edge.type == "ASSAULT"] == [1, 1]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        pytest.param([("2024-03-03", "2024-03-05")], "2024-03-03", "2024-03-05", id="an interval"),
        pytest.param([("2024-03-03", "2024-03-03"), ("2024-01-01", "2024-01-02")], "2024-01-01", "2024-03-03", id="2"),
        pytest.param([("--09-17", "--09-17")], None, None, id="a year that cannot be told is not made up"),
        pytest.param([("2024-03-03", None)], "2024-03-03", None, id="open behind"),
        pytest.param([(None, "2024-03-03")], None, "2024-03-03", id="open before"),
        pytest.param([("2024-03-03", None), (None, "2024-01-01")], "2024-01-01", "2024-03-03", id="in order"),
        pytest.param([("2024", "2024-13-45")], None, None, id="no days"),
    ],
)  # fmt: skip
def test_days_are_those_that_are_told(
    dates: list[tuple[str | None, str | None]], start: str | None, end: str | None
) -> None:
    reading = telling.told()[1]
    bombed = next(each for each in reading.events if each.id == telling.of(reading, "bombed"))
    found = []
    for first, last in dates:
        date = Date(id=bombed.date or "", span=(0, 1), first=first, last=last, precision="day", rule="told")
        found.append(chosen(replace(reading, dates=(date,)), events=[bombed.id]))
    told = weight(graph(found, META), "ASSAULT", "ostra")
    assert (told.start, told.end) == (start, end)


@pytest.mark.parametrize(
    ("asked", "there"),
    [(Selection(), False), (Selection(verdict="wrong"), True)],
    ids=["what nobody says is left out", "unless it is what is asked for"],
)
def test_what_is_judged_wrong(asked: Selection, there: bool) -> None:
    reading = about(telling.told()[1], "said", "free-hills")
    said = next(each.id for each in reading.attributions if each.about)
    found = chosen(reading, verdicts={said: "wrong"})
    made = graph([found], replace(META, selection=asked))
    assert any(edge.relation == "speaks_of" for edge in made.edges) is there


@pytest.mark.parametrize(
    "change",
    [{"status": "denied"}, {"negated": True}, {"hedges": ((0, 5),)}, {"type": "COERCE"}],
    ids=["another status", "negated", "hedged", "another type"],
)
def test_what_is_told_otherwise_is_another_edge(change: dict[str, object]) -> None:
    reading = telling.told()[1]
    event = next(each for each in reading.events if each.id == telling.of(reading, "bombed"))
    both = replace(reading, events=(event, replace(event, id="0" * 16, **change)))
    made = graph([chosen(both, attributions=[])], META)
    assert [found.count for found in made.edges.values()] == [1, 1]


def test_joined_actors_are_one_node_under_its_own_name() -> None:
    reading = telling.told()[1]
    other = replace(
        reading,
        actors=tuple(
            replace(each, id="front", name="FHF") if each.id == "free-hills" else each for each in reading.actors
        ),
    )
    other = replace(
        other, events=(replace(other.events[0], targets=(Party("front", other.events[0].targets[0].span),)),)
    )
    made = graph([chosen(other, joined={"front": "free-hills"}), chosen(reading)], META)
    assert made.nodes["free-hills"].name == "Free Hills Front"
    assert "front" not in made.nodes


def pages() -> list[Chosen]:
    """Pages that tell partly the same of the same, on other days, for other publishers, of actors that are joined."""
    one = about(telling.told()[1], "said", "free-hills")
    heard = replace(one.events[0], id="0" * 16, voice=one.attributions[0].id)
    one = replace(one, events=(*one.events, heard))
    later = replace(one, document=replace(one.document, id="f" * 64, published="2024-04-01", publisher="The Post"))
    other = replace(
        one,
        actors=tuple(replace(each, id="front", name="FHF") if each.id == "free-hills" else each for each in one.actors),
        attributions=(),
        events=(replace(one.events[0], targets=(Party("front", one.events[0].targets[0].span),), date=None),),
        dates=(),
    )
    early = tuple(replace(each, first="2023-12-30", last="2023-12-31") for each in one.dates)
    return [
        chosen(other, joined={"front": "free-hills"}),
        *map(
            chosen, (one, later, replace(one, dates=early), replace(one, actors=one.actors[:1]), telling.undated()[1])
        ),
    ]


PAGES = pages()


@given(st.lists(st.lists(st.sampled_from(range(len(PAGES))), max_size=4), max_size=5))
def test_graphs_of_some_pages_merge_into_the_graph_of_all(parts: list[list[int]]) -> None:
    """Also in their order, which is that of what is written."""
    whole = graph([PAGES[number] for part in parts for number in part], META)
    made = merged([piece([PAGES[number] for number in part], META) for part in parts])
    assert [*made.nodes.items()] == [*whole.nodes.items()]
    assert [*made.edges.items()] == [*whole.edges.items()]


def test_pages_that_are_merged_share_nodes_and_edges() -> None:
    """Else the test above would merge nothing."""
    made = merged([piece([page], META) for page in PAGES])
    told = [weight for edge, weight in made.edges.items() if (edge.type, edge.source) == ("ACCUSE", "ostra")]
    assert any(each.count > 2 for each in told)
    assert any(len(weight.publishers) == 2 for weight in made.edges.values())
    assert made.nodes["free-hills"].name == "Free Hills Front"


@given(st.text(), st.text())
def test_keys_are_plain_and_tell_ids_apart(one: str, other: str) -> None:
    assert set(key(one)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:")
    assert (key(one) == key(other)) is (one == other)


def test_nothing_chosen_is_an_empty_graph() -> None:
    assert graph([], META) == Graph()
    assert graph([chosen(telling.told()[1], attributions=[], events=[])], META) == Graph()
