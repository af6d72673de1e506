/* The quick filters of every screen: none reads more in a large office than in a small one, and the views
 * that they are read along give what their criteria select. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "screen/listing.h"
#include "store/narrowing_private.h"
#include "store/store_private.h"
#include "support/large_office.h"
#include "support/store_file.h"

/* SQLite takes at least three steps for each row that it passes over, and a window about sixty for each that
 * it gives: more than STEPS_MORE is a table that was gone through, or sorted. */
enum { SMALL_VISITS = 300, LARGE_VISITS = 4000, ROWS = 24, STEPS_MORE = 5000 };

/* The tables that the large office leaves as they are, grown as they grow: by what is done and over. */
static const char MORE_ROWS[] =
    "CREATE TEMP TABLE many AS WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < "
    "4000) SELECT n FROM m;"
    "INSERT INTO action (title, state, due_on, done_on) SELECT 'x', 'done', date('2020-01-01', n || ' days'),"
    " '2026-11-01' FROM many;"
    "INSERT INTO document (record, record_id, title, kind, sha256, dated_on) SELECT 'visit', 1, 'x', "
    "'report',"
    " printf('%064d', n), date('2020-01-01', n || ' days') FROM many;"
    "INSERT INTO journal (at, officer, site, kind, what, hash_before, hash) SELECT "
    "'2026-11-01T00:00:00.000Z', 'ana.ruiz', 0, 'change', 'x',"
    " '', '' FROM many;"
    "INSERT INTO visit_item (visit_id, way, what, on_day, back_on) SELECT 1, 'brought', 'x', '2026-01-01',"
    " '2026-01-02' FROM many;";

/* So that no filter of hosting is without rows. */
static const char SOME_ROWS[] =
    "UPDATE visitor SET screening_outcome = 'possible_match' WHERE id % 50 = 0;"
    "UPDATE visitor SET screened_on = NULL WHERE id % 60 = 0;"
    "UPDATE visitor SET screened_on = '2020-01-01' WHERE id % 70 = 0;"
    "UPDATE visitor SET purge_on = '2026-01-01' WHERE id % 30 = 0;"
    "UPDATE visitor SET purged_on = '2026-01-01' WHERE id % 60 = 0;"
    "UPDATE review SET result = 'objection' WHERE id % 80 = 0;"
    "UPDATE review SET due_on = NULL WHERE id % 3 = 0;"
    "UPDATE visit_visitor SET badge_issued_on = '2026-11-20', badge_returned_on = NULL WHERE id % 90 = 0;"
    "UPDATE visit_visitor SET account = 'x', account_ends_on = '2026-12-20', account_closed_on = NULL WHERE "
    "id % 95 = 0;"
    "UPDATE document SET sha256 = NULL WHERE id % 5 = 0;"
    "INSERT INTO visit_item (visit_id, way, what, on_day) SELECT id, 'lent', 'x', '2026-01-01' FROM visit "
    "WHERE id % 9 = 0;";

typedef struct {
    Fixture *fixture;
    ScreenSet *screens;
    Store *small, *large;
} Trial;

static Store *make_office(const Fixture *fixture, const char *name, gint64 visits, const char *more)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = fixture_path(fixture, name);
    if (!large_office_make(path, visits, 1, "2026-11-23", NULL, &error))
        fail_msg("%s", error->message);
    store_file_shell(path, more);
    return store_file_open(fixture, name, "ana.ruiz");
}

static int setup(void **state)
{
    Trial *trial = g_new0(Trial, 1);
    trial->fixture = fixture_new();
    trial->screens = screen_set_read(NULL, NULL);
    assert_non_null(trial->screens);
    trial->small = make_office(trial->fixture, "small.db", SMALL_VISITS, SOME_ROWS);
    trial->large = make_office(trial->fixture, "large.db", LARGE_VISITS, MORE_ROWS);
    *state = trial;
    return 0;
}

static int teardown(void **state)
{
    Trial *trial = *state;
    store_close(trial->small);
    store_close(trial->large);
    screen_set_free(trial->screens);
    fixture_free(trial->fixture);
    g_free(trial);
    return 0;
}

/* Calls `each` for every quick filter that is one (those of a matrix are its cuts). */
static void each_quick(Trial *trial,
                       void (*each)(Trial *trial, const ScreenDef *screen, const QuickDef *quick))
{
    for (guint i = 0; i < screen_set_count(trial->screens); i++) {
        const ScreenDef *screen = screen_set_at(trial->screens, i);
        for (guint k = 0; !screen->matrix && k < screen->quick_count; k++)
            each(trial, screen, &screen->quicks[k]);
    }
}

/* The list with the filter on: by its criterion, or as the program reads it. */
static Window *open_quick(Store *store, const ScreenDef *screen, const QuickDef *quick, bool by_criterion)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Criteria) criteria = criteria_new(screen, store);
    if (!criteria_add_line(criteria, quick->where, &error))
        fail_msg("%s: %s", screen->name, error->message);
    const bool asks = by_criterion || !quick->along;
    Window *window = listing_window(screen, store, asks ? criteria : NULL, &error);
    if (!window || (quick->order && !window_set_order(window, quick->order, quick->descending, &error)) ||
        (!asks && !listing_go_along(screen, window, quick, &error)))
        fail_msg("%s: %s", screen->name, error->message);
    return window;
}

/* --- what it reads */

