"""Windows as padded tensors."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.parse.decode import CONTENT
from sayso.parse.encoder import inputs
from training.data import Window


class Batch(NamedTuple):
    """Inputs [rows, pieces] or [rows, words]; for each cue its row, first word, roles [cues, words] and edges
    [cues, words, 4]; `begins` [rows, words] says where cues begin, `anywhere` where any does, those inside contents
    included, `known` of which words that is known."""

    pieces: Tensor
    shape: Tensor
    quote: Tensor
    place: Tensor
    mask: Tensor
    pool: Tensor
    words: Tensor
    row: Tensor
    anchor: Tensor
    roles: Tensor
    edges: Tensor
    begins: Tensor
    anywhere: Tensor
    known: Tensor


def pooling(row: Mapping[str, Any]) -> NDArray[np.float32]:
    """The matrix [words, pieces] that averages the pieces of each word of a window's inputs."""
    lengths = row["lengths"]
    pool = np.zeros((len(lengths), len(row["pieces"])), np.float32)
    at = np.arange(1, int(lengths.sum()) + 1)
    pool[np.repeat(np.arange(len(lengths)), lengths), at] = np.repeat(1 / lengths, lengths)
    return pool


def batch(windows: Sequence[Window]) -> Batch:
    """Windows padded to the longest."""
    rows = [inputs(w.words, 0.0) for w in windows]
    length = max(len(r["pieces"]) for r in rows)
    counts = [len(r["lengths"]) for r in rows]
    most = max(counts)
    features = torch.zeros(4, len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length)
    pool = torch.zeros(len(rows), most, length)
    words = torch.zeros(len(rows), most)
    begins, anywhere, known = (torch.zeros(len(rows), most) for _ in range(3))
    all_roles, all_edges, row, anchor = [], [], [], []
    for i, (r, w, count) in enumerate(zip(rows, windows, counts, strict=True)):
        size = len(r["pieces"])
        for k, name in enumerate(("pieces", "shape", "quote", "place")):
            features[k, i, :size] = torch.from_numpy(r[name])
        mask[i, :size] = 1
        pool[i, :count, :size] = torch.from_numpy(pooling(r))
        words[i, :count] = 1
        known[i, :count] = 1
        for k, first in enumerate(w.anchors):
            roles = np.full(most, -100, np.int64)
            roles[:count] = w.roles[k]
            edges = np.zeros((most, 4), np.float32)
            edges[:count] = w.edges[k]
            all_roles.append(roles)
            all_edges.append(edges)
            row.append(i)
            anchor.append(int(first))
            if w.inner is None:
                known[i, :count] *= torch.from_numpy((w.roles[k] != CONTENT).astype(np.float32))
        for first in w.anchors:
            begins[i, int(first)] = anywhere[i, int(first)] = known[i, int(first)] = 1
        anywhere[i, list(w.inner or ())] = 1
    return Batch(
        features[0],
        features[1],
        features[2],
        features[3],
        mask,
        pool,
        words,
        torch.tensor(row, dtype=torch.long),
        torch.tensor(anchor, dtype=torch.long),
        torch.from_numpy(np.array(all_roles, np.int64).reshape(-1, most)),
        torch.from_numpy(np.array(all_edges, np.float32).reshape(-1, most, 4)),
        begins,
        anywhere,
        known,
    )


def batches(windows: list[Window], budget: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, at most `budget` wordpieces each, in random order."""
    keyed = sorted(windows, key=lambda w: w.length() + rng.random() * 48)
    groups: list[list[Window]] = [[]]
    for w in keyed:
        longest = max((x.length() for x in groups[-1]), default=0)
        if groups[-1] and max(longest, w.length()) * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(w)
    rng.shuffle(groups)
    for group in groups:
        yield batch(group)
