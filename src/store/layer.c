#include "store/layer.h"

#include <string.h>

#include "store/found.h"
#include "store/id_set.h"
#include "store/query.h"
#include "store/store_private.h"

enum {
    VALUES_MOST = 256, /* a column of no more values is read value by value */
    SLICE = 4096,
    SAMPLES = 64, /* rows that are looked at to know whether most pass */
};

/* VALUES: of a column that has few, each is tested once, and then the rows of each are read. INDEX: what
 * SQLite's own way to the test gives. */
typedef enum { BY_TESTING, BY_VALUES, BY_INDEX, BY_WORDS } Way;

/* The rows of some values of the column. */
typedef struct {
    GPtrArray *values; /* sqlite3_value * */
    guint value;       /* the one that is being read */
    gint64 after;      /* of its rows, those up to this id are read */
    IdSet *ids;
} Side;

struct Layer {
    Store *store;
    const RecordKind *kind;
    const Narrowing *narrowing;
    const NarrowTest *test;
    char *base, *null_base; /* where the rows with, and those without a value in the column stand */
    Way way;
    bool whole;
    guint read;
    Side sides[2];      /* of the values that do not pass, and of those that do: one of them is read */
    bool passing;       /* which */
    sqlite3_stmt *open; /* of BY_INDEX, between two slices */
    SearchWords *words;
    Found *found;
};

/* --- statements */

static sqlite3_stmt *take(const Layer *layer, const char *sql, GError **error)
{
    sqlite3_stmt *statement = statement_take(layer->store, sql, error);
    if (statement)
        narrowing_bind_values(layer->narrowing, statement);
    return statement;
}

/* Whether SQLite goes to the rows by an index, and neither through all nor by sorting them. What it is asked
 * in vain costs time, never rows. */
static bool is_sought(Layer *layer, const char *sql, bool *sought, GError **error)
{
    g_autofree char *explain = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
    sqlite3_stmt *statement = statement_take(layer->store, explain, error);
    if (!statement)
        return false;
    *sought = true;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(statement, 3);
        if (g_str_has_prefix(detail, "SCAN ") || strstr(detail, "TEMP B-TREE"))
            *sought = false;
    }
    bool good = code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
    statement_give(layer->store, statement);
    return good;
}

/* Rows of one value from an id on, by their ids. */
static char *run_sql(const Layer *layer, bool null)
{
    return g_strdup_printf("SELECT s.id FROM %s AS s WHERE s.\"%s\" %s AND s.id > :after ORDER BY s.id LIMIT "
                           ":limit",
                           null ? layer->null_base : layer->base, layer->test->column,
                           null ? "IS NULL" : "= :value");
}

static char *next_value_sql(const Layer *layer, bool first)
{
    const char *column = layer->test->column;
    return g_strdup_printf("SELECT s.\"%s\" FROM %s AS s WHERE s.\"%s\" %s ORDER BY s.\"%s\" LIMIT 1", column,
                           layer->base, column, first ? "IS NOT NULL" : "> :value", column);
}

static void bind_value(sqlite3_stmt *statement, const sqlite3_value *value)
{
    const int index = sqlite3_bind_parameter_index(statement, ":value");
    if (index > 0)
        sqlite3_bind_value(statement, index, value);
}

/* --- few values */

/* `*value` becomes the one behind it, NULL at the end; it is the caller's to free. */
static bool next_value(Layer *layer, sqlite3_value **value, const sqlite3_value *before, GError **error)
{
    g_autofree char *sql = next_value_sql(layer, !before);
    sqlite3_stmt *statement = take(layer, sql, error);
    if (!statement)
        return false;
    if (before)
        bind_value(statement, before);
    const int code = sqlite3_step(statement);
    *value = code == SQLITE_ROW ? sqlite3_value_dup(sqlite3_column_value(statement, 0)) : NULL;
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
    statement_give(layer->store, statement);
    return good;
}

/* Puts the value on the side to which the first row that has it belongs: all of them do. A value that no row
 * has goes away. */
