"""What is measured is reported."""

import json
from pathlib import Path

from evaluation.__main__ import HERE, measures
from evaluation.report import SECTIONS, markdown


def test_every_measure_has_a_section() -> None:
    assert set(measures(Path())) - set(SECTIONS) == set()


def test_the_report_is_that_of_the_figures() -> None:
    kept = json.loads((HERE / "results.json").read_text())
    assert (HERE / "RESULTS.md").read_text() == markdown(kept)
