"""The register of actors: how its files are read, what their names find in texts, what is wrong with a file."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError, NotFoundError
from sayso.lexicon import forms
from sayso.lexicon.entries import Entry, entries
from sayso.lexicon.register import ACTORS, Name, Register, load

OWN = """
actors:
  - {id: norland, name: Norland, kind: state, country: NO, since: 1905, aliases: [Kingdom of Norland,
      {text: Nordish, use: demonym}, {text: NL, use: abbreviation}, {text: Georgia, ambiguous: true}]}
  - {id: south-norland, name: Georgia, kind: state, country: GE, contested: true, aliases: [
      {text: Georgia, ambiguous: true}, {text: Nordian, use: demonym}]}
  - {id: base, name: al-Qasra, kind: armed_group, aliases: [
      {text: The Base, use: rival, used_by: [norland]}, Abu Sa'ad Front]}
  - {id: front, name: Norland Liberation Front, kind: armed_group, part_of: base, successor_of: [base], aliases: [
      {text: NLF, use: abbreviation}, {text: Front, use: short, ambiguous: true}, National Front of NL]}
  - {id: lange, name: Zoë Đorđe-Lange, kind: person, roles: [{role: Speaker, of: front, since: 2011-07, until: 2013}]}
  - {id: act, name: Act Now, kind: party, aliases: [{text: ACT, use: abbreviation}, {text: eurosceptics, use: short}]}
  - {id: norland-army, name: Royal Nordish Army, kind: military}
  - {id: sano, name: Sano, kind: people, aliases: [{text: Sano, ambiguous: true}]}
  - {id: mill, name: Großmühle, kind: organization, aliases: [
      Saint John's Mill, U.S.S.R. Mill, {text: SANO, use: abbreviation, ambiguous: true}]}
templates:
  - {id: "{id}-army", name: "Army of {name}", kind: military, part_of: "{id}-government",
     aliases: ["{demonym} army"], bare: [Army]}
  - {id: "{id}-government", name: "Government of {name}", kind: government, part_of: "{id}",
     aliases: ["{demonym} government", {text: "{demonym} regime", use: rival}], without: [south-norland]}
"""


def made(folder: Path, text: str = OWN, further: str | None = None) -> Register:
    """The register of a file, and of a further one that adds to it."""
    files = [folder / "own.yaml", folder / "further.yaml"][: 1 if further is None else 2]
    for file, content in zip(files, (text, further), strict=False):
        file.write_text(dedent(content or ""), encoding="utf-8")
    return Register(entries([forms.read(file) for file in files]))


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return made(tmp_path_factory.mktemp("register"))


def names(register: Register, id: str) -> dict[str, Name]:
    return {name.text: name for name in register.entry(id).names}


@pytest.mark.parametrize(
    ("marked", "keys"),
    [
        pytest.param("[Norland] fell.", "norland", id="a name"),
        pytest.param("the [Norland Liberation Front] of", "front", id="the longest"),
        pytest.param("[Norland] Liberation", "norland", id="the longest that is there"),
        pytest.param("[Norland]'s and [Norland]’s", "norland norland", id="possessive"),
        pytest.param("([Norland]/[NLF])", "norland front", id="a slash parts words"),
        pytest.param("a [Norland]-backed, anti-[NLF] move", "norland front", id="a hyphen parts words"),
        pytest.param("Norlanders, xNLF, NLF2", "", id="inside a word"),
        pytest.param("the Norland'er", "", id="an apostrophe inside a word"),
        pytest.param("‘[Norland]’ and '[NLF]'", "norland front", id="in single quotation marks"),
        pytest.param("norland, nlf, nordish", "", id="small letters"),
        pytest.param("[NORLAND] SAYS", "norland", id="a headline in capitals"),
        pytest.param("act, Act and [ACT]", "act", id="an abbreviation is in capitals"),
        pytest.param("[Eurosceptics], [eurosceptics]", "act act", id="small letters may be capitals at the beginning"),
        pytest.param("euroSceptics", "", id="but not within"),
        pytest.param(
            "[al-Qasra], [Al-Qasra], [Al Qasra], [el-Qasra], [AL-QASRA], al-qasra",
            "base base base base base",
            id="the article",
        ),
        pytest.param("[Abu Sa’ad Front], [Abu Saad Front], [Abu Sa`ad Front]", "base base base", id="apostrophes"),
        pytest.param("[Zoe Dorde Lange] and [Zoë Đorđe-Lange]", "lange lange", id="accents, hyphens"),
        pytest.param("[Zoe\u0308 Đorđe-Lange]", "lange", id="accents as marks of their own"),
        pytest.param("[Grossmühle], [GROSSMÜHLE]", "mill mill", id="a letter for two"),
        pytest.param("[N.L.]-led, the [N.L.F.].", "norland front", id="points in abbreviations"),
        pytest.param("N.L.A. and A.N.L.", "", id="part of a longer one with points"),
        pytest.param("the [National Front of N.L.]", "front", id="points in an abbreviation within a name"),
        pytest.param("the [USSR Mill], the [U.S.S.R. Mill]", "mill mill", id="a name given with points"),
        pytest.param("[Norland\n   Liberation  Front]", "front", id="broken lines"),
        pytest.param("[Norland]\n\nLiberation [Front]", "norland front", id="an empty line parts"),
        pytest.param("[Nor\u00adland]", "norland", id="soft hyphens"),
        pytest.param("the [Nordish Army], a nordish [Army]", "norland-army norland-army", id="made names, bare names"),
        pytest.param("a [Nordish Government]", "norland-government", id="a made name"),
        pytest.param("the [Government of the Kingdom of Norland]", "norland-government", id="a made name's article"),
        pytest.param("😀 [Norland] 😀 [NLF]", "norland front", id="characters beyond the first plane"),
        pytest.param("İİİ [Norland]", "norland", id="letters that grow when small"),
    ],
)
def test_scan(register: Register, marked: str, keys: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    wanted = [part.partition("]")[0] for part in marked.split("[")[1:]]
    found = register.scan(text, [(0, len(text))])
    assert [text[match.span[0] : match.span[1]] for match in found] == wanted
    assert " ".join(key for match in found for key in match.keys[:1]) == keys


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        pytest.param("Norland Liberation Front", [(0, 18)], ["Norland"], id="over the end"),
        pytest.param("Norland Liberation Front", [(8, 24)], ["Front"], id="over the beginning"),
        pytest.param("Norlandia NLFs", [(0, 7), (10, 13)], [], id="a word goes on beyond the span"),
        pytest.param("NLF, NLF and NLF", [(0, 3), (13, 16)], ["NLF", "NLF"], id="between the spans"),
        pytest.param("NLF", [(0, 0)], [], id="nothing"),
        pytest.param("NLF", [], [], id="no span"),
    ],
)
def test_scan_keeps_to_the_spans(register: Register, text: str, spans: list[tuple[int, int]], found: list[str]) -> None:
    assert [text[start:end] for start, end in (match.span for match in register.scan(text, spans))] == found


@pytest.mark.parametrize(
    ("words", "keys", "use", "ambiguous"),
    [
        pytest.param("Norland", ["norland"], "name", False, id="plain"),
        pytest.param("Front", ["front"], "short", True, id="marked"),
        pytest.param("Georgia", ["norland", "south-norland"], "name", True, id="of two"),
        pytest.param("The Base", ["base"], "rival", False, id="a rival name"),
        pytest.param("Nordish regime", ["norland-government"], "rival", False, id="made, with its use"),
        pytest.param("SANO", ["mill"], "abbreviation", True, id="in capitals the abbreviation"),
        pytest.param("Sano", ["sano"], "name", True, id="the name that reads like it"),
        pytest.param("Nordian army", ["south-norland-army"], "name", True, id="made for a contested state"),
        pytest.param("Army of Georgia", ["norland-army", "south-norland-army"], "name", True, id="made for two"),
        pytest.param("Army", ["norland-army", "south-norland-army"], "name", True, id="bare"),
        pytest.param("Nordish army", ["norland-army"], "name", False, id="made for one"),
    ],
)
def test_what_a_match_says(register: Register, words: str, keys: list[str], use: str, ambiguous: bool) -> None:
    (match,) = register.scan(words, [(0, len(words))])
    assert (list(match.keys), match.use, match.ambiguous) == (keys, use, ambiguous)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        pytest.param("Norland", ["norland"], id="a name"),
        pytest.param(" al-Qasra\n", ["base"], id="with blanks about it"),
        pytest.param("NORLAND LIBERATION FRONT", ["front"], id="capitals"),
        pytest.param("Georgia", ["norland", "south-norland"], id="of two"),
        pytest.param("Norland fell", [], id="more than a name"),
        pytest.param("norland", [], id="small letters"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_named(register: Register, words: str, ids: list[str]) -> None:
    assert [entry.id for entry in register.named(words)] == ids


def test_entry(register: Register) -> None:
    entry = register.entry("front")
    assert (entry.name, entry.kind, entry.part_of, entry.successor_of) == (
        "Norland Liberation Front", "armed_group", "base", ("base",),
    )  # fmt: skip
    assert entry.names[0] == Name("Norland Liberation Front")
    assert names(register, "base")["The Base"].used_by == ("norland",)
    assert (register.entry("norland").country, register.entry("norland").since) == ("NO", "1905")
    assert register.entry("lange").roles[0].since == "2011-07"
    with pytest.raises(NotFoundError, match="nowhere"):
        register.entry("nowhere")


def test_what_templates_make(register: Register) -> None:
    army = register.entry("norland-army")
    assert (army.name, army.part_of) == ("Royal Nordish Army", "norland-government"), "what an entry says itself stays"
    assert {"Nordish army", "Army of Norland", "Army of the Kingdom of Norland"} <= names(
        register, "norland-army"
    ).keys()
    government = register.entry("norland-government")
    assert (government.country, government.part_of, government.since) == ("NO", "norland", "1905")
    assert "south-norland-government" not in register.entries
    assert register.entry("south-norland-army").part_of is None, "the government it would be part of is not made"


@pytest.mark.parametrize(
    ("further", "id", "field", "value"),
    [
        pytest.param("{id: norland, country: SE}", "norland", "country", "SE", id="a field instead"),
        pytest.param("{id: norland, since: null}", "norland", "since", None, id="no value instead"),
        pytest.param("{id: norland, aliases: [The North]}", "norland", "country", "NO", id="fields not given stay"),
        pytest.param(
            "{id: norland-government, since: 2020}", "norland-government", "since", "2020", id="of a made one"
        ),
        pytest.param("{id: n1, name: New, kind: people}", "n1", "kind", "people", id="a new one"),
        pytest.param(
            "{id: n1, name: New, kind: people, part_of: norland-army}", "n1", "part_of", "norland-army", id="of"
        ),
    ],
)
def test_a_further_file(tmp_path: Path, further: str, id: str, field: str, value: str | None) -> None:
    assert getattr(made(tmp_path, further=f"actors: [{further}]").entry(id), field) == value


@pytest.mark.parametrize(
    ("further", "words", "ids"),
    [
        pytest.param("{id: front, aliases: [FLN]}", "FLN", ["front"], id="an alias more"),
        pytest.param("{id: front, aliases: [FLN]}", "NLF", ["front"], id="the others stay"),
        pytest.param("{id: front, name: New Front}", "Norland Liberation Front", ["front"], id="the old name stays"),
        pytest.param(
            "{id: n1, name: New, kind: people, aliases: [{text: NLF, ambiguous: true}]}", "NLF", ["front", "n1"],
            id="also a name of another: who adds it marks it",
        ),
        pytest.param("{id: front, aliases: [{text: NLF, ambiguous: true}]}", "NLF", ["front"], id="marked later"),
        pytest.param("{id: n1, name: Nordish army, kind: people}", "Nordish army", ["n1"], id="what is made yields"),
    ],
)  # fmt: skip
def test_names_of_a_further_file(tmp_path: Path, further: str, words: str, ids: list[str]) -> None:
    register = made(tmp_path, further=f"actors: [{further}]")
    assert [entry.id for entry in register.named(words)] == ids
    marks = [name.ambiguous for id in ids for text, name in names(register, id).items() if text == words]
    assert set(marks) == {words == "NLF" and "ambiguous" in further}


ONE = "{id: one, name: One, kind: people}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("actors: [", "not YAML", id="not YAML"),
        pytest.param("actors: [\x00]", "not YAML", id="a character that YAML has not"),
        pytest.param("actors: &a [*a]", "anchors and tags are not read", id="a list within itself"),
        pytest.param("actors: " + "[" * 5000, "not YAML", id="without end"),
        pytest.param("- one", "a mapping with `actors` is wanted", id="a list"),
        pytest.param("", "a mapping with `actors` is wanted", id="empty"),
        pytest.param("actors: []\nactors: []", "the key 'actors' stands twice", id="a key twice"),
        pytest.param("actors: []\n---\nactors: []", "a second document", id="two documents"),
        pytest.param("actors: one", "`actors` is no list", id="no list"),
        pytest.param("actor: []", "unknown field 'actor'", id="unknown field of the file"),
        pytest.param("actors: [one]", "actors 1: Expected a mapping, got `str`", id="an entry that is text"),
        pytest.param("actors: [{name: One, kind: people}]", "actors 1: lacks the field `id`", id="no id"),
        pytest.param("actors: [{id: One}]", "actors 1: id: must be an id", id="a capital in an id"),
        pytest.param(
            "actors: [{id: one-, kind: people}]", "actors 1: id: must be an id", id="an id ends with a hyphen"
        ),
        pytest.param("actors: [{id: one, kind: people}]", "one: lacks the name", id="no name"),
        pytest.param("actors: [{id: one, name: One}]", "one: lacks the kind", id="no kind"),
        pytest.param("actors: [{id: one, nme: One}]", "one: has an unknown field `nme`", id="unknown field"),
        pytest.param(
            "actors: [{id: one, kind: tribe}]", "one: kind: Invalid enum value 'tribe'; one of person, state", id="kind"
        ),
        pytest.param(
            "actors: [{id: one, aliases: [{text: A, use: nick}]}]",
            "aliases[0].use: Invalid enum value 'nick'; one of name",
            id="use",
        ),
        pytest.param(
            "actors: [{id: one, aliases: ['']}]", "aliases[0]: must be text that is not empty", id="an empty alias"
        ),
        pytest.param(
            "actors: [{id: one, aliases: [{use: name}]}]",
            "aliases[0]: lacks the field `text`",
            id="an alias without text",
        ),
        pytest.param(
            "actors: [{id: one, aliases: One}]", "aliases: Expected a list, got `str`", id="aliases that are text"
        ),
        pytest.param(
            "actors: [{id: one, name: true}]", "name: Expected `str`, got `bool`", id="a name that is no text"
        ),
        pytest.param("actors: [{id: one, country: nor}]", "country: must be two capital letters", id="country"),
        pytest.param("actors: [{id: one, since: May}]", "since: must be a year, or a date", id="no date"),
        pytest.param(f"actors: [{ONE}, {ONE}]", "one: the id stands twice", id="an id twice"),
        pytest.param("actors: [{id: one, part_of: two}]", "one: part_of: no entry has the id 'two'", id="part_of"),
        pytest.param("actors: [{id: one, owner: two}]", "one: owner: no entry has the id 'two'", id="owner"),
        pytest.param(
            "actors: [{id: one, successor_of: [one, two]}]", "one: successor_of: no entry has", id="successor"
        ),
        pytest.param(
            "actors: [{id: one, roles: [{role: Head, of: two}]}]", "of in role 'Head': no entry has", id="role"
        ),
        pytest.param(
            "actors: [{id: one, aliases: [{text: A, used_by: [two]}]}]", "used_by in alias 'A': no entry", id="used_by"
        ),
        pytest.param(
            "actors: [{id: one, since: 2012, until: 2011-07}]", "since 2012 is after until 2011-07", id="times"
        ),
        pytest.param(
            "actors: [{id: one, aliases: [{text: A, since: 2012-02, until: 2012-01}]}]",
            "alias 'A': since",
            id="of an alias",
        ),
        pytest.param(
            "actors: [{id: one, roles: [{role: Head, since: 2, until: 1}]}]", "must be a year", id="a short year"
        ),
        pytest.param(
            f"actors: [{ONE}, {{id: two, name: Öne, kind: people}}]",
            "two: the name 'Öne' is also that of one: mark it",
            id="a name of two",
        ),
        pytest.param(
            "templates: [{id: '{name}', name: A, kind: people}]",
            "templates 1: id: must be an id in which {id}",
            id="template",
        ),
    ],
)
def test_faults(tmp_path: Path, content: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, content)
    assert f"{tmp_path / 'own.yaml'}: " in str(caught.value)
    assert reason in str(caught.value)


def test_dates_are_compared_as_far_as_both_go(tmp_path: Path) -> None:
    made(tmp_path, "actors: [{id: one, name: One, kind: people, since: 2012-05, until: 2012}]")


def test_many_faults_make_one_message(tmp_path: Path) -> None:
    many = ", ".join(f"{{id: n{number}, name: N{number}, kind: people, owner: x}}" for number in range(12))
    with pytest.raises(InputError) as caught:
        made(tmp_path, f"actors: [{many}]")
    assert len(str(caught.value).splitlines()) == 11
    assert str(caught.value).endswith("and 2 more")


def test_a_further_file_is_blamed_for_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"further\.yaml: n1: the name 'NLF' is also that of front"):
        made(tmp_path, further="actors: [{id: n1, name: NLF, kind: people}]")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: No such file"):
        load(tmp_path / "nowhere.yaml")


def test_the_same_files_are_read_once(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("actors: [{id: own-one, name: Our Very Own Front, kind: people}]")
    register = load(own)
    assert register is load(own)
    assert register is not load()
    assert [entry.id for entry in register.named("Our Very Own Front")] == ["own-one"]
    assert not load().named("Our Very Own Front")
    own.write_text("actors: [{id: own-two, name: Our Very Own Front, kind: people}]  # changed")
    assert [entry.id for entry in load(own).named("Our Very Own Front")] == ["own-two"]


PIECES = st.sampled_from([
    "Norland", "NLF", "al-Qasra", "el Qasra", "Zoë", "Zoe\u0308", "Đorđe-Lange", "N.L.", "Abu Sa’ad Front", "norland",
    "Front", "ß", "İ", "😀", "\u00ad", "\u200b", " ", "  ", "\n", "\n\n", "-\n", "'", "’s", ".", "/", "-", "x", "́",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60), st.data())
def test_spans_say_the_names(register: Register, text: str, data: st.DataObject) -> None:
    """What is found stands in the span, in order and apart, and says a name of the entries that it is given for."""
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    last = start
    for match in register.scan(text, [(start, end)]):
        words = text[match.span[0] : match.span[1]]
        assert last <= match.span[0] < match.span[1] <= end
        assert tuple(entry.id for entry in register.named(words)) == match.keys
        last = match.span[1]


@given(st.text(max_size=8), st.text(max_size=8), st.sampled_from(["Norland", "NLF", "Zoë Đorđe-Lange", "Act Now"]))
def test_a_name_among_other_characters_is_found(register: Register, before: str, after: str, name: str) -> None:
    """Wherever no word goes on, the name is found where it stands."""
    text = f"{before} ({name}) {after}"
    found = [match.span for match in register.scan(text, [(0, len(text))])]
    assert (len(before) + 2, len(before) + 2 + len(name)) in found


@pytest.fixture(scope="module")
def package() -> dict[str, Entry]:
    return dict(load().entries)


def test_the_package_has_the_actors_that_it_promises() -> None:
    written = forms.read(ACTORS).forms
    assert len(written) >= 800
    assert sum(form.kind == "state" for form in written) >= 193
    assert len({form.kind for form in written}) >= 10


def test_names_of_the_package_find_their_entry(package: dict[str, Entry]) -> None:
    register = load()
    for entry in package.values():
        for name in entry.names[:2]:
            assert entry.id in {found.id for found in register.named(name.text)}, name.text


def test_ids_of_the_package_are_plain(package: dict[str, Entry]) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in package)
