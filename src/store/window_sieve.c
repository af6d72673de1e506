/* A window on the records that pass the tests of a narrowing, where these stand too far apart for a walk. */
#include "store/window_private.h"

enum {
    LISTED_AT_ONCE = 2000, /* so few are looked up and sorted without any walk */
    STEPS_A_RECORD = 40,   /* along an order, for what one record that is looked up and sorted costs */
    WALKED_FIRST = 10000,  /* no more are listed where a walk brings them as well */
    LISTED_MOST = 200000,  /* so many are sorted where no index brings the order */
    TRIED_FAR = 100000,    /* rows of the order that are passed over for the rarest test alone */
    TRIED_LISTS = 2,       /* lists of records that are counted for the rarest test alone */
    TRIED_ASKED = 1000,    /* and of these, rows that are asked the other tests */
};

void window_sieve_forget(Window *window)
{
    g_clear_pointer(&window->sieve, sieve_free);
}

bool window_can_sift(const Window *window)
{
    return window->where && !window->words && !window->along;
}

/* A sieve is of the file as it was. */
bool window_has_sieve(Window *window)
{
    if (!window->sieve)
        return window->far_apart > 0 && window_can_sift(window);
    if (window->sieve_version != store_data_version(window->store))
        window_sieve_forget(window);
    return window->sieve || window->far_apart > 0;
}

static bool begin_sieve(Window *window, GError **error)
{
    window_has_sieve(window);
    if (!window->sieve) {
        window->sieve_version = store_data_version(window->store);
        window->sieve =
            sieve_new(window->store, window->source, window_kind(window), window->narrowing, error);
    }
    return window->sieve && sieve_begin(window->sieve, error);
}

/* --- along the order */

