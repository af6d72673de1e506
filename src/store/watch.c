#include "store/watch.h"

#include <stdio.h>
#include <string.h>

#include "store/query.h"

/* A window is read along its order and then row by row: two steps for each row, and a few
 * more to find the place or to go through a table of choices. A small table may be gone through once for each
 * of a few choices.
 */
enum { LARGE_ROWS = 50000, STEPS_A_ROW = 2, STEPS_A_SORTED_ROW = 8, STEPS_MORE = 40 };

/* Orders that step over rows by their nature, and what bounds how many. */
static const struct {
    const char *source, *order, *bound;
} BOUNDED[] = {
    {"review_list", "standing", "reviews that are open: what the office has in hand, not what it ever had"},
};

static bool is_bounded(const Window *window)
{
    for (guint i = 0; i < G_N_ELEMENTS(BOUNDED); i++)
        if (strcmp(BOUNDED[i].source, window->source) == 0 && g_strcmp0(BOUNDED[i].order, window->order) == 0)
            return true;
    return false;
}

/* The table whose rows the list shows; NULL where they are no records. */
static char *watched_table(const Window *window)
{
    if (!g_str_has_suffix(window->source, "_list"))
        return NULL;
    g_autofree char *table = g_strndup(window->source, strlen(window->source) - strlen("_list"));
    const bool watched = store_record_kind(window->store, table) || strcmp(table, "journal") == 0;
    return watched ? g_steal_pointer(&table) : NULL;
}

static bool is_large(Store *store, const char *table)
{
    g_autoptr(Query) query =
        query_new(store, "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = :table", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":table", table);
    return query_next(query, NULL) && query_int(query, 0) > LARGE_ROWS;
}

static gint64 count_rows(Store *store, const char *table)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", table);
    return query_one_int(store, sql, 0, 0);
}

static void add_line(const char *path, const Window *window, const char *what, gint64 much, guint rows,
                     const char *sql)
{
    FILE *file = fopen(path, "ae");
    if (!file)
        return;
    fprintf(file, "%s by %s: %s (%" G_GINT64_FORMAT ") for %u rows: %s\n", window->source,
            window->order ? window->order : "id", what, much, rows, sql);
    fclose(file);
}

void watch_list(const Window *window, sqlite3_stmt *statement, guint rows)
{
    const char *path = g_getenv("ENTENTE_WATCH");
    if (!path || window_is_narrowed(window) || window->words || is_bounded(window))
        return;
    g_autofree char *table = watched_table(window);
    if (!table)
        return;
    const bool large = is_large(window->store, table);
    const gint64 sorted = large ? 0 : STEPS_A_SORTED_ROW * count_rows(window->store, table);
    const gint64 most = STEPS_A_ROW * (gint64)rows + sorted + STEPS_MORE;
    const int steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    const int made = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_AUTOINDEX, 1);
    const char *sql = statement_sql(window->store, statement);
    if (large && window->order && window->order_mode == ORDER_SORTED)
        add_line(path, window, "sorts a large table without an index", count_rows(window->store, table), rows,
                 sql);
    if (steps + made > most)
        add_line(path, window, "steps through tables", steps + made, rows, sql);
    if (large && made > 0)
        add_line(path, window, "makes an index for the moment", made, rows, sql);
}
