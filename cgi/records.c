/* records.c -- FastCGI's frames: read without trust, and written. */
#include <string.h>

#include "buf.h"
#include "records.h"

#define RECORD_MAX ((size_t)65528) /* bytes; whole eights need no padding */
#define RESPONDER  1
#define KEEP       1 /* a flag of BEGIN */

/* Kinds of record. */
enum {
	BEGIN = 1,
	ABORT = 2,
	END = 3,
	PARAMS = 4,
	STDIN = 5,
	STDOUT = 6,
	UNKNOWN = 11
};

static size_t
two_bytes(const unsigned char *at)
{
	return (size_t)(at[0] << 8 | at[1]);
}

/* ---- parameters -------------------------------------------------------- */

/* A length of one byte or four; false where they are not there. */
static bool
take_length(const unsigned char **at, const unsigned char *end, size_t *len)
{
	const unsigned char *p = *at;
	ptrdiff_t size;

	if (p == end)
		return false;
	size = p[0] < 0x80 ? 1 : 4;
	if (end - p < size)
		return false;
	*len =
	    size == 1 ? p[0] : (two_bytes(p) % 0x8000) << 16 | two_bytes(p + 2);
	*at = p + size;
	return true;
}

/* Each name and each value lies within what was sent. */
static bool
pairs_fit(const struct buf *params)
{
	const unsigned char *at = (const unsigned char *)params->data,
			    *end = at + params->len;
	size_t name, value;

	while (at < end) {
		if (!take_length(&at, end, &name) ||
		    !take_length(&at, end, &value) ||
		    name > (size_t)(end - at) ||
		    value > (size_t)(end - at) - name)
			return false;
		at += name + value;
	}
	return true;
}

/* ---- reading ----------------------------------------------------------- */

void
records_begin(struct records *r, struct arena *a)
{
	memset(r, 0, sizeof(*r));
	r->params = buf_new(a, RECORDS_PARAMS_MAX);
}

void
records_go_on(struct records *r, int request, struct buf *body)
{
	memset(r, 0, sizeof(*r));
	r->request = request;
	r->asked = true;
	r->body = body;
}

bool
records_are_none(const struct records *r)
{
	return r->request == 0 && r->have == 0;
}

/* What is wrong with a record, from its head alone; or NULL. */
static const char *
refuse(const struct records *r)
{
	switch (r->head[1]) {
	case BEGIN:
		return r->request != 0 ? "a second request begins before the "
					 "first has ended"
		       : r->left != sizeof(r->begin)
			   ? "it begins with a length that is none"
			   : NULL;
	case PARAMS:
		return r->asked ? "it has parameters behind their end" : NULL;
	case STDIN:
		return r->asked ? NULL : "its body comes before its parameters";
	default:
		return NULL;
	}
}

/* The head is whole: what follows it? */
static void
open_record(struct records *r)
{
	size_t request = two_bytes(r->head + 2);

	r->left = two_bytes(r->head + 4);
	r->padding = r->head[6];
	/* What is about a request that is not open is no concern of ours. */
	r->mute = request == 0 ||
		  (r->head[1] != BEGIN && request != (size_t)r->request);
	if (r->head[0] != 1)
		r->wrong = "its version is not 1";
	else if (!r->mute)
		r->wrong = refuse(r);
	if (r->wrong == NULL && !r->mute)
		r->request = (int)request;
}

static bool
take_head(struct records *r, const unsigned char **at, const unsigned char *end)
{
	size_t n = sizeof(r->head) - r->have, here = (size_t)(end - *at);

	if (n == 0)
		return true; /* and its content was begun */
	n = here < n ? here : n;
	memcpy(r->head + r->have, *at, n);
	r->have += n;
	*at += n;
	if (r->have < sizeof(r->head))
		return false;
	open_record(r);
	return true;
}

/* So many bytes of the present record's content. */
static void
put_content(struct records *r, const unsigned char *at, size_t n)
{
	if (r->mute)
		return;
	if (r->head[1] == BEGIN)
		memcpy(r->begin + sizeof(r->begin) - r->left, at, n);
	else if (r->head[1] == PARAMS)
		buf_put(&r->params, at, n);
	else if (r->head[1] == STDIN && r->body != NULL)
		buf_put(r->body, at, n);
}

