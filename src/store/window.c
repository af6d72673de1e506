#include "store/window.h"

#include <string.h>

#include "store/query.h"
#include "store/search.h"
#include "store/search_words.h"
#include "store/store_private.h"

/* Words found in fewer records than this are looked up in the index; more frequent ones are met soon enough
 * by walking the order. */
enum { FREQUENT = 5000 };

typedef enum { FIND_NOTHING, FIND_BY_INDEX, FIND_BY_WALK, FIND_IN_CELLS } FindWay;

struct Window {
    Store *store;
    char *source;
    char **columns;
    char *select; /* "id", the order's column and the columns, with FROM */
    char *order;  /* NULL: by id alone */
    bool descending;
    int key_type; /* SQLite's type of the keys; 0 until one was seen */
    char *where;
    char **values; /* of :c1, :c2, ... */
    SearchWords *words;
    const RecordKind *kind;
    FindWay way; /* how to find; decided at the first read after the words were set */
    bool undecided;
};

/* One half of the order: the rows with a key, or those without. Ascending, those without come last. */
typedef struct {
    bool keyed;
    const Row *from; /* NULL: from the run's beginning */
} Run;

/* --- making one --- */

static bool column_known(Store *store, const char *source, const char *column, GError **error)
{
    if (schema_plain_name(column) && schema_has_column(store, source, column))
        return true;
    return error_set(error, ERROR_NOT_FOUND,
                     "list: %s has no column \"%s\": `entente check` names the screen file", source, column);
}

static void lay_select(Window *window)
{
    g_autoptr(GString) sql = g_string_new("SELECT \"id\", ");
    if (window->order != NULL)
        g_string_append_printf(sql, "\"%s\"", window->order);
    else
        g_string_append(sql, "NULL");
    for (char **column = window->columns; *column != NULL; column++)
        g_string_append_printf(sql, ", \"%s\"", *column);
    g_string_append_printf(sql, " FROM \"%s\"", window->source);
    g_free(window->select);
    window->select = g_string_free(g_steal_pointer(&sql), FALSE);
}

Window *window_new(Store *store, const char *source, const char *const *columns, GError **error)
{
    if (!schema_plain_name(source) || !schema_has_table(store, source)) {
        error_set(error, ERROR_NOT_FOUND,
                  "list: there is no table or view \"%s\": `entente check` names the screen file", source);
        return NULL;
    }
    if (!column_known(store, source, "id", error))
        return NULL;
    for (const char *const *column = columns; *column != NULL; column++) {
        if (!column_known(store, source, *column, error))
            return NULL;
    }
    Window *window = g_new0(Window, 1);
    window->store = store;
    window->source = g_strdup(source);
    window->columns = g_strdupv((char **)columns);
    lay_select(window);
    return window;
}

void window_free(Window *window)
{
    if (window == NULL)
        return;
    g_clear_pointer(&window->words, search_words_free);
    g_strfreev(window->columns);
    g_strfreev(window->values);
    g_free(window->source);
    g_free(window->select);
    g_free(window->order);
    g_free(window->where);
    g_free(window);
}

bool window_set_order(Window *window, const char *field, bool descending, GError **error)
{
    if (field != NULL && !column_known(window->store, window->source, field, error))
        return false;
    g_free(window->order);
    window->order = g_strcmp0(field, "id") == 0 ? NULL : g_strdup(field);
    window->descending = descending;
    window->key_type = 0;
    lay_select(window);
    return true;
}

void window_set_where(Window *window, const char *sql, const char *const *values)
{
    g_free(window->where);
    window->where = g_strdup(sql);
    g_strfreev(window->values);
    window->values = sql != NULL ? g_strdupv((char **)values) : NULL;
}

/* --- find --- */

void window_set_find(Window *window, const char *record, const char *typed)
{
    g_clear_pointer(&window->words, search_words_free);
    window->way = FIND_NOTHING;
    window->kind = record != NULL ? store_record_kind(window->store, record) : NULL;
    SearchWords *words = search_words_new(typed);
    if (words->count == 0) {
        search_words_free(words);
        return;
    }
    window->words = words;
    window->undecided = true;
}

static bool has_search_text(const Window *window)
{
    if (window->kind == NULL)
        return false;
    g_autofree char *view = g_strconcat(window->kind->name, "_search", NULL);
    return schema_has_table(window->store, view);
}

/* What another program wrote since is folded first, where the file can be written: else it is found at the
 * next change. */
static void fold_what_is_new(Store *store)
{
    if (store_read_only_reason(store) == NULL &&
        query_one_int(store, "SELECT EXISTS (SELECT 1 FROM search_dirty WHERE :id = 0)", 0, 0) != 0)
        search_refresh(store, NULL);
}

