"""What is told of two mentions: the model's weights count on every column being what it was when they were made."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.parse.pairs import BAND, FEATURES, FORMS, KINDS, MENTIONS, SENTENCES, Floats, Item, band, pairs

GROUPS = {
    "forms": 9,
    "sentences": 2 * len(SENTENCES),
    "mentions": len(MENTIONS),
    "own article": 3,
    "article before": 3,
    "kind before": 4,
    "persons": 9,
}
TOLD = (
    "same head", "same words", "same last", "all own shared", "all before shared", "some shared", "same pronoun",
    "same kind", "other kind", "same gender", "other gender", "same number", "other number", "he and a person",
    "he and no person", "it and a person", "they and many", "within", "around", "both subjects", "subject before",
    "both quoted", "own quoted", "before quoted", "touching",
)  # fmt: skip
NAMED = {name: sum(GROUPS.values()) + i for i, name in enumerate(TOLD)}


def _item(text: str, words: str, form: str, **fields: object) -> Item:
    """A mention by its words, whose last is its head; `before` are words after which it stands."""
    start = text.index(words, text.index(str(fields.pop("after", ""))))
    end = start + len(words)
    given = {"kind": "person", "sentence": 0, "subject": False, "quoted": False}
    return Item(span=(start, end), head=(end - len(words.split()[-1]), end), form=form, **given | fields)  # type: ignore[arg-type]


def _pair(before: Item, own: Item, text: str) -> Floats:
    """The features of the second of two mentions with the first."""
    found: Floats = pairs([before, own], text)[1, 0]
    return found


def _group(features: Floats, name: str) -> int:
    """Which column of a group is set."""
    first = sum(size for other, size in GROUPS.items() if list(GROUPS).index(other) < list(GROUPS).index(name))
    columns = features[first : first + GROUPS[name]]
    assert columns.sum() == 1
    return int(columns.argmax())


@pytest.mark.parametrize(
    ("before", "own", "expected"),
    [
        pytest.param(
            "name Ana Veld", "name Veld", {"same head", "same last", "all own shared", "some shared"}, id="a short name"
        ),
        pytest.param(
            "nominal a ministry", "nominal the Ministry",
            {"same head", "same words", "same last", "all own shared", "all before shared", "some shared"},
            id="articles and capitals do not count",
        ),
        pytest.param("nominal the old army", "nominal the army chief", {"some shared"}, id="one word in common"),
        pytest.param("name Ana Veld", "nominal the trader", set(), id="no word in common"),
        pytest.param("pronoun he", "pronoun He", {"same pronoun"}, id="a pronoun again, its words not compared"),
        pytest.param("pronoun he", "pronoun him", set(), id="another form is another pronoun"),
        pytest.param("nominal he", "pronoun he", set(), id="a pronoun is not compared with a nominal"),
    ],
)  # fmt: skip
def test_words_in_common(before: str, own: str, expected: set[str]) -> None:
    items = [part.split(" ", 1) for part in (before, own)]
    text = f"{items[0][1]} | {items[1][1]}"
    found = _pair(_item(text, items[0][1], items[0][0]), _item(text, items[1][1], items[1][0], after=" | "), text)
    assert {name for name in TOLD[:7] if found[NAMED[name]]} == expected


@pytest.mark.parametrize(
    ("before", "own", "expected"),
    [
        pytest.param(
            ("nominal", "a spokeswoman", "person"), ("pronoun", "she", "person"),
            {"same kind", "same gender", "same number", "he and a person"}, id="a woman and she",
        ),
        pytest.param(
            ("nominal", "the king", "person"), ("pronoun", "her", "person"),
            {"same kind", "other gender", "same number", "he and a person"}, id="a man and her",
        ),
        pytest.param(
            ("name", "Mrs Ruiz", "person"), ("name", "Mr Ruiz", "person"),
            {"same kind", "other gender", "same number"}, id="titles part a couple",
        ),
        pytest.param(
            ("name", "Arlo", "place"), ("pronoun", "he", "person"),
            {"other kind", "same number", "he and no person"}, id="a place is not he",
        ),
        pytest.param(
            ("name", "Ana Veld", "person"), ("pronoun", "it", "other"),
            {"same number", "it and a person"}, id="a person is not it; of no kind is no other kind",
        ),
        pytest.param(
            ("nominal", "the rebels", "organization"), ("pronoun", "they", "organization"),
            {"same kind", "same number", "they and many"}, id="many and they",
        ),
        pytest.param(
            ("nominal", "the boss", "person"), ("pronoun", "they", "person"),
            {"same kind", "other number"}, id="an s that makes no plural",
        ),
        pytest.param(
            ("name", "Veld and Ruiz", "person"), ("pronoun", "them", "person"),
            {"same kind", "same number", "they and many"}, id="two names are many",
        ),
    ],
)  # fmt: skip
def test_kind_gender_and_number(before: tuple[str, ...], own: tuple[str, ...], expected: set[str]) -> None:
    text = f"{before[1]} | {own[1]}"
    items = [_item(text, words, form, kind=kind, after="") for form, words, kind in (before, own)]
    found = _pair(items[0], items[1], text)
    assert {name for name in TOLD[7:17] if found[NAMED[name]]} == expected


@pytest.mark.parametrize(
    ("before", "own", "expected"),
    [
        pytest.param("the army's chief", "the army", {"within"}, id="begins where the other does, and is shorter"),
        pytest.param("the army", "the army's chief", {"around"}, id="begins where the other does, and is longer"),
        pytest.param("the army's chief", "Ana Veld", {"touching"}, id="a comma between"),
        pytest.param("the army's chief", "them", set(), id="far from each other"),
        pytest.param("Ana Veld", "Ana Veld", {"within", "around"}, id="the same words"),
    ],
)
def test_place_in_each_other(before: str, own: str, expected: set[str]) -> None:
    text = "the army's chief, Ana Veld, told them"
    found = _pair(_item(text, before, "nominal"), _item(text, own, "nominal"), text)
    assert {name for name in ("within", "around", "touching") if found[NAMED[name]]} == expected


@pytest.mark.parametrize(
    ("before", "own", "expected"),
    [
        pytest.param({"subject": True}, {"subject": True}, {"both subjects"}, id="two subjects"),
        pytest.param({"subject": True}, {}, {"subject before"}, id="a subject, then an object"),
        pytest.param({}, {"subject": True}, set(), id="an object, then a subject"),
        pytest.param({"quoted": True}, {"quoted": True}, {"both quoted"}, id="both in quotation marks"),
        pytest.param({}, {"quoted": True}, {"own quoted"}, id="into a quotation"),
        pytest.param({"quoted": True}, {"subject": True}, {"before quoted"}, id="out of a quotation"),
    ],
)
def test_subjects_and_quotations(before: dict[str, bool], own: dict[str, bool], expected: set[str]) -> None:
    text = "he x she"
    found = _pair(_item(text, "he", "pronoun", **before), _item(text, "she", "pronoun", **own), text)
    assert {name for name in TOLD[19:24] if found[NAMED[name]]} == expected


@pytest.mark.parametrize(
    ("distance", "expected"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (8, 4), (9, 5), (500, 5), pytest.param(-1, 0, id="backwards: 0")],
)
@pytest.mark.parametrize("form", FORMS)
def test_sentences_between(distance: int, expected: int, form: str) -> None:
    text = "he x she"
    found = _pair(_item(text, "he", "name", sentence=7), _item(text, "she", form, sentence=7 + distance), text)
    assert _group(found, "sentences") == expected + len(SENTENCES) * (form == "pronoun")


def test_mentions_between() -> None:
    items = [_item("x", "x", "name") for _ in range(30)]
    assert [_group(row, "mentions") for row in pairs(items, "x")[29, :22]] == [
        0,
        1,
        *[2] * 3,
        *[3] * 5,
        *[4] * 10,
        5,
        5,
    ]


@pytest.mark.parametrize(
    ("words", "article", "person"),
    [
        pytest.param("the army", 1, 2, id="definite"),
        pytest.param("These men", 1, 2, id="a demonstrative, whatever its case"),
        pytest.param("another man", 2, 2, id="indefinite"),
        pytest.param("Veld", 0, 2, id="a name"),
        pytest.param("I", 0, 0, id="first person"),
        pytest.param("Our men", 0, 0, id="first person's"),
        pytest.param("yourselves", 0, 1, id="second person"),
        pytest.param("…", 0, 2, id="no word at all"),
    ],
)
def test_first_words(words: str, article: int, person: int) -> None:
    text = f"{words} | x"
    found = _pair(_item(text, words, "nominal"), _item(text, "x", "nominal", after="|"), text)
    assert _group(found, "article before") == article
    assert _group(found, "persons") == 3 * 2 + person
    again = _pair(_item(text, "x", "nominal"), _item(text, words, "nominal"), text)
    assert _group(again, "own article") == article
    assert _group(again, "persons") == 3 * person + 2


def test_the_columns_of_a_pair_stay_where_they_are() -> None:
    """The weights are trained on these columns: whoever moves one has to train anew."""
    text = "Colonel Ana Veld left. The woman said she won."
    items = [
        _item(text, "Colonel Ana Veld", "name", subject=True),
        _item(text, "The woman", "nominal", sentence=1, subject=True),
        _item(text, "she", "pronoun", sentence=1, subject=True, quoted=True),
    ]
    found = pairs(items, text)
    columns = [[np.flatnonzero(found[i, k]).tolist() for k in range(i)] for i in range(3)]
    assert columns == [
        [],
        [[3, 10, 21, 28, 30, 33, 45, 53, 57, 65]],
        [[7, 15, 21, 27, 31, 33, 45, 53, 55, 57, 59, 65, 68], [6, 16, 22, 27, 30, 33, 45, 53, 57, 59, 65, 68]],
    ]


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda s: (s[0], s[0] + s[1]))
ITEMS = st.builds(
    Item,
    span=SPANS,
    head=SPANS,
    kind=st.sampled_from(KINDS),
    form=st.sampled_from(FORMS),
    sentence=st.integers(-1, 40),
    subject=st.booleans(),
    quoted=st.booleans(),
)
TEXTS = st.text(alphabet="ae 's’,…“漢🙂\u0301\n", max_size=60) | st.just(
    "The king and his men said she’d see them; it was Ana."
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=8), TEXTS)
def test_any_mentions_have_features(items: list[Item], text: str) -> None:
    found = pairs(items, text)
    assert found.shape == (len(items), BAND, FEATURES)
    assert found.dtype == np.float32
    assert set(np.unique(found)) <= {0.0, 1.0}
    _, there = band(len(items))
    assert not found[~there].any(), "of what is not there nothing is told"
    first = 0
    for size in GROUPS.values():
        assert (found[there][:, first : first + size].sum(1) == 1).all(), "one class of each group"
        first += size
    assert first + len(TOLD) == FEATURES


@given(st.integers(0, 2 * BAND + 5))
def test_the_band_is_what_stands_before(count: int) -> None:
    at, there = band(count)
    assert at.shape == there.shape == (count, BAND)
    for i in range(count):
        assert at[i, there[i]].tolist() == list(range(i - 1, max(-1, i - 1 - BAND), -1)), "the nearest first"
    assert (at >= 0).all(), "indices of what is not there may be looked up as well"


@settings(max_examples=10, deadline=None)
@given(st.integers(2, 60), st.lists(ITEMS, min_size=2, max_size=6), TEXTS)
def test_features_rest_on_the_band_alone(more: int, some: list[Item], text: str) -> None:
    items = [some[i % len(some)] for i in range(BAND + more)]
    assert (pairs(items, text)[BAND + 1 :] == pairs(items[1:], text)[BAND:]).all()
