/* command_rules.c -- stub */
#include "command.h"
int command_rules(struct command *c) { (void)c; return 0; }
int command_get(struct command *c) { (void)c; return 0; }
int command_serve(struct command *c) { (void)c; return 0; }
int command_status(struct command *c) { (void)c; return 0; }
