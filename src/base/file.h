/* Reading whole small files. */
#ifndef ENTENTE_BASE_FILE_H
#define ENTENTE_BASE_FILE_H

#include <glib.h>

/* All bytes of `path` with a NUL after them that `*size` does not count; pipes can be read too. ERROR_SYSTEM
 * when it cannot be read or has more than `limit` bytes. (transfer full) */
char *file_read(const char *path, gsize limit, gsize *size, GError **error);

#endif
