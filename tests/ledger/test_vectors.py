"""Vectors of a reading go into a ledger and come out of it as they were."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.records import Page, Reading, Vectors
from tests import factories

READING = factories.reading("[S The army] [C said] that [T it left]. [S Nobody] [C denied] [T that].")
COUNT = len(READING.attributions)


def _page(reading: Reading) -> Page:
    return factories.page(reading.document.text)


@pytest.mark.parametrize(
    "vectors",
    [
        None,
        Vectors(document=b"\x7f\x00", attributions=(b"\x80\x01",) * COUNT),
        Vectors(document=b"", attributions=(b"",) * COUNT),
    ],
    ids=["a reader that made none", "bytes of any value", "a page without words"],
)
def test_vectors_survive(tmp_path: Path, vectors: Vectors | None) -> None:
    reading = replace(READING, vectors=vectors)
    with Ledger(tmp_path / "one") as ledger, Ledger(tmp_path / "other") as other:
        ledger.add(_page(reading), reading)
        ledger.writer.rebuild()
        other.writer.merge(tmp_path / "one")
        assert ledger.reading(reading.document.id).vectors == vectors
        assert other.reading(reading.document.id).vectors == vectors
