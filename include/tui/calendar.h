/* A month as a small picture: days in weeks that begin on Monday, each with a sign where something falls on
 * it. */
#ifndef ENTENTE_TUI_CALENDAR_H
#define ENTENTE_TUI_CALENDAR_H

#include "tui/terminal.h"

enum { CALENDAR_WIDTH = 27, CALENDAR_HEIGHT = 8, CALENDAR_WEEKS = 6 };

/* The days of a month as they lie: 0 where a week's day belongs to another month. */
typedef struct {
    int days[CALENDAR_WEEKS][7];
    int weeks; /* rows that hold a day: 4 to 6 */
} CalendarMonth;

CalendarMonth calendar_month(int year, int month);

/* The sign behind a day (one column) and its role; NULL for none. */
typedef const char *(*CalendarSign)(int year, int month, int day, Role *role, gpointer data);

/* Draws the month with its name above, `today` (ISO, may be NULL) reversed, at most CALENDAR_WIDTH columns
 * and CALENDAR_HEIGHT rows. Returns the rows that it took. */
int calendar_draw(Terminal *terminal, int y, int x, int year, int month, const char *today, CalendarSign sign,
                  gpointer data);

#endif
