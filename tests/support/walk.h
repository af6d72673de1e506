/* One visit of a delegation of eight with its export case, from request to purge, in the real program: what
 * docs/walkthrough.md shows and what tests/e2e/test_walkthrough.c holds. */
#ifndef ENTENTE_TESTS_SUPPORT_WALK_H
#define ENTENTE_TESTS_SUPPORT_WALK_H

#include "support/program.h"

/* Called at each step with what is done there and the screen as it stands (NULL for what a command printed,
 * which is then `output`). */
typedef void (*WalkSee)(const char *heading, const char *words, Screen *screen, const char *output,
                        gpointer data);

/* Walks through the office of the fixture, which is a demonstration office. Fails the test where the program
 * does not do what the step says. */
void walk(const Fixture *office, WalkSee see, gpointer data);

#endif
