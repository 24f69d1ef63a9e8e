"""The tables that version 5 of a ledger adds: what a selection asks for beside each attribution and each event, and
sums, so that no question has to count through all of a large ledger.

All of it is derived, but for the column `parts` of judgements. Lists in a column have one item a line. `day_of` (the
day that a date of publication stands for) is known to the connection while a ledger is brought up.
"""

from typing import Final


def _lines(column: str, rows: str) -> str:
    """The items of a column in these rows, one a line, each once, sorted."""
    item = f"replace({column}, char(10), ' ')"
    items = f"SELECT DISTINCT {item} AS item FROM {rows} ORDER BY 1"
    return f"ifnull((SELECT group_concat(item, char(10)) FROM ({items})), '')"


def _actors(role: str) -> str:
    return (
        "ifnull((SELECT group_concat(actor, char(10)) FROM (SELECT actor FROM told_actors WHERE"
        f" attribution = told.attribution AND role = '{role}' ORDER BY position)), '')"
    )


def _pieces(table: str, which: str) -> str:
    words = f"SELECT p.words FROM {table} p WHERE {which} ORDER BY p.position"
    return f"(SELECT nullif(group_concat(words, ' … '), '') FROM ({words}))"


_VOICE: Final = "(SELECT max(a.id) FROM attributions a WHERE a.reading = s.reading AND a.key = s.voice)"
_EVENTS: Final = "(SELECT event FROM happened WHERE voice = told.attribution OR own = told.attribution)"

