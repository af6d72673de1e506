/* Copies of the office's file through SQLite's backup API, checked afterwards. */
#ifndef ENTENTE_STORE_BACKUP_H
#define ENTENTE_STORE_BACKUP_H

#include "store/store.h"

typedef bool (*BackupProgress)(int percent, gpointer data); /* false interrupts */

/* Writes a copy of the open file to `path` (0600; written beside it and renamed, so that an earlier copy is
 * never lost), then checks the copy. */
bool backup_write(Store *store, const char *path, BackupProgress progress, gpointer data, GError **error);

/* Puts the copy at `from` in the place of the file `to`: `from` is checked first; the old file is kept beside
 * it as `to`.before-restore-N. Refuses while another program has `to` open for writing. `kept` (may be NULL)
 * gets the old file's new name (transfer full), NULL when there was none. */
bool backup_restore(const char *from, const char *to, char **kept, GError **error);

#endif
