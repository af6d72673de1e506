#include "rules/known.h"

#include <string.h>

#include "rules/checklist_private.h"
#include "rules/determination.h"
#include "store/query.h"

/* --- the view --- */

static bool each_of_view(Store *store, gint64 case_id, KnownTake take, gpointer data, GError **error)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT question, answer, text, why, source, as_of FROM known_answer"
                                       " WHERE export_case_id = :case_id",
                                       error);
    if (!query)
        return false;
    query_bind_int(query, ":case_id", case_id);
    GError *problem = NULL;
    while (query_next(query, &problem)) {
        KnownAnswer known = {.text = (char *)query_text(query, 2),
                             .why = (char *)query_text(query, 3),
                             .source = (char *)query_text(query, 4),
                             .as_of = (char *)query_text(query, 5)};
        if (answer_kind_find(query_text(query, 1), &known.kind) &&
            (known.kind != ANSWER_TEXT || (known.text && *known.text != '\0')))
            take(query_text(query, 0), &known, data);
    }
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

/* --- the Country Chart, item by item and destination by destination --- */

typedef struct {
    GString *why;     /* "Sensor 6A003.b.4 to Norway: no X" */
    GString *reasons; /* "Sensor 6A003.b.4: NS (NS2)" */
    guint asked, required, open;
    char *as_of;
} Chart;

static void say_destination(Chart *chart, const char *item, const Determination *determination)
{
    for (guint i = 0; i < determination_destinations(determination); i++) {
        const Destination *to = determination_destination(determination, i);
        chart->asked++;
        chart->required += to->answer == CHART_LICENCE_REQUIRED || to->answer == CHART_SEE_PART_746 ? 1 : 0;
        chart->open += to->answer == CHART_READ_ENTRY ? 1 : 0;
        g_string_append_printf(chart->why, "%s%s to %s: %s", chart->why->len > 0 ? "; " : "", item, to->name,
                               chart_answer_label(to->answer));
    }
}

static void say_reasons(Chart *chart, const char *item, const Determination *determination)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool first = true;
    for (guint i = 0; i < determination_reasons(determination); i++) {
        const Reason *reason = determination_reason(determination, i);
        g_autofree char *shown =
            g_strdup_printf("%s%s%s%s", reason->code, reason->columns ? " (" : "",
                            reason->columns ? reason->columns : "", reason->columns ? ")" : "");
        if (strcmp(reason->code, "footnote") == 0 || g_hash_table_contains(seen, shown))
            continue;
        g_string_append_printf(chart->reasons, "%s%s",
                               !first                    ? ", "
                               : chart->reasons->len > 0 ? "; "
                                                         : "",
                               first ? item : shown);
        if (first)
            g_string_append_printf(chart->reasons, ": %s", shown);
        first = false;
        g_hash_table_add(seen, g_steal_pointer(&shown));
    }
}

static void ask_chart(Chart *chart, const RuleTables *tables, Query *query, const char *today)
{
    g_autofree char *item = g_strconcat(query_text(query, 0), " ", query_text(query, 1),
                                        query_text(query, 2) ? query_text(query, 2) : "", NULL);
    const Facts facts = {.eccn = query_text(query, 1),
                         .paragraph = query_text(query, 2),
                         .country = query_text(query, 3),
                         .as_of = today};
    g_autoptr(GError) problem = NULL;
    g_autoptr(Determination) determination = determination_make(tables, &facts, &problem);
    if (!determination) {
        chart->asked++;
        chart->open++;
        g_string_append_printf(chart->why, "%s%s", chart->why->len > 0 ? "; " : "", problem->message);
        return;
    }
    say_destination(chart, item, determination);
    say_reasons(chart, item, determination);
    if (!chart->as_of && determination_editions(determination) > 0)
        chart->as_of = g_strdup(determination_edition(determination, 0)->as_of);
}

/* A deemed export goes to the countries of the people, every other to its destinations; transit is another
 * question's. */
static const char chart_sql[] =
    "SELECT DISTINCT m.title, m.eccn, m.eccn_paragraph, t.country FROM case_item m JOIN case_touch t"
    " ON t.export_case_id = m.export_case_id WHERE m.export_case_id = :case_id AND m.eccn IS NOT NULL"
    " AND m.eccn <> 'EAR99' AND t.goes = 1 AND t.how <> 'transit' AND t.country <> 'US'"
    " ORDER BY m.id, t.country LIMIT 100";

static void give_chart(const Chart *chart, KnownTake take, gpointer data)
{
    const KnownAnswer cells = {.kind = chart->required > 0 ? ANSWER_YES
                                       : chart->open > 0   ? ANSWER_UNKNOWN
                                                           : ANSWER_NO,
                               .why = chart->why->str,
                               .source = (char *)"15 CFR 738 Supp. 1",
                               .as_of = chart->as_of};
    take("5.4", &cells, data);
    const KnownAnswer reasons = {.kind = ANSWER_TEXT,
                                 .text = chart->reasons->str,
                                 .why = (char *)"the entries of the items",
                                 .source = (char *)"15 CFR 774 Supp. 1",
                                 .as_of = chart->as_of};
    if (chart->reasons->len > 0)
        take("4.4", &reasons, data);
}

static bool each_of_chart(Store *store, gint64 case_id, KnownTake take, gpointer data, GError **error)
{
    g_autoptr(Query) query = query_new(store, chart_sql, error);
    if (!query)
        return false;
    query_bind_int(query, ":case_id", case_id);
    g_autoptr(RuleTables) tables = rule_tables_of_store(store);
    g_autofree char *today = store_today(store);
    g_autoptr(GString) why = g_string_new(NULL);
    g_autoptr(GString) reasons = g_string_new(NULL);
    Chart chart = {.why = why, .reasons = reasons};
    GError *problem = NULL;
    while (query_next(query, &problem))
        ask_chart(&chart, tables, query, today);
    if (!problem && chart.asked > 0)
        give_chart(&chart, take, data);
    g_free(chart.as_of);
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

bool known_each(Store *store, gint64 case_id, KnownTake take, gpointer data, GError **error)
{
    return each_of_view(store, case_id, take, data, error) &&
           each_of_chart(store, case_id, take, data, error);
}

/* --- words --- */

const char *known_value(const KnownAnswer *known)
{
    return known->kind == ANSWER_TEXT ? known->text : answer_kind_code(known->kind);
}

char *known_words(const KnownAnswer *known)
{
    const char *value = known->kind == ANSWER_TEXT ? known->text : answer_kind_label(known->kind);
    GString *words = g_string_new(value);
    if (known->why)
        g_string_append_printf(words, ", because %s", known->why);
    if (known->source)
        g_string_append_printf(words, " (%s%s%s)", known->source, known->as_of ? ", as of " : "",
                               known->as_of ? known->as_of : "");
    return g_string_free(words, FALSE);
}
