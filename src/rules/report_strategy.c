/* The reports of strategy: the partners with how each relationship stands, and how far the strategy is
 * covered. */
#include "rules/report.h"

static const ReportPart partner_parts[] = {
    {"Partners and what both sides give", NULL,
     "SELECT coalesce(p.code, p.ref) AS \"Partner\", p.name AS \"Name\", k.label AS \"Kind\", (SELECT "
     "count(*) "
     "FROM agreement a JOIN agreement_state s ON s.code = a.state WHERE a.partner_id = p.id AND s.phase = "
     "'in_force') AS \"Agreements in force\", (SELECT count(*) FROM project j WHERE j.partner_id = p.id AND "
     "j.state IN ('active', 'on_hold')) AS \"Projects under way\", coalesce(m.us_minor, 0) AS \"US "
     "share_minor\", coalesce(m.foreign_minor, 0) AS \"Partner share_minor\" FROM partner p JOIN "
     "partner_kind "
     "k ON k.code = p.kind LEFT JOIN money_sum m ON m.scope = 'partner' AND m.scope_id = p.id WHERE p.active "
     "= 1 ORDER BY k.position, p.name",
     "There are no partners."},
    {"How each relationship stands", NULL,
     "SELECT coalesce(code, name) AS \"Partner\", coalesce(score || ' of 100', 'not measured') AS "
     "\"Health\", "
     "coalesce(last_met || ' days ago', 'never') AS \"Last met\", meetings AS \"Met in 12 months\", "
     "coalesce(commitments || ' %', '') AS \"Commitments in time\", coalesce(response || ' days', '') AS "
     "\"Answers in\" FROM health_list ORDER BY score, name",
     "There are no partners."},
    {"How the health is worked out", NULL,
     "SELECT title AS \"Measure\", weight AS \"Weight\", CAST(good AS INTEGER) || ' ' || unit AS \"Full "
     "at\", "
     "CAST(poor AS INTEGER) || ' ' || unit AS \"None at\", origin AS \"From\" FROM health_formula_list ORDER "
     "BY position",
     "It has no measures."},
    {"Open needs", NULL,
     "SELECT n.ref AS \"Need\", p.name AS \"Partner\", n.title AS \"What\", n.kind_label AS \"Kind\", "
     "n.priority_label AS \"Priority\", n.state_label AS \"State\" FROM need_list n JOIN partner p ON p.id = "
     "n.partner_id WHERE n.ended = 0 ORDER BY p.name, n.priority_order, n.title",
     "None."},
    {"Open opportunities", NULL,
     "SELECT ref AS \"Ref\", title AS \"What\", coalesce(partner, '') AS \"Partner\", state_label AS "
     "\"Stage\", priority_label AS \"Priority\", coalesce(next_on, '') AS \"Next step\" FROM "
     "opportunity_list "
     "WHERE ended = 0 ORDER BY state_order DESC, ref",
     "None."},
    {"Matches of researchers of both sides (6 U.S.C. 195c(b)(3)(D))", NULL,
     "SELECT need AS \"Need\", us_entity AS \"United States\", foreign_entity AS \"Abroad\", state_label AS "
     "\"State\" FROM research_match_list WHERE ended = 0 ORDER BY need, us_entity",
     "None."},
};

#define CELLS(cut)                                                                                           \
    "SELECT row_title AS \"Partner\", col_title AS \"Serves\", CASE projects WHEN 0 THEN 'hole' ELSE "       \
    "projects "                                                                                              \
    "END AS \"Projects\", us_minor AS \"US share_minor\", foreign_minor AS \"Partner share_minor\" FROM "    \
    "coverage_cell WHERE cut = '" cut "' ORDER BY row_order, col_order"

static const ReportPart coverage_parts[] = {
    {"Partners and Visionary Goals", NULL, CELLS("visionary_goal"), "There are no partners."},
    {"Partners and teams", NULL, CELLS("ipt_team"), "There are no partners."},
    {"Needs and the projects that serve them", NULL,
     "SELECT n.ref AS \"Need\", c.row_title AS \"What\", c.col_title AS \"Project\", c.us_minor AS \"US "
     "share_minor\", c.foreign_minor AS \"Partner share_minor\" FROM coverage_cell c JOIN need n ON n.id = "
     "c.row_key WHERE c.cut = 'gap' ORDER BY c.row_order, c.col_order",
     "There are no needs."},
    {"What nothing covers, and what covers nothing", NULL,
     "SELECT title AS \"What\", sort AS \"Why\", what AS \"Of\" FROM coverage_hole ORDER BY position, title",
     "Nothing."},
};

static Document *make(Store *store, const char *title, const ReportPart *parts, guint count,
                      const ReportScope *scope, GError **error)
{
    g_autoptr(Document) document = report_begin(store, title);
    return report_parts(document, store, parts, count, scope, error) ? g_steal_pointer(&document) : NULL;
}

Document *report_partners(Store *store, const ReportScope *scope, GError **error)
{
    return make(store, "Partners", partner_parts, G_N_ELEMENTS(partner_parts), scope, error);
}

Document *report_coverage(Store *store, const ReportScope *scope, GError **error)
{
    return make(store, "Coverage of the strategy", coverage_parts, G_N_ELEMENTS(coverage_parts), scope,
                error);
}
