/*
 * cli.h -- the program on the command line: one table of commands, what each
 * takes, and how it ends.
 */
#ifndef CLI_H
#define CLI_H

int cli_main(int argc, char **argv);

#endif
