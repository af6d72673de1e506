/*
 * What goes over a slow line: nothing when nothing changed, the terminal's own scrolling at the edge of a
 * list, one picture for whatever was typed ahead. Bytes are counted, never time.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/program.h"

#define DOWN_10 "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>"

enum {
    A_PICTURE = 2600, /* bytes of a whole screen, at most */
    A_STEP = 200,     /* Down in a list, the median */
    A_LETTER = 40,
};

static Screen *open_visits(const Fixture *office)
{
    Screen *screen = program_open(office, NULL);
    screen_type(screen, "gv");
    screen_expect(screen, "by Arrives");
    screen_type(screen, "<Home>");
    screen_expect(screen, "1/120");
    screen_settle(screen);
    return screen;
}

/* Bytes that those keys bring forth, until all is quiet. */
static gsize bytes_of(Screen *screen, const char *keys)
{
    screen_mark(screen);
    screen_type(screen, keys);
    screen_settle(screen);
    return screen_bytes(screen);
}

static int compare_sizes(gconstpointer a, gconstpointer b)
{
    const gsize left = *(const gsize *)a, right = *(const gsize *)b;
    return left < right ? -1 : left > right;
}

static gsize median_of(Screen *screen, const char *key, guint times)
{
    g_autofree gsize *bytes = g_new0(gsize, times);
    for (guint i = 0; i < times; i++)
        bytes[i] = bytes_of(screen, key);
    qsort(bytes, times, sizeof *bytes, compare_sizes);
    return bytes[times / 2];
}

/* --- nothing --- */

static void keys_that_mean_nothing__send_nothing__anywhere(void **state)
{
    static const char *const places[] = {"", "gv", "<Enter>"};
    g_autoptr(Screen) screen = program_open(*state, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        screen_type(screen, places[i]);
        screen_settle(screen);
        assert_int_equal(bytes_of(screen, "<F12>"), 0);
        assert_int_equal(bytes_of(screen, "<F12><F12><F12>"), 0);
    }
}

static void up__sends_nothing__on_the_first_row(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    assert_int_equal(bytes_of(screen, "<Up>"), 0);
    assert_int_equal(bytes_of(screen, "<Home>"), 0);
}

static void message__costs_its_line__and_no_more(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_expect(screen, "need");
    screen_settle(screen);
    assert_in_range(bytes_of(screen, "<Esc>"), 20, 80);
    screen_assert(screen, "This is home");
    assert_in_range(bytes_of(screen, "<F12>"), 4, 40);
}

/* --- little --- */

static void down__sends_two_bars__in_a_list(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    assert_in_range(median_of(screen, "<Down>", 15), 1, A_STEP);
}

static void down__sends_little__at_the_bottom_edge_too(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    screen_type(screen, DOWN_10 DOWN_10);
    screen_settle(screen);
    assert_in_range(median_of(screen, "<Down>", 60), 1, A_STEP);
}

static void down__sends_two_rows__on_home(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_expect(screen, "need");
    screen_settle(screen);
    assert_in_range(median_of(screen, "<Down>", 40), 1, A_STEP);
    screen_type(screen, "<Tab>");
    screen_settle(screen);
    assert_in_range(median_of(screen, "<Down>", 40), 1, A_STEP);
}

static void letter__sends_little_more_than_itself__in_a_form(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    screen_type(screen, "<Enter> e");
    screen_expect(screen, "typing");
    assert_in_range(median_of(screen, "x", 15), 1, A_LETTER);
    assert_in_range(median_of(screen, "<Backspace>", 9), 1, A_LETTER);
}

/* Without the terminal's own scrolling all rows would be sent. */
static gsize bytes_at_the_edge(Screen *screen)
{
    screen_type(screen, "gv");
    screen_expect(screen, "by Arrives");
    screen_type(screen, "jjjjjjjjjjjjjjjjjjjj"); /* vt100 has no other keys for it */
    screen_settle(screen);
    return bytes_of(screen, "j");
}

static void down__lets_the_terminal_scroll__at_the_edge(void **state)
{
    static const char *const terms[] = {"xterm-256color", "tmux-256color", "screen", "vt100", "linux"};
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++) {
        g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = terms[i]});
        assert_in_range(bytes_at_the_edge(screen), 1, 450);
        screen_expect_cursor(screen, 20, 1);
    }
}

/* A terminal that cannot scroll a part of its screen (the emulator here is none, so that its cells say
 * nothing). */
static void down__deletes_and_inserts_lines__where_no_part_can_be_scrolled(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, &(ScreenOptions){.term = "ansi"});
    assert_in_range(bytes_at_the_edge(screen), 1, 450);
}

