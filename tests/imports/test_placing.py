"""Where selected words stand: by quotation, by position, whichever characters the other tool counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.imports.placing import Quote, in_points, place, trimmed

TEXT = "😀 She said so. He\nsaid so. They said no."


@pytest.mark.parametrize(
    ("quote", "position", "words", "start"),
    [
        pytest.param(Quote("said"), (6, 10), "said", 6, id="position and words agree"),
        pytest.param(Quote("said"), (7, 11), "said", 6, id="the position counts UTF-16 code units"),
        pytest.param(None, (2, 5), "She", 2, id="a position alone"),
        pytest.param(Quote("They"), None, "They", 27, id="words that stand once"),
        pytest.param(Quote("said", "They "), (1, 2), "said", 32, id="a wrong position, words known by what is before"),
        pytest.param(Quote("said", "", " no"), None, "said", 32, id="by what is behind"),
        pytest.param(Quote("said", "so. He  "), None, "said", 18, id="white space is not what counts"),
        pytest.param(Quote("He said"), None, "He\nsaid", 15, id="a line end for a blank"),
    ],
)
def test_place(quote: Quote | None, position: tuple[int, int] | None, words: str, start: int) -> None:
    span = place(TEXT, quote, position)
    assert (TEXT[span[0] : span[1]], span[0]) == (words, start)


@pytest.mark.parametrize(
    ("quote", "position", "reason"),
    [
        pytest.param(None, None, "neither exact words", id="nothing"),
        pytest.param(None, (3, 999), "not within the text", id="beyond the text"),
        pytest.param(None, (5, 5), "not within", id="empty"),
        pytest.param(Quote("shouted"), (6, 10), "does not stand", id="other words at the position"),
        pytest.param(Quote("said"), None, "stands in the text 3 times", id="open which"),
        pytest.param(Quote("said", "We "), None, "not among these words", id="none among those words"),
        pytest.param(Quote(" "), None, "does not stand", id="no words"),
    ],
)
def test_what_is_not_placed(quote: Quote | None, position: tuple[int, int] | None, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        place(TEXT, quote, position)


@given(
    before=st.text(st.sampled_from("a😀𝔘é")), words=st.text(st.sampled_from("b😀\u0301"), min_size=1), after=st.text()
)
def test_either_way_of_counting_means_the_same_words(before: str, words: str, after: str) -> None:
    text = f"{before}{words}{after}"
    start, end = len(before), len(before) + len(words)
    units = tuple(len(each.encode("utf-16-le", "surrogatepass")) // 2 for each in (before, before + words))
    assert in_points(text, (units[0], units[1])) == (start, end)
    assert place(text, None, (start, end)) == (start, end)
    assert place(text, Quote(words), (start, end)) == (start, end)


def test_trimmed() -> None:
    assert trimmed(" a  b ", ((3, 6), (0, 3), (2, 4))) == ((1, 2), (4, 5))
