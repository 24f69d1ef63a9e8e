"""A reading that says what its page does not say is refused, and told why."""

from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError, SpanError
from sayso.records import Actor, Alias, Mention, Reading, Reference, Stance, Vectors
from sayso.soundness import check, collapsed
from tests import factories

PLAIN = factories.reading("[S The  Free\nArmy] [C said] that [T [H perhaps] it left].")
SAID = replace(PLAIN.attributions[0], speakers=("army",), about=("army",), document="letter")
ARMY = Actor(id="army", name="Free Army", aliases=(Alias(text="Free Army", span=(5, 14), voice=SAID.id),))
MENTION = Mention(id="m", span=(5, 14), form="name", actor="army", score=1.0)
STANCE = Stance(id="s", kind="ally", holders=("army",), toward=("army",), content=((0, 3),), voice=SAID.id)
LETTER = Reference(id="letter", span=(0, 3), kind="letter", issuer="army")
SOUND = replace(
    PLAIN, actors=(ARMY,), mentions=(MENTION,), attributions=(SAID,), stances=(STANCE,), references=(LETTER,)
)


def test_a_sound_reading() -> None:
    check(SOUND)
    check(replace(SOUND, mentions=(MENTION, replace(MENTION, id="n", actor=None))))
    check(replace(SOUND, vectors=Vectors(document=b"ab", attributions=(b"",))))


def alias(**fields: Any) -> tuple[Actor, ...]:
    return (replace(ARMY, aliases=(replace(ARMY.aliases[0], **fields),)),)


SPANS = (
    pytest.param({"mentions": (replace(MENTION, span=(5, 99)),)}, "mention m: span 5–99", id="a mention beyond it"),
    pytest.param({"mentions": (replace(MENTION, span=(5, 5)),)}, "mention m: .* is empty", id="an empty mention"),
    pytest.param({"actors": alias(span=(-1, 3))}, "alias of actor army: span", id="an alias before the text"),
    pytest.param({"actors": alias(span=(0, 8))}, "the text says 'The Fre' at 0–8", id="an alias that says other words"),
    pytest.param({"actors": alias(text="free army")}, "not 'free army'", id="an alias in another case"),
    pytest.param({"references": (replace(LETTER, span=(3, 1)),)}, "reference letter", id="a reference backwards"),
    pytest.param({"stances": (replace(STANCE, content=((0, 99),)),)}, "content of stance s", id="a stance's content"),
    pytest.param(
        {"stances": (replace(STANCE, hedges=((4, 6), (0, 3))),)}, "hedges of stance s", id="a stance's hedges"
    ),
    pytest.param({"attributions": (replace(SAID, outer="f" * 16),)}, "is missing", id="an outer one that is not there"),
)
IDS = (
    pytest.param({"mentions": (replace(MENTION, actor="x"),)}, "mention m: actor x is not", id="a mention of nobody"),
    *(
        pytest.param({"attributions": (replace(SAID, **{role: ("army", "x")}),)}, f"{role} of .* actor x", id=role)
        for role in ("speakers", "media", "addressees", "about")
    ),
    pytest.param({"attributions": (replace(SAID, document="x"),)}, "reference x is not", id="no such document"),
    pytest.param({"stances": (replace(STANCE, holders=("x",)),)}, "stance s: actor x", id="a holder"),
    pytest.param({"stances": (replace(STANCE, toward=("x",)),)}, "stance s: actor x", id="toward nobody"),
    pytest.param({"stances": (replace(STANCE, voice="x"),)}, "voice of stance s: attribution x", id="a stance's voice"),
    pytest.param({"actors": alias(voice="x")}, "alias of actor army: attribution x", id="an alias's voice"),
    pytest.param({"references": (replace(LETTER, issuer="x"),)}, "issuer of reference letter", id="an issuer"),
    pytest.param({"actors": (ARMY, ARMY)}, "two actors .* army", id="an actor twice"),
    pytest.param({"mentions": (MENTION, MENTION)}, "two mentions", id="a mention twice"),
    pytest.param({"stances": (STANCE, STANCE)}, "two stances", id="a stance twice"),
    pytest.param({"references": (LETTER, LETTER)}, "two references", id="a reference twice"),
    pytest.param({"actors": (ARMY, Actor(id="a b", name="x"))}, "an id is one word", id="an id of two words"),
    pytest.param({"actors": (ARMY, Actor(id="", name="x"))}, "an id is one word", id="an empty id"),
    pytest.param({"actors": (replace(ARMY, name="\ud800"),)}, "surrogate", id="a name that is no text"),
    pytest.param({"vectors": Vectors(document=b"ab")}, "vectors of 0 attributions, where there are 1", id="too few"),
    pytest.param({"vectors": Vectors(document=b"ab", attributions=(b"a",))}, "1 and 2 dimensions", id="of two lengths"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "reason"), SPANS)
def test_unsound_spans(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(SpanError, match=reason):
        check(replace(SOUND, **change))


@pytest.mark.parametrize(("change", "reason"), IDS)
def test_unsound_ids(change: dict[str, Any], reason: str) -> None:
    unsound: Reading = replace(SOUND, **change)
    with pytest.raises(InputError, match=reason):
        check(unsound)


def test_words_on_one_line() -> None:
    assert collapsed("a \n b\u2028c d", (0, 7)) == "a b c"
