/* missed.c -- what visitors searched for and the programme does not have. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "err.h"
#include "files.h"
#include "json.h"
#include "log.h"
#include "missed.h"
#include "text.h"
#include "when.h"

#define WORDS 8   /* of a text: MISSED_TEXT_MAX bytes and NULs */
#define TRIES 100 /* to be faster than others at one slot */

static const char magic[64] = "almanach searches that found nothing 1";

/* Of "asked": the hash of the text, the day, how often; 0: free. */
#define HASH(asked)  ((uint32_t)((asked) >> 32))
#define DAY(asked)   ((int32_t)((asked) >> 16 & UINT16_MAX))
#define COUNT(asked) ((uint32_t)((asked)&UINT16_MAX))

struct slot {
	_Atomic uint64_t asked;
	_Atomic uint64_t text[WORDS];
};

struct file {
	char magic[sizeof(magic)];
	struct slot slots[MISSED_SLOTS];
};

struct missed {
	const char *path;
	struct file *file; /* mapped; NULL: it is not open */
	int fd;
	bool told; /* that it cannot be opened */
};

const char *
missed_path(struct arena *a, const char *db_path)
{
	return arena_printf(a, "%s-missed", db_path);
}

/* ---- the file ---------------------------------------------------------- */

static bool
is_whole(int fd)
{
	struct stat st;
	char head[sizeof(magic)];

	return fstat(fd, &st) == 0 && st.st_size == sizeof(struct file) &&
	       pread(fd, head, sizeof(head), 0) == sizeof(head) &&
	       memcmp(head, magic, sizeof(head)) == 0;
}

static bool
put(int fd, const void *bytes, size_t len, off_t at)
{
	return pwrite(fd, bytes, len, at) == (ssize_t)len;
}

/* Room is taken now: there is no way to be told later that the disk is full.
 * What the file is comes last. */
static bool
make(int fd)
{
	static const char nothing[sizeof(struct slot)];

	if (ftruncate(fd, sizeof(struct file)) != 0)
		return false;
	errno = posix_fallocate(fd, 0, sizeof(struct file));
	if (errno != 0)
		return false;
	for (size_t i = 0; i < MISSED_SLOTS; i++)
		if (!put(fd, nothing, sizeof(nothing),
			(off_t)(sizeof(magic) + i * sizeof(nothing))))
			return false;
	return put(fd, magic, sizeof(magic), 0);
}

static void
detach(void *missed)
{
	struct missed *m = missed;

	if (m->file != NULL)
		munmap(m->file, sizeof(*m->file));
	if (m->fd >= 0)
		close(m->fd);
	m->file = NULL;
	m->fd = -1;
}

/* Of several that find no file one makes it: a lock goes with its process. */
static bool
attach(struct missed *m)
{
	struct stat st;
	void *at;

	m->fd = open(m->path,
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0660);
	if (m->fd < 0 || fstat(m->fd, &st) != 0)
		return false;
	if (!S_ISREG(st.st_mode)) {
		errno = EEXIST;
		return false;
	}
	if (flock(m->fd, LOCK_EX) != 0 || (!is_whole(m->fd) && !make(m->fd)))
		return false;
	flock(m->fd, LOCK_UN);
	at = mmap(NULL, sizeof(struct file), PROT_READ | PROT_WRITE, MAP_SHARED,
	    m->fd, 0);
	m->file = at != MAP_FAILED ? at : NULL;
	return m->file != NULL;
}

/* A file that was taken away counts for nobody, and touching one that was cut
 * off would end this process. */
static bool
is_there(const struct missed *m)
{
	struct stat st;

	return m->file != NULL && fstat(m->fd, &st) == 0 && st.st_nlink > 0 &&
	       st.st_size == sizeof(struct file);
}

static bool
ready(struct missed *m)
{
	if (is_there(m))
		return true;
	detach(m);
	if (attach(m))
		return true;
	if (!m->told)
		log_line("searches that find nothing are not counted: %s: %s",
		    m->path, strerror(errno));
	m->told = true;
	detach(m);
	return false;
}

struct missed *
missed_open(struct arena *a, const char *db_path)
{
	struct missed *m = ARENA_NEW(a, struct missed);

	m->path = missed_path(a, db_path);
	m->fd = -1;
	arena_defer(a, detach, m);
	return m;
}

/* ---- noting ------------------------------------------------------------ */

/* FNV-1a, over the NULs as well. */
static uint32_t
hash_of(const uint64_t text[WORDS])
{
	const unsigned char *byte = (const unsigned char *)text;
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < WORDS * sizeof(*text); i++)
		hash = (hash ^ byte[i]) * 16777619u;
	return hash;
}

static uint64_t
asked_by(uint32_t hash, int32_t day, uint32_t count)
{
	return (uint64_t)hash << 32 | (uint64_t)day << 16 | count;
}

static void
put_text(struct slot *s, const uint64_t text[WORDS])
{
	for (size_t i = 0; i < WORDS; i++)
		atomic_store(&s->text[i], text[i]);
}

static void
forget_old(struct missed *m, int32_t day)
{
	static const uint64_t nothing[WORDS];

	for (size_t i = 0; i < MISSED_SLOTS; i++) {
		struct slot *s = &m->file->slots[i];
		uint64_t asked = atomic_load(&s->asked);

		if (asked != 0 && abs(day - DAY(asked)) > MISSED_DAYS &&
		    atomic_compare_exchange_strong(&s->asked, &asked, 0))
			put_text(s, nothing);
	}
}