SELECTED: Final = f"""
ALTER TABLE judgements ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';

ALTER TABLE happened ADD COLUMN own INTEGER REFERENCES attributions;
ALTER TABLE happened ADD COLUMN publisher TEXT;
ALTER TABLE happened ADD COLUMN precision TEXT;
ALTER TABLE happened ADD COLUMN parties TEXT NOT NULL DEFAULT '';
ALTER TABLE happened_places ADD COLUMN latitude REAL;
ALTER TABLE happened_places ADD COLUMN longitude REAL;
ALTER TABLE happened_places ADD COLUMN precision TEXT;
UPDATE happened SET
    own = (SELECT max(a.id) FROM events e JOIN attributions a ON a.reading = e.reading AND a.key = e.attribution
        WHERE e.id = happened.event),
    publisher = (SELECT r.publisher FROM events e JOIN readings r ON r.id = e.reading WHERE e.id = happened.event),
    precision = (SELECT t.precision FROM events e JOIN dates t ON t.reading = e.reading AND t.key = e.date
        WHERE e.id = happened.event ORDER BY t.position DESC LIMIT 1),
    parties = {_lines("actor", "happened_parties WHERE event = happened.event AND actor IS NOT NULL")};
UPDATE happened_places SET (latitude, longitude, precision) = (SELECT p.latitude, p.longitude, p.precision
    FROM event_places l JOIN events e ON e.id = l.event JOIN places p ON p.reading = e.reading AND p.key = l.place
    WHERE l.event = happened_places.event AND l.position = happened_places.position ORDER BY p.position DESC LIMIT 1);
DROP INDEX happened_voice;
CREATE INDEX happened_voice ON happened (voice, type) WHERE voice IS NOT NULL;
CREATE INDEX happened_own ON happened (own, type) WHERE own IS NOT NULL;
CREATE INDEX happened_publisher ON happened (publisher, first, event) WHERE publisher IS NOT NULL;
CREATE INDEX happened_name ON happened_places (name, event);
CREATE INDEX happened_latitude ON happened_places (latitude, longitude, event) WHERE latitude IS NOT NULL;

ALTER TABLE told ADD COLUMN document INTEGER NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN publisher TEXT;
ALTER TABLE told ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE told ADD COLUMN manner TEXT;
ALTER TABLE told ADD COLUMN hedged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN nested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN score REAL NOT NULL DEFAULT 0;
ALTER TABLE told ADD COLUMN speakers TEXT NOT NULL DEFAULT '';
ALTER TABLE told ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE told ADD COLUMN types TEXT NOT NULL DEFAULT '';
ALTER TABLE told ADD COLUMN places TEXT NOT NULL DEFAULT '';
UPDATE told SET (document, publisher, day, manner, nested, score) = (SELECT r.document, r.publisher,
    day_of(r.published), a.manner, a.outer_key IS NOT NULL, a.score FROM attributions a
    JOIN readings r ON r.id = a.reading WHERE a.id = told.attribution);
UPDATE told SET
    hedged = EXISTS (SELECT 1 FROM attribution_spans WHERE attribution = told.attribution AND role = 'hedges'),
    speakers = {_actors("speakers")},
    about = {_actors("about")},
    types = {_lines("type", f"happened WHERE event IN {_EVENTS}")},
    places = {_lines("name", f"happened_places WHERE event IN {_EVENTS}")};
DROP INDEX told_act;
DROP INDEX told_kind;
CREATE INDEX told_newest ON told (day DESC, document DESC);
CREATE INDEX told_oldest ON told (day = '', day, document);
CREATE INDEX told_surest ON told (score DESC, day DESC, document DESC);
CREATE INDEX told_act ON told (act, day DESC, document DESC) WHERE act IS NOT NULL;
CREATE INDEX told_kind ON told (speaker_kind, day DESC, document DESC) WHERE speaker_kind IS NOT NULL;
CREATE INDEX told_manner ON told (manner, day DESC, document DESC) WHERE manner IS NOT NULL;
CREATE INDEX told_publisher ON told (publisher, day DESC, document DESC) WHERE publisher IS NOT NULL;
CREATE INDEX told_verdict ON told (verdict, day DESC, document DESC) WHERE verdict IS NOT NULL;
CREATE INDEX told_document ON told (document);

CREATE TABLE tagged (
    attribution INTEGER NOT NULL REFERENCES told,
    tag TEXT NOT NULL,
    PRIMARY KEY (attribution, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tagged_tag ON tagged (tag, attribution);

CREATE INDEX sightings_url ON sightings (url, document) WHERE url IS NOT NULL;
CREATE INDEX sightings_path ON sightings (path, document) WHERE path IS NOT NULL;

CREATE TABLE latest (
    document INTEGER PRIMARY KEY REFERENCES documents,
    reading INTEGER NOT NULL REFERENCES readings,
    day TEXT NOT NULL,
    publisher TEXT,
    change INTEGER NOT NULL
) STRICT;
INSERT INTO latest SELECT r.document, r.id, day_of(r.published), r.publisher, 0 FROM readings r
    WHERE NOT EXISTS (SELECT 1 FROM readings newer WHERE newer.document = r.document AND newer.id > r.id);
CREATE INDEX latest_change ON latest (change);
CREATE INDEX latest_day ON latest (day DESC, document DESC);
CREATE INDEX latest_publisher ON latest (publisher, day DESC, document DESC) WHERE publisher IS NOT NULL;

DROP TABLE tallies;
ALTER TABLE callings ADD COLUMN actor TEXT NOT NULL DEFAULT '';
UPDATE callings SET actor = (SELECT actor FROM appearances WHERE id = callings.appearance);
CREATE INDEX callings_of_actor ON callings (actor, text, page, speakers, words, times);
DROP INDEX appearances_of_actor;
CREATE INDEX appearances_of_actor ON appearances (actor, id, name, mentions);
CREATE TABLE joined (
    actor TEXT PRIMARY KEY,
    class TEXT NOT NULL,
    change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_change ON joined (change);
CREATE INDEX joined_class ON joined (class, actor);
CREATE TABLE standing (
    class TEXT PRIMARY KEY,
    documents INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    speaking INTEGER NOT NULL,
    about INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_foremost ON standing (documents DESC, mentions DESC);
CREATE INDEX standing_speaking ON standing (speaking DESC);

CREATE TABLE changes (
    number INTEGER NOT NULL,
    rebuilt INTEGER NOT NULL
) STRICT;
INSERT INTO changes VALUES (0, 0);

CREATE TABLE tied (
    document INTEGER NOT NULL REFERENCES documents,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    voice INTEGER REFERENCES attributions,
    words TEXT NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;
INSERT INTO tied SELECT l.document,
    row_number() OVER (PARTITION BY l.document ORDER BY s.position, h.position, o.position) - 1, s.kind, h.actor,
    o.actor, (SELECT max(a.id) FROM attributions a WHERE a.reading = s.reading AND a.key = s.voice),
    coalesce({_pieces("stance_spans", "p.stance = s.id AND p.role = 'content'")},
        (SELECT nullif(e.words, '') FROM events v JOIN happened e ON e.event = v.id
            WHERE v.reading = s.reading AND v.key = s.event ORDER BY v.id DESC LIMIT 1),
        {_pieces("attribution_spans", f"p.role = 'content' AND p.attribution = {_VOICE}")}, '')
    FROM latest l JOIN stances s ON s.reading = l.reading
    JOIN stance_actors h ON h.stance = s.id AND h.role = 'holders'
    JOIN stance_actors o ON o.stance = s.id AND o.role = 'toward' WHERE NOT s.negated;
CREATE INDEX tied_one ON tied (one);
CREATE INDEX tied_other ON tied (other);
CREATE INDEX tied_voice ON tied (voice) WHERE voice IS NOT NULL;
"""
