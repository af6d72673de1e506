/* The CSVs that db/reference/manifest.csv names, each into the table of its name. */
#include <string.h>

#include "base/asset.h"
#include "base/csv.h"
#include "store/store_private.h"

#define REFERENCE_FOLDER "db/reference/"

static CsvTable *read_asset(const char *file, GError **error)
{
    g_autofree char *name = g_strconcat(REFERENCE_FOLDER, file, NULL);
    const Asset *asset = asset_find(name);
    if (!asset) {
        error_set(error, ERROR_SYSTEM, "%s: the program was built without it: build it again", name);
        return NULL;
    }
    CsvTable *table = csv_parse(asset->data, asset_size(asset), error);
    if (!table)
        g_prefix_error(error, "%s: ", name);
    return table;
}

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

/* INSERT INTO "table" ("a", "b") VALUES (:v1, :v2), the columns held against the schema. */
static char *insert_sql(Store *store, const char *table, const CsvTable *csv, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) values = g_string_new(NULL);
    const char *const *header = csv_header(csv);
    for (guint i = 0; header[i]; i++) {
        GPtrArray *columns = schema_table(store, table);
        bool known = columns && schema_plain_name(header[i]);
        if (!known) {
            error_set(error, ERROR_SYSTEM, "%s%s.csv: no such table or column: %s", REFERENCE_FOLDER, table,
                      header[i]);
            return NULL;
        }
        g_string_append_printf(names, "%s\"%s\"", i ? ", " : "", header[i]);
        g_string_append_printf(values, "%s:v%u", i ? ", " : "", i + 1);
    }
    return g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table, names->str, values->str);
}

static bool insert_row(Store *store, const char *sql, const CsvRow *row, guint columns, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return false;
    for (guint i = 0; i < columns; i++)
        sqlite3_bind_text(statement, (int)i + 1, or_null(row->cells[i]), -1, SQLITE_TRANSIENT);
    return statement_finish(store, statement, error);
}

static bool replace_rows(Store *store, const char *table, const CsvTable *csv, GError **error)
{
    g_autofree char *sql = insert_sql(store, table, csv, error);
    g_autofree char *empty = g_strdup_printf("DELETE FROM \"%s\"", table);
    if (!sql || !store_execute(store, empty, error))
        return false;
    for (guint i = 0; i < csv_rows(csv); i++) {
        const CsvRow *row = csv_row(csv, i);
        if (!insert_row(store, sql, row, csv_columns(csv), error)) {
            g_prefix_error(error, "%s%s.csv:%u: ", REFERENCE_FOLDER, table, row->line);
            return false;
        }
    }
    return true;
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
    g_autoptr(CsvTable) manifest = read_asset("manifest.csv", error);
    for (guint i = 0; manifest && i < csv_rows(manifest); i++) {
        const char *table = cell(manifest, i, "table");
        if (!is_newer(store, table, cell(manifest, i, "as_of")))
            continue;
        g_autoptr(CsvTable) csv = read_asset(cell(manifest, i, "file"), error);
        if (!csv || !replace_rows(store, table, csv, error) || !note_edition(store, manifest, i, error)) {
            g_prefix_error(error, "reference data: ");
            return false;
        }
    }
    return manifest != NULL;
}
