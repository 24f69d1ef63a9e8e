"""What several processes write is what one writes, also where the ledger grows meanwhile."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.export import formats, several
from sayso.export.formats import FORMATS, Pieces, written
from sayso.export.meta import Meta
from sayso.export.several import Wanted, written_by_several
from sayso.export.tables import TABLES
from sayso.ledger import Ledger, View, chosen
from sayso.records import Chosen, Selection
from tests import factories
from tests.ledger import telling

META = Meta(made="2024-03-02T08:00:00+00:00", version="0", base="http://127.0.0.1:8321")
PAGES = (
    telling.told(),
    factories.read("Nobody says anything.", path="p/0.txt"),
    telling.undated(),
    *(factories.read(f"[S Kerr {n}] [C said] [T it fell].", path=f"p/{n}.txt") for n in range(1, 8)),
)
BY_SEVERAL = [
    *(Wanted(name) for name, each in FORMATS.items() if (each.by_page or each.pieces) and not each.tables),
    *(Wanted("csv", table) for table in TABLES),
    Wanted("csv", "attributions", ("cue", "document")),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(chosen, "CHUNK", 2)
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.add_many(PAGES)
    return tmp_path / "ledger"


@pytest.mark.parametrize("wanted", BY_SEVERAL, ids=lambda wanted: f"{wanted.name} {wanted.table or ''}".strip())
@pytest.mark.parametrize("selection", [Selection(), Selection(words="fell"), Selection(words="unheard")])
def test_pages_written_one_by_one_are_the_whole(folder: Path, wanted: Wanted, selection: Selection) -> None:
    """Without the processes: these would write the same pieces."""
    meta = replace(META, selection=selection)
    with View(folder) as view:
        alone = b"".join(written(view, selection, wanted.format, meta))
        assert b"".join(written_by_several(view, wanted, meta, 2)) == alone


@pytest.mark.parametrize(
    "wanted",
    [Wanted("jsonl"), Wanted("csv", "mentions"), Wanted("annotations"), Wanted("gexf")],
    ids=["pages", "a table", "pieces that are counted", "pieces that are merged"],
)
def test_processes_write_what_one_writes(folder: Path, monkeypatch: pytest.MonkeyPatch, wanted: Wanted) -> None:
    monkeypatch.setattr(several, "LEAST", 2)
    with View(folder) as view:
        alone = b"".join(written(view, Selection(), wanted.format, META))
        assert b"".join(written_by_several(view, wanted, META, 2)) == alone


def test_what_is_written_meanwhile_does_not_come_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes begin when the ledger is a later one; what they would tell of it is left."""
    monkeypatch.setattr(several, "LEAST", 2)
    meta = replace(META, selection=Selection(publisher="The Herald"))
    with Ledger(folder) as ledger:
        alone = b"".join(written(ledger.view, meta.selection, FORMATS["csv"], meta))
        pieces = written_by_several(ledger.view, Wanted("csv"), meta, 2)
        first = next(pieces)
        ledger.add(*factories.read("[S Kerr] [C said] [T more].", path="p/later.txt"))
        assert b"".join((first, *pieces)) == alone
        assert b"".join(written_by_several(ledger.view, Wanted("csv"), meta, 2)) != alone


def test_a_format_of_one_piece_is_written_by_one(folder: Path) -> None:
    with View(folder) as view:
        alone = b"".join(written(view, Selection(), FORMATS["rss"], META))
        assert b"".join(written_by_several(view, Wanted("rss"), META, 4)) == alone


def test_pieces_are_of_no_more_pages_than_a_format_takes_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of large pieces, that memory stays flat; and what is selected goes with each."""
    asked: list[int] = []

    def piece(told: Iterable[Chosen], _: Meta) -> bytes:
        asked.append(sum(bool(each.attributions) for each in told))
        return b""

    made = Pieces(piece=piece, whole=lambda pieces, _: iter(pieces), pages=1)
    monkeypatch.setattr(formats, "FORMATS", {"annotations": replace(FORMATS["annotations"], pieces=made)})
    with View(folder) as view:
        meta = replace(META, selection=Selection(words="fell"))
        assert set(written_by_several(view, Wanted("annotations"), meta, 2)) == {b""}
    assert asked == [1] * 7
