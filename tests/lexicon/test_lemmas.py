"""Lemmas of verb and noun forms, by table and by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.lexicon.cues import packaged_cues
from sayso.lexicon.lemmas import IRREGULAR, candidates, lemma

HEADS = packaged_cues().by_head
VERBS = sorted({head for head, cues in HEADS.items() if any(cue.pos == "verb" for cue in cues)})
NOUNS = sorted({head for head, cues in HEADS.items() if any(cue.pos == "noun" for cue in cues)})
# Verbs of two syllables and more whose last is stressed, or which British spelling doubles.
DOUBLES = {
    "acquit", "admit", "channel", "commit", "compel", "concur", "counsel", "demur", "expel", "infer", "label", "libel",
    "marvel", "model", "omit", "permit", "prefer", "rebel", "rebut", "refer", "regret", "signal", "submit",
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param("said", "say", id="irregular"),
        pytest.param("told", "tell", id="irregular, another vowel"),
        pytest.param("thought", "think", id="irregular in ght"),
        pytest.param("knew", "know", id="irregular past"),
        pytest.param("known", "know", id="irregular participle"),
        pytest.param("swore", "swear", id="past of swear"),
        pytest.param("sworn", "swear", id="participle of swear"),
        pytest.param("sought", "seek", id="past of seek"),
        pytest.param("withheld", "withhold", id="a prefix before an irregular verb"),
        pytest.param("was", "be", id="be"),
        pytest.param("spokesmen", "spokesman", id="an irregular plural"),
        pytest.param("threatens", "threaten", id="s"),
        pytest.param("stresses", "stress", id="es after a hiss"),
        pytest.param("accuses", "accuse", id="s after an e"),
        pytest.param("vetoes", "veto", id="es after an o"),
        pytest.param("denies", "deny", id="y to ies"),
        pytest.param("lies", "lie", id="an ie of its own"),
        pytest.param("quizzes", "quiz", id="a doubled z"),
        pytest.param("hypotheses", "hypothesis", id="a Greek plural"),
        pytest.param("denied", "deny", id="y to ied"),
        pytest.param("lied", "lie", id="d after ie"),
        pytest.param("accused", "accuse", id="d after an e"),
        pytest.param("alleged", "allege", id="d after ge"),
        pytest.param("warned", "warn", id="ed"),
        pytest.param("agreed", "agree", id="d after ee"),
        pytest.param("called", "call", id="a double l of its own"),
        pytest.param("planned", "plan", id="a doubled n"),
        pytest.param("rebutted", "rebut", id="a doubled t"),
        pytest.param("labelled", "label", id="British doubling"),
        pytest.param("labeled", "label", id="American, not doubled"),
        pytest.param("panicked", "panic", id="a k after c"),
        pytest.param("hoped", "hope", id="no doubling, so an e"),
        pytest.param("hopped", "hop", id="doubling, so no e"),
        pytest.param("hating", "hate", id="an e dropped before ing"),
        pytest.param("vowing", "vow", id="w is not doubled"),
        pytest.param("lying", "lie", id="ie to ying"),
        pytest.param("denying", "deny", id="y kept before ing"),
        pytest.param("SAID", "say", id="capitals"),
        pytest.param("Criticised", "criticise", id="British spelling"),
        pytest.param("criticized", "criticize", id="American spelling"),
    ],
)
def test_lemma_of_a_form(form: str, expected: str) -> None:
    known = {*HEADS, "be", "lie", "hop", "hope", "hat", "hate", "panic", "spokesman", "label", "lay", "quiz"}
    assert lemma(form, known) == expected


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("news", id="ends in s, no plural"),
        pytest.param("press", id="ends in ss"),
        pytest.param("red", id="too short for a past"),
        pytest.param("bring", id="ing without a verb before it"),
        pytest.param("according", id="known as it stands"),
    ],
)
def test_a_known_word_that_looks_inflected_is_itself(word: str) -> None:
    assert lemma(word, {word}) == word


@pytest.mark.parametrize(
    ("form", "both"),
    [
        pytest.param("found", {"find", "found"}, id="find and found"),
        pytest.param("saw", {"see", "saw"}, id="see and saw"),
        pytest.param("lay", {"lie", "lay"}, id="lie and lay"),
        pytest.param("felt", {"feel", "felt"}, id="feel and felt"),
    ],
)
def test_forms_of_two_words_keep_both(form: str, both: set[str]) -> None:
    assert both <= set(candidates(form))


def test_a_word_nobody_knows_is_left_alone() -> None:
    assert lemma("Blorting", set()) == "blorting"


def with_ending(verb: str, ending: str) -> str:
    """A regular form, spelled as English spells it."""
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + ending
    if verb.endswith("e"):
        return verb + ending.removeprefix("e")
    if verb[-1] == "y" and verb[-2] not in "aeiou" and ending == "ed":
        return verb[:-1] + "ied"
    if verb.endswith("ic"):
        return verb + "k" + ending
    return verb + (verb[-1] if is_doubling(verb) else "") + ending


def is_doubling(verb: str) -> bool:
    vowels = sum(letter in "aeiouy" for letter in verb.replace("qu", "q"))
    short = verb[-1] not in "aeiouwxyhs" and verb[-2] in "aeiouy" and vowels == 1
    return short or verb in DOUBLES


def with_s(word: str) -> str:
    if word[-1] == "y" and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("iz"):
        return word + "zes"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


@pytest.mark.parametrize("ending", ["ed", "ing"])
def test_regular_forms_of_every_cue_lead_back(ending: str) -> None:
    irregular = {known for lemmas in IRREGULAR.values() for known in lemmas} if ending == "ed" else {"be"}
    verbs = [verb for verb in VERBS if verb not in irregular and len(verb) > 2 and verb.isalpha()]
    assert len(verbs) > 500
    astray = [(form, verb) for verb in verbs if (form := with_ending(verb, ending)) and verb not in candidates(form)]
    assert astray == []


@pytest.mark.parametrize("words", [pytest.param(VERBS, id="third person"), pytest.param(NOUNS, id="plural")])
def test_forms_in_s_lead_back(words: list[str]) -> None:
    regular = [word for word in words if len(word) > 2 and word.isalpha() and word not in {"be", "have", "do", "go"}]
    assert len(regular) > 300
    assert [(form, word) for word in regular if (form := with_s(word)) and word not in candidates(form)] == []


@given(st.text(max_size=20))
def test_any_word_has_candidates_and_is_one_of_them(word: str) -> None:
    found = candidates(word)
    assert word.lower().replace("’", "'") in found
    assert len(set(found)) == len(found)
    assert all(found) or not word
