/*
 * form.c -- libFuzzer on what a browser sends: a Content-Type, a NUL, and a
 * body.
 *
 * Whatever the bytes: texts that are texts, files that lie in the body, and a
 * form whose texts, sent again in either encoding, are read as the same.
 */
#include "form.h"
#include "buf.h"
#include "err.h"
#include "fuzz.h"

#define BODY_MAX ((size_t)64 << 20)
#define BOUNDARY "1f0c2b6e-a-boundary"

static void
check_file(const struct form_file *f, const char *body, size_t len)
{
	must_be_text(f->name);
	must(strlen(f->name) <= FORM_FILENAME_MAX);
	must(strpbrk(f->name, "/\\\r\n") == NULL);
	must(f->bytes >= body && f->bytes + f->len <= body + len);
}

static void
check_field(const struct form_field *f, const char *body, size_t len)
{
	must_be_text(f->name);
	must(strlen(f->name) <= FORM_NAME_MAX);
	if (f->text == NULL) {
		check_file(&f->file, body, len);
		return;
	}
	must(text_is_utf8(f->text, strlen(f->text)));
	must(strlen(f->text) <= FORM_TEXT_MAX);
}

static void
put_escaped(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_printf(b, "%%%02X", (unsigned char)*text);
}

static void
put_name(struct buf *b, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == '"' || *name == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *name);
	}
}

/* As browsers do it. */
static void
put_lines(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_puts(b, *text == '\n' ? "\r\n" : (char[]){ *text, '\0' });
}

/* The same texts, and no others. */
static void
must_read_back(struct arena *a, const struct form *form, const char *type,
    const struct buf *body)
{
	struct err err = { ERR_NONE, "" };
	struct form again;

	must(form_read(a, type, body->data, body->len, &again, &err));
	must(again.count == form->count);
	for (size_t i = 0; i < form->count; i++) {
		must(strcmp(again.fields[i].name, form->fields[i].name) == 0);
		must(strcmp(again.fields[i].text, form->fields[i].text) == 0);
	}
}

/* May it be sent again?  Not where it would be too long, has line ends of its
 * own, or holds the boundary. */
static bool
is_plain(const struct form_field *f)
{
	return f->text != NULL && strlen(f->text) < FORM_TEXT_MAX / 2 &&
	       strchr(f->text, '\r') == NULL &&
	       strstr(f->text, BOUNDARY) == NULL;
}

static void
put_part(struct buf *b, const struct form_field *f)
{
	buf_puts(b, "--" BOUNDARY "\r\n"
		    "Content-Disposition: form-data; name=\"");
	put_name(b, f->name);
	buf_puts(b, "\"\r\n\r\n");
	put_lines(b, f->text);
	buf_puts(b, "\r\n");
}

static void
send_again(struct arena *a, const struct form *form)
{
	struct buf pairs = buf_new(a, BODY_MAX), parts = buf_new(a, BODY_MAX);
	struct form plain = {
		ARENA_ARRAY(a, struct form_field, FORM_FIELDS_MAX), 0
	};

	for (size_t i = 0; i < form->count; i++)
		if (is_plain(&form->fields[i]))
			plain.fields[plain.count++] = form->fields[i];
	for (size_t i = 0; i < plain.count; i++) {
		put_escaped(&pairs, plain.fields[i].name);
		buf_putc(&pairs, '=');
		put_escaped(&pairs, plain.fields[i].text);
		buf_putc(&pairs, '&');
		put_part(&parts, &plain.fields[i]);
	}
	buf_puts(&parts, "--" BOUNDARY "--\r\n");
	must(buf_ok(&pairs) && buf_ok(&parts));
	must_read_back(a, &plain, "application/x-www-form-urlencoded", &pairs);
	must_read_back(
	    a, &plain, "multipart/form-data; boundary=" BOUNDARY, &parts);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct form form;
	const char *body;
	char *type;

	cut(a, bytes, len, &type, 1);
	body = (const char *)bytes + strlen(type) + (strlen(type) < len);
	len -= (size_t)(body - (const char *)bytes);
	if (form_read(a, type, body, len, &form, &err)) {
		must(form.count <= FORM_FIELDS_MAX);
		for (size_t i = 0; i < form.count; i++)
			check_field(&form.fields[i], body, len);
		send_again(a, &form);
	} else {
		must(err.kind == ERR_INPUT || err.kind == ERR_LIMIT);
		must_be_text(err.text);
	}
	arena_free(a);
	return 0;
}
