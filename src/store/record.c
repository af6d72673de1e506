#include "store/record.h"

#include <string.h>

#include "store/query.h"
#include "store/store_private.h"

typedef struct {
    char *column;
    char *value;
} Cell;

struct Record {
    char *table;
    gint64 id;
    GArray *cells;
    guint last; /* the cell found last: columns are mostly asked for in their order */
    guint edition;
};

static void cell_clear(gpointer data)
{
    Cell *cell = data;
    g_free(cell->column);
    g_free(cell->value);
}

Record *record_new(const char *table)
{
    Record *record = g_new0(Record, 1);
    record->table = g_strdup(table);
    record->cells = g_array_new(false, true, sizeof(Cell));
    g_array_set_clear_func(record->cells, cell_clear);
    return record;
}

void record_free(Record *record)
{
    if (!record)
        return;
    g_free(record->table);
    g_array_unref(record->cells);
    g_free(record);
}

const char *record_table(const Record *record)
{
    return record->table;
}

gint64 record_id(const Record *record)
{
    return record->id;
}

void record_set_id(Record *record, gint64 id)
{
    record->id = id;
}

static bool is_at(const Record *record, guint index, const char *column)
{
    const char *there = g_array_index(record->cells, Cell, index).column;
    return there[0] == column[0] && strcmp(there, column) == 0;
}

static Cell *find_cell(const Record *record, const char *column)
{
    const guint next = record->last + 1;
    guint at = next < record->cells->len && is_at(record, next, column) ? next : 0;
    while (at < record->cells->len && !is_at(record, at, column))
        at++;
    if (at == record->cells->len)
        return NULL;
    ((Record *)record)->last = at;
    return &g_array_index(record->cells, Cell, at);
}

static void add_cell(Record *record, const char *column, char *value)
{
    Cell cell = {g_strdup(column), value};
    g_array_append_val(record->cells, cell);
}

Record *record_copy(const Record *record)
{
    Record *copy = record_new(record->table);
    copy->id = record->id;
    for (guint i = 0; i < record->cells->len; i++) {
        const Cell *cell = &g_array_index(record->cells, Cell, i);
        add_cell(copy, cell->column, g_strdup(cell->value));
    }
    return copy;
}

const char *record_get(const Record *record, const char *column)
{
    const Cell *cell = column ? find_cell(record, column) : NULL;
    return cell ? cell->value : NULL;
}

void record_set(Record *record, const char *column, const char *value)
{
    char *kept = value && *value ? g_strdup(value) : NULL; /* copied first: it may be the old value itself */
    record->edition++;
    Cell *cell = find_cell(record, column);
    if (cell) {
        g_free(cell->value);
        cell->value = kept;
        return;
    }
    add_cell(record, column, kept);
}

guint record_count(const Record *record)
{
    return record->cells->len;
}

const char *record_column(const Record *record, guint index)
{
    return index < record->cells->len ? g_array_index(record->cells, Cell, index).column : NULL;
}

guint record_edition(const Record *record)
{
    return record->edition;
}

bool record_equal(const Record *one, const Record *other)
{
    if (one->id != other->id || one->cells->len != other->cells->len)
        return false;
    for (guint i = 0; i < one->cells->len; i++) {
        const Cell *a = &g_array_index(one->cells, Cell, i), *b = &g_array_index(other->cells, Cell, i);
        if (g_strcmp0(a->value, b->value) != 0 || strcmp(a->column, b->column) != 0)
            return false;
    }
    return true;
}

GPtrArray *record_differences(const Record *before, const Record *after)
{
    GPtrArray *columns = g_ptr_array_new();
    for (guint i = 0; i < after->cells->len; i++) {
        const Cell *cell = &g_array_index(after->cells, Cell, i);
        if (g_strcmp0(cell->value, record_get(before, cell->column)) != 0)
            g_ptr_array_add(columns, cell->column);
    }
    for (guint i = 0; i < before->cells->len; i++) {
        const Cell *cell = &g_array_index(before->cells, Cell, i);
        if (cell->value && !find_cell(after, cell->column))
            g_ptr_array_add(columns, cell->column);
    }
    return columns;
}

/* --- reading */

static bool table_is_known(Store *store, const char *table, GError **error)
{
    return schema_has_column(store, table, "id")
               ? true
               : error_set(error, ERROR_NOT_FOUND, "%s: there is no such kind of record", table);
}

