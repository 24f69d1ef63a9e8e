"""Names that every state's government, army or ministry has, made from the state's own: *Syrian defence ministry*."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from msgspec import UNSET, Struct

from sayso.lexicon.forms import Form, Name, Shape, Template
from sayso.lexicon.scan import folded

# Names of states before which *of* asks for an article.
_ARTICLE: Final = re.compile(
    r"\b(?:Republic|Kingdom|Emirates?|States?|Islands|Union|Federation|Confederation|Commonwealth|Principality"
    r"|Sultanate|Duchy|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles)\b(?! Union)"
)


class State(Struct, frozen=True, kw_only=True):
    """A state's own names that others are made of. `doubtful` are those of them that are ambiguous."""

    form: Form
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    doubtful: frozenset[str]


class Made:
    """What templates make for the states among the forms, made only when it is asked for: there is much of it.

    A name that folds to one of `taken` is not made. What several ids would have by the same name is ambiguous.
    """

    def __init__(self, templates: Sequence[Template], forms: Mapping[str, Form], taken: AbstractSet[str]) -> None:
        self._forms, self._taken = forms, taken
        self._parts: dict[str, list[tuple[Template, State]]] = defaultdict(list)
        self.states = {id: _state(form) for id, form in forms.items() if form.kind == "state"}
        self._shared = _several((*state.names, *state.adjectives) for state in self.states.values())
        self._alike = _several([shape.text for shape in _shapes(template)] for template in templates)
        for template in templates:
            for state in self.states.values():
                id = template.entries.get(state.form.id) or _filled(template.id, state)
                if state.form.id not in template.without and _same_kind(forms.get(id), template):
                    self._parts[id].append((template, state))

    @property
    def ids(self) -> AbstractSet[str]:
        """The ids for which something is made."""
        return self._parts.keys()

    def fields(self, id: str) -> dict[str, Any]:
        """The fields of what is made for an id."""
        template, state = self._parts[id][0]
        above = _filled(template.part_of or "{id}", state)
        given = {field: getattr(state.form, field) for field in ("country", "since", "until")}
        return {field: value for field, value in given.items() if value is not UNSET} | {
            "id": id,
            "name": _of(template.name, state.name),
            "kind": template.kind,
            "part_of": above if above in self._parts or above in self._forms else None,
        }

    def names(self, id: str) -> tuple[Name, ...]:
        """All names that are made for an id, those without a state's in the end."""
        bare = (Name(text, ambiguous=True) for template, _ in self._parts.get(id, ()) for text in template.bare)
        return (*self.own(id), *dict.fromkeys(bare))

    def own(self, id: str) -> tuple[Name, ...]:
        """The names with a state's in them that are made for an id, each once."""
        names: dict[str, Name] = {}
        for template, state in self._parts.get(id, ()):
            for name in self._names(template, state):
                names.setdefault(folded(name.text), name)
        return tuple(name for fold, name in names.items() if fold not in self._taken)

    def of(self, state: State) -> Iterator[tuple[str, Name]]:
        """The names with one state's in them, each with its id."""
        for id, parts in self._parts.items():
            if any(one is state for _, one in parts):
                yield from ((id, name) for name in self.own(id))

    def bare(self) -> Iterator[tuple[str, Name]]:
        """The names without a state's, each with its id."""
        known: dict[str, Name] = {}
        for id, parts in self._parts.items():
            for text in dict.fromkeys(text for template, _ in parts for text in template.bare):
                yield id, known.setdefault(text, Name(text, ambiguous=True))

    def _names(self, template: Template, state: State) -> Iterator[Name]:
        contested = state.form.contested is True
        for shape in _shapes(template):
            unsure = contested or shape.ambiguous or folded(shape.text) in self._alike
            for text, own in _texts(shape.text, state):
                doubtful = unsure or own in state.doubtful or folded(own) in self._shared
                yield Name(text, shape.use, shape.since, shape.until, shape.used_by, doubtful)


def _shapes(template: Template) -> list[Shape]:
    return [Shape(alias) if isinstance(alias, str) else alias for alias in (template.name, *template.aliases)]


def _several(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    """What several of the lists have, folded."""
    counts = Counter(fold for texts in lists for fold in set(map(folded, texts)))
    return frozenset(fold for fold, count in counts.items() if count > 1)


def _same_kind(form: Form | None, template: Template) -> bool:
    return form is None or form.kind in (UNSET, template.kind)


def _state(form: Form) -> State:
    name = form.name if isinstance(form.name, str) else form.id
    aliases = [Name(alias) if isinstance(alias, str) else alias for alias in form.aliases]
    demonyms = tuple(alias.text for alias in aliases if alias.use == "demonym")[:1]
    return State(
        form=form,
        name=name,
        names=tuple(dict.fromkeys([name, *(alias.text for alias in aliases if alias.use == "name")])),
        adjectives=demonyms if form.adjectives is UNSET else form.adjectives,
        doubtful=frozenset(alias.text for alias in aliases if alias.ambiguous),
    )


def _filled(text: str, state: State) -> str:
    return text.replace("{id}", state.form.id)


def _texts(shape: str, state: State) -> list[tuple[str, str]]:
    """What a shape of names makes of each of a state's own, and the own name."""
    if "{demonym}" in shape:
        return [(shape.replace("{demonym}", word), word) for word in state.adjectives]
    return [(_of(shape, name), name) for name in state.names]


def _of(shape: str, name: str) -> str:
    """A name after *of*, with an article where it wants one."""
    plain = name.removeprefix("The ")
    return shape.replace("{name}", f"the {plain}" if plain != name or _ARTICLE.search(name) else name)
