/* command_serve.c -- answer a web server over FastCGI. */
#include <stdlib.h>

#include "command.h"
#include "serve.h"

int
command_serve(struct command *c)
{
	struct serve s = { .settings = &c->settings,
		.socket = c->socket,
		.close = c->close,
		.replica = c->replica,
		.argv = c->argv };

	if (c->workers != NULL) {
		s.workers = (int)strtol(c->workers, NULL, 10);
		if (s.workers < 1 || s.workers > SERVE_WORKERS_MAX) {
			err_set(&c->err, ERR_INPUT,
			    "--workers is a number from 1 to %d",
			    SERVE_WORKERS_MAX);
			return CLI_USAGE;
		}
	}
	if (serve_run(&s, &c->err))
		return CLI_DONE;
	/* No path, and no socket to inherit: the command line was wrong. */
	return c->socket == NULL && c->err.kind == ERR_INPUT
		   ? CLI_USAGE
		   : command_status_of(&c->err);
}
