"""The quotations of a block, by its marks."""

import pytest

from sayso.parse.quotation import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said “we won”.", [("“we won”", True)], id="curly"),
        pytest.param('"We won," he said. "All."', [('"We won,"', True), ('"All."', True)], id="straight, two of them"),
        pytest.param("He said „we won“ twice.", [("„we won“", True)], id="low and high"),
        pytest.param("It fell, ‘without a shot’, he said.", [("‘without a shot’", True)], id="single"),
        pytest.param("the rebels’ line and the army's", [], id="apostrophes are no quotation"),
        pytest.param("“We won and", [("“We won and", False)], id="not closed: to the end of the block"),
        pytest.param("“They said ‘no’ to us”", [("“They said ‘no’ to us”", True)], id="only the outer of two"),
        pytest.param("we won” he said", [], id="a closing mark alone quotes nothing"),
        pytest.param(
            "''We won,'' he said. ''All.''", [("''We won,''", True), ("''All.''", True)], id="two single for a double"
        ),
        pytest.param("``We won,'' he said.", [("``We won,''", True)], id="two grave marks open"),
        pytest.param("''They said 'no' to us''", [("''They said 'no' to us''", True)], id="single ones inside"),
        pytest.param("“‘No’ is no answer”", [("“‘No’ is no answer”", True)], id="two kinds of marks side by side"),
        pytest.param("", [], id="empty"),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, bool]]) -> None:
    found = quotations(text, (0, len(text)))
    assert [(text[q.span[0] : q.span[1]], q.closed) for q in found] == expected


def test_inner_leaves_out_both_of_two_marks() -> None:
    (found,) = quotations("''We won,'' he said.", (0, 20))
    assert found.inner == (2, 9)
