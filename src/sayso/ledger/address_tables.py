"""What version 7 of a ledger adds: what is known of addresses on the network, which reader a page was too much for, and
what ledgers need to be merged.

The state of an address is the one thing in a ledger that is written over: it says how things stood when it was asked
for last. Of two readings of a document the one `entered` later is the newer; `turn` counts those of one time. Of two
judgements that is so of `time` and `turn`. Both mean the same in every ledger into which they are merged, as the
numbers of rows do not; so a judgement that was taken back in two ledgers may be so twice.
"""

from typing import Final

ADDRESSES: Final = """
CREATE TABLE addresses (
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    checked TEXT NOT NULL,
    status INTEGER,
    document TEXT,
    failures INTEGER NOT NULL,
    due TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_due ON addresses (kind, ifnull(due, ''));

ALTER TABLE failures ADD COLUMN reader TEXT;
DROP INDEX failures_once;
CREATE UNIQUE INDEX failures_once
    ON failures (ifnull(path, ''), ifnull(url, ''), step, reason, ifnull(original, ''), ifnull(reader, ''));
CREATE INDEX failures_original ON failures (original) WHERE original IS NOT NULL;

ALTER TABLE readings ADD COLUMN entered TEXT NOT NULL DEFAULT '';
ALTER TABLE readings ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE readings SET
    entered = ifnull((SELECT min(s.fetched) FROM sightings s WHERE s.document = readings.document), ''),
    turn = (SELECT count(*) FROM readings b WHERE b.document = readings.document AND b.id < readings.id);

ALTER TABLE judgements ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
CREATE INDEX judgements_time ON judgements (time, turn);
DROP TRIGGER judgements_unchanged;
UPDATE judgements SET
    turn = (SELECT count(*) FROM judgements b WHERE b.time = judgements.time AND b.id < judgements.id);
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
DROP INDEX judgements_retracted_once;
CREATE INDEX judgements_retracted ON judgements (retracts) WHERE retracts IS NOT NULL;
"""
