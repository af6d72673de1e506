#include "rules/agenda.h"

#include <string.h>

#include "store/query.h"

/*       constant          code in the view  title */
#define URGENCIES(X)                                                                                         \
    X(URGENCY_OVERDUE, "overdue", "Overdue")                                                                 \
    X(URGENCY_WEEK, "week", "Next 7 days")                                                                   \
    X(URGENCY_WAITING, "waiting", "Waiting")                                                                 \
    X(URGENCY_MONTH, "month", "Next 30 days")

static const struct {
    const char *code;
    const char *title;
} urgencies[URGENCY_COUNT] = {
#define X(constant, code, title) [constant] = {code, title},
    URGENCIES(X)
#undef X
};

enum { DUE_ON, URGENCY, MARK, RECORD, RECORD_ID, SCREEN, REF, WHAT, PARTNER, OFFICER };

static const char agenda_sql[] =
    "SELECT due_on, urgency, mark, record, record_id, screen, ref, what, partner, officer FROM agenda"
    " WHERE :officer IS NULL OR officer IS NULL OR officer = :officer"
    " ORDER BY CASE urgency WHEN 'overdue' THEN 0 WHEN 'week' THEN 1 WHEN 'waiting' THEN 2 ELSE 3 END,"
    " due_on IS NULL, due_on, ref, record, record_id LIMIT :limit";

static Urgency urgency_of(const char *code)
{
    for (guint i = 0; i < URGENCY_COUNT; i++)
        if (g_strcmp0(code, urgencies[i].code) == 0)
            return (Urgency)i;
    return URGENCY_MONTH; /* as the order of the statement puts it */
}

static AgendaItem *item_from_row(Query *query)
{
    AgendaItem *item = g_new0(AgendaItem, 1);
    item->urgency = urgency_of(query_text(query, URGENCY));
    item->due_on = g_strdup(query_text(query, DUE_ON));
    item->mark = g_strdup(query_text(query, MARK));
    item->record = g_strdup(query_text(query, RECORD));
    item->id = query_int(query, RECORD_ID);
    item->screen = g_strdup(query_text(query, SCREEN));
    item->ref = g_strdup(query_text(query, REF));
    item->what = g_strdup(query_text(query, WHAT));
    item->partner = g_strdup(query_text(query, PARTNER));
    item->officer = g_strdup(query_text(query, OFFICER));
    return item;
}

void agenda_item_free(AgendaItem *item)
{
    if (!item)
        return;
    g_free(item->due_on);
    g_free(item->mark);
    g_free(item->record);
    g_free(item->screen);
    g_free(item->ref);
    g_free(item->what);
    g_free(item->partner);
    g_free(item->officer);
    g_free(item);
}

static void free_item(gpointer item)
{
    agenda_item_free(item);
}

GPtrArray *agenda_read(Store *store, const char *officer, guint limit, GError **error)
{
    g_autoptr(Query) query = query_new(store, agenda_sql, error);
    if (!query)
        return NULL;
    query_bind_text(query, ":officer", officer);
    query_bind_int(query, ":limit", limit);
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(free_item);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(items, item_from_row(query));
    if (problem) {
        g_propagate_error(error, problem);
        return NULL;
    }
    return g_steal_pointer(&items);
}

const char *urgency_title(Urgency urgency)
{
    return urgencies[urgency].title;
}
