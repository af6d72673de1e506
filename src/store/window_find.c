/* A window on the records that hold what was typed. */
#include <string.h>

#include "store/search_words.h"
#include "store/window_private.h"

/* COUNT_STEPS: of SQLite, along the texts: some 60,000 of them, where a frequent word is met often enough. */
enum { LISTED_AT_ONCE = 2000, COUNT_STEPS = 1000000 };

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

/* Tests those that are in the set, one by one. */
static bool test_rows(Window *window, sqlite3_stmt *keys, guint limit, GPtrArray *rows, GError **error)
{
    const guint wanted = rows->len + limit;
    int code = SQLITE_DONE;
    while (rows->len < wanted && (code = sqlite3_step(keys)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(keys, 0);
        GError *failure = NULL;
        Row *row = found_has(window->found, id) ? window_find_id(window, id, &failure) : NULL;
        if (row)
            g_ptr_array_add(rows, row);
        if (failure) {
            g_propagate_error(error, failure);
            return false;
        }
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? true : store_trouble(window->store, code, error);
}

static bool read_part(Window *window, Part part, bool up, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    g_autoptr(GString) sql = window_part_keys(window, part, up, start);
    sqlite3_stmt *keys = statement_take(window->store, sql->str, error);
    if (!keys)
        return false;
    window_bind(window, start, keys);
    statement_bind_int(keys, ":limit", -1);
    bool good = test_rows(window, keys, limit, rows, error);
    statement_give(window->store, keys);
    return good;
}

/* --- few, or an order that no index brings: sorted, some at a time */

static void list_rows(const GPtrArray *rows, guint from, GString *json)
{
    for (guint i = from; i < rows->len; i++)
        g_string_append_printf(json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "",
                               ((const Row *)g_ptr_array_index(rows, i))->id);
}

static void list_ids(const GArray *ids, GString *json)
{
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "",
                               g_array_index(ids, gint64, i));
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

bool window_read_found(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                       GError **error)
{
    if (!window_decide_order(window, error))
        return false;
    const bool sorted = window->order && window->order_mode == ORDER_SORTED;
    return sorted || found_is_few(window->found)
               ? read_listed(window, up, start, limit, rows, error)
               : window_walk(window, read_part, up, start, limit, rows, error);
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

/* The set is sought no further than it takes: a stretch, then those in it are read, then the next. */
static gint64 count_set(Window *window, gint64 most, GError **error)
{
    gint64 after = -1, count = 0;
    while (most < 0 || count < most) {
        g_autoptr(GArray) ids = found_next(window->found, after, LISTED_AT_ONCE);
        if (ids->len == 0 && found_is_whole(window->found))
            break;
        if (ids->len == 0) {
            if (!found_seek_stretch(window->found, error))
                return -1;
            continue;
        }
        after = g_array_index(ids, gint64, ids->len - 1);
        gint64 more = window_count_listed(window, ids, most < 0 ? -1 : most - count, error);
        if (more < 0)
            return -1;
        count += more;
    }
    return count;
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

/* Frequent words are met often enough along the texts: so many are soon counted, and no set is asked for.
 * False where they were not, or on failure, which leaves -1 in `count`. */
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
    if (window->mode != FIND_SET && most >= 0 && found_is_frequent(window->found) &&
        count_frequent(window, most, &count, error))
        return count;
    if (!found_by_stretches(window->found) && !found_seek(window->found, error))
        return -1;
    return found_is_all(window->found) ? count_all(window, most, error) : count_set(window, most, error);
}
