/*
 * The one way to write.
 *
 * A change is a transaction (BEGIN IMMEDIATE) recorded by SQLite's session extension. Committing it stores
 * the changeset in the journal with time, officer, words, record and the hash chain; abandoning it leaves
 * nothing. Only one change is open at a time.
 */
#ifndef ENTENTE_STORE_CHANGE_H
#define ENTENTE_STORE_CHANGE_H

#include "store/record.h"

typedef struct Change Change;

/* Opens a change. `what` says in words what is done ("Agreement AGR-2026-014 changed"). ERROR_READ_ONLY, or
 * ERROR_BUSY after the waiting time, naming what to do. */
Change *change_open(Store *store, const char *what, GError **error);
/* Reads and prepares what changes of records of `table` will need, so that the first change of a session
 * costs no more than the next: for when no key waits. True while there is more to do, because a key came. */
bool change_prepare(Store *store, const char *table);
/* The kind written to the journal: "change" by default, "import", "demo", "open", "reveal". */
void change_set_kind(Change *change, const char *kind);
/* Says in other words what is done, once it is known (the reference of a new record, for instance). */
void change_set_words(Change *change, const char *what);
/* The record that the entry is about; without it, the first record touched. */
void change_set_record(Change *change, const char *record, gint64 id);

/* With false, what is written from now on is in no changeset: it cannot be undone and the history does not
 * tell it. For purging alone, where the journal may not keep what goes. */
void change_set_recorded(Change *change, bool recorded);

/* Inserts the record: gives it its id (and the trigger its reference), which are set in `record`. */
bool change_insert(Change *change, Record *record, GError **error);
/* Writes the columns in which `after` differs from `before`. ERROR_CONFLICT when the record in the file
 * differs from `before` in any of ITS columns (someone else saved since): nothing is written then, and the
 * caller can read the record again to show both. */
bool change_update(Change *change, const Record *before, const Record *after, GError **error);
bool change_delete(Change *change, const char *table, gint64 id, GError **error);
/* Runs one writing statement with values bound from pairs ":name", value, ... ended by NULL. For what the
 * three above cannot say. */
bool change_run(Change *change, GError **error, const char *sql, ...) G_GNUC_NULL_TERMINATED;
/* The same with the pairs in an array that ends with NULL; a value may be NULL, a name not. */
bool change_run_pairs(Change *change, const char *sql, const char *const *pairs, GError **error);
/* Runs a script of several statements without values (the demonstration office). After it, the id counters
 * are brought up to date. */
bool change_script(Change *change, const char *name, const char *sql, GError **error);

/* Stores the journal entry and commits. A change that touched nothing commits nothing and writes no entry. On
 * failure everything is rolled back. Frees `change` either way. `entry` (may be NULL) gets the journal id, 0
 * when nothing changed. */
bool change_commit(Change *change, gint64 *entry, GError **error);
/* The column at fault in the error that this change failed with, so that a form can put the cursor there;
 * NULL when it is not one column. Interned. */
const char *change_column(const Change *change);
/* Rolls back and frees. NULL is fine. */
void change_abandon(Change *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Change, change_abandon)

#endif
