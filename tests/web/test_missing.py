"""Adding an attribution that was missed, remarks on pages and attributions, citations, layers, the original bytes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.web.citing import cited_page, cited_words
from sayso.web.missing import asked
from tests.web.acting import TITLE, namesake, of, told
from tests.web.serving import filled
from tests.web.test_judging import HERE, client_of, judgements, post

PAGE, READING = told()
TEXT = READING.document.text
ID = READING.document.id
HOME = f"/documents/{ID}"
ACCUSED = of(READING, 4).id
WHOLE: dict[str, Any] = {"source": "who", "cue": "asked", "content": "not to be named"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "ledger", [told(), namesake()])


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder) as client:
        yield client


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_it_is_added_shown_as_somebodys_and_taken_back(client: TestClient, folder: Path) -> None:
    answer = post(client, f"{HOME}/missed", **WHOLE, note="Overlooked.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}/attributions/missed-1#a-missed-1")
    (new,) = judgements(folder)
    assert new.parts == (("source", "who", 0), ("cue", "asked", 0), ("content", "not to be named", 0))
    html = client.get(f"{HOME}/attributions/missed-1").text
    (row,) = re.findall(r'<li class="row[^>]*id="a-missed-1".*?(?=<li class="row|</ol>)', html, re.DOTALL)
    for words in ("who asked not to be named", "added by a person", "added as missed : Kim ,", "Overlooked."):
        assert words in plain(row)
    assert "missed-1/judgements" not in row, "it is taken back, not judged"
    assert html.count('<li class="row') == len(READING.attributions) + 1
    assert "Source: “who”\nCue: “asked”\nContent: “not to be named”" in html
    listed = client.get("/judgements").text
    assert f'href="{HOME}/attributions/missed-1#a-missed-1"' in listed
    assert "Unplaced" not in listed
    assert post(client, "/judgements/1/retract").status_code == 303
    assert client.get(f"{HOME}/attributions/missed-1").status_code == 404
    assert "missed-1" not in client.get(HOME).text + client.get("/judgements").text


def test_it_stands_within_another_where_that_is_so(client: TestClient) -> None:
    post(client, f"{HOME}/missed", cue="may", content="have mined the bridge")
    html = client.get(f"{HOME}/attributions/missed-1").text
    assert f'data-outer="{of(READING, 1).id}"' in html
    chain = plain(html[html.index('<section class="chain"') : html.index('<details class="cite">')])
    assert re.search(r"the page, The Herald.*Nina Kerr.*told.*may have mined the bridge", chain)


FORMS = (
    pytest.param(WHOLE, 303, "", id="each found once"),
    pytest.param({**WHOLE, "content": "not  to\r\nbe named"}, 303, "", id="white space does not count"),
    pytest.param({**WHOLE, "source": "Ostra"}, 200, "stand several times", id="a source that stands several times"),
    pytest.param({**WHOLE, "source": "Ostra", "source_at": str(TEXT.index("Ostra accused"))}, 303, "", id="the chosen"),
    pytest.param({**WHOLE, "source": "Ostra", "source_at": "3"}, 200, "several times", id="a choice that is none"),
    pytest.param({**WHOLE, "source_at": "99"}, 303, "", id="an offset that is not needed"),
    pytest.param({**WHOLE, "cue": "begged"}, 400, "do not stand on the page", id="words that are not there"),
    pytest.param({"source": "who", "cue": "asked"}, 400, "What was said is missing", id="no content"),
    pytest.param({"content": "not to be named"}, 400, "Who said it is missing", id="neither source nor cue"),
    pytest.param({**WHOLE, "content2": "be named"}, 400, "Two pieces of the content overlap", id="pieces overlap"),
    pytest.param({**WHOLE, "content2": "near the bridge"}, 303, "", id="in pieces"),
    pytest.param({**WHOLE, "judge": ""}, 400, "the name of whoever judges", id="nobody's"),
    pytest.param({**WHOLE, "source": "x" * 501}, 400, "longer than 500", id="too long"),
)


@pytest.mark.parametrize(("fields", "status", "reason"), FORMS)
def test_forms(client: TestClient, folder: Path, fields: dict[str, Any], status: int, reason: str) -> None:
    answer = post(client, f"{HOME}/missed", **fields)
    assert answer.status_code == status
    assert reason in answer.text
    assert len(judgements(folder)) == (status == 303)


def test_what_was_typed_is_there_again_with_the_likely_place_chosen(client: TestClient, folder: Path) -> None:
    html = post(client, f"{HOME}/missed", source="Ostra", cue="accused", content="old habits", note="So?").text
    starts = [match.start() for match in re.finditer("Ostra", TEXT)]
    assert [int(value) for value in re.findall(r'name="source_at" value="(\d+)"', html)] == starts
    (checked,) = re.findall(r'value="(\d+)" checked', html)
    assert int(checked) == TEXT.index("Ostra accused")
    assert ">\naccused</textarea>" in html
    assert 'value="So?"' in html
    assert judgements(folder) == ()


def test_the_place_that_is_likely_is_near_what_is_found() -> None:
    (source, *_) = asked(READING, {"source": "Ostra", "cue": "read", "content": "its own mill"}).asked
    (likely,) = [choice for choice in source.choices if choice.likely]
    assert likely.after.startswith("shelled its own mill")


@pytest.mark.parametrize(
    ("path", "fields", "made"),
    [
        pytest.param(
            f"{HOME}/judgements", {"checked": "yes", "tags": "War; to  ask,war", "note": "Seen."},
            [("checked", None, "Seen."), ("tag", "war", None), ("tag", "to ask", None)], id="of a page",
        ),
        pytest.param(f"{HOME}/judgements", {"note": "Hm."}, [("note", None, "Hm.")], id="a note on a page"),
        pytest.param(
            f"{HOME}/attributions/{ACCUSED}/judgements", {"act": "deny", "tags": "war", "note": "Hm."},
            [("act", "deny", "Hm."), ("tag", "war", None)], id="of an attribution beside its act",
        ),
        pytest.param(
            f"{HOME}/attributions/{ACCUSED}/judgements", {"note": "Hm."}, [("note", None, "Hm.")], id="a note alone",
        ),
    ],
)  # fmt: skip
def test_remarks(client: TestClient, folder: Path, path: str, fields: dict[str, Any], made: list[Any]) -> None:
    assert post(client, path, **fields).status_code == 303
    assert [(each.kind, each.value, each.note) for each in judgements(folder)] == made
    assert len({each.words for each in judgements(folder)}) == 1
    html = client.get(HOME).text
    for kind, value, note in made:
        assert (note or value) in html
        linked = kind == "tag" and path != f"{HOME}/judgements"  # the ledger is searched for attributions
        assert (kind == "tag" and f'href="/ledger?tag={value.replace(" ", "+")}"' in html) is linked
        assert kind != "checked" or '<span class="chip checked">' in html


def test_a_page_of_which_nothing_is_said_is_refused(client: TestClient, folder: Path) -> None:
    answer = post(client, f"{HOME}/judgements")
    assert (answer.status_code, judgements(folder)) == (400, ())
    assert "Nothing was said" in answer.text


def test_what_was_missed_and_can_no_longer_be_placed_is_shown_as_unplaced(client: TestClient, folder: Path) -> None:
    post(client, f"{HOME}/missed", **WHOLE, note="I was there.")
    changed = TEXT.replace("asked not to be named", "asked us not to be named")
    newer = replace(READING, reader="newer", document=replace(READING.document, text=changed, blocks=()), sentences=())
    newer = replace(newer, attributions=(), actors=(), mentions=(), references=())
    with Ledger(folder) as ledger:
        ledger.add(PAGE, newer)
    html = client.get(HOME).text
    assert "I was there." in html[html.index("Unplaced") :]
    assert client.get(f"{HOME}/attributions/missed-1").status_code == 404
    listed = client.get("/judgements").text
    assert "I was there." in listed[listed.index("Unplaced") :]


def test_beyond_loopback_without_a_credential_nothing_is_added(folder: Path) -> None:
    with client_of(folder, None, "192.0.2.7") as client:
        page = client.get(HOME).text
        for path in ("missed", "judgements"):
            answer = client.post(f"{HOME}/{path}", data={"judge": "Kim", **WHOLE}, headers={"origin": HERE})
            assert answer.status_code == 403
    assert judgements(folder) == ()
    assert 'action="/documents' in page
    assert 'method="post"' not in page


@pytest.mark.parametrize(
    ("query", "shown", "kept"),
    [
        pytest.param("", ["attribution"], "", id="all, unless some are named"),
        pytest.param("?layers=event,attribution", ["attribution"], "?layers=attribution,event", id="named"),
        pytest.param("?layers=&layers=event", [], "?layers=event", id="as a form names them"),
        pytest.param("?layers=", [], "?layers=", id="none"),
        pytest.param("?layers=%3Cscript%3E", [], "?layers=", id="what there is not"),
    ],
)
def test_layers_stand_in_the_address(client: TestClient, query: str, shown: list[str], kept: str) -> None:
    html = client.get(HOME + query).text
    assert re.findall(r'name="layers" value="(\w+)" checked', html) == shown
    assert f'href="{HOME}/attributions/{ACCUSED}{kept}#w-{ACCUSED}"' in html
    assert "script>" not in kept


def test_a_citation_says_where_which_bytes_and_the_words(client: TestClient) -> None:
    page = f"The Herald, “{TITLE}”, 2024-02-29.\nlohm.html\nSHA-256 {ID}"
    assert cited_page(READING.document) == page
    html = client.get(f"{HOME}/attributions/{ACCUSED}").text
    words = "Source: “Ostra”\nCue: “accused”\nContent: “of the hill gangs’ old habits”"
    assert f">{page}\n{words}</textarea>" in html
    assert f">{page}</textarea>" in client.get(HOME).text


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"title": None, "publisher": None, "published": None}, "(no title), no date."),
        ({"title": " A\n b ", "publisher": "X"}, "X, “A b”, 2024-02-29."),
        ({"url": "https://e.org/1"}, f"The Herald, “{TITLE}”, 2024-02-29."),
    ],
)
def test_citations_of_pages_of_which_little_is_known(fields: dict[str, Any], line: str) -> None:
    cited = cited_page(replace(READING.document, **fields)).split("\n")
    assert cited[0] == line
    assert cited[1] == (fields.get("url") or "lohm.html")


def test_a_part_that_is_unsaid_has_no_line() -> None:
    assert cited_words(None, "Reportedly", "forty") == "Cue: “Reportedly”\nContent: “forty”"


def test_the_original_is_handed_out_and_never_shown(client: TestClient) -> None:
    answer = client.get(f"{HOME}/original")
    assert answer.content == PAGE.data
    assert answer.headers["content-disposition"] == f'attachment; filename="sayso-{ID[:16]}.txt"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/documents/none/original").status_code == 404
