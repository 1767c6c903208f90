/* command_doctor.c -- say whether all is well, and what to do. */
#include <stdio.h>

#include "command.h"
#include "doctor.h"
#include "json.h"

static void
tell(const struct doctor *d)
{
	JSON_EACH(one, d->findings)
	{
		const char *advice = json_get_str(one, "advice");

		printf("%-5s %-12s %s%s%s\n", json_get_str(one, "grade"),
		    json_get_str(one, "check"), json_get_str(one, "found"),
		    advice != NULL ? " — " : "", advice != NULL ? advice : "");
	}
}

int
command_doctor(struct command *c)
{
	struct doctor d = {
		.arena = c->arena, .settings = &c->settings, .socket = c->socket
	};
	struct json *report = json_object(c->arena);

	if (c->count > 0)
		return command_misused(c,
		    "doctor takes no arguments; --url names the address to "
		    "look at");
	doctor_run(&d);
	json_put_bool(c->arena, report, "well", d.well);
	json_put(c->arena, report, "findings", d.findings);
	if (c->json)
		command_print_json(c->arena, report);
	else
		tell(&d);
	return d.well ? CLI_DONE : CLI_BAD_INPUT;
}
