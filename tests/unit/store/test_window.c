/* Windows: whatever the order, the walk gives the sorted whole, in both directions, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/row.h"
#include "store/query.h"
#include "store/search.h"
#include "store/window.h"
#include "support/store_file.h"

enum { MANY = 50000, FEW = 700 };

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

/* Columns with many ties, NULLs, negative and large numbers, real numbers that have no short spelling, and an
 * expression of a view that has no declared type. */
static void make_things(StoreFile *file, int count)
{
    g_autofree char *sql = g_strdup_printf(
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, word TEXT, number INTEGER, ratio REAL, rare INTEGER) "
        "STRICT;"
        "WITH RECURSIVE n(i, x) AS (SELECT 1, 12345 UNION ALL SELECT i + 1, x * 48271 %% 2147483647 FROM n "
        "WHERE i < %d) "
        "INSERT INTO thing SELECT x * 4 + i %% 4, CASE WHEN x %% 7 = 0 THEN NULL ELSE 'w' || (x %% 40) END, "
        "CASE WHEN x %% 11 = 0 THEN NULL ELSE x %% 200 - 100 END, CASE WHEN x %% 5 = 0 THEN NULL ELSE (x %% "
        "1000) / 7.0 END, "
        "CASE WHEN x %% 3000 = 0 THEN x %% 13 END FROM n WHERE true ON CONFLICT DO NOTHING;"
        "CREATE INDEX thing_word ON thing(word); CREATE INDEX thing_number ON thing(number);"
        "CREATE VIEW thing_list AS SELECT id, word, number, ratio, rare, number + 0 AS counted, CASE WHEN id "
        "%% 2 THEN number ELSE word END AS mixed, "
        "NULL AS blank FROM thing;",
        count);
    store_file_shell(file->path, sql);
}

static Window *open_window(StoreFile *file, const char *order, bool descending)
{
    static const char *const COLUMNS[] = {"word", "number", NULL};
    GError *error = NULL;
    Window *window = window_new(file->store, "thing_list", COLUMNS, &error);
    if (!window || !window_set_order(window, order, descending, &error))
        fail_msg("%s", error->message);
    return window;
}

/* The ids in order, by one plain sort. */
static GArray *sorted_ids(StoreFile *file, const char *order, bool descending, const char *where)
{
    const char *way = descending ? "DESC" : "ASC";
    g_autofree char *sql =
        order ? g_strdup_printf("SELECT id FROM thing_list WHERE %s ORDER BY \"%s\" %s NULLS %s, id %s",
                                where, order, way, descending ? "FIRST" : "LAST", way)
              : g_strdup_printf("SELECT id FROM thing_list WHERE %s ORDER BY id %s", where, way);
    g_autoptr(Query) query = query_new(file->store, sql, NULL);
    assert_non_null(query);
    GArray *ids = g_array_new(false, false, sizeof(gint64));
    while (query_next(query, NULL)) {
        gint64 id = query_int(query, 0);
        g_array_append_val(ids, id);
    }
    return ids;
}

/* Walks the whole window `step` rows at a time, each time from the last row read. */
static void expect_walk(Window *window, const GArray *ids, bool backward, guint step)
{
    g_autoptr(Row) from = NULL;
    guint at = 0;
    for (;;) {
        g_autoptr(GPtrArray) rows = row_array_new();
        GError *error = NULL;
        if (!window_read(window, from, backward, false, step, rows, &error))
            fail_msg("%s", error->message);
        if (rows->len == 0)
            break;
        assert_true(rows->len <= step);
        for (guint i = 0; i < rows->len; i++, at++) {
            assert_true(at < ids->len);
            const Row *row = rows->pdata[i];
            assert_true(row->id == g_array_index(ids, gint64, backward ? ids->len - 1 - at : at));
        }
        row_free(from);
        from = row_copy(rows->pdata[rows->len - 1]);
    }
    assert_int_equal(at, ids->len);
}

static const char *const ORDERS[] = {NULL, "word", "number", "ratio", "rare", "counted", "mixed", "blank"};

