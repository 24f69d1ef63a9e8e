"""A ledger kept compared: the same in whatever order pages come, read once or twice, judged, rebuilt or stopped."""

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.compare import echoes
from sayso.compare.keeping import bring, bring_up
from sayso.compare.stories import STORY, Gathered, signs
from sayso.errors import NotFoundError
from sayso.ledger import Ledger
from sayso.records import Judgement, JudgementKind, Page, Passage, Reading, StoryEntry
from sayso.sources import files
from tests.compare.stories import PAGES, TRUTH, read

Found = tuple[list[StoryEntry], dict[tuple[str, str], tuple[Passage, ...]]]
Pair = tuple[Page, Reading]


@cache
def pages() -> tuple[Pair, ...]:
    """The sample pages of all stories with what is read from them."""
    names = [name for story in TRUTH.values() for name in story["pages"]]
    return tuple((files.load(PAGES / name, 1_000_000), read(name)) for name in names)


def found(ledger: Ledger) -> Found:
    stories = sorted(ledger.view.stories(least=1), key=lambda story: story.id)
    return stories, ledger.view.shared(story for each in stories for story in each.documents)


@cache
def usual() -> Found:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, Ledger(folder) as ledger:
        ledger.add_many(pages())
        bring_up(ledger.writer)
        return found(ledger)


def test_stories_are_those_that_were_written() -> None:
    ids = {str(page.path): reading.document.id for page, reading in pages()}
    written = {frozenset(ids[str(PAGES / name)] for name in story["pages"]) for story in TRUTH.values()}
    assert {frozenset(story.documents) for story in usual()[0]} == written
    assert any(passage.kind == "copied" for passages in usual()[1].values() for passage in passages)


def test_a_ledger_gathers_as_pages_in_memory_are_gathered() -> None:
    gathered = Gathered()
    gathered.add(*(signs(reading) for _, reading in pages()))
    assert {frozenset(story) for story in gathered.stories()} == {frozenset(each.documents) for each in usual()[0]}


@pytest.mark.parametrize("order", range(10))
def test_ten_orders_of_arrival_give_the_same(tmp_path: Path, order: int) -> None:
    dice = random.Random(order)
    with Ledger(tmp_path) as ledger:
        for page, reading in dice.sample(pages(), len(pages())):
            ledger.add(page, reading)
            if dice.random() < 0.4:
                bring_up(ledger.writer)
        bring_up(ledger.writer)
        assert found(ledger) == usual()
        assert ledger.view.uncompared() == 0


def _older(reading: Reading) -> Reading:
    """What an older reader may have read: another title, half of the text."""
    document = reading.document
    half = len(document.text) // 2
    kept = tuple(block for block in document.blocks if block.span[1] <= half)
    return Reading(
        reader="0", document=replace(document, title="What was there", text=document.text[:half], blocks=kept, links=())
    )


def _read_before(ledger: Ledger) -> None:
    for page, reading in pages():
        ledger.add(page, _older(reading))
    bring_up(ledger.writer)
    ledger.add_many(pages())


def _compared_one_by_one(ledger: Ledger) -> None:
    ledger.add_many(pages())
    seen: list[str] = []
    bring(ledger.view.home, seen.append, lambda: bool(seen))
    assert 0 < len(seen) <= len(pages())


def _rebuilt(ledger: Ledger) -> None:
    ledger.add_many(pages())
    bring_up(ledger.writer)
    ledger.writer.rebuild()
    assert ledger.view.stories() == ()


def _judged_and_retracted(ledger: Ledger) -> None:
    ledger.add_many(pages())
    bring_up(ledger.writer)
    made = ledger.writer.judge(_judgement("same_story", *_of_two_stories()))
    bring_up(ledger.writer)
    ledger.writer.judge(_judgement("retract", retracts=made.id))


def _merged(ledger: Ledger) -> None:
    half = len(pages()) // 2
    ledger.add_many(pages()[half:])
    bring_up(ledger.writer)
    with Ledger(str(ledger.view.home) + "/other") as other:
        other.add_many(pages()[:half])
        bring_up(other.writer)
    ledger.writer.merge(str(ledger.view.home) + "/other")


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(_read_before, id="pages that an older reader read otherwise leave nothing behind"),
        pytest.param(_compared_one_by_one, id="a stop after the first few loses nothing"),
        pytest.param(_rebuilt, id="what is derived may be thrown away"),
        pytest.param(_judged_and_retracted, id="a judgement that is taken back leaves nothing behind"),
        pytest.param(_merged, id="ledgers that were compared each for itself may be merged"),
    ],
)
def test_every_way_leads_to_the_same(tmp_path: Path, way: Callable[[Ledger], None]) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        way(ledger)
        bring_up(ledger.writer)
        assert found(ledger) == usual()


