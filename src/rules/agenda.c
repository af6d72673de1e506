#include "rules/agenda.h"

#include <string.h>

#include "base/date.h"
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
    " WHERE falls_on >= :from AND falls_on < :to AND (:waiting IS NULL OR (kind = 'sign_off') = :waiting)"
    " AND (:officer IS NULL OR officer IS NULL OR officer = :officer)"
    " ORDER BY falls_on, ref, record, record_id LIMIT :limit";

/* The agenda is read from the most urgent on, so that what comes after the last line wanted is not read: in
 * days from today. What waits has no day before which it is late, or that day lies ahead. */
enum { BEGINNING = G_MININT, END = G_MAXINT, AFTER_WEEK = 8 };
static const struct {
    int from, to; /* not included */
    enum { ANY, DUE, WAITING } what;
} parts[] = {
    {BEGINNING, 0, ANY},
    {0, AFTER_WEEK, DUE},
    {0, END, WAITING},
    {AFTER_WEEK, END, DUE},
};

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

/* The day up to which arrivals alone fill the lines that are wanted. */
static const char full_sql[] =
    "SELECT falls_on FROM agenda_arrival WHERE falls_on >= :from ORDER BY falls_on LIMIT 1 OFFSET :limit";

static void bind_day(Query *query, const char *name, const char *today, int days)
{
    g_autofree char *day = days == BEGINNING ? g_strdup("")
                           : days == END     ? g_strdup("~")
                                             : date_add_days(today, days);
    query_bind_text(query, name, day);
}

/* What falls later than that is not wanted: the day after it, or NULL. */
static char *day_too_late(Store *store, const char *today, guint part, guint limit)
{
    g_autoptr(Query) query = query_new(store, full_sql, NULL);
    if (!query || parts[part].what == WAITING)
        return NULL;
    bind_day(query, ":from", today, parts[part].from);
    query_bind_int(query, ":limit", limit);
    return query_next(query, NULL) ? date_add_days(query_text(query, 0), 1) : NULL;
}

static bool read_part(Store *store, guint part, const char *officer, guint limit, GPtrArray *items,
                      GError **error)
{
    g_autofree char *today = store_today(store);
    g_autoptr(Query) query = query_new(store, agenda_sql, error);
    if (!query)
        return false;
    bind_day(query, ":from", today, parts[part].from);
    bind_day(query, ":to", today, parts[part].to);
    g_autofree char *too_late = officer ? NULL : day_too_late(store, today, part, limit);
    if (too_late && (parts[part].to == END || date_days_between(today, too_late) < parts[part].to))
        query_bind_text(query, ":to", too_late);
    if (parts[part].what != ANY)
        query_bind_int(query, ":waiting", parts[part].what == WAITING);
    query_bind_text(query, ":officer", officer);
    query_bind_int(query, ":limit", limit);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_ptr_array_add(items, item_from_row(query));
    if (problem)
        g_propagate_error(error, problem);
    return !problem;
}

GPtrArray *agenda_read(Store *store, const char *officer, guint limit, GError **error)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(free_item);
    for (guint i = 0; i < G_N_ELEMENTS(parts) && items->len < limit; i++) {
        if (!read_part(store, i, officer, limit - items->len, items, error))
            return NULL;
    }
    return g_steal_pointer(&items);
}

const char *urgency_title(Urgency urgency)
{
    return urgencies[urgency].title;
}