static void window_read__walks__the_sorted_whole_in_every_order_and_direction(void **state)
{
    StoreFile *file = *state;
    make_things(file, FEW);
    for (gsize i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
        for (int descending = 0; descending < 2; descending++) {
            g_autoptr(GArray) ids = sorted_ids(file, ORDERS[i], descending, "true");
            assert_true(ids->len > FEW * 9 / 10);
            g_autoptr(Window) window = open_window(file, ORDERS[i], descending);
            expect_walk(window, ids, false, 7);
            expect_walk(window, ids, true, 7);
            expect_walk(window, ids, false, 1000);
        }
    }
}

static void window_read__walks__fifty_thousand_rows(void **state)
{
    static const char *const WALKED[] = {"number", "ratio", "rare"};
    StoreFile *file = *state;
    make_things(file, MANY);
    for (gsize i = 0; i < G_N_ELEMENTS(WALKED); i++) {
        bool descending = i % 2 == 0;
        g_autoptr(GArray) ids = sorted_ids(file, WALKED[i], descending, "true");
        g_autoptr(Window) window = open_window(file, WALKED[i], descending);
        expect_walk(window, ids, false, 4000);
        expect_walk(window, ids, true, 4000);
        assert_int_equal(window_count(window, -1, NULL, NULL), ids->len);
    }
}

static void window_read__holds__to_its_condition(void **state)
{
    static const char *const VALUES[] = {"w1%", "-50", NULL};
    StoreFile *file = *state;
    make_things(file, FEW);
    g_autoptr(GArray) ids = sorted_ids(file, "number", false, "word LIKE 'w1%' AND number > -50");
    g_autoptr(Window) window = open_window(file, "number", false);
    window_set_where(window, "word LIKE :c1 AND number > :c2", VALUES);
    expect_walk(window, ids, false, 9);
    assert_int_equal(window_count(window, -1, NULL, NULL), ids->len);
    gint64 outside = query_one_int(file->store, "SELECT id FROM thing WHERE number = -99 LIMIT 1", 0, 0);
    assert_null(window_find_id(window, outside, NULL));
    window_set_where(window, NULL, NULL);
    g_autoptr(Row) row = window_find_id(window, outside, NULL);
    assert_non_null(row);
    assert_string_equal(row->key, "-99");
    assert_string_equal(row->cells[1], "-99");
    assert_int_equal(row->count, 2);
}

static bool always(gpointer data)
{
    (void)data;
    return true;
}

/* So few of 50,000 rows hold to the condition that a walk along the index is given up for a sort: the rows
 * stay the same, whole and in order, and a key still ends the reading. */
static void window_read__finds__the_few_of_many(void **state)
{
    static const char few[] = "(rare = 7 OR (number IS NULL AND id % 200 = 1))";
    StoreFile *file = *state;
    make_things(file, MANY);
    for (int descending = 0; descending < 2; descending++) {
        g_autoptr(GArray) ids = sorted_ids(file, "number", descending, few);
        assert_true(ids->len > 10 && ids->len < 100);
        g_autoptr(Window) window = open_window(file, "number", descending);
        window_set_where(window, few, NULL);
        expect_walk(window, ids, false, 2);
        expect_walk(window, ids, true, 100);
    }
    g_autoptr(GPtrArray) rows = row_array_new();
    g_autoptr(Window) window = open_window(file, "number", false);
    GError *error = NULL;
    window_set_where(window, few, NULL);
    store_set_interrupt(file->store, always, NULL);
    assert_false(window_read(window, NULL, false, false, 100, rows, &error));
    store_file_expect(&error, ERROR_INTERRUPTED, "key");
    store_set_interrupt(file->store, NULL, NULL);
}

