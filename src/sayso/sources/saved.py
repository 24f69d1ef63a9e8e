"""What browsers leave when a person saves a page: a folder of its parts beside it, and its address in a comment."""

import re
from collections.abc import Collection
from typing import Final

_PAGES: Final = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
# How browsers, in several languages, call the folder with the parts of a page, behind the page's own name.
_ENDINGS: Final = (
    "_files", "-files", ".files", "-Dateien", "_fichiers", "-fichiers", "_archivos", "_ficheros", "_arquivos",
    "_ficheiros", "_file", "_bestanden", "_pliki", "_filer", "_soubory", "_tiedostot", "_elemei", "_dosyalar",
)  # fmt: skip
_START: Final = 4096
_SAVED: Final = re.compile(
    rb"<!--\s*(?:saved from url=\(\d{1,5}\)\s*|Page saved with SingleFile\s*url:\s*)(https?://[^\s<>]{1,2000})", re.I
)


def holds_parts(folder: str, names: Collection[str]) -> bool:
    """Whether a folder, one of the `names` that stand side by side, holds the pictures and scripts of a saved page."""
    stems = (folder.removesuffix(ending) for ending in _ENDINGS if folder.endswith(ending))
    return any(stem + ending in names for stem in stems for ending in _PAGES)


def address(data: bytes) -> str | None:
    """The address from which a page was saved, where the one who saved it wrote that at its start."""
    found = _SAVED.search(data, 0, _START)
    return None if found is None else found[1].decode("ascii", errors="ignore")
