/* link.c -- what may become a link, and what stays text. */
#include "link.h"
#include "arena.h"
#include "unit.h"

struct link_case {
	const char *given, *href; /* NULL: not a link */
};

static void
check(const struct link_case *cases, size_t count,
    char *(*make)(struct arena *, const char *, size_t))
{
	struct arena *a = arena_new();

	for (size_t i = 0; i < count; i++) {
		const char *given = cases[i].given;
		char *href = make(a, given, strlen(given));

		if (cases[i].href == NULL && href != NULL)
			fail_msg("%s: became %s", given, href);
		if (cases[i].href == NULL)
			continue;
		if (href == NULL)
			fail_msg("%s: was refused", given);
		assert_string_equal(href, cases[i].href);
		assert_string_equal(make(a, href, strlen(href)), href);
	}
	arena_free(a);
}

#define CHECK(cases, make) check(cases, sizeof(cases) / sizeof(*(cases)), make)

static const struct link_case of_web_addresses[] = {
	{ "https://example.org", "https://example.org" },
	{ "HTTP://Example.org/A", "http://Example.org/A" },
	{ "  https://example.org/\n", "https://example.org/" },
	{ "https://example.org:8443/a?b=c&d=e#f",
	    "https://example.org:8443/a?b=c&d=e#f" },
	{ "https://example.org?q=1", "https://example.org?q=1" },
	{ "https://example.org/visite%20guidée",
	    "https://example.org/visite%20guid%C3%A9e" },
	{ "https://example.org/50%", "https://example.org/50%25" },
	{ "https://example.org/%zz", "https://example.org/%25zz" },
	{ "https://example.org/a#b#c", "https://example.org/a#b%23c" },
	{ "https://example.org/a[]=1|2", "https://example.org/a%5B%5D=1%7C2" },
	{ "https://example.org/<\"'>", "https://example.org/%3C%22'%3E" },
	{ "https://example.org/a;b=javascript:x",
	    "https://example.org/a;b=javascript:x" },
	{ "https://example.org/@name", "https://example.org/@name" },
	{ "https://my_shop.example.org/", "https://my_shop.example.org/" },
	{ "https://musée.example/", "https://musée.example/" },
	{ "https://例え.example/", "https://例え.example/" },
	{ "https://xn--muse-epa.example/", "https://xn--muse-epa.example/" },
	{ "https://192.0.2.1/", "https://192.0.2.1/" },
	{ "https://localhost/", "https://localhost/" },
};

static void
web_addresses(void **state)
{

	(void)state;
	CHECK(of_web_addresses, link_web);
	CHECK(of_web_addresses, link_any);
}

static const struct link_case of_what_is_no_web_address[] = {
	{ "", NULL },
	{ "https://", NULL },
	{ "https:example.org", NULL },
	{ "https:/example.org", NULL },
	{ "https:///example.org", NULL },
	{ "//example.org", NULL },
	{ "/relative", NULL },
	{ "relative.html", NULL },
	{ "#fragment", NULL },
	{ "www.example.org", NULL },
	{ "javascript:alert(1)", NULL },
	{ "JaVaScRiPt:alert(1)", NULL },
	{ "java\tscript:alert(1)", NULL },
	{ "\x01javascript:alert(1)", NULL },
	{ "data:text/html,<script>", NULL },
	{ "vbscript:x", NULL },
	{ "file:///etc/passwd", NULL },
	{ "ftp://example.org/", NULL },
	{ "blob:https://example.org/1", NULL },
	{ "view-source:https://example.org", NULL },
	{ "https://user@example.org/", NULL },
	{ "https://user:pass@example.org/", NULL },
	{ "https://example.org\\@evil.example/", NULL },
	{ "https:\\\\example.org", NULL },
	{ "https://example.org/a\\b", NULL },
	{ "https://example.org/a b", NULL },
	{ "https://exam ple.org/", NULL },
	{ "https://example.org/a\nb", NULL },
	{ "https://example.org/a\x7f", NULL },
	{ "https://example.org/\xff", NULL },
	{ "https://example.org/\xef\xbf\xbd", NULL },
	{ "https://example.org/\xe2\x80\xae"
	  "gpj.exe",
	    NULL },
	{ "https://exam\xe2\x80\x8bple.org/", NULL },
	{ "https://example.org/\xc2\xa0", NULL },
	{ "https://-example.org/", NULL },
	{ "https://example-.org/", NULL },
	{ "https://example..org/", NULL },
	{ "https://.example.org/", NULL },
	{ "https://example.org./", NULL },
	{ "https://example.org:/", NULL },
	{ "https://example.org:0/", NULL },
	{ "https://example.org:65536/", NULL },
	{ "https://example.org:80a/", NULL },
	{ "https://[::1]/", NULL },
	{ "https://ex%61mple.org/", NULL },
	{ "https://ex!ample.org/", NULL },
	/* Cyrillic a among Latin letters; a fullwidth dot; a fraction
	 * slash; a letter of a script nobody names hosts in. */
	{ "https://p\xd0\xb0ypal.example/", NULL },
	{ "https://example\xef\xbc\x8eorg/", NULL },
	{ "https://example.org\xe2\x81\x84"
	  "x.example/",
	    NULL },
	{ "https://\xe1\x9a\xa0.example/", NULL },
};

static void
what_is_no_web_address(void **state)
{

	(void)state;
	CHECK(of_what_is_no_web_address, link_web);
	CHECK(of_what_is_no_web_address, link_any);
}

