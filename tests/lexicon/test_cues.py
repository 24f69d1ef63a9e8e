"""The list of cues: what it holds, what it refuses, and how cues are met in running words."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import yaml

from sayso.errors import InputError
from sayso.lexicon.cues import (
    PACKAGED,
    Cue,
    Met,
    Setting,
    SubjectKind,
    Voice,
    acts_in,
    met_at,
    of_lemma,
    packaged_cues,
    read_cues,
)
from sayso.records import Act

CUES = packaged_cues()
ALL = [cue for cues in CUES.by_head.values() for cue in cues]
ACTS = get_args(Act)


def best(text: str) -> Met:
    return met_at(CUES, text.split())[0]


def setting(
    object: str = "",
    complement: str = "",
    preposition: str = "",
    subject_is: SubjectKind | None = None,
    voice: Voice | None = None,
) -> Setting:
    """A setting; words parted by blanks stand for sets of them."""
    return Setting(
        object=frozenset(object.split()),
        complement=frozenset(complement.split()),
        preposition=frozenset(preposition.split()),
        subject_is=subject_is,
        voice=voice,
    )


def test_enough_cues_and_enough_of_every_act() -> None:
    assert len(ALL) >= 600
    first = Counter(cue.acts[0] for cue in ALL)
    assert {act: first[act] for act in ACTS if first[act] < 10} == {}


def test_file_is_in_order() -> None:
    entries = yaml.safe_load(PACKAGED.read_text(encoding="utf-8"))
    keys = [(ACTS.index(e["act"] if "act" in e else e["acts"][0]), e["cue"], e["pos"]) for e in entries]
    assert keys == sorted(keys)


def test_tests_of_cases_are_lemmas_and_lower_case() -> None:
    words = {word for cue in ALL for case in cue.cases for word in (*case.object, *case.complement, *case.preposition)}
    assert words
    assert {word for word in words if word != word.lower() or " " in word} == set()


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        pytest.param("said", "say", "state", id="a form of an irregular verb"),
        pytest.param("According to", "according to", "state", id="a capital at the start"),
        pytest.param("called on the army", "call on", "demand", id="two words side by side"),
        pytest.param("called yesterday on the army", "call on", "demand", id="a word between"),
        pytest.param("called", "call", "state", id="the head alone"),
        pytest.param("threw all of his weight behind her", "throw weight behind", "praise", id="words between, twice"),
        pytest.param("raised fresh alarms", "raise alarm", "warn", id="a later word in another form"),
        pytest.param("vowed on Sunday to retaliate", "vow to retaliate", "threaten", id="the longest of vow"),
        pytest.param("called the army a gang and a mob on", "call", "state", id="the second word out of reach"),
        pytest.param("ruled out talks", "rule out", "deny", id="a particle turns the act"),
        pytest.param("criticised", "criticise", "condemn", id="British spelling"),
        pytest.param("criticized", "criticize", "condemn", id="American spelling"),
        pytest.param("hoping", "hope", "intend", id="a gerund that dropped its e"),
        pytest.param("in the words of", "in the words of", "state", id="a phrase"),
        pytest.param("claimed responsibility", "claim responsibility", "admit", id="conflict talk"),
    ],
)
def test_longest_cue_that_is_met(text: str, words: str, act: str) -> None:
    found = best(text)
    assert " ".join(found.cue.words) == words
    assert found.cue.acts[0] == act


def test_positions_of_what_is_met() -> None:
    assert met_at(CUES, ["He", "called", "yesterday", "on", "them"], 1)[0].at == (1, 3)


def test_nothing_is_met_where_no_cue_stands() -> None:
    assert met_at(CUES, ["bridge"]) == ()


def test_cues_of_a_lemma_by_part_of_speech() -> None:
    assert [cue.pos for cue in of_lemma(CUES, "claim")] == ["verb", "noun"]
    assert [cue.acts for cue in of_lemma(CUES, "claim", "noun")] == [("state",)]
    assert of_lemma(CUES, "claimed") == ()


@pytest.mark.parametrize(
    ("lemma", "around", "acts"),
    [
        pytest.param("claim", setting(), ("state",), id="claims that"),
        pytest.param("claim", setting(object="responsibility"), ("admit",), id="claims responsibility"),
        pytest.param("reject", setting(object="allegation"), ("deny",), id="rejects an allegation"),
        pytest.param("reject", setting(object="offer"), ("condemn",), id="rejects an offer"),
        pytest.param("ask", setting(complement="to"), ("request",), id="asks somebody to"),
        pytest.param("ask", setting(complement="why question"), ("ask",), id="asks why"),
        pytest.param("tell", setting(complement="to"), ("order",), id="tells somebody to"),
        pytest.param("tell", setting(complement="that"), ("state",), id="tells somebody that"),
        pytest.param("insist", setting(complement="on"), ("demand",), id="insists on: on is a word, not true"),
        pytest.param("suggest", setting(), ("state", "propose"), id="suggests, undecided"),
        pytest.param("suggest", setting(complement="ing"), ("propose",), id="suggests doing"),
        pytest.param("suggest", setting(subject_is="document"), ("state",), id="a study suggests"),
        pytest.param("promise", setting(object="revenge"), ("threaten",), id="promises revenge"),
        pytest.param("vote", setting(complement="against"), ("condemn",), id="votes against"),
        pytest.param(
            "press", setting(voice="passive", preposition="when on"), ("ask",), id="pressed on: two tests hold"
        ),
        pytest.param("press", setting(voice="active", preposition="when on"), ("demand",), id="one of two tests fails"),
    ],
)
def test_act_in_its_setting(lemma: str, around: Setting, acts: tuple[str, ...]) -> None:
    (cue,) = of_lemma(CUES, lemma, "verb")
    assert acts_in(cue, around) == acts


@pytest.mark.parametrize(
    ("negated", "expected"), [pytest.param(True, "believe", id="holds"), pytest.param(False, "deny", id="does not")]
)
def test_a_case_on_negation(tmp_path: Path, negated: bool, expected: str) -> None:
    path = written(tmp_path, "{cue: doubt, pos: verb, act: deny, when: [{negated: true, act: believe}]}")
    assert acts_in(only(path), Setting(negated=negated)) == (expected,)


def test_the_first_case_that_holds_decides(tmp_path: Path) -> None:
    path = written(
        tmp_path, "{cue: a, pos: verb, act: ask, when: [{complement: to, act: order}, {complement: to, act: warn}]}"
    )
    assert acts_in(only(path), setting(complement="to")) == ("order",)


@pytest.mark.parametrize(
    ("text", "act", "negates"),
    [
        pytest.param("declined to say", "state", True, id="a refusal to say"),
        pytest.param("refused repeatedly to comment", "state", True, id="with an adverb between"),
        pytest.param("stopped short of saying", "state", True, id="stopping short"),
        pytest.param("stopped short of accusing", "accuse", True, id="stopping short of another act"),
        pytest.param("refused to rule out", "deny", True, id="a denial not made"),
        pytest.param("refused to leave", "intend", True, id="a refusal to act"),
        pytest.param("reluctant", "intend", True, id="an adjective"),
        pytest.param("denied", "deny", False, id="a denial is an act of its own"),
        pytest.param("ruled out", "deny", False, id="so is ruling out"),
    ],
)
def test_cues_that_negate(text: str, act: str, negates: bool) -> None:
    cue = best(text).cue
    assert (cue.acts[0], cue.negates) == (act, negates)


def written(folder: Path, *entries: str) -> Path:
    path = folder / "own.yaml"
    path.write_text("".join(f"- {entry}\n" for entry in entries), encoding="utf-8")
    return path


def only(path: Path) -> Cue:
    ((cue,),) = read_cues(path).by_head.values()
    return cue


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param("{cue: b, pos: verb, act: shout}", "shout", id="unknown act"),
        pytest.param("{cue: b, pos: verb, acts: [ask, shout]}", "shout", id="unknown act among several"),
        pytest.param("{cue: b, pos: particle, act: ask}", "particle", id="unknown part of speech"),
        pytest.param("{cue: say, pos: verb, act: ask}", r"say \(verb\) stands already at own.yaml, line 1", id="twice"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{mood: x, act: ask}]}", "mood", id="unknown test"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{act: ask}]}", "no test", id="a case without a test"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{object: x}]}", "act", id="a case without an act"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{voice: middle, act: ask}]}", "middle", id="unknown voice"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{subject_is: dog, act: ask}]}", "dog", id="unknown subject"),
        pytest.param("{cue: b, pos: verb, act: ask, when: [{complement: on, act: ask}]}", "quotation", id="a bare on"),
        pytest.param("{cue: b, pos: verb}", "either act or acts", id="no act"),
        pytest.param("{cue: b, pos: verb, act: ask, acts: [ask, warn]}", "not both", id="act and acts"),
        pytest.param("{cue: B, pos: verb, act: ask}", "lower case", id="capitals"),
        pytest.param('{cue: " ", pos: verb, act: ask}', "at least one word", id="no word"),
        pytest.param("{cue: b, act: ask}", "pos", id="no part of speech"),
        pytest.param("say", "object", id="no mapping"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, entry: str, reason: str) -> None:
    path = written(tmp_path, "{cue: say, pos: verb, act: state}", entry)
    with pytest.raises(InputError, match=rf"own\.yaml, line 2: .*{reason}"):
        read_cues(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"cue: say", "not a list", id="a mapping"),
        pytest.param(b"", "not a list", id="an empty file"),
        pytest.param(b"- {cue: say", "cannot be read", id="no YAML"),
        pytest.param(b"- \xff", "cannot be read", id="no UTF-8"),
        pytest.param(None, "cannot be read", id="no file"),
        pytest.param(b"- !!python/object/apply:os.getcwd []", "cannot be read", id="a tag that would run code"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "own.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=rf"own\.yaml: .*{reason}"):
        read_cues(path)
