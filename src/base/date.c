#include "base/date.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_YEAR = 1000, LAST_YEAR = 9999, MONTHS = 12, LONGEST_INPUT = 40, MOST_TOKENS = 6 };
/* From here on a distance reads in months, and from there on in years. */
enum { MONTHS_FROM_DAYS = 60, YEARS_FROM_MONTHS = 24 };

#define DATES_ACCEPTED "1 dec, fri, +3w or 2026-12-01"
#define TIMES_ACCEPTED "14:30, 1430, 9 or 9am"

static const char *const month_names[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static const char *const weekday_names[] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* ---- ISO days and arithmetic ---- */

static int digits_value(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool day_exists(int year, int month, int day)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= MONTHS && day >= 1 &&
           day <= g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

static bool read_iso(const char *text, GDate *date)
{
    if (!text || strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int year = digits_value(text, 4);
    int month = digits_value(text + 5, 2);
    int day = digits_value(text + 8, 2);
    if (!day_exists(year, month, day))
        return false;
    g_date_set_dmy(date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return true;
}

static char *write_iso(const GDate *date)
{
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), (int)g_date_get_month(date),
                           g_date_get_day(date));
}

bool date_is_iso(const char *text)
{
    GDate date;
    return read_iso(text, &date);
}

static bool add_days(GDate *date, gint64 days)
{
    GDate first, last;
    g_date_set_dmy(&first, 1, G_DATE_JANUARY, FIRST_YEAR);
    g_date_set_dmy(&last, 31, G_DATE_DECEMBER, LAST_YEAR);
    gint64 julian = (gint64)g_date_get_julian(date) + days;
    if (julian < g_date_get_julian(&first) || julian > g_date_get_julian(&last))
        return false;
    g_date_set_julian(date, (guint32)julian);
    return true;
}

static bool add_months(GDate *date, gint64 months)
{
    gint64 total = (gint64)g_date_get_year(date) * MONTHS + (int)g_date_get_month(date) - 1 + months;
    gint64 year = total / MONTHS;
    if (total < 0 || year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    GDateMonth month = (GDateMonth)(total % MONTHS + 1);
    GDateDay day = MIN(g_date_get_day(date), g_date_get_days_in_month(month, (GDateYear)year));
    g_date_set_dmy(date, day, month, (GDateYear)year);
    return true;
}

char *date_add_days(const char *iso, int days)
{
    GDate date;
    return read_iso(iso, &date) && add_days(&date, days) ? write_iso(&date) : NULL;
}

char *date_add_months(const char *iso, int months)
{
    GDate date;
    return read_iso(iso, &date) && add_months(&date, months) ? write_iso(&date) : NULL;
}

int date_days_between(const char *from, const char *to)
{
    GDate first, second;
    if (!read_iso(from, &first) || !read_iso(to, &second))
        return 0;
    return g_date_days_between(&first, &second);
}

/* ---- What an officer types ---- */

/* One piece of the typed text: a number, a word, or a sign. */
typedef struct {
    char sort; /* 'N', 'W', or the sign itself */
    int value;
    int digits;
    char word[12];
} Token;

typedef struct {
    const char *shown; /* what was typed, fit for a message */
    Token tokens[MOST_TOKENS];
    char pattern[MOST_TOKENS + 1]; /* the sorts in a row, e.g. "NWN" */
    GDate today;
    GDate from;
} Typed;

static bool refuse_date(const Typed *typed, GError **error)
{
    /* The examples first: a short line may cut the rest off. */
    return error_set(error, ERROR_INPUT, "%s: type %s; this is no date", typed->shown, DATES_ACCEPTED);
}

/* Reads one token at `at`; returns the byte after it, or NULL when there is none that a date could have. */
static const char *read_token(const char *at, Token *token)
{
    const char *start = at;
    memset(token, 0, sizeof *token);
    while (g_ascii_isdigit(*at))
        at++;
    if (at > start) {
        token->sort = 'N';
        token->digits = (int)(at - start);
        token->value = token->digits <= 5 ? digits_value(start, token->digits) : G_MAXINT;
        return at;
    }
    while (g_ascii_isalpha(*at))
        at++;
    if (at > start) {
        token->sort = 'W';
        gsize length = (gsize)(at - start);
        if (length >= sizeof token->word)
            return NULL;
        for (gsize i = 0; i < length; i++)
            token->word[i] = g_ascii_tolower(start[i]);
        return at;
    }
    token->sort = *at;
    return strchr("+-./", *at) ? at + 1 : NULL;
}

static bool tokenize(const char *text, Typed *typed)
{
    int count = 0;
    while (*text) {
        if (g_ascii_isspace(*text) || *text == ',') {
            text++;
            continue;
        }
        if (count == MOST_TOKENS)
            return false;
        text = read_token(text, &typed->tokens[count]);
        if (!text)
            return false;
        typed->pattern[count] = typed->tokens[count].sort;
        count++;
    }
    return count > 0;
}

/* Position of the name that begins with `word` (three letters at least), or -1. */
static int find_name(const char *word, const char *const *names, int count)
{
    gsize length = strlen(word);
    for (int i = 0; length >= 3 && i < count; i++)
        if (g_ascii_strncasecmp(names[i], word, length) == 0)
            return i;
    return -1;
}

static int find_month(const Token *token)
{
    return find_name(token->word, month_names, MONTHS) + 1;
}

static bool set_day(const Typed *typed, int year, int month, int day, GDate *date, GError **error)
{
    if (month < 1 || month > MONTHS)
        return error_set(error, ERROR_INPUT, "%s: there is no such month: type a month from 1 to 12",
                         typed->shown);
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return error_set(error, ERROR_INPUT,
                         "%s: the year is not clear: type it with four digits, from %d to %d", typed->shown,
                         FIRST_YEAR, LAST_YEAR);
    int days = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    if (day < 1 || day > days)
        return error_set(error, ERROR_INPUT, "%s: %s %d has %d days: type a day from 1 to %d", typed->shown,
                         month_names[month - 1], year, days, days);
    g_date_set_dmy(date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return true;
}

/* A day without year: today or the nearest one to come; 29 February waits for its leap year. */
static bool set_nearest(const Typed *typed, int month, int day, GDate *date, GError **error)
{
    int year = g_date_get_year(&typed->today);
    if (month == 2 && day == 29)
        while (!g_date_is_leap_year((GDateYear)year) ||
               (year == g_date_get_year(&typed->today) && g_date_get_month(&typed->today) > G_DATE_FEBRUARY))
            year++;
    if (!set_day(typed, year, month, day, date, error))
        return false;
    if (g_date_compare(date, &typed->today) < 0)
        return set_day(typed, year + 1, month, day, date, error);
    return true;
}

/* 2026-12-01 */
static bool read_full(const Typed *typed, GDate *date, GError **error)
{
    const Token *tokens = typed->tokens;
    return set_day(typed, tokens[0].digits == 4 ? tokens[0].value : 0, tokens[2].value, tokens[4].value, date,
                   error);
}

/* 2026-12 */
static bool read_year_month(const Typed *typed, GDate *date, GError **error)
{
    const Token *tokens = typed->tokens;
    return set_day(typed, tokens[0].digits == 4 ? tokens[0].value : 0, tokens[2].value, 1, date, error);
}

/* 1.12. and 1.12 */
static bool read_dotted(const Typed *typed, GDate *date, GError **error)
{
    return set_nearest(typed, typed->tokens[2].value, typed->tokens[0].value, date, error);
}

/* 1.12.2026 */
static bool read_dotted_year(const Typed *typed, GDate *date, GError **error)
{
    const Token *tokens = typed->tokens;
    return set_day(typed, tokens[4].value, tokens[2].value, tokens[0].value, date, error);
}

/* 1 dec, and 1 dec 2026; also 1. dec */
static bool read_day_month(const Typed *typed, GDate *date, GError **error)
{
    const Token *word = &typed->tokens[typed->pattern[1] == '.' ? 2 : 1];
    int month = find_month(word);
    if (!month)
        return refuse_date(typed, error);
    if (word[1].sort == 'N')
        return set_day(typed, word[1].value, month, typed->tokens[0].value, date, error);
    return set_nearest(typed, month, typed->tokens[0].value, date, error);
}

/* dec 1, dec 1 2026; four digits after the month are a year: dec 2026 is its first day */
static bool read_month_day(const Typed *typed, GDate *date, GError **error)
{
    const Token *tokens = typed->tokens;
    int month = find_month(&tokens[0]);
    if (!month)
        return refuse_date(typed, error);
    if (tokens[2].sort == 'N')
        return set_day(typed, tokens[2].value, month, tokens[1].value, date, error);
    if (tokens[1].digits == 4)
        return set_day(typed, tokens[1].value, month, 1, date, error);
    return set_nearest(typed, month, tokens[1].value, date, error);
}

/* today, fri */
static bool read_word(const Typed *typed, GDate *date, GError **error)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"today", 0}, {"tomorrow", 1}, {"yesterday", -1}};
    *date = typed->today;
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(typed->tokens[0].word, words[i].word) == 0)
            return add_days(date, words[i].days) || refuse_date(typed, error);
    int weekday = find_name(typed->tokens[0].word, weekday_names, 7);
    if (weekday < 0)
        return refuse_date(typed, error);
    int ahead = (weekday + 1 - (int)g_date_get_weekday(&typed->today) + 7) % 7;
    return add_days(date, ahead ? ahead : 7) || refuse_date(typed, error);
}

