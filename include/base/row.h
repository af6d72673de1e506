/* One row of a list, as it travels from the file to the terminal: neither side needs to know the other. */
#ifndef ENTENTE_BASE_ROW_H
#define ENTENTE_BASE_ROW_H

#include <glib.h>
#include <stdbool.h>

/* No find and no narrowed list is counted further while an officer waits: whoever has more matches than this
 * narrows on and does not read the number. A whole list is counted along an index, and so a little further.
 */
enum { ROW_COUNT_MOST = 1000, ROW_TOTAL_MOST = 9999 };

typedef struct {
    gint64 id;    /* the record */
    char *key;    /* value of the column that the list is sorted by; NULL where it is NULL */
    guint count;  /* cells */
    char **cells; /* texts, one per column asked for; NULL where the value is NULL; NULL-terminated one past
                     `count` */
} Row;

/* A row of `count` empty cells. (transfer full) */
Row *row_new(gint64 id, guint count);
Row *row_copy(const Row *row);
void row_free(Row *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Row, row_free)

/* An empty array that owns its rows. (transfer full) */
GPtrArray *row_array_new(void);

/* "1000+" with `more`, else the number. (transfer full) */
char *row_count_text(gint64 count, bool more);

#endif
