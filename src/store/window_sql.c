/* What a window asks SQLite. */
#include <string.h>

#include "store/query.h"
#include "store/search_words.h"
#include "store/window_private.h"

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
bool window_asks_order_alone(const Window *window)
{
    return !window->listed &&
           (window->mode == FIND_SET || window->sifted || (!window->where && window->mode != FIND_CELLS));
}

/* Whether the list is read in the order of the view that it is read along. */
bool window_goes_along(const Window *window)
{
    return window->along && !window->listed && g_strcmp0(window->order, window->along_order) == 0;
}

/* The view that walks this part of the order along an index (see db/lists/orders.sql), or NULL. */
static char *order_view(const Window *window, Part part)
{
    if (!window->order || !window_asks_order_alone(window))
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
    const bool alone = window_asks_order_alone(window);
    return (Reading){alone ? quoted(window->along) : joined_along(window),
                     g_strdup(!window->order ? "NULL"
                              : alone        ? "s.key"
                                             : "s.along_key"),
                     true, false};
}

static Reading part_reading(const Window *window, Part part)
{
    if (window_goes_along(window))
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

char *window_part_sql(const Window *window, Part part, bool up, const Start *start)
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
    if (view || window_goes_along(window)) {
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

char *window_one_sql(const Window *window)
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

/* The LIMIT keeps the SELECT apart: SQLite leaves out the joins that neither it nor its condition needs. */
char *window_count_sql(const Window *window)
{
    const bool alone = window->along && window_asks_order_alone(window);
    g_auto(Reading) reading = alone ? along_reading(window) : whole_reading(window);
    GString *sql = g_string_new("SELECT count(*) FROM (SELECT s.id");
    append_selection(window, &reading, "true", sql);
    g_string_append(sql, " LIMIT :most)");
    return g_string_free(sql, FALSE);
}
