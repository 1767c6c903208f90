/* rule.c -- what rule files may say, asked through the real child. */
#include <stdlib.h>

#include "arena.h"
#include "ask.h"
#include "buf.h"
#include "json.h"
#include "rule_form.h"
#include "unit.h"

#define HEAD       "return { group = 'audience', label = 'x', "
#define RULE(m)    HEAD "match = " m " }"
#define FUNC(body) RULE("function(event) " body " end")

struct example {
	const char *text;
	const char *outcome;
	int line;
	const char *told; /* part of the message; or the verdicts if "ok" */
};

static void
run_cases(const struct example *cases, size_t count)
{
	struct arena *a = arena_new();
	struct ask *asks = ARENA_ARRAY(a, struct ask, count);
	int failed = 0;

	for (size_t i = 0; i < count; i++)
		asks[i].text = cases[i].text;
	ask_all(a, asks, count, ask_events(a));
	for (size_t i = 0; i < count; i++) {
		const struct ask *q = &asks[i];
		bool ok = strcmp(cases[i].outcome, "ok") == 0;

		if (strcmp(q->outcome, cases[i].outcome) == 0 &&
		    q->line == cases[i].line &&
		    (ok ? strcmp(q->verdicts, cases[i].told) == 0
			: strstr(q->message, cases[i].told) != NULL))
			continue;
		failed++;
		print_error("%s\n  wanted %s line %d \"%s\"\n  got    %s line "
			    "%d \"%s\"\n",
		    cases[i].text, cases[i].outcome, cases[i].line,
		    cases[i].told, q->outcome, q->line,
		    ok ? q->verdicts : q->message);
	}
	arena_free(a);
	assert_int_equal(failed, 0);
}

#define RUN(cases) run_cases(cases, sizeof(cases) / sizeof((cases)[0]))

/* ---- functions --------------------------------------------------------- */

static const struct example fields[] = {
	{ FUNC("return event.uid == '1001'"), "ok", 0, "10000" },
	{ FUNC("return event.title:find('Robots') ~= nil"), "ok", 0, "00100" },
	{ FUNC("return event.summary == ''"), "ok", 0, "00001" },
	{ FUNC("return #event.keywords == 2"), "ok", 0, "11110" },
	{ FUNC("return event.keywords[1] == 'emploi'"), "ok", 0, "01000" },
	{ FUNC("return event.keywords[3] == nil and "
	       "event.keywords[0] == nil and "
	       "event.keywords[-1] == nil"),
	    "ok", 0, "11111" },
	{ FUNC("for _, k in ipairs(event.keywords) do "
	       "if k == 'chimie' then return true end end "
	       "return false"),
	    "ok", 0, "00010" },
	{ FUNC("return event.place.town == 'Lille'"), "ok", 0, "00100" },
	{ FUNC("return event.place.town == ''"), "ok", 0, "00010" },
	{ FUNC("return event.place.lat == 50.951"), "ok", 0, "01000" },
	{ FUNC("return event.place.lat == 0 and event.place.lon == 0"), "ok", 0,
	    "00011" },
	{ FUNC("local t = event.timings[2] return t ~= nil and "
	       "t.day == '2025-11-20' and t.begins == 840 and "
	       "t.ends == 930 and t.from == '14:00' and "
	       "t.to == '15:30'"),
	    "ok", 0, "10000" },
	{ FUNC("return event.days[1] == '2025-11-17'"), "ok", 0, "00100" },
	{ FUNC("local a = event.ages return a.min == 12 and "
	       "a.max == 120 and a.stated"),
	    "ok", 0, "10000" },
	{ FUNC("local a = event.ages return a.min == 0 and "
	       "a.max == 0 and not a.stated"),
	    "ok", 0, "01011" },
	{ FUNC("return event.registration[1] ~= nil and "
	       "event.registration[1].kind == 'mail' and "
	       "event.registration[1].value:find('@') ~= nil"),
	    "ok", 0, "01000" },
	{ FUNC("return event.attendance == 'online'"), "ok", 0, "00010" },
	{ FUNC("return event.status == 'cancelled'"), "ok", 0, "00001" },
	{ FUNC("return event.access.mi and not event.access.hi"), "ok", 0,
	    "10000" },
	{ FUNC("return #event.languages == 2"), "ok", 0, "01000" },
	{ FUNC("return event.organiser == 'Rectorat'"), "ok", 0, "00100" },
	{ FUNC("return event.source == 'agenda'"), "ok", 0, "11111" },
	{ FUNC("local p = event.extra['type-de-public'] return p ~= nil "
	       "and p.label == 'Public' and p.ids[1] == '9' and "
	       "p.labels[1] == 'Grand public'"),
	    "ok", 0, "10000" },
	{ FUNC("return event.conditions:match('Gratuit') == 'Gratuit'"), "ok",
	    0, "10000" },
	{ FUNC("return type(event) == 'table' and tostring(event) == "
	       "'event' and tostring(event.place) == 'table' and "
	       "tostring(print_ or 1) == '1'"),
	    "error", 1, "global \"print_\" is not available" },
	{ FUNC("local n = '' for k in pairs(event.place) do "
	       "n = n .. k .. ' ' end return n == 'address department "
	       "lat lon name postcode region town '"),
	    "ok", 0, "11111" },
	{ FUNC("local n = 0 for i, t in pairs(event.timings) do "
	       "n = n + i * t.begins end return n == 540 + 2 * 840"),
	    "ok", 0, "10000" },
	{ FUNC("for code, f in pairs(event.extra) do return "
	       "code == 'type-de-public' and f.ids[1] == '11' end "
	       "return false"),
	    "ok", 0, "01000" },
	{ FUNC("return table.concat(event.keywords, '+') == "
	       "'visite+agroalimentaire'"),
	    "ok", 0, "10000" },
};

