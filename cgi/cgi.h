/*
 * cgi.h -- one request by the Common Gateway Interface (RFC 3875): parameters
 * from the environment or from FastCGI, the answer as bytes.
 */
#ifndef CGI_H
#define CGI_H

struct app;
struct arena;
struct buf;

/* A parameter by its name, or NULL. */
typedef const char *cgi_get(const void *from, const char *name);

/* Answer the request that the parameters tell; appends the whole answer. */
void cgi_answer(
    struct app *, struct arena *, cgi_get *, const void *from, struct buf *out);

/* Answer the one request in this process's environment, on standard output;
 * an exit status. */
int cgi_main(void);

#endif
