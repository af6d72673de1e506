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
 * once. */
#define SET_ASIDE                                                                                            \
    " FROM sqlite_schema i JOIN record_kind k ON k.name = i.tbl_name"                                        \
    " WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.sql NOT LIKE 'CREATE UNIQUE %'"                     \
    " AND NOT (EXISTS (SELECT 1 FROM pragma_foreign_key_list(i.tbl_name) f WHERE f.on_delete = 'CASCADE')"   \
    " AND EXISTS (SELECT 1 FROM pragma_index_info(i.name) c JOIN pragma_foreign_key_list(i.tbl_name) f"      \
    " ON f.\"from\" = c.name WHERE c.seqno = 0 AND f.\"table\" IN (SELECT name FROM record_kind)))"

static bool in_one(Store *store, bool (*work)(Store *store, GError **error), GError **error)
{
    if (!store_begin(store, error))
        return false;
    const bool good = work(store, error);
    return store_end(store, good, error) && good;
}

/* With an index the planner's figures of it go, which migrations laid down: lists would be sorted afterwards.
 */
static const char FIGURES_SQL[] =
    "SELECT coalesce(group_concat(printf(';INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%Q, %Q, %Q)', "
    "tbl, idx,"
    " stat), ''), '') || ';ANALYZE sqlite_schema' FROM sqlite_stat1 WHERE idx IN (SELECT i.name" SET_ASIDE
    ")";

static bool drop_indexes(Store *store, GError **error)
{
    g_autofree char *indexes =
        query_one_text(store, "SELECT coalesce(group_concat(i.sql, ';'), '')" SET_ASIDE, 0, error);
    g_autofree char *figures = indexes ? query_one_text(store, FIGURES_SQL, 0, error) : NULL;
    g_autofree char *drops =
        figures ? query_one_text(
                      store,
                      "SELECT coalesce(group_concat(printf('DROP INDEX \"%w\"', i.name), ';'), '')" SET_ASIDE,
                      0, error)
                : NULL;
    store->bulk_indexes = drops ? g_strconcat(indexes, figures, NULL) : NULL;
    return drops && store_execute(store, drops, error);
}

static bool set_aside(Store *store, GError **error)
{
    return drop_indexes(store, error) && search_index_set_aside(store, &store->bulk_words, error);
}

static bool put_back(Store *store, GError **error)
{
    return store_execute(store, store->bulk_indexes, error) &&
           search_index_put_back(store, store->bulk_words, error);
}

bool bulk_begin(Store *store, bool alone, GError **error)
{
    if (!connection_number(store->db, store->path, "PRAGMA cache_size", &store->bulk_cache, error) ||
        !store_execute(store, BEGIN_SQL, error))
        return false;
    store->wal = (WalHead){.kind = alone ? WAL_NONE : WAL_NOT_LOOKED};
    return !alone || (store_execute(store, ALONE_SQL, error) && in_one(store, set_aside, error));
}

/* With FULL again the change of the header, or the checkpoint, waits until all of the file is on the disk.
 * Where another program reads just now the checkpoint leaves the rest in the log, which is as good. */
bool bulk_end(Store *store, GError **error)
{
    g_autofree char *cache = g_strdup_printf("PRAGMA cache_size = %" G_GINT64_FORMAT
                                             "; PRAGMA shrink_memory; PRAGMA wal_checkpoint(TRUNCATE);",
                                             store->bulk_cache);
    store->bulk_cache = 0;
    store->wal = (WalHead){.kind = WAL_NOT_LOOKED};
    const bool back = !store->bulk_indexes || in_one(store, put_back, error);
    g_clear_pointer(&store->bulk_indexes, g_free);
    g_clear_pointer(&store->bulk_words, g_free);
    return back && store_execute(store, END_SQL, error) && store_execute(store, cache, error);
}
