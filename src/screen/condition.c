#include "screen/condition.h"

#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"
#include "screen/lookup.h"
#include "screen/set.h"
#include "store/query.h"
#include "store/search.h"

enum { LINKED_AT_MOST = 500, FIELDS_NAMED = 12 };

static void understood_free(Understood *test)
{
    g_free(test->low);
    g_free(test->high);
    g_free(test->words);
    if (test->one_of)
        g_ptr_array_unref(test->one_of);
    g_free(test);
}

void condition_free(Condition *condition)
{
    if (!condition)
        return;
    g_free(condition->field);
    g_free(condition->title);
    g_free(condition->typed);
    g_free(condition->column);
    g_free(condition->of);
    g_ptr_array_unref(condition->tests);
    g_free(condition);
}

/* --- which field --- */

/* A column of the source that neither list nor form show: its name says what it holds. */
static FieldKind kind_by_name(const char *column)
{
    static const struct {
        const char *ending;
        FieldKind kind;
    } endings[] = {
        {"_on", FIELD_DATE}, {"_minor", FIELD_MONEY}, {"_count", FIELD_INTEGER}, {"_id", FIELD_INTEGER}};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(column, endings[i].ending))
            return endings[i].kind;
    }
    return FIELD_TEXT;
}

static bool complain_field(const ScreenDef *screen, const char *field, GError **error)
{
    const char *known[FIELDS_NAMED + 2] = {NULL};
    guint count = 0;
    for (guint i = 0; i < screen->column_count && count < FIELDS_NAMED; i++)
        known[count++] = screen->columns[i].field;
    for (guint i = 0; i < screen->field_count && count < FIELDS_NAMED; i++) {
        if (!screen_column(screen, screen->fields[i].name))
            known[count++] = screen->fields[i].name;
    }
    g_autofree char *list = words_join(known);
    return error_set(error, ERROR_NOT_FOUND, "%s: %s have no such field: they have %s%s", field,
                     screen->title, list, count == FIELDS_NAMED ? " and more" : "");
}

/* See db/lists/columns.sql. */
static bool is_counted(const Condition *condition, const ScreenDef *screen, Store *store)
{
    g_autoptr(Query) query =
        query_new(store, "SELECT 1 FROM counted_links WHERE source = :source AND name = :name", NULL);
    if (!query)
        return false;
    query_bind_text(query, ":source", screen->source);
    query_bind_text(query, ":name", condition->column);
    return query_next(query, NULL);
}

static bool find_home(Condition *condition, const ScreenDef *screen, Store *store)
{
    const FieldDef *def = condition->def;
    if (def && def->kind == FIELD_LINKS) {
        condition->home = HOME_JOINED;
        condition->counted = is_counted(condition, screen, store);
        return true;
    }
    if (schema_has_column(store, screen->source, condition->column)) {
        condition->home = HOME_SOURCE;
        return true;
    }
    condition->home = HOME_RECORD;
    return def && screen->record && schema_has_column(store, screen->record, condition->column);
}

/* The table that a column of the record refers to, where it is one of choices: the state, which no form sets.
 */
static char *choices_of(const ScreenDef *screen, Store *store, const char *column)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT \"table\" FROM pragma_foreign_key_list(:record) WHERE \"from\" = :column AND \"to\" = 'code'",
        NULL);
    if (!query || !screen->record)
        return NULL;
    query_bind_text(query, ":record", screen->record);
    query_bind_text(query, ":column", column);
    g_autofree char *table = query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
    return table && schema_has_column(store, table, "label") ? g_steal_pointer(&table) : NULL;
}

static bool is_guessed(const Condition *condition, const ScreenDef *screen)
{
    return condition->kind == FIELD_TEXT && !condition->def && !screen_column(screen, condition->field);
}

static void find_choices(Condition *condition, const ScreenDef *screen, Store *store)
{
    if (condition->kind == FIELD_COUNTRY)
        condition->of = g_strdup("country");
    else if (condition->def && condition->kind == FIELD_CHOICE)
        condition->of = g_strdup(condition->def->of);
    else if (is_guessed(condition, screen) && (condition->of = choices_of(screen, store, condition->field)))
        condition->kind = FIELD_CHOICE;
}

