#include "rules/tables.h"

#include <stdarg.h>
#include <string.h>

#include "base/asset.h"
#include "base/csv.h"
#include "base/error.h"
#include "store/query.h"

#define FOLDER "db/reference/"

typedef RuleRows *(*ReadRows)(const RuleTables *tables, const char *table, const char *column,
                              const char *key, GError **error);

struct RuleTables {
    ReadRows read;
    Store *store;
    GHashTable *texts; /* table -> CSV */
    GHashTable *kept;  /* table -> CsvTable: what was read once */
};

/* Those of a CSV are borrowed from it: it is kept as long as the tables. */
struct RuleRows {
    const char *const *columns;
    char **own_columns; /* what `columns` is, where it is not borrowed */
    GPtrArray *rows;    /* char **: one text per column */
};

/* --- rows --- */

static RuleRows *rows_new(GDestroyNotify free_row)
{
    RuleRows *rows = g_new0(RuleRows, 1);
    rows->rows = g_ptr_array_new_with_free_func(free_row);
    return rows;
}

static void rows_own_columns(RuleRows *rows, char **columns)
{
    rows->own_columns = columns;
    rows->columns = (const char *const *)columns;
}

void rule_rows_free(RuleRows *rows)
{
    if (!rows)
        return;
    g_ptr_array_unref(rows->rows);
    g_strfreev(rows->own_columns);
    g_free(rows);
}

guint rule_rows_count(const RuleRows *rows)
{
    return rows->rows->len;
}

const char *rule_cell(const RuleRows *rows, guint row, const char *column)
{
    if (row >= rows->rows->len)
        return NULL;
    char **cells = rows->rows->pdata[row];
    for (guint i = 0; rows->columns && rows->columns[i]; i++)
        if (strcmp(rows->columns[i], column) == 0)
            return *cells[i] ? cells[i] : NULL;
    return NULL;
}

bool rule_flag(const RuleRows *rows, guint row, const char *column)
{
    return g_strcmp0(rule_cell(rows, row, column), "1") == 0;
}

/* --- from CSV --- */

static int position(const char *const *header, const char *column)
{
    for (int i = 0; header[i]; i++)
        if (g_strcmp0(header[i], column) == 0)
            return i;
    return -1;
}

static RuleRows *rows_of_csv(const CsvTable *csv, const char *column, const char *key)
{
    RuleRows *rows = rows_new(NULL);
    rows->columns = csv_header(csv);
    int place = key ? position(csv_header(csv), column) : 0;
    for (guint i = 0; place >= 0 && i < csv_rows(csv); i++) {
        const CsvRow *row = csv_row(csv, i);
        if (!key || strcmp(row->cells[place], key) == 0)
            g_ptr_array_add(rows->rows, row->cells);
    }
    return rows;
}

/* The table, read once; NULL without an error when there is none. */
static const CsvTable *keep_csv(const RuleTables *tables, const char *table, const char *bytes, gsize size,
                                GError **error)
{
    CsvTable *csv = g_hash_table_lookup(tables->kept, table);
    if (csv || !bytes)
        return csv;
    csv = csv_parse(bytes, size, error);
    if (!csv) {
        g_prefix_error(error, "rule table %s: ", table);
        return NULL;
    }
    g_hash_table_insert(tables->kept, g_strdup(table), csv);
    return csv;
}

static RuleRows *select_csv(const CsvTable *csv, const char *column, const char *key, const GError *problem)
{
    if (csv)
        return rows_of_csv(csv, column, key);
    return problem ? NULL : rows_new(NULL);
}

static RuleRows *read_text(const RuleTables *tables, const char *table, const char *column, const char *key,
                           GError **error)
{
    GError *problem = NULL;
    const char *text = g_hash_table_lookup(tables->texts, table);
    const CsvTable *csv = keep_csv(tables, table, text, text ? strlen(text) : 0, &problem);
    RuleRows *rows = select_csv(csv, column, key, problem);
    if (problem)
        g_propagate_error(error, problem);
    return rows;
}

/* --- built in --- */

