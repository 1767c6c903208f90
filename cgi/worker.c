/* worker.c -- one process that answers; the door to the FastCGI library. */
#include <errno.h>
#include <fcgiapp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app.h"
#include "arena.h"
#include "buf.h"
#include "cgi.h"
#include "err.h"
#include "http.h"
#include "live.h"
#include "log.h"
#include "records.h"
#include "sandbox.h"
#include "settings.h"
#include "tally.h"
#include "worker.h"

#define WAIT_MS     1000 /* for news, between two beats */
#define LOOK_MS     100  /* between two looks at what is live */
#define EVENTS      64   /* taken at a time */
#define BODY_STEP   8192
#define EDITING_MAX 8 /* editors' requests at the same time, a worker */
#define ANSWER_MAX  (HTTP_BODY_MAX + HTTP_HEAD_MAX)

static volatile sig_atomic_t stopping;

struct state {
	struct worker *w;
	int epoll;
	FCGX_Request request;
	struct arena *arena; /* of one request */
	struct app *app;
	struct arena *app_arena;
	const char *live;  /* the file */
	struct stat known; /* as it was when the application was opened */
	int64_t looked;
	int editing;                   /* processes that answer editors */
	bool open[WORKER_CONNECTIONS]; /* by descriptor */
};

int64_t
worker_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what is live ------------------------------------------------------ */

/* What was open is better than nothing. */
static bool
is_worse(const struct state *s, const struct app *app)
{
	return s->app != NULL && app_publication(app) == 0 &&
	       app_publication(s->app) != 0;
}

/* "replaced": what is open has a file of its own. */
static bool
open_app(struct state *s, bool replaced)
{
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct app *app = app_open(a, s->w->settings, &err);

	if (app == NULL || (replaced && is_worse(s, app))) {
		if (app == NULL)
			log_line("%s", err.text);
		arena_free(a);
		return false;
	}
	app_count(app, s->w->tallies, s->w->number);
	arena_free(s->app_arena);
	s->app_arena = a;
	s->app = app;
	return true;
}

/* A new publication is a new file in the place of the old one.  One that
 * cannot be opened leaves the old one in force; but what was damaged where it
 * is shows no half page. */
static void
look(struct state *s, int64_t now)
{
	struct stat st = { 0 };
	bool replaced;

	if (now - s->looked < LOOK_MS)
		return;
	s->looked = now;
	if (stat(s->live, &st) != 0 ||
	    (st.st_ino == s->known.st_ino && st.st_size == s->known.st_size &&
		st.st_mtim.tv_sec == s->known.st_mtim.tv_sec &&
		st.st_mtim.tv_nsec == s->known.st_mtim.tv_nsec))
		return;
	replaced = st.st_ino != s->known.st_ino;
	s->known = st;
	open_app(s, replaced);
}

/* ---- one request ------------------------------------------------------- */

static const char *
get_parameter(const void *from, const char *name)
{
	const FCGX_Request *r = from;

	return FCGX_GetParam(name, r->envp);
}

/* What nobody reads would be taken for the next request. */
static bool
drain(FCGX_Request *r)
{
	char step[BODY_STEP];
	int n, all = 0;

	while ((n = FCGX_GetStr(step, sizeof(step), r->in)) > 0)
		if ((all += n) > WORKER_BODY_MAX)
			return false;
	return FCGX_GetError(r->in) == 0;
}

/*
 * Send the whole answer and the request's end in one write, so that a worker
 * that is killed has sent all of it or nothing, and the web server can ask
 * another one.  The library's own stream would cut it into records of 8 kB, a
 * write each; so it is told that its streams are closed already.
 */
static void
send_whole(struct state *s, FCGX_Request *r, const struct buf *answer)
{
	struct buf records = buf_new(s->arena, ANSWER_MAX * 2);

	records_put(&records, r->requestId, answer);
	if (!sandbox_write(r->ipcFd, records.data, records.len))
		r->keepConnection = 0;
	r->out->wasFCloseCalled = r->err->wasFCloseCalled = 1;
}

/* What came with the request, in memory that a child can read from; -1, also
 * where it broke off: nobody else would notice that of one without a length. */
