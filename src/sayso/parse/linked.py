"""What a page says of itself in JSON-LD."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml.html import HtmlElement

from sayso.parse import limits

Node = dict[str, Any]

_ARTICLES: Final = ("Article", "Posting", "Report", "Review")


def nodes(root: HtmlElement) -> tuple[Node, ...]:
    """The first things that the page's scripts describe, in order; scripts that are no JSON are passed over."""
    scripts = root.iterfind('.//script[@type="application/ld+json"]')
    return tuple(islice((node for script in scripts for node in _read(script)), limits.THINGS))


def articles(found: tuple[Node, ...]) -> Iterator[Node]:
    """Those of the things that are articles."""
    for node in found:
        kinds = node.get("@type")
        if any(isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in listed(kinds)):
            yield node


def names(value: Any, found: tuple[Node, ...]) -> list[str]:
    """The names of the persons or organisations that a value means: a name, a thing, one's `@id`, or a list of them."""
    return [name for item in listed(value) if (name := _name(item, found))]


def listed(value: Any) -> list[Any]:
    return value[: limits.LISTED] if isinstance(value, list) else [value]


def _read(script: HtmlElement) -> list[Node]:
    try:
        return list(_nodes(json.loads(script.text or "", strict=False)))
    except (ValueError, RecursionError):
        return []


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _name(item: Any, found: tuple[Node, ...]) -> str | None:
    if isinstance(item, dict) and not isinstance(item.get("name"), str) and item.get("@id"):
        item = next((node for node in found if node.get("@id") == item["@id"] and node.get("name")), item)
    name = item.get("name") if isinstance(item, dict) else item
    return name if isinstance(name, str) and name.strip() else None
