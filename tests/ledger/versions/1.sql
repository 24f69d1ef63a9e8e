CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO documents (id, sha256) VALUES (1, '8aabd9c1a34c3527341c5eb0eb426076c228b384a0b876f3a1beaa8ba788ec24');
INSERT INTO documents (id, sha256) VALUES (2, '5917a4734c8e80b619e789969ebf20f90868625fe04f5fcf476dc1f850992a19');
INSERT INTO documents (id, sha256) VALUES (3, '395b32cdd184bc968ed99d834f7921a2e11d1cdeeb5456ea3527af3407d42aa8');
INSERT INTO documents (id, sha256) VALUES (4, '6143e7b86a49bdfe7712791767ec55a9f988dba0de5f78f8741f178788bdddd5');
INSERT INTO documents (id, sha256) VALUES (5, '1514a2adfe1aa9effac9edbcdfef84348406f1170fdc1a34dc9303ebbfbb775d');
INSERT INTO documents (id, sha256) VALUES (6, 'b7a0d0300b88fff5ec2439d480338ecee9f62873487a68a842d7b08df679f077');
CREATE TABLE sightings (
    document INTEGER NOT NULL REFERENCES documents,
    url TEXT,
    path TEXT,
    fetched TEXT NOT NULL
) STRICT;
INSERT INTO sightings (document, url, path, fetched) VALUES (1, NULL, 'p/0.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (2, NULL, 'p/1.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (3, NULL, 'p/2.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (4, NULL, 'p/3.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (5, NULL, 'lohm.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (6, NULL, 'shots.txt', '2024-03-01T12:00:00+00:00');
INSERT INTO sightings (document, url, path, fetched) VALUES (5, NULL, 'again/lohm.txt', '2024-04-01T12:00:00+00:00');
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
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (1, 1, 'test', NULL, 'text/plain', 'Zero', NULL, 'The Herald', '2024-02-29', 'en', 'Nina Kerr said that PFV shelled the town.');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (2, 2, 'test', NULL, 'text/plain', 'One', NULL, 'The Herald', '2023-01-01', 'en', 'She denied perhaps that the town fell to PFV.');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (3, 3, 'test', NULL, 'text/plain', 'Two', NULL, 'The Herald', NULL, 'en', 'A source claimed Omar Kerr left.');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (4, 4, 'test', NULL, 'text/plain', 'Three', NULL, 'The Herald', '2024-02-29', 'en', 'North Ministry met South Ministry.');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (5, 5, 'test', NULL, 'text/plain', 'Ostra bombs Lohm', NULL, 'The Herald', '2024-03-05', 'en', 'Ostra bombs Lohm
Ostra’s air force bombed the Front north of Lohm on 3 March, killing at least 40 fighters.
Nina Kerr said that the Front had shelled a market in Dren last week.
a medic claimed the raid would have cost perhaps 12 lives.
Reportedly convoys left the valley in the 1970s.
On Monday Ostra accused the hill gangs of using the mill as a depot.
');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (6, 6, 'test', NULL, 'text/plain', 'Shots', NULL, NULL, NULL, 'en', 'Shots were fired at Lohm bridge.');
INSERT INTO readings (id, document, reader, url, media_type, title, author, publisher, published, language, text) VALUES (7, 1, 'newer', NULL, 'text/plain', 'Zero', NULL, 'The Herald', '2024-02-29', 'en', 'Nina Kerr said that PFV shelled the town.');
CREATE TABLE blocks (
    reading INTEGER NOT NULL REFERENCES readings,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (reading, position)
) STRICT, WITHOUT ROWID;
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (1, 0, 'paragraph', 0, 41);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (2, 0, 'paragraph', 0, 45);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (3, 0, 'paragraph', 0, 32);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (4, 0, 'paragraph', 0, 34);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 0, 'paragraph', 0, 16);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 1, 'paragraph', 17, 107);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 2, 'paragraph', 108, 177);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 3, 'paragraph', 178, 236);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 4, 'paragraph', 237, 285);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (5, 5, 'paragraph', 286, 354);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (6, 0, 'paragraph', 0, 32);
INSERT INTO blocks (reading, position, kind, start, stop) VALUES (7, 0, 'paragraph', 0, 41);
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
INSERT INTO sentences (reading, position, start, stop) VALUES (1, 0, 0, 41);
INSERT INTO sentences (reading, position, start, stop) VALUES (2, 0, 0, 45);
INSERT INTO sentences (reading, position, start, stop) VALUES (3, 0, 0, 32);
INSERT INTO sentences (reading, position, start, stop) VALUES (4, 0, 0, 34);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 0, 0, 16);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 1, 17, 107);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 2, 108, 177);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 3, 178, 236);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 4, 237, 285);
INSERT INTO sentences (reading, position, start, stop) VALUES (5, 5, 286, 354);
INSERT INTO sentences (reading, position, start, stop) VALUES (6, 0, 0, 32);
INSERT INTO sentences (reading, position, start, stop) VALUES (7, 0, 0, 41);
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
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (1, 1, 0, '1aad2d997dc6b834', 'named', NULL, 'accuse', 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (2, 2, 0, '2330afa7b60b1e29', 'named', NULL, 'deny', 'indirect', 1, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (3, 3, 0, '002da074992c1ba1', 'anonymous', NULL, 'state', 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (4, 5, 0, 'bc93e3ed0f8c9483', 'named', NULL, NULL, 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (5, 5, 1, 'b2a81e6b98011045', 'anonymous', NULL, NULL, 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (6, 5, 2, '3609c7cda127c798', 'unstated', NULL, NULL, 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (7, 5, 3, '9389fa59ad76888b', 'named', NULL, NULL, 'indirect', NULL, NULL, 0.9);
INSERT INTO attributions (id, reading, position, key, speaker_kind, reference, act, manner, negated, outer_key, score) VALUES (8, 7, 0, '1aad2d997dc6b834', 'named', NULL, 'accuse', 'indirect', NULL, NULL, 0.9);
CREATE TABLE attribution_spans (
    attribution INTEGER NOT NULL REFERENCES attributions,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (1, 'content', 0, 20, 40, 'PFV shelled the town');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (1, 'cue', 0, 10, 14, 'said');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (1, 'source', 0, 0, 9, 'Nina Kerr');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (2, 'content', 0, 11, 44, 'perhaps that the town fell to PFV');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (2, 'cue', 0, 4, 10, 'denied');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (2, 'hedges', 0, 11, 18, 'perhaps');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (2, 'source', 0, 0, 3, 'She');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (3, 'content', 0, 17, 31, 'Omar Kerr left');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (3, 'cue', 0, 9, 16, 'claimed');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (3, 'source', 0, 0, 8, 'A source');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (4, 'content', 0, 128, 176, 'the Front had shelled a market in Dren last week');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (4, 'cue', 0, 118, 122, 'said');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (4, 'source', 0, 108, 117, 'Nina Kerr');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (5, 'content', 0, 194, 235, 'the raid would have cost perhaps 12 lives');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (5, 'cue', 0, 186, 193, 'claimed');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (5, 'hedges', 0, 219, 226, 'perhaps');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (5, 'source', 0, 178, 185, 'a medic');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (6, 'content', 0, 248, 284, 'convoys left the valley in the 1970s');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (6, 'cue', 0, 237, 247, 'Reportedly');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (7, 'content', 0, 325, 353, 'of using the mill as a depot');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (7, 'cue', 0, 302, 309, 'accused');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (7, 'source', 0, 296, 301, 'Ostra');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (8, 'content', 0, 20, 40, 'PFV shelled the town');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (8, 'cue', 0, 10, 14, 'said');
INSERT INTO attribution_spans (attribution, role, position, start, stop, words) VALUES (8, 'source', 0, 0, 9, 'Nina Kerr');
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
INSERT INTO failures (id, path, url, step, reason, time, original) VALUES (1, 'p/broken.bin', NULL, 'read', 'binary', '2026-11-23T20:30:00+00:00', '268576d50a742ae1cd715dd6a92d811c5b04f1a66a7e13ae15f75f315a3ebe5c');
INSERT INTO failures (id, path, url, step, reason, time, original) VALUES (2, 'p/gone.txt', NULL, 'read', 'gone', '2026-11-23T20:30:00+00:00', NULL);
CREATE VIRTUAL TABLE said USING fts5 (source, content, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO said (rowid, source, content) VALUES (1, 'Nina Kerr', 'PFV shelled the town');
INSERT INTO said (rowid, source, content) VALUES (2, 'She', 'perhaps that the town fell to PFV');
INSERT INTO said (rowid, source, content) VALUES (3, 'A source', 'Omar Kerr left');
INSERT INTO said (rowid, source, content) VALUES (4, 'Nina Kerr', 'the Front had shelled a market in Dren last week');
INSERT INTO said (rowid, source, content) VALUES (5, 'a medic', 'the raid would have cost perhaps 12 lives');
INSERT INTO said (rowid, source, content) VALUES (6, '', 'convoys left the valley in the 1970s');
INSERT INTO said (rowid, source, content) VALUES (7, 'Ostra', 'of using the mill as a depot');
INSERT INTO said (rowid, source, content) VALUES (8, 'Nina Kerr', 'PFV shelled the town');
CREATE UNIQUE INDEX sightings_once ON sightings (document, ifnull(url, ''), ifnull(path, ''));
CREATE UNIQUE INDEX failures_once
    ON failures (ifnull(path, ''), ifnull(url, ''), step, reason, ifnull(original, ''));
