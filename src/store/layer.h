/* One test of a sieve: the ids of the rows that pass it, read along an index a slice at a time. */
#ifndef ENTENTE_STORE_LAYER_H
#define ENTENTE_STORE_LAYER_H

#include "store/narrowing_private.h"
#include "store/record.h"

typedef struct Layer Layer;

/* All are borrowed and must outlive the layer; `kind` may be NULL. NULL with `error`. */
Layer *layer_new(Store *store, const char *source, const RecordKind *kind, const Narrowing *narrowing,
                 const NarrowTest *test, GError **error);
void layer_free(Layer *layer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layer, layer_free)

/* How its rows are found: not at all but by testing each; by its index, in slices; by the index of words, at
 * once and with rows among them that do not pass. */
typedef enum { LAYER_TESTS, LAYER_SLICES, LAYER_WORDS } LayerWay;

/* May change to LAYER_TESTS with a slice. */
LayerWay layer_way(const Layer *layer);
/* Reads one slice. ERROR_INTERRUPTED when a key came. */
bool layer_read(Layer *layer, GError **error);
/* Lets go of the file; a slice that cannot be gone on with is read again from its beginning. */
void layer_pause(Layer *layer);
/* It costs more than it helps: its rows are tested. */
void layer_give_up(Layer *layer);

/* Whether a pause costs nothing: it goes on where it stood. */
bool layer_can_pause(const Layer *layer);
/* How much of it is read, as far as one can tell: 0 to 100. */
int layer_percent(const Layer *layer);
const char *layer_sql(const Layer *layer); /* its test */
bool layer_is_whole(const Layer *layer);
guint layer_read_so_far(const Layer *layer); /* rows */

/* These of one that is whole. */

bool layer_has(const Layer *layer, gint64 id);
/* Rows that it lets through; -1 where only the others were read. */
gint64 layer_count(const Layer *layer);
/* The lowest id above `after`; only where the count is known. */
bool layer_next(const Layer *layer, gint64 after, gint64 *id);

#endif
