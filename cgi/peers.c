/* peers.c -- those a worker is connected to. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "arena.h"
#include "peers.h"
#include "records.h"

#define SEND_ROOM (1 << 20) /* bytes asked of the system: it grants less */
#define STEP      65536     /* bytes thrown away at a time */

/*
 * Milliseconds.  A web server that keeps connections closes them itself, nginx
 * after 60 s: we wait longer, so that it never sends into one that we close.
 * Servers send a request's parameters in one go; an answer they take as fast
 * as their visitor does.
 */
static const int64_t limits[PEER_PHASES] = {
	[PEER_IDLE] = 75000,
	[PEER_READING] = 5000,
	[PEER_BODY] = 10000,
	[PEER_SENDING] = 60000,
	[PEER_CLOSING] = 10000,
};

/* ---- queues ------------------------------------------------------------ */

static void
leave(struct peers *all, struct peer *p)
{
	struct peer_queue *q = &all->queues[p->phase];

	*(p->before != NULL ? &p->before->after : &q->first) = p->after;
	*(p->after != NULL ? &p->after->before : &q->last) = p->before;
}

static void
join(struct peers *all, struct peer *p, enum peer_phase phase, int64_t now)
{
	struct peer_queue *q = &all->queues[phase];

	p->phase = phase;
	p->since = now;
	p->before = q->last;
	p->after = NULL;
	*(q->last != NULL ? &q->last->after : &q->first) = p;
	q->last = p;
}

static void
move(struct peers *all, struct peer *p, enum peer_phase phase, int64_t now)
{
	leave(all, p);
	join(all, p, phase, now);
}

struct peer *
peers_late(const struct peers *all, enum peer_phase phase, int64_t now)
{
	struct peer *p = all->queues[phase].first;

	return p != NULL && now - p->since > limits[phase] ? p : NULL;
}

struct peer *
peers_spare(const struct peers *all)
{
	static const enum peer_phase order[] = { PEER_CLOSING, PEER_IDLE,
		PEER_READING, PEER_BODY, PEER_SENDING };
	struct peer *p = NULL;

	for (size_t i = 0; all->count >= all->most && p == NULL; i++)
		p = all->queues[order[i]].first;
	return p;
}

/* ---- coming and going -------------------------------------------------- */

bool
peers_begin(struct peers *all)
{
	long granted = sysconf(_SC_OPEN_MAX);

	all->most = granted < 0 || granted > PEERS_FDS
			? PEERS_MAX
			: (int)granted - (PEERS_FDS - PEERS_MAX);
	all->epoll = epoll_create1(EPOLL_CLOEXEC);
	return all->epoll >= 0 && all->most > 0;
}

/* What we want to hear of a connection. */
static bool
watch(struct peers *all, struct peer *p, int operation, uint32_t events)
{
	struct epoll_event e = { .events = events, .data = { .fd = p->fd } };

	return epoll_ctl(all->epoll, operation, p->fd, &e) == 0;
}

void
peers_add(struct peers *all, int fd, int64_t now)
{
	const int room = SEND_ROOM;
	struct peer *p;

	if (fd >= PEERS_FDS) {
		close(fd);
		return;
	}
	p = &all->all[fd];
	*p = (struct peer){ .fd = fd, .fresh = true };
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	all->count++;
	join(all, p, PEER_IDLE, now);
	if (!watch(all, p, EPOLL_CTL_ADD, EPOLLIN))
		peer_close(all, p);
}

static void
give_back(struct peers *all, struct peer *p)
{
	if (p->arena == NULL)
		return;
	if (all->spare == NULL) {
		arena_reset(p->arena);
		all->spare = p->arena;
	} else {
		arena_free(p->arena);
	}
	p->arena = NULL;
}

static void
drop_unsent(struct peers *all, struct peer *p)
{
	all->unsent -= p->unsent_len;
	free(p->unsent);
	p->unsent = NULL;
	p->unsent_len = p->sent = 0;
}

