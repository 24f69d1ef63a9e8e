"""The register's entries: forms of one file after the other joined, names made for states added, all held together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property, partial
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from sayso.lexicon.forms import Fault, Form, Kind, Name, Role, Sheet, refuse
from sayso.lexicon.scan import Meanings, Scanner, folded, keyed, keys
from sayso.lexicon.templates import Made, Plan, plan


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One actor. `names` has its own name first; ids are those of other entries; dates are a year or an ISO date."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    part_of: str | None = None
    owner: str | None = None
    since: str | None = None
    until: str | None = None
    successor_of: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    names: tuple[Name, ...] = ()


_FIELDS: Final = frozenset(Entry.__struct_fields__) - {"names"}


class Said(Struct, frozen=True, gc=False):
    """A name as a form of one file gives it: which file, which entry, and what the name is known by."""

    sheet: int
    id: str
    name: Name
    fold: str


class Index(Struct, frozen=True):
    """The names by what a text may hold of them, each with its id, but for those that are made of states' own; and the
    states, each by its number in the plan, by what a text may hold of their own."""

    names: Mapping[str, Meanings[tuple[str, Name]]]
    states: Mapping[str, tuple[int, ...]]


class Actors(Mapping[str, Entry]):
    """Entries by id: those of the files first, then those that templates make, which are made when asked for."""

    def __init__(
        self, forms: Mapping[str, Form], made: Made, doubtful: Mapping[str, set[str]], index: Index | None = None
    ) -> None:
        self._forms, self._made, self._doubtful, self._index = forms, made, doubtful, index
        self._known: dict[str, Entry] = {}

    def __getitem__(self, id: str) -> Entry:
        if id not in self._known:
            self._known[id] = self._entry(id)
        return self._known[id]

    def __contains__(self, id: object) -> bool:
        return id in self._forms or id in self._made.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def plan(self) -> Plan:
        """What templates make."""
        return self._made.plan

    @cached_property
    def index(self) -> Index:
        """What the names are found by."""
        return self._index or Index(keyed(self._texts()), self._states())

    @cached_property
    def scanner(self) -> Scanner[tuple[str, Name]]:
        """Finds the names; those that are made of a state's when a text first has one of its own."""
        later = [cache(partial(self._scanner, number)) for number, _ in enumerate(self.plan.states)]
        states = self.index.states.items()
        return Scanner(self.index.names, {word: [later[number] for number in numbers] for word, numbers in states})

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return (*self._forms, *(id for id in self._made.ids if id not in self._forms))

    def _texts(self) -> Iterator[tuple[str, tuple[str, Name]]]:
        for id, form in self._forms.items():
            yield from ((name.text, (id, name)) for name in self._written(form))
        yield from ((name.text, (id, name)) for id, name in self._made.bare())

    def _states(self) -> dict[str, tuple[int, ...]]:
        states: dict[str, tuple[int, ...]] = {}
        for number, state in enumerate(self.plan.states):
            for key in sorted(key for name in (*state.names, *state.adjectives) for key in keys(name)):
                states[key] = tuple(dict.fromkeys((*states.get(key, ()), number)))
        return states

    def _scanner(self, state: int) -> Scanner[tuple[str, Name]]:
        return Scanner(keyed((name.text, (id, name)) for id, name in self._made.of(state)))

    def _entry(self, id: str) -> Entry:
        fields = self._made.fields(id) if id in self._made.ids else {}
        form = self._forms.get(id) or (Form(id=id) if fields else self._forms[id])
        fields |= {field: value for field, value in asdict(form).items() if value is not UNSET and field in _FIELDS}
        names = dict.fromkeys((*self._written(form), *self._made.names(id)))
        return Entry(**fields, names=tuple(names))

    def _written(self, form: Form) -> tuple[Name, ...]:
        names, doubtful = _named(form), self._doubtful.get(form.id)
        if doubtful is None:
            return names
        return tuple(replace(name, ambiguous=True) if name.text in doubtful else name for name in names)


