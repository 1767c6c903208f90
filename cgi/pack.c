/* pack.c -- JSON trees as bytes that can be stored, mapped, read in place. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"
#include "pack.h"
#include "text.h"

#define SLOTS_FIRST  1024              /* of a table; a power of two */
#define TEXT_MAX     ((size_t)1 << 30) /* bytes of a tree's strings, unshared */
#define CHILDREN_MAX ((size_t)1 << 20) /* of a tree with shared parts */
#define SHARED       JSON_READY /* in the place of a kind: see put_parent() */
#define SHARED_MIN   8          /* bytes: to name another takes some five */

/* Runs of bytes, and where each that may be met again stands. */
struct pool {
	struct buf bytes;
	struct slot {
		uint64_t hash;
		size_t at, len;
		bool used;
	} * slots;
	size_t slot_count, used;
};

struct pack {
	struct arena *arena;
	struct pool strings, trees;
	bool shares;
};

static struct pool
pool_new(struct arena *a, size_t max)
{
	return (struct pool){ .bytes = buf_new(a, max),
		.slots = ARENA_ARRAY(a, struct slot, SLOTS_FIRST),
		.slot_count = SLOTS_FIRST };
}

struct pack *
pack_new(struct arena *a, size_t max)
{
	struct pack *p = ARENA_NEW(a, struct pack);

	p->arena = a;
	p->strings = pool_new(a, max);
	p->trees = pool_new(a, max);
	return p;
}

void
pack_share(struct pack *p)
{
	p->shares = true;
}

/* FNV-1a, 64 bits: draft-eastlake-fnv, the constants of section 5. */
static uint64_t
hash_of(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325;

	for (; len > 0; s++, len--)
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	return h;
}

/* The slot of a run of bytes, or the free one that may become it. */
static struct slot *
slot_for(struct pool *p, const char *s, size_t len, uint64_t hash)
{
	size_t i = hash & (p->slot_count - 1);

	for (; p->slots[i].used; i = (i + 1) & (p->slot_count - 1))
		if (p->slots[i].hash == hash && p->slots[i].len == len &&
		    memcmp(p->bytes.data + p->slots[i].at, s, len) == 0)
			break;
	return &p->slots[i];
}

static void
grow(struct arena *a, struct pool *p)
{
	struct slot *old = p->slots;
	size_t count = p->slot_count;

	p->slot_count *= 2;
	p->slots = ARENA_ARRAY(a, struct slot, p->slot_count);
	for (size_t i = 0; i < count; i++)
		if (old[i].used)
			*slot_for(p, p->bytes.data + old[i].at, old[i].len,
			    old[i].hash) = old[i];
}

static void
take(struct arena *a, struct pool *p, struct slot *free, struct slot run)
{
	*free = run;
	if (++p->used > p->slot_count / 2)
		grow(a, p);
}

size_t
pack_string(struct pack *p, const char *s, size_t len)
{
	struct pool *pool = &p->strings;
	uint64_t hash = hash_of(s, len);
	struct slot *slot = slot_for(pool, s, len, hash);
	size_t at = pool->bytes.len;

	if (slot->used)
		return slot->at;
	buf_put(&pool->bytes, s, len);
	buf_put(&pool->bytes, "", 1);
	if (!buf_ok(&pool->bytes)) /* latched: nothing of it will be read */
		return 0;
	take(p->arena, pool, slot, (struct slot){ hash, at, len, true });
	return at;
}

static void
put_number(struct buf *b, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_putc(b, (char)(0x80 | (n & 0x7f)));
	buf_putc(b, (char)n);
}

static void
put_string(struct pack *p, const char *s, size_t len)
{
	put_number(&p->trees.bytes, pack_string(p, s, len));
	put_number(&p->trees.bytes, len);
}

static void put_tree(struct pack *, const struct json *);

/* A part that is written already, in this tree or another one, is named by
 * where it stands: the same choices, places and times are in many. */
