"""Attributions by their words, speakers, subjects, acts, and where the words searched for stand in them."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate
from secrets import token_hex
from typing import Any, Final, get_args

from msgspec import Struct, json

from sayso.errors import InputError
from sayso.ledger.joined import Classes
from sayso.ledger.schema import Row
from sayso.records import Act, Entry, Hit, Span, Spans, SpeakerKind
from sayso.soundness import one_line

Rows = Callable[..., list[Row]]

ENTRY: Final = """
    d.sha256, r.title, r.author, r.publisher, r.published, r.language,
    (SELECT ifnull(s.url, s.path) FROM sightings s WHERE s.document = d.id
        ORDER BY s.fetched, ifnull(s.url, ''), ifnull(s.path, '') LIMIT 1),
    (SELECT count(*) FROM attributions a WHERE a.reading = r.id),
    (SELECT count(*) FROM problems p WHERE p.reading = r.id)
"""
_LISTED: Final = "SELECT value FROM json_each(?)"
_BY_ACTOR: Final = f"SELECT attribution FROM told_actors WHERE actor IN ({_LISTED}) AND role"
_TERM: Final = re.compile(r'"([^"]*)"|([^\s"]+)')


class Asked(Struct, frozen=True, kw_only=True):
    """What a search asks for: words of source or content, who says it, whom it is about, which act, what speaker."""

    words: str = ""
    speaker: str | None = None
    about: str | None = None
    act: str | None = None
    kind: str | None = None


class Search:
    """Searches of a ledger whose rows `rows` gives and whose actors are joined in `classes`."""

    def __init__(self, rows: Rows, classes: Classes) -> None:
        self._rows = rows
        self._classes = classes

    def found(self, asked: Asked, limit: int) -> tuple[Hit, ...]:
        """The hits, those that match the words best first; without words in the order in which they came."""
        _check_asked(asked)
        conditions, values = self._conditions(asked)
        words = query(asked.words)
        if words:
            table = "said CROSS JOIN told t ON t.attribution = said.rowid"
            conditions, values = ["said MATCH ?", *conditions], [words, *values]
            order = "said.rank, said.rowid"
        else:
            table, order = "told t", "t.attribution"
        rows = self._rows(
            f"SELECT t.attribution FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?",
            *values,
            limit,
        )
        spoken = " AND ".join(f"{{source}} : {term}" for term in terms(asked.speaker or ""))
        return self.hits([key for (key,) in rows], [each for each in (words, spoken) if each])

    def named(self, text: str, ending: str = "") -> list[str]:
        """The ids of the actor that has this id, with those joined with it; else of those called by these words."""
        asked, told = query(text, ending), text.strip()
        rows = self._rows("SELECT actor FROM appearances WHERE actor = ? LIMIT 1", told)
        if rows or self._classes.joins(told):
            return sorted(self._classes.ids(told))
        if asked:
            rows = self._rows(
                "SELECT DISTINCT p.actor FROM called CROSS JOIN appearances p ON p.id = called.rowid"
                " WHERE called MATCH ?",
                asked,
            )
        return sorted({key for (actor,) in rows for key in self._classes.ids(actor)})

    def names(self, actors: Iterable[str]) -> dict[str, str]:
        """For each canonical id the name under which it appeared last; the id itself where no page names it."""
        named = self._named(set(actors))
        unnamed = (actor for actor, name in named.items() if name is None)
        others = self._named({key for actor in unnamed for key in self._classes.ids(actor)})
        return {
            actor: name or next(filter(None, (others.get(key) for key in self._classes.ids(actor))), actor)
            for actor, name in named.items()
        }

    def hits(self, keys: Sequence[int], queries: Iterable[str] = ()) -> tuple[Hit, ...]:
        """The attributions in these rows, in their order, with where the words of the queries stand."""
        asked = listed(keys)
        rows = self._rows(
            "SELECT a.id, a.key, a.score, t.act, t.manner, t.speaker_kind, t.verdict, ifnull(a.negated, 0), t.hedged,"
            f" t.nested, t.day, t.speakers, t.about, {ENTRY} FROM json_each(?) CROSS JOIN attributions a"
            " ON a.id = value CROSS JOIN told t ON t.attribution = a.id CROSS JOIN readings r ON r.id = a.reading"
            " CROSS JOIN documents d ON d.id = r.document",
            asked,
        )
        pieces = self._pieces(asked)
        sides = {key: tuple(self._meant(told) for told in row[10:12]) for key, *row in rows}
        names = self.names(actor for side in sides.values() for actors in side for actor in actors)
        marked = self._marked(keys, list(queries), pieces)
        found = {}
        for key, attribution, score, act, manner, kind, verdict, negated, hedged, nested, day, _, _, *told in rows:
            told_pieces = {role: tuple(pieces[key][role]) for role in ("source", "cue", "content")}
            in_source, in_content = marked[key]
            speakers, about = sides[key]
            found[key] = Hit(
                document=entry(told),
                attribution=attribution,
                **told_pieces,
                in_source=in_source,
                in_content=in_content,
                score=score,
                speakers=tuple(names[actor] for actor in speakers),
                speaker_ids=speakers,
                speaker_kind=kind,
                about=tuple(names[actor] for actor in about),
                about_ids=about,
                act=act,
                manner=manner,
                negated=bool(negated),
                hedged=bool(hedged),
                nested=bool(nested),
                day=day or None,
                verdict=verdict,
            )
        return tuple(found[key] for key in keys if key in found)  # a reading may have gone since the keys were found

    def _meant(self, told: str) -> tuple[str, ...]:
        """The canonical ids of the actors in a list of a column, each once."""
        return tuple(dict.fromkeys(self._classes.of(actor) for actor in told.split("\n") if actor))

    def _named(self, ids: Collection[str]) -> dict[str, str | None]:
        """For each of these ids the name by which a page called it last, else that by which it was judged."""
        if not ids:
            return {}
        last = (
            "SELECT p.name FROM appearances p WHERE p.actor = value AND p.name IS NOT NULL{} ORDER BY p.id DESC LIMIT 1"
        )
        called, judged = last.format(" AND p.mentions > 0"), last.format("")
        return dict(self._rows(f"SELECT value, ifnull(({called}), ({judged})) FROM json_each(?)", listed(ids)))

    def _conditions(self, asked: Asked) -> tuple[list[str], list[str | None]]:
        conditions: list[str] = []
        values: list[str | None] = []
        if asked.speaker:
            in_source = " AND ".join(f"{{source}} : {term}" for term in terms(asked.speaker))
            by_words = "NOT t.overruled AND t.attribution IN (SELECT rowid FROM said WHERE said MATCH ?)"
            conditions.append(
                f"(t.attribution IN ({_BY_ACTOR} = 'speakers')" + (f" OR {by_words})" if in_source else ")")
            )
            values += [listed(self.named(asked.speaker)), *([in_source] if in_source else [])]
        if asked.about:
            conditions.append(f"t.attribution IN ({_BY_ACTOR} = 'about')")
            values.append(listed(self.named(asked.about)))
        for column, value in (("act", asked.act), ("speaker_kind", asked.kind)):
            if value:
                conditions.append(f"t.{column} = ?")
                values.append(value)
        return conditions, values

    def _pieces(self, asked: str) -> defaultdict[int, defaultdict[str, list[str]]]:
        pieces: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, role, words in self._rows(
            f"SELECT attribution, role, words FROM attribution_spans WHERE attribution IN ({_LISTED})"
            " ORDER BY attribution, role, position",
            asked,
        ):
            pieces[key][role].append(words)
        return pieces

    def speakers(self, asked: str) -> defaultdict[int, dict[str, None]]:
        """For each of the attributions in these rows (listed) its speakers as judged, by canonical id, in order."""
        speakers: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for key, actor in self._rows(
            f"SELECT attribution, actor FROM told_actors WHERE attribution IN ({_LISTED}) AND role = 'speakers'"
            " ORDER BY attribution, position",
            asked,
        ):
            speakers[key][self._classes.of(actor)] = None
        return speakers

    def _marked(
        self, keys: Iterable[int], queries: list[str], pieces: defaultdict[int, defaultdict[str, list[str]]]
    ) -> dict[int, tuple[Spans, Spans]]:
        mark = token_hex(8)  # nothing that a page could hold
        marked = {}
        for key in keys:
            spans: tuple[set[Span], set[Span]] = (set(), set())
            for asked in queries:
                for lines in self._rows(
                    "SELECT highlight(said, 0, ?1, ?1), highlight(said, 1, ?1, ?1) FROM said"
                    " WHERE said MATCH ?2 AND rowid = ?3",
                    mark,
                    asked,
                    key,
                ):
                    for side, role in enumerate(("source", "content")):
                        spans[side].update(_stretches(lines[side].split(mark), pieces[key][role]))
            marked[key] = _merged(spans[0]), _merged(spans[1])
        return marked


def query(words: str, ending: str = "") -> str:
    """The words of a person as a query of FTS5 in which nothing that they typed has a meaning but quotation marks and
    stars; empty where there is no word in them. `ending` is put behind each term."""
    return " AND ".join(term + ending * (not term.endswith("*")) for term in terms(words))


def terms(words: str) -> list[str]:
    """The words and quoted phrases as terms of FTS5."""
    refuse_surrogates(words)
    found = []
    for phrase, word in _TERM.findall(words.replace("\0", " ")):
        if any(character.isalnum() for character in phrase + word):
            found.append(f'"{phrase or word.rstrip("*")}"' + (" *" if word.endswith("*") else ""))
    return found


def refuse_surrogates(words: str) -> None:
    """InputError for what is no text."""
    if not words.isascii() and any("\ud800" <= character <= "\udfff" for character in words):
        raise InputError(f"{words!a} is not text")


def listed(values: Iterable[Any]) -> str:
    """Values for `json_each`, which takes any number of them as one."""
    return json.encode(list(values)).decode()


def entry(row: Sequence[Any]) -> Entry:
    """A document from the columns of `ENTRY`."""
    fields = ("id", "title", "author", "publisher", "published", "language", "place", "attributions", "problems")
    return Entry(**dict(zip(fields, row, strict=True)))


def _check_asked(asked: Asked) -> None:
    for name, value, known in (("act", asked.act, Act), ("kind of speaker", asked.kind, SpeakerKind)):
        if value and value not in get_args(known):
            raise InputError(f"{value!r} is no {name}; there are {', '.join(get_args(known))}")
    for text in (asked.speaker, asked.about):
        refuse_surrogates(text or "")
    said = [text for text in (asked.words, asked.speaker, asked.about) if text and text.strip()]
    if any(terms(text) for text in said) or asked.act or asked.kind:
        return
    raise InputError(
        f"{said[0].strip()!r}: there is no word in it to search for" if said else "no word to search for is given"
    )


def _stretches(parts: list[str], pieces: Sequence[str]) -> Spans:
    """Where every second of the parts stands in the pieces as one line; nowhere if SQLite cut the line short at NUL."""
    ends = [0, *accumulate(map(len, parts))]
    return tuple(zip(ends[1::2], ends[2::2], strict=False)) if "".join(parts) == one_line(pieces) else ()


def _merged(spans: Iterable[Span]) -> Spans:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
