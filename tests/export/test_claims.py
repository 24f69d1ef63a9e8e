"""schema.org claims: who claims what, in which words, and what is no claim."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from evaluation.format_checks.web import META, check
from sayso.export import claims
from sayso.records import Reading, Reference
from tests.export.test_annotations import FRONT, KERR, chosen
from tests.ledger.casting import cast, with_first


def reading(marked: str, **changes: Any) -> Reading:
    return with_first(cast(marked, KERR, FRONT), **changes)[1]


def told(*of: Reading) -> list[Any]:
    found: list[Any] = json.loads(b"".join(claims.write(map(chosen, of), META)))["@graph"]
    return found


@pytest.mark.parametrize(
    ("act", "text"),
    [
        pytest.param("state", "that PFV shelled the town", id="what is stated is the content"),
        pytest.param("predict", "that PFV shelled the town", id="what is predicted"),
        pytest.param("deny", "Nina Kerr spoke that PFV shelled the town", id="what is denied is not claimed alone"),
        pytest.param("ask", "Nina Kerr spoke that PFV shelled the town", id="nor what is asked"),
        pytest.param("demand", "Nina Kerr spoke that PFV shelled the town", id="nor what is demanded"),
        pytest.param(None, "Nina Kerr spoke that PFV shelled the town", id="nor where the act is not known"),
    ],
)
def test_text(act: str | None, text: str) -> None:
    (claim,) = told(reading("[S Nina Kerr] [C spoke] [T that PFV shelled the town].", act=act))
    assert claim["text"] == text


def test_what_a_claim_has() -> None:
    (claim,) = told(reading("[S Nina Kerr] [C said] [T that PFV left].", act="state"))
    assert claim["author"] == [{"@type": "Person", "@id": "https://ledger.example/actors/kerr", "name": "Nina Kerr"}]
    assert (claim["creditText"], claim["datePublished"]) == ("Nina Kerr", "2024-02-29")
    assert claim["appearance"]["publisher"] == {"@type": "Organization", "name": "The Herald"}
    assert "firstAppearance" not in claim


def test_where_it_appeared_first_is_what_the_page_cites() -> None:
    one = reading("[S Nina Kerr] [C said] [T that PFV left].", act="state", document="r")
    cited = Reference(id="r", span=(0, 4), kind="report", title="On Dur", url="javascript:alert(1)")
    (claim,) = told(replace(one, references=(cited,)))
    assert claim["firstAppearance"] == {"@type": "Report", "name": "On Dur"}
    (claim,) = told(replace(one, references=(replace(cited, title=None),)))
    assert "firstAppearance" not in claim  # of which nothing is known


def test_what_nobody_said_is_no_claim() -> None:
    assert told(reading("[S Nina Kerr] [C did not say] [T that PFV left].", act="state", negated=True)) == []


def test_nobody_is_made_the_author() -> None:
    (claim,) = told(reading("[S She] [C said] [T that it fell].", act="state"))
    assert "author" not in claim
    assert claim["creditText"] == "She"


def test_programs_of_others_read_it() -> None:
    both = (reading("[S Nina Kerr] [C said] [T PFV left]."), reading("[S PFV] [C denied] [T it].", act="deny"))
    assert check([chosen(each) for each in both]) == []
