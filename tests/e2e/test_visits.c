/* Hosting as an officer does it: what saving would reopen is asked before, lead times stand beside the date,
 * the board shows who is here. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char OPEN_REVIEWS[] =
    "SELECT group_concat(kind, ' ') FROM review WHERE result IS NULL AND visit_id = "
    "(SELECT id FROM visit WHERE ref = 'VIS-2026-063')";
static const char STATE[] = "SELECT state FROM visit WHERE ref = 'VIS-2026-063'";

static void holds(const Fixture *office, const char *sql, const char *value)
{
    g_autofree char *found = program_sql(office, sql);
    if (g_strcmp0(found, value) != 0)
        fail_msg("%s: \"%s\" instead of \"%s\"", sql, found, value);
}

/* An approved visit, its subjects typed anew and F2. */
static Screen *change_subjects(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, "VIS-2026-063");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "Subjects");
    screen_text(screen, "Neutron sources, ");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Saving does more");
    return screen;
}

static void saving__says_what_it_reopens__and_does_it_when_told_to(void **state)
{
    g_autoptr(Screen) screen = change_subjects(*state);
    screen_expect(screen, "Export control review asked again (subjects changed)");
    screen_expect(screen, "back in review");
    holds(*state, STATE, "approved");
    screen_type(screen, "y");
    program_expect_message(screen, "Saved: VIS-2026-063");
    holds(*state, STATE, "in_review");
    holds(*state, OPEN_REVIEWS, "export_control");
    screen_type(screen, "u");
    program_expect_message(screen, "Undone: Visit");
    holds(*state, STATE, "approved");
    holds(*state, OPEN_REVIEWS, NULL);
}

static void saving__goes_back_to_typing__when_told_not_to(void **state)
{
    g_autoptr(Screen) screen = change_subjects(*state);
    screen_type(screen, "n");
    screen_expect_gone(screen, "Saving does more");
    screen_expect_line(screen, 0, "typing, not saved");
    screen_expect(screen, "Neutron sources");
    holds(*state, STATE, "approved");
}

static void saving__asks_nothing__when_nothing_follows(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, "VIS-2026-063");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "Sent by");
    screen_text(screen, "Ministry");
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Saved: VIS-2026-063");
    holds(*state, STATE, "approved");
}

static void lead_time__stands_beside_the_arrival__while_it_is_typed(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, "v");
    screen_expect_line(screen, 0, "Visits");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New visit");
    program_go_to_field(screen, "Arrives on");
    screen_text(screen, "+9d");
    screen_expect(screen, "! lead 30 d: 21 short");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, "+40d");
    screen_expect(screen, ", lead 30 d: met");
    screen_type(screen, "<Tab>");
    screen_expect(screen, ", lead 30 d: met");
}

static void board__shows_who_is_here__and_opens_the_person(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_type(screen, ":");
    screen_text(screen, "on_site");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "On site");
    screen_expect(screen, "B-0");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "People of visits");
}

static void visit__shows_the_reviews_it_needs__and_why(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, "VIS-2026-063");
    for (int i = 0; i < 8; i++)
        screen_type(screen, "<Tab>");
    screen_expect(screen, "They come in person");
    screen_expect(screen, "Every visit");
}

static void sheet__is_read__and_written_to_a_new_file(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, "VIS-2026-063");
    screen_expect(screen, "D Delegation  S Sheet"); /* keys stand whole in the line, or not at all */
    screen_type(screen, "S");
    screen_expect(screen, "Write it to a file");
    screen_type(screen, "r");
    screen_expect(screen, "Only what stands here is approved.");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "VIS-2026-063");
    screen_type(screen, "S");
    screen_expect(screen, "Write it to a file");
    screen_type(screen, "w");
    screen_expect(screen, "A new file");
    g_autofree char *path = fixture_path(*state, "sheet.txt");
    screen_type(screen, "<Ctrl-u>");
    screen_text(screen, path);
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Written:");
    g_autofree char *text = fixture_read(*state, "sheet.txt");
    assert_non_null(strstr(text, "DO NOT SHOW"));
    assert_non_null(strstr(text, "Test hall"));
}