/* How many records hold the words, counted no further than FREQUENT; -1 with `error`. */
static gint64 count_hits(const Window *window, GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT count(*) FROM (");
    search_words_index_sql(window->words, sql);
    g_string_append_printf(sql, " LIMIT %d)", FREQUENT);
    sqlite3_stmt *statement = statement_take(window->store, sql->str, error);
    if (statement == NULL)
        return -1;
    search_bind_range(statement, window->kind);
    search_words_bind(window->words, statement);
    int code = sqlite3_step(statement);
    gint64 count = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    if (code != SQLITE_ROW)
        store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return count;
}

static bool decide_find(Window *window, GError **error)
{
    if (window->words == NULL || !window->undecided)
        return true;
    if (!has_search_text(window)) {
        window->way = FIND_IN_CELLS;
        window->undecided = false;
        return true;
    }
    fold_what_is_new(window->store);
    gint64 hits = window->words->indexed > 0 ? count_hits(window, error) : FREQUENT;
    if (hits < 0)
        return false;
    window->way = hits < FREQUENT ? FIND_BY_INDEX : FIND_BY_WALK;
    window->undecided = false;
    return true;
}

static void append_cells_condition(const Window *window, GString *sql)
{
    g_autoptr(GString) cells = g_string_new("lower(''");
    for (char **column = window->columns; *column != NULL; column++)
        g_string_append_printf(cells, " || ' ' || coalesce(\"%s\", '')", *column);
    g_string_append_c(cells, ')');
    search_words_text_sql(window->words, cells->str, sql);
}

static void append_find(const Window *window, GString *sql)
{
    switch (window->way) {
    case FIND_NOTHING:
        return;
    case FIND_IN_CELLS:
        g_string_append(sql, " AND ");
        append_cells_condition(window, sql);
        return;
    case FIND_BY_INDEX:
        g_string_append(sql, " AND \"id\" IN (SELECT hit FROM (");
        search_words_index_sql(window->words, sql);
        g_string_append(sql, "))");
        return;
    case FIND_BY_WALK:
        g_string_append_printf(
            sql,
            " AND EXISTS (SELECT 1 FROM search_text AS found WHERE found.id = :find_low + \"%s\".\"id\" AND ",
            window->source);
        search_words_text_sql(window->words, "found.body", sql);
        g_string_append_c(sql, ')');
        return;
    }
}

/* --- statements --- */

/* The condition that every statement of the window has: criteria and find. */
static void append_selection(const Window *window, GString *sql)
{
    g_string_append(sql, " WHERE 1");
    if (window->where != NULL)
        g_string_append_printf(sql, " AND (%s)", window->where);
    append_find(window, sql);
}

static void bind_key(const Window *window, sqlite3_stmt *statement, const char *key)
{
    int index = sqlite3_bind_parameter_index(statement, ":key");
    if (index == 0 || key == NULL)
        return;
    if (window->key_type == SQLITE_INTEGER)
        sqlite3_bind_int64(statement, index, g_ascii_strtoll(key, NULL, 10));
    else if (window->key_type == SQLITE_FLOAT)
        sqlite3_bind_double(statement, index, g_ascii_strtod(key, NULL));
    else
        sqlite3_bind_text(statement, index, key, -1, SQLITE_TRANSIENT);
}

static sqlite3_stmt *take_bound(const Window *window, const char *sql, const char *key, gint64 id,
                                gint64 limit, GError **error)
{
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (statement == NULL)
        return NULL;
    for (guint i = 0; window->values != NULL && window->values[i] != NULL; i++) {
        char name[16];
        g_snprintf(name, sizeof name, ":c%u", i + 1);
        statement_bind_text(statement, name, window->values[i]);
    }
    if (window->words != NULL) {
        search_bind_range(statement, window->kind);
        search_words_bind(window->words, statement);
    }
    bind_key(window, statement, key);
    statement_bind_int(statement, ":from_id", id);
    statement_bind_int(statement, ":limit", limit);
    return statement;
}

static Row *row_from(Window *window, sqlite3_stmt *statement)
{
    guint count = g_strv_length(window->columns);
    Row *row = row_new(sqlite3_column_int64(statement, 0), count);
    row->key = statement_column(statement, 1);
    if (row->key != NULL)
        window->key_type = sqlite3_column_type(statement, 1);
    for (guint i = 0; i < count; i++)
        row->cells[i] = statement_column(statement, (int)i + 2);
    return row;
}

/* Steps through the statement, gives it back, and appends its rows. */
static bool collect(Window *window, sqlite3_stmt *statement, GPtrArray *rows, GError **error)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        g_ptr_array_add(rows, row_from(window, statement));
    bool good = code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return good;
}

/* --- reading in order --- */

/* `up`: towards later keys and ids in ascending sense. The sign keeps a sorting index from being walked when
 * the index of words gives few rows. */
