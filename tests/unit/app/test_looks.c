/* The built-in keys and themes, and an officer's own keys over them. */
#include "app/looks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "support/fixture.h"

#include <cmocka.h>

static Settings *settings_of(const Fixture *fixture, const char *text)
{
    g_autoptr(GError) error = NULL;
    fixture_write(fixture, "entente.cfg", text);
    g_autofree char *path = fixture_path(fixture, "entente.cfg");
    Settings *settings = settings_read(path, &error);
    if (settings == NULL)
        fail_msg("%s", error->message);
    return settings;
}

static Keymap *keymap_of(const Fixture *fixture, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = settings_of(fixture, text);
    Keymap *keymap = looks_keymap(settings, &error);
    if (keymap == NULL)
        fail_msg("%s", error->message);
    return keymap;
}

static bool has_row(const Keymap *keymap, Action action)
{
    for (int context = 0; context < CONTEXT_COUNT; context++) {
        if (keymap_key(keymap, (KeyContext)context, action) != NULL)
            return true;
    }
    return false;
}

static void keys__reach__every_action_there_is(void **state)
{
    g_autoptr(Keymap) keymap = keymap_of(*state, "");
    for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
        if (!has_row(keymap, (Action)action))
            fail_msg("screens/keys.cfg has no key for %s", action_name((Action)action));
    }
}

static void keys__have_another_one__beside_each_function_key(void **state)
{
    g_autoptr(Keymap) keymap = keymap_of(*state, "");
    for (int context = 0; context < CONTEXT_COUNT; context++) {
        g_autoptr(GPtrArray) rows = keymap_help(keymap, (KeyContext)context);
        assert_true(rows->len > 0);
        for (guint i = 0; i < rows->len; i++) {
            const KeyHelp *row = g_ptr_array_index(rows, i);
            g_auto(GStrv) keys = g_strsplit(row->keys, ", ", -1);
            bool others = false;
            for (char **key = keys; *key != NULL; key++)
                others = others || (*key)[0] != 'F' || (*key)[1] == '\0';
            if (!others)
                fail_msg("%s: only a function key: %s", action_name(row->action), row->keys);
        }
    }
}

static void keys__leave_letters_to_the_text__where_something_is_typed(void **state)
{
    g_autoptr(Keymap) keymap = keymap_of(*state, "");
    for (Key key = ' '; key < 127; key++)
        assert_int_equal(keymap_action(keymap, CONTEXT_EDIT, key), ACTION_NONE);
}

static void keys__are_what_the_design_says(void **state)
{
    static const struct {
        KeyContext context;
        const char *key;
        Action action;
    } cases[] = {
        {CONTEXT_VIEW, "j", ACTION_DOWN},
        {CONTEXT_VIEW, "k", ACTION_UP},
        {CONTEXT_VIEW, "Enter", ACTION_OPEN},
        {CONTEXT_VIEW, "q", ACTION_BACK},
        {CONTEXT_VIEW, "Esc", ACTION_BACK},
        {CONTEXT_VIEW, "?", ACTION_HELP},
        {CONTEXT_VIEW, "F1", ACTION_HELP},
        {CONTEXT_VIEW, "/", ACTION_FIND},
        {CONTEXT_VIEW, "f", ACTION_FILTER},
        {CONTEXT_VIEW, "s", ACTION_SORT},
        {CONTEXT_VIEW, "Space", ACTION_MARK},
        {CONTEXT_VIEW, "*", ACTION_MARK_ALL},
        {CONTEXT_VIEW, "n", ACTION_NEW},
        {CONTEXT_VIEW, "e", ACTION_EDIT},
        {CONTEXT_VIEW, "d", ACTION_DELETE},
        {CONTEXT_VIEW, "u", ACTION_UNDO},
        {CONTEXT_VIEW, "Ctrl-R", ACTION_REDO},
        {CONTEXT_VIEW, "H", ACTION_HISTORY},
        {CONTEXT_VIEW, "g", ACTION_GO},
        {CONTEXT_VIEW, ":", ACTION_COMMAND},
        {CONTEXT_VIEW, "x", ACTION_EXPORT},
        {CONTEXT_VIEW, "y", ACTION_COPY},
        {CONTEXT_EDIT, "F2", ACTION_SAVE},
        {CONTEXT_EDIT, "Ctrl-S", ACTION_SAVE},
        {CONTEXT_EDIT, "Tab", ACTION_NEXT_FIELD},
        {CONTEXT_EDIT, "Ctrl-D", ACTION_REPEAT_FIELD},
        {CONTEXT_CHECKLIST, "y", ACTION_ANSWER_YES},
        {CONTEXT_CHECKLIST, "n", ACTION_ANSWER_NO},
        {CONTEXT_CHECKLIST, "a", ACTION_ANSWER_NA},
        {CONTEXT_CHECKLIST, "u", ACTION_ANSWER_UNKNOWN},
        {CONTEXT_CHECKLIST, "Enter", ACTION_NOTE},
        {CONTEXT_CHECKLIST, "e", ACTION_EVIDENCE},
        {CONTEXT_CHECKLIST, "o", ACTION_OPEN_ISSUES},
        {CONTEXT_CHECKLIST, "j", ACTION_DOWN},
        {CONTEXT_CHECKLIST, "Ctrl-Z", ACTION_UNDO},
    };
    g_autoptr(Keymap) keymap = keymap_of(*state, "");
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (keymap_action(keymap, cases[i].context, key_from_name(cases[i].key)) != cases[i].action)
            fail_msg("%s in %s is not %s", cases[i].key, context_name(cases[i].context),
                     action_name(cases[i].action));
    }
}

