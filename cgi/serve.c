/* serve.c -- the small parent of the processes that answer. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "listening.h"
#include "live.h"
#include "log.h"
#include "sandbox.h"
#include "serve.h"
#include "settings.h"
#include "snapshot.h"
#include "tally.h"
#include "ticks.h"
#include "watch.h"
#include "worker.h"

#define ARGUMENTS 13    /* of `almanach publish`, and their end */
#define SOON      100   /* milliseconds before a dead worker's successor */
#define LATE      10000 /* the same where none lives long */
#define YOUNG     1000  /* milliseconds that are no life */
#define RENEWAL   8000  /* milliseconds for a publication to be made anew */
#define AGAIN     5000  /* milliseconds to another try to publish */
#define SYSTEM    3     /* what it ends with where no rule is at fault */
#define PATIENCE  2000  /* for workers to finish: visitors wait meanwhile */

static volatile sig_atomic_t asked_to_stop, asked_to_restart;

struct child {
	pid_t pid;     /* 0: none */
	int64_t begun; /* milliseconds */
	int64_t rest;  /* milliseconds from there to the next one's begin */
};

struct parent {
	struct serve *s;
	int listening;
	bool own;               /* the socket's file is ours to remove */
	char program[PATH_MAX]; /* the file that we are run from */
	int count;
	struct child workers[SERVE_WORKERS_MAX];
	volatile int64_t *beats; /* shared: one a worker */
	struct tallies *tallies; /* shared too */
	pid_t publishing;        /* 0: nobody */
	bool again;              /* rules changed meanwhile */
	bool saved;              /* what it was asked to do */
	int64_t retry;           /* milliseconds: when to try again, or 0 */
	int64_t looked;          /* after the workers, the last time */
	struct watch watch;
};

/* ---- signals ----------------------------------------------------------- */

static void
on_signal(int signal)
{
	if (signal == SIGHUP)
		asked_to_restart = 1;
	else if (signal != SIGCHLD)
		asked_to_stop = 1;
}

static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };

/* Block or unblock them: one that comes while nobody has a handler for it
 * would end a parent that starts anew, or be lost on a worker that begins. */
static void
hold(int how)
{
	sigset_t ours;

	sigemptyset(&ours);
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaddset(&ours, signals[i]);
	sigprocmask(how, &ours, NULL);
}

static void
catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		sigaction(signals[i], &action, NULL);
	hold(SIG_UNBLOCK); /* who we were may have held them */
}

/* ---- children ---------------------------------------------------------- */

static void
start_worker(struct parent *p, int n)
{
	struct worker w = { p->s->settings, p->listening, p->s->close,
		&p->beats[n], p->tallies, n };
	pid_t pid;

	p->beats[n] = p->workers[n].begun = ticks_ms();
	fflush(NULL);
	hold(SIG_BLOCK);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		exit(worker_run(&w)); /* not _exit(): what leaks is told */
	}
	if (pid < 0)
		log_event(LOG_ERROR, "worker", NULL,
		    "a worker could not be started: %s", strerror(errno));
	hold(SIG_UNBLOCK);
	p->workers[n].pid = pid > 0 ? pid : 0;
	p->tallies->of[n].pid = p->workers[n].pid;
	tally_add(&p->tallies->of[n].started, pid > 0);
}

/* "saved": the folder was seen to change, and the workspace may have written
 * what it published. */
static void
publish(struct parent *p, bool saved)
{
	const struct settings *s = p->s->settings;
	const char *argv[ARGUMENTS] = { "almanach", "publish", "--quiet",
		"--db", s->db, "--scripts", s->scripts, "--www", s->www };
	size_t count = 9;

	if (saved)
		argv[count++] = "--saved";
	if (s->now != NULL) {
		argv[count++] = "--now";
		argv[count++] = s->now;
	}

	if (p->publishing != 0) {
		p->again = true;
		return;
	}
	p->again = false;
	p->saved = saved;
	p->retry = 0;
	p->publishing = sandbox_start((char **)argv);
	if (p->publishing < 0) {
		log_event(LOG_ERROR, "publish", NULL,
		    "what was saved cannot be published, for no process can be "
		    "started (%s): tried again in %d s",
		    strerror(errno), AGAIN / 1000);
		p->publishing = 0;
		p->retry = ticks_ms() + AGAIN;
	}
}

/* What was saved would wait for the next who saves, were it not the rules'
 * fault that nothing came of it. */
static void
published(struct parent *p, int status)
{
	bool failed = WIFSIGNALED(status) || WEXITSTATUS(status) == SYSTEM;

	p->publishing = 0;
	p->retry = failed ? ticks_ms() + AGAIN : 0;
	if (p->again)
		publish(p, true);
}

/* One that cannot even begin (its pages are missing) says so a few times, not
 * ten times a second for ever. */
static void
bury(struct child *c, int status)
{
	bool young = WIFEXITED(status) && ticks_ms() - c->begun < YOUNG;

	c->pid = 0;
	c->rest = !young || c->rest == 0 ? SOON
		  : c->rest * 2 < LATE   ? c->rest * 2
					 : LATE;
}

static void
reap(struct parent *p)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == p->publishing) {
			published(p, status);
			continue;
		}
		for (int n = 0; n < p->count; n++) {
			if (p->workers[n].pid != pid)
				continue;
			bury(&p->workers[n], status);
			p->tallies->of[n].pid = 0;
			tally_add(&p->tallies->of[n].died, !asked_to_stop);
			if (WIFSIGNALED(status) && !asked_to_stop)
				log_event(LOG_ERROR, "worker", NULL,
				    "a worker died of signal %d and is "
				    "started again",
				    WTERMSIG(status));
		}
	}
}

