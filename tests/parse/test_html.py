"""HTML to visible text, and article told from furniture by the page's structure."""

import pytest

from sayso.parse import article, html

PROSE = (
    "The ministry of defence said on Monday that the river had been closed to all ships until the talks are over.",
    "Nobody in the town had heard of the order before noon, according to three officials who live at the harbour.",
    "Traders fear for the harvest, which is brought down the river in the last weeks of the autumn, year after year.",
    "The general in command of the bridge told reporters that his soldiers would hold it through the winter.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)


def texts(markup: str, *, hidden: bool = False) -> list[str]:
    return [stretch.text for stretch in html.collect(html.read(markup), hidden=hidden).stretches]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>One</p><p>Two</p>", ["One", "Two"], id="paragraphs"),
        pytest.param("<p>One <b>bold</b>\n\t word</p>", ["One bold word"], id="inline markup and white space"),
        pytest.param("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"], id="text around a block"),
        pytest.param(
            "<p>One<br>Two<br><br>Three</p>", ["One\nTwo", "Three"], id="one break is a line, two part blocks"
        ),
        pytest.param("<p>These:<br>• one<br>• two</p>", ["These:", "• one", "• two"], id="bullets made with breaks"),
        pytest.param("<ul><li>One<li>Two</ul>", ["One", "Two"], id="items left open"),
        pytest.param("<table><tr><td>A<td>B</table>", ["A", "B"], id="cells"),
        pytest.param("<p>One<script>x()</script><style>p{}</style></p>", ["One"], id="code is not seen"),
        pytest.param("<template><p>x</p></template><noscript>y</noscript><p>One</p>", ["One"], id="nor are templates"),
        pytest.param("<p hidden>x</p><p style='display: none'>y</p><p>One</p>", ["One"], id="nor what is hidden"),
        pytest.param("<p>One<!-- two --></p>", ["One"], id="nor are comments"),
        pytest.param("<form><input type=submit value=Send><input value=x></form>", ["Send"], id="a button's words are"),
        pytest.param("<p>5 &lt; 6 &amp; &ldquo;x&rdquo;</p>", ["5 < 6 & “x”"], id="entities"),
        pytest.param("<p>One <b>two <i>three</b> four</i><p>five", ["One two three four", "five"], id="crossed tags"),
        pytest.param("<p>a\x00b</p>", ["a\ufffdb"], id="NUL reads as in a browser"),
        pytest.param("<p>&#xD800;x</p>", ["\ufffdx"], id="a lone surrogate reads as in a browser"),
        pytest.param("no markup at all", ["no markup at all"], id="bare text"),
        pytest.param("<p>\u200fשלום <b>עולם</b></p>", ["\u200fשלום עולם"], id="right to left"),
    ],
)
def test_texts(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_hidden_text_can_be_asked_for() -> None:
    assert texts("<p style='display:none'>One</p>", hidden=True) == ["One"]


def test_links_keep_their_place() -> None:
    (stretch,) = html.collect(html.read("<p>  See <a href='/x'> the <b>report</b> </a> now</p>")).stretches
    assert [(stretch.text[slice(*span)], url) for span, url in stretch.links] == [("the report", "/x")]


def test_a_link_around_blocks_is_in_each() -> None:
    stretches = html.collect(html.read("<a href=x><div>One</div><div>Two</div></a>")).stretches
    assert [(s.text, s.links) for s in stretches] == [("One", [((0, 3), "x")]), ("Two", [((0, 3), "x")])]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 5000 + BODY + "</div>" * 5000, id="blocks 5,000 deep"),
        pytest.param("<span>" * 20000 + BODY, id="inline tags left open"),
        pytest.param("<ul><li>" * 3000 + BODY, id="lists 3,000 deep"),
    ],
)
def test_depth_loses_no_text(markup: str) -> None:
    assert [text for text in texts(markup) if text in PROSE] == list(PROSE)


def kept(markup: str, title: str | None = None) -> list[str]:
    tree = html.collect(html.read(markup))
    flags = article.furniture(tree, title, None)
    return [stretch.text for stretch, flag in zip(tree.stretches, flags, strict=True) if not flag]


@pytest.mark.parametrize(
    ("around", "line"),
    [
        pytest.param("<nav><a href=/>{}</a></nav>", "World", id="a menu by its tag"),
        pytest.param("<div class='site-menu'>{}</div>", "World", id="a menu by its class"),
        pytest.param("<div role=navigation>{}</div>", "World", id="a menu by its role"),
        pytest.param(
            "<footer><p>{}</p></footer>", "Printed on the banks of the river since the first war.", id="footer"
        ),
        pytest.param("<aside><p>{}</p></aside>", "The army has been told to leave the north at once.", id="aside"),
        pytest.param("<div class=related-posts><ul><li><a href=x>{}</a></ul></div>", "Army leaves", id="related"),
        pytest.param("<ul><li><a href=x>{}</a></ul>", "Minister resigns over the closing of the river", id="links"),
        pytest.param("<form><p>{}</p></form>", "Give us your address and we will write to you every week.", id="form"),
        pytest.param(
            "<p>{}</p>", "Sign up for our newsletter to get the news every morning.", id="an appeal by its words"
        ),
        pytest.param("<p>{}</p>", "Ann Roe covers the river for the Daily Page.", id="who the author is"),
    ],
)
def test_furniture(around: str, line: str) -> None:
    page = f"<body><article>{BODY}{around.format(line)}</article></body>"
    assert kept(page) == list(PROSE)


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        pytest.param("<blockquote><p>{}</p></blockquote>", "We will not wait for the talks to end.", id="a quotation"),
        pytest.param("<ul><li>{}</li></ul>", "The army accusing the rebels of closing the river", id="a list item"),
        pytest.param("<h2>{}</h2>", "The harvest is lost", id="a heading between paragraphs"),
        pytest.param("<figure><figcaption>{}</figcaption></figure>", "Ships at anchor on Sunday.", id="a caption"),
        pytest.param("<div>{}</div>", "“We will not wait for the talks to end,” the minister said.", id="a bare div"),
        pytest.param(
            "<p>{}</p>", "He said the newspaper had lost many subscribers.", id="words of furniture in a report"
        ),
    ],
)
def test_article(inside: str, line: str) -> None:
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in PROSE]
    paragraphs.insert(2, inside.format(line))
    page = f"<body><div class=story>{''.join(paragraphs)}</div></body>"
    assert kept(page) == [*PROSE[:2], line, *PROSE[2:]]


def test_a_body_that_names_itself_furniture_is_the_page() -> None:
    page = f"<body class='has-sidebar menu-open'><div class='widget'>{BODY}</div></body>"
    assert kept(page) == list(PROSE)


def test_names_that_take_the_whole_article_away_are_not_believed() -> None:
    parts = "".join(f"<div class='banner'><p>{paragraph}</p></div>" for paragraph in PROSE)
    assert kept(f"<body><nav>World</nav><div>{parts}</div></body>") == list(PROSE)


def test_what_heads_the_article_is_kept_wherever_it_stands() -> None:
    head = "<div class=banner><h1>River Closed</h1></div><p class=byline>By Ann Roe</p><time>3 March 2021</time>"
    page = f"<body><header>{head}</header><article>{BODY}</article></body>"
    assert kept(page, "River Closed") == ["River Closed", "By Ann Roe", "3 March 2021", *PROSE]
