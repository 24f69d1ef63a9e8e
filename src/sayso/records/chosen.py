"""What a selection has of one document, as exports are given it."""

from collections.abc import Mapping

from msgspec import Struct

from sayso.records.kind import Verdict
from sayso.records.reading import Reading


class Chosen(Struct, frozen=True, kw_only=True):
    """A document of which something is selected. `reading` is its newest, as it is judged; `attributions` and `events`
    are the ids of those selected; `verdicts` are by attribution id, where there is one; `joined` gives for the id of an
    actor in the reading the one that the ledger knows it by, where that is another."""

    reading: Reading
    attributions: frozenset[str]
    events: frozenset[str]
    verdicts: Mapping[str, Verdict] = {}
    joined: Mapping[str, str] = {}
