-- 003.sql -- from version 2 of the tables to 3: agendas that are fetched,
-- and what the guard keeps.

CREATE TABLE sync (
	source  TEXT PRIMARY KEY,
	address TEXT NOT NULL,
	runs    INTEGER NOT NULL,
	done    INTEGER,
	whole   INTEGER,
	since   INTEGER,
	tag     TEXT,
	schema  TEXT,
	failed  INTEGER,
	failure TEXT
) STRICT, WITHOUT ROWID;

ALTER TABLE source ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;

PRAGMA user_version = 3;
