-- One restore point a release: that of a new release never takes the place of the one before.
CREATE TABLE restore_points_by_release (
    service  TEXT    NOT NULL,
    release  TEXT    NOT NULL, -- its identity; empty where the service has nothing that releases are deployed to
    taken_at INTEGER NOT NULL,
    left_by  TEXT,             -- the backout that went back from this release
    body     TEXT    NOT NULL,
    PRIMARY KEY (service, release)
);

-- What was kept before says nothing of its release. It gives way to the first point that does.
INSERT INTO restore_points_by_release (service, release, taken_at, body)
SELECT service, '', taken_at, body FROM restore_points;

DROP TABLE restore_points;

ALTER TABLE restore_points_by_release RENAME TO restore_points;
