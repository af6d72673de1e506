#include "store/changeset_bytes.h"

#include <string.h>

static bool skip(ChangesetBytes *bytes, gsize count)
{
    if ((gsize)(bytes->end - bytes->at) < count)
        return false;
    bytes->at += count;
    return true;
}

static bool read_count(const guint8 **at, const guint8 *end, gsize *count)
{
    *count = 0;
    for (int i = 0; i < 5 && *at < end; i++) {
        const guint8 byte = *(*at)++;
        *count = *count << 7 | (byte & 0x7f);
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

static bool skip_text(ChangesetBytes *bytes)
{
    gsize count = 0;
    return read_count(&bytes->at, bytes->end, &count) && skip(bytes, count);
}

/* The kind 0 stands where the change has no value. */
static bool skip_value(ChangesetBytes *bytes, const ChangeValue **value)
{
    if (bytes->at >= bytes->end)
        return false;
    *value = *bytes->at ? bytes->at : NULL;
    switch (*bytes->at++) {
    case 0:
    case SQLITE_NULL:
        return true;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
        return skip(bytes, sizeof(gint64));
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        return skip_text(bytes);
    default:
        return false;
    }
}

static bool skip_values(ChangesetBytes *bytes, const ChangeValue **values)
{
    for (gsize i = 0; i < bytes->columns; i++) {
        if (!skip_value(bytes, &values[i]))
            return false;
    }
    return true;
}

/* The operation, a flag, and the values before or after; an update has both. */
static bool read_row(ChangesetBytes *bytes)
{
    const ChangeValue **before = bytes->values, **after = bytes->values + bytes->columns;
    bytes->operation = *bytes->at;
    if (!bytes->table || !skip(bytes, 2))
        return false;
    switch (bytes->operation) {
    case SQLITE_INSERT:
        return skip_values(bytes, after);
    case SQLITE_DELETE:
        return skip_values(bytes, before);
    case SQLITE_UPDATE:
        return skip_values(bytes, before) && skip_values(bytes, after);
    default:
        return false;
    }
}

/* 'T', the number of columns, which of them are the key, the table's name. */
static bool read_table(ChangesetBytes *bytes)
{
    if (!skip(bytes, 1) || !read_count(&bytes->at, bytes->end, &bytes->columns) ||
        !skip(bytes, bytes->columns))
        return false;
    const guint8 *end = memchr(bytes->at, '\0', (gsize)(bytes->end - bytes->at));
    bytes->table = end ? (const char *)bytes->at : NULL;
    g_free(bytes->values);
    bytes->values = g_new0(const ChangeValue *, bytes->columns * 2);
    return end && skip(bytes, (gsize)(end + 1 - bytes->at));
}

ChangesetStep changeset_bytes_next(ChangesetBytes *bytes)
{
    bytes->from = bytes->at;
    if (bytes->at >= bytes->end)
        return CHANGESET_END;
    if (*bytes->at == 'T')
        return read_table(bytes) ? CHANGESET_TABLE : CHANGESET_BROKEN;
    return read_row(bytes) ? CHANGESET_ROW : CHANGESET_BROKEN;
}

void changeset_bytes_clear(ChangesetBytes *bytes)
{
    g_clear_pointer(&bytes->values, g_free);
}

/* --- values */

int change_value_type(const ChangeValue *value)
{
    return *value;
}

static gint64 read_eight(const ChangeValue *value)
{
    gint64 number = 0;
    memcpy(&number, value + 1, sizeof number);
    return GINT64_FROM_BE(number);
}

gint64 change_value_int(const ChangeValue *value)
{
    return *value == SQLITE_INTEGER ? read_eight(value) : 0;
}

static double read_real(const ChangeValue *value)
{
    double real = 0;
    const gint64 bits = read_eight(value);
    memcpy(&real, &bits, sizeof real);
    return real;
}

/* Of a text or a blob: where it begins. */
static const void *read_bytes(const ChangeValue *value, gsize *size)
{
    const guint8 *at = value + 1;
    return read_count(&at, at + 5, size) ? at : NULL;
}

static char *real_text(const ChangeValue *value)
{
    char text[32];
    sqlite3_snprintf(sizeof text, text, "%!.15g", read_real(value));
    return g_strdup(text);
}

char *change_value_text(const ChangeValue *value)
{
    gsize size = 0;
    if (!value || *value == SQLITE_NULL)
        return NULL;
    if (*value == SQLITE_INTEGER)
        return g_strdup_printf("%" G_GINT64_FORMAT, read_eight(value));
    if (*value == SQLITE_FLOAT)
        return real_text(value);
    const char *text = read_bytes(value, &size);
    return g_strndup(text, size);
}

void change_value_bind(sqlite3_stmt *statement, const char *name, const ChangeValue *value)
{
    gsize size = 0;
    const int at = sqlite3_bind_parameter_index(statement, name);
    const int type = value ? *value : SQLITE_NULL;
    const void *bytes = type == SQLITE_TEXT || type == SQLITE_BLOB ? read_bytes(value, &size) : NULL;
    if (type == SQLITE_INTEGER)
        sqlite3_bind_int64(statement, at, read_eight(value));
    else if (type == SQLITE_FLOAT)
        sqlite3_bind_double(statement, at, read_real(value));
    else if (type == SQLITE_TEXT)
        sqlite3_bind_text(statement, at, bytes, (int)size, SQLITE_TRANSIENT);
    else if (type == SQLITE_BLOB)
        sqlite3_bind_blob(statement, at, bytes, (int)size, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(statement, at);
}
