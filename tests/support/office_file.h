/* A real office's file in the test's folder, and records put into it without a form. */
#ifndef ENTENTE_TESTS_SUPPORT_OFFICE_FILE_H
#define ENTENTE_TESTS_SUPPORT_OFFICE_FILE_H

#include "screen/screen.h"
#include "support/fixture.h"

typedef struct {
    Fixture *fixture;
    Store *store;
    ScreenSet *screens; /* the built-in ones */
} OfficeFile;

/* For cmocka_unit_test_setup_teardown: *state is an OfficeFile with a new file of the officer "ana.ruiz", who
 * is in the table of officers; today is 2026-11-23. */
int office_file_setup(void **state);
int office_file_teardown(void **state);

/* Enters a record from pairs column, value, ended by NULL; its id. Fails the test when it is refused. */
gint64 office_file_add(const OfficeFile *file, const char *table, ...) G_GNUC_NULL_TERMINATED;

/* The setting of that name becomes `value`. */
void office_file_set(const OfficeFile *file, const char *name, const char *value);

#endif
