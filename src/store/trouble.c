#include "store/trouble.h"

#include "base/error.h"

typedef struct {
    int code; /* primary result code */
    ErrorCode kind;
    const char *words; /* "why: what to do" */
} TroubleRow;

static const TroubleRow TROUBLES[] = {
    {SQLITE_FULL, ERROR_SYSTEM, "the disk is full: nothing was saved; make room and try again"},
    {SQLITE_IOERR, ERROR_SYSTEM, "the disk failed: nothing was saved; try again, and look at the disk"},
    {SQLITE_READONLY, ERROR_READ_ONLY, "cannot be written: ask for write access to the file and its folder"},
    {SQLITE_BUSY, ERROR_BUSY, "another officer is saving: try again in a moment"},
    {SQLITE_LOCKED, ERROR_BUSY, "another part of the program is reading it: try again in a moment"},
    {SQLITE_INTERRUPT, ERROR_INTERRUPTED, "given up because a key came"},
    {SQLITE_CORRUPT, ERROR_SYSTEM, "is damaged: put back a copy with `entente restore COPY`"},
    {SQLITE_NOTADB, ERROR_INPUT,
     "is not an office's file: name another, or put back a copy with `entente restore COPY`"},
    {SQLITE_CANTOPEN, ERROR_SYSTEM,
     "cannot be opened: check that it is there and that you may read it and its folder"},
    {SQLITE_PERM, ERROR_SYSTEM, "may not be opened: ask for the right to read it"},
    {SQLITE_TOOBIG, ERROR_INPUT, "the text is too long: shorten it"},
    {SQLITE_NOMEM, ERROR_SYSTEM, "there is no memory left: close other programs"},
    {SQLITE_PROTOCOL, ERROR_BUSY, "too many programs use it at once: try again in a moment"},
};

bool trouble_set(sqlite3 *db, const char *path, int code, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TROUBLES); i++) {
        if (TROUBLES[i].code == (code & 0xff))
            return error_set(error, TROUBLES[i].kind, "%s: %s", path, TROUBLES[i].words);
    }
    return error_set(error, ERROR_SYSTEM,
                     "%s: %s: this should not happen; `entente verify` tells whether the file is well", path,
                     db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}
