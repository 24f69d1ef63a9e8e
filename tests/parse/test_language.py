"""The names of languages; how they are told is tested with whole pages."""

import pytest

from sayso.parse.language import name_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("fr", "French", id="known"),
        pytest.param("pt-BR", "Portuguese", id="a region"),
        pytest.param("AR", "Arabic", id="capitals"),
        pytest.param("xx", "xx", id="not known"),
        pytest.param(None, "another language", id="not said"),
    ],
)
def test_name_of(code: str | None, name: str) -> None:
    assert name_of(code) == name
