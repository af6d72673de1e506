/* Records, queries and what is asked of the schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "store/query.h"
#include "support/store_file.h"

#define store_test(name) cmocka_unit_test_setup_teardown(name, store_file_setup, store_file_teardown)

static void record_set__keeps__no_empty_text(void **state)
{
    (void)state;
    g_autoptr(Record) record = record_new("partner");
    record_set(record, "name", "Sweden");
    record_set(record, "notes", "");
    assert_null(record_get(record, "notes"));
    assert_null(record_get(record, "no_such"));
    assert_null(record_get(record, NULL));
    record_set(record, "name", record_get(record, "name") + 3);
    assert_string_equal(record_get(record, "name"), "den");
    assert_int_equal(record_count(record), 2);
    assert_string_equal(record_column(record, 0), "name");
    assert_null(record_column(record, 2));
}

static void record_differences__names__the_columns(void **state)
{
    (void)state;
    g_autoptr(Record) before = record_new("partner");
    record_set(before, "name", "Sweden");
    record_set(before, "notes", "x");
    g_autoptr(Record) after = record_copy(before);
    record_set(after, "notes", NULL);
    record_set(after, "code", "SE");
    g_autoptr(GPtrArray) columns = record_differences(before, after);
    assert_int_equal(columns->len, 2);
    assert_string_equal(columns->pdata[0], "notes");
    assert_string_equal(columns->pdata[1], "code");
}

static void record_read__tells__that_there_is_none(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    assert_null(record_read(file->store, "partner", 9, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "Partner 9");
    assert_null(record_read(file->store, "no_such", 9, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "no_such");
    assert_null(record_read(file->store, "partner\"; DROP TABLE partner; --", 9, &error));
    store_file_expect(&error, ERROR_NOT_FOUND, "no such kind");
}

static void record_find_ref__finds__in_any_case(void **state)
{
    StoreFile *file = *state;
    gint64 id = store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    const char *record = NULL;
    gint64 found = 0;
    assert_true(record_find_ref(file->store, "ptn-2026-001", &record, &found, NULL));
    assert_string_equal(record, "partner");
    assert_true(found == id);
    static const char *const WRONG[] = {"PTN-2026-002", "PTN", "XYZ-2026-001", "", "-", "PTN-%"};
    for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        GError *error = NULL;
        assert_false(record_find_ref(file->store, WRONG[i], &record, &found, &error));
        store_file_expect(&error, ERROR_NOT_FOUND, "AGR-2026-014");
    }
}

static void expect_title(Store *store, const char *table, gint64 id, const char *expected)
{
    g_autofree char *title = record_title(store, table, id);
    assert_string_equal(title, expected);
}

static void record_title__is__what_a_person_calls_it(void **state)
{
    StoreFile *file = *state;
    store_file_add(file->store, "partner", "name", "Sweden", "country", "SE", NULL);
    store_file_add(file->store, "visitor", "family_name", "Lund", "given_name", "Kim", "title", "Dr", NULL);
    store_file_add(file->store, "agreement", "title", "A very long title of an umbrella", "short_title",
                   "Umbrella", "partner_id", "1", NULL);
    store_file_add(file->store, "visit", "title", "Site visit", "arrives_on", "2026-12-01", "departs_on",
                   "2026-12-01", NULL);
    store_file_add(file->store, "review", "visit_id", "1", "kind", "area", NULL);
    expect_title(file->store, "partner", 1, "PTN-2026-001 Sweden");
    expect_title(file->store, "visitor", 1, "VTR-2026-001 Kim Lund");
    expect_title(file->store, "agreement", 1, "AGR-2026-001 Umbrella");
    expect_title(file->store, "review", 1, "Review 1");
    expect_title(file->store, "partner", 99, "Partner 99 (removed)");
    expect_title(file->store, "no_such", 99, "no_such 99");
}

static void store_record_kinds__are__in_the_order_of_their_numbers(void **state)
{
    StoreFile *file = *state;
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(file->store, &count);
    assert_true(count > 30);
    for (guint i = 1; i < count; i++)
        assert_true(kinds[i - 1].number < kinds[i].number);
    assert_string_equal(store_record_kind(file->store, "export_case")->prefix, "EXC");
    assert_null(store_record_kind(file->store, "export_cases"));
    assert_null(store_record_kind(file->store, NULL));
}

static void query_new__refuses__whatever_does_not_only_read(void **state)
{
    static const char *const WRITING[] = {"DELETE FROM partner",
                                          "UPDATE partner SET name = 'x' RETURNING id",
                                          "BEGIN",
                                          "ATTACH 'x.db' AS x",
                                          "CREATE TABLE x (y)",
                                          "PRAGMA foreign_keys = OFF",
                                          "DROP TABLE partner",
                                          "VACUUM"};
    StoreFile *file = *state;
    for (gsize i = 0; i < G_N_ELEMENTS(WRITING); i++) {
        GError *error = NULL;
        assert_null(query_new(file->store, WRITING[i], &error));
        store_file_expect(&error, ERROR_REFUSED, "does not only read");
    }
    GError *error = NULL;
    assert_null(query_new(file->store, "SELECT * FROM no_such", &error));
    store_file_expect(&error, ERROR_SYSTEM, "no such table");
}

static void query__binds__by_name_and_gives_values(void **state)
{
    StoreFile *file = *state;
    GError *error = NULL;
    g_autoptr(Query) query =
        query_new(file->store, "SELECT :text AS t, :number AS n, NULL AS e, 1.5 AS r, x'0102' AS b", &error);
    query_bind_text(query, ":text", "Malmö");
    query_bind_int(query, ":number", G_MAXINT64);
    query_bind_int(query, ":none_such", 1);
    assert_true(query_next(query, &error));
    assert_int_equal(query_columns(query), 5);
    assert_string_equal(query_column_name(query, 1), "n");
    assert_string_equal(query_text(query, 0), "Malmö");
    assert_true(query_int(query, 1) == G_MAXINT64);
    assert_true(query_is_null(query, 2));
    assert_null(query_text(query, 2));
    assert_int_equal(query_int(query, 2), 0);
    assert_true(query_double(query, 3) == 1.5);
    int size = 0;
    assert_memory_equal(query_blob(query, 4, &size), "\1\2", 2);
    assert_int_equal(size, 2);
    assert_false(query_next(query, &error));
    assert_false(query_next(query, &error));
    assert_null(error);
}

static void query__serves__several_at_once_of_the_same_sql(void **state)
{
    StoreFile *file = *state;
    const char *sql = "SELECT name FROM record_kind ORDER BY number";
    g_autoptr(Query) first = query_new(file->store, sql, NULL);
    assert_true(query_next(first, NULL));
    g_autoptr(Query) second = query_new(file->store, sql, NULL);
    assert_true(query_next(second, NULL));
    assert_true(query_next(first, NULL));
    assert_string_equal(query_text(second, 0), "officer");
    assert_string_equal(query_text(first, 0), "partner");
    for (int i = 0; i < 300; i++) {
        g_autofree char *other = g_strdup_printf("SELECT %d", i);
        assert_int_equal(query_one_int(file->store, other, 0, -1), i);
    }
}

static void schema__knows__tables_columns_and_what_is_required(void **state)
{
    StoreFile *file = *state;
    assert_true(schema_has_table(file->store, "agreement_list"));
    assert_false(schema_has_table(file->store, "nothing"));
    assert_false(schema_has_table(file->store, "agreement\" --"));
    assert_true(schema_has_column(file->store, "agreement_list", "ref"));
    assert_false(schema_has_column(file->store, "agreement_list", "colour"));
    assert_true(schema_column_required(file->store, "partner", "name"));
    assert_false(schema_column_required(file->store, "partner", "id"));
    assert_false(schema_column_required(file->store, "partner", "kind"));
    g_autoptr(GPtrArray) columns = schema_columns(file->store, "partner_kind");
    assert_string_equal(columns->pdata[0], "code");
    g_autoptr(GPtrArray) none = schema_columns(file->store, "nothing");
    assert_int_equal(none->len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_set__keeps__no_empty_text),
        cmocka_unit_test(record_differences__names__the_columns),
        store_test(record_read__tells__that_there_is_none),
        store_test(record_find_ref__finds__in_any_case),
        store_test(record_title__is__what_a_person_calls_it),
        store_test(store_record_kinds__are__in_the_order_of_their_numbers),
        store_test(query_new__refuses__whatever_does_not_only_read),
        store_test(query__binds__by_name_and_gives_values),
        store_test(query__serves__several_at_once_of_the_same_sql),
        store_test(schema__knows__tables_columns_and_what_is_required),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
