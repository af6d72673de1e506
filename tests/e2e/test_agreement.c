/* An agreement as an officer works it: what stands in the way of a move and the jump to it, what a change
 * opens again, the family, the clocks, the timeline. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char READY[] = "AGR-2026-005", COMPARED[] = "AGR-2026-018", SIGNED[] = "AGR-2026-029";

static void holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    if (g_strcmp0(found, value) != 0)
        fail_msg("%s: \"%s\" instead of \"%s\"", sql, found, value);
}

/* Tab by Tab until the list with that heading is shown. */
static void go_to_list(Screen *screen, const char *heading)
{
    for (int i = 0; i < 40 && !screen_has(screen, heading); i++) {
        screen_type(screen, "<Tab>");
        screen_settle(screen);
    }
    screen_expect(screen, heading);
}

static void open_list(Screen *screen, const char *name, const char *title)
{
    screen_type(screen, ":");
    screen_text(screen, name);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, title);
}

/* How many lines of the screen have the text. */
static int lines_with(Screen *screen, const char *text)
{
    int count = 0;
    for (int row = 0; row < screen_rows(screen); row++) {
        g_autofree char *line = screen_line(screen, row);
        count += strstr(line, text) != NULL;
    }
    return count;
}

static void move__names_what_stands_in_the_way__and_leads_there(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, COMPARED);
    screen_type(screen, "t");
    screen_expect(screen, "Ready to sign                4 things in the way");
    screen_type(screen, "3");
    screen_expect(screen, "4 things stand in the way:");
    screen_expect(screen, "The conformity of the languages is not confirmed");
    screen_expect(screen, "2  Clearance open: Privacy");
    screen_type(screen, "2");
    screen_expect_line(screen, 0, "Clearances \u203a Privacy");
    holds(*state, "SELECT state FROM agreement WHERE ref = 'AGR-2026-018'", "language_conformity");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, COMPARED);
}

/* An agreement whose clearances are given, its cost ceiling typed anew and F2. */
static Screen *change_ceiling(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, READY);
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    for (int i = 0; i < 5; i++)
        screen_type(screen, "<PgDn>");
    screen_expect(screen, "Cost ceiling");
    program_go_to_field(screen, "Cost ceiling");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "2700000");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Saving does more");
    return screen;
}

static const char REVIEWED[] = "SELECT count(*) FROM clearance WHERE decision IS NOT NULL AND agreement_id = "
                               "(SELECT id FROM agreement WHERE ref = 'AGR-2026-005')";

static void saving__says_which_clearances_open_again__before_it_saves(void **state)
{
    g_autofree char *before = program_sql(*state, REVIEWED);
    g_autoptr(Screen) screen = change_ceiling(*state);
    screen_expect(screen, "Budget clearance opened again (cost ceiling changed)");
    screen_expect(screen, "Program clearance opened again");
    screen_expect(screen, "State goes back to Re-clearance");
    screen_type(screen, "n");
    screen_expect_gone(screen, "Saving does more");
    holds(*state, REVIEWED, before);
    screen_type(screen, "<F2>");
    screen_expect(screen, "Saving does more");
    screen_type(screen, "y");
    program_expect_message(screen, "Saved: AGR-2026-005");
    screen_expect_line(screen, 0, "Re-clearance");
    screen_type(screen, "u");
    program_expect_message(screen, "Undone: Agreement");
    holds(*state, REVIEWED, before);
    holds(*state, "SELECT state FROM agreement WHERE ref = 'AGR-2026-005'", "ready_to_sign");
}

static void family__has_each_member_once__and_opens_a_project(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, SIGNED);
    go_to_list(screen, " Member ");
    screen_expect(screen, "PRJ-2026-005");
    assert_int_equal(lines_with(screen, "AGR-2018-002"), 1);
    assert_int_equal(lines_with(screen, "PRJ-2026-005"), 1);
    screen_type(screen, "<Down> <Down> <Down> <Down> <Enter>");
    screen_expect_line(screen, 0, "Projects \u203a PRJ-2026-005");
}

static void clocks__say_the_day_they_stand_at(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, SIGNED);
    go_to_list(screen, "Stands at");
    screen_expect(screen, "day 13 of 15");
    open_list(screen, "agreement_clocks", "Running clocks");
    screen_expect(screen, "day 6 of 15");
}

/* A list that follows from other records offers no new row, and says so when one is asked for. */
static void clocks__are_not_entered__and_say_so(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, SIGNED);
    go_to_list(screen, "Stands at");
    screen_assert_not(screen, "n new");
    screen_type(screen, "n");
    program_expect_message(screen, "Clocks: follows from what is recorded");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "n new");
}

static void timeline__draws_each_life__around_today(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    open_list(screen, "agreement_timeline", "Timeline");
    screen_expect(screen, "Months around today");
    screen_expect(screen, "\u2501\u253f\u2500");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Agreements \u203a AGR-");
}

static void texts__are_assembled__read_and_kept(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, READY);
    screen_type(screen, "w");
    screen_expect(screen, "there is no text yet");
    screen_type(screen, "a");
    screen_expect_gone(screen, "Assemble from the clause library");
    screen_settle(screen);
    holds(*state,
          "SELECT count(*) FROM agreement_text t JOIN agreement a ON a.id = t.agreement_id WHERE a.ref = "
          "'AGR-2026-005'",
          "1");
}

int main(void)
{
#define OFFICE(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        OFFICE(move__names_what_stands_in_the_way__and_leads_there),
        OFFICE(saving__says_which_clearances_open_again__before_it_saves),
        OFFICE(family__has_each_member_once__and_opens_a_project),
        OFFICE(clocks__say_the_day_they_stand_at),
        OFFICE(clocks__are_not_entered__and_say_so),
        OFFICE(timeline__draws_each_life__around_today),
        OFFICE(texts__are_assembled__read_and_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
