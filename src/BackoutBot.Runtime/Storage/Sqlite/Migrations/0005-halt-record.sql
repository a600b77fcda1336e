-- Who halted all writing to AWS, why, and who lifted it. Entries are only ever added.
CREATE TABLE halt_record (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    by     TEXT NOT NULL,
    basis  TEXT NOT NULL,
    act    TEXT NOT NULL,
    reason TEXT
);

CREATE TRIGGER halt_record_stays BEFORE UPDATE ON halt_record
BEGIN
    SELECT RAISE(ABORT, 'an entry of the halt record is never changed');
END;

CREATE TRIGGER halt_record_is_kept BEFORE DELETE ON halt_record
BEGIN
    SELECT RAISE(ABORT, 'an entry of the halt record is never removed');
END;
