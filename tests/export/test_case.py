"""A case: what is selected as one folder or one file, whole, checkable by programs of others, and safe to open."""

import gzip
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import bagit
import pytest
import typer
from msgspec.structs import replace
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from sayso.commands.case import case
from sayso.errors import InputError, LedgerError
from sayso.export.case import write
from sayso.export.wacz import sort_key
from sayso.ledger import Ledger, View
from sayso.ledger.keys import make_key
from sayso.records import Judgement, Page, Reading, Selection, Sighting
from tests.export.choosing import META, UGLY, called
from tests.factories import read
from tests.ledger import telling

Cased = Callable[..., Path]
HOSTILE = '<script>alert(1)</script><img src="http://elsewhere.example/x.png" onerror=alert(1)>"><style>*{display:none}'


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a key, two pages that tell something, and a judgement."""
    folder = tmp_path / "ledger"
    with Ledger(folder) as opened:
        make_key(folder)
        opened.add(*telling.told())
        opened.add(*telling.undated())
        found = opened.view.readings().__next__()
        opened.judge(
            Judgement(
                id=0, kind="wrong", document=found.document.id, words="claimed", occurrence=0, judge="Ada",
                time="2024-03-09T10:00:00+00:00",
            )
        )  # fmt: skip
    return folder


@pytest.fixture
def cased(ledger: Path, tmp_path: Path) -> Cased:
    def make(name: str = "case", **asked: Any) -> Path:
        with View(ledger) as view:
            write(view, replace(META, selection=Selection(**asked)), tmp_path / name)
        return tmp_path / name

    return make


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_folder_is_a_bag_that_others_find_whole(cased: Cased) -> None:
    assert bagit.Bag(str(cased())).is_valid()


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: next((folder / "data/originals").iterdir()).write_bytes(b"other"),
        lambda folder: (folder / "data/readings.jsonl").unlink(),
        lambda folder: (folder / "data/more").write_bytes(b""),
        lambda folder: (folder / "index.html").write_text("other"),
    ],
    ids=["an original altered", "a file gone", "a file more", "the report altered"],
)
def test_what_is_changed_is_found(cased: Cased, change: Callable[[Path], object]) -> None:
    folder = cased()
    change(folder)
    assert not bagit.Bag(str(folder)).is_valid()


def test_every_file_has_its_size_and_hash(cased: Cased) -> None:
    folder = cased()
    head, *rows = (line.split("\t") for line in (folder / "manifest.tsv").read_text().splitlines())
    assert head == ["path", "bytes", "sha256"]
    told = {path: (int(size), digest) for path, size, digest in rows}
    found = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file() and not re.search(r"manifest|bag(it|-info)\.txt", path.name)
    }
    assert told == found
    assert "index.html" in told


def test_originals_readings_texts_and_judgements_are_those_of_the_ledger(cased: Cased, ledger: Path) -> None:
    data = cased() / "data"
    with View(ledger) as view:
        readings = list(view.readings())
        assert {path.name: path.read_bytes() for path in (data / "originals").iterdir()} == {
            each.document.id: view.kept(each.document.id) for each in readings
        }
    assert {path.name: path.read_bytes().decode() for path in (data / "texts").iterdir()} == {
        f"{each.document.id}.txt": each.document.text for each in readings
    }
    told = lines(data / "readings.jsonl")
    assert [(each["sayso"], each["document"]["id"]) for each in told] == [(1, each.document.id) for each in readings]
    assert [each["kind"] for each in lines(data / "judgements.jsonl")] == ["wrong"]


def test_proofs_are_of_all_that_is_selected_and_of_one_log(cased: Cased) -> None:
    data = cased("case", words="shelled") / "data"
    head = json.loads((data / "head.json").read_text())
    proofs = lines(data / "proofs.jsonl")
    assert {(each["kind"]) for each in proofs} >= {"reading", "sighting", "attribution"}
    assert {(each["head"]["size"], each["head"]["root"]) for each in proofs} == {(head["size"], head["root"])}
    for each in proofs:
        assert climbed(each["leaf"]) == head["root"]
        if each["part"]:
            assert climbed(each["part"]) in each["leaf"]["data"]
    assert (data / "key.pub").read_bytes().startswith(b"-----BEGIN PUBLIC KEY")
    assert not (data / "key.pem").exists()


def climbed(branch: dict[str, Any]) -> str:
    """The root to which a branch leads, as RFC 6962 has it."""
    node, position, last = sha256(b"\x00" + branch["data"].encode()).digest(), branch["position"], branch["size"] - 1
    for step in map(bytes.fromhex, branch["path"]):
        if position % 2 or position == last:
            node = sha256(b"\x01" + step + node).digest()
            while not position % 2 and position:
                position, last = position // 2, last // 2
        else:
            node = sha256(b"\x01" + node + step).digest()
        position, last = position // 2, last // 2
    return node.hex()


def test_only_what_is_selected_is_in_it(cased: Cased) -> None:
    folder = cased("case", words="shelled")
    report = (folder / "index.html").read_text("utf-8")
    assert len(list((folder / "data/originals").iterdir())) == 1
    assert "“the Front had shelled a market in Dren last week”" in report
    assert "the raid would have cost" not in report
    assert "words shelled" in report


def test_the_report_says_who_said_what_and_where_it_lies(cased: Cased, ledger: Path) -> None:
    folder = cased()
    report = (folder / "index.html").read_text("utf-8")
    for told in ("<bdi>Nina Kerr</bdi>", "The Herald", "published 2024-03-05", "judged wrong", "at Lohm", "40 or more"):
        assert told in report
    links = re.findall(r'href="([^"]*)"', report)
    assert links
    assert all((folder / link).is_file() for link in links if not link.startswith("http"))


def test_a_case_goes_to_a_new_place_alone(cased: Cased, tmp_path: Path) -> None:
    folder = cased()
    before = sorted(folder.rglob("*"))
    with pytest.raises(InputError, match=re.escape(str(folder))):
        cased()
    assert sorted(folder.rglob("*")) == before
    (tmp_path / "there.wacz").write_bytes(b"kept")
    with pytest.raises(InputError, match=r"there\.wacz"):
        cased("there.wacz")
    assert (tmp_path / "there.wacz").read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["case", "case.wacz"])
def test_nothing_half_made_is_left(cased: Cased, ledger: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="nothing in the ledger is selected"):
        cased(name, words="nowhere")
    path = next((ledger / "originals").glob("*/*"))
    path.write_bytes(b"altered")
    with pytest.raises(LedgerError, match=path.parent.name + path.name):
        cased(name)
    assert [each.name for each in tmp_path.iterdir()] == ["ledger"]


def test_an_original_that_is_gone_is_told(cased: Cased, ledger: Path) -> None:
    path = next((ledger / "originals").glob("*/*"))
    path.unlink()
    folder = cased()
    report = (folder / "index.html").read_text("utf-8")
    assert "no longer in the ledger" in report
    assert f"originals/{path.parent.name}{path.name}" not in report
    assert bagit.Bag(str(folder)).is_valid()


def test_a_ledger_without_a_key_has_no_proofs_and_says_so(cased: Cased, ledger: Path) -> None:
    (ledger / "key.pem").unlink()
    folder = cased()
    assert "the ledger has no key" in (folder / "index.html").read_text("utf-8")
    assert not (folder / "data/proofs.jsonl").exists()


class Tags(HTMLParser):
    """What tags and attributes a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", [HOSTILE, *UGLY.values()], ids=["hostile", *UGLY])
