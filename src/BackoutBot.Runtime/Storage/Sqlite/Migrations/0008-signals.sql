-- What was heard of resources, across backouts: no transition counts twice, by whatever topic it comes, and none after it was over.
CREATE TABLE signals (
    id          TEXT PRIMARY KEY,
    resource    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    takes_back  TEXT,
    heard_at    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX signals_by_resource ON signals (resource, occurred_at);
CREATE INDEX signals_by_age ON signals (heard_at);
