-- derived.sql -- what can be made again from the sources and the rules. Where
-- this file's hash is not the one that is stored, all of it is dropped, made
-- anew and filled by the next publication.

-- The live publication as workers map it (cgi/snapshot.h): one row.
CREATE TABLE snapshot (
	publication INTEGER PRIMARY KEY,
	bytes       BLOB NOT NULL
) STRICT;

-- What rules answered last, when they did answer. The blobs go event by event,
-- in the same order.
CREATE TABLE verdict (
	rule    TEXT PRIMARY KEY, -- its ID
	key     TEXT NOT NULL,    -- hash of all that answers depend on, but the events
	about   BLOB NOT NULL,    -- packed: what the file says of itself
	slots   BLOB NOT NULL,    -- 4 bytes an event, least significant first
	hashes  BLOB NOT NULL,    -- 8 bytes: of the event as rules see it
	answers BLOB NOT NULL,    -- "0" or "1"
	reasons BLOB NOT NULL     -- packed: [[position, reason], ...]
) STRICT, WITHOUT ROWID;

-- How texts of rules failed in the last publication: they are not run again
-- until they, or the events they were asked about, are other ones.
CREATE TABLE failure (
	rule    TEXT NOT NULL,    -- its ID
	key     TEXT NOT NULL,    -- as in verdict
	asked   TEXT NOT NULL,    -- hash of the events it was asked about
	outcome TEXT NOT NULL,
	line    INTEGER NOT NULL, -- 0: not known
	event   TEXT,             -- the name of the one it failed on
	message TEXT NOT NULL,
	PRIMARY KEY (rule, key)
) STRICT, WITHOUT ROWID;

-- What the live publication shows of each event, to tell what changes.
CREATE TABLE shown (
	slot  INTEGER PRIMARY KEY,
	facts TEXT NOT NULL      -- JSON: what change tells of
) STRICT;

-- In which publication each part of what phones copy last changed
-- (cgi/copy.h): so that they can be told what is new to them.
CREATE TABLE part (
	name    TEXT PRIMARY KEY, -- event/SLOT, gone/NAME, town/ID, ...
	hash    TEXT NOT NULL,
	changed INTEGER NOT NULL  -- a publication
) STRICT, WITHOUT ROWID;