/* Start who is missing; end who does not beat.  A parent that stood still
 * itself (a virtual machine is moved) cannot tell who hangs, and begins anew.
 */
static void
look_after(struct parent *p)
{
	int64_t now = ticks_ms();
	bool blind = now - p->looked > SERVE_SILENCE / 2;

	p->looked = now;
	for (int n = 0; n < p->count; n++) {
		struct child *c = &p->workers[n];

		if (blind)
			p->beats[n] = now;
		if (c->pid == 0 && now - c->begun >= c->rest) {
			start_worker(p, n);
		} else if (c->pid != 0 && now - p->beats[n] > SERVE_SILENCE) {
			log_event(LOG_ERROR, "worker", NULL,
			    "a worker hangs and is ended");
			kill(c->pid, SIGKILL);
			p->beats[n] = now;
		}
	}
}

/* ---- the loop ---------------------------------------------------------- */

static void
rest(int milliseconds)
{
	usleep((useconds_t)milliseconds * 1000);
}

static void
end_workers(struct parent *p, int signal)
{
	for (int n = 0; n < p->count; n++)
		if (p->workers[n].pid != 0)
			kill(p->workers[n].pid, signal);
}

static bool
any_left(const struct parent *p)
{
	for (int n = 0; n < p->count; n++)
		if (p->workers[n].pid != 0)
			return true;
	return false;
}

static void
stop_all(struct parent *p)
{
	int64_t deadline = ticks_ms() + PATIENCE;

	end_workers(p, SIGTERM);
	if (p->publishing != 0)
		kill(p->publishing, SIGTERM);
	while (any_left(p) && ticks_ms() < deadline) {
		rest(10);
		reap(p);
	}
	end_workers(p, SIGKILL);
}

/* A new program takes the place of this one and keeps the socket.  Its first
 * act is to start workers; ours finish what they have begun. */
static void
restart(struct parent *p)
{
	char number[16];

	if (p->listening != LISTENING_HANDED)
		dup2(p->listening, LISTENING_HANDED);
	fcntl(LISTENING_HANDED, F_SETFD, 0);
	setenv("LISTEN_FDS", "1", 1);
	snprintf(number, sizeof(number), "%d", (int)getpid());
	setenv("LISTEN_PID", number, 1);
	end_workers(p, SIGTERM);
	hold(SIG_BLOCK);
	execv(p->program, p->s->argv);
	log_line("%s: %s; this program goes on, until SIGHUP finds another "
		 "one there",
	    p->program, strerror(errno));
	execv("/proc/self/exe", p->s->argv); /* it is gone: again this one */
	log_line("starting anew failed: %s", strerror(errno));
	hold(SIG_UNBLOCK);
}

static int
default_workers(void)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	return cpus < 2 ? 2 : cpus > 8 ? 8 : (int)cpus;
}

/* What another version published cannot be shown: it is made anew before
 * anybody is answered.  Visitors wait for that in the socket's queue, for less
 * time than web servers have patience. */
static void
renew(struct parent *p)
{
	int64_t deadline = ticks_ms() + RENEWAL;
	struct arena *a = arena_new();
	struct err err = { ERR_NONE, "" };
	struct snapshot live;

	if (!live_read_file(a, live_path(a, p->s->settings->db), &live, &err) &&
	    err.kind != ERR_MISSING)
		while (p->publishing != 0 && !asked_to_stop &&
		       ticks_ms() < deadline) {
			rest(10);
			reap(p);
		}
	arena_free(a);
}

/* Where we are from: an upgrade puts another one there.  The system marks what
 * is not there any more. */
static void
find_program(struct parent *p)
{
	static const char mark[] = " (deleted)";
	size_t tail = strlen(mark), len;

	if (readlink("/proc/self/exe", p->program, sizeof(p->program) - 1) < 0)
		p->program[0] = '\0';
	len = strlen(p->program);
	if (len > tail && strcmp(p->program + len - tail, mark) == 0)
		p->program[len - tail] = '\0';
}

bool
serve_run(struct serve *s, struct err *err)
{
	struct parent p = { .s = s };

	find_program(&p);
	p.listening = listening_find(s->socket, &p.own, err);
	if (p.listening < 0)
		return false;
	p.count = s->workers > 0 ? s->workers : default_workers();
	p.beats = mmap(NULL, SERVE_WORKERS_MAX * sizeof(*p.beats),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	p.tallies = tally_open((size_t)p.count, settings_seconds());
	if (p.beats == MAP_FAILED || p.tallies == NULL)
		return err_set(err, ERR_SYSTEM, "%s", strerror(errno));
	catch_signals();
	watch_begin(&p.watch, s->settings->scripts, ticks_ms());
	if (!s->replica) /* rules may have changed while nobody watched */
		publish(&p, false);
	renew(&p);
	for (int n = 0; n < p.count; n++)
		start_worker(&p, n);
	while (!asked_to_stop) {
		rest(WATCH_STEP);
		reap(&p);
		look_after(&p);
		if (!s->replica && watch_look(&p.watch, ticks_ms()))
			publish(&p, true);
		if (p.retry != 0 && ticks_ms() >= p.retry)
			publish(&p, p.saved);
		if (asked_to_restart)
			restart(&p);
		asked_to_restart = 0;
	}
	stop_all(&p);
	if (p.own)
		unlink(s->socket);
	return true;
}
