"""What an account of a story and a comparison of publishers are made of. Everything in them is somebody's word.

Publishers go by the name of their pages' own voice; claims and events by ids that follow from what makes them.
"""

from typing import Literal

from msgspec import Struct

from sayso.compare.claims import Tie
from sayso.compare.course import Matter, Way
from sayso.compare.describing.told import Voice
from sayso.compare.echoes import Passage, Reason
from sayso.compare.figures import Rivals
from sayso.compare.framing import Framing, Gap, Quoted
from sayso.compare.hearing.sayers import Heard, Item
from sayso.compare.hearing.words import Mode
from sayso.compare.naming import Called, Named, Naming, Termed
from sayso.records import Act, EventStatus, EventType, Manner, Span, Spans

__all__ = [
    "Account", "Against", "Called", "Cell", "ClaimRow", "Comparison", "Copied", "Copying", "Echo", "EventRow", "How",
    "Involved", "LeftOut", "Load", "Named", "Naming", "Origin", "Origins", "Page", "Place", "Profile", "Rivals",
    "SharedStory", "Telling",
]  # fmt: skip

# How another row stands to this one: it denies what this one says, this one denies it, they cannot both be so, or it
# may be the same or the contrary and is not told apart.
How = Literal["denied_by", "denies", "contradicts", "unsure"]


class Page(Struct, frozen=True, kw_only=True):
    """A page of an account. `publisher` is the column in which it stands, `day` that of its publication (ISO);
    `copies` the page that most of it is copied from, where that one is among the pages; `later` the next version of it
    that was seen at its address."""

    id: str
    publisher: str
    day: str | None = None
    title: str | None = None
    url: str | None = None
    path: str | None = None
    copies: str | None = None
    later: str | None = None


class Telling(Struct, frozen=True, kw_only=True):
    """A claim, or an event, as one page has it. `heard` has the exact words (`basis.words`) and where they stand
    (`basis.document`, `basis.span`), the body for whom the speaker speaks (`party`, the speaker himself where it is
    none) and the day; `speaker` and those through whom it came (`via`) are in it, too. `spans` are its pieces in the
    text, `source` and `cue` the page's words for who speaks and how, `sentence` all of the sentence in which it begins.
    `copied` is the same in the page that this one copies it from; `denied` tells that it is said not to be so."""

    item: Item
    heard: Heard
    speaker: Voice
    via: tuple[Voice, ...] = ()
    spans: Spans
    source: str = ""
    cue: str = ""
    sentence: str = ""
    act: Act | None = None
    manner: Manner | None = None
    denied: bool = False
    copied: Item | None = None


class Cell(Struct, frozen=True):
    """What one publisher's pages have of a row, in time; how many of the tellings are copies."""

    publisher: str
    tellings: tuple[Telling, ...]
    copies: int = 0


class Origin(Struct, frozen=True):
    """Tellings (items), or pages (ids of documents), that count as one, with the publishers whose they are; `reasons`
    say in words why, none where it stands alone."""

    items: tuple[Item, ...]
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class Origins(Struct, frozen=True):
    """How many origins are independent, as far as pages tell it, and which."""

    count: int
    groups: tuple[Origin, ...]


class Against(Struct, frozen=True):
    """Another row (its id) that says the contrary, or may. `between` are the two tellings that show it best, this row's
    first; `reasons` are in words."""

    row: str
    how: How
    score: float
    reasons: tuple[str, ...]
    between: tuple[Item, Item]


class ClaimRow(Struct, frozen=True, kw_only=True):
    """What several say, or one alone: tellings that are taken for the same claim.

    `words` are the exact words of the first telling that says it in full (the sentence where none does), `document` and
    `span` where they stand. `cells` have who brings it, in the order of the account's publishers; `missing` who does
    not. `speakers` are those who say it, each once, a body for its spokesmen. `ties` tell why tellings are taken to be
    the same. `denies` says that it is nothing but the denial of another row's; `under` is the row that it contradicts
    and stands below.
    """

    id: str
    words: str
    document: str
    span: Span
    cells: tuple[Cell, ...]
    missing: tuple[Gap, ...] = ()
    speakers: tuple[Voice, ...] = ()
    origins: Origins
    ties: tuple[Tie, ...] = ()
    against: tuple[Against, ...] = ()
    denies: bool = False
    under: str | None = None
    way: Way


class Place(Struct, frozen=True):
    """Where something is told to have happened, as pages name it; `geonames` is GeoNames' number."""

    name: str
    country: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None


class Involved(Struct, frozen=True):
    """Who is told to have done something, or to whom it is told to have been done: an actor (its id) or the page's
    words, and the tellings that say so."""

    name: str
    actor: str | None
    items: tuple[Item, ...]


