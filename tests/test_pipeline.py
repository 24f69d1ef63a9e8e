"""One page, end to end, with the real parts."""

from pathlib import Path

import pytest

import sayso
from sayso.batch import read_all
from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger
from sayso.parse.encoder import model_version
from sayso.pipeline import Reader, read
from sayso.records import Page, Reading
from sayso.vectors import DIMENSIONS, cosine
from tests.factories import FETCHED

ARTICLE = "The ministry said on Monday that the northern town had fallen to the militia.\n\nKerr denied the report.\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_a_text_is_read(reader: Reader) -> None:
    reading = read(text=ARTICLE)
    assert reading.document.text == ARTICLE
    assert reading.document.media_type == "text/plain"
    assert reading.reader == f"{sayso.__version__}+{model_version()}" == reader.version
    assert [reading.document.text[start:end] for start, end in reading.sentences] == ARTICLE.split("\n")[:3:2]
    assert "said" in {ARTICLE[start:end] for a in reading.attributions for start, end in a.cue}


def test_a_page_and_each_attribution_have_a_vector(reader: Reader) -> None:
    reading = read(text=ARTICLE)
    assert reading.vectors is not None
    assert [len(each) for each in reading.vectors.attributions] == [DIMENSIONS] * len(reading.attributions) != []
    fall = next(
        i for i, each in enumerate(reading.attributions) if len(each.content) and "militia" in _content(reading, i)
    )
    about, other = (read(text=text).vectors for text in ("Rebels took the town.", "The film won a prize."))
    assert about is not None
    assert other is not None
    for ours in (reading.vectors.document, reading.vectors.attributions[fall]):
        assert cosine(ours, about.document) > cosine(ours, other.document) + 0.2


def _content(reading: Reading, i: int) -> str:
    return " ".join(reading.document.text[start:end] for start, end in reading.attributions[i].content)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    from_file, from_text = sayso.read(str(path)), sayso.read(text=ARTICLE)
    assert from_file.attributions == from_text.attributions
    assert from_file.document.sightings[0].path == str(path)
    assert sayso.read(path) == from_file


def test_the_same_page_gives_the_same_reading_in_any_company(reader: Reader) -> None:
    page = Page(data=ARTICLE.encode(), media_type="text/plain", fetched=FETCHED)
    alone = Reader().read(page)
    reader.read(Page(data=(ARTICLE * 9).encode(), media_type="text/plain", fetched=FETCHED))
    assert reader.read(page) == alone


def test_a_threshold_of_ones_own_is_told_in_the_version() -> None:
    strict = Reader(threshold=0.99)
    page = Page(data=ARTICLE.encode(), media_type="text/plain", fetched=FETCHED)
    assert strict.version == f"{Reader().version}.t0.99"
    assert all(attribution.score >= 0.99 for attribution in strict.read(page).attributions if attribution.outer is None)


def test_another_language_is_kept_and_not_read(reader: Reader) -> None:
    text = (
        "Der Minister sagte am Montag, dass die Stadt im Norden an die Miliz gefallen sei. Der General bestritt das. "
        * 3
    )
    reading = reader.read(Page(data=text.encode(), media_type="text/plain", fetched=FETCHED))
    assert reading.document.text == text
    assert (reading.sentences, reading.attributions, reading.vectors) == ((), (), None)
    assert [problem.step for problem in reading.problems] == ["language"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        pytest.param({}, InputError, id="nothing"),
        pytest.param({"path": "a", "text": "b"}, InputError, id="both"),
        pytest.param({"text": "a\ud800"}, InputError, id="a lone surrogate"),
        pytest.param({"path": "nosuch.html"}, NotFoundError, id="no such file"),
        pytest.param({"text": ""}, InputError, id="an empty page"),
    ],
)
def test_what_cannot_be_read(arguments: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        read(**arguments)


class Faulty(Reader):
    """Has a fault that shows on one page."""

    def read(self, page: Page) -> Reading:
        if b"fault" in page.data:
            raise ZeroDivisionError("division by zero")
        return super().read(page)


def test_a_fault_of_the_program_is_a_row_and_the_run_goes_on(tmp_path: Path) -> None:
    for name, text in (("a.txt", "fault"), ("b.txt", ARTICLE)):
        (tmp_path / name).write_text(text)
    with Ledger(tmp_path / "ledger") as ledger:
        faulty, sound = read_all([tmp_path / "a.txt", tmp_path / "b.txt"], Faulty(), ledger, 1000)
        (failure,) = ledger.failures()
        assert faulty.reading is None
        assert sound.reading is not None
        assert failure.reason == faulty.reason
        assert "a.txt: sayso failed on it: ZeroDivisionError: division by zero" in failure.reason
        assert len(ledger.documents()) == 1


def test_what_is_in_the_ledger_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)

    class Counting(Reader):
        pages = 0

        def read(self, page: Page) -> Reading:
            self.pages += 1
            return super().read(page)

    reader = Counting()
    with Ledger(tmp_path / "ledger") as ledger:
        first, second = read_all([tmp_path / "a.txt", tmp_path / "b.txt"], reader, ledger, 1000)
        assert reader.pages == 1
        assert first.reading is not None
        assert second.reading is not None
        assert second.reading.attributions == first.reading.attributions
        assert [s.path for s in second.reading.document.sightings] == [str(tmp_path / "b.txt")]
        assert len(ledger.reading(second.reading.document.id).document.sightings) == 2


def test_the_public_face() -> None:
    assert sayso.Ledger is Ledger
    assert sayso.Reader is Reader
    assert sayso.read is read
    with pytest.raises(AttributeError, match="nonsense"):
        _ = sayso.nonsense
