#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "tui/editor.h"

enum { COLUMNS = 20 };

static const struct {
    const char *name;
    Action action;
} steps[] = {
    {"L", ACTION_LEFT},           {"R", ACTION_RIGHT},        {"<", ACTION_FIRST},
    {">", ACTION_LAST},           {"l", ACTION_WORD_LEFT},    {"r", ACTION_WORD_RIGHT},
    {"B", ACTION_ERASE_LEFT},     {"D", ACTION_ERASE_RIGHT},  {"W", ACTION_ERASE_WORD},
    {"S", ACTION_ERASE_TO_START}, {"E", ACTION_ERASE_TO_END}, {"u", ACTION_FIELD_UNDO},
    {"y", ACTION_FIELD_REDO},     {"^", ACTION_UP},           {"v", ACTION_DOWN},
};

static void step(Editor *editor, char name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        if (*steps[i].name == name) {
            editor_action(editor, steps[i].action, COLUMNS);
            return;
        }
    }
    fail_msg("no step %c", name);
}

/* The text with | where the cursor stands. */
static char *picture(const Editor *editor)
{
    GString *out = g_string_new(editor_text(editor));
    g_string_insert_c(out, (gssize)editor_cursor(editor), '|');
    return g_string_free(out, FALSE);
}

static void type(Editor *editor, const char *text)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        g_autofree char *letter = g_strndup(at, (gsize)(g_utf8_next_char(at) - at));
        assert_true(editor_insert(editor, letter));
    }
}

typedef struct {
    const char *text;
    const char *does; /* steps; what stands in quotes is typed */
    const char *expected;
} Case;

static void run_case(const Case *one, bool lines)
{
    g_autoptr(Editor) editor = editor_new(one->text, lines);
    for (const char *at = one->does; *at != '\0'; at++) {
        if (*at != '\'') {
            step(editor, *at);
            continue;
        }
        const char *end = strchr(at + 1, '\'');
        g_autofree char *typed = g_strndup(at + 1, (gsize)(end - at - 1));
        type(editor, typed);
        at = end;
    }
    g_autofree char *seen = picture(editor);
    if (strcmp(seen, one->expected) != 0)
        fail_msg("\"%s\" after %s: \"%s\", not \"%s\"", one->text, one->does, seen, one->expected);
}

