"""What version 9 of a ledger adds: the log, and what was redacted.

Every sighting, reading, failure, judgement and redaction is a leaf of the log, in the order in which they came; `entry`
is its row, `document` the SHA-256 of the document that it is of. What a leaf is the hash of is made of the rows
themselves (`leaves.py`). Where merging puts an earlier reading, sighting or failure in the place of another, it gets a
leaf of its own, and the older one stays. Sightings get numbers that outlive a VACUUM.
"""

from typing import Final

LOG: Final = """
CREATE TABLE numbered_sightings (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents,
    url TEXT,
    path TEXT,
    fetched TEXT NOT NULL
) STRICT;
INSERT INTO numbered_sightings SELECT rowid, document, url, path, fetched FROM sightings;
DROP TABLE sightings;
ALTER TABLE numbered_sightings RENAME TO sightings;
CREATE UNIQUE INDEX sightings_once ON sightings (document, ifnull(url, ''), ifnull(path, ''));
CREATE INDEX sightings_url ON sightings (url, document) WHERE url IS NOT NULL;
CREATE INDEX sightings_path ON sightings (path, document) WHERE path IS NOT NULL;

CREATE TABLE log (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('sighting', 'reading', 'failure', 'judgement', 'redaction')),
    entry INTEGER NOT NULL,
    document BLOB,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX log_entry ON log (kind, entry);
CREATE TRIGGER log_unchanged BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_kept BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END;
CREATE TRIGGER log_not_replaced BEFORE INSERT ON log
    WHEN EXISTS (SELECT 1 FROM log WHERE position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;

CREATE TABLE redactions (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    leaves TEXT NOT NULL
) STRICT;
"""
