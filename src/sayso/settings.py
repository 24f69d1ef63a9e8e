"""Settings, read once at the edge into one frozen value."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sayso.homes import Home, home_of


class Settings(Struct, frozen=True, kw_only=True):
    """`ledger` is a folder or an address of PostgreSQL; `max_bytes` the largest page; `threshold` the least probability
    of a cue that is kept, None for the one that the model was measured with; `actors` a register file and `places` a
    file of places of the user's own; `judge` the name under which judgements are made, None where it is to be the login
    name; `token` the credential that a browser must show to change anything, None where none is asked for."""

    ledger: Home = Path("sayso-ledger")
    host: str = "127.0.0.1"
    port: int = 8321
    threshold: float | None = None
    max_bytes: int = 20_000_000
    actors: Path | None = None
    places: Path | None = None
    judge: str | None = None
    token: str | None = None


def from_environment(
    environment: Mapping[str, str],
    *,
    ledger: Home | str | None = None,
    actors: Path | None = None,
    judge: str | None = None,
    places: Path | None = None,
) -> Settings:
    """The settings that the environment gives, what is told on the command line going first."""
    return Settings(
        ledger=home_of(ledger or environment.get("SAYSO_LEDGER") or "sayso-ledger"),
        actors=actors or _path(environment, "SAYSO_ACTORS"),
        places=places or _path(environment, "SAYSO_PLACES"),
        judge=judge if judge is not None else environment.get("SAYSO_JUDGE") or None,
        token=environment.get("SAYSO_TOKEN") or None,
    )


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    value = environment.get(name)
    return Path(value) if value else None
