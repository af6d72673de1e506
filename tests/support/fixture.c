#include "support/fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

struct Fixture {
    char *folder;
};

Fixture *fixture_new(void)
{
    g_autoptr(GError) error = NULL;
    Fixture *fixture = g_new0(Fixture, 1);
    fixture->folder = g_dir_make_tmp("entente-test-XXXXXX", &error);
    if (!fixture->folder)
        g_error("no folder for the test: %s", error->message);
    return fixture;
}

/* Links are removed, never followed: a test may lay one that points out of its folder. */
static void remove_all(const char *path)
{
    GStatBuf status;
    if (g_lstat(path, &status) != 0)
        return;
    if (!S_ISDIR(status.st_mode)) {
        g_unlink(path);
        return;
    }
    g_chmod(path, 0700);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *inside = g_build_filename(path, name, NULL);
        remove_all(inside);
    }
    g_rmdir(path);
}

void fixture_free(Fixture *fixture)
{
    if (!fixture)
        return;
    remove_all(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture);
}

int fixture_setup(void **state)
{
    *state = fixture_new();
    return 0;
}

int fixture_teardown(void **state)
{
    fixture_free(*state);
    *state = NULL;
    return 0;
}

const char *fixture_folder(const Fixture *fixture)
{
    return fixture->folder;
}

char *fixture_path(const Fixture *fixture, const char *name)
{
    return g_build_filename(fixture->folder, name, NULL);
}

void fixture_write_bytes(const Fixture *fixture, const char *name, const void *bytes, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = fixture_path(fixture, name);
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) != 0)
        fail_msg("%s: folder not made: %s", folder, g_strerror(errno));
    if (!g_file_set_contents(path, bytes, (gssize)size, &error))
        fail_msg("%s", error->message);
}

void fixture_write(const Fixture *fixture, const char *name, const char *text)
{
    fixture_write_bytes(fixture, name, text, strlen(text));
}

static char *read_or_fail(const char *path, gsize *size)
{
    g_autoptr(GError) error = NULL;
    char *bytes = NULL;
    if (!g_file_get_contents(path, &bytes, size, &error))
        fail_msg("%s", error->message);
    return bytes;
}

char *fixture_read_bytes(const Fixture *fixture, const char *name, gsize *size)
{
    g_autofree char *path = fixture_path(fixture, name);
    return read_or_fail(path, size);
}

char *fixture_read(const Fixture *fixture, const char *name)
{
    return fixture_read_bytes(fixture, name, NULL);
}

bool fixture_exists(const Fixture *fixture, const char *name)
{
    g_autofree char *path = fixture_path(fixture, name);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

char *fixture_source(const char *path)
{
    g_autofree char *full = g_build_filename(TEST_SOURCE_DIR, path, NULL);
    return read_or_fail(full, NULL);
}
