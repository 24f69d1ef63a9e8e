"""The named cases of attribution, read by the whole reader with the real encoder."""

import pytest

from sayso.pipeline import Reader
from sayso.records import Attribution, Page, Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _read(reader: Reader, text: str) -> Reading:
    return reader.read(
        Page(data=text.encode(), media_type="text/plain", path="case.txt", fetched="2020-01-01T00:00:00+00:00")
    )


Row = tuple[str, str, str]


def _row(reading: Reading, attribution: Attribution) -> Row:
    text = reading.document.text
    source, cue, content = (
        " … ".join(text[start:end] for start, end in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return source, cue, content


LEAD = "Fighting went on around the town of Velm on Monday.\n\n"

CASES = [
    pytest.param(
        "The defence ministry said that its troops had left the town.",
        ("The defence ministry", "said", "that its troops had left the town"),
        id="indirect, content after",
    ),
    pytest.param(
        "“Our troops have left the town,” the defence minister said.",
        ("the defence minister", "said", "“Our troops have left the town,”"),
        id="direct, content before",
    ),
    pytest.param(
        "“We have lost the bridge,” the general said on Monday. “We will take it back.”",
        ("the general", "said", "“We have lost the bridge,” … “We will take it back.”"),
        id="broken by the general said",
    ),
    pytest.param(
        "The new road, the governor said, will be open by May.",
        ("the governor", "said", "The new road … will be open by May"),
        id="content around its source",
    ),
    pytest.param(
        "The mayor called the raid “a crime against the whole city” and asked for help.",
        ("The mayor", "called", "the raid “a crime against the whole city”"),
        id="mixed",
    ),
    pytest.param(
        "According to the health ministry, at least 40 people were killed in the strike.",
        ("the health ministry", "According to", "at least 40 people were killed in the strike"),
        id="according to",
    ),
    pytest.param(
        "The strikes reportedly killed 850 fighters.",
        ("", "reportedly", "The strikes … killed 850 fighters"),
        id="reportedly, nobody named",
    ),
    pytest.param(
        "The rebel coalition was accused of opening the dam to flood the valley.",
        ("", "was accused", "The rebel coalition … of opening the dam to flood the valley"),
        id="accused in the passive, nobody named",
    ),
    pytest.param(
        "A security source told the agency:\n\n“The general was killed by a mine on Sunday.”",
        ("A security source", "told", "“The general was killed by a mine on Sunday.”"),
        id="introduced in the paragraph before",
    ),
    pytest.param(
        "The spokesman said: “We held the line for nine days.\n\n“On the tenth day we ran out.\n\n“Then we left.”",
        (
            "The spokesman",
            "said",
            "“We held the line for nine days. … “On the tenth day we ran out. … “Then we left.”",
        ),
        id="over several paragraphs",
    ),
    pytest.param(
        "Recent accusations have included:\n\n• The US accusing Russia of bombing the dam\n• Turkey denying the raid",
        ("The US", "accusing", "Russia of bombing the dam"),
        id="a list item",
    ),
    pytest.param(
        "The minister said 'the army will not leave the valley' until spring.",
        ("The minister", "said", "'the army will not leave the valley' until spring"),
        id="straight single marks",
    ),
    pytest.param(
        "„Wir bleiben hier means that we stay,“ the mayor said.",
        ("the mayor", "said", "„Wir bleiben hier means that we stay,“"),
        id="low marks",
    ),
    pytest.param(
        "“Fire from regions [held by the rebels] will be suppressed,” he stressed.",
        ("he", "stressed", "“Fire from regions [held by the rebels] will be suppressed,”"),
        id="an insertion in brackets",
    ),
    pytest.param(
        "The ministry denied that its planes had bombed the hospital.",
        ("The ministry", "denied", "that its planes had bombed the hospital"),
        id="a denial",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_case(reader: Reader, text: str, expected: Row) -> None:
    reading = _read(reader, LEAD + text)
    found = [_row(reading, a) for a in reading.attributions]
    assert any(_same(row, expected) for row in found), found


def _same(found: Row, expected: Row) -> bool:
    """The same source and content, marks at the ends aside; the cues overlap."""

    def bare(words: str) -> str:
        return words.strip(" .,:;“”\"'„")

    source, content = (bare(found[i]) == bare(expected[i]) for i in (0, 2))
    return source and content and bool({*found[1].lower().split()} & {*expected[1].lower().split()})


@pytest.mark.parametrize(
    ("text", "colons"),
    [
        pytest.param("Poll: voters abandon the ruling party", 1, id="a colon that is a cue"),
        pytest.param("Four names: the coalition that cannot agree on one", 0, id="a colon that is none"),
    ],
)
def test_headlines(reader: Reader, text: str, colons: int) -> None:
    body = "\n\nRain fell on the capital on Monday. The bridges were closed until noon."
    reading = _read(reader, text + body)
    cues = [text[start:end] for a in reading.attributions for start, end in a.cue if end <= len(text)]
    assert sum(":" in cue for cue in cues) == colons, cues


def test_nested(reader: Reader) -> None:
    text = LEAD + "The president announced that the general had told him that the army was leaving the valley."
    reading = _read(reader, text)
    by_cue = {_row(reading, a)[1]: a for a in reading.attributions}
    told = next(a for cue, a in by_cue.items() if "told" in cue)
    outer = next(a for a in reading.attributions if a.id == told.outer)
    assert "announced" in _row(reading, outer)[1]
    assert _row(reading, told)[0] == "the general"


def test_the_same_page_gives_the_same_ids(reader: Reader) -> None:
    text = LEAD + "The mayor said the road was cut."
    first, again = (_read(reader, text).attributions for _ in range(2))
    assert first == again
    assert len({a.id for a in first}) == len(first)
