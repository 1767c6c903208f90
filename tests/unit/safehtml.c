/* safehtml.c -- what is refused as safe HTML. */
#include "safehtml.h"
#include "arena.h"
#include "unit.h"

#define REL " rel=\"noopener nofollow ugc\">"

static const struct {
	bool ok;
	const char *html;
} of_takes_the_set_and_nothing_else[] = {
	{ true, "" },
	{ true, "<p>a</p>" },
	{ true, "<p>a<br>b &amp; &lt;c&gt; &quot;</p><h3>d</h3>" },
	{ true, "<ul><li>a</li><li><p>b</p></li></ul>" },
	{ true, "<blockquote><ol><li>a</li></ol></blockquote>" },
	{ true, "<p><a href=\"https://example.org/?a&amp;b\"" REL
		"<strong><em>a</em></strong></a></p>" },
	{ false, "a" },
	{ false, "<p>a" },
	{ false, "a</p>" },
	{ false, "</p>" },
	{ false, "<p>a</h3>" },
	{ false, "<P>a</P>" },
	{ false, "<p >a</p>" },
	{ false, "<p class=\"a\">a</p>" },
	{ false, "<p><p>a</p></p>" },
	{ false, "<p><ul></ul></p>" },
	{ false, "<ul>a</ul>" },
	{ false, "<ul><p>a</p></ul>" },
	{ false, "<li>a</li>" },
	{ false, "<blockquote>a</blockquote>" },
	{ false, "<br>" },
	{ false, "<p><br/></p>" },
	{ false, "<p><em><strong>a</strong></em></p>" },
	{ false, "<p><em><em>a</em></em></p>" },
	{ false, "<p><a>a</a></p>" },
	{ false, "<p><a href=\"https://example.org\">a</a></p>" },
	{ false, "<p><a href=\"javascript:x\"" REL "a</a></p>" },
	{ false, "<p><a href=\"HTTPS://example.org\"" REL "a</a></p>" },
	{ false, "<p><a href=\"https://example.org/?a&b\"" REL "a</a></p>" },
	{ false, "<p><a href=\"https://example.org/\" onclick=\"x\"" REL
		 "a</a></p>" },
	{ false, "<p><a href=\"https://example.org" },
	{ false, "<p><a href=\"https://example.org\"" REL
		 "<a href=\"https://example.org\"" REL "a</a></a></p>" },
	{ false, "<script>a</script>" },
	{ false, "<p><img src=\"a\"></p>" },
	{ false, "<!-- a -->" },
	{ false, "<p>a & b</p>" },
	{ false, "<p>&eacute;</p>" },
	{ false, "<p>&#60;</p>" },
	{ false, "<p>a > b</p>" },
	{ false, "<p>a \" b</p>" },
	{ false, "<p>a < b</p>" },
	{ false, "<p>a\nb</p>" },
	{ false, "<p>\x01</p>" },
	{ false, "<p>\xff</p>" },
	{ false, "<p>\xe2\x80\xae</p>" },
};

static void
takes_the_set_and_nothing_else(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(of_takes_the_set_and_nothing_else) /
				   sizeof(of_takes_the_set_and_nothing_else[0]);
	     i++)
		if (safehtml_check(a, of_takes_the_set_and_nothing_else[i].html,
			strlen(of_takes_the_set_and_nothing_else[i].html)) !=
		    of_takes_the_set_and_nothing_else[i].ok)
			fail_msg("%s: %s",
			    of_takes_the_set_and_nothing_else[i].html,
			    of_takes_the_set_and_nothing_else[i].ok ? "refused"
								    : "taken");
	/* The length counts, not a NUL. */
	assert_false(safehtml_check(a, "<p>a\0b</p>", 10));
	arena_free(a);
}

static void
refuses_to_nest_without_end(void **state)
{
	char html[(SAFEHTML_DEPTH_MAX + 1) * 25 + 1] = "";
	struct arena *a = arena_new();
	size_t len = 0;

	(void)state;
	for (int depth = 0; depth <= SAFEHTML_DEPTH_MAX; depth++) {
		memcpy(html + len, "<blockquote>", 12);
		len += 12;
	}
	for (int depth = 0; depth <= SAFEHTML_DEPTH_MAX; depth++) {
		memcpy(html + len, "</blockquote>", 13);
		len += 13;
	}
	assert_false(safehtml_check(a, html, len));
	assert_true(safehtml_check(a, html + 12, len - 25));
	arena_free(a);
}

UNIT(
    safehtml, T(takes_the_set_and_nothing_else), T(refuses_to_nest_without_end))
