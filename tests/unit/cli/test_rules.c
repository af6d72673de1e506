/* Rule tables listed, replaced and kept through the real program. */
#include "support/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OFFICE           "--file", "office.db"
#define import(...)      run_program(fixture, OFFICE, "rules", "import", __VA_ARGS__, NULL)
#define EDITION          "--source", "15 CFR 738 Supp. 1, read on paper", "--as-of", "2024-01-05"
#define rules_test(name) cmocka_unit_test_setup_teardown(name, setup, fixture_teardown)

static int setup(void **state)
{
    fixture_setup(state);
    const Fixture *fixture = *state;
    g_autoptr(Run) made = run_program(fixture, OFFICE, "init", "--demo", NULL);
    run_expect_status(made, 0);
    g_autoptr(Run) chart = run_program(fixture, OFFICE, "rules", "export", "country_chart", NULL);
    run_expect_status(chart, 0);
    fixture_write(fixture, "chart.csv", chart->out);
    return 0;
}

/* Writes new.csv: chart.csv with one part of a line in another's place. */
static void change_chart(const Fixture *fixture, const char *from, const char *to)
{
    g_autofree char *text = fixture_read(fixture, "chart.csv");
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    assert_int_equal(g_strv_length(parts), 2);
    g_autofree char *changed = g_strjoinv(to, parts);
    fixture_write(fixture, "new.csv", changed);
}

static void expect_failure(Run *run, int status, const char *words)
{
    run_expect_status(run, status);
    run_expect_err(run, words);
    run_free(run);
}

static void rules_list__names_tables__with_source_and_day(void **state)
{
    const Fixture *fixture = *state;
    g_autoptr(Run) text = run_program(fixture, OFFICE, "rules", "list", NULL);
    run_expect_status(text, 0);
    run_expect_out(text, "country_chart ");
    run_expect_out(text, "15 CFR 738 Supp. 1");
    run_expect_out(text, "(unverified)");
    g_autoptr(Run) csv = run_program(fixture, OFFICE, "rules", "list", "--csv", NULL);
    assert_true(g_str_has_prefix(csv->out, "table,title,source,as_of,stale_after,stale,verified\n"));
}

static void rules_import__shows_cells_and_cases__and_changes_the_answer(void **state)
{
    const Fixture *fixture = *state;
    change_chart(fixture, "SG,Singapore,1,1,0,1,0,1,1", "SG,Singapore,1,1,0,1,0,1,0");
    g_autoptr(Run) dry = import("country_chart", "new.csv", EDITION, "--dry-run");
    run_expect_status(dry, 0);
    run_expect_out(dry, "0 added, 1 changed, 0 gone; a dry run");
    run_expect_out(dry, "  SG: ns2 1 -> 0\n");
    run_expect_err(dry, "Undo will not bring the old table back: keep it first with entente rules export");
    g_autoptr(Run) before =
        run_program(fixture, OFFICE, "determine", "--eccn", "8A002", "--country", "SG", NULL);
    run_expect_out(before, "8A002: A licence is required");
    g_autoptr(Run) done = import("country_chart", "new.csv", EDITION);
    run_expect_status(done, 0);
    run_expect_err(done, "Undo does not take this back");
    run_expect_out(done, "open case");
    run_expect_out(done, "EXC-");
    run_expect_out(done, "Singapore");
    g_autoptr(Run) after =
        run_program(fixture, OFFICE, "determine", "--eccn", "8A002", "--country", "SG", NULL);
    run_expect_out(after, "8A002: No requirement on the Commerce Country Chart");
    run_expect_out(after, "read on paper");
    run_expect_out(after, "2024-01-05  Commerce Country Chart");
    g_autoptr(Run) whole = run_program(fixture, OFFICE, "verify", NULL);
    run_expect_status(whole, 0);
}

