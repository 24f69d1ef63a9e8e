"""The further heads of the encoder: names, parts of speech, dependencies, mentions, and which mentions name the same.

All read the word vectors of the one pass over a window. Words look for heads and edges within their sentence only.
"""

import torch
from torch import Tensor, nn

from sayso.parse.labels import ACTS, NAMES, POS, RELATIONS, SPOTTED, TYPES
from sayso.parse.pairs import FEATURES
from training.layer import Layer

AWAY = -1e4  # logit of what cannot be


class Biaffine(nn.Module):
    """For each word (row) and each word (column) one logit per label."""

    def __init__(self, width: int, inner: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.row = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout))
        self.column = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(dropout))
        self.weight = nn.Parameter(torch.empty(labels, inner + 1, inner + 1))
        nn.init.normal_(self.weight, std=0.02)

    def _sides(self, rows: Tensor, columns: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, n, labels, inner + 1] of the rows, weighted, and [batch, m, inner + 1] of the columns."""
        r, c = self.row(rows), self.column(columns)
        r, c = (torch.cat((x, torch.ones_like(x[..., :1])), -1) for x in (r, c))
        labels, inner = self.weight.shape[0], self.weight.shape[2]
        flat = self.weight.permute(1, 0, 2).reshape(-1, labels * inner)  # a matrix, which can be quantised
        return (r @ flat.to(r.dtype)).view(*r.shape[:2], labels, inner), c

    def forward(self, rows: Tensor, columns: Tensor) -> Tensor:
        """[batch, n, width] and [batch, m, width] → [batch, labels, n, m]."""
        r, c = self._sides(rows, columns)
        return r.transpose(1, 2) @ c[:, None].transpose(-1, -2)

    def along(self, rows: Tensor, columns: Tensor) -> Tensor:
        """Row i with column i only: [batch, n, width] twice → [batch, n, labels]."""
        r, c = self._sides(rows, columns)
        return (r * c[:, :, None]).sum(-1)


class NameTagger(nn.Module):
    """Two narrow layers over what several layers of the backbone know of each word, then the labels of names."""

    def __init__(self, deep: int, width: int = 128, dropout: float = 0.2) -> None:
        super().__init__()
        self.norm, self.enter = nn.LayerNorm(deep), nn.Linear(deep, width)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, 4, 2 * width, dropout, before=True) for _ in range(2))
        self.last, self.labels = nn.LayerNorm(width), nn.Linear(width, len(NAMES))

    def forward(self, deep: Tensor, sentence: Tensor) -> Tensor:
        """[rows, words, deep] and the number of each word's sentence → logits [rows, words, NAMES]."""
        x = self.drop(self.enter(self.drop(self.norm(deep))))
        apart = (sentence[:, None, :, None] != sentence[:, None, None, :]).to(x.dtype) * AWAY
        for layer in self.layers:
            x = layer(x, apart)
        return self.labels(self.last(x))


class WordHead(nn.Module):
    """Labels of single words from what several layers of the backbone know of them."""

    def __init__(self, deep: int, labels: int, width: int = 128, dropout: float = 0.3) -> None:
        super().__init__()
        self.width = width
        self.norm = nn.LayerNorm(deep)
        self.enter = nn.Sequential(nn.Dropout(dropout), nn.Linear(deep, width), nn.GELU(), nn.Dropout(dropout))
        self.labels = nn.Linear(width, labels)

    def hidden(self, deep: Tensor) -> Tensor:
        """[.., deep] → [.., width]."""
        return self.enter(self.norm(deep))

    def forward(self, deep: Tensor) -> Tensor:
        """[.., deep] → logits [.., labels]."""
        return self.labels(self.hidden(deep))


class Heads(nn.Module):
    """Logits for every word of a window."""

    def __init__(self, width: int = 384, dropout: float = 0.2) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.tagger = NameTagger(3 * width)
        self.pos = nn.Sequential(nn.Linear(width, 128), nn.GELU(), nn.Dropout(dropout), nn.Linear(128, len(POS)))
        self.spotted = nn.Sequential(
            nn.Linear(width, 192), nn.GELU(), nn.Dropout(dropout), nn.Linear(192, len(SPOTTED))
        )
        self.root = nn.Parameter(torch.zeros(width))
        self.arcs = Biaffine(width, 192, 1, dropout)
        self.relations = Biaffine(width, 96, len(RELATIONS), dropout)
        self.edges = Biaffine(width, 128, 2, dropout)
        self.anaphor, self.antecedent = nn.Linear(width, 128), nn.Linear(width, 128)
        self.pair = nn.Sequential(nn.Linear(FEATURES + 1, 64), nn.GELU(), nn.Dropout(dropout), nn.Linear(64, 1))
        self.acts = nn.Sequential(nn.Linear(width, 128), nn.GELU(), nn.Dropout(dropout), nn.Linear(128, len(ACTS)))
        self.types, self.loaded = WordHead(3 * width, len(TYPES)), WordHead(3 * width, 1)
        self.new = nn.Sequential(nn.Linear(width, 64), nn.GELU(), nn.Dropout(dropout), nn.Linear(64, 1))

    def scores(self, words: Tensor, deep: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Words [rows, words, width], the same in several layers, the number of each word's sentence → logits of names
        [.., NAMES], parts of speech [.., POS], mentions [.., SPOTTED], heads [rows, words, 1 + words] (the first
        column is the root) and of each mention's first and last word [rows, 2, words, words]."""
        x = self.drop(words)
        apart = (sentence[:, :, None] != sentence[:, None, :]).to(x.dtype) * AWAY
        root = self.root.expand(x.shape[0], 1, -1).to(x.dtype)
        arcs = self.arcs(x, torch.cat((root, x), 1))[:, 0]
        at = torch.arange(x.shape[1], device=x.device)
        itself = (at[:, None] == at[None, :]).to(x.dtype) * AWAY  # no word is its own head
        arcs = torch.cat((arcs[..., :1], arcs[..., 1:] + apart + itself), -1)
        edges = self.edges(x, x) + apart[:, None]
        return self.tagger(deep, sentence), self.pos(x), self.spotted(x), arcs, edges

    def related(self, words: Tensor, heads: Tensor) -> Tensor:
        """Logits [rows, words, RELATIONS] of each word's relation to its head; `heads` [rows, words] counts the root
        as 0 and the first word as 1."""
        x = self.drop(words)
        root = self.root.expand(x.shape[0], 1, -1).to(x.dtype)
        table = torch.cat((root, x), 1)
        return self.relations.along(x, torch.gather(table, 1, heads[..., None].expand(-1, -1, x.shape[-1])))

    def linked(self, mentions: Tensor, features: Tensor, at: Tensor, there: Tensor) -> Tensor:
        """Mentions [mentions, width] of one text in order, their pair features [mentions, BAND, FEATURES], the indices
        and presence of those before → logits [mentions, 1 + BAND], the first for naming something new."""
        dot = (self.anaphor(mentions)[:, None, :] * self.antecedent(mentions)[at]).sum(-1, keepdim=True) / 128**0.5
        scores = self.pair(torch.cat((dot, features.to(dot.dtype)), -1))[..., 0] + (~there) * AWAY
        return torch.cat((self.new(mentions), scores), -1)
