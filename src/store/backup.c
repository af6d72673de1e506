/*
 * Copies are made beside their place and renamed into it, so that nothing is lost when the work ends half
 * way: not the earlier copy, not the file that is replaced.
 */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_private.h"

enum { PAGES_AT_ONCE = 256, KEPT_MAX = 10000, WAIT_MILLISECONDS = 20, WAITS_MAX = 250 };

/* --- small things of files */

static char *suffixed(const char *path, const char *suffix)
{
    return g_strconcat(path, suffix, NULL);
}

/* A new empty file beside `path`, ours alone. (transfer full) */
static char *make_part(const char *path, GError **error)
{
    char *part = suffixed(path, ".part-XXXXXX");
    int file = g_mkstemp_full(part, O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        close(file);
        return part;
    }
    error_set(error, ERROR_SYSTEM, "%s: no copy can be made there: %s: name a file in a folder of yours",
              path, g_strerror(errno));
    g_free(part);
    return NULL;
}

static void remove_part(char *part)
{
    static const char *const BESIDE[] = {"", "-journal", "-wal", "-shm"};
    for (gsize i = 0; part && i < G_N_ELEMENTS(BESIDE); i++) {
        g_autofree char *name = suffixed(part, BESIDE[i]);
        g_unlink(name);
    }
    g_free(part);
}

static bool sync_path(const char *path, int flags)
{
    int file = g_open(path, flags | O_CLOEXEC, 0);
    if (file < 0)
        return false;
    bool good = fsync(file) == 0;
    close(file);
    return good;
}

static void sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    sync_path(folder,
              O_RDONLY | O_DIRECTORY); /* not every file system can: the rename has happened all the same */
}

static bool put_in_place(const char *part, const char *path, GError **error)
{
    if (sync_path(part, O_RDONLY) && g_rename(part, path) == 0) {
        sync_folder(path);
        return true;
    }
    return error_set(error, ERROR_SYSTEM, "%s: the copy could not be put there: %s", path, g_strerror(errno));
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat left, right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
           left.st_ino == right.st_ino;
}

/* --- copying and checking */

typedef struct {
    BackupProgress progress;
    gpointer data;
} Watcher;

static bool interrupted(const char *path, GError **error)
{
    return error_set(error, ERROR_INTERRUPTED, "%s: given up before the end: there is no copy", path);
}

static bool copy_steps(sqlite3_backup *backup, sqlite3 *to, const char *path, const Watcher *watcher,
                       GError **error)
{
    int waits = 0, code;
    do {
        code = sqlite3_backup_step(backup, PAGES_AT_ONCE);
        int all = sqlite3_backup_pagecount(backup), left = sqlite3_backup_remaining(backup);
        if (watcher->progress &&
            !watcher->progress(all > 0 ? (int)((gint64)(all - left) * 100 / all) : 0, watcher->data))
            return interrupted(path, error);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            sqlite3_sleep(WAIT_MILLISECONDS);
            waits++;
        }
    } while (code == SQLITE_OK || ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && waits < WAITS_MAX));
    return code == SQLITE_DONE ? true : trouble_set(to, path, code, error);
}

