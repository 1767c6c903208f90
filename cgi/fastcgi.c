/* fastcgi.c -- the door to the FastCGI library. */
#include <fcgiapp.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "fastcgi.h"
#include "records.h"

struct fastcgi {
	FCGX_Request request;
	char *memory; /* RECORDS_ASKED_MAX bytes, which are those of ... */
	int file;     /* ... this descriptor */
};

/* The library closes the descriptor where it finds fault. */
static void
lend(struct fastcgi *f)
{
	f->request.ipcFd = fcntl(f->file, F_DUPFD_CLOEXEC, 0);
}

struct fastcgi *
fastcgi_begin(struct arena *a)
{
	struct fastcgi *f = ARENA_NEW(a, struct fastcgi);

	f->file = memfd_create("request", MFD_CLOEXEC);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&f->request, -1, 0) != 0 ||
	    f->file < 0 || ftruncate(f->file, RECORDS_ASKED_MAX) != 0)
		return NULL;
	lend(f);
	f->memory = mmap(NULL, RECORDS_ASKED_MAX, PROT_READ | PROT_WRITE,
	    MAP_SHARED, f->file, 0);
	return f->memory != MAP_FAILED ? f : NULL;
}

/* The request lies at the end of the memory: whoever reads on finds the end of
 * a file. */
bool
fastcgi_ask(struct fastcgi *f, const struct records *from)
{
	struct buf b = buf_new(from->params.arena, RECORDS_ASKED_MAX);

	records_put_request(&b, from);
	memcpy(f->memory + RECORDS_ASKED_MAX - b.len, b.data, b.len);
	lseek(f->file, -(off_t)b.len, SEEK_END);
	f->request.keepConnection = 1; /* or it is closed before it is read */
	if (FCGX_Accept_r(&f->request) == 0)
		return true;
	lend(f);
	return false;
}

/* Without what the library would send to close an answer with: ours is whole,
 * and what it has is no connection. */
void
fastcgi_end(struct fastcgi *f)
{
	FCGX_Request *r = &f->request;

	r->out->wasFCloseCalled = r->err->wasFCloseCalled = 1;
	r->keepConnection = 1;
	FCGX_Finish_r(r);
}

const char *
fastcgi_get(const void *from, const char *name)
{
	const struct fastcgi *f = from;

	return FCGX_GetParam(name, f->request.envp);
}
