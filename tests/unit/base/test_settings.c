#include "base/error.h"
#include "base/settings.h"
#include "support/fixture.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static Settings *read_text(const Fixture *fixture, const char *text, GError **error)
{
    fixture_write(fixture, "entente.cfg", text);
    g_autofree char *path = fixture_path(fixture, "entente.cfg");
    return settings_read(path, error);
}

static void assert_refused(const Fixture *fixture, const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = read_text(fixture, text, &error);
    if (settings)
        fail_msg("accepted: %s", text);
    g_autofree char *path = fixture_path(fixture, "entente.cfg");
    assert_true(error_is(error, ERROR_INPUT));
    assert_true(g_str_has_prefix(error->message, path));
    if (!strstr(error->message, message))
        fail_msg("\"%s\" does not say \"%s\"", error->message, message);
}

static void assert_all_default(const Settings *settings)
{
    guint count;
    const SettingRow *rows = settings_rows(&count);
    for (guint i = 0; i < count; i++)
        assert_string_equal(settings_text(settings, rows[i].name), rows[i].fallback);
}

static void settings_read__is_all_default__when_the_own_file_is_missing(void **state)
{
    Fixture *fixture = *state;
    g_setenv("XDG_CONFIG_HOME", fixture_folder(fixture), TRUE);
    g_autoptr(Settings) settings = settings_read(NULL, NULL);
    assert_non_null(settings);
    assert_all_default(settings);
    assert_string_equal(settings_text(settings, "theme"), "dark");
    assert_int_equal(settings_number(settings, "draft_seconds"), 5);
    assert_false(settings_flag(settings, "ascii"));
    assert_true(settings_flag(settings, "clipboard"));
}

static void settings_read__finds_the_own_file__in_the_configuration_folder(void **state)
{
    Fixture *fixture = *state;
    g_setenv("XDG_CONFIG_HOME", fixture_folder(fixture), TRUE);
    fixture_write(fixture, "entente/entente.cfg", "office = \"Cooperation\";");
    g_autoptr(Settings) settings = settings_read(NULL, NULL);
    assert_string_equal(settings_text(settings, "office"), "Cooperation");
}

static void settings_read__is_an_error__when_a_named_file_is_missing(void **state)
{
    Fixture *fixture = *state;
    g_autoptr(GError) error = NULL;
    g_autofree char *path = fixture_path(fixture, "none.cfg");
    assert_null(settings_read(path, &error));
    assert_true(error_is(error, ERROR_SYSTEM));
    assert_non_null(strstr(error->message, path));
    g_clear_error(&error);
    assert_null(settings_read(fixture_folder(fixture), &error));
    assert_true(error_is(error, ERROR_SYSTEM));
}

static void settings_read__takes__every_kind_of_value(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings =
        read_text(*state,
                  "# a comment\nfile = \"~/office.db\";\nsite = 65535\ntheme = \"mono\";\nascii = "
                  "true;\nbanner = \"FOUO\"; clipboard = false;\n",
                  &error);
    assert_null(error);
    g_autofree char *home = g_build_filename(g_get_home_dir(), "office.db", NULL);
    assert_string_equal(settings_text(settings, "file"), home);
    assert_int_equal(settings_number(settings, "site"), 65535);
    assert_string_equal(settings_text(settings, "theme"), "mono");
    assert_true(settings_flag(settings, "ascii"));
    assert_false(settings_flag(settings, "clipboard"));
    assert_string_equal(settings_text(settings, "banner"), "FOUO");
    assert_string_equal(settings_text(settings, "no such setting"), "");
}

static void settings_read__names_file_line_and_what_is_accepted__when_it_refuses(void **state)
{
    Fixture *fixture = *state;
    assert_refused(fixture, "theme = \"dark\";\nthem = \"dark\";",
                   ":2: there is no setting them: the settings are file, officer, ");
    assert_refused(fixture, "\n\ntheme = 3;", ":3: theme is not of the right kind: write a text in quotes");
    assert_refused(fixture, "site = \"3\";", ":1: site is not of the right kind: write a whole number");
    assert_refused(fixture, "site = 3.5;", ":1: site is not of the right kind");
    assert_refused(fixture, "ascii = 1;", ":1: ascii is not of the right kind: write true or false");
    assert_refused(fixture, "keys = \"u\";", ":1: keys is not of the right kind: write a group");
    assert_refused(fixture, "theme = \"pink\";", ":1: there is no theme pink: write dark, light or mono");
    assert_refused(fixture, "site = 65536;", ":1: site is out of range: write a number from 0 to 65535");
    assert_refused(fixture, "site = -1;", ":1: site is out of range");
    assert_refused(fixture, "draft_seconds = 0;", "write a number from 1 to 3600");
    assert_refused(fixture, "theme = \"dark\";\ntheme = \"light\";", ":2: duplicate setting name");
    assert_refused(fixture, "theme = dark;", ":1: syntax error: write settings as name = value;");
    assert_refused(fixture, "office = \"x\";\nbanner = \"\xff\";", ":2: not UTF-8 text");
    assert_refused(fixture, "keys = {\n undo = 3; };",
                   ":2: undo is not of the right kind: write a key in quotes");
    assert_refused(fixture, "keys = {\n undo = ( \"u\", 3 ); };", ":2: undo is not of the right kind");
}

