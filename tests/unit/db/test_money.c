/* Money adds up: whatever the order, the currencies and the years, every path to a sum gives the same cents.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/schema.h"

enum { OFFICES = 12, CONTRIBUTIONS = 60, PROJECTS = 5 };

#define OFFICE                                                                                               \
    "INSERT INTO partner (id, name, code, kind, country) VALUES (1, 'Sweden', 'SE', 'bilateral', 'SE'),"     \
    " (2, 'Japan', 'JP', 'non_bilateral', 'JP');"                                                            \
    "INSERT INTO agreement (id, title, partner_id) VALUES (1, 'Umbrella', 1), (2, 'Loose', NULL);"           \
    "INSERT INTO project (id, title, partner_id, agreement_id) VALUES (1, 'a', 1, 1), (2, 'b', 2, NULL),"    \
    " (3, 'c', NULL, 2), (4, 'd', 1, NULL), (5, 'e', NULL, NULL);"

#define RATES                                                                                                \
    "INSERT INTO exchange_rate (currency, rate_on, usd_rate, source) VALUES ('SEK', '2020-01-01', 0.1,"      \
    " 'test'), ('SEK', '2026-06-30', 0.0957, 'test'), ('JPY', '2026-01-31', 0.00671, 'test');"

static const struct {
    const char *code;
    double rate;   /* of its own; 0: none */
    double factor; /* cents for one of its smallest unit at a rate of one */
} currencies[] = {
    {"USD", 0, 1}, {"EUR", 1.0834, 1}, {"JPY", 0.0066, 100}, {"KWD", 3.2511, 0.1}, {"SEK", 0.0957, 1},
};

typedef struct {
    int project; /* 0: an agreement's own */
    guint currency, year, form;
    bool foreign;
    gint64 amount;
} Gift;

static Gift throw_gift(GRand *dice)
{
    return (Gift){
        .project = g_rand_int_range(dice, 0, PROJECTS + 1),
        .currency = (guint)g_rand_int_range(dice, 0, G_N_ELEMENTS(currencies)),
        .year = (guint)g_rand_int_range(dice, 2019, 2030),
        .form = (guint)g_rand_int_range(dice, 1, 7),
        .foreign = g_rand_boolean(dice),
        .amount = g_rand_int_range(dice, 0, 2000000000),
    };
}

static gint64 cents_of(const Gift *gift)
{
    if (gift->currency == 0)
        return gift->amount;
    return (gint64)((double)gift->amount * currencies[gift->currency].rate *
                        currencies[gift->currency].factor +
                    0.5);
}

static void give(Schema *schema, const Gift *gift)
{
    char rate[G_ASCII_DTOSTR_BUF_SIZE] = "NULL", project[16] = "NULL", agreement[16] = "NULL";
    if (gift->currency > 0)
        g_ascii_dtostr(rate, sizeof rate, currencies[gift->currency].rate);
    g_snprintf(gift->project > 0 ? project : agreement, sizeof project, "%d",
               gift->project > 0 ? gift->project : 1);
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO contribution (project_id, agreement_id, side, form, amount_minor, amount_currency,"
        " usd_rate, fiscal_year) SELECT %s, %s, '%s', code, %" G_GINT64_FORMAT
        ", '%s', %s, %u FROM contribution_form WHERE position = %u",
        project, agreement, gift->foreign ? "foreign" : "us", gift->amount, currencies[gift->currency].code,
        rate, gift->year, gift->form);
    schema_run(schema, sql);
}

static void shuffle(GRand *dice, Gift *gifts, int count)
{
    for (int i = count - 1; i > 0; i--) {
        const int other = g_rand_int_range(dice, 0, i + 1);
        const Gift gift = gifts[i];
        gifts[i] = gifts[other];
        gifts[other] = gift;
    }
}

