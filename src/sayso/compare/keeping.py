"""A ledger kept compared: what came into it since last time is put to the pages that it may have to do with.

Whether two pages are alike and what they share depends on the two alone, and which pages are a story on the pages that
hang together with them; so it comes out the same in whatever order pages came, and a page that comes asks for no look
at all others.
"""

import sqlite3
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final

from msgspec import Struct, msgpack

from sayso.compare.echoes import Print, Told, may_share, passages, prints, told
from sayso.compare.echoing.prints import DAYS
from sayso.compare.gathering.alike import APART, number
from sayso.compare.gathering.candidates import ENOUGH, SHARED, keys
from sayso.compare.gathering.grouping import Link, grouped
from sayso.compare.gathering.pieces import LARGEST, levels
from sayso.compare.learning import learned_story
from sayso.compare.stories import STORY, Signs, linked, signs
from sayso.homes import Home
from sayso.ledger import Writer
from sayso.ledger.comparing import NO_DAY, Comparing, Waiting
from sayso.records import Passage

TOGETHER: Final = 8  # documents that are compared in one transaction
CLOSE: Final = 0.2  # a likeness from which on one print is enough to look for passages: short ones may lack others
SEEN: Final = 3000  # pages whose signs are: those of some days are looked at again and again
REMEMBERED: Final = 300  # pages whose words are kept at hand


def bring(
    home: Home | str, said: Callable[[str], None] | None = None, stopped: Callable[[], bool] | None = None
) -> int:
    """Compare what came into a ledger since that was done last; give the number of documents.

    `said` is told the id of each; once `stopped` says so no more are begun. LedgerError where the ledger may not be
    written.
    """
    with Writer(home) as writer:
        return bring_up(writer, said, stopped)


def bring_up(
    writer: Writer, said: Callable[[str], None] | None = None, stopped: Callable[[], bool] | None = None
) -> int:
    """The same for a ledger that is open."""
    words, count = _Words(), 0
    while stopped is None or not stopped():
        ready = _prepared(writer, words)
        with writer.comparing() as rows:
            few = [each for each in rows.waiting(TOGETHER) if each in ready]  # another process may have been quicker
            faults = _Here(rows, words).bring_up(few)
        for fault in faults:
            writer.fail("compare", fault)
        count += len(few)
        if said is not None:
            for each in few:
                said(each.id)
        if len(ready) < TOGETHER:
            break
    return count


class _Page(Struct, frozen=True):
    """A page as far as it is compared; its day is a number."""

    told: Told
    signs: Signs
    prints: tuple[Print, ...]
    day: int


