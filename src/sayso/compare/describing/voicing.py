"""Whose word a thing on a page is: the page's own, or a speaker's."""

from typing import Final

from sayso.compare.describing.casting import Cast
from sayso.compare.describing.told import Voice
from sayso.records import Act, Attribution, Reading
from sayso.soundness import collapsed

# What somebody intends, asks for or orders is told by whoever tells of it; only his own words are his.
_TOLD_OF: Final[frozenset[Act]] = frozenset({"intend", "order", "request", "demand", "ask"})


class Voices:
    """The voices of one page."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        document = reading.document
        self._text = document.text
        self._by_id = {attribution.id: attribution for attribution in reading.attributions}
        self._cast = cast
        self.page = Voice(True, document.publisher or document.author or document.title or "the page")

    def of(self, attribution: str | None) -> tuple[Voice, bool]:
        """The voice of what stands in the content of an attribution, and whether it is told from hearsay, as from
        somebody unsaid (*reportedly*) or as a mere question."""
        hearsay = False
        while attribution is not None and (said := self._by_id.get(attribution)) is not None:
            unsaid = not said.speakers and not said.source
            if not unsaid and said.speaker_kind != "page" and not _is_told_of(said):
                return self.speaker(said), hearsay or said.act == "ask" or bool(said.hedges)
            hearsay = hearsay or unsaid
            attribution = said.outer
        return self.page, hearsay

    def speaker(self, said: Attribution) -> Voice:
        """The one who speaks in an attribution."""
        speakers = tuple(sorted({self._cast.ids.get(speaker, speaker) for speaker in said.speakers}))
        if speakers:
            return Voice(False, ", ".join(self._cast.name(speaker) for speaker in speakers), speakers)
        return Voice(False, " … ".join(collapsed(self._text, span) for span in said.source) or "somebody")


def _is_told_of(said: Attribution) -> bool:
    return said.act in _TOLD_OF and said.manner != "direct"
