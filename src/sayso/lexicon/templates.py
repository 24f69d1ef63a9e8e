"""Names that every state's government, army or ministry has, made from the state's own: *Syrian defence ministry*."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
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
    """A state's own names that others are made of, and what holds for its organs as well. `doubtful` are those of the
    names that are ambiguous."""

    id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    doubtful: tuple[str, ...]
    contested: bool
    fields: dict[str, str | None]


class Plan(Struct, frozen=True, kw_only=True):
    """What templates make for which states: by id, the template and the state, each by its number.

    `taken`: a name that folds to one of these is not made. `shared` and `alike`: the folds of names that several states
    have, and of shapes that several templates have.
    """

    templates: tuple[Template, ...]
    states: tuple[State, ...]
    parts: dict[str, tuple[tuple[int, int], ...]]
    taken: tuple[str, ...]
    shared: tuple[str, ...]
    alike: tuple[str, ...]


def plan(templates: Sequence[Template], forms: Mapping[str, Form], taken: Iterable[str]) -> Plan:
    """What the templates make for the states among the forms."""
    states = tuple(_state(form) for form in forms.values() if form.kind == "state")
    parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, template in enumerate(templates):
        for which, state in enumerate(states):
            id = template.entries.get(state.id) or _filled(template.id, state)
            if state.id not in template.without and _same_kind(forms.get(id), template):
                parts[id].append((number, which))
    return Plan(
        templates=tuple(templates),
        states=states,
        parts={id: tuple(pairs) for id, pairs in parts.items()},
        taken=tuple(sorted(taken)),
        shared=_several((*state.names, *state.adjectives) for state in states),
        alike=_several([shape.text for shape in _shapes(template)] for template in templates),
    )


class Made:
    """What is made as a plan says, made only when it is asked for: there is much of it.

    What several ids would have by the same name is ambiguous.
    """

    def __init__(self, plan: Plan, forms: Container[str]) -> None:
        self.plan, self._forms = plan, forms
        self._taken, self._shared, self._alike = map(frozenset, (plan.taken, plan.shared, plan.alike))

    @property
    def ids(self) -> AbstractSet[str]:
        """The ids for which something is made."""
        return self.plan.parts.keys()

    def fields(self, id: str) -> dict[str, Any]:
        """The fields of what is made for an id."""
        template, state = self._parts(id)[0]
        above = _filled(template.part_of or "{id}", state)
        return state.fields | {
            "id": id,
            "name": _of(template.name, state.name),
            "kind": template.kind,
            "part_of": above if above in self.ids or above in self._forms else None,
        }

    def names(self, id: str) -> tuple[Name, ...]:
        """All names that are made for an id, those without a state's in the end."""
        bare = (Name(text, ambiguous=True) for template, _ in self._parts(id) for text in template.bare)
        return (*self.own(id), *dict.fromkeys(bare))

    def own(self, id: str) -> tuple[Name, ...]:
        """The names with a state's in them that are made for an id, each once."""
        names: dict[str, Name] = {}
        for template, state in self._parts(id):
            for name in self._names(template, state):
                names.setdefault(folded(name.text), name)
        return tuple(name for fold, name in names.items() if fold not in self._taken)

    def of(self, state: int) -> Iterator[tuple[str, Name]]:
        """The names with one state's in them, each with its id. The state is told by its number in the plan."""
        for id in self._by_state[state]:
            yield from ((id, name) for name in self.own(id))

    def bare(self) -> Iterator[tuple[str, Name]]:
        """The names without a state's, each with its id."""
        known: dict[str, Name] = {}
        for id in self.ids:
            for text in dict.fromkeys(text for template, _ in self._parts(id) for text in template.bare):
                yield id, known.setdefault(text, Name(text, ambiguous=True))

    def _parts(self, id: str) -> list[tuple[Template, State]]:
        templates, states = self.plan.templates, self.plan.states
        return [(templates[template], states[state]) for template, state in self.plan.parts.get(id, ())]

    @cached_property
    def _by_state(self) -> Mapping[int, Iterable[str]]:
        ids: dict[int, dict[str, None]] = defaultdict(dict)
        for id, parts in self.plan.parts.items():
            for _, state in parts:
                ids[state][id] = None
        return ids

    def _names(self, template: Template, state: State) -> Iterator[Name]:
        for shape in _shapes(template):
            unsure = state.contested or shape.ambiguous or folded(shape.text) in self._alike
            for text, own in _texts(shape.text, state):
                doubtful = unsure or own in state.doubtful or folded(own) in self._shared
                yield Name(text, shape.use, shape.since, shape.until, shape.used_by, doubtful)


def _shapes(template: Template) -> list[Shape]:
    return [Shape(alias) if isinstance(alias, str) else alias for alias in (template.name, *template.aliases)]


def _several(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """What several of the lists have, folded."""
    counts = Counter(fold for texts in lists for fold in set(map(folded, texts)))
    return tuple(sorted(fold for fold, count in counts.items() if count > 1))


def _same_kind(form: Form | None, template: Template) -> bool:
    return form is None or form.kind in (UNSET, template.kind)


def _state(form: Form) -> State:
    name = form.name if isinstance(form.name, str) else form.id
    aliases = [Name(alias) if isinstance(alias, str) else alias for alias in form.aliases]
    demonyms = tuple(alias.text for alias in aliases if alias.use == "demonym")[:1]
    given = {field: getattr(form, field) for field in ("country", "since", "until")}
    return State(
        id=form.id,
        name=name,
        names=tuple(dict.fromkeys([name, *(alias.text for alias in aliases if alias.use == "name")])),
        adjectives=demonyms if form.adjectives is UNSET else form.adjectives,
        doubtful=tuple(alias.text for alias in aliases if alias.ambiguous),
        contested=form.contested is True,
        fields={field: value for field, value in given.items() if value is not UNSET},
    )


def _filled(text: str, state: State) -> str:
    return text.replace("{id}", state.id)


def _texts(shape: str, state: State) -> list[tuple[str, str]]:
    """What a shape of names makes of each of a state's own, and the own name."""
    if "{demonym}" in shape:
        return [(shape.replace("{demonym}", word), word) for word in state.adjectives]
    return [(_of(shape, name), name) for name in state.names]


def _of(shape: str, name: str) -> str:
    """A name after *of*, with an article where it wants one."""
    plain = name.removeprefix("The ")
    return shape.replace("{name}", f"the {plain}" if plain != name or _ARTICLE.search(name) else name)
