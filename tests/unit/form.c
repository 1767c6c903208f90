/* form.c -- forms as browsers send them, and as nobody should. */
#include "form.h"
#include "arena.h"
#include "buf.h"
#include "err.h"
#include "text.h"
#include "unit.h"

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART  "multipart/form-data; boundary=XX"
#define PART(head) "--XX\r\nContent-Disposition: form-data; " head "\r\n\r\n"
#define END        "\r\n--XX--\r\n"

/* What was read, one field a line: "name=text", or "name@filename=bytes". */
static const char *
shown(struct arena *a, const struct form *f)
{
	struct buf b = buf_new(a, 1 << 20);

	for (size_t i = 0; i < f->count; i++) {
		const struct form_field *field = &f->fields[i];

		buf_puts(&b, i > 0 ? "|" : "");
		if (field->text != NULL) {
			buf_printf(&b, "%s=%s", field->name, field->text);
			continue;
		}
		buf_printf(&b, "%s@%s=", field->name, field->file.name);
		buf_put(&b, field->file.bytes, field->file.len);
	}
	return b.data;
}

struct form_case {
	const char *type, *body;
	const char *fields; /* as shown above; or where it is refused */
	const char *why;    /* ... a part of the sentence */
};

static void
check(const struct form_case *cases, size_t count)
{
	struct arena *a = arena_new();

	for (size_t i = 0; i < count; i++) {
		const struct form_case *c = &cases[i];
		struct err err = { ERR_NONE, "" };
		struct form form;
		bool ok = form_read(
		    a, c->type, c->body, strlen(c->body), &form, &err);

		if (c->why == NULL) {
			if (!ok)
				fail_msg("%s: %s", c->body, err.text);
			assert_string_equal(shown(a, &form), c->fields);
		} else if (ok || strstr(err.text, c->why) == NULL) {
			fail_msg("%s: %s", c->body, err.text);
		}
	}
	arena_free(a);
}

static const struct form_case of_addresses[] = {
	{ URLENCODED, "", "", NULL },
	{ URLENCODED, "a=1", "a=1", NULL },
	{ URLENCODED "; charset=UTF-8", "a=1&b=2&a=3", "a=1|b=2|a=3", NULL },
	{ "Application/X-WWW-Form-URLencoded", "a=1", "a=1", NULL },
	{ URLENCODED, "&&a=1&&", "a=1", NULL },
	{ URLENCODED, "a&b=&c==", "a=|b=|c==", NULL },
	{ URLENCODED, "a+b=c+d%2B%26%3d", "a b=c d+&=", NULL },
	{ URLENCODED, "t=caf%C3%A9", "t=café", NULL },
	{ URLENCODED, "t=1%0D%0A2%0D3%0A", "t=1\n2\r3\n", NULL },
	{ URLENCODED, "t=%E2%82", NULL, "field \"t\" is no text in UTF-8" },
	{ URLENCODED, "t=\xff", NULL, "field \"t\" is no text in UTF-8" },
	{ URLENCODED, "t=%C0%80", NULL, "field \"t\" is no text in UTF-8" },
	{ URLENCODED, "t=a%00b", NULL, "field \"t\" holds a NUL" },
	{ URLENCODED, "t=%zz", NULL, "field \"t\" has a % without two" },
	{ URLENCODED, "t=100%", NULL, "field \"t\" has a % without two" },
	{ URLENCODED, "t=%4", NULL, "field \"t\" has a % without two" },
	{ URLENCODED, "%zz=1", NULL, "a field whose name cannot be one" },
	{ URLENCODED, "=1", NULL, "a field whose name cannot be one" },
	{ URLENCODED, "a%00=1", NULL, "a field whose name cannot be one" },
	{ URLENCODED, "a%0A=1", NULL, "a field whose name cannot be one" },
	{ URLENCODED, "%FF=1", NULL, "a field whose name cannot be one" },
	{ NULL, "a=1", NULL, "is of a kind that no page of ours sends" },
	{ "", "a=1", NULL, "is of a kind" },
	{ "text/plain", "a=1", NULL, "is of a kind" },
	{ "application/json", "{}", NULL, "is of a kind" },
	{ URLENCODED "x", "a=1", NULL, "is of a kind" },
};