static void append_run(const Window *window, const Run *run, bool up, bool inclusive, GString *sql)
{
    const char *plain = window->way == FIND_BY_INDEX ? "+" : "";
    const char *compare = up ? (inclusive ? ">=" : ">") : (inclusive ? "<=" : "<");
    const char *direction = up ? "ASC" : "DESC";
    if (!run->keyed) {
        if (window->order != NULL)
            g_string_append_printf(sql, " AND \"%s\" IS NULL", window->order);
        if (run->from != NULL)
            g_string_append_printf(sql, " AND \"id\" %s :from_id", compare);
        g_string_append_printf(sql, " ORDER BY \"id\" %s LIMIT :limit", direction);
        return;
    }
    if (run->from != NULL)
        g_string_append_printf(sql, " AND (%s\"%s\", \"id\") %s (:key, :from_id)", plain, window->order,
                               compare);
    else
        g_string_append_printf(sql, " AND \"%s\" IS NOT NULL", window->order);
    g_string_append_printf(sql, " ORDER BY %s\"%s\" %s, \"id\" %s LIMIT :limit", plain, window->order,
                           direction, direction);
}

static bool read_run(Window *window, const Run *run, bool up, bool inclusive, guint limit, GPtrArray *rows,
                     GError **error)
{
    g_autoptr(GString) sql = g_string_new(window->select);
    append_selection(window, sql);
    append_run(window, run, up, inclusive, sql);
    const char *key = run->from != NULL ? run->from->key : NULL;
    sqlite3_stmt *statement =
        take_bound(window, sql->str, key, run->from != NULL ? run->from->id : 0, limit, error);
    return statement != NULL && collect(window, statement, rows, error);
}

/* The runs that lie ahead, in the order in which they are met; how many. */
static int plan_runs(const Window *window, const Row *from, bool up, Run runs[2])
{
    bool from_keyed = from != NULL && from->key != NULL;
    if (window->order == NULL) {
        runs[0] = (Run){false, from};
        return 1;
    }
    if (from == NULL) {
        runs[0] = (Run){up, NULL};
        runs[1] = (Run){!up, NULL};
        return 2;
    }
    runs[0] = (Run){from_keyed, from};
    if (from_keyed != up)
        return 1;
    runs[1] = (Run){!from_keyed, NULL};
    return 2;
}

bool window_read(Window *window, const Row *from, bool backward, bool inclusive, guint limit, GPtrArray *rows,
                 GError **error)
{
    if (!decide_find(window, error))
        return false;
    bool up = backward == window->descending;
    guint had = rows->len;
    Run runs[2];
    int count = plan_runs(window, from, up, runs);
    for (int i = 0; i < count && rows->len - had < limit; i++) {
        if (!read_run(window, &runs[i], up, inclusive, limit - (rows->len - had), rows, error))
            return false;
    }
    return true;
}

/* --- single rows and numbers --- */

/* The first row of `condition` (with :key and :from_id); NULL without error when there is none. */
static Row *read_one(Window *window, const char *condition, const char *key, gint64 id, GError **error)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(GString) sql = g_string_new(window->select);
    append_selection(window, sql);
    g_string_append(sql, condition);
    sqlite3_stmt *statement = take_bound(window, sql->str, key, id, 1, error);
    if (statement == NULL || !collect(window, statement, rows, error) || rows->len == 0)
        return NULL;
    return g_ptr_array_steal_index(rows, 0);
}

Row *window_find_id(Window *window, gint64 id, GError **error)
{
    return decide_find(window, error) ? read_one(window, " AND \"id\" = :from_id", NULL, id, error) : NULL;
}

/* Keys compare by their type: it is asked of the file where no row was read yet. */
static bool learn_key_type(Window *window, GError **error)
{
    if (window->key_type != 0)
        return true;
    GError *failure = NULL;
    g_autofree char *condition = g_strdup_printf(" AND \"%s\" IS NOT NULL LIMIT :limit", window->order);
    g_autoptr(Row) row = read_one(window, condition, NULL, 0, &failure);
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

Row *window_seek(Window *window, const char *key, GError **error)
{
    if (!decide_find(window, error))
        return NULL;
    const char *compare = window->descending ? "<=" : ">=";
    const char *direction = window->descending ? "DESC" : "ASC";
    if (window->order == NULL) {
        g_autofree char *by_id =
            g_strdup_printf(" AND \"id\" %s :from_id ORDER BY \"id\" %s LIMIT :limit", compare, direction);
        return read_one(window, by_id, NULL, g_ascii_strtoll(key, NULL, 10), error);
    }
    if (!learn_key_type(window, error))
        return NULL;
    g_autofree char *by_key =
        g_strdup_printf(" AND \"%s\" %s :key ORDER BY \"%s\" %s, \"id\" %s LIMIT :limit", window->order,
                        compare, window->order, direction, direction);
    return read_one(window, by_key, key, 0, error);
}

gint64 window_count(Window *window, GError **error)
{
    if (!decide_find(window, error))
        return -1;
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "SELECT count(*) FROM \"%s\"", window->source);
    append_selection(window, sql);
    sqlite3_stmt *statement = take_bound(window, sql->str, NULL, 0, 0, error);
    if (statement == NULL)
        return -1;
    int code = sqlite3_step(statement);
    gint64 count = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    if (code != SQLITE_ROW)
        store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return count;
}
