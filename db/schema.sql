-- schema.sql -- the sources: what no program can make again. Everything that
-- can be made again is in derived.sql.
--
-- Times are minutes since 1970-01-01T00:00Z (cgi/when.h). Texts are UTF-8.
-- A change of this file goes with upgrade/NNN.sql and a higher user_version.

PRAGMA application_id = 0x416c6d6e; -- "Almn"
PRAGMA user_version = 1;

-- Where events come from. A whole import of a source removes what it no
-- longer has.
CREATE TABLE source (
	key     TEXT PRIMARY KEY,  -- an agenda's uid, or a word: [A-Za-z0-9._-]+
	format  TEXT NOT NULL,     -- of its last import, as the report names it
	checked INTEGER NOT NULL,  -- its last import
	changed INTEGER NOT NULL   -- the last import that changed something
) STRICT, WITHOUT ROWID;

-- Every event there has ever been; none is deleted, so that phones can be told
-- what went and an event that comes back is still itself.
CREATE TABLE event (
	slot     INTEGER PRIMARY KEY, -- its position in phones' copies: from 1, one after the other
	source   TEXT NOT NULL REFERENCES source (key),
	uid      TEXT NOT NULL,       -- the source's name for it
	name     TEXT NOT NULL UNIQUE,-- its name in addresses: the uid, or UID-SOURCE where another source has that uid
	document TEXT NOT NULL,       -- cgi/event.h, as JSON
	timing   INTEGER NOT NULL,    -- the highest timing number given so far
	revision INTEGER NOT NULL,    -- how often the document changed: SEQUENCE in calendars
	added    INTEGER NOT NULL,    -- when it first came
	changed  INTEGER NOT NULL,    -- when the document last changed
	removed  INTEGER,             -- when it left its source; NULL: it is there
	UNIQUE (source, uid)
) STRICT;

-- Texts of rules, each once, by the SHA-256 of its bytes.
CREATE TABLE script (
	hash TEXT PRIMARY KEY,
	text BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- All files of scripts/ as they were at one moment.
CREATE TABLE rule_set (
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	hash  TEXT NOT NULL,    -- of all names and texts
	made  INTEGER NOT NULL,
	cause TEXT NOT NULL     -- what for: files, restore
) STRICT;

CREATE TABLE rule_set_file (
	rule_set INTEGER NOT NULL REFERENCES rule_set (id),
	path     TEXT NOT NULL, -- programme.lua, rules/ID.lua, lib/NAME.lua
	script   TEXT NOT NULL REFERENCES script (hash),
	PRIMARY KEY (rule_set, path)
) STRICT, WITHOUT ROWID;

-- The last rule set in which a file did what it should, for the day on which
-- it does not.
CREATE TABLE rule_good (
	path     TEXT PRIMARY KEY, -- programme.lua or rules/ID.lua
	rule_set INTEGER NOT NULL REFERENCES rule_set (id)
) STRICT, WITHOUT ROWID;

-- What visitors have been shown, one after the other. The highest id is live.
CREATE TABLE publication (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	made     INTEGER NOT NULL,
	cause    TEXT NOT NULL,    -- import, files, publish, restore
	rule_set INTEGER NOT NULL REFERENCES rule_set (id),
	content  TEXT NOT NULL,    -- hash of all that visitors can see
	events   INTEGER NOT NULL, -- shown
	states   TEXT NOT NULL     -- JSON: how each rule did
) STRICT;

-- What changed for visitors from one publication to the next.
CREATE TABLE change (
	id          INTEGER PRIMARY KEY,
	publication INTEGER NOT NULL REFERENCES publication (id)
	            DEFERRABLE INITIALLY DEFERRED, -- it comes last
	at          INTEGER NOT NULL, -- when it was published
	slot        INTEGER NOT NULL REFERENCES event (slot),
	what        TEXT NOT NULL,    -- a word of cgi/changelog.h
	detail      TEXT NOT NULL     -- JSON: old and new
) STRICT;
CREATE INDEX change_at ON change (at);
