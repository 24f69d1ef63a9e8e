"""What is known of an address on the network from the last time that it was asked for."""

from typing import Literal

from msgspec import Struct

AddressKind = Literal["page", "feed"]


class Address(Struct, frozen=True, kw_only=True):
    """An address as it was last asked for. `checked` and `due` are ISO 8601 times: when that was, and before when it is
    not asked for again (None: whenever somebody wants it). `status` is the HTTP status, None where nothing answered;
    `document` the SHA-256 of what came last; `failures` how often in a row nothing of use came."""

    url: str
    kind: AddressKind = "page"
    etag: str | None = None
    last_modified: str | None = None
    checked: str
    status: int | None = None
    document: str | None = None
    failures: int = 0
    due: str | None = None
