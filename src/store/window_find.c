/* A window on the records that hold what was typed. */
#include <string.h>

#include "store/search_words.h"
#include "store/window_private.h"

enum {
    LISTED_AT_ONCE = 2000,
    COUNT_STEPS = 400000,  /* of SQLite, along the texts, in which a frequent word is counted */
    STEPS_AT_LEAST = 500,  /* along an order, past what is not in a set */
    STEPS_FOR_A_TEXT = 3,  /* so many cost as much as reading a text, */
    STEPS_FOR_A_LOOK = 20, /* and so many as looking up a record */
};

void window_find_forget(Window *window)
{
    g_clear_pointer(&window->found, found_free);
    if (window->mode == FIND_SET)
        window->mode = FIND_WALK;
}

/* --- a word that grows */

void window_find_unplace(Window *window)
{
    if (window->mode == FIND_SET)
        window->mode = FIND_WALK; /* chosen for the order and the condition that were */
    g_clear_pointer(&window->floor[0], row_free);
    g_clear_pointer(&window->floor[1], row_free);
    window->nowhere = false;
}

void window_find_note(Window *window, bool up, const Row *first)
{
    if (!window->words || window->mode == FIND_CELLS)
        return;
    g_clear_pointer(&window->floor[up], row_free);
    window->floor[up] = first ? row_copy(first) : NULL;
    window->nowhere = !first;
}

/* Each word before stands in one of those now. */
bool window_find_narrows(const SearchWords *before, const SearchWords *words)
{
    for (guint i = 0; before && i < before->count; i++) {
        bool kept = false;
        for (guint k = 0; k < words->count && !kept; k++)
            kept = strstr(words->word[k], before->word[i]) != NULL;
        if (!kept)
            return false;
    }
    return before != NULL;
}

/* A set is of the file as it was: what was written since is sought anew. */
static void forget_old(Window *window)
{
    const gint64 version = store_data_version(window->store);
    if (window->found_version != version) {
        window_find_forget(window);
        window_find_unplace(window);
    }
    window->found_version = version;
}

bool window_find_begin(Window *window, GError **error)
{
    if (!window->words || window->mode == FIND_CELLS)
        return true;
    forget_old(window);
    if (!window->found)
        window->found = found_new(window->store, window->words, window->kind, error);
    if (!window->found)
        return false;
    return window->mode == FIND_SET || found_is_frequent(window->found) || window_find_set(window, error);
}

bool window_find_set(Window *window, GError **error)
{
    if (!found_seek(window->found, error))
        return false;
    if (window->mode == FIND_SET || (found_is_all(window->found) && window_is_narrowed(window)))
        return true;
    window->mode = FIND_SET;
    window->order_mode = ORDER_UNKNOWN; /* the walk now reads another statement */
    if (!window_decide_order(window, error))
        return false;
    if (found_is_all(window->found) && window->order && window->order_mode == ORDER_SORTED)
        window->mode = FIND_WALK; /* there are no ids to be sorted */
    return true;
}

/* --- many: along the order */

/* The text of a record decides before its row is read: most that the index names for nothing end there. */
static sqlite3_stmt *text_test(Window *window, GError **error)
{
    g_autoptr(GString) sql = g_string_new("SELECT 1 FROM search_text AS t WHERE t.id = :find_low + :id AND ");
    search_words_text_sql(window->words, "t.body", sql);
    sqlite3_stmt *text = statement_take(window->store, sql->str, error);
    if (text)
        window_bind(window, NULL, text);
    return text;
}

/* Whether the text of `id` holds the words. False on failure. */
static bool ask_text(Window *window, sqlite3_stmt *text, gint64 id, bool *holds, GError **error)
{
    statement_bind_int(text, ":id", id);
    int code = sqlite3_step(text);
    sqlite3_reset(text);
    *holds = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
}

/* The row of the id where it is one of the window's. False on failure. */
static bool test_row(Window *window, sqlite3_stmt *text, gint64 id, GPtrArray *rows, GError **error)
{
    bool holds = false;
    GError *failure = NULL;
    if (!ask_text(window, text, id, &holds, error))
        return false;
    Row *row = holds ? window_find_id(window, id, &failure) : NULL;
    if (row)
        g_ptr_array_add(rows, row);
    if (!failure)
        return true;
    g_propagate_error(error, failure);
    return false;
}

