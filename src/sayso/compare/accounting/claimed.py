"""Claims of a story as rows: who says so, who repeats it, who says the contrary, who leaves it out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sayso.compare.accounting.counting import Counting
from sayso.compare.accounting.own import is_own
from sayso.compare.accounting.telling import Teller
from sayso.compare.accounting.told import Against, ClaimRow, How, Telling
from sayso.compare.accounting.tying import Tied, points_back
from sayso.compare.claims import Tie
from sayso.compare.course import Way, way
from sayso.compare.describing.told import Voice
from sayso.compare.framing import Gap, carried
from sayso.compare.hearing.sayers import Item, Sayers, in_time
from sayso.records import Attribution, Reading

Group = tuple[Item, ...]

_NEGATION: Final = re.compile(
    r"\b(?:no(?!\.\s*\d)|not|never|nobody|none|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE
)
_DECIDED: Final[frozenset[How]] = frozenset({"denied_by", "denies", "contradicts"})


class Story(Struct, frozen=True):
    """The pages of a story with what is asked of them for every row."""

    readings: tuple[Reading, ...]
    sayers: Sayers
    teller: Teller
    counting: Counting
    same: Mapping[str, str]
    speaks_for: Mapping[str, str]
    copies: frozenset[tuple[str, str]]


def rows(story: Story, tied: Tied) -> tuple[ClaimRow, ...]:
    """The claims of a story, those first of which most publishers and speakers speak; what contradicts a claim stands
    below it. What only stands within another claim, and sentences of one page's own, are no rows by themselves."""
    said = {each.id: (r.document.id, each) for r in story.readings for each in r.attributions}
    groups = [group for group in (_kept(ids, said, tied) for ids in tied.groups) if group]
    gaps = {found.items: found.gaps for found in carried(story.readings, groups, same=story.same)}
    groups = [group for group in groups if not _repeats(group, groups, said)]
    of = {item[1]: at for at, group in enumerate(groups) for item in group}
    inside: defaultdict[int, list[Tie]] = defaultdict(list)
    for tie in tied.same:
        if tie.one in of and tie.other in of:
            inside[of[tie.one]].append(tie)
    made = [_row(story, group, gaps[group], tuple(inside[at])) for at, group in enumerate(groups)]
    ids = [row.id for row in made]
    against = _against(story, tied.against, of, ids, said)
    return _ordered([_with(row, against[at]) for at, row in enumerate(made)])


def _kept(ids: Sequence[str], said: Mapping[str, tuple[str, Attribution]], tied: Tied) -> Group:
    """What of a group is a row: without what stands within another of it."""
    told = [said[id] for id in ids]
    kept = [(document, each) for document, each in told if not _within(each, set(ids), said)]
    pages = {document for document, _ in kept}
    slight = all(is_own(each) or each.outer is not None or each.id in tied.slight for _, each in kept)
    if len(pages) == 1 and slight and not any(tied.opposed(each.id) for _, each in kept):
        return ()
    return tuple(sorted((document, each.id) for document, each in kept))


def _repeats(group: Group, groups: Sequence[Group], said: Mapping[str, tuple[str, Attribution]]) -> bool:
    """Whether all of a row stands within what another row has, too: a request for it told together with who told it."""
    outer = {said[id][1].outer for _, id in group}
    return None not in outer and any(outer <= {id for _, id in other} for other in groups if other != group)


def _within(said: Attribution, ids: set[str], known: Mapping[str, tuple[str, Attribution]]) -> bool:
    while said.outer is not None and said.outer in known:
        if said.outer in ids:
            return True
        said = known[said.outer][1]
    return False


def _row(story: Story, group: Group, gaps: tuple[Gap, ...], ties: tuple[Tie, ...]) -> ClaimRow:
    cells = story.teller.cells(group)
    told = sorted((each for cell in cells for each in cell.tellings), key=story.teller.when)
    full = next((each for each in told if not points_back(each.heard.basis.words)), told[0])
    basis = full.heard.basis
    bare = points_back(basis.words) and bool(full.sentence)
    return ClaimRow(
        id=full.item[1],
        words=full.sentence if bare else basis.words,
        document=basis.document,
        span=basis.span,
        cells=cells,
        missing=gaps,
        speakers=_speakers(told),
        origins=story.counting.tellings(told),
        ties=ties,
        way=_way(story, group, told),
    )


