/* What the modules of the store share: the open file and its cache of statements. */
#ifndef ENTENTE_STORE_PRIVATE_H
#define ENTENTE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "base/error.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/held_views.h"
#include "store/record.h"
#include "store/store.h"
#include "store/trouble.h"
#include "store/wal_head.h"

enum {
    SITE_SHIFT = 40, /* record id: site << 40 | counter */
    KIND_SHIFT = 56, /* id in the search index: kind's number << 56 | record id */
};

typedef struct {
    char *name;
    bool required; /* NOT NULL, no default, not the key */
} ColumnInfo;

/* A foreign key of a record table, one column wide. */
typedef struct {
    const char *column; /* interned, as all texts here */
    const char *parent;
    const char *parent_column;
    bool part; /* ON DELETE CASCADE: the row lives and dies with the parent */
} LinkInfo;

struct Store {
    sqlite3 *db;
    char *path;
    char *officer;
    guint site;
    int version;
    char *read_only;          /* the sentence; NULL when it can be written */
    GArray *kinds;            /* RecordKind, by number */
    GHashTable *kind_places;  /* record table -> its place, from 1; NULL until kinds_place */
    GHashTable *links;        /* record table -> GArray of LinkInfo */
    GHashTable *columns;      /* table -> GPtrArray of ColumnInfo */
    GHashTable *group_counts; /* of found.c: how often groups of letters were seen */
    HeldViews *held;
    GHashTable *statements; /* SQL as it was asked for -> its place in `idle` */
    GHashTable *asked;      /* statement -> that SQL, of those that were prepared with held views in front */
    GQueue *idle;           /* idle statements, least lately used first */
    Change *change;         /* the open one */
    bool texts_later;       /* a save may leave texts of other records to search_catch_up */
    bool texts_left;        /* and has */
    const char *prepared;   /* interned: the table that change_prepare was last called for */
    gint64 known_entry;     /* an entry of the journal, which never changes, and its hash; 0: none yet */
    char *known_hash;
    gint64 bulk_cache;        /* the cache to go back to after bulk_begin (store/bulk.h); 0: no bulk */
    char *bulk_indexes;       /* set aside for that long, as SQL; NULL: none */
    char *bulk_words;         /* and the triggers of the index of words */
    int (*watch)(void *data); /* asked during long work instead; NULL: none is done */
    void *watch_data;
    StoreProgress progress; /* while the file is brought up to date; may be NULL */
    gpointer progress_data;
    int percent;    /* last told */
    bool given_up;  /* because progress said so */
    gint64 commits; /* made here: the pragma counts only those of others */
    gint64 others;  /* what the pragma said last */
    WalHead wal;
    bool (*poll)(gpointer data);
    gpointer poll_data;
    guint ticks; /* left to a bounded reading; 0: it is not bounded */
    bool bound_reached;
};

/* --- store.c */

/* Off: a key does not end what is read now, because half of it would be taken for the whole. On again has no
 * effect inside a transaction. */
void store_listen(Store *store, bool on);
/* Long work that may be given up, writing too: `watch` is asked every two thousand steps, and not 0 ends the
 * statement. NULL ends it. */
void store_watch(Store *store, int (*watch)(void *data), void *data);
/* Whether a key waits that ends what is read: for work that is none of SQLite's steps. */
bool store_is_called(Store *store);
/* What is read from here on is given up as if a key had come after about so many steps of SQLite. */
void store_bound(Store *store, guint steps);
/* Takes the bound away and says whether it was reached. */
bool store_unbound(Store *store);
/* BEGIN IMMEDIATE with the interrupt off; ERROR_READ_ONLY or ERROR_BUSY in words. */
bool store_begin(Store *store, GError **error);
/* Commits, or rolls back (also when the commit fails), and puts the interrupt back. */
bool store_end(Store *store, bool commit, GError **error);
bool store_execute(Store *store, const char *sql, GError **error);
/* Runs the statements of a file inside the open transaction, which they cannot end. The message names the
 * file. */
