// upgrade.test.mjs -- a database of an older version is brought up to date.
import assert from 'node:assert'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

import { Place } from '../lib.mjs'

const sql = (place, text) =>
	execFileSync('sqlite3', [place.db], { input: text, encoding: 'utf8' })

// What there is, whatever words and order it was made with.
const shape = place => sql(place, `SELECT m.name, c.name, c.type, c."notnull", c.pk
	FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c
	WHERE m.type IN ('table', 'index') ORDER BY 1, 2;`)

// Version 2, and version 1 as the first of its databases had it.
const two = 'DROP TABLE sync; ALTER TABLE source DROP COLUMN withheld; PRAGMA user_version = 2;'
const one = two + `
DROP TABLE draft; DROP TABLE operation; DROP TABLE correction;
DROP TABLE announcement; DROP TABLE upload;
ALTER TABLE publication DROP COLUMN author;
ALTER TABLE publication DROP COLUMN message;
ALTER TABLE publication DROP COLUMN effect;
CREATE TABLE old (
	id INTEGER PRIMARY KEY,
	publication INTEGER NOT NULL REFERENCES publication (id),
	at INTEGER NOT NULL, slot INTEGER NOT NULL REFERENCES event (slot),
	what TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
INSERT INTO old SELECT * FROM change;
DROP TABLE change;
ALTER TABLE old RENAME TO change;
CREATE INDEX change_at ON change (at);
PRAGMA user_version = 1;`

for (const [version, back] of [[1, one], [2, two]]) test(`from version ${version}`, () => {
	const place = new Place('upgrade').fill()
	const wanted = shape(place)
	sql(place, back)
	assert.match(place.run('status').err, /an older Almanach; "almanach publish"/)
	const again = place.run('publish')
	assert.equal(again.status, 0, again.err)
	assert.equal(shape(place), wanted)
	assert.equal(sql(place, 'PRAGMA user_version'), '3\n')
	assert.equal(sql(place, 'PRAGMA foreign_key_check'), '')
	// The first version 1 refused what changed.
	assert.equal(place.run('import', '--source', 'essai', '--partial',
		new URL('../twin/events-2.json', import.meta.url).pathname).status, 0)
	assert.equal(place.run('status').status, 0)
})