def _of_two_stories() -> tuple[str, str]:
    one, other = (story for story in usual()[0][:2])
    return one.id, other.id


def _judgement(
    kind: JudgementKind, one: str | None = None, other: str | None = None, retracts: int | None = None
) -> Judgement:
    return Judgement(
        id=0, kind=kind, document=one, value=other, retracts=retracts, judge="Ada", time="2026-01-01T00:00:00+00:00"
    )


def test_what_is_judged_one_story_is_and_what_is_judged_apart_is_not(tmp_path: Path) -> None:
    one, other = _of_two_stories()
    stories: Sequence[StoryEntry] = usual()[0]
    whole = next(story for story in stories if story.id == one)
    with Ledger(tmp_path) as ledger:
        ledger.add_many(pages())
        bring_up(ledger.writer)
        before = ledger.view.state()
        ledger.writer.judge(_judgement("same_story", one, other))
        ledger.writer.judge(_judgement("not_same_story", one, whole.documents[1]))
        bring_up(ledger.writer)
        assert other in ledger.view.story(one).documents
        assert whole.documents[1] not in ledger.view.story(one).documents
        assert ledger.view.state() != before


def test_a_page_that_cannot_be_compared_keeps_no_other_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = pages()[3][1].document.id

    def told(reading: Reading) -> echoes.Told:
        if reading.document.id == bad:
            raise RecursionError("too deep")
        return echoes.told(reading)

    monkeypatch.setattr("sayso.compare.keeping.told", told)
    with Ledger(tmp_path) as ledger:
        ledger.add_many(pages())
        bring_up(ledger.writer)
        assert ledger.view.uncompared() == 0
        assert ledger.view.story(bad).documents == (bad,)
        assert sum(len(story.documents) for story in ledger.view.stories(least=1)) == len(pages())
        (failure,) = ledger.view.failures()
        assert (failure.step, failure.reason) == (
            "compare",
            f"document {bad}: sayso failed on it: RecursionError: too deep",
        )
        monkeypatch.undo()
        ledger.writer.rebuild()
        bring_up(ledger.writer)
        assert found(ledger) == usual()


def test_a_page_is_not_compared_before_it_is(tmp_path: Path) -> None:
    page, reading = pages()[0]
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
        assert ledger.view.uncompared() == 1
        with pytest.raises(NotFoundError, match="not compared"):
            ledger.view.story(reading.document.id)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, 4),
        ({"least": 1}, 4),
        ({"words": "ferry"}, 1),
        ({"words": "ferr*"}, 1),
        ({"words": "zeppelin"}, 0),
        ({"publisher": "Amarel Courier"}, 2),
        ({"publisher": "Amarel"}, 0),
        ({"since": "2019-05-20"}, 2),
        ({"until": "2019-05-08"}, 1),
        ({"since": "2019-05-14", "until": "2019-05-14"}, 1),
        ({"since": "2019", "until": "2019-05"}, 4),
        ({"least": 5}, 0),
    ],
    ids=[
        "all", "and those of one page", "a word of a title", "the beginning of one", "a word of none",
        "a publisher", "only whole names", "those that end later", "those that begin before", "one day",
        "a year and a month", "too many pages asked for",
    ],
)  # fmt: skip
def test_stories_asked_for(kept: Path, asked: dict[str, object], wanted: int) -> None:
    with Ledger(kept) as ledger:
        stories = ledger.view.stories(**asked)  # type: ignore[arg-type]
        assert len(stories) == wanted == ledger.view.story_count(**asked)  # type: ignore[arg-type]
        assert [story.last for story in stories] == sorted((story.last for story in stories), reverse=True)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    with Ledger(folder) as ledger:
        ledger.add_many(pages())
        bring_up(ledger.writer)
    return folder


def _learning() -> list[Judgement]:
    """Judgements of enough pairs to learn from: pages of two stories are one whose likeness is slight, and pages of one
    story are not that are very like each other."""
    stories = [story.documents for story in usual()[0]]
    same = [_judgement("same_story", one, other) for one in stories[0] for other in stories[1]][:9]
    apart = [_judgement("not_same_story", one, other) for one in stories[2] for other in stories[3]][:9]
    return [*same, *apart]


def test_what_is_learned_does_not_mind_when_it_was_judged(tmp_path: Path) -> None:
    with Ledger(tmp_path / "before") as before, Ledger(tmp_path / "after") as after:
        for ledger in (before, after):
            ledger.add_many(pages())
        bring_up(after.writer)
        for ledger in (before, after):
            for judgement in _learning():
                ledger.writer.judge(judgement)
            bring_up(ledger.writer)
            with ledger.writer.comparing() as rows:
                assert (rows.least() or STORY) < STORY
        assert found(before) == found(after) != usual()
