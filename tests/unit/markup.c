/* markup.c -- Markdown, HTML and plain text as safe HTML. */
#include "markup.h"
#include "arena.h"
#include "buf.h"
#include "prose.h"
#include "safehtml.h"
#include "unit.h"

#define REL " rel=\"noopener nofollow ugc\">"

struct markup_case {
	const char *source, *html;
};

static void
check(enum markup_kind kind, const struct markup_case *cases, size_t count)
{
	struct arena *a = arena_new();

	for (size_t i = 0; i < count; i++) {
		struct markup_loss loss = { 0 };
		const char *source = cases[i].source;
		const char *html =
		    markup_safe(a, kind, source, strlen(source), 40000, &loss);

		if (strcmp(html, cases[i].html) != 0)
			fail_msg("%s\n  gave   %s\n  wanted %s", source, html,
			    cases[i].html);
		assert_true(safehtml_check(a, html, strlen(html)));
		assert_false(loss.cut);
	}
	arena_free(a);
}

#define CHECK(kind, cases) check(kind, cases, sizeof(cases) / sizeof(*(cases)))

static const struct markup_case of_markdown[] = {
	{ "", "" },
	{ " \n\n", "" },
	{ "Un texte.", "<p>Un texte.</p>" },
	{ "a\nb", "<p>a<br>b</p>" },
	{ "a  \nb", "<p>a<br>b</p>" },
	{ "a\n\n\n\nb", "<p>a</p><p>b</p>" },
	{ "**a** et *b*", "<p><strong>a</strong> et <em>b</em></p>" },
	{ "***a***", "<p><strong><em>a</em></strong></p>" },
	{ "## A\n\nb\n\n### C\n\n# D",
	    "<h3>A</h3><p>b</p><h4>C</h4><h3>D</h3>" },
	{ "### A\n## B\n### C", "<h3>A</h3><h3>B</h3><h4>C</h4>" },
	{ "- a\n- b", "<ul><li>a</li><li>b</li></ul>" },
	{ "- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>" },
	{ "- a\n  - b\n- c",
	    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>" },
	{ "- a  \n  b", "<ul><li>a<br>b</li></ul>" },
	{ "3. a\n4. b", "<ol><li>a</li><li>b</li></ol>" },
	{ "> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>" },
	{ "\\- a\n10\\. b", "<p>- a<br>10. b</p>" },
	{ "    quatre espaces", "<p>quatre espaces</p>" },
	{ "#motdièse", "<p>#motdièse</p>" },
	{ "a\n\n***\n\nb", "<p>a</p><p>b</p>" },
	{ "`a` ```b```", "<p>a b</p>" },
	{ "```\na\nb\n```", "<p>a<br>b</p>" },
	{ "[a](https://example.org)",
	    "<p><a href=\"https://example.org\"" REL "a</a></p>" },
	{ "[**a** b](https://example.org \"t\")",
	    "<p><a href=\"https://example.org\"" REL
	    "<strong>a</strong> b</a></p>" },
	{ "[a](javascript:alert(1)) b", "<p>a b</p>" },
	{ "[a](/relatif)", "<p>a</p>" },
	{ "[a](<https://example.org/a b>)",
	    "<p><a href=\"https://example.org/a%20b\"" REL "a</a></p>" },
	{ "![a](https://example.org/a.jpg)b", "<p>b</p>" },
	{ "<https://example.org/?a=1&b=2>",
	    "<p><a href=\"https://example.org/?a=1&amp;b=2\"" REL
	    "https://example.org/?a=1&amp;b=2</a></p>" },
	{ "https://example.org/a_b_c et a@example.org.",
	    "<p><a href=\"https://example.org/a_b_c\"" REL
	    "https://example.org/a_b_c</a> et "
	    "<a href=\"mailto:a@example.org\"" REL "a@example.org</a>.</p>" },
	{ "<script>alert(1)</script>",
	    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
	{ "<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>" },
	{ "Tarif < 10 & > 5", "<p>Tarif &lt; 10 &amp; &gt; 5</p>" },
	{ "Caf&eacute; &lt;b&gt; &#8238;", "<p>Café &lt;b&gt;</p>" },
	{ "a\xe2\x80\xa8"
	  "b\xe2\x80\x8b"
	  "c\xc2\xad"
	  "d",
	    "<p>a<br>bcd</p>" },
	{ "a\x01 b\x7f c\xff", "<p>a b c\xef\xbf\xbd</p>" },
};

static void
markdown(void **state)
{

	(void)state;
	CHECK(MARKUP_MARKDOWN, of_markdown);
}

static const struct markup_case of_markdown_with_html[] = {
	{ "**a**<br>b\n\nc<br>\nd",
	    "<p><strong>a</strong><br>b</p><p>c<br>d</p>" },
	{ "<em>a</em> et <a href=\"https://example.org\">b</a>.",
	    "<p><em>a</em> et <a href=\"https://example.org\"" REL
	    "b</a>.</p>" },
	{ "<b>a\n\nb</b>",
	    "<p><strong>a</strong></p><p><strong>b</strong></p>" },
	{ "a<br><script>alert(1)</script>", "<p>a</p>" },
};

static void
markdown_with_html(void **state)
{

	(void)state;
	CHECK(MARKUP_MIXED, of_markdown_with_html);
}

static const struct markup_case of_html_of_people[] = {
	{ "<p>a</p>\n<p>b\nc</p>", "<p>a</p><p>b c</p>" },
	{ "a<br>b<br/><br />c<br><br><br><br>d",
	    "<p>a<br>b<br><br>c<br><br>d</p>" },
	{ "<p><br>a<br></p><br>", "<p>a</p>" },
	{ "<p></p><p>&nbsp;</p><p> </p>", "<p>\xc2\xa0</p>" },
	{ "<div>a</div><div>b</div>c", "<p>a</p><p>b</p><p>c</p>" },
	{ "<span style=\"color:red\">a</span><u>b</u>", "<p>ab</p>" },
	{ "<p>a<strong> b </strong>c</p>", "<p>a <strong>b</strong> c</p>" },
	{ "<b>a</b><strong>b</strong>", "<p><strong>ab</strong></p>" },
	{ "<i><b><i>a</i></b></i>", "<p><strong><em>a</em></strong></p>" },
	{ "<h1>a</h1><h2>b</h2><h6>c</h6>", "<h3>a</h3><h4>b</h4><h4>c</h4>" },
	{ "<h2></h2><h3>a</h3>", "<h3>a</h3>" },
	{ "<h2>a<div>b</div></h2>", "<h3>a<br>b</h3>" },
	{ "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>" },
	{ "<ul><li><p>a</p><p>b</p></li></ul>",
	    "<ul><li><p>a</p><p>b</p></li></ul>" },
	{ "<ul><li><div>a</div><div>b</div></li></ul>",
	    "<ul><li><p>a</p><p>b</p></li></ul>" },
	{ "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
	    "<ul><li>a<ul><li>b</li></ul><p>c</p></li></ul>" },
	{ "<ul><ul><li>a</li></ul></ul>", "<ul><li>a</li></ul>" },
	{ "<ul>a<li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>" },
	{ "<li>a</li><li>b</li>", "<p>a</p><p>b</p>" },
	{ "<ul><li></li><li> </li></ul>", "" },
	{ "<blockquote>a<p>b</p></blockquote>",
	    "<blockquote><p>a</p><p>b</p></blockquote>" },
	{ "<strong><p>a</p><p>b</p></strong>",
	    "<p><strong>a</strong></p><p><strong>b</strong></p>" },
	{ "<strong><ul><li>a</li></ul></strong>",
	    "<ul><li><strong>a</strong></li></ul>" },
	{ "<table><tr><th>Tarif</th><td>10 €</td></tr>"
	  "<tr><td>Réduit</td><td>5 €</td></tr></table>",
	    "<p>Tarif 10 €</p><p>Réduit 5 €</p>" },
	{ "<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>" },
	{ "<form>a<input value=b><button>c</button>"
	  "<select><option>d</select><textarea>e</textarea></form>",
	    "<p>ac</p>" },
	{ "a<!-- b --><![CDATA[c]]>d", "<p>ad</p>" },
	{ "<html><head><title>a</title></head><body>b</body></html>",
	    "<p>b</p>" },
	{ "a &amp; b &lt;c&gt; &quot;d&quot; 'e'",
	    "<p>a &amp; b &lt;c&gt; &quot;d&quot; 'e'</p>" },
};

static void
html_of_people(void **state)
{

	(void)state;
	CHECK(MARKUP_HTML, of_html_of_people);
}

static const struct markup_case of_links_in_html[] = {
	{ "<a href=\" https://example.org/?a=1&amp;b=2 \" target=x "
	  "onclick=y>a</a>",
	    "<p><a href=\"https://example.org/?a=1&amp;b=2\"" REL "a</a></p>" },
	{ "<a href='mailto:a@example.org'>a</a> "
	  "<a href='tel:+33 1 02'>b</a>",
	    "<p><a href=\"mailto:a@example.org\"" REL "a</a> "
	    "<a href=\"tel:+33102\"" REL "b</a></p>" },
	{ "<a href=\"javascript:alert(1)\">a</a>", "<p>a</p>" },
	{ "<a href=\"java&#10;script:alert(1)\">a</a>", "<p>a</p>" },
	{ "<a href=\"&#1;javascript:alert(1)\">a</a>", "<p>a</p>" },
	{ "<a href=\"data:text/html,x\">a</a>", "<p>a</p>" },
	{ "<a name=b>a</a>", "<p>a</p>" },
	{ "<a href=\"www.example.org\">a</a> <a href=\"a@example.org\">b</a>",
	    "<p><a href=\"http://www.example.org\"" REL "a</a> "
	    "<a href=\"mailto:a@example.org\"" REL "b</a></p>" },
	{ "<a href=\"http://mailto:a@example.org\">a</a>", "<p>a</p>" },
	{ "<a href=\"https://example.org\"></a>", "" },
	{ "<a href=\"https://example.org\"><p>a</p><p>b</p></a>",
	    "<p><a href=\"https://example.org\"" REL
	    "a</a></p><p><a href=\"https://example.org\"" REL "b</a></p>" },
	{ "<a href=\"https://example.org\">www.example.org</a>",
	    "<p><a href=\"https://example.org\"" REL
	    "www.example.org</a></p>" },
	{ "<a href=\"javascript:x\">https://example.org</a>",
	    "<p><a href=\"https://example.org\"" REL
	    "https://example.org</a></p>" },
	{ "<em>www.example.org/a</em>",
	    "<p><a href=\"http://www.example.org/a\"" REL
	    "<em>www.example.org/a</em></a></p>" },
};

static void
links_in_html(void **state)
{

	(void)state;
	CHECK(MARKUP_HTML, of_links_in_html);
}

static const struct markup_case of_html_of_attackers[] = {
	{ "<script>alert(1)</script>a", "<p>a</p>" },
	{ "<SCRIPT SRC=//x>alert(1)</SCRIPT >a", "<p>a</p>" },
	{ "<scr<script>ipt>alert(1)</script>a", "<p>ipt&gt;alert(1)a</p>" },
	{ "<style>p{}</style><iframe src=x>b</iframe>"
	  "<object>c</object><embed src=d>a",
	    "<p>a</p>" },
	{ "<img src=x onerror=alert(1)>a", "<p>a</p>" },
	{ "<p onclick=\"alert(1)\" style=\"x\" id=y class=z>a</p>",
	    "<p>a</p>" },
	{ "<svg><script>alert(1)</script><a href=x>b</a></svg>a", "<p>a</p>" },
	{ "<svg/onload=alert(1)>a", "" },
	{ "<math><mtext><img src=x onerror=alert(1)></mtext></math>a",
	    "<p>a</p>" },
	{ "<template><script>x</script></template>a", "<p>a</p>" },
	{ "<noscript><p title=\"</noscript><img src=x onerror=y>\">"
	  "</noscript>a",
	    "<p>a</p>" },
	{ "<plaintext></plaintext><script>x</script>",
	    "<p>&lt;/plaintext&gt;&lt;script&gt;x&lt;/script&gt;</p>" },
	{ "<a href=\"https://example.org/&quot;onmouseover=&quot;x\">"
	  "a</a>",
	    "<p><a href=\"https://example.org/%22onmouseover=%22x\"" REL
	    "a</a></p>" },
	{ "<meta http-equiv=refresh content=0><base href=//x>"
	  "<link rel=x href=y>a",
	    "<p>a</p>" },
	{ "&lt;script&gt;alert(1)&lt;/script&gt;",
	    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
	{ "a\xe2\x80\xae"
	  "b&#x202e;c&#0;d&zwj;e",
	    "<p>abc\xef\xbf\xbd"
	    "de</p>" },
	{ "<", "<p>&lt;</p>" },
	{ "<a", "" },
	{ "</p></div></ul>", "" },
	{ "<b><p>a</b>b</p>", "<p><strong>a</strong>b</p>" },
};

static void
html_of_attackers(void **state)
{

	(void)state;
	CHECK(MARKUP_HTML, of_html_of_attackers);
}

static const struct markup_case of_plain_text[] = {
	{ "a\nb\n\nc", "<p>a<br>b</p><p>c</p>" },
	{ "a\r\n\r\n\r\nb\r\n", "<p>a</p><p>b</p>" },
	{ "<b>*a*</b> & b", "<p>&lt;b&gt;*a*&lt;/b&gt; &amp; b</p>" },
	{ "voir www.example.org",
	    "<p>voir <a href=\"http://www.example.org\"" REL
	    "www.example.org</a></p>" },
};

static void
plain_text(void **state)
{

	(void)state;
	CHECK(MARKUP_TEXT, of_plain_text);
}

static const struct {
	const char *text;
	enum markup_kind kind;
} of_guesses[] = {
	{ "", MARKUP_MARKDOWN },
	{ "**a** <3 et 4 < 5", MARKUP_MARKDOWN },
	{ "écrire à <a@example.org>", MARKUP_MARKDOWN },
	{ "<nom> du lieu", MARKUP_MARKDOWN },
	{ "<https://example.org>", MARKUP_MARKDOWN },
	{ "**a**<br>b", MARKUP_MIXED },
	{ "<BR/>", MARKUP_MIXED },
	{ "du <em>a</em>", MARKUP_MIXED },
	{ "<p>a</p>", MARKUP_HTML },
	{ "a</P >", MARKUP_HTML },
	{ "<a href=x>a</a><ul class=b>", MARKUP_HTML },
	{ "<p", MARKUP_MARKDOWN },
	{ "<", MARKUP_MARKDOWN },
};

static void
guesses(void **state)
{

	(void)state;
	for (size_t i = 0; i < sizeof(of_guesses) / sizeof(of_guesses[0]); i++)
		if (markup_guess(of_guesses[i].text,
			strlen(of_guesses[i].text)) != of_guesses[i].kind)
			fail_msg("%s: guessed wrong", of_guesses[i].text);
}

static void
tells_what_is_lost(void **state)
{
	struct arena *a = arena_new();
	struct markup_loss loss = { 0 };
	const char *two = "<a href=x>a</a><a href='mailto:'>b</a><a>c</a>";

	(void)state;
	markup_safe(a, MARKUP_HTML, two, strlen(two), 40000, &loss);
	assert_int_equal(loss.links, 2);
	assert_false(loss.cut);
	arena_free(a);
}

/* "count" times a piece, in the arena. */
static const char *
times(struct arena *a, const char *piece, size_t count)
{
	struct buf b = buf_new(a, strlen(piece) * count + 1);

	while (count-- > 0)
		buf_puts(&b, piece);
	return b.data;
}

static void
long_texts_are_cut_and_stay_valid(void **state)
{
	static const char *const pieces[] = { "a", "é", "&", "a b ", "<p>a</p>",
		"<ul><li>a<ol><li>b", "<b>a</b> <i>b</i>",
		"https://example.org/\xc3\xa9\xc3\xa9 ", "<h2>a</h2><p>b" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct markup_loss loss = { 0 };
		const char *text = times(a, pieces[i], 3000);
		const char *html = markup_safe(
		    a, MARKUP_HTML, text, strlen(text), 2000, &loss);

		assert_true(loss.cut);
		assert_true(strlen(html) <= 2000);
		assert_true(strlen(html) > 500);
		assert_non_null(strstr(html, "\xe2\x80\xa6"));
		assert_true(safehtml_check(a, html, strlen(html)));
	}
	arena_free(a);
}

/* What makes parsers take time or memory out of all proportion. */
static void
pathological_texts_end(void **state)
{
	static const char *const pieces[] = { "<b>", "<b><p>", "<font size=1>",
		"<a><b>", "<table><td>", "</p>", "<ul><li>", "[", "![[](", "> ",
		"* a\n", "a***", "<>", "`", "](a[\n", "<!", "&", "@", "a@",
		"http://", "www.a@", "<b a=1><i b=2><p>", "\\``", "_a__" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		for (int kind = MARKUP_TEXT; kind <= MARKUP_HTML; kind++) {
			struct markup_loss loss = { 0 };
			const char *text = times(a, pieces[i],
			    MARKUP_SOURCE_MAX / strlen(pieces[i]));
			const char *html =
			    markup_safe(a, (enum markup_kind)kind, text,
				strlen(text), 40000, &loss);

			assert_true(safehtml_check(a, html, strlen(html)));
		}
	arena_free(a);
}

static void
a_tree_too_big_loses_its_tags(void **state)
{
	struct arena *a = arena_new();
	struct buf b = buf_new(a, MARKUP_SOURCE_MAX);
	struct markup_loss loss = { 0 };
	const char *html;

	(void)state;
	/* Each <p> opens every element of the first half again. */
	for (int i = 0; i < 1500; i++)
		buf_printf(&b, "<font size=%d>", i);
	buf_puts(&b, times(a, "<p>a", 8000));
	assert_true(buf_ok(&b));
	html = markup_safe(a, MARKUP_HTML, b.data, b.len, 4000, &loss);
	assert_memory_equal(html, "<p>a</p><p>a</p>", 16);
	assert_true(safehtml_check(a, html, strlen(html)));
	arena_free(a);
}

static void
deep_nesting_keeps_its_text(void **state)
{
	struct arena *a = arena_new();
	struct markup_loss loss = { 0 };
	const char *text = times(a, "<blockquote><ul><li>a", 500);
	const char *html =
	    markup_safe(a, MARKUP_HTML, text, strlen(text), 40000, &loss);
	int letters = 0;

	(void)state;
	for (const char *s = html; *s != '\0'; s++)
		letters += *s == 'a';
	assert_int_equal(letters, 500);
	assert_true(safehtml_check(a, html, strlen(html)));
	arena_free(a);
}

static const struct markup_case of_text_of_safe_html[] = {
	{ "", "" },
	{ "<p>a &amp; b<br>c</p><p>d</p>", "a & b\nc\nd" },
	{ "<h3>a</h3><ul><li>b<ul><li>c</li></ul></li><li>d</li></ul>",
	    "a\n- b\n- c\n- d" },
	{ "<ul><li><p>a</p><p>b</p></li></ul>", "- a\nb" },
	{ "<p>a <a href=\"https://example.org/?a&amp;b\"" REL
	  "<strong>b</strong></a> &lt;c&gt;</p>",
	    "a b <c>" },
};

static void
text_of_safe_html(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0;
	     i < sizeof(of_text_of_safe_html) / sizeof(of_text_of_safe_html[0]);
	     i++) {
		assert_true(safehtml_check(a, of_text_of_safe_html[i].source,
		    strlen(of_text_of_safe_html[i].source)));
		assert_string_equal(
		    safehtml_plain(a, of_text_of_safe_html[i].source),
		    of_text_of_safe_html[i].html);
	}
	arena_free(a);
}

UNIT(markup, T(markdown), T(markdown_with_html), T(html_of_people),
    T(links_in_html), T(html_of_attackers), T(plain_text), T(guesses),
    T(tells_what_is_lost), T(long_texts_are_cut_and_stay_valid),
    T(pathological_texts_end), T(a_tree_too_big_loses_its_tags),
    T(deep_nesting_keeps_its_text), T(text_of_safe_html))
