#include "store/changeset.h"

#include <string.h>

struct Changes {
    Store *store;
    ChangesetBytes at;
    GHashTable *shapes;
    const TableShape *shape; /* of the table at hand */
    gint64 id;
};

/* --- shapes */

static void shape_free(gpointer data)
{
    TableShape *shape = data;
    g_ptr_array_unref(shape->columns);
    g_array_unref(shape->owners);
    g_free(shape);
}

GHashTable *shapes_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, shape_free);
}

static int position(const GPtrArray *columns, const char *name)
{
    for (guint i = 0; i < columns->len; i++) {
        if (strcmp(columns->pdata[i], name) == 0)
            return (int)i;
    }
    return -1;
}

static void add_owners(Store *store, TableShape *shape)
{
    const GArray *links = kind_links(store, shape->table);
    for (guint i = 0; i < links->len; i++) {
        const LinkInfo *link = &g_array_index(links, LinkInfo, i);
        Owner owner = {position(shape->columns, link->column), link->parent};
        if (link->part && owner.column >= 0 && strcmp(link->parent_column, "id") == 0 &&
            store_record_kind(store, link->parent))
            g_array_append_val(shape->owners, owner);
    }
}

const TableShape *shape_of(Store *store, GHashTable *shapes, const char *table)
{
    TableShape *shape = g_hash_table_lookup(shapes, table);
    if (shape)
        return shape;
    const GPtrArray *columns = schema_table(store, table);
    shape = g_new0(TableShape, 1);
    shape->table = g_intern_string(table);
    shape->columns = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; columns && i < columns->len; i++)
        g_ptr_array_add(shape->columns, g_strdup(((const ColumnInfo *)columns->pdata[i])->name));
    shape->owners = g_array_new(false, true, sizeof(Owner));
    shape->id_column = position(shape->columns, "id");
    shape->record_column = position(shape->columns, "record");
    shape->record_id_column = position(shape->columns, "record_id");
    if (shape->record_id_column < 0)
        shape->record_column = -1;
    add_owners(store, shape);
    g_hash_table_insert(shapes, (gpointer)shape->table, shape);
    return shape;
}

/* --- reading */

Changes *changes_open(Store *store, const void *bytes, int size)
{
    Changes *changes = g_new0(Changes, 1);
    changes->store = store;
    changes->shapes = shapes_new();
    changes->at.at = bytes;
    changes->at.end = (const guint8 *)bytes + size;
    return changes;
}

void changes_close(Changes *changes)
{
    if (!changes)
        return;
    changeset_bytes_clear(&changes->at);
    g_hash_table_unref(changes->shapes);
    g_free(changes);
}

static bool fail_to_read(const Changes *changes, GError **error)
{
    return error_set(error, ERROR_SYSTEM,
                     "%s: a changeset in the journal cannot be read: `entente verify` tells which entry",
                     changes->store->path);
}

bool changes_next(Changes *changes, GError **error)
{
    ChangesetStep step;
    while ((step = changeset_bytes_next(&changes->at)) == CHANGESET_TABLE)
        changes->shape = shape_of(changes->store, changes->shapes, changes->at.table);
    if (step == CHANGESET_END)
        return false;
    const TableShape *shape = changes->shape;
    if (step == CHANGESET_BROKEN || shape->id_column < 0 || changes->at.columns > shape->columns->len ||
        (gsize)shape->id_column >= changes->at.columns)
        return fail_to_read(changes, error);
    const bool made = changes->at.operation == SQLITE_INSERT;
    const ChangeValue *key =
        made ? changes_new(changes, shape->id_column) : changes_old(changes, shape->id_column);
    changes->id = key ? change_value_int(key) : 0;
    return true;
}

const TableShape *changes_shape(const Changes *changes)
{
    return changes->shape;
}

int changes_operation(const Changes *changes)
{
    return changes->at.operation;
}

gint64 changes_id(const Changes *changes)
{
    return changes->id;
}

const ChangeValue *changes_old(const Changes *changes, int column)
{
    const bool there = changes->at.operation != SQLITE_INSERT && (gsize)column < changes->at.columns;
    return there ? changes->at.values[column] : NULL;
}

const ChangeValue *changes_new(const Changes *changes, int column)
{
    const bool there = changes->at.operation != SQLITE_DELETE && (gsize)column < changes->at.columns;
    return there ? changes->at.values[changes->at.columns + (gsize)column] : NULL;
}

/* --- whose row it is */

typedef struct {
    RecordSeen each;
    gpointer data;
} Seer;

static bool see_owner(const Seer *seer, const char *record, const ChangeValue *value, GError **error)
{
    if (!record || !value || change_value_type(value) == SQLITE_NULL)
        return true;
    return seer->each(record, change_value_int(value), seer->data, error);
}

/* An update that leaves the owner alone does not hold it: it stands in the row. */
static bool see_in_row(Changes *changes, const Seer *seer, const char *record, const char *column,
                       GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT \"%s\"%s FROM \"%s\" WHERE id = :id", column,
                                           record ? "" : ", record", changes->shape->table);
    sqlite3_stmt *statement = statement_take(changes->store, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", changes->id);
    bool good = true;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        const char *owner =
            record ? record : g_intern_string((const char *)sqlite3_column_text(statement, 1));
        if (owner && sqlite3_column_type(statement, 0) != SQLITE_NULL)
            good = seer->each(owner, sqlite3_column_int64(statement, 0), seer->data, error);
    }
    statement_give(changes->store, statement);
    return good;
}

static bool see_part_owner(Changes *changes, const Seer *seer, const Owner *owner, GError **error)
{
    const ChangeValue *old = changes_old(changes, owner->column), *new = changes_new(changes, owner->column);
    if (!old && !new)
        return see_in_row(changes, seer, owner->record, changes->shape->columns->pdata[owner->column], error);
    return see_owner(seer, owner->record, old, error) && see_owner(seer, owner->record, new, error);
}

static const char *record_text(Changes *changes, const ChangeValue *value)
{
    g_autofree char *text = change_value_text(value);
    return text && store_record_kind(changes->store, text) ? g_intern_string(text) : NULL;
}

static bool see_attached_owner(Changes *changes, const Seer *seer, GError **error)
{
    const TableShape *shape = changes->shape;
    if (changes_operation(changes) == SQLITE_UPDATE)
        return see_in_row(changes, seer, NULL, "record_id", error);
    bool inserted = changes_operation(changes) == SQLITE_INSERT;
    const ChangeValue *record =
        inserted ? changes_new(changes, shape->record_column) : changes_old(changes, shape->record_column);
    const ChangeValue *id = inserted ? changes_new(changes, shape->record_id_column)
                                     : changes_old(changes, shape->record_id_column);
    return see_owner(seer, record_text(changes, record), id, error);
}

bool changes_each_record(Changes *changes, RecordSeen each, gpointer data, GError **error)
{
    const Seer seer = {each, data};
    const TableShape *shape = changes->shape;
    if (!each(shape->table, changes->id, data, error))
        return false;
    for (guint i = 0; i < shape->owners->len; i++) {
        if (!see_part_owner(changes, &seer, &g_array_index(shape->owners, Owner, i), error))
            return false;
    }
    return shape->record_column < 0 || see_attached_owner(changes, &seer, error);
}
