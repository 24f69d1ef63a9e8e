"""What Datasette is told of a ledger: which views there are for people, what their columns mean, how to show them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import json

from sayso.ledger.named_columns import NamedView
from sayso.ledger.named_views import NAMED_VIEWS
from sayso.ledger.schema import STEPS

Metadata = Mapping[str, Any]

_TITLE: Final = "On whose say-so?"
_ABOUT: Final = (
    "Who said what about whom, and what is said to have happened, as pages of reporting tell it. Every row is"
    " somebody's word and names whose; none is a verdict. Names of actors are those that pages use."
)
_MADE: Final = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)")


def metadata(database: str) -> Metadata:
    """The metadata of a ledger whose database goes by this name (its file's, without the ending)."""
    inner = {name: {"hidden": True} for step in STEPS for name in _MADE.findall(step)}
    views = {view.name: _view(view) for view in NAMED_VIEWS}
    return {
        "title": _TITLE,
        "description": _ABOUT,
        "license": "",
        "license_url": "",
        "source": "",
        "source_url": "",
        "databases": {database: {"description": _ABOUT, "tables": {**inner, **views}}},
    }


def written(database: str) -> bytes:
    """The metadata as the file that Datasette reads."""
    return json.format(json.encode(metadata(database)), indent=2) + b"\n"


def _view(view: NamedView) -> Metadata:
    columns = view.columns
    told: dict[str, Any] = {
        "description": view.about,
        "columns": {column.name: column.about for column in columns},
        "units": {column.name: column.unit for column in columns if column.unit},
        "sortable_columns": list(view.sorted_by),
        "facets": list(view.facets),
    }
    if view.first:
        told["sort_desc" if view.first.startswith("-") else "sort"] = view.first.removeprefix("-")
    if view.searched:
        told |= {"fts_table": view.searched, "fts_pk": view.by}
    return told
