/* worker.c -- one process that answers. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cgi.h"
#include "current.h"
#include "fastcgi.h"
#include "http.h"
#include "log.h"
#include "peers.h"
#include "records.h"
#include "sandbox.h"
#include "settings.h"
#include "tally.h"
#include "ticks.h"
#include "worker.h"

#define WAIT_MS     1000  /* for news, between two beats */
#define FRESH_MS    500   /* for a new peer to ask before we leave */
#define FINISH_MS   20    /* for news while we do */
#define TELL_MS     60000 /* between two complaints about peers */
#define EVENTS      64    /* taken at a time */
#define STEP        65536 /* bytes read at a time */
#define EDITING_MAX 8     /* editors' requests at the same time, a worker */
#define ANSWER_MAX  (HTTP_BODY_MAX + HTTP_HEAD_MAX)

static volatile sig_atomic_t stopping;

struct state {
	struct worker *w;
	struct peers peers;
	struct fastcgi *fastcgi;
	struct arena *own;   /* as long as the process */
	struct arena *arena; /* of one answer */
	struct current *current;
	struct app *app; /* as it is this turn */
	int64_t now, told;
	int editing; /* processes that answer editors */
	int faults;  /* of peers, that nobody was told of */
};

/* ---- one request ------------------------------------------------------- */

/* Only the web server should reach the socket: what is wrong there is told,
 * but nobody can fill the log with it. */
static void
complain(struct state *s, const char *what)
{
	s->faults++;
	if (s->told != 0 && s->now - s->told < TELL_MS)
		return;
	log_line("at the socket a request was cut off: %s (since the last such "
		 "line: %d); let nobody but the web server reach it",
	    what, s->faults);
	s->told = s->now;
	s->faults = 0;
}

