"""In whose words an event stands whose noun is itself something said."""

import pytest
from msgspec.structs import replace

from sayso.extract.events import events
from sayso.records import Act, Manner
from tests.extract.builders import built

ANA = "[S {a:person Ana}]"
NOUNS: list[tuple[str, str, Act, Manner, str, bool, str]] = [
    (
        f"{ANA} [C repeated] [T {{a:person her}} accusations against {{b Norland}}].",
        "accusations>repeated:obj Ana>repeated:nsubj Norland>accusations:nmod against>Norland:case",
        "state",
        "indirect",
        "accusations",
        False,
        "that she accuses is told of her",
    ),
    (
        f"{ANA} [C repeated] [T {{a:person her}} accusations against {{b Norland}}].",
        "accusations>repeated:obj Ana>repeated:nsubj Norland>accusations:nmod against>Norland:case",
        "state",
        "direct",
        "accusations",
        True,
        "in words of her own",
    ),
    (
        f"{ANA} [C confirmed] [T the bombing of {{b Dorn}}].",
        "bombing>confirmed:obj Ana>confirmed:nsubj Dorn>bombing:nmod of>Dorn:case",
        "state",
        "indirect",
        "bombing",
        True,
        "a deed is hers to tell",
    ),
    (
        f"{ANA} [C said] [T accusations against {{b Norland}} mounted].",
        "mounted>said:ccomp accusations>mounted:nsubj Ana>said:nsubj Norland>accusations:nmod against>Norland:case",
        "state",
        "indirect",
        "accusations",
        True,
        "within a clause of hers",
    ),
    (
        f"{ANA} [C said] [T accusations against {{b Norland}} as they mounted].",
        "accusations>said:obj mounted>said:ccomp Ana>said:nsubj Norland>accusations:nmod against>Norland:case",
        "state",
        "indirect",
        "accusations",
        True,
        "beside a clause of hers",
    ),
    (
        f"{ANA} [C alleged] [T accusations against {{b Norland}}].",
        "alleged>accusations:amod Norland>accusations:nmod against>Norland:case",
        "accuse",
        "indirect",
        "accusations",
        True,
        "what is but alleged is no making of it",
    ),
    (
        f"{ANA} [C demanded] [T a meeting with {{b Norland}}].",
        "meeting>demanded:obj Ana>demanded:nsubj Norland>meeting:nmod with>Norland:case",
        "demand",
        "indirect",
        "meeting",
        True,
        "talks asked for are what she asks for",
    ),
    (
        f"{ANA} [C opposed] [T a meeting with {{b Norland}}].",
        "meeting>opposed:obj Ana>opposed:nsubj Norland>meeting:nmod with>Norland:case",
        "condemn",
        "indirect",
        "meeting",
        False,
        "talks opposed are held all the same",
    ),
]


@pytest.mark.parametrize(
    ("marked", "arcs", "act", "manner", "word", "told", "why"), NOUNS, ids=[row[-1] for row in NOUNS]
)
def test_whose_word_a_noun_of_speech_is(
    marked: str, arcs: str, act: Act, manner: Manner, word: str, told: bool, why: str
) -> None:
    page = built(marked, arcs, b="state")
    said = tuple(replace(a, act=act, manner=manner, negated=False) for a in page.attributions)
    found = events(page.parse, said, page.mentions, page.actors, (), ())
    text = page.parse.document.text
    (event,) = [e for e in found if word in text[slice(*e.trigger[0])]]
    assert (event.voice is not None) is told, why


def test_a_call_repeated_stands_where_its_repeating_does() -> None:
    page = built(
        "[S0 {a:person Ana}] [C0 repeated] [T0 [S1/0 {a:person her}] [C1/0 call] for [T1/0 the shelling of {b Dorn}]].",
        "call>repeated:obj Ana>repeated:nsubj shelling>call:nmod for>shelling:case Dorn>shelling:nmod of>Dorn:case",
        b="state",
    )
    outer, inner = (replace(a, manner="indirect", negated=False) for a in page.attributions)
    said = (replace(outer, act="demand"), replace(inner, act="demand"))
    voices = {e.type: e.voice for e in events(page.parse, said, page.mentions, page.actors, (), ())}
    assert voices["REQUEST"] is None, "the page tells of the call"
    assert voices["ASSAULT"] == inner.id, "what is called for is hers"
