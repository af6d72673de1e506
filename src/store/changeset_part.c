/* Changesets cut up and put together again. */
#include <string.h>

#include "store/changeset.h"
#include "store/changeset_bytes.h"

/* --- a few changes out of many */

static bool names_one_of(const ChangesetBytes *bytes, const GHashTable *ids)
{
    const bool before = bytes->operation != SQLITE_INSERT, after = bytes->operation != SQLITE_DELETE;
    const gsize from = before ? 0 : bytes->columns, to = after ? bytes->columns * 2 : bytes->columns;
    for (gsize i = from; i < to; i++) {
        const ChangeValue *value = bytes->values[i];
        if (!value || change_value_type(value) != SQLITE_INTEGER)
            continue;
        const gint64 id = change_value_int(value);
        if (g_hash_table_contains((GHashTable *)ids, &id))
            return true;
    }
    return false;
}

GByteArray *changeset_naming(const void *bytes, int size, const GHashTable *ids)
{
    g_auto(ChangesetBytes) walk = {.at = bytes, .end = (const guint8 *)bytes + size};
    g_autoptr(GByteArray) part = g_byte_array_new();
    const guint8 *table = NULL; /* its heading, until a change of it is kept */
    guint heading = 0;
    ChangesetStep step;
    while ((step = changeset_bytes_next(&walk)) == CHANGESET_TABLE || step == CHANGESET_ROW) {
        const guint length = (guint)(walk.at - walk.from);
        if (step == CHANGESET_TABLE) {
            table = walk.from;
            heading = length;
        } else if (names_one_of(&walk, ids)) {
            if (table)
                g_byte_array_append(part, table, heading);
            table = NULL;
            g_byte_array_append(part, walk.from, length);
        }
    }
    return step == CHANGESET_END ? g_steal_pointer(&part) : NULL;
}

/* --- in the order in which an undo wants it */

typedef struct {
    const guint8 *from;
    gsize size; /* of the heading and all rows */
    guint place;
} Section;

static int compare_sections(gconstpointer a, gconstpointer b)
{
    const Section *left = a, *right = b;
    return (left->place > right->place) - (left->place < right->place);
}

/* NULL where the bytes are not understood. */
static GArray *sections_of(Store *store, const guint8 *bytes, int size)
{
    g_auto(ChangesetBytes) walk = {.at = bytes, .end = bytes + size};
    g_autoptr(GArray) sections = g_array_new(false, true, sizeof(Section));
    ChangesetStep step;
    while ((step = changeset_bytes_next(&walk)) == CHANGESET_TABLE || step == CHANGESET_ROW) {
        if (step == CHANGESET_TABLE) {
            const Section section = {.from = walk.from, .place = kind_place(store, walk.table)};
            g_array_append_val(sections, section);
        }
        if (sections->len > 0)
            g_array_index(sections, Section, sections->len - 1).size += (gsize)(walk.at - walk.from);
    }
    return step == CHANGESET_END ? g_steal_pointer(&sections) : NULL;
}

bool changeset_put_in_order(Store *store, void *bytes, int size)
{
    g_autoptr(GArray) sections = sections_of(store, bytes, size);
    if (!sections)
        return false;
    if (sections->len < 2)
        return true;
    g_autofree guint8 *copy = g_memdup2(bytes, (gsize)size);
    guint8 *to = bytes;
    g_array_sort(sections, compare_sections);
    for (guint i = 0; i < sections->len; i++) {
        const Section *section = &g_array_index(sections, Section, i);
        memcpy(to, copy + (section->from - (const guint8 *)bytes), section->size);
        to += section->size;
    }
    return true;
}
