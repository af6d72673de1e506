#include "store/bulk.h"

#include "store/query.h"
#include "store/store_private.h"

/* The cache in kilobytes; SQLite takes them as they are needed. Alone: what an office of a million writes to
 * again and again. Its pages go straight into the file: through the log each would be written twice. */
static const char BEGIN_SQL[] = "PRAGMA cache_size = -64000";
static const char ALONE_SQL[] =
    "PRAGMA cache_size = -400000; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY";
/* The change of the mode is over with the first reading behind it. */
static const char END_SQL[] = "PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL; PRAGMA user_version";

/* Indexes that no trigger asks while records are added: neither unique, nor those that lead to the parts of a
 * record or to the parts that name it. Each batch would write all over them; made at the end they are written
 * once. The marks of the journal have another way in of their own. */
#define SET_ASIDE                                                                                            \
    " FROM sqlite_schema i WHERE i.type = 'index' AND i.sql IS NOT NULL"                                     \
    " AND i.sql NOT LIKE 'CREATE UNIQUE %' AND (i.tbl_name = 'journal_record'"                               \
    " OR i.tbl_name IN (SELECT name FROM record_kind))"                                                      \
    " AND NOT (EXISTS (SELECT 1 FROM pragma_foreign_key_list(i.tbl_name) f WHERE f.on_delete = 'CASCADE')"   \
    " AND EXISTS (SELECT 1 FROM pragma_index_info(i.name) c JOIN pragma_foreign_key_list(i.tbl_name) f"      \
    " ON f.\"from\" = c.name WHERE c.seqno = 0 AND f.\"table\" IN (SELECT name FROM record_kind)))"

/* The index of words is filled at the end as well, from the texts in their order: what comes in batches is
 * merged again and again. In one piece: each piece of it is asked for each group of letters. Its settings for
 * that long, the bytes it gathers before it writes, are not left in the file. */
#define WORDS_ASIDE " FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'search_text'"
static const char WORDS_SQL[] =
    ";INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 134217728);"
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);"
    "INSERT INTO search_index (search_index) VALUES ('rebuild');"
    "INSERT INTO search_index (search_index) VALUES ('optimize');"
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 1048576);"
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 4);"
    "DELETE FROM search_index_config WHERE k IN ('hashsize', 'automerge')";

static bool run_in_one(Store *store, const char *sql, GError **error)
{
    if (!store_begin(store, error))
        return false;
    const bool good = store_execute(store, sql, error);
    return store_end(store, good, error) && good;
}

/* With an index the planner's figures of it go, which migrations laid down: lists would be sorted afterwards.
 */
static const char FIGURES_SQL[] =
    "SELECT coalesce(group_concat(printf(';INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%Q, %Q, %Q)', "
    "tbl, idx,"
    " stat), ''), '') || ';ANALYZE sqlite_schema' FROM sqlite_stat1 WHERE idx IN (SELECT i.name" SET_ASIDE
    ")";

/* How to lay again what stands aside; NULL with `error`. */
static char *laying_sql(Store *store, GError **error)
{
    g_autofree char *indexes =
        query_one_text(store, "SELECT coalesce(group_concat(i.sql, ';'), '')" SET_ASIDE, 0, error);
    g_autofree char *figures = indexes ? query_one_text(store, FIGURES_SQL, 0, error) : NULL;
    g_autofree char *triggers =
        figures ? query_one_text(store, "SELECT coalesce(group_concat(sql, ';'), '')" WORDS_ASIDE, 0, error)
                : NULL;
    return triggers ? g_strconcat(indexes, figures, ";", triggers, NULL) : NULL;
}

static bool set_aside(Store *store, GError **error)
{
    store->bulk_laying = laying_sql(store, error);
    g_autofree char *drops =
        store->bulk_laying
            ? query_one_text(
                  store,
                  "SELECT coalesce((SELECT group_concat(printf('DROP INDEX \"%w\"', i.name), ';')" SET_ASIDE
                  "), '') || ';' || coalesce((SELECT group_concat(printf('DROP TRIGGER \"%w\"', name), ';'"
                  ")" WORDS_ASIDE "), '')",
                  0, error)
            : NULL;
    return drops && run_in_one(store, drops, error);
}

static bool put_back(Store *store, GError **error)
{
    g_autofree char *laying = g_steal_pointer(&store->bulk_laying);
    g_autofree char *sql = laying ? g_strconcat(laying, WORDS_SQL, NULL) : NULL;
    if (!sql)
        return true;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL); /* for the settings of the index */
    const bool good = run_in_one(store, sql, error);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return good;
}

bool bulk_begin(Store *store, bool alone, GError **error)
{
    if (!connection_number(store->db, store->path, "PRAGMA cache_size", &store->bulk_cache, error) ||
        !store_execute(store, BEGIN_SQL, error))
        return false;
    return !alone || (store_execute(store, ALONE_SQL, error) && set_aside(store, error));
}

/* With FULL again the change of the header, or the checkpoint, waits until all of the file is on the disk.
 * Where another program reads just now the checkpoint leaves the rest in the log, which is as good. */
bool bulk_end(Store *store, GError **error)
{
    g_autofree char *cache = g_strdup_printf("PRAGMA cache_size = %" G_GINT64_FORMAT
                                             "; PRAGMA shrink_memory; PRAGMA wal_checkpoint(TRUNCATE);",
                                             store->bulk_cache);
    store->bulk_cache = 0;
    return put_back(store, error) && store_execute(store, END_SQL, error) &&
           store_execute(store, cache, error);
}