/* The copy is one file without a -wal beside it, so that it can be carried away whole. */
static bool settle(sqlite3 *db, const char *path, GError **error)
{
    int code = sqlite3_exec(db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    return code == SQLITE_OK ? true : trouble_set(db, path, code, error);
}

static bool copy_database(sqlite3 *from, const char *part, const char *path, const Watcher *watcher,
                          GError **error)
{
    sqlite3 *to = connection_open(part, SQLITE_OPEN_READWRITE, false, error);
    if (!to)
        return false;
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    bool good = backup ? copy_steps(backup, to, path, watcher, error)
                       : trouble_set(to, path, sqlite3_errcode(to), error);
    if (backup) {
        int code = sqlite3_backup_finish(backup);
        if (good && code != SQLITE_OK)
            good = trouble_set(to, path, code, error);
    }
    good = good && settle(to, path, error);
    sqlite3_close(to);
    return good;
}

static bool check_pages(sqlite3 *db, const char *path, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const char *found = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool good = g_strcmp0(found, "ok") == 0;
    if (!good)
        error_set(error, ERROR_SYSTEM, "%s: is damaged (%s): take another copy", path,
                  found ? found : sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    return good;
}

/* An office's file of a schema that this program knows, whole. `name` is what the messages call it. */
static bool check_office(sqlite3 *db, const char *name, GError **error)
{
    gint64 application = 0, version = 0;
    bool empty = false;
    if (!connection_check_header(db, name, G_MAXINT, &empty, error))
        return false;
    if (empty)
        return error_set(error, ERROR_INPUT, "%s: is empty: name a copy that was made with `entente backup`",
                         name);
    return connection_number(db, name, "PRAGMA application_id", &application, error) &&
           connection_number(db, name, "PRAGMA user_version", &version, error) &&
           connection_check_version(name, (int)application, (int)version, G_MAXINT, error) &&
           check_pages(db, name, error);
}

static bool check_copy(const char *part, const char *name, GError **error)
{
    sqlite3 *db = connection_open(part, SQLITE_OPEN_READONLY, false, error);
    bool good = db && check_office(db, name, error);
    sqlite3_close(db);
    return good;
}

/* --- backup */

static bool check_target(const char *path, const char *source, GError **error)
{
    bool missing = false;
    if (!connection_check_path(path, &missing, error))
        return false;
    if (!missing && is_same_file(path, source))
        return error_set(error, ERROR_INPUT, "%s: is the open file itself: name another file for the copy",
                         path);
    return true;
}

bool backup_write(Store *store, const char *path, BackupProgress progress, gpointer data, GError **error)
{
    const Watcher watcher = {progress, data};
    if (store->change)
        return error_set(error, ERROR_REFUSED,
                         "%s: a change is open: finish or leave it before a copy is made", path);
    if (!check_target(path, store->path, error))
        return false;
    char *part = make_part(path, error);
    bool good = part && copy_database(store->db, part, path, &watcher, error) &&
                check_copy(part, path, error) && put_in_place(part, path, error);
    remove_part(part);
    return good;
}

/* --- restore */

static sqlite3 *open_source(const char *from, GError **error)
{
    bool missing = false;
    if (!connection_check_path(from, &missing, error))
        return NULL;
    if (missing) {
        error_set(error, ERROR_NOT_FOUND,
                  "%s: there is no such file: name a copy that was made with `entente backup`", from);
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(from);
    bool fixed = faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0 && !connection_has_wal(from);
    sqlite3 *db = connection_open(from, SQLITE_OPEN_READONLY, fixed, error);
    if (db && check_office(db, from, error))
        return db;
    sqlite3_close(db);
    return NULL;
}

static bool is_in_use(const char *to, GError **error)
{
    error_set(error, ERROR_BUSY, "%s: another program has it open: close it there and try again", to);
    return true;
}

/* Holds the file for ourselves by SQLite's own locks, which are asked of the file system and not of what
 * stands in the file: it may be damaged. */
static sqlite3 *hold(const char *to, sqlite3_file **file, GError **error)
{
    sqlite3 *db = connection_open(to, SQLITE_OPEN_READWRITE, false, error);
    if (!db)
        return NULL;
    static const int LEVELS[] = {1 /* shared */, 2 /* reserved */, 4 /* exclusive */};
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, file);
    for (gsize i = 0; code == SQLITE_OK && i < G_N_ELEMENTS(LEVELS); i++)
        code = (*file)->pMethods->xLock(*file, LEVELS[i]);
    if (code == SQLITE_OK)
        return db;
    if ((code & 0xff) == SQLITE_BUSY)
        is_in_use(to, error);
    else
        trouble_set(db, to, code, error);
    sqlite3_close(db);
    return NULL;
}

static void release(sqlite3 *db, sqlite3_file *file)
{
    if (file)
        file->pMethods->xUnlock(file, 0);
    sqlite3_close(db);
}

/* What stands in a left-over -wal belongs to the old file: brought into it where that works. */
static void fold_wal(const char *to)
{
    if (!connection_has_wal(to))
        return;
    sqlite3 *db = connection_open(to, SQLITE_OPEN_READWRITE, false, NULL);
    if (db)
        sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_close(db);
}

static char *free_name(const char *to)
{
    for (int number = 1; number < KEPT_MAX; number++) {
        g_autofree char *name = g_strdup_printf("%s.before-restore-%d", to, number);
        struct stat about;
        if (lstat(name, &about) != 0)
            return g_steal_pointer(&name);
    }
    return NULL;
}

/* The old -wal goes with the old file: beside the new one SQLite would take it for the new one's own. */
static bool move_beside(const char *to, const char *kept, const char *suffix)
{
    g_autofree char *from_name = suffixed(to, suffix);
    g_autofree char *to_name = suffixed(kept, suffix);
    return g_rename(from_name, to_name) == 0 || errno == ENOENT;
}

static bool keep_old(const char *to, const char *kept, GError **error)
{
    g_autofree char *shared = suffixed(to, "-shm");
    if (!move_beside(to, kept, "-wal") || !move_beside(to, kept, "-journal") ||
        (link(to, kept) != 0 && g_rename(to, kept) != 0))
        return error_set(error, ERROR_SYSTEM,
                         "%s: the old file cannot be kept as %s: %s: nothing was restored", to, kept,
                         g_strerror(errno));
    g_unlink(shared);
    return true;
}

static bool replace(const char *part, const char *to, char **kept, GError **error)
{
    sqlite3_file *file = NULL;
    fold_wal(to);
    sqlite3 *held = hold(to, &file, error);
    if (!held)
        return false;
    g_autofree char *name = free_name(to);
    bool good =
        name ? keep_old(to, name, error) && put_in_place(part, to, error)
             : error_set(error, ERROR_SYSTEM, "%s: too many old files stand beside it: remove some", to);
    release(held, file);
    if (good && kept)
        *kept = g_steal_pointer(&name);
    return good;
}

bool backup_restore(const char *from, const char *to, char **kept, GError **error)
{
    const Watcher nobody = {NULL, NULL};
    bool missing = false;
    if (kept)
        *kept = NULL;
    if (!connection_check_path(to, &missing, error))
        return false;
    if (!missing && is_same_file(from, to))
        return error_set(error, ERROR_INPUT, "%s: is the file itself: name a copy of it", from);
    sqlite3 *source = open_source(from, error);
    if (!source)
        return false;
    g_autofree char *folder = g_path_get_dirname(to);
    g_mkdir_with_parents(folder, 0700);
    char *part = make_part(to, error);
    bool good = part && copy_database(source, part, to, &nobody, error) && check_copy(part, from, error);
    sqlite3_close(source);
    good = good && (missing ? put_in_place(part, to, error) : replace(part, to, kept, error));
    remove_part(part);
    return good;
}
