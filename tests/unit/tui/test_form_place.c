/* Where the parts of a form go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/form_private.h"

static const FormNeed needs[] = {
    {.kind = FIELD_TEXT, .label = 6, .value = 30, .lines = 1},
    {.kind = FIELD_DATE, .label = 5, .value = 10, .lines = 1, .understood = 20},
    {.kind = FIELD_TEXT, .label = 12, .value = 5, .lines = 1, .understood = 18},
    {.kind = FIELD_NOTE, .label = 4, .value = 200, .lines = 7},
    {.kind = FIELD_MONEY, .label = 8, .value = 14, .lines = 1},
};
enum { COUNT = G_N_ELEMENTS(needs) };

static void values__begin_behind_the_longest_label__at_any_width(void **state)
{
    static const struct {
        int label, columns, x;
    } cases[] = {{12, 80, 15}, {5, 80, 8}, {40, 80, 25}, {40, 60, 23}, {40, 40, 16}, {40, 20, 9}};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const FormNeed need = {.label = cases[i].label};
        assert_int_equal(form_value_x(&need, 1, cases[i].columns), cases[i].x);
    }
}

static void boxes__have_the_width_of_their_kind__or_what_is_there(void **state)
{
    (void)state;
    assert_int_equal(form_value_columns(FIELD_TEXT, 15, 80), 63);
    assert_int_equal(form_value_columns(FIELD_DATE, 15, 80), 12);
    assert_int_equal(form_value_columns(FIELD_CHOICE, 15, 80), 36);
    assert_int_equal(form_value_columns(FIELD_CHOICE, 16, 40), 22);
    assert_int_equal(form_value_columns(FIELD_TEXT, 9, 5), 1);
}

static void everything__stays_inside__at_any_size(void **state)
{
    (void)state;
    for (int columns = 12; columns <= 130; columns++) {
        for (int height = 1; height <= 40; height++) {
            for (int editing = 0; editing <= 1; editing++) {
                FormPlace places[COUNT];
                int total = form_places(needs, COUNT, columns, height, editing, places), row = 0;
                int x = form_value_x(needs, COUNT, columns);
                for (guint i = 0; i < COUNT; i++) {
                    assert_int_equal(places[i].row, row);
                    row += places[i].rows;
                    assert_true(places[i].columns >= 1);
                    assert_true(x + places[i].columns <= columns - 1);
                    assert_true(places[i].lines <= MAX(height / 2, 1));
                    if (places[i].understood_columns > 0)
                        assert_true(places[i].understood_x + places[i].understood_columns <= columns - 1);
                    assert_true(places[i].understood_row < places[i].rows);
                }
                assert_int_equal(row, total);
            }
        }
    }
}

static void understood__stands_beside__and_below_only_where_rows_are_to_spare(void **state)
{
    FormPlace places[COUNT];
    (void)state;
    /* 80 columns: the date has room beside it; the text fills its line, there are rows to spare. */
    form_places(needs, COUNT, 80, 40, true, places);
    assert_int_equal(places[1].understood_row, 0);
    assert_int_equal(places[1].understood_columns, 20);
    assert_int_equal(places[2].understood_row, 1);
    assert_int_equal(places[2].rows, 2);
    /* No rows to spare: the text has none. */
    form_places(needs, COUNT, 80, 8, true, places);
    assert_int_equal(places[2].rows, 1);
    assert_int_equal(places[2].understood_columns, 0);
    /* Read, the text is followed by it. */
    form_places(needs, COUNT, 80, 8, false, places);
    assert_int_equal(places[2].understood_row, 0);
    assert_int_equal(places[2].understood_columns, 18);
}

static void note__grows_to_half_the_view__and_has_three_rows_to_type_in(void **state)
{
    FormNeed note = {.kind = FIELD_NOTE, .label = 4, .lines = 1};
    FormPlace place;
    (void)state;
    form_places(&note, 1, 80, 18, true, &place);
    assert_int_equal(place.lines, 3);
    form_places(&note, 1, 80, 18, false, &place);
    assert_int_equal(place.lines, 1);
    note.lines = 30;
    form_places(&note, 1, 80, 18, true, &place);
    assert_int_equal(place.lines, 9);
    form_places(&note, 1, 80, 2, true, &place);
    assert_int_equal(place.lines, 1);
}

static void strip__shows_the_current_section__whatever_the_width(void **state)
{
    static const int titles[] = {8, 9, 5, 11, 14, 8, 10};
    (void)state;
    for (int columns = 1; columns < 90; columns++) {
        for (guint current = 0; current < G_N_ELEMENTS(titles); current++) {
            guint last = 99, first = form_strip(titles, G_N_ELEMENTS(titles), current, columns, &last);
            assert_in_range(current, first, last);
        }
    }
    guint last;
    assert_int_equal(form_strip(titles, G_N_ELEMENTS(titles), 6, 80, &last), 0);
    assert_int_equal(last, 6);
    assert_int_equal(form_strip(titles, G_N_ELEMENTS(titles), 0, 30, &last), 0);
    assert_int_equal(last, 2);
}

static void drop_down__opens_below__or_above_where_there_is_more_room(void **state)
{
    static const struct {
        int row, rows, height, wanted, first, taken;
    } cases[] = {
        {0, 1, 18, 5, 1, 5}, {0, 1, 18, 50, 1, 10}, {16, 1, 18, 5, 11, 5}, {1, 1, 3, 5, 2, 1},
        {1, 1, 2, 5, 0, 1},  {0, 1, 1, 5, 1, 0},    {9, 1, 18, 8, 10, 8},  {12, 1, 18, 8, 4, 8},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        int first = -1;
        assert_int_equal(
            form_drop_rows(cases[i].row, cases[i].rows, cases[i].height, cases[i].wanted, &first),
            cases[i].taken);
        assert_int_equal(first, cases[i].first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values__begin_behind_the_longest_label__at_any_width),
        cmocka_unit_test(boxes__have_the_width_of_their_kind__or_what_is_there),
        cmocka_unit_test(everything__stays_inside__at_any_size),
        cmocka_unit_test(understood__stands_beside__and_below_only_where_rows_are_to_spare),
        cmocka_unit_test(note__grows_to_half_the_view__and_has_three_rows_to_type_in),
        cmocka_unit_test(strip__shows_the_current_section__whatever_the_width),
        cmocka_unit_test(drop_down__opens_below__or_above_where_there_is_more_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
