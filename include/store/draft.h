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

/* Writes a draft of this officer. `*id` is the draft that it replaces (0: none yet) and gets its id; a record
 * that exists has one draft, of new records there may be several. `before` is the record as it was read (NULL
 * for a new one), so that a conflict is still seen when the draft is taken up again. ERROR_BUSY after a tenth
 * of a second in which others were saving: the keyboard does not wait for a draft. */
bool draft_save(Store *store, const char *screen, const char *title, const Record *before, const Record *now,
                gint64 *id, GError **error);
/* This officer's drafts, newest first. (transfer full) (element-type Draft) */
GPtrArray *draft_list(Store *store, GError **error);
/* Reads one back. `before` gets NULL for a new record. (transfer full both) */
bool draft_read(Store *store, gint64 id, Record **before, Record **now, GError **error);
/* Removes it; not an error when it is gone. */
bool draft_remove(Store *store, gint64 id, GError **error);

#endif
