#include "screen/advice.h"

#include <string.h>

#include "base/asset.h"
#include "base/error.h"
#include "store/query.h"

static const char *advice_sql(const char *name)
{
    g_autofree char *file = g_strdup_printf("db/advice/%s.sql", name);
    const Asset *asset = asset_find(file);
    return asset != NULL ? asset->data : NULL;
}

bool advice_known(Store *store, const char *name, GError **error)
{
    const char *sql = advice_sql(name);
    if (!sql)
        return error_set(error, ERROR_NOT_FOUND, "there is no db/advice/%s.sql", name);
    g_autoptr(Query) query = query_new(store, sql, error);
    return query != NULL;
}

static void bind_record(Query *query, const Record *record)
{
    for (guint i = 0; i < record_count(record); i++) {
        g_autofree char *name = g_strconcat(":", record_column(record, i), NULL);
        query_bind_text(query, name, record_get(record, record_column(record, i)));
    }
}

char *advice_read(const FieldDef *field, Store *store, const Record *record, const char *value, bool *warning)
{
    const char *sql = field->advice ? advice_sql(field->advice) : NULL;
    g_autoptr(Query) query = sql ? query_new(store, sql, NULL) : NULL;
    if (!query)
        return NULL;
    bind_record(query, record);
    if (value) {
        g_autofree char *name = g_strconcat(":", field->name, NULL);
        query_bind_text(query, name, value);
    }
    if (!query_next(query, NULL))
        return NULL;
    *warning = query_int(query, 1) != 0;
    return g_strdup(query_text(query, 0));
}
