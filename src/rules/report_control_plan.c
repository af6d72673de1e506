/* The report control-plan: a technology control plan as it is printed and signed. */
#include "base/error.h"
#include "rules/report.h"
#include "store/query.h"

static const char head_sql[] =
    "SELECT t.title, t.ref || ', version ' || t.version || ', ' || lower(t.state_label),"
    " coalesce('Approved by ' || t.approved_by || ' on ' || t.approved_on || '. ', 'Not approved. ')"
    " || coalesce('Next review on ' || t.review_on || '.', 'No review is set.'),"
    " coalesce('Case ' || t.export_case || '. ', '') || coalesce('Project ' || t.project || '. ', '')"
    " || coalesce('Responsible: ' || t.responsible || '.', '')"
    " FROM control_plan_list t WHERE t.ref = :subject";

static const char sections_sql[] = "SELECT s.title, s.text, s.part FROM control_plan_section_list s"
                                   " WHERE s.control_plan = :subject ORDER BY s.position";

static const char access_sql[] =
    "SELECT a.name AS \"Person\", a.nationality AS \"Nationality\", a.role AS \"Role\", a.granted_on AS "
    "\"Since\","
    " coalesce(a.acknowledged_on, 'not yet') AS \"Acknowledged\", a.removed_on AS \"Removed\""
    " FROM control_plan_access_list a WHERE a.control_plan = :subject ORDER BY a.removed_on IS NOT NULL, "
    "a.name";

static const char items_sql[] =
    "SELECT m.title AS \"Item\", m.kind_label AS \"Kind\", m.jurisdiction_label AS \"Jurisdiction\","
    " coalesce(m.eccn_full, m.usml_category || coalesce(' ' || m.usml_paragraph, ''), 'not classified') AS "
    "\"Class\""
    " FROM control_plan_list t JOIN case_item_list m ON m.export_case_id = t.export_case_id WHERE t.ref = "
    ":subject"
    " ORDER BY m.title";

static void add_head(Document *document, Query *query)
{
    for (int i = 1; i < query_columns(query); i++) {
        if (query_text(query, i) && *query_text(query, i) != '\0')
            document_paragraph(document, query_text(query, i));
    }
}

/* The tables that a section has beside its text: the items of the case, the access list. */
static bool add_tables(Document *document, Store *store, const char *part, const ReportScope *scope,
                       GError **error)
{
    if (g_strcmp0(part, "items") == 0)
        return report_rows(document, store, items_sql, scope, "The plan names no case with items.", error);
    if (g_strcmp0(part, "personnel") == 0)
        return report_rows(document, store, access_sql, scope, "Nobody has access yet.", error);
    return true;
}

static bool add_sections(Document *document, Store *store, const ReportScope *scope, GError **error)
{
    g_autoptr(Query) query = query_new(store, sections_sql, error);
    if (!query)
        return false;
    query_bind_text(query, ":subject", scope->subject);
    GError *problem = NULL;
    while (query_next(query, &problem)) {
        const char *text = query_text(query, 1);
        document_heading(document, 2, query_text(query, 0));
        document_paragraph(document, text && *text != '\0' ? text : "Not written yet.");
        if (!add_tables(document, store, query_text(query, 2), scope, error))
            return false;
    }
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

Document *report_control_plan(Store *store, const ReportScope *scope, GError **error)
{
    GError *problem = NULL;
    g_autoptr(Query) query = query_new(store, head_sql, error);
    if (!query)
        return NULL;
    query_bind_text(query, ":subject", scope->subject);
    if (!query_next(query, &problem)) {
        if (problem)
            g_propagate_error(error, problem);
        else
            error_set(error, ERROR_NOT_FOUND,
                      "%s: there is no control plan of that reference: give one such as TCP-2026-001",
                      scope->subject ? scope->subject : "");
        return NULL;
    }
    g_autofree char *title = g_strconcat("Technology control plan: ", query_text(query, 0), NULL);
    g_autoptr(Document) document = report_begin(store, title);
    add_head(document, query);
    return add_sections(document, store, scope, error) ? g_steal_pointer(&document) : NULL;
}
