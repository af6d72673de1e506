#include "store/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "store/connection.h"
#include "store/trouble.h"

enum { PAGES_AT_ONCE = 256, COPIED_PERCENT = 90, CHECK_STEPS = 20000 };

/* --- files */

/* A new empty file that nobody else can read, whatever the umask. */
static char *make_file(const char *path, GError **error)
{
    g_autofree char *name = g_strconcat(path, ".part-XXXXXX", NULL);
    int file = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) {
        error_set(error, ERROR_SYSTEM, "%s: no copy can be made there: %s: name a file in a folder of yours",
                  path, g_strerror(errno));
        return NULL;
    }
    close(file);
    return g_steal_pointer(&name);
}

void copy_remove(char *copy)
{
    static const char *const BESIDE[] = {"", "-journal", "-wal", "-shm"};
    for (gsize i = 0; copy && i < G_N_ELEMENTS(BESIDE); i++) {
        g_autofree char *name = g_strconcat(copy, BESIDE[i], NULL);
        g_unlink(name);
    }
    g_free(copy);
}

static bool sync_path(const char *path, int flags)
{
    int file = g_open(path, flags | O_RDONLY | O_CLOEXEC, 0);
    if (file < 0)
        return false;
    bool good = fsync(file) == 0;
    int number = errno;
    close(file);
    errno = number;
    return good;
}

bool copy_place(const char *copy, const char *path, GError **error)
{
    if (!sync_path(copy, 0) || g_rename(copy, path) != 0)
        return error_set(error, ERROR_SYSTEM,
                         "%s: the copy could not be put there: %s: what stood there is as it was", path,
                         g_strerror(errno));
    g_autofree char *folder = g_path_get_dirname(path);
    sync_path(folder, O_DIRECTORY); /* not every file system can: the rename has happened all the same */
    return true;
}

/* --- being watched */

static bool go_on(CopyWatch *watch, int percent)
{
    watch->percent = percent;
    return !watch->progress || watch->progress(percent, watch->data);
}

static int ask_watch(void *data)
{
    CopyWatch *watch = data;
    return !go_on(watch, watch->percent);
}

static bool stopped(const char *path, GError **error)
{
    return error_set(error, ERROR_INTERRUPTED, "%s: given up before the end: no copy was put there", path);
}

/* --- pages */

/* Damage is the source's own; everything else befell the copy. */
static bool copy_trouble(sqlite3 *to, int code, const char *source, const char *path, GError **error)
{
    bool damage = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
    return trouble_set(to, damage ? source : path, code, error);
}

static bool copy_pages(sqlite3 *to, sqlite3 *from, const char *source, const char *path, CopyWatch *watch,
                       GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int code = backup ? SQLITE_OK : sqlite3_errcode(to);
    bool wanted = true;
    while (code == SQLITE_OK && wanted) {
        code = sqlite3_backup_step(backup, PAGES_AT_ONCE);
        int all = MAX(sqlite3_backup_pagecount(backup), 1), left = sqlite3_backup_remaining(backup);
        wanted = go_on(watch, (int)((gint64)(all - left) * COPIED_PERCENT / all));
    }
    int end = backup ? sqlite3_backup_finish(backup) : SQLITE_OK;
    if (!wanted)
        return stopped(path, error);
    code = code == SQLITE_DONE ? end : code;
    return code == SQLITE_OK ? true : copy_trouble(to, code, source, path, error);
}

/* Not synced page by page (copy_place brings the whole to the disk), and without a -wal in the end, so that
 * the copy can be carried away as one file. */
static bool copy_into(const char *copy, sqlite3 *from, const char *source, const char *path, CopyWatch *watch,
                      GError **error)
{
    sqlite3 *to = connection_open(copy, SQLITE_OPEN_READWRITE, false, error);
    if (!to)
        return false;
    sqlite3_exec(to, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    bool good = copy_pages(to, from, source, path, watch, error);
    if (good) {
        int code = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
        good = code == SQLITE_OK ? true : copy_trouble(to, code, source, path, error);
    }
    sqlite3_close(to);
    return good;
}

/* One moment of the source, held while its pages are read: a writer neither waits nor makes the copy begin
 * anew. */
static bool copy_moment(const char *copy, sqlite3 *from, const char *source, const char *path,
                        CopyWatch *watch, GError **error)
{
    int code = sqlite3_exec(from, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
    bool good = code == SQLITE_OK ? copy_into(copy, from, source, path, watch, error)
                                  : trouble_set(from, source, code, error);
    if (!sqlite3_get_autocommit(from))
        sqlite3_exec(from, "ROLLBACK", NULL, NULL, NULL);
    return good;
}

/* --- the check */

static bool check_pages(sqlite3 *db, const char *source, const char *path, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const char *found =
        code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : sqlite3_errmsg(db);
    bool good = code == SQLITE_ROW && g_strcmp0(found, "ok") == 0;
    if ((code & 0xff) == SQLITE_INTERRUPT)
        stopped(path, error);
    else if (!good)
        error_set(error, ERROR_SYSTEM, "%s: is damaged (%s): take an older copy (`entente restore COPY`)",
                  source, found);
    sqlite3_finalize(statement);
    return good;
}

static bool check_office(sqlite3 *db, const char *source, GError **error)
{
    gint64 application = 0, version = 0;
    if (!connection_number(db, source, "PRAGMA application_id", &application, error) ||
        !connection_number(db, source, "PRAGMA user_version", &version, error) ||
        !connection_check_version(source, (int)application, (int)version, G_MAXINT, error))
        return false;
    return version > 0 ? true
                       : error_set(error, ERROR_INPUT,
                                   "%s: no office has been made in it yet: name another file", source);
}

static bool check_copy(const char *copy, const char *source, const char *path, CopyWatch *watch,
                       GError **error)
{
    sqlite3 *db = connection_open(copy, SQLITE_OPEN_READONLY, false, error);
    if (!db)
        return false;
    sqlite3_progress_handler(db, CHECK_STEPS, ask_watch, watch);
    bool good = check_office(db, source, error) && check_pages(db, source, path, error);
    sqlite3_close(db);
    return good && (go_on(watch, 100) ? true : stopped(path, error));
}

char *copy_make(sqlite3 *from, const char *source, const char *path, CopyWatch *watch, GError **error)
{
    char *copy = make_file(path, error);
    if (copy && copy_moment(copy, from, source, path, watch, error) &&
        check_copy(copy, source, path, watch, error))
        return copy;
    copy_remove(copy);
    return NULL;
}