/* The manifest is what becomes the table rule_table; there a table's name is called name. */
static RuleRows *read_manifest(const CsvTable *csv, const char *column, const char *key,
                               const GError *problem)
{
    RuleRows *rows = select_csv(csv, g_strcmp0(column, "name") == 0 ? "table" : column, key, problem);
    if (!rows || !rows->columns)
        return rows;
    char **columns = g_strdupv((char **)rows->columns);
    for (guint i = 0; columns[i]; i++)
        if (strcmp(columns[i], "table") == 0) {
            g_free(columns[i]);
            columns[i] = g_strdup("name");
        }
    rows_own_columns(rows, columns);
    return rows;
}

static RuleRows *read_built_in(const RuleTables *tables, const char *table, const char *column,
                               const char *key, GError **error)
{
    bool editions = strcmp(table, "rule_table") == 0;
    g_autofree char *name = g_strconcat(FOLDER, editions ? "manifest" : table, ".csv", NULL);
    const Asset *asset = asset_find(name);
    GError *problem = NULL;
    const CsvTable *csv =
        keep_csv(tables, table, asset ? asset->data : NULL, asset ? asset_size(asset) : 0, &problem);
    RuleRows *rows =
        editions ? read_manifest(csv, column, key, problem) : select_csv(csv, column, key, problem);
    if (problem)
        g_propagate_error(error, problem);
    return rows;
}

/* --- from the office's file --- */

static char **column_names(const Query *query)
{
    GPtrArray *names = g_ptr_array_new();
    for (int i = 0; i < query_columns(query); i++)
        g_ptr_array_add(names, g_strdup(query_column_name(query, i)));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

static char **cells_of(Query *query)
{
    char **cells = g_new0(char *, (gsize)query_columns(query) + 1);
    for (int i = 0; i < query_columns(query); i++) {
        const char *text = query_text(query, i);
        cells[i] = g_strdup(text ? text : "");
    }
    return cells;
}

/* Table and column are names that the rules write themselves; they are held against the schema all the same.
 */
static char *select_sql(Store *store, const char *table, const char *column, const char *key)
{
    if (!schema_has_table(store, table) || (key && !schema_has_column(store, table, column)))
        return NULL;
    return key ? g_strdup_printf("SELECT * FROM \"%s\" WHERE \"%s\" = :key", table, column)
               : g_strdup_printf("SELECT * FROM \"%s\"", table);
}

static RuleRows *read_store(const RuleTables *tables, const char *table, const char *column, const char *key,
                            GError **error)
{
    g_autofree char *sql = select_sql(tables->store, table, column, key);
    if (!sql)
        return rows_new(NULL);
    g_autoptr(Query) query = query_new(tables->store, sql, error);
    if (!query)
        return NULL;
    query_bind_text(query, ":key", key);
    g_autoptr(RuleRows) rows = rows_new((GDestroyNotify)g_strfreev);
    rows_own_columns(rows, column_names(query));
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(rows->rows, cells_of(query));
    if (!problem)
        return g_steal_pointer(&rows);
    g_propagate_error(error, problem);
    return NULL;
}

/* --- the tables --- */

static RuleTables *tables_new(ReadRows read)
{
    RuleTables *tables = g_new0(RuleTables, 1);
    tables->read = read;
    tables->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    tables->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)csv_free);
    return tables;
}

RuleTables *rule_tables_of_store(Store *store)
{
    RuleTables *tables = tables_new(read_store);
    tables->store = store;
    return tables;
}

RuleTables *rule_tables_built_in(void)
{
    return tables_new(read_built_in);
}

RuleTables *rule_tables_of_texts(const char *table, ...)
{
    RuleTables *tables = tables_new(read_text);
    va_list pairs;
    va_start(pairs, table);
    for (const char *name = table; name; name = va_arg(pairs, const char *))
        g_hash_table_replace(tables->texts, g_strdup(name), g_strdup(va_arg(pairs, const char *)));
    va_end(pairs);
    return tables;
}

void rule_tables_free(RuleTables *tables)
{
    if (!tables)
        return;
    g_hash_table_unref(tables->texts);
    g_hash_table_unref(tables->kept);
    g_free(tables);
}

const char *rule_tables_origin(const RuleTables *tables)
{
    return tables->store ? store_path(tables->store) : "built into the program";
}

RuleRows *rule_rows(const RuleTables *tables, const char *table, const char *column, const char *key,
                    GError **error)
{
    return tables->read(tables, table, column, key, error);
}
