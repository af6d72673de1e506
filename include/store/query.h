/* Reading: a prepared statement with named values. The SQL stands in db/ or beside the one function that runs
 * it. */
#ifndef ENTENTE_STORE_QUERY_H
#define ENTENTE_STORE_QUERY_H

#include "store/store.h"

typedef struct Query Query;

/* Prepares `sql` (one statement; kept in the store's cache of prepared statements). Reading only: a statement
 * that would write is an error. */
Query *query_new(Store *store, const char *sql, GError **error);
void query_free(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)

/* Binds a value to ":name". NULL text binds NULL. A name that the statement lacks is ignored: one set of
 * values may serve several statements. */
void query_bind_text(Query *query, const char *name, const char *value);
void query_bind_int(Query *query, const char *name, gint64 value);

/* Steps to the next row. False at the end (error unset) or on failure (error set). */
bool query_next(Query *query, GError **error);

int query_columns(const Query *query);
const char *query_column_name(const Query *query, int column);
bool query_is_null(const Query *query, int column);
const char *query_text(Query *query, int column); /* NULL for NULL; valid until the next step */
gint64 query_int(Query *query, int column);       /* 0 for NULL */
double query_double(Query *query, int column);
/* Bytes of a BLOB, `*size` of them; NULL for NULL. Valid until the next step. */
const void *query_blob(Query *query, int column, int *size);

/* First column of the first row of `sql` with :id bound to `id` (and nothing else), or NULL where there is
 * none. (transfer full) */
char *query_one_text(Store *store, const char *sql, gint64 id, GError **error);
gint64 query_one_int(Store *store, const char *sql, gint64 id, gint64 fallback);

/* True when the statement's name is that of a table or view with such a column; used by checks of screen
 * files. */
bool schema_has_table(Store *store, const char *table);
bool schema_has_column(Store *store, const char *table, const char *column);
/* Names of the columns of a table or view, in their order. (transfer full) (element-type utf8) */
GPtrArray *schema_columns(Store *store, const char *table);
/* True when the column is declared NOT NULL without a default and is not the primary key: a form must ask for
 * it. */
bool schema_column_required(Store *store, const char *table, const char *column);

#endif
