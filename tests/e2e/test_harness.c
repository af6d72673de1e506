/* The harness itself: what the other end-to-end tests lean on. A small ncurses program, run in the child,
 * stands for the real one. */
#include "support/screen.h"

#include <curses.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- the small program: names each key, knows its size, shows styles --- */

static void draw_styles(void)
{
    start_color();
    use_default_colors();
    init_pair(1, COLOR_RED, -1);
    mvaddstr(2, 0, "plain ");
    attron(A_BOLD);
    addstr("strong ");
    attroff(A_BOLD);
    attron(A_REVERSE);
    addstr("focus");
    attroff(A_REVERSE);
    addstr(" ");
    attron(COLOR_PAIR(1));
    addstr("danger");
    attroff(COLOR_PAIR(1));
    mvaddstr(3, 0, "\uae40\ubbfc\uc900 Kim e\u0301");
}

static void name_key(int status, wint_t key)
{
    move(1, 0);
    clrtoeol();
    if (status == KEY_CODE_YES && key == KEY_RESIZE)
        printw("size %dx%d", LINES, COLS);
    else if (status == KEY_CODE_YES)
        printw("key %s", keyname((int)key));
    else if (key < 32 || key == 127)
        printw("control %d", (int)key);
    else
        printw("letter %lc", key);
}

static int small_program(void *data)
{
    wint_t key;

    (void)data;
    setlocale(LC_ALL, "");
    initscr();
    raw();
    nonl();
    noecho();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    draw_styles();
    mvaddstr(0, 0, "ready");
    refresh();
    for (;;) {
        int status = get_wch(&key);
        if (status == ERR)
            return 7;
        if (status == OK && key == 'q')
            break;
        name_key(status, key);
        refresh();
    }
    endwin();
    return 4;
}

static Screen *start_small(const char *term, int rows, int columns)
{
    Screen *screen =
        screen_start(&(ScreenOptions){.rows = rows, .columns = columns, .term = term, .run = small_program});
    screen_expect(screen, "ready");
    return screen;
}

/* --- tests --- */

static void screen__shows__what_the_program_wrote(void **state)
{
    (void)state;
    const char *arguments[] = {"/bin/sh", "-c", "echo hello; echo \"$TERM $COLUMNS $HOME $LANG\"; exit 3",
                               NULL};
    g_autoptr(Screen) screen = screen_start(&(ScreenOptions){.term = "vt100", .arguments = arguments});

    screen_expect(screen, "hello");
    screen_expect(screen, "vt100");
    screen_expect(screen, screen_home(screen));
    screen_expect_exit(screen, 3);
    screen_assert(screen, "hello");
}

static void screen__types__every_named_key_as_the_terminal_sends_it(void **state)
{
    (void)state;
    static const struct {
        const char *key, *seen;
    } keys[] = {
        {"<Up>", "key KEY_UP"},
        {"<Down>", "key KEY_DOWN"},
        {"<Left>", "key KEY_LEFT"},
        {"<F1>", "key KEY_F(1)"},
        {"<F2>", "key KEY_F(2)"},
        {"<Tab>", "control 9"},
        {"<Enter>", "control 13"},
        {"<Esc>", "control 27"},
        {"<Ctrl-d>", "control 4"},
        {"j", "letter j"},
        {"<lt>", "letter <"},
        {"\u00f8", "letter \u00f8"},
        {"<Backspace>", "KEY_BACKSPACE"},
    };
    static const char *const terminals[] = {"xterm-256color", "linux", "vt100", "xterm-mono"};

    for (guint t = 0; t < G_N_ELEMENTS(terminals); t++) {
        g_autoptr(Screen) screen = start_small(terminals[t], 24, 80);
        for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
            screen_type(screen, keys[i].key);
            screen_expect_line(screen, 1, keys[i].seen);
        }
        screen_type(screen, "q");
        screen_expect_exit(screen, 4);
    }
}

static void screen__types__keys_that_only_larger_terminals_have(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    screen_type(screen, "<Home>");
    screen_expect_line(screen, 1, "KEY_HOME");
    screen_type(screen, "<PgDn>");
    screen_expect_line(screen, 1, "KEY_NPAGE");
    screen_type(screen, "<Shift-Tab>");
    screen_expect_line(screen, 1, "KEY_BTAB");
    screen_type(screen, "<Delete>");
    screen_expect_line(screen, 1, "KEY_DC");
}