static bool judge(Layer *layer, sqlite3_value *value, GError **error)
{
    const bool null = sqlite3_value_type(value) == SQLITE_NULL;
    g_autofree char *sql = g_strdup_printf("SELECT (%s) IS TRUE FROM %s AS s WHERE s.\"%s\" %s LIMIT 1",
                                           layer->test->sql, null ? layer->null_base : layer->base,
                                           layer->test->column, null ? "IS NULL" : "= :value");
    sqlite3_stmt *statement = take(layer, sql, error);
    if (!statement) {
        sqlite3_value_free(value);
        return false;
    }
    bind_value(statement, value);
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        g_ptr_array_add(layer->sides[sqlite3_column_int(statement, 0)].values, value);
    else
        sqlite3_value_free(value);
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
    statement_give(layer->store, statement);
    return good;
}

static bool judge_null(Layer *layer, GError **error)
{
    sqlite3_stmt *statement = statement_take(layer->store, "SELECT NULL", error);
    if (!statement)
        return false;
    sqlite3_step(statement);
    sqlite3_value *null = sqlite3_value_dup(sqlite3_column_value(statement, 0));
    statement_give(layer->store, statement);
    return judge(layer, null, error);
}

/* Whether the column has an index and no more than a few values, which are then judged. */
static bool try_values(Layer *layer, bool *few, GError **error)
{
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func((GDestroyNotify)sqlite3_value_free);
    g_autofree char *run = run_sql(layer, false), *next = next_value_sql(layer, false);
    bool sought = false, next_sought = false;
    if (!is_sought(layer, run, &sought, error) || !is_sought(layer, next, &next_sought, error))
        return false;
    *few = sought && next_sought;
    sqlite3_value *value = NULL;
    while (*few) {
        if (!next_value(layer, &value, value, error))
            return false;
        if (!value)
            break;
        g_ptr_array_add(values, value);
        *few = values->len <= VALUES_MOST;
    }
    for (guint i = 0; *few && i < values->len; i++) {
        if (!judge(layer, sqlite3_value_dup(g_ptr_array_index(values, i)), error))
            return false;
    }
    return !*few || judge_null(layer, error);
}

static void read_row_of(Layer *layer, Side *side, gint64 id)
{
    id_set_put(side->ids, id);
    side->after = id;
    layer->read++;
}

/* Up to a slice of the rows of the value at hand. */
static bool read_value(Layer *layer, Side *side, GError **error)
{
    const sqlite3_value *value = g_ptr_array_index(side->values, side->value);
    g_autofree char *sql = run_sql(layer, sqlite3_value_type((sqlite3_value *)value) == SQLITE_NULL);
    sqlite3_stmt *statement = take(layer, sql, error);
    if (!statement)
        return false;
    bind_value(statement, value);
    statement_bind_int(statement, ":after", side->after);
    statement_bind_int(statement, ":limit", SLICE);
    const guint before = layer->read;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        read_row_of(layer, side, sqlite3_column_int64(statement, 0));
    bool good = code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
    statement_give(layer->store, statement);
    if (good && layer->read - before < SLICE) {
        side->value++;
        side->after = G_MININT64;
    }
    return good;
}

static bool read_values(Layer *layer, GError **error)
{
    Side *side = &layer->sides[layer->passing];
    const guint until = layer->read + SLICE;
    while (side->value < side->values->len && layer->read < until) {
        if (!read_value(layer, side, error))
            return false;
    }
    layer->whole = side->value == side->values->len;
    return true;
}

static gint64 last_id(const Layer *layer)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT s.id FROM %s AS s ORDER BY s.id DESC LIMIT 1", layer->base);
    return query_one_int(layer->store, sql, 0, 0);
}

/* Whether the first row from an id on passes; `*passed` grows by it. */
static bool sample(Layer *layer, const char *sql, gint64 from, guint *passed, GError **error)
{
    sqlite3_stmt *statement = take(layer, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":from", from);
    const int code = sqlite3_step(statement);
    *passed += code == SQLITE_ROW && sqlite3_column_int(statement, 0);
    bool good = code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
    statement_give(layer->store, statement);
    return good;
}

/* Reads the fewer: a few rows here and there tell which these are. A wrong guess costs time alone. */
static bool choose_side(Layer *layer, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT (%s) IS TRUE FROM %s AS s WHERE s.id >= :from ORDER BY s.id LIMIT 1",
                        layer->test->sql, layer->base);
    bool sought = false;
    guint passed = 0;
    layer->passing = true;
    if (layer->sides[0].values->len == 0)
        layer->passing = false;
    if (layer->sides[0].values->len == 0 || layer->sides[1].values->len == 0)
        return true;
    if (!is_sought(layer, sql, &sought, error))
        return false;
    const gint64 last = sought ? last_id(layer) : 0;
    for (guint i = 0; last > 0 && i < SAMPLES; i++) {
        if (!sample(layer, sql, last / SAMPLES * i, &passed, error))
            return false;
    }
    layer->passing = passed <= SAMPLES / 2;
    return true;
}

