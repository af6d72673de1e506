#include "store/window.h"

#include <string.h>

#include "store/query.h"
#include "store/watch.h"
#include "store/window_private.h"

/* Rows that are narrowed are first walked along the index of their order, each being tested: a window fills
 * at once where many of them are wanted. A walk that has found too few after so many steps of SQLite is given
 * up, because reading the table from end to end costs less than meeting its rows in another order. */
enum { WALK_STEPS = 100000, WALK_STEPS_FIND = 40000, WALK_STEPS_SIEVE = 20000 };

/* --- making one */

static bool check_column(const Window *window, const char *column, GError **error)
{
    if (schema_plain_name(column) && schema_has_column(window->store, window->source, column))
        return true;
    return error_set(error, ERROR_NOT_FOUND, "%s: %s has no such column: name one that it has", column,
                     window->source);
}

Window *window_new(Store *store, const char *source, const char *const *columns, GError **error)
{
    if (!schema_has_column(store, source, "id")) {
        error_set(error, ERROR_NOT_FOUND, "%s: there is no such list, or it has no column id", source);
        return NULL;
    }
    g_autoptr(Window) window = g_new0(Window, 1);
    window->store = store;
    window->source = g_strdup(source);
    window->columns = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; columns && columns[i]; i++) {
        if (!check_column(window, columns[i], error))
            return NULL;
        g_ptr_array_add(window->columns, g_strdup(columns[i]));
    }
    return g_steal_pointer(&window);
}

void window_free(Window *window)
{
    if (!window)
        return;
    g_free(window->source);
    g_free(window->order);
    g_free(window->where);
    window_sieve_forget(window);
    narrowing_free(window->narrowing);
    g_free(window->along);
    g_free(window->along_order);
    window_find_forget(window);
    window_find_unplace(window);
    search_words_free(window->words);
    g_ptr_array_unref(window->columns);
    g_free(window);
}

/* By the id alone is NULL. (transfer full) */
static char *order_of(const char *field)
{
    return field && strcmp(field, "id") != 0 ? g_strdup(field) : NULL;
}

bool window_set_order(Window *window, const char *field, bool descending, GError **error)
{
    if (field && !check_column(window, field, error))
        return false;
    window_find_unplace(window);
    g_free(window->order);
    window->order = order_of(field);
    window->descending = descending;
    window->order_mode = ORDER_UNKNOWN;
    return true;
}

void window_set_narrowing(Window *window, Narrowing *narrowing)
{
    window_find_unplace(window);
    window_sieve_forget(window);
    narrowing_free(window->narrowing);
    g_free(window->where);
    window->narrowing = narrowing;
    window->where = narrowing ? narrowing_sql(narrowing) : NULL;
    window->order_mode = ORDER_UNKNOWN;
}

void window_set_where(Window *window, const char *sql, const char *const *values)
{
    g_autoptr(Narrowing) narrowing = sql ? narrowing_new() : NULL;
    for (guint i = 0; sql && values && values[i]; i++)
        narrowing_bind(narrowing, values[i]);
    if (sql)
        narrowing_add(narrowing, sql, NULL, NULL);
    window_set_narrowing(window, g_steal_pointer(&narrowing));
}

/* The table whose rows the source shows, each once, by its name; else the source itself. */
static const char *counted_source(const Window *window)
{
    const RecordKind *kind = window_kind(window);
    return kind ? kind->name : window->source;
}

void window_set_reckoned(Window *window, bool reckoned)
{
    window->reckoned = reckoned && counted_source(window) == window->source;
}

bool window_set_along(Window *window, const char *view, const char *field, GError **error)
{
    if (view &&
        (!schema_has_column(window->store, view, "id") || !schema_has_column(window->store, view, "key")))
        return error_set(error, ERROR_NOT_FOUND, "%s: there is no such view, or it has no columns id and key",
                         view);
    if (view && field && !check_column(window, field, error))
        return false;
    window_find_unplace(window);
    g_free(window->along);
    g_free(window->along_order);
    window->along = g_strdup(view);
    window->along_order = view ? order_of(field) : NULL;
    window->order_mode = ORDER_UNKNOWN;
    return true;
}

static bool kind_is_searched(const Window *window, const RecordKind *kind)
{
    if (!kind)
        return false;
    g_autofree char *view = g_strconcat(kind->name, "_search", NULL);
    return schema_has_table(window->store, view);
}

