#include "tui/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <ncurses.h>

#include <cmocka.h>

/* What comes out of the bytes, as text: key names, pastes in quotes, "..." where more is needed. */
static char *taken(Input *input, bool late)
{
    GString *out = g_string_new(NULL);
    Key key = 0;
    for (InputKind kind; (kind = input_next(input, late, &key)) != INPUT_NOTHING;) {
        g_autofree char *name = kind == INPUT_KEY ? key_to_name(key) : NULL;
        if (out->len > 0)
            g_string_append_c(out, ' ');
        if (kind == INPUT_PASTE)
            g_string_append_printf(out, "\"%s\"", input_pasted(input));
        else
            g_string_append(out, kind == INPUT_KEY ? name : "...");
        if (kind == INPUT_PARTIAL)
            break;
    }
    return g_string_free(out, FALSE);
}

static void feed(Input *input, const char *bytes)
{
    input_feed(input, bytes, strlen(bytes));
}

static Input *xterm_input(void)
{
    Input *input = input_new();
    input_define(input, "\033OA", KEY_BASE_CODE + KEY_UP);
    input_define(input, "\033[3~", KEY_BASE_CODE + KEY_DC);
    input_define(input, "\033OM", KEY_IS_ENTER);
    return input;
}

static const struct {
    const char *bytes;
    const char *taken;
} sequences[] = {
    {"j", "j"},
    {"jk", "j k"},
    {"\r", "Enter"},
    {"\n", "Enter"},
    {"\b", "Backspace"},
    {"\x7f", "Backspace"},
    {"\t\x13", "Tab Ctrl-S"},
    {"\033OA\033OB", "Up Down"},
    {"\033[A\033[B\033[C\033[D", "Up Down Right Left"}, /* not the mode that was asked for, yet understood */
    {"\033[H\033[F\033[1~\033[4~\033[5~\033[6~", "Home End Home End PgUp PgDn"},
    {"\033[2~\033[3~\033[Z", "Insert Delete Shift-Tab"},
    {"\033OP\033OQ\033[15~\033[24~", "F1 F2 F5 F12"},
    {"\033[[A\033[[B", "F1 F2"},
    {"\033[1;5C\033[1;5D\033[1;2A\033[1;3B", "Ctrl-Right Ctrl-Left Shift-Up Alt-Down"},
    {"\033[3;5~", "Ctrl-Delete"},
    {"\033OM\033Op\033Ok", "Enter 0 +"},
    {"a\033[99;99;99zb", "a b"}, /* nobody knows it: it types nothing */
    {"a\033[?1;2cb", "a b"},
    {"\u00e9\uae40\U0001f600", "\u00e9 \uae40 \U0001f600"},
    {"\033\033[A", "Esc Up"},
    {"\033j", "Alt-j"},
    {"\033\u00e9", "Alt-\u00e9"},
    {"\033[200~one\rtwo\033[201~x", "\"one\ntwo\" x"},
    {"\033[200~\033[201~", "\"\""},
};

static void input__understands__what_terminals_send(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++) {
        g_autoptr(Input) input = xterm_input();
        feed(input, sequences[i].bytes);
        g_autofree char *got = taken(input, false);
        assert_string_equal(got, sequences[i].taken);
    }
}

static void input__understands_the_same__wherever_the_bytes_are_split(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++) {
        const char *bytes = sequences[i].bytes;
        for (gsize split = 1; split < strlen(bytes); split++) {
            g_autoptr(Input) input = xterm_input();
            GString *all = g_string_new(NULL);
            input_feed(input, bytes, split);
            g_autofree char *before = taken(input, false);
            g_string_append(all, g_str_has_suffix(before, "...") ? "" : before);
            if (g_str_has_suffix(before, "...") && strlen(before) > 3)
                g_string_append_len(all, before, (gssize)strlen(before) - 4);
            feed(input, bytes + split);
            g_autofree char *after = taken(input, false);
            g_string_append_printf(all, "%s%s", all->len > 0 && *after != '\0' ? " " : "", after);
            g_autofree char *got = g_string_free(all, FALSE);
            assert_string_equal(got, sequences[i].taken);
        }
    }
}

static void input__is_a_lone_Esc__when_no_more_came_in_time(void **state)
{
    g_autoptr(Input) input = xterm_input();
    (void)state;
    feed(input, "\033");
    assert_false(input_ready(input));
    assert_int_equal(input_patience(input), INPUT_PATIENCE_ESCAPE);
    g_autofree char *got = taken(input, true);
    assert_string_equal(got, "Esc");
    assert_int_equal(input_patience(input), -1);
}

