"""The addresses by which linked data name what a ledger holds: those of its pages, or ones that lead nowhere."""

import re
from typing import Final
from urllib.parse import quote

from msgspec import Struct

NOWHERE: Final = "https://sayso.invalid"  # a name that never leads anywhere (RFC 6761)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.~-]*")  # what stays as it is: most that there is


class Addresses(Struct, frozen=True):
    """Addresses below that of a ledger's pages, `base`; empty where they have none."""

    base: str = ""

    @property
    def root(self) -> str:
        return self.base.rstrip("/") or NOWHERE

    def document(self, id: str) -> str:
        return f"{self.root}/documents/{_part(id)}"

    def original(self, id: str) -> str:
        return f"{self.document(id)}/original"

    def attribution(self, document: str, id: str) -> str:
        return f"{self.document(document)}/attributions/{_part(id)}"

    def event(self, document: str, id: str) -> str:
        return f"{self.document(document)}/events/{_part(id)}"

    def actor(self, id: str) -> str:
        return f"{self.root}/actors/{_part(id)}"


def _part(id: str) -> str:
    return id if _PLAIN.fullmatch(id) else quote(id, safe="")
