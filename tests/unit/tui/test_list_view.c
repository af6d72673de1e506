/* How the list looks. How it moves: test_list.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "unit/tui/fake_rows.h"
#include "unit/tui/stage.h"

#include <cmocka.h>

typedef struct {
    FakeRows rows;
    ListView *list;
    char *told; /* what x asked for */
} Play;

static gpointer play_new(gint64 count)
{
    Play *play = g_new0(Play, 1);
    play->rows.count = count;
    play->list = fake_list(&play->rows, "No agreements yet. Press n to draft the first one of this office.");
    return play;
}

static gpointer many_make(void)
{
    return play_new(100000);
}

static gpointer none_make(void)
{
    return play_new(0);
}

static gpointer broken_make(void)
{
    Play *play = play_new(10);
    play->rows.broken = true;
    return play;
}

static void play_free(gpointer self)
{
    list_free(((Play *)self)->list);
    g_free(((Play *)self)->told);
    g_free(self);
}

static KeyContext play_context(gpointer self)
{
    (void)self;
    return CONTEXT_VIEW;
}

static void play_draw(gpointer self, Terminal *terminal)
{
    Play *play = self;
    const Rect area = {1, 0, terminal_rows(terminal) - 1, terminal_columns(terminal)};
    list_draw(play->list, terminal, area, true, 0, false);
    terminal_text(terminal, 0, 0, 20, ROLE_TEXT, play->told);
}

static bool play_handle(gpointer self, Terminal *terminal, const Event *event, Action action)
{
    Play *play = self;
    list_handle(play->list, action);
    if (event->key == 'x') {
        g_free(play->told);
        play->told = g_strdup_printf("%u painted", terminal_lines_painted(terminal));
    }
    return event->key != 'q';
}

static const Stage many = {many_make, play_context, play_draw, play_handle, play_free, false, NULL};
static const Stage none = {none_make, play_context, play_draw, play_handle, play_free, false, NULL};
static const Stage broken = {broken_make, play_context, play_draw, play_handle, play_free, false, NULL};

static void assert_line(Screen *screen, int row, const char *wanted)
{
    g_autofree char *line = screen_line(screen, row);
    assert_string_equal(line, wanted);
}

static void list__shows_heading_rows_and_focus__with_the_cursor_on_it(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 14, 60);
    (void)state;
    screen_expect(screen, "AGR-000001");
    assert_line(screen, 1, " Ref ▴       Title                                      Due");
    assert_line(screen, 2, " AGR-000001  Agreement number 1");
    assert_line(screen, 11, " AGR-000010  Agreement number 10                     late !");
    screen_expect_cursor(screen, 2, 1);
    assert_true(screen_cell(screen, 2, 30).reverse);
    assert_false(screen_cell(screen, 2, 59).reverse); /* the bar ends with the column of what is left */
    assert_false(screen_cell(screen, 3, 0).reverse);
    assert_true(screen_cell(screen, 11, 55).bold);
    screen_type(screen, "j j <Down>");
    screen_expect_cursor(screen, 5, 1);
}

static void list__scrolls_and_pages__to_both_ends_of_a_long_table(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 14, 60);
    (void)state;
    screen_type(screen, "<End>");
    screen_expect_line(screen, 13, "AGR-100000");
    screen_expect_cursor(screen, 13, 1);
    screen_type(screen, "<PgUp>");
    screen_expect_line(screen, 13, "AGR-099988");
    screen_type(screen, "<Home> <PgDn> <PgDn>");
    screen_expect_line(screen, 2, "AGR-000025");
    screen_expect_cursor(screen, 2, 1);
}

static void list__keeps_its_row_in_sight__at_any_size(void **state)
{
    static const int sizes[][2] = {{30, 100}, {6, 60}, {3, 30}, {4, 30}, {14, 60}};
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "AGR-000001");
    for (int i = 0; i < 20; i++)
        screen_type(screen, "j");
    screen_expect_cursor_on(screen, "AGR-000021");
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        screen_resize(screen, sizes[i][0], sizes[i][1]);
        screen_expect_cursor_on(screen, "000021");
    }
}

static void list__drops_what_has_no_room__and_cuts_with_a_sign(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 14, 30);
    (void)state;
    screen_expect(screen, "AGR-000001");
    assert_line(screen, 1, " Ref ▴       Title");
    assert_line(screen, 2, " AGR-000001  Agreement numbe…");
}

static void list__shows_its_marks__beside_the_rows(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "vt100", 14, 60);
    (void)state;
    screen_expect(screen, "AGR-000001");
    screen_type(screen, "<Space> j <Space>");
    screen_expect_line(screen, 4, "*AGR-000003");
    assert_line(screen, 2, "*AGR-000001  Agreement number 1");
    assert_line(screen, 3, " AGR-000002  Agreement number 2");
}