/* --- SQLite's own way */

static char *index_sql(const Layer *layer)
{
    if (layer->test->ids)
        return g_strdup(layer->test->ids);
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql, "SELECT s.id FROM %s AS s WHERE (%s)", layer->base, layer->test->sql);
    if (strcmp(layer->base, layer->null_base) != 0)
        g_string_append_printf(sql, " UNION ALL SELECT s.id FROM %s AS s WHERE (%s)", layer->null_base,
                               layer->test->sql);
    return g_string_free(sql, FALSE);
}

static bool read_index(Layer *layer, GError **error)
{
    Side *side = &layer->sides[!layer->test->ids_fail];
    if (!layer->open) {
        g_autofree char *sql = index_sql(layer);
        layer->open = take(layer, sql, error);
        if (!layer->open)
            return false;
    }
    int code = SQLITE_ROW;
    for (int i = 0; i < SLICE && (code = sqlite3_step(layer->open)) == SQLITE_ROW; i++)
        read_row_of(layer, side, sqlite3_column_int64(layer->open, 0));
    layer->whole = code == SQLITE_DONE;
    layer->passing = !layer->test->ids_fail;
    if (layer->whole)
        statement_give(layer->store, g_steal_pointer(&layer->open));
    return code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(layer->store, code, error);
}

/* --- words */

/* The texts of the kind hold the whole column, and none is behind. */
static bool words_are_in_texts(const Layer *layer)
{
    if (!layer->kind || !layer->test->words || !layer->test->column ||
        !schema_has_table(layer->store, "search_column"))
        return false;
    sqlite3_stmt *statement = statement_take(layer->store,
                                             "SELECT 1 FROM search_column WHERE record = :record AND name = "
                                             ":column AND NOT EXISTS (SELECT 1 FROM search_dirty)",
                                             NULL);
    if (!statement)
        return false;
    statement_bind_text(statement, ":record", layer->kind->name);
    statement_bind_text(statement, ":column", layer->test->column);
    const bool there = sqlite3_step(statement) == SQLITE_ROW;
    statement_give(layer->store, statement);
    return there;
}

static bool read_words(Layer *layer, GError **error)
{
    if (!layer->found)
        layer->found = found_new(layer->store, layer->words, layer->kind, error);
    if (!layer->found)
        return false;
    if (!found_seek(layer->found, error))
        return false;
    layer->whole = !found_is_all(layer->found);
    if (!layer->whole)
        layer_give_up(layer);
    return true;
}

/* --- making one */

/* The list shows the record's own column (see db/lists/columns.sql): the table is asked, which costs less
 * than the list with all that it joins. */
static bool is_own_column(const Layer *layer, const char *source)
{
    if (!layer->kind)
        return false;
    sqlite3_stmt *statement = statement_take(
        layer->store, "SELECT 1 FROM own_column WHERE source = :source AND name = :column", NULL);
    if (!statement)
        return false;
    statement_bind_text(statement, ":source", source);
    statement_bind_text(statement, ":column", layer->test->column);
    const bool own = sqlite3_step(statement) == SQLITE_ROW;
    statement_give(layer->store, statement);
    return own;
}

/* Where a view walks the column along an index (see db/lists/orders.sql), it and its counterpart stand for
 * the source. */
static void find_base(Layer *layer, const char *source)
{
    const char *column = layer->test->column;
    g_autofree char *by = g_strconcat(source, "_by_", column, NULL);
    g_autofree char *without = g_strconcat(source, "_without_", column, NULL);
    if (column && schema_has_table(layer->store, by) && schema_has_table(layer->store, without)) {
        layer->base = g_strdup_printf("(SELECT id, key AS \"%s\" FROM \"%s\")", column, by);
        layer->null_base = g_strdup_printf("(SELECT id, NULL AS \"%s\" FROM \"%s\")", column, without);
        return;
    }
    layer->base =
        g_strdup_printf("\"%s\"", column && is_own_column(layer, source) ? layer->kind->name : source);
    layer->null_base = g_strdup(layer->base);
}

