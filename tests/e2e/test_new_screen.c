/* To add a screen is one migration and one screen file: a made-up record is listed, entered, found, undone
 * and exported by the real program. */
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
    program_add_screens(*state, "gift", NULL);
    return 0;
}

static Screen *open_gifts(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, "gb");
    screen_expect_line(screen, 0, "Gifts");
    return screen;
}

/* Enters a gift of a partner and comes back to the list. */
static void enter_gift(Screen *screen, const char *what, const char *partner, const char *ref)
{
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New gift");
    screen_text(screen, what);
    screen_type(screen, "<Tab>");
    screen_text(screen, partner);
    screen_type(screen, "<Tab> <F2>");
    program_expect_message(screen, "Entered: ");
    program_expect_message(screen, ref);
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "by Received");
}

static void new_screen__passes__the_check(void **state)
{
    g_autofree char *output = NULL;

    assert_int_equal(program_run(*state, &output, NULL, "check", NULL), 0);
    assert_null(strstr(output, "gift"));
}

static void new_screen__stands__in_the_menu(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);

    screen_expect(screen, "No gifts yet. Press n to enter the first.");
    screen_type(screen, "<Esc>");
    screen_expect_line(screen, 0, "Home");
    screen_expect(screen, "b  Gifts");
}

static void new_record__is_listed__once_it_was_entered(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);

    enter_gift(screen, "Wooden horse, red", "Sweden", "GFT-2026-001");
    screen_expect_cursor_on(screen, "GFT-2026-001");
    screen_expect_cursor_on(screen, "Wooden horse, red");
    screen_expect_cursor_on(screen, "Sweden");
}

static void new_record__is_found__by_the_name_of_its_partner(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);

    enter_gift(screen, "Wooden horse, red", "Sweden", "GFT-2026-001");
    enter_gift(screen, "Ginseng tea", "Korea", "GFT-2026-002");
    screen_expect(screen, "Wooden horse");
    screen_type(screen, "/swed");
    screen_expect_gone(screen, "Ginseng");
    screen_assert(screen, "Wooden horse");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "1 of 2");
}

static void new_record__goes_with_undo__and_comes_back_with_redo(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);

    enter_gift(screen, "Wooden horse, red", "Sweden", "GFT-2026-001");
    screen_type(screen, "u");
    screen_expect(screen, "No gifts yet.");
    screen_type(screen, "<Ctrl-r>");
    screen_expect(screen, "GFT-2026-001");
}

static void new_record__has_history__of_what_was_entered(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);

    enter_gift(screen, "Wooden horse, red", "Sweden", "GFT-2026-001");
    screen_type(screen, "H");
    screen_expect_line(screen, 0, "History");
    screen_expect(screen, "GFT-2026-001 entered");
    screen_expect(screen, "Wooden horse, red");
}

static void new_record__is_exported__with_its_code_and_day(void **state)
{
    g_autoptr(Screen) screen = open_gifts(*state);
    g_autofree char *output = NULL;

    enter_gift(screen, "Wooden horse, red", "Sweden", "GFT-2026-001");
    program_leave(screen);
    assert_int_equal(program_run(*state, &output, NULL, "list", "gifts", "--csv", NULL), 0);
    assert_non_null(strstr(output, "GFT-2026-001,\"Wooden horse, red\",Sweden," OFFICE_DAY));
    assert_int_equal(program_run(*state, NULL, NULL, "verify", NULL), 0);
}

static void architecture_page__shows__exactly_these_files(void **state)
{
    static const char *const files[] = {"9001_gift.sql", "gift.view.sql", "gifts.cfg"};
    g_autofree char *page = fixture_source("docs/architecture.md");

    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename("tests/e2e/gift", files[i], NULL);
        g_autofree char *text = fixture_source(path);
        assert_non_null(strstr(page, g_strchomp(text)));
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(new_screen__passes__the_check),
        TEST(new_screen__stands__in_the_menu),
        TEST(new_record__is_listed__once_it_was_entered),
        TEST(new_record__is_found__by_the_name_of_its_partner),
        TEST(new_record__goes_with_undo__and_comes_back_with_redo),
        TEST(new_record__has_history__of_what_was_entered),
        TEST(new_record__is_exported__with_its_code_and_day),
        cmocka_unit_test(architecture_page__shows__exactly_these_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
