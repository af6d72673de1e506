/* Undo, redo and the history of a record. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *sweden(const Fixture *office)
{
    return program_sql(office, "SELECT ref FROM partner WHERE name = 'Sweden'");
}

/* Renames Sweden in its form and saves. */
static void rename_partner(Screen *screen, const char *more)
{
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    program_go_to_field(screen, "Name");
    screen_type(screen, "<Ctrl-e>");
    screen_text(screen, more);
    screen_type(screen, "<F2>");
    program_expect_message(screen, "Saved:");
}

static Screen *open_sweden(const Fixture *office)
{
    g_autofree char *ref = sweden(office);
    Screen *screen = program_open(office, NULL);
    program_open_record(screen, ref);
    screen_expect_line(screen, 0, "Sweden");
    return screen;
}

static void undo__takes_back__the_last_change(void **state)
{
    g_autoptr(Screen) screen = open_sweden(*state);

    rename_partner(screen, "X");
    screen_expect_line(screen, 0, "SwedenX");
    screen_type(screen, "u");
    program_expect_message(screen, "Undone:");
    screen_expect_gone(screen, "SwedenX");
    screen_type(screen, "<Ctrl-r>");
    program_expect_message(screen, "Redone:");
    screen_expect_line(screen, 0, "SwedenX");
}

static void undo__goes_back__change_by_change(void **state)
{
    g_autoptr(Screen) screen = open_sweden(*state);

    rename_partner(screen, "1");
    rename_partner(screen, "2");
    screen_expect_line(screen, 0, "Sweden12");
    screen_type(screen, "u");
    screen_expect_gone(screen, "Sweden12");
    screen_expect_line(screen, 0, "Sweden1");
    screen_type(screen, "u");
    screen_expect_gone(screen, "Sweden1");
    screen_assert(screen, "Sweden");
}

static void undo__says_so__when_there_is_nothing_of_mine(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "u");
    program_expect_message(screen, "undo");
    screen_assert_not(screen, "Undone:");
}

static void history__tells__who_changed_what_from_what_to_what(void **state)
{
    g_autoptr(Screen) screen = open_sweden(*state);

    rename_partner(screen, "X");
    screen_type(screen, "H");
    screen_expect_line(screen, 0, "History");
    screen_expect(screen, "officer");
    screen_expect(screen, "Sweden");
    screen_expect(screen, "SwedenX");
    int row = screen_row_of(screen, "Name: Sweden");
    assert_true(row > 0);
    g_autofree char *line = screen_line(screen, row);
    assert_non_null(strstr(line, "SwedenX"));
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "SwedenX");
}

static void history__of_the_command_line__says_the_same(void **state)
{
    g_autoptr(Screen) screen = open_sweden(*state);
    g_autofree char *ref = sweden(*state);
    g_autofree char *output = NULL;

    rename_partner(screen, "X");
    program_leave(screen);
    assert_int_equal(program_run(*state, &output, NULL, "history", "partners", ref, NULL), 0);
    assert_non_null(strstr(output, "SwedenX"));
    assert_non_null(strstr(output, "officer"));
}

static void changes_by_others__are_named__on_home(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    const char *environment[] = {"USER=ana", NULL};
    g_autoptr(Screen) other = program_open(*state, &(ScreenOptions){.environment = environment});
    g_autofree char *ref = sweden(*state);

    program_open_record(other, ref);
    rename_partner(other, "X");
    screen_type(screen, "<Down>");
    screen_expect(screen, "1 change by others");
    screen_type(screen, "H");
    screen_expect_line(screen, 0, "Changes");
    screen_expect(screen, "ana");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(undo__takes_back__the_last_change),
        TEST(undo__goes_back__change_by_change),
        TEST(undo__says_so__when_there_is_nothing_of_mine),
        TEST(history__tells__who_changed_what_from_what_to_what),
        TEST(history__of_the_command_line__says_the_same),
        TEST(changes_by_others__are_named__on_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
