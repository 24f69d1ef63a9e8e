"""Parts of speech and dependencies on EWT and GUM dev, of the installed encoder: gold sentences, its own words.

A word of the treebank counts where the encoder's words are the same; LAS compares universal relations.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evaluation.names import as_document, gum_texts, uner
from sayso.parse.encoder import Encoder
from training.conllu import Text


def figures(encoder: Encoder, texts: Sequence[Text]) -> dict[str, float]:
    """POS, UAS and LAS in percent of the words that are the same, and the share of those that are."""
    count: Counter[str] = Counter()
    for text in texts:
        parse = encoder.parse(as_document(text), tuple(sentence.span for sentence in text.sentences))
        ours = {word.span: word for word in parse.words}
        for sentence in text.sentences:
            for token in sentence.tokens:
                count["words"] += 1
                word = ours.get(token.span)
                if word is None:
                    continue
                above = None if token.head < 0 else sentence.tokens[token.head].span
                found = None if word.head is None else parse.words[word.head].span
                count["same"] += 1
                count["pos"] += word.pos == token.upos
                count["uas"] += above == found
                count["las"] += above == found and word.relation == token.deprel
    shares = {name: round(100 * count[name] / max(count["same"], 1), 1) for name in ("pos", "uas", "las")}
    return shares | {"same words": round(100 * count["same"] / max(count["words"], 1), 1)}


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """Both dev sets."""
    encoder = Encoder()
    return {
        "EWT dev": figures(encoder, uner(shared, "dev")),
        "GUM dev": figures(encoder, gum_texts(shared, "dev")),
    }