void window_set_find(Window *window, const char *record, const char *typed)
{
    g_autoptr(SearchWords) before = g_steal_pointer(&window->words);
    g_autoptr(SearchWords) words = search_words_new(typed);
    window_find_forget(window);
    window->mode = FIND_NONE;
    window->order_mode = ORDER_UNKNOWN;
    if (!window_find_narrows(before, words))
        window_find_unplace(window);
    if (words->count == 0)
        return;
    window->words = g_steal_pointer(&words);
    window->kind = store_record_kind(window->store, record);
    window->mode = kind_is_searched(window, window->kind) ? FIND_WALK : FIND_CELLS;
}

gint64 window_step_number(Window *window, sqlite3_stmt *statement, GError **error)
{
    int code = sqlite3_step(statement);
    gint64 number = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    if (code != SQLITE_ROW)
        store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return number;
}

static void bind_start(const Start *start, sqlite3_stmt *statement)
{
    int index = sqlite3_bind_parameter_index(statement, ":key");
    if (index > 0 && start->key)
        sqlite3_bind_value(statement, index, start->key);
    statement_bind_int(statement, ":id", start->id);
}

void window_bind(const Window *window, const Start *start, sqlite3_stmt *statement)
{
    if (window->words) {
        search_words_bind(window->words, statement);
        search_bind_range(statement, window->kind);
    }
    if (window->listed)
        statement_bind_text(statement, ":found", window->listed);
    if (window->narrowing)
        narrowing_bind_values(window->narrowing, statement);
    if (start)
        bind_start(start, statement);
}

/* --- rows */

static Row *read_row(const Window *window, sqlite3_stmt *statement)
{
    Row *row = row_new(sqlite3_column_int64(statement, 0), window->columns->len);
    row->key = statement_column(statement, 1);
    for (guint i = 0; i < window->columns->len; i++)
        row->cells[i] = statement_column(statement, (int)i + 2);
    return row;
}

bool window_read_rows(Window *window, const char *sql, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return false;
    window_bind(window, start, statement);
    statement_bind_int(statement, ":limit", limit);
    const guint before = rows->len;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        g_ptr_array_add(rows, read_row(window, statement));
    watch_list(window, statement, rows->len - before);
    bool good = code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return good;
}

static bool read_sorted(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                        GError **error)
{
    g_autofree char *sql = window_sorted_sql(window, up, start);
    return window_read_rows(window, sql, start, limit, rows, error);
}

/* Whether a read that begins at `start` meets the part at all. */
static bool meets(Part part, bool up, const Start *start)
{
    const bool at_value = start && start->key, at_null = start && !start->key;
    return part == PART_TIES ? at_value : part == PART_VALUES ? !(up && at_null) : !(!up && at_value);
}

static bool walk_parts(Window *window, WindowPartReader each, bool up, const Start *start, guint limit,
                       GPtrArray *rows, GError **error)
{
    static const Part orders[2][3] = {{PART_NULLS, PART_TIES, PART_VALUES},
                                      {PART_TIES, PART_VALUES, PART_NULLS}};
    const guint wanted = rows->len + limit;
    for (guint i = 0; i < G_N_ELEMENTS(orders[up]) && rows->len < wanted; i++) {
        const Part part = orders[up][i];
        if (!meets(part, up, start))
            continue;
        /* What follows the part in which the place is, is read from its beginning. */
        const Start *from = part == PART_NULLS && start && start->key ? NULL : start;
        if (!each(window, part, up, from, wanted - rows->len, rows, error))
            return false;
    }
    return true;
}

bool window_walk(Window *window, WindowPartReader each, bool up, const Start *start, guint limit,
                 GPtrArray *rows, GError **error)
{
    return window->order ? walk_parts(window, each, up, start, limit, rows, error)
                         : each(window, PART_ALL, up, start, limit, rows, error);
}

static bool read_part(Window *window, Part part, bool up, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    g_autofree char *sql = window_part_sql(window, part, up, start);
    return window_read_rows(window, sql, start, limit, rows, error);
}

/* Whether the set of those that may hold the words can be asked for. */
static bool has_set(const Window *window)
{
    return window->mode == FIND_WALK && !found_is_all(window->found);
}

/* How far a walk may go that has another way beside it; 0: as far as it takes. */
static guint walk_bound(const Window *window)
{
    if (has_set(window))
        return WALK_STEPS_FIND;
    if (window_goes_along(window) && window_asks_order_alone(window))
        return 0;
    if (window_can_sift(window))
        return WALK_STEPS_SIEVE;
    return window->order && (window_is_narrowed(window) || window->mode == FIND_CELLS) ? WALK_STEPS : 0;
}

