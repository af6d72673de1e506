#include "tui/calendar.h"

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

CalendarMonth calendar_month(int year, int month)
{
    CalendarMonth laid = {0};
    GDate first;
    g_date_clear(&first, 1);
    g_date_set_dmy(&first, 1, (GDateMonth)month, (GDateYear)year);
    int column = (int)g_date_get_weekday(&first) - 1, row = 0;
    int last = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    for (int day = 1; day <= last; day++) {
        laid.days[row][column] = day;
        laid.weeks = row + 1;
        column = (column + 1) % 7;
        row += column == 0;
    }
    return laid;
}

static void draw_day(Terminal *terminal, int y, int x, int day, bool today, const char *sign, Role role)
{
    char number[8];
    g_snprintf(number, sizeof number, "%2d", day);
    terminal_text(terminal, y, x, 2, today ? ROLE_FOCUS : sign != NULL ? role : ROLE_TEXT, number);
    terminal_text(terminal, y, x + 2, 1, role, sign != NULL ? sign : " ");
}

int calendar_draw(Terminal *terminal, int y, int x, int year, int month, const char *today, CalendarSign sign,
                  gpointer data)
{
    const CalendarMonth laid = calendar_month(year, month);
    g_autofree char *title = g_strdup_printf("%s %d", month_names[month - 1], year);
    terminal_text(terminal, y, x, CALENDAR_WIDTH, ROLE_HEADING, title);
    terminal_text(terminal, y + 1, x, CALENDAR_WIDTH, ROLE_MUTED, "Mo  Tu  We  Th  Fr  Sa  Su");
    for (int row = 0; row < laid.weeks; row++) {
        for (int column = 0; column < 7; column++) {
            int day = laid.days[row][column];
            char iso[16];
            Role role = ROLE_TEXT;
            if (day == 0)
                continue;
            g_snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
            const char *mark = sign != NULL ? sign(year, month, day, &role, data) : NULL;
            draw_day(terminal, y + 2 + row, x + column * 4, day, g_strcmp0(iso, today) == 0, mark, role);
        }
    }
    return laid.weeks + 2;
}
