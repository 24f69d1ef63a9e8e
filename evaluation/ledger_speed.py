"""How many documents a second the ledger takes when the readings are ready."""

import random
import tempfile
import time
from pathlib import Path

from sayso.ids import document_id, thing_id
from sayso.ledger import Writer
from sayso.records import Attribution, Block, Document, Page, Reading, Sighting, Span

DOCUMENTS = 400
SENTENCES = 30
WORDS = 20  # a sentence
ATTRIBUTIONS = 20
BATCH = 50
FETCHED = "2024-03-01T12:00:00+00:00"


def measure() -> dict[str, float]:
    """Documents a second of 600 words and 20 attributions each, entered one by one and in batches of fifty."""
    pages = [made(number) for number in range(DOCUMENTS)]
    with tempfile.TemporaryDirectory() as folder:
        return {
            "ledger documents/s, one a transaction": DOCUMENTS / _seconds(Path(folder) / "single", pages, 1),
            f"ledger documents/s, {BATCH} a transaction": DOCUMENTS / _seconds(Path(folder) / "batch", pages, BATCH),
        }


def _seconds(folder: Path, pages: list[tuple[Page, Reading]], batch: int) -> float:
    with Writer(folder) as writer:
        started = time.perf_counter()
        for first in range(0, len(pages), batch):
            writer.add_many(pages[first : first + batch])
        return time.perf_counter() - started


def made(number: int) -> tuple[Page, Reading]:
    """A page of made-up words in the shape of a report, and a reading of it; the same for the same number."""
    dice = random.Random(number)
    text = "\n".join(_sentence(dice) for _ in range(SENTENCES))
    data = f"<html><body>{text}</body></html>".encode() + b"<!-- menus and scripts -->" * 1500  # some 40 kB
    found = document_id(data)
    sentences = tuple(_lines(text))
    document = Document(
        id=found,
        media_type="text/html",
        title=_sentence(dice),
        publisher="The Herald",
        published="2024-02-29",
        language="en",
        text=text,
        blocks=tuple(Block("paragraph", span) for span in sentences),
        sightings=(Sighting(path=f"pages/{number}.html", fetched=FETCHED),),
    )
    page = Page(data=data, path=f"pages/{number}.html", media_type="text/html", fetched=FETCHED)
    attributions = tuple(_attribution(found, span, text) for span in sentences[:ATTRIBUTIONS])
    return page, Reading(reader="speed", document=document, sentences=sentences, attributions=attributions)


def _attribution(document: str, sentence: Span, text: str) -> Attribution:
    """The first three words are the source, the fourth the cue, the rest the content."""
    start, end = sentence
    blanks = [index for index in range(start, end) if text[index] == " "]
    source, cue, content = ((start, blanks[2]),), ((blanks[2] + 1, blanks[3]),), ((blanks[3] + 1, end),)
    key = thing_id(document, "attribution", source, cue, content)
    return Attribution(id=key, source=source, cue=cue, content=content, manner="indirect", score=0.9)


def _sentence(dice: random.Random) -> str:
    return " ".join("".join(dice.choices("aeioulnrstdm", k=dice.randint(2, 9))) for _ in range(WORDS))


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}: {figure:.0f}")
