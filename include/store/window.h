/*
 * A window over a list view: rows read by key in either direction, never by offset, never counted before they
 * are shown. The order is one column and then the id; NULLs stand last in ascending order and first in
 * descending order.
 */
#ifndef ENTENTE_STORE_WINDOW_H
#define ENTENTE_STORE_WINDOW_H

#include "base/row.h"
#include "store/narrowing.h"
#include "store/store.h"

typedef struct Window Window;

/* A window over `source` (a view or table with a column `id`) that reads `columns` (NULL-terminated) into the
 * rows' cells. Identifiers are held against the schema. */
Window *window_new(Store *store, const char *source, const char *const *columns, GError **error);
void window_free(Window *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Window, window_free)

/* `field` is a column of the source, or NULL for the id alone. */
bool window_set_order(Window *window, const char *field, bool descending, GError **error);
/* Only rows that pass all its tests; NULL, or one without tests, takes them away. (transfer full) */
void window_set_narrowing(Window *window, Narrowing *narrowing);
/* One test in SQL made of checked identifiers, with the values for :c1, :c2, ... in `values`. NULL takes it
 * away. Copies both. */
void window_set_where(Window *window, const char *sql, const char *const *values);
/* The rows of the source are reckoned, so that none is found again by its id at little cost: where they are
 * sorted, their columns are read with the keys. Has no effect where the source shows a record kind. */
void window_set_reckoned(Window *window, bool reckoned);
/* Only the rows of `view` (id, key). It gives each id once and with it the value that `field` has in the
 * source (NULL: the id orders, and the keys are NULL); in that order it is read instead of the source, so it
 * should stand on an index. NULL takes it away. */
bool window_set_along(Window *window, const char *view, const char *field, GError **error);
/* Only records whose searchable text contains all words of `typed` (folded). `record` names the record kind.
 * NULL or "" takes it away. The order is walked a little way first, which is enough for frequent words; for
 * rare ones the index is asked, for those in between all texts are read once. */
void window_set_find(Window *window, const char *record, const char *typed);

/* Up to `limit` rows after (`backward`: before) `from`, nearest first; from the first (last) row when `from`
 * is NULL; including `from`'s own place with `inclusive`. Appends to `rows`. ERROR_INTERRUPTED when a key
 * came. */
bool window_read(Window *window, const Row *from, bool backward, bool inclusive, guint limit, GPtrArray *rows,
                 GError **error);
/* After ERROR_INTERRUPTED, how far the tests of a narrowing are read: 0 to 99; -1 where nobody knows. */
int window_progress(const Window *window);
/* The row of one record with its key, or NULL when it is not in the window's selection. (transfer full) */
Row *window_find_id(Window *window, gint64 id, GError **error);
/* First row whose key is >= `key` in the window's order; NULL past the end. (transfer full) */
Row *window_seek(Window *window, const char *key, GError **error);
/* Rows of the selection, counted no further than `most` (negative: all); `*more` (may be NULL): there are
 * more than the number says. -1 with ERROR_INTERRUPTED when a key came. */
gint64 window_count(Window *window, gint64 most, bool *more, GError **error);
/* Rows without any selection, counted as by window_count. A source X_list shows every row of the record kind
 * X once, and is counted there. */
gint64 window_count_all(Window *window, gint64 most, bool *more, GError **error);

#endif
