"""Settings, read once at the edge into one frozen value."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class Settings(Struct, frozen=True, kw_only=True):
    """`ledger` is a folder; `max_bytes` the largest page; `threshold` the least probability of a cue that is kept,
    None for the one that the model was measured with."""

    ledger: Path = Path("sayso-ledger")
    host: str = "127.0.0.1"
    port: int = 8321
    threshold: float | None = None
    max_bytes: int = 20_000_000


def from_environment(environment: Mapping[str, str], *, ledger: Path | None = None) -> Settings:
    """The settings that the environment gives, a ledger named on the command line going first."""
    chosen = ledger or Path(environment.get("SAYSO_LEDGER") or "sayso-ledger")
    return Settings(ledger=chosen)
