"""Models of the API's schema that follow from records: of what is worked out, and goes out as its records have it."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from pydantic import BaseModel, Field, create_model

from sayso.web.api_format import Told


@cache
def modelled(record: type[Struct]) -> type[BaseModel]:
    """The model of a record as JSON has it, with those of all records in it; none of them is in itself."""
    hints = get_type_hints(record)
    fields: dict[str, Any] = {name: (_told(hints[name]), Field()) for name in record.__struct_fields__}
    return create_model(record.__name__, __base__=Told, __module__=record.__module__, __doc__=record.__doc__, **fields)


def _told(kind: Any) -> Any:
    """A type of a record's field as one of a model's."""
    origin, within = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return modelled(kind)
    if (origin is tuple and within[-1] is Ellipsis) or origin is frozenset:
        return list[_told(within[0])]  # type: ignore[misc]
    if origin is tuple:
        return tuple[tuple(map(_told, within))]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return Union[tuple(map(_told, within))]  # noqa: UP007 - of as many as there are
    if origin in (dict, Mapping):
        return dict[tuple(map(_told, within))]  # type: ignore[misc]
    return kind
