#include "support/office_file.h"

#include <stdarg.h>

#include "store/change.h"
#include "support/laid_file.h"

static Store *open_new(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {.path = path, .officer = "ana.ruiz"};
    laid_file_put(path);
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&options, &error);
    if (!store)
        g_error("no file for the test: %s", error->message);
    return store;
}

static void commit(Change *change)
{
    g_autoptr(GError) error = NULL;
    if (!change_commit(change, NULL, &error))
        g_error("the test's file was not written: %s", error->message);
}

void office_file_set(const OfficeFile *file, const char *name, const char *value)
{
    g_autoptr(GError) error = NULL;
    Change *change = change_open(file->store, "Set by a test", &error);
    if (!change ||
        !change_run(change, &error, "INSERT OR REPLACE INTO setting (name, value) VALUES (:name, :value)",
                    ":name", name, ":value", value, NULL))
        g_error("the test's setting was refused: %s", error->message);
    commit(change);
}

gint64 office_file_add(const OfficeFile *file, const char *table, ...)
{
    g_autoptr(Record) record = record_new(table);
    va_list pairs;
    va_start(pairs, table);
    for (const char *column = va_arg(pairs, const char *); column; column = va_arg(pairs, const char *))
        record_set(record, column, va_arg(pairs, const char *));
    va_end(pairs);
    g_autoptr(GError) error = NULL;
    Change *change = change_open(file->store, "Entered by a test", &error);
    if (!change || !change_insert(change, record, &error))
        g_error("the test's %s was refused: %s", table, error->message);
    commit(change);
    return record_id(record);
}

int office_file_setup(void **state)
{
    OfficeFile *file = g_new0(OfficeFile, 1);
    file->fixture = fixture_new();
    file->store = open_new(file->fixture);
    g_autoptr(GError) error = NULL;
    file->screens = screen_set_read(NULL, &error);
    if (!file->screens)
        g_error("no screens for the test: %s", error->message);
    office_file_set(file, "today", "2026-11-23");
    office_file_add(file, "officer", "login", "ana.ruiz", "name", "Ana Ruiz", NULL);
    *state = file;
    return 0;
}

int office_file_teardown(void **state)
{
    OfficeFile *file = *state;
    screen_set_free(file->screens);
    store_close(file->store);
    fixture_free(file->fixture);
    g_free(file);
    return 0;
}
