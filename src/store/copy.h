/* A whole copy of a database as a file of its own: made and checked beside its place, then put there. */
#ifndef ENTENTE_STORE_COPY_H
#define ENTENTE_STORE_COPY_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "store/backup.h"

typedef struct {
    BackupProgress progress; /* may be NULL */
    gpointer data;
    int percent; /* last told */
} CopyWatch;

/* Copies `from`, which messages call `source`, as it stands at this moment, whoever writes meanwhile, into a
 * new file beside `path`: 0600, whole without a -wal, its pages checked. Gives the new file's name, for
 * copy_place and then copy_remove. (transfer full) */
char *copy_make(sqlite3 *from, const char *source, const char *path, CopyWatch *watch, GError **error);

/* Brings the copy to the disk and renames it to `path`. */
bool copy_place(const char *copy, const char *path, GError **error);

/* Removes a copy that was not placed, with what SQLite may have left beside it, and frees its name. NULL is
 * fine. */
void copy_remove(char *copy);

#endif
