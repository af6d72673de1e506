/* The command line: options, the commands, and the errors' form. */
#ifndef ENTENTE_CLI_CLI_H
#define ENTENTE_CLI_CLI_H

#include "screen/office.h"

/*
 * Runs the program. With a command it does that and returns its exit status (0 done, 1 found problems, 2
 * wrong usage, 3 system); without one it looks at the office and hands it to `terminal`, which opens it, or
 * prints the agenda as text where stdin or stdout is no terminal. Takes care of errors on stderr: "entente:
 * what: why: what to do".
 */
int cli_run(int argc, char **argv, int (*terminal)(Office *office, GError **error));

#endif
