"""The tables of a ledger.

A document is its original bytes; a reading is what one version of the reader read from them; a judgement is what a
person says of a reading. Rows of these are only ever added. The words of every span stand beside it: that is what
`sayso verify` holds against the text.

What is derived stands apart: who is told to say what about whom, and what actors are called, as the newest readings
and the judgements have it, and how much there is of each actor in all. It is made anew whenever one of these comes,
and may be thrown away and rebuilt.
"""

from typing import Final

READINGS: Final = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE sightings (
    document INTEGER NOT NULL REFERENCES documents,
    url TEXT,
    path TEXT,
    fetched TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sightings_once ON sightings (document, ifnull(url, ''), ifnull(path, ''));

CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    reader TEXT NOT NULL,
    url TEXT,
    media_type TEXT NOT NULL,
    title TEXT,
    author TEXT,
    publisher TEXT,
    published TEXT,
    language TEXT,
    text TEXT NOT NULL,
    UNIQUE (document, reader)
) STRICT;

CREATE TABLE blocks (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    step TEXT NOT NULL,
    message TEXT NOT NULL,
    start INTEGER,
    stop INTEGER,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributions (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    speaker_kind TEXT,
    reference TEXT,
    act TEXT,
    manner TEXT,
    negated INTEGER,
    outer_key TEXT,
    score REAL NOT NULL,
    UNIQUE (reading, position)
) STRICT;

CREATE TABLE attribution_spans (
    attribution INTEGER NOT NULL REFERENCES attributions,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution_actors (
    attribution INTEGER NOT NULL REFERENCES attributions,
    role TEXT NOT NULL CHECK (role IN ('speakers', 'media', 'addressees', 'about')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    path TEXT,
    url TEXT,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    original TEXT
) STRICT;
CREATE UNIQUE INDEX failures_once
    ON failures (ifnull(path, ''), ifnull(url, ''), step, reason, ifnull(original, ''));

CREATE VIRTUAL TABLE said USING fts5 (source, content, tokenize = 'unicode61 remove_diacritics 2');
"""

# What version 2 adds.
ACTORS: Final = """
CREATE TABLE actors (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    country TEXT,
    UNIQUE (reading, position)
) STRICT;

CREATE TABLE aliases (
    actor INTEGER NOT NULL REFERENCES actors,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    start INTEGER,
    stop INTEGER,
    defined_here INTEGER NOT NULL,
    voice TEXT,
    PRIMARY KEY (actor, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentions (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    kind TEXT,
    form TEXT NOT NULL,
    actor TEXT,
    score REAL NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stances (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT,
    place TEXT,
    negated INTEGER NOT NULL,
    voice TEXT,
    UNIQUE (reading, position)
) STRICT;

CREATE TABLE stance_spans (
    stance INTEGER NOT NULL REFERENCES stances,
    role TEXT NOT NULL CHECK (role IN ('content', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (stance, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stance_actors (
    stance INTEGER NOT NULL REFERENCES stances,
    role TEXT NOT NULL CHECK (role IN ('holders', 'toward')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (stance, role, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cited (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    publisher TEXT,
    author TEXT,
    title TEXT,
    url TEXT,
    issuer TEXT,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    document INTEGER REFERENCES documents,
    reading INTEGER REFERENCES readings,
    words TEXT,
    occurrence INTEGER,
    value TEXT,
    other TEXT,
    retracts INTEGER REFERENCES judgements,
    note TEXT,
    judge TEXT NOT NULL,
    time TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_of_document ON judgements (document) WHERE document IS NOT NULL;
CREATE UNIQUE INDEX judgements_retracted_once ON judgements (retracts) WHERE retracts IS NOT NULL;
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never deleted'); END;
CREATE TRIGGER judgements_not_replaced BEFORE INSERT ON judgements
    WHEN EXISTS (SELECT 1 FROM judgements WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
"""

DERIVED: Final = """
CREATE TABLE told (
    attribution INTEGER PRIMARY KEY REFERENCES attributions,
    act TEXT,
    speaker_kind TEXT,
    overruled INTEGER NOT NULL,
    verdict TEXT
) STRICT;
CREATE INDEX told_act ON told (act) WHERE act IS NOT NULL;
CREATE INDEX told_kind ON told (speaker_kind) WHERE speaker_kind IS NOT NULL;

CREATE TABLE told_actors (
    attribution INTEGER NOT NULL REFERENCES told,
    role TEXT NOT NULL CHECK (role IN ('speakers', 'about')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_actor ON told_actors (actor, role);

CREATE TABLE appearances (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    actor TEXT NOT NULL,
    name TEXT,
    kind TEXT,
    country TEXT,
    full_name TEXT,
    role TEXT,
    mentions INTEGER NOT NULL,
    speaking INTEGER NOT NULL,
    about INTEGER NOT NULL,
    UNIQUE (document, actor)
) STRICT;
CREATE INDEX appearances_of_actor ON appearances (actor);
CREATE INDEX appearances_by_full_name ON appearances (full_name, actor) WHERE full_name IS NOT NULL;

CREATE TABLE callings (
    appearance INTEGER NOT NULL REFERENCES appearances,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER NOT NULL,
    speakers TEXT NOT NULL,
    words TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (appearance, position)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE called USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2');
"""

# A ledger of version 1 knows no actors and no judgements: its attributions are told as they were read.
TOLD_AS_READ: Final = """
INSERT INTO told (attribution, act, speaker_kind, overruled)
    SELECT a.id, a.act, a.speaker_kind, 0 FROM attributions a JOIN readings r ON r.id = a.reading
    WHERE NOT EXISTS (SELECT 1 FROM readings newer WHERE newer.document = r.document AND newer.id > r.id);
INSERT INTO told_actors (attribution, role, position, actor)
    SELECT l.attribution, l.role, l.position, l.actor FROM attribution_actors l
    JOIN told t ON t.attribution = l.attribution WHERE l.role IN ('speakers', 'about');
"""

# What version 3 adds: the names of judged speakers (a JSON list), attributions by their ids, all that joins persons in
# one index, and the sum of each actor's appearances, kept so that a list of actors need not count them all.
TALLIES: Final = """
ALTER TABLE judgements ADD COLUMN names TEXT NOT NULL DEFAULT '[]';
CREATE INDEX attributions_by_key ON attributions (key);
DROP INDEX appearances_by_full_name;
CREATE INDEX appearances_by_full_name ON appearances (full_name, actor, country, role) WHERE full_name IS NOT NULL;

CREATE TABLE tallies (
    actor TEXT PRIMARY KEY,
    documents INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    speaking INTEGER NOT NULL,
    about INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tallies (actor, documents, mentions, speaking, about)
    SELECT actor, count(*), sum(mentions), sum(speaking), sum(about) FROM appearances GROUP BY actor;
"""

# What version 6 adds: what is known of the bearers of a full name, each in one step, however many they are.
ONE_FACT: Final = f"""
CREATE INDEX appearances_by_country ON appearances (full_name, country)
    WHERE full_name IS NOT NULL AND country IS NOT NULL;
CREATE INDEX appearances_by_role ON appearances (full_name, role) WHERE full_name IS NOT NULL AND role IS NOT NULL;
CREATE INDEX appearances_by_key ON appearances (full_name, actor)
    WHERE full_name IS NOT NULL AND actor NOT GLOB '{"[0-9a-f]" * 16}';
"""