static int add_steps(unsigned mask, void *steps, void *statement, void *duration)
{
    (void)mask;
    (void)duration;
    *(gint64 *)steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

static gint64 steps_of(Store *store, const ScreenDef *screen, const QuickDef *quick, bool backward)
{
    gint64 steps = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(Window) window = open_quick(store, screen, quick, false);
    sqlite3_trace_v2(store->db, SQLITE_TRACE_PROFILE, add_steps, &steps);
    if (!window_read(window, NULL, backward, false, ROWS, rows, &error))
        fail_msg("%s: %s", screen->name, error->message);
    sqlite3_trace_v2(store->db, 0, NULL, NULL);
    return steps;
}

/* Figures that are reckoned over the work of a year before there is a first row. */
static bool is_reckoned(const ScreenDef *screen)
{
    return strcmp(screen->name, "health") == 0;
}

static void expect_bounded(Trial *trial, const ScreenDef *screen, const QuickDef *quick)
{
    if (is_reckoned(screen))
        return;
    for (int backward = 0; backward < 2; backward++) {
        const gint64 small = steps_of(trial->small, screen, quick, backward);
        const gint64 large = steps_of(trial->large, screen, quick, backward);
        if (large > small + STEPS_MORE)
            fail_msg("%s, quick filter \"%s\": %" G_GINT64_FORMAT
                     " steps of SQLite in a small office, %" G_GINT64_FORMAT
                     " in a large one: give it a view to be read along (db/lists/quick.sql)",
                     screen->name, quick->title, small, large);
    }
}

static void quick_filters__read__what_they_show_and_not_the_office(void **state)
{
    each_quick(*state, expect_bounded);
}

/* --- what it gives */

static char *ids_of(Window *window)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = row_array_new();
    if (!window_read(window, NULL, false, false, 100000, rows, &error))
        fail_msg("%s", error->message);
    GString *ids = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = g_ptr_array_index(rows, i);
        g_string_append_printf(ids, "%" G_GINT64_FORMAT "=%s ", row->id, row->key ? row->key : "");
    }
    return g_string_free(ids, FALSE);
}

/* How else the list may be narrowed and sorted while the filter is on. */
typedef struct {
    const char *words, *where;
    bool by_first_column;
} Besides;

static char *ids_besides(Window *window, const ScreenDef *screen, const Besides *besides,
                         const char *criterion, const char *const *values)
{
    g_autoptr(GString) where = g_string_new(criterion);
    if (besides->where)
        g_string_append_printf(where, "%s%s", where->len > 0 ? " AND " : "", besides->where);
    if (where->len > 0)
        window_set_where(window, where->str, values);
    if (besides->by_first_column)
        assert_true(window_set_order(window, screen->columns[0].field, true, NULL));
    window_set_find(window, screen->record, besides->words);
    GString *ids = g_string_new(NULL);
    g_autofree char *found = ids_of(window);
    g_string_printf(ids, "%" G_GINT64_FORMAT ": %s", window_count(window, -1, NULL, NULL), found);
    return g_string_free(ids, FALSE);
}

static void expect_same_rows(Trial *trial, const ScreenDef *screen, const QuickDef *quick)
{
    static const char *const none[] = {NULL};
    static const Besides ways[] = {{NULL, NULL, false},         {NULL, NULL, true},
                                   {NULL, "id % 3 = 0", false}, {NULL, "id % 3 = 0", true},
                                   {"ar", NULL, false},         {"ar", "id % 2 = 0", true}};
    for (guint i = 0; quick->along && i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(Narrowing) narrowing = narrowing_new();
        g_autoptr(Criteria) criteria = criteria_new(screen, trial->small);
        assert_true(criteria_add_line(criteria, quick->where, NULL));
        criteria_narrow(criteria, narrowing);
        g_autofree char *criterion = narrowing_sql(narrowing);
        g_ptr_array_add(narrowing->values, NULL);
        const char *const *values = (const char *const *)narrowing->values->pdata;
        g_autoptr(Window) asked = open_quick(trial->small, screen, quick, true);
        g_autoptr(Window) walked = open_quick(trial->small, screen, quick, false);
        g_autofree char *meant = ids_besides(asked, screen, &ways[i], criterion, values);
        g_autofree char *given = ids_besides(walked, screen, &ways[i], NULL, none);
        if (strcmp(meant, given) != 0)
            fail_msg("%s, quick filter \"%s\" (%u): %s gives\n%s\nbut \"%s\" selects\n%s", screen->name,
                     quick->title, i, quick->along, given, quick->where, meant);
    }
}

static void quick_views__give__what_their_criterion_selects(void **state)
{
    each_quick(*state, expect_same_rows);
}

/* Those that say which visits and actions have ended as lists of words. */
static void ended_states__are__those_that_the_indexes_leave_out(void **state)
{
    const Trial *trial = *state;
    g_autofree char *visits =
        store_file_rows(trial->small, "SELECT group_concat('''' || code || '''', ', ') FROM (SELECT code "
                                      "FROM visit_state WHERE ended = 1 ORDER BY code)");
    g_autofree char *index =
        store_file_rows(trial->small, "SELECT sql FROM sqlite_schema WHERE name = 'visit_open'");
    assert_non_null(strstr(index, visits));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quick_filters__read__what_they_show_and_not_the_office),
        cmocka_unit_test(quick_views__give__what_their_criterion_selects),
        cmocka_unit_test(ended_states__are__those_that_the_indexes_leave_out),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
