/* The reports over agreements: what is in force and on the way, and the clocks that run for them. */
#include "rules/report.h"

static const ReportPart agreement_parts[] = {
    {"In force", NULL,
     "SELECT ref AS \"Agreement\", coalesce(short_title, title) AS \"Title\", coalesce(partner, '') AS "
     "\"Partner\", legal_label AS \"Character\", coalesce(in_force_on, '') AS \"In force\", "
     "coalesce(ends_on, 'open') AS \"Ends\" FROM agreement_list WHERE phase = 'in_force' ORDER BY partner, "
     "ref",
     "None."},
    {"In force: money", "What both sides contribute under each agreement and its projects, in US dollars.",
     "SELECT m.ref AS \"Agreement\", m.us_usd_minor AS \"US share_minor\", m.foreign_usd_minor AS \"Partner "
     "share_minor\", m.us_usd_minor + m.foreign_usd_minor AS \"Together_minor\", m.standing AS \"Match\" "
     "FROM match_ratio m JOIN agreement_list a ON a.id = m.scope_id WHERE m.scope = 'agreement' AND a.phase "
     "= 'in_force' ORDER BY a.partner, m.ref",
     "Nothing is contributed under any."},
    {"On the way", NULL,
     "SELECT ref AS \"Agreement\", coalesce(short_title, title) AS \"Title\", coalesce(partner, '') AS "
     "\"Partner\", kind_label AS \"Kind\", state_label AS \"State\", CASE clearances WHEN 0 THEN 'none asked "
     "for' ELSE clearances_done || ' of ' || clearances END AS \"Clearances\", coalesce(clock, '') AS "
     "\"Clock\" FROM agreement_list WHERE phase IN ('preparing', 'negotiating', 'concluding', 'paused') "
     "ORDER BY phase, ref",
     "None."},
    {"Under an umbrella", "Arrangements, amendments and annexes with the agreement that they hang on.",
     "SELECT a.ref AS \"Agreement\", coalesce(a.short_title, a.title) AS \"Title\", a.kind_label AS "
     "\"Kind\", a.parent AS \"Under\", a.state_label AS \"State\" FROM agreement_list a WHERE a.parent_id IS "
     "NOT NULL ORDER BY a.parent, a.ref",
     "None."},
    {"Ended", NULL,
     "SELECT ref AS \"Agreement\", coalesce(short_title, title) AS \"Title\", coalesce(partner, '') AS "
     "\"Partner\", state_label AS \"State\", coalesce(ends_on, '') AS \"Ended\" FROM agreement_list WHERE "
     "phase = 'ended' ORDER BY ends_on DESC, ref",
     "None."},
};

#define CLOCKS(where)                                                                                        \
    "SELECT agreement AS \"Agreement\", name AS \"Clock\", coalesce(clock, '') AS \"Stands at\", starts_on " \
    "AS "                                                                                                    \
    "\"From\", due_on AS \"Due\", coalesce(met_on, '') AS \"Met\", coalesce(cite, '') || CASE verified "     \
    "WHEN 0 THEN "                                                                                           \
    "' (unverified)' ELSE '' END AS \"Source\" FROM agreement_clock_list WHERE " where                       \
    " ORDER BY due_on, agreement, position"

static const ReportPart clock_parts[] = {
    {"Late", NULL, CLOCKS("ended = 0 AND standing = 'Late'"), "None."},
    {"Running", NULL, CLOCKS("ended = 0 AND standing = 'Runs'"), "None."},
    {"Alerts before an end", NULL, CLOCKS("ended = 0 AND standing = 'Now'"), "None."},
    {"Met late", "What reached its end after its day.", CLOCKS("standing = 'Met late'"), "None."},
    {"Met", NULL, CLOCKS("standing = 'Met'"), "None."},
};

static Document *make(Store *store, const char *title, const ReportPart *parts, guint count,
                      const ReportScope *scope, GError **error)
{
    g_autoptr(Document) document = report_begin(store, title);
    return report_parts(document, store, parts, count, scope, error) ? g_steal_pointer(&document) : NULL;
}

Document *report_agreements(Store *store, const ReportScope *scope, GError **error)
{
    return make(store, "Agreements", agreement_parts, G_N_ELEMENTS(agreement_parts), scope, error);
}

Document *report_clocks(Store *store, const ReportScope *scope, GError **error)
{
    return make(store, "Clocks", clock_parts, G_N_ELEMENTS(clock_parts), scope, error);
}