static int
take_body(FCGX_Request *r)
{
	int fd = memfd_create("body", MFD_CLOEXEC), n;
	char step[BODY_STEP];
	size_t all = 0;

	while (fd >= 0 && (n = FCGX_GetStr(step, sizeof(step), r->in)) > 0)
		if ((all += (size_t)n) > CGI_EDIT_MAX ||
		    !sandbox_write(fd, step, (size_t)n))
			break;
	if (fd >= 0 && FCGX_GetError(r->in) != 0) {
		close(fd);
		return -1;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

/*
 * An editor's request runs rules and writes: it is answered by a process of
 * its own, on the connection it came by, which that process closes.  Visitors
 * wait for none of it.  False where it could not be started.
 */
static bool
hand_over(struct state *s, FCGX_Request *r)
{
	char *const argv[] = { (char *)"almanach", NULL };
	int body = s->editing < EDITING_MAX ? take_body(r) : -1;
	bool done = body >= 0 && sandbox_start_on(argv,
				     cgi_environment(s->arena, get_parameter, r,
					 s->w->settings, r->requestId),
				     body, r->ipcFd) > 0;

	if (body >= 0)
		close(body);
	s->editing += done;
	tally_add(&s->w->tallies->of[s->w->number].edits, done);
	return done;
}

/* The library must not close what the child writes to: to close is to shut
 * down, for whoever has it. */
static void
let_go(struct state *s, FCGX_Request *r, int fd)
{
	r->out->wasFCloseCalled = r->err->wasFCloseCalled = 1;
	r->keepConnection = 1;
	FCGX_Finish_r(r);
	r->ipcFd = -1;
	epoll_ctl(s->epoll, EPOLL_CTL_DEL, fd, NULL);
	close(fd);
}

static void
answer(struct state *s, FCGX_Request *r, bool busy)
{
	struct buf out = buf_new(s->arena, ANSWER_MAX);

	if (busy)
		cgi_refuse(&out, "503 Service Unavailable",
		    "The workspace is busy; try again in a moment.");
	else
		cgi_answer(s->app, s->arena, get_parameter, r, NULL, &out);
	send_whole(s, r, &out);
}

/* True while the connection stays open. */
static bool
serve(struct state *s, int fd)
{
	FCGX_Request *r = &s->request;
	bool edit;

	r->ipcFd = fd;
	r->keepConnection = 1; /* or it is closed before it is read */
	if (FCGX_Accept_r(r) != 0)
		return false; /* the peer has gone; the library closed it */
	edit = cgi_is_edit(s->arena, get_parameter, r);
	if (edit && hand_over(s, r)) {
		arena_reset(s->arena);
		let_go(s, r, fd);
		return false;
	}
	if (s->w->close || !drain(r))
		r->keepConnection = 0;
	if (FCGX_GetParam("REQUEST_METHOD", r->envp) != NULL)
		answer(s, r, edit);
	arena_reset(s->arena);
	FCGX_Finish_r(r);
	if (r->ipcFd < 0)
		return false;
	r->ipcFd = -1; /* ours again, until it has more to say */
	return true;
}

/* ---- connections ------------------------------------------------------- */

static bool
watch(struct state *s, int fd, uint32_t events)
{
	struct epoll_event e = { .events = events, .data = { .fd = fd } };

	return epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &e) == 0;
}

static void
accept_one(struct state *s)
{
	const struct timeval limit = { WORKER_TIMEOUT, 0 };
	int fd = accept4(s->w->listening, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return; /* another worker was faster */
	if (fd >= WORKER_CONNECTIONS) {
		close(fd);
		return;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	s->open[fd] = watch(s, fd, EPOLLIN | EPOLLRDHUP);
	if (!s->open[fd])
		close(fd);
}

static void
attend(struct state *s, int fd)
{
	if (fd == s->w->listening)
		accept_one(s);
	else if (s->open[fd])
		s->open[fd] = serve(s, fd);
}

/* The web server may be sending at this very moment: what has come is still
 * answered, and only a silent connection is closed. */
static void
finish(struct state *s)
{
	struct epoll_event news[EVENTS];
	int n;

	epoll_ctl(s->epoll, EPOLL_CTL_DEL, s->w->listening, NULL);
	s->w->close = true;
	while ((n = epoll_wait(s->epoll, news, EVENTS, 0)) > 0)
		for (int i = 0; i < n; i++)
			attend(s, news[i].data.fd);
	for (int fd = 0; fd < WORKER_CONNECTIONS; fd++)
		if (s->open[fd])
			close(fd);
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

	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&s->request, -1, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return false;
	s->request.ipcFd = -1;
	sigaction(SIGTERM, &on_stop, NULL);
	sigaction(SIGINT, &ignore, NULL); /* the parent tells us */
	sigaction(SIGHUP, &ignore, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	s->arena = arena_new();
	s->live = live_path(s->arena, s->w->settings->db);
	s->live = strdup(s->live);
	stat(s->live, &s->known);
	return s->epoll >= 0 && s->live != NULL && open_app(s, false) &&
	       watch(s, s->w->listening, EPOLLIN | EPOLLEXCLUSIVE);
}

int
worker_run(struct worker *w)
{
	static struct state s; /* one a process */
	struct epoll_event news[EVENTS];

	s.w = w;
	if (!begin(&s))
		return EXIT_FAILURE;
	while (!stopping) {
		int n = epoll_wait(s.epoll, news, EVENTS, WAIT_MS);
		int64_t now = worker_clock();

		*w->beat = now;
		look(&s, now);
		while (s.editing > 0 && waitpid(-1, NULL, WNOHANG) > 0)
			s.editing--;
		for (int i = 0; i < n; i++)
			attend(&s, news[i].data.fd);
	}
	finish(&s);
	return EXIT_SUCCESS;
}
