#include "store/wal_head.h"

#include <string.h>

enum { REGION = 32768 }; /* bytes of a part of the index, as SQLite maps it */

static bool has_wal(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    bool wal = sqlite3_db_readonly(db, "main") == 0 &&
               sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
               sqlite3_step(statement) == SQLITE_ROW &&
               g_strcmp0((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
    sqlite3_finalize(statement);
    return wal;
}

/* The index as SQLite has it mapped; NULL when it has none. Only for a file that was read with its -wal: for
 * another one, asking would make an index. */
static const volatile void *shared_index(sqlite3 *db)
{
    sqlite3_file *file = NULL;
    void volatile *index = NULL;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == NULL ||
        file->pMethods == NULL || file->pMethods->iVersion < 2 || file->pMethods->xShmMap == NULL ||
        file->pMethods->xShmMap(file, 0, REGION, 0, &index) != SQLITE_OK)
        return NULL;
    return index;
}

/* journal_mode reads the file where that was not done yet: from then on SQLite has its index mapped. */
static const volatile void *look(WalHead *self, sqlite3 *db)
{
    if (self->kind == WAL_NOT_LOOKED)
        self->kind = has_wal(db) ? WAL_SHARED : WAL_NONE;
    return self->kind == WAL_SHARED ? shared_index(db) : NULL;
}

bool wal_head_stands(WalHead *self, sqlite3 *db)
{
    guint8 bytes[WAL_HEAD_BYTES];
    const volatile void *index = look(self, db);
    /* While something is read, SQLite answers for the time when that began: it has to be asked again then. */
    if (index == NULL || sqlite3_txn_state(db, "main") != SQLITE_TXN_NONE) {
        self->known = false;
        return false;
    }
    memcpy(bytes, (const void *)index, sizeof bytes);
    const bool stands = self->known && memcmp(bytes, self->bytes, sizeof bytes) == 0;
    memcpy(self->bytes, bytes, sizeof bytes);
    self->known = true;
    return stands;
}