static void window_read__includes__its_own_place_when_asked(void **state)
{
    StoreFile *file = *state;
    make_things(file, FEW);
    g_autoptr(GArray) ids = sorted_ids(file, "number", false, "true");
    g_autoptr(Window) window = open_window(file, "number", false);
    gint64 id = g_array_index(ids, gint64, 300);
    g_autoptr(Row) from = window_find_id(window, id, NULL);
    g_autoptr(GPtrArray) rows = row_array_new();
    assert_true(window_read(window, from, false, true, 2, rows, NULL));
    assert_true(window_read(window, from, true, true, 2, rows, NULL));
    assert_true(((Row *)rows->pdata[0])->id == id);
    assert_true(((Row *)rows->pdata[1])->id == g_array_index(ids, gint64, 301));
    assert_true(((Row *)rows->pdata[2])->id == id);
    assert_true(((Row *)rows->pdata[3])->id == g_array_index(ids, gint64, 299));
}

/* The row stood at "9" and was changed or removed since: the walk goes on from where it stood, by number. */
static void window_read__goes_on__from_where_a_row_stood(void **state)
{
    StoreFile *file = *state;
    make_things(file, FEW);
    for (int removed = 0; removed < 2; removed++) {
        g_autoptr(Window) window = open_window(file, "number", false);
        g_autoptr(Row) from = window_seek(window, "9", NULL);
        assert_string_equal(from->key, "9");
        g_autofree char *sql =
            g_strdup_printf(removed ? "DELETE FROM thing WHERE id = %" G_GINT64_FORMAT
                                    : "UPDATE thing SET number = -80 WHERE id = %" G_GINT64_FORMAT,
                            from->id);
        store_file_shell(file->path, sql);
        g_autoptr(GPtrArray) rows = row_array_new();
        assert_true(window_read(window, from, false, false, FEW, rows, NULL));
        for (guint i = 0; i < rows->len; i++) {
            const Row *row = rows->pdata[i];
            assert_true(row->key == NULL || atoi(row->key) >= 9);
        }
        g_autofree char *count =
            store_file_rows(file->store, "SELECT count(*) FROM thing WHERE number > 9 OR number IS NULL");
        assert_true(rows->len >= (guint)atoi(count));
    }
}

static void window_seek__finds__the_first_row_at_or_after_a_key(void **state)
{
    StoreFile *file = *state;
    make_things(file, FEW);
    g_autoptr(Window) up = open_window(file, "number", false);
    g_autoptr(Row) nine = window_seek(up, "9", NULL);
    g_autofree char *first =
        store_file_rows(file->store, "SELECT id FROM thing WHERE number >= 9 ORDER BY number, id LIMIT 1");
    assert_true(nine->id == g_ascii_strtoll(first, NULL, 10));
    g_autoptr(Row) past = window_seek(up, "1000", NULL);
    assert_null(past->key); /* those without a number come last */
    g_autoptr(Window) down = open_window(file, "number", true);
    g_autoptr(Row) down_nine = window_seek(down, "9", NULL);
    g_autofree char *last = store_file_rows(
        file->store, "SELECT id FROM thing WHERE number <= 9 ORDER BY number DESC, id DESC LIMIT 1");
    assert_true(down_nine->id == g_ascii_strtoll(last, NULL, 10));
    g_autoptr(Row) none = window_seek(down, "-1000", NULL);
    assert_null(none);
    g_autoptr(Window) words = open_window(file, "word", false);
    g_autoptr(Row) word = window_seek(words, "w2", NULL);
    assert_string_equal(word->key, "w2");
    g_autoptr(Window) ids = open_window(file, NULL, false);
    g_autoptr(Row) id = window_seek(ids, "1", NULL);
    assert_non_null(id);
}

