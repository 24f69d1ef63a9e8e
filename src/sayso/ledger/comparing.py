"""What a ledger keeps for comparing documents, and of what came out: rows in and rows out, within one transaction.

What they mean is the affair of whoever compares: signs are bytes here, prints are numbers. Documents go by their rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from msgspec import Struct, json, msgpack

from sayso.ledger.connection import Connection
from sayso.ledger.entering import insert
from sayso.ledger.judged_pairs import judged_pairs
from sayso.ledger.loading import load
from sayso.ledger.pairs import STORIES
from sayso.records import Passage, Reading

NO_DAY: Final = -1

Key = tuple[str, int]  # by which a document is found, and how much it weighs there

_LISTED: Final = "(SELECT value FROM json_each(?))"
_DERIVED: Final = ("compared", "compared_keys", "compared_prints", "likenesses", "passages", "judged_stories")


class Waiting(Struct, frozen=True):
    """A document that was not compared since it changed: its row and id, the row of its newest reading, the change."""

    row: int
    id: str
    reading: int
    change: int


class Comparing:
    """The tables of comparisons behind a connection that is within a transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def waiting(self, most: int) -> list[Waiting]:
        """The first documents that are to be compared, in the order in which they changed."""
        rows = self._db.execute(
            "SELECT l.document, d.sha256, l.reading, l.change FROM comparisons c CROSS JOIN latest l"
            " JOIN documents d ON d.id = l.document WHERE l.change >= c.change AND (l.change, l.document) >"
            " (c.change, c.document) ORDER BY l.change, l.document LIMIT ?",
            (most,),
        )
        return [Waiting(*row) for row in rows]

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """All or nothing of what is entered in this block, within the transaction."""
        self._db.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO attempt")
            raise
        finally:
            self._db.execute("RELEASE attempt")

    def done(self, waiting: Waiting) -> None:
        """Take it that a document, and all before it, were compared."""
        self._db.execute(
            "UPDATE comparisons SET number = number + 1, change = ?, document = ?", (waiting.change, waiting.row)
        )

    def least(self) -> float | None:
        """How alike the pages of stories were asked to be when they were grouped; None before anything was."""
        found: tuple[float | None] = self._db.execute("SELECT least FROM comparisons").fetchone()
        return found[0]

    def ask(self, least: float) -> None:
        """Keep what is asked for from now on."""
        self._db.execute("UPDATE comparisons SET number = number + 1, least = ?", (least,))

    def compared(self) -> list[int]:
        """All documents of which anything is kept."""
        return [row for (row,) in self._db.execute("SELECT document FROM compared")]

    def count(self) -> None:
        """Take it that something else was made anew."""
        self._db.execute("UPDATE comparisons SET number = number + 1")

    def reading(self, key: int) -> Reading:
        """The reading in this row."""
        return load(self._db, key)

    def newest(self, document: int) -> Reading:
        """The newest reading of the document in this row."""
        (key,) = self._db.execute("SELECT reading FROM latest WHERE document = ?", (document,)).fetchone()
        return load(self._db, key)

    def ids(self, documents: Iterable[int]) -> dict[int, str]:
        """The ids of documents, by row."""
        return dict(
            self._db.execute(f"SELECT id, sha256 FROM documents WHERE id IN {_LISTED}", (_list(documents),)).fetchall()
        )

    def rows(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows of documents, by id; what is not there is left out."""
        listed = json.encode(list(ids)).decode()
        return dict(self._db.execute(f"SELECT sha256, id FROM documents WHERE sha256 IN {_LISTED}", (listed,)))

    def forget(self, document: int, keys: Iterable[Key]) -> None:
        """Throw away what was found of a document, which was found by these keys, but for the story that it is in."""
        day, prints = self._db.execute("SELECT day, prints FROM compared WHERE document = ?", (document,)).fetchone()
        self._db.executemany(
            "DELETE FROM compared_keys WHERE key = ? AND day = ? AND document = ?",
            ((key, day, document) for key, _ in keys),
        )
        self._db.executemany(
            "DELETE FROM compared_prints WHERE print = ? AND day = ? AND document = ?",
            ((each, day, document) for each in msgpack.decode(prints)),
        )
        pairs = ((other, document) for other in self.likenesses(document))
        self._db.executemany("DELETE FROM likenesses WHERE document = ? AND other = ?", pairs)
        self._db.execute("DELETE FROM likenesses WHERE document = ?", (document,))
        self._db.execute("DELETE FROM passages WHERE document = ?1 OR other = ?1", (document,))
        self._db.execute("DELETE FROM compared WHERE document = ?", (document,))

    def forget_all(self) -> None:
        """Throw away all that was found: every document is to be compared."""
        for table in (*_DERIVED, "story_documents", "stories", "headed"):
            self._db.execute(f"DELETE FROM {table}")
        self._db.execute("UPDATE comparisons SET number = number + 1, change = -1, document = 0, least = NULL")

    def enter(
        self, document: int, day: int, signs: bytes, keys: Iterable[Key], prints: Sequence[tuple[int, int]]
    ) -> None:
        """Keep the signs of a document of which nothing is kept, the keys by which it is found, each with its weight,
        and its prints, each a number and a place."""
        numbers = msgpack.encode(sorted({number for number, _ in prints}))
        insert(self._db, "compared", [(document, day, signs, numbers)], 4)
        insert(self._db, "compared_keys", sorted((key, day, document, weight) for key, weight in keys), 4)
        rows = sorted({(number, day, document, place) for number, place in prints})
        insert(self._db, "compared_prints", rows, 4)

    def signs(self, documents: Iterable[int]) -> dict[int, bytes]:
        """The signs of documents, by row."""
        rows = self._db.execute(
            f"SELECT document, signs FROM compared WHERE document IN {_LISTED}", (_list(documents),)
        )
        return dict(rows.fetchall())

    def having(self, keys: Iterable[Key], day: int, apart: int, least: int, enough: int) -> list[int]:
        """The documents that have at least so many of some keys, whose weights here and there, multiplied, make enough,
        and are fewer than `apart` days from this one, or of which one has no day."""
        near = "k.day BETWEEN ?2 AND ?3" if day != NO_DAY else "k.day > -1"
        found = (
            "SELECT k.document, k.weight * json_extract(e.value, '$[1]') AS weight FROM json_each(?1) e"
            " CROSS JOIN compared_keys k ON k.key = json_extract(e.value, '$[0]') AND"
        )
        rows = self._db.execute(
            f"SELECT document FROM ({found} {near} UNION ALL {found} k.day = -1) WHERE ?2 <= ?3"
            " GROUP BY document HAVING count(*) >= ?4 AND sum(weight) >= ?5 ORDER BY document",
            (json.encode(list(keys)).decode(), day - apart + 1, day + apart - 1, least, enough),
        )
        return [document for (document,) in rows]

    def enter_likenesses(self, document: int, scores: Mapping[int, float]) -> None:
        """Keep how alike a document is to others."""
        both = ((pair, score) for other, score in scores.items() for pair in ((document, other), (other, document)))
        insert(self._db, "likenesses", ((*pair, score) for pair, score in both), 3)

    def likenesses(self, document: int) -> dict[int, float]:
        """How alike a document is to others, by row."""
        return dict(self._db.execute("SELECT other, score FROM likenesses WHERE document = ?", (document,)).fetchall())

    def printed(self, prints: Iterable[tuple[int, int]], day: int, days: int) -> dict[int, list[tuple[int, int]]]:
        """By document that has some of these prints, and is at most so many days away or has no day (or this none), the
        places of each here and there."""
        near = "p.day BETWEEN ?2 AND ?3" if day != NO_DAY else "p.day > -1"
        each = (
            "SELECT p.document, json_extract(e.value, '$[1]'), p.place FROM json_each(?1) e"
            " CROSS JOIN compared_prints p ON p.print = json_extract(e.value, '$[0]') AND"
        )
        found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for document, place, there in self._db.execute(
            f"{each} {near} AND ?2 <= ?3 UNION ALL {each} p.day = -1",
            (json.encode(list(prints)).decode(), day - days, day + days),
        ):
            found[document].append((place, there))
        return found

    def enter_passages(self, one: int, other: int, passages: Iterable[Passage]) -> None:
        """Keep what two documents share; the first is that with the lesser id."""
        rows = (
            (one, other, i, *p.first, *p.second, p.words, p.change, p.kind, " ".join(p.speakers))
            for i, p in enumerate(passages)
        )
        insert(self._db, "passages", rows, 11)

    def judged(self) -> dict[tuple[int, int], bool]:
        """The pairs of documents that are grouped as judged, lesser row first: whether they are one story."""
        rows = self._db.execute("SELECT document, other, same FROM judged_stories")
        return {(one, other): bool(same) for one, other, same in rows}

    def judged_now(self) -> dict[tuple[int, int], bool]:
        """The same as it is judged by now."""
        now = judged_pairs(self._db, STORIES)
        rows = self.rows({id for pair in now.stories_same | now.stories_apart for id in pair})
        both = [(now.stories_same, True), (now.stories_apart, False)]
        told = (((rows[one], rows[other]), same) for pairs, same in both for one, other in pairs)
        return {(min(pair), max(pair)): same for pair, same in told}

    def enter_judged(self, one: int, other: int, same: bool | None) -> None:
        """Keep that a pair, lesser row first, is judged to be one story, or not, or (None) is not judged any more."""
        self._db.execute("DELETE FROM judged_stories WHERE document = ? AND other = ?", (one, other))
        if same is not None:
            insert(self._db, "judged_stories", [(one, other, same)], 3)

    def piece(self, document: int) -> list[int]:
        """The documents that were grouped together with one, itself among them; none if it is in no story yet."""
        rows = self._db.execute(
            "SELECT document FROM story_documents WHERE piece = (SELECT piece FROM story_documents WHERE document = ?)",
            (document,),
        )
        return [row for (row,) in rows]

    def leave_stories(self, documents: Iterable[int]) -> None:
        """Take documents out of their stories; none of those has a document that is not among these."""
        listed = _list(documents)
        was = f"SELECT story FROM story_documents WHERE document IN {_LISTED}"
        self._db.execute(f"DELETE FROM headed WHERE rowid IN ({was})", (listed,))
        self._db.execute("PRAGMA defer_foreign_keys = ON")
        self._db.execute(f"DELETE FROM stories WHERE story IN ({was})", (listed,))
        self._db.execute(f"DELETE FROM story_documents WHERE document IN {_LISTED}", (listed,))

    def enter_stories(self, piece: Collection[int], stories: Iterable[Sequence[int]]) -> None:
        """Keep the stories of a piece whose documents are in none."""
        days = self._days(piece)
        for story in stories:
            ordered = sorted(story, key=lambda row: (days[row][0] or "~", days[row][1]))
            self._enter_story(min(piece), ordered, days)

    def _days(self, documents: Iterable[int]) -> dict[int, tuple[str, str, str | None, str | None]]:
        rows = self._db.execute(
            "SELECT l.document, l.day, d.sha256, l.publisher, r.title FROM latest l JOIN documents d ON"
            f" d.id = l.document JOIN readings r ON r.id = l.reading WHERE l.document IN {_LISTED}",
            (_list(documents),),
        )
        return {row: (day, sha256, publisher, title) for row, day, sha256, publisher, title in rows}

    def _enter_story(
        self, piece: int, ordered: Sequence[int], told: Mapping[int, tuple[str, str, str | None, str | None]]
    ) -> None:
        head = ordered[0]
        days = [told[row][0] for row in ordered if told[row][0]]
        publishers = sorted({publisher for row in ordered if (publisher := told[row][2])})
        first, last = (min(days), max(days)) if days else ("", "")
        insert(self._db, "stories", [(head, len(ordered), first, last, "\n".join(publishers))], 5)
        insert(self._db, "story_documents", ((row, head, i, piece) for i, row in enumerate(ordered)), 4)
        titles = "\n".join(title for row in ordered if (title := told[row][3]))
        self._db.execute("INSERT INTO headed (rowid, titles) VALUES (?, ?)", (head, titles))


def _list(documents: Iterable[int]) -> str:
    return json.encode(list(documents)).decode()
