"""A page to a `Document`: text, blocks, links and what the page says of itself, for HTML and plain text alike."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.page_text import measure
from sayso.errors import InputError
from sayso.parse.blocks import document
from sayso.parse.language import language_of
from sayso.parse.segment import sentences
from sayso.records import Document, Page

SHARED = Path(__file__).resolve().parents[3] / "shared"
ANY = st.text(st.characters(codec="utf-8") | st.sampled_from(" \n\r\t•-“”.:\u200b\u200f\u0301🇸🇾\ufeff"), max_size=300)
MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<div class=menu>", "</div>", "<br>", "<ul><li>", "<a href=x>", "</a>", "<h1>"])
    | ANY,
    max_size=30,
).map("".join)
STORY = (
    "The ministry of defence said on Monday that the river had been closed to all ships until the talks are over.",
    "Nobody in the town had heard of the order before noon, according to three officials who live at the harbour.",
    "Traders fear for the harvest, which is brought down the river in the last weeks of the autumn, year after year.",
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>River Closed to Ships | The Daily Page</title>
<link rel=canonical href="https://page.example/river"><meta name=author content="Ann Roe">
<meta property="og:site_name" content="The Daily Page">
<meta property="article:published_time" content="2021-03-03T09:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>River Closed to Ships</h1><p class=byline>By Ann Roe</p>
<time>3 March 2021</time><figure><figcaption>Ships at anchor</figcaption></figure>
<p>{STORY[0]}</p><h2>The harvest</h2><p>{STORY[1]} <a href="/report">The report</a> says so too.</p>
<blockquote>We will not wait.</blockquote><ul><li>The army accusing the town of treason</li></ul><p>{STORY[2]}</p>
</article><footer>© 2021 The Daily Page</footer></body></html>"""


def page(data: bytes | str, path: str = "page.html") -> Page:
    raw = data.encode() if isinstance(data, str) else data
    return Page(data=raw, path=path, fetched="2026-01-01T00:00:00Z")


def read(data: bytes | str, path: str = "page.html") -> Document:
    return document(page(data, path))[0]


def test_html_page() -> None:
    found, problems = document(page(PAGE))
    assert problems == ()
    assert found.id == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (found.title, found.author, found.publisher) == ("River Closed to Ships", "Ann Roe", "The Daily Page")
    assert (found.published, found.language, found.url) == ("2021-03-03", "en", "https://page.example/river")
    assert [(sighting.path, sighting.url) for sighting in found.sightings] == [("page.html", None)]
    assert [(block.kind, found.text[slice(*block.span)]) for block in found.blocks] == [
        ("furniture", "Home"),
        ("title", "River Closed to Ships"),
        ("byline", "By Ann Roe"),
        ("dateline", "3 March 2021"),
        ("caption", "Ships at anchor"),
        ("paragraph", STORY[0]),
        ("heading", "The harvest"),
        ("paragraph", f"{STORY[1]} The report says so too."),
        ("quote", "We will not wait."),
        ("list_item", "The army accusing the town of treason"),
        ("paragraph", STORY[2]),
        ("furniture", "© 2021 The Daily Page"),
    ]
    assert [(found.text[slice(*link.span)], link.url) for link in found.links] == [
        ("Home", "/"),
        ("The report", "/report"),
    ]


def test_plain_page() -> None:
    text = "Menu\r\n\r\nRiver Closed to Ships\r\nBy Ann Roe\r\n3 March 2021\r\n\r\n" + "\r\n\r\n".join(STORY) + "\r\n"
    found = read(b"\xef\xbb\xbf" + text.encode(), "page.txt")
    assert found.text == text
    assert (found.title, found.author, found.published) == ("River Closed to Ships", "Ann Roe", "2021-03-03")
    assert [block.kind for block in found.blocks] == ["furniture", "title", "byline", "dateline", *["paragraph"] * 3]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param("Überall wurde über Öl geredet. ".encode() * 9 + b"\xff!", "1 byte that is", id="one"),
        pytest.param("Überall wurde über Öl geredet. ".encode() * 9 + b"\xff!\xfe", "2 bytes that are", id="two"),
        pytest.param("Überall wurde über Öl geredet. ".encode() * 9, None, id="none"),
        pytest.param("The sign \ufffd itself. It was not lost here.".encode(), None, id="the page's own sign"),
    ],
)
def test_bytes_that_are_no_characters_are_told(data: bytes, told: str | None) -> None:
    _, problems = document(Page(data=data, path="a.txt", media_type="text/plain", fetched="2024-01-01"))
    found = [problem.message for problem in problems if problem.step == "decode"]
    assert [message.partition(" no ")[0] for message in found] == ([told] if told else [])