static bool read_another_way(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                             GError **error)
{
    if (has_set(window) && !window_find_set(window, error))
        return false;
    if (window->mode == FIND_SET)
        return window_read_found(window, up, start, limit, rows, error);
    if (window_can_sift(window)) {
        bool read = false;
        const bool good = window_read_sifted(window, up, start, limit, rows, &read, error);
        if (!good || read)
            return good;
    }
    if (!window->order)
        return window_walk(window, read_part, up, start, limit, rows, error);
    window->order_mode = ORDER_SORTED;
    return read_sorted(window, up, start, limit, rows, error);
}

static bool read_from(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    if (!window_find_begin(window, error) || !window_decide_order(window, error))
        return false;
    if (window->mode == FIND_SET)
        return window_read_found(window, up, start, limit, rows, error);
    if (window->order && window->order_mode == ORDER_SORTED)
        return read_another_way(window, up, start, limit, rows, error);
    if (window_has_sieve(window))
        return read_another_way(window, up, start, limit, rows, error);
    const guint bound = walk_bound(window);
    if (bound == 0)
        return window_walk(window, read_part, up, start, limit, rows, error);
    const guint before = rows->len;
    GError *failure = NULL;
    store_bound(window->store, bound);
    bool good = window_walk(window, read_part, up, start, limit, rows, &failure);
    if (store_unbound(window->store) && !good) {
        g_clear_error(&failure);
        g_ptr_array_set_size(rows, (gint)before);
        return read_another_way(window, up, start, limit, rows, error);
    }
    if (failure)
        g_propagate_error(error, failure);
    return good;
}

/* --- keys: a row carries its key as text, but the file compares numbers as numbers */

/* The value that a text stands for in the storage class that the column has; to be freed. Texts stay texts.
 */
static sqlite3_value *typed_key(Window *window, const char *key, int type, GError **error)
{
    sqlite3_stmt *statement = statement_take(window->store,
                                             type == SQLITE_INTEGER ? "SELECT CAST(:key AS INTEGER)"
                                             : type == SQLITE_FLOAT ? "SELECT CAST(:key AS REAL)"
                                                                    : "SELECT :key",
                                             error);
    if (!statement)
        return NULL;
    statement_bind_text(statement, ":key", key);
    sqlite3_value *value = NULL;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        value = sqlite3_value_dup(sqlite3_column_value(statement, 0));
    else
        store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return value;
}

/* Storage class of the order column: of the row `id` when it still has one, else of any. */
static bool key_in_file(Window *window, const char *condition, gint64 id, const char *key,
                        sqlite3_value **same, int *type, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT s.\"%s\" FROM \"%s\" AS s WHERE %s LIMIT 1", window->order,
                                           window->source, condition);
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", id);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        g_autofree char *text = statement_column(statement, 0);
        *type = sqlite3_column_type(statement, 0);
        if (same && g_strcmp0(text, key) == 0)
            *same = sqlite3_value_dup(sqlite3_column_value(statement, 0));
    }
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return good;
}

static sqlite3_value *key_value(Window *window, const char *key, gint64 id, GError **error)
{
    g_autofree char *any = g_strdup_printf("s.\"%s\" IS NOT NULL", window->order);
    sqlite3_value *same = NULL;
    int type = SQLITE_NULL;
    if (id != 0 && !key_in_file(window, "s.id = :id", id, key, &same, &type, error))
        return NULL;
    if (same)
        return same;
    if (type == SQLITE_NULL && !key_in_file(window, any, 0, key, NULL, &type, error))
        return NULL;
    return typed_key(window, key, type, error);
}

static bool is_up(const Window *window, bool backward)
{
    return window->descending == backward;
}

static bool read_beyond(Window *window, const Row *from, bool up, bool inclusive, guint limit,
                        GPtrArray *rows, GError **error)
{
    Start start = {NULL, from->id, inclusive};
    if (window->order && from->key) {
        start.key = key_value(window, from->key, from->id, error);
        if (!start.key)
            return false;
    }
    bool good = read_from(window, up, &start, limit, rows, error);
    sqlite3_value_free(start.key);
    return good;
}

