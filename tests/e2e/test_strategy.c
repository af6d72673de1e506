/* Strategy as an officer sees it: the matrix with its holes, an opportunity that moves, the report line by
 * line. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Screen *open_matrix(const Fixture *office, const ScreenOptions *options)
{
    Screen *screen = program_open(office, options);
    screen_type(screen, "gy");
    screen_expect_line(screen, 0, "Coverage matrix");
    return screen;
}

static void matrix__shows_partner_by_goal__in_counts_and_money(void **state)
{
    g_autoptr(Screen) screen = open_matrix(*state, NULL);
    screen_expect_line(screen, 0, "Visionary Goals");
    screen_expect_line(screen, 0, "Projects");
    screen_expect(screen, "Australia");
    screen_expect(screen, "Australia, Screening at Speed: Projects");
    g_autofree char *count = program_sql(
        *state, "SELECT 'Speed: Projects ' || projects || ', US share' FROM coverage_cell WHERE row_title = "
                "'Australia' AND col_key = 'screening_at_speed'");
    screen_expect(screen, count);
    screen_type(screen, "<Tab>");
    screen_expect_line(screen, 0, "US share");
    screen_expect(screen, "Together");
    screen_type(screen, "2");
    screen_expect_line(screen, 0, "IPT teams");
    screen_expect(screen, "Biological");
}

static void matrix__opens_the_projects_behind_a_cell(void **state)
{
    g_autoptr(Screen) screen = open_matrix(*state, NULL);
    g_autofree char *ref =
        program_sql(*state, "SELECT b.ref FROM coverage_behind b JOIN partner p ON CAST(p.id AS TEXT) = "
                            "b.row_key WHERE p.name = 'Australia' AND "
                            "b.col_key = 'screening_at_speed' AND b.sort = 'Project' ORDER BY b.ref LIMIT 1");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Behind the cell");
    program_expect_message(screen, "Australia, Screening at Speed");
    screen_expect_cursor_on(screen, ref);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, ref);
    screen_type(screen, "<Esc> <Esc> <Esc>");
    screen_expect_line(screen, 0, "Coverage matrix");
}

static void matrix__offers_what_could_fill__a_hole(void **state)
{
    g_autoptr(Screen) screen = open_matrix(*state, NULL);
    screen_type(screen, "<Right><Right><Right>");
    screen_expect(screen, "Australia, Responder of the Future: a hole");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "a hole, and what could fill it");
    screen_expect(screen, "NED-");
    screen_expect_gone(screen, "PRJ-");
}

static void matrix__scrolls_sideways__in_sixty_columns(void **state)
{
    g_autoptr(Screen) screen = open_matrix(*state, &(ScreenOptions){.rows = 16, .columns = 60});
    screen_type(screen, "4");
    screen_expect_line(screen, 0, "Needs and");
    screen_type(screen, "<End>");
    g_autofree char *ref = program_sql(
        *state, "SELECT max(col_title) FROM coverage_cell WHERE cut = 'gap' AND col_key <> 'none'");
    screen_expect(screen, ref);
    assert_true(screen_cursor_shown(screen));
    screen_type(screen, "<Home>");
    screen_expect_gone(screen, ref);
}

static void opportunity__says_what_stands_in_the_way__of_a_move(void **state)
{
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM opportunity WHERE state = 'agreed' ORDER BY ref LIMIT 1");
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "t");
    screen_expect(screen, "Realised");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "No agreement and no project says what became of it");
}

static void report__leads_from_a_line_to_its_record(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, ":");
    screen_text(screen, "congress");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Report to Congress");
    screen_expect_cursor_on(screen, "(1) Awards");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "AWD-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(matrix__shows_partner_by_goal__in_counts_and_money, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(matrix__opens_the_projects_behind_a_cell, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(matrix__offers_what_could_fill__a_hole, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(matrix__scrolls_sideways__in_sixty_columns, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(opportunity__says_what_stands_in_the_way__of_a_move, program_setup,
                                        program_teardown),
        cmocka_unit_test_setup_teardown(report__leads_from_a_line_to_its_record, program_setup,
                                        program_teardown),
    };
    return cmocka_run_group_tests_name("strategy", tests, NULL, NULL);
}
