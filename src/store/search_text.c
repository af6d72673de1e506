/* Keeping what find reads: the folded text of each record. */
#include "base/text.h"
#include "store/query.h"
#include "store/search.h"
#include "store/store_private.h"

/* FTS5 writes out what it holds at the end of every statement, and merges what it wrote: folded texts wait in
 * a temporary table and go over many at a time. */
enum { TEXTS_AT_ONCE = 1000, TEXTS_AT_ONCE_IN_BULK = 20000 };

/* What a save folds where more can wait, and what is folded between two looks for a key: some milliseconds.
 */
enum { TEXTS_IN_A_SAVE = 100 };

/* What stands still while many records are folded: two statements, and how many texts wait. */
typedef struct {
    Store *store;
    const RecordKind *kind;
    sqlite3_stmt *read, *put;
    guint waiting;
    bool alone; /* one text, which waits for no other */
} Folding;

static const char *const PUT_WAITING =
    "INSERT OR REPLACE INTO temp.search_waiting (id, title, body) VALUES (:id, :title, :body)";
static const char *const PUT_ALONE =
    "INSERT INTO search_text (id, title, body) VALUES (:id, :title, :body) "
    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body "
    "WHERE title <> excluded.title OR body <> excluded.body";
static const char *const READ_DIRTY = "SELECT id FROM search_dirty ORDER BY id LIMIT :most";
static const char *const DROP_DIRTY = "DELETE FROM search_dirty";

static bool open_waiting(Store *store, GError **error)
{
    return store_execute(
        store,
        "CREATE TEMP TABLE IF NOT EXISTS search_waiting (id INTEGER PRIMARY KEY, title TEXT, "
        "body TEXT)",
        error);
}

static bool hand_over(Folding *folding, GError **error)
{
    folding->waiting = 0;
    return statement_run(folding->store,
                         "INSERT INTO search_text (id, title, body) "
                         "SELECT id, title, body FROM temp.search_waiting WHERE true "
                         "ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body "
                         "WHERE title <> excluded.title OR body <> excluded.body",
                         error) &&
           statement_run(folding->store, "DELETE FROM temp.search_waiting", error);
}

static bool step(Store *store, sqlite3_stmt *statement, GError **error)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? true : store_trouble(store, code, error);
}

static bool put_text(Folding *folding, gint64 search_id, const char *title, const char *body, GError **error)
{
    g_autofree char *folded = text_fold(body ? body : "");
    g_autofree char *padded = g_strconcat(folded, "  ", NULL);
    sqlite3_bind_int64(folding->put, 1, search_id);
    sqlite3_bind_text(folding->put, 2, title ? title : "", -1, SQLITE_STATIC);
    sqlite3_bind_text(folding->put, 3, padded, -1, SQLITE_STATIC);
    if (!step(folding->store, folding->put, error))
        return false;
    if (folding->alone)
        return true;
    const guint most = folding->store->bulk_cache ? TEXTS_AT_ONCE_IN_BULK : TEXTS_AT_ONCE;
    return ++folding->waiting < most || hand_over(folding, error);
}

static bool drop_text(Store *store, gint64 search_id, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, "DELETE FROM search_text WHERE id = :id", error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", search_id);
    return statement_finish(store, statement, error);
}

static const char *column_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

/* --- what changed */

/* What reads the texts of one record of a kind; NULL where nothing of that kind is looked for. */
static char *read_sql(Store *store, const char *kind)
{
    g_autofree char *view = g_strconcat(kind, "_search", NULL);
    return schema_has_table(store, view)
               ? g_strdup_printf("SELECT title, body FROM \"%s\" WHERE id = :id", view)
               : NULL;
}

static bool read_kind(Folding *folding, int number, GError **error)
{
    statement_give(folding->store, g_steal_pointer(&folding->read));
    folding->kind = kind_by_number(folding->store, number);
    g_autofree char *sql = folding->kind ? read_sql(folding->store, folding->kind->name) : NULL;
    if (!sql)
        return true;
    folding->read = statement_take(folding->store, sql, error);
    return folding->read != NULL;
}

static bool fold_again(Folding *folding, gint64 search_id, GError **error)
{
    const int number = (int)(search_id >> KIND_SHIFT);
    if ((!folding->kind || folding->kind->number != number) && !read_kind(folding, number, error))
        return false;
    if (!folding->read)
        return drop_text(folding->store, search_id, error);
    sqlite3_bind_int64(folding->read, 1, search_id & ((G_GINT64_CONSTANT(1) << KIND_SHIFT) - 1));
    const int code = sqlite3_step(folding->read);
    bool good = code == SQLITE_ROW    ? put_text(folding, search_id, column_text(folding->read, 0),
                                                 column_text(folding->read, 1), error)
                : code == SQLITE_DONE ? drop_text(folding->store, search_id, error)
                                      : store_trouble(folding->store, code, error);
    sqlite3_reset(folding->read);
    return good;
}