/* From the first row, or from where a find that this one narrows began. */
static bool read_first(Window *window, bool up, guint limit, GPtrArray *rows, GError **error)
{
    const guint before = rows->len;
    if (!window_find_begin(window, error))
        return false;
    const Row *floor = window->floor[up];
    bool good = window->nowhere ? true
                : floor         ? read_beyond(window, floor, up, true, limit, rows, error)
                                : read_from(window, up, NULL, limit, rows, error);
    if (good)
        window_find_note(window, up, rows->len > before ? rows->pdata[before] : NULL);
    return good;
}

bool window_read(Window *window, const Row *from, bool backward, bool inclusive, guint limit, GPtrArray *rows,
                 GError **error)
{
    if (limit == 0)
        return true;
    if (!from)
        return read_first(window, is_up(window, backward), limit, rows, error);
    return read_beyond(window, from, is_up(window, backward), inclusive, limit, rows, error);
}

Row *window_find_id(Window *window, gint64 id, GError **error)
{
    g_autofree char *sql = window_one_sql(window);
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return NULL;
    window_bind(window, NULL, statement);
    statement_bind_int(statement, ":id", id);
    int code = sqlite3_step(statement);
    Row *row = code == SQLITE_ROW ? read_row(window, statement) : NULL;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        store_trouble(window->store, code, error);
    statement_give(window->store, statement);
    return row;
}

Row *window_seek(Window *window, const char *key, GError **error)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    bool up = is_up(window, false);
    /* Past every id in the direction walked, so that all rows with this very key come after it. */
    Start start = {NULL, up ? G_MININT64 : G_MAXINT64, true};
    if (!window->order)
        start.id = g_ascii_strtoll(key ? key : "", NULL, 10);
    else if (key && !(start.key = key_value(window, key, 0, error)))
        return NULL;
    bool good = read_from(window, up, &start, 1, rows, error);
    sqlite3_value_free(start.key);
    return good && rows->len > 0 ? g_ptr_array_steal_index(rows, 0) : NULL;
}

const RecordKind *window_kind(const Window *window)
{
    g_autofree char *table = g_str_has_suffix(window->source, "_list")
                                 ? g_strndup(window->source, strlen(window->source) - strlen("_list"))
                                 : NULL;
    return table ? store_record_kind(window->store, table) : NULL;
}

static gint64 count_whole(Window *window, gint64 most, GError **error)
{
    const char *source = counted_source(window);
    g_autofree char *sql =
        most < 0 ? g_strdup_printf("SELECT count(*) FROM \"%s\"", source)
                 : g_strdup_printf("SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT :most)", source);
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return -1;
    statement_bind_int(statement, ":most", most);
    return window_step_number(window, statement, error);
}

static gint64 count_selected(Window *window, gint64 most, GError **error)
{
    g_autofree char *sql = window_count_sql(window);
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return -1;
    window_bind(window, NULL, statement);
    statement_bind_int(statement, ":most", most);
    return window_step_number(window, statement, error);
}

/* As many as are wanted are soon met where many rows pass; otherwise the sieve knows them. */
static gint64 count_narrowed(Window *window, gint64 most, GError **error)
{
    GError *failure = NULL;
    bool counted = false;
    if (most >= 0 && !window_has_sieve(window)) {
        store_bound(window->store, WALK_STEPS_SIEVE);
        const gint64 count = count_selected(window, most, &failure);
        if (!store_unbound(window->store) || count >= 0) {
            if (failure)
                g_propagate_error(error, failure);
            return count;
        }
        g_clear_error(&failure);
    }
    const gint64 count = window_count_sifted(window, most, &counted, error);
    return counted ? count : count_selected(window, most, error);
}

/* Of a number that was counted no further than one beyond `most`. */
static gint64 at_most(gint64 count, gint64 most, bool *more)
{
    const bool beyond = most >= 0 && count > most;
    if (more)
        *more = beyond;
    return beyond ? most : count;
}

gint64 window_count_all(Window *window, gint64 most, bool *more, GError **error)
{
    return at_most(count_whole(window, most < 0 ? -1 : most + 1, error), most, more);
}

gint64 window_count(Window *window, gint64 most, bool *more, GError **error)
{
    if (!window_is_narrowed(window) && window->mode == FIND_NONE)
        return window_count_all(window, most, more, error);
    const gint64 beyond = most < 0 ? -1 : most + 1;
    const gint64 count = window->words && window->mode != FIND_CELLS
                             ? window_count_found(window, beyond, error)
                         : window_can_sift(window) ? count_narrowed(window, beyond, error)
                                                   : count_selected(window, beyond, error);
    return at_most(count, most, more);
}
