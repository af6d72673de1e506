#include "tui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <ncurses.h>

#include "base/error.h"
#include "base/text.h"

#include <cmocka.h>

static void key__goes_to_its_name_and_back__for_every_kind_of_key(void **state)
{
    static const struct {
        const char *name;
        Key key;
    } cases[] = {
        {"j", 'j'},
        {"?", '?'},
        {"\u00e9", 0xE9},
        {"Space", ' '},
        {"Enter", 13},
        {"Esc", 27},
        {"Tab", 9},
        {"Backspace", 127},
        {"Ctrl-R", 18},
        {"Ctrl-_", 31},
        {"Up", KEY_BASE_CODE + KEY_UP},
        {"PgDn", KEY_BASE_CODE + KEY_NPAGE},
        {"Shift-Tab", KEY_BASE_CODE + KEY_BTAB},
        {"F2", KEY_BASE_CODE + KEY_F(2)},
        {"F12", KEY_BASE_CODE + KEY_F(12)},
        {"Alt-x", KEY_ALT_BIT | 'x'},
        {"Alt-Enter", KEY_ALT_BIT | 13},
        {"Ctrl-Left", KEY_CTRL_BIT | (KEY_BASE_CODE + KEY_LEFT)},
        {"Shift-Up", KEY_SHIFT_BIT | (KEY_BASE_CODE + KEY_UP)},
        {"Alt-Ctrl-Right", KEY_ALT_BIT | KEY_CTRL_BIT | (KEY_BASE_CODE + KEY_RIGHT)},
        {"-", '-'},
        {"Alt--", KEY_ALT_BIT | '-'},
        {"F", 'F'},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = key_to_name(cases[i].key);
        assert_int_equal(key_from_name(cases[i].name), cases[i].key);
        assert_string_equal(name, cases[i].name);
    }
}

static void key_from_name__takes_other_spellings__but_nothing_that_is_no_key(void **state)
{
    static const char *const none[] = {"",      "Hyper-x", "F0",      "F25",   "xy",
                                       "Ctrl-", "Ctrl-1",  "Shift-a", "Down ", "\xff"};
    (void)state;
    assert_int_equal(key_from_name("ctrl-r"), 18);
    assert_int_equal(key_from_name("PageUp"), key_from_name("PgUp"));
    assert_int_equal(key_from_name("Return"), key_from_name("Enter"));
    assert_int_equal(key_from_name("Ctrl-H"), key_from_name("Backspace"));
    assert_int_equal(key_from_name("Ctrl-I"), key_from_name("Tab"));
    assert_int_equal(key_from_name("Ctrl-J"), key_from_name("Enter"));
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        assert_int_equal(key_from_name(none[i]), 0);
}

static void bind(Keymap *keymap, KeyContext context, Action action, const char *key, const char *label)
{
    g_autoptr(GError) error = NULL;
    if (!keymap_bind(keymap, context, action, key, label, "A sentence.", &error))
        fail_msg("%s", error->message);
}

static Keymap *small_keymap(void)
{
    Keymap *keymap = keymap_new();
    bind(keymap, CONTEXT_VIEW, ACTION_DOWN, "Down", "down");
    bind(keymap, CONTEXT_VIEW, ACTION_DOWN, "j", "down");
    bind(keymap, CONTEXT_VIEW, ACTION_OPEN, "Enter", "open");
    bind(keymap, CONTEXT_VIEW, ACTION_NEW, "n", "new");
    bind(keymap, CONTEXT_VIEW, ACTION_UNDO, "u", "undo");
    bind(keymap, CONTEXT_VIEW, ACTION_UNDO, "Ctrl-Z", "undo");
    bind(keymap, CONTEXT_VIEW, ACTION_HELP, "?", "keys");
    bind(keymap, CONTEXT_EDIT, ACTION_SAVE, "F2", "save");
    bind(keymap, CONTEXT_CHECKLIST, ACTION_ANSWER_NO, "n", "no");
    bind(keymap, CONTEXT_CHECKLIST, ACTION_ANSWER_UNKNOWN, "u", "unknown");
    return keymap;
}

static void keymap_action__depends__on_the_context(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    (void)state;
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'j'), ACTION_DOWN);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'n'), ACTION_NEW);
    assert_int_equal(keymap_action(keymap, CONTEXT_CHECKLIST, 'n'), ACTION_ANSWER_NO);
    assert_int_equal(keymap_action(keymap, CONTEXT_EDIT, 'n'), ACTION_NONE);
    assert_int_equal(keymap_action(keymap, CONTEXT_EDIT, KEY_BASE_CODE + KEY_F(2)), ACTION_SAVE);
}

static void keymap_action__falls_back_on_the_view__in_a_checklist_only(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    (void)state;
    assert_int_equal(keymap_action(keymap, CONTEXT_CHECKLIST, 'j'), ACTION_DOWN);
    assert_int_equal(keymap_action(keymap, CONTEXT_DIALOG, 'j'), ACTION_NONE);
}

static void keymap_key__skips_keys_that_the_checklist_uses_itself__and_names_the_next(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    (void)state;
    assert_string_equal(keymap_key(keymap, CONTEXT_VIEW, ACTION_UNDO), "u");
    assert_string_equal(keymap_key(keymap, CONTEXT_CHECKLIST, ACTION_UNDO), "Ctrl-Z");
    assert_null(keymap_key(keymap, CONTEXT_CHECKLIST, ACTION_NEW));
    assert_null(keymap_key(keymap, CONTEXT_VIEW, ACTION_SAVE));
}

