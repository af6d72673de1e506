#include "store/csv_load.h"

#include "base/asset.h"

CsvTable *csv_asset(const char *name, GError **error)
{
    const Asset *asset = asset_find(name);
    if (!asset) {
        error_set(error, ERROR_SYSTEM, "%s: the program was built without it: build it again", name);
        return NULL;
    }
    CsvTable *csv = csv_parse(asset->data, asset_size(asset), error);
    if (!csv)
        g_prefix_error(error, "%s: ", name);
    return csv;
}

/* INSERT INTO "table" ("a", "b") VALUES (:v1, :v2) */
static char *insert_sql(const char *table, const char *name, const CsvTable *csv, GError **error)
{
    g_autoptr(GString) columns = g_string_new(NULL);
    g_autoptr(GString) values = g_string_new(NULL);
    const char *const *header = csv_header(csv);
    for (guint i = 0; header[i]; i++) {
        if (!schema_plain_name(header[i])) {
            error_set(error, ERROR_SYSTEM, "%s:1: \"%s\" is no name of a column: use letters, digits and _",
                      name, header[i]);
            return NULL;
        }
        g_string_append_printf(columns, "%s\"%s\"", i ? ", " : "", header[i]);
        g_string_append_printf(values, "%s:v%u", i ? ", " : "", i + 1);
    }
    return g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", table, columns->str, values->str);
}

static bool insert_row(Store *store, const char *sql, const CsvRow *row, guint columns, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return false;
    for (guint i = 0; i < columns; i++) {
        const char *cell = row->cells[i];
        sqlite3_bind_text(statement, (int)i + 1, cell && *cell ? cell : NULL, -1, SQLITE_TRANSIENT);
    }
    return statement_finish(store, statement, error);
}

bool csv_insert(Store *store, const char *table, const char *name, const CsvTable *csv, GError **error)
{
    g_autofree char *sql = insert_sql(table, name, csv, error);
    if (!sql)
        return false;
    for (guint i = 0; i < csv_rows(csv); i++) {
        const CsvRow *row = csv_row(csv, i);
        if (!insert_row(store, sql, row, csv_columns(csv), error)) {
            g_prefix_error(error, "%s:%u: ", name, row->line);
            return false;
        }
    }
    return true;
}