/* Whether the record passes all tests; `test` NULL: it does, the sieve knows. -1 on failure. */
static int passes(Window *window, sqlite3_stmt *test, gint64 id, GError **error)
{
    if (!test)
        return 1;
    statement_bind_int(test, ":id", id);
    const int code = sqlite3_step(test);
    sqlite3_reset(test);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        store_trouble(window->store, code, error);
    return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

static bool add_row(Window *window, gint64 id, GPtrArray *rows, GError **error)
{
    GError *failure = NULL;
    Row *row = window_find_id(window, id, &failure);
    if (row)
        g_ptr_array_add(rows, row);
    if (failure)
        g_propagate_error(error, failure);
    return !failure;
}

/* False without an error where the walk went too far. */
static bool sift_rows(Window *window, sqlite3_stmt *keys, sqlite3_stmt *test, guint limit, GPtrArray *rows,
                      GError **error)
{
    const guint wanted = rows->len + limit;
    int code = SQLITE_DONE;
    while (rows->len < wanted && window->far != 0 && (code = sqlite3_step(keys)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(keys, 0);
        window->far -= window->far > 0;
        if (!sieve_has(window->sieve, id))
            continue;
        if (test && window->asked > 0 && --window->asked == 0)
            return false;
        const int passing = passes(window, test, id, error);
        if (passing < 0 || (passing > 0 && !add_row(window, id, rows, error)))
            return false;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return store_trouble(window->store, code, error);
    return code == SQLITE_DONE || rows->len == wanted;
}

static sqlite3_stmt *take_bound(Window *window, const char *sql, const Start *start, GError **error)
{
    sqlite3_stmt *statement = statement_take(window->store, sql, error);
    if (statement)
        window_bind(window, start, statement);
    return statement;
}

static bool read_part(Window *window, Part part, bool up, const Start *start, guint limit, GPtrArray *rows,
                      GError **error)
{
    g_autoptr(GString) sql = window_part_keys(window, part, up, start);
    g_autofree char *test_sql = window->rest
                                    ? g_strdup_printf("SELECT 1 FROM \"%s\" AS s WHERE s.id = :id AND %s",
                                                      window->source, window->rest)
                                    : NULL;
    sqlite3_stmt *keys = take_bound(window, sql->str, start, error);
    sqlite3_stmt *test = keys && test_sql ? take_bound(window, test_sql, NULL, error) : NULL;
    bool good = keys && (!test_sql || test);
    if (good) {
        statement_bind_int(keys, ":limit", -1);
        good = sift_rows(window, keys, test, limit, rows, error);
    }
    statement_give(window->store, test);
    statement_give(window->store, keys);
    return good;
}

/* --- looked up and sorted, some at a time */

/* The next ids that are let through, from behind `*after` on. (transfer full) (element-type gint64) */
static GArray *next_ids(const Window *window, gint64 *after, guint most)
{
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    gint64 id = *after;
    while (ids->len < most && sieve_next(window->sieve, id, &id))
        g_array_append_val(ids, id);
    *after = id;
    return ids;
}

static bool read_listed(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows,
                        GError **error)
{
    const guint first = rows->len;
    for (gint64 after = G_MININT64;;) {
        g_autoptr(GArray) ids = next_ids(window, &after, LISTED_AT_ONCE);
        if (ids->len > 0 && !window_read_best(window, ids, up, start, limit, first, rows, error)) {
            g_ptr_array_set_size(rows, (gint)first);
            return false;
        }
        if (ids->len < LISTED_AT_ONCE)
            return true;
    }
}

/* --- which of the two */

/* Rows that are let through; no further than `most`, which is also the answer where nobody knows. */
static gint64 count_let_through(const Window *window, gint64 most)
{
    gint64 count = 0, id = G_MININT64;
    if (sieve_most(window->sieve) < 0)
        return most;
    while (count < most && sieve_next(window->sieve, id, &id))
        count++;
    return count;
}

/* Up to `far` rows of the order, of which `asked` are tested (0: all). `*done` says whether that was enough.
 */
static bool walk(Window *window, gint64 far, guint asked, bool up, const Start *start, guint limit,
                 GPtrArray *rows, bool *done, GError **error)
{
    const guint first = rows->len;
    GError *failure = NULL;
    window->far = far;
    window->asked = asked;
    *done = window_walk(window, read_part, up, start, limit, rows, &failure);
    if (!*done)
        g_ptr_array_set_size(rows, (gint)first);
    if (failure)
        g_propagate_error(error, failure);
    return !failure;
}

/* A walk is given up when it has passed over so many rows that looking all records up costs less. */
static bool walk_or_list(Window *window, gint64 count, bool up, const Start *start, guint limit,
                         GPtrArray *rows, GError **error)
{
    bool done = false;
    const gint64 far = count <= WALKED_FIRST ? MIN(count * STEPS_A_RECORD, LISTED_MOST) : -1;
    if (!walk(window, far, 0, up, start, limit, rows, &done, error))
        return false;
    return done || read_listed(window, up, start, limit, rows, error);
}

/* What is let through by the rarest test alone may be enough already. */
static bool try_rarest(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows, bool *read,
                       GError **error)
{
    *read = false;
    if (!sieve_helps(window->sieve) || window->far_apart > 1)
        return true;
    if (!window_decide_order(window, error))
        return false;
    if (window->order && window->order_mode == ORDER_SORTED)
        return true;
    return walk(window, TRIED_FAR, TRIED_ASKED, up, start, limit, rows, read, error);
}

static bool read_rows(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows, bool *read,
                      GError **error)
{
    const gint64 count = count_let_through(window, LISTED_MOST);
    const bool few = count < LISTED_AT_ONCE;
    if (!few && !window_decide_order(window, error))
        return false;
    const bool sorted = window->order && window->order_mode == ORDER_SORTED;
    *read = few || !sorted || count < LISTED_MOST;
    if (!*read)
        return true;
    return few || sorted ? read_listed(window, up, start, limit, rows, error)
                         : walk_or_list(window, count, up, start, limit, rows, error);
}

static bool sift(Window *window, bool all, bool up, const Start *start, guint limit, GPtrArray *rows,
                 bool *read, GError **error)
{
    g_autofree char *rest = sieve_rest(window->sieve);
    const OrderMode mode = window->order_mode; /* of the other way: this one reads another statement */
    window->order_mode = ORDER_UNKNOWN;
    window->sifted = true;
    window->rest = rest;
    bool good = all ? read_rows(window, up, start, limit, rows, read, error)
                    : try_rarest(window, up, start, limit, rows, read, error);
    window->rest = NULL;
    window->sifted = false;
    window->order_mode = mode;
    return good;
}

/* Whether a walk that asks the rest of not too many rows was enough; else each row is asked it, by its id. */
static bool read_all(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows, bool *read,
                     GError **error)
{
    g_autofree char *rest = sieve_rest(window->sieve);
    const gint64 many = window->far_apart > 1 ? 1 : WALKED_FIRST;
    if (rest && sieve_most(window->sieve) >= 0 && count_let_through(window, many) == many) {
        if (!sift(window, false, up, start, limit, rows, read, error))
            return false;
        if (*read)
            return true;
        if (!sieve_test(window->sieve, error))
            return false;
    }
    return sift(window, true, up, start, limit, rows, read, error);
}

bool window_read_sifted(Window *window, bool up, const Start *start, guint limit, GPtrArray *rows, bool *read,
                        GError **error)
{
    *read = false;
    if (!begin_sieve(window, error))
        return false;
    if (!sieve_is_read(window->sieve)) {
        if (!sift(window, false, up, start, limit, rows, read, error))
            return false;
        if (*read)
            return true;
    }
    if (!sieve_read(window->sieve, error))
        return false;
    return !sieve_helps(window->sieve) || read_all(window, up, start, limit, rows, read, error);
}

int window_progress(const Window *window)
{
    const int percent = window->sieve ? sieve_percent(window->sieve) : 100;
    return percent < 100 ? percent : -1;
}

/* --- how many */

/* Of those that the sieve lets through now, and of no more than `lists` lists of them (0: all). */
static gint64 count_listed(Window *window, gint64 most, guint lists, GError **error)
{
    g_autofree char *rest = sieve_rest(window->sieve);
    gint64 count = 0, after = G_MININT64;
    for (guint i = 0; (lists == 0 || i < lists) && (most < 0 || count < most); i++) {
        const gint64 left = most < 0 || rest ? LISTED_AT_ONCE : MIN(most - count, LISTED_AT_ONCE);
        g_autoptr(GArray) ids = next_ids(window, &after, (guint)left);
        if (ids->len == 0)
            break;
        const gint64 more =
            !rest ? ids->len : window_count_listed(window, ids, most < 0 ? -1 : most - count, error);
        if (more < 0)
            return -1;
        count += more;
    }
    return count;
}

gint64 window_count_sifted(Window *window, gint64 most, bool *counted, GError **error)
{
    *counted = true;
    if (!begin_sieve(window, error))
        return -1;
    if (most >= 0 && sieve_most(window->sieve) >= 0 && !sieve_is_read(window->sieve)) {
        const gint64 count = count_listed(window, most, TRIED_LISTS, error);
        if (count < 0 || count >= most)
            return count;
    }
    if (!sieve_read(window->sieve, error))
        return -1;
    *counted = sieve_most(window->sieve) >= 0;
    return *counted ? count_listed(window, most, 0, error) : 0;
}
