/*
 * The real program in a test: an office of its own, opened in a screen or run as a command.
 *
 * Every office is pinned to OFFICE_DAY (a Monday), so that what a test sees does not depend on the day it
 * runs. It is the file office.db in the fixture's folder, which is also HOME; the configuration, where a test
 * wants one, is config/entente/entente.cfg in it.
 */
#ifndef ENTENTE_TESTS_SUPPORT_PROGRAM_H
#define ENTENTE_TESTS_SUPPORT_PROGRAM_H

#include "support/fixture.h"
#include "support/screen.h"

#define OFFICE_DAY    "2026-11-23"
#define OFFICE_CONFIG "config/entente/entente.cfg"

/* For cmocka_unit_test_setup_teardown: *state is a Fixture with a copy of the demonstration office (made once
 * for all tests), or an office without records. The teardown ends every screen too, and fails the
 * test when a list read more than it showed (src/store/watch.h). */
int program_setup(void **state);
int program_setup_empty(void **state);
int program_teardown(void **state);

/* Path of the office's file. (transfer full) */
char *program_file(const Fixture *fixture);

/* Lays the migrations, views and screens of tests/e2e/NAME into the fixture and a configuration that names
 * them; `more` is added to it (may be NULL). */
void program_add_screens(const Fixture *fixture, const char *name, const char *more);

/* Opens the program on the office and waits for home. `options` (may be NULL) gives size, TERM, environment.
 */
Screen *program_open(const Fixture *fixture, const ScreenOptions *options);
/* The same without waiting. */
Screen *program_start(const Fixture *fixture, const ScreenOptions *options);
/* Leaves the program by the keyboard, from wherever it is, and holds that it ends well. */
void program_leave(Screen *screen);

/* In a form: Tab by Tab to the field with that label; fails when there is none. */
#define program_go_to_field(screen, label) program_go_to_field_at(screen, label, __FILE__, __LINE__)
void program_go_to_field_at(Screen *screen, const char *label, const char *file, int line);
/* Tab, and waits until the cursor has moved; half a second at most, as a field may refuse to be left. */
void program_leave_field(Screen *screen);
/* Opens a record by its reference, from anywhere but a form being typed. */
void program_open_record(Screen *screen, const char *ref);

/* Waits for a message with that text; one that is long is broken over several of the last lines. */
#define program_expect_message(screen, text) program_expect_message_at(screen, text, __FILE__, __LINE__)
void program_expect_message_at(Screen *screen, const char *text, const char *file, int line);

/* Runs `entente ARGUMENT... --file office.db` (NULL at the end) without a terminal: the exit status. `output`
 * and `errors` (may be NULL) get what it wrote (transfer full). */
int program_run(const Fixture *fixture, char **output, char **errors, ...) G_GNUC_NULL_TERMINATED;

/* One value, read or written behind the program's back, as text; NULL for no row or NULL. Fails the test on
 * an error. (transfer full) */
char *program_sql(const Fixture *fixture, const char *sql);
/* The same for a writing statement. */
void program_write(const Fixture *fixture, const char *sql);

#endif
