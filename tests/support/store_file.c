#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/held_views.h"
#include "store/journal.h"
#include "store/query.h"
#include "support/laid_file.h"
#include "support/store_file.h"

Store *store_file_open(const Fixture *fixture, const char *name, const char *officer)
{
    g_autofree char *path = fixture_path(fixture, name);
    const StoreOptions options = {.path = path, .officer = officer, .create = true};
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&options, &error);
    if (!store)
        fail_msg("%s", error->message);
    return store;
}

int store_file_setup(void **state)
{
    StoreFile *file = g_new0(StoreFile, 1);
    file->fixture = fixture_new();
    file->path = fixture_path(file->fixture, "office.db");
    laid_file_put(file->path);
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
    store_file_shell(file->path, "INSERT INTO setting (name, value) VALUES ('today', '2026-11-23')");
    *state = file;
    return 0;
}

int store_file_teardown(void **state)
{
    StoreFile *file = *state;
    store_close(file->store);
    fixture_free(file->fixture);
    g_free(file->path);
    g_free(file);
    return 0;
}

void store_file_reopen(StoreFile *file)
{
    store_close(file->store);
    file->store = store_file_open(file->fixture, "office.db", "ana.ruiz");
}

static void must(bool good, GError **error)
{
    if (!good)
        fail_msg("%s", *error ? (*error)->message : "failed without an error");
    assert_null(*error);
}

gint64 store_file_add(Store *store, const char *table, ...)
{
    g_autoptr(Record) record = record_new(table);
    va_list pairs;
    va_start(pairs, table);
    for (const char *column; (column = va_arg(pairs, const char *));)
        record_set(record, column, va_arg(pairs, const char *));
    va_end(pairs);
    GError *error = NULL;
    g_autofree char *what = g_strconcat(table, " entered", NULL);
    Change *change = change_open(store, what, &error);
    must(change != NULL, &error);
    must(change_insert(change, record, &error), &error);
    must(change_commit(change, NULL, &error), &error);
    return record_id(record);
}

void store_file_set(Store *store, const char *table, gint64 id, const char *column, const char *value)
{
    GError *error = NULL;
    g_autoptr(Record) before = record_read(store, table, id, &error);
    must(before != NULL, &error);
    g_autoptr(Record) after = record_copy(before);
    record_set(after, column, value);
    g_autofree char *what = g_strdup_printf("%s %s changed", table, column);
    Change *change = change_open(store, what, &error);
    must(change != NULL, &error);
    must(change_update(change, before, after, &error), &error);
    must(change_commit(change, NULL, &error), &error);
}

void store_file_remove(Store *store, const char *table, gint64 id)
{
    GError *error = NULL;
    g_autofree char *what = g_strconcat(table, " removed", NULL);
    Change *change = change_open(store, what, &error);
    must(change != NULL, &error);
    must(change_delete(change, table, id, &error), &error);
    must(change_commit(change, NULL, &error), &error);
}

char *store_file_get(Store *store, const char *table, gint64 id, const char *column)
{
    g_autoptr(Record) record = record_read(store, table, id, NULL);
    return record ? g_strdup(record_get(record, column)) : NULL;
}

void store_file_expect(GError **error, int code, const char *text)
{
    assert_non_null(*error);
    if ((*error)->code != code || !strstr((*error)->message, text))
        fail_msg("code %d, \"%s\" where code %d, \"%s\" was expected", (*error)->code, (*error)->message,
                 code, text);
    g_clear_error(error);
}

char *store_file_rows(Store *store, const char *sql)
{
    GError *error = NULL;
    g_autoptr(Query) query = query_new(store, sql, &error);
    must(query != NULL, &error);
    GString *text = g_string_new(NULL);
    while (query_next(query, &error)) {
        g_string_append(text, text->len ? "\n" : "");
        for (int i = 0; i < query_columns(query); i++)
            g_string_append_printf(text, "%s%s", i ? "|" : "",
                                   query_text(query, i) ? query_text(query, i) : "");
    }
    must(error == NULL, &error);
    return g_string_free(text, FALSE);
}

static sqlite3 *open_plain(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    return db;
}

void store_file_shell(const char *path, const char *sql)
{
    sqlite3 *db = open_plain(path);
    char *message = NULL;
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    if (code != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_free(message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

gint64 store_file_number(const char *path, const char *asked)
{
    g_autoptr(HeldViews) views = held_views_new();
    g_autofree char *with = held_views_with(views, asked);
    const char *sql = with ? with : asked;
    sqlite3 *db = open_plain(path);
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    gint64 number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

void store_file_verify(Store *store)
{
    VerifyReport report;
    GError *error = NULL;
    must(journal_verify(store, &report, NULL, NULL, &error), &error);
    if (report.problems->len > 0)
        fail_msg("%s", (const char *)report.problems->pdata[0]);
    verify_report_clear(&report);
}
