-- Which installation this is: made once, so that what it put up is told from what another one did.
CREATE TABLE installation (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    id       TEXT NOT NULL
);

INSERT INTO installation (only_one, id) VALUES (1, lower(hex(randomblob(4))));

CREATE TRIGGER installation_stays BEFORE UPDATE ON installation
BEGIN
    SELECT RAISE(ABORT, 'the id of the installation is never changed');
END;

CREATE TRIGGER installation_is_kept BEFORE DELETE ON installation
BEGIN
    SELECT RAISE(ABORT, 'the id of the installation is never removed');
END;
