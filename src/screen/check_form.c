#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "screen/advice.h"
#include "screen/check.h"
#include "screen/criterion.h"
#include "screen/joining.h"
#include "screen/lookup.h"
#include "screen/value.h"
#include "store/query.h"

enum { LONGEST_LABEL = 24 };

/* One field being checked. */
typedef struct {
    const Check *check;
    const FieldDef *field;
    guint index;
} Place;

static void complain(const Place *place, const char *setting, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void complain(const Place *place, const char *setting, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *path = check_field_path(place->check->screen, place->index, setting);
    check_complain(place->check, path, "%s", what);
}

/* --- where its value stands --- */

static bool in_record(const Place *place, const char *column)
{
    const ScreenDef *screen = place->check->screen;
    return screen->record && schema_has_column(place->check->store, screen->record, column);
}

static bool in_source(const Place *place, const char *column)
{
    return schema_has_column(place->check->store, place->check->screen->source, column);
}

static void check_computed(const Place *place)
{
    const char *column = place->field->sql ? place->field->sql : place->field->name;
    if (!in_source(place, column))
        complain(place, place->field->sql ? "sql" : "name", "unknown field \"%s\": %s has no such column",
                 column, place->check->screen->source);
}

static void check_joining(const Place *place)
{
    g_auto(Joining) joining = {0};
    Store *store = place->check->store;
    if (!joining_parse(place->field->sql, &joining))
        complain(place, "sql", "\"%s\" has no joining table: sql = \"table(%s_id, linked_id)\"",
                 place->field->name, place->check->screen->record ? place->check->screen->record : "record");
    else if (!schema_has_column(store, joining.table, joining.owner) ||
             !schema_has_column(store, joining.table, joining.linked))
        complain(place, "sql", "unknown joining table \"%s\": no table has these two columns",
                 place->field->sql);
    if (in_record(place, place->field->name))
        complain(place, "name",
                 "\"%s\" is a column of %s: links stand in a table of their own; take another name",
                 place->field->name, place->check->screen->record);
}

static void check_home(const Place *place)
{
    if (place->field->kind == FIELD_COMPUTED)
        check_computed(place);
    else if (place->field->kind == FIELD_LINKS)
        check_joining(place);
    else if (!in_record(place, place->field->name))
        complain(place, "name", "unknown field \"%s\": %s has no such column", place->field->name,
                 place->check->screen->record ? place->check->screen->record : "a screen without a record");
}

/* --- what it leans on --- */

static void check_choice(const Place *place)
{
    const FieldDef *field = place->field;
    Store *store = place->check->store;
    if (field->kind != FIELD_CHOICE)
        return;
    if (!field->of)
        complain(place, "of", "the choice \"%s\" names no table: of = \"...\"", field->name);
    else if (!schema_has_column(store, field->of, "code") || !schema_has_column(store, field->of, "label") ||
             !schema_has_column(store, field->of, "position"))
        complain(place, "of",
                 "unknown choice table \"%s\": no table of that name has code, label and position",
                 field->of);
}

static void check_link(const Place *place)
{
    const FieldDef *field = place->field;
    if (field->kind != FIELD_LINK && field->kind != FIELD_LINKS)
        return;
    if (!field->to || !screen_set_find(place->check->set, field->to))
        complain(place, "to", "the link \"%s\" goes to no screen: to = \"...\" names one", field->name);
}

static bool is_currency_code(const char *text)
{
    return strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

static void check_money(const Place *place)
{
    const FieldDef *field = place->field;
    if (field->kind == FIELD_MONEY && !field->currency)
        complain(place, "currency", "the amount \"%s\" has no currency: currency = \"...\"", field->name);
    if (field->currency && !is_currency_code(field->currency) && !in_record(place, field->currency))
        complain(place, "currency", "unknown currency \"%s\": a code such as USD, or a column of %s",
                 field->currency, place->check->screen->record);
}

static void check_from(const Place *place)
{
    if (place->field->from && !in_record(place, place->field->from))
        complain(place, "from", "unknown field \"%s\": %s has no such column", place->field->from,
                 place->check->screen->record);
}

static void check_advice(const Place *place)
{
    g_autoptr(GError) error = NULL;
    if (place->field->advice && !advice_known(place->check->store, place->field->advice, &error))
        complain(place, "advice", "\"%s\" cannot be asked: %s", place->field->advice, error->message);
}

static void check_warn(const Place *place)
{
    const FieldDef *field = place->field;
    bool past = false;
    int days = 0;
    if (!field->warn)
        return;
    if (field->kind != FIELD_DATE || !value_warn_read(field->warn, &past, &days))
        complain(place, "warn", "\"%s\" is no warning: a date takes warn = \"past\", \"300d\" or both",
                 field->warn);
    else if (days > 0 && !field->from)
        complain(place, "warn", "\"%s\" counts days from nothing: from = \"...\" names a field", field->name);
}

/* A default that its own kind would refuse. "me" is known only to an office that has that officer. */
static void check_fallback(const Place *place)
{
    const FieldDef *field = place->field;
    Store *store = place->check->store;
    if (!field->fallback || (field->kind == FIELD_LINK && strcmp(field->fallback, "me") == 0))
        return;
    g_autofree char *value = value_fallback(field, store);
    bool good = value != NULL;
    if (good && (field->kind == FIELD_CHOICE || field->kind == FIELD_COUNTRY)) {
        g_autofree char *label = choice_label(store,
                                              field->kind == FIELD_COUNTRY ? "country"
                                              : field->of                  ? field->of
                                                                           : "",
                                              value);
        good = label != NULL;
    }
    if (good && field->kind == FIELD_DATE)
        good = date_is_iso(value);
    if (!good)
        complain(place, "default", "\"%s\" cannot be the default of \"%s\": it takes %s", field->fallback,
                 field->name, field_kind_accepts(field->kind));
}

static void check_when(const Place *place)
{
    if (!place->field->when)
        return;
    g_autoptr(GError) problem = NULL;
    g_autoptr(GPtrArray) terms = criterion_split(place->field->when, &problem);
    if (!terms)
        complain(place, "when", "the criterion does not hold: %s", problem->message);
    for (guint i = 0; terms && i < terms->len; i++) {
        const Term *term = g_ptr_array_index(terms, i);
        g_autoptr(GError) wrong = NULL;
        g_autoptr(Criterion) criterion = *term->typed != '\0' ? criterion_parse(term->typed, &wrong) : NULL;
        if (!screen_field(place->check->screen, term->field))
            complain(place, "when", "unknown field \"%s\": this form has no such field", term->field);
        if (!criterion)
            complain(place, "when", "the criterion does not hold: %s",
                     wrong ? wrong->message : "nothing stands behind the sign");
    }
}

static void check_words(const Place *place)
{
    const FieldDef *field = place->field;
    if (*field->name == '\0')
        complain(place, "name", "a field without a name: name = \"...\"");
    if (*field->label == '\0')
        complain(place, "label", "the field \"%s\" has no label", field->name);
    if (text_width(field->label) > LONGEST_LABEL)
        complain(place, "label", "the label \"%s\" is too long: at most %d columns", field->label,
                 LONGEST_LABEL);
    if (screen_field(place->check->screen, field->name) != field)
        complain(place, "name", "the field \"%s\" stands in the form twice", field->name);
    if (field->required && !field_kind_typed(field->kind))
        complain(place, "required", "\"%s\" cannot be required: nobody can type it", field->name);
}

static void check_field(const Check *check, guint index)
{
    const Place place = {check, &check->screen->fields[index], index};
    check_words(&place);
    if (*place.field->name != '\0')
        check_home(&place);
    check_choice(&place);
    check_link(&place);
    check_money(&place);
    check_from(&place);
    check_warn(&place);
    check_advice(&place);
    check_fallback(&place);
    check_when(&place);
}

/* --- what the form leaves out --- */

static void check_required(const Check *check)
{
    const ScreenDef *screen = check->screen;
    if (!screen->record || !screen->can_create)
        return;
    g_autoptr(GPtrArray) columns = schema_columns(check->store, screen->record);
    for (guint i = 0; columns && i < columns->len; i++) {
        const char *column = g_ptr_array_index(columns, i);
        const FieldDef *field = screen_field(screen, column);
        if (!schema_column_required(check->store, screen->record, column))
            continue;
        if (!field)
            check_complain(check, "form", "the column \"%s\" must have a value and has no field", column);
        else if (!field->required) {
            g_autofree char *path = check_field_path(screen, (guint)(field - screen->fields), "required");
            check_complain(check, path, "the column \"%s\" must have a value: required = true is missing",
                           column);
        }
    }
}

void check_form(const Check *check)
{
    const ScreenDef *screen = check->screen;
    for (guint i = 0; i < screen->section_count; i++) {
        g_autofree char *path = g_strdup_printf("form.[%u].title", i);
        if (*screen->sections[i].title == '\0')
            check_complain(check, path, "a section without a title: title = \"...\"");
        if (screen->sections[i].count == 0)
            check_complain(check, path, "the section \"%s\" has no fields", screen->sections[i].title);
    }
    if (screen->record && screen->section_count == 0)
        check_complain(check, "record", "the screen has a record and no form");
    for (guint i = 0; i < screen->field_count; i++)
        check_field(check, i);
    check_required(check);
}