static void assert_sum(Schema *schema, const char *sql, gint64 us, gint64 foreign, guint seed)
{
    g_autofree char *expected = g_strdup_printf("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT, us, foreign);
    g_autofree char *found = schema_text(schema, sql);
    if (g_strcmp0(expected, found) != 0)
        fail_msg("seed %u: %s gives %s, the contributions %s", seed, sql, found, expected);
}

/* Every path that the program has to the sum of all contributions, side by side. */
static const char *const paths[] = {
    "SELECT coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), coalesce(sum(usd_minor) FILTER (WHERE "
    "side = "
    "'foreign'), 0) FROM contribution",
    "SELECT us_minor, foreign_minor FROM portfolio WHERE cut = 'total'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio WHERE cut = 'partner'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio WHERE cut = 'side'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio WHERE cut = 'form'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio WHERE cut = 'stage'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio WHERE cut = 'year'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM money_sum WHERE scope = 'year'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM (SELECT us_minor, foreign_minor FROM money_sum WHERE "
    "scope = "
    "'project' UNION ALL SELECT coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), "
    "coalesce(sum(usd_minor) "
    "FILTER (WHERE side = 'foreign'), 0) FROM contribution WHERE project_id IS NULL)",
    "SELECT sum(us), sum(other) FROM (SELECT coalesce(us_minor, 0) AS us, coalesce(foreign_minor, 0) AS "
    "other FROM "
    "project_list UNION ALL SELECT coalesce(sum(usd_minor) FILTER (WHERE side = 'us'), 0), "
    "coalesce(sum(usd_minor) "
    "FILTER (WHERE side = 'foreign'), 0) FROM contribution WHERE project_id IS NULL)",
    "SELECT sum(us_minor), sum(foreign_minor) FROM portfolio_list WHERE cut = 'year'",
    "SELECT sum(us_minor), sum(foreign_minor) FROM match_list WHERE scope = 'year'",
};

static void assert_all_paths(Schema *schema, const Gift *gifts, guint seed)
{
    gint64 us = 0, foreign = 0;
    for (int i = 0; i < CONTRIBUTIONS; i++)
        *(gifts[i].foreign ? &foreign : &us) += cents_of(&gifts[i]);
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_sum(schema, paths[i], us, foreign, seed);
}

static void money__adds_up_alike_by_every_path__in_any_order(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE);
    for (guint seed = 1; seed <= OFFICES; seed++) {
        GRand *dice = g_rand_new_with_seed(seed);
        Gift gifts[CONTRIBUTIONS];
        for (int i = 0; i < CONTRIBUTIONS; i++)
            gifts[i] = throw_gift(dice);
        for (int order = 0; order < 2; order++) {
            schema_run(schema, "DELETE FROM contribution");
            shuffle(dice, gifts, CONTRIBUTIONS);
            for (int i = 0; i < CONTRIBUTIONS; i++)
                give(schema, &gifts[i]);
            assert_all_paths(schema, gifts, seed);
        }
        g_rand_free(dice);
    }
}

static void rate__of_the_day_or_before_is_taken__when_a_contribution_brings_none(void **state)
{
    Schema *schema = *state;
    schema_run(
        schema, OFFICE RATES
        "INSERT INTO contribution (id, project_id, side, form, amount_minor, amount_currency, given_on,"
        " fiscal_year) VALUES (1, 1, 'foreign', 'direct_funding', 10000, 'SEK', '2026-06-29', 2026),"
        " (2, 1, 'foreign', 'direct_funding', 10000, 'SEK', '2026-06-30', 2026),"
        " (3, 1, 'foreign', 'direct_funding', 10000, 'JPY', NULL, 2026)");
    schema_expect(schema, "SELECT usd_minor, rate_on FROM contribution ORDER BY id",
                  "1000|2020-01-01\n957|2026-06-30\n6710|2026-01-31");
}

static void sum__says_how_many_have_no_rate__and_counts_them_when_one_comes(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               OFFICE "INSERT INTO contribution (project_id, side, form, amount_minor, amount_currency,"
                      " fiscal_year) VALUES (1, 'foreign', 'direct_funding', 10000, 'SEK', 2026),"
                      " (1, 'us', 'direct_funding', 700, 'USD', 2026)");
    schema_expect(schema, "SELECT foreign_minor, without_rate FROM portfolio WHERE cut = 'total'", "0|1");
    schema_expect(schema, "SELECT without_rate FROM match_ratio WHERE scope = 'project'", "1");
    schema_run(schema, RATES);
    schema_expect(schema, "SELECT foreign_minor, without_rate FROM portfolio WHERE cut = 'total'", "1000|0");
}

static void contribution__in_kind_says_how_it_was_valued__once_it_is_committed(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               OFFICE "INSERT INTO contribution (id, project_id, side, form, amount_minor, fiscal_year)"
                      " VALUES (1, 1, 'us', 'staff', 700, 2026)");
    schema_refuses(schema, "UPDATE contribution SET stage = 'committed' WHERE id = 1",
                   "says how it was valued");
    schema_run(schema,
               "UPDATE contribution SET stage = 'committed', valuation_method = 'Salary scale' WHERE id = 1");
    schema_refuses(schema, "UPDATE contribution SET valuation_method = ' ' WHERE id = 1",
                   "says how it was valued");
}