class _Words:
    """What was worked out before it is entered, for nobody else to wait meanwhile: the words of the pages that were
    asked for last, by the row of the document, those whose turn it is, and what pairs of pages share."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Told] = OrderedDict()
        self._shared: dict[tuple[str, str], tuple[Passage, ...]] = {}
        self._pages: dict[Waiting, _Page] = {}

    def page(self, rows: Comparing, waiting: Waiting) -> "_Page":
        """A page whose turn it is."""
        if waiting not in self._pages:
            reading = rows.reading(waiting.reading)
            self.keep(waiting.row, page := told(reading))
            made = signs(reading)
            self._pages[waiting] = _Page(page, made, prints(page), NO_DAY if made.day is None else number(made.day))
        return self._pages[waiting]

    def of(self, rows: Comparing, document: int) -> Told:
        if document not in self._kept:
            self.keep(document, told(rows.newest(document)))
        self._kept.move_to_end(document)
        return self._kept[document]

    def keep(self, document: int, page: Told) -> None:
        self._kept[document] = page
        while len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)

    def shared(self, first: Told, second: Told) -> tuple[Passage, ...]:
        """What two pages share, the one with the lesser id first."""
        pair = (first.id, second.id)
        if pair not in self._shared:
            self._shared[pair] = passages(first, second)
        return self._shared[pair]

    def forget(self) -> None:
        """Let go of what was ready for one turn: pages may be read anew."""
        self._shared.clear()
        self._pages.clear()


def _prepared(writer: Writer, words: _Words) -> list[Waiting]:
    """The documents whose turn it is. What takes long about them is worked out, and nothing is entered."""
    words.forget()
    with writer.looking() as rows:
        few = rows.waiting(TOGETHER)
        here = _Here(rows, words)
        for each in few:
            with suppress(Exception):  # it fails again when it is entered, and is told then
                here.prepare(each)
    return few


class _Here:
    """A ledger whose tables of comparisons are open."""

    def __init__(self, rows: Comparing, words: _Words) -> None:
        self._rows, self._words = rows, words
        self._affected: set[int] = set()  # documents that may hang together with others than before
        self._near: dict[int, dict[int, float]] = {}
        self._take(rows.judged())
        self._least = rows.least() or STORY

    def bring_up(self, few: Iterable[Waiting]) -> list[str]:
        """Takes documents in, and what was judged of stories since, and regroups what that changes. Gives what could
        not be compared, with the reason: such a page tells a story of its own."""
        faults = []
        for each in few:
            try:
                with self._rows.attempt():
                    self._compare(each)
            except sqlite3.Error:
                raise
            except Exception as error:  # whatever stands on a page, the pages behind it are compared
                faults.append(f"document {each.id}: sayso failed on it: {type(error).__name__}: {error}")
                self._near.clear()
            self._affected.add(each.row)
            self._rows.done(each)
        self._judge()
        self._learn()
        self._regroup()
        return faults

    def prepare(self, waiting: Waiting) -> None:
        """Works out what a document shares with those that are there."""
        page = self._words.page(self._rows, waiting)
        found = self._alike(page.signs, page.day)
        for other in self._copies(page, found):
            if other != waiting.row:
                self._share(page.told, other)

    def _compare(self, waiting: Waiting) -> None:
        """Puts a document to those that it may have to do with. Whoever hangs together with those that it comes to, or
        leaves, may be grouped otherwise."""
        page = self._words.page(self._rows, waiting)
        self._leave(waiting.row)
        found = self._alike(page.signs, page.day)
        copies = self._copies(page, found)
        self._rows.enter(waiting.row, page.day, msgpack.encode(page.signs), keys(page.signs), page.prints)
        self._rows.enter_likenesses(waiting.row, found)
        for other in copies:
            pair, shared = self._share(page.told, other)
            rows = (waiting.row, other) if pair[0] is page.told else (other, waiting.row)
            self._rows.enter_passages(*rows, shared)
        self._affected.update(*map(self._rows.piece, found))
        self._near.clear()

    def _copies(self, page: "_Page", found: Mapping[int, float]) -> list[int]:
        """The documents that may have a passage from a page, or it from them."""
        printed = self._rows.printed(page.prints, page.day, DAYS)
        return sorted(row for row, places in printed.items() if found.get(row, 0.0) >= CLOSE or may_share(places))

    def _share(self, page: Told, other: int) -> tuple[list[Told], tuple[Passage, ...]]:
        """Two pages, the one with the lesser id first, and what they share."""
        pair = sorted((page, self._words.of(self._rows, other)), key=lambda each: each.id)
        return pair, self._words.shared(*pair)

    def _judge(self) -> None:
        now = self._rows.judged_now()
        for pair in sorted(self._judged.keys() | now.keys()):
            if self._judged.get(pair) != now.get(pair):
                self._affected.update(*map(self._piece, pair))
                self._rows.enter_judged(*pair, now.get(pair))
                self._take(self._rows.judged())
                self._affected.update(*map(self._piece, pair))
                self._rows.count()

    def _take(self, judged: Mapping[tuple[int, int], bool]) -> None:
        self._judged = judged
        bound = defaultdict[int, set[int]](set)
        for pair in (pair for pair, same in judged.items() if same):
            for row in pair:
                bound[row].update(pair)
        self._bound: Mapping[int, set[int]] = bound

    def _learn(self) -> None:
        """Asks for as much likeness as what was judged of stories says; where that is another, all are grouped anew."""
        known = self._rows.signs({row for pair in self._judged for row in pair})
        same, apart = (
            [
                (_signs(known[one]), _signs(known[other]))
                for (one, other), told in self._judged.items()
                if told == what and one in known and other in known
            ]
            for what in (True, False)
        )
        self._least = learned_story(same, apart)
        if self._least != self._rows.least():
            if self._rows.least() is not None:
                self._affected.update(self._rows.compared())
            self._rows.ask(self._least)

    def _leave(self, document: int) -> None:
        """Throws away what was found of a document."""
        kept = self._rows.signs([document])
        if kept:
            others = self._rows.likenesses(document)
            self._affected.update(self._rows.piece(document))
            self._rows.forget(document, keys(_signs(kept[document])))
            self._near.clear()
            self._affected.update(*map(self._piece, others))

    def _alike(self, page: Signs, day: int) -> dict[int, float]:
        """The documents that are like a page, by row."""
        candidates = self._rows.having(keys(page), day, APART, SHARED, ENOUGH)
        known = {row: _signs(each) for row, each in self._rows.signs(candidates).items()}
        rows = {each.document: row for row, each in known.items()}
        links = linked(page, known.values())
        return {rows[link.other if link.one == page.document else link.one]: link.score for link in links}

    def _regroup(self) -> None:
        """Puts the documents that hang together with any that are affected into stories anew."""
        pieces = []
        while self._affected:
            pieces.append(self._piece(min(self._affected)))
            self._affected -= pieces[-1]
        self._rows.leave_stories({row for piece in pieces for row in piece})
        for piece in pieces:
            self._rows.enter_stories(piece, self._stories(piece))

    def _stories(self, piece: set[int]) -> list[list[int]]:
        if len(piece) == 1:
            return [list(piece)]
        ids = self._rows.ids(piece)
        links = (
            Link(ids[one], ids[other], score)
            for one in piece
            for other, score in self._links(one).items()
            if other in piece and ids[one] < ids[other]
        )
        judged = [(pair, same) for pair, same in self._judged.items() if piece.issuperset(pair)]
        same, apart = (
            [(ids[one], ids[other]) for (one, other), told in judged if told == what] for what in (True, False)
        )
        rows = {id: row for row, id in ids.items()}
        return [[rows[id] for id in story] for story in grouped(ids.values(), links, self._least, same, apart)]

    def _piece(self, document: int) -> set[int]:
        """The documents that hang together with one: by links as weak as leave the piece small enough."""
        *weaker, strongest = levels(self._least)
        for least in weaker:
            found = self._reached(document, least, LARGEST)
            if len(found) <= LARGEST:
                return found
        return self._reached(document, strongest, None)

    def _reached(self, document: int, least: float, most: int | None) -> set[int]:
        """Whom links of a strength, and judgements, reach from a document, or more than `most` of them."""
        found, ends = {document}, [document]
        while ends and (most is None or len(found) <= most):
            one = ends.pop()
            near = [other for other, score in self._links(one).items() if score >= least]
            new = {*near, *self._bound.get(one, ())} - found
            found |= new
            ends += new
        return found

    def _links(self, document: int) -> dict[int, float]:
        if document not in self._near:
            self._near[document] = self._rows.likenesses(document)
        return self._near[document]


@lru_cache(maxsize=SEEN)
def _signs(kept: bytes) -> Signs:
    return msgpack.decode(kept, type=Signs)
