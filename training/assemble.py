"""Put together the parts that were trained one by one on the same encoder.

python -m training.assemble --work training/work --weights average.pt --into final.pt
"""

import argparse
from pathlib import Path

import torch

from training.model import Model

# What each script fitted, by the beginnings of the weights' names.
FITTED = {
    "with_names.pt": ("heads.tagger.",),
    "with_links.pt": ("heads.anaphor.", "heads.antecedent.", "heads.pair.", "heads.new."),
    "with_acts.pt": ("heads.acts.",),
    "with_types.pt": ("heads.types.",),
    "with_loaded.pt": ("heads.loaded.",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--into", default="final.pt")
    args = parser.parse_args()
    weights = torch.load(args.work / args.weights, weights_only=True)
    weights = weights.get("average", weights)
    for name, starts in FITTED.items():
        if not (args.work / name).exists():
            continue  # the part stays as it was trained together with the rest
        fitted = torch.load(args.work / name, weights_only=True)
        weights |= {key: value for key, value in fitted.items() if key.startswith(starts)}
    known = Model().state_dict().keys()
    torch.save({key: weights[key] for key in known}, args.work / args.into)


if __name__ == "__main__":
    main()