static void
share(struct pack *p, size_t at)
{
	struct buf *b = &p->trees.bytes;
	size_t len = b->len - at;
	uint64_t hash;
	struct slot *slot;

	if (!p->shares || len < SHARED_MIN || !buf_ok(b))
		return;
	hash = hash_of(b->data + at, len);
	slot = slot_for(&p->trees, b->data + at, len, hash);
	if (!slot->used) {
		take(p->arena, &p->trees, slot,
		    (struct slot){ hash, at, len, true });
		return;
	}
	b->len = at;
	buf_putc(b, SHARED);
	put_number(b, slot->at);
}

static void
put_parent(struct pack *p, const struct json *j)
{
	size_t at = p->trees.bytes.len;

	buf_putc(&p->trees.bytes, (char)j->kind);
	put_number(&p->trees.bytes, j->len);
	JSON_EACH(child, j)
	{
		if (j->kind == JSON_OBJECT)
			put_string(p, child->key, child->key_len);
		put_tree(p, child);
	}
	share(p, at);
}

static void
put_tree(struct pack *p, const struct json *j)
{
	struct buf *b = &p->trees.bytes;
	uint64_t bits;

	assert(j->kind < JSON_READY);
	if (json_is_parent(j)) {
		put_parent(p, j);
		return;
	}
	buf_putc(b, (char)j->kind);
	if (j->kind == JSON_INT) {
		put_number(b,
		    (uint64_t)j->integer << 1 ^ (uint64_t)(j->integer >> 63));
	} else if (j->kind == JSON_REAL) {
		memcpy(&bits, &j->real, sizeof(bits));
		put_number(b, bits);
	} else if (j->kind == JSON_STRING) {
		put_string(p, j->string, j->len);
	} /* else one of the words, which have no more to say */
}

size_t
pack_tree(struct pack *p, const struct json *tree)
{
	size_t at = p->trees.bytes.len;

	put_tree(p, tree);
	return at;
}

const struct buf *
pack_strings(const struct pack *p)
{
	return &p->strings.bytes;
}

const struct buf *
pack_trees(const struct pack *p)
{
	return &p->trees.bytes;
}

bool
pack_ok(const struct pack *p)
{
	return buf_ok(&p->strings.bytes) && buf_ok(&p->trees.bytes);
}

/* ---- reading ----------------------------------------------------------- */

struct reader {
	struct arena *arena;
	const struct packed *from;
	size_t at;
	size_t children;     /* announced so far */
	size_t children_max; /* ... that all the lies together may ask for */
	bool shares;         /* parts may stand elsewhere */
	size_t text;         /* bytes of strings so far */
	bool bad;            /* latched: something cannot be */
};

static unsigned char
get_byte(struct reader *r)
{
	if (r->bad || r->at >= r->from->trees_len) {
		r->bad = true;
		return 0;
	}
	return (unsigned char)r->from->trees[r->at++];
}

