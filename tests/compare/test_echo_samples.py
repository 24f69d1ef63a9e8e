"""Echoes of the sample stories, as they were written: who copied whom, from where to where, what is left to count."""

from functools import cache
from itertools import combinations
from typing import Any

import pytest

from sayso.compare.echoes import Passage, Prints, Told, folded, origin, passages, prints, telling, told
from tests.compare.stories import TRUTH, read

ECHOES = [(story, echo) for story in TRUTH for echo in TRUTH[story]["echoes"]]
PAGES = sorted({page for story in TRUTH.values() for page in story["pages"]})


@cache
def page(path: str) -> Told:
    return told(read(path))


def copies(one: str, other: str) -> list[Passage]:
    return [each for each in passages(page(one), page(other)) if each.kind == "copied"]


def test_pages_share_what_was_copied_and_nothing_else() -> None:
    found = {pair for pair in combinations(PAGES, 2) if copies(*pair)}
    known = {(echo["page"], echo["of"]) for _, echo in ECHOES}
    both = {(one, other) for one, first in known for other, second in known if one < other and first == second}
    versions = {(each["first"], each["then"]) for story in TRUTH.values() for each in story.get("versions", ())}
    assert found == {tuple(sorted(pair)) for pair in known | both | versions}


@pytest.mark.parametrize(("story", "echo"), ECHOES, ids=[echo["page"] for _, echo in ECHOES])
def test_an_echo_is_found_from_its_beginning_to_its_end(story: str, echo: dict[str, Any]) -> None:
    text = read(echo["page"]).document.text
    start, end = text.index(echo["from"]), text.index(echo["to"]) + len(echo["to"])
    found = [each.first for each in copies(echo["page"], echo["of"])]
    assert all(start <= first and last <= end for first, last in found)
    assert sum(last - first for first, last in found) > 0.75 * (end - start)


@pytest.mark.parametrize(("story", "echo"), ECHOES, ids=[echo["page"] for _, echo in ECHOES])
def test_it_is_the_one_whom_it_credits_who_had_it_first(story: str, echo: dict[str, Any]) -> None:
    shared = [(each.first, each.second) for each in copies(echo["page"], echo["of"])]
    found = origin(page(echo["page"]), page(echo["of"]), shared)
    assert found.who == "second"
    assert "credits" in {reason.kind for reason in found.reasons}


def test_echoes_are_candidates() -> None:
    known = Prints()
    for path in PAGES:
        known.add(path, prints(page(path)))
    for _, echo in ECHOES:
        assert echo["of"] in known.alike(prints(page(echo["page"])), but=echo["page"])


@pytest.mark.parametrize("story", TRUTH)
def test_echoes_count_once(story: str) -> None:
    paths = {page(path).id: path for path in TRUTH[story]["pages"]}
    found = {
        (one, other): [(each.first, each.second) for each in copies(paths[one], paths[other])]
        for one, other in combinations(sorted(paths), 2)
    }
    groups = {
        frozenset(paths[id] for id in group.tellings)
        for group in folded(map(telling, map(page, paths.values())), found)
    }
    echoed = {
        frozenset((echo["of"], *(each["page"] for each in TRUTH[story]["echoes"]))) for echo in TRUTH[story]["echoes"]
    }
    papers = {path.split("/")[0] for path in paths.values()}
    assert {group for group in groups if len({path.split("/")[0] for path in group}) > 1} == echoed
    assert len(groups) == len(papers) - sum(len(group) - 1 for group in echoed)
