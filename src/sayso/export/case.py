"""A case: what a selection has of a ledger, as one folder that stands by itself, or as one file of a web archive.

In the folder, a BagIt bag, lie the originals under their SHA-256, their texts, all that was read from them in the
ledger format, the judgements about it, what of the ledger's log proves them, and a report for people. The same lies in
the file, a WACZ, whose originals stand in a WARC.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

from msgspec import Struct, json

from sayso.errors import InputError, LedgerError, NotFoundError
from sayso.export import bag, jsonl, judgements, report, wacz
from sayso.export.meta import Meta
from sayso.export.report import Links, Sums
from sayso.homes import keys_of
from sayso.ids import document_id
from sayso.ledger import View
from sayso.ledger.anchoring import Spanned
from sayso.ledger.audit import Prover
from sayso.ledger.judgements import retracted
from sayso.ledger.keys import PUBLIC
from sayso.records import Attribution, Chosen, Document, Head, Judgement, Reading

READINGS: Final = "readings.jsonl"
JUDGEMENTS: Final = "judgements.jsonl"
PROOFS: Final = "proofs.jsonl"
HEAD: Final = "head.json"
REPORT: Final = "index.html"
SUFFIX: Final = ".wacz"
_UNPROVED: Final = "the ledger has no key: nothing here is proved by its log"
_ABOUT_ACTORS: Final = ("same", "not_same")

Keep = Callable[[Document, bytes], None]


class Places(Struct, frozen=True):
    """Where in a case the parts lie, and where they lie seen from its report."""

    data: str
    texts: str
    report: str
    links: Links


_IN_BAG: Final = Places("data", "data/texts", REPORT, Links("data/texts/", "data/originals/"))
_IN_FILE: Final = Places("case", "texts", f"case/{REPORT}", Links("../texts/", None))


def write(view: View, meta: Meta, target: Path) -> Sums:
    """Write what the selection of `meta` has of a ledger to a folder, or to a file where its name ends in `.wacz`, and
    give how much it is.

    All or nothing: it is put together beside its place, and goes there when it is whole. InputError where something is
    there already, or where nothing is selected; LedgerError for an original that is not what it was.
    """
    if target.exists() or target.is_symlink():
        raise InputError(f"{target}: there is something already; a case goes to a new place")
    if not target.parent.is_dir():
        raise InputError(f"{target.parent}: no such folder")
    agent = f"sayso {meta.version}"
    with _scratch(target) as scratch:
        folder = scratch / "case"
        folder.mkdir()
        if target.suffix.lower() == SUFFIX:
            with wacz.Records(folder, agent, meta.made) as records:
                sums = _gather(view, meta, folder, _IN_FILE, records.add)
            wacz.pack(folder, scratch / "file", title="Who said what", made=meta.made, agent=agent)
            (scratch / "file").rename(target)
        else:
            sums = _gather(view, meta, folder, _IN_BAG, _kept_in(folder / "data/originals"))
            bag.close(folder, meta.made[:10], agent)
            folder.rename(target)
    return sums


def _gather(view: View, meta: Meta, folder: Path, places: Places, keep: Keep) -> Sums:
    """Write all but the originals, which `keep` takes, one document after the other."""
    for name in (places.data, places.texts):
        (folder / name).mkdir(parents=True, exist_ok=True)
    data, articles = folder / places.data, folder / "articles"
    prover = _prover(view)
    with ExitStack() as opened:
        files = _Files(*(
            opened.enter_context(path.open("xb"))
            for path in (data / READINGS, data / JUDGEMENTS, data / PROOFS, articles)
        ))  # fmt: skip
        case = _Case(view, files, places, folder, keep, prover)
        for chosen in view.chosen(meta.selection):
            case.add(chosen)
        case.judge()
    if not case.sums.documents:
        raise InputError("nothing in the ledger is selected: there is no case to write")
    for name in (JUDGEMENTS, PROOFS):
        if not (data / name).stat().st_size:
            (data / name).unlink()  # readers of tables take a file of no bytes for a broken one
    if prover:
        (data / HEAD).write_bytes(json.encode(prover.head) + b"\n")
        shutil.copyfile(keys_of(view.home) / PUBLIC, data / PUBLIC)
    _report(folder / places.report, articles, meta, case.sums, prover.head if prover else None)
    return case.sums


class _Files(Struct, frozen=True):
    """The files that grow with every document."""

    readings: BinaryIO
    judgements: BinaryIO
    proofs: BinaryIO
    articles: BinaryIO


class _Case:
    """A case that grows by documents. What it holds in memory are their ids and those of actors."""

    def __init__(
        self, view: View, files: _Files, places: Places, folder: Path, keep: Keep, prover: Prover | None
    ) -> None:
        self._view, self._files, self._places, self._folder = view, files, places, folder
        self._keep, self._prover = keep, prover
        self._documents, self._actors = set[str](), set[str]()
        self.sums = Sums()

    def add(self, chosen: Chosen) -> None:
        """A document with what is chosen of it."""
        document = chosen.reading.document
        gone = _keep_original(self._view, document, self._keep)
        (self._folder / self._places.texts / f"{document.id}.txt").write_bytes(document.text.encode())
        self._files.readings.write(jsonl.line(self._view.reading(document.id)))
        self._files.articles.write("".join(report.article(chosen, self._places.links, gone)).encode())
        self._prove(document.id, *sorted(chosen.attributions), *sorted(chosen.events))
        self.sums.add(chosen, gone is not None)
        self._documents.add(document.id)
        self._actors |= {actor.id for actor in chosen.reading.actors}

    def judge(self) -> None:
        """The judgements about what was added."""
        for judgement, back in _judgements(self._view, self._documents, self._actors):
            told = judgements.as_object(judgement, back, *_placed(self._view, judgement))
            self._files.judgements.write(jsonl.encoded(told))
            self._prove(judgement.id)

    def _prove(self, *names: str | int) -> None:
        if self._prover is not None:
            for proof in chain.from_iterable(map(self._prover.prove, names)):
                self._files.proofs.write(json.encode(proof) + b"\n")


def _keep_original(view: View, document: Document, keep: Keep) -> str | None:
    """Keep the original of a document; give the reason where the ledger has none."""
    try:
        data = view.kept(document.id)
    except NotFoundError:
        return "Its original is no longer in the ledger"
    if document_id(data) != document.id:
        raise LedgerError(f"{document.id}: its original in ledger {view.home} is not what it was")
    keep(document, data)
    return None


def _kept_in(folder: Path) -> Keep:
    folder.mkdir(parents=True)

    def keep(document: Document, data: bytes) -> None:
        (folder / document.id).write_bytes(data)

    return keep


def _prover(view: View) -> Prover | None:
    """What proves all under one head; None for a ledger that has no key to sign it with."""
    try:
        return view.prover()
    except NotFoundError:
        return None


def _judgements(view: View, documents: set[str], actors: set[str]) -> Iterator[tuple[Judgement, bool]]:
    """The judgements about these documents and actors, each with whether it was taken back, and what takes them
    back."""
    found = view.judgements()
    back, told = retracted(found), set[int]()
    for judgement in found:
        ids = {*(judgement.value or "").split(), *(judgement.other or "").split()}
        about = judgement.document in documents or judgement.value in documents
        about = about or (judgement.kind in _ABOUT_ACTORS and bool(ids & actors)) or judgement.retracts in told
        if about:
            told.add(judgement.id)
            yield judgement, judgement.id in back


def _placed(view: View, judgement: Judgement) -> tuple[Reading | None, Attribution | None, Spanned | None]:
    """The reading on which a judgement stands, and where on it."""
    if judgement.document is None:
        return None, None, None
    reading, key = view.reading(judgement.document), view.placed(judgement)
    return reading, next((each for each in reading.attributions if each.id == key), None), view.stands(judgement)


def _report(path: Path, articles: Path, meta: Meta, sums: Sums, head: Head | None) -> None:
    with path.open("xb") as file:
        told = f"{head.size:,} entries, root {head.root}; what proves this is in {PROOFS}" if head else _UNPROVED
        file.write("".join(report.head(meta, sums, told)).encode())
        with articles.open("rb") as written:
            shutil.copyfileobj(written, file)
        file.write("".join(report.foot()).encode())
    articles.unlink()


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A folder beside a place, gone when it is left."""
    folder = target.with_name(f".{target.name}-{token_hex(4)}")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