static bool note_key(const char *action, const char *key, gpointer data, GError **error)
{
    g_string_append_printf(data, "%s=%s ", action, key);
    if (strcmp(key, "wrong") == 0)
        return error_set(error, ERROR_INPUT, "there is no key %s", key);
    return true;
}

static void settings_each_key__gives__one_key_at_a_time(void **state)
{
    g_autoptr(Settings) settings =
        read_text(*state, "keys = { undo = [ \"u\", \"F9\" ]; back = \"q\"; none = []; };", NULL);
    g_autoptr(GString) noted = g_string_new(NULL);
    assert_true(settings_each_key(settings, note_key, noted, NULL));
    assert_string_equal(noted->str, "undo=u undo=F9 back=q ");
}

static void settings_each_key__stops_with_the_line__when_a_key_is_refused(void **state)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings =
        read_text(*state, "keys = {\n undo = \"u\";\n back = [ \"wrong\", \"q\" ]; };", NULL);
    g_autoptr(GString) noted = g_string_new(NULL);
    assert_false(settings_each_key(settings, note_key, noted, &error));
    assert_string_equal(noted->str, "undo=u back=wrong ");
    assert_non_null(strstr(error->message, "entente.cfg:3: there is no key wrong"));
}

static void settings_default_file__follows__the_data_folder(void **state)
{
    (void)state;
    g_setenv("XDG_DATA_HOME", "/srv/data", TRUE);
    g_autofree char *file = settings_default_file();
    assert_string_equal(file, "/srv/data/entente/office.db");
    g_setenv("XDG_DATA_HOME", "not/absolute", TRUE);
    g_autofree char *home = settings_default_file();
    assert_true(g_str_has_suffix(home, "/.local/share/entente/office.db"));
    assert_true(g_path_is_absolute(home));
    g_unsetenv("XDG_DATA_HOME");
}

static void settings_officer__prefers_the_setting__then_the_login(void **state)
{
    g_setenv("USER", "ana.ruiz", TRUE);
    g_autoptr(Settings) none = read_text(*state, "", NULL);
    g_autofree char *login = settings_officer(none);
    assert_string_equal(login, "ana.ruiz");
    g_autoptr(Settings) named = read_text(*state, "officer = \" k.lund\";", NULL);
    g_autofree char *officer = settings_officer(named);
    assert_string_equal(officer, "k.lund");
    g_setenv("USER", "", TRUE);
    g_autofree char *by_id = settings_officer(none);
    assert_string_equal(by_id, g_get_user_name());
}

/* The example file with the "# " before each setting taken away. */
static char *uncommented(void)
{
    g_autofree char *text = fixture_source("docs/entente.cfg");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GRegex) setting = g_regex_new("^# ([a-z_]+ = |  [a-z_]+ = |\\};)", 0, 0, NULL);
    GString *out = g_string_new(NULL);
    for (gsize i = 0; lines[i]; i++)
        g_string_append_printf(out, "%s\n",
                               g_regex_match(setting, lines[i], 0, NULL) ? lines[i] + 2 : lines[i]);
    return g_string_free(out, FALSE);
}

static void example_file__shows_every_setting__with_its_default_and_what_it_is_for(void **state)
{
    g_autofree char *example = fixture_source("docs/entente.cfg");
    g_autofree char *text = uncommented();
    guint count;
    const SettingRow *rows = settings_rows(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *told = g_strdup_printf("\n# %s\n# %s = ", rows[i].what, rows[i].name);
        if (!strstr(example, told))
            fail_msg("docs/entente.cfg does not tell of %s: %s", rows[i].name, rows[i].what);
        g_autofree char *live = g_strdup_printf("\n%s = ", rows[i].name);
        assert_non_null(strstr(text, live));
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = read_text(*state, text, &error);
    assert_null(error);
    assert_all_default(settings);
    g_autoptr(Settings) untouched = read_text(*state, example, &error);
    assert_null(error);
    assert_all_default(untouched);
}

static void manual__names__every_setting(void **state)
{
    (void)state;
    g_autofree char *manual = fixture_source("docs/entente.1");
    guint count;
    const SettingRow *rows = settings_rows(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *pattern = g_strdup_printf("\n\\.B[RI]? %s\\b", rows[i].name);
        if (!g_regex_match_simple(pattern, manual, 0, 0))
            fail_msg("docs/entente.1 does not name %s", rows[i].name);
    }
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(settings_read__is_all_default__when_the_own_file_is_missing),
        WITH_FOLDER(settings_read__finds_the_own_file__in_the_configuration_folder),
        WITH_FOLDER(settings_read__is_an_error__when_a_named_file_is_missing),
        WITH_FOLDER(settings_read__takes__every_kind_of_value),
        WITH_FOLDER(settings_read__names_file_line_and_what_is_accepted__when_it_refuses),
        WITH_FOLDER(settings_each_key__gives__one_key_at_a_time),
        WITH_FOLDER(settings_each_key__stops_with_the_line__when_a_key_is_refused),
        cmocka_unit_test(settings_default_file__follows__the_data_folder),
        WITH_FOLDER(settings_officer__prefers_the_setting__then_the_login),
        WITH_FOLDER(example_file__shows_every_setting__with_its_default_and_what_it_is_for),
        cmocka_unit_test(manual__names__every_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
