/* Runs db/demo: every CSV becomes a temporary table of texts, then the scripts fill the office from them. */
#include "store/demo.h"

#include <string.h>

#include "base/asset.h"
#include "base/csv.h"
#include "store/query.h"
#include "store/store_private.h"

#define DEMO_FOLDER "db/demo/"

typedef struct {
    Store *store;
    Change *change;
    GString *dropped; /* what takes the temporary tables away again */
    GError *failed;
} Demo;

static char *base_name(const char *asset, const char *suffix)
{
    return g_strndup(asset + strlen(DEMO_FOLDER), strlen(asset) - strlen(DEMO_FOLDER) - strlen(suffix));
}

static bool create_table(Demo *demo, const char *table, const CsvTable *csv)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_append_printf(sql, "CREATE TEMP TABLE \"%s\" (", table);
    const char *const *header = csv_header(csv);
    for (guint i = 0; header[i]; i++) {
        if (!schema_plain_name(header[i]))
            return error_set(&demo->failed, ERROR_SYSTEM, "%s: column %u has no plain name", table, i + 1);
        g_string_append_printf(sql, "%s\"%s\" TEXT", i ? ", " : "", header[i]);
    }
    g_string_append_c(sql, ')');
    g_string_append_printf(demo->dropped, "DROP TABLE IF EXISTS temp.\"%s\";", table);
    return store_execute(demo->store, sql->str, &demo->failed);
}

static bool insert_rows(Demo *demo, const char *table, const CsvTable *csv)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_append_printf(sql, "INSERT INTO temp.\"%s\" VALUES (", table);
    for (guint i = 0; i < csv_columns(csv); i++)
        g_string_append_printf(sql, "%s:v%u", i ? ", " : "", i + 1);
    g_string_append_c(sql, ')');
    for (guint row = 0; row < csv_rows(csv); row++) {
        sqlite3_stmt *statement = statement_take(demo->store, sql->str, &demo->failed);
        if (!statement)
            return false;
        for (guint i = 0; i < csv_columns(csv); i++) {
            const char *cell = csv_row(csv, row)->cells[i];
            sqlite3_bind_text(statement, (int)i + 1, *cell ? cell : NULL, -1, SQLITE_TRANSIENT);
        }
        if (!statement_finish(demo->store, statement, &demo->failed))
            return false;
    }
    return true;
}

static int load_csv(const Asset *asset, void *data)
{
    Demo *demo = data;
    if (!g_str_has_suffix(asset->name, ".csv"))
        return 1;
    g_autofree char *base = base_name(asset->name, ".csv");
    g_autofree char *table = g_strconcat("demo_", base, NULL);
    if (!schema_plain_name(table))
        return error_set(&demo->failed, ERROR_SYSTEM, "%s: the file's name is not plain", asset->name);
    g_autoptr(CsvTable) csv = csv_parse(asset->data, asset_size(asset), &demo->failed);
    return csv && create_table(demo, table, csv) && insert_rows(demo, table, csv);
}

static int run_script(const Asset *asset, void *data)
{
    Demo *demo = data;
    if (!g_str_has_suffix(asset->name, ".sql"))
        return 1;
    return change_script(demo->change, asset->name, asset->data, &demo->failed);
}

static bool make_seed(Demo *demo, guint seed)
{
    g_autofree char *today = store_today(demo->store);
    g_string_append(demo->dropped, "DROP TABLE IF EXISTS temp.demo_seed;");
    if (!store_execute(demo->store,
                       "CREATE TEMP TABLE demo_seed (seed INTEGER NOT NULL, today TEXT NOT NULL, site_base "
                       "INTEGER NOT NULL)",
                       &demo->failed))
        return false;
    sqlite3_stmt *statement = statement_take(
        demo->store, "INSERT INTO temp.demo_seed VALUES (:seed, :today, :base)", &demo->failed);
    if (!statement)
        return false;
    statement_bind_int(statement, ":seed", seed);
    statement_bind_text(statement, ":today", today);
    statement_bind_int(statement, ":base", (gint64)demo->store->site << SITE_SHIFT);
    return statement_finish(demo->store, statement, &demo->failed);
}

static bool fill(Demo *demo, guint seed)
{
    demo->change = change_open(demo->store, "Demonstration office laid", &demo->failed);
    if (!demo->change)
        return false;
    change_set_kind(demo->change, "demo");
    bool good = make_seed(demo, seed) && asset_each(DEMO_FOLDER, load_csv, demo) &&
                asset_each(DEMO_FOLDER, run_script, demo);
    if (!good) {
        change_abandon(demo->change);
        return false;
    }
    return change_commit(demo->change, NULL, &demo->failed);
}

static bool is_empty(Store *store)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" LIMIT 1", kinds[i].name);
        if (query_one_int(store, sql, 0, 0))
            return false;
    }
    return true;
}

bool demo_fill(Store *store, guint seed, GError **error)
{
    if (!is_empty(store))
        return error_set(error, ERROR_REFUSED,
                         "%s: has records already: lay the demonstration office in a new file", store->path);
    Demo demo = {.store = store, .dropped = g_string_new(NULL)};
    bool good = fill(&demo, seed);
    statement_drop_all(store); /* those over the temporary tables */
    sqlite3_exec(store->db, demo.dropped->str, NULL, NULL, NULL);
    g_string_free(demo.dropped, TRUE);
    if (demo.failed)
        g_propagate_error(error, demo.failed);
    return good;
}