/* The text's own slot; else the one that gives way.  *seen gets what it held,
 * which is what a swap has to find there still. */
static struct slot *
slot_of(struct missed *m, uint32_t hash, uint64_t *seen)
{
	struct slot *least = NULL;
	uint64_t rank = UINT64_MAX;

	for (size_t i = 0; i < MISSED_SLOTS; i++) {
		struct slot *s = &m->file->slots[i];
		uint64_t asked = atomic_load(&s->asked), its;

		if (asked != 0 && HASH(asked) == hash) {
			*seen = asked;
			return s;
		}
		its = (uint64_t)COUNT(asked) << 32 | (uint64_t)DAY(asked);
		if (its < rank) {
			rank = its;
			least = s;
			*seen = asked;
		}
	}
	return least;
}

/* False where another was faster. */
static bool
count(struct missed *m, uint32_t hash, int32_t day, const uint64_t text[WORDS])
{
	uint64_t seen;
	struct slot *s = slot_of(m, hash, &seen);
	uint32_t times = HASH(seen) == hash ? COUNT(seen) : 0;

	if (times < MISSED_COUNT_MAX)
		times++;
	if (!atomic_compare_exchange_strong(
		&s->asked, &seen, asked_by(hash, day, times)))
		return false;
	put_text(s, text);
	return true;
}

void
missed_note(struct missed *m, const char *folded, size_t len, int32_t day)
{
	uint64_t text[WORDS] = { 0 };

	len = text_cut(folded, len, MISSED_TEXT_MAX);
	while (len > 0 && folded[len - 1] == ' ')
		len--;
	if (len == 0 || day < 0 || day > UINT16_MAX || !ready(m))
		return;
	memcpy(text, folded, len);
	forget_old(m, day);
	for (int i = 0; i < TRIES; i++)
		if (count(m, hash_of(text), day, text))
			return;
}

/* ---- telling ----------------------------------------------------------- */

struct entry {
	const char *text;
	uint32_t count;
	int32_t day;
};

/* What a slot says, if it can be true. */
static bool
read_slot(struct arena *a, const struct slot *s, struct entry *e)
{
	uint64_t asked, text[WORDS + 1] = { 0 }; /* closed by a NUL */
	const char *bytes = (const char *)text;
	size_t len;

	memcpy(&asked, &s->asked, sizeof(asked));
	memcpy(text, s->text, sizeof(s->text));
	len = strlen(bytes);
	if (COUNT(asked) == 0 || len == 0 || len > MISSED_TEXT_MAX ||
	    HASH(asked) != hash_of(text) || !text_is_utf8(bytes, len))
		return false;
	*e = (struct entry){ arena_strndup(a, bytes, len), COUNT(asked),
		DAY(asked) };
	return strcmp(text_folded(a, e->text), e->text) == 0;
}

/* Two that note the same for the first time may take a slot each. */
static void
add(struct entry *list, size_t *n, struct entry e)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(list[i].text, e.text) == 0) {
			list[i].count += e.count;
			if (e.day > list[i].day)
				list[i].day = e.day;
			return;
		}
	list[(*n)++] = e;
}

static int
most_first(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	if (x->day != y->day)
		return x->day < y->day ? 1 : -1;
	return strcmp(x->text, y->text);
}

static void
put_entry(struct arena *a, struct json *list, const struct entry *e)
{
	struct json *one = json_put_object(a, list, NULL);
	struct buf last = buf_new(a, 16);

	when_put_day(&last, e->day);
	json_put_str(a, one, "q", e->text);
	json_put_int(a, one, "count", e->count);
	json_put_str(a, one, "last", last.data);
}

/* The bytes of the file, at this moment; NULL where it is none of ours. */
static const struct file *
read_file(struct arena *a, const char *path)
{
	struct buf bytes = buf_new(a, sizeof(struct file));
	struct err err = { ERR_NONE, "" };
	struct file *file = ARENA_NEW(a, struct file);

	if (!files_read(path, &bytes, &err) || bytes.len != sizeof(*file) ||
	    memcmp(bytes.data, magic, sizeof(magic)) != 0)
		return NULL;
	memcpy((void *)file, bytes.data, sizeof(*file));
	return file;
}

struct json *
missed_list(struct arena *a, const char *db_path)
{
	const struct file *file = read_file(a, missed_path(a, db_path));
	struct entry *list = ARENA_ARRAY(a, struct entry, MISSED_SLOTS), e;
	struct json *told = json_array(a);
	size_t n = 0;

	for (size_t i = 0; file != NULL && i < MISSED_SLOTS; i++)
		if (read_slot(a, &file->slots[i], &e))
			add(list, &n, e);
	qsort(list, n, sizeof(*list), most_first);
	for (size_t i = 0; i < n && list[i].count >= MISSED_TOLD; i++)
		put_entry(a, told, &list[i]);
	return told;
}

/* Who has it mapped sees that it is gone (is_there). */
bool
missed_clear(struct arena *a, const char *db_path, struct err *err)
{
	const char *path = missed_path(a, db_path);

	return unlink(path) == 0 || errno == ENOENT ||
	       err_set(err, ERR_SYSTEM, "%s: %s", path, strerror(errno));
}
