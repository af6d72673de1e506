/*
 * Whether anybody has committed, seen without asking SQLite: every commit of a file with a -wal changes the
 * first bytes of the -wal's index, which all who have the file open share in memory
 * (sqlite.org/walformat.html). Private to the store.
 */
#ifndef ENTENTE_STORE_WAL_HEAD_H
#define ENTENTE_STORE_WAL_HEAD_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

enum { WAL_HEAD_BYTES = 96 }; /* the head stands there twice */

typedef struct {
    enum { WAL_NOT_LOOKED, WAL_NONE, WAL_SHARED } kind;
    bool known;
    guint8 bytes[WAL_HEAD_BYTES];
} WalHead;

/* True when nobody can have committed since the call before. False when somebody has, and whenever that
 * cannot be told: SQLite has to be asked then, after this call and not before. */
bool wal_head_stands(WalHead *self, sqlite3 *db);

#endif
