"""The encoder: MiniLM-L6 over wordpieces, word vectors, a cue tagger, and for every cue the roles of all words.

Each cue looks at the whole window through two narrow transformer layers that know which word is the cue: roles are
decided together, not word by word, at a few percent of the encoder's cost.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.parse.features import PLACES, QUOTES, SHAPES
from training.heads import Heads
from training.layer import Layer

DEPTHS = (1, 3, 5)  # layers that names are read from: lower ones know more of the word itself
FAR = 64  # words beyond this distance from a cue look alike


class Backbone(nn.Module):
    """MiniLM-L6 with embeddings of shape, quotation and place added at the input (zero at first)."""

    def __init__(self, layers: int = 6, width: int = 384, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, width), nn.Embedding(512, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.shape, self.quote, self.place = (
            nn.Embedding(SHAPES, width),
            nn.Embedding(QUOTES, width),
            nn.Embedding(PLACES, width),
        )
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, 12, 4 * width, dropout, before=False) for _ in range(layers))
        for extra in (self.shape, self.quote, self.place):
            nn.init.zeros_(extra.weight)

    def forward(self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None) -> Tensor:
        """All inputs [rows, pieces]; `mask` is added over keys [rows, 1, 1, pieces]. Returns [rows, pieces, width]."""
        return self.deep(pieces, shape, quote, place, mask)[-1]

    def deep(self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None) -> list[Tensor]:
        """What each layer gives, [rows, pieces, width]."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(positions) + self.kind
        x = x + self.shape(shape) + self.quote(quote) + self.place(place)
        x = self.drop(self.norm(x))
        out = []
        for layer in self.layers:
            x = layer(x, mask)
            out.append(x)
        return out


class Model(nn.Module):
    """Word vectors of width 384, cue logits, per cue role and edge logits, and the further heads."""

    def __init__(self, narrow: int = 128, dropout: float = 0.1) -> None:
        super().__init__()
        width = 384
        self.backbone = Backbone(dropout=dropout)
        self.norm = nn.LayerNorm(width)
        self.cue = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, 2))
        self.of_word, self.of_cue = nn.Linear(width, narrow), nn.Linear(width, narrow)
        self.word_gate, self.cue_gate = nn.Linear(width, narrow), nn.Linear(width, narrow)
        self.distance = nn.Embedding(2 * FAR + 1, narrow)
        nn.init.normal_(self.distance.weight, std=0.2)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(narrow, 4, 2 * narrow, dropout, before=True) for _ in range(2))
        self.last = nn.LayerNorm(narrow)
        self.roles = nn.Linear(narrow, 8)
        self.heads = Heads(width)

    def words(
        self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None, pool: Tensor
    ) -> Tensor:
        """`pool` [rows, words, pieces] averages the pieces of each word. Returns [rows, words, width]."""
        return self.words_and_layers(pieces, shape, quote, place, mask, pool)[0]

    def words_and_layers(
        self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None, pool: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The same, and the words in some layers side by side, [rows, words, len(DEPTHS) * width]. No `mask`: none of
        the pieces is padding."""
        additive = None if mask is None else ((1.0 - mask)[:, None, None, :] * -1e4).to(self.norm.weight.dtype)
        layers = self.backbone.deep(pieces, shape, quote, place, additive)
        return self.pooled([pool @ layers[depth].to(pool.dtype) for depth in DEPTHS])

    def pooled(self, layers: list[Tensor]) -> tuple[Tensor, Tensor]:
        """The words in some layers, [rows, words, width] each, as `words_and_layers` gives them."""
        return self.norm(layers[-1]), torch.cat(layers, -1)

    def cues(self, words: Tensor) -> Tensor:
        """Logits [rows, words, 2]: begins a cue of the window; begins a cue were it not inside a content."""
        return self.cue(words)

    def scored(self, words: Tensor, mask: Tensor | None, row: Tensor, anchor: Tensor) -> Tensor:
        """For each cue (its row and first word) logits [cues, words, 8]: none, source, content, cue; source begins,
        source ends, content begins, content ends."""
        at = torch.arange(words.shape[1], device=words.device)
        near = (at[None, :] - anchor[:, None]).clamp(-FAR, FAR) + FAR
        cue = words[row, anchor]
        x = self.of_word(words)[row] + self.of_cue(cue)[:, None, :] + self.distance(near)
        x = self.drop(x + self.word_gate(words)[row] * self.cue_gate(cue)[:, None, :])
        additive = None if mask is None else ((1.0 - mask)[:, None, None, :] * -1e4)[row].to(x.dtype)
        for layer in self.layers:
            x = layer(x, additive)
        return self.roles(self.last(x))


def start(folder: Path) -> Model:
    """A model on the weights of MiniLM-L6 in `folder` (model.safetensors), its heads fresh."""
    weights = load_file(folder / "model.safetensors")
    model = Model()
    state = model.backbone.state_dict()

    def put(ours: str, *theirs: str) -> None:
        value = torch.cat([weights[name] for name in theirs])
        state[ours] = value.reshape(state[ours].shape)

    put("word.weight", "embeddings.word_embeddings.weight")
    put("position.weight", "embeddings.position_embeddings.weight")
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    for part in ("weight", "bias"):
        put(f"norm.{part}", f"embeddings.LayerNorm.{part}")
        for i in range(6):
            theirs = f"encoder.layer.{i}"
            put(
                f"layers.{i}.qkv.{part}",
                *(f"{theirs}.attention.self.{name}.{part}" for name in ("query", "key", "value")),
            )
            put(f"layers.{i}.out.{part}", f"{theirs}.attention.output.dense.{part}")
            put(f"layers.{i}.norm1.{part}", f"{theirs}.attention.output.LayerNorm.{part}")
            put(f"layers.{i}.up.{part}", f"{theirs}.intermediate.dense.{part}")
            put(f"layers.{i}.down.{part}", f"{theirs}.output.dense.{part}")
            put(f"layers.{i}.norm2.{part}", f"{theirs}.output.LayerNorm.{part}")
    model.backbone.load_state_dict(state)
    return model


def describe(model: Model) -> str:
    """The size of the model's parts, as JSON."""
    return json.dumps({name: sum(p.numel() for p in child.parameters()) for name, child in model.named_children()})
