"""A quicker `in`: it has to give the same answers."""

import time

from hypothesis import given
from hypothesis import strategies as st

from sayso.parse.within import SHORTEST, Within

TEXTS = st.text(alphabet="ab", min_size=60, max_size=160)


@given(text=TEXTS, start=st.integers(0, 130), size=st.integers(SHORTEST, 60), other=TEXTS)
def test_same_as_in(text: str, start: int, size: int, other: str) -> None:
    asked = [
        passage for passage in (text[start:], text[start : start + size], other[:size]) if len(passage) >= SHORTEST
    ]
    within = Within(text)
    assert [within.holds(passage) for passage in asked] == [passage in text for passage in asked]


def test_time_grows_with_the_length_alone() -> None:
    passages = [f"theministernumber{i}saidthatthetownhadfallen" for i in range(40_000)]
    began = time.process_time()
    within = Within("".join(passages[::2]))
    assert sum(map(within.holds, passages)) == 20_000
    assert time.process_time() - began < 3  # a search of the whole text for each takes twice as long and more