static void
functions_see_the_event(void **state)
{
	(void)state;
	RUN(fields);
}

static const struct example methods[] = {
	{ FUNC("return event:mentions('demandeurs d\\'emploi')"), "ok", 0,
	    "01000" },
	{ FUNC("return event:mentions('FRANCE  travail', 'robots')"), "ok", 0,
	    "01100" },
	{ FUNC("return event:mentions({'sucrerie', 'robots'})"), "ok", 0,
	    "10100" },
	{ FUNC("return event:mentions(event.keywords)"), "error", 1,
	    "a phrase is a text" },
	{ FUNC("return event:mentions('demandeur d\\'emploi')"), "ok", 0,
	    "00000" },
	{ FUNC("return event:mentions('demandeur*')"), "ok", 0, "01000" },
	{ FUNC("return event:mentions('usine en plein*')"), "ok", 0, "10000" },
	{ FUNC("return event:mentions('demandeur* d\\'empl*')"), "ok", 0,
	    "01000" },
	{ FUNC("return event:mentions('demandeurs* d\\'emploi')"), "ok", 0,
	    "01000" },
	{ FUNC("return event:mentions('demandeur* emploi')"), "ok", 0,
	    "00000" },
	{ FUNC("return event:mentions('*')"), "error", 1, "end of a word" },
	{ FUNC("return event:mentions('x **')"), "error", 1, "end of a word" },
	/* the end of a summary and the beginning of a text */
	{ FUNC("return event:mentions('campagne chaussures')"), "ok", 0,
	    "00000" },
	/* the end of one sentence and the beginning of another */
	{ FUNC("return event:mentions('obligatoires ouvert')"), "ok", 0,
	    "00000" },
	{ FUNC("return event:mentions('obligatoires. Ouvert')"), "ok", 0,
	    "10000" },
	{ FUNC("return event:mentions('grand public')"), "ok", 0, "10000" },
	{ FUNC("return event:mentions('calais')"), "ok", 0, "00000" },
	{ FUNC("return event:mentions()"), "error", 1,
	    "a phrase to look for is missing" },
	{ FUNC("return event:mentions('!!')"), "error", 1,
	    "\"!!\" has no letter and no digit" },
	{ FUNC("return event:mentions('a*b')"), "error", 1,
	    "only stand at the end of a word" },
	{ FUNC("return event.mentions('robots')"), "error", 1,
	    "write event:mentions(...), with a colon" },
	{ FUNC("return event:has_keyword('Emploi')"), "ok", 0, "01000" },
	{ FUNC("return event:has_keyword('empl')"), "ok", 0, "00000" },
	{ FUNC("return event:has_keyword('a*', 'robot*')"), "ok", 0, "10100" },
	{ FUNC("return event:titled('SUCRERIE', 'robots en classe')"), "ok", 0,
	    "10100" },
	{ FUNC("return event:titled({ 'chim*' }, 'nuit de la*')"), "ok", 0,
	    "00011" },
	{ FUNC("return event:titled('campagne')"), "ok", 0, "00000" },
	{ FUNC("return event:titled()"), "error", 1,
	    "a phrase to look for is missing" },
	{ FUNC("return event.titled('robots')"), "error", 1,
	    "write event:titled(...), with a colon" },
	{ FUNC("return event:has_extra('type-de-public')"), "ok", 0, "11000" },
	{ FUNC("return event:has_extra('public')"), "ok", 0, "00000" },
	{ FUNC("return event:has_extra('type-de-public', 9)"), "ok", 0,
	    "10000" },
	{ FUNC("return event:has_extra('type-de-public', 'GRAND PUBLIC', "
	       "'demandeurs d’emploi')"),
	    "ok", 0, "11000" },
	{ FUNC("return event:has_extra('type-de-public', { 'grand', '11' })"),
	    "ok", 0, "01000" },
	{ FUNC("return event:has_extra('type-de-public', 'grand*', {})"), "ok",
	    0, "00000" },
	{ FUNC("return event:has_extra('type-de-public', {})"), "ok", 0,
	    "00000" },
	{ FUNC("return event:has_extra('type-de-public', nil)"), "error", 1,
	    "a value is a label or a whole number, not a nil" },
	{ FUNC("return event:has_extra('x', 9.5)"), "error", 1,
	    "or a whole number, not a number" },
	{ FUNC("return event:has_extra('x', '?')"), "error", 1,
	    "\"?\" has no letter and no digit" },
	{ FUNC("return event:has_extra()"), "error", 1,
	    "has_extra takes the code of a field, then values" },
	{ FUNC("return select('#', event:has_extra('type-de-public')) == 1"),
	    "ok", 0, "11111" },
	{ FUNC("return event:on_day('2025-11-20')"), "ok", 0, "10000" },
	{ FUNC("return event:on_day('2025-11-19', '2025-11-21')"), "ok", 0,
	    "01010" },
	{ FUNC("return event:on_day('20/11/2025')"), "error", 1,
	    "\"20/11/2025\" is not a day; write it as 2025-11-20" },
	{ FUNC("return event:starts_before(10)"), "ok", 0, "10000" },
	{ FUNC("return event:starts_before('10:01')"), "ok", 0, "10100" },
	{ FUNC("return event:starts_before(18.5)"), "ok", 0, "10100" },
	{ FUNC("return event:starts_before('6 pm')"), "error", 1,
	    "18 or \"18:30\"" },
	{ FUNC("return event:within(1, 50.95, 1.86)"), "ok", 0, "01000" },
	{ FUNC("return event:within(100, 50.95, 1.86)"), "ok", 0, "11100" },
	{ FUNC("return event:within(1, 500, 1)"), "error", 1,
	    "is not between -90 and 90" },
	{ FUNC("return event:within(0/0, 50, 1)"), "error", 1, "kilometres" },
};

