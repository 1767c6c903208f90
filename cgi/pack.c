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

#define SLOTS_FIRST 1024 /* of the table of strings; a power of two */
#define TEXT_MAX    ((size_t)1 << 30) /* bytes of a tree's strings, unshared */

struct slot {
	uint64_t hash;
	size_t at, len;
	bool used;
};

struct pack {
	struct arena *arena;
	struct buf strings, trees;
	struct slot *slots;
	size_t slot_count, used;
};

struct pack *
pack_new(struct arena *a, size_t max)
{
	struct pack *p = ARENA_NEW(a, struct pack);

	p->arena = a;
	p->strings = buf_new(a, max);
	p->trees = buf_new(a, max);
	p->slot_count = SLOTS_FIRST;
	p->slots = ARENA_ARRAY(a, struct slot, p->slot_count);
	return p;
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

static struct slot *
slot_for(struct pack *p, const char *s, size_t len, uint64_t hash)
{
	size_t i = hash & (p->slot_count - 1);

	for (; p->slots[i].used; i = (i + 1) & (p->slot_count - 1))
		if (p->slots[i].hash == hash && p->slots[i].len == len &&
		    memcmp(p->strings.data + p->slots[i].at, s, len) == 0)
			break;
	return &p->slots[i];
}

static void
grow(struct pack *p)
{
	struct slot *old = p->slots;
	size_t count = p->slot_count;

	p->slot_count *= 2;
	p->slots = ARENA_ARRAY(p->arena, struct slot, p->slot_count);
	for (size_t i = 0; i < count; i++)
		if (old[i].used)
			*slot_for(p, p->strings.data + old[i].at, old[i].len,
			    old[i].hash) = old[i];
}

size_t
pack_string(struct pack *p, const char *s, size_t len)
{
	uint64_t hash = hash_of(s, len);
	struct slot *slot = slot_for(p, s, len, hash);

	if (slot->used)
		return slot->at;
	*slot = (struct slot){ hash, p->strings.len, len, true };
	buf_put(&p->strings, s, len);
	buf_put(&p->strings, "", 1);
	if (!buf_ok(&p->strings)) { /* latched: nothing of it will be read */
		slot->used = false;
		return 0;
	}
	len = slot->at;
	if (++p->used > p->slot_count / 2)
		grow(p);
	return len;
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
	put_number(&p->trees, pack_string(p, s, len));
	put_number(&p->trees, len);
}

static void
put_tree(struct pack *p, const struct json *j)
{
	uint64_t bits;

	assert(j->kind < JSON_READY);
	buf_putc(&p->trees, (char)j->kind);
	switch (j->kind) {
	case JSON_INT:
		put_number(&p->trees,
		    (uint64_t)j->integer << 1 ^ (uint64_t)(j->integer >> 63));
		return;
	case JSON_REAL:
		memcpy(&bits, &j->real, sizeof(bits));
		put_number(&p->trees, bits);
		return;
	case JSON_STRING:
		put_string(p, j->string, j->len);
		return;
	case JSON_ARRAY:
	case JSON_OBJECT:
		put_number(&p->trees, j->len);
		JSON_EACH(child, j)
		{
			if (j->kind == JSON_OBJECT)
				put_string(p, child->key, child->key_len);
			put_tree(p, child);
		}
		return;
	default: /* the words, which have no more to say */
		return;
	}
}

size_t
pack_tree(struct pack *p, const struct json *tree)
{
	size_t at = p->trees.len;

	put_tree(p, tree);
	return at;
}

const struct buf *
pack_strings(const struct pack *p)
{
	return &p->strings;
}

const struct buf *
pack_trees(const struct pack *p)
{
	return &p->trees;
}

bool
pack_ok(const struct pack *p)
{
	return buf_ok(&p->strings) && buf_ok(&p->trees);
}

/* ---- reading ----------------------------------------------------------- */

struct reader {
	struct arena *arena;
	const struct packed *from;
	size_t at;
	size_t children; /* announced so far */
	size_t text;     /* bytes of strings so far */
	bool bad;        /* latched: something cannot be */
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

	/* A child takes a byte at least, of its own: so all the lies together
	 * cannot ask for more children than there are bytes. */
	if (r->bad || depth >= JSON_DEPTH_MAX ||
	    count > r->from->trees_len - r->children) {
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
	default:
		r->bad = true;
		return;
	}
}

/* *at gets where the tree ends. */
static bool
read_tree(struct arena *a, const struct packed *from, size_t *at,
    struct json **out, struct err *err)
{
	struct reader r = { .arena = a, .from = from, .at = *at };

	*out = ARENA_NEW(a, struct json);
	get_tree(&r, *out, 0);
	*at = r.at;
	if (r.bad)
		return err_set(
		    err, ERR_INPUT, "packed data broken at byte %zu", r.at);
	return true;
}

bool
pack_read(struct arena *a, const struct packed *from, size_t at,
    struct json **out, struct err *err)
{
	return read_tree(a, from, &at, out, err);
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
	put_number(out, p->strings.len);
	buf_put(out, p->strings.data, p->strings.len);
	buf_put(out, p->trees.data, p->trees.len);
}

bool
pack_read_message(struct arena *a, const char *bytes, size_t len,
    struct json **out, struct err *err)
{
	struct packed whole = { NULL, bytes, 0, len };
	struct reader r = { .from = &whole };
	uint64_t strings = get_number(&r);
	struct packed halves;
	size_t at = 0;

	if (r.bad || strings > len - r.at)
		return err_set(err, ERR_INPUT, "packed message cut short");
	halves.strings = bytes + r.at;
	halves.strings_len = strings;
	halves.trees = halves.strings + strings;
	halves.trees_len = len - r.at - strings;
	if (!text_is_utf8(halves.strings, halves.strings_len))
		return err_set(
		    err, ERR_INPUT, "packed message with text that is none");
	if (!read_tree(a, &halves, &at, out, err))
		return false;
	if (at != halves.trees_len)
		return err_set(err, ERR_INPUT,
		    "something follows the end of a packed message");
	return true;
}
