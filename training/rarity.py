"""Counts in how many training texts each word stands and writes `lexicon/rarity.yaml`.

python -m training.rarity --shared ../shared

Only counts are kept, of words that stand in several texts; counts of many texts are rounded, so that a line holds many.
"""

import argparse
import gzip
import json
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sayso.lexicon.rarity import PACKAGED, UNLISTED, words

HEAD: Final = """\
# In how many of some texts each word stands, words folded as rarity.py does it; made by training/rarity.py.
# Counted: the news of PolNeAR (train), LGL and MUC-4 (train), the texts of UD English EWT and GUM (train).
# Counts above twenty are rounded down by at most a tenth. The first entry says how many texts there were.
"""


def texts(shared: Path) -> Iterator[str]:
    """The training texts, one a document."""
    data = shared / "data"
    for line in _lines(data / "attributions/polnear-train.jsonl.gz"):
        yield json.loads(line)["text"]
    yield from _lgl("".join(_lines(data / "places/lgl.xml.gz")))
    reports: Mapping[str, Any] = json.loads("".join(_lines(data / "events/muc4-train.json.gz")))
    yield from (report["doc"] for report in reports.values())
    for name in ("ewt", "gum"):
        yield from _treebank(_lines(data / f"syntax/{name}-train.conllu.gz"))


def counted(documents: Iterable[str]) -> tuple[int, Counter[str]]:
    """How many documents there are and in how many of them each word stands."""
    number, found = 0, Counter[str]()
    for text in documents:
        number += 1
        found.update({word for _, word in words(text)})
    return number, found


def written(number: int, found: Mapping[str, int]) -> str:
    """The file: the number of texts, then the words by their count, those in most texts first."""
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in found.items():
        if count > UNLISTED:
            by_count[_rounded(count)].append(word)
    entries = [f"- documents: {number}\n  words: ''\n"]
    for count in sorted(by_count, reverse=True):
        rows = textwrap.wrap(" ".join(sorted(by_count[count])), 116, break_long_words=False, break_on_hyphens=False)
        entries.append(f"- documents: {count}\n  words: >-\n" + "".join(f"    {row}\n" for row in rows))
    return HEAD + "".join(entries)


def _rounded(count: int) -> int:
    step = 1
    while count / step > 20:
        step *= 2
    return count // step * step


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from lines


def _lgl(markup: str) -> Iterator[str]:
    return (found[1] for found in re.finditer(r"<text><!\[CDATA\[(.*?)\]\]></text>", markup, re.DOTALL))


def _treebank(lines: Iterable[str]) -> Iterator[str]:
    """The text of each document of a treebank."""
    text: list[str] = []
    for line in lines:
        if line.startswith("# newdoc") and text:
            yield "\n".join(text)
            text = []
        if line.startswith("# text ="):
            text.append(line.removeprefix("# text = ").rstrip())
    if text:
        yield "\n".join(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--into", type=Path, default=PACKAGED)
    args = parser.parse_args()
    args.into.write_text(written(*counted(texts(args.shared))), encoding="utf-8")


if __name__ == "__main__":
    main()
