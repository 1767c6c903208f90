/* backup_mark.c -- the last line of a backup. */
#include "backup_mark.h"
#include "err.h"
#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#define PATH "build/unit-backup-mark"

static void
write_file(const char *bytes, size_t len)
{
	FILE *f = fopen(PATH, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
}

static size_t
read_file(char *bytes, size_t size)
{
	FILE *f = fopen(PATH, "rb");
	size_t len;

	assert_non_null(f);
	len = fread(bytes, 1, size, f);
	fclose(f);
	return len;
}

static void
each_byte_counts(void **state)
{
	struct err err = { ERR_NONE, "" };
	char bytes[256];
	size_t len;

	(void)state;
	write_file("some bytes", 10);
	assert_int_equal(backup_mark_check(PATH), BACKUP_UNMARKED);
	assert_true(backup_mark_put(PATH, &err));
	assert_int_equal(backup_mark_check(PATH), BACKUP_WHOLE);
	len = read_file(bytes, sizeof(bytes));
	for (size_t i = 0; i < len; i++) {
		bytes[i] ^= 1;
		write_file(bytes, len);
		assert_int_not_equal(backup_mark_check(PATH), BACKUP_WHOLE);
		bytes[i] ^= 1;
	}
	write_file(bytes + 1, len - 1);
	assert_int_equal(backup_mark_check(PATH), BACKUP_DAMAGED);
	write_file(bytes, len - 1);
	assert_int_equal(backup_mark_check(PATH), BACKUP_UNMARKED);
	unlink(PATH);
	assert_int_equal(backup_mark_check(PATH), BACKUP_UNMARKED);
	assert_false(backup_mark_put(PATH, &err));
	assert_non_null(strstr(err.text, PATH " cannot be read"));
}

UNIT(backup_mark, T(each_byte_counts))
