/*
 * cgi.h -- one request by the Common Gateway Interface (RFC 3875): parameters
 * from the environment or from FastCGI, the answer as bytes.
 */
#ifndef CGI_H
#define CGI_H

#include <stdbool.h>
#include <stddef.h>

struct app;
struct arena;
struct buf;

/* A parameter by its name, or NULL. */
typedef const char *cgi_get(const void *from, const char *name);

/* Bytes that an editor's request may bring.  What comes with those of visitors
 * is not read. */
#define CGI_EDIT_MAX ((size_t)64 << 20)

/*
 * Answer the request that the parameters tell; appends the whole answer.
 * "body" is what came with it, NULL where nobody wants it.
 */
void cgi_answer(struct app *, struct arena *, cgi_get *, const void *from,
    const struct buf *body, struct buf *out);

/* Is it for the editors' workspace, by somebody whom the web server vouches
 * for?  Such a request takes its time and writes: it gets a process of its
 * own. */
bool cgi_is_edit(struct arena *, cgi_get *, const void *from);

/* A whole answer that only says what is wrong, where no page can be made of
 * it.  Nobody keeps it.  A worker counts it, and who logs requests logs it, as
 * of no page and no time.  NULL for the app where none could be opened. */
void cgi_refuse(
    const struct app *, struct buf *out, int status, const char *sentence);

/* The environment of that process, ended by NULL: what cgi_main() reads.  It
 * frames its answer as FastCGI's of that request. */
struct settings;
char **cgi_environment(struct arena *, cgi_get *, const void *from,
    const struct settings *, int request);

/* Answer the one request in this process's environment, on standard output;
 * an exit status. */
int cgi_main(void);

#endif
