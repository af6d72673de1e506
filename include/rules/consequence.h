/*
 * What saving does beyond what is typed: a changed fact reopens reviews, voids sign-offs.
 *
 * The triggers in db/views do it, whoever writes, and put a row into the table `consequence` for each thing
 * that they did. What would follow is found by making the change, reading those rows, and taking the change
 * back: so what is foretold is what happens. The table `consequence_fact` names the fields for which this is
 * worth it.
 */
#ifndef ENTENTE_RULES_CONSEQUENCE_H
#define ENTENTE_RULES_CONSEQUENCE_H

#include "store/change.h"

typedef struct {
    char *name;    /* of the record that it comes upon: "Visit VIS-2026-087" */
    char *effect;  /* "Export control review asked again" */
    char *because; /* "subjects changed" */
    char *cite;    /* the rule behind it, or NULL */
} Consequence;
void consequence_free(Consequence *consequence);

/* True when saving `after` over `before` (NULL: a new record) touches a field that has consequences. */
bool consequence_possible(Store *store, const Record *before, const Record *after);
/* The same for removing a record of that table. */
bool consequence_of_removing(Store *store, const char *table);

/* Makes the change that is to be foreseen, as it will be made. */
typedef bool (*ConsequenceWrite)(Change *change, gpointer data, GError **error);

/*
 * What would follow from `write`; nothing is kept of it. Empty when nothing would. NULL with the error of
 * `write` when the change itself is refused (as it will be at saving), or ERROR_BUSY. (transfer full)
 * (element-type Consequence)
 */
GPtrArray *consequence_foresee(Store *store, ConsequenceWrite write, gpointer data, GError **error);

/* One line for each: "Export control review asked again (subjects changed)"; the same thing is said once. The
 * name stands before it unless it is `own` (may be NULL). Name and reason are not repeated while they stay
 * the same. (transfer full) */
char *consequence_lines(const GPtrArray *found, const char *own);

#endif
