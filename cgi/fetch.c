/* fetch.c -- ask another machine over HTTP; the door to libcurl. */
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "build.h"
#include "err.h"
#include "fetch.h"
#include "text.h"

#define LIBRARY  "libcurl.so.4"
#define TOLD_MAX 200 /* bytes of an address in a sentence */

/* What we use of the library: its name without "curl_". */
#define FUNCTIONS(f)                                                           \
	f(global_init);                                                        \
	f(easy_init);                                                          \
	f(easy_reset);                                                         \
	f(easy_setopt);                                                        \
	f(easy_perform);                                                       \
	f(easy_getinfo);                                                       \
	f(easy_nextheader);                                                    \
	f(easy_strerror);                                                      \
	f(easy_escape);                                                        \
	f(easy_cleanup);                                                       \
	f(slist_append);                                                       \
	f(slist_free_all);                                                     \
	f(getdate);                                                            \
	f(free);                                                               \
	f(url);                                                                \
	f(url_set);                                                            \
	f(url_get);                                                            \
	f(url_cleanup)

struct library {
#define MEMBER(name) __typeof__(curl_##name) *name
	FUNCTIONS(MEMBER);
#undef MEMBER
};

struct fetcher {
	struct library curl;
	CURL *handle;
};

/* ---- the library ------------------------------------------------------- */

