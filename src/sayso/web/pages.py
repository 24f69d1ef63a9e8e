"""What a page of a document shows: the text with its marks, the list of attributions, the chosen one and its kin."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.errors import NotFoundError
from sayso.parse.language import READ
from sayso.records import Attribution, Document, Problem, Reading, Span, Spans
from sayso.soundness import one_line
from sayso.web.added import is_added, with_added
from sayso.web.chain import Place, first, kin, ordered, spans
from sayso.web.citing import Citation, cited_page, cited_words
from sayso.web.echoed import NONE, Echoes, Mark
from sayso.web.layout import Group, Passage, groups, passages
from sayso.web.marks import LAYERS, PARTS, SIDES, Piece, Segment, depth, laid, pointed_at, segments
from sayso.web.showing import EVERY, Layer, Layered
from sayso.web.things import Things, anchors, labels, things, unreal
from sayso.web.told import Told, tags, told
from sayso.web.verdicts import Judged, Other, unplaced

BEGINNING = 200  # code points of a content that the list shows
SUMMARY = 90  # code points of folded furniture that its fold shows
LIVE = re.compile(r"https?://[^\s\x00-\x20]+", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Row(Struct, frozen=True):
    """An attribution as the list shows it. `beside` is "lit" for the chosen one, "kin" for its chain, else empty.
    `words` is the whole content of which `content` is the beginning; `added` tells that a person added it."""

    id: str
    number: int
    depth: int
    outer: str | None
    who: str | None
    cue: str
    content: str
    manner: str | None
    score: float
    beside: str
    told: Told
    words: str
    added: bool = False


class Words(Struct, frozen=True):
    """A segment as the page shows it. `of` says what it is part of, as `role:attribution` parted by spaces.

    `opens` are the attributions that begin here, `numbers` those whose cue ends here. `things` are what happens, where,
    when and how many, as `role:id` parted by spaces; `anchors` those that begin here, `label` the types of events;
    `here` is where the words begin to which an address leads; `mark` is of what begins here and stands elsewhere, too.
    """

    segment: Segment
    classes: str
    of: str
    pointed_at: str | None
    opens: tuple[str, ...]
    numbers: str
    url: str | None
    problems: tuple[str, ...]
    things: str = ""
    anchors: tuple[str, ...] = ()
    label: str = ""
    here: bool = False
    mark: Mark | None = None


class Shown(Struct, frozen=True):
    """Everything a document's page shows."""

    reading: Reading
    groups: tuple[Group, ...]
    words: Mapping[int, Words]
    rows: tuple[Row, ...]
    chosen: Row | None
    previous: Row | None
    next: Row | None
    things: Things
    unplaced: tuple[Judged, ...] = ()
    on_page: tuple[Judged, ...] = ()
    layered: Layered = EVERY
    versions: int = 1
    echoes: Echoes = NONE

    @property
    def checked(self) -> bool:
        return any(each.judgement.kind == "checked" for each in self.on_page)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the document as a whole."""
        return tags(self.on_page)

    @property
    def chain(self) -> tuple[Row, ...]:
        """The chosen attribution with those around it and inside it, the outermost first."""
        return tuple(row for row in self.rows if row.beside)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of marks that there are."""
        told = ((role, number) for role, _, number in self.things.layers)
        return self.layered.of((("attribution", len(self.rows)), *told))

    @property
    def citation(self) -> Citation:
        """The page, and the exact words of the chosen attribution."""
        row = self.chosen
        words = "" if row is None else cited_words(row.who, row.cue, row.words)
        return Citation(cited_page(self.document), words)

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def titled(self) -> bool:
        """Whether the text itself holds the title, so that the page need not say it again above."""
        return any(block.kind == "title" for block in self.document.blocks)

    @property
    def foreign(self) -> bool:
        """Whether the page was not read for the language it is in."""
        return not self.rows and self.document.language not in READ

    @property
    def choices(self) -> tuple[Other, ...]:
        """The actors of the page, from which another speaker may be chosen; by their ids where names are shared."""
        times = Counter(actor.name for actor in self.reading.actors)
        return tuple(
            Other(actor.id, actor.name if times[actor.name] == 1 else actor.id) for actor in self.reading.actors
        )

    def at(self, problem: Problem) -> str:
        """The beginning of the words at which a problem stands."""
        return shortened(quoted(self.document.text, (problem.span,) if problem.span else ()), SUMMARY)


