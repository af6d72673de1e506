#include "store/changeset.h"

#include <string.h>

struct Changes {
    Store *store;
    sqlite3_changeset_iter *at;
    GHashTable *shapes;
    const TableShape *shape;
    int operation;
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

Changes *changes_open(Store *store, const void *bytes, int size, GError **error)
{
    Changes *changes = g_new0(Changes, 1);
    changes->store = store;
    changes->shapes = shapes_new();
    int code = sqlite3changeset_start(&changes->at, size, (void *)bytes);
    if (code == SQLITE_OK)
        return changes;
    changes_close(changes);
    error_set(error, ERROR_SYSTEM,
              "%s: a changeset in the journal cannot be read: `entente verify` tells which entry",
              store->path);
    return NULL;
}

void changes_close(Changes *changes)
{
    if (!changes)
        return;
    if (changes->at)
        sqlite3changeset_finalize(changes->at);
    g_hash_table_unref(changes->shapes);
    g_free(changes);
}

bool changes_next(Changes *changes, GError **error)
{
    int code = sqlite3changeset_next(changes->at);
    if (code == SQLITE_DONE)
        return false;
    const char *table = NULL;
    int count = 0, indirect = 0;
    if (code == SQLITE_ROW)
        code = sqlite3changeset_op(changes->at, &table, &count, &changes->operation, &indirect);
    changes->shape = code == SQLITE_OK ? shape_of(changes->store, changes->shapes, table) : NULL;
    if (!changes->shape || changes->shape->id_column < 0 || count > (int)changes->shape->columns->len)
        return error_set(error, ERROR_SYSTEM,
                         "%s: a changeset in the journal cannot be read: `entente verify` tells which entry",
                         changes->store->path);
    int id = changes->shape->id_column;
    sqlite3_value *key =
        changes->operation == SQLITE_INSERT ? changes_new(changes, id) : changes_old(changes, id);
    changes->id = key ? sqlite3_value_int64(key) : 0;
    return true;
}

const TableShape *changes_shape(const Changes *changes)
{
    return changes->shape;
}

int changes_operation(const Changes *changes)
{
    return changes->operation;
}

gint64 changes_id(const Changes *changes)
{
    return changes->id;
}

sqlite3_value *changes_old(const Changes *changes, int column)
{
    sqlite3_value *value = NULL;
    if (changes->operation == SQLITE_INSERT || sqlite3changeset_old(changes->at, column, &value) != SQLITE_OK)
        return NULL;
    return value;
}

sqlite3_value *changes_new(const Changes *changes, int column)
{
    sqlite3_value *value = NULL;
    if (changes->operation == SQLITE_DELETE || sqlite3changeset_new(changes->at, column, &value) != SQLITE_OK)
        return NULL;
    return value;
}

/* --- whose row it is */

typedef struct {
    RecordSeen each;
    gpointer data;
} Seer;

static bool see_owner(const Seer *seer, const char *record, sqlite3_value *value, GError **error)
{
    if (!record || !value || sqlite3_value_type(value) == SQLITE_NULL)
        return true;
    return seer->each(record, sqlite3_value_int64(value), seer->data, error);
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
        good = see_owner(seer, owner, sqlite3_column_value(statement, 0), error);
    }
    statement_give(changes->store, statement);
    return good;
}

static bool see_part_owner(Changes *changes, const Seer *seer, const Owner *owner, GError **error)
{
    sqlite3_value *old = changes_old(changes, owner->column), *new = changes_new(changes, owner->column);
    if (!old && !new)
        return see_in_row(changes, seer, owner->record, changes->shape->columns->pdata[owner->column], error);
    return see_owner(seer, owner->record, old, error) && see_owner(seer, owner->record, new, error);
}

static const char *record_text(Changes *changes, sqlite3_value *value)
{
    const char *text = value ? (const char *)sqlite3_value_text(value) : NULL;
    return text && store_record_kind(changes->store, text) ? g_intern_string(text) : NULL;
}

static bool see_attached_owner(Changes *changes, const Seer *seer, GError **error)
{
    const TableShape *shape = changes->shape;
    if (changes->operation == SQLITE_UPDATE)
        return see_in_row(changes, seer, NULL, "record_id", error);
    bool inserted = changes->operation == SQLITE_INSERT;
    sqlite3_value *record =
        inserted ? changes_new(changes, shape->record_column) : changes_old(changes, shape->record_column);
    sqlite3_value *id = inserted ? changes_new(changes, shape->record_id_column)
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
