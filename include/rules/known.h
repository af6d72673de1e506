/*
 * What the program knows of a case without asking: answers that follow from the case's own facts and from the
 * rule tables, each with why, its source and its edition. They are the rows of the view known_answer and, for
 * the Country Chart, what the determination says. A known answer is a proposal: it counts only once an
 * officer has taken it over, and an officer who answers otherwise gives a reason.
 */
#ifndef ENTENTE_RULES_KNOWN_H
#define ENTENTE_RULES_KNOWN_H

#include "rules/checklist.h"

/* The known answers of one case, in no order: `take` is called with each. False with the error where the
 * facts cannot be read. */
typedef void (*KnownTake)(const char *question, const KnownAnswer *answer, gpointer data);
bool known_each(Store *store, gint64 case_id, KnownTake take, gpointer data, GError **error);

/* "yes, because ... (15 CFR 740 Supp. 1, as of 2026-07-23)". (transfer full) */
char *known_words(const KnownAnswer *known);
/* What is known as `answer.known_answer` keeps it: the code of the answer, or its words. */
const char *known_value(const KnownAnswer *known);

#endif
