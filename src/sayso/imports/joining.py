"""Parts that links join, as attributions: a cue with its sources and contents, or a source with what it says."""

from collections.abc import Callable, Iterable, Mapping

from sayso.records import PartRole

Linked = Callable[[str, PartRole], list[str]]


def joined(roles: Mapping[str, PartRole], links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The ids of parts that make one attribution, for each of them, in the order of the parts; a part may be in
    several, and is alone where no link joins it.

    A cue is the middle of an attribution. Its sources are those linked with it, or else with its contents; a content
    without a cue is said by the sources that it is linked with, each source with all that it says.
    """
    beside: dict[str, list[str]] = {id: [] for id in roles}
    for one, other in links:
        if one in roles and other in roles and one != other:
            beside[one].append(other)
            beside[other].append(one)

    def linked(id: str, role: PartRole) -> list[str]:
        return [each for each in dict.fromkeys(beside[id]) if roles[each] == role]

    groups: list[tuple[str, ...]] = []
    for id, role in roles.items():
        if role == "cue":
            contents = linked(id, "content") or _behind(linked(id, "source"), linked)
            sources = linked(id, "source") or list(dict.fromkeys(s for c in contents for s in linked(c, "source")))
            groups.append((*sources, id, *contents))
        elif role == "source":
            contents = [each for each in linked(id, "content") if not _cued(each, id, linked)]
            groups += [(id, *contents)] if contents else []
    covered = {id for group in groups for id in group}
    order = {id: number for number, id in enumerate(roles)}
    groups += [(id,) for id in roles if id not in covered]
    return sorted(groups, key=lambda group: min(order[id] for id in group))


def _behind(sources: Iterable[str], linked: Linked) -> list[str]:
    """The contents of sources that have one cue alone."""
    return [c for s in sources if len(linked(s, "cue")) == 1 for c in linked(s, "content") if not linked(c, "cue")]


def _cued(content: str, source: str, linked: Linked) -> bool:
    """Whether a cue that belongs to this source has a content."""
    return bool(linked(content, "cue")) or len(linked(source, "cue")) == 1
