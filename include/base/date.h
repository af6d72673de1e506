/*
 * Days and times of day. Stored as ISO text (2026-12-01, 14:30); typed in the ways officers type.
 */
#ifndef ENTENTE_BASE_DATE_H
#define ENTENTE_BASE_DATE_H

#include <glib.h>
#include <stdbool.h>

/* True for a real day written YYYY-MM-DD, years 1000 to 9999. */
bool date_is_iso(const char *text);

/*
 * Understands what an officer types and returns the ISO day (transfer full), or NULL with ERROR_INPUT that
 * says what would be accepted. `today` is ISO. Accepted, any case: 2026-12-01, 2026-12 (first of the month),
 * 1 dec, 1 dec 2026, dec 1, 1.12., 1.12.2026, today, tomorrow, yesterday, a weekday (fri: the next one, never
 * today), next fri (that of the week after this one), next week, next month, next year (their first day), end
 * of month (its last day; week, year, and end of next ... too), +3d +3w +3m +3y and -..., combined with a
 * base `from` when it is not NULL ("+5y" in "Ends" counts from the field that the screen names). A day
 * without year is the nearest one to come, today included.
 */
char *date_parse(const char *typed, const char *today, const char *from, GError **error);

/* True for what counts from another day: "+3y", "-2 weeks". */
bool date_is_shift(const char *typed);

/* What date_parse() makes of it so far, for a form: "Tue 1 Dec 2026, in 8 days", and for what counts from
 * `from` "2034-01-01, 3 years after 2031-01-01". NULL when it is no date. (transfer full) */
char *date_reading(const char *typed, const char *today, const char *from);

/* `days` later (or earlier). NULL for a text that is no ISO day or a result outside the calendar. (transfer
 * full) */
char *date_add_days(const char *iso, int days);
/* Months later; the 31st becomes the last day of a shorter month. (transfer full) */
char *date_add_months(const char *iso, int months);

/* Days from `from` to `to` (negative when earlier). Both must be ISO days; 0 otherwise. */
int date_days_between(const char *from, const char *to);

/* For a list: "12 d ago", "today", "in 9 d" within 14 days, "20 Dec" within the year, "Mar 2027" beyond. At
 * most 8 columns wide. (transfer full) */
char *date_short(const char *iso, const char *today);

/* For a form: "Tue 1 Dec 2026, in 8 days"; from 60 days on "in 5 months", from two years on "10 years ago".
 * (transfer full) */
char *date_long(const char *iso, const char *today);

/* "Monday 23 November 2026". English whatever the locale. (transfer full) */
char *date_heading(const char *iso);

/* Today in local time, ISO. (transfer full) */
char *date_today(void);

/* Understands a time of day (14:30, 1430, 9, 9am, 2:30 pm) and returns HH:MM (transfer full), or NULL with
 * ERROR_INPUT. */
char *time_parse(const char *typed, GError **error);

#endif
