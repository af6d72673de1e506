/* The command determine through the real program, without an office and with one. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define determine(...) run_program(fixture, "determine", __VA_ARGS__, NULL)

static void expect_usage(const Fixture *fixture, Run *run, const char *words)
{
    (void)fixture;
    run_expect_status(run, 2);
    run_expect_err(run, words);
    assert_string_equal(run->out, "");
    run_free(run);
}

static void determine__answers__without_an_office(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) run = determine("--eccn", "8A002.a", "--country", "SG", "--as-of", "2026-11-23");
    run_expect_status(run, 0);
    run_expect_out(run, "8A002.a: A licence is required unless an exception applies.");
    run_expect_out(run, "NS NS2     applies");
    run_expect_out(run, "AT AT1     does not apply");
    run_expect_out(run, "Export to Singapore");
    run_expect_out(run, "Country groups of Singapore: A:6, B.");
    run_expect_out(run, "What the chart does not answer");
    run_expect_out(run, "General Prohibitions 4 to 10");
    run_expect_out(run, "Editions (built into the program; asked for 2026-11-23)");
    run_expect_out(run, "2026-08-07  Commerce Country Chart");
    run_expect_no_out(run, "cleared");
    run_expect_no_out(run, "PAST ITS DAY");
}

static void determine__prints_json__with_its_four_members(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) run = determine("--eccn", "5A002", "--paragraph", ".a", "--country", "Germany", "--json",
                                   "--as-of", "2026-11-23");
    run_expect_status(run, 0);
    assert_true(g_str_has_prefix(run->out, "{\n  \"answer\": \"licence_required\",\n  \"reasons\": [\n"));
    run_expect_out(run, "\n  \"issues\": [\n");
    run_expect_out(run, "\n  \"edition\": {\n    \"asked_for\": \"2026-11-23\",");
    run_expect_out(run, "\"reason\": \"NS\"");
    run_expect_out(run, "\"outcome\": \"applies\"");
    run_expect_out(run, "\"state\": \"open\"");
    run_expect_out(run, "\"stale\": false");
    assert_true(g_str_has_suffix(run->out, "\n}\n"));
}

static void determine__says__where_a_table_is_past_its_day(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) text = determine("--eccn", "9A991", "--country", "DE", "--as-of", "2027-02-08");
    run_expect_out(text, "PAST ITS DAY");
    run_expect_out(text, "Commerce Country Chart: the edition of 2026-08-07 is past its day, 2027-02-07");
    g_autoptr(Run) json = determine("--eccn", "9A991", "--country", "DE", "--as-of", "2027-02-08", "--json");
    run_expect_out(json, "\"stale\": true");
}

static void determine__answers_each_national(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) run = determine("--eccn", "8E002", "--nationals", "CA, France");
    run_expect_status(run, 0);
    run_expect_out(run, "Release to a national of Canada");
    run_expect_out(run, "Release to a national of France");
    run_expect_out(run, "120.50(b)");
}

static void determine__refuses__what_it_cannot_understand(void **state)
{
    const Fixture *fixture = *state;
    expect_usage(fixture, determine("--country", "SG"), "--eccn");
    expect_usage(fixture, determine("--eccn", "6A003"), "--country SG");
    expect_usage(fixture, determine("--eccn", "6A099", "--country", "SG"), "6A003");
    expect_usage(fixture, determine("--eccn", "6A003", "--country", "EU"), "member state");
    expect_usage(fixture, determine("--eccn", "6A003", "--country", "Narnia"), "ISO 3166");
    expect_usage(fixture, determine("--eccn", "6A003", "--country", "SG", "--nationals", "CN,"), "CN,FR");
    expect_usage(fixture, determine("--eccn", "6A003", "--country", "SG", "--as-of", "soon"), "--as-of");
    expect_usage(fixture, determine("--eccn", "6A003", "--country", "S\xff"), "UTF-8");
    expect_usage(fixture, determine("6A003", "--country", "SG"), "too many words");
    g_autoptr(GString) many = g_string_new("CN");
    for (guint i = 0; i < 60; i++)
        g_string_append(many, ",FR");
    expect_usage(fixture, determine("--eccn", "6A003", "--nationals", many->str), "at most 50");
}

static void determine__reads_the_tables_of_the_office__where_there_is_one(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) made = run_program(fixture, "init", "--file", "office.db", NULL);
    run_expect_status(made, 0);
    g_autoptr(Run) run = determine("--eccn", "8A002", "--country", "SG", "--file", "office.db");
    run_expect_status(run, 0);
    run_expect_out(run, "office.db; asked for");
    g_autoptr(Run) none = determine("--eccn", "8A002", "--country", "SG", "--file", "missing.db");
    run_expect_status(none, 3);
}

#define determine_test(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        determine_test(determine__answers__without_an_office),
        determine_test(determine__prints_json__with_its_four_members),
        determine_test(determine__says__where_a_table_is_past_its_day),
        determine_test(determine__answers_each_national),
        determine_test(determine__refuses__what_it_cannot_understand),
        determine_test(determine__reads_the_tables_of_the_office__where_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
