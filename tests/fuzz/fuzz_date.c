/* Any bytes typed as a date or a time of day: a real day or time comes back, or an error that can be shown.
 */
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "support/fuzz.h"

#include <string.h>

static const char *const today = "2026-11-23";

static void check_error(const GError *error)
{
    g_assert_true(error_is(error, ERROR_INPUT));
    g_autofree char *clean = text_clean(error->message, false);
    g_assert_cmpstr(clean, ==, error->message);
    g_assert_nonnull(strstr(error->message, ": type "));
}

static void check_day(const char *iso)
{
    g_assert_true(date_is_iso(iso));
    g_autofree char *again = date_parse(iso, today, NULL, NULL);
    g_autofree char *in_list = date_short(iso, today);
    g_autofree char *in_form = date_long(iso, today);
    g_autofree char *moved = date_add_days(iso, date_days_between(iso, today));
    g_assert_cmpstr(again, ==, iso);
    g_assert_cmpint(text_width(in_list), <=, 8);
    g_assert_cmpstr(moved, ==, today);

    char *comma = strchr(in_form, ',');
    g_assert_nonnull(comma);
    *comma = '\0';
    g_autofree char *shown = date_parse(in_form + strlen("Tue "), today, NULL, NULL);
    g_assert_cmpstr(shown, ==, iso);
}

static void try_date(const char *text, gsize size)
{
    (void)size;
    g_autoptr(GError) error = NULL;
    g_autofree char *iso = date_parse(text, today, size % 2 ? NULL : "2024-02-29", &error);
    g_assert_true((iso == NULL) == (error != NULL));
    g_autofree char *reading = date_reading(text, today, size % 2 ? NULL : "2024-02-29");
    g_assert_true((iso == NULL) == (reading == NULL));
    if (iso)
        check_day(iso);
    else
        check_error(error);

    g_autoptr(GError) time_error = NULL;
    g_autofree char *time = time_parse(text, &time_error);
    g_assert_true((time == NULL) == (time_error != NULL));
    g_autofree char *time_again = time ? time_parse(time, NULL) : NULL;
    g_assert_cmpstr(time_again, ==, time);
    if (time_error)
        check_error(time_error);
}

#ifdef LIBFUZZER
FUZZ_ENTRY(try_date)
#else
static const char *const seeds[] = {
    "2026-12-01",
    "2026-12",
    "1 dec",
    "1 dec 2026",
    "dec 1, 2026",
    "1.12.",
    "1.12.2026",
    "today",
    "fri",
    "+3w",
    "-12 months",
    "+5y",
    "14:30",
    "1430",
    "2:30 pm",
    "29 feb",
    "31.4.",
    "2024-02-29",
    "9am",
    "1/12",
    "next month",
    "next fri",
    "end of next year",
    NULL,
};
static const char *const words[] = {
    "dec", "feb", "29", "2028",  "9999",         "1000", "-", "+",    ".",      " ",  ",",
    "am",  ":",   "0",  "99999", "999999999999", "y",    "d", "next", "end of", NULL,
};

int main(void)
{
    return fuzz_main("date__is_a_real_day_or_a_refusal__whatever_is_typed", seeds, words, 20000, try_date);
}
#endif
