"""Which actors of one story's pages go by one name."""

import pytest

from sayso.compare.accounting.alike import joined_within
from sayso.records import Actor, ActorKind, Reading
from tests import factories

ONE, OTHER, THIRD = "00000000000000aa", "00000000000000bb", "00000000000000cc"


def reading(*actors: tuple[str, str, ActorKind | None]) -> Reading:
    made = factories.reading("It rained.")
    told = tuple(Actor(id=id, name=name, kind=kind) for id, name, kind in actors)
    return Reading(reader="test", document=made.document, actors=told)


@pytest.mark.parametrize(
    ("actors", "same", "joined"),
    [
        pytest.param([(ONE, "Ministry of Works", "government"), (OTHER, "the Ministry of Works", "government")], {},
                     {OTHER: ONE}, id="bodies of one name"),
        pytest.param([(ONE, "Ministry of Works", "government"), (OTHER, "Ministry of Works of Carrow", "government")],
                     {}, {OTHER: ONE}, id="one is told more exactly"),
        pytest.param([(ONE, "Ministry of Works", "government"), (OTHER, "Ministry of Works of Carrow", "government"),
                      (THIRD, "Ministry of Works of Harlow", "government")], {}, {},
                     id="of two ministries the short name may mean either"),
        pytest.param([(ONE, "Ada Finch", "person"), (OTHER, "Ada Finch", "person")], {}, {OTHER: ONE},
                     id="persons of one first and last name"),
        pytest.param([(ONE, "Finch", "person"), (OTHER, "Finch", "person")], {}, {}, id="a last name may be anybody's"),
        pytest.param([(ONE, "a spokesman", "unnamed"), (OTHER, "a spokesman", "unnamed")], {}, {}, id="no name"),
        pytest.param([("works", "Ministry of Works", "government"), (ONE, "Ministry of Works", "government")], {},
                     {ONE: "works"}, id="a key of the register goes before an id that was made"),
        pytest.param([("works-a", "Ministry of Works", "government"), ("works-b", "Ministry of Works", "government")],
                     {}, {}, id="two keys stay two"),
        pytest.param([(ONE, "Ministry of Works", "government"), (OTHER, "Works Department", "government")],
                     {OTHER: ONE}, {OTHER: ONE}, id="what is joined already"),
        pytest.param([(OTHER, "Ministry of Works", "government"), (ONE, "Ministry of Works", "government")],
                     {OTHER: THIRD}, {OTHER: ONE, THIRD: ONE}, id="what is joined already is joined further"),
    ],
)  # fmt: skip
def test_joined(actors: list[tuple[str, str, ActorKind | None]], same: dict[str, str], joined: dict[str, str]) -> None:
    assert joined_within([reading(actor) for actor in actors], same) == joined