static bool choose_way(Layer *layer, GError **error)
{
    bool few = false, sought = false;
    if (layer->test->column && !try_values(layer, &few, error))
        return false;
    if (few) {
        layer->way = BY_VALUES;
        return choose_side(layer, error);
    }
    g_autofree char *sql = index_sql(layer);
    if (!layer->test->ids_all && !is_sought(layer, sql, &sought, error))
        return false;
    if (sought || layer->test->ids_all) {
        layer->way = BY_INDEX;
    } else if (words_are_in_texts(layer)) {
        layer->words = search_words_new(layer->test->words);
        layer->way = layer->words->indexed > 0 ? BY_WORDS : BY_TESTING;
    }
    return true;
}

Layer *layer_new(Store *store, const char *source, const RecordKind *kind, const Narrowing *narrowing,
                 const NarrowTest *test, GError **error)
{
    g_autoptr(Layer) layer = g_new0(Layer, 1);
    layer->store = store;
    layer->kind = kind;
    layer->narrowing = narrowing;
    layer->test = test;
    for (guint i = 0; i < G_N_ELEMENTS(layer->sides); i++)
        layer->sides[i] = (Side){.values = g_ptr_array_new_with_free_func((GDestroyNotify)sqlite3_value_free),
                                 .after = G_MININT64,
                                 .ids = id_set_new()};
    find_base(layer, source);
    return choose_way(layer, error) ? g_steal_pointer(&layer) : NULL;
}

void layer_free(Layer *layer)
{
    if (!layer)
        return;
    layer_pause(layer);
    for (guint i = 0; i < G_N_ELEMENTS(layer->sides); i++) {
        g_ptr_array_unref(layer->sides[i].values);
        id_set_free(layer->sides[i].ids);
    }
    found_free(layer->found);
    search_words_free(layer->words);
    g_free(layer->base);
    g_free(layer->null_base);
    g_free(layer);
}

/* --- reading one */

LayerWay layer_way(const Layer *layer)
{
    return layer->way == BY_TESTING ? LAYER_TESTS : layer->way == BY_WORDS ? LAYER_WORDS : LAYER_SLICES;
}

bool layer_read(Layer *layer, GError **error)
{
    return layer->way == BY_VALUES  ? read_values(layer, error)
           : layer->way == BY_INDEX ? read_index(layer, error)
                                    : read_words(layer, error);
}

void layer_pause(Layer *layer)
{
    if (!layer->open)
        return;
    statement_give(layer->store, g_steal_pointer(&layer->open));
    if (layer->whole)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(layer->sides); i++) {
        id_set_free(layer->sides[i].ids);
        layer->sides[i].ids = id_set_new();
    }
    layer->read = 0;
}

void layer_give_up(Layer *layer)
{
    layer_pause(layer);
    layer->way = BY_TESTING;
}

bool layer_can_pause(const Layer *layer)
{
    return !layer->open;
}

int layer_percent(const Layer *layer)
{
    if (layer->whole || layer->way == BY_TESTING)
        return 100;
    const Side *side = &layer->sides[layer->passing];
    return layer->way == BY_VALUES ? (int)(100 * side->value / MAX(side->values->len, 1)) : 0;
}

const char *layer_sql(const Layer *layer)
{
    return layer->test->sql;
}

bool layer_is_whole(const Layer *layer)
{
    return layer->whole;
}

guint layer_read_so_far(const Layer *layer)
{
    return layer->read;
}

bool layer_has(const Layer *layer, gint64 id)
{
    return layer->found ? found_has(layer->found, id)
                        : id_set_has(layer->sides[layer->passing].ids, id) == layer->passing;
}

gint64 layer_count(const Layer *layer)
{
    return layer->found ? found_count(layer->found) : layer->passing ? id_set_count(layer->sides[1].ids) : -1;
}

bool layer_next(const Layer *layer, gint64 after, gint64 *id)
{
    if (!layer->found)
        return id_set_next(layer->sides[1].ids, after, id);
    g_autoptr(GArray) next = found_next(layer->found, after, 1);
    if (next->len > 0)
        *id = g_array_index(next, gint64, 0);
    return next->len > 0;
}
