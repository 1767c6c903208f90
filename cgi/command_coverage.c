/* command_coverage.c -- what the rules leave open. */
#include <stdio.h>

#include "command.h"
#include "coverage.h"
#include "json.h"

static void
tell_group(const struct json *group)
{
	const struct json *events = json_get(group, "unmatched");
	long long total = json_get_int(group, "total", 0);

	printf("%s: %lld event%s no rule of this group matches%s\n",
	    json_get_str(group, "group"), total,
	    total == 1 ? " that" : "s that", total > 0 ? ":" : "");
	JSON_EACH(event, events)
	printf("  %s  %s\n", json_get_str(event, "name"),
	    json_get_str(event, "title"));
	if (total > events->len)
		printf("  ... and %lld more\n", total - events->len);
}

static void
tell_rules(const struct json *coverage)
{
	long long total = json_get_int(coverage, "same_total", 0);
	const struct json *same = json_get(coverage, "same");

	JSON_EACH(id, json_get(coverage, "never"))
	printf("%s matches no event\n", id->string);
	JSON_EACH(id, json_get(coverage, "always"))
	printf("%s matches every event\n", id->string);
	JSON_EACH(pair, same)
	printf("%s and %s match the same events\n", pair->first->string,
	    pair->last->string);
	if (total > same->len)
		printf("... and %lld more pairs\n", total - same->len);
}

static void
tell_searches(const struct json *searches)
{
	JSON_EACH(search, searches)
	printf("\"%s\" was searched for in vain, %lld times, last on %s\n",
	    json_get_str(search, "q"),
	    (long long)json_get_int(search, "count", 0),
	    json_get_str(search, "last"));
}

int
command_coverage(struct command *c)
{
	struct json *coverage;

	if (c->count > 0)
		return command_misused(c, "coverage takes no arguments");
	coverage = coverage_read(c->arena, c->settings.db, NULL, &c->err);
	if (coverage == NULL)
		return command_status_of(&c->err);
	if (c->json) {
		command_print_json(c->arena, coverage);
		return CLI_DONE;
	}
	JSON_EACH(group, json_get(coverage, "groups"))
	tell_group(group);
	tell_rules(coverage);
	tell_searches(json_get(coverage, "searches"));
	return CLI_DONE;
}
