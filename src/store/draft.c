/* A draft's fields are JSON: {"table": "...", "before": {column: text or null} (only for a record that
 * exists), "now": {...}}. Written here, read by SQLite. */
#include "store/draft.h"

#include <string.h>

#include "store/query.h"
#include "store/store_private.h"

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

static void append_string(GString *json, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(json, '"');
    for (const guchar *at = (const guchar *)valid; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_printf(json, "\\%c", *at);
        else if (*at < 0x20)
            g_string_append_printf(json, "\\u%04x", *at);
        else
            g_string_append_c(json, (char)*at);
    }
    g_string_append_c(json, '"');
}

static void append_record(GString *json, const Record *record)
{
    g_string_append_c(json, '{');
    for (guint i = 0; i < record_count(record); i++) {
        const char *column = record_column(record, i), *value = record_get(record, column);
        g_string_append(json, i ? "," : "");
        append_string(json, column);
        g_string_append_c(json, ':');
        if (value)
            append_string(json, value);
        else
            g_string_append(json, "null");
    }
    g_string_append_c(json, '}');
}

static char *fields_json(const Record *before, const Record *now)
{
    GString *json = g_string_new("{\"table\":");
    append_string(json, record_table(now));
    if (before) {
        g_string_append(json, ",\"before\":");
        append_record(json, before);
    }
    g_string_append(json, ",\"now\":");
    append_record(json, now);
    g_string_append_c(json, '}');
    return g_string_free(json, FALSE);
}

static void bind_owner(sqlite3_stmt *statement, const Store *store, const char *screen, gint64 record)
{
    statement_bind_text(statement, ":officer", store->officer);
    statement_bind_text(statement, ":screen", screen);
    if (record)
        statement_bind_int(statement, ":record", record);
}

static bool remove_earlier(Store *store, const char *screen, gint64 record, GError **error)
{
    sqlite3_stmt *statement = statement_take(
        store, "DELETE FROM draft WHERE officer = :officer AND screen = :screen AND record_id IS :record",
        error);
    if (!statement)
        return false;
    bind_owner(statement, store, screen, record);
    return statement_finish(store, statement, error);
}

static bool insert_draft(Store *store, const char *screen, const char *title, const Record *before,
                         const Record *now, gint64 *id, GError **error)
{
    gint64 record = before ? record_id(before) : 0;
    if (!remove_earlier(store, screen, record, error))
        return false;
    sqlite3_stmt *statement =
        statement_take(store,
                       "INSERT INTO draft (officer, screen, record_id, title, fields, saved_at) "
                       "VALUES (:officer, :screen, :record, :title, :fields, :now)",
                       error);
    if (!statement)
        return false;
    g_autofree char *fields = fields_json(before, now);
    g_autofree char *at = store_now();
    bind_owner(statement, store, screen, record);
    statement_bind_text(statement, ":title", title);
    statement_bind_text(statement, ":fields", fields);
    statement_bind_text(statement, ":now", at);
    if (!statement_finish(store, statement, error))
        return false;
    if (id)
        *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

bool draft_save(Store *store, const char *screen, const char *title, const Record *before, const Record *now,
                gint64 *id, GError **error)
{
    if (!store_begin(store, error))
        return false;
    bool good = insert_draft(store, screen, title, before, now, id, error);
    return store_end(store, good, error) && good;
}

bool draft_remove(Store *store, gint64 id, GError **error)
{
    if (!store_begin(store, error))
        return false;
    sqlite3_stmt *statement =
        statement_take(store, "DELETE FROM draft WHERE id = :id AND officer = :officer", error);
    if (statement) {
        statement_bind_int(statement, ":id", id);
        statement_bind_text(statement, ":officer", store->officer);
    }
    bool good = statement && statement_finish(store, statement, error);
    return store_end(store, good, error) && good;
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
    while (query_next(query, &failed))
        record_set(record, query_text(query, 0), query_text(query, 1));
    if (!failed)
        return g_steal_pointer(&record);
    g_propagate_error(error, failed);
    return NULL;
}

bool draft_read(Store *store, gint64 id, Record **before, Record **now, GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT json_extract(fields, '$.table'), coalesce(record_id, 0), "
                                       "json_type(fields, '$.before') IS NOT NULL "
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
    const char *table = query_text(query, 0);
    gint64 record = query_int(query, 1);
    g_autoptr(Record) was =
        query_int(query, 2) ? read_record(store, id, table, "before", record, error) : NULL;
    if (query_int(query, 2) && !was)
        return false;
    *now = read_record(store, id, table, "now", record, error);
    *before = *now ? g_steal_pointer(&was) : NULL;
    return *now != NULL;
}
