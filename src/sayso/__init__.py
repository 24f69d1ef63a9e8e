"""sayso: on whose say-so? A ledger of who said what about whom."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.pipeline import Reader, read

# onnxruntime gathers telemetry from its import on, under an id that it keeps in the user's home: what is read here is
# nobody else's business.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.3.0"
__all__ = ["Ledger", "Reader", "read"]

_HOMES = {"Ledger": "sayso.ledger", "Reader": "sayso.pipeline", "read": "sayso.pipeline"}


def __getattr__(name: str) -> Any:
    """The public names on first use, so that importing any part of the package loads that part alone."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