static void editor__moves_and_erases__by_whole_clusters(void **state)
{
    static const Case cases[] = {
        {"abc", "", "abc|"},
        {"abc", "L", "ab|c"},
        {"abc", "<R", "a|bc"},
        {"abc", "<L", "|abc"},
        {"abc", ">R", "abc|"},
        {"abc", "LB", "a|c"},
        {"abc", "<D", "|bc"},
        {"abc", "<B", "|abc"},
        {"abc", "D", "abc|"},
        /* Korean */
        {"김철수", "L", "김철|수"},
        {"김철수", "BB", "김|"},
        {"김철수", "<D'박'", "박|철수"},
        /* conjoining jamo are one cluster */
        {"\u1112\u1161\u11ab", "L", "|\u1112\u1161\u11ab"},
        /* combining marks */
        {"cafe\u0301", "L", "caf|e\u0301"},
        {"cafe\u0301s", "LB", "caf|s"},
        /* emoji: family with joiners, skin tone, flags */
        {"a👩‍👩‍👧b", "LL", "a|👩‍👩‍👧b"},
        {"a👩‍👩‍👧b", "LB", "a|b"},
        {"👍🏽!", "<D", "|!"},
        {"🇸🇪🇰🇷", "L", "🇸🇪|🇰🇷"},
        {"🇸🇪🇰🇷", "B", "🇸🇪|"},
        /* right to left, in the order in which it is typed */
        {"שלום", "L", "שלו|ם"},
        {"محمد", "<D", "|حمد"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        run_case(&cases[i], false);
}

static void editor__goes_by_words__in_any_script(void **state)
{
    static const Case cases[] = {
        {"Strategic dialogue, Malmö", "l", "Strategic dialogue, |Malmö"},
        {"Strategic dialogue, Malmö", "ll", "Strategic |dialogue, Malmö"},
        {"Strategic dialogue, Malmö", "<r", "Strategic| dialogue, Malmö"},
        {"Strategic dialogue, Malmö", "<rr", "Strategic dialogue|, Malmö"},
        {"한국과학기술원 김철수", "W", "한국과학기술원 |"},
        {"one two", "WW", "|"},
        {"one two", "LLLLE", "one|"},
        {"one two", "LLLS", "|two"},
        {"cafe\u0301 noir", "<r", "cafe\u0301| noir"},
        {"", "lrWSE", "|"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        run_case(&cases[i], false);
}

static void editor__undoes_typing__a_word_at_a_time(void **state)
{
    static const Case cases[] = {
        {"", "'hello'u", "|"},
        {"", "'hello'uy", "hello|"},
        {"", "'hello world'u", "hello |"},
        {"", "'hello world'uu", "|"},
        {"", "'hello world'uuyy", "hello world|"},
        {"x", "'ab'L'c'u", "xa|b"},
        {"hello", "BBBu", "hello|"},
        {"hello", "<DDu", "|hello"},
        {"hello", "Bu'!'", "hello!|"},
        {"one two", "Wu", "one two|"},
        {"one", "uuu", "one|"},
        {"one", "yyy", "one|"},
        {"one", "'s'u't'y", "onet|"},
        {"", "'e\u0301'u", "|"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        run_case(&cases[i], false);
}

static void editor__forgets_the_oldest_step__after_two_hundred(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("", false);
    for (int i = 0; i < 250; i++) {
        g_autofree char *paste = g_strdup_printf("%03d,", i);
        assert_true(editor_insert(editor, paste));
    }
    for (int i = 0; i < 300; i++)
        editor_action(editor, ACTION_FIELD_UNDO, COLUMNS);
    assert_int_equal(strlen(editor_text(editor)), 50 * 4);
    for (int i = 0; i < 300; i++)
        editor_action(editor, ACTION_FIELD_REDO, COLUMNS);
    assert_int_equal(strlen(editor_text(editor)), 250 * 4);
}

static void editor__keeps_clusters_whole__when_marks_join(void **state)
{
    static const Case cases[] = {
        {"e", "'\u0301'", "e\u0301|"},
        {"ab", "L'\u0301'", "a\u0301|b"},
        {"🇸🇪", "<'🇰'", "🇰🇸|🇪"},
        {"e\n\u0301", "^D", "e\u0301|"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        run_case(&cases[i], true);
}

static void editor__drops_what_no_terminal_may_get__when_text_is_put_in(void **state)
{
    static const struct {
        const char *pasted;
        bool lines;
        const char *expected;
    } cases[] = {
        {"a\tb", false, "a b"},
        {"one\r\ntwo\nthree\rfour", false, "one two three four"},
        {"one\r\ntwo\nthree\rfour", true, "one\ntwo\nthree\nfour"},
        {"a\x1b[31mred\x07", true, "a[31mred"},
        {"a\u202egnp.exe", false, "agnp.exe"},
        {"\ufeffname\u200b", false, "name"},
        {"soft\u00adhyphen", false, "softhyphen"},
        {"bad\xff\xc0 bytes", false, "bad bytes"},
        {"می\u200cخواهم", false, "می\u200cخواهم"},
        {"one\u2028two", true, "one\ntwo"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Editor) pasted = editor_new("", cases[i].lines);
        assert_true(editor_insert(pasted, cases[i].pasted));
        assert_string_equal(editor_text(pasted), cases[i].expected);
        g_autoptr(Editor) opened = editor_new(cases[i].pasted, cases[i].lines);
        assert_string_equal(editor_text(opened), cases[i].expected);
    }
}

static void editor__refuses_more__when_64_kib_are_there(void **state)
{
    (void)state;
    g_autofree char *full = g_strnfill(EDITOR_BYTES - 1, 'x');
    g_autoptr(Editor) editor = editor_new(full, true);
    assert_false(editor_insert(editor, "ab"));
    assert_int_equal(strlen(editor_text(editor)), EDITOR_BYTES - 1);
    assert_true(editor_insert(editor, "a"));
    assert_false(editor_insert(editor, "a"));
    editor_action(editor, ACTION_ERASE_LEFT, COLUMNS);
    assert_true(editor_insert(editor, "b"));
}

static void editor__is_replaced_by_what_is_typed__in_one_step_of_undo(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("Airport trial", false);
    assert_true(editor_replace(editor, "P"));
    type(editor, "ort");
    assert_string_equal(editor_text(editor), "Port");
    step(editor, 'u');
    assert_string_equal(editor_text(editor), "Airport trial");
    step(editor, 'y');
    assert_string_equal(editor_text(editor), "Port");
    assert_true(editor_replace(editor, "\x1b")); /* nothing that can be typed */
    g_autofree char *large = g_strnfill(EDITOR_BYTES + 1, 'x');
    assert_false(editor_replace(editor, large));
    assert_string_equal(editor_text(editor), "Port");
}

static void editor__is_set_anew__and_undoes_that_too(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("before", false);
    editor_set(editor, "after");
    assert_string_equal(editor_text(editor), "after");
    assert_true(editor_at_end(editor));
    editor_action(editor, ACTION_FIELD_UNDO, COLUMNS);
    assert_string_equal(editor_text(editor), "before");
}

/* --- a single line in a box --- */

static void line__stays_in_its_box__wherever_the_cursor_goes(void **state)
{
    static const char *const texts[] = {
        "short",
        "a line that is much longer than the box in which it is shown",
        "한국과학기술원에서 온 여덟 명의 대표단이 방문합니다",
        "👩‍👩‍👧👍🏽🇸🇪🇰🇷 mixed 김철수 cafe\u0301 text and more of it",
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (int columns = 1; columns < 40; columns++) {
            g_autoptr(Editor) editor = editor_new(texts[i], false);
            for (int step_count = 0; step_count < 140; step_count++) {
                int cursor = -1;
                g_autofree char *view = editor_line_view(editor, columns, &cursor);
                assert_int_equal(text_width(view), columns);
                assert_in_range(cursor, 0, columns - 1);
                editor_action(editor, step_count < 70 ? ACTION_LEFT : ACTION_RIGHT, columns);
            }
            assert_true(editor_at_end(editor));
        }
    }
}

static void line__shows_what_stands_under_the_cursor__when_it_is_scrolled(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("0123456789abcdefghijklmnopqrstuvwxyz", false);
    int cursor;
    bool left, right;
    g_autofree char *end = editor_line_view(editor, 10, &cursor);
    assert_string_equal(end, "rstuvwxyz ");
    assert_int_equal(cursor, 9);
    editor_line_hidden(editor, 10, &left, &right);
    assert_true(left);
    assert_false(right);
    for (int i = 0; i < 8; i++)
        editor_action(editor, ACTION_LEFT, 10);
    g_autofree char *middle = editor_line_view(editor, 10, &cursor);
    assert_int_equal(middle[cursor], 's');
    assert_true(cursor >= 3); /* a little of what stands before it is in sight */
    editor_line_hidden(editor, 10, &left, &right);
    assert_true(left && right);
    editor_action(editor, ACTION_FIRST, 10);
    g_autofree char *start = editor_line_view(editor, 10, &cursor);
    assert_string_equal(start, "0123456789");
    assert_int_equal(cursor, 0);
    editor_line_hidden(editor, 10, &left, &right);
    assert_false(left);
    assert_true(right);
}

static void line__comes_back_to_the_left__when_the_text_gets_shorter(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("a line that is longer than its box", false);
    assert_true(editor_line_offset(editor, 10) > 0);
    editor_action(editor, ACTION_ERASE_TO_START, 10);
    assert_int_equal(editor_line_offset(editor, 10), 0);
}

/* --- many lines --- */

static char *view_of(Editor *editor, int columns, int rows, int *y, int *x)
{
    g_autoptr(GPtrArray) lines = editor_lines_view(editor, columns, rows, y, x);
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("/", (char **)lines->pdata);
}

/* Only where the cursor stands. */
static void look(Editor *editor, int columns, int *y, int *x)
{
    g_free(view_of(editor, columns, 10, y, x));
}

static void lines__break_at_spaces__and_at_newlines(void **state)
{
    static const struct {
        const char *text;
        int columns;
        const char *expected;
    } cases[] = {
        {"", 10, ""},
        {"one two three", 20, "one two three"},
        {"one two three", 8, "one two/three"},
        {"one two three", 9, "one two/three"},
        {"one two  three", 8, "one two/three"},
        {"one\ntwo\n", 20, "one/two/"},
        {"\n\n", 20, "//"},
        {"abcdefghij", 5, "abcd/efgh/ij"},
        {"김철수 박사", 7, "김철수/박사"},
        {"김철수", 2, "김/철/수"},
        {"cafe\u0301cafe\u0301", 5, "cafe\u0301/cafe\u0301"},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Editor) editor = editor_new(cases[i].text, true);
        int y, x;
        g_autofree char *seen = view_of(editor, cases[i].columns, 10, &y, &x);
        assert_string_equal(seen, cases[i].expected);
        assert_true(x < cases[i].columns);
    }
}

static void cursor__keeps_its_column__over_short_lines(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("a long first line\nab\nanother long line", true);
    int y, x;
    for (int i = 0; i < 5; i++)
        editor_action(editor, ACTION_LEFT, 40);
    assert_true(editor_action(editor, ACTION_UP, 40));
    look(editor, 40, &y, &x);
    assert_int_equal(y, 1);
    assert_int_equal(x, 2);
    assert_true(editor_action(editor, ACTION_UP, 40));
    look(editor, 40, &y, &x);
    assert_int_equal(y, 0);
    assert_int_equal(x, 12);
    assert_false(editor_action(editor, ACTION_UP, 40));
    assert_true(editor_action(editor, ACTION_DOWN, 40));
    assert_true(editor_action(editor, ACTION_DOWN, 40));
    look(editor, 40, &y, &x);
    assert_int_equal(x, 12);
    assert_false(editor_action(editor, ACTION_DOWN, 40));
}

static void cursor__does_not_split_a_wide_character__when_it_goes_up(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("김철수\nabc", true);
    int y, x;
    editor_action(editor, ACTION_UP, 40);
    look(editor, 40, &y, &x);
    assert_int_equal(y, 0);
    assert_int_equal(x, 2);
}

static void lines__scroll_with_the_cursor__in_few_rows(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("1\n2\n3\n4\n5\n6\n7\n8", true);
    int y, x;
    g_autofree char *end = view_of(editor, 20, 3, &y, &x);
    assert_string_equal(end, "6/7/8");
    assert_int_equal(y, 2);
    for (int i = 0; i < 4; i++)
        editor_action(editor, ACTION_UP, 20);
    g_autofree char *up = view_of(editor, 20, 3, &y, &x);
    assert_string_equal(up, "4/5/6");
    assert_int_equal(y, 0);
    assert_int_equal(editor_first_line(editor), 3);
    assert_int_equal(editor_line_count(editor, 20), 8);
}

static void home_and_end__stay_in_the_broken_line(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("one two three four", true);
    int y, x;
    editor_action(editor, ACTION_UP, 10);
    editor_action(editor, ACTION_FIRST, 10);
    g_autofree char *start = view_of(editor, 10, 5, &y, &x);
    assert_string_equal(start, "one two/three/four");
    assert_int_equal(y, 1);
    assert_int_equal(x, 0);
    editor_action(editor, ACTION_LAST, 10);
    look(editor, 10, &y, &x);
    assert_int_equal(y, 1);
    assert_int_equal(x, 5);
}

static void up_and_down__are_not_the_editors__in_a_single_line(void **state)
{
    (void)state;
    g_autoptr(Editor) editor = editor_new("one", false);
    assert_false(editor_action(editor, ACTION_UP, 20));
    assert_false(editor_action(editor, ACTION_DOWN, 20));
    assert_false(editor_action(editor, ACTION_SAVE, 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(editor__moves_and_erases__by_whole_clusters),
        cmocka_unit_test(editor__goes_by_words__in_any_script),
        cmocka_unit_test(editor__undoes_typing__a_word_at_a_time),
        cmocka_unit_test(editor__forgets_the_oldest_step__after_two_hundred),
        cmocka_unit_test(editor__keeps_clusters_whole__when_marks_join),
        cmocka_unit_test(editor__drops_what_no_terminal_may_get__when_text_is_put_in),
        cmocka_unit_test(editor__refuses_more__when_64_kib_are_there),
        cmocka_unit_test(editor__is_replaced_by_what_is_typed__in_one_step_of_undo),
        cmocka_unit_test(editor__is_set_anew__and_undoes_that_too),
        cmocka_unit_test(line__stays_in_its_box__wherever_the_cursor_goes),
        cmocka_unit_test(line__shows_what_stands_under_the_cursor__when_it_is_scrolled),
        cmocka_unit_test(line__comes_back_to_the_left__when_the_text_gets_shorter),
        cmocka_unit_test(lines__break_at_spaces__and_at_newlines),
        cmocka_unit_test(cursor__keeps_its_column__over_short_lines),
        cmocka_unit_test(cursor__does_not_split_a_wide_character__when_it_goes_up),
        cmocka_unit_test(lines__scroll_with_the_cursor__in_few_rows),
        cmocka_unit_test(home_and_end__stay_in_the_broken_line),
        cmocka_unit_test(up_and_down__are_not_the_editors__in_a_single_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
