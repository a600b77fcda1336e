-- Which backout works on which resource: no two open ones on the same. A row of a closed backout is taken over by the next.
CREATE TABLE claims (
    resource TEXT PRIMARY KEY,
    backout  TEXT NOT NULL REFERENCES backouts (id)
) WITHOUT ROWID;
