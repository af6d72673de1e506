/* One entry of the journal: its hash, and writing it. */
#ifndef ENTENTE_STORE_ENTRY_H
#define ENTENTE_STORE_ENTRY_H

#include "store/store_private.h"

#define ENTRY_FIRST_HASH "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct {
    const char *at;
    const char *officer;
    gint64 site;
    const char *kind;
    const char *what;
    const char *record; /* NULL: about none; then record_id is not written either */
    gint64 record_id;
    gint64 undoes; /* 0: none */
    const void *changeset;
    int changeset_size;
} Entry;

/* SHA-256 in hex over `before`, a newline, and the fields in the order of the table: each as
 * `<bytes>:<text>;`, `~;` for NULL. (transfer full) */
char *entry_hash(const char *before, const Entry *entry);
/* Adds the entry at the end of the chain, and journal_record for the rows in its changeset. Inside a
 * transaction. */
bool entry_write(Store *store, const Entry *entry, gint64 *id, GError **error);
/* Has ready what entry_write needs. Outside of a transaction. */
void entry_prepare(Store *store);

#endif
