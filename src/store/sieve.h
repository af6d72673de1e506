/*
 * The rows that pass the tests of a narrowing, as sets of ids: each test is read along an index of its own, a
 * slice at a time and the rarest first, and what cannot be read so, or only at greater cost than its rows are
 * tested for, is left to be tested row by row. A sieve is of the file at one moment: who keeps it asks
 * store_data_version.
 */
#ifndef ENTENTE_STORE_SIEVE_H
#define ENTENTE_STORE_SIEVE_H

#include "store/narrowing_private.h"
#include "store/record.h"

typedef struct Sieve Sieve;

/* Of the source's rows, which are records of that kind (NULL: of none). The narrowing is borrowed and must
 * outlive the sieve. NULL with `error`. */
Sieve *sieve_new(Store *store, const char *source, const RecordKind *kind, const Narrowing *narrowing,
                 GError **error);
void sieve_free(Sieve *sieve);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sieve, sieve_free)

/* Reads until the rarest test is read; then the others. ERROR_INTERRUPTED when a key came and, where one
 * could come, a few times a second, so that it can be shown how far it is: most of what was read stays. */
bool sieve_begin(Sieve *sieve, GError **error);
bool sieve_read(Sieve *sieve, GError **error);

/* How much of all tests is read, as far as one can tell: 0 to 100. */
int sieve_percent(const Sieve *sieve);

/* Tests every row that is let through for the rest, in the order of the ids, which costs much less than
 * meeting them in another: then nothing is left to be asked. Only with sieve_most >= 0; interrupted as
 * sieve_read. */
bool sieve_test(Sieve *sieve, GError **error);

/* These after any of them. */

/* Whether there is anything left to read. */
bool sieve_is_read(const Sieve *sieve);

/* Whether any test could be read at all. */
bool sieve_helps(const Sieve *sieve);
/* What a row that is let through has still to be asked, in SQL; NULL: nothing. (transfer full) */
char *sieve_rest(const Sieve *sieve);
bool sieve_has(const Sieve *sieve, gint64 id);
/* The lowest id above `after` that is let through; false at the end. Only with sieve_most >= 0. */
bool sieve_next(const Sieve *sieve, gint64 after, gint64 *id);
/* No more than so many are let through; -1: nobody knows. */
gint64 sieve_most(const Sieve *sieve);

#endif