static void
methods_answer(void **state)
{
	(void)state;
	RUN(methods);
}

static const struct example mistakes[] = {
	{ "return {\n group = 'audience', label = 'x',\n "
	  "match = function(event)\n  return event.titel == ''\n end }",
	    "error", 4,
	    "test.lua:4: event has no field \"titel\"; did you mean "
	    "\"title\"? It has: access, ages, attendance" },
	{ FUNC("return event.place.city == ''"), "error", 1,
	    "place has no field \"city\"" },
	{ FUNC("event.title = 'x' return true"), "error", 1,
	    "event cannot be changed: events are read-only" },
	{ FUNC("event.place.town = 'x' return true"), "error", 1,
	    "place cannot be changed" },
	{ FUNC("event.days[1] = 'x' return true"), "error", 1,
	    "days cannot be changed" },
	{ FUNC("table.insert(event.days, 'x') return true"), "error", 1,
	    "days cannot be changed" },
	{ FUNC("return event.days.first == 'x'"), "error", 1,
	    "days is a list" },
	{ FUNC("event:foo() return true"), "error", 1,
	    "event has no field \"foo\"" },
	{ FUNC(""), "error", 1, "match came to its end without an answer" },
	{ FUNC("return 1"), "error", 1,
	    "match returned a number; it should return true or" },
	{ FUNC("return event"), "error", 1, "match returned a" },
	{ FUNC("return true, 5"), "error", 1, "the reason is a number" },
	{ FUNC("return true, ''"), "error", 1, "the reason is empty" },
	{ FUNC("return true, { de = 'x' }"), "error", 1,
	    "none of the programme's languages" },
	{ FUNC("return true, ('x'):rep(121)"), "error", 1,
	    "the reason has 121 bytes; it may have 120" },
	{ FUNC("return true, 'a\\nb'"), "error", 1,
	    "a character that cannot be shown (U+000A)" },
	{ FUNC("return true, '\\xff'"), "error", 1, "the reason is not UTF-8" },
	{ FUNC("error('so')"), "error", 1, "test.lua:1: so" },
	{ FUNC("error('so', 0)"), "error", 1, "test.lua:1: so" },
	{ FUNC("return os.time() > 0"), "error", 1,
	    "global \"os\" is not available to rules" },
	{ FUNC("return evnt.title == ''"), "error", 1,
	    "global \"evnt\" is not available to rules; did you mean "
	    "\"event\"?" },
	{ FUNC("return string.dump == nil"), "error", 1,
	    "function \"string.dump\" is not available" },
	{ FUNC("string.x = 1 return true"), "error", 1,
	    "a library cannot be changed" },
	{ "return {", "load", 1, "unexpected symbol near <eof>" },
	{ "x = = 1", "load", 1, "unexpected symbol" },
	{ "\nreturn { label = \u00abChimie\u00bb }", "load", 2,
	    "; write straight quotes \" instead of \u00ab" },
	{ "return { note = \"l\u2019art\", label = \u201cx\u201d }", "load", 1,
	    "; write straight quotes \" instead of \u201c" },
	{ "return { label = \"Chimie\u201d }\n", "load", 1,
	    "; write straight quotes \" instead of \u201d" },
	{ FUNC("return event.title != 'x'"), "load", 1,
	    "; \"not equal\" is ~= in Lua" },
	{ FUNC("return event:mention('x')"), "error", 1,
	    "event has no field \"mention\"; did you mean \"mentions\"?" },
	{ FUNC("return event:on_day('2025-11-31')"), "error", 1,
	    "\"2025-11-31\" is not a day" },
	{ "\n\nlocal x <const> = 1\nx = 2\nreturn {}", "load", 4,
	    "attempt to assign to const variable" },
	{ "\nos.exit()", "load", 2, "global \"os\"" },
};

static void
mistakes_are_told_with_their_line(void **state)
{
	(void)state;
	RUN(mistakes);
}

/* ---- the table --------------------------------------------------------- */

#define MATCH "match = function() return false end"

static const struct example tables[] = {
	{ "", "load", 0, "the file returns nothing" },
	{ "return 5", "load", 0, "the file returns a number" },
	{ "return { lable = 'x', " MATCH " }", "load", 0,
	    "a rule has no \"lable\"; did you mean \"label\"?" },
	{ "return { 'x', label = 'x', " MATCH " }", "load", 0,
	    "a rule holds a value without a name" },
	{ "return { " MATCH " }", "load", 0, "label is missing" },
	{ "return { label = 'x' }", "load", 0, "match is missing" },
	{ "return { label = 'x', match = 'x' }", "load", 0,
	    "match should be a function or a table, and is a string" },
	{ "return { label = 'x', match = tostring }", "load", 0,
	    "a function of this file's own" },
	{ "return { label = 'x', group = 'audiance', " MATCH " }", "load", 0,
	    "there is no group \"audiance\"; did you mean \"audience\"?"
	    " It has: audience, format, entry, sector, more" },
	{ "return { label = 'x', group = 5, " MATCH " }", "load", 0,
	    "group should be a text, and is a number" },
	{ "return { effect = 'hidden', " MATCH " }", "load", 0,
	    "there is no effect \"hidden\"; did you mean \"hide\"?" },
	{ "return { effect = 'hide', group = 'audience', " MATCH " }", "load",
	    0, "a group or an effect, not both" },
	{ "return { effect = 'hide', " MATCH " }", "ok", 0, "00000" },
	{ "return { effect = 'feature', label = 'x', " MATCH " }", "ok", 0,
	    "00000" },
	{ "return { label = 'x', " MATCH " }", "ok", 0, "00000" },
	{ "return { label = 'x', group = 'more', " MATCH " }", "ok", 0,
	    "00000" },
	{ "return { label = '', " MATCH " }", "load", 0, "label is empty" },
	{ "return { label = '   ', " MATCH " }", "load", 0, "label is empty" },
	{ "return { label = {}, " MATCH " }", "load", 0,
	    "label has none of the programme's languages" },
	{ "return { label = { 'x' }, " MATCH " }", "load", 0,
	    "label goes by language" },
	{ "return { label = { fr = 5 }, " MATCH " }", "load", 0,
	    "label.fr is a number" },
	{ "return { label = { fr = 'x', de = 'y' }, " MATCH " }", "ok", 0,
	    "00000" },
	{ "return { label = 'x', order = 'first', " MATCH " }", "load", 0,
	    "order should be a whole number" },
	{ "return { label = 'x', order = 1.5, " MATCH " }", "load", 0,
	    "order should be a whole number" },
	{ "return { label = 'x', order = -3, " MATCH " }", "ok", 0, "00000" },
	{ "return { label = 'x', note = {}, " MATCH " }", "load", 0,
	    "note should be a text" },
	{ "return { label = 'x', reason = {}, " MATCH " }", "load", 0,
	    "reason has none of the programme's languages" },
	{ "return { label = 'x', reason = ' ', " MATCH " }", "load", 0,
	    "reason is empty" },
	{ "return { label = 'x', reason = ('x'):rep(121), " MATCH " }", "load",
	    0, "reason has 121 bytes; it may have 120 at most" },
	{ "return { label = 'x', reason = true, " MATCH " }", "load", 0,
	    "reason is a boolean" },
	{ "return { label = 'x', reason = { fr = 'x' }, " MATCH " }", "ok", 0,
	    "00000" },
};

