/* A few changes out of a large changeset, found in its bytes. Where these are not as SQLite 3 lays them down,
 * nothing is found out and the whole is read. */
#include <string.h>

#include "store/changeset.h"

typedef struct {
    const guint8 *at, *end;
    const GHashTable *ids;
    bool named; /* the change at hand holds one of the ids */
} Reader;

static bool skip(Reader *reader, gsize count)
{
    if ((gsize)(reader->end - reader->at) < count)
        return false;
    reader->at += count;
    return true;
}

static bool read_count(Reader *reader, gsize *count)
{
    *count = 0;
    for (int i = 0; i < 5 && reader->at < reader->end; i++) {
        const guint8 byte = *reader->at++;
        *count = *count << 7 | (byte & 0x7f);
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

static bool skip_integer(Reader *reader)
{
    gint64 value = 0;
    const guint8 *bytes = reader->at;
    if (!skip(reader, sizeof value))
        return false;
    memcpy(&value, bytes, sizeof value);
    value = GINT64_FROM_BE(value);
    reader->named = reader->named || g_hash_table_contains((GHashTable *)reader->ids, &value);
    return true;
}

/* A byte for the kind of value (0: none here), then the value. */
static bool skip_value(Reader *reader)
{
    gsize count = 0;
    if (reader->at >= reader->end)
        return false;
    switch (*reader->at++) {
    case 0:
    case SQLITE_NULL:
        return true;
    case SQLITE_INTEGER:
        return skip_integer(reader);
    case SQLITE_FLOAT:
        return skip(reader, sizeof(double));
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        return read_count(reader, &count) && skip(reader, count);
    default:
        return false;
    }
}

static bool skip_values(Reader *reader, gsize columns)
{
    for (gsize i = 0; i < columns; i++) {
        if (!skip_value(reader))
            return false;
    }
    return true;
}

/* The operation, a flag, and the values before or after; an update has both. */
static bool skip_change(Reader *reader, gsize columns)
{
    const guint8 operation = *reader->at;
    reader->named = false;
    if (operation != SQLITE_INSERT && operation != SQLITE_UPDATE && operation != SQLITE_DELETE)
        return false;
    return skip(reader, 2) && skip_values(reader, columns) &&
           (operation != SQLITE_UPDATE || skip_values(reader, columns));
}

/* 'T', the number of columns, which of them are the key, the table's name. */
static bool skip_table(Reader *reader, gsize *columns)
{
    if (!skip(reader, 1) || !read_count(reader, columns) || !skip(reader, *columns))
        return false;
    const guint8 *end = memchr(reader->at, '\0', (gsize)(reader->end - reader->at));
    return end && skip(reader, (gsize)(end + 1 - reader->at));
}

GByteArray *changeset_naming(const void *bytes, int size, const GHashTable *ids)
{
    Reader reader = {.at = bytes, .end = (const guint8 *)bytes + size, .ids = ids};
    g_autoptr(GByteArray) part = g_byte_array_new();
    const guint8 *table = NULL; /* its heading, until a change of it is kept */
    gsize columns = 0, heading = 0;
    while (reader.at < reader.end) {
        const guint8 *from = reader.at;
        if (*from == 'T') {
            if (!skip_table(&reader, &columns))
                return NULL;
            table = from;
            heading = (gsize)(reader.at - from);
        } else if (heading == 0 || !skip_change(&reader, columns)) {
            return NULL;
        } else if (reader.named) {
            if (table)
                g_byte_array_append(part, table, (guint)heading);
            table = NULL;
            g_byte_array_append(part, from, (guint)(reader.at - from));
        }
    }
    return g_steal_pointer(&part);
}
