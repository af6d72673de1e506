/* A changeset's bytes as SQLite 3 lays them down, walked once and in order: an entry of a bulk change has
 * millions of values, most of which nobody asks for. */
#ifndef ENTENTE_STORE_CHANGESET_BYTES_H
#define ENTENTE_STORE_CHANGESET_BYTES_H

#include "store/store_private.h"

/* A value where it stands: a byte for its kind, then the value. */
typedef guint8 ChangeValue;

typedef enum { CHANGESET_END, CHANGESET_TABLE, CHANGESET_ROW, CHANGESET_BROKEN } ChangesetStep;

typedef struct {
    const guint8 *at, *end; /* the caller sets both */
    const guint8 *from;     /* where the heading or row at hand begins; it ends at `at` */
    const char *table;
    gsize columns;
    int operation;              /* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
    const ChangeValue **values; /* of the row: before, then after; NULL where it does not hold one */
} ChangesetBytes;

/* The next heading of a table, or the next row of it. */
ChangesetStep changeset_bytes_next(ChangesetBytes *bytes);
/* What the walk keeps; the bytes stay the caller's. */
void changeset_bytes_clear(ChangesetBytes *bytes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChangesetBytes, changeset_bytes_clear)

/* SQLITE_NULL, SQLITE_INTEGER, ... */
int change_value_type(const ChangeValue *value);
/* 0 unless it is an integer. */
gint64 change_value_int(const ChangeValue *value);
/* As SQLite writes it; NULL for NULL and where there is no value. (transfer full) */
char *change_value_text(const ChangeValue *value);
/* As it was; NULL where there is no value. */
void change_value_bind(sqlite3_stmt *statement, const char *name, const ChangeValue *value);

#endif
