/* Any bytes as a configuration file: settings within their limits, or an error that names the file. */
#include "base/error.h"
#include "base/settings.h"
#include "support/fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static bool count_key(const char *action, const char *key, gpointer data, GError **error)
{
    (void)error;
    g_assert_nonnull(action);
    g_assert_nonnull(key);
    ++*(guint *)data;
    return true;
}

static void check_values(const Settings *settings)
{
    guint count, keys = 0;
    const SettingRow *rows = settings_rows(&count);
    for (guint i = 0; i < count; i++)
        g_assert_true(g_utf8_validate(settings_text(settings, rows[i].name), -1, NULL));
    g_assert_cmpint(settings_number(settings, "site"), >=, 0);
    g_assert_cmpint(settings_number(settings, "site"), <=, 65535);
    g_assert_cmpint(settings_number(settings, "draft_seconds"), >=, 1);
    g_assert_true(settings_each_key(settings, count_key, &keys, NULL));
}

static void try_settings(const char *text, gsize size)
{
    /* An included file would be one of the machine's. */
    if (strstr(text, "@include"))
        return;
    int descriptor = memfd_create("settings", MFD_CLOEXEC);
    g_assert_cmpint(descriptor, >=, 0);
    g_assert_cmpint(write(descriptor, text, size), ==, (gssize)size);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", descriptor);
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = settings_read(path, &error);
    close(descriptor);
    g_assert_true((settings == NULL) == (error != NULL));
    if (settings)
        check_values(settings);
    else
        g_assert_true(error_is(error, ERROR_INPUT) && g_str_has_prefix(error->message, path));
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_settings)
#else
static const char *const seeds[] = {
    "theme = \"dark\";\nsite = 12;\nascii = true;\n",
    "keys = { undo = [ \"u\", \"F9\" ]; back = \"q\"; };\n",
    "# comment\noffice : \"Bureau \\\"x\\\"\" banner = \"A\" \"B\"; // more\n/* text */ draft_seconds = "
    "0x10;",
    "file = \"~/a.db\", screens = \"\";",
    NULL,
};
static const char *const words[] = {
    "=",     ";",    "{",  "}",     "[",    "]",    "(",
    ")",     "\"",   "\\", "theme", "site", "keys", "99999999999999999999",
    "1e400", "true", "/*", "//",    NULL,
};

int main(void)
{
    return fuzz_main("settings__are_within_limits_or_refused__whatever_the_bytes", seeds, words, 10000,
                     try_settings);
}
#endif
