/* One record as the form, the import and the export see it: columns by name, values as text (NULL is no
 * value). */
#ifndef ENTENTE_STORE_RECORD_H
#define ENTENTE_STORE_RECORD_H

#include "store/store.h"

typedef struct Record Record;

/* An empty record of the table; id 0 until it is inserted. (transfer full) */
Record *record_new(const char *table);
Record *record_copy(const Record *record);
void record_free(Record *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Record, record_free)

/* Reads all columns of a record, of its table. ERROR_NOT_FOUND when there is none. (transfer full) */
Record *record_read(Store *store, const char *table, gint64 id, GError **error);

/* The record kind and id behind a reference such as AGR-2026-014 (any case). ERROR_NOT_FOUND otherwise.
 * `record` is interned text. */
bool record_find_ref(Store *store, const char *ref, const char **record, gint64 *id, GError **error);

const char *record_table(const Record *record);
gint64 record_id(const Record *record);
const char *record_get(const Record *record, const char *column);       /* NULL for NULL or no such column */
void record_set(Record *record, const char *column, const char *value); /* NULL or "" becomes NULL */
guint record_count(const Record *record);
const char *record_column(const Record *record, guint index);

/* Another number whenever a value was put into this record. */
guint record_edition(const Record *record);
/* The same id, columns in the same order, and values. */
bool record_equal(const Record *one, const Record *other);
/* Columns in which two records differ. (transfer full) (element-type utf8, owned by the records) */
GPtrArray *record_differences(const Record *before, const Record *after);

/* "AGR-2026-014 Airport trial": what a person calls the record (reference, then name or title). Text for a
 * lost record too. (transfer full) */
char *record_title(Store *store, const char *table, gint64 id);

typedef struct {
    const char *name;       /* table: "agreement" */
    int number;             /* part of its id in the search index */
    const char *prefix;     /* "AGR", or NULL */
    const char *label;      /* "Agreement" */
    const char *label_many; /* "Agreements" */
    const char *screen;     /* name of the screen that shows it, or NULL */
} RecordKind;

/* All record kinds of the file, in the order of their numbers; owned by the store, read once at opening. */
const RecordKind *store_record_kinds(const Store *store, guint *count);
const RecordKind *store_record_kind(const Store *store, const char *name); /* NULL when there is none */

#endif
