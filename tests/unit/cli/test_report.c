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
    run_expect_err(name, "there is no such report: name portfolio");
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
        cmocka_unit_test_setup_teardown(report__reads_as_text_and_markdown__with_amounts_to_read,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(report__is_written_to_a_file__in_the_format_of_its_ending,
                                        fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(report__says_what_would_be_accepted__when_asked_wrongly,
                                        fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
