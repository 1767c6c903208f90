/* main.c -- one program, in the role it is started in. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "cgi.h"
#include "cli.h"
#include "intake_job.h"
#include "rule.h"
#include "sandbox_child.h"

/* A child that reads files from outside (import.h). */
static _Noreturn void
intake_main(void)
{
	struct arena *a = arena_new();
	struct json *job = sandbox_enter(a);

	sandbox_answer(a, intake_job_answer(a, job));
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "rule") == 0)
		rule_main();
	if (argc == 2 && strcmp(argv[1], "intake") == 0)
		intake_main();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told */
	if (getenv("GATEWAY_INTERFACE") != NULL)
		return cgi_main();
	return cli_main(argc, argv);
}
