"""Attributions that were missed, and what is said of pages and attributions beside right and wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sayso.errors import InputError
from sayso.export import judgements as export
from sayso.ledger import Ledger
from sayso.ledger.judgements import missed
from sayso.records import Judgement, Selection
from tests import factories
from tests.ledger.casting import judgement

PAGE, READING = factories.read(
    f"{'=' * 60}\n[S Kerr] [C said] [T it]. Dorn, the mayor, said nothing was left. Dorn said so twice."
)
TEXT = READING.document.text
ID = READING.document.id


def span(words: str, after: str = "") -> tuple[int, int]:
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


SPANS: dict[Any, Any] = {
    "source": (span("Dorn"),), "cue": (span("said", "mayor"),), "content": (span("nothing was left"),),
}  # fmt: skip


def by_kim(spans: dict[Any, Any] = SPANS, **changes: Any) -> Judgement:
    words, occurrence, parts = missed(TEXT, spans)
    made = judgement("missed", READING, words, parts=parts)
    return replace(made, **{"occurrence": occurrence, **changes})


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        yield ledger


def test_one_that_was_missed_comes_out_as_it_went_in_and_stands_where_it_was_found(ledger: Ledger) -> None:
    new = ledger.judge(by_kim(note="Overlooked."))
    assert ledger.judgements() == (new,)
    assert new.parts == (("source", "Dorn", 0), ("cue", "said", 1), ("content", "nothing was left", 0))
    assert (new.words, new.occurrence) == ("said", 1)
    assert ledger.view.stands(new) == SPANS
    assert (ledger.view.placed(new), ledger.view.unplaced(new)) == (None, False)
    assert ledger.view.verdicts(ID) == {}
    assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        pytest.param(("", ""), True, id="the same text"),
        pytest.param(("=", "Home\n="), True, id="something added far before it"),
        pytest.param(("nothing was left", "something was left"), False, id="other words"),
        pytest.param(("nothing was left.", "nothing was left, he said."), False, id="other words behind a part"),
        pytest.param(("Kerr said it.", "Dorn said it."), False, id="words of a part before it"),
    ],
)
def test_after_a_newer_reading_it_stands_only_among_the_same_words(
    ledger: Ledger, change: tuple[str, str], stands: bool
) -> None:
    new = ledger.judge(by_kim())
    document = replace(READING.document, text=TEXT.replace(*change, 1), blocks=())
    ledger.add(PAGE, replace(READING, reader="newer", document=document, attributions=(), sentences=()))
    found = ledger.view.stands(new)
    assert (found is not None) is stands is not ledger.view.unplaced(new)
    if found is not None:
        words = {role: [document.text[start:end] for start, end in spans] for role, spans in found.items()}
        assert words == {"source": ["Dorn"], "cue": ["said"], "content": ["nothing was left"]}


@pytest.mark.parametrize(
    ("content", "since"),
    [(SPANS["content"], True), ((span("so twice"),), False)],
    ids=["with some of its content", "another one of this cue"],
)
def test_a_newer_reading_may_have_found_it(ledger: Ledger, content: Any, since: bool) -> None:
    new = ledger.judge(by_kim())
    (first,) = READING.attributions
    found = replace(first, id="f" * 16, source=(), cue=SPANS["cue"], content=content)
    ledger.add(PAGE, replace(READING, reader="newer", attributions=(first, found)))
    assert ledger.view.placed(new) == ("f" * 16 if since else None)


UNSOUND = (
    pytest.param(by_kim(parts=()), "has a content", id="no parts"),
    pytest.param(by_kim(occurrence=0), "is anchored on its cue", id="another cue"),
    pytest.param(by_kim(words="Dorn", occurrence=0), "is anchored on its cue", id="anchored on its source"),
    pytest.param(by_kim(occurrence=7), "does not stand there 8 times", id="no such cue"),
    pytest.param(
        by_kim(parts=(("cue", "said", 1), ("content", "nothing", 3))),
        "not stand there so many times",
        id="no such part",
    ),
    pytest.param(
        by_kim(parts=(("cue", "said", 1), ("content", "twice", 0), ("content", "nothing", 0))), "order", id="disorder"
    ),
    pytest.param(by_kim(document=None), "needs document", id="of no page"),
    pytest.param(by_kim(parts=(("cue", "said", 1), ("content", "\ud800", 0))), "surrogate", id="what cannot be stored"),
    pytest.param(judgement("right", READING, "said", parts=(("cue", "said", 0),)), "told by its parts", id="of others"),
    pytest.param(judgement("tag", READING, "said"), "needs value", id="no tag"),
    pytest.param(judgement("tag", READING, "said", value="Big Tag"), "'big tag' is", id="not as tags are kept"),
    pytest.param(judgement("tag", READING, "said", value="a,b"), "is no tag", id="two tags"),
    pytest.param(judgement("note", READING, "said"), "needs note", id="no note"),
    pytest.param(judgement("note", READING, "said", note=" "), "note is empty", id="an empty note"),
    pytest.param(judgement("checked"), "needs document", id="what was checked"),
    pytest.param(judgement("checked", words="said"), "needs document", id="words of no page"),
    pytest.param(judgement("right", READING, occurrence=None), "needs words", id="a whole page is not right"),
)


@pytest.mark.parametrize(("unsound", "reason"), UNSOUND)
def test_unsound_ones_are_refused(ledger: Ledger, unsound: Judgement, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        ledger.judge(unsound)
    assert ledger.judgements() == ()


def test_the_tag_of_a_page_selects_what_is_said_there(ledger: Ledger) -> None:
    tagged = ledger.judge(judgement("tag", READING, occurrence=None, value="war"))

    def found() -> list[str]:
        return [hit.attribution for hit in ledger.view.selected(Selection(tag="war")).hits]

    assert found() == [each.id for each in READING.attributions]
    assert ledger.verify() == ()
    ledger.judge(judgement("retract", retracts=tagged.id))
    assert found() == []


def test_remarks_stand_on_an_attribution_or_on_the_whole_page(ledger: Ledger) -> None:
    (said,) = READING.attributions
    on_it = [
        ledger.judge(judgement("checked", READING, "said")),
        ledger.judge(judgement("tag", READING, "said", value="to ask")),
        ledger.judge(judgement("note", READING, "said", note="Who?")),
    ]
    on_page = [
        ledger.judge(judgement("tag", READING, occurrence=None, value="war")),
        ledger.judge(judgement("checked", READING, occurrence=None)),
    ]
    assert ledger.view.verdicts(ID) == {said.id: tuple(on_it)}
    assert not any(map(ledger.view.unplaced, (*on_it, *on_page)))
    assert ledger.judgements(ID) == (*on_it, *on_page)
    assert ledger.judged(ID) == READING, "none of them changes what was read"
    assert ledger.verify() == ()


def test_what_was_missed_is_handed_on_with_its_spans(ledger: Ledger) -> None:
    new = ledger.judge(by_kim())
    ledger.judge(judgement("tag", READING, occurrence=None, value="war"))
    ledger.judge(judgement("retract", retracts=new.id))
    added, tagged, _ = map(json.loads, export.lines(ledger.view))
    assert added["spans"] == {role: [list(each) for each in spans] for role, spans in SPANS.items()}
    assert added["parts"][1] == {"role": "cue", "words": "said", "occurrence": 1}
    assert (added["attribution"], added["retracted"]) == (None, True)
    assert (tagged["document"], tagged["words"], tagged["spans"], tagged["value"]) == (ID, None, None, "war")
