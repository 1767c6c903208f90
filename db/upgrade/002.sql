-- 002.sql -- from version 1 of the tables to 2: the editors' workspace.

ALTER TABLE publication ADD COLUMN author TEXT;
ALTER TABLE publication ADD COLUMN message TEXT;
ALTER TABLE publication ADD COLUMN effect TEXT;

-- The first version 1 of this table asked for its publication at once.
CREATE TABLE change_2 (
	id          INTEGER PRIMARY KEY,
	publication INTEGER NOT NULL REFERENCES publication (id)
	            DEFERRABLE INITIALLY DEFERRED,
	at          INTEGER NOT NULL,
	slot        INTEGER NOT NULL REFERENCES event (slot),
	what        TEXT NOT NULL,
	detail      TEXT NOT NULL
) STRICT;
INSERT INTO change_2 SELECT id, publication, at, slot, what, detail FROM change;
DROP TABLE change;
ALTER TABLE change_2 RENAME TO change;
CREATE INDEX change_at ON change (at);

CREATE TABLE draft (
	author  TEXT NOT NULL,
	path    TEXT NOT NULL,
	text    BLOB,
	base    TEXT NOT NULL,
	before  BLOB,
	changed INTEGER NOT NULL,
	PRIMARY KEY (author, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE operation (
	id       TEXT PRIMARY KEY,
	author   TEXT NOT NULL,
	at       INTEGER NOT NULL,
	location TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE correction (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	slot      INTEGER NOT NULL REFERENCES event (slot),
	what      TEXT NOT NULL,
	detail    TEXT NOT NULL,
	author    TEXT NOT NULL,
	made      INTEGER NOT NULL,
	undone    INTEGER,
	undone_by TEXT
) STRICT;
CREATE INDEX correction_slot ON correction (slot);
CREATE TABLE announcement (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	texts    TEXT NOT NULL,
	until    INTEGER NOT NULL,
	author   TEXT NOT NULL,
	made     INTEGER NOT NULL,
	ended    INTEGER,
	ended_by TEXT
) STRICT;
CREATE TABLE upload (
	id     TEXT PRIMARY KEY,
	author TEXT NOT NULL,
	at     INTEGER NOT NULL,
	name   TEXT NOT NULL,
	detail TEXT NOT NULL,
	bytes  BLOB NOT NULL
) STRICT;

PRAGMA user_version = 2;