static void keymap_bind__names_the_other_meaning__when_a_key_would_have_two(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    g_autoptr(GError) error = NULL;
    (void)state;

    assert_false(keymap_bind(keymap, CONTEXT_VIEW, ACTION_FIND, "n", "find", "Find.", &error));

    assert_true(error_is(error, ERROR_INPUT));
    assert_non_null(strstr(error->message, "already means new"));
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'n'), ACTION_NEW);
}

static void keymap_bind__refuses__a_key_that_there_is_not(void **state)
{
    g_autoptr(Keymap) keymap = keymap_new();
    g_autoptr(GError) error = NULL;
    (void)state;
    assert_false(keymap_bind(keymap, CONTEXT_VIEW, ACTION_FIND, "Hyper-q", "find", "Find.", &error));
    assert_non_null(strstr(error->message, "\"Hyper-q\""));
    assert_non_null(strstr(error->message, "PgDn"));
}

static void keymap_rebind__takes_the_place__of_keys_that_were_unbound(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    g_autoptr(GError) error = NULL;
    (void)state;

    keymap_unbind(keymap, ACTION_NEW);
    assert_true(keymap_rebind(keymap, ACTION_NEW, "+", &error));
    assert_true(keymap_rebind(keymap, ACTION_DOWN, "n", &error));

    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, '+'), ACTION_NEW);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'n'), ACTION_DOWN);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'j'), ACTION_DOWN);
    assert_string_equal(keymap_key(keymap, CONTEXT_VIEW, ACTION_NEW), "+");
}

static void keymap_rebind__leaves_letters_to_the_text__where_something_is_typed(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    g_autoptr(GError) error = NULL;
    (void)state;
    bind(keymap, CONTEXT_VIEW, ACTION_SAVE, "Ctrl-S", "save");

    assert_true(keymap_rebind(keymap, ACTION_SAVE, "w", &error));

    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'w'), ACTION_SAVE);
    assert_int_equal(keymap_action(keymap, CONTEXT_EDIT, 'w'), ACTION_NONE);
}

static void keymap_line__drops_from_the_right__but_never_the_help(void **state)
{
    static const Action actions[] = {ACTION_HELP, ACTION_OPEN, ACTION_NEW, ACTION_FIND, ACTION_UNDO};
    static const struct {
        int columns;
        const char *line;
    } cases[] = {
        {80, "Enter open  n new  u undo  ? keys"},
        {33, "Enter open  n new  u undo  ? keys"},
        {32, "Enter open  n new  u undo  ?"},
        {28, "Enter open  n new  u undo  ?"},
        {27, "Enter open  n new  ? keys"},
        {13, "Enter open  ?"},
        {12, "? keys"},
        {1, "?"},
    };
    g_autoptr(Keymap) keymap = small_keymap();
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line =
            keymap_line(keymap, CONTEXT_VIEW, actions, G_N_ELEMENTS(actions), cases[i].columns);
        assert_string_equal(line, cases[i].line);
    }
}

static void keymap_help__lists_all_keys_of_an_action__in_the_order_of_the_file(void **state)
{
    g_autoptr(Keymap) keymap = small_keymap();
    g_autoptr(GPtrArray) rows = keymap_help(keymap, CONTEXT_VIEW);
    (void)state;
    assert_int_equal(rows->len, 5);
    const KeyHelp *first = g_ptr_array_index(rows, 0);
    assert_string_equal(first->keys, "Down, j");
    assert_string_equal(first->help, "A sentence.");
    assert_int_equal(((const KeyHelp *)g_ptr_array_index(rows, 4))->action, ACTION_HELP);
}

static void names__are_found__for_every_action_and_context(void **state)
{
    (void)state;
    for (int i = 0; i < ACTION_COUNT; i++) {
        Action action;
        assert_true(action_find(action_name((Action)i), &action));
        assert_int_equal(action, i);
    }
    for (int i = 0; i < CONTEXT_COUNT; i++) {
        KeyContext context;
        assert_true(context_find(context_name((KeyContext)i), &context));
        assert_int_equal(context, i);
    }
    Action action;
    assert_false(action_find("explode", &action));
    assert_false(action_find(NULL, &action));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(key__goes_to_its_name_and_back__for_every_kind_of_key),
        cmocka_unit_test(key_from_name__takes_other_spellings__but_nothing_that_is_no_key),
        cmocka_unit_test(keymap_action__depends__on_the_context),
        cmocka_unit_test(keymap_action__falls_back_on_the_view__in_a_checklist_only),
        cmocka_unit_test(keymap_key__skips_keys_that_the_checklist_uses_itself__and_names_the_next),
        cmocka_unit_test(keymap_bind__names_the_other_meaning__when_a_key_would_have_two),
        cmocka_unit_test(keymap_bind__refuses__a_key_that_there_is_not),
        cmocka_unit_test(keymap_rebind__takes_the_place__of_keys_that_were_unbound),
        cmocka_unit_test(keymap_rebind__leaves_letters_to_the_text__where_something_is_typed),
        cmocka_unit_test(keymap_line__drops_from_the_right__but_never_the_help),
        cmocka_unit_test(keymap_help__lists_all_keys_of_an_action__in_the_order_of_the_file),
        cmocka_unit_test(names__are_found__for_every_action_and_context),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
