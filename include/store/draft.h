/* Forms being typed, kept in the file but not in the journal: what a dropped line must not lose. */
#ifndef ENTENTE_STORE_DRAFT_H
#define ENTENTE_STORE_DRAFT_H

#include "store/record.h"

typedef struct {
    gint64 id;
    char *screen;
    gint64 record_id; /* 0 for a new record */
    char *title;      /* what the officer was doing: "New visit", "AGR-2026-014 Airport trial" */
    char *saved_at;   /* UTC */
} Draft;

void draft_free(Draft *draft);

/* Writes the draft of this officer for that screen and record, in place of an earlier one. `before` is the
 * record as it was read (NULL for a new one), so that a conflict is still seen when the draft is taken up
 * again. `*id` gets its id. */
bool draft_save(Store *store, const char *screen, const char *title, const Record *before, const Record *now,
                gint64 *id, GError **error);
/* This officer's drafts, newest first. (transfer full) (element-type Draft) */
GPtrArray *draft_list(Store *store, GError **error);
/* Reads one back. `before` gets NULL for a new record. (transfer full both) */
bool draft_read(Store *store, gint64 id, Record **before, Record **now, GError **error);
/* Removes it; not an error when it is gone. */
bool draft_remove(Store *store, gint64 id, GError **error);

#endif