static void own_keys__take_the_place__of_the_built_in_ones(void **state)
{
    g_autoptr(Keymap) keymap =
        keymap_of(*state, "keys: { sort = [ \"o\", \"Alt-s\" ]; new = [ \"s\" ]; };\n");
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'o'), ACTION_SORT);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, KEY_ALT_BIT | 's'), ACTION_SORT);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 's'), ACTION_NEW);
    assert_int_equal(keymap_action(keymap, CONTEXT_VIEW, 'n'), ACTION_NONE);
}

static void own_keys__are_refused__with_what_would_be_accepted(void **state)
{
    static const char *const cases[][2] = {
        {"keys: { explode = [ \"o\" ]; };", "no such action: use one of up, down"},
        {"keys: { sort = [ \"Hyper-o\" ]; };", "no key has that name"},
        {"keys: { sort = [ \"n\" ]; };", "already means new"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Settings) settings = settings_of(*state, cases[i][0]);
        assert_null(looks_keymap(settings, &error));
        assert_true(error_is(error, ERROR_INPUT));
        if (strstr(error->message, cases[i][1]) == NULL)
            fail_msg("%s: does not say: %s", error->message, cases[i][1]);
    }
}

static void themes__are_dark_light_and_mono__and_others_are_refused_by_name(void **state)
{
    static const char *const names[] = {"dark", "light", "mono"};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        Theme theme;
        g_autoptr(GError) error = NULL;
        assert_true(looks_theme(names[i], &theme, &error));
        assert_string_equal(theme.name, names[i]);
        assert_true(theme.roles[ROLE_FOCUS].reverse);
    }
    Theme theme;
    g_autoptr(GError) error = NULL;
    assert_false(looks_theme("pink", &theme, &error));
    assert_non_null(strstr(error->message, "dark, light, mono"));
}

static void theme_mono__is_the_built_in_one(void **state)
{
    Theme theme;
    (void)state;
    assert_true(looks_theme("mono", &theme, NULL));
    for (int i = 0; i < ROLE_COUNT; i++) {
        const RoleStyle *one = &theme.roles[i], *other = &theme_mono()->roles[i];
        assert_true(one->bold == other->bold && one->underline == other->underline &&
                    one->reverse == other->reverse && one->foreground == other->foreground &&
                    one->background == other->background);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(keys__reach__every_action_there_is),
        TEST(keys__have_another_one__beside_each_function_key),
        TEST(keys__leave_letters_to_the_text__where_something_is_typed),
        TEST(keys__are_what_the_design_says),
        TEST(own_keys__take_the_place__of_the_built_in_ones),
        TEST(own_keys__are_refused__with_what_would_be_accepted),
        TEST(themes__are_dark_light_and_mono__and_others_are_refused_by_name),
        TEST(theme_mono__is_the_built_in_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
