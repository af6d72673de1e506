/* The four main jobs, from the menu to the saved record, with the keyboard alone. */
#include "support/program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Find a partner, see what is owed and who met whom, and put down what was said on the telephone. */
static void partner__is_found__and_its_cooperation_is_seen(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *count = program_sql(
        *state,
        "SELECT count(*) FROM agreement a JOIN partner p ON p.id = a.partner_id WHERE p.name = 'Sweden'");
    g_autofree char *agreements = g_strdup_printf("Agreements %s", count);

    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_type(screen, "/");
    screen_text(screen, "swe");
    screen_expect_gone(screen, "New Zealand");
    screen_type(screen, "<Enter> <Enter>");
    screen_expect_line(screen, 0, "Sweden");
    screen_expect(screen, "Cooperation");
    screen_type(screen, "<Tab> <Tab> <Tab>");
    screen_expect_line(screen, 2, agreements);
    screen_expect(screen, "AGR-");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "AGR-");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Sweden");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Partners");
}

/* What is entered in a section of what belongs to a partner belongs to that partner. */
static void agreement_of_a_partner__is_entered__from_the_partner(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *partner = program_sql(*state, "SELECT ref FROM partner WHERE name = 'Sweden'");

    program_open_record(screen, partner);
    screen_type(screen, "<Tab> <Tab> <Tab>");
    screen_expect(screen, "AGR-");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New agreement");
    program_go_to_field(screen, "Title");
    screen_text(screen, "Exchange of test data");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: AGR-2026-");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Sweden");
    screen_expect(screen, "Exchange of test data");
    g_autofree char *owner = program_sql(
        *state,
        "SELECT p.name FROM agreement a JOIN partner p ON p.id = a.partner_id ORDER BY a.id DESC LIMIT 1");
    assert_string_equal(owner, "Sweden");
}

/* Open an agreement, put its end off by nine years, and see it in the history and the file. */
static void agreement__is_opened_and_changed(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM agreement WHERE state = 'in_force' AND ends_on IS NOT NULL "
                            "AND automatic_renewal = 0 ORDER BY id LIMIT 1");
    g_autofree char *later =
        g_strdup_printf("SELECT date(ends_on, '+9 years') FROM agreement WHERE ref = '%s'", ref);
    g_autofree char *expected = program_sql(*state, later);
    g_autofree char *ends = g_strdup_printf("SELECT ends_on FROM agreement WHERE ref = '%s'", ref);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "/");
    screen_text(screen, ref);
    screen_expect_cursor_on(screen, "Find:");
    screen_type(screen, "<Enter>");
    screen_expect_cursor_on(screen, ref);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, ref);
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    for (int i = 0; i < 4; i++)
        screen_type(screen, "<PgDn>");
    screen_expect_cursor_on(screen, "Ends on");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "+9y");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Saved:");
    g_autofree char *found = program_sql(*state, ends);
    assert_string_equal(found, expected);
    screen_type(screen, "H");
    screen_expect(screen, "Ends on");
}

/* A visit of two people, one who is known and one who is entered on the way. */
static void visit__is_entered__with_its_visitors(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *known =
        program_sql(*state, "SELECT family_name FROM visitor ORDER BY length(family_name) DESC, id LIMIT 1");

    screen_type(screen, "v");
    screen_expect_line(screen, 0, "Visits");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New visit");
    screen_expect_cursor_on(screen, "Title");
    screen_text(screen, "Delegation, portal sensor");
    program_go_to_field(screen, "Partner");
    screen_text(screen, "Sweden");
    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "+3w");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "2026-12-14");
    program_go_to_field(screen, "Departs on");
    screen_text(screen, "+2d");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "2026-12-16");
    program_go_to_field(screen, "People");
    screen_text(screen, known);
    screen_settle(screen);
    screen_type(screen, "<Enter>");
    screen_settle(screen);
    screen_text(screen, "Nordstrand");
    screen_type(screen, "<Ctrl-n>");
    screen_expect_line(screen, 0, "New person");
    program_go_to_field(screen, "Family name");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "Nordstrand");
    screen_type(screen, "<F2>");
    screen_expect_line(screen, 0, "New visit");
    screen_expect(screen, "Nordstrand");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: VIS-2026-");
    g_autofree char *people =
        program_sql(*state, "SELECT group_concat(family_name) FROM (SELECT family_name FROM visit_visitor "
                            "JOIN visitor v ON v.id = visitor_id "
                            "WHERE visit_id = (SELECT max(id) FROM visit) ORDER BY v.id)");
    assert_non_null(strstr(people, known));
    assert_non_null(strstr(people, "Nordstrand"));
    g_autofree char *visit = program_sql(
        *state, "SELECT title || ' ' || arrives_on || ' ' || departs_on FROM visit ORDER BY id DESC LIMIT 1");
    assert_string_equal(visit, "Delegation, portal sensor 2026-12-14 2026-12-16");
}

