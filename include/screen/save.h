/* Saving what a form or an import holds, as one change with words: the rules that every way of entering
 * shares. */
#ifndef ENTENTE_SCREEN_SAVE_H
#define ENTENTE_SCREEN_SAVE_H

#include "screen/screen.h"
#include "store/change.h"

/*
 * Checks that required fields (that are shown) have values: false with ERROR_INPUT naming the first, its
 * index in `screen->fields` in `*field`.
 */
bool save_check(const ScreenDef *screen, const Record *record, guint *field, GError **error);

/* Reads a record with what its `links` fields hold (ids as in value_links_read). (transfer full) */
Record *save_read(const ScreenDef *screen, Store *store, gint64 id, GError **error);

/* Brings what the `links` fields of a record hold into the order in which save_read gives it, so that two
 * records can be compared. */
void save_tidy(const ScreenDef *screen, Record *record);

/* "Agreement AGR-2026-014", "Officer Ana Ruiz": what journal and messages call a record. (transfer full) */
char *save_name(Store *store, const char *table, gint64 id);

/*
 * Writes `after` inside an open change, as save_record does; for work that saves several records at once.
 * `before` holds its `links` too (save_read).
 */
bool save_write(const ScreenDef *screen, Store *store, Change *change, const Record *before, Record *after,
                GError **error);

/*
 * Saves `after` as one change ("Agreement AGR-2026-014 changed: Ends, US share"), a new record when `before`
 * is NULL; `links` fields are written to their joining tables. `after` gets id and all columns as they now
 * stand. ERROR_CONFLICT as change_update. ERROR_REFUSED carries the database's own words.
 */
bool save_record(const ScreenDef *screen, Store *store, const Record *before, Record *after, GError **error);

/* Removes records within a change that is open. */
bool save_remove(const ScreenDef *screen, Change *change, const gint64 *ids, guint count, GError **error);
/* Deletes records as one change with words. ERROR_REFUSED names what still hangs on them. */
bool save_delete(const ScreenDef *screen, Store *store, const gint64 *ids, guint count, GError **error);

#endif
