"""The spaCy component: spans of tokens where the reader sees words, in a pipeline that is written and loaded again."""

import os
import re
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError, SaysoError
from sayso.pipeline import read
from sayso.records import Span as Offsets

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what spaCy's own dependencies complain of at their import
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    component = pytest.importorskip("sayso.spacy")

ROOT: Final = Path(__file__).parents[1]
TEXT: Final = (
    "Nina Kerr told reporters on 3 March 2024 that the Free Hills Front had shelled the bridge at Lohm.\n\n"
    "“We left the town,” a security source said. The army denied that its men had been there.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    return nlp


@pytest.fixture(scope="module")
def doc(nlp: Any) -> Any:
    return nlp(TEXT)


def texts(spans: Any) -> tuple[str, ...]:
    return tuple(span.text for span in spans)


def test_what_is_read_of_a_text_is_in_its_doc(doc: Any) -> None:
    plain = read(text=TEXT)
    assert doc._.sayso.attributions == plain.attributions
    assert [each.read for each in doc._.attributions] == list(plain.attributions)
    assert len(plain.attributions) == 3
    assert [each.id for each in doc._.events] == [each.id for each in plain.events]
    assert plain.events


def test_attributions_are_spans_with_names(doc: Any) -> None:
    told = next(each for each in doc._.attributions if each.speakers == ("Nina Kerr",))
    assert texts(told.source) == ("Nina Kerr",)
    assert texts(told.cue) == ("told",) or "told" in texts(told.cue)[0]
    assert texts(told.content)[0].endswith("had shelled the bridge at Lohm")
    assert (told.act, told.speaker_kind, told.negated) == ("state", "named", False)
    assert 0 < told.score <= 1
    assert told.content[0].doc is doc


def test_events_tell_on_whose_say_so(doc: Any) -> None:
    shelled = next(each for each in doc._.events if "shelled" in texts(each.trigger))
    assert shelled.type == "ASSAULT"
    assert shelled.on_whose_say_so == ("Nina Kerr",)
    assert shelled.voice in {each.id for each in doc._.attributions}
    (read,) = (each for each in doc._.sayso.events if each.id == shelled.id)
    assert texts(shelled.targets) == tuple(TEXT[start:end] for start, end in (party.span for party in read.targets))
    assert texts(shelled.actors) == tuple(TEXT[start:end] for start, end in (party.span for party in read.actors))
    assert shelled.actors or shelled.targets


def test_spans_are_labelled_for_displacy(doc: Any) -> None:
    labels = {span.label_ for span in doc.spans["sayso"]}
    assert labels == {"SOURCE", "CUE", "CONTENT", "TRIGGER"}
    sources = {span.id_: span.text for span in doc.spans["sayso"] if span.label_ == "SOURCE"}
    assert sources == {each.id: each.source[0].text for each in doc._.attributions if each.source}


def spans_of(each: Any) -> list[tuple[Any, Offsets]]:
    roles = ((getattr(each, role), getattr(each.read, role)) for role in ("source", "cue", "content"))
    return [pair for spans, offsets in roles for pair in zip(spans, offsets, strict=True)]


TOKENIZED: Final[list[tuple[str, Callable[[str], list[str]]]]] = [
    ("every letter a token", list),
    ("pieces that cut across words", lambda text: [text[at : at + 7] for at in range(0, len(text), 7)]),
    ("one token", lambda text: [text]),
]


@pytest.mark.parametrize(("cut"), [cut for _, cut in TOKENIZED], ids=[name for name, _ in TOKENIZED])
def test_spans_have_all_tokens_that_they_touch(nlp: Any, cut: Callable[[str], list[str]]) -> None:
    words = cut(TEXT)
    cut_up = spacy.tokens.Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    assert cut_up.text == TEXT
    found = nlp.get_pipe("sayso")(cut_up)._.attributions
    assert found
    for each in found:
        for span, (start, end) in spans_of(each):
            assert span.start_char <= start < end <= span.end_char
            assert len(span) == 1 or (span[0].idx + len(span[0]) > start and span[-1].idx < end), "not a token too many"


@settings(max_examples=8, deadline=None)
@given(st.text(alphabet="ab 𝒳é\u0301\n\t“”.", max_size=20))
def test_offsets_hold_after_any_text(nlp: Any, before: str) -> None:
    text = f"{before}\n\nNina Kerr said that nobody was hurt.\n"
    for each in nlp(text)._.attributions:
        for span, (start, end) in spans_of(each):
            assert text[start:end] in span.text


@pytest.mark.parametrize("text", ["", " ", "\n\n\t"], ids=["empty", "a blank", "blanks"])
def test_a_blank_text_has_nothing(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert (doc._.sayso, doc._.attributions, doc._.events, list(doc.spans["sayso"])) == (None, (), (), [])


def test_a_doc_that_was_not_read_has_nothing() -> None:
    doc = spacy.blank("en")("Nina Kerr said that nobody was hurt.")
    assert (doc._.sayso, doc._.attributions, doc._.events) == (None, (), ())


def test_what_is_no_text_is_refused(nlp: Any) -> None:
    with pytest.raises(SaysoError, match="byte order mark"):
        nlp("\ufeffNina Kerr said that nobody was hurt.")


def test_another_language_is_told_of(nlp: Any) -> None:
    said = "Der Minister sagte am Montag, niemand sei bei dem Angriff auf die Stadt verletzt worden. Man werde prüfen."
    doc = nlp(f"{said} Die Opposition wies das am Abend zurück und forderte, dass die Regierung sich erklärt.")
    assert doc._.attributions == ()
    assert [problem.step for problem in doc._.sayso.problems] == ["language"]


def test_a_doc_keeps_its_reading_when_it_is_written(nlp: Any, doc: Any, tmp_path: Path) -> None:
    kept = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert kept._.sayso == doc._.sayso
    assert [texts(each.content) for each in kept._.attributions] == [texts(each.content) for each in doc._.attributions]
    spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs")
    (again,) = spacy.tokens.DocBin().from_disk(tmp_path / "docs").get_docs(nlp.vocab)
    assert again._.sayso == doc._.sayso


@pytest.mark.parametrize("how", ["disk", "bytes"])
def test_a_pipeline_is_written_and_loaded(doc: Any, tmp_path: Path, how: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"threshold": 0.0})
    if how == "disk":
        nlp.to_disk(tmp_path)
        again = spacy.load(tmp_path)
    else:
        again = spacy.blank("en")
        again.add_pipe("sayso", config={"threshold": 0.0})
        again.from_bytes(nlp.to_bytes())
    assert again.get_pipe("sayso").reader.threshold == 0.0
    assert len(again(TEXT)._.attributions) >= len(doc._.attributions)


def test_a_register_of_ones_own_is_read(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"actors": str(tmp_path / "none.yaml")})
    with pytest.raises(InputError, match=r"none\.yaml"):
        nlp(TEXT)


