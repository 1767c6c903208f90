/* command_rules.c -- stub */
#include "command.h"
int command_rules(struct command *c);
int
command_rules(struct command *c)
{
	(void)c;
	return 0;
}