/* `field` without that ending; NULL when it ends in another way. */
static char *without(const char *field, const char *ending)
{
    gsize length = strlen(field), cut = strlen(ending);
    return length > cut && g_str_has_suffix(field, ending) ? g_strndup(field, length - cut) : NULL;
}

/* The column whose label another one shows: kind for kind_label; legal_character for legal_label, where it is
 * the only choice that begins so. (transfer full) */
static char *labelled_column(const char *shown, const ScreenDef *screen, Store *store)
{
    g_autofree char *base = without(shown, "_label");
    if (!base || schema_has_column(store, screen->source, base))
        return g_steal_pointer(&base);
    g_autofree char *beginning = g_strconcat(base, "_", NULL);
    const char *found = NULL;
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *def = &screen->fields[i];
        if (def->kind != FIELD_CHOICE || !g_str_has_prefix(def->name, beginning) ||
            !schema_has_column(store, screen->source, def->name))
            continue;
        if (found)
            return NULL;
        found = def->name;
    }
    return g_strdup(found);
}

static bool shows_choice(Condition *condition, const ScreenDef *screen, Store *store)
{
    g_autofree char *column = labelled_column(condition->field, screen, store);
    const FieldDef *def = column ? screen_field(screen, column) : NULL;
    char *of = NULL;
    if (column && !def)
        of = choices_of(screen, store, column);
    else if (def && (def->kind == FIELD_CHOICE || def->kind == FIELD_COUNTRY))
        of = g_strdup(def->kind == FIELD_COUNTRY ? "country" : def->of);
    if (!of)
        return false;
    condition->of = of;
    condition->def = def;
    condition->kind = FIELD_CHOICE;
    g_free(condition->column);
    condition->column = g_steal_pointer(&column);
    return true;
}

/* A column that shows the name or the code of a linked record: partner, partner_code beside partner_id. */
static bool shows_link(Condition *condition, const ScreenDef *screen, Store *store)
{
    static const char *const endings[] = {"_code", "_short", ""};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *base = without(condition->field, endings[i]);
        g_autofree char *column = base ? g_strconcat(base, "_id", NULL) : NULL;
        const FieldDef *def = column ? screen_field(screen, column) : NULL;
        if (!def || def->kind != FIELD_LINK || !schema_has_column(store, screen->source, column))
            continue;
        condition->def = def;
        condition->kind = FIELD_LINK;
        g_free(condition->column);
        condition->column = g_steal_pointer(&column);
        return true;
    }
    return false;
}

/* What the column itself shows is looked for: nothing that it stands for was meant. */
static void take_as_shown(Condition *condition)
{
    g_ptr_array_set_size(condition->tests, 0);
    g_clear_pointer(&condition->of, g_free);
    g_free(condition->column);
    condition->column = g_strdup(condition->field);
    condition->def = NULL;
    condition->kind = FIELD_TEXT;
    condition->by_shown = false;
}

static const char *prefix_of(const ScreenDef *screen, Store *store)
{
    const RecordKind *kind = screen->record ? store_record_kind(store, screen->record) : NULL;
    return kind ? kind->prefix : NULL;
}

static bool find_field(Condition *condition, const ScreenDef *screen, Store *store, const char *field,
                       GError **error)
{
    const ColumnDef *column = screen_column(screen, field);
    const FieldDef *def = screen_field(screen, field);
    condition->def = def;
    condition->field = g_strdup(field);
    condition->column = g_strdup(def && def->kind == FIELD_COMPUTED && def->sql ? def->sql : field);
    condition->title = g_strdup(column && *column->title != '\0' ? column->title : def ? def->label : field);
    condition->kind = def ? def->kind : column ? column->kind : kind_by_name(field);
    condition->prefix = condition->kind == FIELD_REF ? prefix_of(screen, store) : NULL;
    condition->currency = def && def->currency ? def->currency : column ? column->currency : NULL;
    if (def && def->kind == FIELD_COMPUTED)
        condition->kind = column ? column->kind : kind_by_name(condition->column);
    find_choices(condition, screen, store);
    if (!def && condition->kind == FIELD_TEXT)
        condition->by_shown = shows_choice(condition, screen, store) || shows_link(condition, screen, store);
    if (!column && condition->by_shown && condition->def) {
        g_free(condition->title);
        condition->title = g_strdup(condition->def->label);
    }
    if (!find_home(condition, screen, store))
        return complain_field(screen, field, error);
    if (condition->def && condition->def->sensitive)
        return error_set(error, ERROR_REFUSED, "%s: this field is sensitive: filter by another one",
                         condition->title);
    return true;
}

