/*
 * Taking away export cases whose five years are over (15 CFR 762.6; 22 CFR 122.5). Which they are is the view
 * case_purge_list; an administrator has moved a case to Purge due, which its gate forbids before its time and
 * on a legal hold. The journal keeps that it was purged, by whom and when.
 */
#ifndef ENTENTE_RULES_PURGE_H
#define ENTENTE_RULES_PURGE_H

#include "store/store.h"

typedef struct {
    gint64 id;
    char *ref;
    char *title;
    char *state; /* code */
    char *event; /* that the years count from */
    char *event_on;
    char *kept_until;
    char *standing; /* "may be purged", "held: ..." */
    bool held;
} PurgeDue;
void purge_due_free(PurgeDue *due);

/* Cases that have ended and whose years are over, the longest first. (transfer full) (element-type PurgeDue)
 */
GPtrArray *purge_due_read(Store *store, GError **error);

/* Takes these cases away with all their parts and papers' entries, as one change; visits, actions, licences
 * and plans that named them stay and name them no more. All or none: ERROR_REFUSED for one that is held, not
 * over, or not moved to Purge due; ERROR_NOT_FOUND for a reference that is no case's. */
bool purge_cases(Store *store, const char *const *refs, guint count, GError **error);

#endif