static void screen__is_never_cleared__after_the_start(void **state)
{
    g_autoptr(Screen) screen = program_open(*state, NULL);
    screen_settle(screen);
    screen_mark(screen);
    screen_type(screen, "gv <PgDn> s <Esc> ? <Esc> <Enter> <Tab> d <Esc> e <F1> <Esc> <Esc> <Esc> gh");
    screen_settle(screen);
    const char *written = screen_written(screen);
    assert_null(strstr(written, "\033[2J"));
    assert_null(strstr(written, "\033[H\033[J"));
}

/* --- typed ahead --- */

/* All of it waits on the line before the program reads the first key. */
static gsize bytes_typed_ahead(Screen *screen, const char *keys, const char *shows)
{
    screen_kill(screen, SIGSTOP);
    screen_mark(screen);
    screen_type(screen, keys);
    screen_kill(screen, SIGCONT);
    screen_expect(screen, shows);
    screen_settle(screen);
    return screen_bytes(screen);
}

static void hundred_downs__are_drawn_once__when_typed_ahead(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    const gsize bytes = bytes_typed_ahead(
        screen, DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10 DOWN_10, "101/120");
    assert_in_range(bytes, 1, A_PICTURE);
    screen_expect_cursor_on(screen, "VIS-");
}

/* What lies beside the screen is read while no key waits: how much of it is there decides nothing. */
static void list__stands_the_same__whether_keys_were_typed_ahead_or_not(void **state)
{
    static const char *const keys[] = {DOWN_10 DOWN_10,      DOWN_10 DOWN_10, DOWN_10 DOWN_10,
                                       "<Down><Down><Down>", "<PgUp>",        "<PgUp>"};
    g_autoptr(Screen) slow = open_visits(*state);
    g_autoptr(Screen) fast = open_visits(*state);
    g_autoptr(GString) together = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        bytes_of(slow, keys[i]);
        g_string_append(together, keys[i]);
    }
    bytes_typed_ahead(fast, together->str, "28/120");
    g_autofree char *wanted = screen_all(slow), *shown = screen_all(fast);
    assert_string_equal(shown, wanted);
}

static void pages__are_drawn_once__when_typed_ahead(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    assert_in_range(bytes_typed_ahead(screen, "<PgDn><PgDn><PgDn><PgDn><PgUp><PgDn><PgDn><PgDn>", "109/120"),
                    1, A_PICTURE);
}

static void letters__are_drawn_once__when_typed_ahead(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    screen_type(screen, "<Enter> e");
    screen_expect(screen, "typing");
    screen_type(screen, "z");
    screen_expect(screen, "not saved");
    screen_settle(screen);
    assert_in_range(bytes_typed_ahead(screen, "abcdefghijklmnopqrstuvwxyz", "zabcdefghijklmnopqrstuvwxyz"), 1,
                    70);
}

static void keys__go_through_several_places__and_only_the_last_is_drawn(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    assert_in_range(
        bytes_typed_ahead(screen, "<Down><Enter><Tab>qghga<Down><Down>gp<Down><Enter>e", "typing"), 1,
        A_PICTURE);
    screen_assert(screen, "Partners");
}

/* --- stopped --- */

static bool asks_for_brackets(Screen *screen, void *data)
{
    (void)data;
    return strstr(screen_written(screen), "\033[?2004h") != NULL;
}

/* The shell switches bracketed paste off for itself or leaves it as it likes. (A program without a shell to
 * go back to is told to stop, and goes on at once.) */
static void paste__comes_in_brackets_again__after_a_stop(void **state)
{
    g_autoptr(Screen) screen = open_visits(*state);
    screen_type(screen, "/");
    screen_expect(screen, "Find:");
    screen_settle(screen);
    screen_mark(screen);
    screen_kill(screen, SIGTSTP);
    screen_expect_that(screen, asks_for_brackets, NULL, "brackets asked for again");
    screen_settle(screen);
    screen_paste(screen, "de\nle");
    screen_expect(screen, "Find: de");
    screen_assert(screen, "Visits");
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(keys_that_mean_nothing__send_nothing__anywhere),
        TEST(up__sends_nothing__on_the_first_row),
        TEST(message__costs_its_line__and_no_more),
        TEST(down__sends_two_bars__in_a_list),
        TEST(down__sends_little__at_the_bottom_edge_too),
        TEST(down__sends_two_rows__on_home),
        TEST(letter__sends_little_more_than_itself__in_a_form),
        TEST(down__lets_the_terminal_scroll__at_the_edge),
        TEST(down__deletes_and_inserts_lines__where_no_part_can_be_scrolled),
        TEST(screen__is_never_cleared__after_the_start),
        TEST(hundred_downs__are_drawn_once__when_typed_ahead),
        TEST(list__stands_the_same__whether_keys_were_typed_ahead_or_not),
        TEST(pages__are_drawn_once__when_typed_ahead),
        TEST(letters__are_drawn_once__when_typed_ahead),
        TEST(keys__go_through_several_places__and_only_the_last_is_drawn),
        TEST(paste__comes_in_brackets_again__after_a_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
