/* A draft's fields are JSON: {"table": "...", "before": {column: text or null}, "now": {...}}, where `before`
 * is null for a new record. SQLite puts it together and reads it. */
#include "store/draft.h"

#include "store/connection.h"
#include "store/query.h"
#include "store/store_private.h"

enum { DRAFT_MILLISECONDS = 100 };

void draft_free(Draft *draft)
{
    if (!draft)
        return;
    g_free(draft->screen);
    g_free(draft->title);
    g_free(draft->saved_at);
    g_free(draft);
}

/* --- writing */

static void append_text(GString *json, const char *text)
{
    g_string_append_c(json, '"');
    for (const char *at = text; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_c(json, '\\');
        if ((guchar)*at < ' ')
            g_string_append_printf(json, "\\u%04x", (guchar)*at);
        else
            g_string_append_c(json, *at);
    }
    g_string_append_c(json, '"');
}

/* {"title": "Site visit", "notes": null}: one text, because some 240 values would be looked up by their names
 * each time. NULL for no record. (transfer full) */
static char *columns_text(const Record *record)
{
    if (!record)
        return NULL;
    GString *json = g_string_new("{");
    for (guint i = 0; i < record_count(record); i++) {
        const char *column = record_column(record, i), *value = record_get(record, column);
        if (i > 0)
            g_string_append_c(json, ',');
        append_text(json, column);
        g_string_append_c(json, ':');
        if (value)
            append_text(json, value);
        else
            g_string_append(json, "null");
    }
    return g_string_free(g_string_append_c(json, '}'), FALSE);
}

static void bind_owner(sqlite3_stmt *statement, const Store *store, const char *screen, gint64 record)
{
    statement_bind_text(statement, ":officer", store->officer);
    statement_bind_text(statement, ":screen", screen);
    if (record)
        statement_bind_int(statement, ":record", record);
}

/* The draft that is written again, or 0. A record that exists has one draft; of new records there may be
 * several, told apart by `known` alone. */
static bool find_earlier(Store *store, const char *screen, gint64 record, gint64 known, gint64 *id,
                         GError **error)
{
    sqlite3_stmt *statement =
        statement_take(store,
                       "SELECT max(id) FROM draft WHERE officer = :officer AND screen = :screen "
                       "AND record_id IS :record AND (:record IS NOT NULL OR id = :known)",
                       error);
    if (!statement)
        return false;
    bind_owner(statement, store, screen, record);
    statement_bind_int(statement, ":known", known);
    int code = sqlite3_step(statement);
    *id = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    bool good = code == SQLITE_ROW ? true : store_trouble(store, code, error);
    statement_give(store, statement);
    return good;
}

static const char *const WRITE_DRAFT =
    "INSERT INTO draft (id, officer, screen, record_id, title, fields, saved_at) VALUES (:id, :officer, "
    ":screen, :record, :title, json_object('table', :table, 'before', json(:before), 'now', json(:now)), "
    ":at) "
    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, fields = excluded.fields, saved_at = "
    "excluded.saved_at";

static void bind_fields(sqlite3_stmt *statement, const Record *before, const Record *now)
{
    g_autofree char *old = columns_text(before);
    g_autofree char *new = columns_text(now);
    statement_bind_text(statement, ":table", record_table(now));
    statement_bind_text(statement, ":before", old);
    statement_bind_text(statement, ":now", new);
}

static bool write_draft(Store *store, const char *screen, const char *title, const Record *before,
                        const Record *now, gint64 *id, GError **error)
{
    gint64 record = before ? record_id(before) : 0, earlier = 0;
    sqlite3_stmt *statement = find_earlier(store, screen, record, *id, &earlier, error)
                                  ? statement_take(store, WRITE_DRAFT, error)
                                  : NULL;
    if (!statement)
        return false;
    g_autofree char *at = store_now();
    bind_owner(statement, store, screen, record);
    if (earlier)
        statement_bind_int(statement, ":id", earlier);
    statement_bind_text(statement, ":title", title);
    statement_bind_text(statement, ":at", at);
    bind_fields(statement, before, now);
    if (!statement_finish(store, statement, error))
        return false;
    *id = earlier ? earlier : sqlite3_last_insert_rowid(store->db);
    return true;
}

/* No list shows drafts: writing one is no news (store_data_version). */
static bool end_draft(Store *store, bool good, GError **error)
{
    if (!store_end(store, good, error) || !good)
        return false;
    store->commits--;
    return true;
}

/* A draft is kept while the officer types: where another one is saving it is given up soon. */
static bool begin_draft(Store *store, GError **error)
{
    sqlite3_busy_timeout(store->db, DRAFT_MILLISECONDS);
    bool begun = store_begin(store, error);
    sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
    return begun;
}