/* What has come of the body, in memory that a child can read from; -1. */
static int
body_so_far(const unsigned char *at, const unsigned char *end)
{
	int fd = memfd_create("body", MFD_CLOEXEC);

	if (fd >= 0 && sandbox_write(fd, at, (size_t)(end - at)) &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/*
 * An editor's request runs rules and writes, and may take long to come: it is
 * answered by a process of its own, which reads the rest of it.  Visitors wait
 * for none of it.  False where it could not be started.
 */
static bool
hand_over(struct state *s, struct peer *p, const unsigned char *at,
    const unsigned char *end)
{
	char *const argv[] = { (char *)"almanach", NULL };
	int body = s->editing < EDITING_MAX ? body_so_far(at, end) : -1;
	bool done =
	    body >= 0 && sandbox_start_on(argv,
			     cgi_environment(s->arena, fastcgi_get, s->fastcgi,
				 s->w->settings, p->records.request),
			     body, p->fd) > 0;

	if (body >= 0)
		close(body);
	s->editing += done;
	tally_add(&s->w->tallies->of[s->w->number].edits, done);
	return done;
}

/* A whole answer; the peer's last where more of its request is to come. */
static void
send_answer(struct state *s, struct peer *p, const struct buf *answer)
{
	struct buf records = buf_new(s->arena, ANSWER_MAX * 2);

	p->last |= !p->records.keep || !p->records.whole || s->w->close;
	records_put(&records, p->records.request, answer);
	peer_send(&s->peers, p, records.data, records.len, s->now);
}

static void
answer(struct state *s, struct buf *out, bool busy)
{
	if (busy)
		cgi_refuse(s->app, out, 503,
		    "The workspace is busy; try again in a moment.");
	else
		cgi_answer(
		    s->app, s->arena, fastcgi_get, s->fastcgi, NULL, out);
}

static bool
is_whole(struct records *r, const unsigned char **at, const unsigned char *end)
{
	return r->whole || records_take(r, at, end) == RECORDS_WHOLE;
}

/*
 * The parameters have come.  What else a visitor sends is not wanted; but it is
 * waited for, unless it is "late": who is answered while still sending may
 * stop half-way, and its web server wait for the other half.
 */
static void
serve(struct state *s, struct peer *p, const unsigned char **at,
    const unsigned char *end, bool late)
{
	struct buf out = buf_new(s->arena, ANSWER_MAX);
	bool edit;

	if (!fastcgi_ask(s->fastcgi, &p->records)) {
		complain(s, "the FastCGI library refuses it");
		peer_close(&s->peers, p);
		return;
	}
	edit = cgi_is_edit(s->arena, fastcgi_get, s->fastcgi);
	if (edit && hand_over(s, p, *at, end)) {
		peer_close(&s->peers, p);
	} else if (edit || late || is_whole(&p->records, at, end)) {
		answer(s, &out, edit);
		send_answer(s, p, &out);
	}
	fastcgi_end(s->fastcgi);
	arena_reset(s->arena);
}

static void
refuse_long(struct state *s, struct peer *p)
{
	struct buf out = buf_new(s->arena, ANSWER_MAX);

	cgi_refuse(s->app, &out, 431,
	    "The request's headers are more than this program takes (64 kB).");
	send_answer(s, p, &out);
	arena_reset(s->arena);
}

/* ---- what peers send --------------------------------------------------- */

/* What is about no request.  Amid one the answer would be taken for its. */
static void
take_aside(struct state *s, struct peer *p)
{
	struct buf out = buf_new(s->arena, STEP);

	if (p->records.request != 0)
		return;
	records_put_aside(&out, &p->records);
	peer_send(&s->peers, p, out.data, out.len, s->now);
	arena_reset(s->arena);
}

/* Take bytes that have come; one read may bring several requests. */
static void
take(struct state *s, struct peer *p, const unsigned char *at,
    const unsigned char *end)
{
	size_t len = (size_t)(end - at);

	while (at < end && p->fd >= 0 && p->phase <= PEER_BODY) {
		peer_read(&s->peers, p, s->now);
		switch (records_take(&p->records, &at, end)) {
		case RECORDS_MORE:
			if (records_are_none(&p->records))
				peer_forget(&s->peers, p, s->now);
			break;
		case RECORDS_ASIDE:
			take_aside(s, p);
			break;
		case RECORDS_ASKED:
		case RECORDS_WHOLE:
			serve(s, p, &at, end, false);
			break;
		case RECORDS_LONG:
			refuse_long(s, p);
			break;
		case RECORDS_BAD:
			complain(s, p->records.wrong);
			peer_close(&s->peers, p);
			break;
		case RECORDS_GONE:
			peer_close(&s->peers, p);
			break;
		}
	}
	/* It asks on while it does not take what it asked for. */
	p->last |= at < end;
	if (p->fd >= 0 && p->arena != NULL && p->records.asked &&
	    !peer_await(&s->peers, p, len, s->now))
		serve(s, p, &at, end, true);
}

static void
receive(struct state *s, struct peer *p)
{
	static unsigned char step[STEP];
	ssize_t n = recv(p->fd, step, sizeof(step), MSG_DONTWAIT);

	if (n > 0)
		take(s, p, step, step + n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		peer_close(&s->peers, p);
}

/* ---- connections ------------------------------------------------------- */

/*
 * Close a silent connection, though its peer may be sending at this very
 * moment: from now on it is told at once that nothing goes through, and what
 * got through is answered.
 */
static void
retire(struct state *s, struct peer *p)
{
	p->last = true;
	shutdown(p->fd, SHUT_RD);
	receive(s, p);
	if (p->fd >= 0 && p->phase == PEER_IDLE)
		peer_close(&s->peers, p);
}

static void
part_with(struct state *s, struct peer *p)
{
	const unsigned char *nothing = NULL;

	if (p->phase == PEER_IDLE)
		retire(s, p);
	else if (p->phase == PEER_BODY)
		serve(s, p, &nothing, nothing, true);
	else
		peer_close(&s->peers, p);
}

static void
accept_one(struct state *s)
{
	struct peer *p;
	int fd;

	if ((p = peers_spare(&s->peers)) != NULL)
		part_with(s, p);
	if ((p = peers_spare(&s->peers)) != NULL) /* it had more to say */
		peer_close(&s->peers, p);
	fd = accept4(s->w->listening, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0) /* else another worker was faster */
		peers_add(&s->peers, fd, s->now);
}

static void
attend(struct state *s, int fd)
{
	struct peer *p;

	if (fd == s->w->listening) {
		accept_one(s);
		return;
	}
	p = &s->peers.all[fd];
	if (p->fd < 0)
		return; /* closed since there was news */
	if (p->phase <= PEER_BODY)
		receive(s, p);
	else
		peer_go_on(&s->peers, p, s->now);
}

static void
part_with_the_late(struct state *s)
{
	struct peer *p;

	for (int phase = 0; phase < PEER_PHASES; phase++)
		while ((p = peers_late(&s->peers, (enum peer_phase)phase,
			    s->now)) != NULL) {
			if (phase == PEER_READING)
				complain(s, "it took too long to come");
			part_with(s, p);
		}
}

/* ---- the loop ---------------------------------------------------------- */

static void
stop(int signal)
{
	(void)signal;
	stopping = 1;
}

static bool
begin(struct state *s)
{
	struct sigaction on_stop = { .sa_handler = stop },
			 ignore = { .sa_handler = SIG_IGN };
	struct epoll_event news = { .events = EPOLLIN | EPOLLEXCLUSIVE,
		.data = { .fd = s->w->listening } };
	sigset_t all;

	s->own = arena_new();
	s->arena = arena_new();
	s->fastcgi =
	    fastcgi_begin(s->own); /* catches signals: ours come next */
	sigaction(SIGTERM, &on_stop, NULL);
	sigaction(SIGINT, &ignore, NULL); /* the parent tells us */
	sigaction(SIGHUP, &ignore, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigfillset(&all);
	sigprocmask(SIG_UNBLOCK, &all, NULL);
	s->current =
	    current_begin(s->own, s->w->settings, s->w->tallies, s->w->number);
	return s->fastcgi != NULL && peers_begin(&s->peers) &&
	       s->current != NULL &&
	       epoll_ctl(
		   s->peers.epoll, EPOLL_CTL_ADD, s->w->listening, &news) == 0;
}

/* Wait for news and attend to it. */
static void
turn(struct state *s, int milliseconds)
{
	struct epoll_event news[EVENTS];
	int n = epoll_wait(s->peers.epoll, news, EVENTS, milliseconds);

	s->now = ticks_ms();
	*s->w->beat = s->now;
	s->app = current_app(s->current, s->now);
	while (s->editing > 0 && waitpid(-1, NULL, WNOHANG) > 0)
		s->editing--;
	for (int i = 0; i < n; i++)
		attend(s, news[i].data.fd);
	part_with_the_late(s);
}

/* No new ones: what was begun is answered, what was answered is sent.  Idle
 * connections are closed, but new ones have a moment to ask first. */
static void
finish(struct state *s)
{
	int64_t end = ticks_ms() + WORKER_FINISH;
	struct peer *next;

	epoll_ctl(s->peers.epoll, EPOLL_CTL_DEL, s->w->listening, NULL);
	close(s->w->listening); /* or it would seem to be attended to */
	s->w->close = true;
	do {
		turn(s, s->peers.count > 0 ? FINISH_MS : 0);
		for (struct peer *p = s->peers.queues[PEER_IDLE].first;
		     p != NULL; p = next) {
			next = p->after;
			if (!p->fresh || s->now - p->since > FRESH_MS)
				retire(s, p);
		}
	} while (s->peers.count > 0 && s->now < end);
}

int
worker_run(struct worker *w)
{
	static struct state s; /* one a process */

	s.w = w;
	if (!begin(&s))
		return EXIT_FAILURE;
	while (!stopping)
		turn(&s, WAIT_MS);
	finish(&s);
	return EXIT_SUCCESS;
}
