/* agenda.c -- an agenda of OpenAgenda as files to import. */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "extra.h"
#include "fetch.h"
#include "json.h"
#include "polite.h"
#include "text.h"
#include "when.h"

#define URL_MAX     4096
#define AFTER_MAX   8   /* values of a cursor */
#define MESSAGE_MAX 120 /* bytes of theirs that are told */

/* One way through the pages. */
struct walk {
	struct agenda *agenda;
	struct polite *polite;
	struct arena *arena, *page; /* as long as the walk; as a page */
	struct sniff_file *pages;
	size_t count, bytes;
	int64_t total, seen;
	int32_t latest, date; /* the last change; their clock at the begin */
	void *uids;           /* tsearch(): texts */
	const char *after[AGENDA_PAGES_MAX]; /* cursors, as queries */
};

/* What comes behind a page. */
enum next { NEXT_PAGE, NEXT_NONE, NEXT_AGAIN /* see agenda.h */, NEXT_BAD };

/* ---- one answer -------------------------------------------------------- */

/* Their own words, where they are fit to be told: not with the key in them. */
static const char *
message_of(struct arena *a, const struct agenda *g, const struct fetch *f)
{
	struct err err = { ERR_NONE, "" };
	struct json *tree = NULL;
	const char *said;

	json_parse(a, f->body.data, f->body.len, NULL, &tree, &err);
	said = json_get_str(tree, "message");
	if (said == NULL || strstr(said, g->key) != NULL)
		return "";
	return arena_printf(a, ": %s",
	    text_clean(a, said, strlen(said), TEXT_LINE, MESSAGE_MAX, NULL));
}

static bool
judge_status(struct arena *a, const struct agenda *g, const struct fetch *f,
    struct err *err)
{
	const char *said;

	if (f->status == 200 || (f->status == 304 && g->tag != NULL))
		return true;
	said = message_of(a, g, f);
	if (f->status == 401 || f->status == 403)
		return err_set(err, ERR_INPUT,
		    "the key was refused (status %d%s): see what the file of "
		    "--key-file holds, and whether the key may read agenda %s",
		    f->status, said, g->uid);
	if (f->status == 404 || f->status == 410)
		return err_set(err, ERR_INPUT,
		    "there is no agenda %s (status %d%s): see --agenda", g->uid,
		    f->status, said);
	return err_set(err, ERR_INPUT,
	    "%.*s answered with status %d%s: see --base and --agenda",
	    (int)strcspn(f->url, "?"), f->url, f->status, said);
}

static bool
ask(struct arena *a, const struct agenda *g, struct polite *p, const char *tag,
    struct fetch *f, struct err *err)
{
	const char *headers[] = { arena_printf(a, "key: %s", g->key),
		"Accept: application/json",
		tag != NULL ? arena_printf(a, "If-None-Match: %s", tag) : NULL,
		NULL };
	bool answered;

	f->headers = headers;
	f->agent = g->agent;
	f->max = AGENDA_PAGE_MAX;
	f->follow = true;
	answered = polite_ask(p, a, f, err);
	f->headers = NULL; /* they were ours */
	return answered && judge_status(a, g, f, err);
}

/* The answer as a tree; what is none is told as for a file. */
static struct json *
tree_of(struct arena *a, const struct sniff_file *f, struct err *err)
{
	struct err why = { ERR_NONE, "" };
	struct json *tree = NULL;
	const char *other = sniff_text(a, f, AGENDA_PAGE_MAX);

	if (other == NULL && !json_parse(a, f->text, f->len, NULL, &tree, &why))
		other = sniff_broken(a, f, why.text);
	if (other == NULL)
		return tree;
	err_set(err, ERR_INPUT, "%s", other);
	return NULL;
}

/* ---- the description --------------------------------------------------- */

/* Is it that of the agenda which was asked for? */
static bool
is_of(const struct agenda *g, const struct json *tree)
{
	int64_t uid;

	return json_to_int(json_get(tree, "uid"), &uid) && uid > 0 &&
	       uid == strtoll(g->uid, NULL, 10);
}

/* The events need it: it says what the numbers in additional fields mean. */
static bool
read_schema(
    struct arena *a, struct agenda *g, struct polite *p, struct err *err)
{
	struct sniff_file file = {
		.name = arena_printf(a, "the description of agenda %s", g->uid)
	};
	struct fetch f = { .url = arena_printf(a, "%s/v2/agendas/%s?detailed=1",
			       g->base, g->uid) };
	const struct json *tree;
	const char *tag;

