"""Which actors are joined, and how much there is of each, kept beside what it follows from.

`joined` has a row for each id of a class of several (and for one that was in such a class once); `standing` one for
each actor, under the canonical id of its class. Both follow from appearances and judgements as `joining` says; a
document, as it comes, changes them only where its names do, for making them anew takes as long as the ledger is large.

Changes are numbered. A document (in `latest`) and an id in `joined` bear the number of their last one, so that whoever
keeps what was there need only ask for what came since, unless all was `rebuilt` since.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import json

from sayso.ledger.connection import Connection
from sayso.ledger.joining import Known, classes, is_made
from sayso.records import Judgement

Bearer = tuple[str, str, str | None, str | None]  # full name, actor, country, role
Bearers = frozenset[Bearer]

_LISTED: Final = "(SELECT value FROM json_each(?))"
_KNOWN: Final = "SELECT DISTINCT full_name, actor, country, role FROM appearances WHERE full_name"
_NUMBER: Final = "(SELECT number FROM changes)"
_SUMS: Final = "sum(mentions), sum(speaking), sum(about)"
_STANDING: Final = (
    f"SELECT ifnull(j.class, p.actor) AS class, count(DISTINCT p.document), {_SUMS} FROM appearances p"
    " LEFT JOIN joined j ON j.actor = p.actor"
)
_KEYED: Final = f"actor NOT GLOB '{'[0-9a-f]' * 16}'"
# Each is one step into an index of its own, however many bear the name.
_FACTS: Final = tuple(
    f"SELECT (SELECT min({column}) {told}) IS (SELECT max({column}) {told})"
    for column, told in (
        ("country", "FROM appearances WHERE full_name = ?1 AND country IS NOT NULL"),
        ("role", "FROM appearances WHERE full_name = ?1 AND role IS NOT NULL"),
        ("actor", f"FROM appearances WHERE full_name = ?1 AND {_KEYED}"),
    )
)


def next_change(db: Connection) -> int:
    """The number of a change that begins."""
    db.execute("UPDATE changes SET number = number + 1")
    return int(db.execute("SELECT number FROM changes").fetchone()[0])


def bearers(db: Connection, document: int) -> Bearers:
    """Who is called by a full name in the document in this row."""
    return frozenset(db.execute(f"{_KNOWN} IS NOT NULL AND document = ?", (document,)))


def stand(db: Connection, document: int, sign: int) -> None:
    """Add the appearances in a document to the standing of its actors, or (-1) take them away from it."""
    db.execute(
        "INSERT INTO standing SELECT class, ?2, ?2 * mentions, ?2 * speaking, ?2 * about FROM (SELECT ifnull(j.class,"
        " p.actor) AS class, sum(mentions) AS mentions, sum(speaking) AS speaking, sum(about) AS about FROM appearances"
        " p LEFT JOIN joined j ON j.actor = p.actor WHERE p.document = ?1 GROUP BY 1) WHERE 1 ON CONFLICT DO UPDATE SET"
        " documents = documents + excluded.documents, mentions = mentions + excluded.mentions,"
        " speaking = speaking + excluded.speaking, about = about + excluded.about",
        (document, sign),
    )
    if sign < 0:
        db.execute(
            "DELETE FROM standing WHERE documents = 0 AND class IN (SELECT ifnull(j.class, p.actor) FROM appearances p"
            " LEFT JOIN joined j ON j.actor = p.actor WHERE p.document = ?)",
            (document,),
        )


def join(db: Connection, document: int, before: Bearers) -> None:
    """Join and part what the names in a document ask for, of which these were there `before`. Its own appearances stand
    in no standing yet."""
    after = bearers(db, document)
    hard = {each[0] for each in before - after if not _known_elsewhere(db, document, each)}
    new = [each for each in after - before if not _known_elsewhere(db, document, each)]
    if not hard and not new:
        return
    judged = _judged(db)
    for name, actor, *_ in sorted(new, key=lambda each: each[:2]):
        if name in hard or _bears(db, name, judged) or not _joins(db, document, name, actor):
            hard.add(name)
    if hard:
        ids = {actor for name, actor, *_ in before | after if name in hard}
        regroup(db, ids, document)


def judged_actors(db: Connection, judgement: Judgement) -> tuple[str, ...]:
    """The actors that a judgement, or the one that it retracts, says to be the same or not."""
    rows = db.execute(
        "SELECT value, other FROM judgements WHERE id IN (?, ?) AND kind IN ('same', 'not_same')",
        (judgement.id, judgement.retracts),
    )
    return tuple(actor for row in rows for actor in row)


def _known_elsewhere(db: Connection, document: int, bearer: Bearer) -> bool:
    """Whether the same is known of an actor from another document, so that nothing follows from this one."""
    return (
        db.execute(
            "SELECT 1 FROM appearances WHERE full_name = ? AND actor = ? AND country IS ? AND role IS ?"
            " AND document != ? LIMIT 1",
            (*bearer, document),
        ).fetchone()
        is not None
    )


def _judged(db: Connection) -> str:
    """The actors of judgements on who is the same and those that are joined with them, listed; empty for none."""
    ids = sorted({actor for each in _judgements(db) for actor in (each.value, each.other) if actor})
    if not ids:
        return ""
    listed = json.encode(ids).decode()
    mates = db.execute(
        f"SELECT actor FROM joined WHERE class IN (SELECT class FROM joined WHERE actor IN {_LISTED})", (listed,)
    )
    return json.encode(sorted({*ids, *(actor for (actor,) in mates)})).decode()


def _bears(db: Connection, name: str, actors: str) -> bool:
    """Whether one of these actors (listed) is called by a name."""
    return (
        bool(actors)
        and db.execute(
            "SELECT 1 FROM json_each(?) CROSS JOIN appearances ON full_name = ? AND actor = value LIMIT 1",
            (actors, name),
        ).fetchone()
        is not None
    )


def _joins(db: Connection, document: int, name: str, actor: str) -> bool:
    """Join an actor that is new with those of its name, where nothing that is known of them disagrees; whether it is
    done with."""
    if db.execute(
        "SELECT 1 FROM appearances WHERE actor = ?1 AND document != ?2 UNION ALL SELECT 1 FROM joined WHERE actor = ?1"
        " LIMIT 1",
        (actor, document),
    ).fetchone():
        return False
    other = db.execute(
        "SELECT actor FROM appearances WHERE full_name = ? AND actor != ? LIMIT 1", (name, actor)
    ).fetchone()
    if other is None:
        return True
    if not all(db.execute(fact, (name,)).fetchone()[0] for fact in _FACTS):
        return False
    if db.execute(
        "SELECT 1 FROM appearances WHERE document = ? AND +full_name = ? AND actor != ?", (document, name, actor)
    ).fetchone():
        return False
    (old,) = db.execute("SELECT class FROM joined WHERE actor = ?", other).fetchone() or other
    new = min(old, actor, key=lambda each: (is_made(each), each))
    if old == other[0]:
        db.execute(f"INSERT OR IGNORE INTO joined SELECT ?1, ?1, {_NUMBER}", (old,))
    db.execute(f"INSERT INTO joined SELECT ?, ?, {_NUMBER}", (actor, old))
    if new != old:
        db.execute(f"UPDATE joined SET class = ?, change = {_NUMBER} WHERE class = ?", (new, old))
        db.execute("UPDATE standing SET class = ? WHERE class = ?", (new, old))
    return True


def regroup(db: Connection, ids: Iterable[str], document: int | None = None) -> None:
    """Make anew the classes that these actors, and all whom names or judgements tie to them, are in. What is in the
    document in this row stands in no standing yet."""
    judgements = _judgements(db)
    found, known = _tied(db, ids, judgements)
    told = classes(known, (each for each in judgements if each.value in found or each.other in found)).canonical
    listed = json.encode(sorted(found)).decode()
    old = dict(db.execute(f"SELECT actor, class FROM joined WHERE actor IN {_LISTED}", (listed,)).fetchall())
    new = {actor: told.get(actor, actor) for actor in found if actor in told or actor in old}
    changed = {actor for actor, name in new.items() if old.get(actor) != name}
    touched = {table.get(actor, actor) for actor in changed for table in (old, new)}
    db.executemany(
        f"INSERT INTO joined SELECT ?, ?, {_NUMBER} WHERE 1 ON CONFLICT DO UPDATE SET class = excluded.class,"
        " change = excluded.change",
        ((actor, new[actor]) for actor in changed),
    )
    db.executemany("DELETE FROM standing WHERE class = ?", ((name,) for name in touched))
    for name in sorted(name for name in touched if told.get(name, name) == name):
        members = [actor for (actor,) in db.execute("SELECT actor FROM joined WHERE class = ?", (name,))]
        db.execute(
            f"INSERT INTO standing SELECT ?1, count(DISTINCT document), {_SUMS} FROM appearances WHERE actor IN"
            " (SELECT value FROM json_each(?2)) AND document IS NOT ?3 HAVING count(*)",
            (name, json.encode(members or [name]).decode(), document),
        )


def join_all(db: Connection) -> None:
    """Make anew who is joined and how much there is of each."""
    db.execute("UPDATE changes SET number = number + 1, rebuilt = rebuilt + 1")
    db.execute("DELETE FROM joined")
    db.execute("DELETE FROM standing")
    db.executemany(f"INSERT INTO joined SELECT ?, ?, {_NUMBER}", sorted(_all(db).items()))
    db.execute(f"INSERT INTO standing {_STANDING} GROUP BY 1")


def wrongly_joined(db: Connection) -> tuple[str, ...]:
    """The actors whose class, or how much there is of them, is not what follows from appearances and judgements."""
    told, kept = _all(db), dict(db.execute("SELECT actor, class FROM joined").fetchall())
    found = {actor for actor in told.keys() | kept.keys() if told.get(actor, actor) != kept.get(actor, actor)}
    found |= told.keys() - kept.keys()
    counted = f"{_STANDING} GROUP BY 1"
    found |= {
        actor
        for (actor,) in db.execute(
            f"SELECT class FROM (SELECT * FROM standing EXCEPT {counted}) UNION SELECT class FROM (SELECT * FROM"
            f" ({counted}) EXCEPT SELECT * FROM standing)"
        )
    }
    return tuple(sorted(found))


def _all(db: Connection) -> dict[str, str]:
    known = (Known(*row) for row in db.execute(f"{_KNOWN} IS NOT NULL"))
    return dict(classes(known, _judgements(db)).canonical)


def _tied(db: Connection, ids: Iterable[str], judgements: Iterable[Judgement]) -> tuple[set[str], list[Known]]:
    """All ids that hang together with these by names, judgements, or because they are in one class, and what is known
    of those who have names."""
    pairs = [(each.value or "", each.other or "") for each in judgements if each.kind == "same"]
    found: set[str] = set()
    known: list[Known] = []
    names: set[str] = set()
    new = set(ids)
    while new:
        found |= new
        listed = json.encode(sorted(new)).decode()
        called = {name for (name,) in db.execute(
            f"SELECT DISTINCT full_name FROM appearances WHERE actor IN {_LISTED} AND full_name IS NOT NULL", (listed,)
        )}  # fmt: skip
        fresh = [Known(*row) for row in db.execute(
            f"{_KNOWN} IN {_LISTED}", (json.encode(sorted(called - names)).decode(),)
        )]  # fmt: skip
        names |= called
        known += fresh
        mates = {actor for (actor,) in db.execute(
            f"SELECT actor FROM joined WHERE class IN (SELECT class FROM joined WHERE actor IN {_LISTED})", (listed,)
        )}  # fmt: skip
        judged = {each for pair in pairs if new & set(pair) for each in pair}
        new = ({each.actor for each in fresh} | mates | judged) - found
    return found, known


def _judgements(db: Connection) -> list[Judgement]:
    """Those in force on who is the same."""
    rows = db.execute(
        "SELECT id, kind, value, other, judge, time, turn FROM judgements j WHERE kind IN ('same', 'not_same')"
        " AND NOT EXISTS (SELECT 1 FROM judgements b WHERE b.retracts = j.id)"
    )
    return [
        Judgement(id=key, kind=kind, value=value, other=other, judge=judge, time=time, turn=turn)
        for key, kind, value, other, judge, time, turn in rows
    ]