static void
the_table_is_checked(void **state)
{
	(void)state;
	RUN(tables);
}

static const struct example matches[] = {
	{ RULE("{ mentions = 'france travail' }"), "ok", 0, "01000" },
	{ RULE("{ mentions = { 'robots', 'sucrerie' } }"), "ok", 0, "10100" },
	{ RULE("{ mentions = 'demandeur*' }"), "ok", 0, "01000" },
	{ RULE("{ title = { 'sucrerie', 'Robot*' } }"), "ok", 0, "10100" },
	{ RULE("{ title = 'la', mentions = 'conférence' }"), "ok", 0, "00010" },
	{ RULE("{ none = { title = 'la' } }"), "ok", 0, "01100" },
	{ RULE("{ keyword = 'CONFERENCE' }"), "ok", 0, "00010" },
	{ RULE("{ town = { 'calais', 'LILLE' } }"), "ok", 0, "01100" },
	{ RULE("{ town = 'Lill*' }"), "ok", 0, "10100" },
	{ RULE("{ department = 'pas de calais' }"), "ok", 0, "11000" },
	{ RULE("{ day = '2025-11-20' }"), "ok", 0, "10000" },
	{ RULE("{ day = { '2025-11-20', '2025-11-17' } }"), "ok", 0, "10100" },
	{ RULE("{ ages = 14 }"), "ok", 0, "10100" },
	{ RULE("{ ages = 80 }"), "ok", 0, "10000" },
	{ RULE("{ ages = '6-12' }"), "ok", 0, "10000" },
	{ RULE("{ ages = { 5, '15-16' } }"), "ok", 0, "10100" },
	{ RULE("{ status = { 'full', 'cancelled' } }"), "ok", 0, "01001" },
	{ RULE("{ registration = 'phone' }"), "ok", 0, "10000" },
	{ RULE("{ registration = true }"), "ok", 0, "11000" },
	{ RULE("{ registration = false }"), "ok", 0, "00111" },
	{ RULE("{ attendance = 'online' }"), "ok", 0, "00010" },
	{ RULE("{ access = { 'hi', 'vi' } }"), "ok", 0, "00100" },
	{ RULE("{ extra = { ['type-de-public'] = 9 } }"), "ok", 0, "10000" },
	{ RULE("{ extra = { ['type-de-public'] = { '11', 'grand "
	       "public' } } }"),
	    "ok", 0, "11000" },
	{ RULE("{ extra = { ['type-de-public'] = true } }"), "ok", 0, "11000" },
	{ RULE("{ extra = { ['type-de-public'] = 9, other = 1 } }"), "ok", 0,
	    "00000" },
	{ RULE("{ town = 'Calais', keyword = 'visite' }"), "ok", 0, "00000" },
	{ RULE("{ any = { town = 'Calais', keyword = 'visite' } }"), "ok", 0,
	    "11000" },
	{ RULE("{ any = { { town = 'Calais', status = 'full' }, "
	       "{ keyword = 'chimie' } } }"),
	    "ok", 0, "01010" },
	{ RULE("{ none = { town = 'Calais', keyword = 'visite' } }"), "ok", 0,
	    "00111" },
	{ RULE("{ none = { { town = 'Calais', keyword = 'visite' } } "
	       "}"),
	    "ok", 0, "11111" },
	{ RULE("{ status = 'scheduled', none = { ages = 14 } }"), "ok", 0,
	    "00010" },
	{ RULE("{ any = { none = { attendance = 'place' }, "
	       "{ any = { day = '2025-11-17' } } } }"),
	    "ok", 0, "00110" },
};

static void
matching_by_a_table(void **state)
{
	(void)state;
	RUN(matches);
}

