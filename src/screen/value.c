#include "screen/value.h"

#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"
#include "screen/lookup.h"
#include "screen/set.h"
#include "store/query.h"

enum { TEXT_BYTES_AT_MOST = 64 * 1024, WHOLE_DIGITS_AT_MOST = 18 };

/* What a value leans on. */
typedef struct {
    const FieldDef *field;
    const ScreenSet *set;
    Store *store;
    const Record *record; /* may be NULL */
} Around;

static bool is_currency_code(const char *text)
{
    return text && strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

/* The currency of a money field; NULL when the record has none yet. */
static const char *currency_of(Around around)
{
    const char *currency = around.field->currency;
    if (!currency || is_currency_code(currency))
        return currency;
    return around.record ? record_get(around.record, currency) : NULL;
}

static const char *country_table(const FieldDef *field)
{
    return field->kind == FIELD_COUNTRY ? "country" : field->of;
}

/* --- understanding what was typed --- */

static char *parse_text(Around around, const char *typed, GError **error)
{
    (void)around;
    (void)error;
    char *text = g_strdup(typed);
    g_strdelimit(text, "\r\n\t", ' ');
    return text;
}

static char *parse_note(Around around, const char *typed, GError **error)
{
    (void)around;
    (void)error;
    g_auto(GStrv) lines = g_strsplit(typed, "\r\n", -1);
    return g_strjoinv("\n", lines);
}

static char *parse_integer(Around around, const char *typed, GError **error)
{
    g_autofree char *digits = g_strdup(typed);
    char *out = digits;
    for (const char *at = typed; *at != '\0'; at++) {
        if (*at != ',' && *at != ' ' && *at != '_')
            *out++ = *at;
    }
    *out = '\0';
    const char *first = digits + (*digits == '-' || *digits == '+');
    gsize count = strspn(first, "0123456789");
    if (count == 0 || first[count] != '\0' || count > WHOLE_DIGITS_AT_MOST) {
        error_set(error, ERROR_INPUT, "%s: this is no whole number: enter %s", typed,
                  field_kind_accepts(around.field->kind));
        return NULL;
    }
    return g_strdup_printf("%" G_GINT64_FORMAT, g_ascii_strtoll(digits, NULL, 10));
}

/* A decimal number with a point or one comma; NULL when it is none. */
static char *plain_decimal(const char *typed)
{
    g_autofree char *plain = g_strdup(typed);
    g_strdelimit(plain, ",", '.');
    const char *first = plain + (*plain == '-');
    gsize whole = strspn(first, "0123456789");
    gsize part = first[whole] == '.' ? strspn(first + whole + 1, "0123456789") : 0;
    const char *end = first + whole + (first[whole] == '.' ? part + 1 : 0);
    if (whole + part == 0 || *end != '\0' || whole > WHOLE_DIGITS_AT_MOST)
        return NULL;
    return g_steal_pointer(&plain);
}

static char *parse_number(Around around, const char *typed, GError **error)
{
    char *plain = plain_decimal(typed);
    if (!plain)
        error_set(error, ERROR_INPUT, "%s: this is no number: enter %s", typed,
                  field_kind_accepts(around.field->kind));
    return plain;
}

static char *parse_percent(Around around, const char *typed, GError **error)
{
    g_autofree char *bare = g_strdup(typed);
    if (g_str_has_suffix(bare, "%"))
        bare[strlen(bare) - 1] = '\0';
    g_autofree char *plain = plain_decimal(g_strstrip(bare));
    double percent = plain ? g_ascii_strtod(plain, NULL) : -1;
    if (percent < 0 || percent > 100) {
        error_set(error, ERROR_INPUT, "%s: this is no percentage: enter %s", typed,
                  field_kind_accepts(around.field->kind));
        return NULL;
    }
    return g_steal_pointer(&plain);
}

static char *parse_money(Around around, const char *typed, GError **error)
{
    const char *currency = currency_of(around);
    if (!currency && around.record && around.field->currency) {
        error_set(error, ERROR_INPUT,
                  "%s: the currency of this amount is not known yet: enter the currency first", typed);
        return NULL;
    }
    gint64 minor = 0;
    if (!money_parse(typed, currency ? currency : "", &minor, error))
        return NULL;
    return g_strdup_printf("%" G_GINT64_FORMAT, minor);
}

/* What "+3y" counts from: the day that already stands in the field, which is put off; in an empty one the day
 * that the screen names. NULL for today. */
static const char *day_to_count_from(const FieldDef *field, const Record *record)
{
    if (!field->from || !record)
        return NULL;
    const char *own = record_get(record, field->name);
    return own && date_is_iso(own) ? own : record_get(record, field->from);
}

static char *parse_date(Around around, const char *typed, GError **error)
{
    g_autofree char *today = store_today(around.store);
    return date_parse(typed, today, day_to_count_from(around.field, around.record), error);
}

static char *parse_time(Around around, const char *typed, GError **error)
{
    (void)around;
    return time_parse(typed, error);
}

static char *parse_choice(Around around, const char *typed, GError **error)
{
    return choice_find(around.store, country_table(around.field), typed, error);
}

static char *parse_link(Around around, const char *typed, GError **error)
{
    gint64 id = link_find(around.set, around.store, around.field->to, typed, error);
    return id != 0 ? g_strdup_printf("%" G_GINT64_FORMAT, id) : NULL;
}

static char *parse_links(Around around, const char *typed, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(typed, ";", -1);
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; parts[i]; i++) {
        g_strstrip(parts[i]);
        char *id = *parts[i] != '\0' ? parse_link(around, parts[i], error) : NULL;
        if (!id && *parts[i] != '\0')
            return NULL;
        if (id && g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
            g_free(id);
        else if (id)
            g_ptr_array_add(ids, id);
    }
    g_ptr_array_add(ids, NULL);
    return g_strjoinv(",", (char **)ids->pdata);
}

static char *parse_flag(Around around, const char *typed, GError **error)
{
    static const char *const yes[] = {"y", "yes", "1", "true", "x", "on", NULL};
    static const char *const no[] = {"n", "no", "0", "false", "off", NULL};
    g_autofree char *word = g_ascii_strdown(typed, -1);
    if (g_strv_contains(yes, word))
        return g_strdup("1");
    if (g_strv_contains(no, word))
        return g_strdup("0");
    error_set(error, ERROR_INPUT, "%s: this is neither yes nor no: enter %s", typed,
              field_kind_accepts(around.field->kind));
    return NULL;
}

static char *parse_ref(Around around, const char *typed, GError **error)
{
    (void)around;
    (void)error;
    return g_ascii_strup(typed, -1);
}

static char *parse_nothing(Around around, const char *typed, GError **error)
{
    error_set(error, ERROR_INPUT, "%s: %s is worked out by the program: leave it empty", typed,
              around.field->label);
    return NULL;
}

/* --- showing what is stored --- */

static char *show_plain(Around around, const char *stored)
{
    (void)around;
    return g_strdup(stored);
}

static char *show_percent(Around around, const char *stored)
{
    (void)around;
    return g_strconcat(stored, " %", NULL);
}

static char *show_money(Around around, const char *stored)
{
    return money_format(g_ascii_strtoll(stored, NULL, 10), currency_of(around));
}

static char *show_choice(Around around, const char *stored)
{
    char *label = choice_label(around.store, country_table(around.field), stored);
    return label ? label : g_strdup(stored);
}

static char *show_link(Around around, const char *stored)
{
    char *label = link_label(around.set, around.store, around.field->to, g_ascii_strtoll(stored, NULL, 10));
    return label ? label : g_strdup_printf("(no longer there: %s)", stored);
}

static char *show_links(Around around, const char *stored)
{
    g_auto(GStrv) ids = g_strsplit(stored, ",", -1);
    GString *shown = g_string_new(NULL);
    for (guint i = 0; ids[i]; i++) {
        if (*ids[i] == '\0')
            continue;
        g_autofree char *label = show_link(around, ids[i]);
        g_string_append_printf(shown, "%s%s", shown->len > 0 ? "; " : "", label);
    }
    return g_string_free(shown, FALSE);
}

static const char *flag_word(const char *stored)
{
    return strcmp(stored, "1") == 0 ? "yes" : "no";
}

static char *show_flag(Around around, const char *stored)
{
    (void)around;
    return g_strdup(flag_word(stored));
}

/* What a view works out has no kind of its own but is often a day. */
static char *show_computed(Around around, const char *stored)
{
    if (around.field->currency)
        return show_money(around, stored);
    if (!date_is_iso(stored))
        return g_strdup(stored);
    g_autofree char *today = store_today(around.store);
    return date_long(stored, today);
}

/* --- one row per kind --- */

typedef struct {
    char *(*parse)(Around around, const char *typed, GError **error);
    char *(*show)(Around around, const char *stored);
} ValueKind;

static const ValueKind value_kinds[FIELD_KIND_COUNT] = {
    [FIELD_TEXT] = {parse_text, show_plain},
    [FIELD_NOTE] = {parse_note, show_plain},
    [FIELD_INTEGER] = {parse_integer, show_plain},
    [FIELD_NUMBER] = {parse_number, show_plain},
    [FIELD_MONEY] = {parse_money, show_money},
    [FIELD_PERCENT] = {parse_percent, show_percent},
    [FIELD_DATE] = {parse_date, show_plain},
    [FIELD_TIME] = {parse_time, show_plain},
    [FIELD_CHOICE] = {parse_choice, show_choice},
    [FIELD_LINK] = {parse_link, show_link},
    [FIELD_LINKS] = {parse_links, show_links},
    [FIELD_COUNTRY] = {parse_choice, show_choice},
    [FIELD_FLAG] = {parse_flag, show_flag},
    [FIELD_REF] = {parse_ref, show_plain},
    [FIELD_COMPUTED] = {parse_nothing, show_computed},
};

/* Blanks around it do not count; an emptied flag that has a default means no. */
static bool is_empty(const FieldDef *field, char *text, char **stored)
{
    g_strstrip(text);
    if (*text != '\0')
        return false;
    *stored = field->kind == FIELD_FLAG && field->fallback ? g_strdup("0") : NULL;
    return true;
}

bool value_parse(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                 const char *typed, char **stored, GError **error)
{
    *stored = NULL;
    if (!typed)
        return true;
    if (strlen(typed) > TEXT_BYTES_AT_MOST)
        return error_set(error, ERROR_INPUT,
                         "%s: this text is too long: at most 64 KiB fit; file it as a document",
                         field->label);
    if (!g_utf8_validate(typed, -1, NULL))
        return error_set(error, ERROR_INPUT, "%s: there are bytes that are no UTF-8: send it as UTF-8 text",
                         field->label);
    g_autofree char *text = g_strdup(typed);
    if (is_empty(field, text, stored))
        return true;
    const Around around = {field, set, store, record};
    GError *problem = NULL;
    *stored = value_kinds[field->kind].parse(around, text, &problem);
    if (problem) {
        g_clear_pointer(stored, g_free);
        g_propagate_error(error, problem);
        return false;
    }
    if (*stored && **stored == '\0')
        g_clear_pointer(stored, g_free);
    return true;
}

char *value_show(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                 const char *stored)
{
    if (!stored || *stored == '\0')
        return g_strdup("");
    const Around around = {field, set, store, record};
    return value_kinds[field->kind].show(around, stored);
}

char *value_understood(const FieldDef *field, Store *store, const Record *record, const char *stored)
{
    (void)record;
    if (!stored || *stored == '\0')
        return NULL;
    if (field->kind == FIELD_DATE && date_is_iso(stored)) {
        g_autofree char *today = store_today(store);
        return date_long(stored, today);
    }
    return field->kind == FIELD_COUNTRY ? g_strdup(stored) : NULL;
}

char *value_reading(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                    const char *typed)
{
    g_autofree char *text = g_strstrip(g_strdup(typed ? typed : ""));
    if (field->kind == FIELD_DATE) {
        g_autofree char *today = store_today(store);
        return date_reading(text, today, day_to_count_from(field, record));
    }
    bool counted = field_kind_right(field->kind) || field->kind == FIELD_TIME;
    g_autofree char *stored = NULL;
    if (!counted || !value_parse(field, set, store, record, text, &stored, NULL) || !stored)
        return NULL;
    g_autofree char *shown = value_show(field, set, store, record, stored);
    return strcmp(shown, text) != 0 ? g_steal_pointer(&shown) : NULL;
}

/* --- what to beware of --- */

bool value_warn_read(const char *warn, bool *past, int *days)
{
    g_auto(GStrv) words = g_strsplit_set(warn ? warn : "", " ,", -1);
    *past = false;
    *days = 0;
    for (guint i = 0; words[i]; i++) {
        gsize digits = strspn(words[i], "0123456789");
        bool counted = digits > 0 && digits <= 5 && strcmp(words[i] + digits, "d") == 0;
        if (strcmp(words[i], "past") == 0)
            *past = true;
        else if (counted)
            *days = (int)g_ascii_strtoll(words[i], NULL, 10);
        else if (*words[i] != '\0')
            return false;
    }
    return true;
}

char *value_warning(const FieldDef *field, const ScreenSet *set, Store *store, const Record *record,
                    const char *typed)
{
    bool past = false;
    int days = 0;
    if (field->kind != FIELD_DATE || !value_warn_read(field->warn, &past, &days))
        return NULL;
    g_autofree char *parsed = NULL;
    if (typed && !value_parse(field, set, store, record, typed, &parsed, NULL))
        return NULL;
    const char *day = typed ? parsed : record_get(record, field->name);
    const char *from = field->from ? record_get(record, field->from) : NULL;
    g_autofree char *today = store_today(store);
    past = past || (typed && field->from && date_is_shift(typed));
    if (!day || !today)
        return NULL;
    if (past && date_is_iso(day) && strcmp(day, today) < 0)
        return g_strdup("in the past");
    int after = from ? date_days_between(from, day) : 0;
    return days > 0 && after > days ? g_strdup_printf("%d days after %s", after, from) : NULL;
}

char *value_cell(const ColumnDef *column, const char *stored, const char *currency, const char *today)
{
    if (!stored || *stored == '\0')
        return g_strdup("");
    switch (column->kind) {
    case FIELD_DATE:
        return date_is_iso(stored) ? date_short(stored, today) : g_strdup(stored);
    case FIELD_MONEY:
        return money_format(g_ascii_strtoll(stored, NULL, 10), currency);
    case FIELD_PERCENT:
        return g_strconcat(stored, " %", NULL);
    case FIELD_FLAG:
        return g_strdup(strcmp(stored, "1") == 0 ? "yes" : "");
    default:
        return g_strdup(stored);
    }
}

GPtrArray *value_options(const FieldDef *field, const ScreenSet *set, Store *store, const char *typed,
                         guint limit, GError **error)
{
    g_autofree char *text = g_strdup(typed ? typed : "");
    g_strstrip(text);
    switch (field->kind) {
    case FIELD_CHOICE:
    case FIELD_COUNTRY:
        return choice_options(store, country_table(field), text, limit, error);
    case FIELD_LINK:
    case FIELD_LINKS:
        return link_options(set, store, field->to, text, limit, error);
    default:
        return g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    }
}

/* --- the value of a new record --- */

static char *officer_id(Store *store)
{
    g_autoptr(Query) query = query_new(store, "SELECT id FROM officer WHERE login = :login", NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":login", store_officer(store));
    return query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
}

/* "today", "today+30d". */
static char *day_fallback(const char *fallback, Store *store)
{
    g_autofree char *today = store_today(store);
    const char *later = fallback + strlen("today");
    return *later == '\0' ? g_steal_pointer(&today) : date_parse(later, today, today, NULL);
}

char *value_fallback(const FieldDef *field, Store *store)
{
    const char *fallback = field->fallback;
    if (!fallback)
        return NULL;
    if (field->kind == FIELD_DATE && g_str_has_prefix(fallback, "today"))
        return day_fallback(fallback, store);
    if (field->kind == FIELD_LINK && strcmp(fallback, "me") == 0)
        return officer_id(store);
    return g_strdup(fallback);
}
