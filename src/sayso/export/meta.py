"""What is told of an export as a whole."""

from msgspec import Struct

from sayso.records import Selection


class Meta(Struct, frozen=True, kw_only=True):
    """When an export was `made` (ISO 8601), by which version of sayso, and of which selection; `base` is the address
    of the ledger's pages without a slash at its end, empty where they have none."""

    made: str
    version: str
    base: str = ""
    selection: Selection = Selection()