static void
mistakes_in_a_table_are_told(void **state)
{
	static const struct example cases[] = {
		{ RULE("{}"), "load", 0, "match is empty" },
		{ RULE("{ mention = 'x' }"), "load", 0,
		    "match has no \"mention\"; did you mean \"mentions\"?" },
		{ RULE("{ 'x' }"), "load", 0,
		    "match holds a value without a name" },
		{ RULE("{ mentions = {} }"), "load", 0,
		    "match.mentions: the list is empty" },
		{ RULE("{ mentions = 5 }"), "load", 0,
		    "match.mentions: a text is needed, not a number" },
		{ RULE("{ mentions = '...' }"), "load", 0, "no letter" },
		{ RULE("{ day = '20 nov' }"), "load", 0, "is not a day" },
		{ RULE("{ day = '2025-02-30' }"), "load", 0, "is not a day" },
		{ RULE("{ ages = 'old' }"), "load", 0, "an age is a number" },
		{ RULE("{ ages = '9-6' }"), "load", 0, "an age is a number" },
		{ RULE("{ status = 'canceled' }"), "load", 0,
		    "match.status: there is no \"canceled\"; did you mean "
		    "\"cancelled\"?" },
		{ RULE("{ access = 'wheelchair' }"), "load", 0,
		    "it has: hi, ii, mi, pi, vi" },
		{ RULE("{ registration = 'fax' }"), "load", 0,
		    "there is no \"fax\"" },
		{ RULE("{ extra = 'x' }"), "load", 0, "a table is needed" },
		{ RULE("{ extra = { a = false } }"), "load", 0,
		    "match.extra[\"a\"]: a text is needed, not a boolean" },
		{ RULE("{ any = {} }"), "load", 0, "match.any is empty" },
		{ RULE("{ any = { {} } }"), "load", 0,
		    "match.any[1] is empty" },
		{ RULE("{ any = { 'x' } }"), "load", 0,
		    "match.any[1]: a table is needed" },
		{ RULE("{ none = { any = { mentions = '' } } }"), "load", 0,
		    "match.none.any.mentions: " },
	};

	(void)state;
	RUN(cases);
}

/* ---- examples ---------------------------------------------------------- */

#define SAYS(e)                                                                \
	"return { label = 'x', match = { mentions = 'robot*' }, "              \
	"examples = " e " }"
#define ASKS(body, e)                                                          \
	"return { label = 'x', match = function(event) " body                  \
	" end, examples = " e " }"

static const struct example examples[] = {
	{ SAYS("{ { { title = 'Les Robots' }, true }, "
	       "{ { text = 'trop bon' }, false } }"),
	    "ok", 0, "00100" },
	{ SAYS("{ { { title = 'x' }, false }, "
	       "{ { keywords = { 'robotique' } }, false } }"),
	    "example", 0,
	    "test.lua: example 2: match says true, and false is "
	    "expected (it found \"robotique\")" },
	{ SAYS("{ { { title = 'x' }, true } }"), "example", 0,
	    "match says false, and true is expected" },
	{ SAYS("{ { { titel = 'x' }, true } }"), "load", 0,
	    "example 1: event has no \"titel\"; did you mean" },
	{ SAYS("{ { { place = { city = 'x' } }, true } }"), "load", 0,
	    "example 1: event.place has no \"city\"" },
	{ SAYS("{ { { keywords = 'x' }, true } }"), "load", 0,
	    "event.keywords is a string; it should be a list" },
	{ SAYS("{ { { ages = { stated = true } }, true } }"), "load", 0,
	    "follows from min and max" },
	{ SAYS("{ { { title = 'x' } } }"), "load", 0,
	    "example 1: write it as { { title" },
	{ SAYS("{ { { title = 'x' }, 'yes' } }"), "load", 0,
	    "what is expected is a string" },
	{ SAYS("5"), "load", 0, "examples should be a list" },
	{ ASKS("return event.place.lat > 50 and event.summary == '' "
	       "and event.ages.max == 120 and #event.days == 2 and "
	       "event.timings[2].ends == 24 * 60 + 30 and "
	       "event.access.vi and event.extra.code.labels[1] == 'b'",
	      "{ { { place = { lat = 50.5 }, ages = { min = 3 }, "
	      "access = { vi = true }, timings = { "
	      "{ day = '2025-11-20', from = '9:00', to = '10:00' }, "
	      "{ day = '2025-11-21', from = '23:00', to = '00:30' } }, "
	      "extra = { code = { ids = { 1 }, labels = { 'b' } } } "
	      "}, true } }"),
	    "ok", 0, "00000" },
	{ ASKS("return event:starts_before(9)",
	      "{ { { timings = { { from = '08:59' } } }, true }, "
	      "{ { timings = { { from = '09:00' } } }, false } }"),
	    "ok", 0, "00000" },
	{ ASKS("\nerror('no')", "{ { {}, true } }"), "example", 2,
	    "test.lua:2: example 1: no" },
	{ ASKS("error({})", "{ { {}, true } }"), "example", 1,
	    "error() was given a table; give it a sentence" },
	{ ASKS("return event.nothing", "{ { {}, true } }"), "example", 1,
	    "event has no field \"nothing\"" },
	{ ASKS("while true do end", "{ { {}, true } }"), "time", 1,
	    "example 1: still at work after 200000 steps" },
};

static void
examples_are_run_first(void **state)
{
	(void)state;
	RUN(examples);
}

/* ---- answers ----------------------------------------------------------- */

static const char *
written(struct arena *a, const struct json *j)
{
	struct buf b = buf_new(a, 100000);

	if (j != NULL)
		json_write(&b, j);
	return b.data;
}

