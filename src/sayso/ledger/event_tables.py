"""The tables that version 4 of a ledger adds: what is said to have happened, and what is derived of it for searches.

Readings keep events with their words, parties and places, figures, places, dates and wordings, as every other thing
read. `happened` and what hangs on it is derived of the newest readings and may be thrown away and rebuilt.
"""

from typing import Final

EVENTS: Final = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    date TEXT,
    status TEXT NOT NULL,
    negated INTEGER NOT NULL,
    attribution TEXT,
    voice TEXT,
    score REAL NOT NULL,
    UNIQUE (reading, position)
) STRICT;

CREATE TABLE event_spans (
    event INTEGER NOT NULL REFERENCES events,
    role TEXT NOT NULL CHECK (role IN ('trigger', 'object', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_labels (
    event INTEGER NOT NULL REFERENCES events,
    role TEXT NOT NULL CHECK (role IN ('modes', 'contexts')),
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_parties (
    event INTEGER NOT NULL REFERENCES events,
    role TEXT NOT NULL CHECK (role IN ('actors', 'targets')),
    position INTEGER NOT NULL,
    actor TEXT,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_places (
    event INTEGER NOT NULL REFERENCES events,
    position INTEGER NOT NULL,
    place TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    low REAL,
    high REAL,
    open INTEGER NOT NULL,
    approximate INTEGER NOT NULL,
    unit TEXT,
    what TEXT,
    outcome TEXT,
    event TEXT,
    voice TEXT,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    name TEXT NOT NULL,
    relation TEXT,
    geonames INTEGER,
    latitude REAL,
    longitude REAL,
    country TEXT,
    precision TEXT,
    score REAL NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE dates (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    first TEXT,
    last TEXT,
    precision TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE wordings (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    voice TEXT,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE happened (
    event INTEGER PRIMARY KEY REFERENCES events,
    document INTEGER NOT NULL REFERENCES documents,
    type TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    voice INTEGER REFERENCES attributions,
    start INTEGER,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX happened_in ON happened (document, first, event);
CREATE INDEX happened_type ON happened (type, first, event);
CREATE INDEX happened_first ON happened (first, event);
CREATE INDEX happened_voice ON happened (voice) WHERE voice IS NOT NULL;

CREATE TABLE happened_parties (
    event INTEGER NOT NULL REFERENCES happened,
    role TEXT NOT NULL CHECK (role IN ('actors', 'targets')),
    position INTEGER NOT NULL,
    actor TEXT,
    words TEXT,
    PRIMARY KEY (event, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX happened_by_actor ON happened_parties (actor, event) WHERE actor IS NOT NULL;

CREATE TABLE happened_places (
    event INTEGER NOT NULL REFERENCES happened,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    role TEXT NOT NULL,
    PRIMARY KEY (event, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX happened_in_country ON happened_places (country, event) WHERE country IS NOT NULL;

CREATE VIRTUAL TABLE happened_at USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2');
"""
