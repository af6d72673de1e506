#include "screen/criteria.h"

#include <string.h>

#include "base/error.h"
#include "screen/condition.h"
#include "screen/listing.h"
#include "screen/lookup.h"

struct Criteria {
    const ScreenDef *screen;
    Store *store;
    GPtrArray *conditions; /* Condition, in the order in which they were added */
};

Criteria *criteria_new(const ScreenDef *screen, Store *store)
{
    Criteria *criteria = g_new0(Criteria, 1);
    *criteria = (Criteria){screen, store, g_ptr_array_new_with_free_func((GDestroyNotify)condition_free)};
    return criteria;
}

void criteria_free(Criteria *criteria)
{
    if (!criteria)
        return;
    g_ptr_array_unref(criteria->conditions);
    g_free(criteria);
}

/* What was understood once is understood again; only a table of choices that changed meanwhile could refuse
 * it. */
Criteria *criteria_copy(const Criteria *criteria)
{
    Criteria *copy = criteria_new(criteria->screen, criteria->store);
    for (guint i = 0; i < criteria->conditions->len; i++) {
        const Condition *condition = g_ptr_array_index(criteria->conditions, i);
        criteria_set(copy, condition->field, condition->typed, NULL);
    }
    return copy;
}

static int place_of(const Criteria *criteria, const char *field)
{
    for (guint i = 0; i < criteria->conditions->len; i++) {
        const Condition *condition = g_ptr_array_index(criteria->conditions, i);
        if (strcmp(condition->field, field) == 0)
            return (int)i;
    }
    return -1;
}

static bool is_blank(const char *text)
{
    return !text || text[strspn(text, " \t\r\n")] == '\0';
}

bool criteria_set(Criteria *criteria, const char *field, const char *typed, GError **error)
{
    int place = place_of(criteria, field);
    if (is_blank(typed)) {
        if (place >= 0)
            g_ptr_array_remove_index(criteria->conditions, (guint)place);
        return true;
    }
    Condition *condition = condition_new(criteria->screen, criteria->store, field, typed, error);
    if (!condition)
        return false;
    if (place < 0) {
        g_ptr_array_add(criteria->conditions, condition);
        return true;
    }
    condition_free(criteria->conditions->pdata[place]);
    criteria->conditions->pdata[place] = condition;
    return true;
}

bool criteria_add_line(Criteria *criteria, const char *line, GError **error)
{
    g_autoptr(GPtrArray) terms = criterion_split(line, error);
    if (!terms)
        return false;
    g_autoptr(Criteria) changed = criteria_copy(criteria);
    for (guint i = 0; i < terms->len; i++) {
        const Term *term = g_ptr_array_index(terms, i);
        if (term->alternative)
            return error_set(error, ERROR_INPUT,
                             "%s: \"|\" cannot join two fields here: join values of one field (state=a|b)",
                             line);
        if (!criteria_set(changed, term->field, term->typed, error))
            return false;
    }
    GPtrArray *conditions = criteria->conditions;
    criteria->conditions = changed->conditions;
    changed->conditions = conditions;
    return true;
}

/* --- while a criterion is typed --- */

const char *criteria_help(const ScreenDef *screen, Store *store, const char *field)
{
    static const char *const of_kinds[FIELD_KIND_COUNT] = {
        [FIELD_DATE] = "today..+1y  >2026-01-01  2026-11  = is empty  ! is not",
        [FIELD_TIME] = ">09:00  09:00..12:00  = is empty  ! is not",
        [FIELD_INTEGER] = "5  >5  <5  5..10  5|7  = is empty  ! is not",
        [FIELD_NUMBER] = "5  >5  <5  5..10  5|7  = is empty  ! is not",
        [FIELD_PERCENT] = "50  >50  <50  20..50  = is empty  ! is not",
        [FIELD_MONEY] = "50k  >50k  10k..1m  = is empty  ! is not",
        [FIELD_FLAG] = "yes  no",
        [FIELD_LINK] = "name or code  one|another  !not this  = is empty",
        [FIELD_LINKS] = "name or code  one|another  !not this  = is empty",
    };
    const ColumnDef *column = screen_column(screen, field);
    g_autoptr(Condition) condition = condition_field(screen, store, field, NULL);
    if (column && g_strcmp0(column->style, LISTING_MOMENT) == 0)
        return "2026-11-23  2026-11-23T21  2026-11  (day and hour in UTC)";
    if (condition && condition->of)
        return "type to choose  one|another  !not this  = is empty";
    const char *help = condition ? of_kinds[condition->kind] : NULL;
    return help ? help : "part of it  =exactly  !not  a|b  *pattern*  = is empty";
}

bool criteria_chooses(const ScreenDef *screen, Store *store, const char *field)
{
    g_autoptr(Condition) condition = condition_field(screen, store, field, NULL);
    return condition && condition->of;
}

/* Where the last alternative of what is typed begins. */
static const char *last_alternative(const char *typed)
{
    const char *bar = strrchr(typed, '|');
    const char *at = bar ? bar + 1 : typed;
    return at + strspn(at, "!= ");
}

GPtrArray *criteria_options(const ScreenDef *screen, Store *store, const char *field, const char *typed,
                            guint limit, GError **error)
{
    g_autoptr(Condition) condition = condition_field(screen, store, field, error);
    if (!condition)
        return NULL;
    const char *last = last_alternative(typed);
    /* "=" and "!" alone mean empty and not empty. */
    if (!condition->of || (*last == '\0' && *typed != '\0'))
        return g_ptr_array_new_with_free_func((GDestroyNotify)value_option_free);
    GPtrArray *options = choice_options(store, condition->of, last, limit, error);
    for (guint i = 0; options && i < options->len; i++) {
        ValueOption *option = g_ptr_array_index(options, i);
        g_autofree char *label = g_steal_pointer(&option->text);
        option->text = g_strdup_printf("%.*s%s", (int)(last - typed), typed, label);
    }
    return options;
}

const char *criteria_get(const Criteria *criteria, const char *field)
{
    int place = place_of(criteria, field);
    return place >= 0 ? ((const Condition *)g_ptr_array_index(criteria->conditions, (guint)place))->typed
                      : NULL;
}

guint criteria_count(const Criteria *criteria)
{
    return criteria->conditions->len;
}

void criteria_narrow(const Criteria *criteria, Narrowing *narrowing)
{
    for (guint i = 0; i < criteria->conditions->len; i++)
        condition_narrow(g_ptr_array_index(criteria->conditions, i), criteria->screen, narrowing);
}

char *criteria_words(const Criteria *criteria)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < criteria->conditions->len; i++) {
        g_string_append(words, i > 0 ? ", " : "");
        condition_words(g_ptr_array_index(criteria->conditions, i), words);
    }
    return g_string_free(words, FALSE);
}