/* --- what was typed, as stored --- */

/* A year or a month alone: its first or its last day. NULL for anything else. */
static char *period_end(const char *typed, bool last)
{
    gsize length = strlen(typed);
    g_autofree char *month = length == 4 ? g_strconcat(typed, last ? "-12" : "-01", NULL) : g_strdup(typed);
    g_autofree char *first = strlen(month) == 7 ? g_strconcat(month, "-01", NULL) : NULL;
    if (!first || !date_is_iso(first))
        return NULL;
    if (!last)
        return g_steal_pointer(&first);
    g_autofree char *next = date_add_months(first, 1);
    return next ? date_add_days(next, -1) : NULL;
}

static char *stored_date(const char *typed, Store *store, bool last, GError **error)
{
    char *period = period_end(typed, last);
    if (period)
        return period;
    g_autofree char *today = store_today(store);
    return date_parse(typed, today, NULL, error);
}

static char *stored_number(const char *typed, GError **error)
{
    g_autofree char *plain = g_strdup(typed);
    if (g_str_has_suffix(plain, "%"))
        plain[strlen(plain) - 1] = '\0';
    g_strstrip(plain);
    char *end = NULL;
    double number = g_ascii_strtod(plain, &end);
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    if (*plain != '\0' && *end == '\0')
        return g_strdup(g_ascii_dtostr(buffer, sizeof buffer, number));
    error_set(error, ERROR_INPUT, "%s: this is no number: type 5, >5, <5 or 5..10", typed);
    return NULL;
}

const char *condition_currency(const Condition *condition)
{
    const char *currency = condition->currency;
    return currency && strlen(currency) == 3 && g_ascii_isupper(*currency) ? currency : NULL;
}

static char *stored_money(const Condition *condition, const char *typed, GError **error)
{
    gint64 minor = 0;
    if (!money_parse(typed, condition_currency(condition) ? condition->currency : "", &minor, error))
        return NULL;
    return g_strdup_printf("%" G_GINT64_FORMAT, minor);
}

static char *stored_flag(const char *typed, GError **error)
{
    static const char *const yes[] = {"y", "yes", "1", "true", NULL};
    static const char *const no[] = {"n", "no", "0", "false", NULL};
    g_autofree char *word = g_ascii_strdown(typed, -1);
    if (g_strv_contains(yes, word) || g_strv_contains(no, word))
        return g_strdup(g_strv_contains(yes, word) ? "1" : "0");
    error_set(error, ERROR_INPUT, "%s: this is neither yes nor no: type yes or no", typed);
    return NULL;
}

/* `last` asks for the end of a period: what stands behind ">" or is the high end. */
static char *stored_value(const Condition *condition, Store *store, const char *typed, bool last,
                          GError **error)
{
    switch (condition->kind) {
    case FIELD_DATE:
        return stored_date(typed, store, last, error);
    case FIELD_TIME:
        return time_parse(typed, error);
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_PERCENT:
        return stored_number(typed, error);
    case FIELD_MONEY:
        return stored_money(condition, typed, error);
    case FIELD_FLAG:
        return stored_flag(typed, error);
    default:
        return g_strdup(typed);
    }
}

/* --- choices and links stand for codes and ids --- */

static bool is_choice(const Condition *condition)
{
    return condition->of != NULL;
}

static bool is_link(const Condition *condition)
{
    return condition->kind == FIELD_LINK || condition->kind == FIELD_LINKS;
}

static const RecordKind *linked_kind(Store *store, const FieldDef *def)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        if (g_strcmp0(kinds[i].screen, def->to) == 0)
            return &kinds[i];
    }
    return NULL;
}

