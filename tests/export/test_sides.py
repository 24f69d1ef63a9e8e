"""The words of pages stand in quotation marks that are the same everywhere."""

import pytest

from sayso.export.sides import quoted


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("it fell", "“it fell”", id="without marks"),
        pytest.param('"It fell,"', "“It fell,”", id="straight ones"),
        pytest.param("„Es fiel“", "“Es fiel”", id="those of another language"),
        pytest.param("«Il tomba»", "“Il tomba”", id="guillemets"),
        pytest.param('"It fell," … "all of it"', '“"It fell," … "all of it"”', id="two quotations are not one"),
        pytest.param("“It” fell", "““It” fell”", id="a part in marks"),
        pytest.param('"', '“"”', id="a mark alone"),
        pytest.param("", "“”", id="nothing"),
    ],
)
def test_quoted(words: str, told: str) -> None:
    assert quoted(words) == told
