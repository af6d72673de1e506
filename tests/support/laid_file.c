#include "support/laid_file.h"

#include "store/store.h"
#include "support/fixture.h"

static void lay(char **bytes, gsize *size)
{
    Fixture *fixture = fixture_new();
    g_autofree char *path = fixture_path(fixture, "office.db");
    const StoreOptions options = {.path = path, .officer = "ana.ruiz", .create = true};
    g_autoptr(GError) error = NULL;
    Store *store = store_open(&options, &error);
    if (!store)
        g_error("no file for the tests: %s", error->message);
    store_close(store); /* moves its log into the file */
    if (!g_file_get_contents(path, bytes, size, &error))
        g_error("no file for the tests: %s", error->message);
    fixture_free(fixture);
}

void laid_file_put(const char *path)
{
    static char *bytes;
    static gsize size;
    g_autoptr(GError) error = NULL;
    if (!bytes)
        lay(&bytes, &size);
    if (!g_file_set_contents_full(path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error))
        g_error("no file for a test: %s", error->message);
}