static void list__says_what_to_do__where_there_are_no_rows(void **state)
{
    g_autoptr(Screen) screen = stage_start(&none, "xterm-256color", 14, 40);
    (void)state;
    screen_expect(screen, "No agreements yet. Press n to draft");
    assert_line(screen, 3, " the first one of this office.");
    screen_expect_cursor(screen, 2, 1);
}

static void list__says_what_failed__where_nothing_could_be_read(void **state)
{
    g_autoptr(Screen) screen = stage_start(&broken, "xterm-256color", 14, 60);
    (void)state;
    screen_expect(screen, "office.db: the disk failed: look at its cable");
}

static void list__signs_at_its_edge__that_there_are_rows_above_and_below(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 14, 60);
    (void)state;
    screen_expect_line(screen, 13, "\u25be");
    g_autofree char *before = screen_line(screen, 1);
    assert_false(g_str_has_suffix(g_strchomp(before), "\u25b4"));
    screen_type(screen, "G");
    screen_expect(screen, "AGR-100000");
    g_autofree char *last = screen_line(screen, 13), *above = screen_line(screen, 1);
    assert_true(g_str_has_suffix(g_strchomp(above), "\u25b4"));
    assert_null(strstr(last, "\u25be"));
}

static void list__sends_little__for_a_step_and_scrolls_by_hardware(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "AGR-000022");
    screen_mark(screen);
    screen_type(screen, "j");
    screen_expect_cursor(screen, 3, 1);
    screen_settle(screen);
    assert_true(screen_bytes(screen) < 400); /* two rows of 80 */
    for (int i = 0; i < 20; i++)
        screen_type(screen, "j");
    screen_expect_cursor_on(screen, "AGR-000022"); /* on the last row */
    screen_mark(screen);
    screen_type(screen, "j");
    screen_expect_line(screen, 23, "AGR-000023");
    screen_settle(screen);
    assert_true(screen_bytes(screen) < 500);
    assert_non_null(strstr(screen_written(screen), "\033[3;23r")); /* the terminal moves the rows */
}

static void list__paints_two_lines_only__when_the_bar_goes_on(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "AGR-000022");
    screen_type(screen, "j");
    screen_expect_cursor(screen, 3, 1);
    screen_type(screen, "x");
    screen_expect_line(screen, 0, "2 painted");
    screen_type(screen, "x");
    screen_expect_line(screen, 0, "1 painted"); /* what x itself said */
}

/* The two that had and have the bar; at the first step the heading gets the sign that there are rows above.
 */
static void list__paints_two_lines_and_moves_the_others__at_its_edge(void **state)
{
    g_autoptr(Screen) screen = stage_start(&many, "xterm-256color", 24, 80);
    (void)state;
    screen_expect(screen, "AGR-000022");
    for (int i = 0; i < 21; i++)
        screen_type(screen, "j");
    screen_expect_cursor_on(screen, "AGR-000022");
    screen_type(screen, "j");
    screen_expect_line(screen, 23, "AGR-000023");
    screen_type(screen, "x");
    screen_expect_line(screen, 0, "3 painted");
    screen_type(screen, "j");
    screen_expect_line(screen, 23, "AGR-000024");
    screen_type(screen, "x");
    screen_expect_line(screen, 0, "2 painted");
    for (int row = 2; row < 24; row++) {
        g_autofree char *wanted = g_strdup_printf("AGR-%06d", row + 1);
        screen_expect_line(screen, row, wanted);
    }
    assert_false(screen_cell(screen, 22, 5).reverse);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, screen_free_all)
    const struct CMUnitTest tests[] = {
        TEST(list__shows_heading_rows_and_focus__with_the_cursor_on_it),
        TEST(list__scrolls_and_pages__to_both_ends_of_a_long_table),
        TEST(list__keeps_its_row_in_sight__at_any_size),
        TEST(list__signs_at_its_edge__that_there_are_rows_above_and_below),
        TEST(list__drops_what_has_no_room__and_cuts_with_a_sign),
        TEST(list__shows_its_marks__beside_the_rows),
        TEST(list__says_what_to_do__where_there_are_no_rows),
        TEST(list__says_what_failed__where_nothing_could_be_read),
        TEST(list__sends_little__for_a_step_and_scrolls_by_hardware),
        TEST(list__paints_two_lines_only__when_the_bar_goes_on),
        TEST(list__paints_two_lines_and_moves_the_others__at_its_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
