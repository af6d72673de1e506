#include "screen/office.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/demo.h"
#include "store/query.h"

enum { DEFAULT_SEED = 1, GREATEST_SITE = 65535 };

static char *in_home(const char *path)
{
    return g_str_has_prefix(path, "~/") ? g_build_filename(g_get_home_dir(), path + 2, NULL) : g_strdup(path);
}

char *office_file(const OfficeOptions *options, const Settings *settings)
{
    if (options->file)
        return g_strdup(options->file);
    if (options->demo)
        return g_build_filename(g_get_user_data_dir(), "entente", "demo.db", NULL);
    const char *configured = settings_text(settings, "file");
    return *configured ? in_home(configured) : settings_default_file();
}

static bool check_site(const Settings *settings, GError **error)
{
    gint64 site = settings_number(settings, "site");
    return (site >= 0 && site <= GREATEST_SITE) ||
           error_set(error, ERROR_INPUT, "site: %" G_GINT64_FORMAT " is no site: a number from 0 to %d", site,
                     GREATEST_SITE);
}

/* How the store is told of the file; the texts are the caller's. */
static StoreOptions store_options(const OfficeOptions *options, const Settings *settings, const char *path,
                                  bool create)
{
    return (StoreOptions){
        .path = path,
        .site = (guint)settings_number(settings, "site"),
        .create = create,
        .read_only = options->read_only,
        .progress = options->progress,
        .progress_data = options->progress_data,
    };
}

static Store *open_store(const OfficeOptions *options, const Settings *settings, const char *path,
                         bool create, GError **error)
{
    g_autofree char *officer = settings_officer(settings);
    g_autofree char *migrations = in_home(settings_text(settings, "migrations"));
    StoreOptions store = store_options(options, settings, path, create);
    store.officer = officer;
    store.migrations = migrations;
    return store_open(&store, error);
}

/* --- the demonstration office --- */

static bool is_demo(Store *store)
{
    /* Only an empty office is filled, so that the entry is among the first of a journal that may be long. */
    static const char sql[] = "SELECT EXISTS (SELECT 1 FROM (SELECT kind FROM journal ORDER BY id LIMIT 100)"
                              " WHERE kind = 'demo')";
    return query_one_int(store, sql, 0, 0) != 0;
}

/* Made on an earlier day, and nobody has worked in it since. */
static bool is_stale_demo(Store *store)
{
    static const char sql[] = "SELECT (SELECT date(at, 'localtime') FROM journal WHERE kind = 'demo' ORDER "
                              "BY id LIMIT 1) <> date('now', "
                              "'localtime')"
                              " AND NOT EXISTS (SELECT 1 FROM journal WHERE kind NOT IN ('demo', 'open'))"
                              " AND NOT EXISTS (SELECT 1 FROM draft)"
                              " AND NOT EXISTS (SELECT 1 FROM setting WHERE name = 'today')";
    return !store_read_only_reason(store) && query_one_int(store, sql, 0, 0) != 0;
}

static void remove_file(const char *path)
{
    static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
    for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
        g_autofree char *name = g_strconcat(path, beside[i], NULL);
        g_unlink(name);
    }
}

static bool fill_new(const OfficeOptions *options, const Settings *settings, const char *path, GError **error)
{
    g_autoptr(Store) store = open_store(options, settings, path, true, error);
    return store && demo_fill(store, options->seed ? options->seed : DEFAULT_SEED, error);
}

/* Puts the finished file in its place, never over one that another start of the program has put there
 * meanwhile. */
static bool move_in_place(const char *from, const char *to, GError **error)
{
    if (link(from, to) == 0 || errno == EEXIST)
        return true;
    /* Some file systems know no links. */
    return rename(from, to) == 0 ||
           error_set(error, ERROR_SYSTEM, "%s: %s: choose another place with --file", to, g_strerror(errno));
}

typedef bool (*TakePlace)(const char *from, const char *to, GError **error);

/* Made beside its place, so that what was interrupted is never taken for an office. */
static bool make_demo(const OfficeOptions *options, const Settings *settings, const char *path,
                      TakePlace take, GError **error)
{
    g_autofree char *beside = g_strdup_printf("%s.%d.new", path, (int)getpid());
    remove_file(beside);
    bool made = fill_new(options, settings, beside, error) && take(beside, path, error);
    remove_file(beside);
    return made;
}

static bool replace_old(const char *from, const char *to, GError **error)
{
    g_autofree char *kept = NULL;
    if (!backup_restore(from, to, &kept, error))
        return false;
    if (kept)
        remove_file(kept);
    return true;
}

static bool prepare_demo(const OfficeOptions *options, const Settings *settings, const char *path,
                         GError **error)
{
    if (options->read_only)
        return true;
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return make_demo(options, settings, path, move_in_place, error);
    g_autoptr(Store) store = open_store(options, settings, path, false, error);
    if (!store)
        return false;
    if (!is_demo(store))
        return error_set(
            error, ERROR_REFUSED,
            "%s: this is no demonstration office: leave out --demo to open it, or name a new file", path);
    bool stale = is_stale_demo(store);
    g_clear_pointer(&store, store_close);
    if (stale)
        /* Yesterday's office serves as well when it cannot be replaced now. */
        make_demo(options, settings, path, replace_old, NULL);
    return true;
}

/* --- all of it --- */

static bool check_there(const OfficeOptions *options, const char *path, GError **error)
{
    if (options->create || g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    return error_set(
        error, ERROR_SYSTEM,
        "%s: there is no office here: make one with `entente init`, or look around with `entente --demo`",
        path);
}

static bool look_at_file(Office *office, GError **error)
{
    const OfficeOptions *options = &office->options;
    g_autofree char *path = office_file(options, office->settings);
    g_autofree char *migrations = in_home(settings_text(office->settings, "migrations"));
    const bool make = options->create || (options->demo && !options->read_only);
    if (!make && !check_there(options, path, error))
        return false;
    StoreOptions store = store_options(options, office->settings, path, make);
    store.migrations = migrations;
    return store_look(&store, &office->work, error);
}

static bool read_screens(Office *office, GError **error)
{
    g_autofree char *folder = in_home(settings_text(office->settings, "screens"));
    office->screens = screen_set_read(folder, error);
    return office->screens != NULL;
}

Office *office_look(const OfficeOptions *options, GError **error)
{
    g_autoptr(Office) office = g_new0(Office, 1);
    office->options = *options;
    office->settings = settings_read(options->config, error);
    if (office->settings && check_site(office->settings, error) && look_at_file(office, error) &&
        read_screens(office, error))
        return g_steal_pointer(&office);
    return NULL;
}

bool office_enter(Office *office, GError **error)
{
    const OfficeOptions *options = &office->options;
    g_autofree char *path = office_file(options, office->settings);
    if (options->demo && !prepare_demo(options, office->settings, path, error))
        return false;
    if (!check_there(options, path, error))
        return false;
    office->store = open_store(options, office->settings, path, options->create, error);
    if (!office->store)
        return false;
    office->demo = is_demo(office->store);
    return true;
}

Office *office_open(const OfficeOptions *options, GError **error)
{
    g_autoptr(Office) office = office_look(options, error);
    return office && office_enter(office, error) ? g_steal_pointer(&office) : NULL;
}

void office_free(Office *office)
{
    if (!office)
        return;
    g_clear_pointer(&office->screens, screen_set_free);
    g_clear_pointer(&office->store, store_close);
    g_clear_pointer(&office->settings, settings_free);
    g_free(office);
}
