/* Home, places, help, the command line, finding in all records. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void home__shows__menu_day_and_what_is_due(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_expect(screen, "Monday 23 November 2026");
    screen_expect(screen, "Cooperation");
    screen_expect(screen, "p  Partners");
    screen_expect(screen, "18");
    screen_expect(screen, "need someone");
    screen_expect_cursor_on(screen, "Partners");
    screen_expect_line(screen, -2, "? keys");
}

static void home__says__that_everybody_is_invented(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_expect_line(screen, 0, "demo");
    screen_expect(screen, "invented");
}

static void letter__opens__the_list_of_that_letter(void **state)
{
    static const char *const places[][2] = {{"p", "Partners"}, {"a", "Agreements"}, {"v", "Visits"},
                                            {"c", "Cases"},    {"j", "Projects"},   {"e", "Engagements"},
                                            {"t", "Actions"}};
    g_autoptr(Screen) screen = program_open(*state, NULL);

    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        screen_type(screen, "g");
        screen_type(screen, places[i][0]);
        screen_expect_line(screen, 0, places[i][1]);
    }
    screen_type(screen, "gh");
    screen_expect_line(screen, 0, "Home");
}

static void menu__is_walked__with_arrows_and_letters_of_vi(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    int before, after, column;

    screen_expect_cursor_on(screen, "Partners");
    screen_cursor(screen, &before, &column);
    screen_type(screen, "<Down> <Down> <Up>");
    screen_settle(screen);
    screen_cursor(screen, &after, &column);
    assert_int_equal(after, before + 1);
    screen_type(screen, "<End>");
    screen_settle(screen);
    screen_cursor(screen, &after, &column);
    assert_true(after > before + 5);
    screen_type(screen, "<Home> <Enter>");
    screen_expect_line(screen, 0, "Partners");
}

static void agenda__says__what_waits_for_the_officer(void **state)
{
    const char *environment[] = {"USER=ruth.okafor", "LOGNAME=ruth.okafor", NULL};
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});

    screen_expect(screen, "need you");
    screen_type(screen, "<Tab> <End>");
    screen_expect(screen, "you: ");
}

static void agenda__opens__the_record_under_the_cursor(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_expect(screen, "need someone");
    screen_type(screen, "<Tab>");
    screen_expect_cursor_on(screen, "-20");
    int row, column;
    screen_cursor(screen, &row, &column);
    g_autofree char *line = screen_line(screen, row);
    const char *bar = g_utf8_strrchr(line, -1, 0x2502);
    g_autofree char *ref = g_strndup(bar + strcspn(bar, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 12);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, ref);
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Home");
    screen_expect_cursor_on(screen, ref);
}

static void agenda__says__when_more_waits_than_it_shows(void **state)
{
    g_free(program_sql(*state,
                       "INSERT INTO action (title, due_on) WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL "
                       "SELECT n + 1 FROM m WHERE n < 250) SELECT 'x', '2026-11-20' FROM m"));
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_expect(screen, "200+ need someone");
}

/* The line of the menu with that title, without the agenda behind it; "" where there is none. */
static char *menu_line(Screen *screen, const char *title)
{
    for (int row = 1; row < 38; row++) {
        g_autofree char *line = screen_line(screen, row);
        const char *bar = g_utf8_strchr(line, -1, 0x2502);
        g_autofree char *menu = bar ? g_strndup(line, (gsize)(bar - line)) : NULL;
        if (menu && strstr(menu, title))
            return g_steal_pointer(&menu);
    }
    return g_strdup("");
}

static void menu__counts_records__and_no_figures(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 40});
    screen_expect(screen, "need someone");
    screen_settle(screen);
    g_autofree char *reviews = menu_line(screen, "Reviews"), *figures = menu_line(screen, "Visits by");
    assert_non_null(strpbrk(reviews, "0123456789"));
    assert_non_null(strstr(figures, "Visits by"));
    assert_null(strpbrk(figures, "0123456789"));
    /* What was out of sight is counted when it is seen. */
    screen_type(screen, "<End>");
    screen_settle(screen);
    g_autofree char *last = menu_line(screen, "Officers");
    assert_non_null(strpbrk(last, "0123456789"));
}