static bool
load(struct library *l)
{
	void *file = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	bool all = file != NULL;

#define FIND(name)                                                             \
	all = all && (*(void **)&l->name = dlsym(file, "curl_" #name)) != NULL
	FUNCTIONS(FIND);
#undef FIND
	return all && l->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static void
close_fetcher(void *object)
{
	struct fetcher *f = object;

	f->curl.easy_cleanup(f->handle);
}

struct fetcher *
fetch_open(struct arena *a, struct err *err)
{
	struct fetcher *f = ARENA_NEW(a, struct fetcher);

	if (load(&f->curl))
		f->handle = f->curl.easy_init();
	if (f->handle == NULL) {
		err_set(err, ERR_SYSTEM,
		    LIBRARY " cannot be loaded, which asks other machines over "
			    "HTTP: install Debian's package libcurl4");
		return NULL;
	}
	arena_defer(a, close_fetcher, f);
	return f;
}

/* ---- addresses --------------------------------------------------------- */

struct place {
	CURLU *url;
	char *scheme, *host, *port, *user;
};

/* The parts of an address; let_go() frees them.  False for another scheme, and
 * for what is no address. */
static bool
take_apart(struct library *l, const char *url, struct place *p)
{
	*p = (struct place){ .url = l->url() };
	if (p->url == NULL ||
	    l->url_set(p->url, CURLUPART_URL, url, 0) != CURLUE_OK)
		return false;
	l->url_get(p->url, CURLUPART_SCHEME, &p->scheme, 0);
	l->url_get(p->url, CURLUPART_HOST, &p->host, 0);
	l->url_get(p->url, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT);
	l->url_get(p->url, CURLUPART_USER, &p->user, 0);
	return p->scheme != NULL && p->host != NULL && p->port != NULL &&
	       (strcmp(p->scheme, "http") == 0 ||
		   strcmp(p->scheme, "https") == 0);
}

static void
let_go(struct library *l, struct place *p)
{
	l->free(p->scheme);
	l->free(p->host);
	l->free(p->port);
	l->free(p->user);
	l->url_cleanup(p->url);
}

static bool
is_here(const char *host)
{
	return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 ||
	       strcasecmp(host, "localhost") == 0;
}

enum fetch_way
fetch_way(struct fetcher *f, const char *url)
{
	struct place p;
	enum fetch_way way = FETCH_NOWAY;

	if (take_apart(&f->curl, url, &p) && p.user == NULL)
		way = is_here(p.host)                  ? FETCH_HERE
		      : strcmp(p.scheme, "https") == 0 ? FETCH_SECURE
						       : FETCH_OPEN;
	let_go(&f->curl, &p);
	return way;
}

/* May what was meant for one address be sent to the other? */
static bool
may_follow(struct fetcher *f, const char *from, const char *to)
{
	struct library *l = &f->curl;
	struct place was, is;
	bool ok = take_apart(l, from, &was);

	ok = take_apart(l, to, &is) && ok && is.user == NULL &&
	     strcasecmp(was.host, is.host) == 0;
	if (ok && strcmp(was.scheme, is.scheme) == 0)
		ok = strcmp(was.port, is.port) == 0;
	else if (ok) /* up to https, where both are at their usual ports */
		ok = strcmp(was.port, "80") == 0 && strcmp(is.port, "443") == 0;
	let_go(l, &was);
	let_go(l, &is);
	return ok;
}

const char *
fetch_escape(struct fetcher *f, struct arena *a, const char *text)
{
	char *escaped = f->curl.easy_escape(f->handle, text, (int)strlen(text));
	const char *kept = arena_strdup(a, escaped != NULL ? escaped : "");

	f->curl.free(escaped);
	return kept;
}

/* ---- one request ------------------------------------------------------- */

/* What a sentence calls it: the address without its query, fit to be shown
 * wherever it comes from. */
static const char *
name_of(struct arena *a, const char *url)
{
	return text_clean(
	    a, url, strcspn(url, "?#"), TEXT_LINE, TOLD_MAX, NULL);
}

/* libcurl hands in what it has received. */
static size_t
receive(char *bytes, size_t size, size_t count, void *with)
{
	struct fetch *f = with;

	buf_put(&f->body, bytes, size * count);
	return buf_ok(&f->body) ? size * count : 0;
}

static struct curl_slist *
headers_of(struct library *l, const struct fetch *f)
{
	struct curl_slist *list = NULL;

	for (size_t i = 0; f->headers != NULL && f->headers[i] != NULL; i++)
		list = l->slist_append(list, f->headers[i]);
	return list;
}

static void
set_method(struct fetcher *them, const struct fetch *f)
{
	__typeof__(curl_easy_setopt) *set = them->curl.easy_setopt;
	const char *method = f->method != NULL ? f->method : "GET";

	if (strcmp(method, "HEAD") == 0) {
		set(them->handle, CURLOPT_NOBODY, 1L);
	} else if (strcmp(method, "POST") == 0) {
		set(them->handle, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)f->sent_len);
		set(them->handle, CURLOPT_POSTFIELDS,
		    f->sent != NULL ? f->sent : "");
	} else {
		set(them->handle, CURLOPT_CUSTOMREQUEST, method);
	}
}

static void
set_trust(struct fetcher *them)
{
	const char *file = getenv("ALMANACH_CA_FILE");

	if (file == NULL || *file == '\0')
		file = getenv("SSL_CERT_FILE");
	if (file != NULL && *file != '\0')
		them->curl.easy_setopt(them->handle, CURLOPT_CAINFO, file);
	them->curl.easy_setopt(
	    them->handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static void
set_all(struct fetcher *them, struct fetch *f, const char *url, long left,
    struct curl_slist *headers)
{
	__typeof__(curl_easy_setopt) *set = them->curl.easy_setopt;
	CURL *h = them->handle;
	them->curl.easy_reset(h); /* keeps the connections */
	set(h, CURLOPT_URL, url);
	set(h, CURLOPT_PROTOCOLS_STR, "http,https");
	set(h, CURLOPT_PATH_AS_IS, 1L);
	set(h, CURLOPT_TIMEOUT_MS, left);
	set(h, CURLOPT_CONNECTTIMEOUT_MS,
	    f->connect_ms > 0 ? (long)f->connect_ms : (long)FETCH_CONNECT_MS);
	set(h, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_SLOW_BYTES);
	set(h, CURLOPT_LOW_SPEED_TIME, (long)FETCH_SLOW_S);
	set(h, CURLOPT_USERAGENT,
	    f->agent != NULL ? f->agent : "almanach/" VERSION);
	set(h, CURLOPT_HTTPHEADER, headers);
	set(h, CURLOPT_WRITEFUNCTION, receive);
	set(h, CURLOPT_WRITEDATA, f);
	if (!f->raw)
		set(h, CURLOPT_ACCEPT_ENCODING, ""); /* all that it knows */
	if (fetch_way(them, url) == FETCH_HERE)
		set(h, CURLOPT_PROXY, "");
	set_method(them, f);
	set_trust(them);
}

/* Names and values are libcurl's until the next request: copied. */
static void
keep_headers(struct fetcher *them, struct arena *a, struct fetch *f)
{
	struct curl_header *one = NULL;
	size_t count = 0, size = sizeof(*f->received);

	f->received = NULL;
	while ((one = them->curl.easy_nextheader(
		    them->handle, CURLH_HEADER, -1, one)) != NULL) {
		f->received = arena_grow(
		    a, f->received, count * size, (count + 1) * size);
		f->received[count++] =
		    (struct fetch_header){ arena_strdup(a, one->name),
			    arena_strdup(a, one->value) };
	}
	f->received_count = count;
}

static void
keep_times(struct fetcher *them, struct fetch *f)
{
	const char *date = fetch_header(f, "date");
	curl_off_t wait = 0;

	f->date = date != NULL ? (int64_t)them->curl.getdate(date, NULL) : -1;
	them->curl.easy_getinfo(them->handle, CURLINFO_RETRY_AFTER, &wait);
	f->retry_after = (int64_t)wait;
}

/* ---- how it ended ------------------------------------------------------ */

#define HALF    "the connection ended in the middle; try again"
#define NOWHERE "this is no address such as https://example.org/"

static const struct outcome {
	CURLcode code;
	enum fetch_end end;
	const char *words;
} outcomes[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, FETCH_UNREACHABLE,
	    "there is no such name; see whether it is spelt right and whether "
	    "names are resolved here" },
	{ CURLE_COULDNT_RESOLVE_PROXY, FETCH_UNREACHABLE,
	    "the proxy has no such name; see https_proxy" },
	{ CURLE_COULDNT_CONNECT, FETCH_UNREACHABLE,
	    "no connection; see whether it answers there and whether a "
	    "firewall is between" },
	{ CURLE_OPERATION_TIMEDOUT, FETCH_LATE,
	    "no whole answer in time; try again later" },
	{ CURLE_PEER_FAILED_VERIFICATION, FETCH_TLS,
	    "its certificate does not hold, and nothing was sent; see the "
	    "address, the clock and the certificate" },
	{ CURLE_SSL_CONNECT_ERROR, FETCH_TLS,
	    "no secure connection could be made; see whether HTTPS is what "
	    "answers there" },
	{ CURLE_SSL_CACERT_BADFILE, FETCH_TLS,
	    "the file of authorities cannot be read; see ALMANACH_CA_FILE, "
	    "SSL_CERT_FILE and the package ca-certificates" },
	{ CURLE_GOT_NOTHING, FETCH_CUT, HALF },
	{ CURLE_PARTIAL_FILE, FETCH_CUT, HALF },
	{ CURLE_RECV_ERROR, FETCH_CUT, HALF },
	{ CURLE_SEND_ERROR, FETCH_CUT, HALF },
	{ CURLE_URL_MALFORMAT, FETCH_NONSENSE, NOWHERE },
	{ CURLE_UNSUPPORTED_PROTOCOL, FETCH_NONSENSE, NOWHERE },
};

static bool
fail(struct fetcher *them, struct fetch *f, const char *name, CURLcode code,
    const char *detail, struct err *err)
{
	struct outcome o = { code, FETCH_NONSENSE, "what came is no HTTP" };

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++)
		if (outcomes[i].code == code)
			o = outcomes[i];
	f->end = o.end;
	if (code == CURLE_WRITE_ERROR && !buf_ok(&f->body)) {
		f->end = FETCH_TOO_LARGE;
		return err_set(err, ERR_LIMIT,
		    "%s: the answer is larger than %zu bytes, and was left",
		    name, f->body.max);
	}
	return err_set(err, o.end == FETCH_NONSENSE ? ERR_INPUT : ERR_SYSTEM,
	    "%s: %s (%s)", name, o.words,
	    *detail != '\0' ? detail : them->curl.easy_strerror(code));
}

/* One request, no redirect followed. */
static bool
ask(struct fetcher *them, struct arena *a, struct fetch *f, const char *url,
    long left, struct err *err)
{
	struct curl_slist *headers = headers_of(&them->curl, f);
	char detail[CURL_ERROR_SIZE] = "";
	long status = 0;
	CURLcode code;

	buf_clear(&f->body);
	set_all(them, f, url, left, headers);
	them->curl.easy_setopt(them->handle, CURLOPT_ERRORBUFFER, detail);
	code = them->curl.easy_perform(them->handle);
	them->curl.easy_setopt(them->handle, CURLOPT_ERRORBUFFER, NULL);
	them->curl.slist_free_all(headers);
	keep_headers(them, a, f);
	keep_times(them, f);
	them->curl.easy_getinfo(them->handle, CURLINFO_RESPONSE_CODE, &status);
	f->status = (int)status;
	f->end = FETCH_ANSWERED;
	return code == CURLE_OK ||
	       fail(them, f, name_of(a, url), code, detail, err);
}

/* Where the answer leads, if it leads anywhere. */
static const char *
next_of(struct fetcher *them, struct arena *a, const struct fetch *f)
{
	char *url = NULL;

	if (!f->follow || f->status < 300 || f->status > 399)
		return NULL;
	them->curl.easy_getinfo(them->handle, CURLINFO_REDIRECT_URL, &url);
	return url != NULL ? arena_strdup(a, url) : NULL;
}

static bool
refuse(struct arena *a, struct fetch *f, const char *from, const char *to,
    const char *why, struct err *err)
{
	f->end = FETCH_REDIRECTED;
	return err_set(err, ERR_INPUT, "%s leads to %s, %s", name_of(a, from),
	    name_of(a, to), why);
}

bool
fetch_run(
    struct fetcher *them, struct arena *a, struct fetch *f, struct err *err)
{
	long left = f->whole_ms > 0 ? f->whole_ms : FETCH_WHOLE_MS;
	const char *url = f->url, *next;

	f->body = buf_new(a, f->max > 0 ? f->max : FETCH_MAX);
	for (int hops = 0;; hops++) {
		curl_off_t took = 0;

		if (!ask(them, a, f, url, left, err))
			return false;
		next = next_of(them, a, f);
		if (next == NULL)
			return true;
		if (!may_follow(them, url, next))
			return refuse(a, f, url, next,
			    "another host or a less secure one: not followed; "
			    "if that is right, name that address instead",
			    err);
		if (hops == FETCH_HOPS_MAX)
			return refuse(a, f, url, next,
			    "and so on without end: not followed", err);
		them->curl.easy_getinfo(
		    them->handle, CURLINFO_TOTAL_TIME_T, &took);
		left -= (long)(took / 1000);
		left = left > 0 ? left : 1;
		url = next;
	}
}

/* ---- the answer -------------------------------------------------------- */

const char *
fetch_header(const struct fetch *f, const char *name)
{
	for (size_t i = 0; i < f->received_count; i++)
		if (strcasecmp(f->received[i].name, name) == 0)
			return f->received[i].value;
	return NULL;
}

size_t
fetch_header_count(const struct fetch *f, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < f->received_count; i++)
		count += strcasecmp(f->received[i].name, name) == 0;
	return count;
}
