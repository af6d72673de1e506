#include "tui/pager.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "unit/tui/stage.h"

#include <cmocka.h>

/* 60 lines; every tenth is a heading, line 41 holds a word that is nowhere else. */
static Pager *long_text(void)
{
    Pager *pager = pager_new();
    for (int i = 0; i < 60; i++) {
        g_autofree char *text = g_strdup_printf("line %d%s", i, i == 41 ? " Malm\u00f6" : "");
        pager_add(pager, i % 10 == 0 ? ROLE_HEADING : ROLE_TEXT, 4, text);
    }
    return pager;
}

static gpointer text_make(void)
{
    Pager *pager = long_text();
    pager_add(pager, ROLE_TEXT, 4,
              "s  sort: choose the column to sort by; the same column again turns the order round");
    return pager;
}

static void text_free(gpointer self)
{
    pager_free(self);
}

static KeyContext text_context(gpointer self)
{
    (void)self;
    return CONTEXT_VIEW;
}

static void text_draw(gpointer self, Terminal *terminal)
{
    pager_draw(self, terminal, (Rect){1, 2, terminal_rows(terminal) - 2, terminal_columns(terminal) - 4});
}

static bool text_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    (void)terminal;
    pager_handle(self, action);
    if (action == ACTION_FIND)
        pager_find(self, "malmo", false, false);
    return event->key != 'q';
}

static const Stage text = {text_make, text_context, text_draw, text_handle, text_free, false, NULL};

static void pager__scrolls__within_its_ends(void **state)
{
    g_autoptr(Pager) pager = long_text();
    (void)state;
    assert_true(pager_handle(pager, ACTION_UP));
    assert_int_equal(pager_current(pager), 0);
    pager_handle(pager, ACTION_DOWN);
    assert_int_equal(pager_current(pager), 1);
    pager_handle(pager, ACTION_PAGE_DOWN);
    assert_int_equal(pager_current(pager), 20);
    pager_handle(pager, ACTION_LAST);
    assert_int_equal(pager_current(pager), 40); /* 20 lines fill the screen */
    pager_handle(pager, ACTION_PAGE_DOWN);
    assert_int_equal(pager_current(pager), 40);
    pager_handle(pager, ACTION_PAGE_UP);
    assert_int_equal(pager_current(pager), 21);
    pager_handle(pager, ACTION_FIRST);
    assert_int_equal(pager_current(pager), 0);
    assert_false(pager_handle(pager, ACTION_OPEN));
}

static void pager_find__goes_from_place_to_place__round_the_end(void **state)
{
    g_autoptr(Pager) pager = long_text();
    (void)state;
    assert_true(pager_find(pager, "LINE 5", false, false));
    assert_int_equal(pager_current(pager), 5);
    assert_true(pager_find(pager, "line 5", false, true));
    assert_int_equal(pager_current(pager), 50);
    pager_find(pager, "line 59", false, true);
    assert_true(pager_find(pager, "line 5", false, true));
    assert_int_equal(pager_current(pager), 5);
    assert_true(pager_find(pager, "line 5", true, true));
    assert_int_equal(pager_current(pager), 59);
    assert_false(pager_find(pager, "no such thing", false, false));
}

static void pager_find__finds_without_marks__where_the_text_has_some(void **state)
{
    g_autoptr(Pager) pager = long_text();
    (void)state;
    assert_true(pager_find(pager, "malmo", false, false));
    assert_int_equal(pager_current(pager), 41);
}

static void pager__is_empty__without_lines(void **state)
{
    g_autoptr(Pager) pager = pager_new();
    (void)state;
    assert_true(pager_handle(pager, ACTION_DOWN));
    assert_false(pager_find(pager, "x", false, false));
    assert_int_equal(pager_current(pager), 0);
}

static void pager__goes_to_the_top__when_it_is_cleared_and_comes_back_where_it_is_told(void **state)
{
    g_autoptr(Pager) pager = long_text();
    (void)state;
    pager_go_to(pager, 30);
    assert_int_equal(pager_current(pager), 30);
    pager_clear(pager);
    assert_int_equal(pager_count(pager), 0);
    pager_add(pager, ROLE_TEXT, 0, "one");
    assert_int_equal(pager_current(pager), 0);
    pager_go_to(pager, 30);
    assert_int_equal(pager_current(pager), 0);
}

