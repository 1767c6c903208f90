/* operation.c -- requests that changed something. */
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "arena.h"
#include "db.h"
#include "hash.h"
#include "operation.h"

const char *
operation_new(struct arena *a)
{
	unsigned char bytes[OPERATION_LENGTH / 2];
	char *name = arena_alloc(a, OPERATION_LENGTH + 1);

	while (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		; /* interrupted before the pool was ready */
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(name + 2 * i, 3, "%02x", bytes[i]);
	return name;
}

bool
operation_is_name(const char *name)
{
	return name != NULL && strlen(name) == OPERATION_LENGTH &&
	       strspn(name, "0123456789abcdef") == OPERATION_LENGTH;
}

const char *
operation_of(struct arena *a, const char *name, const char *path,
    const void *body, size_t len)
{
	const char *whole = hash_texts(
	    a, name, path, hash_hex(a, body, len), (const char *)NULL);

	return arena_strndup(a, whole, OPERATION_LENGTH);
}

const char *
operation_find(struct arena *a, struct db *db, const char *name)
{
	struct db_query *q =
	    db_query(db, "SELECT location FROM operation WHERE id = ?1");

	db_bind(q, 1, name);
	return db_step(q) ? arena_strdup(a, db_text(q, 0)) : NULL;
}

void
operation_keep(struct db *db, const char *name, const char *author, int32_t now,
    const char *location)
{
	struct db_query *q =
	    db_query(db, "DELETE FROM operation WHERE at < ?1");

	db_bind(q, 1, (int64_t)now - OPERATION_KEPT);
	db_step(q);
	q = db_query(db, "INSERT INTO operation (id, author, at, location)"
			 " VALUES (?1, ?2, ?3, ?4)");
	db_bind(q, 1, name);
	db_bind(q, 2, author);
	db_bind(q, 3, (int64_t)now);
	db_bind(q, 4, location);
	db_step(q);
}
