/* The program in many terminals: types, sizes, colours, and sizes that change. */
#include "support/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 128)
            return false;
    return true;
}

/* From home over a list and a record into typing and back. */
static void walk(Screen *screen)
{
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "<Down> <Down> <Up> <Enter>");
    screen_expect_line(screen, 0, "Canada");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_type(screen, "<Tab> <Esc>");
    screen_expect_gone(screen, "typing");
    program_leave(screen);
}

static void program__works__in_every_kind_of_terminal(void **state)
{
    static const char *const terminals[] = {"xterm-256color", "xterm", "xterm-mono",
                                            "linux",          "vt100", "screen-256color"};

    for (guint i = 0; i < G_N_ELEMENTS(terminals); i++) {
        g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = terminals[i]});
        walk(screen);
    }
}

static bool any_colour(Screen *screen)
{
    for (int row = 0; row < screen_rows(screen); row++)
        for (int column = 0; column < screen_columns(screen); column++) {
            ScreenCell cell = screen_cell(screen, row, column);
            if (cell.foreground >= 0 || cell.background >= 0)
                return true;
        }
    return false;
}

static bool any_reverse(Screen *screen)
{
    for (int row = 0; row < screen_rows(screen); row++)
        for (int column = 0; column < screen_columns(screen); column++)
            if (screen_cell(screen, row, column).reverse)
                return true;
    return false;
}

static void colours__are_used__where_the_terminal_has_them(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    assert_true(any_colour(screen));
}

static void rule__beside_a_heading__is_not_drawn_in_its_style(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_expect(screen, "Cooperation");
    assert_true(screen_cell_of(screen, "Cooperation").underline);
    assert_false(screen_cell_of(screen, "\u2502").underline);
    assert_false(screen_cell_of(screen, "\u2502").bold);
}

static void colours__are_not_used__in_monochrome_but_the_focus_is_seen(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = "xterm-mono"});

    screen_settle(screen);
    assert_false(any_colour(screen));
    assert_true(any_reverse(screen));
}

static void colours__are_not_used__with_no_color_in_the_environment(void **state)
{
    const char *environment[] = {"NO_COLOR=1", NULL};
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});

    screen_settle(screen);
    assert_false(any_colour(screen));
    assert_true(any_reverse(screen));
}

static void picture__is_ascii__in_a_locale_without_unicode(void **state)
{
    const char *environment[] = {"LANG=C", "LC_ALL=C", NULL};
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.environment = environment});

    screen_settle(screen);
    g_autofree char *all = screen_all(screen);
    assert_true(is_ascii(all));
    screen_type(screen, "p");
    screen_expect_line(screen, 0, "Partners");
}

static void picture__is_ascii__when_the_configuration_says_so(void **state)
{
    fixture_write(*state, OFFICE_CONFIG, "ascii = true;\n");
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    g_autofree char *rule = screen_line(screen, 1);
    assert_true(is_ascii(rule));
    assert_non_null(strstr(rule, "---"));
}

static void banner__stands__above_and_below(void **state)
{
    fixture_write(*state, OFFICE_CONFIG, "banner = \"UNCLASSIFIED//FOUO\";\n");
    g_autoptr(Screen) screen = program_start(*state, NULL);

    screen_expect_line(screen, 0, "UNCLASSIFIED//FOUO");
    screen_expect_line(screen, -1, "UNCLASSIFIED//FOUO");
    screen_expect_line(screen, 1, "Home");
}

static void sixty_columns__are_enough__for_home_lists_and_forms(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.rows = 16, .columns = 60});

    screen_expect(screen, "Partners");
    screen_type(screen, "ga");
    screen_expect_line(screen, 0, "Agreements");
    screen_expect(screen, "AGR-");
    screen_expect(screen, "Title");
    screen_type(screen, "<Enter>");
    screen_expect_line(screen, 0, "AGR-");
    screen_type(screen, "e");
    screen_expect_line(screen, 0, "typing");
    screen_expect(screen, "F2 save");
    program_leave(screen);
}

static void small_window__says_what_is_needed__and_comes_back(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_expect(screen, "40x8");
    screen_resize(screen, 24, 80);
    screen_expect_line(screen, 0, "Partners");
    screen_expect_cursor_on(screen, "Australia");
}

