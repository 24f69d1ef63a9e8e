"""Compiles the lexicons that come with the program; run when the package is built."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sayso.lexicon import (
    cameo,
    cues,
    hedges,
    kin,
    loaded,
    nominals,
    opposites,
    outcomes,
    plover,
    plover_file,
    rarity,
    register,
    sites,
    stances,
)  # fmt: skip
from sayso.lexicon.compiled import store

LEXICONS: Final[Mapping[Path, Callable[[Path], Any]]] = {
    register.ACTORS: register.prepared,
    cues.PACKAGED: cues.read_cues,
    hedges.PACKAGED: hedges.read_hedges,
    nominals.NOMINALS: nominals.read_forms,
    nominals.GIVEN_NAMES: nominals.read_genders,
    plover.PACKAGED: plover_file.read_plover,
    cameo.PACKAGED: cameo.read_cameo,
    outcomes.PACKAGED: outcomes.read_outcomes,
    stances.PACKAGED: stances.read_signs,
    loaded.PACKAGED: loaded.read_loads,
    rarity.PACKAGED: rarity.read_counts,
    opposites.PACKAGED: opposites.read_meanings,
    kin.PACKAGED: kin.read_kin,
    **dict.fromkeys(sites.FILES, sites.prepared),
}


def build() -> tuple[Path, ...]:
    """Writes the compiled files beside the YAML files. Raises InputError for a file that is not sound."""
    return tuple(store(path, read(path)) for path, read in LEXICONS.items())
