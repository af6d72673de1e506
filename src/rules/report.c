#include "rules/report.h"

#include <string.h>

#include "store/query.h"

static const char cents[] = "_minor";

/* clang-format off */
static const Report reports[] = {
    {"congress", NULL, "The report to Congress under 6 U.S.C. 195c(e), and what is missing before it can be signed.", true,
     report_congress},
    {"partners", NULL, "The partners: money, how each relationship stands, needs, opportunities, matches.", false,
     report_partners},
    {"coverage", NULL, "How far the strategy is covered, partner by goal and need by project, with the holes.", false,
     report_coverage},
    {"agreements", NULL, "The agreements in force with their money, those on the way with what is open, those that ended.",
     false, report_agreements},
    {"clocks", NULL, "The clocks of the agreements: late, running, alerts before an end, met; each with its source.", false,
     report_clocks},
    {"portfolio", NULL, "What both sides give, by partner, form, stage and year, and whether it matches.", false,
     report_portfolio},
    {"control-plan", "PLAN", "A technology control plan with its sections, items and access list.", false,
     report_control_plan},
    {"escort-sheet", "VISIT", "What the escort carries: people, conditions, areas, programme, what is not shown.", false,
     report_escort_sheet},
    {"visits", NULL, "Visits by country with person-days, lead times kept, conditions, listed nationals.", true, report_visits},
};
/* clang-format on */

const Report *report_table(guint *count)
{
    *count = G_N_ELEMENTS(reports);
    return reports;
}

const Report *report_find(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(reports); i++) {
        if (strcmp(reports[i].name, name) == 0)
            return &reports[i];
    }
    return NULL;
}

Document *report_begin(Store *store, const char *title)
{
    g_autofree char *office =
        query_one_text(store, "SELECT value FROM setting WHERE name = 'office'", 0, NULL);
    g_autofree char *today = store_today(store);
    Document *document = document_new(title, office != NULL ? office : "", today);
    document_heading(document, 1, title);
    g_autofree char *line = g_strdup_printf("%s, %s", office != NULL ? office : "", today);
    document_paragraph(document, line);
    return document;
}

/* --- tables --- */

static char *heading_of(const Query *query, int column)
{
    const char *name = query_column_name(query, column);
    return g_str_has_suffix(name, cents) ? g_strndup(name, strlen(name) - strlen(cents)) : g_strdup(name);
}

static char *cell_of(Query *query, int column)
{
    return g_strdup(query_text(query, column));
}

static void mark_amounts(Document *document, const Query *query)
{
    for (int i = 0; i < query_columns(query); i++) {
        if (g_str_has_suffix(query_column_name(query, i), cents))
            document_amounts(document, (guint)i);
    }
}

static void add_line(Document *document, Query *query, char *(*cell)(Query *query, int column), bool heading)
{
    const int columns = query_columns(query);
    g_auto(GStrv) cells = g_new0(char *, columns + 1);
    for (int i = 0; i < columns; i++) {
        char *text = cell(query, i);
        cells[i] = text != NULL ? text : g_strdup("");
    }
    if (heading)
        document_table(document, (guint)columns, (const char *const *)cells);
    else
        document_row(document, (const char *const *)cells);
    if (heading)
        mark_amounts(document, query);
}

static char *heading_cell(Query *query, int column)
{
    return heading_of(query, column);
}

bool report_rows(Document *document, Store *store, const char *sql, const ReportScope *scope,
                 const char *empty, GError **error)
{
    g_autoptr(Query) query = query_new(store, sql, error);
    if (query == NULL)
        return false;
    query_bind_text(query, ":subject", scope->subject);
    query_bind_text(query, ":from", scope->from);
    query_bind_text(query, ":to", scope->to);
    GError *failure = NULL;
    guint rows = 0;
    while (query_next(query, &failure)) {
        if (rows++ == 0)
            add_line(document, query, heading_cell, true);
        add_line(document, query, cell_of, false);
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    if (rows == 0)
        document_paragraph(document, empty);
    return true;
}

bool report_parts(Document *document, Store *store, const ReportPart *parts, guint count,
                  const ReportScope *scope, GError **error)
{
    for (guint i = 0; i < count; i++) {
        document_heading(document, 2, parts[i].title);
        if (parts[i].said != NULL)
            document_paragraph(document, parts[i].said);
        if (!report_rows(document, store, parts[i].sql, scope, parts[i].empty, error))
            return false;
    }
    return true;
}