def test_it_stands_in_a_pipeline_with_others(nlp: Any) -> None:
    several = spacy.blank("en")
    several.add_pipe("sentencizer")
    several.add_pipe("sayso")
    docs = list(several.pipe([TEXT, "", "Nina Kerr said that nobody was hurt."]))
    assert [len(doc._.attributions) for doc in docs] == [3, 0, 1]
    assert all(doc.has_annotation("SENT_START") for doc in docs if len(doc))


def test_the_example_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    first, *_ = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "docs" / "spacy.md").read_text(encoding="utf-8"), re.M | re.S
    )
    exec(compile(first, "spacy.md", "exec"), {})
    told = capsys.readouterr().out
    assert "Nina Kerr" in told
    assert "deny" in told
    assert "ASSAULT" in told


def test_a_text_that_cannot_be_read_goes_to_the_error_handler() -> None:
    nlp, failed = spacy.blank("en"), []
    nlp.add_pipe("sayso")
    nlp.set_error_handler(lambda name, component, docs, error: failed.append((name, type(error))))
    docs = list(nlp.pipe(["\ufeffNobody.", "Nina Kerr said that nobody was hurt."]))
    assert failed == [("sayso", SaysoError)]
    assert [len(doc._.attributions) for doc in docs] == [1]


def test_spacy_finds_it_by_its_name(tmp_path: Path) -> None:
    """In a process that imports nothing of ours, from what an installed package declares."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    info = tmp_path / "declared-1.0.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: declared\nVersion: 1.0\n")
    info.joinpath("entry_points.txt").write_text(f"[spacy_factories]\nsayso = {declared['spacy_factories']['sayso']}\n")
    program = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sayso'); print(nlp.pipe_names)"
    path = os.pathsep.join([str(tmp_path), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.stdout.strip() == "['sayso']", ran.stderr