static void delegation__is_pasted__looked_at__and_put_in_as_one_change(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *before = program_sql(*state, "SELECT count(*) FROM visitor");
    program_open_record(screen, "VIS-2026-063");
    screen_type(screen, "D");
    screen_expect(screen, "One person on each line");
    screen_paste(screen, "Okonkwo, Ada; NG; Port Authority; Engineer\nGagnon, Océane; CA\nNobody; Atlantis");
    screen_expect(screen, "Nobody; Atlantis");
    screen_type(screen, "<F2>");
    screen_expect(screen, "3 lines, 1 cannot be taken");
    screen_expect(screen, "line 1: Okonkwo, Ada (NG): new, Port Authority, Engineer");
    screen_expect(screen, "line 2: Gagnon, Océane (CA): comes already");
    screen_expect(screen, "line 3, citizenship: \"Atlantis\" is no country");
    holds(*state, "SELECT count(*) FROM visitor", before);
    screen_type(screen, "n");
    screen_expect_gone(screen, "cannot be taken");
    for (int i = 0; i < 17; i++)
        screen_type(screen, "<Backspace>");
    screen_expect_gone(screen, "Atlantis");
    screen_type(screen, "<F2>");
    screen_expect(screen, "2 lines, 0 cannot be taken");
    screen_expect(screen, "Export control review asked again (who comes changed)");
    screen_type(screen, "y");
    program_expect_message(screen, "Put into the visit: 1 person");
    holds(*state, "SELECT employer FROM visitor WHERE family_name = 'Okonkwo'", "Port Authority");
    holds(*state, STATE, "in_review"); /* who comes has changed */
    screen_type(screen, "u");
    program_expect_message(screen, "Undone:");
    holds(*state, "SELECT count(*) FROM visitor", before);
}

static void delegation__is_kept_as_a_draft__until_it_is_put_in(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, "VIS-2026-063");
    screen_type(screen, "D");
    screen_expect(screen, "One person on each line");
    screen_paste(screen, "Okonkwo, Ada; NG");
    screen_expect(screen, "Okonkwo, Ada; NG");
    screen_type(screen, "<Esc>");
    program_expect_message(screen, "Kept as a draft");
    screen_type(screen, ":");
    screen_text(screen, "drafts");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Delegation for VIS-2026-063");
    screen_type(screen, "1");
    screen_expect(screen, "Okonkwo, Ada; NG");
    screen_type(screen, "<F2>");
    screen_expect(screen, "1 line, 0 cannot be taken");
    screen_type(screen, "y");
    program_expect_message(screen, "Put into the visit: 1 person");
    holds(*state, "SELECT count(*) FROM draft", "0");
}

static void closed_visit__is_redacted__after_a_look_at_what_goes(void **state)
{
    g_free(program_sql(*state, "UPDATE visit SET purge_on = '2026-11-01' WHERE state = 'closed'"));
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM visit WHERE state = 'closed' ORDER BY arrives_on LIMIT 1");
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "R");
    screen_expect(screen, "Redact this visit?");
    screen_type(screen, "y");
    program_expect_message(screen, "Redacted:");
    screen_expect(screen, "Redacted visit");
    g_autofree char *sql = g_strdup_printf("SELECT state FROM visit WHERE ref = '%s'", ref);
    holds(*state, sql, "purged");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(saving__says_what_it_reopens__and_does_it_when_told_to),
        TEST(saving__goes_back_to_typing__when_told_not_to),
        TEST(saving__asks_nothing__when_nothing_follows),
        TEST(lead_time__stands_beside_the_arrival__while_it_is_typed),
        TEST(board__shows_who_is_here__and_opens_the_person),
        TEST(visit__shows_the_reviews_it_needs__and_why),
        TEST(sheet__is_read__and_written_to_a_new_file),
        TEST(delegation__is_kept_as_a_draft__until_it_is_put_in),
        TEST(closed_visit__is_redacted__after_a_look_at_what_goes),
        TEST(delegation__is_pasted__looked_at__and_put_in_as_one_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
