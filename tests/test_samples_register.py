"""The register beside the sample pages: sound, of these pages, and at peace with sayso's own."""

from pathlib import Path

import pytest

from sayso.lexicon import forms
from sayso.lexicon.forms import Form
from sayso.lexicon.register import Register, load
from sayso.lexicon.scan import folded
from sayso.parse.blocks import document
from sayso.sources import files

SAMPLES = Path(__file__).parents[1] / "samples"
OWN = SAMPLES / "actors.yaml"
FORMS = forms.read(OWN).forms


@pytest.fixture(scope="module")
def register() -> Register:
    return load(OWN)


@pytest.fixture(scope="module")
def said(register: Register) -> dict[str, set[str]]:
    """By id the names, folded, that stand on some page."""
    names: dict[str, set[str]] = {}
    for page in files.find(SAMPLES).pages:
        text = document(files.load(page, 1_000_000))[0].text
        for match in register.scan(text, [(0, len(text))]):
            for id in match.keys:
                names.setdefault(id, set()).add(folded(text[slice(*match.span)]))
    return names


def written(form: Form) -> dict[str, bool]:
    """The names that the file itself gives an entry, and whether they are marked as ambiguous."""
    names = {form.name: False} if isinstance(form.name, str) else {}
    return names | {a if isinstance(a, str) else a.text: not isinstance(a, str) and a.ambiguous for a in form.aliases}


def each(entries: tuple[Form, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("form", entries, ids=[form.id for form in entries])


def test_it_is_no_page() -> None:
    found = files.find(SAMPLES)
    assert OWN in found.skipped
    assert found.pages


@each(FORMS)
def test_every_entry_is_named_on_a_page(form: Form, said: dict[str, set[str]]) -> None:
    assert {folded(name) for name in written(form)} & said.get(form.id, set())


@each(FORMS)
def test_no_name_is_unmarked_that_another_actor_has(form: Form) -> None:
    """Asked of sayso's own register alone, in which no actor of the invented world is."""
    package = load()
    shared = {name: package.named(name) for name, marked in written(form).items() if not marked}
    assert {name: [entry.id for entry in entries] for name, entries in shared.items() if entries} == {}


def test_it_has_no_actor_of_the_package() -> None:
    package = load().entries
    assert [form.id for form in FORMS if form.id in package] == []


@pytest.mark.parametrize(
    ("name", "id", "use", "used_by"),
    [
        pytest.param("Falcon gang", "epd", "rival", ("ktr",), id="a name that one side uses"),
        pytest.param("Brigade of the Oath", "epd", "rival", ("ktr",), id="a name that KTR uses for the group"),
        pytest.param("River Command", "river-command", "name", (), id="a name that KTR only says is the group's"),
        pytest.param("Seltan regime", "seltany-government", "rival", ("ktr",), id="a made name, with who uses it"),
        pytest.param("KORDAVIAN DEFENCE MINISTRY", "kordavia-defence-ministry", "name", (), id="a made entry"),
        pytest.param("Brunsel", "seltany", "seat", (), id="a capital that stands for the state"),
        pytest.param("Ermanth People’s Defence", "epd", "name", (), id="an apostrophe that needs no spelling"),
    ],
)
def test_whose_a_name_is(register: Register, name: str, id: str, use: str, used_by: tuple[str, ...]) -> None:
    assert [entry.id for entry in register.named(name)] == [id]
    known = {folded(one.text): one for one in register.entry(id).names}[folded(name)]
    assert (known.use, known.used_by) == (use, used_by)


@each(FORMS)
def test_who_is_who(form: Form, register: Register) -> None:
    """Persons, and only they, have roles; media belong to states; names that only some use are used by media here."""
    entry = register.entry(form.id)
    assert (entry.kind == "person") == bool(entry.roles)
    assert entry.owner is None or (entry.kind, register.entry(entry.owner).kind) == ("media", "state")
    users = [(name.use, register.entry(id).kind) for name in entry.names for id in name.used_by]
    assert set(users) <= {("rival", "media")}