/* Tests those that are in the set, one by one, until enough are found or no further step is allowed. */
static bool test_rows(Window *window, sqlite3_stmt *keys, sqlite3_stmt *text, guint limit, GPtrArray *rows,
                      GError **error)
{
    const guint wanted = rows->len + limit;
    int code = SQLITE_DONE;
    while (rows->len < wanted && window->steps_left > 0 && (code = sqlite3_step(keys)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(keys, 0);
        window->steps_left--;
        if (found_has(window->found, id) && !test_row(window, text, id, rows, error))
            return false;
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
}

static bool read_part(Window *window, Part part, bool up, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    g_autoptr(GString) sql = window_part_keys(window, part, up, start);
    sqlite3_stmt *text = text_test(window, error);
    sqlite3_stmt *keys = text ? statement_take(window->store, sql->str, error) : NULL;
    bool good = false;
    if (keys) {
        window_bind(window, start, keys);
        statement_bind_int(keys, ":limit", -1);
        good = test_rows(window, keys, text, limit, rows, error);
    }
    statement_give(window->store, keys);
    statement_give(window->store, text);
    return good;
}

/* --- few, or an order that no index brings: sorted, some at a time */

/* Thousands of them: printf would cost more than reading their records. */
static void append_id(gint64 id, GString *json)
{
    char digits[24];
    char *at = digits + sizeof digits;
    for (guint64 left = (guint64)id; at == digits + sizeof digits || left > 0; left /= 10)
        *--at = (char)('0' + left % 10);
    if (json->len > 1)
        g_string_append_c(json, ',');
    g_string_append_len(json, at, digits + sizeof digits - at);
}

static void list_rows(const GPtrArray *rows, guint from, GString *json)
{
    for (guint i = from; i < rows->len; i++)
        append_id(((const Row *)g_ptr_array_index(rows, i))->id, json);
}

static void list_ids(const GArray *ids, GString *json)
{
    for (guint i = 0; i < ids->len; i++)
        append_id(g_array_index(ids, gint64, i), json);
}

bool window_read_best(Window *window, const GArray *ids, bool up, const Start *start, guint limit,
                      guint first, GPtrArray *rows, GError **error)
{
    GString *json = g_string_new("[");
    list_rows(rows, first, json);
    list_ids(ids, json);
    g_string_append_c(json, ']');
    window->listed = g_string_free(json, FALSE);
    g_ptr_array_set_size(rows, (gint)first);
    g_autofree char *sql = window_sorted_sql(window, up, start);
    bool good = window_read_rows(window, sql, start, limit, rows, error);
    g_clear_pointer(&window->listed, g_free);
    return good;
}

static bool read_listed(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                        GError **error)
{
    const guint first = rows->len;
    gint64 after = -1;
    for (;;) {
        g_autoptr(GArray) ids = found_next(window->found, after, LISTED_AT_ONCE);
        if (ids->len == 0)
            return true;
        after = g_array_index(ids, gint64, ids->len - 1);
        if (!window_read_best(window, ids, up, start, limit, first, rows, error)) {
            g_ptr_array_set_size(rows, (gint)first);
            return false;
        }
    }
}

/* --- the set made sure: without those whose text does not hold the words */

static bool drop_others(Window *window, sqlite3_stmt *text, const GArray *ids, GError **error)
{
    for (guint i = 0; i < ids->len; i++) {
        bool holds = false;
        const gint64 id = g_array_index(ids, gint64, i);
        if (!ask_text(window, text, id, &holds, error))
            return false;
        if (!holds)
            found_drop(window->found, id);
    }
    return true;
}

static bool make_sure(Window *window, GError **error)
{
    bool good = true;
    gint64 after = -1;
    sqlite3_stmt *text = text_test(window, error);
    if (!text)
        return false;
    for (;;) {
        g_autoptr(GArray) ids = found_next(window->found, after, LISTED_AT_ONCE);
        good = drop_others(window, text, ids, error);
        if (!good || ids->len == 0)
            break;
        after = g_array_index(ids, gint64, ids->len - 1);
    }
    statement_give(window->store, text);
    if (good)
        found_set_sure(window->found);
    return good;
}

/* --- which way */

/* Walks past so many at most; `*enough` where that was all of the way. */
static bool walk_some(Window *window, gint64 steps, bool up, const Start *start, guint limit, GPtrArray *rows,
                      bool *enough, GError **error)
{
    const guint before = rows->len;
    window->steps_left = steps;
    if (!window_walk(window, read_part, up, start, limit, rows, error))
        return false;
    *enough = window->steps_left > 0;
    if (!*enough)
        g_ptr_array_set_size(rows, (gint)before);
    return true;
}

/* Those of the set may stand far from where the walk begins, or hold the words in pieces only: a walk is
 * given up when reading all of their texts costs as much. Then each is looked up. Where they are so many that
 * a walk to the end costs less, their texts are read, which leaves those that hold the words. */
static bool read_walked(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                        GError **error)
{
    Found *found = window->found;
    bool enough = false;
    if (!found_is_all(found)) {
        const gint64 steps = found_count(found) * STEPS_FOR_A_TEXT + STEPS_AT_LEAST;
        if (!walk_some(window, steps, up, start, limit, rows, &enough, error))
            return false;
        if (enough)
            return true;
        if (!found_is_sure(found) && !found_is_listed(found, STEPS_FOR_A_LOOK) && !make_sure(window, error))
            return false;
    }
    if (found_is_listed(found, STEPS_FOR_A_LOOK))
        return read_listed(window, up, start, limit, rows, error);
    return walk_some(window, G_MAXINT64, up, start, limit, rows, &enough, error);
}

bool window_read_found(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                       GError **error)
{
    if (!window_decide_order(window, error))
        return false;
    const bool sorted = window->order && window->order_mode == ORDER_SORTED;
    return sorted || found_is_few(window->found) ? read_listed(window, up, start, limit, rows, error)
                                                 : read_walked(window, up, start, limit, rows, error);
}

/* --- how many */

static gint64 count_sql(Window *window, const char *sql, gint64 most, GError **error)
{
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (!statement)
        return -1;
    window_bind(window, NULL, statement);
    statement_bind_int(statement, ":most", most);
    return window_step_number(window, statement, error);
}

/* Without a condition the texts alone tell. */
static char *count_listed_sql(const Window *window)
{
    if (window_is_narrowed(window))
        return window_count_sql(window);
    GString *sql = g_string_new("SELECT count(*) FROM (SELECT 1 FROM json_each(:found) AS f CROSS JOIN "
                                "search_text AS t WHERE t.id = :find_low + f.value AND ");
    search_words_text_sql(window->words, "t.body", sql);
    g_string_append(sql, " LIMIT :most)");
    return g_string_free(sql, FALSE);
}

gint64 window_count_listed(Window *window, const GArray *ids, gint64 most, GError **error)
{
    GString *json = g_string_new("[");
    list_ids(ids, json);
    g_string_append_c(json, ']');
    window->listed = g_string_free(json, FALSE);
    g_autofree char *sql = count_listed_sql(window);
    gint64 count = count_sql(window, sql, most, error);
    g_clear_pointer(&window->listed, g_free);
    return count;
}

/* Adds those of the set beyond `after` to `count`, as far as it is sought. */
static bool count_sought(Window *window, gint64 most, gint64 *after, gint64 *count, GError **error)
{
    while (most < 0 || *count < most) {
        g_autoptr(GArray) ids = found_next(window->found, *after, LISTED_AT_ONCE);
        if (ids->len == 0)
            return true;
        *after = g_array_index(ids, gint64, ids->len - 1);
        gint64 more = window_count_listed(window, ids, most < 0 ? -1 : most - *count, error);
        if (more < 0)
            return false;
        *count += more;
    }
    return true;
}

static gint64 count_all(Window *window, gint64 most, GError **error)
{
    if (window_is_narrowed(window)) {
        g_autofree char *sql = window_count_sql(window);
        return count_sql(window, sql, most, error);
    }
    g_autoptr(GString) sql = g_string_new("SELECT count(*) FROM (");
    search_words_scan_sql(window->words, sql);
    g_string_append(sql, " LIMIT :most)");
    return count_sql(window, sql->str, most, error);
}

/* The set is sought no further than it takes. One that is not sought in the order of the ids is counted from
 * its beginning each time. */
static gint64 count_set(Window *window, gint64 most, GError **error)
{
    const bool ascends = found_by_stretches(window->found);
    gint64 after = -1, count = 0;
    for (;;) {
        if (!count_sought(window, most, &after, &count, error))
            return -1;
        if ((most >= 0 && count >= most) || found_is_whole(window->found))
            return count;
        if (!found_seek_stretch(window->found, error))
            return -1;
        if (found_is_all(window->found))
            return count_all(window, most, error);
        if (!ascends)
            after = -1, count = 0;
    }
}

/* A frequent word too short for stretches is met often enough along the texts. False where it was not, or on
 * failure, which leaves -1 in `count`. */
static bool count_frequent(Window *window, gint64 most, gint64 *count, GError **error)
{
    GError *failure = NULL;
    store_bound(window->store, COUNT_STEPS);
    *count = count_all(window, most, &failure);
    if (store_unbound(window->store) && *count < 0) {
        g_clear_error(&failure);
        return false;
    }
    if (failure)
        g_propagate_error(error, failure);
    return true;
}

gint64 window_count_found(Window *window, gint64 most, GError **error)
{
    gint64 count = -1;
    if (!window_find_begin(window, error))
        return -1;
    if (found_is_all(window->found))
        return count_all(window, most, error);
    if (!found_by_stretches(window->found) && found_is_frequent(window->found) &&
        !found_is_whole(window->found) && most >= 0 && count_frequent(window, most, &count, error))
        return count;
    return count_set(window, most, error);
}
