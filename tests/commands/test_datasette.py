"""`sayso datasette`: the metadata is written where it is wanted, and the line that is printed starts Datasette."""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import json

from sayso.commands.datasette import datasette
from sayso.errors import InputError, NotFoundError
from sayso.export.datasette import metadata
from sayso.ledger.schema import DATABASE
from tests.ledger.older import make_older
from tests.web.asking import made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "a ledger")


def test_it_is_written_into_the_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    datasette(None, str(folder))
    assert json.decode((folder / "metadata.json").read_bytes()) == metadata("ledger")
    program, database, option, file, *_ = shlex.split(capsys.readouterr().out)
    assert (program, option) == ("datasette", "--metadata")
    assert Path(database) == folder / DATABASE
    assert Path(file).is_file()


def test_it_is_written_elsewhere(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    datasette(tmp_path / "told.json", str(folder))
    assert (tmp_path / "told.json").is_file()
    assert not (folder / "metadata.json").exists()
    assert str(tmp_path / "told.json") in capsys.readouterr().out


def test_it_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    datasette(Path("-"), str(folder))
    assert json.decode(capsys.readouterr().out) == metadata("ledger")
    assert not (folder / "metadata.json").exists()


def test_an_older_ledger_is_brought_up(folder: Path) -> None:
    make_older(folder, 8)
    datasette(None, str(folder))
    with closing(sqlite3.connect(folder / DATABASE)) as db:
        assert db.execute('SELECT count(*) FROM "Pages read"').fetchone()[0] > 0


def test_where_there_is_no_ledger_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        datasette(None, str(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def test_where_it_cannot_be_written_it_says_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="directory"):
        datasette(tmp_path / "none" / "told.json", str(folder))
