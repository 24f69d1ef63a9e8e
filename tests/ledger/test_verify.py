"""Every way in which a ledger may stop holding what it says it holds is told."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.ledger import Ledger, faults
from sayso.records import Alias, Reference, Stance
from tests import factories
from tests.ledger import casting
from tests.ledger.raw import lay, raw

MARKED = "[S The ministry] [C said] that [T the town fell]."
PAGE, READING = casting.cast(MARKED, casting.actor("ministry", "The ministry"))
READING = replace(
    READING,
    actors=(replace(READING.actors[0], aliases=(Alias(text="The ministry", span=(0, 12)),)),),
    stances=(Stance(id="s", kind="controls", holders=("ministry",), content=((23, 31),)),),
    references=(Reference(id="r", span=(4, 12), kind="statement"),),
)
ID = READING.document.id
TABLES = (
    pytest.param("UPDATE readings SET text = 'X' || text", "the text says", id="a text that moved"),
    pytest.param("UPDATE attribution_spans SET stop = 99 WHERE role = 'cue'", "cue 13–99", id="a span that moved"),
    pytest.param("UPDATE attribution_spans SET words = 'x' WHERE role = 'source'", "not 'x'", id="words that changed"),
    pytest.param("UPDATE sentences SET stop = 99", "sentences: span 0–99", id="a sentence beyond the text"),
    pytest.param("UPDATE blocks SET start = -1", "blocks: span -1–", id="a block before the text"),
    pytest.param("UPDATE mentions SET stop = 9", "mention", id="a mention that moved"),
    pytest.param("UPDATE aliases SET start = 4", "alias of actor ministry", id="an alias that moved"),
    pytest.param("UPDATE stance_spans SET words = 'x'", "stance s, content", id="words of a stance that changed"),
    pytest.param("UPDATE cited SET start = 99", "reference r, statement", id="a reference beyond the text"),
    pytest.param("UPDATE told SET act = 'deny'", "what is derived", id="an act that follows from nothing"),
    pytest.param("DELETE FROM told_actors", "what is derived", id="a speaker who is not found"),
    pytest.param("UPDATE callings SET times = 9", "what is derived", id="a wrong count"),
    pytest.param("DELETE FROM called", "what is derived", id="a name that is not found"),
    pytest.param("UPDATE standing SET mentions = 9", "how much there is of it", id="a wrong sum"),
    pytest.param("DELETE FROM standing", "actor ministry: with whom", id="a sum that is not there"),
    pytest.param(
        "INSERT INTO standing VALUES ('x', 1, 1, 0, 0)", "actor x: with whom", id="a sum of what no document has"
    ),
    pytest.param("INSERT INTO joined VALUES ('ministry', 'x', 0)", "actor ministry: with whom", id="joined by nothing"),
    pytest.param("UPDATE told SET day = '1999-01-01'", "what is derived", id="a day that is not the page's"),
    pytest.param("UPDATE told SET speakers = ''", "what is derived", id="a list that is not that of the actors"),
    pytest.param("UPDATE latest SET publisher = 'x'", "what is derived", id="a publisher who is not the page's"),
    pytest.param("INSERT INTO tagged SELECT attribution, 'x' FROM told", "what is derived", id="a tag by nobody"),
    pytest.param("DELETE FROM said", "missing from the search", id="an attribution that cannot be found"),
    pytest.param("DELETE FROM attributions", "is missing from attributions", id="spans without their attribution"),
    pytest.param("DELETE FROM documents", "is missing from documents", id="a reading without its document"),
    pytest.param(
        "INSERT INTO documents (id, sha256) VALUES (9, 'ff')", "no reading of it", id="a document without a reading"
    ),
    pytest.param(
        "INSERT INTO documents (id, sha256) VALUES (9, 'ff')", "original is missing", id="and without its original"
    ),
    pytest.param(
        "INSERT INTO failures (id, path, step, reason, time, original) VALUES (9, 'p.html', 's', 'r', 't', 'ff')",
        "failure p.html: its original ff is missing",
        id="a failure without its original",
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger(tmp_path) as ledger:
        ledger.add(PAGE, READING)
        assert ledger.verify() == ()
    return tmp_path


@pytest.mark.parametrize(("damage", "told"), TABLES)
def test_damage_to_the_tables_is_told(folder: Path, damage: str, told: str) -> None:
    with raw(folder) as db:
        db.execute(damage)
    assert any(told in fault for fault in faults(folder)), list(faults(folder))


def test_damage_to_an_original_is_told(folder: Path) -> None:
    lay(folder, ID, b"other")
    assert [fault.partition(",")[0] for fault in faults(folder)] == [f"original {ID}: its bytes have another SHA-256"]
    lay(folder, ID, None)
    assert list(faults(folder)) == [f"document {ID}: its original is missing"]
    with Ledger(folder) as ledger:
        ledger.add(PAGE, READING)
        assert ledger.verify() == (), "reading the page again puts its original back"


def test_what_a_reading_cut_short_leaves_is_no_fault(folder: Path) -> None:
    lay(folder, factories.reading("other").document.id, b"other")
    assert list(faults(folder)) == []


@pytest.mark.in_files
def test_nor_is_a_file_that_was_begun(folder: Path) -> None:
    (folder / "originals" / ID[:2] / ".new-abc").write_bytes(b"half")
    assert list(faults(folder)) == []


def test_what_is_derived_is_made_anew(folder: Path) -> None:
    with raw(folder) as db:
        for table in ("told_actors", "told", "callings", "called", "appearances"):
            db.execute(f"DELETE FROM {table}")
    assert list(faults(folder)) != []
    with Ledger(folder) as ledger:
        ledger.writer.rebuild()
        assert ledger.verify() == ()
        assert [hit.speakers for hit in ledger.search(speaker="ministry")] == [("The ministry",)]