static const struct form_case of_parts[] = {
	{ MULTIPART, "--XX--", "", NULL },
	{ MULTIPART, PART("name=\"a\"") "1" END, "a=1", NULL },
	{ MULTIPART, PART("name=\"a\"") END, "a=", NULL },
	{ MULTIPART, PART("name=\"a\"") "1\r\n" PART("name=a") "2" END,
	    "a=1|a=2", NULL },
	{ "Multipart/Form-Data; charset=x; BOUNDARY=\"XX\"",
	    PART("name=\"a\"") "1" END, "a=1", NULL },
	{ "multipart/form-data;boundary=XX ; x=y", PART("name=a") "1" END,
	    "a=1", NULL },
	/* What stands before the first and behind the last is nobody's. */
	{ MULTIPART, "for old readers\r\n" PART("name=a") "1" END "the end",
	    "a=1", NULL },
	{ MULTIPART,
	    "--XX \t\r\ncontent-type: text/plain\r\ncontent-disposition:"
	    "form-data ;name=a\r\n\r\n1" END,
	    "a=1", NULL },
	{ MULTIPART, PART("name=a") "1\r\n2\n3\r\n" END, "a=1\n2\n3\n", NULL },
	/* A boundary inside a text ends it only where a line begins. */
	{ MULTIPART, PART("name=a") "1--XX\n--XX--\r--XX" END,
	    "a=1--XX\n--XX--\r--XX", NULL },
	{ MULTIPART, PART("name=a") "1\r\n--XXL\r\n" END, NULL,
	    "does not tell where its parts end" },
	/* Names as browsers write them. */
	{ MULTIPART, PART("name=\"a;b=c\"; filename=\"d\"") "1" END,
	    "a;b=c@d=1", NULL },
	{ MULTIPART, PART("filename=\"d\"; name=\"a\"") "1" END, "a@d=1",
	    NULL },
	{ MULTIPART, PART("name=\"a\"; filename=\"x\\\"y\\\\z\"") "1" END,
	    "a@z=1", NULL },
	{ MULTIPART, PART("name=\"a\"; name=\"b\"") "1" END, "a=1", NULL },
	{ MULTIPART, PART("xname=\"b\"; name=\"a\"") "1" END, "a=1", NULL },
	{ MULTIPART, PART("filename*=UTF-8''x; name=a") "1" END, "a=1", NULL },
	/* Files. */
	{ MULTIPART, PART("name=\"f\"; filename=\"a.json\"") "{}\r\n" END,
	    "f@a.json={}\r\n", NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"\"") END, "", NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"\"") "x" END, "f@file=x",
	    NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"../../etc/passwd\"") "x" END,
	    "f@passwd=x", NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"C:\\tmp\\a.json\"") "x" END,
	    "f@a.json=x", NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"/tmp/\"") "x" END, "f@file=x",
	    NULL },
	{ MULTIPART,
	    PART("name=\"f\"; filename=\"a\x01\x7f\tb "
		 "\xff\xe2\x80\xae<i>\"") "x" END,
	    "f@a b \xef\xbf\xbd<i>=x", NULL },
	{ MULTIPART, PART("name=\"f\"; filename=\"caf\xc3\xa9\"") "\xff" END,
	    "f@café=\xff", NULL },
	/* What is refused. */
	{ "multipart/form-data", "--XX--", NULL, "how its parts are told" },
	{ "multipart/form-data; boundary=", "----", NULL, "are told apart" },
	{ "multipart/form-data; boundary=\"\"", "----", NULL, "told apart" },
	{ "multipart/form-data; boundary="
	  "0123456789012345678901234567890123456789"
	  "0123456789012345678901234567890",
	    "", NULL, "how its parts are told apart" },
	{ "multipart/mixed; boundary=XX", "--XX--", NULL, "is of a kind" },
	{ MULTIPART, "", NULL, "breaks off before its end" },
	{ MULTIPART, "--X", NULL, "breaks off before its end" },
	{ MULTIPART, "--XX", NULL, "does not tell where its parts end" },
	{ MULTIPART, "--XX\r\n", NULL, "breaks off before its end" },
	{ MULTIPART, PART("name=a") "1", NULL, "breaks off before its end" },
	{ MULTIPART, PART("name=a") "1\r\n--XX", NULL, "where its parts end" },
	{ MULTIPART, PART("name=a") "1\r\n--XX-", NULL, "where its parts end" },
	{ MULTIPART, PART("name=a") "1\n--XX--", NULL, "breaks off" },
	{ MULTIPART, PART("name=t") "caf\xe9" END, NULL,
	    "field \"t\" is no text in UTF-8" },
	{ MULTIPART, PART("name=\"\"") "1" END, NULL, "name cannot be one" },
	{ MULTIPART, PART("nam=\"a\"") "1" END, NULL, "name cannot be one" },
	{ MULTIPART, PART("name") "1" END, NULL, "name cannot be one" },
	{ MULTIPART, PART("name=\"\xff\"") "1" END, NULL, "cannot be one" },
	{ MULTIPART, "--XX\r\n\r\n1" END, NULL, "whose head cannot be read" },
	{ MULTIPART, "--XX\r\nname=a\r\n\r\n1" END, NULL, "cannot be one" },
	{ MULTIPART,
	    "--XX\r\nContent-Disposition: attachment; name=a\r\n\r\n1" END,
	    NULL, "name cannot be one" },
	/* A part without a content does not borrow the next one's. */
	{ MULTIPART,
	    "--XX\r\nContent-Disposition: form-data; name=a\r\n" PART(
		"name=b") "1" END,
	    NULL, "whose head cannot be read" },
};

