"""The measure of stories: how B-cubed counts, and what is put before the gathering."""

from pathlib import Path

import pytest

from evaluation.stories import b_cubed, basil_pages, ecb_pages, figures, growth, made, undated

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the data in ../shared is not there")


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        pytest.param(["abc", "d"], ["abc", "d"], 100, 100, id="all right"),
        pytest.param(["abc", "d"], ["abcd"], 62.5, 100, id="one too many: (3·3/4 + 1/4) / 4"),
        pytest.param(["abcd"], ["ab", "cd"], 100, 50, id="one in halves"),
        pytest.param(["ab", "cd"], ["ac", "bd"], 50, 50, id="crossed"),
    ],
)
def test_b_cubed(gold: list[str], found: list[str], precision: float, recall: float) -> None:
    told = b_cubed([set(story) for story in gold], [set(story) for story in found])
    assert (told["precision"], told["recall"]) == (precision, recall)


def test_made_pages_are_the_same_each_time_and_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(made(50)) == list(made(50))
    monkeypatch.setenv("SAYSO_STORY_STEPS", "600,700")
    told = growth()
    assert list(told) == ["600 pages", "700 pages"]
    assert all(row["f1"] > 90 for row in told.values())


@needs_data
def test_basil() -> None:
    pages = list(basil_pages(SHARED))
    assert (len(pages), len({page.story for page in pages})) == (210, 70)
    assert all(page.reading.document.published for page in pages)
    assert all(undated(page).reading.document.published is None for page in pages)
    # floors of the issue; far fewer than all would not be the same task
    assert figures(pages)["f1"] >= 98
    assert figures(map(undated, pages))["f1"] >= 93


@needs_data
def test_ecb_has_no_addresses() -> None:
    pages = list(ecb_pages(SHARED, "dev"))
    assert len({page.story for page in pages}) == 16
    assert not [page for page in pages if "http" in page.reading.document.text[:20]]
