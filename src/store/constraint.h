/* What the database's own rules refuse, in an officer's words. */
#ifndef ENTENTE_STORE_CONSTRAINT_H
#define ENTENTE_STORE_CONSTRAINT_H

#include "store/store_private.h"

/* Sets `error` for SQLITE_CONSTRAINT_*. `table` is the table written to where that is known, `id` the record
 * (0: a new one); `*column` (may be NULL) gets the interned name of the column at fault, NULL when it is not
 * one. Always false. */
bool constraint_set(Store *store, int code, const char *table, gint64 id, const char **column,
                    GError **error);
/* "is used by 3 projects: PRJ-2025-001, ..." for a record that others refer to; NULL when none does.
 * (transfer full) */
char *constraint_users(Store *store, const char *table, gint64 id);

#endif