/* An empty record needs no search for each column. */
static void take_row(Record *record, sqlite3_stmt *statement)
{
    const bool empty = record->cells->len == 0;
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const char *name = sqlite3_column_name(statement, i);
        g_autofree char *value = statement_column(statement, i);
        if (strcmp(name, "id") == 0)
            continue;
        if (empty)
            add_cell(record, name, value && *value ? g_steal_pointer(&value) : NULL);
        else
            record_set(record, name, value);
    }
}

bool record_fill(Store *store, Record *record, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" WHERE id = :id", record->table);
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", record->id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        take_row(record, statement);
    if (code == SQLITE_DONE) {
        const RecordKind *kind = store_record_kind(store, record->table);
        error_set(error, ERROR_NOT_FOUND,
                  "%s %" G_GINT64_FORMAT ": is not there (any more): go back to the list",
                  kind ? kind->label : record->table, record->id);
    } else if (code != SQLITE_ROW) {
        store_trouble(store, code, error);
    }
    statement_give(store, statement);
    return code == SQLITE_ROW;
}

Record *record_read(Store *store, const char *table, gint64 id, GError **error)
{
    if (!table_is_known(store, table, error))
        return NULL;
    g_autoptr(Record) record = record_new(table);
    record->id = id;
    return record_fill(store, record, error) ? g_steal_pointer(&record) : NULL;
}

static const RecordKind *kind_of_ref(const Store *store, const char *ref)
{
    for (guint i = 0; i < store->kinds->len; i++) {
        const RecordKind *kind = &g_array_index(store->kinds, RecordKind, i);
        gsize length = kind->prefix ? strlen(kind->prefix) : 0;
        if (length && g_ascii_strncasecmp(ref, kind->prefix, length) == 0 && ref[length] == '-')
            return kind;
    }
    return NULL;
}

static bool no_such_ref(const char *ref, GError **error)
{
    return error_set(error, ERROR_NOT_FOUND,
                     "%.40s: there is no record with this reference: type one such as AGR-2026-014", ref);
}

bool record_find_ref(Store *store, const char *ref, const char **record, gint64 *id, GError **error)
{
    const RecordKind *kind = kind_of_ref(store, ref);
    if (!kind)
        return no_such_ref(ref, error);
    g_autofree char *sql = g_strdup_printf("SELECT id FROM \"%s\" WHERE ref = upper(:ref)", kind->name);
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return false;
    query_bind_text(query, ":ref", ref);
    GError *failed = NULL;
    if (!query_next(query, &failed)) {
        if (!failed)
            return no_such_ref(ref, error);
        g_propagate_error(error, failed);
        return false;
    }
    *record = g_intern_string(kind->name);
    *id = query_int(query, 0);
    return true;
}

/* --- what a person calls it */

static const char *const NAME_COLUMNS[] = {"short_title", "title", "name", "label", "login"};

static char *title_sql(Store *store, const char *table)
{
    g_autoptr(GString) name = g_string_new("NULL");
    for (gsize i = 0; i < G_N_ELEMENTS(NAME_COLUMNS); i++) {
        if (!schema_has_column(store, table, NAME_COLUMNS[i]))
            continue;
        g_string_prepend(name, "coalesce(");
        g_string_append_printf(name, ", %s)", NAME_COLUMNS[i]);
    }
    /* A contact's `title` is Dr or Colonel: the family name says more. */
    if (schema_has_column(store, table, "family_name"))
        g_string_assign(name, "coalesce(given_name || ' ', '') || family_name");
    bool ref = schema_has_column(store, table, "ref");
    return g_strdup_printf("SELECT %s, %s FROM \"%s\" WHERE id = :id", ref ? "ref" : "NULL", name->str,
                           table);
}

char *record_title(Store *store, const char *table, gint64 id)
{
    const RecordKind *kind = store_record_kind(store, table);
    const char *label = kind ? kind->label : table;
    if (!schema_has_column(store, table, "id"))
        return g_strdup_printf("%s %" G_GINT64_FORMAT, label, id);
    g_autofree char *sql = title_sql(store, table);
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return g_strdup_printf("%s %" G_GINT64_FORMAT, label, id);
    query_bind_int(query, ":id", id);
    if (!query_next(query, NULL))
        return g_strdup_printf("%s %" G_GINT64_FORMAT " (removed)", label, id);
    const char *ref = query_text(query, 0), *name = query_text(query, 1);
    if (ref && name)
        return g_strdup_printf("%s %s", ref, name);
    if (ref || name)
        return g_strdup(ref ? ref : name);
    return g_strdup_printf("%s %" G_GINT64_FORMAT, label, id & ((G_GINT64_CONSTANT(1) << SITE_SHIFT) - 1));
}
