/*
 * Copies are made and checked beside their place and renamed into it, so that nothing is lost when the work
 * ends half way: not the earlier copy, not the file that is replaced.
 */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/copy.h"
#include "store/store_private.h"

enum { KEPT_MAX = 10000 };

static char *tailed(const char *path, const char *tail)
{
    return g_strconcat(path, tail, NULL);
}

static bool has_beside(const char *path, const char *tail)
{
    struct stat about;
    g_autofree char *name = tailed(path, tail);
    return lstat(name, &about) == 0;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat left, right;
    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
           left.st_ino == right.st_ino;
}

/* --- backup */

/* True when the newest entry of that file's journal stands in the journal of the office: it is of the same
 * office, and holds nothing that the office lacks. */
static bool is_earlier(const Store *store, sqlite3 *db)
{
    sqlite3_stmt *newest = NULL, *same = NULL;
    bool earlier = false;
    if (sqlite3_prepare_v2(db, "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1", -1, &newest, NULL) ==
            SQLITE_OK &&
        sqlite3_prepare_v2(store->db, "SELECT 1 FROM journal WHERE id = :id AND hash = :hash", -1, &same,
                           NULL) == SQLITE_OK) {
        int found = sqlite3_step(newest);
        earlier = found == SQLITE_DONE; /* nothing was ever entered there */
        if (found == SQLITE_ROW) {
            sqlite3_bind_int64(same, 1, sqlite3_column_int64(newest, 0));
            sqlite3_bind_value(same, 2, sqlite3_column_value(newest, 1));
            earlier = sqlite3_step(same) == SQLITE_ROW;
        }
    }
    sqlite3_finalize(newest);
    sqlite3_finalize(same);
    return earlier;
}

/* What a copy may take the place of: nothing, an empty file, an earlier copy of the same office. */
static bool check_earlier(const Store *store, const char *path, GError **error)
{
    bool empty = false;
    g_autoptr(GError) why = NULL;
    sqlite3 *db = connection_open(path, SQLITE_OPEN_READONLY, false, error);
    if (!db)
        return false;
    bool good = connection_check_header(db, path, G_MAXINT, &empty, NULL, &why);
    bool earlier = good && (empty || is_earlier(store, db));
    sqlite3_close(db);
    if (earlier)
        return true;
    return error_set(error, ERROR_REFUSED, "%s: stands there already and is no %s: name another file", path,
                     good ? "earlier copy of this office" : "copy of an office");
}

static bool check_target(const Store *store, const char *path, GError **error)
{
    bool missing = false;
    if (!connection_check_path(path, &missing, error))
        return false;
    if (!missing && is_same_file(path, store->path))
        return error_set(error, ERROR_INPUT, "%s: is the open file itself: name another file for the copy",
                         path);
    /* The copy would be read together with a -wal that is not its own. */
    if (has_beside(path, "-wal") || has_beside(path, "-journal"))
        return error_set(error, ERROR_REFUSED,
                         "%s: an office is kept there (%s-wal or %s-journal stands beside it): name another "
                         "file for the copy",
                         path, path, path);
    return missing || check_earlier(store, path, error);
}

bool backup_write(Store *store, const char *path, BackupProgress progress, gpointer data, GError **error)
{
    CopyWatch watch = {.progress = progress, .data = data};
    if (!sqlite3_get_autocommit(store->db))
        return error_set(error, ERROR_REFUSED,
                         "%s: a change is open: finish or leave it before a copy is made", path);
    if (!check_target(store, path, error))
        return false;
    char *copy = copy_make(store->db, store->path, path, &watch, error);
    bool good = copy && copy_place(copy, path, error);
    copy_remove(copy);
    return good;
}

/* --- restore: the copy */

/* A file with nothing beside it is read as it lies, so that nothing comes to stand beside it, and from a
 * folder that cannot be written as well. */
static sqlite3 *open_source(const char *from, GError **error)
{
    bool missing = false, empty = false;
    if (!connection_check_path(from, &missing, error))
        return NULL;
    if (missing) {
        error_set(error, ERROR_NOT_FOUND,
                  "%s: there is no such file: name a copy that was made with `entente backup`", from);
        return NULL;
    }
    bool alone = !has_beside(from, "-wal") && !has_beside(from, "-journal");
    sqlite3 *db = connection_open(from, alone ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, alone, error);
    if (db && connection_check_header(db, from, G_MAXINT, &empty, NULL, error)) {
        if (!empty)
            return db;
        error_set(error, ERROR_INPUT, "%s: is empty: name a copy that was made with `entente backup`", from);
    }
    sqlite3_close(db);
    return NULL;
}

/* Whoever worked with the old file is to work with the new one: the same owner, group and mode. A group that
 * cannot be given gets no right. */
static void take_over_rights(const char *copy, const char *to)
{
    struct stat about;
    int file = stat(to, &about) == 0 ? g_open(copy, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0) : -1;
    if (file < 0)
        return;
    mode_t mode = about.st_mode & 0777;
    if (fchown(file, about.st_uid, about.st_gid) != 0 && fchown(file, (uid_t)-1, about.st_gid) != 0)
        mode &= 0700;
    fchmod(file, mode);
    close(file);
}

/* --- restore: the old file */

typedef struct {
    sqlite3 *db;
    sqlite3_file *file;
} Hold;

