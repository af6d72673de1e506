#include "tui/rows.h"

void rows_init(Rows *rows, const ListSource *source)
{
    *rows = (Rows){.source = source, .rows = row_array_new()};
}

void rows_clear(Rows *rows)
{
    g_ptr_array_free(rows->rows, TRUE);
}

const Row *rows_at(const Rows *rows, guint index)
{
    return index < rows->rows->len ? g_ptr_array_index(rows->rows, index) : NULL;
}

int rows_index(const Rows *rows, gint64 id)
{
    for (guint i = 0; i < rows->rows->len; i++) {
        if (rows_at(rows, i)->id == id)
            return (int)i;
    }
    return -1;
}

static bool source_read(const Rows *rows, const Row *from, bool backward, bool inclusive, guint limit,
                        GPtrArray *into, GError **error)
{
    return limit == 0 ||
           rows->source->read(rows->source->self, from, backward, inclusive, limit, into, error);
}

static void rows_replace(Rows *rows, GPtrArray *by, bool at_start, bool at_end)
{
    g_ptr_array_free(rows->rows, TRUE);
    rows->rows = by;
    rows->at_start = at_start;
    rows->at_end = at_end;
    rows->reading++;
}

/* Turns rows that were read backward into the order of the list. */
static void reverse(GPtrArray *rows)
{
    for (guint i = 0, k = rows->len; i + 1 < k; i++) {
        k--;
        gpointer held = rows->pdata[i];
        rows->pdata[i] = rows->pdata[k];
        rows->pdata[k] = held;
    }
}

/* Moves all rows of `from` behind those of `to`. */
static void append_all(GPtrArray *to, GPtrArray *from)
{
    g_ptr_array_set_free_func(from, NULL);
    for (guint i = 0; i < from->len; i++)
        g_ptr_array_add(to, g_ptr_array_index(from, i));
    g_ptr_array_set_size(from, 0);
}

bool rows_read_first(Rows *rows, guint limit, GError **error)
{
    g_autoptr(GPtrArray) read = row_array_new();
    if (!source_read(rows, NULL, false, false, limit, read, error))
        return false;
    const bool all = read->len < limit;
    rows_replace(rows, g_steal_pointer(&read), true, all);
    return true;
}

bool rows_read_last(Rows *rows, guint limit, GError **error)
{
    g_autoptr(GPtrArray) read = row_array_new();
    if (!source_read(rows, NULL, true, false, limit, read, error))
        return false;
    const bool all = read->len < limit;
    reverse(read);
    rows_replace(rows, g_steal_pointer(&read), all, true);
    return true;
}

bool rows_read_around(Rows *rows, const Row *from, guint before, guint after, int *index, GError **error)
{
    g_autoptr(GPtrArray) above = row_array_new();
    g_autoptr(GPtrArray) below = row_array_new();
    if (!source_read(rows, from, true, false, before, above, error) ||
        !source_read(rows, from, false, true, after, below, error))
        return false;
    const bool at_start = above->len < before, at_end = below->len < after;
    const guint place = below->len > 0 || above->len == 0 ? above->len : above->len - 1;
    reverse(above);
    append_all(above, below);
    rows_replace(rows, g_steal_pointer(&above), at_start, at_end);
    *index = (int)place;
    return true;
}

bool rows_extend_down(Rows *rows, guint limit, int *added, GError **error)
{
    g_autoptr(GPtrArray) read = row_array_new();
    *added = 0;
    const Row *last = rows->rows->len > 0 ? rows_at(rows, rows->rows->len - 1) : NULL;
    if (!source_read(rows, last, false, false, limit, read, error))
        return false;
    *added = (int)read->len;
    rows->at_end = read->len < limit;
    append_all(rows->rows, read);
    return true;
}

bool rows_extend_up(Rows *rows, guint limit, int *added, GError **error)
{
    g_autoptr(GPtrArray) read = row_array_new();
    *added = 0;
    if (!source_read(rows, rows_at(rows, 0), true, false, limit, read, error))
        return false;
    *added = (int)read->len;
    const bool at_start = read->len < limit;
    reverse(read);
    append_all(read, rows->rows);
    rows_replace(rows, g_steal_pointer(&read), at_start, rows->at_end);
    return true;
}

void rows_cut_top(Rows *rows, guint count)
{
    if (count == 0)
        return;
    g_ptr_array_remove_range(rows->rows, 0, count);
    rows->at_start = false;
    rows->reading++;
}

void rows_cut_bottom(Rows *rows, guint count)
{
    if (count == 0)
        return;
    g_ptr_array_remove_range(rows->rows, rows->rows->len - count, count);
    rows->at_end = false;
    rows->reading++;
}
