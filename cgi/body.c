/* body.c -- what an editor's request brings. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "body.h"
#include "buf.h"
#include "records.h"
#include "ticks.h"

#define STEP 65536 /* bytes read at a time */
#define SOON 10    /* seconds for somebody to see our answer */

static ssize_t
read_some(int fd, unsigned char *step, size_t len)
{
	ssize_t n;

	do
		n = read(fd, step, len);
	while (n < 0 && errno == EINTR);
	return n;
}

/* A peer who says nothing for so long, or takes nothing, has gone. */
static void
limit_silence(int seconds)
{
	const struct timeval limit = { seconds, 0 };

	setsockopt(
	    STDOUT_FILENO, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(
	    STDOUT_FILENO, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

/* The records behind the parameters; false where they end too early. */
static bool
read_records(struct buf *body, int request)
{
	static unsigned char step[STEP];
	enum records_news news = RECORDS_MORE;
	int64_t end = ticks_ms() + BODY_TIME * 1000;
	int from = STDIN_FILENO;
	struct records r;

	records_go_on(&r, request, body);
	while (news <= RECORDS_ASIDE && buf_ok(body) && ticks_ms() < end) {
		ssize_t n = read_some(from, step, sizeof(step));
		const unsigned char *at = step;

		if (n <= 0 && from == STDOUT_FILENO)
			break;
		if (n <= 0) {
			from = STDOUT_FILENO;
			continue;
		}
		while (at < step + n && news <= RECORDS_ASIDE)
			news = records_take(&r, &at, step + n);
	}
	return news == RECORDS_WHOLE;
}

/* Standard input, to its end at most; false where it ends before "left". */
static bool
read_bytes(struct buf *body, size_t left)
{
	static unsigned char step[STEP];
	ssize_t n = 1;

	while (left > 0 && n > 0 && buf_ok(body)) {
		n = read_some(STDIN_FILENO, step, left < STEP ? left : STEP);
		if (n > 0)
			buf_put(body, step, (size_t)n);
		left -= n > 0 ? (size_t)n : 0;
	}
	return left == 0;
}

/* Is a length announced?  Of a body that comes in chunks servers tell nothing,
 * or -1: it is what there is until the end. */
static bool
is_announced(size_t *len)
{
	const char *text = getenv("CONTENT_LENGTH");

	*len = 0;
	if (text == NULL || *text == '\0')
		return getenv("HTTP_TRANSFER_ENCODING") == NULL;
	*len = strtoull(text, NULL, 10);
	return text[strspn(text, "0123456789")] == '\0';
}

int
body_read(struct buf *body, int request)
{
	size_t len;
	bool told = is_announced(&len), whole;

	if (told && len > body->max)
		return 413;
	if (request != 0) {
		limit_silence(BODY_SILENCE);
		whole =
		    read_records(body, request) && (!told || body->len == len);
	} else {
		whole = read_bytes(body, told ? len : SIZE_MAX) || !told;
	}
	if (!buf_ok(body))
		return 413;
	return whole ? 0 : 400;
}

void
body_see_off(void)
{
	static unsigned char step[STEP];
	int64_t end = ticks_ms() + SOON * 1000, left;

	shutdown(STDOUT_FILENO, SHUT_WR);
	while ((left = end - ticks_ms()) > 0) {
		limit_silence((int)(left / 1000) + 1);
		if (read_some(STDOUT_FILENO, step, sizeof(step)) <= 0)
			break;
	}
}