static void
what_browsers_send(void **state)
{
	(void)state;
	check(of_addresses, COUNT(of_addresses));
	check(of_parts, COUNT(of_parts));
}

/* Bodies that no text can hold. */
static void
a_NUL_is_no_text(void **state)
{
	static const char text[] = PART("name=t") "a\0b" END,
			  head[] = PART("name=\"t\0u\"") "1" END,
			  file[] =
			      PART("name=f; filename=\"x\"") "a\0b\xff" END;
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" }, again = { ERR_NONE, "" };
	const struct form_file *f;
	struct form form;

	(void)state;
	assert_false(
	    form_read(a, MULTIPART, text, sizeof(text) - 1, &form, &err));
	assert_non_null(strstr(err.text, "field \"t\" holds a NUL"));
	assert_false(
	    form_read(a, MULTIPART, head, sizeof(head) - 1, &form, &again));
	assert_non_null(strstr(again.text, "head cannot be read"));
	assert_true(
	    form_read(a, MULTIPART, file, sizeof(file) - 1, &form, &err));
	f = form_file(&form, "f");
	assert_int_equal(f->len, 4);
	assert_memory_equal(f->bytes, "a\0b\xff", 4);
	assert_true(f->bytes > file && f->bytes < file + sizeof(file));
	arena_free(a);
}

/* ---- ceilings ---------------------------------------------------------- */

static bool
reads(struct arena *a, const char *type, const struct buf *body,
    struct form *form, struct err *err)
{
	*err = (struct err){ ERR_NONE, "" };
	return form_read(a, type, body->data, body->len, form, err);
}

