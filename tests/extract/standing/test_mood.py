"""Whether a stance is said to be so: negated, hedged, only to come, or not said at all."""

import pytest

from tests.extract.standing.stood import page_of, row, said, told

MOODS = [
    row(
        "{us The US} does not support {ypg the YPG}.",
        "The>US:det US>support:nsubj does>support:aux not>support:advmod YPG>support:obj",
        "supports not us > ypg",
        "negated",
        "does/AUX",
    ),
    row(
        "{us The US} no longer supports {ypg the YPG}.",
        "The>US:det US>supports:nsubj no>supports:advmod longer>supports:advmod YPG>supports:obj",
        "supports not us > ypg",
        "no longer",
        "no/ADV longer/ADV",
    ),
    row(
        "{us The US} stopped supporting {ypg the YPG}.",
        "US>stopped:nsubj supporting>stopped:xcomp YPG>supporting:obj",
        "supports not us > ypg",
        "stopped",
    ),
    row(
        "{us The US} must stop supporting {ypg the YPG}.",
        "The>US:det US>stop:nsubj must>stop:aux supporting>stop:xcomp YPG>supporting:obj",
        "supports us > ypg",
        "what must stop is so",
        "must/AUX",
    ),
    row(
        "{us The US} not only supports {ypg the YPG}.",
        "US>supports:nsubj not>supports:advmod only>supports:advmod YPG>supports:obj",
        "supports us > ypg",
        "not only",
    ),
    row(
        "{us The US} may have armed {ypg the YPG}.",
        "The>US:det US>armed:nsubj may>armed:aux have>armed:aux YPG>armed:obj",
        "supports ~ us > ypg",
        "a modal is a hedge",
        "may/AUX",
    ),
    row(
        "{us The US} reportedly armed {ypg the YPG}.",
        "US>armed:nsubj reportedly>armed:advmod YPG>armed:obj",
        "supports ~ us > ypg",
        "an adverb is a hedge",
    ),
    row(
        "{us The US} would have backed {ypg the YPG}.",
        "US>backed:nsubj would>backed:aux have>backed:aux YPG>backed:obj",
        "",
        "what was not so",
    ),
    row(
        "If {us the US} backs {ypg the YPG}, {turkey Turkey} leaves.",
        "If>backs:mark US>backs:nsubj backs>leaves:advcl YPG>backs:obj Turkey>leaves:nsubj",
        "",
        "a condition",
        "If/SCONJ",
    ),
    row(
        "Does {us the US} support {ypg the YPG}?",
        "Does>support:aux US>support:nsubj YPG>support:obj",
        "",
        "a question",
        "Does/AUX",
    ),
    row(
        "{turkey Turkey} asked {us the US} to support {ypg the YPG}.",
        "Turkey>asked:nsubj US>asked:iobj to>support:mark support>asked:xcomp YPG>support:obj",
        "",
        "what is asked for",
        "Turkey/PROPN to/PART",
    ),
    row(
        "{us The US} vowed to support {ypg the YPG}.",
        "US>vowed:nsubj to>support:mark support>vowed:xcomp YPG>support:obj",
        "supports us > ypg",
        "a promise tells the stance",
        "to/PART",
    ),
    row(
        "{us The US} failed to support {ypg the YPG}.",
        "US>failed:nsubj to>support:mark support>failed:xcomp YPG>support:obj",
        "supports not us > ypg",
        "failed to",
        "to/PART",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "tags", "expected"), [*MOODS])
def test_mood(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    assert sorted(told(one) for one in said(page_of(marked, arcs, tags))) == expected
