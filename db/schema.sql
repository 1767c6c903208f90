-- schema.sql -- the sources: what no program can make again. Everything that
-- can be made again is in derived.sql.
--
-- Times are minutes since 1970-01-01T00:00Z (cgi/when.h). Texts are UTF-8.
-- A change of this file goes with upgrade/NNN.sql and a higher user_version.

PRAGMA application_id = 0x416c6d6e; -- "Almn"
PRAGMA user_version = 3;

-- Where events come from. A whole import of a source removes what it no
-- longer has.
CREATE TABLE source (
	key     TEXT PRIMARY KEY,  -- an agenda's uid, or a word: [A-Za-z0-9._-]+
	format  TEXT NOT NULL,     -- of its last import, as the report names it
	checked INTEGER NOT NULL,  -- its last import
	changed INTEGER NOT NULL,  -- the last import that changed something
	withheld INTEGER NOT NULL DEFAULT 0 -- events that it no longer has and that the guard keeps
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

-- What `almanach sync` knows of the agendas that it fetches. No key is kept.
CREATE TABLE sync (
	source  TEXT PRIMARY KEY,  -- as in source, which a first failure leaves without
	address TEXT NOT NULL,     -- of the agenda: from another one all is fetched anew
	runs    INTEGER NOT NULL,  -- how many were stored, so that two at once are noticed
	done    INTEGER,           -- its last success; NULL: none yet
	whole   INTEGER,           -- its last success that fetched everything
	since   INTEGER,           -- by the agenda's own clock: what changed before has come
	tag     TEXT,              -- ETag of the agenda's description, or NULL
	schema  TEXT,              -- that description
	failed  INTEGER,           -- its last failure; NULL: none after "done"
	failure TEXT               -- a sentence
) STRICT, WITHOUT ROWID;

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
	cause    TEXT NOT NULL,    -- import, files, publish, restore, edit, correction, announcement
	rule_set INTEGER NOT NULL REFERENCES rule_set (id),
	content  TEXT NOT NULL,    -- hash of all that visitors can see
	events   INTEGER NOT NULL, -- shown
	states   TEXT NOT NULL,    -- JSON: how each rule did
	author   TEXT,             -- who published in the workspace
	message  TEXT,             -- ... and why
	effect   TEXT              -- JSON: what each changed rule gained and lost
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

-- ---- the editors' workspace -----------------------------------------------

-- What an editor has written and not published. Files of scripts/ are the one
-- home of the rules; this is what will take their place.
CREATE TABLE draft (
	author  TEXT NOT NULL,
	path    TEXT NOT NULL,    -- rules/ID.lua, lib/NAME.lua, programme.lua
	text    BLOB,             -- NULL: the file is to go
	base    TEXT NOT NULL,    -- hash of the file it began from; '': there was none
	before  BLOB,             -- that file's text, for when another takes its place; NULL: there was none
	changed INTEGER NOT NULL,
	PRIMARY KEY (author, path)
) STRICT, WITHOUT ROWID;

-- Requests that changed something, so that none does it twice.
CREATE TABLE operation (
	id       TEXT PRIMARY KEY, -- given by the form
	author   TEXT NOT NULL,
	at       INTEGER NOT NULL,
	location TEXT NOT NULL     -- where its answer led
) STRICT, WITHOUT ROWID;

-- What an editor says of one event, whatever its source says. In force until
-- it is undone; of two of a kind the later one counts.
CREATE TABLE correction (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	slot      INTEGER NOT NULL REFERENCES event (slot),
	what      TEXT NOT NULL,    -- a word of cgi/correction.h
	detail    TEXT NOT NULL,    -- JSON: what it needs to know
	author    TEXT NOT NULL,
	made      INTEGER NOT NULL,
	undone    INTEGER,          -- when; NULL: it is in force
	undone_by TEXT
) STRICT;
CREATE INDEX correction_slot ON correction (slot);

-- One line at the top of every page. The last one counts.
CREATE TABLE announcement (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	texts    TEXT NOT NULL,    -- JSON: by language
	until    INTEGER NOT NULL, -- it is shown before this
	author   TEXT NOT NULL,
	made     INTEGER NOT NULL,
	ended    INTEGER,          -- taken back; NULL: it was not
	ended_by TEXT
) STRICT;

-- Files that an editor has sent and neither accepted nor left.
CREATE TABLE upload (
	id     TEXT PRIMARY KEY, -- random
	author TEXT NOT NULL,
	at     INTEGER NOT NULL,
	name   TEXT NOT NULL,    -- of the file, as the browser told it
	detail TEXT NOT NULL,    -- JSON: how it is to be imported
	bytes  BLOB NOT NULL
) STRICT;