static void input__waits_longer__within_a_sequence_that_a_slow_line_cut(void **state)
{
    g_autoptr(Input) input = xterm_input();
    (void)state;
    feed(input, "\033[");
    assert_int_equal(input_patience(input), INPUT_PATIENCE_MORE);
    feed(input, "6");
    assert_false(input_ready(input));
    feed(input, "~");
    assert_true(input_ready(input));
    g_autofree char *got = taken(input, false);
    assert_string_equal(got, "PgDn");
}

static void input__gives_up_a_broken_sequence__without_typing_its_letters(void **state)
{
    g_autoptr(Input) input = xterm_input();
    (void)state;
    feed(input, "\033[12;");
    g_autofree char *got = taken(input, true);
    assert_string_equal(got, "");
}

static void input__is_Esc_and_a_letter__when_no_Alt_key_of_that_name_means_anything(void **state)
{
    g_autoptr(Input) input = xterm_input();
    g_autoptr(Keymap) keymap = keymap_new();
    (void)state;
    assert_true(keymap_bind(keymap, CONTEXT_EDIT, ACTION_SAVE, "Alt-s", "save", "Save.", NULL));
    input_set_keymap(input, keymap);
    feed(input, "\033j\033s");
    g_autofree char *got = taken(input, false);
    assert_string_equal(got, "Esc j Alt-s");
}

static void input__types_a_sign_for_nothing__for_bytes_that_are_no_character(void **state)
{
    g_autoptr(Input) input = xterm_input();
    (void)state;
    feed(input, "a\xff");
    feed(input, "b");
    g_autofree char *got = taken(input, false);
    assert_string_equal(got, "a \uFFFD b");
}

static void paste__never_presses_a_key__whatever_is_in_it(void **state)
{
    g_autoptr(Input) input = xterm_input();
    (void)state;
    feed(input, "\033[200~a\r\nb\tc\033[Ad\x03\u202e\033[201~");
    Key key = 0;
    assert_int_equal(input_next(input, false, &key), INPUT_PASTE);
    assert_string_equal(input_pasted(input), "a\nb c\uFFFD[Ad\uFFFD\uFFFD");
    assert_int_equal(input_next(input, false, &key), INPUT_NOTHING);
}

static void paste__waits_for_its_end__and_gives_what_there_is_when_the_line_goes(void **state)
{
    g_autoptr(Input) input = xterm_input();
    Key key = 0;
    (void)state;
    feed(input, "\033[200~half of a te\033[20");
    assert_int_equal(input_next(input, true, &key), INPUT_PARTIAL);
    assert_int_equal(input_patience(input), -1);
    input_end(input);
    assert_true(input_ready(input));
    assert_int_equal(input_next(input, false, &key), INPUT_PASTE);
    assert_true(g_str_has_prefix(input_pasted(input), "half of a te"));
    assert_int_equal(input_next(input, false, &key), INPUT_NOTHING);
}

static void paste__is_bounded__and_what_goes_beyond_is_not_typed(void **state)
{
    g_autoptr(Input) input = xterm_input();
    g_autofree char *piece = g_strnfill(4096, 'x');
    Key key = 0;
    (void)state;
    feed(input, "\033[200~");
    for (int i = 0; i < 300; i++) { /* 1.2 MiB */
        input_feed(input, piece, 4096);
        assert_int_equal(input_next(input, false, &key), INPUT_PARTIAL);
    }
    feed(input, "\033[201~j");
    assert_int_equal(input_next(input, false, &key), INPUT_PASTE);
    assert_int_equal(strlen(input_pasted(input)), INPUT_PASTE_MOST);
    assert_int_equal(input_next(input, false, &key), INPUT_KEY);
    assert_int_equal(key, 'j');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input__understands__what_terminals_send),
        cmocka_unit_test(input__understands_the_same__wherever_the_bytes_are_split),
        cmocka_unit_test(input__is_a_lone_Esc__when_no_more_came_in_time),
        cmocka_unit_test(input__waits_longer__within_a_sequence_that_a_slow_line_cut),
        cmocka_unit_test(input__gives_up_a_broken_sequence__without_typing_its_letters),
        cmocka_unit_test(input__is_Esc_and_a_letter__when_no_Alt_key_of_that_name_means_anything),
        cmocka_unit_test(input__types_a_sign_for_nothing__for_bytes_that_are_no_character),
        cmocka_unit_test(paste__never_presses_a_key__whatever_is_in_it),
        cmocka_unit_test(paste__waits_for_its_end__and_gives_what_there_is_when_the_line_goes),
        cmocka_unit_test(paste__is_bounded__and_what_goes_beyond_is_not_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
