#include "store/connection.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "store/trouble.h"

enum {
    HEADER_BYTES = 112, /* the file's header and the head of its first page */
    HEADER_PAGE_SIZE = 16,
    HEADER_CHANGE_COUNTER = 24,
    HEADER_PAGES = 28,
    HEADER_USER_VERSION = 60,
    HEADER_APPLICATION_ID = 68,
    HEADER_VALID_FOR = 92,
    FIRST_PAGE_KIND = 100,
    FIRST_PAGE_CELLS = 103,
    LEAF_OF_TABLE = 13,
};

static guint32 big_endian(const guchar *bytes)
{
    return ((guint32)bytes[0] << 24) | ((guint32)bytes[1] << 16) | ((guint32)bytes[2] << 8) | bytes[3];
}

static bool refuse_kind(const char *path, mode_t mode, GError **error)
{
    if (S_ISLNK(mode)) {
        g_autofree char *target = g_file_read_link(path, NULL);
        return error_set(error, ERROR_INPUT,
                         "%s: is a symbolic link: name the file that it points to (%s), so that its -wal "
                         "file is found beside it",
                         path, target ? target : "?");
    }
    const char *what = S_ISDIR(mode)    ? "a folder"
                       : S_ISFIFO(mode) ? "a pipe"
                       : S_ISSOCK(mode) ? "a socket"
                                        : "a device";
    return error_set(error, ERROR_INPUT, "%s: is %s: name a file%s", path, what,
                     S_ISDIR(mode) ? " in it, office.db for instance" : "");
}

bool connection_check_path(const char *path, bool *missing, GError **error)
{
    struct stat about;

    *missing = false;
    if (lstat(path, &about) == 0) {
        return S_ISREG(about.st_mode) ? true : refuse_kind(path, about.st_mode, error);
    }
    if (errno != ENOENT) {
        return error_set(error, ERROR_SYSTEM,
                         "%s: cannot be reached: %s: check its folder and your rights there", path,
                         g_strerror(errno));
    }
    *missing = true;
    return true;
}

/* The bytes come through SQLite's own handle: opening and closing the file beside it would drop the locks
 * that another connection of this program holds on it. */
static bool read_header(sqlite3 *db, guchar *header, sqlite3_int64 *size)
{
    sqlite3_file *file = NULL;

    *size = 0;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
        !file->pMethods) {
        return false;
    }
    if (file->pMethods->xFileSize(file, size) != SQLITE_OK) {
        return false;
    }
    if (*size == 0) {
        return true;
    }
    int code = file->pMethods->xRead(file, header, HEADER_BYTES, 0);
    return code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ;
}

bool connection_has_wal(const char *path)
{
    g_autofree char *wal = g_strconcat(path, "-wal", NULL);
    struct stat about;

    return stat(wal, &about) == 0 && about.st_size > 0;
}

/* A file cut short: its header counts more pages than it has, and no -wal file holds the rest. */
static bool is_cut_short(const char *path, const guchar *header, sqlite3_int64 size)
{
    guint page = (guint)header[HEADER_PAGE_SIZE] << 8 | header[HEADER_PAGE_SIZE + 1];
    sqlite3_int64 bytes = page == 1 ? 65536 : page;

    if (big_endian(header + HEADER_CHANGE_COUNTER) != big_endian(header + HEADER_VALID_FOR)) {
        return false;
    }
    return size < bytes * (sqlite3_int64)big_endian(header + HEADER_PAGES) && !connection_has_wal(path);
}

/* A database without a table and without an owner: what is left where the making of a file ended at its first
 * page. */
static bool is_blank(const guchar *header)
{
    return big_endian(header + HEADER_APPLICATION_ID) == 0 && big_endian(header + HEADER_USER_VERSION) == 0 &&
           header[FIRST_PAGE_KIND] == LEAF_OF_TABLE && header[FIRST_PAGE_CELLS] == 0 &&
           header[FIRST_PAGE_CELLS + 1] == 0;
}

