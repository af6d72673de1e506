#include <string.h>

#include "store/query.h"
#include "store/store_private.h"

enum { PLAIN_NAME_BYTES = 64 };

static void column_info_free(gpointer data)
{
    ColumnInfo *info = data;
    g_free(info->name);
    g_free(info);
}

static void kind_clear(gpointer data)
{
    RecordKind *kind = data;
    g_free((char *)kind->name);
    g_free((char *)kind->prefix);
    g_free((char *)kind->label);
    g_free((char *)kind->label_many);
    g_free((char *)kind->screen);
}

bool schema_plain_name(const char *name)
{
    if (!name || !(g_ascii_isalpha(name[0]) || name[0] == '_') || strlen(name) > PLAIN_NAME_BYTES)
        return false;
    for (const char *at = name; *at; at++) {
        if (!g_ascii_isalnum(*at) && *at != '_')
            return false;
    }
    return true;
}

static ColumnInfo *column_info_new(const char *name)
{
    ColumnInfo *info = g_new0(ColumnInfo, 1);
    info->name = g_strdup(name);
    return info;
}

/* As SQLite names them, at the price of a statement that nobody runs: where the text alone does not say. */
static bool name_columns(Store *store, const char *view, GPtrArray *names)
{
    g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", view);
    sqlite3_stmt *statement = statement_take(store, sql, NULL);
    for (int i = 0; statement && i < sqlite3_column_count(statement); i++)
        g_ptr_array_add(names, g_strdup(sqlite3_column_name(statement, i)));
    statement_give(store, statement);
    return statement != NULL;
}

/* Of a view that the program holds. */
static GPtrArray *held_columns(Store *store, const char *view)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    if (!held_views_columns(store->held, view, names) && !name_columns(store, view, names))
        return NULL;
    GPtrArray *columns = g_ptr_array_new_with_free_func(column_info_free);
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(columns, column_info_new(names->pdata[i]));
    return columns;
}

static GPtrArray *read_columns(Store *store, const char *table)
{
    if (held_views_has(store->held, table))
        return held_columns(store, table);
    g_autoptr(Query) query = query_new(
        store, "SELECT name, \"notnull\", dflt_value, pk FROM pragma_table_xinfo(:table) WHERE hidden <> 1",
        NULL);
    if (!query)
        return NULL;
    GPtrArray *columns = g_ptr_array_new_with_free_func(column_info_free);
    query_bind_text(query, ":table", table);
    while (query_next(query, NULL)) {
        ColumnInfo *info = column_info_new(query_text(query, 0));
        info->required = query_int(query, 1) != 0 && query_is_null(query, 2) && query_int(query, 3) == 0;
        g_ptr_array_add(columns, info);
    }
    if (columns->len > 0)
        return columns;
    g_ptr_array_unref(columns);
    return NULL;
}

GPtrArray *schema_table(Store *store, const char *table)
{
    if (!schema_plain_name(table))
        return NULL;
    GPtrArray *columns = g_hash_table_lookup(store->columns, table);
    if (columns)
        return columns;
    store_listen(store, false);
    columns = read_columns(store, table);
    store_listen(store, true);
    if (columns)
        g_hash_table_insert(store->columns, g_strdup(table), columns);
    return columns;
}

static const ColumnInfo *find_column(Store *store, const char *table, const char *column)
{
    const GPtrArray *columns = schema_table(store, table);
    for (guint i = 0; columns && column && i < columns->len; i++) {
        const ColumnInfo *info = columns->pdata[i];
        if (g_ascii_strcasecmp(info->name, column) == 0)
            return info;
    }
    return NULL;
}

bool schema_has_table(Store *store, const char *table)
{
    return schema_table(store, table) != NULL;
}

bool schema_has_column(Store *store, const char *table, const char *column)
{
    return find_column(store, table, column) != NULL;
}

GPtrArray *schema_columns(Store *store, const char *table)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const GPtrArray *columns = schema_table(store, table);
    for (guint i = 0; columns && i < columns->len; i++)
        g_ptr_array_add(names, g_strdup(((const ColumnInfo *)columns->pdata[i])->name));
    return names;
}

bool schema_column_required(Store *store, const char *table, const char *column)
{
    const ColumnInfo *info = find_column(store, table, column);
    return info && info->required;
}