	if (g->schema == NULL)
		g->tag = NULL;
	if (!ask(a, g, p, g->tag, &f, err))
		return false;
	if (f.status == 304)
		return true;
	file.text = f.body.data;
	file.len = f.body.len;
	tree = tree_of(a, &file, err);
	if (tree == NULL)
		return false;
	if (!is_of(g, tree))
		return err_set(err, ERR_INPUT,
		    "%.*s is not the description of agenda %s: see --base and "
		    "--agenda",
		    (int)strcspn(f.url, "?"), f.url, g->uid);
	tag = fetch_header(&f, "etag");
	g->tag = tag != NULL ? arena_strdup(a, tag) : NULL;
	g->schema = extra_schema(tree) != NULL ? f.body.data : NULL;
	return true;
}

/* ---- one page ---------------------------------------------------------- */

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* A uid comes once. */
static bool
note_uid(struct walk *w, const struct json *uid)
{
	const char *text;
	void *node;

	if (uid == NULL || (uid->kind != JSON_INT && uid->kind != JSON_STRING))
		return true; /* the import tells what it thinks of that */
	text = uid->kind == JSON_STRING
		   ? arena_strdup(w->arena, uid->string)
		   : arena_printf(w->arena, "%lld", (long long)uid->integer);
	node = tsearch(text, &w->uids, by_bytes);
	return node == NULL || *(const char **)node == text;
}

static void
note_change(struct walk *w, const struct json *event)
{
	const char *text = json_get_str(event, "updatedAt");
	struct when_zone utc = when_utc();
	int32_t at;

	if (text != NULL && when_parse(text, &utc, &at) && at > w->latest)
		w->latest = at;
}

/* The cursor as part of a query; NULL where it leads nowhere. */
static const char *
cursor_of(struct walk *w, const struct json *after)
{
	struct buf query = buf_new(w->arena, URL_MAX);

	if (!json_is(after, JSON_ARRAY) || after->len == 0 ||
	    after->len > AFTER_MAX)
		return NULL;
	JSON_EACH(one, after)
	{
		struct buf text = buf_new(w->page, URL_MAX);

		if (json_is_parent(one))
			return NULL;
		if (one->kind == JSON_STRING)
			buf_puts(&text, one->string);
		else
			json_write(&text, one);
		buf_puts(&query, "&after%5B%5D=");
		buf_puts(
		    &query, fetch_escape(w->agenda->them, w->page, text.data));
	}
	return buf_ok(&query) ? query.data : NULL;
}

/* Pages that do not agree: why. */
static enum next
again(struct walk *w, struct err *err, const char *why)
{
	err_set(err, ERR_INPUT,
	    "the pages of agenda %s do not agree, even when asked for twice: "
	    "page %zu %s; if it is not being edited just now, its server is "
	    "at fault",
	    w->agenda->uid, w->count, why);
	return NEXT_AGAIN;
}

/* Where a page leads, once its events are counted. */
static enum next
next_of(struct walk *w, const struct json *tree, struct err *err)
{
	const struct json *after = json_get(tree, "after");
	bool is_empty = json_get(tree, "events")->len == 0;
	const char *cursor = cursor_of(w, after);

	if (w->seen == w->total)
		return NEXT_NONE;
	if (w->seen > w->total)
		return again(w, err,
		    arena_printf(w->page, "brings event %lld of only %lld",
			(long long)w->seen, (long long)w->total));
	if (is_empty || cursor == NULL)
		return again(w, err,
		    arena_printf(w->page,
			"is the last one, and of %lld events only %lld came",
			(long long)w->total, (long long)w->seen));
	for (size_t i = 0; i < w->count; i++)
		if (w->after[i] != NULL && strcmp(w->after[i], cursor) == 0)
			return again(w, err, "leads back to an earlier one");
	if (w->count == AGENDA_PAGES_MAX)
		return again(w, err, "is not the last of so many");
	w->after[w->count] = cursor;
	return NEXT_PAGE;
}

