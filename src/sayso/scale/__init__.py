"""Many pages at once: processes that read, one that opens what is to be read, and this one, which alone writes.

The result does not depend on how many read, nor on which of them died on the way. Windows of several pages are not put
together for the encoder: it takes one at a time, so that a page's reading is the same in any company. What small pages
cost besides is the way to a worker, and they are sent ahead, several of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.scale.many import LONGEST, Pool, pool, read_many

__all__ = ["LONGEST", "Pool", "pool", "read_many"]


def __getattr__(name: str) -> Any:
    """The public names on first use: a process that reads needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("sayso.scale.many"), name)
