#include "base/row.h"

Row *row_new(gint64 id, guint count)
{
    Row *row = g_new0(Row, 1);
    row->id = id;
    row->count = count;
    row->cells = g_new0(char *, (gsize)count + 1);
    return row;
}

Row *row_copy(const Row *row)
{
    if (!row)
        return NULL;
    Row *copy = row_new(row->id, row->count);
    copy->key = g_strdup(row->key);
    for (guint i = 0; i < row->count; i++)
        copy->cells[i] = g_strdup(row->cells[i]);
    return copy;
}

void row_free(Row *row)
{
    if (!row)
        return;
    /* Not g_strfreev: a NULL value in the middle is no end. */
    for (guint i = 0; i < row->count; i++)
        g_free(row->cells[i]);
    g_free(row->cells);
    g_free(row->key);
    g_free(row);
}

static void free_row(gpointer row)
{
    row_free(row);
}

GPtrArray *row_array_new(void)
{
    return g_ptr_array_new_with_free_func(free_row);
}

char *row_count_text(gint64 count, bool more)
{
    return g_strdup_printf("%" G_GINT64_FORMAT "%s", count, more ? "+" : "");
}
