#include "store/bulk.h"

#include "store/query.h"
#include "store/store_private.h"

/* The cache in kilobytes; SQLite takes them as they are needed. Alone: what an office of a million writes to
 * again and again, and the log grows to so many pages before it is moved into the file. */
static const char BEGIN_SQL[] = "PRAGMA cache_size = -64000";
static const char ALONE_SQL[] =
    "PRAGMA cache_size = -400000; PRAGMA wal_autocheckpoint = 65536; PRAGMA synchronous = OFF";
static const char END_SQL[] = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;";

/* Indexes that no trigger asks while records are added: neither unique, nor those that lead to the parts of a
 * record or to the parts that name it. Each batch would write all over them; made at the end they are written
 * once. */
#define SET_ASIDE                                                                                            \
    " FROM sqlite_schema i JOIN record_kind k ON k.name = i.tbl_name"                                        \
    " WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.sql NOT LIKE 'CREATE UNIQUE %'"                     \
    " AND NOT (EXISTS (SELECT 1 FROM pragma_foreign_key_list(i.tbl_name) f WHERE f.on_delete = 'CASCADE')"   \
    " AND EXISTS (SELECT 1 FROM pragma_index_info(i.name) c JOIN pragma_foreign_key_list(i.tbl_name) f"      \
    " ON f.\"from\" = c.name WHERE c.seqno = 0))"

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

static bool set_indexes_aside(Store *store, GError **error)
{
    g_autofree char *indexes = query_one_text(store, "SELECT group_concat(i.sql, ';')" SET_ASIDE, 0, NULL);
    g_autofree char *figures = query_one_text(store, FIGURES_SQL, 0, NULL);
    store->bulk_indexes = indexes && figures ? g_strconcat(indexes, figures, NULL) : NULL;
    g_autofree char *drops = query_one_text(
        store, "SELECT group_concat(printf('DROP INDEX \"%w\"', i.name), ';')" SET_ASIDE, 0, NULL);
    return !drops || !store->bulk_indexes || run_in_one(store, drops, error);
}

static bool put_indexes_back(Store *store, GError **error)
{
    g_autofree char *indexes = g_steal_pointer(&store->bulk_indexes);
    if (!indexes)
        return true;
    /* The index of words in one piece too: each piece of it is asked for each group of letters. */
    g_autofree char *sql =
        g_strconcat(indexes, ";INSERT INTO search_index (search_index) VALUES ('optimize')", NULL);
    return run_in_one(store, sql, error);
}

bool bulk_begin(Store *store, bool alone, GError **error)
{
    if (!connection_number(store->db, store->path, "PRAGMA cache_size", &store->bulk_cache, error) ||
        !store_execute(store, BEGIN_SQL, error))
        return false;
    return !alone || (store_execute(store, ALONE_SQL, error) && set_indexes_aside(store, error));
}

/* With FULL again the checkpoint waits until log and file are on the disk. Where another program reads just
 * now it leaves the rest in the log, which is as good. */
bool bulk_end(Store *store, GError **error)
{
    g_autofree char *cache = g_strdup_printf("PRAGMA cache_size = %" G_GINT64_FORMAT
                                             "; PRAGMA shrink_memory; PRAGMA wal_checkpoint(TRUNCATE);",
                                             store->bulk_cache);
    store->bulk_cache = 0;
    return put_indexes_back(store, error) && store_execute(store, END_SQL, error) &&
           store_execute(store, cache, error);
}
