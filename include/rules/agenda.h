/* What needs someone: the view `agenda`, read. */
#ifndef ENTENTE_RULES_AGENDA_H
#define ENTENTE_RULES_AGENDA_H

#include "store/store.h"

typedef enum { URGENCY_OVERDUE, URGENCY_WEEK, URGENCY_WAITING, URGENCY_MONTH, URGENCY_COUNT } Urgency;

typedef struct {
    Urgency urgency;
    char *due_on; /* ISO day or NULL */
    char *mark;   /* short words for the first column: "2 d late", "in 9 d", "day 13/15" */
    char *record; /* record kind */
    gint64 id;
    char *screen;
    char *ref;
    char *what;
    char *partner; /* or NULL */
    char *officer; /* login of who must act, or NULL */
} AgendaItem;
void agenda_item_free(AgendaItem *item);

/* At most `limit` items, most urgent first, then by day. `officer` not NULL: only what is for that officer or
 * for nobody. (transfer full) (element-type AgendaItem) */
GPtrArray *agenda_read(Store *store, const char *officer, guint limit, GError **error);
const char *urgency_title(Urgency urgency); /* "Overdue", "Next 7 days", "Waiting", "Next 30 days" */

#endif
