"""Whose word a thing is: that of the innermost attribution that tells of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.parse.syntax import Syntax
from sayso.parse.voices import Voices, tells
from sayso.records import Act, Attribution, Manner, Span
from tests.extract.builders import built

CASES = [
    ("[S Ana] [C said] [T the army shelled Dorn]", "", "state", "indirect", True, "what is said"),
    ("[S Ana] [C plans] [T to shell Dorn]", "shell>plans:xcomp", "intend", "indirect", False, "an intention"),
    ("[S Ana] [C plans] [T “to shell Dorn”]", "shell>plans:xcomp", "intend", "direct", True, "in words of her own"),
    ("[S Ana] [C ordered] [T him to leave]", "leave>ordered:xcomp", "order", "indirect", True, "an order"),
    ("The law will [C allow] [T them to leave]", "leave>allow:xcomp", "order", "indirect", False, "nobody orders"),
    ("[S The law] [C allows] [T them to leave]", "leave>allows:xcomp", "order", "indirect", False, "a law makes way"),
    ("[S Ana] [C is skeptical of] [T the talks]", "talks>skeptical:obl", "believe", "indirect", False, "a feeling"),
    ("[S Ana] [C believes] [T they left]", "left>believes:ccomp", "believe", "indirect", True, "a belief that"),
    (
        "[S Ana] [C believes] [T it was the work of rebels]",
        "work>believes:ccomp it>work:nsubj was>work:cop rebels>work:nmod",
        "believe",
        "indirect",
        True,
        "what something was",
    ),
    ("[S Ana] [C confirmed] [T the attack]", "attack>confirmed:obj", "state", "indirect", True, "a thing confirmed"),
    ("[S They] [C were alarmed by] [T the blasts]", "blasts>alarmed:obl", "warn", "indirect", False, "felt, not told"),
    ("[S Ana] [C is set] [T to attack]", "attack>set:xcomp", "predict", "indirect", False, "what she does herself"),
    ("[S Ana] [C expects] [T rain to fall]", "fall>expects:xcomp", "predict", "indirect", True, "what others do"),
    ("[S Ana] [C discovered] [T a plot]", "plot>discovered:obj", "state", "indirect", False, "met with, not told"),
    ("[S Ana] [C discovered] [T they left]", "left>discovered:ccomp", "state", "indirect", True, "found to be so"),
    ("[S The law] [C addresses] [T the raids]", "raids>addresses:obj", "state", "indirect", False, "a matter named"),
    ("[S Ana] [C asked about] [T the raid]", "raid>asked:obl", "ask", "indirect", False, "put as a question"),
    ("[S Ana] [C asked] [T who fell]", "fell>asked:ccomp", "ask", "indirect", True, "a question of hers"),
    ("[S Ana] [C is guilty of] [T burning Dorn]", "burning>guilty:advcl", "accuse", "indirect", False, "said of her"),
    ("[S Ana] [C pleaded guilty] [T to burning Dorn]", "burning>pleaded:obl", "admit", "indirect", True, "she admits"),
    ("[S Ana] [C refused] [T his request for talks]", "request>refused:obj", "deny", "indirect", False, "his wish"),
    ("[S Ana] [C denied] [T the raid]", "raid>denied:obj", "deny", "indirect", True, "she speaks of it"),
    ("[S Ana] [C has] [T the map]", "map>has:obj", None, "indirect", True, "no act is known"),
]


@pytest.mark.parametrize(("text", "arcs", "act", "manner", "expected", "why"), CASES, ids=[case[-1] for case in CASES])
def test_tells(text: str, arcs: str, act: Act | None, manner: Manner, expected: bool, why: str) -> None:
    page = built(text, arcs)
    said = replace(page.attributions[0], act=act, manner=manner, negated=False)
    assert tells(said, Syntax(page.parse.document.text, page.parse.words)) is expected, why


def test_a_thing_not_spoken_of_is_not_told() -> None:
    page = built("[S Ana] [C did not answer] [T the call]", "call>answer:obj answer>answer:root")
    said = replace(page.attributions[0], act="state", manner="indirect", negated=True)
    assert not tells(said, Syntax(page.parse.document.text, page.parse.words))


def test_the_innermost_that_tells() -> None:
    page = built("[S0 Ana] [C0 said] [T0 [S1/0 Ben] [C1/0 plans] [T1/0 to attack]]", "attack>plans:xcomp")
    outer, inner = (replace(a, manner="indirect", act=act) for a, act in zip(page.attributions, ACTS, strict=True))
    at = page.parse.document.text.index("attack")
    span = (at, at + 6)
    assert Voices((outer, inner)).of(span) == inner.id, "in whose content it stands"
    assert Voices((outer, inner), Syntax(page.parse.document.text, page.parse.words)).of(span) == outer.id, "who tells"
    assert Voices((outer, inner)).of((0, 3)) is None, "outside of all contents"


@pytest.mark.parametrize(
    ("text", "act", "score", "expected", "why"),
    [
        (
            "[S0 Ana] [C0 said], “[T0 [S1/0 Ben] [C1/0 plans] [T1/0 to attack]]”",
            "intend",
            0.9,
            False,
            "Ana's quotation",
        ),
        ("[S0 Ana] [C0 said] [T0 [S1/0 Ben] [C1/0 plans] “[T1/0 to attack]”]", "intend", 0.9, True, "Ben's quotation"),
        ("[S0 Ana] [C0 said], “[T0 [S1/0 Ben] [C1/0 plans] [T1/0 to attack]]”", "state", 0.9, True, "Ben says it too"),
        ("[S0 Ana] [C0 said], “[T0 [S1/0 Ben] [C1/0 plans] [T1/0 to attack]]”", "state", 0.4, False, "likelier none"),
    ],
)
def test_whose_quotation_it_is(text: str, act: Act, score: float, expected: bool, why: str) -> None:
    page = built(text, "attack>plans:xcomp")
    inner = replace(page.attributions[1], act=act, manner="direct", negated=False, score=score)
    assert inner.outer == page.attributions[0].id
    assert tells(inner, Syntax(page.parse.document.text, page.parse.words)) is expected, why


ACTS: tuple[Act, ...] = ("state", "intend")
spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=6), spans)
def test_as_a_search_through_all(contents: list[Span], span: Span) -> None:
    said = [
        Attribution(id=f"{i}", source=(), cue=((0, 1),), content=(content,), score=1.0)
        for i, content in enumerate(contents)
    ]
    holding = [(e - s, a.id) for a in said for s, e in a.content if s <= span[0] and span[1] <= e]
    assert Voices(said).of(span) == (min(holding)[1] if holding else None)
