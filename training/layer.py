"""The transformer layer that the backbone and the narrow parts on top of it are made of."""

from torch import Tensor, nn


class Layer(nn.Module):
    """A transformer layer. `before` puts normalisation before each part (the narrow layers), else after (BERT)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, before: bool) -> None:
        super().__init__()
        self.heads, self.before = heads, before
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        # No dropout on the attention itself: drawing it costs more than the layer on a CPU.
        y = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return self.drop(self.out(y.transpose(1, 2).reshape(rows, length, width)))

    def feed(self, x: Tensor) -> Tensor:
        return self.drop(self.down(nn.functional.gelu(self.up(x))))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        if self.before:
            x = x + self.attend(self.norm1(x), mask)
            return x + self.feed(self.norm2(x))
        x = self.norm1(x + self.attend(x, mask))
        return self.norm2(x + self.feed(x))
