#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/constraint.h"
#include "store/query.h"
#include "store/search.h"
#include "store/store_private.h"

enum { POLL_STEPS = 4000, SITE_MAX = 65535 };

/* --- the folder and the file */

static bool make_folder(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) == 0)
        return true;
    return error_set(error, ERROR_SYSTEM,
                     "%s: the folder cannot be made: %s: name a file in a folder of yours", folder,
                     g_strerror(errno));
}

/* Made before SQLite opens it, so that it is nobody else's from its first moment whatever the umask. */
static bool make_file(const char *path, GError **error)
{
    int file = g_open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 && errno == EEXIST)
        return true; /* another program made it just now */
    if (file < 0)
        return error_set(error, ERROR_SYSTEM, "%s: cannot be made: %s: name a file in a folder of yours",
                         path, g_strerror(errno));
    fchmod(file, 0600);
    close(file);
    return true;
}

/* A regular file, or none where one may be made. */
static bool check_path(const StoreOptions *options, bool *missing, GError **error)
{
    if (!connection_check_path(options->path, missing, error))
        return false;
    if (!*missing || (options->create && !options->read_only))
        return true;
    return error_set(error, ERROR_NOT_FOUND, "%s: there is no such file: make one with `entente init`",
                     options->path);
}

static bool ensure_file(const StoreOptions *options, GError **error)
{
    bool missing = false;
    if (!check_path(options, &missing, error))
        return false;
    if (!missing)
        return true;
    return make_folder(options->path, error) && make_file(options->path, error);
}

/* Why the file cannot be written, or NULL when it can. */
static char *read_only_reason(const StoreOptions *options)
{
    if (options->read_only)
        return g_strdup("Reading only: the file was opened so");
    g_autofree char *folder = g_path_get_dirname(options->path);
    if (faccessat(AT_FDCWD, options->path, W_OK, AT_EACCESS) != 0)
        return g_strdup_printf("Reading only: %s cannot be written (%s)", options->path, g_strerror(errno));
    if (faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0)
        return g_strdup_printf("Reading only: the folder %s cannot be written (%s)", folder,
                               g_strerror(errno));
    return NULL;
}

/* --- opening */

static bool can_read(sqlite3 *db)
{
    return sqlite3_exec(db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL) == SQLITE_OK;
}

/* In a folder that cannot be written SQLite can make no -shm file. What stands in a left-over -wal would then
 * be missing: that is refused rather than shown as the office's state. */
static bool reopen_immutable(Store *store, GError **error)
{
    if (connection_has_wal(store->path)) {
        return error_set(
            error, ERROR_SYSTEM,
            "%s: its last changes stand in %s-wal, which cannot be read from a folder without write access: "
            "copy both files to a folder of yours and open them there",
            store->path, store->path);
    }
    sqlite3_close(store->db);
    store->db = connection_open(store->path, SQLITE_OPEN_READONLY, true, error);
    g_autofree char *reason = store->read_only;
    store->read_only = g_strconcat(reason, "; later changes of others are seen at the next start", NULL);
    return store->db != NULL;
}

static bool open_database(Store *store, int known, bool *empty, GError **error)
{
    int flags = store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    store->db = connection_open(store->path, flags, false, error);
    if (!store->db || !connection_check_header(store->db, store->path, known, empty, NULL, error))
        return false;
    if (store->read_only && !*empty && !can_read(store->db)) {
        int primary = sqlite3_errcode(store->db) & 0xff;
        if ((primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY) && !reopen_immutable(store, error))
            return false;
    }
    return connection_prepare(store->db, store->path, error);
}

/* The first page says whose file it is before anything else is in it. */
static bool claim(Store *store, gint64 *application, GError **error)
{
    gint64 tables = 0;
    if (!connection_number(store->db, store->path, "SELECT count(*) FROM sqlite_schema", &tables, error))
        return false;
    if (tables != 0 || store->version != 0)
        return true; /* somebody's */
    *application = APPLICATION_ID;
    g_autofree char *sql = g_strdup_printf("PRAGMA application_id = %d", APPLICATION_ID);
    return store_execute(store, sql, error);
}

/* What the database itself says. A -wal file may have moved it on from what the header showed, and a making
 * that ended at the first page is taken back as soon as it is read. */
static bool check_inside(Store *store, int known, GError **error)
{
    gint64 application = 0, version = 0;
    if (!connection_number(store->db, store->path, "PRAGMA application_id", &application, error) ||
        !connection_number(store->db, store->path, "PRAGMA user_version", &version, error))
        return false;
    store->version = (int)version;
    if (application == 0 && !store->read_only && !claim(store, &application, error))
        return false;
    return connection_check_version(store->path, (int)application, (int)version, known, error);
}

