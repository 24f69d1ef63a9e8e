"""What every source yields: a page, or the reason why there is none."""

from msgspec import Struct

from sayso.records import Address, Page


class Yielded(Struct, frozen=True, kw_only=True):
    """A page under the name that a person knows (`a/page.html`, `crawl.warc.gz@1042`, `table.csv#17`, an address); or,
    without one, the reason, the step that says it, and the path or address under which it is entered.

    `address` is what is known of the address now, of what was fetched. `unchanged` tells that there was nothing new.
    """

    name: str
    page: Page | None = None
    reason: str | None = None
    step: str = "files"
    path: str | None = None
    url: str | None = None
    address: Address | None = None
    unchanged: bool = False