void schema_forget(Store *store)
{
    g_clear_pointer(&store->columns, g_hash_table_unref);
    store->columns =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    g_clear_pointer(&store->links, g_hash_table_unref);
    store->links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    g_clear_pointer(&store->kind_places, g_hash_table_unref);
    g_clear_pointer(&store->kinds, g_array_unref);
    store->kinds = g_array_new(false, true, sizeof(RecordKind));
    g_array_set_clear_func(store->kinds, kind_clear);
}

/* --- record kinds */

/* A key over several columns has a row for each: it is no link, and its first row is taken back at the
 * second. */
static void add_link(GArray *links, Query *query)
{
    const bool further_column = query_int(query, 0) > 0;
    if (further_column && query_int(query, 0) == 1)
        g_array_set_size(links, links->len - 1);
    if (further_column)
        return;
    LinkInfo link = {g_intern_string(query_text(query, 1)), g_intern_string(query_text(query, 2)),
                     g_intern_string(query_text(query, 3)), g_strcmp0(query_text(query, 4), "CASCADE") == 0};
    g_array_append_val(links, link);
}

static GArray *read_links(Store *store, const char *table)
{
    GArray *links = g_array_new(false, true, sizeof(LinkInfo));
    g_autoptr(Query) query = query_new(store,
                                       "SELECT seq, \"from\", \"table\", coalesce(\"to\", 'id'), on_delete "
                                       "FROM pragma_foreign_key_list(:table)",
                                       NULL);
    if (!query)
        return links;
    query_bind_text(query, ":table", table);
    while (query_next(query, NULL))
        add_link(links, query);
    return links;
}

const GArray *kind_links(Store *store, const char *record)
{
    GArray *links = g_hash_table_lookup(store->links, record);
    if (!links) {
        store_listen(store, false);
        links = read_links(store, record);
        store_listen(store, true);
        g_hash_table_insert(store->links, g_strdup(record), links);
    }
    return links;
}

bool kinds_read(Store *store, GError **error)
{
    g_autoptr(Query) query = query_new(
        store, "SELECT name, number, prefix, label, label_many, screen FROM record_kind ORDER BY number",
        error);
    if (!query)
        return false;
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        RecordKind kind = {
            .name = g_strdup(query_text(query, 0)),
            .number = (int)query_int(query, 1),
            .prefix = g_strdup(query_text(query, 2)),
            .label = g_strdup(query_text(query, 3)),
            .label_many = g_strdup(query_text(query, 4)),
            .screen = g_strdup(query_text(query, 5)),
        };
        g_array_append_val(store->kinds, kind);
    }
    if (failed)
        g_propagate_error(error, failed);
    return failed == NULL;
}

const RecordKind *store_record_kinds(const Store *store, guint *count)
{
    *count = store->kinds->len;
    return (const RecordKind *)(void *)store->kinds->data;
}

const RecordKind *store_record_kind(const Store *store, const char *name)
{
    for (guint i = 0; name && i < store->kinds->len; i++) {
        const RecordKind *kind = &g_array_index(store->kinds, RecordKind, i);
        if (strcmp(kind->name, name) == 0)
            return kind;
    }
    return NULL;
}

const RecordKind *kind_by_number(const Store *store, int number)
{
    for (guint i = 0; i < store->kinds->len; i++) {
        const RecordKind *kind = &g_array_index(store->kinds, RecordKind, i);
        if (kind->number == number)
            return kind;
    }
    return NULL;
}

gint64 kind_search_id(const RecordKind *kind, gint64 id)
{
    return (gint64)((guint64)kind->number << KIND_SHIFT | (guint64)id);
}

/* Places the tables that refer to `record` before it: an undo then removes parts before their owners. */
static void place_after_referrers(Store *store, const char *record, GHashTable *seen)
{
    if (!g_hash_table_add(seen, (gpointer)record))
        return;
    for (guint i = 0; i < store->kinds->len; i++) {
        const char *other = g_array_index(store->kinds, RecordKind, i).name;
        const GArray *links = kind_links(store, other);
        for (guint k = 0; k < links->len; k++) {
            if (strcmp(g_array_index(links, LinkInfo, k).parent, record) == 0)
                place_after_referrers(store, other, seen);
        }
    }
    const guint place = g_hash_table_size(store->kind_places) + 1;
    g_hash_table_insert(store->kind_places, (gpointer)record, GUINT_TO_POINTER(place));
}

void kinds_place(Store *store)
{
    if (store->kind_places)
        return;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    store->kind_places = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < store->kinds->len; i++)
        place_after_referrers(store, g_array_index(store->kinds, RecordKind, i).name, seen);
}

guint kind_place(const Store *store, const char *record)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(store->kind_places, record));
}
