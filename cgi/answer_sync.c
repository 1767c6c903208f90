/* answer_sync.c -- what phones copy. */
#include <string.h>

#include "answer.h"
#include "answer_sync.h"
#include "arena.h"
#include "copy.h"
#include "hash.h"
#include "http.h"
#include "json.h"
#include "settings.h"
#include "when.h"

#define DIGITS_MAX 15
#define TAG_LENGTH 16 /* hexadecimal digits of the head's */

/* ---- the head ---------------------------------------------------------- */

static void
put_copies(struct answer *j, struct json *head)
{
	const struct snapshot *s = &j->app->s;
	struct json *copies = json_put_object(j->arena, head, "copies"), *one;

	for (size_t l = 0; l < s->language_count; l++) {
		one = json_put_object(j->arena, copies, s->languages[l].code);
		json_put_str(j->arena, one, "hash", s->head->copies[l].hash);
		json_put_int(
		    j->arena, one, "bytes", (int64_t)s->head->copies[l].bytes);
	}
}

static struct json *
head_of(struct answer *j)
{
	const struct snapshot *s = &j->app->s;
	struct json *head = json_object(j->arena);
	struct buf checked = buf_new(j->arena, 32);

	json_put_int(j->arena, head, "schema", COPY_SCHEMA);
	json_put_int(j->arena, head, "publication", s->head->publication);
	json_put_int(j->arena, head, "since", s->head->origin);
	json_put_strn(j->arena, head, "www", j->app->www.hash, WWW_TAG);
	json_put_int(j->arena, head, "again", ANSWER_SYNC_AGAIN);
	if (s->head->checked != INT32_MIN) {
		when_put_rfc3339(&checked, &s->zone, s->head->checked);
		json_put_str(j->arena, head, "checked", checked.data);
	}
	if (j->app->url != NULL)
		json_put_str(j->arena, head, "url", j->app->url);
	if (j->fixed)
		json_put_int(j->arena, head, "now", j->moment);
	put_copies(j, head);
	return head;
}

static void
answer_head(struct answer *j)
{
	struct buf *body = &j->out->body;

	json_write(body, head_of(j));
	j->out->max_age = 0;
	answer_is_known(
	    j, arena_strndup(j->arena,
		   hash_hex(j->arena, body->data, body->len), TAG_LENGTH));
}

/* ---- files ------------------------------------------------------------- */

/* What a file's name asks for: its numbers, in order. */
struct wanted {
	const struct snapshot *s;
	const struct snapshot_language *l;
	int64_t numbers[2];
};

static struct json *
index_of(struct arena *a, const struct wanted *w)
{
	return w->numbers[0] == w->s->head->publication
		   ? copy_index(a, w->s, w->l)
		   : NULL;
}

static struct json *
texts_of(struct arena *a, const struct wanted *w)
{
	for (size_t i = 0; i < w->l->piece_count; i++)
		if (w->l->pieces[i].number == w->numbers[0] &&
		    w->l->pieces[i].since == w->numbers[1])
			return copy_texts(
			    a, w->s, w->l, w->l->pieces[i].number);
	return NULL;
}

static struct json *
delta_of(struct arena *a, const struct wanted *w)
{
	int64_t from = w->numbers[0], to = w->numbers[1];

	return to == w->s->head->publication && from < to &&
		       from >= w->s->head->origin
		   ? copy_delta(a, w->s, w->l, from)
		   : NULL;
}

static const struct {
	const char *name;
	int numbers;
	struct json *(*make)(struct arena *, const struct wanted *);
} kinds[] = {
	{ "index-", 1, index_of },
	{ "texts-", 2, texts_of },
	{ "delta-", 2, delta_of },
};

/* "12-", in its one spelling; false for anything else. */
static bool
take_number(const char **s, int64_t *n)
{
	size_t len = strspn(*s, "0123456789");

	if (len == 0 || len > DIGITS_MAX || (*s)[len] != '-' ||
	    (len > 1 && **s == '0'))
		return false;
	for (*n = 0; len > 0; len--)
		*n = *n * 10 + *(*s)++ - '0';
	++*s;
	return true;
}

/* "LL.json" */
static bool
take_language(struct answer *j, const char *s, struct wanted *w)
{
	size_t len = strlen(s), tail = strlen(".json");
	int l;

	if (len <= tail || strcmp(s + len - tail, ".json") != 0)
		return false;
	l = snapshot_language(w->s, arena_strndup(j->arena, s, len - tail));
	w->l = l >= 0 ? &w->s->languages[l] : NULL;
	return l >= 0;
}

/* The file of a name, or NULL. */
static struct json *
make_file(struct answer *j, const char *name)
{
	struct wanted w = { .s = &j->app->s };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const char *rest = name + strlen(kinds[i].name);
		bool ok =
		    strncmp(name, kinds[i].name, strlen(kinds[i].name)) == 0;

		for (int k = 0; ok && k < kinds[i].numbers; k++)
			ok = take_number(&rest, &w.numbers[k]);
		if (ok && take_language(j, rest, &w))
			return kinds[i].make(j->arena, &w);
	}
	return NULL;
}

/* Its name says all: made once, it is kept as long as it is asked for. */
static void
answer_named(struct answer *j, const char *name)
{
	struct json *file;

	j->out->tag = j->app->tag;
	j->out->immutable = true;
	if (answer_is_kept(j, name))
		return;
	file = make_file(j, name);
	if (file == NULL) {
		j->out->immutable = false;
		j->route.face = ROUTE_JSON;
		answer_error(j, 404);
		return;
	}
	json_write(&j->out->body, file);
}

void
answer_sync(struct answer *j)
{
	const char *name = j->route.path + strlen("sync/");

	answer_view(j);
	j->out->language = NULL;
	j->out->type = "application/json; charset=utf-8";
	if (strcmp(name, "head.json") == 0)
		answer_head(j);
	else
		answer_named(j, name);
}
