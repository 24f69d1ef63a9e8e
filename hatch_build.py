"""What is made when the package is built, an editable one as well: the compiled lexicons, beside their YAML files."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Lexicons(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the lexicons with the package's own code, from the tree that is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises InputError for a lexicon that is not sound: no package is built of it."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from sayso.lexicon.building import build

        build()