def _speakers(told: Iterable[Telling]) -> tuple[Voice, ...]:
    """Who says it, each once."""
    return tuple(voice for voice, _ in dict.fromkeys(each.heard.who for each in told))


def _way(story: Story, group: Group, told: Sequence[Telling]) -> Way:
    """The way of what several pages have; of one page's there is none to tell."""
    if len({document for document, _ in group}) < 2:
        return Way((), ())
    return way(story.readings, group, story.copies, same=story.same, speaks_for=story.speaks_for)


def _against(
    story: Story,
    ties: Iterable[Tie],
    of: Mapping[str, int],
    ids: Sequence[str],
    said: Mapping[str, tuple[str, Attribution]],
) -> list[tuple[Against, ...]]:
    """For each row the other rows that say the contrary, or may; by the tie that shows it best."""
    best: dict[tuple[int, int], Tie] = {}
    for tie in sorted(ties, key=lambda tie: (tie.relation.kind == "unsure", -tie.relation.score, tie.one, tie.other)):
        if tie.one in of and tie.other in of and of[tie.one] != of[tie.other]:
            best.setdefault((min(of[tie.one], of[tie.other]), max(of[tie.one], of[tie.other])), tie)
    found: list[list[Against]] = [[] for _ in ids]
    for (low, high), tie in best.items():
        for at, other in ((low, high), (high, low)):
            ours, theirs = (tie.one, tie.other) if of[tie.one] == at else (tie.other, tie.one)
            how = _how(story, tie, said[ours], said[theirs])
            between = ((said[ours][0], ours), (said[theirs][0], theirs))
            found[at].append(Against(ids[other], how, tie.relation.score, tie.relation.reasons, between))
    return [tuple(sorted(each, key=lambda one: (one.how == "unsure", -one.score, one.row))) for each in found]


def _how(story: Story, tie: Tie, ours: tuple[str, Attribution], theirs: tuple[str, Attribution]) -> How:
    if tie.relation.kind == "unsure":
        return "unsure"
    our, their = _negates(story, *ours), _negates(story, *theirs)
    return "contradicts" if our == their else "denies" if our > their else "denied_by"


def _negates(story: Story, document: str, said: Attribution) -> int:
    """2 for a denial in so many words, 1 for what says that something is not so, 0 for what does neither."""
    told = story.teller.telling((document, said.id))
    if told.denied or points_back(told.heard.basis.words):
        return 2
    return int(_NEGATION.search(told.heard.basis.words) is not None)


def _with(row: ClaimRow, against: tuple[Against, ...]) -> ClaimRow:
    only = bool(against) and {each.how for each in against if each.how in _DECIDED} == {"denies"}
    denies = only and all(_turns(each) for cell in row.cells for each in cell.tellings)
    return replace(row, against=against, denies=denies)


def _turns(each: Telling) -> bool:
    return each.denied or points_back(each.heard.basis.words)


def _ordered(made: Sequence[ClaimRow]) -> tuple[ClaimRow, ...]:
    known = {row.id: row for row in made}
    waiting = sorted(made, key=lambda row: _rank(row, known))
    placed: dict[str, ClaimRow] = {}
    for row in waiting:
        if row.id not in placed:
            placed[row.id] = row
            for other in _contrary(row, known):
                if other.id not in placed:
                    placed[other.id] = replace(other, under=row.id)
    return tuple(placed.values())


def _contrary(row: ClaimRow, known: Mapping[str, ClaimRow]) -> Iterator[ClaimRow]:
    yield from (known[each.row] for each in row.against if each.how in _DECIDED)


def _rank(row: ClaimRow, known: Mapping[str, ClaimRow]) -> tuple[object, ...]:
    """What most publishers speak of comes first, then what has most origins and most who have their say, those counted
    who say the contrary; what only denies comes after what it denies."""
    beside = list(_contrary(row, known))
    below = bool(beside) and all(each.how in ("denies", "unsure") for each in row.against)
    publishers = {cell.publisher for each in (row, *beside) for cell in each.cells}
    speakers = {voice for each in (row, *beside) for voice in each.speakers if not voice.page}
    origins = sum(each.origins.count for each in (row, *beside))
    first = min(in_time(each.heard) for cell in row.cells for each in cell.tellings)
    return below, -len(publishers), -origins, -len(speakers), -len(row.cells), -len(row.speakers), first, row.id