static GPtrArray *hits_for(Store *store, const RecordKind *kind, const char *typed, GError **error)
{
    g_autoptr(GPtrArray) hits = search_find(store, kind->name, typed, LINKED_AT_MOST, error);
    if (!hits)
        return NULL;
    g_autofree char *folded = text_fold(typed);
    GPtrArray *named = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < hits->len; i++) {
        const SearchHit *hit = g_ptr_array_index(hits, i);
        g_autofree char *title = text_fold(hit->title);
        g_ptr_array_add(strstr(title, folded) ? named : ids, g_strdup_printf("%" G_GINT64_FORMAT, hit->id));
    }
    bool by_name = named->len > 0;
    g_ptr_array_unref(by_name ? ids : named);
    return by_name ? named : ids;
}

/* The record of that code, such as a partner's SE; 0 for none. */
static gint64 id_of_code(Store *store, const RecordKind *kind, const char *typed)
{
    if (!kind || !schema_has_column(store, kind->name, "code"))
        return 0;
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" WHERE code = :code COLLATE NOCASE", kind->name);
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return 0;
    query_bind_text(query, ":code", typed);
    return query_next(query, NULL) ? query_int(query, 0) : 0;
}

/* Ids of the records that are meant: by reference, by id, by code, by words of their text. */
static GPtrArray *linked_ids(const Condition *condition, Store *store, const char *typed, GError **error)
{
    const RecordKind *kind = linked_kind(store, condition->def);
    const char *found = NULL;
    gint64 id = g_ascii_strtoll(typed, NULL, 10);
    if (strspn(typed, "0123456789") != strlen(typed))
        id = 0;
    if (id == 0 && kind && strchr(typed, '-') && record_find_ref(store, typed, &found, &id, NULL) &&
        g_strcmp0(found, kind->name) != 0)
        id = 0;
    if (id == 0)
        id = id_of_code(store, kind, typed);
    if (id == 0) {
        GPtrArray *ids = kind ? hits_for(store, kind, typed, error) : g_ptr_array_new_with_free_func(g_free);
        if (!ids || ids->len > 0)
            return ids;
        g_ptr_array_unref(ids);
        error_set(error, ERROR_INPUT, "%s: no record has that name or reference: type part of one", typed);
        return NULL;
    }
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(ids, g_strdup_printf("%" G_GINT64_FORMAT, id));
    return ids;
}

static char *labels_of(const Condition *condition, Store *store, const GPtrArray *codes)
{
    GString *labels = g_string_new(NULL);
    for (guint i = 0; i < codes->len; i++) {
        const char *code = g_ptr_array_index(codes, i);
        g_autofree char *label = choice_label(store, condition->of, code);
        g_string_append_printf(labels, "%s%s", i > 0 ? " or " : "", label ? label : code);
    }
    return g_string_free(labels, FALSE);
}

static bool understand_set(const Condition *condition, Store *store, const Test *test, Understood *understood,
                           GError **error)
{
    if (test->kind != TEST_PLAIN && test->kind != TEST_EQUAL)
        return error_set(
            error, ERROR_INPUT,
            "%s: %s cannot be compared so: type a value, !value, a|b, = (empty) or ! (not empty)",
            test->low ? test->low : test->high, condition->title);
    if (is_choice(condition)) {
        understood->one_of = choice_codes(store, condition->of, test->low, error);
        understood->words = understood->one_of ? labels_of(condition, store, understood->one_of) : NULL;
    } else {
        understood->one_of = linked_ids(condition, store, test->low, error);
        understood->words = g_strdup(test->low);
    }
    return understood->one_of != NULL;
}

/* --- tests --- */

/* References are written in capitals. What begins as they do is their beginning, which an index finds. */
static bool understand_reference(const Condition *condition, const Test *test, Understood *understood)
{
    if (!condition->prefix || test->kind != TEST_PLAIN || !g_str_is_ascii(test->low))
        return false;
    g_autofree char *capitals = g_ascii_strup(test->low, -1);
    const gsize length = strlen(condition->prefix);
    if (strncmp(capitals, condition->prefix, length) != 0 || capitals[length] != '-')
        return false;
    understood->begins = true;
    understood->low = g_steal_pointer(&capitals);
    return true;
}