bool draft_save(Store *store, const char *screen, const char *title, const Record *before, const Record *now,
                gint64 *id, GError **error)
{
    if (!begin_draft(store, error))
        return false;
    bool good = write_draft(store, screen, title, before, now, id, error);
    return end_draft(store, good, error);
}

static bool delete_draft(Store *store, gint64 id, GError **error)
{
    sqlite3_stmt *statement =
        statement_take(store, "DELETE FROM draft WHERE id = :id AND officer = :officer", error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", id);
    statement_bind_text(statement, ":officer", store->officer);
    return statement_finish(store, statement, error);
}

/* Without waiting for the disk, so that a save waits once: where the power fails now, the draft is offered
 * again, and what was saved before it stands. */
bool draft_remove(Store *store, gint64 id, GError **error)
{
    if (!store_execute(store, "PRAGMA synchronous = NORMAL", error))
        return false;
    bool good = store_begin(store, error);
    if (good)
        good = end_draft(store, delete_draft(store, id, error), error);
    return store_execute(store, "PRAGMA synchronous = FULL", good ? error : NULL) && good;
}

/* --- reading */

static Draft *read_draft(Query *query)
{
    Draft *draft = g_new0(Draft, 1);
    draft->id = query_int(query, 0);
    draft->screen = g_strdup(query_text(query, 1));
    draft->record_id = query_int(query, 2);
    draft->title = g_strdup(query_text(query, 3));
    draft->saved_at = g_strdup(query_text(query, 4));
    return draft;
}

GPtrArray *draft_list(Store *store, GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT id, screen, record_id, title, saved_at FROM draft WHERE "
                                       "officer = :officer ORDER BY saved_at DESC, id DESC",
                                       error);
    if (!query)
        return NULL;
    query_bind_text(query, ":officer", store->officer);
    GPtrArray *drafts = g_ptr_array_new_with_free_func((GDestroyNotify)draft_free);
    GError *failed = NULL;
    while (query_next(query, &failed))
        g_ptr_array_add(drafts, read_draft(query));
    if (!failed)
        return drafts;
    g_propagate_error(error, failed);
    g_ptr_array_unref(drafts);
    return NULL;
}

/* A field that an upgrade has taken away since is left out: it could never be saved. What is kept under a
 * name that no table can have (a form's own marks) stays. */
static bool is_kept(Store *store, const char *table, const char *column)
{
    return !schema_plain_name(column) || schema_has_column(store, table, column);
}

static Record *read_record(Store *store, gint64 draft, const char *table, const char *part, gint64 id,
                           GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT j.key, j.value FROM draft AS d, json_each(d.fields, '$.%s') AS j WHERE d.id = :id", part);
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return NULL;
    query_bind_int(query, ":id", draft);
    g_autoptr(Record) record = record_new(table);
    record_set_id(record, id);
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        if (is_kept(store, table, query_text(query, 0)))
            record_set(record, query_text(query, 0), query_text(query, 1));
    }
    if (!failed)
        return g_steal_pointer(&record);
    g_propagate_error(error, failed);
    return NULL;
}

/* What the draft is of; `table` (transfer full) has columns, `record` is 0 for a new one. */
static bool read_about(Store *store, gint64 id, char **table, gint64 *record, bool *has_before,
                       GError **error)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT CASE WHEN json_type(CASE WHEN json_valid(fields) THEN fields END, '$.now') = 'object' "
        "THEN json_extract(fields, '$.table') END, record_id, "
        "json_type(CASE WHEN json_valid(fields) THEN fields END, '$.before') IS 'object' "
        "FROM draft WHERE id = :id AND officer = :officer",
        error);
    if (!query)
        return false;
    query_bind_int(query, ":id", id);
    query_bind_text(query, ":officer", store->officer);
    GError *failed = NULL;
    if (!query_next(query, &failed)) {
        if (!failed)
            return error_set(error, ERROR_NOT_FOUND, "draft: is not there any more: it was saved or left");
        g_propagate_error(error, failed);
        return false;
    }
    if (!schema_has_column(store, query_text(query, 0), "id"))
        return error_set(error, ERROR_INPUT, "draft: cannot be understood: discard it and type it again");
    *table = g_strdup(query_text(query, 0));
    *record = query_int(query, 1);
    *has_before = query_int(query, 2) != 0;
    return true;
}

bool draft_read(Store *store, gint64 id, Record **before, Record **now, GError **error)
{
    g_autofree char *table = NULL;
    gint64 record = 0;
    bool has_before = false;
    *before = *now = NULL;
    if (!read_about(store, id, &table, &record, &has_before, error))
        return false;
    g_autoptr(Record) was = has_before ? read_record(store, id, table, "before", record, error) : NULL;
    if (has_before && !was)
        return false;
    *now = read_record(store, id, table, "now", record, error);
    *before = *now ? g_steal_pointer(&was) : NULL;
    return *now != NULL;
}
