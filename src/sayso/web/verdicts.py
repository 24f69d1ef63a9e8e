"""Judgements as a page shows them: with the names of those they are about, and where they stand."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sayso.ledger import View
from sayso.ledger.judgements import OF_ATTRIBUTIONS, in_force, judged_names
from sayso.ledger.pairs import CLAIMS, PAIRS
from sayso.records import ActorEntry, Judgement
from sayso.web.added import key


class Other(Struct, frozen=True):
    """An actor by its id and the name that a page shows."""

    id: str
    name: str


class Judged(Struct, frozen=True):
    """A judgement as a page shows it: its actors by name, the attribution on which it stands, what took it back; of one
    of two, whether both are `there`."""

    judgement: Judgement
    actors: tuple[Other, ...] = ()
    attribution: str | None = None
    back: Judgement | None = None
    there: bool = False

    @property
    def unplaced(self) -> bool:
        """Whether it is of words of a document, and stands nowhere; one of a document as a whole always stands."""
        if self.judgement.kind in PAIRS:
            return not self.there
        return self.judgement.words is not None and self.attribution is None

    @property
    def of_two(self) -> bool:
        """Whether it is of two documents, claims or events."""
        return self.judgement.kind in PAIRS


def entry_of(view: View, actor: str) -> ActorEntry | None:
    """The actor of the ledger that this id means, if any document has it."""
    return next((each for each in view.actors(actor, called=False) if actor in (each.id, *each.joined)), None)


def judged(view: View, judgements: Iterable[Judgement], known: Mapping[str, str] | None = None) -> tuple[Judged, ...]:
    """Judgements as a page shows them, in their order, retractions put to what they retract.

    `known` are names of actors by id that the page has already.
    """
    given = tuple(judgements)
    back = {each.retracts: each for each in given if each.retracts is not None}
    names = dict(known or {})
    places: dict[str, dict[int, str]] = {}
    return tuple(
        _two(view, each, back.get(each.id)) if each.kind in PAIRS
        else Judged(each, _named(view, each, names), _place(view, each, places), back.get(each.id))
        for each in given
        if each.kind != "retract"
    )  # fmt: skip


def _two(view: View, judgement: Judgement, back: Judgement | None) -> Judged:
    found = view.two(judgement)
    claim = found[0][1] if found is not None and judgement.kind in CLAIMS else None
    return Judged(judgement, attribution=claim, back=back, there=found is not None)


def _named(view: View, judgement: Judgement, names: dict[str, str]) -> tuple[Other, ...]:
    ids: list[str] = []
    if judgement.kind == "speaker":
        ids = (judgement.value or "").split()
    elif judgement.kind in ("same", "not_same"):
        ids = [judgement.value or "", judgement.other or ""]
    for actor in ids:
        if actor not in names:
            entry = entry_of(view, actor)
            names[actor] = judged_names([judgement]).get(actor, actor) if entry is None else entry.name
    return tuple(Other(actor, names[actor]) for actor in ids)


def _place(view: View, judgement: Judgement, places: dict[str, dict[int, str]]) -> str | None:
    """The attribution on which a judgement stands, or that it adds; a document's are looked up at once."""
    if judgement.document is None or judgement.words is None:
        return None
    if judgement.document not in places:
        verdicts = view.verdicts(judgement.document)
        places[judgement.document] = {each.id: key for key, each_of in verdicts.items() for each in each_of}
    found = places[judgement.document].get(judgement.id) or view.placed(judgement)
    return key(judgement) if found is None and view.stands(judgement) is not None else found


def unplaced(shown: Iterable[Judged]) -> tuple[Judged, ...]:
    """Those whose words can no longer be placed, the retracted ones left out."""
    return tuple(each for each in shown if each.unplaced and each.back is None)


def standing(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Judgements of documents and their attributions that are in force."""
    return tuple(each for each in in_force(judgements) if each.kind in (*OF_ATTRIBUTIONS, "missed"))


def titles(view: View, shown: Iterable[Judged]) -> dict[str, str | None]:
    """The titles of the documents that judgements are about, by id."""
    every = [(each.judgement.document, each.judgement.value if each.of_two else None) for each in shown]
    documents = dict.fromkeys(document for pair in every for document in pair if document is not None)
    return {document: view.reading(document).document.title for document in documents}
