#include "store/journal.h"

#include <string.h>

#include "store/changeset.h"
#include "store/query.h"
#include "store/store_private.h"

void history_line_free(HistoryLine *line)
{
    if (!line)
        return;
    g_free(line->at);
    g_free(line->officer);
    g_free(line->kind);
    g_free(line->what);
    g_free(line->table);
    g_free(line->field);
    g_free(line->before);
    g_free(line->after);
    g_free(line);
}

/* What is being told, and which rows of other tables belong to the record. */
typedef struct {
    Store *store;
    const char *record;
    gint64 id;
    guint limit;
    GHashTable *parts; /* "table:id" */
    GHashTable *ids;   /* gint64: of the record and its parts */
    GPtrArray *lines;
    Query *entries; /* stands on the entry being told */
} History;

/* --- whose parts */

static char *part_key(const char *table, gint64 id)
{
    return g_strdup_printf("%s:%" G_GINT64_FORMAT, table, id);
}

static void add_part(History *history, const char *table, gint64 id)
{
    g_hash_table_add(history->parts, part_key(table, id));
    g_hash_table_add(history->ids, g_memdup2(&id, sizeof id));
}

static void add_parts(History *history, const char *table, const char *condition)
{
    g_autofree char *sql = g_strdup_printf("SELECT id FROM \"%s\" WHERE %s", table, condition);
    g_autoptr(Query) query = query_new(history->store, sql, NULL);
    if (!query)
        return;
    query_bind_text(query, ":record", history->record);
    query_bind_int(query, ":id", history->id);
    while (query_next(query, NULL))
        add_part(history, table, query_int(query, 0));
}

static void find_parts(History *history)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(history->store, &count);
    for (guint i = 0; i < count; i++) {
        const char *table = kinds[i].name;
        const GArray *links = kind_links(history->store, table);
        for (guint k = 0; k < links->len; k++) {
            const LinkInfo *link = &g_array_index(links, LinkInfo, k);
            g_autofree char *condition = g_strdup_printf("\"%s\" = :id", link->column);
            if (link->part && strcmp(link->parent, history->record) == 0)
                add_parts(history, table, condition);
        }
        if (schema_has_column(history->store, table, "record") &&
            schema_has_column(history->store, table, "record_id"))
            add_parts(history, table, "record = :record AND record_id = :id");
    }
}

/* A row that does not belong to the record stops the walk over its owners with false. */
static bool is_not_ours(const char *record, gint64 id, gpointer data, GError **error)
{
    (void)error;
    const History *history = data;
    return id != history->id || strcmp(record, history->record) != 0;
}

/* Told newest first, so the entry that removed a part comes before those that changed it: it makes the part
 * known. */
static bool belongs(History *history, Changes *changes)
{
    const char *table = changes_shape(changes)->table;
    gint64 id = changes_id(changes);
    if (id == history->id && strcmp(table, history->record) == 0)
        return true;
    g_autofree char *key = part_key(table, id);
    if (g_hash_table_contains(history->parts, key))
        return true;
    if (changes_each_record(changes, is_not_ours, history, NULL))
        return false;
    add_part(history, table, id);
    return true;
}

/* --- lines */

static HistoryLine *add_line(History *history, const char *table)
{
    HistoryLine *line = g_new0(HistoryLine, 1);
    line->entry = query_int(history->entries, 0);
    line->at = g_strdup(query_text(history->entries, 1));
    line->officer = g_strdup(query_text(history->entries, 2));
    line->kind = g_strdup(query_text(history->entries, 3));
    line->what = g_strdup(query_text(history->entries, 4));
    line->table = g_strdup(table);
    g_ptr_array_add(history->lines, line);
    return line;
}

static bool is_full(const History *history)
{
    return history->lines->len >= history->limit;
}

/* The name that a row has in itself, or that of the record that it joins to its owner ("VTR-2026-012 Kim
 * Lund"). */
static char *row_label(const History *history, Changes *changes)
{
    static const char *const NAMES[] = {"short_title", "title", "name", "family_name"};
    const TableShape *shape = changes_shape(changes);
    bool made = changes_operation(changes) == SQLITE_INSERT;
    for (gsize k = 0; k < G_N_ELEMENTS(NAMES); k++) {
        for (guint i = 0; i < shape->columns->len; i++) {
            if (strcmp(shape->columns->pdata[i], NAMES[k]) != 0)
                continue;
            char *name =
                change_value_text(made ? changes_new(changes, (int)i) : changes_old(changes, (int)i));
            if (name)
                return name;
        }
    }
    const GArray *links = kind_links(history->store, shape->table);
    for (guint k = 0; k < links->len; k++) {
        const LinkInfo *link = &g_array_index(links, LinkInfo, k);
        for (guint i = 0; i < shape->columns->len; i++) {
            if (link->part || strcmp(shape->columns->pdata[i], link->column) != 0 ||
                !store_record_kind(history->store, link->parent))
                continue;
            const ChangeValue *value = made ? changes_new(changes, (int)i) : changes_old(changes, (int)i);
            if (value && change_value_type(value) == SQLITE_INTEGER)
                return record_title(history->store, link->parent, change_value_int(value));
        }
    }
    const RecordKind *kind = store_record_kind(history->store, shape->table);
    return g_strdup(kind ? kind->label : shape->table);
}

