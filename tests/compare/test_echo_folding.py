"""Independent origins: what is copied, and what has one source, counts once."""

from itertools import permutations

import pytest

from sayso.compare.echoes import Telling, folded


def telling(id: str, **fields: object) -> Telling:
    given = {"id": id, "document": f"page {id}", "publisher": f"paper {id}", "length": 1000}
    return Telling(**given | fields)  # type: ignore[arg-type]


COPIES = {("page a", "page b"): [((0, 600), (100, 680))], ("page b", "page c"): [((700, 760), (0, 60))]}


@pytest.mark.parametrize(
    ("tellings", "groups"),
    [
        ([telling("a"), telling("d")], ["a", "d"]),
        ([telling("a"), telling("b")], ["a b"]),
        ([telling("b"), telling("c")], ["b", "c"]),
        ([telling("b", span=(710, 740)), telling("c", span=(10, 40))], ["b c"]),
        ([telling("b", span=(10, 40)), telling("c", span=(10, 40))], ["b", "c"]),
        ([telling("a", sources=("x", "y")), telling("d", sources=("y",))], ["a d"]),
        ([telling("a", sources=("x",)), telling("d", sources=("y",))], ["a", "d"]),
        ([telling("a", agencies=("ap",)), telling("d", agencies=("ap",))], ["a d"]),
        ([telling("a", publisher="p"), telling("d", publisher="p")], ["a d"]),
        ([telling("a", publisher=None), telling("d", publisher=None)], ["a", "d"]),
        ([telling("a", document="p"), telling("d", document="p", publisher=None)], ["a d"]),
        ([telling("a"), telling("b", sources=("x",)), telling("d", sources=("x",)), telling("e")], ["a b d", "e"]),
    ],
    ids=[
        "nothing in common", "half of a page is copied", "a line is copied, the pages are not",
        "the line that is copied", "another line of them", "one source", "two sources", "one agency", "one publisher",
        "no publisher known",
        "one page", "by way of another",
    ],
)  # fmt: skip
def test_folded(tellings: list[Telling], groups: list[str]) -> None:
    for order in permutations(tellings):
        found = folded(order, COPIES)
        assert [" ".join(group.tellings) for group in found] == groups
    assert all(bool(group.folds) == (len(group.tellings) > 1) for group in found)


def test_every_reason_is_told() -> None:
    (group,) = folded([telling("a", sources=("x",)), telling("b", sources=("x",))], COPIES)
    assert [(fold.one, fold.other, fold.why) for fold in group.folds] == [
        ("a", "b", "copied"), ("a", "b", "one source"),
    ]  # fmt: skip
