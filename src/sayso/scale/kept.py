"""What of a source's pages need not be read: the ledger has it already."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sayso.errors import NotFoundError
from sayso.ids import document_id
from sayso.records import Page
from sayso.scale.entering import Entry
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:  # it takes long to load, while workers could be loading too
    from sayso.ledger import Ledger


def entry(yielded: Yielded, ledger: "Ledger | None", version: str, *, again: bool = False) -> Entry | None:
    """What is to be entered of a page without its being read by the reader of this version, None if it is to be read:
    that no page came, that the ledger has its reading, or (not `again`) that it was too much for this reader."""
    if yielded.page is None:
        return Entry(yielded)
    if ledger is None:
        return None
    found = document_id(yielded.page.data)
    if ledger.view.has(found, version):
        return Entry(yielded, kept=True)
    if not again and (reason := ledger.view.set_aside(found, version)):
        return Entry(yielded, aside=f"set aside, sayso retry tries it again: {reason}")
    return None


def with_page(yielded: Yielded, ledger: "Ledger | None") -> Yielded:
    """Of an address where nothing has changed, the page that the ledger has of it: a newer reader reads it anew."""
    address = yielded.address
    if not yielded.unchanged or yielded.page or ledger is None or address is None or not address.document:
        return yielded
    try:
        data, media_type = ledger.view.original(address.document)
    except NotFoundError:
        return yielded
    return replace(yielded, page=Page(data=data, url=address.url, media_type=media_type, fetched=address.checked))
