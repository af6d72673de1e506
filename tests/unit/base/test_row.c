#include "base/row.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void row_copy__is_apart__from_its_original(void **state)
{
    (void)state;
    g_autoptr(Row) row = row_new(7, 3);
    row->cells[0] = g_strdup("AGR-2026-014");
    row->cells[2] = g_strdup("Sweden");
    row->key = g_strdup("2026-12-01");
    g_autoptr(Row) copy = row_copy(row);
    row->cells[0][0] = 'X';
    assert_int_equal(copy->id, 7);
    assert_int_equal(copy->count, 3);
    assert_string_equal(copy->key, "2026-12-01");
    assert_string_equal(copy->cells[0], "AGR-2026-014");
    assert_null(copy->cells[1]);
    assert_string_equal(copy->cells[2], "Sweden");
    assert_null(copy->cells[3]);
    assert_null(row_copy(NULL));
}

static void row_array_new__owns__its_rows(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) rows = row_array_new();
    for (gint64 id = 0; id < 3; id++)
        g_ptr_array_add(rows, row_new(id, 2));
    g_ptr_array_remove_index(rows, 1);
    assert_int_equal(((const Row *)rows->pdata[1])->id, 2);
}

static void row_count_text__says_so__when_there_are_more(void **state)
{
    (void)state;
    g_autofree char *all = row_count_text(ROW_COUNT_MOST, false);
    g_autofree char *more = row_count_text(ROW_COUNT_MOST, true);
    assert_string_equal(all, "1000");
    assert_string_equal(more, "1000+");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(row_copy__is_apart__from_its_original),
        cmocka_unit_test(row_array_new__owns__its_rows),
        cmocka_unit_test(row_count_text__says_so__when_there_are_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
