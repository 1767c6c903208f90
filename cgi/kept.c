/* kept.c -- answers made small, kept for whoever asks the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kept.h"

/* Which place: FNV-1a, 64 bits (draft-eastlake-fnv, section 5). */
static size_t
slot_of(const char *address, enum http_coding coding)
{
	uint64_t h = 0xcbf29ce484222325 ^ (uint64_t)coding;

	for (; *address != '\0'; address++)
		h = (h ^ (unsigned char)*address) * 0x100000001b3;
	return h % KEPT_SLOTS;
}

const struct kept_answer *
kept_find(const struct kept *kept, const char *address, const char *tag,
    enum http_coding coding)
{
	const struct kept_answer *k = &kept->slots[slot_of(address, coding)];

	return k->bytes != NULL && k->coding == coding &&
		       strcmp(k->tag, tag) == 0 &&
		       strcmp(k->address, address) == 0
		   ? k
		   : NULL;
}

static void
drop(struct kept *kept, struct kept_answer *k)
{
	kept->bytes -= k->len;
	free(k->tag);
	free(k->address);
	free(k->bytes);
	*k = (struct kept_answer){ 0 };
}

void
kept_put(struct kept *kept, const char *address, const char *tag,
    enum http_coding coding, const void *bytes, size_t len)
{
	struct kept_answer *k = &kept->slots[slot_of(address, coding)];

	drop(kept, k);
	if (len > KEPT_MAX)
		return;
	if (kept->bytes + len > KEPT_ALL)
		kept_clear(kept);
	k->tag = strdup(tag);
	k->address = strdup(address);
	k->bytes = malloc(len);
	if (k->tag == NULL || k->address == NULL || k->bytes == NULL) {
		drop(kept, k); /* then it is not kept */
		return;
	}
	memcpy(k->bytes, bytes, len);
	k->len = len;
	kept->bytes += len;
	k->coding = coding;
}

void
kept_clear(struct kept *kept)
{
	for (size_t i = 0; i < KEPT_SLOTS; i++)
		drop(kept, &kept->slots[i]);
}
