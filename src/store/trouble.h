/* SQLite's errors in words: what, why, what to do. */
#ifndef ENTENTE_STORE_TROUBLE_H
#define ENTENTE_STORE_TROUBLE_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Sets `error` for a result code other than a constraint's (those need the schema: store_trouble). Always
 * false. */
bool trouble_set(sqlite3 *db, const char *path, int code, GError **error);

#endif
