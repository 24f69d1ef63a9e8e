"""Views that are lent see what is written, also while it is written, and another ledger in the place of the old one."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from evaluation import made_ledger
from sayso.errors import LedgerError, NotFoundError
from sayso.ledger import Views, Writer
from sayso.ledger.pool import IDLE
from sayso.records import Selection
from tests import factories


def test_a_view_is_lent_again_and_sees_what_was_written_since(tmp_path: Path) -> None:
    views = Views(tmp_path)
    with Writer(tmp_path) as writer:
        with views.lent() as first:
            assert first.facets(Selection()).total == 0
        writer.add(*factories.read("[S Kerr] [C said] [T so]."))
        with views.lent() as again, views.lent() as other:
            assert again is first
            assert other is not first
            assert again.facets(Selection()).total == other.facets(Selection()).total == 1
    views.close()


@pytest.mark.in_files
def test_where_there_is_no_ledger_none_is_lent(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError), Views(tmp_path).lent():
        pass


@pytest.mark.in_files
def test_another_ledger_in_its_place_is_seen(tmp_path: Path) -> None:
    views = Views(tmp_path / "here")
    for text in ("[S Kerr] [C said] [T so].", "Nothing."):
        with Writer(tmp_path / "here") as writer:
            writer.add(*factories.read(text))
        with views.lent() as view:
            assert view.facets(Selection()).total == view.counts().attributions == text.count("[S")
        shutil.rmtree(tmp_path / "here")
    views.close()


def test_a_view_that_failed_is_not_lent_again(tmp_path: Path) -> None:
    Writer(tmp_path).close()
    views = Views(tmp_path)
    with pytest.raises(LedgerError), views.lent() as broken:
        raise LedgerError("the disk is gone")
    with views.lent() as view:
        assert view is not broken
    with pytest.raises(ValueError, match="mine"), views.lent() as fine:
        raise ValueError("mine")
    with views.lent() as view:
        assert view is fine, "whose borrower erred about something else is as good as before"
    views.close()


def test_readers_are_answered_while_pages_come(tmp_path: Path) -> None:
    """What a reader is told fits together: a total that some state of the ledger had, and no error."""
    read = [made_ledger.page(number) for number in range(12)]
    views = Views(tmp_path)
    with Writer(tmp_path) as writer, ThreadPoolExecutor(4) as threads:
        writer.add(*read[0])

        def ask(number: int) -> int:
            with views.lent() as view:
                selection = Selection(speaker="made-0") if number % 2 else Selection()
                hits = view.selected(selection).hits
                view.facets(selection)
                view.timeline(selection, "events", "actor")
                view.overview()
                view.life("made-0")
                return len(hits)

        asked = [threads.submit(ask, number) for number in range(60)]
        for page, reading in read[1:]:
            writer.add(page, reading)
        assert all(each.result() > 0 for each in asked[::2])
    assert len(views._idle) <= IDLE
    views.close()
