/* The case in the terminal: what a changed fact voids is said before it is saved; shipments and control
 * plans. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void saving_a_signed_fact__says_which_sign_offs_it_voids__before(void **state)
{
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM export_case WHERE state = 'determined' ORDER BY id LIMIT 1");
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, ref);
    screen_type(screen, "e");
    program_go_to_field(screen, "What");
    screen_text(screen, " changed");
    screen_type(screen, "<F2>");
    screen_expect(screen, "Sign-off void: Requester");
    screen_expect(screen, "Case open again");
    screen_type(screen, "<Esc>");
    screen_settle(screen);
    g_autofree char *sql = g_strdup_printf("SELECT state FROM export_case WHERE ref = '%s'", ref);
    g_autofree char *kept = program_sql(*state, sql);
    assert_string_equal(kept, "determined");
}

static void deleting_a_signed_fact__says_which_sign_offs_it_voids__before(void **state)
{
    g_autofree char *ref =
        program_sql(*state, "SELECT ref FROM export_case WHERE state = 'determined' ORDER BY id LIMIT 1");
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.columns = 160, .rows = 30});
    program_open_record(screen, ref);
    for (int i = 0; i < 30 && !screen_has(screen, "Item ▴"); i++) {
        screen_type(screen, "<Tab>");
        screen_settle(screen);
    }
    screen_type(screen, "d");
    screen_expect(screen, "Deleting does more:");
    screen_expect(screen, "Case open again");
    screen_type(screen, "n");
    screen_expect_gone(screen, "Deleting does more:");
    g_autofree char *sql = g_strdup_printf("SELECT state FROM export_case WHERE ref = '%s'", ref);
    g_autofree char *kept = program_sql(*state, sql);
    assert_string_equal(kept, "determined");
}

static void new_row_of_a_record__begins_behind_that_record(void **state)
{
    g_autofree char *ref = program_sql(*state, "SELECT ref FROM export_case ORDER BY id LIMIT 1");
    g_autoptr(Screen) screen = program_open(*state, NULL);
    program_open_record(screen, ref);
    for (int i = 0; i < 5; i++)
        screen_type(screen, "<Tab>");
    screen_expect(screen, "Party ");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New party");
    screen_settle(screen);
    screen_expect_cursor_on(screen, "Role*");
}

static void licences__show_what_is_used__and_control_plans_are_read_as_printed(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.columns = 140, .rows = 30});
    screen_type(screen, ": licences <Enter>");
    screen_expect(screen, "340,000 of 500,000 USD");
    screen_expect(screen, "Exhausted");
    program_open_record(screen, "TCP-2026-001");
    screen_type(screen, "v");
    screen_expect(screen, "Technology control plan: Portal sensor demonstration");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(saving_a_signed_fact__says_which_sign_offs_it_voids__before),
        TEST(deleting_a_signed_fact__says_which_sign_offs_it_voids__before),
        TEST(new_row_of_a_record__begins_behind_that_record),
        TEST(licences__show_what_is_used__and_control_plans_are_read_as_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
