/*
 * Makes an office of any size, through the program's own store: the demonstration office, and as many visits
 * with visitors as are asked for behind it.
 *
 *     build/tests/office --visits 100000 --seed 1 office.db
 *
 * Skewed as offices are: a few partners send most visitors, most visits are long closed, a few lie ahead.
 */
#include <stdio.h>
#include <stdlib.h>

#include "store/change.h"
#include "store/demo.h"
#include "store/query.h"

enum { BATCH = 10000 };

/* Numbers are mixed from n and the seed, so that neighbours differ and the same seed gives the same office.
 */
#define MIXED "((n * 7919 + :seed * 104729) * 48271 % 2147483647)"

static const char visitors_sql[] =
    "INSERT INTO visitor (id, family_name, given_name, native_name, us_person, partner_id, employer, "
    "employer_country, position)"
    " WITH RECURSIVE many(n) AS (SELECT CAST(:from AS INTEGER) UNION ALL SELECT n + 1 FROM many WHERE n < "
    "CAST(:to AS INTEGER)),"
    " mixed AS (SELECT n, " MIXED " AS m FROM many)"
    " SELECT 1000 + n, f.family_name, g.given_name, f.native_name, 'no', f.partner_id, f.employer, "
    "f.employer_country, g.position"
    " FROM mixed JOIN visitor f ON f.id = 1 + m % 300 JOIN visitor g ON g.id = 1 + m / 300 % 300";

static const char visits_sql[] =
    "INSERT INTO visit (id, title, kind, state, partner_id, organisation, purpose, subjects, arrives_on, "
    "departs_on, site, officer_id, host_id, arrived_on, departed_on, report_due_on, report_filed_on, "
    "closed_by, closed_on)"
    " WITH RECURSIVE many(n) AS (SELECT CAST(:from AS INTEGER) UNION ALL SELECT n + 1 FROM many WHERE n < "
    "CAST(:to AS INTEGER)),"
    " mixed AS (SELECT n, " MIXED " AS m FROM many),"
    " dated AS (SELECT n, m, m % 5400 AS ago, date((SELECT day FROM today), (120 - m % 5400) || ' days') AS "
    "arrives FROM mixed)"
    " SELECT 1000 + n, v.title, v.kind, CASE WHEN ago > 180 THEN CASE m % 29 WHEN 0 THEN 'cancelled' WHEN 1 "
    "THEN 'denied' WHEN 2 THEN 'no_show' ELSE 'closed' END WHEN ago > 121 THEN 'report_filed'"
    "   WHEN ago > 90 THEN 'approved' ELSE CASE m % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'submitted' ELSE "
    "'in_review' END END,"
    "   1 + (m / 7 % 18) * (m / 131 % 18) / 18, v.organisation, v.purpose, v.subjects, arrives, "
    "date(arrives, (m % 4) || ' days'), v.site, 4, 1 + m % 14,"
    "   CASE WHEN ago > 121 AND m % 29 > 2 THEN arrives END, CASE WHEN ago > 121 AND m % 29 > 2 THEN "
    "date(arrives, (m % 4) || ' days') END,"
    "   CASE WHEN ago > 121 THEN date(arrives, '+18 days') END, CASE WHEN ago > 121 THEN date(arrives, '+10 "
    "days') END,"
    "   CASE WHEN ago > 180 THEN 'omar.haddad' END, CASE WHEN ago > 180 THEN date(arrives, '+20 days') END"
    " FROM dated JOIN visit v ON v.id = 1 + m / 11 % 116";

static const char joined_sql[] = "INSERT INTO visit_visitor (id, visit_id, visitor_id, part, state)"
                                 " WITH RECURSIVE many(n) AS (SELECT CAST(:from AS INTEGER) UNION ALL SELECT "
                                 "n + 1 FROM many WHERE n < CAST(:to AS INTEGER)),"
                                 " mixed AS (SELECT n, " MIXED " AS m FROM many)"
                                 " SELECT 10000 + n * 2 + k, 1000 + n, CASE k WHEN 0 THEN 1000 + n ELSE 1 + "
                                 "m % 300 END, CASE k WHEN 0 THEN 'head' ELSE 'member' END, 'named'"
                                 " FROM mixed, (SELECT 0 AS k UNION ALL SELECT 1) WHERE k = 0 OR m % 3 = 0";

static bool run_batch(Change *change, const char *sql, const char *seed, gint64 from, gint64 to,
                      GError **error)
{
    g_autofree char *first = g_strdup_printf("%" G_GINT64_FORMAT, from);
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, to);
    return change_run(change, error, sql, ":seed", seed, ":from", first, ":to", last, NULL);
}

/* One change for each ten thousand visits: the memory that a change takes stays the same whatever the size.
 */
static bool add_batch(Store *store, const char *seed, gint64 from, gint64 to, GError **error)
{
    g_autoptr(Change) change = change_open(store, "Visits for measuring", error);
    if (change == NULL)
        return false;
    change_set_kind(change, "demo");
    if (!run_batch(change, visitors_sql, seed, from, to, error) ||
        !run_batch(change, visits_sql, seed, from, to, error) ||
        !run_batch(change, joined_sql, seed, from, to, error))
        return false;
    return change_commit(g_steal_pointer(&change), NULL, error);
}

static bool make_office(const char *path, gint64 visits, guint seed, GError **error)
{
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = true};
    g_autoptr(Store) store = store_open(&options, error);
    if (store == NULL || !demo_fill(store, seed, error))
        return false;
    g_autofree char *seed_text = g_strdup_printf("%u", seed);
    for (gint64 from = 1; from <= visits; from += BATCH) {
        if (!add_batch(store, seed_text, from, MIN(from + BATCH - 1, visits), error))
            return false;
        fprintf(stderr, "\r%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " visits",
                MIN(from + BATCH - 1, visits), visits);
    }
    fputc('\n', stderr);
    return true;
}

int main(int argc, char **argv)
{
    gint64 visits = 100000;
    gint seed = 1;
    const GOptionEntry entries[] = {
        {"visits", 0, 0, G_OPTION_ARG_INT64, &visits, "How many visits", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "The same seed gives the same office", "S"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new("FILE");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 2 || visits < 0) {
        fprintf(stderr, "office: %s\n",
                error != NULL ? error->message : "give --visits N --seed S and the name of a new file");
        return 2;
    }
    if (!make_office(argv[1], visits, (guint)seed, &error)) {
        fprintf(stderr, "office: %s\n", error->message);
        return 3;
    }
    return 0;
}
