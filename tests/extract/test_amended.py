"""What the order of words amends: what stands before an inserted speaker is said by him; numbers do not speak."""

import pytest

from sayso.extract.attributing.amended import amended, dateline
from sayso.parse.syntax import syntax_of
from sayso.records import Candidate
from tests.extract.builders import built


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        pytest.param("KYIV, May 3 (Agency) – It fell.", "It fell.", id="place, date, agency"),
        pytest.param("NORD CITY - It fell.", "It fell.", id="a place in capitals alone"),
        pytest.param("Geneva, 4 May (Agency) — It fell.", "It fell.", id="an agency in brackets"),
        pytest.param("The UN - a body of states - met.", "The UN - a body of states - met.", id="an inserted dash"),
        pytest.param("NATO said so.", "NATO said so.", id="no dash"),
        pytest.param("A vote - the first - was held.", "A vote - the first - was held.", id="one capital"),
    ],
)
def test_where_a_text_begins_behind_a_dateline(line: str, rest: str) -> None:
    assert line[dateline(line, 0) :] == rest


FRONT = "bomb>fell:nsubj fell>fell:root"


@pytest.mark.parametrize(
    ("marked", "arcs", "source", "content"),
    [
        pytest.param("A bomb fell, hitting 31, [T seven of them], [S police] [C said].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis seven>fell:appos",
                     "police", "A bomb fell, hitting 31, seven of them", id="the end of it was seen alone"),
        pytest.param("NORD CITY – A bomb fell, [T two more], [S police] [C said].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis two>fell:appos",
                     "police", "A bomb fell, two more", id="behind a dateline"),
        pytest.param("A bomb fell when [T rebels came], [S police] [C said].",
                     f"{FRONT} rebels>came:nsubj came>fell:advcl police>said:nsubj said>fell:parataxis",
                     "police", "A bomb fell when rebels came", id="a clause that hangs on the one left out"),
        pytest.param("A bomb fell, [S police] [C said] today, [T five more].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis five>fell:obl",
                     "police", "A bomb fell … five more", id="only what follows was seen"),
        pytest.param("He ran, but [T a bomb fell], [S police] [C said].",
                     "He>ran:nsubj bomb>fell:nsubj fell>ran:conj police>said:nsubj said>fell:parataxis",
                     "police", "a bomb fell", id="a clause of its own stays"),
        pytest.param("Asked why a bomb fell, [S police] [C said] today, [T five more].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis five>fell:obl",
                     "police", "five more", id="a clause about the saying"),
        pytest.param("A bomb fell; [T two more], [S police] [C said].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis two>fell:appos",
                     "police", "two more", id="a semicolon parts them"),
        pytest.param("A bomb fell, [S police] [C said] that [T five more].",
                     f"{FRONT} police>said:nsubj said>fell:parataxis five>fell:obl",
                     "police", "five more", id="no comma behind the cue"),
        pytest.param("[S Sixty-one], [C says] [T the woman].", "Sixty>says:nsubj woman>says:obj one>Sixty:flat",
                     "the woman", "Sixty-one", id="a number does not speak"),
        pytest.param("[S Sixty]-one, [C says] [T the woman].", "Sixty>says:nsubj woman>says:obj one>Sixty:flat",
                     "the woman", "Sixty-one", id="half a number"),
        pytest.param("[S The woman], [C says] [T that it fell].", "woman>says:nsubj it>fell:nsubj fell>says:ccomp",
                     "The woman", "that it fell", id="a clause is said"),
    ],
)  # fmt: skip
def test_amended(marked: str, arcs: str, source: str, content: str) -> None:
    page = built(marked, arcs)
    seen = [Candidate(source=a.source, cue=a.cue, content=a.content, score=0.9) for a in page.attributions]
    (one,) = amended(syntax_of(page.parse), seen)
    text = page.parse.document.text
    assert " … ".join(text[slice(*span)] for span in one.source) == source
    assert " … ".join(text[slice(*span)] for span in one.content) == content
