"""Many pages, one after the other: each is read and entered, or its failure is, and the run goes on."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import LedgerError, SaysoError
from sayso.ids import document_id
from sayso.records import Page, Reading, Sighting
from sayso.soundness import check
from sayso.sources import files

if TYPE_CHECKING:  # a process that does not read itself does without what takes long to load
    from sayso.ledger import Ledger
    from sayso.pipeline import Reader


class Outcome(Struct, frozen=True):
    """A page's reading, or the reason why there is none; or that there is nothing new of it."""

    name: str
    reading: Reading | None = None
    reason: str | None = None
    unchanged: bool = False


def read_all(paths: Iterable[Path], reader: "Reader", ledger: "Ledger | None", max_bytes: int) -> Iterator[Outcome]:
    """What became of each page, in order. Only a ledger that cannot be written (LedgerError) ends the run."""
    for path in paths:
        try:
            page = files.load(path, max_bytes)
        except SaysoError as error:
            yield failed(path, "files", str(error), ledger)
        else:
            yield read_page(path, page, reader, ledger)


def failed(name: str | Path, step: str, reason: str, ledger: "Ledger | None", page: Page | None = None) -> Outcome:
    """That a path or address could not be read; entered if there is a ledger."""
    reason = named(str(name), reason)
    if ledger is not None and page is not None:
        ledger.fail(step, reason, page=page)
    elif ledger is not None and files.is_address(name):
        ledger.fail(step, reason, url=str(name))
    elif ledger is not None:
        ledger.fail(step, reason, path=files.place(Path(name)))
    return Outcome(str(name), reason=reason)


def named(name: str, reason: str) -> str:
    """A reason that says what it is of."""
    return reason if name in reason else f"{name}: {reason}"


def as_found(reading: Reading, page: Page) -> Reading:
    """A reading that the ledger keeps, of the same bytes found here."""
    here = Sighting(url=page.url, path=page.path, fetched=page.fetched)
    return replace(reading, document=replace(reading.document, sightings=(here,)))


def read_page(path: str | Path, page: Page, reader: "Reader", ledger: "Ledger | None") -> Outcome:
    """What became of one page that is called `path`, a path or an address. Raises LedgerError as `read_all` does."""
    try:
        reading = _known(page, reader, ledger) or reader.read(page)
    except LedgerError:
        raise
    except SaysoError as error:
        return failed(path, "read", str(error), ledger, page)
    except Exception as error:  # one page's fault must not end the run; the reason says that it is the program's
        return failed(path, "read", f"sayso failed on it: {type(error).__name__}: {error}", ledger, page)
    return _entered(path, page, reading, ledger)


def _known(page: Page, reader: "Reader", ledger: "Ledger | None") -> Reading | None:
    """What the ledger holds of these bytes by this very reader, as found here: reading anew gives the same."""
    found = document_id(page.data)
    if ledger is None or not ledger.view.has(found, reader.version):
        return None
    return as_found(ledger.reading(found, reader.version), page)


def _entered(path: str | Path, page: Page, reading: Reading, ledger: "Ledger | None") -> Outcome:
    try:
        if ledger is not None:
            ledger.add(page, reading)
        else:
            check(reading)
    except LedgerError:
        raise
    except SaysoError as error:  # the ledger has entered this one itself
        return Outcome(str(path), reason=f"{path}: {error}")
    return Outcome(str(path), reading)
