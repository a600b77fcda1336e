-- One row a backout: what is asked for often, kept in step with the journal by the same transaction.
CREATE TABLE backouts (
    seq     INTEGER PRIMARY KEY,
    id      TEXT    NOT NULL UNIQUE,
    service TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    phase   TEXT    NOT NULL,
    is_open INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (service, number)
);

-- Many alarms, one backout: the second to open one for the same service loses here, whichever process it runs in.
CREATE UNIQUE INDEX backouts_one_open ON backouts (service) WHERE is_open = 1;

CREATE TABLE journal (
    backout       TEXT    NOT NULL REFERENCES backouts (id),
    version       INTEGER NOT NULL,
    at            TEXT    NOT NULL, -- ISO 8601 to the tick: the hash covers it
    actor         TEXT,
    cause         TEXT    NOT NULL,
    traceparent   TEXT,
    event         TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    PRIMARY KEY (backout, version)
);

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- Times below are milliseconds since 1970, UTC.
CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY,
    source      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    received_at INTEGER NOT NULL,
    traceparent TEXT,
    status      INTEGER NOT NULL DEFAULT 0, -- 0 pending, 1 done, 2 unrecognised
    note        TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, key)
);

CREATE INDEX inbox_pending ON inbox (id) WHERE status = 0;
CREATE INDEX inbox_unrecognised ON inbox (id) WHERE status = 2;

CREATE TABLE outbox (
    seq           INTEGER PRIMARY KEY,
    platform      TEXT    NOT NULL,
    key           TEXT    NOT NULL,
    channel       TEXT    NOT NULL,
    thread        TEXT,
    only_for      TEXT,
    body          TEXT    NOT NULL,
    revision      INTEGER NOT NULL DEFAULT 1,
    state         INTEGER NOT NULL DEFAULT 0, -- 0 pending, 1 sent, 2 refused
    reference     TEXT,
    due_at        INTEGER NOT NULL DEFAULT 0,
    attempts      INTEGER NOT NULL DEFAULT 0,
    note          TEXT,
    waiting_since INTEGER NOT NULL,
    UNIQUE (platform, key)
);

CREATE INDEX outbox_pending ON outbox (platform, seq) WHERE state = 0;

CREATE TABLE chat_log (
    key       TEXT    PRIMARY KEY,
    position  INTEGER NOT NULL UNIQUE,
    posted_at INTEGER NOT NULL,
    author    TEXT,
    channel   TEXT    NOT NULL,
    thread    TEXT,
    only_for  TEXT,
    body      TEXT    NOT NULL
);

CREATE TABLE restore_points (
    service  TEXT PRIMARY KEY,
    taken_at INTEGER NOT NULL,
    body     TEXT    NOT NULL
);