static bool is_word(const Typed *typed, int index, const char *word)
{
    return strcmp(typed->tokens[index].word, word) == 0;
}

/* next fri: that of the week after this one; next week is its Monday, next month and next year their first
 * day. */
static bool read_next(const Typed *typed, GDate *date, GError **error)
{
    int weekday = find_name(typed->tokens[1].word, weekday_names, 7);
    bool week = is_word(typed, 1, "week"), month = is_word(typed, 1, "month");
    if (!is_word(typed, 0, "next") || (!week && !month && !is_word(typed, 1, "year") && weekday < 0))
        return refuse_date(typed, error);
    *date = typed->today;
    if (week || weekday >= 0)
        return add_days(date, 8 - (int)g_date_get_weekday(date) + MAX(weekday, 0)) ||
               refuse_date(typed, error);
    g_date_set_day(date, 1);
    if (!month)
        g_date_set_month(date, G_DATE_JANUARY);
    return add_months(date, month ? 1 : MONTHS) || refuse_date(typed, error);
}

/* end of month, end of week, end of year; end of next month */
static bool read_end(const Typed *typed, GDate *date, GError **error)
{
    bool next = typed->pattern[3] != '\0';
    int unit = next ? 3 : 2;
    bool week = is_word(typed, unit, "week"), month = is_word(typed, unit, "month");
    if (!is_word(typed, 0, "end") || !is_word(typed, 1, "of") || (next && !is_word(typed, 2, "next")) ||
        (!week && !month && !is_word(typed, unit, "year")))
        return refuse_date(typed, error);
    *date = typed->today;
    if (week)
        return add_days(date, 7 - (int)g_date_get_weekday(date) + (next ? 7 : 0)) ||
               refuse_date(typed, error);
    g_date_set_day(date, 1);
    if (!month)
        g_date_set_month(date, G_DATE_DECEMBER);
    return (add_months(date, 1 + (!next   ? 0
                                  : month ? 1
                                          : MONTHS)) &&
            add_days(date, -1)) ||
           refuse_date(typed, error);
}

