/* The views that the program holds, put in front of the statements that name them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/demo.h"
#include "store/held_views.h"
#include "store/query.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

/* What stands in front of `sql`; "" where nothing does. (transfer full) */
static char *with(const char *sql)
{
    g_autoptr(HeldViews) views = held_views_new();
    char *whole = held_views_with(views, sql);
    return whole ? whole : g_strdup("");
}

static void expect_begin(const char *sql, const char *begin)
{
    g_autofree char *whole = with(sql);
    if (!g_str_has_prefix(whole, begin))
        fail_msg("%s became %s", sql, whole);
}

static void expect_end(const char *sql, const char *end)
{
    g_autofree char *whole = with(sql);
    if (!g_str_has_suffix(whole, end))
        fail_msg("%s became %s", sql, whole);
}

static void statement__gets__the_view_that_it_names(void **state)
{
    (void)state;
    expect_begin("SELECT day FROM congress_period", "WITH congress_period (covers_from, covers_to) AS NOT "
                                                    "MATERIALIZED (SELECT date(day, '-5 years', '+1 day'), "
                                                    "day FROM today) SELECT day FROM");
    expect_begin("SELECT * FROM \"Congress_Period\"", "WITH congress_period (");
}

static void statement__gets__what_its_views_name_once_each(void **state)
{
    (void)state;
    g_autofree char *whole = with("SELECT * FROM agenda JOIN agenda_item");
    g_auto(GStrv) agenda = g_strsplit(whole, "agenda (", -1), item = g_strsplit(whole, "agenda_item (", -1),
                  clock = g_strsplit(whole, "agreement_clock (", -1);
    assert_int_equal(g_strv_length(agenda), 2);
    assert_int_equal(g_strv_length(item), 2);
    assert_int_equal(g_strv_length(clock), 2);
    assert_null(strstr(whole, "--")); /* a comment would make a comment of what follows it */
}

static void statement__stays__when_it_names_no_held_view(void **state)
{
    static const char *const statements[] = {
        "SELECT id FROM visit -- not visit_list\n",
        "SELECT 'visit_list', 'it''s visit_list' FROM visit",
        "SELECT v.visit_list FROM visit v",
        "SELECT my_visit_list FROM visit",
        "SELECT 1 FROM visit_list_of_mine",
        "SELECT 'visit_list",
        "SELECT \"",
        "",
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(statements); i++)
        expect_begin(statements[i], "");
    for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
        g_autofree char *whole = with(statements[i]);
        assert_string_equal(whole, "");
    }
}

static void statement__reads__what_groups_at_each_place_for_itself(void **state)
{
    (void)state;
    g_autofree char *whole =
        with("SELECT * FROM review_needed_list AS a JOIN review_needed_list AS b JOIN visit_list AS c JOIN "
             "visit_list AS d");
    assert_non_null(strstr(whole, "), \"review_needed_list 2\" AS NOT MATERIALIZED ("));
    assert_null(strstr(whole, "visit_list 2"));
    assert_true(g_str_has_suffix(whole,
                                 "FROM review_needed_list AS a JOIN \"review_needed_list 2\" AS b JOIN "
                                 "visit_list AS c JOIN visit_list AS d"));
}

static void statement__keeps__what_must_stand_first(void **state)
{
    (void)state;
    expect_begin("EXPLAIN QUERY PLAN SELECT * FROM visit_list",
                 "EXPLAIN QUERY PLAN WITH visit_list AS NOT MAT");
    expect_begin("WITH a AS (SELECT id FROM visit_list) SELECT * FROM a", "WITH visit_list AS NOT ");
    expect_end("WITH a AS (SELECT id FROM visit_list) SELECT * FROM a",
               "), a AS (SELECT id FROM visit_list) SELECT * FROM a");
    expect_end("with recursive a AS (SELECT id FROM visit_list) SELECT * FROM a",
               "), a AS (SELECT id FROM visit_list) SELECT * FROM a");
    expect_begin("INSERT INTO x SELECT id FROM visit_list", "WITH visit_list AS NOT ");
}

/* --- in an office */

static void keep_name(const char *name, const char *sql, gpointer names)
{
    g_autofree char *begin = g_strdup_printf("CREATE VIEW %s", name);
    assert_true(g_str_has_prefix(sql, begin));
    g_ptr_array_add(names, g_strdup(name));
}

static GPtrArray *all_names(void)
{
    g_autoptr(HeldViews) views = held_views_new();
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    held_views_each(views, keep_name, names);
    assert_true(names->len > 200);
    return names;
}

