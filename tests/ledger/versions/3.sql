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
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (1, 'about', 0, 'front');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (1, 'speakers', 0, 'kerr');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (2, 'about', 0, 'front');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (2, 'speakers', 0, 'kerr');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (3, 'about', 0, '0123456789abcdef');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (4, 'about', 0, 'free-hills');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (4, 'speakers', 0, '1111111111111111');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (5, 'speakers', 0, '2222222222222222');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (7, 'speakers', 0, 'ostra');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (8, 'about', 0, 'front');
INSERT INTO attribution_actors (attribution, role, position, actor) VALUES (8, 'speakers', 0, 'kerr');
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    path TEXT,
    url TEXT,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    original TEXT
) STRICT;
INSERT INTO failures (id, path, url, step, reason, time, original) VALUES (1, 'p/broken.bin', NULL, 'read', 'binary', '2026-11-23T20:19:31+00:00', '268576d50a742ae1cd715dd6a92d811c5b04f1a66a7e13ae15f75f315a3ebe5c');
INSERT INTO failures (id, path, url, step, reason, time, original) VALUES (2, 'p/gone.txt', NULL, 'read', 'gone', '2026-11-23T20:19:31+00:00', NULL);
CREATE VIRTUAL TABLE said USING fts5 (source, content, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO said (rowid, source, content) VALUES (1, 'Nina Kerr', 'PFV shelled the town');
INSERT INTO said (rowid, source, content) VALUES (2, 'She', 'perhaps that the town fell to PFV');
INSERT INTO said (rowid, source, content) VALUES (3, 'A source', 'Omar Kerr left');
INSERT INTO said (rowid, source, content) VALUES (4, 'Nina Kerr', 'the Front had shelled a market in Dren last week');
INSERT INTO said (rowid, source, content) VALUES (5, 'a medic', 'the raid would have cost perhaps 12 lives');
INSERT INTO said (rowid, source, content) VALUES (6, '', 'convoys left the valley in the 1970s');
INSERT INTO said (rowid, source, content) VALUES (7, 'Ostra', 'of using the mill as a depot');
INSERT INTO said (rowid, source, content) VALUES (8, 'Nina Kerr', 'PFV shelled the town');
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
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (1, 1, 0, 'kerr', 'Nina Kerr', 'person', 'VE');
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (2, 1, 1, 'front', 'People’s Front', 'armed_group', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (3, 2, 0, 'kerr', 'Nina Kerr', 'person', 'VE');
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (4, 2, 1, 'front', 'People’s Front', 'armed_group', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (5, 3, 0, '0123456789abcdef', 'Omar Kerr', 'person', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (6, 4, 0, 'north', 'North Ministry', 'government', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (7, 4, 1, 'south', 'South Ministry', 'government', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (8, 5, 0, 'ostra', 'Ostra', 'state', 'OS');
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (9, 5, 1, 'free-hills', 'Free Hills Front', 'armed_group', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (10, 5, 2, '1111111111111111', 'Nina Kerr', 'person', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (11, 5, 3, '2222222222222222', 'a medic', 'unnamed', NULL);
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (12, 7, 0, 'kerr', 'Nina Kerr', 'person', 'VE');
INSERT INTO actors (id, reading, position, key, name, kind, country) VALUES (13, 7, 1, 'front', 'People’s Front', 'armed_group', NULL);
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
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (1, 0, 'Nina Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (1, 1, 'Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (2, 0, 'People’s Front', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (2, 1, 'PFV', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (3, 0, 'Nina Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (3, 1, 'Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (4, 0, 'People’s Front', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (4, 1, 'PFV', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (5, 0, 'Omar Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (5, 1, 'Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (6, 0, 'North Ministry', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (7, 0, 'South Ministry', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (8, 0, 'Ostra', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (8, 1, 'Ostra’s air force', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (9, 0, 'Free Hills Front', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (9, 1, 'the Front', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (10, 0, 'Nina Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (11, 0, 'a medic', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (12, 0, 'Nina Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (12, 1, 'Kerr', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (13, 0, 'People’s Front', NULL, NULL, 0, NULL);
INSERT INTO aliases (actor, position, text, start, stop, defined_here, voice) VALUES (13, 1, 'PFV', NULL, NULL, 0, NULL);
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
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (1, 0, 'ffd17e34d8d40e06', 0, 9, 'Nina Kerr', NULL, 'name', 'kerr', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (1, 1, '675bd111e780e949', 20, 23, 'PFV', NULL, 'name', 'front', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (2, 0, '96d8847202ac2d72', 41, 44, 'PFV', NULL, 'name', 'front', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (3, 0, '7c0f968461ac4db2', 17, 26, 'Omar Kerr', NULL, 'name', '0123456789abcdef', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (4, 0, '401c2eecee534cd6', 0, 14, 'North Ministry', NULL, 'name', 'north', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (4, 1, '4924747038bad5a1', 19, 33, 'South Ministry', NULL, 'name', 'south', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 0, '5ab8bf6de690d33a', 0, 5, 'Ostra', NULL, 'name', 'ostra', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 1, 'b8655c8542b648ae', 17, 34, 'Ostra’s air force', NULL, 'name', 'ostra', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 2, '132d7857b61356ac', 42, 51, 'the Front', NULL, 'name', 'free-hills', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 3, '3ceedb266598a5ce', 108, 117, 'Nina Kerr', NULL, 'name', '1111111111111111', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 4, 'b87ac6b9b9d766eb', 128, 137, 'the Front', NULL, 'name', 'free-hills', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 5, '5f2563cf62634fa0', 178, 185, 'a medic', NULL, 'name', '2222222222222222', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 6, '061d9ac5c4962674', 296, 301, 'Ostra', NULL, 'name', 'ostra', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (5, 7, 'de913ecc20f1dba1', 314, 324, 'hill gangs', NULL, 'nominal', 'free-hills', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (7, 0, 'ffd17e34d8d40e06', 0, 9, 'Nina Kerr', NULL, 'name', 'kerr', 0.9);
INSERT INTO mentions (reading, position, key, start, stop, words, kind, form, actor, score) VALUES (7, 1, '675bd111e780e949', 20, 23, 'PFV', NULL, 'name', 'front', 0.9);
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
INSERT INTO stances (id, reading, position, key, kind, event, place, negated, voice) VALUES (1, 5, 0, '66238c923d51cb0a', 'hostile', NULL, NULL, 0, NULL);
INSERT INTO stances (id, reading, position, key, kind, event, place, negated, voice) VALUES (2, 5, 1, 'c1eba551d6eb1918', 'controls', NULL, '68e6401c98ee2b27', 1, '9389fa59ad76888b');
INSERT INTO stances (id, reading, position, key, kind, event, place, negated, voice) VALUES (3, 5, 2, 'bc1c8e663d195d8c', 'causes', 'da133b34283233fc', NULL, 0, 'b2a81e6b98011045');
CREATE TABLE stance_spans (
    stance INTEGER NOT NULL REFERENCES stances,
    role TEXT NOT NULL CHECK (role IN ('content', 'hedges')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (stance, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO stance_spans (stance, role, position, start, stop, words) VALUES (2, 'content', 0, 328, 353, 'using the mill as a depot');
INSERT INTO stance_spans (stance, role, position, start, stop, words) VALUES (3, 'content', 0, 227, 235, '12 lives');
CREATE TABLE stance_actors (
    stance INTEGER NOT NULL REFERENCES stances,
    role TEXT NOT NULL CHECK (role IN ('holders', 'toward')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (stance, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO stance_actors (stance, role, position, actor) VALUES (1, 'holders', 0, 'ostra');
INSERT INTO stance_actors (stance, role, position, actor) VALUES (1, 'toward', 0, 'free-hills');
INSERT INTO stance_actors (stance, role, position, actor) VALUES (2, 'holders', 0, 'free-hills');
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
, names TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (1, 'right', 1, 7, 'said', 0, NULL, NULL, NULL, NULL, 'Kim', '2024-05-01T10:00:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (2, 'wrong', 3, 3, 'claimed', 0, NULL, NULL, NULL, NULL, 'Kim', '2024-05-01T10:01:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (3, 'speaker', 2, 2, 'denied', 0, 'front', NULL, NULL, NULL, 'Kim', '2024-05-01T10:02:00+00:00', '["PFV"]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (4, 'act', 1, 7, 'said', 0, 'warn', NULL, NULL, NULL, 'Kim', '2024-05-01T10:03:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (5, 'same', NULL, NULL, NULL, NULL, 'kerr', '1111111111111111', NULL, NULL, 'Kim', '2024-05-01T10:04:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (6, 'not_same', NULL, NULL, NULL, NULL, 'north', 'south', NULL, NULL, 'Kim', '2024-05-01T10:05:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (7, 'right', 5, 5, 'accused', 0, NULL, NULL, NULL, NULL, 'Kim', '2024-05-01T10:09:00+00:00', '[]');
INSERT INTO judgements (id, kind, document, reading, words, occurrence, value, other, retracts, note, judge, time, names) VALUES (8, 'retract', NULL, NULL, NULL, NULL, NULL, NULL, 2, NULL, 'Kim', '2024-05-01T10:10:00+00:00', '[]');
CREATE TABLE told (
    attribution INTEGER PRIMARY KEY REFERENCES attributions,
    act TEXT,
    speaker_kind TEXT,
    overruled INTEGER NOT NULL,
    verdict TEXT
) STRICT;
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (2, 'deny', 'named', 1, NULL);
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (3, 'state', 'anonymous', 0, NULL);
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (4, NULL, 'named', 0, NULL);
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (5, NULL, 'anonymous', 0, NULL);
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (6, NULL, 'unstated', 0, NULL);
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (7, NULL, 'named', 0, 'right');
INSERT INTO told (attribution, act, speaker_kind, overruled, verdict) VALUES (8, 'warn', 'named', 0, 'right');
CREATE TABLE told_actors (
    attribution INTEGER NOT NULL REFERENCES told,
    role TEXT NOT NULL CHECK (role IN ('speakers', 'about')),
    position INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (attribution, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO told_actors (attribution, role, position, actor) VALUES (3, 'about', 0, '0123456789abcdef');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (4, 'speakers', 0, '1111111111111111');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (5, 'speakers', 0, '2222222222222222');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (4, 'about', 1, 'free-hills');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (2, 'about', 1, 'front');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (8, 'about', 1, 'front');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (2, 'speakers', 0, 'front');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (8, 'speakers', 0, 'kerr');
INSERT INTO told_actors (attribution, role, position, actor) VALUES (7, 'speakers', 0, 'ostra');
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
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (6, 4, 'north', 'North Ministry', 'government', NULL, NULL, NULL, 1, 0, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (7, 4, 'south', 'South Ministry', 'government', NULL, NULL, NULL, 1, 0, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (15, 2, 'kerr', 'Nina Kerr', 'person', 'VE', NULL, NULL, 0, 0, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (16, 2, 'front', 'People’s Front', 'armed_group', NULL, NULL, NULL, 1, 1, 1);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (17, 1, 'kerr', 'Nina Kerr', 'person', 'VE', 'nina kerr', NULL, 1, 1, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (18, 1, 'front', 'People’s Front', 'armed_group', NULL, NULL, NULL, 1, 0, 1);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (19, 5, 'ostra', 'Ostra', 'state', 'OS', NULL, NULL, 3, 1, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (20, 5, 'free-hills', 'Free Hills Front', 'armed_group', NULL, NULL, NULL, 3, 0, 1);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (21, 5, '1111111111111111', 'Nina Kerr', 'person', NULL, 'nina kerr', NULL, 1, 1, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (22, 5, '2222222222222222', 'a medic', 'unnamed', NULL, NULL, NULL, 1, 1, 0);
INSERT INTO appearances (id, document, actor, name, kind, country, full_name, role, mentions, speaking, about) VALUES (23, 3, '0123456789abcdef', 'Omar Kerr', 'person', NULL, 'omar kerr', NULL, 1, 0, 1);
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
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (6, 0, 'North Ministry', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (7, 0, 'South Ministry', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (16, 0, 'PFV', 0, 'front', '', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (17, 0, 'Nina Kerr', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (18, 0, 'PFV', 0, 'kerr', '', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (19, 0, 'Ostra', 1, '', 'The Herald', 2);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (19, 1, 'Ostra’s air force', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (20, 0, 'the Front', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (20, 1, 'the Front', 0, '1111111111111111', '', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (20, 2, 'hill gangs', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (21, 0, 'Nina Kerr', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (22, 0, 'a medic', 1, '', 'The Herald', 1);
INSERT INTO callings (appearance, position, text, page, speakers, words, times) VALUES (23, 0, 'Omar Kerr', 0, '', 'A source', 1);
CREATE VIRTUAL TABLE called USING fts5 (names, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO called (rowid, names) VALUES (6, 'North Ministry');
INSERT INTO called (rowid, names) VALUES (7, 'South Ministry');
INSERT INTO called (rowid, names) VALUES (15, 'Nina Kerr  Kerr');
INSERT INTO called (rowid, names) VALUES (16, 'People’s Front  PFV');
INSERT INTO called (rowid, names) VALUES (17, 'Nina Kerr  Kerr');
INSERT INTO called (rowid, names) VALUES (18, 'People’s Front  PFV');
INSERT INTO called (rowid, names) VALUES (19, 'Ostra  Ostra’s air force');
INSERT INTO called (rowid, names) VALUES (20, 'Free Hills Front  the Front');
INSERT INTO called (rowid, names) VALUES (21, 'Nina Kerr');
INSERT INTO called (rowid, names) VALUES (22, 'a medic');
INSERT INTO called (rowid, names) VALUES (23, 'Omar Kerr  Kerr');
CREATE TABLE tallies (
    actor TEXT PRIMARY KEY,
    documents INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    speaking INTEGER NOT NULL,
    about INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('0123456789abcdef', 1, 1, 0, 1);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('1111111111111111', 1, 1, 1, 0);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('2222222222222222', 1, 1, 1, 0);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('free-hills', 1, 3, 0, 1);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('front', 2, 2, 1, 2);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('kerr', 2, 1, 1, 0);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('north', 1, 1, 0, 0);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('ostra', 1, 3, 1, 0);
INSERT INTO tallies (actor, documents, mentions, speaking, about) VALUES ('south', 1, 1, 0, 0);
CREATE UNIQUE INDEX sightings_once ON sightings (document, ifnull(url, ''), ifnull(path, ''));
CREATE UNIQUE INDEX failures_once
    ON failures (ifnull(path, ''), ifnull(url, ''), step, reason, ifnull(original, ''));
CREATE INDEX judgements_of_document ON judgements (document) WHERE document IS NOT NULL;
CREATE UNIQUE INDEX judgements_retracted_once ON judgements (retracts) WHERE retracts IS NOT NULL;
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement is never deleted'); END;
CREATE TRIGGER judgements_not_replaced BEFORE INSERT ON judgements
    WHEN EXISTS (SELECT 1 FROM judgements WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
CREATE INDEX told_act ON told (act) WHERE act IS NOT NULL;
CREATE INDEX told_kind ON told (speaker_kind) WHERE speaker_kind IS NOT NULL;
CREATE INDEX told_by_actor ON told_actors (actor, role);
CREATE INDEX appearances_of_actor ON appearances (actor);
CREATE INDEX attributions_by_key ON attributions (key);
CREATE INDEX appearances_by_full_name ON appearances (full_name, actor, country, role) WHERE full_name IS NOT NULL;
