/* copy_seal.c -- hashes of what phones copy, and what its parts are. */
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "copy.h"
#include "err.h"
#include "hash.h"
#include "json.h"
#include "since.h"
#include "snapshot.h"

#define PIECE_HASH 32 /* hexadecimal digits of a piece's */

/* A snapshot's bytes, still ours to write. */
struct sealer {
	struct arena *arena, *scratch; /* for one thing after the other */
	struct snapshot s;
	struct snapshot_head *head;
	struct since *list;
	size_t count;
};

static void
begin(struct arena *a, struct buf *bytes, struct sealer *w)
{
	struct err err = { ERR_NONE, "" };

	*w = (struct sealer){ .arena = a,
		.scratch = arena_new(),
		.head = (struct snapshot_head *)(void *)bytes->data };
	snapshot_read(bytes->data, bytes->len, &w->s, &err); /* just written */
}

/* What a section of the bytes holds, to be written to. */
static void *
section(struct sealer *w, const struct snapshot_span *span)
{
	return (char *)w->head + span->at;
}

static struct buf
written(struct sealer *w, const struct json *tree)
{
	struct buf text = buf_new(w->scratch, SNAPSHOT_MAX);

	json_write(&text, tree);
	return text;
}

/* ---- parts ------------------------------------------------------------- */

/* The hash of what all languages have of something. */
static const char *
hash_of(struct sealer *w, struct json *(*part)(struct copy *, size_t),
    struct copy *copies, size_t n)
{
	struct buf all;

	arena_reset(w->scratch);
	all = buf_new(w->scratch, SNAPSHOT_MAX);
	for (size_t l = 0; l < w->s.language_count; l++) {
		struct copy c = copies[l];

		c.arena = w->scratch;
		json_write(&all, part(&c, n));
	}
	return hash_hex(w->arena, all.data, all.len);
}

static void
add(struct sealer *w, const char *name, const char *hash, uint32_t *changed)
{
	w->list[w->count++] = (struct since){ name, hash, changed };
}

static struct json *
site(struct copy *c, size_t n)
{
	struct json *part = json_object(c->arena);

	(void)n;
	copy_put_site(c, part);
	return part;
}

static struct json *
facets(struct copy *c, size_t n)
{
	struct json *part = json_object(c->arena);

	(void)n;
	copy_put_facets(c, part, false);
	return part;
}

static struct json *
town(struct copy *c, size_t n)
{
	struct json *part = json_array(c->arena);

	copy_put_town(c, part, n);
	return part;
}

/* An event as a delta has it: whatever may be sent of it is in its hash. */
static struct json *
event(struct copy *c, size_t n)
{
	struct json *part = json_object(c->arena);
	uint32_t one = (uint32_t)n;

	copy_put_events(c, part, &one, 1);
	json_put(c->arena, part, "text", copy_text(c->arena, c->tree));
	return part;
}

static void
add_all(struct sealer *w, struct copy *copies)
{
	const struct snapshot *s = &w->s;
	struct snapshot_event *events =
	    section(w, &w->head->sections[SNAPSHOT_EVENTS]);
	struct snapshot_town *towns =
	    section(w, &w->head->sections[SNAPSHOT_TOWNS]);
	struct snapshot_gone *gone =
	    section(w, &w->head->sections[SNAPSHOT_GONE]);
	const struct snapshot_facet *f = snapshot_towns(s);

	add(w, "", "", &w->head->origin);
	add(w, "site", hash_of(w, site, copies, 0), &w->head->site_since);
	add(w, "facets", hash_of(w, facets, copies, 0), &w->head->facets_since);
	for (size_t i = 0; i < f->choices; i++)
		add(w,
		    arena_printf(w->arena, "town/%s",
			snapshot_string(s, s->choices[f->choice + i].id)),
		    hash_of(w, town, copies, i), &towns[i].since);
	for (size_t i = 0; i < s->gone_count; i++)
		add(w,
		    arena_printf(
			w->arena, "gone/%s", snapshot_string(s, gone[i].name)),
		    "", &gone[i].since);
	for (size_t i = 0; i < s->event_count; i++) {
		add(w, arena_printf(w->arena, "event/%u", events[i].slot),
		    hash_of(w, event, copies, i), &events[i].since);
	}
}