static void all__can_be_read__and_stand_in_no_file(void **state)
{
    StoreFile *file = *state;
    g_autoptr(GPtrArray) names = all_names();
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\" LIMIT 1", (char *)names->pdata[i]);
        g_free(store_file_rows(file->store, sql));
        assert_true(schema_has_table(file->store, names->pdata[i]));
        g_autofree char *laid =
            g_strdup_printf("SELECT count(*) FROM sqlite_schema WHERE name = '%s'", (char *)names->pdata[i]);
        assert_int_equal(store_file_number(file->path, laid), 0);
    }
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In an order of their own: that of a view without one depends on how it is read. */
static void expect_columns(StoreFile *file, const char *view, GPtrArray *names)
{
    g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", view);
    g_autoptr(Query) query = query_new(file->store, sql, NULL);
    assert_non_null(query);
    if (query_columns(query) != (int)names->len)
        fail_msg("%s: %u columns, not %d", view, names->len, query_columns(query));
    for (guint i = 0; i < names->len; i++)
        assert_string_equal(names->pdata[i], query_column_name(query, (int)i));
}

static void columns__are_named__as_sqlite_names_them(void **state)
{
    g_autoptr(HeldViews) views = held_views_new();
    g_autoptr(GPtrArray) all = all_names();
    guint said = 0;
    for (guint i = 0; i < all->len; i++) {
        g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
        if (!held_views_columns(views, all->pdata[i], names)) {
            assert_int_equal(names->len, 0);
            g_ptr_array_unref(names);
            names = schema_columns(((StoreFile *)*state)->store, all->pdata[i]);
        } else
            said++;
        expect_columns(*state, all->pdata[i], names);
    }
    assert_true(said > all->len * 9 / 10);
}

static char *rows_of(Store *store, const char *view, const char *from)
{
    g_autofree char *sql = g_strdup_printf("SELECT * FROM %s\"%s\"", from, view);
    g_autofree char *rows = store_file_rows(store, sql);
    g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
    qsort(lines, g_strv_length(lines), sizeof *lines, compare_lines);
    return g_strjoinv("\n", lines);
}

/* The same views, laid in the file and asked for there, give the same rows. */
static void all__give__what_views_in_the_file_give(void **state)
{
    StoreFile *file = *state;
    g_autoptr(GError) error = NULL;
    assert_true(demo_fill(file->store, 7, &error));
    g_autofree char *script = held_views_script("CREATE VIEW");
    store_file_shell(file->path, script);
    g_autoptr(GPtrArray) names = all_names();
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *held = rows_of(file->store, names->pdata[i], "");
        g_autofree char *laid = rows_of(file->store, names->pdata[i], "main.");
        if (strcmp(held, laid) != 0)
            fail_msg("%s gives\n%.2000s\nand from the file\n%.2000s", (char *)names->pdata[i], held, laid);
    }
}

/* As a window reads: the keys first, then the rows. What is asked of one place is not sought in all rows. */
static void condition__reaches__into_each_place(void **state)
{
    StoreFile *file = *state;
    g_autoptr(Query) plan =
        query_new(file->store,
                  "EXPLAIN QUERY PLAN SELECT s.title FROM (SELECT s.id FROM review_needed_list AS s WHERE "
                  "s.visit_id = :visit LIMIT 9) AS w CROSS JOIN review_needed_list AS s ON s.id = w.id WHERE "
                  "s.visit_id = :visit",
                  NULL);
    while (query_next(plan, NULL))
        if (strcmp(query_text(plan, 3), "SCAN v") == 0)
            fail_msg("all visits are read");
}

/* Statements are kept under the text by which they are asked for, whatever stands in front of it. */
static void statement__is_used_again__under_its_own_text(void **state)
{
    StoreFile *file = *state;
    for (int i = 0; i < 200; i++) {
        g_autoptr(Query) one = query_new(file->store, "SELECT count(*) FROM visit_list", NULL);
        g_autoptr(Query) other = query_new(file->store, "SELECT count(*) FROM visit_list", NULL);
        assert_true(query_next(one, NULL) && query_next(other, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statement__gets__the_view_that_it_names),
        cmocka_unit_test(statement__gets__what_its_views_name_once_each),
        cmocka_unit_test(statement__stays__when_it_names_no_held_view),
        cmocka_unit_test(statement__reads__what_groups_at_each_place_for_itself),
        cmocka_unit_test(statement__keeps__what_must_stand_first),
        store_test(all__can_be_read__and_stand_in_no_file),
        store_test(columns__are_named__as_sqlite_names_them),
        store_test(all__give__what_views_in_the_file_give),
        store_test(condition__reaches__into_each_place),
        store_test(statement__is_used_again__under_its_own_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
