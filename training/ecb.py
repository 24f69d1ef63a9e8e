"""ECB+: news whose events are marked, and which of them are one."""

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sayso.compare.gathering.signs import Signs, signs
from sayso.compare.occurring.making import of_words
from sayso.compare.occurring.told import Happening
from sayso.records import Document, Reading


class Marked(Struct, frozen=True):
    """A marked event: `chain` is the one that it belongs to, `subtopic` that of its page."""

    chain: str
    subtopic: str
    event: Happening


def load(shared: Path, part: str) -> tuple[Marked, ...]:
    """The marked events of a part of ECB+ (train, dev)."""
    folder = shared / "data" / "same-story"
    found = documents(folder / f"ecbplus-{part}-corpus.txt.gz")
    pages = {name: _signs(name, sentences) for name, sentences in found.items()}
    rows = enumerate(mentions(shared, part))
    return tuple(_marked(i, row, found[row["doc_id"]], pages[row["doc_id"]]) for i, row in rows)


def mentions(shared: Path, part: str) -> list[dict[str, Any]]:
    """The rows of the marked events of a part, as they come."""
    path = shared / "data" / "same-story" / f"ecbplus-{part}-event-mentions.json.gz"
    with gzip.open(path, "rt", encoding="utf8") as file:
        return list(json.load(file))


def documents(path: Path) -> dict[str, dict[int, dict[int, str]]]:
    """The words of each document by sentence and number."""
    found: defaultdict[str, defaultdict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.strip():
                name, sentence, number, word = line.rstrip("\n").split("\t")[:4]
                found[name][int(sentence)][int(number)] = word
    return {name: dict(sentences) for name, sentences in found.items()}


def _signs(name: str, sentences: Mapping[int, Mapping[int, str]]) -> Signs:
    text = "\n".join(" ".join(words.values()) for words in sentences.values())
    return signs(Reading(reader="", document=Document(id=name, media_type="text/plain", text=text)))


def _marked(i: int, row: Mapping[str, Any], sentences: Mapping[int, Mapping[int, str]], page: Signs) -> Marked:
    words = sentences[row["sent_id"]]
    order = {number: at for at, number in enumerate(words)}
    at = sorted(order[number] for number in row["tokens_number"])
    event = of_words(f"{i:05}", list(words.values()), at, row["sent_id"], page)
    topic, _, kind = page.document.partition("_")
    return Marked(row["coref_chain"], f"{topic} {'plus' if 'plus' in kind else ''}", event)
