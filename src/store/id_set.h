/* A set of record ids as bits, a piece for each 65,536 ids that it has any of. */
#ifndef ENTENTE_STORE_ID_SET_H
#define ENTENTE_STORE_ID_SET_H

#include <glib.h>
#include <stdbool.h>

typedef struct IdSet IdSet;

IdSet *id_set_new(void);
void id_set_free(IdSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IdSet, id_set_free)

void id_set_put(IdSet *set, gint64 id);
void id_set_drop(IdSet *set, gint64 id);
bool id_set_has(const IdSet *set, gint64 id);
gint64 id_set_count(const IdSet *set);
/* How many ids the pieces that it has could hold. */
gint64 id_set_span(const IdSet *set);
/* At most `most` ids above `after`, ascending; or below `before`, descending (element-type gint64). (transfer
 * full) */
GArray *id_set_after(const IdSet *set, gint64 after, guint most);
GArray *id_set_before(const IdSet *set, gint64 before, guint most);
/* The lowest id above `after` in `*id`; false where there is none. */
bool id_set_next(const IdSet *set, gint64 after, gint64 *id);

#endif
