/* The reports of hosting: the sheet that the escort carries, and the figures over visits. */
#include "base/error.h"
#include "rules/report.h"
#include "store/query.h"
#include "store/record.h"

typedef struct {
    const char *title;
    const char *sql;
    const char *empty;
} Part;

#define OF_VISIT "(SELECT id FROM visit WHERE ref = upper(:subject))"

/* Nothing here is sensitive or a judgement: the sheet lies on tables. */
static const Part sheet_parts[] = {
    {"The visit",
     "SELECT v.ref AS \"Visit\", v.title AS \"Title\", coalesce(p.name, v.organisation, '') AS \"For\", "
     "s.label AS \"State\" FROM visit v JOIN visit_state s ON s.code = v.state LEFT JOIN partner p ON p.id = "
     "v.partner_id WHERE v.id = " OF_VISIT,
     ""},
    {"When and where",
     "SELECT arrives_on || coalesce(' ' || arrive_time, '') AS \"From\", departs_on || coalesce(' ' || "
     "depart_time, '') AS \"To\", coalesce(site, '') AS \"Site\" FROM visit WHERE id = " OF_VISIT,
     ""},
    {"Host and escorts",
     "SELECT h.name AS \"Name\", 'Host' AS \"As\", coalesce(h.phone, '') AS \"Phone\", "
     "coalesce(h.escort_trained_on, '') AS "
     "\"Escort training\" FROM visit v JOIN host h ON h.id = v.host_id WHERE v.id = " OF_VISIT
     " UNION ALL SELECT name, 'Escort', coalesce(phone, ''), coalesce(trained_on, 'none recorded') FROM "
     "visit_escort_list "
     "WHERE visit_id = " OF_VISIT,
     "Nobody is named."},
    {"People who are let in",
     "SELECT name AS \"Name\", coalesce(citizenships, '') AS \"Citizenship\", coalesce(employer, '') AS "
     "\"Employer\", part_label "
     "AS \"Part\", coalesce(badge_no, '') AS \"Badge\" FROM visit_visitor_list WHERE visit_id = " OF_VISIT
     " AND state NOT IN ('denied', 'withdrawn', 'no_show', 'denied_entry') ORDER BY name",
     "Nobody."},
    {"NOT to be let in",
     "SELECT name AS \"Name\", state_label AS \"State\" FROM visit_visitor_list WHERE visit_id = " OF_VISIT
     " AND state IN ('denied', 'withdrawn', 'denied_entry') ORDER BY name",
     "Nobody else is named; nobody else is let in."},
    {"Conditions and provisos",
     "SELECT 'The visit' AS \"From\", provisos AS \"Condition\" FROM visit WHERE id = " OF_VISIT
     " AND trim(coalesce(provisos, '')) <> '' UNION ALL SELECT k.label || ' review', r.conditions FROM "
     "review r JOIN "
     "review_kind k ON k.code = r.kind WHERE r.visit_id = " OF_VISIT
     " AND r.result IS NOT 'superseded' AND trim(coalesce(r.conditions, '')) <> ''",
     "None recorded."},
    {"May be shown and discussed",
     "SELECT coalesce(subjects, '') AS \"Subjects\", l.label AS \"Up to\", f.label AS \"Photographs\", "
     "coalesce(hours, '') AS "
     "\"Hours\" FROM visit v JOIN classification l ON l.code = v.classification JOIN photography f ON f.code "
     "= v.photography "
     "WHERE v.id = " OF_VISIT,
     ""},
    {"Areas they may enter",
     "SELECT a.area AS \"Area\", coalesce(a.building, '') || coalesce(' ' || a.room, '') AS \"Where\", "
     "coalesce(a.on_day, 'whole "
     "visit') || coalesce(' ' || a.from_time, '') || coalesce('-' || a.to_time, '') AS \"When\", CASE WHEN "
     "a.escort_required = 1 "
     "THEN coalesce((SELECT e.name FROM visit_escort_list e WHERE e.id = a.escort_id), 'escort required') "
     "ELSE 'no escort' END AS "
     "\"Escort\" FROM visit_area a WHERE a.permitted = 1 AND a.visit_id = " OF_VISIT
     " ORDER BY a.on_day, a.from_time, a.id",
     "None: public areas only."},
    {"DO NOT SHOW",
     "SELECT a.area AS \"Area\", coalesce(a.building, '') || coalesce(' ' || a.room, '') AS \"Where\", "
     "coalesce(a.notes, '') AS "
     "\"Note\" FROM visit_area a WHERE a.permitted = 0 AND a.visit_id = " OF_VISIT " ORDER BY a.id",
     "Everything that is not named above."},
    {"Programme",
     "SELECT on_day AS \"Day\", coalesce(from_time, '') || coalesce('-' || to_time, '') AS \"Time\", title "
     "AS \"What\", area AS "
     "\"Where\", coalesce(who, '') AS \"With\" FROM itinerary_stop_list WHERE visit_id = " OF_VISIT
     " ORDER BY on_day, from_time",
     "No programme is entered."},
    {"Things they brought, or were lent",
     "SELECT title AS \"Thing\", way_label AS \"How\", coalesce(serial, '') AS \"Serial\", coalesce(person, "
     "'') AS \"Person\", "
     "standing AS \"Now\" FROM visit_item_list WHERE way IN ('brought', 'lent') AND visit_id = " OF_VISIT
     " ORDER BY title",
     "Nothing is entered."},
};

