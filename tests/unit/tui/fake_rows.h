/* A list source that no database made: records 1 to `count`, in order of their keys, with a count of what was
 * asked. */
#ifndef ENTENTE_TESTS_FAKE_ROWS_H
#define ENTENTE_TESTS_FAKE_ROWS_H

#include "base/error.h"
#include "tui/list.h"

typedef struct {
    gint64 count;
    gint64 gone;  /* this one was deleted; 0: none */
    gint64 shift; /* every record stands so many places further on, the last ones at the start */
    bool descending;
    bool busy;   /* a key waits: everything is interrupted */
    bool broken; /* everything fails */
    guint reads;
    guint rows_read;
    guint counts;
    gint64 count_most; /* counted no further; 0: to the end */
} FakeRows;

static inline bool fake_refuses(const FakeRows *fake, GError **error)
{
    if (fake->busy)
        return !error_set(error, ERROR_INTERRUPTED, "interrupted");
    if (fake->broken)
        return !error_set(error, ERROR_SYSTEM, "office.db: the disk failed: look at its cable");
    return false;
}

static inline Row *fake_row(const FakeRows *fake, gint64 id)
{
    Row *row = row_new(id, 2);
    row->key = g_strdup_printf("%08d", (int)((id - 1 + fake->shift) % MAX(fake->count, 1) + 1));
    row->cells[0] = g_strdup_printf("AGR-%06d", (int)id);
    row->cells[1] = g_strdup_printf("Agreement number %d", (int)id);
    return row;
}

static inline bool fake_read(gpointer self, const Row *from, bool backward, bool inclusive, guint limit,
                             GPtrArray *rows, GError **error)
{
    FakeRows *fake = self;
    if (fake_refuses(fake, error))
        return false;
    const bool up = backward != fake->descending; /* towards smaller keys */
    gint64 place = up ? fake->count : 1;
    if (from != NULL)
        place = g_ascii_strtoll(from->key, NULL, 10) + (inclusive ? 0 : (up ? -1 : 1));
    place = up ? MIN(place, fake->count) : MAX(place, 1);
    fake->reads++;
    for (guint n = 0; n < limit && place >= 1 && place <= fake->count; place += up ? -1 : 1) {
        const gint64 id = (place - 1 + fake->count - fake->shift) % fake->count + 1;
        if (id == fake->gone)
            continue;
        g_ptr_array_add(rows, fake_row(fake, id));
        fake->rows_read++;
        n++;
    }
    return true;
}

static inline Row *fake_find(gpointer self, gint64 id, GError **error)
{
    FakeRows *fake = self;
    if (fake_refuses(fake, error) || id < 1 || id > fake->count || id == fake->gone)
        return NULL;
    return fake_row(fake, id);
}

static inline gint64 fake_count(gpointer self, bool *more, GError **error)
{
    FakeRows *fake = self;
    if (fake_refuses(fake, error))
        return -1;
    fake->counts++;
    const gint64 count = fake->count - (fake->gone != 0);
    *more = fake->count_most > 0 && count > fake->count_most;
    return *more ? fake->count_most : count;
}

static inline char *fake_cell(gpointer self, const Row *row, guint column, Role *role)
{
    (void)self;
    if (column == 2) { /* every tenth is late */
        *role = row->id % 10 == 0 ? ROLE_DANGER : ROLE_TEXT;
        return g_strdup(row->id % 10 == 0 ? "late !" : "");
    }
    return g_strdup(row->cells[column]);
}

static inline ListView *fake_list(FakeRows *fake, const char *empty)
{
    const ListSource source = {fake, fake_read, fake_find, fake_count, fake_cell};
    static const ListColumn columns[] = {
        {"Ref", {10, 0}, false}, {"Title", {0, 0}, false}, {"Due", {8, 1}, true}};
    return list_new(&source, columns, G_N_ELEMENTS(columns), empty);
}

#endif
