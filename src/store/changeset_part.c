/* Changesets cut up and put together again. */
#include <string.h>

#include "store/changeset.h"
#include "store/changeset_bytes.h"

/* --- a few changes out of many */

enum { STRETCH_BYTES = 64 * 1024 };

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

/* A changeset that goes by, and what is kept of it. */
typedef struct {
    ChangesetBytes walk;
    const GHashTable *ids;
    GByteArray *part;
    GByteArray *heading; /* of the table at hand, until a change of it is kept */
    GByteArray *stretch; /* what stands in memory of the changeset */
} Naming;

static void keep(Naming *naming, ChangesetStep step)
{
    const ChangesetBytes *walk = &naming->walk;
    const guint length = (guint)(walk->at - walk->from);
    if (step == CHANGESET_TABLE) {
        g_byte_array_set_size(naming->heading, 0);
        g_byte_array_append(naming->heading, walk->from, length);
    } else if (names_one_of(walk, naming->ids)) {
        g_byte_array_append(naming->part, naming->heading->data, naming->heading->len);
        g_byte_array_set_size(naming->heading, 0);
        g_byte_array_append(naming->part, walk->from, length);
    }
}

/* Walks what stands in memory and leaves there what is no whole row yet. */
static void walk_stretch(Naming *naming)
{
    ChangesetBytes *walk = &naming->walk;
    ChangesetStep step;
    walk->at = naming->stretch->data;
    walk->end = walk->at + naming->stretch->len;
    while ((step = changeset_bytes_next(walk)) == CHANGESET_TABLE || step == CHANGESET_ROW)
        keep(naming, step);
    g_byte_array_remove_range(naming->stretch, 0, (guint)(walk->from - naming->stretch->data));
    walk->table = walk->table ? "" : NULL; /* its name went with the stretch: nobody asks for it */
}

static bool read_stretch(sqlite3_blob *blob, int from, int count, GByteArray *stretch)
{
    const guint before = stretch->len;
    g_byte_array_set_size(stretch, before + (guint)count);
    return sqlite3_blob_read(blob, stretch->data + before, count, from) == SQLITE_OK;
}

static bool walk_blob(Naming *naming, sqlite3_blob *blob)
{
    const int size = sqlite3_blob_bytes(blob);
    for (int from = 0; from < size; from += STRETCH_BYTES) {
        if (!read_stretch(blob, from, MIN(STRETCH_BYTES, size - from), naming->stretch))
            return false;
        walk_stretch(naming);
    }
    return naming->stretch->len == 0;
}

GByteArray *changeset_naming(Store *store, gint64 entry, const GHashTable *ids)
{
    sqlite3_blob *blob = NULL;
    g_autoptr(GByteArray) part = g_byte_array_new(), heading = g_byte_array_new(),
                          stretch = g_byte_array_new();
    Naming naming = {.ids = ids, .part = part, .heading = heading, .stretch = stretch};
    const bool good =
        sqlite3_blob_open(store->db, "main", "journal", "changeset", entry, 0, &blob) == SQLITE_OK &&
        walk_blob(&naming, blob);
    sqlite3_blob_close(blob);
    changeset_bytes_clear(&naming.walk);
    return good ? g_steal_pointer(&part) : NULL;
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