def shown(
    read: Reading,
    chosen: str | None = None,
    judged: Reading | None = None,
    judgements: Sequence[Judged] = (),
    added: tuple[Attribution, ...] = (),
    layered: Layered = EVERY,
    versions: int = 1,
    at: Span | None = None,
    echoes: Echoes = NONE,
) -> Shown:
    """The page of a reading, with one attribution chosen or none; an unknown one is a NotFoundError.

    `judged` is the reading as it is judged to be by the `judgements` in force, `added` are attributions that it missed,
    `versions` is how many documents were seen at its address, `at` a stretch of the text to which an address leads,
    `echoes` what other pages have of it.
    """
    reading = with_added(read, added)
    order = ordered(reading.attributions)
    around = kin(reading.attributions, chosen)
    known = told(reading, with_added(judged or read, added), judgements)
    rows = tuple(_row(reading.document.text, place, known, chosen, around) for place in order)
    index = _index(reading, rows, chosen)
    here = () if at is None else (Piece("pointed", "", at),)
    cut = segments(reading.document, (*laid(reading), *echoes.pieces, *here))
    return Shown(
        reading=read,
        groups=tuple(groups(passages(reading.document, cut))),
        words=dressed(reading, cut, order, chosen, around, echoes),
        rows=rows,
        chosen=None if index is None else rows[index],
        previous=rows[index - 1] if index else None,
        next=_after(rows, index),
        things=things(read, judged or read),
        unplaced=unplaced(judgements),
        on_page=tuple(each for each in judgements if each.judgement.words is None),
        layered=layered,
        versions=versions,
        echoes=echoes,
    )


def _index(reading: Reading, rows: Sequence[Row], chosen: str | None) -> int | None:
    if chosen is None:
        return None
    found = next((at for at, row in enumerate(rows) if row.id == chosen), None)
    if found is None:
        raise NotFoundError(f"{chosen}: no such attribution in document {reading.document.id}")
    return found


def _after(rows: Sequence[Row], at: int | None) -> Row | None:
    following = 0 if at is None else at + 1
    return rows[following] if following < len(rows) else None


def _beside(identity: str, chosen: str | None, around: frozenset[str]) -> str:
    if identity == chosen:
        return "lit"
    return "kin" if identity in around else ""


def _row(text: str, place: Place, known: Mapping[str, Told], chosen: str | None, around: frozenset[str]) -> Row:
    said = place.attribution
    words = quoted(text, said.content)
    return Row(
        id=said.id,
        number=place.number,
        depth=place.depth,
        outer=said.outer,
        who=quoted(text, said.source) or None,
        cue=quoted(text, said.cue),
        content=shortened(words, BEGINNING),
        manner=said.manner,
        score=said.score,
        beside=_beside(said.id, chosen, around),
        told=known[said.id],
        words=words,
        added=is_added(said.id),
    )


def quoted(text: str, spans: Spans) -> str:
    """The words of some spans on one line, an ellipsis where they are apart."""
    return one_line(" ".join(text[start:end].split()) for start, end in spans)


def told_apart(pieces: Iterable[str], found: Spans) -> Iterator[tuple[str, bool]]:
    """The pieces as one line, cut into what stands in a span and what does not."""
    line = one_line(pieces)
    edges = [0, *(edge for span in found for edge in span), len(line)]
    cut = ((line[start:end], bool(number % 2)) for number, (start, end) in enumerate(pairwise(edges)))
    return ((words, inside) for words, inside in cut if words)