static void screen__tells__styles_colours_and_wide_cells(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    assert_false(screen_cell_of(screen, "plain").bold);
    assert_true(screen_cell_of(screen, "strong").bold);
    assert_true(screen_cell_of(screen, "focus").reverse);
    assert_int_equal(screen_cell_of(screen, "danger").foreground, 1);
    assert_int_equal(screen_cell_of(screen, "plain").foreground, -1);
    assert_int_equal(screen_cell(screen, 3, 0).width, 2);
    assert_int_equal(screen_cell(screen, 3, 1).width, 0);
    assert_int_equal(screen_column_of(screen, 3, "Kim"), 7);
    g_autofree char *line = screen_line(screen, 3);
    assert_string_equal(line, "\uae40\ubbfc\uc900 Kim e\u0301");
}

static void screen__knows__cursor_and_alternate_screen(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    assert_true(screen_alternate(screen));
    screen_type(screen, "x");
    screen_expect_cursor(screen, 1, 8);
    screen_expect_cursor_on(screen, "letter x");
    screen_type(screen, "q");
    screen_expect_exit(screen, 4);
    assert_false(screen_alternate(screen));
    assert_false(screen_has(screen, "ready"));
}

static void screen__resizes__in_both_directions(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    screen_resize(screen, 5, 20);
    screen_expect(screen, "size 5x20");
    screen_resize(screen, 40, 132);
    screen_expect(screen, "size 40x132");
    assert_int_equal(screen_rows(screen), 40);
    assert_int_equal(screen_columns(screen), 132);
}

static void screen__counts__bytes_since_the_mark(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    screen_type(screen, "a");
    screen_expect(screen, "letter a");
    screen_settle(screen);
    screen_mark(screen);
    assert_int_equal(screen_bytes(screen), 0);
    screen_type(screen, "b");
    screen_expect(screen, "letter b");
    assert_in_range(screen_bytes(screen), 1, 40);
    assert_non_null(strchr(screen_written(screen), 'b'));
}

static void screen__tells__a_hangup_from_a_kill(void **state)
{
    (void)state;
    g_autoptr(Screen) dropped = start_small("xterm-256color", 24, 80);
    g_autoptr(Screen) killed = start_small("vt100", 24, 80);

    screen_hangup(dropped);
    screen_expect_exit(dropped, 128 + SIGHUP);
    screen_kill(killed, SIGKILL);
    screen_expect_exit(killed, 128 + SIGKILL);
}

static void screen__runs__two_programs_at_once(void **state)
{
    (void)state;
    g_autoptr(Screen) first = start_small("xterm-256color", 24, 80);
    g_autoptr(Screen) second = start_small("linux", 16, 60);

    screen_type(first, "1");
    screen_type(second, "2");
    screen_expect(second, "letter 2");
    screen_expect(first, "letter 1");
    screen_assert_not(first, "letter 2");
}

static void settle__waits__until_all_keys_were_read(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 24, 80);

    for (int i = 0; i < 500; i++)
        screen_type(screen, "<Down>");
    screen_type(screen, "z");
    screen_settle(screen);
    screen_assert(screen, "letter z");
}

static void picture__holds__text_in_its_columns(void **state)
{
    (void)state;
    g_autoptr(Screen) screen = start_small("xterm-256color", 8, 40);
    g_autofree char *path = g_build_filename(screen_home(screen), "picture.svg", NULL);
    g_autofree char *svg = NULL;

    assert_true(screen_dump_svg(screen, path));
    assert_true(g_file_get_contents(path, &svg, NULL, NULL));
    assert_non_null(strstr(svg, ">strong</text>"));
    assert_non_null(strstr(svg, "font-weight=\"bold\">strong"));
    assert_non_null(strstr(svg, "fill=\"#e06c75\">danger"));
    assert_non_null(strstr(svg, "textLength=\"42.0\" fill=\"#d4d8df\">ready"));
    assert_non_null(strstr(svg, "\uae40\ubbfc\uc900 Kim e\u0301"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(screen__shows__what_the_program_wrote, screen_free_all),
        cmocka_unit_test_teardown(screen__types__every_named_key_as_the_terminal_sends_it, screen_free_all),
        cmocka_unit_test_teardown(screen__types__keys_that_only_larger_terminals_have, screen_free_all),
        cmocka_unit_test_teardown(screen__tells__styles_colours_and_wide_cells, screen_free_all),
        cmocka_unit_test_teardown(screen__knows__cursor_and_alternate_screen, screen_free_all),
        cmocka_unit_test_teardown(screen__resizes__in_both_directions, screen_free_all),
        cmocka_unit_test_teardown(screen__counts__bytes_since_the_mark, screen_free_all),
        cmocka_unit_test_teardown(screen__tells__a_hangup_from_a_kill, screen_free_all),
        cmocka_unit_test_teardown(screen__runs__two_programs_at_once, screen_free_all),
        cmocka_unit_test_teardown(settle__waits__until_all_keys_were_read, screen_free_all),
        cmocka_unit_test_teardown(picture__holds__text_in_its_columns, screen_free_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
