"""A page from an address."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sayso.errors import SaysoError
from sayso.ids import document_id
from sayso.records import Address, Page
from sayso.sources.guarding import named
from sayso.sources.yielded import Yielded

if TYPE_CHECKING:
    from sayso.sources.fetching import Fetched, Fetcher

STEP: Final = "fetch"

# What a page may call itself; what the bytes are is seen when they are read.
PAGES: Final = frozenset({
    "text/html", "text/plain", "text/markdown", "text/x-markdown", "text/xml", "application/xhtml+xml",
    "application/xml", "application/pdf", "application/x-pdf", "multipart/related", "application/x-mimearchive",
    "message/rfc822", "application/octet-stream", "binary/octet-stream",
})  # fmt: skip


def page(url: str, fetcher: "Fetcher", known: Address | None = None) -> Yielded:
    """What is at an address, or why nothing is, with what is known of the address now. Never raises for what the
    address or its host do. `known` is what was known of it: only what is new is fetched."""
    from sayso.sources.fetching import Known  # brings what only the network needs

    told = Known(known.etag, known.last_modified) if known and known.document else None
    try:
        fetched = fetcher.get(url, told, accepted=PAGES.__contains__)
    except SaysoError as error:
        return Yielded(
            name=named(url), reason=str(error), step=STEP, url=named(url), address=_failed(url, known, error)
        )
    address = _answered(url, known, fetched)
    if fetched.status == 304:
        return Yielded(name=named(url), step=STEP, url=named(url), address=address, unchanged=True)
    found = Page(data=fetched.data, url=fetched.url, media_type=fetched.media_type, fetched=fetched.fetched)
    same = known is not None and known.document == address.document
    return Yielded(name=named(url), page=found, step=STEP, url=named(url), address=address, unchanged=same)


def _answered(url: str, known: Address | None, fetched: "Fetched") -> Address:
    unchanged = known is not None and fetched.status == 304
    return Address(
        url=named(url),
        kind=known.kind if known else "page",
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        checked=fetched.fetched,
        status=fetched.status,
        document=known.document if known and unchanged else document_id(fetched.data),
    )


def _failed(url: str, known: Address | None, error: SaysoError) -> Address:
    """What was known stays known, for the day on which the address answers again."""
    now = datetime.now(UTC)
    retry: float | None = getattr(error, "retry", None)
    return Address(
        url=named(url),
        kind=known.kind if known else "page",
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        checked=now.isoformat(timespec="seconds"),
        status=getattr(error, "answered", None),
        document=known.document if known else None,
        failures=(known.failures if known else 0) + 1,
        due=None if retry is None else (now + timedelta(seconds=retry)).isoformat(timespec="seconds"),
    )
