"""Names: strict F1 of the encoder's name tagger, on UNER EWT dev, and on GUM dev news and interviews beside it.

A name is right where its first and last character and its kind are. GUM marks no names: those of its persons,
organisations and places count whose head is a proper noun and that hold no other such (its *the* and its possessive
mark left out).
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sayso.parse.encoder import Encoder
from sayso.records import Block, Document
from training.conllu import Text, ewt, gold_names, gum


def as_document(text: Text) -> Document:
    """A text of the data as the encoder reads it: each of its blocks a paragraph."""
    blocks = tuple(Block("paragraph", span) for span in text.blocks)
    return Document(id=text.name, media_type="text/plain", text=text.text, blocks=blocks)


def uner(shared: Path, part: str) -> list[Text]:
    """The documents of UNER EWT with their names."""
    data = shared / "data"
    return ewt(data / f"syntax/ewt-{part}.conllu.gz", data / f"names/uner-ewt-{part}.iob2.gz")


def gum_texts(shared: Path, part: str, genres: Sequence[str] = ()) -> list[Text]:
    """The documents of GUM of some genres, or all."""
    texts = gum(shared / "data" / f"syntax/gum-{part}.conllu.gz")
    return [text for text in texts if not genres or text.genre in genres]


def figures(encoder: Encoder, texts: Sequence[Text]) -> dict[str, float]:
    """F1, precision and recall in percent, over all kinds and of each."""
    count: Counter[str] = Counter()
    for text in texts:
        spans = tuple(sentence.span for sentence in text.sentences)
        found = {(name.span, str(name.kind)) for name in encoder.parse(as_document(text), spans).named}
        wanted = gold_names(text)
        for kind in ("PER", "ORG", "LOC"):
            ours, theirs = {n for n in found if n[1] == kind}, {n for n in wanted if n[1] == kind}
            for key in (kind, "all"):
                count[f"{key} hit"] += len(ours & theirs)
                count[f"{key} said"] += len(ours)
                count[f"{key} true"] += len(theirs)
    out = {}
    for key in ("all", "PER", "ORG", "LOC"):
        precision = count[f"{key} hit"] / max(count[f"{key} said"], 1)
        recall = count[f"{key} hit"] / max(count[f"{key} true"], 1)
        out[key] = round(200 * precision * recall / max(precision + recall, 1e-9), 1)
        if key == "all":
            out |= {"precision": round(100 * precision, 1), "recall": round(100 * recall, 1)}
    return out


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """Both sets."""
    encoder = Encoder()
    return {
        "UNER EWT dev": figures(encoder, uner(shared, "dev")),
        "GUM dev, news and interviews": figures(encoder, gum_texts(shared, "dev", ("news", "interview"))),
    }
