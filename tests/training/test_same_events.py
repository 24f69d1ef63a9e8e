"""The fit of the weights of same events."""

import numpy as np

from training.same_events import fitted


def test_weights_follow_what_tells() -> None:
    figures = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]] * 20)
    weights = fitted(figures, figures[:, 0])
    assert weights[0] > 2 > abs(weights[1])
    assert weights[-1] < 0
