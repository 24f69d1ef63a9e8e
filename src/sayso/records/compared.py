"""What comparing pages finds: passages that two of them share, and stories."""

from typing import Literal

from msgspec import Struct

from sayso.records.kind import Span

PassageKind = Literal["copied", "quoted", "furniture"]


class Passage(Struct, frozen=True, kw_only=True):
    """What stands in two texts: its span in each, the words that are the same in both and in the same order, and the
    share of words that were changed. `kind` tells a copy from one speaker's words that both bring (`speakers`, ids, as
    far as both pages name the same) and from the furniture of a site."""

    first: Span
    second: Span
    words: int
    change: float
    kind: PassageKind
    speakers: tuple[str, ...] = ()


class StoryEntry(Struct, frozen=True, kw_only=True):
    """Pages that tell of one happening. `documents` are their ids by day of publication, those without one last;
    `id` is that of the first, and `title` its title. `publishers` are in alphabetical order, `first` and `last` the
    days (ISO) between which pages were published, empty where no page tells one."""

    id: str
    documents: tuple[str, ...]
    title: str | None
    publishers: tuple[str, ...]
    first: str
    last: str
