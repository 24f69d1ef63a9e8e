"""The transformer layer that the backbone and the narrow parts on top of it are made of."""

from typing import Any

import torch
from torch import Tensor, nn


class FusedAttention(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has for it; only an exported model holds it."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None, heads: int) -> Tensor:
        """[rows, words, width] three times, a bias [rows, 1, words, words] or none → [rows, words, width]."""
        rows, length, width = q.shape
        parts = [x.view(rows, length, heads, width // heads).transpose(1, 2) for x in (q, k, v)]
        y = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=bias)
        return y.transpose(1, 2).reshape(rows, length, width)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, bias: Any, heads: int) -> Any:
        none = g.op("prim::Constant")
        none.setType(torch._C.OptionalType.ofTensor())
        inputs = [q, k, v] if bias is None or bias.node().mustBeNone() else [q, k, v, none, none, bias]
        return g.op("com.microsoft::MultiHeadAttention", *inputs, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):
    """A transformer layer. `before` puts normalisation before each part (the narrow layers), else after (BERT)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, before: bool) -> None:
        super().__init__()
        self.heads, self.before = heads, before
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def attend(self, x: Tensor, mask: Tensor | None) -> Tensor:
        rows, length, width = x.shape
        if torch.onnx.is_in_onnx_export():
            q, k, v = self.qkv(x).chunk(3, -1)
            return self.out(FusedAttention.apply(q, k, v, mask, self.heads))  # type: ignore[no-untyped-call]
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        # No dropout on the attention itself: drawing it costs more than the layer on a CPU.
        y = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.drop(self.out(y.transpose(1, 2).reshape(rows, length, width)))

    def feed(self, x: Tensor) -> Tensor:
        return self.drop(self.down(nn.functional.gelu(self.up(x))))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        if self.before:
            x = x + self.attend(self.norm1(x), mask)
            return x + self.feed(self.norm2(x))
        x = self.norm1(x + self.attend(x, mask))
        return self.norm2(x + self.feed(x))
