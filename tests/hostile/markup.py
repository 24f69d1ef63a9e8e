"""Hostile HTML: depth, breadth, attributes, entities, what is never closed, and what hides as markup."""

from collections.abc import Iterator

from tests.hostile.case import ARTICLE, HOLDS, Case, html, made, prose


def cases() -> Iterator[Case]:
    yield from _nested()
    yield from _attributes()
    yield from _entities()
    yield from _unclosed()
    yield from _hidden()
    yield from _heads()


def _nested() -> Iterator[Case]:
    for tag in ("div", "b", "span", "blockquote", "ul><li", "table><tr><td", "section", "center", "font", "a href=x"):
        yield Case(
            name=f"nesting-{tag.split('>')[0].split()[0]}-3000.html",
            why="below 256 levels the parser drops text without a word",
            make=made(lambda tag: html(f"<{tag}>" * 3000 + prose()), tag),
            holds=HOLDS,
        )
    yield Case(
        name="nesting-100000.html",
        why="a hundred thousand levels: no recursion may follow them",
        make=lambda: html("<div>" * 100_000 + prose() + "</div>" * 100_000),
        holds=HOLDS,
        by_command=True,
    )
    yield Case(
        name="nesting-formatting.html",
        why="paragraphs amid open formatting: a parser that reopens it grows with the square",
        make=lambda: html("<p><font><b><i>" * 2000 + ARTICLE),
        holds=HOLDS,
    )
    yield Case(
        name="nesting-text-on-every-level.html",
        why="text stands on each of a thousand levels",
        make=lambda: html("".join(f"<div>The town fell to level {i}. " for i in range(1000)) + prose()),
        holds="level 999",
    )
    yield Case(
        name="nesting-again-and-again.html",
        why="trees of 240 levels, one after the other: each level costs what is above it",
        make=lambda: html(("<div class=story>" * 240 + prose() + "</div>" * 240) * 10),
        holds=HOLDS,
    )
    yield Case(
        name="nesting-svg.html",
        why="a drawing without end swallows what follows; the article stands before it",
        make=lambda: html(prose() + "<svg><g>" * 20_000),
        holds=HOLDS,
    )


