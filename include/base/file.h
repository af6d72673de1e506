/* Whole small files, read and written in one piece. */
#ifndef ENTENTE_BASE_FILE_H
#define ENTENTE_BASE_FILE_H

#include <glib.h>
#include <stdbool.h>

/* All bytes of `path` with a NUL after them that `*size` does not count; pipes can be read too. ERROR_SYSTEM
 * when it cannot be read or has more than `limit` bytes. (transfer full) */
char *file_read(const char *path, gsize limit, gsize *size, GError **error);

/* Writes a new file (mode 0600). ERROR_SYSTEM when there is one of that name already, or it cannot be written
 * as a whole: nothing is left behind then. */
bool file_write_new(const char *path, const void *bytes, gsize size, GError **error);

#endif
