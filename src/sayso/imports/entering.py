"""What files tell, against a ledger: the judgements that are new, those that are there, and what cannot be placed."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from sayso.errors import NotFoundError, SaysoError
from sayso.ids import document_id
from sayso.imports.told import Fault, Judge, Known, Page, Told, judgements, unsaid
from sayso.ledger import Ledger, View
from sayso.ledger.naming import resolve
from sayso.records import Judgement, Reading


class Brought(Struct, frozen=True):
    """What came of a file: the judgements entered, how many were there already, the ids of attributions that it tells
    and of which nothing was to be judged, and what could not be brought in."""

    entered: tuple[Judgement, ...]
    before: int
    known: tuple[str, ...]
    faults: tuple[Fault, ...]


class Desk:
    """A ledger with what is asked of it again and again."""

    def __init__(self, view: View, register: Path | None = None) -> None:
        self._view, self._register = view, register
        self._pages: dict[str, Page] = {}
        self._joined = view.joined()
        self._named: dict[str, tuple[str, str] | NotFoundError] = {}
        self._by_text: dict[bytes, str] | None = None

    def text(self, name: str) -> tuple[str, str]:
        """Id and text of the document that goes by an id or the first digits, an address or a path. NotFoundError where
        the ledger has none."""
        if name not in self._named:
            try:
                id = self._view.find(name)
                self._named[name] = id, self.page(id).reading.document.text
            except NotFoundError as error:
                self._named[name] = error
        found = self._named[name]
        if isinstance(found, NotFoundError):
            raise NotFoundError(f"{name!r}: no such page in ledger {self._view.home}")
        return found

    def text_of(self, data: bytes, stem: str) -> tuple[str, str]:
        """The same of the document of a `.txt`: that whose id, or the first digits of it, is its name; that which it is
        the original of; that of which it is the text. NotFoundError where there is none."""
        for name in (stem, document_id(data)):
            try:
                return self.text(name)
            except SaysoError:
                continue
        if self._by_text is None:
            self._by_text = {_hash(each.document.text): each.document.id for each in self._view.readings()}
        text = data.decode()
        for each in (text, text.removeprefix("\ufeff"), text.replace("\r\n", "\n")):
            if id := self._by_text.get(_hash(each)):
                return self.text(id)
        raise NotFoundError(
            f"no page in ledger {self._view.home} has this text; where it is a page's in other line ends or without"
            " its menus, name the file by the page's id"
        )

    def page(self, id: str) -> Page:
        if id not in self._pages:
            view = self._view
            self._pages[id] = Page(view.reading(id), view.judged(id), view.verdicts(id), self._joined)
        return self._pages[id]

    def resolve(self, words: str, reading: Reading) -> tuple[str, str]:
        """Id and name of the actor that an id or a name means: on the page, in the ledger, in the register."""
        found = resolve(self._view, words, self._register, reading.actors)
        return found.id, found.name


def bring(ledger: Ledger, told: Iterable[Told | Fault], desk: Desk, judge: str, time: str) -> Brought:
    """Enter what is told, all of it together, but what was entered before."""
    made: list[Judgement] = []
    known: list[str] = []
    faults: list[Fault] = []
    for each in _outcomes(told, desk, Judge(judge, time, desk.resolve)):
        if isinstance(each, Judgement):
            made.append(each)
        elif isinstance(each, Known):
            known.append(each.attribution)
        else:
            faults.append(each)
    new = unsaid(made, ledger.judgements())
    with ledger.writer.together():
        entered = tuple(ledger.judge(each) for each in new)
    return Brought(entered, len(made) - len(new), tuple(dict.fromkeys(known)), tuple(faults))


def _outcomes(told: Iterable[Told | Fault], desk: Desk, judge: Judge) -> Iterator[Judgement | Fault | Known]:
    for each in told:
        if isinstance(each, Fault):
            yield each
        else:
            yield from judgements(each, desk.page(each.document), judge)


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
