"""The register's entries: forms of one file after the other joined, names made for states added, all held together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace

from sayso.lexicon.forms import Fault, Form, Kind, Name, Role, Sheet, refuse
from sayso.lexicon.scan import folded
from sayso.lexicon.templates import Offered, made


class Entry(Struct, frozen=True, kw_only=True):
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


def entries(sheets: Sequence[Sheet]) -> dict[str, Entry]:
    """The entries of these files, a later one adding to an earlier. Raises InputError naming file, entry and reason."""
    faults: list[Fault] = []
    forms: dict[str, Form] = {}
    for sheet in sheets:
        faults += _twice(sheet)
        forms |= {form.id: _added(forms.get(form.id), form) for form in sheet.forms}
    refuse(faults)
    taken = {folded(name.text) for form in forms.values() for name in _named(form)}
    offers = made([template for sheet in sheets for template in sheet.templates], forms, taken)
    found = {form.id: _entry(form, offers.pop(form.id, None)) for form in forms.values() if _whole(form, offers)}
    found |= {id: _entry(Form(id=id), offer) for id, offer in offers.items()}
    for sheet in sheets:
        faults += [Fault(sheet.path, form.id, reason) for form in sheet.forms for reason in _wrong(form, found)]
    faults += _shared(sheets)
    refuse(faults)
    return _marked(found)


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


def _whole(form: Form, offers: dict[str, Offered]) -> bool:
    return form.id in offers or UNSET not in (form.name, form.kind)


def _entry(form: Form, offer: Offered | None) -> Entry:
    given = {} if offer is None else dict(offer.fields)
    given |= {field: value for field, value in asdict(form).items() if value is not UNSET and field in _FIELDS}
    own = _named(replace(form, name=given["name"]))
    return Entry(**given, names=own if offer is None else own + tuple(n for n in offer.names if n.text != own[0].text))


def _wrong(form: Form, found: dict[str, Entry]) -> Iterator[str]:
    """What is wrong with a form as one of many."""
    if form.id not in found:
        yield f"lacks {'the name' if form.name is UNSET else 'the kind'}, and no other entry has this id"
    for field, id in _references(form):
        if id not in found:
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


def _shared(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Names that an entry of the same file or of an earlier one has too, and that are not marked as ambiguous."""
    owners: dict[str, set[str]] = defaultdict(set)
    for sheet in sheets:
        rows = [(form.id, name, folded(name.text)) for form in sheet.forms for name in _named(form)]
        for id, _, fold in rows:
            owners[fold].add(id)
        for id, name, fold in rows:
            if len(owners[fold]) > 1 and not name.ambiguous:
                others = ", ".join(sorted(owners[fold] - {id}))
                yield Fault(sheet.path, id, f"the name {name.text!r} is also that of {others}: mark it ambiguous")


def _marked(found: dict[str, Entry]) -> dict[str, Entry]:
    """The entries, a name of several of them marked as ambiguous in all."""
    owners: dict[str, set[str]] = defaultdict(set)
    plain = [(entry.id, folded(name.text)) for entry in found.values() for name in entry.names if not name.ambiguous]
    marked = (folded(name.text) for entry in found.values() for name in entry.names if name.ambiguous)
    for id, fold in plain:
        owners[fold].add(id)
    shared = {fold for fold, ids in owners.items() if len(ids) > 1}
    unsure = shared | (owners.keys() & set(marked))
    touched = {id for fold in unsure for id in owners[fold]}
    return {id: _unsure(entry, unsure) if id in touched else entry for id, entry in found.items()}


def _unsure(entry: Entry, unsure: Iterable[str]) -> Entry:
    names = (replace(name, ambiguous=name.ambiguous or folded(name.text) in unsure) for name in entry.names)
    return replace(entry, names=tuple(names))
