/*
 * Texts of agreements: put together from the clause library, kept by version, compared. Which articles an
 * instrument has stands in template_topic, which clause an article takes in the view template_clause
 * (db/lists/drafting.sql).
 */
#ifndef ENTENTE_RULES_DRAFTING_H
#define ENTENTE_RULES_DRAFTING_H

#include "document/document.h"
#include "document/merge.h"
#include "store/store.h"

/*
 * Makes the next version of the agreement's text from the approved wordings of the library, fields merged, as
 * one change; `*version` is its number. An earlier version stays as it was. An article without a clause is
 * left out and named in `merge->problems`, as is each field without a value (it stays in the text as
 * {{...}}). ERROR_REFUSED for a kind of agreement that has no set of articles, or when the library has none
 * of them.
 */
bool drafting_assemble(Store *store, gint64 agreement, const Merge *merge, int *version, GError **error);

/* Keeps the newest version as it is and goes on in a copy of it, in which fields that were open are merged
 * again. `note` says why (may be NULL). ERROR_NOT_FOUND when there is no text yet. */
bool drafting_keep(Store *store, gint64 agreement, const char *note, const Merge *merge, int *version,
                   GError **error);

/* The number of the newest version, 0 when there is no text. */
int drafting_newest(Store *store, gint64 agreement);

/* One version as a document; `version` 0 is the newest. Fields still open are named in `merge->problems`,
 * with why they have no value, or that they have one now (`merge` may be NULL). ERROR_NOT_FOUND when there is
 * no such version. (transfer full) */
Document *drafting_text(Store *store, gint64 agreement, int version, const Merge *merge, GError **error);

/* Version `to` (0: the newest) with what changed against `from` marked, article by article and word by word.
 * (transfer full) */
Document *drafting_comparison(Store *store, gint64 agreement, int from, int to, GError **error);

#endif
