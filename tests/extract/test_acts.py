"""What kind of saying: acts, negations and hedges, from marked-up sentences. `[H …]` marks the hedges that are due."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.extract.acts import acts, open_acts
from sayso.parse.segment import tokens
from sayso.records import Act, Attribution, Candidate, Parse, Word
from tests import factories


def marked(text: str) -> tuple[Parse, Attribution, tuple[tuple[int, int], ...]]:
    """A parse without words, the one attribution of a marked-up text, unfilled, and its hedges."""
    reading = factories.reading(text)
    one = reading.attributions[0]
    return Parse(document=reading.document), replace(one, hedges=()), one.hedges


def said(text: str, **tags: str) -> Attribution:
    """What is said of the one attribution of a text; `tags` are parts of speech by word, all others are X."""
    parse, one, _ = marked(text)
    if tags:
        parse = replace(parse, words=tuple(words(parse.document.text, tags)))
    return acts(parse, [one])[0]


def words(text: str, tags: dict[str, str]) -> Iterator[Word]:
    for span in tokens(text, (0, len(text))):
        yield Word(span=span, pos=tags.get(text[slice(*span)], "X"), head=None, relation="root", sentence=0)


def row(text: str, act: Act, reason: str) -> object:
    return pytest.param(text, act, id=reason)


ACTS = [
    row("[S The minister] [C said] [T the bridge was open].", "state", "the plainest cue"),
    row("[C According to] [S the ministry], [T the bridge is open].", "state", "a cue of two words"),
    row("[S The envoy][C :] [T the talks failed].", "state", "a colon says nothing of its own"),
    row("[S The envoy][C :] [T “Who fired first?”]", "state", "a question after a colon is still told"),
    row("[S She] [C said]: [T “Who fired first?”]", "state", "a full verb of saying stays one before a question"),
    row("[S She] [C asked] [T who fired first].", "ask", "a question put"),
    row("[S She] [C asked] the council [T to meet].", "request", "asking to do"),
    row("[S She] [C asked] the council [T for more time].", "request", "asking for"),
    row("[S Kyiv] [C accused] [T Moscow of shelling the port].", "accuse", "accused"),
    row("[S Kyiv] [C blamed] [T Moscow for the blast].", "accuse", "blamed"),
    row("[S The army] [C denied] [T the report].", "deny", "denied"),
    row("[S The court] [C denied] [T a motion to release him].", "order", "a court that denies a motion rules"),
    row("[S He] [C rejected] [T the claim that troops had crossed].", "deny", "a claim rejected"),
    row("[S He] [C rejected] [T the offer of talks].", "condemn", "an offer rejected"),
    row("[S He] [C dismissed] [T the accusation].", "deny", "an accusation dismissed"),
    row("[S The group] [C claimed] [T responsibility for the attack].", "admit", "responsibility claimed"),
    row("[S The group] [C claimed] [T its men held the hill].", "state", "claimed, with a sentence"),
    row("[S The group] [C claimed responsibility for] [T the attack].", "admit", "the object inside the cue"),
    row("[S Prosecutors] [C charged] [T him with treason].", "accuse", "charged"),
    row("[S He] [C maintained] [T that the deal holds].", "state", "maintained"),
    row("[S He] [C maintained his innocence], [T calling it a plot].", "deny", "maintained his innocence"),
    row("[S The report] [C noted] [T that fuel was short].", "state", "noted"),
    row("[S The general] [C vowed] [T to hold the town].", "promise", "vowed"),
    row("[S The general] [C vowed] [T revenge].", "threaten", "vowed revenge"),
    row("[S They] [C threatened] [T to close the strait].", "threaten", "threatened"),
    row("[S They] [C warned] [T that the dam may burst].", "warn", "warned"),
    row("[S They] [C warned of] [T retaliation].", "threaten", "to warn of one's own revenge is to threaten"),
    row("[S The union] [C called on] [T Ankara to stop].", "demand", "called on, whole"),
    row("[S The union] [C called] [T on Ankara to stop].", "demand", "*on* in the content"),
    row("[S The union] [C called] yesterday [T on Ankara to stop].", "demand", "*on* in the content, a word between"),
    row("[S The union] [C called] yesterday [C for] [T a truce].", "demand", "a cue in pieces"),
    row("[S He] [C called] [T the attack an atrocity].", "accuse", "a deed named a wrong"),
    row("[S He] [C called] [T her a clown].", "condemn", "an insult"),
    row("[S He] [C called] [T her a hero].", "praise", "a good name"),
    row("[S He] [C called] [T the town Port Selim].", "state", "a neutral name"),
    row("[S He] [C described] the vote [T as a sham].", "condemn", "a scornful picture"),
    row("[S He] [C urged] [T both sides to talk].", "demand", "urged"),
    row("[S The court] [C ordered] [T the release of the crew].", "order", "ordered"),
    row("[S Parliament] [C banned] [T the party].", "order", "an enactment"),
    row("[S Parliament] [C approved] [T the budget].", "order", "a body approves a budget"),
    row("[S Voters] [C approve of] [T the plan].", "praise", "to approve of"),
    row("[S The envoy] [C proposed] [T a pause].", "propose", "proposed"),
    row("[S The envoy] [C suggested] [T that the figures were wrong].", "state", "a claim suggested"),
    row("[S She] [C praised] [T the medics].", "praise", "praised"),
    row("[S She] [C threw her weight behind] [T the plan].", "praise", "an idiom with words between"),
    row("[S She] [C condemned] [T the raid].", "condemn", "condemned"),
    row("[S She] [C took aim at] [T the ministry].", "condemn", "an idiom"),
    row("[S She] [C lashed out] [T at the ministry].", "condemn", "a particle and the content's first word"),
    row("[S He] [C admitted] [T that the shells were theirs].", "admit", "admitted"),
    row("[S He] [C expects] [T a long war].", "predict", "expects"),
    row("[T The talks] [C are expected] [T to fail].", "predict", "the passive"),
    row("[S He] [C believes] [T the war is lost].", "believe", "believes"),
    row("[S He] [C expressed concern] [T over the raid].", "believe", "express takes the act of its object"),
    row("[S He] [C expressed] [T outrage over the raid].", "condemn", "the object in the content"),
    row("[S He] [C expressed his full support for] [T the raid].", "praise", "the object behind an adjective"),
    row("[S He] [C wants] [T to leave].", "intend", "wants"),
    row("[S He] [C is bent on] [T revenge].", "intend", "an adjective"),
    row("[S He] [C continued to condemn] [T the raid].", "condemn", "the verb behind *continued to*"),
    row("[S He] [C went on to praise] [T the medics].", "praise", "the verb behind *went on to*"),
    row("[T “It is over,”] [S he] [C went on].", "state", "*went on* by itself"),
    row(
        "[S He] [C unleashed withering criticism of] [T the court].", "condemn", "a light verb says what its noun says"
    ),
    row("[S He] [C made no mention of] [T the court].", "state", "*made … of* with a noun of its own between"),
    row("[S He] [C said at a campaign event] [T that he was fine].", "state", "nouns behind a full verb do not count"),
    row("[C Speaking in Geneva], [S he] [C denounced] [T the raid].", "condemn", "a participle before the verb"),
    row("[S The envoy’s] [C assertion] [T that all is well]", "state", "a noun"),
    row("[S The envoy’s] [C refusal] [T to condemn the raid]", "condemn", "a noun, and what was withheld"),
    row("[S His] [C campaign speech about] [T the war]", "state", "the last noun of a compound"),
    row("[S The spokesman] [C declined to comment on] [T the raid].", "state", "what was withheld is a statement"),
    row("[S The spokesman] [C declined] [T to condemn the raid].", "condemn", "what was withheld begins the content"),
    row("[S The spokesman] [C refused] [T to confirm the toll].", "state", "refused to confirm"),
    row("[S The crew] [C refused] [T to leave the ship].", "intend", "a deed refused is a will"),
    row("[S He] [C did not rule out] [T a strike].", "deny", "ruling out, negated"),
    row("[S She] [C seemed like] [T a new person].", "state", "*like* behind *seemed* is no liking"),
    row("[S His voters] [C like] [T the plan].", "praise", "*like* as a verb"),
    row("[S half of voters] [C-backed] [T plan]", "praise", "a hyphen before the cue"),
    row("[T a man] [C known] inside the unit [T as the Fox]", "state", "*known as* is a name, though parted"),
    row("[T The raid] [C unsettled] [S many villagers] in the north.", "believe", "a feeling that the source has"),
    row("[S The fleet] [C is blorping] [T to sail].", "intend", "an unknown cue with *to* before a deed"),
    row("[S The fleet] [C blorped] [T that it sails].", "state", "an unknown cue otherwise"),
    row(
        "[T The raid] [C blorped] [S many villagers] in the north.",
        "believe",
        "an unknown verb whose object is the source",
    ),
    row("[T “Go!”] [C blorped] [S a soldier].", "state", "an unknown verb behind a quotation"),
]


@pytest.mark.parametrize(("text", "act"), ACTS)
def test_act(text: str, act: Act) -> None:
    assert said(text).act == act


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("[S He] [C did not say] [T who fired].", True, id="inside the cue"),
        pytest.param("[S He] did not [C say] [T who fired].", True, id="before the cue"),
        pytest.param("[S He] didn’t immediately [C say] [T who fired].", True, id="a short form, an adverb between"),
        pytest.param("[S He] has never [C said] [T who fired].", True, id="never"),
        pytest.param("[S He] no longer [C believes] [T it].", True, id="no longer"),
        pytest.param("[S He] [C cannot say] [T who fired].", True, id="cannot"),
        pytest.param("[S He] has yet to [C say] [T who fired].", True, id="has yet to"),
        pytest.param("[S He] [C hardly mentioned] [T it].", True, id="hardly"),
        pytest.param("[S He] left, without [C saying] [T why].", True, id="without"),
        pytest.param("Nor did [S the minister] [C say] [T who fired].", True, id="before the source"),
        pytest.param("[S He] [C failed to condemn] [T it].", True, id="failed to"),
        pytest.param("[S He] [C made no mention of] [T it].", True, id="no before a noun"),
        pytest.param("[S He] [C said nothing about] [T it].", True, id="nothing behind the verb"),
        pytest.param("[S He] [C declined to say] [T who fired].", True, id="the entry negates"),
        pytest.param("[S He] [C did not decline to say] [T who fired].", False, id="two negations"),
        pytest.param("[S He] [C did not rule out] [T a strike].", True, id="a denial negated"),
        pytest.param("[S He] [C denied] [T it].", False, id="a denial is no negation"),
        pytest.param("[S He] [C said] [T he did not know].", False, id="in the content"),
        pytest.param("[S He] [C said] [T no shot was fired].", False, id="no in the content"),
        pytest.param("[S He] not only [C said] [T it] but meant it.", False, id="not only"),
        pytest.param("[S He] [C could not help but praise] [T it].", False, id="could not help"),
        pytest.param("[S Not everyone] [C finds] [T it fair].", False, id="a negated source"),
        pytest.param("[S No one] [C said] [T it].", False, id="no one"),
        pytest.param("It was not quiet. [S He] [C said] [T so].", False, id="in the sentence before"),
        pytest.param("[S He] [C said without comment] [T that he left].", False, id="without behind the verb"),
        pytest.param("[S He] [C plead not guilty to] [T it].", False, id="a word of the entry itself"),
    ],
)
def test_negated(text: str, negated: bool) -> None:
    assert said(text).negated is negated


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[S He] [H reportedly] [C said] [T it fell].", id="between source and cue"),
        pytest.param("[S He] [C [H reportedly] said] [T it fell].", id="inside the cue"),
        pytest.param("[H Apparently], [S he] [C said] [T it fell].", id="at the head of the sentence"),
        pytest.param("It rained. [H Perhaps] [S he] [C said] [T it fell].", id="at the head of a later sentence"),
        pytest.param("[S He] [C said], [H reportedly], [T that it fell].", id="behind the cue"),
        pytest.param("[S He] [H appeared] to [C confirm] [T it fell].", id="without the to"),
        pytest.param("[S He] [C [H seemed] to suggest] [T it fell].", id="in the cue, without the to"),
        pytest.param("[T The town] [C [H appeared]] [T to have fallen].", id="the whole cue"),
        pytest.param("[T The town] [C [H reportedly]] [T fell].", id="an adverb as the whole cue"),
        pytest.param("[S He] [H may have] [C said] [T it fell].", id="a modal with its have"),
        pytest.param("[S He] [C [H might] want] [T it].", id="a modal alone"),
        pytest.param("[S His] [H alleged] [C claim] [T that it fell]", id="an adjective before a noun"),
        pytest.param("In May [S he] [C said] [T it fell].", id="a month is none"),
        pytest.param("[S He] [C said] [T it reportedly fell].", id="inside the content is none"),
        pytest.param("[S He] [C suggested] [T it fell].", id="suggested is none"),
        pytest.param("[S He] [C claimed] [T to have won].", id="claimed is none"),
        pytest.param("[S He] [C appeared on] [T the show].", id="appeared on a show is none"),
        pytest.param("[S He] [C can say] [T it].", id="can is none"),
        pytest.param("[S The so-called king] [C said] [T it fell].", id="so-called is none"),
        pytest.param("Reportedly it fell. [S He] [C said] [T so].", id="in the sentence before is none"),
    ],
)
def test_hedges(text: str) -> None:
    parse, one, hedges = marked(text)
    found = acts(parse, [one])[0].hedges
    assert [parse.document.text[slice(*span)] for span in found] == [parse.document.text[slice(*s)] for s in hedges]
    assert found == hedges


@pytest.mark.parametrize(
    ("text", "guess", "act"),
    [
        pytest.param("[S His] [C defense of] [T it]", ("deny", 0.9), "deny", id="among those that the list allows"),
        pytest.param("[S His] [C defense of] [T it]", ("deny", 0.1), "praise", id="too unsure: the list's first"),
        pytest.param("[S His] [C defense of] [T it]", ("ask", 0.9), "praise", id="none that the list allows"),
        pytest.param("[S He] [C said] [T it]", ("deny", 0.9), "state", id="the list leaves nothing open"),
        pytest.param("[S He] [C blorped] [T it]", ("deny", 0.9), "deny", id="the list does not know the cue"),
        pytest.param("[S He] [C blorped] [T it]", ("deny", 0.3), "state", id="nor is the guess sure"),
    ],
)
def test_guesses_decide_only_what_the_list_leaves_open(text: str, guess: tuple[Act, float], act: Act) -> None:
    parse, one, _ = marked(text)
    seen = Candidate(source=one.source, cue=one.cue, content=one.content, score=0.9, acts=(guess,))
    assert acts(replace(parse, candidates=(seen,)), [one])[0].act == act


@pytest.mark.parametrize(
    ("text", "tags", "act"),
    [
        pytest.param("[S Ministers] [C cheer] [T it].", {"cheer": "VERB"}, "praise", id="tagged a verb"),
        pytest.param("[S He] [C did not claim] [T it].", {"claim": "NOUN"}, "state", id="word order against the tag"),
        pytest.param("[S the] [C calls for] [T calm]", {"calls": "VERB"}, "demand", id="an article against the tag"),
        pytest.param("[S They] [C clear] [T him].", {"clear": "VERB"}, "deny", id="of two entries the verb"),
        pytest.param("[S They] [C are clear] [T that he won].", {"clear": "ADJ"}, "state", id="of two the adjective"),
    ],
)
def test_tags_tell_entries_apart(text: str, tags: dict[str, str], act: Act) -> None:
    assert said(text, **tags).act == act


def test_words_of_the_parse_and_tokens_give_the_same() -> None:
    for case in ACTS:
        text = case.values[0]  # type: ignore[attr-defined]
        assert said(text, nothing="X") == said(text)


def test_same_attributions_in_the_same_order() -> None:
    reading = factories.reading("[S1 X] [C1 denied] [T1 it]. [S2 Y] [C2 praised] [T2 it].")
    found = acts(Parse(document=reading.document), reading.attributions)
    assert [one.act for one in found] == ["deny", "praise"]
    assert [replace(one, act=None, negated=None) for one in found] == list(reading.attributions)


def test_open_acts() -> None:
    parse, one, _ = marked("[S His] [C defense of] [T it]")
    assert open_acts(parse, one) == ("praise", "deny")
    parse, one, _ = marked("[S He] [C blorped] [T it]")
    assert open_acts(parse, one) == ()


def test_no_cue() -> None:
    parse, one, _ = marked("[S He] [C said] [T it]")
    found = acts(parse, [replace(one, cue=())])[0]
    assert (found.act, found.negated, found.hedges) == ("state", False, ())


WORDS = [
    *("he", "said", "not", "to", "reportedly", "may", "have", "seemed", "call", "on", "no", "nor", "did", "it’s"),
    *("refused", "appeared", "half-said", "“", "”", "-", ",", ".", "?", "½", "\u200d", "🇸🇾"),
]


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=20), st.data())
def test_hedges_are_words_outside_source_and_content(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    spans = zip(edges[::2], edges[1::2], strict=True)
    source, cue, content = (((a, b),) if text[a:b].strip() else () for a, b in spans)  # a part has a word in it
    one = Attribution(id="a", source=source, cue=cue, content=content, score=0.5)
    found = acts(Parse(document=factories.document(text)), [one])[0]
    assert found.act is not None
    for start, end in found.hedges:
        assert text[start:end] == text[start:end].strip() != ""
        assert all(end <= a or b <= start for a, b in (*source, *content)) or any(a < end and start < b for a, b in cue)