static bool bring_up_to_date(Store *store, const StoreOptions *options, int known, bool empty, GError **error)
{
    if (store->read_only) {
        if (!empty && store->version > 0)
            return store->version >= known ? true
                                           : error_set(error, ERROR_READ_ONLY,
                                                       "%s: has schema version %d and must be brought to %d "
                                                       "first: open it once where it can be written",
                                                       store->path, store->version, known);
        return error_set(error, ERROR_READ_ONLY, "%s: is empty and cannot be written: name another file",
                         store->path);
    }
    if (!store_execute(store, "PRAGMA journal_mode = WAL", error))
        return false;
    return upgrade_run(store, options->migrations, store->version == 0, error);
}

static bool open_inside(Store *store, const StoreOptions *options, GError **error)
{
    bool empty = false;
    int known = upgrade_known_version(options->migrations, error);
    if (known < 0 || !open_database(store, known, &empty, error))
        return false;
    if (!(empty && store->read_only) && !check_inside(store, known, error))
        return false;
    if (!bring_up_to_date(store, options, known, empty, error) || !kinds_read(store, error))
        return false;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return true;
}

static Store *store_new(const StoreOptions *options)
{
    Store *store = g_new0(Store, 1);
    store->path = g_strdup(options->path);
    store->officer = g_strdup(options->officer && *options->officer ? options->officer : "unknown");
    store->site = options->site;
    store->read_only = read_only_reason(options);
    store->progress = options->progress;
    store->progress_data = options->progress_data;
    store->held = held_views_new();
    store->statements = g_hash_table_new(g_str_hash, g_str_equal);
    store->asked = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    store->idle = g_queue_new();
    store->group_counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    schema_forget(store);
    return store;
}

static bool check_options(const StoreOptions *options, GError **error)
{
    if (!options->path || !*options->path)
        return error_set(error, ERROR_INPUT, "file: none is named: name the office's file");
    if (options->site > SITE_MAX)
        return error_set(error, ERROR_INPUT, "site: %u is too large: 0 to %d", options->site, SITE_MAX);
    if (options->officer && !g_utf8_validate(options->officer, -1, NULL))
        return error_set(error, ERROR_INPUT,
                         "officer: the name is not UTF-8: set `officer` in the configuration");
    return true;
}

/* --- looking, then opening */

static bool look_inside(const StoreOptions *options, StoreWork *work, GError **error)
{
    bool empty = false;
    int version = 0, known = upgrade_known_version(options->migrations, error);
    if (known < 0)
        return false;
    sqlite3 *db = connection_open(options->path, SQLITE_OPEN_READONLY, false, error);
    bool good = db && connection_check_header(db, options->path, known, &empty, &version, error);
    sqlite3_close(db);
    if (good)
        *work = empty ? STORE_MAKE : version < known ? STORE_UPGRADE : STORE_READ;
    return good;
}

bool store_look(const StoreOptions *options, StoreWork *work, GError **error)
{
    bool missing = false;
    *work = STORE_MAKE;
    if (!check_options(options, error) || !check_path(options, &missing, error))
        return false;
    return missing || look_inside(options, work, error);
}

Store *store_open(const StoreOptions *options, GError **error)
{
    if (!check_options(options, error) || !ensure_file(options, error))
        return NULL;
    g_autoptr(Store) store = store_new(options);
    if (!open_inside(store, options, error))
        return NULL;
    store->progress = NULL;
    /* Another program (the sqlite3 shell) may have written: its records are made findable; whether that works
     * decides nothing. */
    if (!store->read_only && query_one_int(store, "SELECT 1 FROM search_dirty LIMIT 1", 0, 0))
        search_refresh(store, NULL);
    return g_steal_pointer(&store);
}

void store_close(Store *store)
{
    if (!store)
        return;
    change_abandon(store->change);
    statement_drop_all(store);
    if (store->db)
        sqlite3_close_v2(store->db);
    g_queue_free(store->idle);
    g_hash_table_unref(store->statements);
    g_hash_table_unref(store->asked);
    held_views_free(store->held);
    g_hash_table_unref(store->group_counts);
    g_hash_table_unref(store->columns);
    g_hash_table_unref(store->links);
    g_array_unref(store->kinds);
    g_clear_pointer(&store->kind_places, g_hash_table_unref);
    g_free(store->known_hash);
    g_free(store->bulk_indexes);
    g_free(store->bulk_words);
    g_free(store->read_only);
    g_free(store->officer);
    g_free(store->path);
    g_free(store);
}

/* --- what is known of it */

const char *store_path(const Store *store)
{
    return store->path;
}

const char *store_officer(const Store *store)
{
    return store->officer;
}

guint store_site(const Store *store)
{
    return store->site;
}

const char *store_read_only_reason(const Store *store)
{
    return store->read_only;
}

