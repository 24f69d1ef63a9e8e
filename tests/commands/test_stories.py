"""`sayso stories` and `sayso compare` on a ledger of the sample stories."""

import json
import shutil
from pathlib import Path

import pytest

from sayso.compare import keeping
from sayso.ledger import Ledger
from sayso.records import Page, Reading
from sayso.sources import files
from tests.commands.filling import Run
from tests.compare.stories import PAGES, read


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample stories, compared."""
    folder = tmp_path_factory.mktemp("stories") / "sayso-ledger"
    with Ledger(folder) as ledger:
        ledger.add_many(map(_added, sorted(str(path.relative_to(PAGES)) for path in PAGES.rglob("*.*"))))
    keeping.bring(folder)
    return folder


def _added(name: str) -> tuple[Page, Reading]:
    return files.load(PAGES / name, 1_000_000), read(name)


@pytest.fixture
def ledger(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "sayso-ledger"))


def told(run: Run, *arguments: str) -> str:
    status, out, complaints = run(*arguments)
    assert (status, complaints) == (0, "")
    assert all(line == line.rstrip() for line in out.splitlines())
    return out


FERRY = "halyard/ferry-sinks.html"


@pytest.mark.usefixtures("ledger")
def test_stories_are_listed_with_how_many_pages_are_independent(run: Run) -> None:
    out = told(run, "stories")
    assert out.count("independent") == 4
    assert "2019-05-14  4 pages, 2 independent" in out
    assert "Amarel Courier, Halyard, KTR World Service, The Brunsel Standard" in out


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("options", "days"),
    [
        pytest.param(("--publisher", "Ermanth Witness"), ["2019-05-18"], id="by publisher"),
        pytest.param(("--since", "2019-05-19", "--until", "2019-05-20"), ["2019-05-18"], id="days that overlap"),
        pytest.param(("ferry",), ["2019-05-06"], id="words of a title"),
        pytest.param(("--limit", "4"), ["2019-05-21", "2019-05-18", "2019-05-14", "2019-05-06"], id="newest first"),
    ],
)
def test_stories_are_chosen(run: Run, options: tuple[str, ...], days: list[str]) -> None:
    found = json.loads(told(run, "stories", "--format", "json", *options))["stories"]
    assert [story["first"] for story in found] == days


@pytest.mark.usefixtures("ledger")
def test_a_story_shows_who_says_what(run: Run) -> None:
    out = told(run, "stories", read(FERRY).document.id[:12])
    assert out.splitlines()[1].startswith("2019-05-06 to 2019-05-08 · 4 pages of 3 publishers · 3 independent origins")
    for part in (
        "Seltany's Foreign Office denied",
        "numbers",
        "31 (2019-05-06) → 24 (2019-05-08)",
        "called differently",
    ):
        assert part in out


@pytest.mark.usefixtures("ledger")
def test_a_story_of_copies_says_so(run: Run) -> None:
    out = told(run, "stories", read("amarel-courier/prisoners-cross.html").document.id)
    assert "repeats Halyard (97% of the page)" in out
    assert "(copied)" in out
    assert "counted once: Amarel Courier, Halyard, The Brunsel Standard" in " ".join(out.split())


@pytest.mark.usefixtures("ledger")
def test_a_story_as_json_has_its_account(run: Run) -> None:
    found = json.loads(told(run, "stories", read(FERRY).document.id, "--format", "json"))
    assert {page["id"] for page in found["account"]["pages"]} == set(found["story"]["documents"])
    assert found["account"]["claims"][0]["cells"][0]["tellings"][0]["heard"]["basis"]["words"]


@pytest.mark.usefixtures("ledger")
def test_publishers_side_by_side(run: Run) -> None:
    out = told(run, "compare", "ktr", "halyard", "standard")
    assert out.splitlines()[0] == "KTR World Service · Halyard · The Brunsel Standard"
    for part in ("loaded in 1,000 of its own words", "1 (Halyard 1×)", "called differently", "not told by Halyard"):
        assert part in out


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("options", "pages"),
    [
        pytest.param((), [4, 4], id="all pages"),
        pytest.param(("--until", "2019-05-14"), [3, 2], id="until a day"),
        pytest.param(("--words", "passport"), [1, 1], id="words that are said there"),
        pytest.param(("--actor", "Lucan Odway"), [2, 1], id="on which somebody speaks"),
    ],
)
def test_pages_are_chosen(run: Run, options: tuple[str, ...], pages: list[int]) -> None:
    _, out, _ = run("compare", "halyard", "ktr", "--format", "json", *options)
    found = {each["publisher"]: len(each["documents"]) for each in json.loads(out)["comparison"]["profiles"]}
    assert [found.get(name, 0) for name in ("Halyard", "KTR World Service")] == pages


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        pytest.param(("stories", "zebra"), 0, "sayso: no such story\n", id="no story of such words"),
        pytest.param(("stories", "gone/page.html"), 1,
                     "sayso: 'gone/page.html': no such document in ledger sayso-ledger\n", id="no page"),
        pytest.param(("stories", "--since", "May"), 1, "sayso: 'May' is no day, month or year of ISO 8601\n",
                     id="no day"),
        pytest.param(("compare", "gazette", "ktr"), 1,
                     "sayso: publisher 'gazette' is none of Halyard, KTR World Service, Amarel Courier, The Brunsel "
                     "Standard, Ermanth Witness\n", id="nobody's name"),
        pytest.param(("compare", "e"), 1,
                     "sayso: publisher 'e' may be KTR World Service, Amarel Courier, The Brunsel Standard, "
                     "Ermanth Witness\n", id="several names"),
        pytest.param(("compare", "ktr", "--since", "2020"), 0, "sayso: no page of KTR World Service is such\n",
                     id="nothing of those days"),
    ],
)  # fmt: skip
def test_what_cannot_be_told(run: Run, arguments: tuple[str, ...], status: int, complaint: str) -> None:
    assert run(*arguments) == (status, "", complaint)


def test_a_ledger_of_single_pages_has_no_story(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "sayso-ledger") as ledger:
        ledger.add_many([_added("ermanth-witness/gauge-keeper.txt")])
    assert run("stories") == (0, "", "sayso: no two pages of the ledger tell of one happening\n")