static void
reasons_and_the_rest_come_back(void **state)
{
	struct arena *a = arena_new();
	struct ask q = ask_one(a,
	    "return { group = 'format', order = 3, note = 'for us', "
	    "label = { fr = 'Robots', en = 'Robots!', de = 'x' },\n"
	    "match = function(event)\n"
	    "  if event.uid == '1001' then return true end\n"
	    "  if event.uid == '1004' then "
	    "return true, { en = 'green', fr = 'verte', de = 'x' } end\n"
	    "  if event.uid == '1005' then return false, 5 end\n"
	    "  return event:mentions('France travail', 'collégien*')\n"
	    "end }");

	(void)state;
	assert_string_equal(q.outcome, "ok");
	assert_string_equal(q.verdicts, "11110");
	assert_string_equal(written(a, json_get(q.answer, "rule")),
	    "{\"group\":\"format\",\"label\":{\"fr\":\"Robots\",\"en\":"
	    "\"Robots!\"},\"order\":3}");
	assert_string_equal(written(a, json_get(q.answer, "reasons")),
	    "[[1,\"France Travail\"],[2,\"collégiens\"],"
	    "[3,{\"fr\":\"verte\",\"en\":\"green\"}]]");
	arena_free(a);
}

static void
reasons_of_a_table_are_what_it_found(void **state)
{
	struct arena *a = arena_new();
	struct ask q = ask_one(a,
	    RULE("{ any = { { mentions = 'sucrerie', town = 'Lille' }, "
		 "{ keyword = 'visit*' }, { mentions = 'Robots' }, "
		 "{ attendance = 'online' } }, none = { mentions = 'foo' } }"));

	(void)state;
	assert_string_equal(q.verdicts, "10110");
	assert_string_equal(written(a, json_get(q.answer, "reasons")),
	    "[[0,\"visite\"],[2,\"Robots\"]]");
	arena_free(a);
}

/* A rule's own reason stands where match has none. */
static void
a_rule_may_bring_a_reason(void **state)
{
	static const char head[] = HEAD "reason = { fr = 'dit', de = 'x' }, ";
	struct arena *a = arena_new();
	struct ask q[2] = {
		{ .text = arena_printf(a,
		      "%smatch = { any = { mentions = 'robots', "
		      "day = '2025-11-20' } } }",
		      head) },
		{ .text = arena_printf(a,
		      "%smatch = function(event)\n"
		      "if event.uid == '1001' then return true, 'own' end\n"
		      "if event:has_extra('type-de-public') then return true "
		      "end\n"
		      "return event:titled('chim*', 'nuit') end }",
		      head) },
	};

	(void)state;
	ask_all(a, q, COUNT(q), ask_events(a));
	assert_string_equal(q[0].verdicts, "10100");
	assert_string_equal(written(a, json_get(q[0].answer, "reasons")),
	    "[[0,{\"fr\":\"dit\"}],[2,\"Robots\"]]");
	assert_string_equal(written(a, json_get(q[1].answer, "reasons")),
	    "[[0,\"own\"],[1,{\"fr\":\"dit\"}],[3,\"chimie\"],"
	    "[4,\"nuit\"]]");
	assert_string_equal(written(a, json_get(q[1].answer, "rule")),
	    "{\"group\":\"audience\",\"label\":\"x\"}");
	arena_free(a);
}

/* An event in one language, with what a parent folds of another one too. */
static const struct json *
bilingual(struct arena *a)
{
	struct json *events = json_array(a),
		    *event = json_put_object(a, events, NULL), *list;

	json_put_str(a, event, "title", "L’Été de la CHIMIE ! Ateliers");
	json_put_str(a, event, "summary",
	    "Pour les demandeurs -\t d’emploi, tout"
	    "................................................................."
	    "............................................................"
	    "public");
	json_put_str(a, event, "folded",
	    "l ete de la chimie | ateliers | chemicals in summer | pour les "
	    "demandeurs d emploi tout public | chimie | chemistry");
	json_put_str(a, event, "folded_title",
	    "l ete de la chimie | ateliers | chemicals in summer");
	list = json_put_array(a, event, "keywords");
	json_put_str(a, list, NULL, "Chimie");
	list = json_put_array(a, event, "folded_keywords");
	json_put_str(a, list, NULL, "chimie");
	json_put_str(a, list, NULL, "chemistry");
	return events;
}

static void
reasons_are_words_of_the_event(void **state)
{
	static const char *const cases[][2] = {
		{ "event:mentions('été')", "Été" },
		{ "event:mentions('l\\'ete de la chim*')",
		    "L’Été de la CHIMIE" },
		{ "event:mentions('demandeu* d\\'empl*')",
		    "demandeurs - d’emploi" },
		{ "event:titled('chim*')", "CHIMIE" },
		{ "event:has_keyword('chim*')", "Chimie" },
		/* too much stands between them */
		{ "event:mentions('Tout Public')", "Tout Public" },
		{ "event:mentions('tout pub*')", "tout public" },
		/* across what keeps sentences apart */
		{ "event:mentions('Chimie ! Ateliers')", "Chimie ! Ateliers" },
		{ "event:mentions('chim*, ateliers')", NULL },
		{ "event:mentions('chim* ! Atel*')", "chimie ateliers" },
		/* in a language that Lua does not see */
		{ "event:mentions('Chemicals in Summer')",
		    "Chemicals in Summer" },
		{ "event:titled('chemi* in summer')", "chemicals in summer" },
		{ "event:has_keyword('chemi*')", "chemistry" },
		{ "event:has_keyword('Chemistry ')", "Chemistry" },
	};
	struct arena *a = arena_new();
	struct ask asks[COUNT(cases)] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		asks[i].text = arena_printf(a, FUNC("return %s"), cases[i][0]);
	ask_all(a, asks, COUNT(cases), bilingual(a));
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct json *reasons =
		    json_get(asks[i].answer, "reasons");
		const char *got = json_is_parent(reasons) && reasons->len > 0
				      ? json_str(reasons->first->last)
				      : NULL;

		if ((got == NULL) != (cases[i][1] == NULL) ||
		    (got != NULL && strcmp(got, cases[i][1]) != 0))
			fail_msg("%s: %s", cases[i][0],
			    got != NULL ? got : asks[i].message);
	}
	arena_free(a);
}

