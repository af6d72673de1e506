/* What is being typed outlives the line, the terminal and the program. */
#include "support/program.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    program_setup(state);
    program_add_screens(*state, "loan", "draft_seconds = 1;");
    return 0;
}

static Screen *open_form(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, "gb");
    screen_expect(screen, "No loans yet.");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New loan");
    screen_text(screen, "Portal scanner");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "Pieces");
    return screen;
}

static char *drafted(const Fixture *office)
{
    return program_sql(office, "SELECT group_concat(fields) FROM draft");
}

/* At the next start the draft is offered and taken up, and can be saved. */
static void resumes_and_saves(const Fixture *office, const char *half_typed)
{
    g_autoptr(Screen) screen = program_start(office, NULL);

    screen_expect(screen, "Not saved yet");
    screen_expect(screen, "New loan");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "New loan");
    screen_expect(screen, "Portal scanner");
    if (half_typed)
        screen_expect(screen, half_typed);
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: LOA-2026-001");
    g_autofree char *left = program_sql(office, "SELECT count(*) FROM draft");
    assert_string_equal(left, "0");
}

static void draft__holds_every_letter__when_the_line_drops(void **state)
{
    g_autoptr(Screen) screen = open_form(*state);

    screen_text(screen, "12");
    screen_expect_cursor_on(screen, "12");
    screen_hangup(screen);
    screen_expect_exit(screen, 0);
    g_autofree char *fields = drafted(*state);
    assert_non_null(strstr(fields, "Portal scanner"));
    assert_non_null(strstr(fields, "12"));
    resumes_and_saves(*state, "12");
}

static void draft__holds_every_letter__when_the_program_is_asked_to_end(void **state)
{
    g_autoptr(Screen) screen = open_form(*state);

    screen_text(screen, "12");
    screen_expect_cursor_on(screen, "12");
    screen_kill(screen, SIGTERM);
    screen_expect_exit(screen, 0);
    assert_false(screen_alternate(screen));
    resumes_and_saves(*state, "12");
}

static bool is_drafted(Screen *screen, void *office)
{
    (void)screen;
    g_autofree char *fields = drafted(office);
    return fields && strstr(fields, "Portal scanner");
}

static void draft__is_there__when_the_program_is_killed(void **state)
{
    g_autoptr(Screen) screen = open_form(*state);

    screen_expect_that(screen, is_drafted, *state, "a draft in the file");
    screen_kill(screen, SIGKILL);
    screen_expect_exit(screen, 128 + SIGKILL);
    resumes_and_saves(*state, NULL);
}

static bool is_drafted_half(Screen *screen, void *office)
{
    (void)screen;
    g_autofree char *fields = drafted(office);
    return fields && strstr(fields, "4321");
}

static void draft__follows_the_field_being_typed__within_the_seconds_of_the_configuration(void **state)
{
    g_autoptr(Screen) screen = open_form(*state);

    screen_text(screen, "4321");
    screen_expect_that(screen, is_drafted_half, *state, "the half typed field in the draft");
    screen_kill(screen, SIGKILL);
    screen_expect_exit(screen, 128 + SIGKILL);
    resumes_and_saves(*state, "4321");
}

static void escape__keeps_what_was_typed__as_a_draft(void **state)
{
    g_autoptr(Screen) screen = open_form(*state);

    screen_type(screen, "<Esc>");
    program_expect_message(screen, "kept as a draft");
    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "drafts");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Not saved yet");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "New loan");
    screen_expect(screen, "Portal scanner");
}

static void draft__waits__when_it_is_left_for_later(void **state)
{
    g_autoptr(Screen) typing = open_form(*state);

    screen_hangup(typing);
    screen_expect_exit(typing, 0);
    g_autoptr(Screen) screen = program_start(*state, NULL);
    screen_expect(screen, "Not saved yet");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "Not saved yet");
    g_autofree char *left = program_sql(*state, "SELECT count(*) FROM draft");
    assert_string_equal(left, "1");
    program_leave(screen);
    g_autoptr(Screen) again = program_start(*state, NULL);
    screen_expect(again, "Not saved yet");
}

static void draft__of_a_changed_record__is_seen_as_a_conflict_when_others_saved_meanwhile(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *ref = program_sql(*state, "SELECT ref FROM partner WHERE name = 'Sweden'");

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "open ");
    screen_text(screen, ref);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Sweden");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_type(screen, "<Ctrl-e>");
    screen_text(screen, "X");
    screen_type(screen, "<Tab>");
    screen_expect_line(screen, 0, "not saved");
    screen_hangup(screen);
    screen_expect_exit(screen, 0);
    program_write(*state, "UPDATE partner SET notes = 'Somebody else was here' WHERE name = 'Sweden'");
    g_autoptr(Screen) again = program_start(*state, NULL);
    screen_expect(again, "Not saved yet");
    screen_type(again, "<Enter>");
    screen_expect_line(again, 0, "typing");
    screen_type(again, "<F2>");
    screen_expect_line(again, 0, "Two versions");
    screen_expect(again, "Somebody else was here");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(draft__holds_every_letter__when_the_line_drops),
        TEST(draft__holds_every_letter__when_the_program_is_asked_to_end),
        TEST(draft__is_there__when_the_program_is_killed),
        TEST(draft__follows_the_field_being_typed__within_the_seconds_of_the_configuration),
        TEST(escape__keeps_what_was_typed__as_a_draft),
        TEST(draft__waits__when_it_is_left_for_later),
        TEST(draft__of_a_changed_record__is_seen_as_a_conflict_when_others_saved_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