/* The visit may not be approved while reviews are open: what stands in the way is named, and Enter goes
 * there. */
static void visit__is_not_approved__while_something_stands_in_the_way(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *ref =
        program_sql(*state, "SELECT v.ref FROM visit v WHERE v.state = 'in_review' AND EXISTS (SELECT 1 FROM "
                            "gate g WHERE g.record = 'visit' AND "
                            "g.record_id = v.id AND g.to_state = 'approved') ORDER BY v.id LIMIT 1");
    g_autofree char *state_sql = g_strdup_printf("SELECT state FROM visit WHERE ref = '%s'", ref);

    program_open_record(screen, ref);
    screen_type(screen, "t");
    screen_expect(screen, "Move ");
    screen_expect(screen, "in the way");
    int row = screen_row_of(screen, "pprove");
    assert_true(row > 0);
    for (int i = 0; i < 8; i++) {
        int at, column;
        screen_cursor(screen, &at, &column);
        g_autofree char *line = screen_line(screen, at);
        if (strstr(line, "pprove"))
            break;
        screen_type(screen, "j");
        screen_settle(screen);
    }
    screen_type(screen, "<Enter>");
    screen_expect(screen, "stand");
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "in the way:");
    g_autofree char *now = program_sql(*state, state_sql);
    assert_string_equal(now, "in_review");
}

/* A move that nothing forbids is made, and can be undone. */
static void action__is_moved_to_done__and_back(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM action WHERE state = 'in_progress' ORDER BY id LIMIT 1");
    g_autofree char *sql = g_strdup_printf("SELECT state FROM action WHERE ref = '%s'", ref);

    program_open_record(screen, ref);
    screen_type(screen, "t");
    screen_expect(screen, "Move ");
    screen_type(screen, "1");
    program_expect_message(screen, "moved");
    g_autofree char *moved = program_sql(*state, sql);
    assert_string_not_equal(moved, "in_progress");
    screen_type(screen, "u");
    program_expect_message(screen, "Undone:");
    g_autofree char *back = program_sql(*state, sql);
    assert_string_equal(back, "in_progress");
}

/* From a new case through the first answers of its checklist, with the line dropping in between. */
static void case__is_opened_and_its_checklist_begun__over_a_dropped_line(void **state)
{
    Screen *first = program_open(*state, NULL);

    screen_type(first, "c");
    screen_expect_line(first, 0, "Cases");
    screen_type(first, "n");
    screen_expect_line(first, 0, "New case");
    screen_expect_cursor_on(first, "What");
    screen_text(first, "Showing the portal sensor abroad");
    program_go_to_field(first, "Destination");
    screen_text(first, "SG");
    screen_type(first, "<F2>");
    program_expect_message(first, "Entered: EXC-2026-");
    screen_type(first, "c");
    screen_expect_line(first, 0, " open");
    screen_type(first, "<Tab> y");
    screen_expect_cursor_on(first, "1.2");
    screen_hangup(first);
    screen_expect_exit(first, 0);
    screen_free(first);

    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, "c /");
    screen_text(screen, "portal sensor abroad");
    screen_type(screen, "<Enter>");
    screen_expect_cursor_on(screen, "Showing the portal");
    screen_type(screen, "c");
    screen_expect_line(screen, 0, " open");
    g_autofree char *answer =
        program_sql(*state, "SELECT question || ' ' || answer FROM answer ORDER BY id DESC LIMIT 1");
    assert_string_equal(answer, "1.1 yes");
}

/* What was entered is found again from home, by any part of it. */
static void everything__is_found_again__from_home(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "t n");
    screen_expect_line(screen, 0, "New action");
    screen_text(screen, "Send the trial plan to \u00c5ngstr\u00f6m");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: ACT-2026-");
    screen_type(screen, "gh");
    screen_expect_line(screen, 0, "Home");
    screen_type(screen, "/");
    screen_expect(screen, "Find in all records");
    screen_text(screen, "angstrom");
    screen_expect(screen, "\u00c5ngstr\u00f6m");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "ACT-2026-");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(partner__is_found__and_its_cooperation_is_seen),
        TEST(agreement_of_a_partner__is_entered__from_the_partner),
        TEST(agreement__is_opened_and_changed),
        TEST(visit__is_entered__with_its_visitors),
        TEST(visit__is_not_approved__while_something_stands_in_the_way),
        TEST(action__is_moved_to_done__and_back),
        TEST(case__is_opened_and_its_checklist_begun__over_a_dropped_line),
        TEST(everything__is_found_again__from_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
