/*
 * The database as db/ alone makes it: migrations, reference tables and views read from the source tree and
 * laid with plain SQLite, without the store. For tests of the SQL itself.
 */
#ifndef ENTENTE_TESTS_SUPPORT_SCHEMA_H
#define ENTENTE_TESTS_SUPPORT_SCHEMA_H

#include <glib.h>

typedef struct Schema Schema;

/* For cmocka_run_group_tests: one file for the group, with the day fixed to Monday 2026-11-23. */
int schema_setup(void **state);
int schema_teardown(void **state);
/* For cmocka_unit_test_setup_teardown: what a test writes is gone after it. */
int schema_begin(void **state);
int schema_rollback(void **state);

#define schema_test(name) cmocka_unit_test_setup_teardown(name, schema_begin, schema_rollback)

/* Runs SQL; fails the test when SQLite refuses it. */
void schema_run(Schema *schema, const char *sql);
/* Runs SQL and fails the test unless SQLite refuses it with a message that contains `message`. */
void schema_refuses(Schema *schema, const char *sql, const char *message);
/* What a query gives: cells joined with "|" (NULL is empty), rows with a line feed. (transfer full) */
char *schema_text(Schema *schema, const char *sql);
gint64 schema_int(Schema *schema, const char *sql);
/* Fails the test unless the query gives exactly this. */
void schema_expect(Schema *schema, const char *sql, const char *expected);

/* Paths of the files in a folder of the source tree that end so, in the order of their names, relative to the
 * tree. (transfer full) (element-type utf8) */
GPtrArray *schema_files(const char *folder, const char *ending);

#endif
