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

/* --- SQL */

/* Lists without a search text of their own (rule tables) are searched in what they show. */
static void append_cells(const Window *window, GString *sql)
{
    g_autoptr(GString) text = g_string_new("lower(''");
    for (guint i = 0; i < window->columns->len; i++)
        g_string_append_printf(text, " || ' ' || coalesce(s.\"%s\", '')",
                               (const char *)window->columns->pdata[i]);
    g_string_append_c(text, ')');
    search_words_text_sql(window->words, text->str, sql);
}

/* Whether only records are listed whose texts were read before. */
static bool is_known(const Window *window)
{
    return window->listed && window->found && found_is_sure(window->found);
}

bool window_is_narrowed(const Window *window)
{
    return window->where || window->along;
}

/* What a statement reads the selected rows from. */
typedef struct {
    char *from; /* behind FROM; the rows are called `s` */
    char *key;  /* what orders them */
    bool along; /* it has the rows of window->along and no others */
    bool own;   /* it has the columns of the source, and no others */
} Reading;

static void reading_clear(Reading *reading)
{
    g_free(reading->from);
    g_free(reading->key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* Whether each row is asked for nothing but its place. */
static bool is_sifted(const Window *window)
{
    return window->sifted && !window->listed;
}

/* What makes a row one of the window's: its text, the condition and the view that it is read along. */
static void append_tests(const Window *window, bool along, GString *sql)
{
    if (window->sifted) {
        if (window->listed && window->rest)
            g_string_append_printf(sql, " AND %s", window->rest);
        return;
    }
    if (window->mode == FIND_CELLS) {
        g_string_append(sql, " AND ");
        append_cells(window, sql);
    } else if (window->words && !is_known(window)) {
        g_string_append(sql,
                        " AND EXISTS (SELECT 1 FROM search_text AS t WHERE t.id = :find_low + s.id AND ");
        search_words_text_sql(window->words, "t.body", sql);
        g_string_append_c(sql, ')');
    }
    if (window->where)
        g_string_append_printf(sql, " AND (%s)", window->where);
    if (window->along && !along)
        g_string_append_printf(sql, " AND EXISTS (SELECT 1 FROM \"%s\" AS a WHERE a.id = s.id)",
                               window->along);
}

/* Whether the file itself keeps the one from being beyond the other (see db/lists/columns.sql). */
static bool columns_in_order(const Window *window, const char *earlier, const char *later)
{
    const RecordKind *kind = window_kind(window);
    sqlite3_stmt *statement =
        kind ? statement_take(window->store,
                              "SELECT 1 FROM column_order WHERE record = :record AND earlier = :earlier AND "
                              "later = :later",
                              NULL)
             : NULL;
    if (!statement)
        return false;
    statement_bind_text(statement, ":record", kind->name);
    statement_bind_text(statement, ":earlier", earlier);
    statement_bind_text(statement, ":later", later);
    const bool held = sqlite3_step(statement) == SQLITE_ROW;
    statement_give(window->store, statement);
    return held;
}

/* What orders the rows is never beyond (`later`: never before) what the test asks, so that the last of its
 * values bounds it as well. */
static void append_bound(const Window *window, const NarrowTest *test, bool later, GString *sql)
{
    g_string_append_printf(sql, " AND s.\"%s\" %s (SELECT %s(b.\"%s\") FROM \"%s\" AS b WHERE %s)",
                           window->order, later ? ">=" : "<=", later ? "min" : "max", test->column,
                           window_kind(window)->name, test->sql);
}

/* Whether an index goes straight to the rows that pass. What is only looked for in each row would keep a walk
 * from counting those that it passes over. */
static bool is_bounding(const NarrowTest *test)
{
    return test->column && !strstr(test->sql, " LIKE ") && !strstr(test->sql, " COLLATE ");
}

/* Tests of the column that orders the rows, and of one that goes with it, say where in the order to begin. */
static void append_order_tests(const Window *window, GString *sql)
{
    const char *order = window->order;
    for (guint i = 0; order && i < window->narrowing->tests->len; i++) {
        const NarrowTest *test = g_ptr_array_index(window->narrowing->tests, i);
        if (!is_bounding(test))
            continue;
        if (strcmp(test->column, order) == 0)
            g_string_append_printf(sql, " AND (%s)", test->sql);
        else if (columns_in_order(window, order, test->column))
            append_bound(window, test, false, sql);
        else if (columns_in_order(window, test->column, order))
            append_bound(window, test, true, sql);
    }
}

/* FROM and WHERE: the rows that the window shows, as `s`, of which `first` holds. That comes first, because
 * SQLite turns a LEFT JOIN into a plain one only for a condition on the left of an AND; only then can it walk
 * an order by a joined column. Where there is a set of ids, a walk tests no row before it knows that its id
 * is in the set. */
static void append_selection(const Window *window, const Reading *reading, const char *first, GString *sql)
{
    if (window->listed)
        g_string_append_printf(sql,
                               " FROM (SELECT value AS hit FROM json_each(:found)) AS f CROSS JOIN %s AS s "
                               "WHERE s.id = f.hit AND %s",
                               reading->from, first);
    else
        g_string_append_printf(sql, " FROM %s AS s WHERE %s AND true", reading->from, first);
    if (window->mode != FIND_SET || window->listed)
        append_tests(window, reading->along, sql);
    if (is_sifted(window) && reading->own)
        append_order_tests(window, sql);
}

/* The keys are found first and the other columns only for the rows that are shown: a list's columns may cost
 * more than its order. The condition is said again, because a list that groups is made for all records where
 * nothing but the id of a row is asked for. */
static void append_outer(const Window *window, const GString *inner, const char *order, GString *sql)
{
    g_string_append(sql, "SELECT k.id, k.key");
    for (guint i = 0; i < window->columns->len; i++)
        g_string_append_printf(sql, ", s.\"%s\"", (const char *)window->columns->pdata[i]);
    g_autofree char *source =
        window->where && !is_sifted(window)
            ? g_strdup_printf("(SELECT * FROM \"%s\" AS s WHERE %s)", window->source, window->where)
            : g_strdup_printf("\"%s\"", window->source);
    g_string_append_printf(sql, " FROM (%s) AS k CROSS JOIN %s AS s ON s.id = k.id", inner->str, source);
    if (order)
        g_string_append_printf(sql, " ORDER BY %s", order);
}

static char *key_sql(const Window *window)
{
    return window->order ? g_strdup_printf("s.\"%s\"", window->order) : g_strdup("NULL");
}

static char *part_condition(const char *key, Part part)
{
    static const char *const conditions[] = {" = :key", " IS NOT NULL", " IS NULL"};
    return part == PART_ALL ? g_strdup("true") : g_strconcat(key, conditions[part], NULL);
}

static void append_beyond(const char *key, Part part, bool up, const Start *start, GString *sql)
{
    static const char *const signs[2][2] = {{"<", "<="}, {">", ">="}};
    if (part == PART_VALUES && start && start->key)
        g_string_append_printf(sql, " AND %s %s :key", key, signs[up][0]);
    else if (part != PART_VALUES && start)
        g_string_append_printf(sql, " AND s.id %s :id", signs[up][start->inclusive]);
}

/* Whether a walk asks for no column of the list but the one that it is ordered by. */
static bool asks_order_alone(const Window *window)
{
    return !window->listed &&
           (window->mode == FIND_SET || window->sifted || (!window->where && window->mode != FIND_CELLS));
}

/* Whether the list is read in the order of the view that it is read along. */
static bool goes_along(const Window *window)
{
    return window->along && !window->listed && g_strcmp0(window->order, window->along_order) == 0;
}

/* The view that walks this part of the order along an index (see db/lists/orders.sql), or NULL. */
static char *order_view(const Window *window, Part part)
{
    if (!window->order || !asks_order_alone(window))
        return NULL;
    g_autofree char *view =
        g_strconcat(window->source, part == PART_NULLS ? "_without_" : "_by_", window->order, NULL);
    return schema_has_table(window->store, view) ? g_steal_pointer(&view) : NULL;
}

static char *quoted(const char *name)
{
    return g_strdup_printf("\"%s\"", name);
}

/* The list's columns, and the key beside them, of the rows that the view along has. */
static char *joined_along(const Window *window)
{
    return g_strdup_printf(
        "(SELECT a.key AS along_key, l.* FROM \"%s\" AS a CROSS JOIN \"%s\" AS l WHERE l.id = a.id)",
        window->along, window->source);
}

static Reading along_reading(const Window *window)
{
    const bool alone = asks_order_alone(window);
    return (Reading){alone ? quoted(window->along) : joined_along(window),
                     g_strdup(!window->order ? "NULL"
                              : alone        ? "s.key"
                                             : "s.along_key"),
                     true, false};
}

static Reading part_reading(const Window *window, Part part)
{
    if (goes_along(window))
        return along_reading(window);
    g_autofree char *view = order_view(window, part);
    if (view)
        return (Reading){quoted(view), g_strdup(part == PART_NULLS ? "NULL" : "s.key"), false, false};
    return (Reading){quoted(window->source), key_sql(window), false, true};
}

/* For all rows at once, in no order. */
static Reading whole_reading(const Window *window)
{
    if (window->along && !window->listed)
        return (Reading){joined_along(window), key_sql(window), true, false};
    return (Reading){quoted(window->source), key_sql(window), false, true};
}

/* SELECT, FROM and WHERE of the keys of one part, and their order. A sifted walk does not ask for the key
 * itself: where it is reckoned, that would cost a look at each row. */
static void append_part(const Window *window, Part part, bool up, const Start *start, GString *sql)
{
    const char *way = up ? "" : " DESC";
    g_auto(Reading) reading = part_reading(window, part);
    const bool all_null = part == PART_NULLS && strcmp(reading.key, "NULL") == 0;
    g_autofree char *condition = all_null ? g_strdup("true") : part_condition(reading.key, part);
    g_string_append_printf(sql, "SELECT s.id AS id, %s AS key", is_sifted(window) ? "NULL" : reading.key);
    append_selection(window, &reading, condition, sql);
    append_beyond(reading.key, part, up, start, sql);
    g_string_append(sql, " ORDER BY ");
    if (part == PART_VALUES)
        g_string_append_printf(sql, "%s%s, ", is_sifted(window) ? reading.key : "key", way);
    g_string_append_printf(sql, "s.id%s LIMIT :limit", way);
}

GString *window_part_keys(const Window *window, Part part, bool up, const Start *start)
{
    GString *sql = g_string_new(NULL);
    append_part(window, part, up, start, sql);
    return sql;
}

static char *part_sql(const Window *window, Part part, bool up, const Start *start)
{
    g_autoptr(GString) keys = window_part_keys(window, part, up, start);
    const char *way = up ? "" : " DESC";
    g_autofree char *order =
        part == PART_VALUES ? g_strdup_printf("k.key%s, k.id%s", way, way) : g_strdup_printf("k.id%s", way);
    GString *sql = g_string_new(NULL);
    append_outer(window, keys, order, sql);
    return g_string_free(sql, FALSE);
}

/* All columns beside the keys; the same may be asked for twice, so they are numbered. */
static void append_columns(const Window *window, GString *inner, GString *outer)
{
    for (guint i = 0; i < window->columns->len; i++) {
        g_string_append_printf(inner, ", s.\"%s\" AS c%u", (const char *)window->columns->pdata[i], i);
        g_string_append_printf(outer, ", c%u", i);
    }
}

/* All parts at once where all rows have to be sorted: the LIMIT keeps SQLite from dissolving the inner
 * SELECT, so that a key which is dear is reckoned once for each row. */
char *window_sorted_sql(const Window *window, bool up, const Start *start)
{
    static const char *const beyond[2][2] = {{"<", "<="}, {">", ">="}};
    g_auto(Reading) reading = whole_reading(window);
    const bool at_once = window->reckoned && !window->listed;
    g_autoptr(GString) keys = g_string_new("SELECT id, key");
    g_autoptr(GString) inner = g_string_new(NULL);
    g_string_append_printf(inner, "SELECT s.id AS id, %s AS key", reading.key);
    if (at_once)
        append_columns(window, inner, keys);
    append_selection(window, &reading, "true", inner);
    g_string_append_printf(keys, " FROM (%s LIMIT -1)", inner->str);
    const char *sign = start ? beyond[up][start->inclusive] : "";
    if (start && start->key)
        g_string_append_printf(keys, " WHERE (key, id) %s (:key, :id)%s", sign, up ? " OR key IS NULL" : "");
    else if (start)
        g_string_append_printf(keys, " WHERE key IS NULL AND id %s :id%s", sign,
                               up ? "" : " OR key IS NOT NULL");
    const char *way = up ? "" : " DESC";
    g_string_append_printf(keys, " ORDER BY key%s NULLS %s, id%s LIMIT :limit", way, up ? "LAST" : "FIRST",
                           way);
    if (at_once)
        return g_strdup(keys->str);
    g_autofree char *order = g_strdup_printf("k.key%s NULLS %s, k.id%s", way, up ? "LAST" : "FIRST", way);
    GString *sql = g_string_new(NULL);
    append_outer(window, keys, order, sql);
    return g_string_free(sql, FALSE);
}

/* Asks SQLite how it would walk the order. That the words of its answer may change with its version costs
 * time at most, never rows. */
bool window_decide_order(Window *window, GError **error)
{
    if (!window->order || window->order_mode != ORDER_UNKNOWN)
        return true;
    g_autofree char *view = order_view(window, PART_VALUES);
    if (view || goes_along(window)) {
        window->order_mode = ORDER_INDEXED;
        return true;
    }
    g_autoptr(GString) keys = window_part_keys(window, PART_VALUES, true, NULL);
    g_string_prepend(keys, "EXPLAIN QUERY PLAN ");
    sqlite3_stmt *statement = statement_take(window->store, keys->str, error);
    if (!statement)
        return false;
    window->order_mode = ORDER_INDEXED;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(statement, 3);
        if (g_strcmp0(detail, "USE TEMP B-TREE FOR ORDER BY") == 0)
            window->order_mode = ORDER_SORTED;
    }
    statement_give(window->store, statement);
    return true;
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
    g_autofree char *sql = part_sql(window, part, up, start);
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
    if (goes_along(window) && asks_order_alone(window))
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

static char *one_sql(const Window *window)
{
    g_autofree char *key = key_sql(window);
    g_autoptr(GString) inner = g_string_new(NULL);
    g_string_append_printf(inner, "SELECT s.id AS id, %s AS key", key);
    g_string_append_printf(inner, " FROM \"%s\" AS s WHERE s.id = :id AND true", window->source);
    append_tests(window, false, inner);
    g_string_append(inner, " LIMIT 1");
    GString *sql = g_string_new(NULL);
    append_outer(window, inner, NULL, sql);
    return g_string_free(sql, FALSE);
}

Row *window_find_id(Window *window, gint64 id, GError **error)
{
    g_autofree char *sql = one_sql(window);
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

/* The LIMIT keeps the SELECT apart: SQLite leaves out the joins that neither it nor its condition needs. */
char *window_count_sql(const Window *window)
{
    const bool alone = window->along && asks_order_alone(window);
    g_auto(Reading) reading = alone ? along_reading(window) : whole_reading(window);
    GString *sql = g_string_new("SELECT count(*) FROM (SELECT s.id");
    append_selection(window, &reading, "true", sql);
    g_string_append(sql, " LIMIT :most)");
    return g_string_free(sql, FALSE);
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