def test_the_report_runs_and_fetches_nothing(tmp_path: Path, name: str) -> None:
    page, reading = hostile(name)
    with Ledger(tmp_path / "ledger") as opened:
        opened.add(page, reading)
        write(opened.view, META, tmp_path / "case")
    report = (tmp_path / "case/index.html").read_bytes().decode()
    tags = Tags()
    tags.feed(report)
    assert {tag for tag, _ in tags.found} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "dl", "dt", "dd", "p", "main",
        "article", "div", "a", "code", "ol", "ul", "li", "b", "bdi", "span", "blockquote",
    }  # fmt: skip
    assert [tag for tag, _ in tags.found].count("style") == 1
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]
    assert not [each for _, each in tags.found if "src" in each or "style" in each]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", report)
    policy = next(each["content"] for tag, each in tags.found if tag == "meta" and "http-equiv" in each)
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def hostile(name: str) -> tuple[Page, Reading]:
    """A page whose names, title and address are these words."""
    page, reading = telling.told()
    told = called(reading, name)
    document = replace(told.document, author=name, url=f"javascript:{name}")
    return page, replace(told, document=document)


def theirs(module: str, *arguments: str) -> str:
    """What the command of another program prints; it leaves files open, which is a fault in our own process."""
    told = f"import sys, {module}; sys.exit({module}.main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", told, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_file_is_a_wacz_that_others_find_good(cased: Cased) -> None:
    assert "the passed WACZ is valid" in theirs("wacz.main", "validate", "-f", str(cased("case.wacz")))


