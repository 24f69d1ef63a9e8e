"""How many of some pages are independent, for lists of stories: without a look at what they say."""

from collections.abc import Mapping, Sequence

from sayso.compare.accounting.counting import Counting
from sayso.compare.accounting.echoed import echoes, shared_by
from sayso.compare.accounting.told import Origins
from sayso.compare.echoes import Passage
from sayso.compare.hearing.sayers import Sayers
from sayso.records import Reading


def independent(
    readings: Sequence[Reading], shared: Mapping[tuple[str, str], Sequence[Passage]] | None = None
) -> Origins:
    """The origins of pages; `shared` is what two of them share, found where it is not given."""
    between = shared_by(readings, shared)
    return Counting(between, Sayers(readings), echoes(between)).pages()
