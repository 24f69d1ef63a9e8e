"""What nouns, given names and titles tell of who speaks, and files that are refused with their entry and reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.lexicon.nominals import (
    GIVEN_NAMES,
    NOMINALS,
    bare_name,
    gender_of,
    gender_of_titles,
    nominal,
    read_given_names,
    read_nominals,
)

NOUNS = read_nominals(NOMINALS)
NAMES = read_given_names(GIVEN_NAMES)


@pytest.mark.parametrize(
    ("word", "noun", "kind", "role", "number"),
    [
        pytest.param("spokesman", "spokesman", "person", "official", "singular", id="a role without a name"),
        pytest.param("spokesmen", "spokesman", "person", "official", "plural", id="an irregular plural"),
        pytest.param("Critics", "critic", "person", "collective", "plural", id="a regular plural, in any case"),
        pytest.param("allies", "ally", None, "collective", "plural", id="y after a consonant; kind untold"),
        pytest.param("attorneys", "attorney", "person", "official", "plural", id="y after a vowel"),
        pytest.param("churches", "church", "organization", None, "plural", id="es after a hiss"),
        pytest.param("memorandums", "memorandum", None, "document", "plural", id="the regular plural beside"),
        pytest.param("memoranda", "memorandum", None, "document", "plural", id="the irregular one"),
        pytest.param("attorneys-general", "attorney-general", "person", "official", "plural", id="plural inside"),
        pytest.param("force", "force", "military", None, "singular", id="singular of what has its own plural"),
        pytest.param("forces", "forces", "military", None, "plural", id="listed as it stands"),
        pytest.param("rebel", "rebel", "person", None, "singular", id="one rebel is a person"),
        pytest.param("rebels", "rebels", "armed_group", None, "plural", id="rebels are a group"),
        pytest.param("staff", "staff", "organization", None, "either", id="either number"),
        pytest.param("people", "people", "people", "collective", "plural", id="a people, no person"),
        pytest.param("ex-ministers", "minister", "person", "official", "plural", id="the last part of a compound"),
        pytest.param("sources", "source", "person", "anonymous", "plural", id="words that hide who it is"),
    ],
)
def test_a_noun_in_any_form(word: str, noun: str, kind: str | None, role: str | None, number: str) -> None:
    found = nominal(word)
    assert found is not None
    assert (found.noun, found.kind, found.role, found.number) == (noun, kind, role, number)


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("", id="nothing"),
        pytest.param("table", id="no actor"),
        pytest.param("corpses", id="corps has no plural of its own"),
        pytest.param("people's", id="a possessive is not read away"),
        pytest.param("troopss", id="a plural has no plural"),
        pytest.param("break-in", id="a compound whose last part is no actor"),
        pytest.param("source-", id="a hyphen at the end leaves nothing"),
    ],
)
def test_what_is_no_nominal(word: str) -> None:
    assert nominal(word) is None


@pytest.mark.parametrize(
    ("word", "document"),
    [
        pytest.param("statement", "statement", id="its issuer speaks"),
        pytest.param("surveys", "report", id="surveys count as reports"),
        pytest.param("email", "letter", id="mail is a letter"),
        pytest.param("tweets", "post", id="posts"),
        pytest.param("rulings", "law", id="what courts write"),
        pytest.param("treaties", "agreement", id="treaties"),
        pytest.param("editorial", "article", id="articles"),
        pytest.param("interview", "broadcast", id="what is spoken to an outlet"),
    ],
)
def test_a_document_has_its_kind_and_an_issuer(word: str, document: str) -> None:
    found = nominal(word)
    assert found is not None
    assert (found.document, found.person, found.relational) == (document, False, True)


@pytest.mark.parametrize(
    ("word", "gender", "relational"),
    [
        pytest.param("spokeswoman", "female", True, id="a woman who speaks for somebody"),
        pytest.param("king", "male", True, id="a man with a realm"),
        pytest.param("wife", "female", True, id="kin"),
        pytest.param("supporters", "any", True, id="supporters of somebody"),
        pytest.param("gunman", "male", False, id="nobody's in particular"),
        pytest.param("ministry", None, True, id="an office is no person"),
    ],
)
def test_gender_and_owner_of_a_noun(word: str, gender: str | None, relational: bool) -> None:
    found = nominal(word)
    assert found is not None
    assert (found.gender, found.relational) == (gender, relational)


@pytest.mark.parametrize(("noun", "plural"), [(noun.noun, noun.plural) for noun in NOUNS if noun.plural])
def test_an_irregular_plural_is_understood(noun: str, plural: str) -> None:
    found = nominal(plural)
    assert found is not None
    assert (found.noun, found.number) == (noun, "either" if plural == noun else "plural")


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        pytest.param("Hillary", "female", id="English"),
        pytest.param("Bashar", "male", id="Arabic"),
        pytest.param("jose", "male", id="case and accents do not matter"),
        pytest.param("IŞIL", None, id="a name that is not known"),
        pytest.param("İBRAHİM", "male", id="the dotted capital"),
        pytest.param("Paweł", "male", id="a letter that does not come apart"),
        pytest.param("Ze’ev", "male", id="a curly apostrophe"),
        pytest.param("Andrea", "any", id="one gender in German, another in Italian"),
        pytest.param("Anne-Lise", "female", id="the part of a double name that tells"),
        pytest.param("Jean-Bernard", "male", id="the part that tells stands second"),
        pytest.param("Jean-Marie", "male", id="a double name listed goes before its parts"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_whose_name_it_is(name: str, gender: str | None) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("words", "name", "gender"),
    [
        pytest.param("Mr Trump", "Trump", "male", id="a title that tells"),
        pytest.param("Mrs. Clinton", "Clinton", "female", id="with a full stop"),
        pytest.param("President Putin", "Putin", None, id="a title that does not tell"),
        pytest.param("Lt. Gen. Joseph Votel", "Joseph Votel", None, id="a title of two words"),
        pytest.param("Foreign Minister Sergei Lavrov", "Sergei Lavrov", None, id="the longest title first"),
        pytest.param("former President Bill Clinton", "Bill Clinton", None, id="one title after another"),
        pytest.param("then-Secretary of State John Kerry", "John Kerry", None, id="a title of another time"),
        pytest.param("President Sir Keir Starmer", "Keir Starmer", "male", id="the title that tells stands second"),
        pytest.param("Crown Princess Mary", "Mary", "female", id="not crown and princess"),
        pytest.param("Mr King", "King", "male", id="a title that is the name"),
        pytest.param("Prime Minister", "Prime Minister", None, id="a title alone stays whole"),
        pytest.param("former Secretary of State", "Secretary of State", None, id="the last of titles alone stays"),
        pytest.param("Martin Luther King", "Martin Luther King", None, id="a title inside a name is none"),
        pytest.param("Stephen King", "Stephen King", None, id="nor at its end"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_a_name_without_its_titles(words: str, name: str, gender: str | None) -> None:
    assert bare_name(words.split()) == tuple(name.split())
    assert gender_of_titles(words.split()) == gender


TITLES = [*NAMES.titles.female, *NAMES.titles.male, *NAMES.titles.any]
WORDS = st.lists(st.sampled_from([*TITLES, "Assad", "Le", "Drian"]), max_size=5).map(lambda few: " ".join(few).split())


@given(WORDS)
def test_a_bare_name_ends_the_words_and_is_stripped_once_for_all(words: list[str]) -> None:
    name = bare_name(words)
    assert bool(name) == bool(words)
    assert tuple(words[len(words) - len(name) :]) == name
    assert bare_name(name) == name


def test_no_title_is_a_given_name() -> None:
    assert [title for title in TITLES if gender_of(title) is not None and " " not in title and "-" not in title] == []


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        pytest.param(read_nominals, "- {noun: x, kind: [}", "nominals.yaml", id="no YAML"),
        pytest.param(read_nominals, "noun: x", "nominals.yaml: not a list", id="no list"),
        pytest.param(
            read_nominals,
            "- {noun: militia, kind: band, person: false, number: singular}",
            "line 1: Invalid enum value 'band' - at `$.kind`",
            id="a kind that is none",
        ),
        pytest.param(
            read_nominals,
            "- {noun: militia, kind: armed_group, person: false, number: singular, sex: any}",
            "line 1: Object contains unknown field `sex`",
            id="a field that is none",
        ),
        pytest.param(
            read_nominals,
            "\n- {noun: no, kind: null, person: false, number: singular}",
            "line 2: Expected `str`, got `bool` - at `$.noun`",
            id="a word that YAML takes for false",
        ),
        pytest.param(
            read_nominals,
            "- {noun: ally, kind: null, person: false, number: singular}\n" * 2,
            "line 2 (ally): it is listed twice",
            id="a noun twice",
        ),
        pytest.param(
            read_nominals,
            "- {noun: Ally, kind: null, person: false, number: singular}",
            "line 1 (Ally): a noun is written in lower case",
            id="a capital",
        ),
        pytest.param(
            read_nominals,
            "- {noun: memo, kind: null, role: document, person: false, number: singular}",
            "(memo): the role document and the field document go together",
            id="a document of no kind",
        ),
        pytest.param(
            read_nominals,
            "- {noun: man, kind: person, person: true, number: singular}",
            "(man): a person has a gender",
            id="a person without gender",
        ),
        pytest.param(
            read_nominals,
            "- {noun: troops, kind: military, person: false, number: plural, plural: troopses}",
            "(troops): a noun that is plural as it stands",
            id="a plural of a plural",
        ),
        pytest.param(
            read_nominals,
            "- {noun: corps, kind: military, person: false, number: singular, plural: corps}",
            "(corps): a noun that stays the same in the plural",
            id="singular and plural the same",
        ),
        pytest.param(
            read_given_names,
            "{female: [Ann], male: [Bob, ann], either: [], titles: {female: [], male: [], any: []}}",
            "male, entry 2 (ann): it stands in female already",
            id="a name in two lists",
        ),
        pytest.param(
            read_given_names,
            "{female: [], male: [], either: [], titles: {female: [Dr], male: [], any: [Dr.]}}",
            "titles.any, entry 1 (Dr.): it stands in titles.female already",
            id="a title in two lists",
        ),
        pytest.param(
            read_given_names,
            "{female: [], male: [No], either: [], titles: {female: [], male: [], any: []}}",
            "Expected `str`, got `bool` - at `$.male[0]`",
            id="a name that YAML takes for false",
        ),
        pytest.param(
            read_given_names,
            "{female: [''], male: [], either: [], titles: {female: [], male: [], any: []}}",
            "female, entry 1 (): it is empty",
            id="an empty name",
        ),
        pytest.param(read_given_names, "{female: []}", "missing required field `male`", id="a list missing"),
    ],
)
def test_a_file_that_is_refused(read: Callable[[Path], object], text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "nominals.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith("nominals.yaml")
    assert reason in str(caught.value)


@pytest.mark.parametrize("read", [read_nominals, read_given_names])
def test_a_file_that_is_not_there(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^gone\.yaml: "):
        read(tmp_path / "gone.yaml")