static void
only_what_is_taken_is_judged(void **state)
{
	struct arena *a = arena_new();
	struct json *take = json_array(a);
	struct ask q[2] = {
		{ .text = FUNC("return event.status == 'cancelled', 'r'") },
		{ .text = FUNC("if event.uid == '1005' then error('x') end "
			       "return true") },
	};

	(void)state;
	json_put_int(a, take, NULL, 4);
	json_put_int(a, take, NULL, 1);
	q[0].take = q[1].take = take;
	ask_all(a, q, 2, ask_events(a));
	assert_string_equal(q[0].verdicts, "10");
	assert_string_equal(
	    written(a, json_get(q[0].answer, "reasons")), "[[0,\"r\"]]");
	assert_string_equal(q[1].outcome, "error");
	assert_int_equal(q[1].event, 4);
	json_put_int(a, take, NULL, 5);
	ask_all(a, q, 1, ask_events(a));
	assert_string_equal(q[0].outcome, "error");
	assert_non_null(strstr(q[0].message, "no such event"));
	arena_free(a);
}

static void
the_slowest_event_is_told(void **state)
{
	struct arena *a = arena_new();
	struct ask q =
	    ask_one(a, FUNC("local n = event.uid == '1003' and 5000 or 10 "
			    "for i = 1, n do end return false"));

	(void)state;
	assert_int_equal(json_get_int(q.answer, "slowest", -2), 2);
	assert_in_range(json_get_int(q.answer, "steps", 0), 5000, 6000);
	arena_free(a);
}

static void
nothing_is_remembered(void **state)
{
	static const struct example cases[] = {
		/* each would differ from event to event, or pass to pass */
		{ "local n = 0\n" FUNC("n = n + 1 return n == 1"), "ok", 0,
		    "11111" },
		{ FUNC("seen = (seen_before or 0)"), "error", 1,
		    "global \"seen_before\"" },
		{ FUNC("if pcall(function() return mark end) then return true "
		       "end mark = 1 return false"),
		    "ok", 0, "00000" },
		{ "local lib = require 'counter'\n" FUNC(
		      "return lib.count() == 1"),
		    "ok", 0, "11111" },
	};
	struct arena *a = arena_new();
	struct json *libs = json_object(a);
	struct ask asks[4];

	(void)state;
	json_put_str(a, libs, "counter",
	    "local n = 0\nreturn { count = function() n = n + 1 return n end "
	    "}");
	for (size_t i = 0; i < 4; i++)
		asks[i] = (struct ask){ .text = cases[i].text, .libs = libs };
	ask_all(a, asks, 4, ask_events(a));
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(asks[i].outcome, cases[i].outcome);
		if (strcmp(cases[i].outcome, "ok") == 0)
			assert_string_equal(asks[i].verdicts, cases[i].told);
	}
	arena_free(a);
}

/* ---- libs -------------------------------------------------------------- */

static const struct {
	const char *text, *outcome;
	int line;
	const char *told;
} requires[] = {
	{ "local w = require 'words'\n" FUNC(
	      "return event:mentions(w.seekers)"),
	    "ok", 0, "01000" },
	{ FUNC("return event:mentions(require('words').seekers)"), "ok", 0,
	    "01000" },
	{ "local a, b = require 'words', require 'words'\n" FUNC(
	      "return a == b"),
	    "ok", 0, "11111" },
	{ "require 'wrods'", "load", 1,
	    "there is no file \"wrods.lua\" in lib/; did you mean "
	    "\"words\"?" },
	{ "require '../words'", "load", 1, "there is no file" },
	{ "require 'cycle'", "load", 1, "requires itself" },
	{ "\nrequire 'broken'", "load", 2,
	    "test.lua:2: lib/broken.lua:2: unexpected symbol" },
	{ "\nrequire 'failing'", "load", 2,
	    "test.lua:2: lib/failing.lua:3: no" },
	{ "require 'nothing'", "load", 1, "returns nothing" },
	{ "require 'bytes'", "load", 1,
	    "lib/bytes.lua:1: a control character" },
	{ "pcall(require, 'failing') require 'failing'", "load", 1,
	    "lib/failing.lua:3: no" },
	{ "require 'global'\n" FUNC("return leaked == 1"), "error", 2,
	    "global \"leaked\" is not available" },
	{ "require 'os_user'", "load", 1, "global \"os\"" },
};

static void
libs_are_required(void **state)
{
	enum { COUNT = sizeof(requires) / sizeof(requires[0]) };
	struct arena *a = arena_new();
	struct json *libs = json_object(a);
	struct ask asks[COUNT];

	(void)state;
	json_put_str(
	    a, libs, "words", "return { seekers = { 'x', 'france travail' } }");
	json_put_str(a, libs, "cycle", "return require 'cycle2'");
	json_put_str(a, libs, "cycle2", "return require 'cycle'");
	json_put_str(a, libs, "broken", "local x\nx = = 1");
	json_put_str(a, libs, "failing", "\n\nerror('no')");
	json_put_str(a, libs, "nothing", "local x = 1");
	json_put_str(a, libs, "bytes", "\x1bLua");
	json_put_str(a, libs, "global", "leaked = 1 return {}");
	json_put_str(a, libs, "os_user", "return os.time()");
	for (size_t i = 0; i < COUNT; i++)
		asks[i] =
		    (struct ask){ .text = requires[i].text, .libs = libs };
	ask_all(a, asks, COUNT, ask_events(a));
	for (size_t i = 0; i < COUNT; i++) {
		const struct ask *q = &asks[i];
		bool ok = strcmp(q->outcome, "ok") == 0;

		if (strcmp(q->outcome, requires[i].outcome) != 0 ||
		    q->line != requires[i].line ||
		    strstr(ok ? q->verdicts : q->message, requires[i].told) ==
			NULL)
			fail_msg("%s: %s line %d: %s", requires[i].text,
			    q->outcome, q->line, ok ? q->verdicts : q->message);
	}
	arena_free(a);
}

