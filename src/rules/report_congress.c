/*
 * The report to Congress, 6 U.S.C. 195c(e): its four sections over the views of congress.sql,
 * whether its sums are those of the portfolio, and what is missing before it can be signed. The first column
 * of each table is the reference of the record that the line comes from.
 */
#include "base/error.h"
#include "rules/report.h"
#include "store/query.h"

#define IN_PERIOD(day) " WHERE " day " BETWEEN :from AND :to"
#define UNDER_WAY      " WHERE (starts_on IS NULL OR starts_on <= :to) AND (ends_on IS NULL OR ends_on >= :from)"
#define UNVERIFIED                                                                                           \
    "Unverified: this paragraph comes from an amendment of 2016 whose text was not at hand. Hold it "        \
    "against the Code before you sign."

static const ReportPart parts[] = {
    {"(1) Grants, cooperative agreements and contracts: participants and goals",
     "Each under 195c(b)(3)(C) that was awarded in the period.",
     "SELECT ref AS \"Ref\", kind_label AS \"Kind\", participants AS \"Participants\", coalesce(goals, "
     "'MISSING') AS \"Goals\" FROM "
     "congress_award" IN_PERIOD("awarded_on") " ORDER BY ref",
     "None was awarded in the period."},
    {"(1) Grants, cooperative agreements and contracts: amounts and sources of funds", NULL,
     "SELECT ref AS \"Ref\", usd_minor AS \"Amount_minor\", coalesce(sources, 'MISSING') AS \"Sources\", "
     "awarded_on AS \"Awarded\" FROM "
     "congress_award" IN_PERIOD("awarded_on") " UNION ALL SELECT 'Sum', coalesce(sum(usd_minor), 0), '', '' "
                                              "FROM congress_award" IN_PERIOD("awarded_on") " ORDER BY 1",
     "None."},
    {"(2) Activities under way: participants, goals, duration",
     "Projects that are active or on hold and touch the period.",
     "SELECT ref AS \"Ref\", title AS \"Activity\", coalesce(participants, 'MISSING') AS \"Participants\", "
     "coalesce(goals, "
     "'MISSING') AS \"Goals\", duration AS \"Expected duration\" FROM congress_activity" UNDER_WAY
     " ORDER BY ref",
     "None."},
    {"(2) Activities under way: amounts and sources",
     "US dollars over the whole life of each activity. In kind is what is given in lieu of money: "
     "complementary activities, staff, facilities, material, equipment.",
     "SELECT ref AS \"Ref\", us_money_minor AS \"US, money_minor\", us_kind_minor AS \"US, in kind_minor\", "
     "foreign_money_minor AS \"Partner, money_minor\", foreign_kind_minor AS \"Partner, in kind_minor\", "
     "coalesce(sources, '') AS \"Sources\" FROM congress_activity" UNDER_WAY " ORDER BY ref",
     "None."},
    {"(3) Status of activities reported earlier", UNVERIFIED,
     "SELECT ref AS \"Ref\", title AS \"Activity\", coalesce(standing_then, '') AS \"Then\", standing_now AS "
     "\"Now\", CASE metrics WHEN 0 THEN 'no metric' ELSE reached || ' of ' || metrics || ' reached' END AS "
     "\"Goals met\", "
     "coalesce(lessons, '') AS \"Lessons\", coalesce(results, '') AS \"Success\" FROM congress_earlier ORDER "
     "BY ref",
     "No earlier report is kept: enter it under Report editions, with the day on which it was sent."},
    {"(4) Obstacles: administrative, legal, diplomatic, resources", UNVERIFIED,
     "SELECT ref AS \"Ref\", kind_label AS \"Kind\", title AS \"Obstacle\", coalesce(what, 'MISSING') AS "
     "\"What\", met_on AS "
     "\"Met\", CASE WHEN resolved_on IS NULL THEN 'open' ELSE coalesce(resolution, 'resolved') END AS "
     "\"Resolved\" FROM "
     "congress_obstacle" IN_PERIOD("met_on") " ORDER BY kind_order, met_on, ref",
     "None was met in the period."},
    {"Whether the sums agree",
     "All contributions in the file, parted by where they stand; the last line is the total of the "
     "portfolio.",
     "WITH under AS (SELECT project_id FROM congress_activity" UNDER_WAY
     "), cut AS (SELECT CASE WHEN project_id IS NULL THEN 3 WHEN project_id IN (SELECT project_id FROM "
     "under) THEN 1 ELSE 2 "
     "END AS k, side, usd_minor FROM contribution_money) SELECT CASE k WHEN 1 THEN 'Activities of section "
     "(2)' WHEN 2 THEN "
     "'Other projects' ELSE 'Agreements without a project' END AS \"Where\", coalesce(sum(usd_minor) FILTER "
     "(WHERE side = "
     "'us'), 0) AS \"US share_minor\", coalesce(sum(usd_minor) FILTER (WHERE side = 'foreign'), 0) AS "
     "\"Partner "
     "share_minor\", coalesce(sum(usd_minor), 0) AS \"Together_minor\" FROM cut GROUP BY k UNION ALL SELECT "
     "'Portfolio', "
     "us_minor, foreign_minor, us_minor + foreign_minor FROM portfolio WHERE cut = 'total'",
     "There are no contributions."},
    {"What is missing before it can be signed", NULL,
     "SELECT ref AS \"Ref\", '(' || section || ')' AS \"Section\", problem AS \"Missing\", cite AS \"Asked "
     "for by\" FROM "
     "congress_missing WHERE day IS NULL OR day BETWEEN :from AND :to ORDER BY section, ref, problem",
     "Nothing."},
};

/* The first of the five years up to `to`. */
static char *usual_from(Store *store, const char *to, GError **error)
{
    g_autoptr(Query) query = query_new(store, "SELECT date(:to, '-5 years', '+1 day')", error);
    if (query == NULL)
        return NULL;
    query_bind_text(query, ":to", to);
    return query_next(query, error) ? g_strdup(query_text(query, 0)) : NULL;
}

static void say_period(Document *document, const ReportScope *scope)
{
    g_autofree char *line =
        g_strdup_printf("International cooperative activities, %s to %s, under 6 U.S.C. 195c(e). The "
                        "reference before each line names the record that it comes from: entente show "
                        "REF prints it, and the screen Report to Congress opens it. A draft until what is "
                        "missing is entered and an official has signed.",
                        scope->from, scope->to);
    document_paragraph(document, line);
}

Document *report_congress(Store *store, const ReportScope *scope, GError **error)
{
    g_autofree char *to = scope->to != NULL ? g_strdup(scope->to) : store_today(store);
    g_autofree char *from = scope->from != NULL ? g_strdup(scope->from) : usual_from(store, to, error);
    if (from == NULL || to == NULL)
        return NULL;
    if (g_strcmp0(from, to) > 0) {
        error_set(error, ERROR_USAGE, "--from: %s: it lies after --to %s: give the earlier day first", from,
                  to);
        return NULL;
    }
    const ReportScope covered = {.from = from, .to = to};
    g_autoptr(Document) document = report_begin(store, "Report to Congress");
    say_period(document, &covered);
    return report_parts(document, store, parts, G_N_ELEMENTS(parts), &covered, error)
               ? g_steal_pointer(&document)
               : NULL;
}
