"""How a process that helps to write begins. Nothing large is imported here: what is set has to stand before that."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.export.meta import Meta

if TYPE_CHECKING:
    from sayso.homes import Server


def begin(home: "Path | Server", wanted: tuple[Any, ...], meta: Meta) -> None:
    """Makes ready to write pieces of the ledger there, of what is wanted (the fields of a `Wanted`). NumPy starts a
    thread for each processor, for sums that are not done here: to start them takes longer than all else that is."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sayso.export.several import Wanted, ready

    ready(home, Wanted(*wanted), meta)
