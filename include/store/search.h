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

/* Up to `limit` records that contain every word of `typed`; of one kind when `record` is not NULL. (transfer
 * full) (element-type SearchHit) */
GPtrArray *search_find(Store *store, const char *record, const char *typed, guint limit, GError **error);

/* Folds again the text of records that changed since (search_dirty). The store calls it at each commit; here
 * for a file that other programs wrote to. */
bool search_refresh(Store *store, GError **error);
/* Builds the whole index again. */
bool search_rebuild(Store *store, GError **error);

#endif
