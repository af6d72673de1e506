/* The demonstration office: made-up people, projects and agreements, laid relative to the day they are made.
 */
#ifndef ENTENTE_STORE_DEMO_H
#define ENTENTE_STORE_DEMO_H

#include "store/store.h"

/* Fills an empty office from db/demo. The same `seed` on the same day gives the same office, to the byte of
 * every record. ERROR_REFUSED when the file already has records. */
bool demo_fill(Store *store, guint seed, GError **error);

#endif
