"""The model's name follows from its files."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sayso.parse.encoder import ModelInfo, model_info
from training.sealing import FILES, digest, seal


def test_the_model_bears_the_name_of_its_files() -> None:
    with as_file(files("sayso.model")) as folder:
        assert all((folder / name).exists() for name in FILES)
        assert model_info() == ModelInfo(digest(folder)[:8], digest(folder)), "python -m training.sealing is to be run"


@pytest.mark.parametrize("changed", FILES)
def test_another_file_is_another_model(tmp_path: Path, changed: str) -> None:
    for name in FILES:
        (tmp_path / name).write_text(name)
    before = seal(tmp_path)
    assert seal(tmp_path) == before == digest(tmp_path)[:8]
    (tmp_path / changed).write_text("another")
    assert seal(tmp_path) != before
