"""What views named for people are made of: columns that look up names and exact words, and on whose say-so."""

from msgspec import Struct


class Column(Struct, frozen=True):
    """A column of a view: `sql` gives it, `about` says what it is; `unit` is that of its numbers."""

    name: str
    sql: str
    about: str
    unit: str | None = None


class NamedView(Struct, frozen=True, kw_only=True):
    """A view: `rows` is what stands behind FROM. It may be `sorted_by` columns that an index orders; `first` is the one
    by which it is best shown (behind a minus: the greatest first). The view itself has no order, with which counting it
    would look up everything. `facets` are columns that group it well. `searched` is the full-text table whose rows have
    the number in `by`, if its words can be searched."""

    name: str
    about: str
    rows: str
    columns: tuple[Column, ...]
    sorted_by: tuple[str, ...] = ()
    first: str = ""
    facets: tuple[str, ...] = ()
    searched: str | None = None
    by: str = "number"


def pieces(table: str, which: str) -> str:
    """The words of several pieces, in the order of the text."""
    return f"(SELECT group_concat(words, ' … ') FROM (SELECT words FROM {table} WHERE {which} ORDER BY position))"


def said(attribution: str, role: str) -> str:
    return pieces("attribution_spans", f"attribution = {attribution} AND role = '{role}'")


def meant(actor: str) -> str:
    """The id that the ledger has for the actor of an id."""
    return f"ifnull((SELECT class FROM joined WHERE actor = {actor}), {actor})"


def name_of(meant: str) -> str:
    """The name by which a page called an actor last, else that by which it was judged, else its id."""
    last = f"(SELECT name FROM appearances WHERE actor = {meant} AND name IS NOT NULL%s ORDER BY id DESC LIMIT 1)"
    joined = (
        f"(SELECT p.name FROM joined k CROSS JOIN appearances p ON p.actor = k.actor WHERE k.class = {meant}"
        " AND p.name IS NOT NULL ORDER BY k.actor LIMIT 1)"
    )
    return f"coalesce({last % ' AND mentions > 0'}, {last % ''}, {joined}, {meant})"


def names_of(actors: str) -> str:
    """Names of actors, each once, parted by semicolons; `actors` gives their ids as `actor`, and `position`."""
    rows = f"SELECT {meant('a.actor')} AS meant, min(a.position) AS place FROM ({actors}) a GROUP BY meant"
    return f"(SELECT group_concat({name_of('meant')}, '; ') FROM ({rows} ORDER BY place))"


def told(attribution: str, role: str) -> str:
    return names_of(f"SELECT actor, position FROM told_actors WHERE attribution = {attribution} AND role = '{role}'")


def names_listed(ids: str) -> str:
    """Names of actors whose ids stand in a text, parted by blanks."""
    # json_quote would do, and is not let into views by a connection that trusts no schema.
    quoted = rf"""replace(replace(replace({ids}, '\', '\\'), '"', '\"'), ' ', '","')"""
    return names_of(f"""SELECT value AS actor, key AS position FROM json_each('["' || {quoted} || '"]')""")


def page_of(document: str) -> tuple[Column, ...]:
    """Where a row comes from."""
    newest = f"FROM latest l CROSS JOIN readings r ON r.id = l.reading WHERE l.document = {document}"
    found = f"SELECT url FROM sightings WHERE document = {document} AND url IS NOT NULL ORDER BY fetched, url LIMIT 1"
    return (
        Column("title", f"(SELECT r.title {newest})", "The page's title."),
        Column("url", f"ifnull((SELECT r.url {newest}), ({found}))", "The page's address."),
        Column("document", f"(SELECT sha256 FROM documents WHERE id = {document})", "The SHA-256 of its bytes."),
    )


def whose(voice: str, publisher: str, key: str | None = None) -> tuple[Column, ...]:
    """On whose say-so something rests: `voice` gives the row of an attribution, `key` tells it apart from none."""
    own = f"{key or voice} IS NULL"
    somebody = f"coalesce({told(voice, 'speakers')}, {said(voice, 'source')})"
    return (
        Column(
            "on_whose_say_so",
            f"CASE WHEN {own} THEN {publisher} ELSE {somebody} END",
            "Names of the speakers, or the words of the source; of what a page tells in its own voice its publisher.",
        ),
        Column("page_voice", own, "1 where the page tells it in its own voice."),
    )


def voice_row(reading: str, key: str) -> str:
    return f"(SELECT max(id) FROM attributions WHERE reading = {reading} AND key = {key})"


def of_reading(reading: str, column: str) -> str:
    return f"(SELECT {column} FROM readings WHERE id = {reading})"


def parties(role: str) -> str:
    party = "CASE WHEN p.actor IS NULL THEN p.words ELSE {} END".format(name_of(meant("p.actor")))
    which = f"p.event = h.event AND p.role = '{role}' ORDER BY p.position"
    rows = f"SELECT {party} AS party FROM happened_parties p WHERE {which}"
    return f"(SELECT group_concat(party, '; ') FROM ({rows}))"


def labels(role: str) -> str:
    rows = f"SELECT label FROM event_labels WHERE event = h.event AND role = '{role}' ORDER BY position"
    return f"(SELECT group_concat(label, ', ') FROM ({rows}))"


def of_event(column: str) -> str:
    return f"(SELECT {column} FROM events WHERE id = h.event)"
