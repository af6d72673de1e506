/* The CSVs that db/reference/manifest.csv names, each into the table of its name. */
#include <string.h>

#include "store/csv_load.h"

#define REFERENCE_FOLDER "db/reference/"

static const char *cell(const CsvTable *table, guint row, const char *column)
{
    const char *const *header = csv_header(table);
    for (guint i = 0; header[i]; i++) {
        if (strcmp(header[i], column) == 0)
            return csv_row(table, row)->cells[i];
    }
    return "";
}

static const char *or_null(const char *value)
{
    return value && *value ? value : NULL;
}

static bool replace_rows(Store *store, const char *table, const char *file, GError **error)
{
    g_autofree char *name = g_strconcat(REFERENCE_FOLDER, file, NULL);
    g_autoptr(CsvTable) csv = csv_asset(name, error);
    if (!csv)
        return false;
    if (!schema_table(store, table))
        return error_set(error, ERROR_SYSTEM, "%s: there is no table \"%s\" for it", name, table);
    g_autofree char *empty = g_strdup_printf("DELETE FROM \"%s\"", table);
    return store_execute(store, empty, error) && csv_insert(store, table, name, csv, error);
}

/* True when the file has no edition of the table, or one older than the program's. */
static bool is_newer(Store *store, const char *table, const char *as_of)
{
    sqlite3_stmt *statement =
        statement_take(store, "SELECT 1 FROM rule_table WHERE name = :name AND as_of >= :as_of", NULL);
    if (!statement)
        return false;
    statement_bind_text(statement, ":name", table);
    statement_bind_text(statement, ":as_of", as_of);
    bool have = sqlite3_step(statement) == SQLITE_ROW;
    statement_give(store, statement);
    return !have;
}

static bool note_edition(Store *store, const CsvTable *manifest, guint row, GError **error)
{
    static const char *const COLUMNS[] = {"title", "source", "as_of", "stale_after", "verified", "note"};
    sqlite3_stmt *statement = statement_take(
        store,
        "INSERT INTO rule_table (name, title, source, as_of, stale_after, verified, note) "
        "VALUES (:name, :title, :source, :as_of, :stale_after, :verified, :note) "
        "ON CONFLICT (name) DO UPDATE SET title = excluded.title, source = excluded.source, as_of = "
        "excluded.as_of, "
        "stale_after = excluded.stale_after, verified = excluded.verified, note = excluded.note",
        error);
    if (!statement)
        return false;
    statement_bind_text(statement, ":name", cell(manifest, row, "table"));
    for (gsize i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        g_autofree char *name = g_strconcat(":", COLUMNS[i], NULL);
        statement_bind_text(statement, name, or_null(cell(manifest, row, COLUMNS[i])));
    }
    return statement_finish(store, statement, error);
}

bool reference_load(Store *store, GError **error)
{
    if (!schema_table(store, "rule_table"))
        return true;
    g_autoptr(CsvTable) manifest = csv_asset(REFERENCE_FOLDER "manifest.csv", error);
    for (guint i = 0; manifest && i < csv_rows(manifest); i++) {
        const char *table = cell(manifest, i, "table");
        if (!is_newer(store, table, cell(manifest, i, "as_of")))
            continue;
        if (!replace_rows(store, table, cell(manifest, i, "file"), error) ||
            !note_edition(store, manifest, i, error)) {
            g_prefix_error(error, "reference data: ");
            return false;
        }
    }
    return manifest != NULL;
}
