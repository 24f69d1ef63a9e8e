"""Who is joined and how much there is of each, kept document by document, is what making it anew gives."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.ledger import Ledger
from sayso.ledger.classing import wrongly_joined
from sayso.records import Judgement, Page, Reading
from tests.ledger.casting import actor, cast, judgement
from tests.ledger.raw import raw

NAMES = ("Nina Kerr", "Rob Roe", "General Nina Kerr", "Bishop Nina Kerr", "Ann Lee")
IDS = ("kerr", "roe", *(letter * 16 for letter in "abcdef"))

Person = tuple[str, str, str | None]

people = st.tuples(st.sampled_from(IDS), st.sampled_from(NAMES), st.sampled_from((None, "OS", "VE")))
documents = st.lists(people, min_size=1, max_size=3, unique_by=lambda person: person[0])
pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True).flatmap(
    lambda ids: st.sampled_from((("same", *ids), ("not_same", *ids)))
)
steps = st.lists(st.one_of(st.tuples(st.integers(0, 4), documents), pairs, st.just("retract")), max_size=9)


def read(number: int, told: list[Person], version: int) -> tuple[Page, Reading]:
    """A page on which persons are named; a later version of the reader finds others there."""
    text = f"Page {number}. " + ". ".join(f"{name} came" for name in NAMES) + ".\n[S Nina Kerr] [C said] [T so]."
    people = [actor(key, name, kind="person", country=country) for key, name, country in told]
    page, reading = cast(text, *people, path=f"{number}.txt")
    return page, replace(reading, reader=f"v{version}")


def judged(ledger: Ledger, told: tuple[str, str, str]) -> Judgement | None:
    kind, value, other = told
    there = {actor.id for entry in ledger.actors() for actor in (entry,)} | set(ledger.view.joined())
    return ledger.judge(judgement(kind, value=value, other=other)) if {value, other} <= there else None


@given(steps)
@settings(max_examples=60, deadline=None)
def test_each_step_leaves_what_all_at_once_would(steps: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(folder) as ledger:
        made: list[int] = []
        for version, step in enumerate(steps):
            if step == "retract":
                if made:
                    ledger.judge(judgement("retract", retracts=made.pop()))
            elif isinstance(step, tuple) and isinstance(step[0], int):
                ledger.add(*read(step[0], step[1], version))
            elif isinstance(step, tuple) and (told := judged(ledger, step)) is not None:
                made.append(told.id)
            with raw(Path(folder), guarded=True) as db:
                assert wrongly_joined(db) == (), step
