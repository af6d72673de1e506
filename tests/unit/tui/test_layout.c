#include "tui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include <cmocka.h>

enum { LEAST = 12, COLUMNS = 5 };

/* Ref, Title (what is left), Partner, Legal, Ends: as the list of agreements has them. */
static const LayoutColumn agreements[COLUMNS] = {{14, 0}, {0, 0}, {16, 2}, {10, 1}, {10, 0}};

static void layout_columns__shows_and_places__by_what_the_window_has_room_for(void **state)
{
    static const struct {
        int available;
        LayoutPlace places[COLUMNS];
    } cases[] = {
        /* fixed 50 and gaps 8: the rest is the title's */
        {120, {{0, 14}, {16, 62}, {80, 16}, {98, 10}, {110, 10}}},
        {80, {{0, 14}, {16, 22}, {40, 16}, {58, 10}, {70, 10}}},
        {70, {{0, 14}, {16, 12}, {30, 16}, {48, 10}, {60, 10}}},
        /* one column less: Legal goes first */
        {69, {{0, 14}, {16, 23}, {41, 16}, {59, 0}, {59, 10}}},
        {63, {{0, 14}, {16, 17}, {35, 16}, {53, 0}, {53, 10}}},
        {60, {{0, 14}, {16, 14}, {32, 16}, {50, 0}, {50, 10}}},
        /* then Partner */
        {57, {{0, 14}, {16, 29}, {47, 0}, {47, 0}, {47, 10}}},
        {40, {{0, 14}, {16, 12}, {30, 0}, {30, 0}, {30, 10}}},
        /* the title gives way as long as it can be read, then the right ones go: none is cut to a letter */
        {36, {{0, 14}, {16, 8}, {26, 0}, {26, 0}, {26, 10}}},
        {35, {{0, 14}, {16, 19}, {37, 0}, {37, 0}, {37, 0}}},
        {20, {{0, 14}, {16, 0}, {16, 0}, {16, 0}, {16, 0}}},
        {9, {{0, 9}, {11, 0}, {11, 0}, {11, 0}, {11, 0}}},
    };
    (void)state;

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        LayoutPlace places[COLUMNS];
        layout_columns(agreements, COLUMNS, cases[i].available, LEAST, places);
        for (int k = 0; k < COLUMNS; k++) {
            if (places[k].x != cases[i].places[k].x || places[k].width != cases[i].places[k].width)
                fail_msg("%d columns wide, column %d: at %d, width %d; wanted at %d, width %d",
                         cases[i].available, k, places[k].x, places[k].width, cases[i].places[k].x,
                         cases[i].places[k].width);
        }
    }
}

static void layout_columns__never_goes_beyond_the_edge__at_any_width(void **state)
{
    (void)state;
    for (int available = -3; available <= 200; available++) {
        LayoutPlace places[COLUMNS];
        layout_columns(agreements, COLUMNS, available, LEAST, places);
        for (int k = 0; k < COLUMNS; k++) {
            assert_true(places[k].width >= 0);
            assert_true(places[k].width == 0 || places[k].x + places[k].width <= available);
        }
    }
}

static void layout_columns__shares_what_is_left__between_several_flexible_columns(void **state)
{
    const LayoutColumn columns[] = {{0, 0}, {10, 0}, {0, 0}};
    LayoutPlace places[3];
    (void)state;

    layout_columns(columns, 3, 61, LEAST, places); /* 47 for two */

    assert_int_equal(places[0].width, 24);
    assert_int_equal(places[2].width, 23);
    assert_int_equal(places[2].x + places[2].width, 61);
}

static void layout_columns__drops_the_right_one__of_two_that_may_go_together(void **state)
{
    const LayoutColumn columns[] = {{10, 0}, {10, 1}, {10, 1}};
    LayoutPlace places[3];
    (void)state;

    layout_columns(columns, 3, 22, LEAST, places);

    assert_int_equal(places[1].width, 10);
    assert_int_equal(places[2].width, 0);
}

static void layout_scroll__moves_as_little_as_possible__so_that_the_row_is_in_sight(void **state)
{
    static const struct {
        int first, current, count, height, wanted;
    } cases[] = {
        {0, 0, 100, 10, 0},  {0, 9, 100, 10, 0},  {0, 10, 100, 10, 1},  {5, 4, 100, 10, 4},
        {5, 14, 100, 10, 5}, {5, 15, 100, 10, 6}, {0, 99, 100, 10, 90}, {95, 99, 100, 10, 90},
        {3, 2, 5, 10, 0},    {0, 0, 0, 10, 0},    {4, 4, 100, 1, 4},    {4, 5, 100, 1, 5},
        {4, 5, 100, 0, 0},   {-3, 0, 100, 10, 0},
    };
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(layout_scroll(cases[i].first, cases[i].current, cases[i].count, cases[i].height),
                         cases[i].wanted);
}

static void layout_centre__keeps_a_margin__only_where_there_is_room(void **state)
{
    static const struct {
        int available, wanted, start, size;
    } cases[] = {{80, 40, 20, 40}, {80, 100, 2, 76}, {24, 30, 2, 20},
                 {10, 30, 0, 10},  {10, 4, 3, 4},    {0, 5, 0, 0}};
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        int size = -1;
        assert_int_equal(layout_centre(cases[i].available, cases[i].wanted, &size), cases[i].start);
        assert_int_equal(size, cases[i].size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_columns__shows_and_places__by_what_the_window_has_room_for),
        cmocka_unit_test(layout_columns__never_goes_beyond_the_edge__at_any_width),
        cmocka_unit_test(layout_columns__shares_what_is_left__between_several_flexible_columns),
        cmocka_unit_test(layout_columns__drops_the_right_one__of_two_that_may_go_together),
        cmocka_unit_test(layout_scroll__moves_as_little_as_possible__so_that_the_row_is_in_sight),
        cmocka_unit_test(layout_centre__keeps_a_margin__only_where_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