/* At most so many; -1: all. */
static GArray *dirty_ids(Store *store, gint64 most, GError **error)
{
    g_autoptr(Query) query = query_new(store, READ_DIRTY, error);
    if (!query)
        return NULL;
    GError *failed = NULL;
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    query_bind_int(query, ":most", most);
    while (query_next(query, &failed)) {
        gint64 id = query_int(query, 0);
        g_array_append_val(ids, id);
    }
    if (!failed)
        return ids;
    g_propagate_error(error, failed);
    g_array_unref(ids);
    return NULL;
}

/* The save of one record needs no temporary table, whose making would have every prepared statement prepared
 * again. */
static bool begin(Folding *folding, GError **error)
{
    if (!folding->alone && !open_waiting(folding->store, error))
        return false;
    folding->put = statement_take(folding->store, folding->alone ? PUT_ALONE : PUT_WAITING, error);
    return folding->put != NULL;
}

static void end(Folding *folding)
{
    statement_give(folding->store, folding->read);
    statement_give(folding->store, folding->put);
}

static bool fold_all(Folding *folding, const GArray *ids, GError **error)
{
    for (guint i = 0; i < ids->len; i++) {
        if (!fold_again(folding, g_array_index(ids, gint64, i), error))
            return false;
    }
    return folding->alone || hand_over(folding, error);
}

static bool fold_ids(Store *store, const GArray *ids, GError **error)
{
    Folding folding = {.store = store, .alone = ids->len == 1};
    const bool good = begin(&folding, error) && fold_all(&folding, ids, error);
    end(&folding);
    return good;
}

bool search_drain(Store *store, GError **error)
{
    g_autoptr(GArray) ids = dirty_ids(store, -1, error);
    if (!ids || ids->len == 0)
        return ids != NULL;
    return fold_ids(store, ids, error) && statement_run(store, DROP_DIRTY, error);
}

/* Takes the ids off the list: of one, or of all up to the last. */
static bool drop_ids(Store *store, gint64 from, gint64 to, GError **error)
{
    sqlite3_stmt *statement =
        statement_take(store, "DELETE FROM search_dirty WHERE id BETWEEN :from AND :to", error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":from", from);
    statement_bind_int(statement, ":to", to);
    return statement_finish(store, statement, error);
}

static bool fold_alone(Store *store, gint64 own, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(false, false, sizeof own);
    g_array_append_val(ids, own);
    return fold_ids(store, ids, error) && drop_ids(store, own, own, error);
}

bool search_drain_save(Store *store, gint64 own, GError **error)
{
    if (!store->texts_later)
        return search_drain(store, error);
    g_autoptr(GArray) ids = dirty_ids(store, TEXTS_IN_A_SAVE + 1, error);
    if (!ids || ids->len == 0)
        return ids != NULL;
    if (ids->len <= TEXTS_IN_A_SAVE)
        return fold_ids(store, ids, error) && statement_run(store, DROP_DIRTY, error);
    store->texts_left = true;
    return own == 0 || fold_alone(store, own, error);
}

/* --- what a save left */

void search_set_later(Store *store, bool later)
{
    store->texts_later = later;
}

bool search_is_behind(const Store *store)
{
    return store->texts_left;
}

static bool fold_some(Store *store)
{
    g_autoptr(GArray) ids = dirty_ids(store, TEXTS_IN_A_SAVE, NULL);
    if (!ids)
        return false;
    store->texts_left = ids->len == TEXTS_IN_A_SAVE;
    return ids->len == 0 ||
           (fold_ids(store, ids, NULL) &&
            drop_ids(store, g_array_index(ids, gint64, 0), g_array_index(ids, gint64, ids->len - 1), NULL));
}

/* Without waiting for another officer or for the disk: what is not folded stays on the list. Only the last of
 * them is news (store_data_version): what was found before is found anew then, and not a hundred times. */
bool search_catch_up(Store *store)
{
    if (!store->texts_left || store->change || !store_execute(store, "PRAGMA synchronous = NORMAL", NULL))
        return false;
    sqlite3_busy_timeout(store->db, 0);
    const bool begun = store_begin(store, NULL);
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    const bool good = begun && fold_some(store);
    const bool kept = begun && store_end(store, good, NULL) && good;
    store->texts_left |= !kept;
    store->commits -= kept && store->texts_left;
    store_execute(store, "PRAGMA synchronous = FULL", NULL);
    return kept && store->texts_left;
}

