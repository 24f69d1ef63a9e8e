"""What persons judge takes effect where its words stand, outlives a newer reader, and can be taken back."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger, View
from sayso.ledger.judgements import anchor
from sayso.records import Actor, Judgement
from tests import factories
from tests.ledger.casting import TIME, actor, attribution, cast, judgement
from tests.ledger.raw import raw

KERR, DOE = actor("kerr", "Nina Kerr", kind="person"), actor("doe", "Jo Doe", "Doe", kind="person")
PAGE, READING = cast(
    "[S1 Nina Kerr] [C1 said] [T1 it]. She said so. [S2 Doe] [C2 said] [T2 that], [C2 and added] [T2 this].", KERR, DOE
)
OTHER = cast("[S Rob Roe] [C told] AP [T everything].", actor("roe", "Rob Roe"), path="pages/b.txt")
FIRST, SECOND = (each.id for each in READING.attributions)
PIECES = "said that, and added"


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path) as ledger:
        ledger.add_many([(PAGE, READING), OTHER])
        yield ledger


def test_a_judgement_comes_out_as_it_went_in(ledger: Ledger) -> None:
    given = judgement("speaker", READING, "said", value="roe doe", note="She is.")
    first = ledger.judge(given)
    second = ledger.judge(judgement("same", value="kerr", other="doe"))
    back = ledger.judge(judgement("retract", retracts=first.id))
    assert first == replace(given, id=1)
    assert ledger.judgements() == (first, second, back)
    assert ledger.judgements(READING.document.id[:12]) == (first, back)
    assert ledger.judgements("pages/b.txt") == ()


@pytest.mark.parametrize(
    ("occurrence", "words", "placed"),
    [
        pytest.param(0, "said", FIRST, id="the first"),
        pytest.param(1, "said", None, id="words that are no cue there"),
        pytest.param(2, PIECES[:4], None, id="a piece of a cue"),
        pytest.param(0, PIECES, SECOND, id="all of a cue in pieces"),
        pytest.param(0, "Nina", None, id="a source"),
    ],
)
def test_where_a_judgement_stands(ledger: Ledger, occurrence: int, words: str, placed: str | None) -> None:
    new = ledger.judge(judgement("wrong", READING, words, occurrence=occurrence))
    assert ledger.view.placed(new) == placed
    assert ledger.view.verdicts(READING.document.id) == ({placed: (new,)} if placed else {})


def test_anchors_stand_where_they_were_taken(ledger: Ledger) -> None:
    assert anchor(READING, FIRST) == ("said", 0)
    assert anchor(READING, SECOND) == (PIECES, 0)
    with pytest.raises(NotFoundError):
        anchor(READING, "f" * 16)
    twins = factories.reading("[S1 X] [S2 Y] [C1 [C2 said]] [T1 a] [T2 b].")
    with pytest.raises(InputError, match="not its own"):
        anchor(twins, twins.attributions[0].id)


def test_occurrences_may_overlap(tmp_path: Path) -> None:
    page, reading = factories.read("nana[C na] [S X] [T it]")
    reading = replace(reading, attributions=(replace(reading.attributions[0], cue=((2, 6),)),))
    assert anchor(reading, reading.attributions[0].id) == ("nana", 1)
    with Ledger(tmp_path) as ledger:
        ledger.add(page, reading)
        new = ledger.judge(judgement("right", reading, "nana", occurrence=1))
        assert ledger.view.placed(new) == reading.attributions[0].id


@pytest.mark.parametrize(
    ("change", "placed"),
    [
        pytest.param({}, True, id="the same reading"),
        pytest.param({"source": ()}, True, id="another source: the cue counts"),
        pytest.param({"cue": ((0, 4),)}, False, id="another cue"),
    ],
)
def test_a_newer_reading(ledger: Ledger, change: dict[str, Any], placed: bool) -> None:
    new = ledger.judge(judgement("act", READING, "said", value="admit"))
    attributions = (replace(READING.attributions[0], id="f" * 16, **change), READING.attributions[1])
    ledger.add(PAGE, replace(READING, reader="newer", attributions=attributions))
    assert ledger.view.placed(new) == ("f" * 16 if placed else None)
    assert [hit.attribution for hit in ledger.search(act="admit")] == ["f" * 16] * placed
    assert ledger.judgements() == (new,), "it is kept either way"
    assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("before", "placed"),
    [
        pytest.param("Home\n", True, id="something added far from it"),
        pytest.param("He said so.\n", False, id="the words stand once more before it"),
    ],
)
def test_where_the_text_has_changed_nothing_is_moved(tmp_path: Path, before: str, placed: bool) -> None:
    text = f"{'-' * 60}\n[S Nina Kerr] [C said] [T it] and went home that day by train."
    page, old = factories.read(text)
    shifted = factories.reading(before + text, reader="newer")
    new = replace(shifted, document=replace(shifted.document, id=old.document.id))
    with Ledger(tmp_path) as ledger:
        ledger.add(page, old)
        said = ledger.judge(judgement("wrong", old, "said"))
        ledger.add(page, new)
        assert ledger.view.placed(said) == (new.attributions[0].id if placed else None)


def test_effects_on_speakers_acts_and_verdicts(ledger: Ledger) -> None:
    key = READING.document.id
    for kind, value in (("speaker", "roe doe"), ("act", "deny"), ("right", None), ("wrong", None)):
        ledger.judge(judgement(kind, READING, "said", value=value))
    assert ledger.reading(key) == READING, "the reading stays what was read"
    judged = ledger.judged(key)
    assert judged.attributions == (
        replace(READING.attributions[0], speakers=("roe", "doe"), act="deny"), READING.attributions[1],
    )  # fmt: skip
    assert judged.actors == (*READING.actors, Actor(id="roe", name="Rob Roe")), "named as other pages name it"
    (hit,) = ledger.search(act="deny")
    assert (hit.speakers, hit.speaker_ids, hit.verdict) == (("Rob Roe", "Jo Doe"), ("roe", "doe"), "wrong")
    assert ledger.search(speaker="nina") == (), "not even by the words of the source"
    assert len(ledger.search(speaker="rob")) == 2
    assert [hit.attribution for hit in ledger.actor("doe").said] == [FIRST, SECOND]
    assert ledger.actor("kerr").said == ()
    roe = ledger.actor("roe").actor
    assert (roe.name, roe.documents, roe.mentions, roe.speaking) == ("Rob Roe", 2, 1, 2)
    assert ledger.verify() == ()


def test_what_is_taken_back_has_no_effect(ledger: Ledger) -> None:
    before = ledger.search(kind="named"), ledger.actors(), ledger.actor("kerr")
    older = ledger.judge(judgement("act", READING, "said", value="deny"))
    newer = ledger.judge(judgement("act", READING, "said", value="admit"))
    others = [
        ledger.judge(judgement("speaker", READING, "said", value="roe")),
        ledger.judge(judgement("wrong", READING, "said")),
        ledger.judge(judgement("same", value="kerr", other="doe")),
    ]
    ledger.judge(judgement("retract", retracts=newer.id))
    assert ledger.judged(READING.document.id).attributions[0].act == "deny", "the one before it counts again"
    for each in (older, *others):
        ledger.judge(judgement("retract", retracts=each.id))
    assert (ledger.search(kind="named"), ledger.actors(), ledger.actor("kerr")) == before
    assert ledger.judged(READING.document.id) == READING
    assert ledger.verify() == ()


def test_actors_are_joined_and_parted(ledger: Ledger) -> None:
    same = ledger.judge(judgement("same", value="kerr", other="doe"))
    for name in ("doe", "kerr", "nina"):
        (entry,) = ledger.actors(name)
        assert (entry.id, entry.joined, entry.documents, entry.speaking) == ("kerr", ("doe",), 1, 2)
        assert {hit.attribution for hit in ledger.search(speaker=name)} == {FIRST, SECOND}
    assert len(ledger.actor("doe").said) == 2
    ledger.judge(judgement("retract", retracts=same.id))
    assert [entry.id for entry in ledger.actors("doe")] == ["doe"]


def test_another_view_sees_it(ledger: Ledger) -> None:
    with View(ledger.view.home) as view:
        assert len(view.actors()) == 3
        ledger.judge(judgement("same", value="kerr", other="doe"))
        assert len(view.actors()) == 2


REFUSED = (
    pytest.param(judgement("wrong"), "needs document", id="an attribution without an anchor"),
    pytest.param(judgement("act", READING, "said"), "needs value", id="no act"),
    pytest.param(judgement("act", READING, "said", value="whisper"), "is no act", id="an act that is none"),
    pytest.param(judgement("wrong", READING, ""), "at least one character", id="no words"),
    pytest.param(judgement("wrong", READING, "said", occurrence=-1), "count from 0", id="before the first"),
    pytest.param(judgement("wrong", READING, "said", occurrence=3), "does not stand there 4 times", id="no fourth"),
    pytest.param(judgement("wrong", READING, "sang"), "does not stand there", id="words that are not there"),
    pytest.param(judgement("wrong", READING, "said", document="ff"), "none of this id", id="no such document"),
    pytest.param(
        judgement("speaker", READING, "said", value="kerr doe", names=("Kerr",)), "a name for each", id="half the names"
    ),
    pytest.param(judgement("right", READING, "said", names=("Kerr",)), "a name for each", id="a name of no speaker"),
    pytest.param(
        judgement("speaker", READING, "said", value="kerr", names=(" ",)), "is empty", id="a name that is none"
    ),
    pytest.param(
        judgement("speaker", READING, "said", value="kerr", names=("\ud800",)), "surrogate", id="a name that is no text"
    ),
    pytest.param(judgement("same", value="kerr"), "needs other", id="the same as what"),
    pytest.param(judgement("same", value="kerr", other="kerr"), "two actors", id="the same as itself"),
    pytest.param(judgement("same", value="kerr", other="a b"), "not one actor id", id="several actors"),
    pytest.param(judgement("not_same", value="kerr", other="nobody"), "no document in the ledger", id="no such actor"),
    pytest.param(judgement("same", value="kerr", other="doe", words="x"), "needs document, words", id="half an anchor"),
    pytest.param(judgement("retract"), "needs retracts", id="nothing to retract"),
    pytest.param(judgement("retract", retracts=9), "there is none", id="no such judgement"),
    pytest.param(judgement("retract", retracts=1), "retracted already", id="twice"),
    pytest.param(judgement("retract", retracts=2), "is a retraction", id="a retraction"),
    pytest.param(judgement("wrong", READING, "said", judge=" "), "name of its judge", id="nobody's"),
    pytest.param(judgement("wrong", READING, "said", time="noon"), "not a time", id="no time"),
    pytest.param(judgement("wrong", READING, "said", note="\ud800"), "surrogate", id="no text"),
)


@pytest.mark.parametrize(("unsound", "reason"), REFUSED)
def test_unsound_judgements_are_refused(ledger: Ledger, unsound: Judgement, reason: str) -> None:
    ledger.judge(judgement("wrong", READING, "said"))
    ledger.judge(judgement("retract", retracts=1))
    with pytest.raises((InputError, NotFoundError), match=reason):
        ledger.judge(unsound)
    assert len(ledger.judgements()) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE judgements SET judge = 'x'",
        "DELETE FROM judgements",
        "INSERT OR REPLACE INTO judgements (id, kind, judge, time) VALUES (1, 'right', 'x', 'x')",
    ],
)
def test_judgements_are_never_changed(tmp_path: Path, ledger: Ledger, statement: str) -> None:
    new = ledger.judge(judgement("wrong", READING, "said"))
    with raw(tmp_path, guarded=True) as db, pytest.raises(sqlite3.IntegrityError, match="is never"):
        db.execute(statement)
    assert ledger.judgements() == (new,)


def test_a_speaker_whom_no_page_names_goes_by_the_id(ledger: Ledger) -> None:
    new = ledger.judge(judgement("speaker", READING, "said", value="unheard-of"))
    judged = ledger.judged(READING.document.id)
    assert (judged.attributions[0].speakers, judged.actors[-1]) == (
        ("unheard-of",),
        Actor(id="unheard-of", name="unheard-of"),
    )
    assert ledger.actor("unheard-of").actor.name == "unheard-of"
    assert new.time == TIME
    assert attribution(judged, "said").id == FIRST


def test_a_speaker_whom_no_page_names_keeps_the_name_by_which_it_was_judged(ledger: Ledger) -> None:
    new = ledger.judge(judgement("speaker", READING, "said", value="un doe", names=("United Nations", "J. Doe")))
    assert ledger.judgements() == (new,)
    judged = ledger.judged(READING.document.id)
    assert judged.actors == (*READING.actors, Actor(id="un", name="United Nations")), "Doe is called so by the page"
    (hit,) = ledger.search(speaker="united")
    assert hit.speakers == ("United Nations", "Jo Doe")
    assert [entry.id for entry in ledger.actors("nations")] == ["un"]
    ledger.add(*cast("UNO left.", actor("un", "UNO"), path="pages/c.txt"))
    named_again = judgement("speaker", READING, "said", value="un", names=("The United Nations",))
    ledger.judge(named_again)
    assert ledger.actor("un").actor.name == "UNO", "pages go before judgements"
    assert ledger.judged(READING.document.id).actors[-1].name == "UNO"
    assert ledger.verify() == ()


def test_a_speaker_who_is_nobody_known(ledger: Ledger) -> None:
    ledger.judge(judgement("speaker", READING, "said", value=""))
    assert ledger.judged(READING.document.id).attributions[0].speakers == ()
    assert [hit.attribution for hit in ledger.search(speaker="nina")] == []
    assert ledger.actor("kerr").said == ()
    assert ledger.verify() == ()


def test_nothing_is_judged(ledger: Ledger) -> None:
    assert ledger.judgements() == ()
    assert ledger.judged("pages/b.txt") == OTHER[1]