static uint64_t
get_number(struct reader *r)
{
	uint64_t n = 0;
	unsigned char byte;

	for (int shift = 0; shift < 64; shift += 7) {
		byte = get_byte(r);
		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
	r->bad = true;
	return 0;
}

/* A string ends at its only NUL, and does not begin inside a character. */
static bool
is_string(const struct reader *r, uint64_t at, uint64_t size)
{
	const struct packed *from = r->from;
	const char *s;

	if (at >= from->strings_len || size >= from->strings_len - at ||
	    size > TEXT_MAX - r->text)
		return false;
	s = from->strings + at;
	return s[size] == '\0' && memchr(s, '\0', size) == NULL &&
	       ((unsigned char)*s & 0xc0) != 0x80;
}

static const char *
get_string(struct reader *r, uint32_t *len)
{
	uint64_t at = get_number(r), size = get_number(r);

	*len = 0;
	if (r->bad || !is_string(r, at, size)) {
		r->bad = true;
		return "";
	}
	r->text += size;
	*len = (uint32_t)size;
	return r->from->strings + at;
}

static void get_tree(struct reader *, struct json *, int depth);

static void
get_children(struct reader *r, struct json *parent, int depth)
{
	uint64_t count = get_number(r);
	struct json *children;

	if (r->bad || depth >= JSON_DEPTH_MAX ||
	    count > r->children_max - r->children) {
		r->bad = true;
		return;
	}
	r->children += count;
	parent->len = (uint32_t)count;
	if (count == 0)
		return;
	children = ARENA_ARRAY(r->arena, struct json, count);
	for (uint64_t i = 0; i < count && !r->bad; i++) {
		if (parent->kind == JSON_OBJECT)
			children[i].key = get_string(r, &children[i].key_len);
		get_tree(r, &children[i], depth + 1);
		children[i].next = i + 1 < count ? &children[i + 1] : NULL;
	}
	parent->first = children;
	parent->last = &children[count - 1];
}

/* It stands before what names it, so that there is an end to it. */
static void
get_shared(struct reader *r, struct json *j, int depth)
{
	size_t here = r->at - 1, next;
	uint64_t at = get_number(r);

	if (r->bad || !r->shares || at >= here || depth >= JSON_DEPTH_MAX) {
		r->bad = true;
		return;
	}
	next = r->at;
	r->at = at;
	get_tree(r, j, depth + 1);
	r->at = next;
}

static void
get_tree(struct reader *r, struct json *j, int depth)
{
	unsigned char kind = get_byte(r);
	uint64_t bits;

	j->kind = (enum json_kind)kind;
	switch (kind) {
	case JSON_NULL:
	case JSON_FALSE:
	case JSON_TRUE:
		return;
	case JSON_INT:
		bits = get_number(r);
		j->integer = (int64_t)(bits >> 1) ^ -(int64_t)(bits & 1);
		return;
	case JSON_REAL:
		bits = get_number(r);
		memcpy(&j->real, &bits, sizeof(bits));
		r->bad |= !isfinite(j->real);
		return;
	case JSON_STRING:
		j->string = get_string(r, &j->len);
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		get_children(r, j, depth);
		return;
	case SHARED:
		get_shared(r, j, depth);
		return;
	default:
		r->bad = true;
		return;
	}
}

static bool
read_tree(struct reader *r, struct json **out, struct err *err)
{
	*out = ARENA_NEW(r->arena, struct json);
	get_tree(r, *out, 0);
	if (r->bad)
		return err_set(
		    err, ERR_INPUT, "packed data broken at byte %zu", r->at);
	return true;
}

bool
pack_read(struct arena *a, const struct packed *from, size_t at,
    struct json **out, struct err *err)
{
	struct reader r = { .arena = a,
		.from = from,
		.at = at,
		.children_max = CHILDREN_MAX,
		.shares = true };

	return read_tree(&r, out, err);
}

/* ---- messages: the strings' length, the strings, the tree -------------- */

void
pack_message(
    struct arena *a, struct buf *out, const struct json *tree, size_t max)
{
	struct pack *p = pack_new(a, max);

	pack_tree(p, tree);
	if (!pack_ok(p))
		out->full = true;
	put_number(out, pack_strings(p)->len);
	buf_put(out, pack_strings(p)->data, pack_strings(p)->len);
	buf_put(out, pack_trees(p)->data, pack_trees(p)->len);
}

bool
pack_read_message(struct arena *a, const char *bytes, size_t len,
    struct json **out, struct err *err)
{
	struct packed whole = { NULL, bytes, 0, len }, halves;
	struct reader r = { .from = &whole };
	uint64_t strings = get_number(&r);

	if (r.bad || strings > len - r.at)
		return err_set(err, ERR_INPUT, "packed message cut short");
	halves.strings = bytes + r.at;
	halves.strings_len = strings;
	halves.trees = halves.strings + strings;
	halves.trees_len = len - r.at - strings;
	if (!text_is_utf8(halves.strings, halves.strings_len))
		return err_set(
		    err, ERR_INPUT, "packed message with text that is none");
	/* A child takes a byte at least, of its own. */
	r = (struct reader){
		.arena = a, .from = &halves, .children_max = halves.trees_len
	};
	if (!read_tree(&r, out, err))
		return false;
	if (r.at != halves.trees_len)
		return err_set(err, ERR_INPUT,
		    "something follows the end of a packed message");
	return true;
}
