"""Whom a name means: somebody of the page, of the ledger, of the register; and nobody where it may be several."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger, View
from sayso.ledger.naming import Named, actor, resolve
from sayso.records import Actor
from tests.ledger import casting
from tests.ledger.casting import cast

KERR = casting.actor("kerr", "Nina Kerr", "Kerr", kind="person")
OMAR = casting.actor("0123456789abcdef", "Omar Kerr", kind="person")
NORTH, SOUTH = (casting.actor(name.lower(), f"{name} Ministry", kind="government") for name in ("North", "South"))
VELM = casting.actor("velm-group", "Velm", kind="armed_group")
HERE = (
    Actor(id="1" * 16, name="Nina Kerr"),
    Actor(id="2" * 16, name="The Envoy"),
    Actor(id="3" * 16, name="the envoy"),
)


@pytest.fixture(scope="module")
def view(database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Ledger(tmp_path_factory.mktemp("naming")) as ledger:
        ledger.add(*cast("Nina Kerr met Omar Kerr. Kerr left.", KERR, OMAR, path="pages/0.txt"))
        ledger.add(*cast("Nina Kerr met North Ministry, South Ministry and Velm.", KERR, NORTH, SOUTH, VELM))
        yield ledger.view


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("register") / "own.yaml"
    own.write_text(
        "actors: [{id: velm, name: Velm, kind: state, aliases: [{text: The Twin, ambiguous: true}]},"
        " {id: dorn, name: Dorn, kind: state, aliases: [{text: The Twin, ambiguous: true}]}]"
    )
    return own


@pytest.mark.parametrize(
    ("words", "here", "found"),
    [
        pytest.param("kerr", (), "kerr", id="an id, though another is called so"),
        pytest.param(" nina  kerr ", (), "kerr", id="a name in any case, among blanks"),
        pytest.param("omar", (), OMAR.id, id="a word of a name"),
        pytest.param("Nina Kerr", HERE, "1" * 16, id="who is called so on the page goes before the ledger"),
        pytest.param("2" * 16, HERE, "2" * 16, id="an id of the page"),
        pytest.param("north", HERE, "north", id="nobody of the page"),
        pytest.param("Velm", (), "velm-group", id="the ledger goes before the register"),
        pytest.param("Dorn", (), "dorn", id="a name that the register alone has"),
        pytest.param("dorn", (), "dorn", id="an id that the register alone has"),
    ],
)
def test_who_is_meant(view: View, register: Path, words: str, here: tuple[Actor, ...], found: str) -> None:
    assert resolve(view, words, register, here).id == found


def test_what_is_told_of_who_is_meant(view: View, register: Path) -> None:
    assert resolve(view, "dorn", register) == Named("dorn", "Dorn", "state")
    assert resolve(view, "Omar Kerr") == Named(OMAR.id, "Omar Kerr", "person")


@pytest.mark.parametrize(
    ("words", "here", "error", "reason"),
    [
        pytest.param(
            "ministry", (), InputError,
            "'ministry' may be any of 2 actors; tell it by its id: north (North Ministry, government); south (South",
            id="several of the ledger",
        ),
        pytest.param(
            "THE ENVOY", HERE, InputError,
            f"any of 2 actors of the page; tell it by its id: {'2' * 16} (The Envoy); {'3' * 16} (the envoy)",
            id="several of the page",
        ),
        pytest.param(
            "The Twin", (), InputError,
            "any of 2 actors of the register; tell it by its id: velm (Velm, state); dorn (Dorn, state)",
            id="several of the register",
        ),
        pytest.param("Omar Kor", (), NotFoundError, f"; there are {OMAR.id} (Omar Kerr, person)", id="but near"),
        pytest.param("Qqq", (), NotFoundError, "'Qqq': no actor of that name in ledger", id="nobody at all"),
        pytest.param("\udcff", (), InputError, "is not text", id="no text"),
    ],
)  # fmt: skip
def test_who_is_not_meant(
    view: View, register: Path, words: str, here: tuple[Actor, ...], error: type[Exception], reason: str
) -> None:
    with pytest.raises(error) as raised:
        resolve(view, words, register, here)
    assert type(raised.value) is error
    assert reason in str(raised.value)


def test_an_actor_of_the_ledger_besides_some(view: View) -> None:
    assert actor(view, "ministry", besides={"north"}).id == "south"
    with pytest.raises(NotFoundError, match="'kerr': no other actor of that name"):
        actor(view, "kerr", besides={"kerr", OMAR.id})
    with pytest.raises(NotFoundError):
        actor(view, "Dorn")


def test_joined_actors_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(*cast("North Ministry met South Ministry.", NORTH, SOUTH))
        ledger.judge(casting.judgement("same", value="north", other="south"))
        assert [actor(ledger.view, words).id for words in ("north", "south", "ministry")] == ["north", "south", "north"]
        with pytest.raises(NotFoundError):
            actor(ledger.view, "south", besides={"north", "south"})