static void window_new__refuses__what_the_schema_lacks(void **state)
{
    StoreFile *file = *state;
    static const char *const WRONG[] = {"name", "no_such", NULL};
    static const char *const RIGHT[] = {"name", NULL};
    GError *error = NULL;
    assert_null(window_new(file->store, "partner", WRONG, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "no_such");
    assert_null(window_new(file->store, "partner\" --", RIGHT, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "no such list");
    g_autoptr(Window) window = window_new(file->store, "partner", RIGHT, NULL);
    assert_false(window_set_order(window, "name\" DESC --", false, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "no such column");
}

static void window_count__is_given_up__when_a_key_comes(void **state)
{
    StoreFile *file = *state;
    make_things(file, MANY);
    g_autoptr(Window) window = open_window(file, NULL, false);
    window_set_where(window, "word LIKE '%w%3%'", NULL);
    GError *error = NULL;
    store_set_interrupt(file->store, always, NULL);
    assert_int_equal(window_count(window, -1, NULL, &error), -1);
    store_file_expect(&error, ERROR_INTERRUPTED, "key");
    store_set_interrupt(file->store, NULL, NULL);
    assert_true(window_count(window, -1, NULL, NULL) > 0);
}

/* --- find */

/* Visitors: every one is a "person", one in 1,000 has a rare name; enough of them that the frequent word
 * walks. */
static void make_people(StoreFile *file, int count)
{
    g_autofree char *sql =
        g_strdup_printf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                        "INSERT INTO visitor (id, family_name, given_name) SELECT i, CASE WHEN i %% 1000 = 7 "
                        "THEN 'Quíxote' ELSE 'Person' END || i, "
                        "CASE i %% 3 WHEN 0 THEN '100%%_sure' WHEN 1 THEN 'Li' END FROM n",
                        count);
    store_file_shell(file->path, sql);
    assert_true(search_refresh(file->store, NULL));
}

static void expect_found(StoreFile *file, const char *typed, const char *condition)
{
    static const char *const COLUMNS[] = {"family_name", NULL};
    for (int descending = 0; descending < 2; descending++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT id FROM visitor WHERE %s ORDER BY family_name %s, id %s", condition,
                            descending ? "DESC" : "ASC", descending ? "DESC" : "ASC");
        g_autoptr(GArray) ids = g_array_new(false, false, sizeof(gint64));
        g_autoptr(Query) query = query_new(file->store, sql, NULL);
        while (query_next(query, NULL)) {
            gint64 id = query_int(query, 0);
            g_array_append_val(ids, id);
        }
        g_autoptr(Window) window = window_new(file->store, "visitor", COLUMNS, NULL);
        assert_true(window_set_order(window, "family_name", descending, NULL));
        window_set_find(window, "visitor", typed);
        assert_int_equal(window_count(window, -1, NULL, NULL), ids->len);
        expect_walk(window, ids, false, 500);
        expect_walk(window, ids, true, 500);
    }
}

static void window_set_find__gives__the_same_by_index_and_by_walk(void **state)
{
    StoreFile *file = *state;
    make_people(file, 6500);
    expect_found(file, "PERSON", "family_name LIKE 'Person%'"); /* walks */
    expect_found(file, "quixote", "family_name LIKE 'Qu%'");    /* asks the index */
    expect_found(file, "person 77",
                 "family_name LIKE 'Person%77%' OR ref LIKE '%77%' AND family_name LIKE 'P%'");
    expect_found(file, "li", "given_name = 'Li' OR false");   /* too short for the index */
    expect_found(file, "100%_s", "given_name = '100%_sure'"); /* wildcards are letters */
    expect_found(file, "0%s", "false");
    expect_found(file, "  ", "true");
    expect_found(file, "nobody at all", "false");
}

static void window_set_find__looks_at__what_is_shown_where_there_is_no_search_text(void **state)
{
    StoreFile *file = *state;
    make_things(file, FEW);
    g_autoptr(Window) window = open_window(file, "number", false);
    window_set_find(window, NULL, "W17");
    g_autoptr(GArray) ids = sorted_ids(file, "number", false, "word = 'w17'");
    assert_true(ids->len > 0);
    expect_walk(window, ids, false, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(window_read__walks__the_sorted_whole_in_every_order_and_direction),
        store_test(window_read__walks__fifty_thousand_rows),
        store_test(window_read__holds__to_its_condition),
        store_test(window_read__finds__the_few_of_many),
        store_test(window_read__includes__its_own_place_when_asked),
        store_test(window_read__goes_on__from_where_a_row_stood),
        store_test(window_seek__finds__the_first_row_at_or_after_a_key),
        store_test(window_new__refuses__what_the_schema_lacks),
        store_test(window_count__is_given_up__when_a_key_comes),
        store_test(window_set_find__gives__the_same_by_index_and_by_walk),
        store_test(window_set_find__looks_at__what_is_shown_where_there_is_no_search_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