static bool is_period(const Condition *condition, const Test *test)
{
    if (condition->kind != FIELD_DATE || (test->kind != TEST_PLAIN && test->kind != TEST_EQUAL))
        return false;
    g_autofree char *first = period_end(test->low, false);
    return first != NULL;
}

static bool understand_plain(const Condition *condition, Store *store, const Test *test,
                             Understood *understood, GError **error)
{
    bool period = is_period(condition, test);
    bool last = test->kind == TEST_ABOVE || test->kind == TEST_AT_MOST;
    const char *high = period ? test->low : test->high;
    if (test->kind == TEST_PATTERN) {
        understood->low = g_strdup(test->low);
        return true;
    }
    understood->kind = period ? TEST_RANGE : test->kind;
    if (test->low && !(understood->low = stored_value(condition, store, test->low, last, error)))
        return false;
    if (high && !(understood->high = stored_value(condition, store, high, true, error)))
        return false;
    if (understood->low && understood->high && condition->kind == FIELD_DATE &&
        strcmp(understood->low, understood->high) > 0)
        return error_set(error, ERROR_INPUT, "%s..%s: it ends before it begins: turn the two round",
                         test->low, high);
    if (period)
        understood->words = g_strdup(test->low);
    return true;
}

static bool understand(Condition *condition, Store *store, const Test *test, GError **error)
{
    Understood *understood = g_new0(Understood, 1);
    understood->kind = test->kind;
    g_ptr_array_add(condition->tests, understood);
    if (test->kind == TEST_EMPTY)
        return true;
    if (understand_reference(condition, test, understood))
        return true;
    if (is_choice(condition) || is_link(condition))
        return understand_set(condition, store, test, understood, error);
    return understand_plain(condition, store, test, understood, error);
}

static bool understand_all(Condition *condition, Store *store, const Criterion *criterion, GError **error)
{
    for (guint i = 0; i < criterion->tests->len; i++) {
        if (!understand(condition, store, g_ptr_array_index(criterion->tests, i), error))
            return false;
    }
    return true;
}

static bool is_numeric(const char *text)
{
    char *end = NULL;
    return !text || (g_ascii_strtod(text, &end), *text != '\0' && *end == '\0');
}

/* A column that neither list nor form know: compared with numbers alone it is a number, such as "ended = 0".
 */
static bool compares_numbers(const Criterion *criterion)
{
    for (guint i = 0; i < criterion->tests->len; i++) {
        const Test *test = g_ptr_array_index(criterion->tests, i);
        if (test->kind == TEST_EMPTY || !is_numeric(test->low) || !is_numeric(test->high))
            return false;
    }
    return true;
}

Condition *condition_field(const ScreenDef *screen, Store *store, const char *field, GError **error)
{
    g_autoptr(Condition) condition = g_new0(Condition, 1);
    condition->tests = g_ptr_array_new_with_free_func((GDestroyNotify)understood_free);
    return find_field(condition, screen, store, field, error) ? g_steal_pointer(&condition) : NULL;
}

Condition *condition_new(const ScreenDef *screen, Store *store, const char *field, const char *typed,
                         GError **error)
{
    if (!g_utf8_validate(typed, -1, NULL)) {
        error_set(error, ERROR_INPUT, "%s: there are bytes that are no UTF-8: type it as UTF-8 text", field);
        return NULL;
    }
    g_autoptr(Condition) condition = condition_field(screen, store, field, error);
    if (!condition)
        return NULL;
    condition->typed = g_strstrip(g_strdup(typed));
    g_autoptr(Criterion) criterion = criterion_parse(condition->typed, error);
    if (!criterion)
        return NULL;
    condition->negated = criterion->negated;
    if (is_guessed(condition, screen) && compares_numbers(criterion))
        condition->kind = FIELD_NUMBER;
    if (condition->by_shown && !understand_all(condition, store, criterion, NULL))
        take_as_shown(condition);
    if (condition->tests->len == 0 && !understand_all(condition, store, criterion, error))
        return NULL;
    return g_steal_pointer(&condition);
}
