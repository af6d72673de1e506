/* A real file of the store in the test's folder, and another program's hand on it: plain SQLite without the
 * store. */
#ifndef ENTENTE_TESTS_SUPPORT_STORE_FILE_H
#define ENTENTE_TESTS_SUPPORT_STORE_FILE_H

#include <sqlite3.h>

#include "store/change.h"
#include "store/record.h"
#include "store/store.h"
#include "support/fixture.h"

typedef struct {
    Fixture *fixture;
    char *path;
    Store *store; /* of the officer "ana.ruiz"; today is 2026-11-23 */
} StoreFile;

/* For cmocka_unit_test_setup_teardown: *state is a StoreFile. */
int store_file_setup(void **state);
int store_file_teardown(void **state);

/* Another opening of the same file, or of another file of the folder; fails the test when it cannot be
 * opened. */
Store *store_file_open(const Fixture *fixture, const char *name, const char *officer);
/* Closes the store and opens the file again. */
void store_file_reopen(StoreFile *file);

/* Enters a record from pairs column, value, ended by NULL, as one change; its id. */
gint64 store_file_add(Store *store, const char *table, ...) G_GNUC_NULL_TERMINATED;
/* Changes one column of a record, as one change. */
void store_file_set(Store *store, const char *table, gint64 id, const char *column, const char *value);
void store_file_remove(Store *store, const char *table, gint64 id);
/* One column of a record; NULL where it is NULL or the record is not there. (transfer full) */
char *store_file_get(Store *store, const char *table, gint64 id, const char *column);

/* Fails the test unless `error` is set, has this code and holds this text. Clears it. */
void store_file_expect(GError **error, int code, const char *text);

/* What a query gives through the store: cells joined with "|", rows with a line feed. (transfer full) */
char *store_file_rows(Store *store, const char *sql);
/* Runs SQL on the file with plain SQLite; fails the test when it is refused. */
void store_file_shell(const char *path, const char *sql);
/* The first number that it gives. */
gint64 store_file_number(const char *path, const char *sql);

/* Fails the test unless the whole file holds: chain, pages, links, search. */
void store_file_verify(Store *store);

#endif
