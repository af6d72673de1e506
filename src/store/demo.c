/* Runs db/demo: every CSV becomes a temporary table of texts, then the scripts fill the office from them. */
#include "store/demo.h"

#include <string.h>

#include "base/asset.h"
#include "store/csv_load.h"
#include "store/query.h"

#define DEMO_FOLDER  "db/demo/"
#define TABLE_PREFIX "demo_"

typedef struct {
    Store *store;
    Change *change;
    GPtrArray *officers; /* Record; those that opening the file made, set aside while the scripts run */
    GError **error;
} Demo;

/* --- what the office has already */

/* Officers that opening the file made are no records of the office yet. */
static const char OFFICER_SQL[] =
    "SELECT 1 FROM officer AS o WHERE NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.kind = 'open' "
    "AND j.record = 'officer' AND j.record_id = o.id) LIMIT 1";

static bool is_empty(Store *store, const char *table)
{
    g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" LIMIT 1", table);
    return query_one_int(store, strcmp(table, "officer") == 0 ? OFFICER_SQL : sql, 0, 0) == 0;
}

static bool check_empty(Store *store, GError **error)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        if (!is_empty(store, kinds[i].name))
            return error_set(error, ERROR_REFUSED,
                             "%s: has records already: lay the demonstration office in a new file",
                             store->path);
    }
    return true;
}

/* The scripts bring officers with ids and logins of their own: whoever opened the file steps aside. */
static bool set_officers_aside(Demo *demo)
{
    g_autoptr(Query) query = query_new(demo->store, "SELECT id FROM officer ORDER BY id", demo->error);
    if (!query)
        return false;
    while (query_next(query, NULL)) {
        Record *officer = record_read(demo->store, "officer", query_int(query, 0), demo->error);
        if (!officer)
            return false;
        g_ptr_array_add(demo->officers, officer);
    }
    for (guint i = 0; i < demo->officers->len; i++) {
        if (!change_delete(demo->change, "officer", record_id(demo->officers->pdata[i]), demo->error))
            return false;
    }
    return true;
}

static bool has_login(Store *store, const char *login)
{
    g_autoptr(Query) query = query_new(store, "SELECT 1 FROM officer WHERE login = :login", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":login", login);
    return query_next(query, NULL);
}

/* Who is one of the demonstration's own officers is that one from now on. */
static bool put_officers_back(Demo *demo)
{
    for (guint i = 0; i < demo->officers->len; i++) {
        Record *officer = demo->officers->pdata[i];
        if (!has_login(demo->store, record_get(officer, "login")) &&
            !change_insert(demo->change, officer, demo->error))
            return false;
    }
    return true;
}

/* --- temporary tables */

static char *table_name(const char *asset)
{
    const char *base = asset + strlen(DEMO_FOLDER);
    return g_strdup_printf(TABLE_PREFIX "%.*s", (int)(strlen(base) - strlen(".csv")), base);
}

static bool create_table(Demo *demo, const char *table, const CsvTable *csv)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "CREATE TEMP TABLE \"%s\" (", table);
    const char *const *header = csv_header(csv);
    for (guint i = 0; header[i]; i++) {
        if (!schema_plain_name(header[i]))
            return error_set(demo->error, ERROR_SYSTEM, "%s: column %u has no plain name", table, i + 1);
        g_string_append_printf(sql, "%s\"%s\" TEXT", i ? ", " : "", header[i]);
    }
    g_string_append_c(sql, ')');
    return store_execute(demo->store, sql->str, demo->error);
}

static int load_csv(const Asset *asset, void *data)
{
    Demo *demo = data;
    if (!g_str_has_suffix(asset->name, ".csv"))
        return 1;
    g_autofree char *table = table_name(asset->name);
    if (!schema_plain_name(table))
        return error_set(demo->error, ERROR_SYSTEM, "%s: the file's name is not plain", asset->name);
    g_autoptr(CsvTable) csv = csv_asset(asset->name, demo->error);
    return csv && create_table(demo, table, csv) &&
           csv_insert(demo->store, table, asset->name, csv, demo->error);
}

static bool make_seed(Demo *demo, guint seed)
{
    if (!store_execute(demo->store,
                       "CREATE TEMP TABLE demo_seed (seed INTEGER NOT NULL, today TEXT NOT NULL, "
                       "site_base INTEGER NOT NULL)",
                       demo->error))
        return false;
    sqlite3_stmt *statement = statement_take(
        demo->store, "INSERT INTO temp.demo_seed SELECT :seed, day, :base FROM today", demo->error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":seed", seed);
    statement_bind_int(statement, ":base", (gint64)demo->store->site << SITE_SHIFT);
    return statement_finish(demo->store, statement, demo->error);
}

/* Those of the CSVs and those that the scripts made for themselves. */
static bool drop_tables(Demo *demo)
{
    g_autoptr(GString) drops = g_string_new(NULL);
    g_autoptr(Query) query = query_new(
        demo->store, "SELECT name FROM temp.sqlite_schema WHERE type = 'table' AND name GLOB 'demo_*'",
        demo->error);
    if (!query)
        return false;
    while (query_next(query, NULL))
        g_string_append_printf(drops, "DROP TABLE temp.\"%s\";", query_text(query, 0));
    return store_execute(demo->store, drops->str, demo->error);
}

/* --- filling */

static int run_script(const Asset *asset, void *data)
{
    Demo *demo = data;
    if (!g_str_has_suffix(asset->name, ".sql"))
        return 1;
    return change_script(demo->change, asset->name, asset->data, demo->error);
}

static bool fill(Demo *demo, guint seed)
{
    return check_empty(demo->store, demo->error) && set_officers_aside(demo) && make_seed(demo, seed) &&
           asset_each(DEMO_FOLDER, load_csv, demo) && asset_each(DEMO_FOLDER, run_script, demo) &&
           put_officers_back(demo) && drop_tables(demo);
}

bool demo_fill(Store *store, guint seed, GError **error)
{
    g_autoptr(Change) change = change_open(store, "Demonstration office laid", error);
    if (!change)
        return false;
    change_set_kind(change, "demo");
    g_autoptr(GPtrArray) officers = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
    Demo demo = {.store = store, .change = change, .officers = officers, .error = error};
    bool good = fill(&demo, seed);
    statement_drop_all(store); /* those over the temporary tables, which go with a change that is left, too */
    return good && change_commit(g_steal_pointer(&change), NULL, error);
}
