"""Weigh two states of the same training against each other: the mean of their weights, part by part.

    python -m training.mix --work training/work --one final.pt --other average.pt --into mixed.pt

A second training from the weights of a first one goes further in syntax, but learns EWT's names by heart; between the
two lies a model that is better than both.
"""

import argparse
from pathlib import Path

import torch

from training.model import Model

SHARE = 0.7  # of the other's weights
OF_NAMES = 0.5  # the same for the tagger of names; both chosen on UNER EWT dev


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--one", default="final.pt")
    parser.add_argument("--other", default="average.pt")
    parser.add_argument("--into", default="mixed.pt")
    args = parser.parse_args()
    one, other = (torch.load(args.work / name, weights_only=True) for name in (args.one, args.other))
    fresh = Model().state_dict()
    mixed = {}
    for key, value in fresh.items():
        new = other.get(key, value)
        share = OF_NAMES if key.startswith("heads.tagger.") else SHARE
        mixed[key] = torch.lerp(one[key].float(), new.float(), share) if key in one else new
    torch.save(mixed, args.work / args.into)


if __name__ == "__main__":
    main()
