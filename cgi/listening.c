/* listening.c -- the socket that the web server knocks at. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "err.h"
#include "listening.h"

#define BACKLOG 4096 /* who finds it full is sent away at once */

static bool
is_listening(int fd)
{
	int yes = 0;
	socklen_t len = sizeof(yes);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &yes, &len) == 0 &&
	       yes != 0;
}

/* A socket file that nobody listens on is a leftover. */
static bool
is_taken(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool taken = fd >= 0 &&
		     connect(fd, (const struct sockaddr *)at, sizeof(*at)) == 0;

	if (fd >= 0)
		close(fd);
	return taken;
}

static int
listen_at(const char *path, struct err *err)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct stat found;
	int fd;

	if (strlen(path) >= sizeof(at.sun_path)) {
		err_set(err, ERR_INPUT,
		    "the socket's path is longer than %zu bytes: %s; name a "
		    "shorter one, or one relative to where you are",
		    sizeof(at.sun_path) - 1, path);
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path) + 1);
	if (is_taken(&at)) {
		err_set(err, ERR_INPUT,
		    "somebody listens at %s already; stop that one first",
		    path);
		return -1;
	}
	if (lstat(path, &found) == 0 && !S_ISSOCK(found.st_mode)) {
		err_set(err, ERR_INPUT,
		    "%s is there already and is no socket; name another path",
		    path);
		return -1;
	}
	unlink(path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    chmod(path, 0660) != 0 || listen(fd, BACKLOG) != 0) {
		err_set(err, ERR_SYSTEM, "cannot listen at %s: %s", path,
		    strerror(errno));
		return -1;
	}
	return fd;
}

/* Is it the socket file of this name?  Ours before we started anew. */
static bool
is_at(int fd, const char *path)
{
	struct sockaddr_un at = { 0 };
	socklen_t len = sizeof(at) - 1;

	return path != NULL &&
	       getsockname(fd, (struct sockaddr *)&at, &len) == 0 &&
	       at.sun_family == AF_UNIX && strcmp(at.sun_path, path) == 0;
}

int
listening_find(const char *path, bool *own, struct err *err)
{
	const char *handed = getenv("LISTEN_FDS");
	int fd = handed != NULL && is_listening(LISTENING_HANDED)
		     ? LISTENING_HANDED
		 : is_listening(STDIN_FILENO) ? STDIN_FILENO
					      : -1;

	*own = fd < 0 || is_at(fd, path);
	if (fd < 0 && path != NULL)
		fd = listen_at(path, err);
	else if (fd < 0)
		err_set(err, ERR_INPUT,
		    "serve needs to know where to listen: --socket PATH");
	if (fd >= 0) { /* several workers wait at it: who is late must not */
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