static void pager__shows_headings_and_more__with_the_cursor_on_top(void **state)
{
    g_autoptr(Screen) screen = stage_start(&text, "xterm-256color", 12, 40);
    (void)state;
    screen_expect(screen, "line 9");
    screen_expect_cursor(screen, 1, 2);
    assert_true(screen_cell(screen, 1, 2).underline);
    g_autofree char *last = screen_line(screen, 10);
    assert_true(g_str_has_suffix(last, "▾"));
    screen_type(screen, "<Space>");
    screen_expect_line(screen, 1, "line 9");
}

static void pager__breaks_long_lines__with_an_indent(void **state)
{
    g_autoptr(Screen) screen = stage_start(&text, "xterm-256color", 12, 40);
    (void)state;
    screen_type(screen, "<End>");
    screen_expect_line(screen, 8, "  s  sort: choose the column to sort");
    screen_expect_line(screen, 9, "      by; the same column again turns");
    screen_expect_line(screen, 10, "      the order round");
    screen_resize(screen, 12, 100);
    screen_expect(screen, "the same column again turns the order round");
}

static void pager__shows_what_was_found__and_puts_the_cursor_there(void **state)
{
    g_autoptr(Screen) screen = stage_start(&text, "xterm-256color", 12, 40);
    (void)state;
    screen_type(screen, "/");
    screen_expect_cursor_on(screen, "line 41 Malm\u00f6");
    assert_true(screen_cell_of(screen, "line 41").underline);
    screen_resize(screen, 24, 80);
    screen_expect_cursor_on(screen, "line 41 Malm\u00f6");
}

static gpointer changes_make(void)
{
    Pager *pager = pager_new();
    pager_add_changes(
        pager, ROLE_TEXT, 2,
        "Each side pays [-nothing-]{+its own share of the costs of the work, and of what it lends+} alone.");
    pager_add_changes(pager, ROLE_TEXT, 0, "Plain again.");
    pager_add(pager, ROLE_TEXT, 0, "No {+mark+} here.");
    return pager;
}

static const Stage changes = {changes_make, text_context, text_draw, text_handle, text_free, false, NULL};

/* What is new goes on in its colour over the end of a row, and ends where it ends. */
static void pager__draws_changes_in_their_roles__over_broken_lines(void **state)
{
    g_autoptr(Screen) screen = stage_start(&changes, "xterm-256color", 12, 40);
    (void)state;
    screen_expect(screen, "alone.");
    const int plain = screen_cell_of(screen, "Each").foreground,
              come = screen_cell_of(screen, "{+its").foreground;
    const int gone = screen_cell_of(screen, "[-nothing").foreground;
    assert_true(come != plain && gone != plain && gone != come);
    assert_int_equal(screen_cell_of(screen, "costs").foreground, come);
    assert_int_equal(screen_cell_of(screen, "lends+}").foreground, come);
    assert_int_equal(screen_cell_of(screen, "alone.").foreground, plain);
    assert_int_equal(screen_cell_of(screen, "Plain").foreground, plain);
    assert_int_equal(screen_cell_of(screen, "{+mark").foreground, plain);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, screen_free_all)
    const struct CMUnitTest tests[] = {
        TEST(pager__scrolls__within_its_ends),
        TEST(pager_find__goes_from_place_to_place__round_the_end),
        TEST(pager_find__finds_without_marks__where_the_text_has_some),
        TEST(pager__is_empty__without_lines),
        TEST(pager__goes_to_the_top__when_it_is_cleared_and_comes_back_where_it_is_told),
        TEST(pager__shows_headings_and_more__with_the_cursor_on_top),
        TEST(pager__breaks_long_lines__with_an_indent),
        TEST(pager__shows_what_was_found__and_puts_the_cursor_there),
        TEST(pager__draws_changes_in_their_roles__over_broken_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
