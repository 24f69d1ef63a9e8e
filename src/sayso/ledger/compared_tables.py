"""What version 8 of a ledger adds: vectors of documents and attributions, and what comparing documents finds.

Vectors are read, as everything else that a reading holds. All else follows from the newest readings and from
judgements: by what signs a page is found and which others are like it, which pages are a story, which passages it
shares. It is made after a page is entered, document by document in the order of their changes (in `latest`), up to that
which `comparisons` tells; its `number` counts the times that any of it was made. `day` is the day of publication as a
number, -1 where there is none; it stands in the keys so that what is far apart in time stays out of the way.
`least` is how alike the pages of a story are asked to be, by what was learned. `likenesses` have
each pair both ways, `passages` and `judged_stories` once.
"""

from typing import Final

COMPARED: Final = """
CREATE TABLE document_vectors (
    reading INTEGER PRIMARY KEY REFERENCES readings,
    vector BLOB NOT NULL
) STRICT;

CREATE TABLE attribution_vectors (
    attribution INTEGER PRIMARY KEY REFERENCES attributions,
    vector BLOB NOT NULL
) STRICT;

CREATE TABLE compared (
    document INTEGER PRIMARY KEY REFERENCES documents,
    day INTEGER NOT NULL,
    signs BLOB NOT NULL,
    prints BLOB NOT NULL
) STRICT;

CREATE TABLE compared_keys (
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents,
    weight INTEGER NOT NULL,
    PRIMARY KEY (key, day, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE compared_prints (
    print INTEGER NOT NULL,
    day INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents,
    place INTEGER NOT NULL,
    PRIMARY KEY (print, day, document, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE likenesses (
    document INTEGER NOT NULL REFERENCES documents,
    other INTEGER NOT NULL REFERENCES documents,
    score REAL NOT NULL,
    PRIMARY KEY (document, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE judged_stories (
    document INTEGER NOT NULL REFERENCES documents,
    other INTEGER NOT NULL REFERENCES documents,
    same INTEGER NOT NULL,
    PRIMARY KEY (document, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (
    document INTEGER NOT NULL REFERENCES documents,
    other INTEGER NOT NULL REFERENCES documents,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    other_start INTEGER NOT NULL,
    other_stop INTEGER NOT NULL,
    words INTEGER NOT NULL,
    change REAL NOT NULL,
    kind TEXT NOT NULL,
    speakers TEXT NOT NULL,
    PRIMARY KEY (document, other, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_other ON passages (other, document);

CREATE TABLE stories (
    story INTEGER PRIMARY KEY REFERENCES documents,
    documents INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    publishers TEXT NOT NULL
) STRICT;
CREATE INDEX stories_newest ON stories (last DESC, story DESC) WHERE documents > 1;

CREATE TABLE story_documents (
    document INTEGER PRIMARY KEY REFERENCES documents,
    story INTEGER NOT NULL REFERENCES stories,
    position INTEGER NOT NULL,
    piece INTEGER NOT NULL
) STRICT;
CREATE INDEX story_documents_of ON story_documents (story, position);
CREATE INDEX story_documents_in ON story_documents (piece);

CREATE VIRTUAL TABLE headed USING fts5 (titles, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE comparisons (
    number INTEGER NOT NULL,
    change INTEGER NOT NULL,
    document INTEGER NOT NULL,
    least REAL
) STRICT;
INSERT INTO comparisons VALUES (0, -1, 0, NULL);

CREATE INDEX events_by_key ON events (key);
"""
