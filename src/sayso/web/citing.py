"""A citation to copy: which page, its address and the hash of its bytes, and the exact words of an attribution."""

from msgspec import Struct

from sayso.records import Document


class Citation(Struct, frozen=True):
    """What is cited: lines for the page, and for an attribution lines with its exact words, ready to paste."""

    page: str
    words: str = ""

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.page, self.words)))


def cited_page(document: Document) -> str:
    """Publisher, title, date; address, or path where there is none; hash."""
    title = f"“{_flat(document.title)}”" if document.title else "(no title)"
    first = ", ".join(filter(None, (_flat(document.publisher), title, _flat(document.published) or "no date")))
    places = (document.url, *(each.url or each.path for each in document.sightings))
    return "\n".join(filter(None, (f"{first}.", next(filter(None, places), None), f"SHA-256 {document.id}")))


def cited_words(source: str | None, cue: str, content: str) -> str:
    """The parts of an attribution, each on a line."""
    parts = {"Source": source, "Cue": cue, "Content": content}
    return "\n".join(f"{name}: “{words}”" for name, words in parts.items() if words)


def _flat(words: str | None) -> str:
    return " ".join((words or "").split())
