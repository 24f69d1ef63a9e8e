"""The pages of four stories, and what is said to be written in them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.parse.blocks import document
from sayso.records import Document
from sayso.sources import files

FOLDER = Path(__file__).parents[2] / "samples" / "stories"
PAGES = FOLDER / "pages"
TRUTH: dict[str, Any] = yaml.safe_load((FOLDER / "TRUTH.yaml").read_text(encoding="utf8"))
STORIES = pytest.mark.parametrize("story", TRUTH["stories"], ids=[story["id"] for story in TRUTH["stories"]])


@cache
def read(page: str) -> Document:
    return document(files.load(PAGES / page, 1_000_000))[0]


def telling(story: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything that is said to stand on a page."""
    yield from (each for claim in story["claims"] for each in claim["by"])
    yield from (each for figure in story["figures"] for each in figure["said"])


def test_there_are_sixteen_pages_each_in_one_story_or_alone() -> None:
    told = [page for story in TRUTH["stories"] for page in story["pages"]] + TRUTH["alone"]
    there = [str(path.relative_to(PAGES)) for path in PAGES.rglob("*") if path.is_file()]
    assert sorted(told) == sorted(there)
    assert len(told) == 16


def test_they_are_among_the_sample_pages() -> None:
    found = [page for page in files.find(FOLDER.parent).pages if FOLDER in page.parents]
    assert found == list(files.find(PAGES).pages)
    assert len(found) == 16


@STORIES
def test_words_stand_on_their_page(story: dict[str, Any]) -> None:
    missing = [(each["page"], each["words"]) for each in telling(story) if each["words"] not in read(each["page"]).text]
    assert missing == []


@STORIES
def test_speakers_and_names_stand_in_the_story(story: dict[str, Any]) -> None:
    everything = "\n".join(read(page).text for page in story["pages"])
    speakers = {each["speaker"] for each in telling(story) if "speaker" in each}
    speakers |= {each["carrier"] for each in telling(story) if "carrier" in each}
    speakers |= {each["voice"] for each in story["namings"] if each["voice"] != "page"}
    assert {name for name in speakers if name not in everything} == set()
    absent = [each for each in story["namings"] if each["name"] not in read(each["page"]).text]
    assert absent == []


@STORIES
def test_each_page_says_a_claim_or_leaves_it_out(story: dict[str, Any]) -> None:
    pages = set(story["pages"])
    for claim in story["claims"]:
        says, without = {each["page"] for each in claim["by"]}, set(claim["leaves_out"])
        assert says <= pages
        assert without <= pages
        assert not says & without, claim["id"]
        assert {each["does"] for each in claim["by"]} <= {"asserts", "denies", "concedes", "corrects"}
        assert all(("speaker" in each) != ("voice" in each) for each in claim["by"])


@STORIES
def test_several_publishers_tell_it(story: dict[str, Any]) -> None:
    publishers = {read(page).publisher for page in story["pages"]}
    assert None not in publishers
    assert 3 <= len(publishers) <= 5
    days = [read(page).published for page in story["pages"]]
    assert all(day is not None and str(story["day"]) <= day for day in days)


@STORIES
def test_an_echo_has_the_credit_that_is_said(story: dict[str, Any]) -> None:
    for echo in story["echoes"]:
        text = read(echo["page"]).text
        assert echo["of"] in story["pages"]
        assert text.index(echo["from"]) < text.index(echo["to"])
        credit = echo["credit"].removeprefix("From ")
        assert credit in text


@STORIES
def test_what_was_corrected_stands_in_one_version_alone(story: dict[str, Any]) -> None:
    for version in story.get("versions", ()):
        first, then = read(version["first"]), read(version["then"])
        assert first.url == then.url
        assert version["was"] in first.text
        assert version["was"] not in then.text
        assert version["is"] in then.text
        assert version["is"] not in first.text


@STORIES
def test_common_sources_and_changes_over_time_are_of_the_story(story: dict[str, Any]) -> None:
    claims = {claim["id"] for claim in story["claims"]}
    for common in story["common_sources"]:
        assert set(common["pages"]) <= set(story["pages"])
        assert set(common["claims"]) <= claims
    for figure in story["figures"]:
        days = {each["low"]: each["day"] for each in reversed(figure["said"])}
        for change in figure.get("over_time", ()):
            said = [days[value] for value in change["values"]]
            assert said == sorted(set(said)), "each on a later day than the one before"
