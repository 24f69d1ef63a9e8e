"""How much of a page is read, and what is said of the rest.

The bounds stand far above what pages of reporting have; what lies beyond them was made to be endless. A page is refused
only where its rest cannot be told from it; else the rest is a problem row. How many bytes a page may have is the
source's to say; time and memory are kept by whoever runs the reader.
"""

from typing import Final

from sayso.errors import InputError

TEXT: Final = 5_000_000  # characters of visible text
BLOCKS: Final = 50_000
TAGS: Final = 200_000  # that open elements of an HTML page
ATTRIBUTES: Final = 1_000  # of one element; to read more takes time that grows with their square
ELEMENTS: Final = 40_000  # of a page that is weighed as a whole for its main text,
WEIGHED: Final = 6_000  # its stretches of text,
DEPTHS: Final = 40_000_000  # and its characters times the depth of its elements
NAMES: Final = 5_000  # characters of an element's class and id that are looked at
ANCHORS: Final = 8  # links within links; what stands deeper is in those around it
SAYINGS: Final = 50  # of a page's head about one thing
SAYING: Final = 1_000  # characters of one that are looked at
THINGS: Final = 2_000  # that a page describes in JSON-LD; of each list in it that many names
LISTED: Final = 100
PAGES: Final = 1_000  # of a PDF
PAGE_TEXT: Final = 200_000  # characters of one page of a PDF
PARTS: Final = 5_000  # of a saved page: its pictures, styles and frames
NESTING: Final = 8  # multiparts within multiparts


def check(called: str, characters: int, blocks: int) -> None:
    """InputError for a page, called so, with more text or more blocks than are read."""
    if characters > TEXT:
        raise InputError(f"{called}: {characters:,} characters of text, more than the {TEXT:,} that are read")
    if blocks > BLOCKS:
        raise InputError(f"{called}: {blocks:,} blocks of text, more than the {BLOCKS:,} that are read")
