/* Bars, stretches of time and branches, in the signs of a real terminal and in ASCII. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/picture.h"
#include "unit/tui/stage.h"

static gpointer make_nothing(void)
{
    return g_new0(char, 1);
}

static KeyContext list_context(gpointer self)
{
    (void)self;
    return CONTEXT_VIEW;
}

static void draw_line(Terminal *terminal, int y, char *text)
{
    g_autofree char *line = g_strdup_printf("[%s]", text);
    terminal_text(terminal, y, 0, 40, ROLE_TEXT, line);
    g_free(text);
}

static void draw_pictures(gpointer self, Terminal *terminal)
{
    (void)self;
    const char *today = "2026-11-23";
    draw_line(terminal, 0, picture_bar(terminal, 52, 15));
    draw_line(terminal, 1, picture_bar(terminal, 0, 15));
    draw_line(terminal, 2, picture_bar(terminal, 140, 15));
    draw_line(terminal, 3, picture_span(terminal, "2026-08-01", "2027-02-28", today, 12));
    draw_line(terminal, 4, picture_span(terminal, NULL, "2026-09-30", today, 12));
    draw_line(terminal, 5, picture_span(terminal, "2027-01-31", NULL, today, 12));
    draw_line(terminal, 6, picture_span(terminal, "2020-01-01", "2020-12-31", today, 12));
    draw_line(terminal, 7, picture_branch(terminal, "Umbrella", ""));
    draw_line(terminal, 8, picture_branch(terminal, "First", "+"));
    draw_line(terminal, 9, picture_branch(terminal, "Under the first", "+."));
    draw_line(terminal, 10, picture_branch(terminal, "Last", "."));
    draw_line(terminal, 11, picture_branch(terminal, "Under the last", "..............."));
}

static bool leave(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    (void)self, (void)terminal, (void)event, (void)action;
    return false;
}

static void assert_line(Screen *screen, int row, const char *expected)
{
    g_autofree char *line = screen_line(screen, row);
    assert_string_equal(line, expected);
}

static void pictures__show_share_and_time__in_signs_of_the_terminal(void **state)
{
    (void)state;
    const Stage stage = {make_nothing, list_context, draw_pictures, leave, g_free, false, NULL};
    g_autoptr(Screen) screen = stage_start(&stage, "xterm-256color", 24, 80);
    screen_expect(screen, "52%");
    assert_line(screen, 0, "[█████░░░░░  52%]");
    assert_line(screen, 1, "[░░░░░░░░░░   0%]");
    assert_line(screen, 2, "[██████████ 140%]");
    assert_line(screen, 3, "[ ━━━┿───    ]");
    assert_line(screen, 4, "[━━━ │       ]");
    assert_line(screen, 5, "[    │ ──────]");
    assert_line(screen, 6, "[    │       ]");
    assert_line(screen, 7, "[Umbrella]");
    assert_line(screen, 8, "[├ First]");
    assert_line(screen, 9, "[│ └ Under the first]");
    assert_line(screen, 10, "[└ Last]");
    assert_line(screen, 11, "[                      └ Under the last]");
}

static void pictures__show_the_same__in_ascii(void **state)
{
    (void)state;
    const Stage stage = {make_nothing, list_context, draw_pictures, leave, g_free, true, NULL};
    g_autoptr(Screen) screen = stage_start(&stage, "vt100", 24, 80);
    screen_expect(screen, "52%");
    assert_line(screen, 0, "[#####.....  52%]");
    assert_line(screen, 3, "[ ===+---    ]");
    assert_line(screen, 4, "[=== |       ]");
    assert_line(screen, 9, "[| ` Under the first]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(pictures__show_share_and_time__in_signs_of_the_terminal, screen_free_all),
        cmocka_unit_test_teardown(pictures__show_the_same__in_ascii, screen_free_all),
    };
    return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
