/* Find anywhere: records of every kind by words of their text. */
#ifndef ENTENTE_STORE_SEARCH_H
#define ENTENTE_STORE_SEARCH_H

#include "store/store.h"

typedef struct {
    const char *record; /* interned */
    gint64 id;
    char *title;
} SearchHit;

void search_hit_free(SearchHit *hit);

/* Up to `limit` records that contain every word of `typed`; of one kind when `record` is not NULL. Words are
 * matched as window_set_find does. Of the newest few hundred those come first whose title begins with the
 * first word. ERROR_INTERRUPTED when a key came. (transfer full) (element-type SearchHit) */
GPtrArray *search_find(Store *store, const char *record, const char *typed, guint limit, GError **error);

/* Folds again the text of records that changed since (search_dirty). The store calls it at each commit; here
 * for a file that other programs wrote to. */
bool search_refresh(Store *store, GError **error);
/* With true, a change after which more than a hundred texts are to be folded (a partner's new name stands in
 * those of all its visits) folds that of its own record alone: for a program that calls search_catch_up while
 * no key waits. What is left when it ends is folded when the file is opened next. */
void search_set_later(Store *store, bool later);
/* Whether a change has left texts, so that a find may miss what they say now. */
bool search_is_behind(const Store *store);
/* Folds a hundred of them. True when that went well and more are left; false at the end, with which the data
 * version moves on, and when another officer is writing just now. */
bool search_catch_up(Store *store);
/* Builds the whole index again. */
bool search_rebuild(Store *store, GError **error);

#endif