bool connection_check_version(const char *path, int application, int version, int known, GError **error)
{
    if (application != APPLICATION_ID) {
        return error_set(
            error, ERROR_INPUT,
            "%s: is the database of another program: it was left untouched; name an office's file", path);
    }
    if (version > known) {
        return error_set(
            error, ERROR_INPUT,
            "%s: has schema version %d and this program knows %d: use the newer program that wrote it "
            "(or set `migrations` to the folder that brought it there)",
            path, version, known);
    }
    return true;
}

bool connection_check_header(sqlite3 *db, const char *path, int known, bool *empty, int *version,
                             GError **error)
{
    guchar header[HEADER_BYTES] = {0};
    sqlite3_int64 size = 0;

    *empty = false;
    bool good = read_header(db, header, &size);
    if (version)
        *version = (int)big_endian(header + HEADER_USER_VERSION);
    if (!good) {
        return error_set(
            error, ERROR_SYSTEM,
            "%s: cannot be read: the disk failed: try again, or put back a copy with `entente restore COPY`",
            path);
    }
    if (size == 0) {
        *empty = true;
        return true;
    }
    if (memcmp(header, "SQLite format 3", 16) != 0) {
        return error_set(error, ERROR_INPUT,
                         "%s: is not an office's file: it was left untouched; name another file, or put back "
                         "a copy with `entente restore COPY`",
                         path);
    }
    *empty = is_blank(header);
    if (*empty)
        return true;
    if (!connection_check_version(path, (int)big_endian(header + HEADER_APPLICATION_ID),
                                  (int)big_endian(header + HEADER_USER_VERSION), known, error)) {
        return false;
    }
    if (is_cut_short(path, header, size)) {
        return error_set(error, ERROR_SYSTEM,
                         "%s: is damaged: it has been cut short: put back a copy with `entente restore COPY`",
                         path);
    }
    return true;
}

/* Schema trusted: with OFF, SQLite 3.40 refuses FTS5 in the triggers that keep the search index ("unsafe use
 * of virtual table"). No function of ours is registered and no extension can be loaded, so a file's own
 * triggers reach nothing but the file. */
static const char *const PRAGMAS =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = FAST;" /* what is purged is overwritten where it stood */
    "PRAGMA trusted_schema = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA mmap_size = 0;"
    "PRAGMA cache_size = -400;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA recursive_triggers = OFF;";

static bool set_limits(sqlite3 *db)
{
    sqlite3_busy_timeout(db, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(db, 1);
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK;
}

/* Only "/", "?", "#" and "%" mean something in a file's URI. */
static char *immutable_uri(const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *escaped = g_uri_escape_string(whole, "/", true);
    return g_strdup_printf("file://%s?immutable=1", escaped);
}

sqlite3 *connection_open(const char *path, int flags, bool immutable, GError **error)
{
    sqlite3 *db = NULL;
    /* A connection belongs to one thread, and nobody asks how much memory it takes: a tenth of the start went
     * into locks and sums. Both are refused, and need not be said again, once a first file was opened. */
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    g_autofree char *name = immutable ? immutable_uri(path) : g_canonicalize_filename(path, NULL);
    flags |= SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_URI : 0); /* one thread has it */
    int code = sqlite3_open_v2(name, &db, flags, NULL);

    if (code == SQLITE_OK && set_limits(db)) {
        return db;
    }
    trouble_set(db, path, code, error);
    sqlite3_close(db);
    return NULL;
}

bool connection_prepare(sqlite3 *db, const char *path, GError **error)
{
    int code = sqlite3_exec(db, PRAGMAS, NULL, NULL, NULL);
    return code == SQLITE_OK ? true : trouble_set(db, path, code, error);
}

bool connection_number(sqlite3 *db, const char *path, const char *sql, gint64 *number, GError **error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

    *number = 0;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            *number = sqlite3_column_int64(statement, 0);
            code = SQLITE_DONE;
        }
    }
    bool good = code == SQLITE_DONE ? true : trouble_set(db, path, code, error);
    sqlite3_finalize(statement);
    return good;
}
