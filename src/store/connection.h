/* A database handle with this house's settings, and the look at a file before it is touched. */
#ifndef ENTENTE_STORE_CONNECTION_H
#define ENTENTE_STORE_CONNECTION_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

enum {
    APPLICATION_ID = 0x454E5454, /* "ENTT" */
    BUSY_MILLISECONDS = 5000,
};

/* One regular file, or nothing there (`*missing`). A symbolic link, a folder, a pipe is an error that says
 * what to name instead. */
bool connection_check_path(const char *path, bool *missing, GError **error);
/* True when a -wal file with something in it stands beside the file. */
bool connection_has_wal(const char *path);

/* Opens a handle without reading or writing the file beyond its header; `flags` are SQLite's. `immutable`:
 * the folder cannot be written and nobody changes the file. Until it is accepted, closing the handle does not
 * copy a left-over -wal into the file. */
sqlite3 *connection_open(const char *path, int flags, bool immutable, GError **error);
/* Whether the file may be opened at all, told by its first bytes alone; `*empty` when there are none, or a
 * database without tables or owner. `known` is the newest schema version. `version`, where it is not NULL, is
 * the one that the first bytes show. */
bool connection_check_header(sqlite3 *db, const char *path, int known, bool *empty, int *version,
                             GError **error);
/* The same by what the database says, which a -wal file may have moved on. */
bool connection_check_version(const char *path, int application, int version, int known, GError **error);
/* Foreign keys, durability and limits. */
bool connection_prepare(sqlite3 *db, const char *path, GError **error);

/* First column of the first row of a statement without values; 0 where there is none. */
bool connection_number(sqlite3 *db, const char *path, const char *sql, gint64 *number, GError **error);

#endif
