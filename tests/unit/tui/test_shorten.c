/* Attributes in fewer bytes: what they are, and that they show the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <vterm.h>

#include "tui/shorten.h"

enum { ROWS = 6, COLUMNS = 20, STREAMS = 300, PARTS = 60 };

static void assert_short(const char *bytes, const char *wanted)
{
    Shortener shortener = {0};
    g_autoptr(GString) out = g_string_new(NULL);
    shorten(&shortener, 24, bytes, strlen(bytes), out);
    assert_string_equal(out->str, wanted);
}

static void shorten_fits__tells__the_terminals_of_ECMA_48(void **state)
{
    (void)state;
    assert_true(shorten_fits("\033(B\033[m"));
    assert_true(shorten_fits("\033[m\017"));
    assert_true(shorten_fits("\033[0m"));
    assert_false(shorten_fits("\033[m\017$<2>"));
    assert_false(shorten_fits("\033G0"));
    assert_false(shorten_fits(NULL));
}

static void shorten__says__what_changed_only(void **state)
{
    (void)state;
    assert_short("\033(B\033[0;7mbar\033(B\033[m", "\033[7mbar\033[m");
    assert_short("\033(B\033[0;1m\033[91m!\033(B\033[0mplain", "\033[1;91m!\033[mplain");
    assert_short("\033[94mstate\033[39m\033(B\033[m", "\033[94mstate\033[m");
    assert_short("\033[94mblue\033[90mgrey\033[39m\033(B\033[0;7mbar\033[m",
                 "\033[94mblue\033[90mgrey\033[7;39mbar\033[m");
    assert_short("\033[38;5;208mx\033[48;5;17my", "\033[38;5;208mx\033[48;5;17my");
    assert_short("\033[4my\033[24mz", "\033[4my\033[mz");
}

static void shorten__leaves_attributes__where_nothing_shows_them(void **state)
{
    (void)state;
    assert_short("a\033[7m\033[5;3H\033[mb", "a\033[5;3Hb");
    assert_short("a\033[94m  \033[mb", "a  b");
    assert_short("a\033[4m  \033[mb", "a\033[4m  \033[mb");
    assert_short("a\033[44m\033[K\033[mb", "a\033[44m\033[K\033[mb");
    assert_short("\033[4;20r\033[20;1H\n\033[1;24r", "\033[4;20r\033[20;1H\n\033[r");
}

static void shorten__scrolls__without_the_way_to_the_last_row(void **state)
{
    Shortener shortener = {.scrolls = true};
    const char *const bytes = "\033[4;20r\033[20;1H\n\033[1;24r";
    const char *const others = "\033[4;20r\033[20;1H\nx\033[4;20r\033[20;1H\n";
    g_autoptr(GString) out = g_string_new(NULL);
    (void)state;
    shorten(&shortener, 24, bytes, strlen(bytes), out);
    assert_string_equal(out->str, "\033[4;20r\033[S\033[r");
    g_string_truncate(out, 0);
    shorten(&shortener, 24, others, strlen(others), out);
    assert_string_equal(out->str, others);
}

static void shorten__leaves_alone__what_it_does_not_know(void **state)
{
    (void)state;
    assert_short("\033[38:2::1:2:3mx\033]52;c;aGk=\a\033[?25l",
                 "\033[38:2::1:2:3mx\033]52;c;aGk=\a\033[?25l");
    assert_short("\033[", "\033[");
    assert_short("\033", "\033");
}

/* --- the same on a terminal --- */

static const char *const parts[] = {
    "a",
    "bc",
    " ",
    "   ",
    "\u00e9",
    "\033[m",
    "\033(B\033[m",
    "\033[0;7m",
    "\033[0;1;4m",
    "\033[7m",
    "\033[4m",
    "\033[1m",
    "\033[24m",
    "\033[27m",
    "\033[31m",
    "\033[94m",
    "\033[39m",
    "\033[42m",
    "\033[49m",
    "\033[K",
    "\033[2;3H",
    "\033[5d",
    "\r",
    "\b",
    "\n",
    "\033[3X",
    "\033[38;5;99m",
    "\033[0;10m",
    "\033[2;5r\033[5;1H\n\033[1;6r",
    "\033[2;5r",
    "\033[1;6r",
    "\033[39;49m",
};

static void feed(VTermScreen *screen, VTerm *terminal, const char *bytes, gsize count)
{
    vterm_input_write(terminal, bytes, count);
    vterm_screen_flush_damage(screen);
}

static void assert_cells_alike(VTermScreen *one, VTermScreen *other)
{
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            VTermScreenCell a, b;
            vterm_screen_get_cell(one, (VTermPos){row, column}, &a);
            vterm_screen_get_cell(other, (VTermPos){row, column}, &b);
            assert_int_equal(a.chars[0], b.chars[0]);
            assert_int_equal(a.attrs.reverse, b.attrs.reverse);
            assert_int_equal(a.attrs.underline, b.attrs.underline);
            assert_true(vterm_color_is_equal(&a.bg, &b.bg));
            if (a.chars[0] > ' ') {
                assert_int_equal(a.attrs.bold, b.attrs.bold);
                assert_true(vterm_color_is_equal(&a.fg, &b.fg));
            }
        }
    }
}

static VTerm *terminal_new(VTermScreen **screen)
{
    VTerm *terminal = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(terminal, 1);
    *screen = vterm_obtain_screen(terminal);
    vterm_screen_reset(*screen, 1);
    return terminal;
}

static void shorten__shows_the_same__whatever_comes(void **state)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(48);
    (void)state;
    for (int stream = 0; stream < STREAMS; stream++) {
        VTermScreen *one, *other;
        VTerm *plain = terminal_new(&one), *shortened = terminal_new(&other);
        Shortener shortener = {.scrolls = true};
        for (int frame = 0; frame < 4; frame++) {
            g_autoptr(GString) bytes = g_string_new(NULL);
            g_autoptr(GString) out = g_string_new(NULL);
            for (int i = 0; i < PARTS; i++)
                g_string_append(bytes, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
            shorten(&shortener, ROWS, bytes->str, bytes->len, out);
            assert_true(out->len <= bytes->len + 8); /* what was put off may have to be said at the end */
            feed(one, plain, bytes->str, bytes->len);
            feed(other, shortened, out->str, out->len);
        }
        assert_cells_alike(one, other);
        vterm_free(plain);
        vterm_free(shortened);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shorten_fits__tells__the_terminals_of_ECMA_48),
        cmocka_unit_test(shorten__says__what_changed_only),
        cmocka_unit_test(shorten__leaves_attributes__where_nothing_shows_them),
        cmocka_unit_test(shorten__scrolls__without_the_way_to_the_last_row),
        cmocka_unit_test(shorten__leaves_alone__what_it_does_not_know),
        cmocka_unit_test(shorten__shows_the_same__whatever_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