typedef struct {
    const char *name; /* of many */
    int days;
    int months;
} Unit;

/* The unit of "+3w", "+3 months"; NULL when there is none that begins so. */
static const Unit *shift_unit(const Typed *typed)
{
    static const Unit units[] = {{"days", 1, 0}, {"weeks", 7, 0}, {"months", 0, 1}, {"years", 0, MONTHS}};
    const char *word = typed->tokens[2].word;
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (strncmp(units[i].name, word, strlen(word)) == 0)
            return &units[i];
    return NULL;
}

/* +3d, -2w, +3 months */
static bool read_shift(const Typed *typed, GDate *date, GError **error)
{
    const Unit *unit = shift_unit(typed);
    gint64 number = typed->tokens[0].sort == '-' ? -(gint64)typed->tokens[1].value : typed->tokens[1].value;
    *date = typed->from;
    if (!unit)
        return error_set(error, ERROR_INPUT,
                         "%s: counted in what?: type d for days, w for weeks, m for months or y for years",
                         typed->shown);
    return (add_days(date, number * unit->days) && add_months(date, number * unit->months)) ||
           error_set(error, ERROR_INPUT,
                     "%s: that is outside the calendar: type one that falls between %d and %d", typed->shown,
                     FIRST_YEAR, LAST_YEAR);
}

