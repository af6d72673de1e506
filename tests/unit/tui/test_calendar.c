#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/calendar.h"

static void calendar__lays_the_month__with_weeks_from_monday(void **state)
{
    (void)state;
    const CalendarMonth november = calendar_month(2026, 11);
    assert_int_equal(november.weeks, 6);
    assert_int_equal(november.days[0][6], 1); /* a Sunday */
    assert_int_equal(november.days[0][5], 0);
    assert_int_equal(november.days[4][0], 23); /* a Monday */
    assert_int_equal(november.days[5][0], 30);
    assert_int_equal(november.days[5][1], 0);
}

static void calendar__takes_four_weeks__when_february_begins_on_a_monday(void **state)
{
    (void)state;
    const CalendarMonth february = calendar_month(2027, 2);
    assert_int_equal(february.weeks, 4);
    assert_int_equal(february.days[0][0], 1);
    assert_int_equal(february.days[3][6], 28);
}

static void calendar__has_the_leap_day__in_a_leap_year_only(void **state)
{
    (void)state;
    int leap = 0, plain = 0;
    const CalendarMonth in_2028 = calendar_month(2028, 2), in_2026 = calendar_month(2026, 2);
    for (int row = 0; row < CALENDAR_WEEKS; row++) {
        for (int column = 0; column < 7; column++) {
            leap = MAX(leap, in_2028.days[row][column]);
            plain = MAX(plain, in_2026.days[row][column]);
        }
    }
    assert_int_equal(leap, 29);
    assert_int_equal(plain, 28);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar__lays_the_month__with_weeks_from_monday),
        cmocka_unit_test(calendar__takes_four_weeks__when_february_begins_on_a_monday),
        cmocka_unit_test(calendar__has_the_leap_day__in_a_leap_year_only),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
