"""The list of hedges: what it holds and what it refuses."""

from pathlib import Path

import pytest
import yaml

from sayso.errors import InputError
from sayso.lexicon.hedges import PACKAGED, packaged_hedges, read_hedges


@pytest.mark.parametrize(
    ("hedge", "kind"),
    [
        pytest.param("reportedly", "hearsay", id="an adverb of hearsay"),
        pytest.param("be said to", "hearsay", id="a passive"),
        pytest.param("appear to", "appearance", id="a verb"),
        pytest.param("may have", "possibility", id="a modal"),
        pytest.param("so-called", "distancing", id="an adjective that steps back"),
    ],
)
def test_kind_of_a_hedge(hedge: str, kind: str) -> None:
    assert [found.kind for found in packaged_hedges() if " ".join(found.words) == hedge] == [kind]


def test_longer_hedges_go_first() -> None:
    lengths = [len(hedge.words) for hedge in packaged_hedges()]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("number", ["about", "some", "nearly", "around", "approximately"])
def test_words_of_quantity_are_no_hedges(number: str) -> None:
    assert not [hedge for hedge in packaged_hedges() if hedge.words == (number,)]


def test_file_is_in_order() -> None:
    entries = yaml.safe_load(PACKAGED.read_text(encoding="utf-8"))
    kinds = list(dict.fromkeys(entry["kind"] for entry in entries))
    assert entries == sorted(entries, key=lambda entry: (kinds.index(entry["kind"]), entry["hedge"]))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        pytest.param("{hedge: a, kind: rumour, pattern: adverb}", "rumour", id="unknown kind"),
        pytest.param("{hedge: a, kind: hearsay, pattern: noun}", "noun", id="unknown pattern"),
        pytest.param("{hedge: b, kind: hearsay, pattern: adverb}", "line 1 too", id="twice"),
        pytest.param('{hedge: "", kind: hearsay, pattern: adverb}', "no words", id="empty"),
    ],
)
def test_wrong_entries_are_named(tmp_path: Path, entry: str, reason: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"- {{hedge: b, kind: hearsay, pattern: adverb}}\n- {entry}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"own\.yaml, line 2.*{reason}"):
        read_hedges(path)