def entries(sheets: Sequence[Sheet]) -> Actors:
    """The entries of these files, a later one adding to an earlier. Raises InputError naming file, entry and reason."""
    refuse([fault for sheet in sheets for fault in _twice(sheet)])
    said = [
        Said(number, form.id, name, folded(name.text))
        for number, sheet in enumerate(sheets)
        for form in sheet.forms
        for name in _named(form)
    ]
    forms: dict[str, Form] = {}
    for sheet in sheets:
        forms |= {form.id: _added(forms.get(form.id), form) for form in sheet.forms}
    templates = [template for sheet in sheets for template in sheet.templates]
    made = Made(plan(templates, forms, {one.fold for one in said}), forms)
    known = made.ids | {form.id for form in forms.values() if UNSET not in (form.name, form.kind)}
    faults = [
        Fault(sheet.path, form.id, reason) for sheet in sheets for form in sheet.forms for reason in _wrong(form, known)
    ]
    clashes, doubtful = _shared(said)
    refuse(faults + [Fault(sheets[one.sheet].path, one.id, reason) for one, reason in clashes])
    return Actors(forms, made, doubtful)


def _twice(sheet: Sheet) -> Iterator[Fault]:
    seen: set[str] = set()
    for form in sheet.forms:
        if form.id in seen:
            yield Fault(sheet.path, form.id, "the id stands twice")
        seen.add(form.id)


def _added(form: Form | None, further: Form) -> Form:
    """A form with what a further one says of the same actor: its fields instead, its aliases besides."""
    if form is None:
        return further
    given = {field: value for field, value in asdict(further).items() if value is not UNSET}
    former = (form.name,) if form.name is not UNSET and further.name not in (UNSET, form.name) else ()
    return replace(form, **given | {"aliases": (*form.aliases, *former, *further.aliases)})


def _named(form: Form) -> tuple[Name, ...]:
    """The names of a form, its own first, each text once; what is said of it later holds."""
    names = {} if form.name is UNSET else {form.name: Name(form.name)}
    for alias in form.aliases:
        name = Name(alias) if isinstance(alias, str) else alias
        if isinstance(alias, Name) or name.text not in names:
            names[name.text] = name
    return tuple(names.values())


def _wrong(form: Form, known: AbstractSet[str]) -> Iterator[str]:
    """What is wrong with a form as one of many."""
    if form.id not in known:
        yield f"lacks {'the name' if form.name is UNSET else 'the kind'}, and no other entry has this id"
    for field, id in _references(form):
        if id not in known:
            yield f"{field}: no entry has the id {id!r}"
    for what, since, until in _times(form):
        if since and until and since[: len(until)] > until[: len(since)]:
            yield f"{what}: since {since} is after until {until}"


def _references(form: Form) -> Iterator[tuple[str, str]]:
    for field in ("part_of", "owner"):
        if isinstance(id := getattr(form, field), str):
            yield field, id
    for id in () if form.successor_of is UNSET else form.successor_of:
        yield "successor_of", id
    for role in () if form.roles is UNSET else form.roles:
        yield from [(f"of in role {role.role!r}", role.of)] if role.of else []
    for alias in form.aliases:
        if isinstance(alias, Name):
            yield from ((f"used_by in alias {alias.text!r}", id) for id in alias.used_by)


def _times(form: Form) -> Iterator[tuple[str, str | None, str | None]]:
    yield form.id, form.since or None, form.until or None
    for role in () if form.roles is UNSET else form.roles:
        yield f"role {role.role!r}", role.since, role.until
    for alias in form.aliases:
        if isinstance(alias, Name):
            yield f"alias {alias.text!r}", alias.since, alias.until


def _shared(said: Sequence[Said]) -> tuple[list[tuple[Said, str]], dict[str, set[str]]]:
    """Names not marked as ambiguous although another entry of the same file or of an earlier one has them, and why that
    is wrong; and, by entry, those that are ambiguous only since a later file has them too."""
    owners: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        owners[one.fold].append(one)
    clashes, doubtful = [], defaultdict(set)
    for ones in owners.values():
        if len(ones) == 1 or len({one.id for one in ones}) == 1:
            continue
        for one in ones:
            if one.name.ambiguous or any(o.id == one.id and o.sheet < one.sheet for o in ones):
                continue
            if others := sorted({o.id for o in ones if o.id != one.id and o.sheet <= one.sheet}):
                reason = f"the name {one.name.text!r} is also that of {', '.join(others)}: mark it ambiguous"
                clashes.append((one, reason))
            doubtful[one.id].add(one.name.text)
    return clashes, doubtful
