/*
 * Purging what is personal in a visit that is over: country, dates and purpose remain. People whom no other
 * visit and no case needs are emptied too, and what the journal kept of them goes with them; the chain of its
 * hashes still holds. There is no way back, and no undo. Source: retention of the office; SORN DHS/ALL-039.
 */
#ifndef ENTENTE_RULES_REDACT_H
#define ENTENTE_RULES_REDACT_H

#include "store/store.h"

typedef struct {
    guint people;  /* whose data go */
    guint kept;    /* people of the visit who are needed elsewhere: their data stay */
    guint entries; /* of the journal whose content goes; they may hold other records' changes of the same time
                    */
} RedactCounts;

/* What redacting would do. ERROR_REFUSED with what stands in the way. */
bool redact_look(Store *store, gint64 visit, RedactCounts *counts, GError **error);
/* Does it, as one change that is not undone. */
bool redact_visit(Store *store, gint64 visit, RedactCounts *counts, GError **error);

#endif
