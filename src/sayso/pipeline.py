"""The path of one page: bytes, document, sentences, what the encoder sees, attributions."""

from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from msgspec.structs import replace

from sayso import __version__
from sayso.errors import InputError
from sayso.extract.attributions import attributions
from sayso.parse.blocks import document
from sayso.parse.encoder import Encoder, Thresholds, model_version
from sayso.parse.language import READ
from sayso.parse.segment import sentences
from sayso.records import Page, Reading
from sayso.settings import Settings
from sayso.sources import files


class Reader:
    """Reads pages. The same page gives the same reading, alone and in any company.

    `threshold` is the least probability, from 0 to 1, of a cue that is kept; None for that of the model's measures.
    """

    def __init__(self, *, threshold: float | None = None) -> None:
        self.threshold = threshold

    @cached_property
    def version(self) -> str:
        """What a reading depends on besides the page: the program, the model, a threshold of one's own."""
        own = "" if self.threshold is None else f".t{self.threshold:g}"
        return f"{__version__}+{model_version()}{own}"

    def read(self, page: Page) -> Reading:
        """All that can be read from one page. Raises InputError for bytes that are no page."""
        found, problems = document(page)
        if found.language not in READ:  # its problem row is among `problems` already
            return Reading(reader=self.version, document=found, problems=problems)
        spans = sentences(found)
        return Reading(
            reader=self.version,
            document=found,
            sentences=spans,
            attributions=attributions(self._encoder.parse(found, spans)),
            problems=problems,
        )

    @cached_property
    def _encoder(self) -> Encoder:
        usual = Thresholds()
        return Encoder(usual if self.threshold is None else replace(usual, cue=self.threshold))


def read(path: str | Path | None = None, *, text: str | None = None) -> Reading:
    """Read one page: a file, or plain text. Nothing is written anywhere."""
    return _reader().read(_page(path, text))


@cache
def _reader() -> Reader:
    return Reader()


def _page(path: str | Path | None, text: str | None) -> Page:
    if (path is None) == (text is None):
        raise InputError("read() takes either a path or text=…")
    if text is None:
        return files.load(Path(path or ""), Settings().max_bytes)
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"text: character {error.start} is a lone surrogate, which is no character") from None
    return Page(
        data=data, media_type="text/plain; charset=utf-8", fetched=datetime.now(UTC).isoformat(timespec="seconds")
    )