static void
fields_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1 << 20), parts = buf_new(a, 1 << 20);
	struct form form;
	struct err err;

	(void)state;
	for (int i = 0; i < FORM_FIELDS_MAX; i++) {
		buf_puts(&b, "a=1&");
		buf_puts(&parts, PART("name=a") "1\r\n");
	}
	assert_true(reads(a, URLENCODED, &b, &form, &err));
	assert_int_equal(form.count, FORM_FIELDS_MAX);
	buf_puts(&b, "a");
	assert_false(reads(a, URLENCODED, &b, &form, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_non_null(strstr(err.text, "more than 256 fields"));
	buf_puts(&parts, PART("name=a") END);
	assert_false(reads(a, MULTIPART, &parts, &form, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	arena_free(a);
}

static void
put_many(struct buf *b, char c, size_t count)
{
	while (count-- > 0)
		buf_putc(b, c);
}

static void
texts_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1 << 20), part = buf_new(a, 1 << 20);
	struct form form;
	struct err err;

	(void)state;
	buf_puts(&b, "t=");
	put_many(&b, 'x', FORM_TEXT_MAX);
	assert_true(reads(a, URLENCODED, &b, &form, &err));
	assert_int_equal(strlen(form_get(&form, "t")), FORM_TEXT_MAX);
	buf_putc(&b, 'x');
	assert_false(reads(a, URLENCODED, &b, &form, &err));
	assert_int_equal(err.kind, ERR_LIMIT);
	assert_non_null(strstr(err.text, "\"t\" has 262145 bytes"));
	buf_puts(&part, PART("name=\"t\"; filename=\"x\""));
	put_many(&part, 'x', FORM_TEXT_MAX + 1); /* a file may be larger */
	buf_puts(&part, END);
	assert_true(reads(a, MULTIPART, &part, &form, &err));
	assert_int_equal(form_file(&form, "t")->len, FORM_TEXT_MAX + 1);
	arena_free(a);
}

static void
names_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1 << 20), part = buf_new(a, 1 << 20);
	struct form form;
	struct err err;

	(void)state;
	put_many(&b, 'n', FORM_NAME_MAX);
	assert_true(reads(a, URLENCODED, &b, &form, &err));
	buf_puts(&b, "n=");
	assert_false(reads(a, URLENCODED, &b, &form, &err));
	buf_puts(&part, "--XX\r\nContent-Disposition: form-data; name=f; "
			"filename=\"");
	put_many(&part, 'x', FORM_FILENAME_MAX * 3);
	buf_puts(&part, "\"\r\n\r\n1" END);
	assert_true(reads(a, MULTIPART, &part, &form, &err));
	assert_int_equal(
	    strlen(form_file(&form, "f")->name), FORM_FILENAME_MAX);
	arena_free(a);
}

static void
heads_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, 1 << 22);
	struct form form;
	struct err err;

	(void)state;
	buf_puts(&b, "--XX\r\n");
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "X-Flood-%d: x\r\n", i);
	buf_puts(&b, "Content-Disposition: form-data; name=a\r\n\r\n1" END);
	assert_false(reads(a, MULTIPART, &b, &form, &err));
	assert_non_null(strstr(err.text, "whose head cannot be read"));
	arena_free(a);
}

/* ---- asking ------------------------------------------------------------ */

static void
fields_are_found_by_name(void **state)
{
	static const char body[] =
	    PART("name=a") "1\r\n" PART("name=a; filename=x") "2\r\n" PART(
		"name=b") "3\r\n" PART("name=a") "4" END;
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	const struct form_field *at;
	struct form form;

	(void)state;
	assert_true(
	    form_read(a, MULTIPART, body, sizeof(body) - 1, &form, &err));
	assert_string_equal(form_get(&form, "a"), "1");
	assert_string_equal(form_get(&form, "b"), "3");
	assert_null(form_get(&form, "A"));
	assert_string_equal(form_file(&form, "a")->name, "x");
	assert_null(form_file(&form, "b"));
	at = form_next(&form, "a", NULL);
	at = form_next(&form, "a", at);
	assert_null(at->text);
	at = form_next(&form, "a", at);
	assert_string_equal(at->text, "4");
	assert_null(form_next(&form, "a", at));
	arena_free(a);
}

UNIT(form, T(what_browsers_send), T(a_NUL_is_no_text),
    T(fields_stop_at_the_ceiling), T(texts_stop_at_the_ceiling),
    T(names_stop_at_the_ceiling), T(heads_stop_at_the_ceiling),
    T(fields_are_found_by_name))
