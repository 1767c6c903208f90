/* upload.c -- files that wait for an editor. */
#include "upload.h"
#include "arena.h"
#include "db.h"
#include "err.h"
#include "fresh.h"
#include "unit.h"

#define NOW 29400000

struct desk {
	struct arena *arena;
	struct db *db;
	struct err err;
};

static struct desk
new_desk(void)
{
	struct desk d = { arena_new(), NULL, { ERR_NONE, "" } };

	d.db = fresh_db(d.arena, "upload");
	return d;
}

static void
end(struct desk *d)
{
	if (!db_end(d->db, &d->err))
		fail_msg("%s", d->err.text);
}

static void
keep(struct desk *d, const char *id, const char *author, int32_t at)
{
	static const struct sniff_file file = { "a.json", "{}", 2 };
	struct upload u = {
		.id = id, .author = author, .at = at, .files = &file, .count = 1
	};

	db_begin(d->db);
	upload_keep(d->arena, d->db, &u);
	end(d);
}

static bool
is_there(struct desk *d, const char *id, const char *author)
{
	struct upload u;
	bool found;

	db_begin(d->db);
	found = upload_load(d->arena, d->db, id, author, &u);
	end(d);
	return found;
}

/* Whatever the bytes are, and where each file ends. */
static void
what_comes_back_is_what_was_kept(void **state)
{
	static const struct sniff_file files[] = { { "a.json", "{}", 2 },
		{ "<b> \"c\".json", "\0\xff\n\r", 4 }, { "empty", "", 0 },
		{ "d", "last", 4 } };
	struct desk d = new_desk();
	struct upload u = { .id = "1",
		.author = "ada",
		.at = NOW,
		.files = files,
		.count = 3,
		.schema = &files[3],
		.source = "essai",
		.partial = true },
		      back;

	(void)state;
	db_begin(d.db);
	upload_keep(d.arena, d.db, &u);
	assert_true(upload_load(d.arena, d.db, "1", "ada", &back));
	end(&d);
	assert_string_equal(back.name, "a.json, <b> \"c\".json, empty");
	assert_int_equal(back.at, NOW);
	assert_int_equal(back.count, 3);
	for (size_t i = 0; i < COUNT(files); i++) {
		const struct sniff_file *f =
		    i < 3 ? &back.files[i] : back.schema;

		assert_string_equal(f->name, files[i].name);
		assert_int_equal(f->len, files[i].len);
		assert_memory_equal(f->text, files[i].text, f->len);
	}
	assert_string_equal(back.source, "essai");
	assert_true(back.partial);
	keep(&d, "2", "ada", NOW);
	db_begin(d.db);
	assert_true(upload_load(d.arena, d.db, "2", "ada", &back));
	end(&d);
	assert_null(back.schema);
	assert_null(back.source);
	assert_false(back.partial);
	arena_free(d.arena);
}

static void
old_ones_and_too_many_go(void **state)
{
	struct desk d = new_desk();
	struct upload list[UPLOADS_MAX];

	(void)state;
	keep(&d, "grace's", "grace", NOW);
	for (int i = 0; i < UPLOADS_MAX + 3; i++)
		keep(&d, arena_printf(d.arena, "%d", i), "ada", NOW + i / 2);
	db_begin(d.db);
	assert_int_equal(upload_list(d.arena, d.db, "ada", list), UPLOADS_MAX);
	assert_string_equal(list[0].id, "12"); /* the latest first */
	assert_string_equal(list[UPLOADS_MAX - 1].id, "3");
	assert_string_equal(list[0].name, "a.json");
	end(&d);
	assert_true(is_there(&d, "grace's", "grace"));
	keep(&d, "new", "ada", NOW + UPLOAD_KEPT);
	assert_true(is_there(&d, "grace's", "grace"));
	keep(&d, "newer", "ada", NOW + UPLOAD_KEPT + 1);
	assert_false(is_there(&d, "grace's", "grace"));
	assert_true(is_there(&d, "new", "ada"));
	arena_free(d.arena);
}

static void
each_has_its_own(void **state)
{
	struct desk d = new_desk();

	(void)state;
	keep(&d, "1", "ada", NOW);
	assert_false(is_there(&d, "1", "grace"));
	assert_false(is_there(&d, "2", "ada"));
	db_begin(d.db);
	upload_forget(d.db, "1", "grace");
	end(&d);
	assert_true(is_there(&d, "1", "ada"));
	db_begin(d.db);
	upload_forget(d.db, "1", "ada");
	end(&d);
	assert_false(is_there(&d, "1", "ada"));
	arena_free(d.arena);
}

/* What another hand wrote does not lead beyond its bytes. */
static void
what_is_damaged_is_told(void **state)
{
	static const char *const details[] = { "", "[]", "{\"files\":[]}",
		"{\"files\":[{\"name\":\"a\",\"len\":3}]}",
		"{\"files\":[{\"name\":\"a\",\"len\":-1}]}",
		"{\"files\":[{\"len\":1}]}",
		"{\"files\":[{\"name\":\"a\",\"len\":2}],"
		"\"schema\":{\"name\":\"b\",\"len\":1}}" };
	struct desk d = new_desk();
	struct upload u;

	(void)state;
	for (size_t i = 0; i < COUNT(details); i++) {
		struct db_query *q;

		keep(&d, "1", "ada", NOW);
		db_begin(d.db);
		q = db_query(d.db, "UPDATE upload SET detail = ?1");
		db_bind(q, 1, details[i]);
		db_step(q);
		assert_false(upload_load(d.arena, d.db, "1", "ada", &u));
		d.err.kind = ERR_NONE;
		assert_false(db_end(d.db, &d.err));
		assert_non_null(strstr(d.err.text, "damaged"));
		db_begin(d.db);
		upload_forget(d.db, "1", "ada");
		end(&d);
	}
	arena_free(d.arena);
}

UNIT(upload, T(what_comes_back_is_what_was_kept), T(old_ones_and_too_many_go),
    T(each_has_its_own), T(what_is_damaged_is_told))
