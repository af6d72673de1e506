#include "store/reference.h"

#include <string.h>

#include "store/query.h"

#define EDITION_SQL                                                                                          \
    "SELECT r.name, r.title, r.source, r.as_of, r.stale_after, r.verified, r.stale_after < (SELECT day "     \
    "FROM today) FROM rule_table AS r "

void rule_table_free(RuleTable *table)
{
    if (!table)
        return;
    g_free(table->table);
    g_free(table->title);
    g_free(table->source);
    g_free(table->as_of);
    g_free(table->stale_after);
    g_free(table);
}

static RuleTable *read_row(Query *query)
{
    RuleTable *table = g_new0(RuleTable, 1);
    table->table = g_strdup(query_text(query, 0));
    table->title = g_strdup(query_text(query, 1));
    table->source = g_strdup(query_text(query, 2));
    table->as_of = g_strdup(query_text(query, 3));
    table->stale_after = g_strdup(query_text(query, 4));
    table->verified = query_int(query, 5) != 0;
    table->stale = query_int(query, 6) != 0;
    return table;
}

RuleTable *reference_edition(Store *store, const char *table, GError **error)
{
    g_autoptr(Query) query = query_new(store, EDITION_SQL "WHERE r.name = :name", error);
    if (!query)
        return NULL;
    query_bind_text(query, ":name", table);
    return query_next(query, error) ? read_row(query) : NULL;
}

GPtrArray *reference_editions(Store *store, GError **error)
{
    g_autoptr(Query) query = query_new(store, EDITION_SQL "ORDER BY r.title", error);
    if (!query)
        return NULL;
    GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)rule_table_free);
    GError *failed = NULL;
    while (query_next(query, &failed))
        g_ptr_array_add(tables, read_row(query));
    if (!failed)
        return tables;
    g_propagate_error(error, failed);
    g_ptr_array_unref(tables);
    return NULL;
}

/* "15 CFR 738" of "15 CFR 738 Supp. 1, read on paper": title, code and part. (transfer full) */
static char *part_of(const char *source)
{
    g_auto(GStrv) words = g_strsplit_set(source, " ,;", 4);
    if (g_strv_length(words) < 3 || !g_ascii_isdigit(words[0][0]) || strcmp(words[1], "CFR") != 0)
        return NULL;
    return g_strdup_printf("%s CFR %s", words[0], words[2]);
}

bool reference_is_cited(const RuleTable *table, const char *cite)
{
    g_autofree char *part = part_of(table->source);
    const char *found = part ? strstr(cite, part) : NULL;
    return found && !g_ascii_isdigit(found[strlen(part)]);
}
