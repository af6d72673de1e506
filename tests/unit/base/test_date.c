#include "base/date.h"
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const today = "2026-11-23"; /* a Monday */

static void assert_parses(const char *typed, const char *from, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *iso = date_parse(typed, today, from, &error);
    if (!iso)
        fail_msg("%s refused: %s", typed, error->message);
    assert_string_equal(iso, expected);
    assert_null(error);
}

static void assert_refused(const char *typed, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *iso = date_parse(typed, today, NULL, &error);
    if (iso)
        fail_msg("%s understood as %s", typed, iso);
    assert_true(error_is(error, ERROR_INPUT));
    if (!strstr(error->message, message))
        fail_msg("\"%s\" does not say \"%s\"", error->message, message);
}

static void date_is_iso__knows__real_days_only(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-12-01", "2024-02-29", "2000-02-29", "1000-01-01", "9999-12-31"};
    static const char *const bad[] = {
        "",           "2026-12-1",  "2026-02-30", "2026-02-29", "1900-02-29",  "2026-13-01",
        "2026-00-10", "2026-01-00", "0999-12-31", "2026/12/01", "2026-12-01 ", " 2026-12-01",
        "20261201",   "2026-1a-01", "+026-12-01",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
        assert_true(date_is_iso(good[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        assert_false(date_is_iso(bad[i]));
    assert_false(date_is_iso(NULL));
}

static void date_parse__understands__what_officers_type(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *iso;
    } rows[] = {
        {"2026-12-01", "2026-12-01"},
        {" 2026-12-1 ", "2026-12-01"},
        {"2026-12", "2026-12-01"},
        {"1 dec", "2026-12-01"},
        {"1dec", "2026-12-01"},
        {"1 Dec 2027", "2027-12-01"},
        {"1 DECEMBER, 2027", "2027-12-01"},
        {"dec 1", "2026-12-01"},
        {"December 1, 2027", "2027-12-01"},
        {"dec 2027", "2027-12-01"},
        {"1 sept 2027", "2027-09-01"},
        {"1.12.", "2026-12-01"},
        {"1.12", "2026-12-01"},
        {"1.12.2026", "2026-12-01"},
        {"01.12.2026", "2026-12-01"},
        {"1. dec 2027", "2027-12-01"},
        {"today", "2026-11-23"},
        {"TOMORROW", "2026-11-24"},
        {"yesterday", "2026-11-22"},
        {"tue", "2026-11-24"},
        {"fri", "2026-11-27"},
        {"sunday", "2026-11-29"},
        {"+3d", "2026-11-26"},
        {"+3w", "2026-12-14"},
        {"+3m", "2027-02-23"},
        {"+3y", "2029-11-23"},
        {"-3d", "2026-11-20"},
        {"- 1 week", "2026-11-16"},
        {"-11 months", "2025-12-23"},
        {"-1y", "2025-11-23"},
        {"+0d", "2026-11-23"},
        {"next week", "2026-11-30"},
        {"Next Month", "2026-12-01"},
        {"next year", "2027-01-01"},
        {"next mon", "2026-11-30"},
        {"next fri", "2026-12-04"},
        {"next sunday", "2026-12-06"},
        {"end of week", "2026-11-29"},
        {"end of month", "2026-11-30"},
        {"end of year", "2026-12-31"},
        {"end of next week", "2026-12-06"},
        {"end of next month", "2026-12-31"},
        {"end of next year", "2027-12-31"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_parses(rows[i].typed, NULL, rows[i].iso);
}

static void date_parse__takes_the_nearest_day_to_come__when_no_year_is_typed(void **state)
{
    (void)state;
    assert_parses("23 nov", NULL, "2026-11-23");
    assert_parses("22 nov", NULL, "2027-11-22");
    assert_parses("1.1.", NULL, "2027-01-01");
    assert_parses("29 feb", NULL, "2028-02-29");
}

static void date_parse__takes_the_next_weekday__never_today(void **state)
{
    (void)state;
    assert_parses("mon", NULL, "2026-11-30");
    assert_parses("monday", NULL, "2026-11-30");
}

static void date_parse__counts_from_the_named_field__when_there_is_one(void **state)
{
    (void)state;
    assert_parses("+5y", "2024-02-29", "2029-02-28");
    assert_parses("+4y", "2024-02-29", "2028-02-29");
    assert_parses("+1m", "2026-01-31", "2026-02-28");
    assert_parses("+1d", "2026-12-31", "2027-01-01");
    assert_parses("+1d", "", "2026-11-24");
    assert_parses("today", "2024-02-29", "2026-11-23");
    assert_parses("fri", "2024-02-29", "2026-11-27");
}

static void date_parse__says_how_many_days_the_month_has__when_the_day_is_beyond(void **state)
{
    (void)state;
    assert_refused("2026-02-30", "February 2026 has 28 days: type a day from 1 to 28");
    assert_refused("29 feb 2026", "February 2026 has 28 days");
    assert_refused("30.2.2028", "February 2028 has 29 days");
    assert_refused("31 apr", "April 2026 has 30 days");
    assert_refused("0 dec", "December 2026 has 31 days");
}

static void date_parse__says_what_would_be_accepted__when_it_understands_nothing(void **state)
{
    (void)state;
    static const char *const nonsense[] = {
        "",
        "soon",
        "1 frob",
        "dec",
        "fr",
        "ma 1",
        "1 2 3",
        "2026",
        "----------",
        "dec 1 2 3 4 5",
        "+3x y",
        "1 dec 2026 at noon",
        "1\xE2\x80\xAE dec",
        "\xff",
        "1;2",
        "next",
        "next decade",
        "last month",
        "end of",
        "end of days",
        "end of last month",
        "a-very-long-text-that-is-no-date-at-all-whatever",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(nonsense); i++)
        assert_refused(nonsense[i], ": type 1 dec, fri, +3w or 2026-12-01; this is no date");
    assert_refused(NULL, "nothing: type 1 dec");
    assert_refused("2026-13-01", "type a month from 1 to 12");
    assert_refused("1.12.26", "four digits");
    assert_refused("26-12-01", "four digits");
    assert_refused("12/01/2026", "cannot be told apart");
    assert_refused("+3q", "d for days, w for weeks, m for months or y for years");
    assert_refused("+99999999y", "outside the calendar");
    assert_refused("-3000y", "outside the calendar");
}

static void date_parse__repeats_the_text_cleaned__in_its_message(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    assert_null(date_parse("\x1b[2Jx", today, NULL, &error));
    assert_null(strchr(error->message, '\x1b'));
}

static void assert_text(char *text, const char *expected)
{
    assert_non_null(text);
    assert_string_equal(text, expected);
    g_free(text);
}

static void date_add__moves__within_the_calendar(void **state)
{
    (void)state;
    assert_text(date_add_days("2024-02-28", 1), "2024-02-29");
    assert_text(date_add_days("2026-03-01", -1), "2026-02-28");
    assert_text(date_add_months("2026-01-31", 1), "2026-02-28");
    assert_text(date_add_months("2026-01-31", -2), "2025-11-30");
    assert_text(date_add_months("2026-12-15", 1), "2027-01-15");
    assert_null(date_add_days("9999-12-31", 1));
    assert_null(date_add_days("1000-01-01", -1));
    assert_null(date_add_days("2026-01-01", G_MAXINT));
    assert_null(date_add_days("2026-01-01", G_MININT));
    assert_null(date_add_months("9999-12-01", 1));
    assert_null(date_add_months("2026-01-01", G_MININT));
    assert_null(date_add_days("no day", 1));
    assert_null(date_add_months(NULL, 1));
}

static void date_days_between__counts__over_years(void **state)
{
    (void)state;
    assert_int_equal(date_days_between("2026-11-23", "2026-12-01"), 8);
    assert_int_equal(date_days_between("2026-12-01", "2026-11-23"), -8);
    assert_int_equal(date_days_between("2024-01-01", "2025-01-01"), 366);
    assert_int_equal(date_days_between("2024-01-01", "x"), 0);
}

static void date_short__is_short__for_a_list(void **state)
{
    (void)state;
    assert_text(date_short("2026-11-11", today), "12 d ago");
    assert_text(date_short("2026-11-22", today), "1 d ago");
    assert_text(date_short("2026-11-23", today), "today");
    assert_text(date_short("2026-12-02", today), "in 9 d");
    assert_text(date_short("2026-12-07", today), "in 14 d");
    assert_text(date_short("2026-12-08", today), "8 Dec");
    assert_text(date_short("2026-12-20", today), "20 Dec");
    assert_text(date_short("2026-01-02", today), "2 Jan");
    assert_text(date_short("2027-03-05", today), "Mar 2027");
    assert_text(date_short("2025-11-08", today), "Nov 2025");
    assert_text(date_short(NULL, today), "");
}

static void date_long__names_the_day__and_how_far_it_is(void **state)
{
    (void)state;
    assert_text(date_long("2026-12-01", today), "Tue 1 Dec 2026, in 8 days");
    assert_text(date_long("2026-11-23", today), "Mon 23 Nov 2026, today");
    assert_text(date_long("2026-11-24", today), "Tue 24 Nov 2026, tomorrow");
    assert_text(date_long("2026-11-22", today), "Sun 22 Nov 2026, yesterday");
    assert_text(date_long("2026-11-10", today), "Tue 10 Nov 2026, 13 days ago");
}

static void date_long__counts_in_months_and_years__what_is_far_away(void **state)
{
    (void)state;
    static const struct {
        const char *iso;
        const char *end;
    } rows[] = {
        {"2027-01-21", "in 59 days"},    {"2027-01-22", "in 2 months"},   {"2027-04-23", "in 5 months"},
        {"2027-11-23", "in 12 months"},  {"2028-11-22", "in 24 months"},  {"2028-11-23", "in 2 years"},
        {"2031-05-01", "in 4 years"},    {"2026-09-25", "59 days ago"},   {"2026-09-24", "2 months ago"},
        {"2024-11-24", "24 months ago"}, {"2024-11-23", "2 years ago"},   {"2016-11-23", "10 years ago"},
        {"9999-12-31", "in 7973 years"}, {"1000-01-01", "1026 years ago"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *words = date_long(rows[i].iso, today);
        if (!g_str_has_suffix(words, rows[i].end))
            fail_msg("%s: %s", rows[i].iso, words);
    }
}

static void date_reading__says_what_it_counts_from__and_nothing_of_what_is_no_date_yet(void **state)
{
    (void)state;
    assert_text(date_reading("+3y", today, "2031-01-01"), "2034-01-01, 3 years after 2031-01-01");
    assert_text(date_reading("+1 month", today, "2031-01-31"), "2031-02-28, 1 month after 2031-01-31");
    assert_text(date_reading("-2w", today, "2031-01-15"), "2031-01-01, 2 weeks before 2031-01-15");
    assert_text(date_reading("+3w", today, NULL), "Mon 14 Dec 2026, in 21 days");
    assert_text(date_reading("1 dec", today, "2031-01-01"), "Tue 1 Dec 2026, in 8 days");
    assert_null(date_reading("", today, NULL));
    assert_null(date_reading("+3", today, "2031-01-01"));
    assert_null(date_reading("1 d", today, NULL));
    assert_null(date_reading("+99999y", today, "2031-01-01"));
    assert_true(date_is_shift(" + 3 weeks"));
    assert_false(date_is_shift("+3q"));
    assert_false(date_is_shift("3w"));
    assert_false(date_is_shift(NULL));
}

static void date_heading__is_written_out__in_english(void **state)
{
    (void)state;
    assert_text(date_heading("2026-11-23"), "Monday 23 November 2026");
}

static void date_today__is__a_real_day(void **state)
{
    (void)state;
    g_autofree char *now = date_today();
    assert_true(date_is_iso(now));
}

static void time_parse__understands__what_officers_type(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *time;
    } rows[] = {
        {"14:30", "14:30"},  {"1430", "14:30"},    {"930", "09:30"},   {"9", "09:00"},
        {"9am", "09:00"},    {"2:30 pm", "14:30"}, {"12am", "00:00"},  {"12 PM", "12:00"},
        {" 0:05 ", "00:05"}, {"14.30", "14:30"},   {"23:59", "23:59"}, {"0000", "00:00"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_text(time_parse(rows[i].typed, NULL), rows[i].time);
}

static void time_parse__says_what_would_be_accepted__when_there_is_no_such_time(void **state)
{
    (void)state;
    static const char *const bad[] = {"",      "24:00", "14:60", "13pm", "0am",    "14:3", "14:300",
                                      "12345", "noon",  "9x",    "-1",   "9 am x", ":30",  "1430:00"};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(time_parse(bad[i], &error));
        assert_true(error_is(error, ERROR_INPUT));
        assert_non_null(strstr(error->message, "type 14:30, 1430, 9 or 9am"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_is_iso__knows__real_days_only),
        cmocka_unit_test(date_parse__understands__what_officers_type),
        cmocka_unit_test(date_parse__takes_the_nearest_day_to_come__when_no_year_is_typed),
        cmocka_unit_test(date_parse__takes_the_next_weekday__never_today),
        cmocka_unit_test(date_parse__counts_from_the_named_field__when_there_is_one),
        cmocka_unit_test(date_parse__says_how_many_days_the_month_has__when_the_day_is_beyond),
        cmocka_unit_test(date_parse__says_what_would_be_accepted__when_it_understands_nothing),
        cmocka_unit_test(date_parse__repeats_the_text_cleaned__in_its_message),
        cmocka_unit_test(date_add__moves__within_the_calendar),
        cmocka_unit_test(date_days_between__counts__over_years),
        cmocka_unit_test(date_short__is_short__for_a_list),
        cmocka_unit_test(date_long__names_the_day__and_how_far_it_is),
        cmocka_unit_test(date_long__counts_in_months_and_years__what_is_far_away),
        cmocka_unit_test(date_reading__says_what_it_counts_from__and_nothing_of_what_is_no_date_yet),
        cmocka_unit_test(date_heading__is_written_out__in_english),
        cmocka_unit_test(date_today__is__a_real_day),
        cmocka_unit_test(time_parse__understands__what_officers_type),
        cmocka_unit_test(time_parse__says_what_would_be_accepted__when_there_is_no_such_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
