"""Whatever a person names, as pages: files, folders, archives, tables, addresses and standard input.

Nothing here raises for what is named: what cannot be read is yielded with its reason, and the next comes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from sayso.errors import InputError, SaysoError
from sayso.records import Address
from sayso.sources import archives, columns, files, standard, tables
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from sayso.sources.fetching import Fetcher

KnownAddress = Callable[[str], Address | None]
Begins = Callable[[Path], bool]

# One page of an archive or a table, as `Yielded.name` and the path of a failure say it.
_PART: Final = re.compile(r"(?P<file>.+)(?:@(?P<offset>\d{1,15})(?:\+(?P<behind>\d{1,15}))?|#(?P<row>\d{1,15}))", re.S)


class Options(Struct, frozen=True, kw_only=True):
    """`max_bytes` of the largest page; `columns` maps fields (text, html, url, date, publisher, title, author) to the
    columns of tables; `allow_private` lets addresses be asked that are not public; `pause` is how many seconds lie
    between two questions to one host."""

    max_bytes: int = 20_000_000
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    pause: float = 1.0


def pages(
    arguments: Sequence[str],
    options: Options,
    known: KnownAddress = lambda url: None,
    begins: Begins = lambda path: True,
) -> Iterator[Yielded]:
    """What the arguments stand for, one after the other, each page as it is come upon. `known` tells what the ledger
    knows of an address; `begins` is told of each archive and table of a folder before it is opened, and says whether it
    is to be."""
    with ExitStack() as stack:
        source = _Source(options, known, begins, stack)
        for argument in arguments:
            yield from _guarded(argument, source.argument(argument))


def count(arguments: Sequence[str]) -> int | None:
    """How many pages the arguments stand for, where looking at folders is enough to tell."""
    total = 0
    for argument in arguments:
        if argument in ("", standard.NAME) or files.is_address(argument):
            total += 1
            continue
        try:
            entries = files.walk(Path(argument)) if files.is_folder(Path(argument)) else [_named(argument)]
            for _, kind in entries:
                if kind in ("archive", "table"):
                    return None
                total += kind != "skipped"
        except SaysoError:
            total += 1
    return total


def _named(argument: str) -> tuple[Path, files.Kind]:
    """A file that is named itself is tried whatever its name."""
    kind = files.kind_of(Path(argument))
    return Path(argument), "page" if kind == "skipped" else kind


def _guarded(name: str, found: Iterable[Yielded]) -> Iterator[Yielded]:
    """What is found, and the reason why there is no more of it."""
    try:
        yield from found
    except SaysoError as error:
        yield failed(name, str(error))
    except Exception as error:  # one file's fault must not end the run; the reason says that it is the program's
        yield failed(name, f"sayso failed on it: {type(error).__name__}: {error}")


def _some(path: Path, found: Iterable[Yielded]) -> Iterator[Yielded]:
    """What a file holds. InputError where that is nothing at all: no page, and nothing that is broken."""
    nothing = True
    for each in found:
        nothing = False
        yield each
    if nothing:
        raise InputError(f"{path}: there are no pages in this file")


def failed(name: str, reason: str) -> Yielded:
    """That nothing came of a path or an address."""
    reason = reason if name in reason else f"{name}: {reason}"
    if files.is_address(name):
        return Yielded(name=name, url=name, reason=reason)
    try:
        path = files.place(Path(name))
    except (OSError, ValueError, RuntimeError):
        path = name.replace("\x00", "\\x00")
    return Yielded(name=name, path=path, reason=reason)


class _Source:
    """What the arguments of one run share: the options, and the fetcher once something is fetched."""

    def __init__(self, options: Options, known: KnownAddress, begins: Begins, stack: ExitStack) -> None:
        self._options, self._known, self._begins, self._stack = options, known, begins, stack
        self._fetcher: Fetcher | None = None

    def argument(self, argument: str) -> Iterator[Yielded]:
        if not argument:
            raise InputError("an empty name stands for nothing")
        if argument == standard.NAME:
            page = standard.load(self._options.max_bytes)
            yield Yielded(name=argument, path=page.path, page=page)
        elif files.is_address(argument):
            yield self._fetch(argument)
        elif part := self._part(argument):
            yield from part
        elif files.is_folder(Path(argument)):
            yield from self._folder(Path(argument))
        else:
            yield from _some(Path(argument), self._file(*_named(argument)))

    def _part(self, argument: str) -> Iterator[Yielded] | None:
        """One page of an archive or table; None where the argument does not name such a one."""
        found = _PART.fullmatch(argument)
        if found is None or _is_there(argument) or not _is_there(found["file"]):
            return None
        path = Path(found["file"])
        if found["row"]:
            return self._table(path, int(found["row"]))
        return archives.pages(path, self._options.max_bytes, (int(found["offset"]), int(found["behind"] or 0)))

    def _folder(self, folder: Path) -> Iterator[Yielded]:
        nothing = True
        for path, kind in files.walk(folder):
            if isinstance(kind, SaysoError):
                found: Iterable[Yielded] = [failed(str(path), str(kind))]
            elif kind in ("archive", "table") and not self._begins(path):
                nothing = False
                continue
            elif kind == "skipped" or (kind == "table" and not self._holds_pages(path)):
                continue
            else:
                found = _guarded(str(path), self._file(path, kind))
            nothing = False
            yield from found
        if nothing:
            raise InputError(f"{folder}: there are no pages in this folder")

    def _holds_pages(self, path: Path) -> bool:
        """Whether a table in a folder is one of pages; one that cannot be looked into is not passed over."""
        try:
            there = tables.names(path, self._options.max_bytes)
        except SaysoError:
            return True
        try:
            return columns.columns(there, self._options.columns).holds_pages
        except InputError:
            return False

    def _file(self, path: Path, kind: files.Kind) -> Iterator[Yielded]:
        if kind == "archive":
            yield from archives.pages(path, self._options.max_bytes)
        elif kind == "table":
            yield from self._table(path)
        else:
            page = files.load(path, self._options.max_bytes)
            yield Yielded(name=str(path), path=page.path, page=page)

    def _table(self, path: Path, only: int | None = None) -> Iterator[Yielded]:
        return tables.pages(path, self._options.max_bytes, self._options.columns, self._fetch, only)

    def _fetch(self, url: str) -> Yielded:
        from sayso.sources import web
        from sayso.sources.fetching import Fetcher, Limits

        if self._fetcher is None:
            limits = Limits(max_bytes=self._options.max_bytes, allow_private=self._options.allow_private)
            self._fetcher = self._stack.enter_context(Fetcher(limits, pause=self._options.pause))
        return web.page(url, self._fetcher, self._known(url))


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False