int store_version(const Store *store)
{
    return store->version;
}

char *store_today(Store *store)
{
    return query_one_text(store, "SELECT day FROM today", 0, NULL);
}

char *store_setting(Store *store, const char *name)
{
    g_autoptr(Query) query = query_new(store, "SELECT value FROM setting WHERE name = :name", NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":name", name);
    return query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
}

gint64 store_data_version(Store *store)
{
    if (wal_head_stands(&store->wal, store->db))
        return store->others + store->commits;
    store->others = query_one_int(store, "PRAGMA data_version", 0, -1);
    if (store->others < 0)
        store->wal.known = false; /* it gave way to a key: it is asked again */
    return store->others + store->commits;
}

char *store_now(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *seconds = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");
    return g_strdup_printf("%s.%03dZ", seconds, g_date_time_get_microsecond(now) / 1000);
}

/* --- giving up when a key comes */

static int ask_poll(void *data)
{
    Store *store = data;
    if (store->ticks > 0 && --store->ticks == 0) {
        store->bound_reached = true;
        return 1;
    }
    return store->poll && store->poll(store->poll_data);
}

void store_listen(Store *store, bool on)
{
    enum { WATCHED_STEPS = 2000 };
    const bool asks = store->poll || store->ticks > 0;
    if (store->watch)
        sqlite3_progress_handler(store->db, WATCHED_STEPS, store->watch, store->watch_data);
    else
        sqlite3_progress_handler(store->db, POLL_STEPS,
                                 on && asks && sqlite3_get_autocommit(store->db) ? ask_poll : NULL, store);
}

void store_watch(Store *store, int (*watch)(void *data), void *data)
{
    store->watch = watch;
    store->watch_data = data;
    store_listen(store, true);
}

void store_set_interrupt(Store *store, bool (*poll)(gpointer data), gpointer data)
{
    store->poll = poll;
    store->poll_data = data;
    store_listen(store, true);
}

bool store_is_called(Store *store)
{
    return store->poll && sqlite3_get_autocommit(store->db) && store->poll(store->poll_data);
}

void store_bound(Store *store, guint steps)
{
    store->ticks = steps / POLL_STEPS;
    store->bound_reached = false;
    store_listen(store, true);
}

bool store_unbound(Store *store)
{
    const bool reached = store->bound_reached;
    store_bound(store, 0);
    return reached;
}

/* --- writing */

bool store_execute(Store *store, const char *sql, GError **error)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? true : store_trouble(store, code, error);
}

bool store_trouble(Store *store, int code, GError **error)
{
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        return constraint_set(store, code, NULL, 0, NULL, error);
    return trouble_set(store->db, store->path, code, error);
}

static int allow_in_script(void *data, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)data, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_TRANSACTION || action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY
                                                                                              : SQLITE_OK;
}

bool store_script(Store *store, const char *name, const char *sql, GError **error)
{
    sqlite3_set_authorizer(store->db, allow_in_script, NULL);
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    g_autofree char *why = g_strdup(sqlite3_errmsg(store->db));
    sqlite3_set_authorizer(store->db, NULL, NULL);
    if (code == SQLITE_OK)
        return true;
    if ((code & 0xff) == SQLITE_AUTH)
        return error_set(error, ERROR_SYSTEM,
                         "%s: begins or ends a transaction, or attaches a file: take that out of the script",
                         name);
    if ((code & 0xff) != SQLITE_ERROR && (code & 0xff) != SQLITE_CONSTRAINT)
        return store_trouble(store, code, error);
    return error_set(error, ERROR_SYSTEM, "%s: %s: nothing was saved; correct the script", name, why);
}

bool store_tell(Store *store, int percent, GError **error)
{
    store->percent = percent;
    if (!store->given_up && store->progress && !store->progress(percent, store->progress_data))
        store->given_up = true;
    return !store->given_up || store_trouble(store, SQLITE_INTERRUPT, error);
}

bool store_begin(Store *store, GError **error)
{
    if (store->read_only)
        return error_set(error, ERROR_READ_ONLY,
                         "%s: nothing was saved: open the file where it can be written", store->read_only);
    if (!sqlite3_get_autocommit(store->db))
        return error_set(error, ERROR_REFUSED, "%s: a change is open already: finish or leave it first",
                         store->path);
    store_listen(store, false);
    if (store_execute(store, "BEGIN IMMEDIATE", error))
        return true;
    store_listen(store, true);
    return false;
}

bool store_end(Store *store, bool commit, GError **error)
{
    bool good = commit ? store_execute(store, "COMMIT", error) : true;
    if (!commit || !good)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL,
                     NULL); /* an error has rolled back already in part of the cases */
    if (commit && good)
        store->commits++;
    store_listen(store, true);
    return good;
}
