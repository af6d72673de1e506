#include "rules/consequence.h"

#include <string.h>

#include "rules/names.h"
#include "store/query.h"

void consequence_free(Consequence *consequence)
{
    if (!consequence)
        return;
    g_free(consequence->name);
    g_free(consequence->effect);
    g_free(consequence->because);
    g_free(consequence->cite);
    g_free(consequence);
}

static bool has_fact(Store *store, const char *record, const char *field)
{
    g_autoptr(Query) query =
        query_new(store, "SELECT 1 FROM consequence_fact WHERE record = :record AND field = :field", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":record", record);
    query_bind_text(query, ":field", field);
    return query_next(query, NULL);
}

bool consequence_of_removing(Store *store, const char *table)
{
    return has_fact(store, table, "*");
}

bool consequence_possible(Store *store, const Record *before, const Record *after)
{
    const char *table = record_table(after);
    if (!before)
        return has_fact(store, table, "*");
    g_autoptr(GPtrArray) fields = record_differences(before, after);
    for (guint i = 0; i < fields->len; i++)
        if (has_fact(store, table, g_ptr_array_index(fields, i)))
            return true;
    return false;
}

static Consequence *make(Store *store, Query *query)
{
    Consequence *consequence = g_new0(Consequence, 1);
    consequence->effect = g_strdup(query_text(query, 2));
    consequence->because = g_strdup(query_text(query, 3));
    consequence->cite = g_strdup(query_text(query, 4));
    consequence->name = name_of_record(store, query_text(query, 0), query_int(query, 1));
    return consequence;
}

/* Those written since; they come in the order in which they happened. */
static GPtrArray *read_since(Store *store, gint64 last, GError **error)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT record, record_id, effect, because, cite FROM consequence WHERE id > :last ORDER BY id",
        error);
    if (!query)
        return NULL;
    query_bind_int(query, ":last", last);
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)consequence_free);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(found, make(store, query));
    if (!problem)
        return g_steal_pointer(&found);
    g_propagate_error(error, problem);
    return NULL;
}

GPtrArray *consequence_foresee(Store *store, ConsequenceWrite write, gpointer data, GError **error)
{
    g_autoptr(Change) change = change_open(store, "Looking what would follow", error);
    if (!change)
        return NULL;
    gint64 last = query_one_int(store, "SELECT max(id) FROM consequence", 0, 0);
    return write(change, data, error) ? read_since(store, last, error) : NULL;
}

static bool is_told(const Consequence *consequence, const GPtrArray *found, guint before)
{
    for (guint i = 0; i < before; i++) {
        const Consequence *other = g_ptr_array_index(found, i);
        if (g_str_equal(other->name, consequence->name) && g_str_equal(other->effect, consequence->effect))
            return true;
    }
    return false;
}

static void append_line(GString *lines, const Consequence *consequence, const Consequence *before,
                        const char *own)
{
    bool new_name = !before || g_strcmp0(before->name, consequence->name) != 0;
    bool new_reason = new_name || g_strcmp0(before->because, consequence->because) != 0;
    if (lines->len)
        g_string_append_c(lines, '\n');
    if (new_name && g_strcmp0(consequence->name, own) != 0)
        g_string_append_printf(lines, "%s: ", consequence->name);
    g_string_append(lines, consequence->effect);
    if (new_reason)
        g_string_append_printf(lines, " (%s)", consequence->because);
}

char *consequence_lines(const GPtrArray *found, const char *own)
{
    GString *lines = g_string_new(NULL);
    const Consequence *before = NULL;
    for (guint i = 0; i < found->len; i++) {
        const Consequence *consequence = g_ptr_array_index(found, i);
        if (is_told(consequence, found, i))
            continue;
        append_line(lines, consequence, before, own);
        before = consequence;
    }
    return g_string_free(lines, FALSE);
}
