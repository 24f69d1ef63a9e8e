"""The texts that the gold of nested attributions counts its offsets in."""

import gzip
import json
from pathlib import Path


def text_of(source: str, shared: Path) -> str:
    """The text of one source of `gold/nested.jsonl`; offsets are code points of it.

    `source` is a file's path inside `shared`, whose decoded characters are the text, line ends as they stand; or
    `path#record` for a BASIL article, whose text is its title and its paragraphs with an empty line between,
    a paragraph being its sentences with a space between. Raises KeyError where the file holds no such record.
    """
    path, _, record = source.partition("#")
    if not record:
        return (shared / path).read_bytes().decode("utf8")
    with gzip.open(shared / path, "rt", encoding="utf8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["file"] == record:
                return article_text(item["article"]["title"], item["article"]["body-paragraphs"])
    raise KeyError(source)


def article_text(title: str, paragraphs: list[list[str]]) -> str:
    """Title and paragraphs (lists of sentences) as one plain text, an empty line between."""
    return "\n\n".join([title, *(" ".join(sentences) for sentences in paragraphs)])
