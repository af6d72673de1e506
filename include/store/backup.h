/* Copies of the office's file through SQLite's backup API, checked afterwards. */
#ifndef ENTENTE_STORE_BACKUP_H
#define ENTENTE_STORE_BACKUP_H

#include "store/store.h"

typedef bool (*BackupProgress)(int percent, gpointer data); /* false interrupts */

/* Writes a copy of the open file, as it stands when the copying begins, to `path`: one file, mode 0600,
 * written and checked beside its place and then renamed, so that an earlier copy is never lost. ERROR_REFUSED
 * when something else than an earlier copy stands there, or a change is open. */
bool backup_write(Store *store, const char *path, BackupProgress progress, gpointer data, GError **error);

/* Puts the copy at `from` in the place of the file `to`, with that one's owner and mode: the copy is checked
 * first; the old file, damaged or not, is kept beside it as `to`.before-restore-N with its -wal. ERROR_BUSY
 * while a program (this one too) has `to` open. `kept` (may be NULL) gets the old file's new name (transfer
 * full), NULL when there was none. */
bool backup_restore(const char *from, const char *to, char **kept, GError **error);

#endif