def _attributes() -> Iterator[Case]:
    yield Case(
        name="attributes-100000.html",
        why="each new attribute of an element is compared with all before it",
        make=lambda: html(f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>{ARTICLE}</p>"),
        expected="refused",
        words="attributes",
        by_command=True,
    )
    yield Case(
        name="attributes-on-many-elements.html",
        why="a thousand attributes on each of fifty elements",
        make=lambda: html(f"<p {' '.join(f'a{i}=1' for i in range(1000))}>x</p>" * 50 + prose()),
        holds=HOLDS,
    )
    yield Case(
        name="attribute-of-5-megabytes.html",
        why="one value longer than a page",
        make=lambda: html(f"<p title='{'x' * 5_000_000}'>{ARTICLE}</p>"),
        holds=HOLDS,
    )
    yield Case(
        name="attribute-style-of-blanks.html",
        why="a pattern that looks for styles goes back over blanks",
        make=lambda: html(f"<p style='display{' ' * 200_000}x'>{ARTICLE}</p>"),
        holds=HOLDS,
    )
    yield Case(
        name="attribute-class-repeated.html",
        why="a pattern that looks for names of classes begins ten thousand times",
        make=lambda: html(f"<p class='{'caption-author-' * 10_000}'>{ARTICLE}</p>"),
        holds=HOLDS,
    )
    yield Case(
        name="attribute-never-closed.html",
        why="a quotation mark that is never closed holds the rest of the page",
        make=lambda: html(prose() + "<p title='" + "x>" * 50_000),
        holds=HOLDS,
    )
    yield Case(
        name="attribute-data-address.html",
        why="an image of megabytes in its address",
        make=lambda: html(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>{prose()}"),
        holds=HOLDS,
        longest=1000,
    )
    yield Case(
        name="attribute-data-link.html",
        why="a link whose address is a page of its own",
        make=lambda: html(f"<p><a href='data:text/html;base64,{'PGI+' * 100_000}'>Read</a> {ARTICLE}</p>"),
        holds=HOLDS,
        longest=1000,
    )


LAUGHS = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
BOMB = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]>'


def _entities() -> Iterator[Case]:
    page = f"<html><body>{prose()}<p>&l9;</p></body></html>"
    yield Case(
        name="entities-billion-laughs.xhtml",
        why="ten entities that stand for a billion words",
        make=lambda: (BOMB + page).encode(),
        holds=HOLDS,
        lacks="lollol",
        by_command=True,
    )
    yield Case(
        name="entities-billion-laughs.html",
        why="the same, as HTML",
        make=lambda: (BOMB + page).encode(),
        holds=HOLDS,
        lacks="lollol",
    )
    yield Case(
        name="entities-quadratic.xhtml",
        why="one long entity, used ten thousand times",
        make=lambda: (
            f'<!DOCTYPE html [<!ENTITY a "{"x" * 50_000}">]><html><body>{prose()}<p>{"&a;" * 10_000}</p></body></html>'
        ).encode(),
        holds=HOLDS,
        lacks="xxxxxxxx",
    )
    for way, what in (("file", "file:secret.txt"), ("address", "http://127.0.0.1:9/x"), ("parent", "../secret.txt")):
        yield Case(
            name=f"entities-external-{way}.xhtml",
            why="an entity that names a file or an address is never followed",
            make=made(
                lambda what: (
                    f'<!DOCTYPE html [<!ENTITY s SYSTEM "{what}">]><html><body>{prose()}<p>&s;</p></body></html>'
                ).encode(),
                what,
            ),
            holds=HOLDS,
        )
    yield Case(
        name="entities-external-dtd.xhtml",
        why="a document type that lies elsewhere is never fetched",
        make=lambda: f'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><body>{prose()}</body></html>'.encode(),
        holds=HOLDS,
    )
    yield Case(
        name="entities-parameter.xhtml",
        why="a parameter entity pulls in another file",
        make=lambda: (
            f'<!DOCTYPE html [<!ENTITY % p SYSTEM "secret.txt"> %p;]><html><body>{prose()}</body></html>'
        ).encode(),
        holds=HOLDS,
    )
    yield Case(
        name="entities-of-no-character.html",
        why="numbers that are no character: NUL, a surrogate, beyond Unicode",
        make=lambda: html(prose() + "<p>&#0; &#xD800; &#x110000; &#99999999999999999999; &#x; &nosuch;</p>" * 200),
        holds=HOLDS,
    )
    yield Case(
        name="entities-bare-ampersands.html",
        why="a hundred thousand ampersands that begin nothing",
        make=lambda: html(prose(20) + "<p>" + "&" * 100_000),
        holds=HOLDS,
    )
    yield Case(
        name="entities-include.xhtml",
        why="XInclude is not followed",
        make=lambda: (
            '<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>'
            f'{prose()}<xi:include href="secret.txt" parse="text"/></body></html>'
        ).encode(),
        holds=HOLDS,
    )


def _unclosed() -> Iterator[Case]:
    for name, bait in (
        ("less-than", "<"),
        ("end-tags", "</"),
        ("declarations", "<!"),
        ("comments", "<!--"),
        ("cdata", "<![CDATA["),
        ("instructions", "<?"),
        ("ends-of-nothing", "</p></div>"),
        ("dashes", "<!-- -- "),
    ):
        yield Case(
            name=f"unclosed-{name}.html",
            why="begun fifty thousand times and never ended: each try may look through all that follows",
            make=made(lambda bait: html(prose() + bait * 50_000), bait),
            holds=HOLDS,
        )
    yield Case(
        name="unclosed-attributes.html",
        why="links that never end, each an attribute of the first",
        make=lambda: html(prose() + "<a href='" * 50_000),
        expected="refused",
        words="attributes",
    )
    yield Case(
        name="unclosed-comment-before-all.html",
        why="a comment without end hides the whole page: there is nothing to read, and that is said",
        make=lambda: html("<!-- " + prose()),
        expected="refused",
        words="without visible text",
        by_command=True,
    )
    yield Case(
        name="unclosed-script.html",
        why="a script without end hides the whole page",
        make=lambda: html("<script>" + prose() * 100),
        expected="refused",
        words="without visible text",
    )
    yield Case(
        name="unclosed-paragraphs-50000.html",
        why="more blocks than any page has",
        make=lambda: html(prose(20) + "<p>x" * 50_000),
        expected="refused",
        words="blocks",
    )
    yield Case(
        name="unclosed-list-items.html",
        why="ten thousand items with a link each",
        make=lambda: html(prose(60) + "<ul>" + "<li><a href=x>y</a> z" * 10_000),
        holds=HOLDS,
    )
    yield Case(
        name="unclosed-cut-amid-tag.html",
        why="the connection broke within a tag",
        make=lambda: html(prose())[:-20] + b"<p class",
        holds=HOLDS,
    )


def _hidden() -> Iterator[Case]:
    yield Case(
        name="hidden-all.html",
        why="a page that hides all its words by style is read all the same",
        make=lambda: html(f"<div style='display:none'>{prose()}</div>"),
        holds=HOLDS,
    )
    yield Case(
        name="hidden-template.html",
        why="what stands in a template is on no screen",
        make=lambda: html(prose() + "<template><p>velvet harbour nineteen</p></template>" * 1000),
        holds=HOLDS,
    )
    yield Case(
        name="hidden-comment-like-script.html",
        why="markup within a script is none",
        make=lambda: html(f"<script>document.write('<p>velvet harbour nineteen</p>')//<!--</script>{prose()}"),
        holds=HOLDS,
    )
    yield Case(
        name="hidden-scripts-20000.html",
        why="an element for each of twenty thousand scripts",
        make=lambda: html("<script>if (a < b && c) {}</script>" * 20_000 + prose()),
        holds=HOLDS,
    )
    yield Case(
        name="hidden-frameset.html",
        why="a page of frames holds no words of its own",
        make=lambda: b"<html><frameset>" + b"<frame src='x'>" * 1000 + b"</frameset></html>",
        expected="refused",
        words="without visible text",
    )
    yield Case(
        name="hidden-textarea.html",
        why="a field that is never closed takes the rest of the page for what was typed",
        make=lambda: html(prose() + "<textarea>" + "<p>x" * 10_000),
        holds=HOLDS,
    )
    yield Case(
        name="hidden-markup-in-title.html",
        why="markup in title, author and publisher is words",
        make=lambda: html(
            f"<h1>&lt;script&gt;alert(1)&lt;/script&gt; falls</h1>{prose()}",
            "<meta name=author content='<img src=x onerror=alert(1)>'>"
            "<meta property='og:site_name' content='</script><script>alert(2)</script>'>",
        ),
        holds="<script>alert(1)</script> falls",
        by_command=True,
    )


def _heads() -> Iterator[Case]:
    def linked(said: str) -> bytes:
        return html(prose(), f'<script type="application/ld+json">{said}</script>')

    said = {
        "deep-lists": ("[" * 100_000 + "]" * 100_000, "a description nested deeper than a parser recurses"),
        "deep-records": ('{"a":' * 50_000 + "1" + "}" * 50_000, "the same with records"),
        "huge-number": ('{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + "}", "a number without end"),
        "infinite": ('{"@type":"NewsArticle","datePublished":1e999999,"author":NaN}', "numbers that are none"),
        "never-closed": ('{"@type":"NewsArticle","author":"' + "x" * 500_000, "a string without end"),
        "surrogate": (
            '{"@type":"NewsArticle","author":{"name":"\\ud800 \\udfff"},"headline":"\\u0000"}',
            "no characters",
        ),
        "wrong-kinds": ('{"@type":{"x":[1]},"author":[[[1,null,true]]],"publisher":7,"@graph":"x"}', "kinds mixed up"),
        "thousand-authors": (
            '{"@type":"NewsArticle","author":[' + ",".join(['{"name":"Ana Ruiz"}'] * 20_000) + "]}",
            "twenty thousand authors",
        ),
        "own-circle": ('{"@id":"#a","@type":"NewsArticle","author":{"@id":"#a"}}', "a record that is its own author"),
    }
    for name, (text, why) in said.items():
        yield Case(name=f"head-linked-{name}.html", why=why, make=made(lambda text: linked(text), text), holds=HOLDS)
    yield Case(
        name="head-metas-20000.html",
        why="twenty thousand statements of who wrote it",
        make=lambda: html(prose(), '<meta name="author" content="Ana Ruiz">' * 20_000),
        holds=HOLDS,
    )
    yield Case(
        name="head-title-of-a-megabyte.html",
        why="a title longer than any page",
        make=lambda: html(prose(), f"<title>{'Town falls | ' * 80_000}</title>"),
        holds=HOLDS,
    )
    yield Case(
        name="head-dates-impossible.html",
        why="dates that no calendar has",
        make=lambda: html(
            prose(),
            "".join(
                f'<meta property="article:published_time" content="{said}">'
                for said in ("99999-99-99", "2015-02-31", "0000-00-00", "-1", "2015-13-01T99:99:99Z", "9" * 10_000)
            ),
        ),
        holds=HOLDS,
    )
    yield Case(
        name="head-base-elsewhere.html",
        why="a base that makes every link a script",
        make=lambda: html(f"<p><a href='x'>here</a> {ARTICLE}</p>", "<base href='javascript:alert(1)//'>"),
        holds=HOLDS,
    )
    yield Case(
        name="head-refresh.html",
        why="a page that sends its reader on: it is not followed",
        make=lambda: html(prose(), "<meta http-equiv=refresh content='0; url=http://127.0.0.1:9/'>"),
        holds=HOLDS,
    )
