#include <string.h>

#include "base/error.h"
#include "screen/joining.h"
#include "screen/lookup.h"
#include "store/change.h"
#include "store/query.h"

static bool is_name(const char *text)
{
    gsize length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return length > 0 && text[length] == '\0' && g_ascii_isalpha(text[0]);
}

bool joining_parse(const char *text, Joining *joining)
{
    *joining = (Joining){0};
    g_auto(GStrv) parts = g_strsplit_set(text ? text : "", "(,)", -1);
    if (g_strv_length(parts) != 4)
        return false;
    for (guint i = 0; i < 4; i++)
        g_strstrip(parts[i]);
    if (!is_name(parts[0]) || !is_name(parts[1]) || !is_name(parts[2]) || *parts[3] != '\0')
        return false;
    joining->table = g_strdup(parts[0]);
    joining->owner = g_strdup(parts[1]);
    joining->linked = g_strdup(parts[2]);
    return true;
}

void joining_clear(Joining *joining)
{
    g_free(joining->table);
    g_free(joining->owner);
    g_free(joining->linked);
}

static bool joining_of(const FieldDef *field, Joining *joining, GError **error)
{
    return joining_parse(field->sql, joining) ||
           error_set(
               error, ERROR_INPUT,
               "%s: the screen file does not name its joining table: sql = \"table(owner_id, linked_id)\"",
               field->name);
}

char *value_links_read(const FieldDef *field, Store *store, gint64 record_id, GError **error)
{
    g_auto(Joining) joining = {0};
    if (!joining_of(field, &joining, error))
        return NULL;
    g_autofree char *sql = g_strdup_printf("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = :owner ORDER BY 1",
                                           joining.linked, joining.table, joining.owner);
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return NULL;
    query_bind_int(query, ":owner", record_id);
    GString *ids = g_string_new(NULL);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_string_append_printf(ids, "%s%s", ids->len > 0 ? "," : "", query_text(query, 0));
    if (problem) {
        g_propagate_error(error, problem);
        g_string_free(ids, TRUE);
        return NULL;
    }
    return g_string_free(ids, FALSE);
}

static GStrv ids_of(const char *set)
{
    return g_strsplit(set ? set : "", ",", -1);
}

static bool take_out(Change *change, const Joining *joining, const char *owner, const char *linked,
                     GError **error)
{
    g_autofree char *sql = g_strdup_printf("DELETE FROM \"%s\" WHERE \"%s\" = :owner AND \"%s\" = :linked",
                                           joining->table, joining->owner, joining->linked);
    return change_run(change, error, sql, ":owner", owner, ":linked", linked, (char *)NULL);
}

static bool put_in(Change *change, const Joining *joining, const char *owner, const char *linked,
                   GError **error)
{
    g_autoptr(Record) record = record_new(joining->table);
    record_set(record, joining->owner, owner);
    record_set(record, joining->linked, linked);
    return change_insert(change, record, error);
}

bool value_links_write(const FieldDef *field, Change *change, gint64 record_id, const char *before,
                       const char *after, GError **error)
{
    g_auto(Joining) joining = {0};
    if (!joining_of(field, &joining, error))
        return false;
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, record_id);
    g_auto(GStrv) old = ids_of(before), new = ids_of(after);
    for (guint i = 0; old[i]; i++) {
        if (*old[i] != '\0' && !g_strv_contains((const char *const *)new, old[i]) &&
            !take_out(change, &joining, owner, old[i], error))
            return false;
    }
    for (guint i = 0; new[i]; i++) {
        if (*new[i] != '\0' && !g_strv_contains((const char *const *)old, new[i]) &&
            !put_in(change, &joining, owner, new[i], error))
            return false;
    }
    return true;
}