bool store_script(Store *store, const char *name, const char *sql, GError **error);
/* Sets `error` in words; ERROR_INTERRUPTED where a key came. Always false. */
bool store_trouble(Store *store, int code, GError **error);
/* Tells whoever opened the file how far it is; false with `error` when it is to be given up. */
bool store_tell(Store *store, int percent, GError **error);
/* Now in UTC, to the millisecond, as the journal has it. (transfer full) */
char *store_now(void);

/* --- statement.c: statements kept for their next use */

/* A statement of that SQL, reset and without values. It may name held views. */
sqlite3_stmt *statement_take(Store *store, const char *sql, GError **error);
/* Gives it back. NULL is fine. */
void statement_give(Store *store, sqlite3_stmt *statement);
void statement_drop_all(Store *store);
/* The SQL as it was asked for. */
const char *statement_sql(const Store *store, sqlite3_stmt *statement);
void statement_bind_text(sqlite3_stmt *statement, const char *name, const char *value);
void statement_bind_int(sqlite3_stmt *statement, const char *name, gint64 value);
/* Steps a statement that gives no row, and gives it back. */
bool statement_finish(Store *store, sqlite3_stmt *statement, GError **error);
/* Has a statement ready for its first use. */
void statement_prepare(Store *store, const char *sql);
/* Runs a statement without values that will be run again. */
bool statement_run(Store *store, const char *sql, GError **error);
/* Text of a column as it can be bound again without loss: real numbers with all their digits. NULL for NULL.
 * (transfer full) */
char *statement_column(sqlite3_stmt *statement, int column);

/* --- schema.c: tables, columns, record kinds */

GPtrArray *schema_table(Store *store, const char *table); /* ColumnInfo; NULL when there is none */
void schema_forget(Store *store);
/* True for [A-Za-z_][A-Za-z0-9_]* of at most 64 bytes: safe inside double quotes. */
bool schema_plain_name(const char *name);
/* Puts the record tables into an order, those that refer before those that they refer to. */
void kinds_place(Store *store);
/* Its place in that order, from 1; 0: no record table. After kinds_place. */
guint kind_place(const Store *store, const char *record);
bool kinds_read(Store *store, GError **error);
const GArray *kind_links(Store *store, const char *record); /* LinkInfo */
const RecordKind *kind_by_number(const Store *store, int number);
gint64 kind_search_id(const RecordKind *kind, gint64 id);

/* --- record.c */

void record_set_id(Record *record, gint64 id);
/* Reads all columns of the record whose table and id are set. ERROR_NOT_FOUND when there is none. */
bool record_fill(Store *store, Record *record, GError **error);

/* --- upgrade.c */

/* Newest schema version that the built-in migrations and those of `folder` lead to; -1 with `error`. */
int upgrade_known_version(const char *folder, GError **error);
/* Brings schema, reference data, views, triggers and search index up to date in one transaction; does nothing
 * when they are. */
bool upgrade_run(Store *store, const char *folder, bool fresh, GError **error);

/* --- reference_load.c: the CSVs of db/reference, those that are newer than what the file has */
bool reference_load(Store *store, GError **error);

/* --- search_text.c, draining and filling inside a transaction */
bool search_drain(Store *store, GError **error);
/* The same for a save: where many texts changed and may wait, that of the record `own` alone (its id in the
 * search index; 0: none). */
bool search_drain_save(Store *store, gint64 own, GError **error);
/* Has ready what search_drain needs after a change of one record of that kind. */
void search_prepare(Store *store, const char *table);
/* Folds everything anew. `progress` (may be NULL) is told how many texts of how many, and gives up with
 * false.
 */
bool search_fill(Store *store, bool (*progress)(Store *store, gint64 done, gint64 all), GError **error);
/* What comes in batches is merged again and again in the index of words. For much: takes away the triggers
 * that keep it, gives in `laying` (transfer full) what puts them back, and then fills it from the texts in
 * one piece. */
bool search_index_set_aside(Store *store, char **laying, GError **error);
bool search_index_put_back(Store *store, const char *laying, GError **error);

#endif
