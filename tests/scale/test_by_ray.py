"""Reading with Ray gives what reading here gives, whatever dies on the way. Needs the extra `ray`."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import replace

pytest.importorskip("ray")

import psutil
import ray

from sayso.batch import Outcome, named
from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.pipeline import Reader
from sayso.records import Facts, Page, Vectors
from sayso.scale import cluster, parquet
from sayso.scale.by_ray import _InLedger, _rounds, _Waiting, enter, read_by_ray, read_many_by_ray
from sayso.settings import Settings
from sayso.sources.opening import Options
from sayso.sources.yielded import Yielded
from tests import factories

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Ray's own, of itself

SAID = "The ministry of {} said on Monday that the bridge had been closed.\n\nA spokesman, {}, denied it."
NAMES = ("Vardania", "Osterhal", "Kirmansk", "Belluno", "Tashgar", "Mirov")


@pytest.fixture(scope="module")
def here() -> Iterator[None]:
    """A Ray of this machine with two actors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_BACKEND_LOG_LEVEL", "fatal")
        ray.init(
            address="local",
            num_cpus=3,
            object_store_memory=100_000_000,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
        yield
        ray.shutdown()


def pages() -> list[Yielded]:
    """Pages, the same bytes at two places, bytes that are no page, and a path where nothing is."""
    texts = [SAID.format(name, name + "ov") for name in NAMES]
    found = [Yielded(name=f"{n}.txt", page=factories.page(text, path=f"/p/{n}.txt")) for n, text in enumerate(texts)]
    twice = Yielded(name="twice.txt", page=factories.page(texts[0], path="/p/twice.txt"))
    none = Yielded(name="none", page=Page(data=b"\0\1\2" * 100, path="/p/none", fetched=factories.FETCHED))
    return [*found, twice, none, Yielded(name="gone", reason="no such file", path="/p/gone")]


def told(outcomes: Iterator[Outcome]) -> dict[str, tuple[bytes, str | None]]:
    """Each outcome's reading as JSON, and its reason, by its name; each name once."""
    found = list(outcomes)
    assert len({outcome.name for outcome in found}) == len(found)
    return {outcome.name: (json.encode(outcome.reading), outcome.reason) for outcome in found}


def held(ledger: Ledger) -> dict[str, object]:
    """What a ledger holds, but for the times at which pages failed."""
    failures = {(failure.path, failure.url, failure.step, failure.reason) for failure in ledger.failures()}
    return {"readings": {each.document.id: json.encode(each) for each in ledger.readings()}, "failures": failures}


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a ledger holds after a run without Ray."""
    reader = Reader()
    with Ledger(tmp_path_factory.mktemp("serial") / "ledger") as ledger:
        for each in pages():
            try:
                if each.page is None:
                    ledger.fail(each.step, named(each.name, each.reason or ""), path=each.path)
                else:
                    ledger.add(each.page, reader.read(each.page))
            except InputError as error:
                ledger.fail("read", named(each.name, str(error)), page=each.page)
        return held(ledger)


@pytest.mark.usefixtures("here")
def test_an_actor_dies_and_nothing_is_lost(tmp_path: Path, serial: dict[str, object]) -> None:
    killed: list[int] = []
    over = threading.Event()

    def kill() -> None:
        while not killed and not over.wait(0.05):
            for process in psutil.Process().children(recursive=True):
                try:
                    if any("ReadsPages" in word for word in process.cmdline()) and not killed:
                        process.kill()
                        killed.append(process.pid)
                except psutil.Error:
                    continue

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        with Ledger(tmp_path / "ledger") as ledger:
            outcomes = told(read_by_ray(pages(), Settings(), "local", ledger))
            assert held(ledger) == serial
    finally:
        over.set()
        killing.join()
    assert killed
    assert outcomes.keys() == {each.name for each in pages()}
    assert {name for name, (_, reason) in outcomes.items() if reason} == {"none", "gone"}


@pytest.mark.usefixtures("here")
def test_parquet_holds_what_a_ledger_is_made_of(tmp_path: Path, serial: dict[str, object]) -> None:
    out = tmp_path / "out"
    first = told(read_by_ray(pages(), Settings(), "local", None, out=out))
    with Ledger(tmp_path / "ledger") as ledger:
        entered = list(enter(out, ledger))
        assert held(ledger) == serial
        assert sorted(each.name for each in entered) == sorted(first)
    read = [each for each in pages() if first[each.name][1] is None]
    again = list(read_by_ray(read, Settings(), "local", None, out=out))
    assert all(each.unchanged for each in again), "what stands there is read again"
    assert len(again) == len(read)


@pytest.mark.usefixtures("here")
def test_a_page_that_takes_too_long_is_a_row_and_the_others_are_read(tmp_path: Path) -> None:
    long = factories.page(" ".join(SAID.format(name, name) for name in NAMES) * 2000, path="/p/long.txt")
    (tmp_path / "short.txt").write_text(SAID.format("Vardania", "Osman"))
    with Ledger(tmp_path / "ledger") as ledger:
        given = [Yielded(name="long", page=long), *pages()[:2]]
        outcomes = told(read_by_ray(given, Settings(), "local", ledger, longest=4.0))
        (failure,) = ledger.failures()
    assert failure.step == "worker"
    assert "took longer than 4 seconds" in failure.reason
    assert [name for name, (_, reason) in outcomes.items() if reason] == ["long"]


def test_a_round_ends_when_it_is_told_to() -> None:
    stop = threading.Event()
    stop.set()
    waiting = _Waiting(iter(pages()), _InLedger("test", None))

    class Nowhere:
        actors, room = 1, 1000

    assert list(_rounds(waiting, Nowhere(), _InLedger("test", None), stop)) == []  # type: ignore[arg-type]
    assert not waiting.pages


@pytest.mark.parametrize(
    ("count", "room", "taken", "full", "reason"),
    [
        (3, 10**6, 3, True, "as many as are asked for"),
        (20, 150, 2, True, "no more bytes than there is room for, but for the last page's"),
        (20, 10**6, 8, True, "all there are; what failed is no page to be read"),
    ],
)
def test_a_round_is_filled_as_far_as_there_is_room(count: int, room: int, taken: int, full: bool, reason: str) -> None:
    waiting = _Waiting(iter(pages()), _InLedger("test", None))
    assert waiting.fill(count, room) is full, reason
    assert len(waiting.take()) == taken, reason
    assert waiting.pages == []


def test_what_is_not_there_yet_is_not_waited_for() -> None:
    waiting = _Waiting(iter([pages()[0], None, pages()[1]]), _InLedger("test", None))
    assert not waiting.fill(5, 10**6)
    assert len(waiting.pages) == 1
    assert waiting.fill(5, 10**6)
    assert len(waiting.pages) == 2


@given(st.lists(st.integers(0, 2 * cluster.BLOCK_BYTES), max_size=30), st.integers(1, 8))
def test_blocks_hold_every_page_once_and_are_bounded(sizes: list[int], most: int) -> None:
    data = bytes(2 * cluster.BLOCK_BYTES)
    given = {n: Yielded(name=str(n), page=Page(data=data[:size], fetched="")) for n, size in enumerate(sizes)}
    numbers = cluster.in_blocks(given, most)
    assert sorted(number for block in numbers for number in block) == list(given)
    for block in numbers:
        assert 0 < len(block) <= most
        assert len(block) == 1 or sum(sizes[number] for number in block) <= cluster.BLOCK_BYTES


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    name=TEXT,
    data=st.binary(max_size=50),
    path=st.none() | TEXT,
    url=st.none() | TEXT,
    title=st.none() | TEXT,
    reason=st.none() | TEXT,
)
def test_a_row_comes_back_as_it_went(
    name: str, data: bytes, path: str | None, url: str | None, title: str | None, reason: str | None
) -> None:
    page = Page(data=data, path=path, url=url, fetched=factories.FETCHED, facts=Facts(title=title))
    source = Yielded(name=name, page=page, path=path, url=url)
    step = None if reason is None else "read"
    told = factories.reading("[S The ministry] [C said] that [T the town fell].")
    reading = replace(told, vectors=Vectors(document=data, attributions=(b"", data))) if reason is None else None
    row = parquet.Row(number=3, source=source, reader="test", reading=reading, step=step, reason=reason)
    assert [parquet._row(cells) for cells in parquet.table([row]).to_pylist()] == [row]


def test_a_part_is_seen_once_it_is_whole(tmp_path: Path) -> None:
    source = Yielded(name="gone\udcff", reason="no such file", path="/p/gone")
    row = parquet.Row(number=0, source=source, reader="test", step="files", reason="no such file")
    part = parquet.begin(tmp_path)
    parquet.write(part, [row])
    assert parquet.parts(tmp_path) == []
    assert [found.parent.name[0] for found in tmp_path.glob("*/*.parquet")] == ["."]
    whole = parquet.finish(part)
    assert parquet.parts(tmp_path) == [whole]
    (back,) = parquet.rows(whole)
    assert (back.step, back.reason, back.source.name) == ("files", "no such file", "gone\\udcff")


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "part-1").mkdir()
    (tmp_path / "part-1" / "x.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(InputError, match=r"x\.parquet"):
        list(parquet.rows(tmp_path / "part-1"))


@pytest.mark.usefixtures("here")
def test_arguments_are_opened_here(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID.format("Vardania", "Osman"))
    arguments = [str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")]
    outcomes = told(read_many_by_ray(arguments, Settings(), Options(), "local", None))
    assert outcomes.keys() == set(arguments)
    assert "said" in outcomes[arguments[0]][0].decode()
    assert "no such file" in (outcomes[arguments[1]][1] or "")
