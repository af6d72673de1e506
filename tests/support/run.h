/* The real program, run once to its end without a terminal, in a clean environment whose home is the test's
 * folder. */
#ifndef ENTENTE_TESTS_SUPPORT_RUN_H
#define ENTENTE_TESTS_SUPPORT_RUN_H

#include "support/fixture.h"

typedef struct {
    int status; /* exit status; 128 and more when a signal ended it */
    char *out;
    char *err;
} Run;

/* Runs `entente` with these arguments, ended by NULL. Relative paths are relative to the fixture's folder.
 * (transfer full) */
Run *run_program(const Fixture *fixture, ...) G_GNUC_NULL_TERMINATED;
/* Runs a line of the shell in which $ENTENTE is the program: for pipes and redirections. (transfer full) */
Run *run_shell(const Fixture *fixture, const char *line);
void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Fail with all that the program said when it is not so. */
void run_expect_status(const Run *run, int status);
void run_expect_out(const Run *run, const char *part);
void run_expect_no_out(const Run *run, const char *part);
void run_expect_err(const Run *run, const char *part);

/* Number of lines in a text. */
guint lines_in(const char *text);

#endif
