"""The path of one page: bytes, document, sentences, what the encoder sees, who said what, what is said to happen."""

from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from msgspec.structs import replace
from threadpoolctl import ThreadpoolController

from sayso import __version__
from sayso.errors import InputError
from sayso.extract.actors import cast, own_voice
from sayso.extract.acts import acts
from sayso.extract.attributions import attributions
from sayso.extract.chains import chains
from sayso.extract.dates import dates
from sayso.extract.definitions import definitions
from sayso.extract.events import events
from sayso.extract.figures import figures
from sayso.extract.mentions import found as found_mentions
from sayso.extract.names import names, spread, with_defined
from sayso.extract.places import places
from sayso.extract.references import references
from sayso.extract.speakers import speakers
from sayso.extract.stances import stances
from sayso.extract.wordings import wordings
from sayso.ids import document_id
from sayso.lexicon.gazetteer import Gazetteer
from sayso.lexicon.gazetteer import load as load_gazetteer
from sayso.lexicon.register import Register, load
from sayso.parse.blocks import document
from sayso.parse.encoder import Encoder, Thresholds, model_version
from sayso.parse.language import READ
from sayso.parse.segment import sentences
from sayso.parse.vectors import vectors
from sayso.records import Attribution, Definition, Found, Page, Parse, Problem, Reading
from sayso.settings import Settings
from sayso.sources import files


class Reader:
    """Reads pages. The same page gives the same reading, alone and in any company.

    `threshold` is the least probability, from 0 to 1, of a cue that is kept; None for that of the model's measures.
    `actors` is a register file and `places` a file of places of the user's own, read beside those that come with the
    program.
    """

    def __init__(
        self, *, threshold: float | None = None, actors: Path | None = None, places: Path | None = None
    ) -> None:
        self.threshold, self.actors, self.places = threshold, actors, places

    @cached_property
    def version(self) -> str:
        """What a reading depends on besides the page: the program, the model, a threshold, and a register and places of
        one's own.

        Raises InputError for a register or places that cannot be read.
        """
        own = "" if self.threshold is None else f".t{self.threshold:g}"
        if self.actors is not None:
            load(self.actors)  # says what is wrong with it
            own += f".a{document_id(self.actors.read_bytes())[:8]}"
        if self.places is not None:
            load_gazetteer(self.places)
            own += f".p{document_id(self.places.read_bytes())[:8]}"
        return f"{__version__}+{model_version()}{own}"

    def read(self, page: Page) -> Reading:
        """All that can be read from one page. Raises InputError for bytes that are no page."""
        found, problems = document(page)
        if found.language not in READ:  # its problem row is among `problems` already
            return Reading(reader=self.version, document=found, problems=problems)
        with self._threads.limit(limits=1, user_api="blas"):
            return self._reading(self._encoder.parse(found, sentences(found)), problems)

    @cached_property
    def _threads(self) -> ThreadpoolController:
        """Holds the threads of numerical libraries down: on pieces as small as those of a page they wait busily for
        each other, which took three times the work and a third more time."""
        return ThreadpoolController()

    def _reading(self, parse: Parse, problems: tuple[Problem, ...]) -> Reading:
        """What the extractors make of a parse, each handed what it needs of the others'."""
        document, register = parse.document, self._register
        said = acts(parse, attributions(parse))
        mentioned, defined = mentions(parse, said, register)
        linked, claims = chains(parse, mentioned, said, defined, register)
        who = cast(document, mentioned, linked, defined, claims, said, register)
        author = own_voice(document, who.actors, register)
        actors = {actor.id: actor for actor in (*who.actors, *([author] if author else []))}
        spoken = speakers(parse, said, who.mentions, actors, author=author.id if author else None)
        said = spoken.attributions
        if author is not None and not any(author.id in a.speakers for a in said):
            actors = {actor.id: actor for actor in who.actors}
        when, where = dates(parse), places(parse, who.mentions, actors, self._gazetteer)
        happened = events(parse, said, who.mentions, actors, where, when, parse.types)
        return Reading(
            reader=self.version,
            document=document,
            sentences=parse.sentences,
            actors=tuple(actors.values()),
            mentions=who.mentions,
            attributions=said,
            events=happened,
            figures=figures(parse, said, happened),
            places=where,
            dates=when,
            stances=who.stances + stances(parse, said, who.mentions, actors, happened, where),
            wordings=wordings(parse, said, who.mentions, actors, parse.loaded),
            references=references(parse, said, actors, spoken.references),
            problems=problems,
            vectors=vectors(parse, said),
        )

    @cached_property
    def _register(self) -> Register:
        return load(self.actors)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return load_gazetteer(self.places)

    @cached_property
    def _encoder(self) -> Encoder:
        usual = Thresholds()
        return Encoder(usual if self.threshold is None else replace(usual, cue=self.threshold))


def read(path: str | Path | None = None, *, text: str | None = None) -> Reading:
    """Read one page: a file, or plain text. Nothing is written anywhere."""
    return _reader().read(_page(path, text))


def mentions(
    parse: Parse, attributions: tuple[Attribution, ...], register: Register
) -> tuple[tuple[Found, ...], tuple[Definition, ...]]:
    """The mentions of a page before it is known who is meant, and the names that the page itself defines."""
    seen = spread(parse, names(parse, register))
    defined = definitions(parse.document.text, seen)
    known = with_defined(seen, defined)
    return found_mentions(parse, attributions, seen if known == seen else spread(parse, known)), defined


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
