/*
 * echo.c -- for check.js: reads JSON texts, each closed by a NUL, and writes
 * what json_write() makes of them, or "refused: " and why, each closed by one.
 */
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "json.h"

#define TEXT_MAX ((size_t)256 << 20) /* bytes */

int
main(void)
{
	struct arena *a = arena_new();
	char *text = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getdelim(&text, &size, '\0', stdin)) > 0) {
		struct buf out = buf_new(a, TEXT_MAX);
		struct err err = { 0 };
		struct json *tree;

		len -= text[len - 1] == '\0';
		if (json_parse(a, text, (size_t)len, NULL, &tree, &err))
			json_write(&out, tree);
		else
			buf_printf(&out, "refused: %s", err.text);
		fwrite(out.data, 1, out.len + 1, stdout); /* with its NUL */
		arena_reset(a);
	}
	free(text);
	arena_free(a);
	return 0;
}