void
peer_close(struct peers *all, struct peer *p)
{
	give_back(all, p);
	drop_unsent(all, p);
	leave(all, p);
	all->count--;
	watch(all, p, EPOLL_CTL_DEL, 0); /* closing does not, where another
					    process has it */
	close(p->fd);
	p->fd = -1;
}

/* ---- reading ----------------------------------------------------------- */

void
peer_read(struct peers *all, struct peer *p, int64_t now)
{
	if (p->arena != NULL)
		return;
	p->arena = all->spare != NULL ? all->spare : arena_new();
	all->spare = NULL;
	p->rest = 0;
	records_begin(&p->records, p->arena);
	move(all, p, PEER_READING, now);
}

void
peer_forget(struct peers *all, struct peer *p, int64_t now)
{
	give_back(all, p);
	move(all, p, PEER_IDLE, now);
}

bool
peer_await(struct peers *all, struct peer *p, size_t len, int64_t now)
{
	p->rest += len;
	move(all, p, PEER_BODY, now);
	return p->rest <= PEERS_REST_MAX;
}

/* ---- sending ----------------------------------------------------------- */

/* Nothing is left to be sent. */
static void
settle(struct peers *all, struct peer *p, int64_t now)
{
	p->fresh = false;
	if (p->last) /* not closed yet: what it still sends would be an error
			to it, and the answer lost */
		shutdown(p->fd, SHUT_WR);
	move(all, p, p->last ? PEER_CLOSING : PEER_IDLE, now);
}

/* Bytes that were taken, or -1 where the peer has gone. */
static ssize_t
give(struct peer *p, const char *bytes, size_t len)
{
	ssize_t n = send(p->fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL);

	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : n;
}

/* Keep what was not taken, at the cost of those who are slowest. */
static bool
keep(struct peers *all, struct peer *p, const char *bytes, size_t len)
{
	struct peer *slowest;

	while (all->unsent + len > PEERS_UNSENT_MAX &&
	       (slowest = all->queues[PEER_SENDING].first) != NULL)
		peer_close(all, slowest);
	if (all->unsent + len > PEERS_UNSENT_MAX ||
	    (p->unsent = malloc(len)) == NULL)
		return false;
	memcpy(p->unsent, bytes, len);
	p->unsent_len = len;
	all->unsent += len;
	return watch(all, p, EPOLL_CTL_MOD, EPOLLOUT);
}

void
peer_send(struct peers *all, struct peer *p, const void *bytes, size_t len,
    int64_t now)
{
	ssize_t n = give(p, bytes, len);

	give_back(all, p);
	if (n == (ssize_t)len) {
		settle(all, p, now);
	} else if (n < 0 ||
		   !keep(all, p, (const char *)bytes + n, len - (size_t)n)) {
		peer_close(all, p);
	} else {
		move(all, p, PEER_SENDING, now);
	}
}

static void
send_on(struct peers *all, struct peer *p, int64_t now)
{
	ssize_t n = give(p, p->unsent + p->sent, p->unsent_len - p->sent);

	if (n < 0) {
		peer_close(all, p);
		return;
	}
	if (n > 0)
		move(all, p, PEER_SENDING, now);
	p->sent += (size_t)n;
	if (p->sent < p->unsent_len)
		return;
	drop_unsent(all, p);
	if (watch(all, p, EPOLL_CTL_MOD, EPOLLIN))
		settle(all, p, now);
	else
		peer_close(all, p);
}

static void
throw_away(struct peers *all, struct peer *p, int64_t now)
{
	char step[STEP];
	ssize_t n = recv(p->fd, step, sizeof(step), MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	p->rest += n > 0 ? (size_t)n : 0;
	if (n <= 0 || p->rest > PEERS_REST_MAX)
		peer_close(all, p);
	else
		move(all, p, PEER_CLOSING, now);
}

void
peer_go_on(struct peers *all, struct peer *p, int64_t now)
{
	if (p->phase == PEER_SENDING)
		send_on(all, p, now);
	else
		throw_away(all, p, now);
}