struct since *
copy_parts(struct arena *a, struct buf *bytes, size_t *count)
{
	struct copy copies[SNAPSHOT_LANGUAGES_MAX];
	struct sealer w;

	begin(a, bytes, &w);
	for (size_t l = 0; l < w.s.language_count; l++) {
		copies[l] = copy_of(a, &w.s, &w.s.languages[l]);
		copies[l].alone = copies[l].named = true;
	}
	w.list = ARENA_ARRAY(a, struct since,
	    3 + snapshot_towns(&w.s)->choices + w.s.gone_count +
		w.s.event_count);
	add_all(&w, copies);
	arena_free(w.scratch);
	*count = w.count;
	return w.list;
}

/* ---- hashes ------------------------------------------------------------ */

/* The publication of the last change to a piece: of an event that is there,
 * or has left. */
static uint32_t
piece_since(const struct snapshot *s, uint32_t number)
{
	uint32_t since = 0;

	for (size_t i = 0; i < s->event_count; i++)
		if (s->events[i].slot / SNAPSHOT_PIECE == number &&
		    s->events[i].since > since)
			since = s->events[i].since;
	for (size_t i = 0; i < s->gone_count; i++)
		if (s->gone[i].slot / SNAPSHOT_PIECE == number &&
		    s->gone[i].since > since)
			since = s->gone[i].since;
	return since;
}

static void
seal_language(struct sealer *w, size_t l)
{
	struct snapshot_piece *pieces =
	    section(w, &w->head->of_language[l][SNAPSHOT_PIECES]);
	const struct snapshot_language *language = &w->s.languages[l];
	struct buf text;

	for (size_t i = 0; i < language->piece_count; i++) {
		arena_reset(w->scratch);
		text = written(w,
		    copy_texts(w->scratch, &w->s, language, pieces[i].number));
		pieces[i].since = piece_since(&w->s, pieces[i].number);
		pieces[i].bytes = text.len;
		memcpy(pieces[i].hash,
		    hash_hex(w->scratch, text.data, text.len), PIECE_HASH);
	}
	arena_reset(w->scratch);
	text = written(w, copy_index(w->scratch, &w->s, language));
	w->head->copies[l].bytes = text.len;
	memcpy(w->head->copies[l].hash,
	    hash_hex(w->scratch, text.data, text.len), HASH_HEX);
}

void
copy_seal(struct arena *a, struct buf *bytes)
{
	struct sealer w;

	begin(a, bytes, &w);
	for (size_t l = 0; l < w.s.language_count; l++)
		seal_language(&w, l);
	arena_free(w.scratch);
}

/* ---- checking ---------------------------------------------------------- */

/* As edition_make() wrote it: in which publication what changed, and what
 * phones are sent, is not known yet. */
static void
unseal(struct sealer *w)
{
	struct snapshot_event *events =
	    section(w, &w->head->sections[SNAPSHOT_EVENTS]);
	struct snapshot_span *towns = &w->head->sections[SNAPSHOT_TOWNS];
	struct snapshot_town *town = section(w, towns);
	struct snapshot_gone *gone =
	    section(w, &w->head->sections[SNAPSHOT_GONE]);

	for (size_t i = 0; i < w->s.event_count; i++)
		events[i].since = 0;
	for (size_t i = 0; i < towns->len / sizeof(*town); i++)
		town[i].since = 0;
	for (size_t i = 0; i < w->s.gone_count; i++)
		gone[i].since = 0;
	for (size_t l = 0; l < w->s.language_count; l++) {
		struct snapshot_piece *pieces =
		    section(w, &w->head->of_language[l][SNAPSHOT_PIECES]);

		for (size_t i = 0; i < w->s.languages[l].piece_count; i++)
			pieces[i] =
			    (struct snapshot_piece){ .number =
							 pieces[i].number };
	}
}

/* What is not damaged can be sealed again, and nothing differs then. */
bool
copy_is_sealed(struct arena *a, const struct snapshot *s)
{
	size_t len = s->head->size;
	struct buf bytes = buf_new(a, len + 1);
	struct sealer w;
	bool same;

	buf_put(&bytes, s->head, len);
	begin(a, &bytes, &w);
	unseal(&w);
	same = strcmp(snapshot_content(a, w.head), s->head->content) == 0;
	if (same) {
		memcpy(bytes.data, s->head, len);
		copy_seal(a, &bytes);
		same = memcmp(bytes.data, s->head, len) == 0;
	}
	arena_free(w.scratch);
	return same;
}