static const Part figure_parts[] = {
    {"By country of the partner",
     "SELECT coalesce(c.label, p.name, 'No partner') AS \"Country\", count(DISTINCT "
     "v.id) AS \"Visits\", "
     "count(x.id) AS \"People\", coalesce(sum(CASE WHEN x.id IS NOT NULL THEN "
     "CAST(julianday(coalesce(x.departed_on, "
     "v.departed_on, v.departs_on)) - julianday(coalesce(x.arrived_on, v.arrived_on, v.arrives_on)) AS "
     "INTEGER) + 1 END), 0) AS "
     "\"Person-days\" FROM visit v LEFT JOIN partner p ON p.id = v.partner_id LEFT JOIN country c ON c.code "
     "= p.country LEFT JOIN "
     "visit_visitor x ON x.visit_id = v.id AND x.state IN ('on_site', 'departed') WHERE v.state IN "
     "('checked_in', 'departed', "
     "'report_due', 'report_filed', 'closed', 'purged', 'reopened') AND v.arrives_on BETWEEN coalesce(:from, "
     "'0000') AND "
     "coalesce(:to, '9999') GROUP BY 1 ORDER BY 2 DESC, 1",
     "None."},
    {"Lead times kept",
     "SELECT k.label AS \"Kind\", count(*) AS \"Submitted\", sum(l.short <= 0) AS "
     "\"In time\", (100 * "
     "sum(l.short <= 0) / count(*)) || ' %' AS \"Share\" FROM visit v JOIN visit_lead l ON l.visit_id = v.id "
     "AND l.rank = 1 JOIN "
     "visit_kind k ON k.code = v.kind WHERE v.submitted_on BETWEEN coalesce(:from, '0000') AND coalesce(:to, "
     "'9999') GROUP BY "
     "v.kind ORDER BY k.position",
     "Nothing was submitted."},
    {"Approved with conditions",
     "SELECT v.ref AS \"Visit\", v.title AS \"Title\", v.arrives_on AS \"Arrives\" FROM visit v JOIN "
     "visit_conditions c ON "
     "c.visit_id = v.id WHERE v.arrives_on BETWEEN coalesce(:from, '0000') AND coalesce(:to, '9999') ORDER "
     "BY v.arrives_on DESC",
     "None."},
    {"Nationals of E:1, E:2, 126.1 or terrorism-sponsor countries",
     "SELECT v.ref AS \"Visit\", v.title AS \"Title\", group_concat(DISTINCT c.country) AS \"Countries\" "
     "FROM visit v JOIN "
     "visit_visitor x ON x.visit_id = v.id JOIN citizenship c ON c.visitor_id = x.visitor_id JOIN "
     "country_concern k ON k.country = "
     "c.country AND k.list IN ('ear_e1', 'ear_e2', 'itar_126_1', 'terror_sponsor') WHERE v.arrives_on "
     "BETWEEN coalesce(:from, "
     "'0000') AND coalesce(:to, '9999') GROUP BY v.id ORDER BY v.arrives_on DESC",
     "None."},
};

static bool add_parts(Document *document, Store *store, const ReportScope *scope, const Part *parts,
                      guint count, GError **error)
{
    for (guint i = 0; i < count; i++) {
        document_heading(document, 2, parts[i].title);
        if (!report_rows(document, store, parts[i].sql, scope, parts[i].empty, error))
            return false;
    }
    return true;
}

Document *report_escort_sheet(Store *store, const ReportScope *scope, GError **error)
{
    const char *record = NULL;
    gint64 id = 0;
    if (!record_find_ref(store, scope->subject ? scope->subject : "", &record, &id, error))
        return NULL;
    if (g_strcmp0(record, "visit") != 0) {
        error_set(error, ERROR_NOT_FOUND, "%s: is no visit: give a reference such as VIS-2026-001",
                  scope->subject);
        return NULL;
    }
    g_autoptr(Document) document = report_begin(store, "Escort sheet");
    document_paragraph(document,
                       "Only what stands here is approved. What is not named is not shown. Report changes, "
                       "no-shows and incidents to the host and to security at once.");
    return add_parts(document, store, scope, sheet_parts, G_N_ELEMENTS(sheet_parts), error)
               ? g_steal_pointer(&document)
               : NULL;
}

Document *report_visits(Store *store, const ReportScope *scope, GError **error)
{
    g_autoptr(Document) document = report_begin(store, "Visits");
    return add_parts(document, store, scope, figure_parts, G_N_ELEMENTS(figure_parts), error)
               ? g_steal_pointer(&document)
               : NULL;
}