static void go_key__stays__when_no_place_has_the_letter(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "g");
    program_expect_message(screen, "Go to");
    screen_type(screen, "%");
    program_expect_message(screen, "No place");
    screen_assert(screen, "Home");
}

static void help__lists__the_keys_of_the_place_where_it_is_asked(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "?");
    screen_expect_line(screen, 0, "Help");
    screen_expect(screen, "Only here");
    screen_expect(screen, "In force");
    screen_type(screen, "/");
    screen_text(screen, "criteria");
    screen_type(screen, "<Enter>");
    screen_expect(screen, "Filter by form");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "<F1>");
    screen_expect_line(screen, 0, "Help");
}

static void find_anywhere__opens__what_was_found(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "/");
    screen_expect(screen, "Find in all records");
    screen_text(screen, "swed");
    screen_expect(screen, "Sweden  (Partner)");
    while (!screen_has(screen, "Sweden  (Partner)"))
        screen_settle(screen);
    screen_type(screen, "<Enter>");
    screen_expect_gone(screen, "Find in all records");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Home");
}

static void find_anywhere__says__when_nothing_has_it(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "/");
    screen_expect(screen, "Find in all records");
    screen_text(screen, "qqqqq");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Nothing contains");
}

static void command__opens__a_record_by_its_reference(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *ref = program_sql(*state, "SELECT ref FROM agreement ORDER BY id LIMIT 1");

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "open ");
    screen_text(screen, ref);
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, ref);
}

static void command__is_completed__with_tab(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "agree");
    screen_expect(screen, "agreements");
    screen_type(screen, "<Tab>");
    screen_expect(screen, "[agreements");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "Agreements");
}

static void command__names_the_others__when_it_is_unknown(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "frobnicate");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "no such command");
}

static void command__verify__proves_the_journal(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "verify");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "the chain holds");
}

static void command__check__holds_the_screens(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "check");
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "no mistake");
}

static void command__backup__writes_a_copy_that_opens(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    g_autofree char *copy = fixture_path(*state, "copy.db");

    screen_type(screen, ":");
    screen_expect(screen, "Command");
    screen_text(screen, "backup ");
    screen_text(screen, copy);
    screen_type(screen, "<Enter>");
    program_expect_message(screen, "Backup written and checked");
    assert_true(fixture_exists(*state, "copy.db"));
}

static void leaving__takes_one_key__and_escape_only_says_which(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "<Esc>");
    program_expect_message(screen, "q leaves");
    screen_type(screen, "q");
    screen_expect_exit(screen, 0);
}

static void own_keys__take_the_place__of_the_built_in_ones(void **state)
{
    fixture_write(*state, OFFICE_CONFIG, "keys: { sort = [ \"o\" ]; };\n");
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "s");
    screen_settle(screen);
    screen_assert_not(screen, "Sort by");
    screen_type(screen, "o");
    screen_expect(screen, "Sort by");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(home__shows__menu_day_and_what_is_due),
        TEST(home__says__that_everybody_is_invented),
        TEST(letter__opens__the_list_of_that_letter),
        TEST(menu__is_walked__with_arrows_and_letters_of_vi),
        TEST(agenda__says__what_waits_for_the_officer),
        TEST(agenda__opens__the_record_under_the_cursor),
        TEST(go_key__stays__when_no_place_has_the_letter),
        TEST(help__lists__the_keys_of_the_place_where_it_is_asked),
        TEST(find_anywhere__opens__what_was_found),
        TEST(find_anywhere__says__when_nothing_has_it),
        TEST(command__opens__a_record_by_its_reference),
        TEST(command__is_completed__with_tab),
        TEST(command__names_the_others__when_it_is_unknown),
        TEST(command__verify__proves_the_journal),
        TEST(command__check__holds_the_screens),
        TEST(command__backup__writes_a_copy_that_opens),
        TEST(agenda__says__when_more_waits_than_it_shows),
        TEST(menu__counts_records__and_no_figures),
        TEST(leaving__takes_one_key__and_escape_only_says_which),
        TEST(own_keys__take_the_place__of_the_built_in_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