static void match__is_explained_for_agreement_partner_and_year__by_an_official(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE
               "INSERT INTO contribution (project_id, side, form, amount_minor, fiscal_year) VALUES"
               " (1, 'us', 'direct_funding', 1000, 2026), (1, 'foreign', 'direct_funding', 799, 2026)");
    schema_expect(schema, "SELECT group_concat(standing) FROM match_ratio",
                  "Not yet,Not yet,Not yet,Not yet");
    schema_run(schema,
               "INSERT INTO equity_reason (agreement_id, reason, official, given_on) VALUES (1, 'r', 'A', "
               "'2026-11-01'); INSERT INTO equity_reason (partner_id, reason, official, given_on) VALUES (1, "
               "'r', 'B', '2026-11-01'); INSERT INTO equity_reason (fiscal_year, reason, official, given_on) "
               "VALUES (2026, 'r', 'C', '2026-11-01');");
    schema_expect(schema, "SELECT scope, standing, explained_by FROM match_ratio ORDER BY scope",
                  "agreement|Explained|A\npartner|Explained|B\nproject|Not yet|\nyear|Explained|C");
    schema_refuses(schema,
                   "INSERT INTO equity_reason (agreement_id, partner_id, reason, official, given_on) VALUES "
                   "(2, 2, 'r', 'D', '2026-11-01')",
                   "a reason is for one project, agreement, partner or year");
}

static void grant__is_held_to_half_and_one_and_a_half__at_the_edge(void **state)
{
    Schema *schema = *state;
    schema_run(schema, OFFICE
               "INSERT INTO award (id, project_id, kind, recipient, goals, source_of_funds, amount_minor,"
               " total_cost_minor, match_minor, repayable_minor) VALUES (1, 1, 'grant', 'University', 'g',"
               " 's', 1000, 2001, 1000, 1500)");
    schema_expect(schema, "SELECT count(*) FROM award_check", "0");
    schema_run(schema, "UPDATE award SET total_cost_minor = 1999");
    schema_expect(schema, "SELECT problem FROM award_check",
                  "The match asked for is more than half of the cost");
    schema_run(schema, "UPDATE award SET total_cost_minor = 2000, repayable_minor = 1501");
    schema_expect(schema, "SELECT problem FROM award_check",
                  "The repayment agreed is more than one and a half times the grant");
    schema_run(
        schema,
        "UPDATE award SET repayable_minor = 1500; INSERT INTO repayment (award_id, amount_minor) VALUES "
        "(1, 1000), (1, 500)");
    schema_expect(schema, "SELECT count(*) FROM award_check", "0");
    schema_run(schema, "INSERT INTO repayment (award_id, amount_minor) VALUES (1, 1)");
    schema_expect(schema, "SELECT problem FROM award_check",
                  "The repayments are more than one and a half times the grant");
    schema_run(schema, "UPDATE award SET kind = 'contract'");
    schema_expect(schema, "SELECT count(*) FROM award_check", "0");
}

static void metric__goes_from_baseline_to_target__downwards_too(void **state)
{
    Schema *schema = *state;
    schema_run(schema,
               OFFICE "INSERT INTO metric (id, project_id, title, unit, baseline, target, target_on) VALUES"
                      " (1, 1, 'False alarms', 'percent', 12, 2, '2026-11-22')");
    schema_expect(schema, "SELECT progress, standing FROM metric_list", "|No reading");
    schema_run(
        schema,
        "INSERT INTO reading (metric_id, read_on, value) VALUES (1, '2026-05-01', 9), (1, '2026-10-01', 7)");
    schema_expect(schema, "SELECT latest, progress, standing FROM metric_list", "7.0|50|Missed");
    schema_run(schema, "INSERT INTO reading (metric_id, read_on, value) VALUES (1, '2026-11-20', 2)");
    schema_expect(schema, "SELECT progress, standing FROM metric_list", "100|Reached");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        schema_test(money__adds_up_alike_by_every_path__in_any_order),
        schema_test(rate__of_the_day_or_before_is_taken__when_a_contribution_brings_none),
        schema_test(sum__says_how_many_have_no_rate__and_counts_them_when_one_comes),
        schema_test(contribution__in_kind_says_how_it_was_valued__once_it_is_committed),
        schema_test(match__is_explained_for_agreement_partner_and_year__by_an_official),
        schema_test(grant__is_held_to_half_and_one_and_a_half__at_the_edge),
        schema_test(metric__goes_from_baseline_to_target__downwards_too),
    };
    return cmocka_run_group_tests_name("money", tests, schema_setup, schema_teardown);
}