static void resize__keeps_what_is_typed(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "p");
    screen_expect_cursor_on(screen, "Australia");
    screen_type(screen, "n");
    screen_expect_line(screen, 0, "New partner");
    screen_text(screen, "Freedonia");
    screen_resize(screen, 30, 120);
    screen_expect_line(screen, -2, "save");
    screen_expect_cursor_on(screen, "Freedonia");
    screen_resize(screen, 12, 44);
    screen_expect_cursor_on(screen, "Freedonia");
    screen_text(screen, "n Republic");
    screen_expect_cursor_on(screen, "Freedonian Republic");
}

static void resize__keeps_the_dialog_in_place(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "t");
    screen_expect_line(screen, 0, "Actions");
    screen_type(screen, "d");
    screen_expect(screen, "Delete ACT-");
    screen_resize(screen, 10, 40);
    screen_expect(screen, "Delete ACT-");
    screen_resize(screen, 5, 20);
    screen_expect(screen, "20x5");
    screen_resize(screen, 50, 160);
    screen_expect(screen, "Delete ACT-");
    assert_in_range(screen_row_of(screen, "Delete ACT-"), 15, 30);
    screen_type(screen, "y");
    program_expect_message(screen, "Deleted:");
}

static void resize__while_choosing__keeps_the_list_of_choices(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_type(screen, "s");
    screen_expect(screen, "Sort by");
    screen_resize(screen, 14, 50);
    screen_expect(screen, "Sort by");
    screen_expect_cursor_on(screen, "now,");
    screen_type(screen, "<Esc>");
    screen_expect_gone(screen, "Sort by");
}

static void picture__is_whole_again__after_another_program_wrote_over_it(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_settle(screen);
    g_autofree char *before = screen_all(screen);
    screen_mark(screen);
    screen_type(screen, "<Ctrl-l>");
    screen_settle(screen);
    assert_true(screen_bytes(screen) > 500);
    g_autofree char *after = screen_all(screen);
    assert_string_equal(after, before);
}

static void cursor_key__sends_little__over_a_slow_line(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    screen_type(screen, "a");
    screen_expect_line(screen, 0, "Agreements");
    screen_settle(screen);
    screen_mark(screen);
    screen_type(screen, "<Down>");
    screen_settle(screen);
    assert_in_range(screen_bytes(screen), 10, 600);
}

static void terminal__is_given_back__as_it_was(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);

    assert_true(screen_alternate(screen));
    program_leave(screen);
    assert_false(screen_alternate(screen));
    assert_true(screen_cursor_shown(screen));
    g_autofree char *all = screen_all(screen);
    assert_string_equal(g_strstrip(all), "");
}

static void program__says_why__in_a_terminal_it_does_not_know(void **state)
{
    g_autoptr(Screen) screen = program_start(*state, &(ScreenOptions){.term = "no-such-terminal"});

    screen_expect_exit(screen, 3);
    screen_expect(screen, "entente: ");
    screen_expect(screen, "no-such-terminal");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(program__works__in_every_kind_of_terminal),
        TEST(colours__are_used__where_the_terminal_has_them),
        TEST(rule__beside_a_heading__is_not_drawn_in_its_style),
        TEST(colours__are_not_used__in_monochrome_but_the_focus_is_seen),
        TEST(colours__are_not_used__with_no_color_in_the_environment),
        TEST(picture__is_ascii__in_a_locale_without_unicode),
        TEST(picture__is_ascii__when_the_configuration_says_so),
        TEST(banner__stands__above_and_below),
        TEST(sixty_columns__are_enough__for_home_lists_and_forms),
        TEST(small_window__says_what_is_needed__and_comes_back),
        TEST(resize__keeps_what_is_typed),
        TEST(resize__keeps_the_dialog_in_place),
        TEST(resize__while_choosing__keeps_the_list_of_choices),
        TEST(picture__is_whole_again__after_another_program_wrote_over_it),
        TEST(cursor_key__sends_little__over_a_slow_line),
        TEST(terminal__is_given_back__as_it_was),
        TEST(program__says_why__in_a_terminal_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
