/* Reading the changesets of SQLite's session extension: which rows, which columns, whose parts. */
#ifndef ENTENTE_STORE_CHANGESET_H
#define ENTENTE_STORE_CHANGESET_H

#include "store/changeset_bytes.h"

/* What a table's columns mean for history: its names in the order of the changeset, and where its owners
 * stand. */
typedef struct {
    const char *table;  /* interned */
    GPtrArray *columns; /* char * */
    int id_column;
    int record_column; /* polymorphic owner (alignment, document): columns `record` and `record_id`; -1 where
                          there is none */
    int record_id_column;
    GArray *owners; /* Owner: parts name the record that they live and die with */
} TableShape;

typedef struct {
    int column;
    const char *record; /* interned */
} Owner;

typedef struct Changes Changes;

/* Begins to read; the bytes stay the caller's and must live as long. */
Changes *changes_open(Store *store, const void *bytes, int size);
void changes_close(Changes *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Changes, changes_close)
/* The next row; false at the end, or with `error`. */
bool changes_next(Changes *changes, GError **error);

const TableShape *changes_shape(const Changes *changes);
int changes_operation(const Changes *changes); /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
gint64 changes_id(const Changes *changes);
/* Values before and after; NULL where the change does not hold one. */
const ChangeValue *changes_old(const Changes *changes, int column);
const ChangeValue *changes_new(const Changes *changes, int column);

/* Calls `each` for the row's record and for every owner that it has or had. Stops at false. */
typedef bool (*RecordSeen)(const char *record, gint64 id, gpointer data, GError **error);
bool changes_each_record(Changes *changes, RecordSeen each, gpointer data, GError **error);

/* Of the changeset that the entry of the journal has, those changes alone that hold one of `ids` (a set of
 * gint64) in any column, whatever the table. It is read a stretch at a time: an import makes one of many
 * megabytes. NULL where it cannot be read. (transfer full) */
GByteArray *changeset_naming(Store *store, gint64 entry, const GHashTable *ids);
/* Puts the tables of a changeset into the order of kinds_place, where it stands. False where the bytes are
 * not understood: then it is as it was. */
bool changeset_put_in_order(Store *store, void *bytes, int size);

/* Shape of a table, owned by `shapes` (made by shapes_new). */
GHashTable *shapes_new(void);
const TableShape *shape_of(Store *store, GHashTable *shapes, const char *table);

#endif