static void hold_release(Hold *hold)
{
    if (hold->file)
        hold->file->pMethods->xUnlock(hold->file, SQLITE_LOCK_NONE);
    sqlite3_close(hold->db);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Hold, hold_release)

static bool hold_failed(const char *to, sqlite3 *db, int code, GError **error)
{
    if ((code & 0xff) == SQLITE_BUSY)
        return error_set(error, ERROR_BUSY, "%s: another program has it open: close it there and try again",
                         to);
    return trouble_set(db, to, code, error);
}

/* Takes the file for ourselves by SQLite's own locks, which are asked of the file system and not of what
 * stands in the file: it may be damaged. Whoever has it open holds at least the shared lock. */
static bool hold_take(Hold *hold, const char *to, GError **error)
{
    static const int LEVELS[] = {SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE};
    hold->db = connection_open(to, SQLITE_OPEN_READWRITE, false, error);
    if (!hold->db)
        return false;
    if (sqlite3_db_readonly(hold->db, "main") != 0)
        return error_set(error, ERROR_READ_ONLY, "%s: cannot be written: ask for write access to it", to);
    int code = sqlite3_file_control(hold->db, "main", SQLITE_FCNTL_FILE_POINTER, &hold->file);
    for (gsize i = 0; code == SQLITE_OK && i < G_N_ELEMENTS(LEVELS); i++)
        code = hold->file->pMethods->xLock(hold->file, LEVELS[i]);
    return code == SQLITE_OK ? true : hold_failed(to, hold->db, code, error);
}

/* What belongs to the old file, itself last. Beside the new one SQLite would take an old -wal for the new
 * one's own. */
static const char *const TAILS[] = {"-wal", "-journal", ""};

static char *free_name(const char *to)
{
    for (int number = 1; number < KEPT_MAX; number++) {
        g_autofree char *name = g_strdup_printf("%s.before-restore-%d", to, number);
        if (!has_beside(name, "") && !has_beside(name, "-wal") && !has_beside(name, "-journal"))
            return g_steal_pointer(&name);
    }
    return NULL;
}

static bool also_named(const char *from, const char *to)
{
    /* Some file systems know no second name of a file. */
    return link(from, to) == 0 || errno == ENOENT || g_rename(from, to) == 0;
}

static void put_back(const char *kept, const char *to)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TAILS); i++) {
        g_autofree char *from_name = tailed(kept, TAILS[i]);
        g_autofree char *to_name = tailed(to, TAILS[i]);
        if (link(from_name, to_name) == 0 || errno == EEXIST)
            g_unlink(from_name);
        else
            g_rename(from_name, to_name);
    }
}

/* All of the old file stands under its new name before anything goes from its old one. */
static bool keep_old(const char *to, const char *kept, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TAILS); i++) {
        g_autofree char *from_name = tailed(to, TAILS[i]);
        g_autofree char *to_name = tailed(kept, TAILS[i]);
        if (also_named(from_name, to_name))
            continue;
        int number = errno;
        put_back(kept, to);
        return error_set(error, ERROR_SYSTEM, "%s: cannot be kept as %s: %s: nothing was restored", to, kept,
                         g_strerror(number));
    }
    return true;
}

static void remove_beside(const char *to)
{
    static const char *const BESIDE[] = {"-wal", "-journal", "-shm"};
    for (gsize i = 0; i < G_N_ELEMENTS(BESIDE); i++) {
        g_autofree char *name = tailed(to, BESIDE[i]);
        g_unlink(name);
    }
}

static bool replace(const char *copy, const char *to, bool missing, char **kept, GError **error)
{
    g_auto(Hold) hold = {0};
    g_autofree char *name = free_name(to);
    if (!name)
        return error_set(error, ERROR_SYSTEM, "%s: too many old files stand beside it: remove some", to);
    if ((!missing && !hold_take(&hold, to, error)) || !keep_old(to, name, error))
        return false;
    take_over_rights(copy, to);
    remove_beside(to);
    if (!copy_place(copy, to, error)) {
        put_back(name, to);
        return false;
    }
    if (kept && !missing)
        *kept = g_steal_pointer(&name);
    return true;
}

/* --- restore */

static bool check_place(const char *from, const char *to, bool *missing, GError **error)
{
    if (!connection_check_path(to, missing, error))
        return false;
    if (!*missing && is_same_file(from, to))
        return error_set(error, ERROR_INPUT, "%s: is the file itself: name a copy of it", from);
    g_autofree char *folder = g_path_get_dirname(to);
    if (g_mkdir_with_parents(folder, 0700) != 0)
        return error_set(error, ERROR_SYSTEM,
                         "%s: the folder cannot be made: %s: name a file in a folder of yours", folder,
                         g_strerror(errno));
    return true;
}

bool backup_restore(const char *from, const char *to, char **kept, GError **error)
{
    CopyWatch nobody = {0};
    bool missing = false;
    if (kept)
        *kept = NULL;
    sqlite3 *source = check_place(from, to, &missing, error) ? open_source(from, error) : NULL;
    if (!source)
        return false;
    char *copy = copy_make(source, from, to, &nobody, error);
    sqlite3_close(source);
    bool good = copy && replace(copy, to, missing, kept, error);
    copy_remove(copy);
    return good;
}
