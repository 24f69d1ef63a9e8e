"""What is made when the package is built, an editable one as well: compiled lexicons beside their YAML files, the table
of towns."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Lexicons(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the lexicons with the package's own code, from the tree that is built; makes the table of towns of
    GeoNames' data, unless the tree holds one already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises InputError for a lexicon that is not sound: no package is built of it."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from sayso.lexicon import towns
        from sayso.lexicon.building import build

        build()
        if not towns.made():
            towns.build()