static void add_update(History *history, Changes *changes)
{
    const TableShape *shape = changes_shape(changes);
    for (guint i = 0; i < shape->columns->len && !is_full(history); i++) {
        const ChangeValue *new = changes_new(changes, (int)i);
        if (!new)
            continue;
        HistoryLine *line = add_line(history, shape->table);
        line->field = g_strdup(shape->columns->pdata[i]);
        line->before = change_value_text(changes_old(changes, (int)i));
        line->after = change_value_text(new);
    }
}

static void add_row(History *history, Changes *changes)
{
    if (changes_operation(changes) == SQLITE_UPDATE) {
        add_update(history, changes);
        return;
    }
    HistoryLine *line = add_line(history, changes_shape(changes)->table);
    char *label = row_label(history, changes);
    if (changes_operation(changes) == SQLITE_INSERT)
        line->after = label;
    else
        line->before = label;
}

static bool add_entry(History *history, GError **error)
{
    guint before = history->lines->len;
    const gint64 entry = query_int(history->entries, 0);
    const bool kept = query_int(history->entries, 5) != 0; /* its length is known without reading it */
    g_autoptr(GByteArray) ours = kept ? changeset_naming(history->store, entry, history->ids) : NULL;
    if (kept && !ours)
        return error_set(
            error, ERROR_SYSTEM,
            "%s: what entry %" G_GINT64_FORMAT
            " of the journal changed cannot be read: `entente verify` tells whether the file is well",
            history->store->path, entry);
    g_autoptr(Changes) changes =
        ours && ours->len > 0 ? changes_open(history->store, ours->data, (int)ours->len) : NULL;
    GError *failed = NULL;
    while (changes && !is_full(history) && changes_next(changes, &failed)) {
        if (belongs(history, changes))
            add_row(history, changes);
    }
    if (failed) {
        g_propagate_error(error, failed);
        return false;
    }
    if (history->lines->len == before)
        add_line(history, NULL);
    return true;
}

GPtrArray *journal_history(Store *store, const char *record, gint64 id, guint limit, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)history_line_free);
    g_autoptr(GHashTable) parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(Query) entries = query_new(
        store,
        "SELECT j.id, j.at, j.officer, j.kind, j.what, length(j.changeset) FROM journal_record AS r "
        "JOIN journal AS j ON j.id = r.entry_id WHERE r.record = :record AND r.record_id = :id "
        "ORDER BY r.entry_id DESC",
        error);
    if (!entries)
        return NULL;
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_hash_table_add(ids, g_memdup2(&id, sizeof id));
    History history = {store, record, id, limit, parts, ids, lines, entries};
    find_parts(&history);
    query_bind_text(entries, ":record", record);
    query_bind_int(entries, ":id", id);
    GError *failed = NULL;
    while (!is_full(&history) && query_next(entries, &failed)) {
        if (!add_entry(&history, error))
            return NULL;
    }
    if (!failed)
        return g_steal_pointer(&lines);
    g_propagate_error(error, failed);
    return NULL;
}

/* --- the rest */

bool journal_note_reveal(Store *store, const char *record, gint64 id, const char *field, GError **error)
{
    g_autofree char *title = record_title(store, record, id);
    g_autofree char *what = g_strdup_printf("%s: %s revealed", title, field);
    Change *change = change_open(store, what, error);
    if (!change)
        return false;
    change_set_kind(change, "reveal");
    change_set_record(change, record, id);
    return change_commit(change, NULL, error);
}

gint64 journal_last(Store *store, gint64 since, guint *others)
{
    if (others) {
        g_autoptr(Query) query =
            query_new(store, "SELECT count(*) FROM journal WHERE id > :since AND officer <> :officer", NULL);
        *others = 0;
        if (query) {
            query_bind_int(query, ":since", since);
            query_bind_text(query, ":officer", store->officer);
            *others = query_next(query, NULL) ? (guint)query_int(query, 0) : 0;
        }
    }
    return query_one_int(store, "SELECT max(id) FROM journal", 0, 0);
}