def test_others_find_a_file_bad_of_which_something_is_changed(cased: Cased, tmp_path: Path) -> None:
    with zipfile.ZipFile(cased("case.wacz")) as file, zipfile.ZipFile(tmp_path / "bad.wacz", "w") as other:
        for name in file.namelist():
            other.writestr(name, file.read(name) + b" " * name.endswith("index.html"))
    with pytest.raises(AssertionError, match="does not match"):
        theirs("wacz.main", "validate", "-f", str(tmp_path / "bad.wacz"))


def test_its_archive_holds_the_originals_as_they_are(cased: Cased, ledger: Path) -> None:
    with zipfile.ZipFile(cased("case.wacz")) as file:
        assert file.testzip() is None
        assert file.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
        archive, index = file.read("archive/data.warc.gz"), file.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
    records = {}
    for record in ArchiveIterator(BytesIO(archive), check_digests="raise"):
        records[record.rec_headers["WARC-Target-URI"]] = (record.rec_type, record.content_stream().read())
    with View(ledger) as view:
        for each in view.readings():
            assert records[f"urn:sha256:{each.document.id}"] == ("resource", view.kept(each.document.id))
    assert {each["url"] for each in pages[1:]} == set(records) - {None}
    for line in index:
        told = json.loads(line.split(" ", 2)[2])
        member = archive[int(told["offset"]) : int(told["offset"]) + int(told["length"])]
        assert sha256(gzip.decompress(member).partition(b"\r\n\r\n")[2][:-4]).hexdigest() == told["digest"][7:]


def test_its_index_is_what_others_make_of_the_archive(tmp_path: Path) -> None:
    urls = (
        "https://www.h.example/B/?z=1&a=2",
        "http://a.example:8080/x",
        "https://h.example/ä?q=a b",
        "http://b.example/",
    )
    with Ledger(tmp_path / "ledger") as opened:
        for number, url in enumerate(urls):
            page, reading = read(f"[S She {number}] [C said] [T it fell].")
            seen = (Sighting(url=url, fetched=f"2024-03-0{number + 1}T00:00:00+00:00"),)
            opened.add(
                replace(page, url=url, path=None), replace(reading, document=replace(reading.document, sightings=seen))
            )
        write(opened.view, META, tmp_path / "case.wacz")
    with zipfile.ZipFile(tmp_path / "case.wacz") as file:
        file.extractall(tmp_path / "case")
    ours = (tmp_path / "case/indexes/index.cdx").read_text("utf-8").splitlines()
    made = tmp_path / "made.cdx"
    theirs("cdxj_indexer.main", "--sort", "-o", str(made), str(tmp_path / "case/archive/data.warc.gz"))
    assert [parsed(line) for line in ours] == [parsed(line) for line in made.read_text("utf-8").splitlines()]


def parsed(line: str) -> tuple[str, str, dict[str, str]]:
    key, moment, told = line.split(" ", 2)
    return key, moment, json.loads(told)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.com/A/", "com,example)/a"),
        ("http://example.com", "com,example)/"),
        ("https://example.com:8443/x?b=2&a=1", "com,example:8443)/x?a=1&b=2"),
        ("http://127.0.0.1/x", "127.0.0.1)/x"),
        ("urn:sha256:ab", "urn:sha256:ab"),
    ],
    ids=["host from its end, small letters", "no path", "port, query in order", "an address of numbers", "no host"],
)
def test_sort_keys(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_the_command_tells_what_is_in_it(ledger: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(case)
    asked = [str(tmp_path / "out"), "shelled", "--ledger", str(ledger)]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, done.output) == (0, f"1 page, 1 attribution: {tmp_path / 'out'}\n")
    again = CliRunner().invoke(app, asked)
    assert isinstance(again.exception, InputError)
    assert str(tmp_path / "out") in str(again.exception)
