/* upload.c -- files that an editor has sent and neither accepted nor left. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "db.h"
#include "err.h"
#include "json.h"
#include "text.h"
#include "upload.h"

#define BYTES_MAX  ((size_t)64 << 20) /* no request is larger: cgi.h */
#define DETAIL_MAX ((size_t)1 << 20)

/* ---- keeping ----------------------------------------------------------- */

static void
put_file(struct arena *a, struct json *into, const char *key,
    const struct sniff_file *f, struct buf *bytes)
{
	struct json *one = json_put_object(a, into, key);

	json_put_str(a, one, "name", f->name);
	json_put_int(a, one, "len", (int64_t)f->len);
	buf_put(bytes, f->text, f->len);
}

static const char *
pack(struct arena *a, const struct upload *u, struct buf *bytes)
{
	struct json *detail = json_object(a),
		    *files = json_put_array(a, detail, "files");
	struct buf text = buf_new(a, DETAIL_MAX);

	for (size_t i = 0; i < u->count; i++)
		put_file(a, files, NULL, &u->files[i], bytes);
	if (u->schema != NULL)
		put_file(a, detail, "schema", u->schema, bytes);
	if (u->source != NULL)
		json_put_str(a, detail, "source", u->source);
	json_put_bool(a, detail, "partial", u->partial);
	json_write(&text, detail);
	return text.data;
}

static const char *
name_of(struct arena *a, const struct upload *u)
{
	struct buf names = buf_new(a, DETAIL_MAX);

	for (size_t i = 0; i < u->count; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", u->files[i].name);
	return text_clean(
	    a, names.data, names.len, TEXT_LINE, UPLOAD_NAME_MAX, NULL);
}

/* Leave room for one more. */
static void
drop_old(struct db *db, const struct upload *u)
{
	struct db_query *q = db_query(db, "DELETE FROM upload WHERE at < ?1");

	db_bind(q, 1, (int64_t)u->at - UPLOAD_KEPT);
	db_step(q);
	q = db_query(db, "DELETE FROM upload WHERE author = ?1 AND id NOT IN"
			 " (SELECT id FROM upload WHERE author = ?1"
			 " ORDER BY at DESC, rowid DESC LIMIT ?2)");
	db_bind(q, 1, u->author);
	db_bind(q, 2, UPLOADS_MAX - 1);
	db_step(q);
}

void
upload_keep(struct arena *a, struct db *db, const struct upload *u)
{
	struct buf bytes = buf_new(a, BYTES_MAX);
	const char *detail = pack(a, u, &bytes);
	struct db_query *q;

	if (!buf_ok(&bytes))
		db_fail(db, ERR_LIMIT, "these files are larger than 64 MB");
	drop_old(db, u);
	q = db_query(db,
	    "INSERT INTO upload (id, author, at, name, detail, bytes)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	db_bind(q, 1, u->id);
	db_bind(q, 2, u->author);
	db_bind(q, 3, (int64_t)u->at);
	db_bind(q, 4, name_of(a, u));
	db_bind(q, 5, detail);
	db_bind_blob(q, 6, bytes.data, bytes.len);
	db_step(q);
}

void
upload_forget(struct db *db, const char *id, const char *author)
{
	struct db_query *q =
	    db_query(db, "DELETE FROM upload WHERE id = ?1 AND author = ?2");

	db_bind(q, 1, id);
	db_bind(q, 2, author);
	db_step(q);
}

/* ---- reading ----------------------------------------------------------- */

/* The next file of the bytes that are left; false where it is longer. */
static bool
take_file(const struct json *told, const char **at, size_t *left,
    struct sniff_file *file)
{
	size_t len = (size_t)json_get_int(told, "len", 0);

	*file = (struct sniff_file){ json_get_str(told, "name"), *at, len };
	if (file->name == NULL || len > *left)
		return false;
	*at += len;
	*left -= len;
	return true;
}

static bool
unpack(struct arena *a, const struct json *detail, const char *bytes,
    size_t left, struct upload *u)
{
	const struct json *list = json_get(detail, "files"),
			  *schema = json_get(detail, "schema");
	struct sniff_file *files = ARENA_ARRAY(a, struct sniff_file,
			      list != NULL ? list->len + 1 : 1),
			  *last;

	u->files = files;
	JSON_EACH(told, list)
	if (!take_file(told, &bytes, &left, &files[u->count++]))
		return false;
	last = &files[u->count];
	u->schema = schema != NULL ? last : NULL;
	u->source = json_get_str(detail, "source");
	u->partial = json_true(json_get(detail, "partial"));
	return u->count > 0 &&
	       (schema == NULL || take_file(schema, &bytes, &left, last));
}

bool
upload_load(struct arena *a, struct db *db, const char *id, const char *author,
    struct upload *u)
{
	struct db_query *q =
	    db_query(db, "SELECT at, name, detail, bytes FROM upload"
			 " WHERE id = ?1 AND author = ?2");
	struct err err = { ERR_NONE, "" };
	struct json *detail;
	const char *text, *bytes;
	size_t len;

	db_bind(q, 1, id);
	db_bind(q, 2, author);
	if (!db_step(q))
		return false;
	*u = (struct upload){ .id = id,
		.author = author,
		.at = (int32_t)db_int(q, 0),
		.name = arena_strdup(a, db_text(q, 1)) };
	text = arena_strdup(a, db_text(q, 2));
	bytes = db_blob(q, 3, &len);
	bytes = arena_strndup(a, bytes, len);
	if (json_parse(a, text, strlen(text), NULL, &detail, &err) &&
	    unpack(a, detail, bytes, len, u))
		return true;
	db_fail(db, ERR_SYSTEM,
	    "what you sent (%s) is damaged in the database: send it again",
	    u->name);
	return false;
}

size_t
upload_list(
    struct arena *a, struct db *db, const char *author, struct upload *list)
{
	struct db_query *q =
	    db_query(db, "SELECT id, at, name FROM upload WHERE author = ?1"
			 " ORDER BY at DESC, rowid DESC LIMIT ?2");
	size_t count = 0;

	db_bind(q, 1, author);
	db_bind(q, 2, UPLOADS_MAX);
	while (db_step(q))
		list[count++] =
		    (struct upload){ .id = arena_strdup(a, db_text(q, 0)),
			    .author = author,
			    .at = (int32_t)db_int(q, 1),
			    .name = arena_strdup(a, db_text(q, 2)) };
	return count;
}