/* ---- bytes that no header comment can stand before --------------------- */

static void
only_lua_text_is_taken(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		int line;
		const char *told;
	} cases[] = {
		{ "\x1bLua\x54\0", 6, 1, "is this compiled Lua?" },
		{ "\xef\xbb\xbf\x1bLua\x54\0", 9, 1, "is this compiled Lua?" },
		{ "# comment\n\x1bLua\x54\0", 16, 2, "is this compiled Lua?" },
		{ "\xef\xbb\xbf# comment\n\x1bLua\x54\0", 19, 2,
		    "is this compiled Lua?" },
		{ "return {\n\0}", 11, 2, "control character (U+0000)" },
		{ "return {} -- \xff", 14, 1, "not UTF-8 text (byte 0xff)" },
		{ "-- \xe2\x80\xae\nreturn {}", 16, 1, "(U+202E) turns" },
		{ "\n-- \xe2\x81\xa6\nreturn {}", 17, 2, "(U+2066) turns" },
		{ "\xff\xfer\0e\0t\0", 8, 1, "not UTF-8" },
	};
	enum { COUNT = sizeof(cases) / sizeof(cases[0]) };
	struct arena *a = arena_new();
	struct ask asks[COUNT] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		asks[i].text = cases[i].bytes;
		asks[i].len = cases[i].len;
	}
	ask_all(a, asks, COUNT, ask_events(a));
	for (size_t i = 0; i < COUNT; i++) {
		assert_string_equal(asks[i].outcome, "load");
		assert_int_equal(asks[i].line, cases[i].line);
		if (strstr(asks[i].message, cases[i].told) == NULL)
			fail_msg("case %zu: %s", i, asks[i].message);
	}
	arena_free(a);
}

static void
a_file_has_a_size_limit(void **state)
{
	static const char rule[] = FUNC("return true") "\n--";
	struct arena *a = arena_new();
	char *text = arena_alloc(a, RULE_SOURCE_MAX + 2);
	struct ask asks[2] = { { .text = text, .len = RULE_SOURCE_MAX },
		{ .text = text, .len = RULE_SOURCE_MAX + 1 } };

	(void)state;
	memset(text, 'x', RULE_SOURCE_MAX + 1);
	memcpy(text, rule, sizeof(rule) - 1);
	ask_all(a, asks, 2, ask_events(a));
	assert_string_equal(asks[0].outcome, "ok");
	assert_string_equal(asks[1].outcome, "load");
	assert_non_null(strstr(asks[1].message,
	    "the file has 65537 bytes; a rule has at most 65536"));
	arena_free(a);
}

/* ---- programme.lua ----------------------------------------------------- */

static const struct {
	const char *text, *outcome, *told;
} programmes[] = {
	{ "return { title = { fr = 'A', en = 'B' }, n = 3, f = 1.5, "
	  "days = { '2025-11-17' }, none = {}, yes = true, "
	  "whole = 2.0 }",
	    "ok",
	    "{\"days\":[\"2025-11-17\"],\"f\":1.5,\"n\":3,\"none\":[],"
	    "\"title\":{\"en\":\"B\",\"fr\":\"A\"},\"whole\":2,"
	    "\"yes\":true}" },
	{ "return { groups = { { label = function() end } } }", "load",
	    "programme.lua: groups[1].label is a function" },
	{ "return { a = { 1, x = 2 } }", "load",
	    "a has both names and numbered values" },
	{ "return { a = { 1, nil, 3 } }", "load", "a" },
	{ "return { a = 0/0 }", "load", "a is not a number" },
	{ "return { a = '\\xff' }", "load", "a is not UTF-8" },
	{ "return { a = '\\0' }", "load", "control character" },
	{ "local t = {} t.t = t return t", "load", "does one hold itself?" },
	{ "local t = {} for i = 1, 20001 do t[i] = i end return t", "load",
	    "more than 20000 values" },
	{ "return 'x'", "load", "the file should return a table" },
	{ "return", "load", "it returns a nil" },
	{ "while true do end", "time", "still at work" },
	{ "return { a = print }", "load", "global \"print\"" },
};

static void
a_programme_is_a_table_of_values(void **state)
{
	enum { COUNT = sizeof(programmes) / sizeof(programmes[0]) };
	struct arena *a = arena_new();
	struct ask asks[COUNT] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		asks[i].kind = "programme";
		asks[i].text = programmes[i].text;
	}
	ask_all(a, asks, COUNT, ask_events(a));
	for (size_t i = 0; i < COUNT; i++) {
		const struct ask *q = &asks[i];
		const char *got =
		    strcmp(q->outcome, "ok") == 0
			? written(a, json_get(q->answer, "programme"))
			: q->message;

		if (strcmp(q->outcome, programmes[i].outcome) != 0 ||
		    strstr(got, programmes[i].told) == NULL)
			fail_msg(
			    "%s: %s: %s", programmes[i].text, q->outcome, got);
	}
	arena_free(a);
}

UNIT(rule, T(functions_see_the_event), T(methods_answer),
    T(mistakes_are_told_with_their_line), T(the_table_is_checked),
    T(matching_by_a_table), T(mistakes_in_a_table_are_told),
    T(examples_are_run_first), T(reasons_and_the_rest_come_back),
    T(reasons_of_a_table_are_what_it_found), T(a_rule_may_bring_a_reason),
    T(reasons_are_words_of_the_event), T(only_what_is_taken_is_judged),
    T(the_slowest_event_is_told), T(nothing_is_remembered),
    T(libs_are_required), T(only_lua_text_is_taken), T(a_file_has_a_size_limit),
    T(a_programme_is_a_table_of_values))
