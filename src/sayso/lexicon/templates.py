"""Names that every state's government, army or ministry has, made from the state's own: *Syrian defence ministry*."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import UNSET, Struct
from msgspec.structs import replace

from sayso.lexicon.forms import Form, Name, Template
from sayso.lexicon.scan import folded

# Names of states before which *of* asks for an article.
_ARTICLE: Final = re.compile(
    r"\b(?:Republic|Kingdom|Emirates?|States?|Islands|Union|Federation|Confederation|Commonwealth|Principality"
    r"|Sultanate|Duchy|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles)\b(?! Union)"
)


class Offered(Struct, frozen=True):
    """What templates make for one id: the fields of its entry, and its names."""

    fields: dict[str, Any]
    names: tuple[Name, ...]


class State(Struct, frozen=True):
    """A state's own names that others are made of."""

    form: Form
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    doubtful: frozenset[str]


def made(templates: Sequence[Template], forms: Mapping[str, Form], taken: set[str]) -> dict[str, Offered]:
    """By id, what the templates make for every state among the forms. A name that folds to one of `taken` is not made;
    one that is made for several ids is ambiguous."""
    states = [_state(form) for form in forms.values() if form.kind == "state" and form.name is not UNSET]
    others = {form.id: form.kind for form in forms.values() if form.kind is not UNSET}
    offers: dict[str, Offered] = {}
    owners: dict[str, str] = {}
    shared: set[str] = set()
    bare = {template.id: tuple(Name(text, ambiguous=True) for text in template.bare) for template in templates}
    for template in templates:
        for state in states:
            id = template.entries.get(state.form.id) or _filled(template.id, state.form.id)
            if state.form.id in template.without or others.get(id, template.kind) != template.kind:
                continue
            names = {fold: name for fold, name in _names(template, state) if fold not in taken}
            shared.update(fold for fold in names if owners.setdefault(fold, id) != id)
            kept = offers.get(id)
            fields = kept.fields if kept else _fields(template, state, id)
            offers[id] = Offered(fields, (*(kept.names if kept else ()), *names.values(), *bare[template.id]))
    return {id: _settled(offer, shared, forms, offers) for id, offer in offers.items()}


def _state(form: Form) -> State:
    assert isinstance(form.name, str)
    aliases = [Name(alias) if isinstance(alias, str) else alias for alias in form.aliases]
    names = dict.fromkeys([form.name, *(alias.text for alias in aliases if alias.use == "name")])
    demonyms = tuple(alias.text for alias in aliases if alias.use == "demonym")[:1]
    return State(
        form=form,
        name=form.name,
        names=tuple(names),
        adjectives=demonyms if form.adjectives is UNSET else form.adjectives,
        doubtful=frozenset(alias.text for alias in aliases if alias.ambiguous),
    )


def _filled(text: str, id: str) -> str:
    return text.replace("{id}", id)


def _fields(template: Template, state: State, id: str) -> dict[str, Any]:
    form = state.form
    given = {field: getattr(form, field) for field in ("country", "since", "until")}
    return {
        "id": id,
        "name": _of(template.name, state.name),
        "kind": template.kind,
        "part_of": _filled(template.part_of or "{id}", form.id),
    } | {field: value for field, value in given.items() if value is not UNSET}


def _settled(offer: Offered, shared: set[str], forms: Mapping[str, Form], offers: Mapping[str, Offered]) -> Offered:
    """An offer with the names that others share marked, and nothing above it that is not there."""
    names = tuple(n if n.ambiguous or folded(n.text) not in shared else replace(n, ambiguous=True) for n in offer.names)
    above = offer.fields["part_of"]
    known = above in forms or above in offers
    return Offered(offer.fields if known else offer.fields | {"part_of": None}, names)


def _names(template: Template, state: State) -> Iterator[tuple[str, Name]]:
    """The names of what a state has, by what they fold to."""
    contested = state.form.contested is True
    for alias in (template.name, *template.aliases):
        shape = Name(alias) if isinstance(alias, str) else alias
        for text, doubtful in _texts(shape.text, state):
            unsure = shape.ambiguous or contested or doubtful
            yield folded(text), Name(text, shape.use, shape.since, shape.until, shape.used_by, unsure)


def _texts(shape: str, state: State) -> Iterable[tuple[str, bool]]:
    if "{demonym}" in shape:
        return [(shape.replace("{demonym}", word), word in state.doubtful) for word in state.adjectives]
    return [(_of(shape, name), name in state.doubtful) for name in state.names]


def _of(shape: str, name: str) -> str:
    """A name after *of*, with an article where it wants one."""
    if name.startswith("The "):
        name = name.removeprefix("The ")
        return shape.replace("{name}", f"the {name}")
    return shape.replace("{name}", f"the {name}" if _ARTICLE.search(name) else name)