static enum next
take_page(struct walk *w, const struct json *tree, struct err *err)
{
	const struct sniff_file *file = &w->pages[w->count - 1];
	const struct json *events = json_get(tree, "events");
	int64_t total;

	if (!json_is(events, JSON_ARRAY) ||
	    !json_to_int(json_get(tree, "total"), &total)) {
		err_set(err, ERR_INPUT, "%s", sniff_tree(w->page, file, tree));
		return NEXT_BAD;
	}
	if (w->count > 1 && total != w->total)
		return again(w, err,
		    arena_printf(w->page, "tells of %lld events, not of %lld",
			(long long)total, (long long)w->total));
	w->total = total;
	JSON_EACH(event, events)
	{
		w->seen++;
		if (!note_uid(w, json_get(event, "uid")))
			return again(w, err, "has an event that came before");
		note_change(w, event);
	}
	return next_of(w, tree, err);
}

/* ---- all pages --------------------------------------------------------- */

static const char *
page_url(struct walk *w)
{
	struct agenda *g = w->agenda;
	struct buf url = buf_new(w->arena, URL_MAX), since;
	struct when_zone utc = when_utc();
	const char *after = w->count > 0 ? w->after[w->count] : "";

	/* In this order a change meanwhile moves an event behind all that are
	 * still to come: none is missed. */
	buf_printf(&url,
	    "%s/v2/agendas/%s/events?detailed=1&size=" AGENDA_PAGE_SIZE
	    "&sort=updatedAt.asc",
	    g->base, g->uid);
	if (g->since != AGENDA_ALWAYS) {
		since = buf_new(w->page, 32);
		when_put_rfc3339(&since, &utc, g->since);
		buf_printf(&url, "&removed=null&updatedAt%%5Bgte%%5D=%s",
		    fetch_escape(g->them, w->page, since.data));
	}
	buf_puts(&url, after);
	return url.data;
}

static enum next
read_page(struct walk *w, struct err *err)
{
	struct fetch f = { .url = page_url(w) };
	struct sniff_file *file = &w->pages[w->count];
	const struct json *tree;

	if (!ask(w->arena, w->agenda, w->polite, NULL, &f, err))
		return NEXT_BAD;
	if (w->count++ == 0 && f.date >= 0)
		w->date = (int32_t)(f.date / 60);
	*file =
	    (struct sniff_file){ arena_printf(w->arena, "page %zu of agenda %s",
				     w->count, w->agenda->uid),
		    f.body.data, f.body.len };
	w->bytes += f.body.len;
	if (w->bytes > AGENDA_BYTES_MAX) {
		err_set(err, ERR_LIMIT,
		    "agenda %s is larger than 48 MB: it is too much for one "
		    "programme",
		    w->agenda->uid);
		return NEXT_BAD;
	}
	tree = tree_of(w->page, file, err);
	return tree != NULL ? take_page(w, tree, err) : NEXT_BAD;
}

static void
keep_text(void *text)
{
	(void)text; /* it is the arena's */
}

static enum next
walk(struct arena *a, struct agenda *g, struct polite *p, struct err *err)
{
	struct walk *w = ARENA_NEW(a, struct walk);
	enum next next;

	w->agenda = g;
	w->polite = p;
	w->arena = a;
	w->page = arena_new();
	w->pages = ARENA_ARRAY(a, struct sniff_file, AGENDA_PAGES_MAX);
	w->latest = w->date = AGENDA_ALWAYS;
	do {
		next = read_page(w, err);
		arena_reset(w->page);
	} while (next == NEXT_PAGE);
	tdestroy(w->uids, keep_text);
	arena_free(w->page);
	g->pages = w->pages;
	g->count = w->count;
	g->events = w->seen;
	/* An event that says it changed tomorrow must not hide what does. */
	g->latest = w->date != AGENDA_ALWAYS && w->latest > w->date ? w->date
								    : w->latest;
	return next;
}

bool
agenda_read(struct arena *a, struct agenda *g, struct err *err)
{
	struct err first = { ERR_NONE, "" };
	struct polite p;
	enum next next;

	polite_begin(&p, g->them, g->timeout_ms, g->pause_ms);
	if (!read_schema(a, g, &p, err))
		return false;
	next = walk(a, g, &p, &first);
	if (next == NEXT_AGAIN)
		next = walk(a, g, &p, err);
	else if (next == NEXT_BAD)
		err_set(err, first.kind, "%s", first.text);
	return next == NEXT_NONE;
}
