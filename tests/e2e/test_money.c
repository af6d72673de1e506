/* Money as the director asks for it: the portfolio's total, what matches, what waits for a rate, an office's
 * own spreadsheet. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char TOTAL[] =
    "SELECT printf('%,d.%02d USD', sum(usd_minor) / 100, sum(usd_minor) % 100) FROM contribution";
static const char PROJECTS[] = "SELECT count(*) FROM project";

static void holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    if (g_strcmp0(found, value) != 0)
        fail_msg("%s: \"%s\" instead of \"%s\"", sql, found, value);
}

static void open_list(Screen *screen, const char *name, const char *title)
{
    screen_type(screen, ":");
    screen_text(screen, name);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, title);
}

/* The portfolio's first line, opened anew from home. (transfer full) */
static char *total_line(Screen *screen)
{
    screen_type(screen, "g h");
    screen_expect_line(screen, 0, "Home");
    open_list(screen, "portfolio", "Portfolio");
    screen_expect(screen, "All contributions");
    return screen_line(screen, screen_row_of(screen, "All contributions"));
}

static void portfolio__shows_the_total_to_the_cent__with_bars(void **state)
{
    g_autofree char *total = program_sql(*state, TOTAL);
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *line = total_line(screen);
    assert_non_null(strstr(line, total));
    assert_non_null(strstr(line, "\u2588\u2588\u2588\u2588\u2588\u2588 100%"));
    screen_expect(screen, "\u2591");
}

static void match__opens_the_project_that_it_is_about(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    open_list(screen, "matching", "Matching");
    screen_expect(screen, "Partner share, %");
    screen_type(screen, "/");
    screen_text(screen, "PRJ-2025-023");
    screen_expect(screen, "Augmented view");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "f filter");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Projects \u203a PRJ-2025-023");
}

/* Rows that a filter hides are still there: the list does not say that nothing was entered. */
static void filter__says_that_nothing_matches__and_not_that_nothing_is_there(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    open_list(screen, "contributions", "Contributions");
    screen_type(screen, "6");
    screen_expect(screen, "Nothing matches. Esc shows more again.");
    screen_assert_not(screen, "No contributions yet");
    screen_type(screen, "<Esc>");
    screen_expect(screen, "PRJ-");
}

static void answer(Screen *screen, const char *label, const char *text)
{
    program_go_to_field(screen, label);
    screen_text(screen, text);
}

/* What the partner gives in a currency that no rate is kept for. */
static void enter_in_danish_crowns(Screen *screen)
{
    open_list(screen, "contributions", "Contributions");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New contribution");
    screen_text(screen, "PRJ-2025-023");
    answer(screen, "Side", "Partner");
    answer(screen, "Form", "Direct");
    answer(screen, "What", "Test days in Aarhus");
    screen_type(screen, "<PgDn>");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "Danish");
    answer(screen, "Amount", "1m");
    answer(screen, "Fiscal year", "2027");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: Test days in Aarhus");
}

static void contribution__waits_for_a_rate__and_is_counted_when_one_comes(void **state)
{
    g_autofree char *before = program_sql(*state, TOTAL);
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 24, .columns = 140});
    enter_in_danish_crowns(screen);
    holds(*state, "SELECT count(*) FROM contribution WHERE usd_minor IS NULL", "1");
    g_autofree char *waiting = total_line(screen);
    assert_non_null(strstr(waiting, before));
    assert_true(g_str_has_suffix(waiting, " 1"));
    program_write(*state, "INSERT INTO exchange_rate (currency, rate_on, usd_rate, source) VALUES ('DKK', "
                          "'2026-11-01', 0.145, 'invented')");
    g_autofree char *after = program_sql(*state, TOTAL);
    assert_string_not_equal(before, after);
    g_autofree char *counted = total_line(screen);
    assert_non_null(strstr(counted, after));
    assert_true(g_str_has_suffix(counted, " 0"));
}

static const char LIST[] = "Project name,Partner,Start,Boss\nShared alarm bench,Sweden,2026-10-05,Anna\n"
                           "Rope rescue trainer,Norway,2026-10-06,Per\n";

static void spreadsheet__says_what_it_would_change__and_changes_nothing_in_a_dry_run(void **state)
{
    const Fixture *office = *state;
    g_autofree char *before = program_sql(office, PROJECTS), *output = NULL;
    g_autofree char *path = g_build_filename(fixture_folder(office), "list.csv", NULL);
    assert_true(g_file_set_contents(path, LIST, -1, NULL));
    assert_int_equal(program_run(office, NULL, NULL, "map", "projects", "ours", path, "--set",
                                 "Project name=title!", "--set", "Boss=", "--set", "Start=starts_on", NULL),
                     0);
    assert_int_equal(
        program_run(office, &output, NULL, "import", "projects", path, "--map", "ours", "--dry-run", NULL),
        0);
    assert_non_null(strstr(output, "2 new, 0 changed"));
    assert_non_null(strstr(output, "nothing was written"));
    holds(office, PROJECTS, before);
    assert_int_equal(program_run(office, NULL, NULL, "import", "projects", path, "--map", "ours", NULL), 0);
    holds(office, "SELECT count(*) FROM project WHERE title IN ('Shared alarm bench', 'Rope rescue trainer')",
          "2");
}

static void mappings__stand_in_their_list(void **state)
{
    const Fixture *office = *state;
    g_autofree char *path = g_build_filename(fixture_folder(office), "list.csv", NULL);
    assert_true(g_file_set_contents(path, LIST, -1, NULL));
    assert_int_equal(program_run(office, NULL, NULL, "map", "projects", "ours", path, NULL), 0);
    g_autoptr(Screen) screen = program_open(office, NULL);
    open_list(screen, "import_columns", "Import mappings");
    screen_expect(screen, "Project name");
}

int main(void)
{
#define OFFICE(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        OFFICE(portfolio__shows_the_total_to_the_cent__with_bars),
        OFFICE(match__opens_the_project_that_it_is_about),
        OFFICE(filter__says_that_nothing_matches__and_not_that_nothing_is_there),
        OFFICE(contribution__waits_for_a_rate__and_is_counted_when_one_comes),
        OFFICE(spreadsheet__says_what_it_would_change__and_changes_nothing_in_a_dry_run),
        OFFICE(mappings__stand_in_their_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
