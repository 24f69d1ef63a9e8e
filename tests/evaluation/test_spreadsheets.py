"""Payloads for spreadsheets go through LibreOffice, where it is there."""

from pathlib import Path

import pytest

from evaluation.spreadsheets import PAYLOADS, faults, office, unguarded


@pytest.fixture(autouse=True)
def _with_office() -> None:
    if office() is None:
        pytest.skip("there is no LibreOffice on this machine")


def test_no_cell_computes_and_every_text_is_there(tmp_path: Path) -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 40
    assert faults(tmp_path) == []


def test_without_apostrophes_some_would(tmp_path: Path) -> None:
    assert unguarded(tmp_path) > 10