static bool
take_content(
    struct records *r, const unsigned char **at, const unsigned char *end)
{
	size_t here = (size_t)(end - *at), n = here < r->left ? here : r->left;

	if (n > 0)
		put_content(r, *at, n);
	*at += n;
	r->left -= n;
	here -= n;
	n = here < r->padding ? here : r->padding;
	*at += n;
	r->padding -= n;
	return r->left == 0 && r->padding == 0;
}

/* A record is whole: is that news? */
static enum records_news
close_record(struct records *r)
{
	bool empty = two_bytes(r->head + 4) == 0;

	r->have = 0;
	if (two_bytes(r->head + 2) == 0)
		return RECORDS_ASIDE;
	if (r->mute)
		return RECORDS_MORE;
	switch (r->head[1]) {
	case BEGIN:
		r->keep = (r->begin[2] & KEEP) != 0;
		if (two_bytes(r->begin) != RESPONDER)
			r->wrong = "it asks for another role than responder";
		break;
	case ABORT:
		return RECORDS_GONE;
	case PARAMS:
		r->asked = empty;
		if (empty && !pairs_fit(&r->params))
			r->wrong = "its parameters are longer than they are";
		return r->asked && r->wrong == NULL ? RECORDS_ASKED
						    : RECORDS_MORE;
	case STDIN:
		r->whole = empty;
		return empty ? RECORDS_WHOLE : RECORDS_MORE;
	}
	return RECORDS_MORE;
}

enum records_news
records_take(
    struct records *r, const unsigned char **at, const unsigned char *end)
{
	enum records_news news = RECORDS_MORE;

	while (news == RECORDS_MORE && r->wrong == NULL &&
	       take_head(r, at, end) && r->wrong == NULL) {
		bool whole = take_content(r, at, end);

		if (r->params.full)
			return RECORDS_LONG;
		if (!whole)
			return RECORDS_MORE;
		news = close_record(r);
	}
	return r->wrong != NULL ? RECORDS_BAD : news;
}

/* ---- writing ----------------------------------------------------------- */

/* Version, type, request, length, padding. */
static void
put_head(struct buf *b, int request, int type, size_t len)
{
	const unsigned char head[RECORDS_HEAD] = { 1, (unsigned char)type,
		(unsigned char)(request >> 8), (unsigned char)request,
		(unsigned char)(len >> 8), (unsigned char)len };

	buf_put(b, head, sizeof(head));
}

void
records_put_request(struct buf *out, const struct records *r)
{
	static const char begin[RECORDS_HEAD] = { 0, RESPONDER, KEEP };

	put_head(out, r->request, BEGIN, sizeof(begin));
	buf_put(out, begin, sizeof(begin));
	if (r->params.len > 0) {
		put_head(out, r->request, PARAMS, r->params.len);
		buf_put(out, r->params.data, r->params.len);
	}
	put_head(out, r->request, PARAMS, 0);
	put_head(out, r->request, STDIN, 0);
}

void
records_put(struct buf *out, int request, const struct buf *answer)
{
	static const char complete[8]; /* application and protocol status */
	const char *at = answer->data, *end = at + answer->len;
	size_t len;

	buf_reserve(out, answer->len + answer->len / RECORD_MAX * 8 + 32);
	for (; at < end; at += len) {
		len = (size_t)(end - at) < RECORD_MAX ? (size_t)(end - at)
						      : RECORD_MAX;
		put_head(out, request, STDOUT, len);
		buf_put(out, at, len);
	}
	put_head(out, request, STDOUT, 0);
	put_head(out, request, END, sizeof(complete));
	buf_put(out, complete, sizeof(complete));
}

void
records_put_aside(struct buf *out, const struct records *r)
{
	const char type[8] = { (char)r->head[1] };

	put_head(out, 0, UNKNOWN, sizeof(type));
	buf_put(out, type, sizeof(type));
}
