#include "support/large_office.h"

#include "store/bulk.h"
#include "store/change.h"
#include "store/demo.h"
#include "store/query.h"

enum { BATCH = 10000 };

/* What is added is numbered from here on, behind the demonstration's own. */
#define FIRST "1000"

/* Numbers are mixed from n and the seed, so that neighbours differ and the same seed gives the same office.
 * (FLAT * FLAT) / size prefers the low ones: few partners, hosts and titles make up most of the work. */
#define MANY                                                                                                 \
    " WITH RECURSIVE many(n) AS (SELECT CAST(:from AS INTEGER) UNION ALL SELECT n + 1 FROM many"             \
    " WHERE n < CAST(:to AS INTEGER)),"                                                                      \
    " mixed AS (SELECT n, (n * 7919 + :seed * 104729) * 48271 % 2147483647 AS m FROM many)"

/* Names are put together from those of the demonstration office, each from one culture. */
static const char visitors_sql[] =
    "INSERT INTO visitor (id, ref, family_name, given_name, native_name, us_person, partner_id, employer,"
    " employer_country, position, screened_on, screening_outcome)" MANY " SELECT " FIRST
    " + n, printf('VTR-%d-%d', 2012 + m % 15, " FIRST " + n), f.family_name, g.given_name,"
    " f.native_name, 'no', f.partner_id, f.employer, f.employer_country, g.position, f.screened_on,"
    " f.screening_outcome"
    " FROM mixed JOIN visitor f ON f.id = 1 + m % 300 JOIN visitor g ON g.id = 1 + m / 300 % 300";

static const char citizenships_sql[] =
    "INSERT INTO citizenship (id, visitor_id, country, kind, current, most_recent)" MANY " SELECT " FIRST
    " + n, " FIRST " + n, c.country, c.kind, 1, 1"
    " FROM mixed JOIN citizenship c ON c.visitor_id = 1 + m % 300 AND c.kind = 'citizenship' AND "
    "c.most_recent = 1";

static const char visits_sql[] =
    "INSERT INTO visit (id, ref, title, kind, state, partner_id, organisation, purpose, subjects, arrives_on,"
    " departs_on, site, officer_id, host_id, submitted_on, arrived_on, departed_on, report_due_on,"
    " report_filed_on, closed_by, closed_on)" MANY
    ", dated AS MATERIALIZED (SELECT n, m, m % 5400 AS ago, date(day, (120 - m % 5400) || ' days') AS "
    "arrives, m % 4 AS "
    "days"
    " FROM mixed, today),"
    " settled AS (SELECT *, CASE WHEN ago > 180 THEN CASE m % 29 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'denied'"
    " WHEN 2 THEN 'no_show' ELSE 'closed' END WHEN ago > 123 THEN 'report_filed' WHEN ago > 90 THEN "
    "'approved'"
    " WHEN m % 3 = 0 THEN 'draft' WHEN m % 3 = 1 THEN 'submitted' ELSE 'in_review' END AS state FROM dated),"
    " known AS MATERIALIZED (SELECT *, state IN ('closed', 'report_filed') AS held, state = 'closed' AS over "
    "FROM settled)"
    " SELECT " FIRST " + n, printf('VIS-%s-%d', substr(arrives, 1, 4), " FIRST
    " + n), v.title, v.kind, k.state,"
    " v.partner_id, v.organisation, v.purpose, v.subjects, arrives, date(arrives, days || ' days'), v.site,"
    " 1 + m % 8, 1 + (m / 7 % 14) * (m / 101 % 14) / 14,"
    " CASE WHEN k.state <> 'draft' THEN date(arrives, -(20 + m % 30) || ' days') END,"
    " CASE WHEN held THEN arrives END, CASE WHEN held THEN date(arrives, days || ' days') END,"
    " CASE WHEN held THEN date(arrives, '+18 days') END, CASE WHEN held THEN date(arrives, '+10 days') END,"
    " CASE WHEN over THEN 'omar.haddad' END, CASE WHEN over THEN date(arrives, '+20 days') END"
    " FROM known k JOIN visit v ON v.id = 1 + (m / 11 % 110) * (m / 131 % 110) / 110 * (m / 1499 % 110) / "
    "110";

static const char people_sql[] =
    "INSERT INTO visit_visitor (id, visit_id, visitor_id, part, state)" MANY
    " SELECT 10000 + n * 2 + k, " FIRST " + n, CASE k WHEN 0 THEN " FIRST " + n ELSE 1 + m % 300 END,"
    " CASE k WHEN 0 THEN 'head' ELSE 'member' END, 'named'"
    " FROM mixed, (SELECT 0 AS k UNION ALL SELECT 1) WHERE k = 0 OR m % 3 = 0";

static const char reviews_sql[] =
    "INSERT INTO review (id, visit_id, kind, reviewer, requested_on, due_on, returned_on, result)" MANY
    " SELECT 10000 + n, v.id, CASE m % 3 WHEN 0 THEN 'security_check' WHEN 1 THEN 'area' ELSE "
    "'export_control' END,"
    " 'Reviewer', date(v.arrives_on, '-40 days'), date(v.arrives_on, '-5 days'),"
    " CASE WHEN settled THEN date(v.arrives_on, '-10 days') END, CASE WHEN settled THEN 'no_objection' END"
    " FROM mixed JOIN (SELECT id, arrives_on, state NOT IN ('draft', 'submitted', 'in_review') AS settled"
    " FROM visit) v ON v.id = " FIRST " + n";

static bool run_batch(Change *change, const char *seed, gint64 from, gint64 to, GError **error)
{
    const char *const parts[] = {visitors_sql, citizenships_sql, visits_sql, people_sql, reviews_sql};
    g_autofree char *first = g_strdup_printf("%" G_GINT64_FORMAT, from);
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, to);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!change_run(change, error, parts[i], ":seed", seed, ":from", first, ":to", last, NULL))
            return false;
    }
    return true;
}

/* One change for each ten thousand visits: the memory that a change takes stays the same whatever the size.
 */
static bool add_batch(Store *store, const char *seed, gint64 from, gint64 to, GError **error)
{
    Change *change = change_open(store, "Visits for measuring", error);
    if (change == NULL)
        return false;
    change_set_kind(change, "demo");
    if (!run_batch(change, seed, from, to, error)) {
        change_abandon(change);
        return false;
    }
    return change_commit(change, NULL, error);
}

static bool fix_day(Store *store, const char *today, GError **error)
{
    if (today == NULL)
        return true;
    Change *change = change_open(store, "The day fixed", error);
    if (change == NULL)
        return false;
    if (change_run(change, error, "INSERT INTO setting (name, value) VALUES ('today', :today)", ":today",
                   today, NULL))
        return change_commit(change, NULL, error);
    change_abandon(change);
    return false;
}

bool large_office_make(const char *path, gint64 visits, guint seed, const char *today,
                       void (*progress)(gint64 done, gint64 visits), GError **error)
{
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = true};
    g_autoptr(Store) store = store_open(&options, error);
    if (store == NULL || !fix_day(store, today, error) || !demo_fill(store, seed, error))
        return false;
    if (!bulk_begin(store, true, error))
        return false;
    g_autofree char *seed_text = g_strdup_printf("%u", seed);
    for (gint64 from = 1; from <= visits; from += BATCH) {
        const gint64 to = MIN(from + BATCH - 1, visits);
        if (!add_batch(store, seed_text, from, to, error))
            return false;
        if (progress != NULL)
            progress(to, visits);
    }
    return bulk_end(store, error);
}
