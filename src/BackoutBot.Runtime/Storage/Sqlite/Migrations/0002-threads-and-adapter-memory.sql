-- Finds the thread that something was said in.
CREATE INDEX outbox_reference ON outbox (platform, reference) WHERE reference IS NOT NULL;

CREATE TABLE adapter_memory (
    platform TEXT NOT NULL,
    key      TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (platform, key)
) WITHOUT ROWID;
