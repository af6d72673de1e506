/* The command report through the real program. */
#include "store/query.h"
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define report(...) run_program(fixture, "report", "--file", "office.db", __VA_ARGS__, NULL)

static void make_office(const Fixture *fixture)
{
    g_autoptr(Run) run = run_program(fixture, "init", "--demo", "--seed", "1", "--file", "office.db", NULL);
    run_expect_status(run, 0);
}

/* The totals by plain SQL, as "49759000.00,51540200.00". (transfer full) */
static char *plain_totals(const Fixture *fixture)
{
    g_autofree char *path = fixture_path(fixture, "office.db");
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(&(StoreOptions){.path = path, .officer = "test"}, &error);
    if (store == NULL)
        fail_msg("%s", error->message);
    return query_one_text(
        store,
        "SELECT printf('%d.%02d,%d.%02d', us / 100, us % 100, other / 100, other % 100) FROM (SELECT "
        "sum(usd_minor) FILTER (WHERE side = 'us') AS us, sum(usd_minor) FILTER (WHERE side = "
        "'foreign') AS other FROM contribution)",
        0, &error);
}

static void portfolio__has_the_totals_of_plain_sql__in_report_and_list(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autofree char *totals = plain_totals(fixture);
    g_autofree char *in_report = g_strdup_printf("In all,All contributions,%s,", totals);
    g_autoptr(Run) csv = report("portfolio", "--csv");
    run_expect_status(csv, 0);
    run_expect_out(csv, in_report);
    g_auto(GStrv) sides = g_strsplit(totals, ",", 2);
    g_autofree char *in_list = g_strdup_printf("All contributions,%s,USD,%s,USD,", sides[0], sides[1]);
    g_autoptr(Run) list = run_program(fixture, "list", "portfolio", "--csv", "--file", "office.db", NULL);
    run_expect_out(list, in_list);
}

/* "28444000.00" as cents. */
static gint64 cents(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ".", 2);
    return g_ascii_strtoll(parts[0], NULL, 10) * 100 + g_ascii_strtoll(parts[1], NULL, 10);
}

/* The lines "Whether the sums agree,WHERE,US,PARTNER,TOGETHER" but the last add up to the last. */
static void expect_sums(const char *csv, const char *totals)
{
    gint64 sum[3] = {0}, whole[3] = {0};
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) cells = g_strsplit(*line, ",", -1);
        if (g_strv_length(cells) != 5 || strcmp(cells[0], "Whether the sums agree") != 0 ||
            strcmp(cells[1], "Where") == 0)
            continue;
        for (guint i = 0; i < 3; i++)
            *(strcmp(cells[1], "Portfolio") == 0 ? &whole[i] : &sum[i]) += cents(cells[2 + i]);
    }
    g_auto(GStrv) sides = g_strsplit(totals, ",", 2);
    for (guint i = 0; i < 3; i++)
        assert_int_equal(sum[i], whole[i]);
    assert_int_equal(whole[0], cents(sides[0]));
    assert_int_equal(whole[1], cents(sides[1]));
    assert_int_equal(whole[2], whole[0] + whole[1]);
}

static void congress__adds_up_to_the_portfolio_and_to_plain_sql__to_the_cent(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autofree char *totals = plain_totals(fixture);
    g_autoptr(Run) csv = report("congress", "--csv");
    run_expect_status(csv, 0);
    expect_sums(csv->out, totals);
    g_autoptr(Run) short_period = report("congress", "--csv", "--from", "2026-01-01", "--to", "2026-03-31");
    expect_sums(short_period->out, totals);
}

static void congress__has_four_sections_and_what_is_missing__for_the_days_asked_for(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autoptr(Run) run = report("congress", "--from", "2025-10-01", "--to", "2026-09-30");
    run_expect_status(run, 0);
    run_expect_out(run, "2025-10-01 to 2026-09-30, under 6 U.S.C. 195c(e)");
    run_expect_out(run, "(1) Grants, cooperative agreements and contracts");
    run_expect_out(run, "AWD-2026-003");
    assert_null(strstr(run->out, "AWD-2022-107  Contract   "));
    run_expect_out(run, "(2) Activities under way");
    run_expect_out(run, "(3) Status of activities reported earlier");
    run_expect_out(run, "(4) Obstacles");
    run_expect_out(run, "Unverified: this paragraph comes from an amendment");
    run_expect_out(run, "What is missing before it can be signed");
    g_autoptr(Run) turned = report("congress", "--from", "2026-09-30", "--to", "2025-10-01");
    run_expect_status(turned, 2);
}