void search_prepare(Store *store, const char *table)
{
    g_autofree char *sql = read_sql(store, table);
    if (sql)
        statement_prepare(store, sql);
    statement_prepare(store, READ_DIRTY);
    statement_prepare(store, PUT_ALONE);
    statement_prepare(store, DROP_DIRTY);
}

/* --- the index of words, set aside */

#define KEEPERS " FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'search_text'"

bool search_index_set_aside(Store *store, char **laying, GError **error)
{
    *laying = query_one_text(store, "SELECT coalesce(group_concat(sql, ';'), '')" KEEPERS, 0, error);
    g_autofree char *drops =
        *laying ? query_one_text(
                      store,
                      "SELECT coalesce(group_concat(printf('DROP TRIGGER \"%w\"', name), ';'), '')" KEEPERS,
                      0, error)
                : NULL;
    return drops && store_execute(store, drops, error);
}

/* The bytes that it gathers before it writes are a setting of the index that is not left in the file. In one
 * piece: each piece of it is asked for each group of letters. */
static const char FILL_INDEX_SQL[] =
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 134217728);"
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);"
    "INSERT INTO search_index (search_index) VALUES ('rebuild');"
    "INSERT INTO search_index (search_index) VALUES ('optimize');"
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 1048576);"
    "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 4);"
    "DELETE FROM search_index_config WHERE k IN ('hashsize', 'automerge')";

bool search_index_put_back(Store *store, const char *laying, GError **error)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL); /* for the settings of the index */
    const bool good = store_execute(store, FILL_INDEX_SQL, error) && store_execute(store, laying, error);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return good;
}

/* --- everything */

typedef struct {
    Folding folding;
    bool (*progress)(Store *store, gint64 done, gint64 all);
    gint64 done, all;
} Filling;

static char *view_of(Store *store, const RecordKind *kind)
{
    g_autofree char *view = g_strconcat(kind->name, "_search", NULL);
    return schema_has_table(store, view) ? g_steal_pointer(&view) : NULL;
}

static bool tell(Filling *filling, GError **error)
{
    Store *store = filling->folding.store;
    return ++filling->done % TEXTS_AT_ONCE != 0 || !filling->progress ||
           filling->progress(store, filling->done, filling->all) ||
           store_trouble(store, SQLITE_INTERRUPT, error);
}

static bool fill_from(Filling *filling, Query *query, GError **error)
{
    Folding *folding = &filling->folding;
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        if (!put_text(folding, kind_search_id(folding->kind, query_int(query, 0)), query_text(query, 1),
                      query_text(query, 2), error) ||
            !tell(filling, error))
            return false;
    }
    if (failed) {
        g_propagate_error(error, failed);
        return false;
    }
    return hand_over(folding, error);
}

static bool fill_kind(Filling *filling, const RecordKind *kind, GError **error)
{
    g_autofree char *view = view_of(filling->folding.store, kind);
    if (!view)
        return true;
    g_autofree char *sql = g_strdup_printf("SELECT id, title, body FROM \"%s\"", view);
    g_autoptr(Query) query = query_new(filling->folding.store, sql, error);
    filling->folding.kind = kind;
    return query && fill_from(filling, query, error);
}

static gint64 count_texts(Store *store)
{
    gint64 all = 0;
    for (guint i = 0; i < store->kinds->len; i++) {
        const RecordKind *kind = &g_array_index(store->kinds, RecordKind, i);
        g_autofree char *view = view_of(store, kind);
        g_autofree char *sql = view ? g_strdup_printf("SELECT count(*) FROM \"%s\"", kind->name) : NULL;
        all += sql ? query_one_int(store, sql, 0, 0) : 0;
    }
    return all;
}

static bool fill_kinds(Filling *filling, GError **error)
{
    const GArray *kinds = filling->folding.store->kinds;
    filling->all = filling->progress ? MAX(count_texts(filling->folding.store), 1) : 0;
    for (guint i = 0; i < kinds->len; i++) {
        if (!fill_kind(filling, &g_array_index(kinds, RecordKind, i), error))
            return false;
    }
    return true;
}

bool search_fill(Store *store, bool (*progress)(Store *store, gint64 done, gint64 all), GError **error)
{
    g_autofree char *laying = NULL;
    if (!search_index_set_aside(store, &laying, error) ||
        !store_execute(store, "DELETE FROM search_text; DELETE FROM search_dirty", error))
        return false;
    Filling filling = {.folding = {.store = store}, .progress = progress};
    bool good = begin(&filling.folding, error) && fill_kinds(&filling, error);
    end(&filling.folding);
    return good && search_index_put_back(store, laying, error);
}
