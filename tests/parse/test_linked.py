"""JSON-LD as pages have it: graphs, lists, references, and scripts that are no JSON."""

import pytest
from lxml.html import HtmlElement, document_fromstring

from sayso.parse import linked


def page(*scripts: str) -> HtmlElement:
    return document_fromstring(
        "<html><body><p>x</p>" + "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    )


@pytest.mark.parametrize(
    ("scripts", "authors"),
    [
        pytest.param(['{"@type": "NewsArticle", "author": {"name": "Ann Roe"}}'], ["Ann Roe"], id="a thing"),
        pytest.param(['{"@type": "NewsArticle", "author": "Ann Roe"}'], ["Ann Roe"], id="a name"),
        pytest.param(
            ['{"@type": ["Article", "X"], "author": [{"name": "Ann Roe"}, "Bo Lee"]}'], ["Ann Roe", "Bo Lee"], id="more"
        ),
        pytest.param(
            ['{"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Ann Roe"}]}'],
            ["Ann Roe"],
            id="told elsewhere",
        ),
        pytest.param(['{"@type": "Article", "author": {"@id": "#1"}}'], [], id="told nowhere"),
        pytest.param(['[{"@type": "BlogPosting", "author": "Ann Roe"}]'], ["Ann Roe"], id="a list"),
        pytest.param(["{oh", '{"@type": "Article", "author": "Ann Roe"}'], ["Ann Roe"], id="behind a broken one"),
        pytest.param(['{"@type": "Comment", "author": "Bo Lee"}'], [], id="of a comment"),
        pytest.param(['{"@type": "Article", "author": {"name": 3}}', "7", "null", '"x"', ""], [], id="no names"),
        pytest.param(["[" * 100_000], [], id="too deep to read"),
    ],
)
def test_authors_of_articles(scripts: list[str], authors: list[str]) -> None:
    told = linked.nodes(page(*scripts))
    assert [name for node in linked.articles(told) for name in linked.names(node.get("author"), told)] == authors
