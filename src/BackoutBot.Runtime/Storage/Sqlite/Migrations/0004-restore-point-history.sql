-- How the service was with the release, and how its resources were earlier while it ran (KeptRestorePoint without its point).
ALTER TABLE restore_points ADD COLUMN history TEXT NOT NULL DEFAULT '{}';