class EventRow(Struct, frozen=True, kw_only=True):
    """An event that pages tell. `words` are those of its first telling, `termed` has the words of each publisher and
    voice; `voices` are those on whose word it stands, pages among them. `doers` and `targets` are told by most first;
    `apart` says that tellings name different doers. `days` are the first and last day that any telling gives;
    `figures` the numbers of `Account.figures` (positions) that are bound to it; `denied` are the tellings by which it
    did not happen; `reasons` say why the tellings are taken for one event."""

    id: str
    type: EventType
    words: str
    cells: tuple[Cell, ...]
    termed: Termed
    voices: tuple[Voice, ...] = ()
    doers: tuple[Involved, ...] = ()
    targets: tuple[Involved, ...] = ()
    apart: bool = False
    days: tuple[str, str] | None = None
    places: tuple[Place, ...] = ()
    statuses: tuple[EventStatus, ...] = ()
    denied: tuple[Item, ...] = ()
    figures: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    origins: Origins


class Echo(Struct, frozen=True, kw_only=True):
    """Two pages that share text, `first` the one that had it first as far as that can be told (`known`), and what is
    copied, quoted alike or furniture, as spans of both. `share` is how much of the second was copied, from 0 to 1;
    `third` is who both have it from, or one of them; `words` counts those that are copied."""

    first: str
    second: str
    known: bool
    third: str | None = None
    reasons: tuple[Reason, ...] = ()
    share: float = 0.0
    words: int = 0
    passages: tuple[Passage, ...] = ()


class Account(Struct, frozen=True, kw_only=True):
    """A story as its pages tell it; no side is taken in it.

    `pages` are in the order of time, `publishers` in that of their first page. `claims` and `events` have first what
    most publishers and speakers speak of; a row that contradicts another stands below it. `figures` are numbers for
    one thing side by side; `echoes` pages that share text; `origins` how many of the pages are independent. `names`
    have actors first whom publishers call differently (`differing` of them). `matters` tell who stood how to what over
    time.
    """

    pages: tuple[Page, ...] = ()
    publishers: tuple[str, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    figures: tuple[Rivals, ...] = ()
    echoes: tuple[Echo, ...] = ()
    origins: Origins = Origins(0, ())
    names: tuple[Named, ...] = ()
    differing: int = 0
    framings: tuple[Framing, ...] = ()
    matters: tuple[Matter, ...] = ()


class Load(Struct, frozen=True):
    """Words of a publisher's pages in one mode: how many, how many loaded names and words are among them, and how many
    that is in a thousand."""

    mode: Mode
    words: int
    loaded: int
    per_thousand: float


class Copied(Struct, frozen=True):
    """A page that repeats text: how much of it is copied and which page it is from; None where only its credit tells
    that it is another's."""

    document: str
    share: float | None = None
    source: str | None = None


class Copying(Struct, frozen=True):
    """Pages of a publisher that repeat another's text: `of` is the publisher, or whom they credit for it (`third`)."""

    of: str
    third: bool
    pages: tuple[Copied, ...]


class LeftOut(Struct, frozen=True):
    """A claim of a story that pages of a publisher tell without bringing it: `story` the position of the story in
    `Comparison.stories`, `row` the claim's id in it, `by` the publishers who bring it; `before` as in `Gap`."""

    story: int
    row: str
    by: tuple[str, ...]
    before: bool


class SharedStory(Struct, frozen=True, kw_only=True):
    """A story that a compared publisher and another one tell, with its claims and numbers."""

    documents: tuple[str, ...]
    title: str | None
    first: str | None
    last: str | None
    publishers: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    figures: tuple[Rivals, ...]
    origins: Origins


class Profile(Struct, frozen=True, kw_only=True):
    """One publisher over a selection. `documents` are its pages in time; `loads` in the order own, reported, quoted;
    `quoted` whom it quotes, most often first; of its `quotations` so many stand under a name (`by_name`). `copying` is
    whose text it repeats, on `copied` of its pages. Of its stories it shares `stories` with others and tells `alone` by
    itself; `left_out` are claims of others that it does not bring, those first that most bring."""

    publisher: str
    documents: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    framing: Framing
    loads: tuple[Load, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    quotations: int = 0
    by_name: int = 0
    copying: tuple[Copying, ...] = ()
    copied: int = 0
    stories: int = 0
    alone: int = 0
    left_out: tuple[LeftOut, ...] = ()


class Comparison(Struct, frozen=True, kw_only=True):
    """Publishers side by side over a selection of pages, in the order asked for. `names` have actors whom they call
    differently first (`differing` of them), those alone whom several of them name; `stories` those that several tell,
    the newest first."""

    profiles: tuple[Profile, ...] = ()
    pages: tuple[Page, ...] = ()
    names: tuple[Named, ...] = ()
    differing: int = 0
    stories: tuple[SharedStory, ...] = ()