def shortened(line: str, longest: int) -> str:
    """The beginning of a line, cut at a word where there is one."""
    if len(line) <= longest:
        return line
    head = line[:longest]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:") + " …"


def dressed(
    reading: Reading,
    cut: Sequence[Segment],
    order: Sequence[Place],
    chosen: str | None = None,
    around: frozenset[str] = frozenset(),
    echoes: Echoes = NONE,
) -> dict[int, Words]:
    """The segments that are marked, by the offset at which they begin."""
    opens = _by_offset((first(place.attribution), place.attribution.id) for place in order)
    numbers = _by_offset((_numbered(place.attribution), str(place.number)) for place in order)
    begins = _by_offset(anchors(reading))
    types = _by_offset(labels(reading.events))
    doubtful = unreal(reading.events)
    return {
        segment.span[0]: Words(
            segment=segment,
            classes=" ".join((*_classes(segment, chosen, around), *_doubtful(segment, doubtful))),
            of=" ".join(f"{piece.role}:{piece.of}" for piece in segment.of(*PARTS)),
            pointed_at=pointed_at(segment),
            opens=tuple(opens.get(segment.span[0], ())),
            numbers="·".join(numbers.get(segment.span[1], ())),
            url=next((piece.of for piece in segment.of("link") if live(piece.of)), None),
            problems=tuple(piece.of for piece in segment.of("problem")),
            things=" ".join(f"{piece.role}:{piece.of}" for piece in segment.of(*LAYERS, *SIDES)),
            anchors=tuple(begins.get(segment.span[0], ())),
            label=" ".join(types.get(segment.span[0], ())),
            here=any(piece.span[0] == segment.span[0] for piece in segment.of("pointed")),
            mark=echoes.marks.get(segment.span[0]),
        )
        for segment in cut
        if segment.pieces
    }


def _by_offset(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for offset, word in pairs:
        found[offset].append(word)
    return found


def _numbered(attribution: Attribution) -> int:
    """Where the number of an attribution stands: after its cue, or after whatever else it has first."""
    return next((end for _, end in spans(attribution)), 0)


def _classes(segment: Segment, chosen: str | None, around: frozenset[str]) -> Iterable[str]:
    """What a segment looks like: its roles, its depth, the edges of contents, and what the chosen one makes of it."""
    roles = dict.fromkeys(piece.role for piece in segment.pieces)
    yield from (f"layer-{role}" if role in LAYERS else role for role in roles if role not in SIDES)
    if "content" in roles:
        yield f"d{min(depth(segment), 3)}"
    contents = segment.of("content")
    if any(piece.span[0] == segment.span[0] for piece in contents):
        yield "begins"
    if any(piece.span[1] == segment.span[1] for piece in contents):
        yield "ends"
    if any(is_added(piece.of) for piece in segment.of(*PARTS)):
        yield "added"
    yield from dict.fromkeys(f"lit-{piece.role}" for piece in segment.of(*PARTS) if piece.of == chosen)
    yield from dict.fromkeys(f"kin-{piece.role}" for piece in segment.of(*PARTS) if piece.of in around)


def _doubtful(segment: Segment, unreal: frozenset[str]) -> tuple[str, ...]:
    """What a trigger looks like of which no event is said to have happened."""
    events = {piece.of for piece in segment.of("event")}
    return ("unreal",) if events and events <= unreal else ()


def live(url: str) -> bool:
    """Whether a link of a page may be followed: only the web's own addresses, never a script."""
    return LIVE.fullmatch(url) is not None


def language(code: str | None) -> str | None:
    """The language as an HTML attribute may give it, or None."""
    return code if code and LANGUAGE.fullmatch(code) else None


def fold_title(group: Group) -> str:
    """The first words of folded furniture."""
    return shortened(" · ".join(_line(passage) for passage in group.passages), SUMMARY)


def _line(passage: Passage) -> str:
    return " ".join(passage.text.split())
