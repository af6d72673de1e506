/* What undo and the demonstration office need of a change beyond its public face. */
#ifndef ENTENTE_STORE_CHANGE_PRIVATE_H
#define ENTENTE_STORE_CHANGE_PRIVATE_H

#include "store/store_private.h"

/* The journal entry that this one undoes or redoes. */
void change_set_undoes(Change *change, gint64 entry);
/* What has been recorded, the change's own. Read once: nothing that is recorded may be written after it. */
bool change_recorded(Change *change, const void **bytes, int *size, GError **error);

/* "bo.lind on 2026-11-23 at 09:12 UTC": the last entry after `since` that touched the record; NULL when there
 * is none. (transfer full) */
char *change_last_by(Store *store, const char *record, gint64 id, gint64 since);

#endif
