/* Two programs on one file. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    program_setup(state);
    program_add_screens(*state, "loan", NULL);
    return 0;
}

static Screen *open_as(const Fixture *office, const char *who)
{
    g_autofree char *user = g_strdup_printf("USER=%s", who);
    const char *environment[] = {user, NULL};
    return program_open(office, &(ScreenOptions){.environment = environment});
}

static Screen *open_loans(const Fixture *office, const char *who)
{
    Screen *screen = open_as(office, who);
    screen_type(screen, "gb");
    screen_expect_line(screen, 0, "Loans");
    return screen;
}

static void enter_loan(Screen *screen, const char *title)
{
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New loan");
    screen_text(screen, title);
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Entered: LOA-2026-");
}

/* Opens the first loan and goes into typing, the cursor in Title. */
static void start_changing(Screen *screen)
{
    screen_expect(screen, "LOA-2026-001");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "LOA-2026-001 Scanner");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_expect_cursor_on(screen, "Scanner");
}

static char *title_of(const Fixture *office)
{
    return program_sql(office, "SELECT title FROM loan");
}

/* Both change the title of the same record; the first has saved, the second has just pressed F2. */
static void come_into_conflict(const Fixture *office, Screen **ana, Screen **ben)
{
    *ana = open_loans(office, "ana");
    enter_loan(*ana, "Scanner");
    screen_type(*ana, "<Esc>");
    *ben = open_loans(office, "ben");
    start_changing(*ana);
    start_changing(*ben);
    screen_type(*ana, "<Ctrl-e>");
    screen_text(*ana, " of Ana");
    screen_type(*ana, "<F2>");
    screen_expect_line(*ana, -1, "Saved:");
    screen_type(*ben, "<Ctrl-e>");
    screen_text(*ben, " of Ben");
    screen_type(*ben, "<F2>");
    screen_expect_line(*ben, 0, "Two versions");
}

static void conflict__shows_both_versions__and_who_saved(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_assert(ben, "Scanner of Ana");
    screen_assert(ben, "Scanner of Ben");
    screen_assert(ben, "ana saved at");
    g_autofree char *title = title_of(*state);
    assert_string_equal(title, "Scanner of Ana");
}

static void conflict__keeps_the_other_version__unless_mine_is_chosen(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Enter>");
    screen_expect_gone(ben, "Two versions");
    g_autofree char *title = title_of(*state);
    assert_string_equal(title, "Scanner of Ana");
}

static void conflict__saves_mine__once_it_is_chosen(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Left> <Right>");
    screen_expect(ben, "(x) Scanner of Ben");
    screen_type(ben, "<Space>");
    screen_expect(ben, "(x) Scanner of Ana");
    screen_type(ben, "<Space> <Enter>");
    program_expect_message(ben, "Saved:");
    g_autofree char *title = title_of(*state);
    assert_string_equal(title, "Scanner of Ben");
}

static void conflict__goes_back_to_typing__with_escape(void **state)
{
    g_autoptr(Screen) ana = NULL, ben = NULL;

    come_into_conflict(*state, &ana, &ben);
    screen_type(ben, "<Esc>");
    screen_expect_line(ben, 0, "typing");
    screen_expect(ben, "Scanner of Ben");
}

static void changes_in_other_fields__are_put_together(void **state)
{
    g_autoptr(Screen) ana = open_loans(*state, "ana");

    enter_loan(ana, "Scanner");
    screen_type(ana, "<Esc>");
    g_autoptr(Screen) ben = open_loans(*state, "ben");
    start_changing(ana);
    start_changing(ben);
    screen_type(ana, "<Tab>");
    screen_text(ana, "7");
    screen_type(ana, "<F2>");
    program_expect_message(ana, "Saved:");
    screen_type(ben, "<Ctrl-e>");
    screen_text(ben, " of Ben");
    screen_type(ben, "<F2>");
    screen_expect_line(ben, 0, "Two versions");
    screen_type(ben, "<Enter>");
    program_expect_message(ben, "Saved:");
    g_autofree char *both = program_sql(*state, "SELECT title || ', ' || pieces FROM loan");
    assert_string_equal(both, "Scanner of Ben, 7");
}

static void other_officers_record__appears__at_the_next_key(void **state)
{
    g_autoptr(Screen) ana = open_loans(*state, "ana");
    g_autoptr(Screen) ben = open_loans(*state, "ben");

    screen_expect(ben, "No loans yet.");
    enter_loan(ana, "Scanner");
    screen_type(ben, "j");
    screen_expect(ben, "Scanner");
}

static void undo__is_refused_with_the_name__when_the_other_changed_the_record_since(void **state)
{
    g_autoptr(Screen) ana = open_loans(*state, "ana");

    enter_loan(ana, "Scanner");
    screen_type(ana, "<Esc>");
    g_autoptr(Screen) ben = open_loans(*state, "ben");
    start_changing(ben);
    screen_type(ben, "<Tab>");
    screen_text(ben, "7");
    screen_type(ben, "<F2>");
    program_expect_message(ben, "Saved:");
    screen_type(ana, "u");
    program_expect_message(ana, "ben");
    g_autofree char *count = program_sql(*state, "SELECT count(*) FROM loan");
    assert_string_equal(count, "1");
}

static void form__is_not_disturbed__by_what_another_officer_saves(void **state)
{
    g_autoptr(Screen) ana = open_loans(*state, "ana");
    g_autoptr(Screen) ben = open_loans(*state, "ben");

    screen_type(ben, "n");
    screen_expect_line(ben, 0, "New loan");
    screen_text(ben, "Half a ti");
    enter_loan(ana, "Scanner");
    screen_text(ben, "tle");
    screen_expect(ben, "Half a title");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(conflict__shows_both_versions__and_who_saved),
        TEST(conflict__keeps_the_other_version__unless_mine_is_chosen),
        TEST(conflict__saves_mine__once_it_is_chosen),
        TEST(conflict__goes_back_to_typing__with_escape),
        TEST(changes_in_other_fields__are_put_together),
        TEST(other_officers_record__appears__at_the_next_key),
        TEST(undo__is_refused_with_the_name__when_the_other_changed_the_record_since),
        TEST(form__is_not_disturbed__by_what_another_officer_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