static void partners_and_coverage__name_health_and_holes(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autoptr(Run) partners = report("partners");
    run_expect_status(partners, 0);
    run_expect_out(partners, "How the health is worked out");
    run_expect_out(partners, "As delivered");
    g_autoptr(Run) coverage = report("coverage", "--csv");
    run_expect_status(coverage, 0);
    run_expect_out(coverage, ",hole,0.00,0.00");
    run_expect_out(coverage, "Need that no project serves");
}

static void agreements_and_clocks__name_records_and_sources(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autoptr(Run) agreements = report("agreements", "--csv");
    run_expect_status(agreements, 0);
    run_expect_out(agreements, "In force,Agreement,Title,Partner");
    run_expect_out(agreements, "On the way,AGR-");
    g_autoptr(Run) clocks = report("clocks", "--csv");
    run_expect_status(clocks, 0);
    run_expect_out(clocks, "Running,AGR-");
    run_expect_out(clocks, ",Concluded text to State,day 6 of 15,");
}

static void report__reads_as_text_and_markdown__with_amounts_to_read(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autoptr(Run) text = report("portfolio");
    run_expect_status(text, 0);
    run_expect_out(text, "Portfolio\n=========");
    run_expect_out(text, "101,299,200.00 USD");
    g_autoptr(Run) markdown = report("portfolio", "--format", "md");
    run_expect_out(markdown, "# Portfolio");
    run_expect_out(markdown, "| All contributions |");
    g_autoptr(Run) json = report("portfolio", "--json");
    run_expect_out(json, "\"Together\": \"101299200.00\"");
}

static void report__is_written_to_a_file__in_the_format_of_its_ending(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autofree char *path = fixture_path(fixture, "portfolio.docx");
    g_autoptr(Run) run = report("portfolio", "--output", path);
    run_expect_status(run, 0);
    run_expect_out(run, "written");
    g_autofree char *bytes = NULL;
    gsize size = 0;
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    assert_true(size > 1000 && memcmp(bytes, "PK", 2) == 0);
    g_autofree char *nowhere = fixture_path(fixture, "no/such/folder.docx");
    g_autoptr(Run) failed = report("portfolio", "--output", nowhere);
    run_expect_status(failed, 3);
    run_expect_err(failed, "it could not be written");
}

static void report__says_what_would_be_accepted__when_asked_wrongly(void **state)
{
    const Fixture *fixture = *state;
    make_office(fixture);
    g_autoptr(Run) name = report("portfolo");
    run_expect_status(name, 2);
    run_expect_err(name, "there is no such report: name congress");
    g_autoptr(Run) format = report("portfolio", "--format", "pdf");
    run_expect_status(format, 2);
    run_expect_err(format, "text, markdown, csv, json or docx");
    g_autoptr(Run) subject = report("portfolio", "AGR-2026-001");
    run_expect_status(subject, 2);
    run_expect_err(subject, "takes no reference");
    g_autoptr(Run) period = report("portfolio", "--from", "2026-01-01");
    run_expect_status(period, 2);
    run_expect_err(period, "it has no period");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(portfolio__has_the_totals_of_plain_sql__in_report_and_list,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(congress__adds_up_to_the_portfolio_and_to_plain_sql__to_the_cent,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(
            congress__has_four_sections_and_what_is_missing__for_the_days_asked_for, fixture_setup,
            fixture_teardown),
        cmocka_unit_test_setup_teardown(agreements_and_clocks__name_records_and_sources, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(partners_and_coverage__name_health_and_holes, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(report__reads_as_text_and_markdown__with_amounts_to_read,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(report__is_written_to_a_file__in_the_format_of_its_ending,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(report__says_what_would_be_accepted__when_asked_wrongly,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
