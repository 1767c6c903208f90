/*
 * hello.c -- what answering costs when there is nothing to find out: a body of
 * so many bytes, always the same.
 *
 *	hello threads N SOCKET BYTES   N threads in FCGX_Accept_r(), as most
 *	                               programs with this library are built
 *	hello epoll N SOCKET BYTES     N processes as cgi/worker.c has them
 */
#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define BACKLOG   511
#define NEWS      64
#define PROCESSES 16

static int listening;
static char *answer;
static int answer_len;

static void
make_answer(int bytes)
{
	static const char head[] =
	    "Content-Type: application/json; charset=utf-8\r\n"
	    "Content-Length: %d\r\n\r\n";
	int len = snprintf(NULL, 0, head, bytes);

	answer_len = len + bytes;
	answer = malloc((size_t)answer_len + 1);
	if (answer == NULL)
		abort();
	snprintf(answer, (size_t)len + 1, head, bytes);
	memset(answer + len, 'a', (size_t)bytes);
}

static void
say(FCGX_Request *r)
{
	FCGX_PutStr(answer, answer_len, r->out);
	FCGX_Finish_r(r);
}

/* ---- the ordinary kind ------------------------------------------------- */

static void *
thread(void *unused)
{
	FCGX_Request r;

	(void)unused;
	FCGX_InitRequest(&r, listening, 0);
	while (FCGX_Accept_r(&r) == 0)
		say(&r);
	return NULL;
}

static void
run_threads(int count)
{
	pthread_t id;

	for (int i = 1; i < count; i++)
		pthread_create(&id, NULL, thread, NULL);
	thread(NULL);
}

/* ---- our kind ---------------------------------------------------------- */

static void
add(int epoll, int fd, uint32_t events)
{
	struct epoll_event e = { .events = events, .data = { .fd = fd } };

	epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

static void
serve(FCGX_Request *r, int fd)
{
	r->ipcFd = fd;
	r->keepConnection = 1;
	if (FCGX_Accept_r(r) != 0)
		return; /* the library has closed it */
	say(r);
	r->ipcFd = -1; /* kept, or closed already */
}

static void
worker(void)
{
	struct epoll_event news[NEWS];
	int epoll = epoll_create1(0);
	FCGX_Request r;

	FCGX_InitRequest(&r, -1, 0);
	add(epoll, listening, EPOLLIN | EPOLLEXCLUSIVE);
	for (;;) {
		int n = epoll_wait(epoll, news, NEWS, -1);

		for (int i = 0; i < n; i++) {
			int fd = news[i].data.fd;

			if (fd != listening)
				serve(&r, fd);
			else if ((fd = accept(fd, NULL, NULL)) >= 0)
				add(epoll, fd, EPOLLIN | EPOLLRDHUP);
		}
	}
}

/* A parent that answers nobody, and its workers. */
static void
run_processes(int count)
{
	sigset_t stop;
	pid_t pids[PROCESSES];
	int signal;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	for (int i = 0; i < count && i < PROCESSES; i++) {
		pids[i] = fork();
		if (pids[i] != 0)
			continue;
		sigprocmask(SIG_UNBLOCK, &stop, NULL);
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		worker();
	}
	sigwait(&stop, &signal);
	for (int i = 0; i < count && i < PROCESSES; i++) {
		kill(pids[i], SIGTERM);
		waitpid(pids[i], NULL, 0);
	}
}

/* ---- both -------------------------------------------------------------- */

static int
listen_at(const char *path, int kind)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | kind, 0);

	snprintf(at.sun_path, sizeof(at.sun_path), "%s", path);
	unlink(path);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(fd, BACKLOG) != 0) {
		perror(path);
		exit(1);
	}
	return fd;
}

int
main(int argc, char **argv)
{
	int epoll = argc == 5 && strcmp(argv[1], "epoll") == 0, count;

	if (argc != 5) {
		fputs("usage: hello threads|epoll N SOCKET BYTES\n", stderr);
		return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	count = (int)strtol(argv[2], NULL, 10);
	make_answer((int)strtol(argv[4], NULL, 10));
	listening = listen_at(argv[3], epoll ? SOCK_NONBLOCK : 0);
	if (FCGX_Init() != 0)
		return 1;
	signal(SIGTERM, SIG_DFL); /* the library's own waits for a request */
	if (epoll)
		run_processes(count);
	else
		run_threads(count);
	return 0;
}