/* 1/12/2026: half of the partners read it as a day in January */
static bool refuse_slashes(const Typed *typed, GDate *date, GError **error)
{
    (void)date;
    return error_set(error, ERROR_INPUT,
                     "%s: day and month cannot be told apart: type 2026-12-01, 1 dec 2026 or 1.12.2026",
                     typed->shown);
}

static const struct {
    const char *pattern;
    bool (*read)(const Typed *typed, GDate *date, GError **error);
} forms[] = {
    {"N-N-N", read_full},        {"N-N", read_year_month}, {"N.N", read_dotted},    {"N.N.", read_dotted},
    {"N.N.N", read_dotted_year}, {"NW", read_day_month},   {"NWN", read_day_month}, {"N.W", read_day_month},
    {"N.WN", read_day_month},    {"WN", read_month_day},   {"WNN", read_month_day}, {"W", read_word},
    {"+NW", read_shift},         {"-NW", read_shift},      {"N/N", refuse_slashes}, {"N/N/N", refuse_slashes},
    {"WW", read_next},           {"WWW", read_end},        {"WWWW", read_end},
};

char *date_parse(const char *typed, const char *today, const char *from, GError **error)
{
    g_autofree char *shown = text_for_message(typed);
    Typed parts = {.shown = shown};
    GDate date;
    if (!read_iso(today, &parts.today)) {
        error_set(error, ERROR_INPUT, "today: %s is not a day: set it as in 2026-12-01",
                  today ? today : "nothing");
        return NULL;
    }
    if (!read_iso(from, &parts.from))
        parts.from = parts.today;
    if (!typed || strnlen(typed, LONGEST_INPUT + 1) > LONGEST_INPUT || !tokenize(typed, &parts)) {
        refuse_date(&parts, error);
        return NULL;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (strcmp(forms[i].pattern, parts.pattern) == 0)
            return forms[i].read(&parts, &date, error) ? write_iso(&date) : NULL;
    refuse_date(&parts, error);
    return NULL;
}

bool date_is_shift(const char *typed)
{
    Typed parts = {0};
    return typed && strnlen(typed, LONGEST_INPUT + 1) <= LONGEST_INPUT && tokenize(typed, &parts) &&
           strcmp(parts.pattern + 1, "NW") == 0 && strchr("+-", parts.pattern[0]) && shift_unit(&parts);
}

/* ---- What is shown ---- */

char *date_short(const char *iso, const char *today)
{
    GDate date, now;
    if (!read_iso(iso, &date) || !read_iso(today, &now))
        return g_strdup(iso ? iso : "");
    int days = g_date_days_between(&now, &date);
    if (days == 0)
        return g_strdup("today");
    if (days > 0 && days <= 14)
        return g_strdup_printf("in %d d", days);
    if (days < 0 && days >= -14)
        return g_strdup_printf("%d d ago", -days);
    const char *month = month_names[g_date_get_month(&date) - 1];
    if (g_date_get_year(&date) == g_date_get_year(&now))
        return g_strdup_printf("%d %.3s", g_date_get_day(&date), month);
    return g_strdup_printf("%.3s %d", month, g_date_get_year(&date));
}

/* Whole months from the earlier to the later day. */
static int months_between(const GDate *earlier, const GDate *later)
{
    int months = (g_date_get_year(later) - g_date_get_year(earlier)) * MONTHS + (int)g_date_get_month(later) -
                 (int)g_date_get_month(earlier);
    return months - (g_date_get_day(later) < g_date_get_day(earlier) ? 1 : 0);
}

/* Nobody counts three hundred days: what is far away reads in months or years. */
static char *distance(const GDate *today, const GDate *date)
{
    int days = g_date_days_between(today, date), far = ABS(days);
    if (far <= 1)
        return g_strdup(days == 0 ? "today" : days > 0 ? "tomorrow" : "yesterday");
    int months = days > 0 ? months_between(today, date) : months_between(date, today);
    int number = far;
    const char *unit = "days";
    if (months >= YEARS_FROM_MONTHS) {
        number = months / MONTHS;
        unit = "years";
    } else if (far >= MONTHS_FROM_DAYS) {
        number = (far * MONTHS + 182) / 365;
        unit = "months";
    }
    return days > 0 ? g_strdup_printf("in %d %s", number, unit) : g_strdup_printf("%d %s ago", number, unit);
}

char *date_long(const char *iso, const char *today)
{
    GDate date, now;
    if (!read_iso(iso, &date))
        return g_strdup(iso ? iso : "");
    g_autofree char *day = g_strdup_printf("%.3s %d %.3s %d", weekday_names[g_date_get_weekday(&date) - 1],
                                           g_date_get_day(&date), month_names[g_date_get_month(&date) - 1],
                                           g_date_get_year(&date));
    if (!read_iso(today, &now))
        return g_steal_pointer(&day);
    g_autofree char *away = distance(&now, &date);
    return g_strdup_printf("%s, %s", day, away);
}

char *date_reading(const char *typed, const char *today, const char *from)
{
    g_autofree char *iso = date_parse(typed, today, from, NULL);
    if (!iso || !date_is_iso(from) || !date_is_shift(typed))
        return iso ? date_long(iso, today) : NULL;
    Typed parts = {0};
    tokenize(typed, &parts);
    int number = parts.tokens[1].value;
    const char *unit = shift_unit(&parts)->name;
    int letters = (int)strlen(unit) - (number == 1 ? 1 : 0);
    return g_strdup_printf("%s, %d %.*s %s %s", iso, number, letters, unit,
                           parts.pattern[0] == '-' ? "before" : "after", from);
}

char *date_heading(const char *iso)
{
    GDate date;
    if (!read_iso(iso, &date))
        return g_strdup(iso ? iso : "");
    return g_strdup_printf("%s %d %s %d", weekday_names[g_date_get_weekday(&date) - 1], g_date_get_day(&date),
                           month_names[g_date_get_month(&date) - 1], g_date_get_year(&date));
}

char *date_today(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    return g_strdup_printf("%04d-%02d-%02d", g_date_time_get_year(now), g_date_time_get_month(now),
                           g_date_time_get_day_of_month(now));
}

/* ---- Times of day ---- */

typedef enum { HALF_NONE, HALF_MORNING, HALF_AFTERNOON, HALF_WRONG } DayHalf;

static DayHalf read_half(const char *text)
{
    while (g_ascii_isspace(*text))
        text++;
    if (!*text)
        return HALF_NONE;
    if (g_ascii_strcasecmp(text, "am") == 0)
        return HALF_MORNING;
    return g_ascii_strcasecmp(text, "pm") == 0 ? HALF_AFTERNOON : HALF_WRONG;
}

static char *refuse_time(const char *shown, const char *why, GError **error)
{
    error_set(error, ERROR_INPUT, "%s: %s: type %s", shown, why, TIMES_ACCEPTED);
    return NULL;
}

/* Reads "14:30", "1430" and "14"; returns the byte after it, or NULL. */
static const char *read_clock(const char *at, int *hour, int *minute)
{
    int digits = 0;
    while (g_ascii_isdigit(at[digits]))
        digits++;
    bool parted = digits <= 2 && (at[digits] == ':' || at[digits] == '.');
    if (digits < 1 || digits > 4)
        return NULL;
    *hour = digits_value(at, digits <= 2 ? digits : digits - 2);
    *minute = digits <= 2 ? 0 : digits_value(at + digits - 2, 2);
    if (!parted)
        return at + digits;
    at += digits + 1;
    *minute = g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) ? digits_value(at, 2) : -1;
    return *minute < 0 || g_ascii_isdigit(at[2]) ? NULL : at + 2;
}

char *time_parse(const char *typed, GError **error)
{
    g_autofree char *shown = text_for_message(typed);
    g_autofree char *text = g_strstrip(g_strdup(typed ? typed : ""));
    int hour = 0, minute = 0;
    const char *rest =
        strnlen(text, LONGEST_INPUT + 1) > LONGEST_INPUT ? NULL : read_clock(text, &hour, &minute);
    DayHalf half = rest ? read_half(rest) : HALF_WRONG;
    if (half == HALF_WRONG)
        return refuse_time(shown, "not a time of day", error);
    if (half != HALF_NONE && (hour < 1 || hour > 12))
        return refuse_time(shown, "with am or pm the hour is from 1 to 12", error);
    if (half != HALF_NONE)
        hour = hour % 12 + (half == HALF_AFTERNOON ? 12 : 0);
    if (hour > 23)
        return refuse_time(shown, "the hour is from 0 to 23", error);
    if (minute > 59)
        return refuse_time(shown, "the minute is from 0 to 59", error);
    return g_strdup_printf("%02d:%02d", hour, minute);
}