static void rules_import__brings_back__what_was_exported(void **state)
{
    const Fixture *fixture = *state;
    change_chart(fixture, "SG,Singapore,1", "SG,Singapore,0");
    g_autoptr(Run) done = import("country_chart", "new.csv", EDITION);
    run_expect_status(done, 0);
    g_autoptr(Run) back = import("country_chart", "chart.csv", EDITION);
    run_expect_out(back, "  SG: cb1 0 -> 1\n");
    g_autoptr(Run) chart = run_program(fixture, OFFICE, "rules", "export", "country_chart", NULL);
    g_autofree char *first = fixture_read(fixture, "chart.csv");
    assert_string_equal(chart->out, first);
}

static void rules_import__refuses_values__with_line_and_column(void **state)
{
    const Fixture *fixture = *state;
    change_chart(fixture, "SG,Singapore,1,1", "SG,Singapore,X,1");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, ": cb1: X: it should be 1 where");
    change_chart(fixture, "SG,Singapore,1,1", "SG,Singapore,,1");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, ": part_746: 1 cells are empty");
    change_chart(fixture, "CU,Cuba,,", "CU,Cuba,1,");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, "under part 746");
    change_chart(fixture, "SG,Singapore", "QQ,Singapore");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, ": country: QQ: it should be a key");
    change_chart(fixture, "SG,Singapore", "DE,Singapore");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, "already");
    change_chart(fixture, ",name,", ",title,");
    expect_failure(import("country_chart", "new.csv", EDITION), 1, "new.csv:1: title: no column");
    fixture_write(fixture, "bad.csv",
                  "eccn,row,columns,covers,paragraphs,text_only\n6A003,1,NS9,entire,a b,0\n");
    Run *bad = import("eccn_control", "bad.csv", EDITION);
    run_expect_err(bad, "bad.csv:2: columns: NS9: it should be columns of the chart");
    run_expect_err(bad, "bad.csv:2: paragraphs: a b: it should be paragraphs");
    run_free(bad);
    fixture_write(fixture, "open.csv", "country,\"name\nAA");
    expect_failure(import("country_chart", "open.csv", EDITION), 1, "open.csv");
}

static void rules_import__refuses_a_table__that_lost_many_rows(void **state)
{
    const Fixture *fixture = *state;
    g_autofree char *text = fixture_read(fixture, "chart.csv");
    char *half = strstr(text, "\nLA,");
    assert_non_null(half);
    half[1] = '\0';
    fixture_write(fixture, "new.csv", text);
    expect_failure(import("country_chart", "new.csv", EDITION), 1, "--shrink-ok");
    g_autoptr(Run) taken = import("country_chart", "new.csv", EDITION, "--shrink-ok", "--dry-run");
    run_expect_status(taken, 0);
    run_expect_out(taken, "  ZW gone\n");
}

static void rules_import__asks_for__source_and_day(void **state)
{
    const Fixture *fixture = *state;
    expect_failure(import("country_chart", "chart.csv", "--as-of", "2024-01-05"), 2, "--source");
    expect_failure(import("country_chart", "chart.csv", "--source", "x"), 2, "--as-of");
    expect_failure(import("country_chart", "chart.csv", "--source", "x", "--as-of", "9999-01-01"), 2,
                   "after today");
    expect_failure(import("country_chart", "chart.csv", EDITION, "--stale-after", "2023-01-01"), 2,
                   "a later day");
    expect_failure(import("agreement", "chart.csv", EDITION), 2, "no rule table");
    expect_failure(run_program(fixture, OFFICE, "rules", "export", "agreement", NULL), 2, "no rule table");
    expect_failure(run_program(fixture, OFFICE, "rules", "fly", NULL), 2, "list, export, import");
    expect_failure(run_program(fixture, OFFICE, "rules", "export", NULL), 2, "rules export TABLE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        rules_test(rules_list__names_tables__with_source_and_day),
        rules_test(rules_import__shows_cells_and_cases__and_changes_the_answer),
        rules_test(rules_import__brings_back__what_was_exported),
        rules_test(rules_import__refuses_values__with_line_and_column),
        rules_test(rules_import__refuses_a_table__that_lost_many_rows),
        rules_test(rules_import__asks_for__source_and_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