def test_nul_stays_in_plain_text() -> None:
    assert read(b"He said\x00 no.", "page.txt").text == "He said\x00 no."


def check(found: Document) -> None:
    """Blocks in order, apart, each trimmed, together holding all that is no white space; links and sentences inside."""
    text = found.text
    inside = [index for block in found.blocks for index in range(*block.span)]
    assert inside == sorted(set(inside))
    assert {index for index, character in enumerate(text) if not character.isspace()} <= set(inside)
    assert all(text[slice(*block.span)] == text[slice(*block.span)].strip() != "" for block in found.blocks)
    spans = [link.span for link in found.links] + list(sentences(found))
    assert all(any(b.span[0] <= start < end <= b.span[1] for b in found.blocks) for start, end in spans)


@settings(deadline=None)
@given(ANY)
def test_any_plain_text(text: str) -> None:
    try:
        found = read(text, "page.txt")
    except InputError:
        return
    assert found.text == text.removeprefix("\ufeff")
    assert found == read(text, "page.txt")
    check(found)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup(markup: str) -> None:
    try:
        found = read(markup)
    except InputError:
        return
    assert found == read(markup)
    check(found)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_any_words_in_markup_survive(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    found = read(f"<meta charset=utf-8><p>{STORY[0]}</p><p>{escaped}</p>")
    shown = words.replace("\x00", "\ufffd")
    assert "".join(found.text.split()) == "".join((STORY[0] + shown).split())


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 5000 + PAGE, id="5,000 blocks deep"),
        pytest.param(f'<p class="{"x" * 2_000_000}">{STORY[0]}', id="an attribute of two million letters"),
        pytest.param("<p>" + "<b>x</b> " * 20_000, id="a paragraph of 20,000 tags"),
        pytest.param("<p>x<p", id="a tag cut off"),
    ],
)
def test_limits(markup: str) -> None:
    check(read(markup))


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        pytest.param(b"", "page.txt", "empty", id="an empty file"),
        pytest.param(b"<html><body><script>x</script></body></html>", "page.html", "visible", id="nothing to be seen"),
        pytest.param(b"%PDF-1.4", "page.html", "PDF", id="a PDF"),
    ],
)
def test_refused(data: bytes, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"^{path}: .*{reason}"):
        read(data, path)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        pytest.param(" ".join(STORY), None, "en", id="English"),
        pytest.param(" ".join(STORY), "fr", "en", id="English that calls itself French"),
        pytest.param(
            "Le ministre a déclaré que le fleuve était fermé à tous les navires. " * 3, "en", "fr", id="French"
        ),
        pytest.param("El ministro dijo que el río estaba cerrado a todos los barcos. " * 3, None, "es", id="Spanish"),
        pytest.param("Министр заявил, что река закрыта для всех судов.", "en", "ru", id="Russian"),
        pytest.param("قال الوزير إن النهر مغلق أمام جميع السفن", None, "ar", id="Arabic"),
        pytest.param("Army 3 Rebels 2", None, None, id="too short to tell"),
        pytest.param("Armee 3 Rebellen 2", "de", "de", id="too short to tell, but declared"),
    ],
)
def test_language(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared) == language


def test_a_page_not_in_english_is_told() -> None:
    found, problems = document(
        page("Le ministre a déclaré que le fleuve était fermé à tous les navires. " * 3, "page.txt")
    )
    assert found.language == "fr"
    assert [(problem.step, "in French" in problem.message) for problem in problems] == [("language", True)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_measured_on_real_pages() -> None:
    assert measure(SHARED)["f1"] >= 0.97


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_crawled_page() -> None:
    found = read((SHARED / "pages" / "crawled-article.txt").read_bytes(), "crawled-article.txt")
    kinds = [block.kind for block in found.blocks]
    signature = kinds.index("signature")
    assert kinds[0] == "furniture"
    assert "furniture" not in kinds[1 : signature + 1]
    assert set(kinds[signature + 1 :]) == {"furniture"}