static void
long_addresses_stop_at_the_ceiling(void **state)
{
	struct arena *a = arena_new();
	char *url = arena_alloc(a, LINK_MAX + 2);

	(void)state;
	memset(url, 'a', LINK_MAX + 1);
	memcpy(url, "https://example.org/", 20);
	assert_non_null(link_web(a, url, LINK_MAX));
	assert_null(link_web(a, url, LINK_MAX + 1));
	/* What grows beyond it by percent-encoding is none either. */
	memcpy(url + 1000, "\xc3\xa9", 2);
	assert_null(link_web(a, url, LINK_MAX));
	memset(url + 8, 'b', 64);
	memcpy(url + 72, ".org", 4);
	assert_null(link_web(a, url, 76)); /* a label of 64 bytes */
	assert_non_null(link_web(a, url + 0, 71));
	arena_free(a);
}

static const struct link_case of_mail_addresses[] = {
	{ "visites@example.org", "mailto:visites@example.org" },
	{ " Mailto:visites@example.org ", "mailto:visites@example.org" },
	{ "a.b+c-d_e@mail.example.org", "mailto:a.b+c-d_e@mail.example.org" },
	{ "o'neil@example.org", "mailto:o'neil@example.org" },
	{ "accueil@musée.example", "mailto:accueil@musée.example" },
	{ "example.org", NULL },
	{ "@example.org", NULL },
	{ "a@", NULL },
	{ "a@localhost", NULL },
	{ "a@example.org1", NULL },
	{ "a@b@example.org", NULL },
	{ "a@example.org, b@example.org", NULL },
	{ "a@example.org;b@example.org", NULL },
	{ "a@example.org?bcc=b@example.org", NULL },
	{ "a%40b@example.org", NULL },
	{ "a b@example.org", NULL },
	{ ".a@example.org", NULL },
	{ "a.@example.org", NULL },
	{ "a..b@example.org", NULL },
	{ "\"a b\"@example.org", NULL },
	{ "Anne <a@example.org>", NULL },
	{ "a@exa\xe2\x80\xaemple.org", NULL },
	{ "http://a@example.org", NULL },
};

static void
mail_addresses(void **state)
{

	(void)state;
	CHECK(of_mail_addresses, link_mail);
}

static const struct link_case of_telephone_numbers[] = {
	{ "0320000000", "tel:0320000000" },
	{ "03 20 00 00 00", "tel:0320000000" },
	{ "03.20.00.00.00.", "tel:0320000000" },
	{ "03-20-00-00-00", "tel:0320000000" },
	{ "03\xc2\xa0"
	  "20\xe2\x80\xaf"
	  "00\xe2\x80\x91"
	  "00",
	    "tel:03200000" },
	{ "(555) 010-0199", "tel:5550100199" },
	{ "+33 3 20 00 00 00", "tel:+33320000000" },
	{ "+33 (0)3 20 00 00 00", "tel:+33320000000" },
	{ "Tel: 03 20", "tel:0320" },
	{ "17", "tel:17" },
	{ "00000000001111111111", "tel:00000000001111111111" },
	{ "000000000011111111112", NULL },
	{ "1", NULL },
	{ "+", NULL },
	{ "", NULL },
	{ "03 20 00 00 00 / 06 00 00 00 00", NULL },
	{ "0320+00", NULL },
	{ "03 20 00 poste 12", NULL },
	{ "tel:03;ext=2", NULL },
	{ "*21*0320000000#", NULL },
};

static void
telephone_numbers(void **state)
{

	(void)state;
	CHECK(of_telephone_numbers, link_tel);
}

static const struct link_case of_schemes_tell_kinds_apart[] = {
	{ "mailto:a@example.org", "mailto:a@example.org" },
	{ "tel:+33320000000", "tel:+33320000000" },
	{ "a@example.org", NULL },
	{ "0320000000", NULL },
	{ "sms:0320000000", NULL },
};

static void
schemes_tell_kinds_apart(void **state)
{

	(void)state;
	CHECK(of_schemes_tell_kinds_apart, link_any);
}

static const struct {
	const char *kind, *value, *href, *words;
} of_values_by_kind[] = {
	{ "link", "https://example.org/", "https://example.org/",
	    "example.org" },
	{ "link", "http://example.org/a", "http://example.org/a",
	    "example.org/a" },
	{ "link",
	    "https://example.org/"
	    "0123456789012345678901234567890123456789012345678901",
	    "https://example.org/"
	    "0123456789012345678901234567890123456789012345678901",
	    "example.org/"
	    "012345678901234567890123456789012345678901234\xe2\x80"
	    "\xa6" },
	{ "mail", "a@example.org", "mailto:a@example.org", "a@example.org" },
	{ "phone", "03 20 00 00 00", "tel:0320000000", "03 20 00 00 00" },
	{ "fax", "03 20 00 00 00", NULL, "03 20 00 00 00" },
	{ "link", "a@example.org", NULL, "a@example.org" },
};

static void
values_by_kind(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0;
	     i < sizeof(of_values_by_kind) / sizeof(of_values_by_kind[0]);
	     i++) {
		char *href = link_href(
		    a, of_values_by_kind[i].kind, of_values_by_kind[i].value);

		if (of_values_by_kind[i].href == NULL)
			assert_null(href);
		else
			assert_string_equal(href, of_values_by_kind[i].href);
		assert_string_equal(link_words(a, of_values_by_kind[i].kind,
					of_values_by_kind[i].value),
		    of_values_by_kind[i].words);
	}
	arena_free(a);
}

UNIT(link, T(web_addresses), T(what_is_no_web_address),
    T(long_addresses_stop_at_the_ceiling), T(mail_addresses),
    T(telephone_numbers), T(schemes_tell_kinds_apart), T(values_by_kind))
