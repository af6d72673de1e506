#include "cli/mapping.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/nearest.h"
#include "store/change.h"
#include "store/query.h"

enum { NEAREST_NAMED = 3, LEAST_SHARED = 4 };

typedef enum { DAYS_AS_TYPED, DAYS_MONTH_FIRST, DAYS_DAY_FIRST, DAY_ORDERS } DayOrder;

/* Codes of the table day_order. */
static const char *const day_orders[DAY_ORDERS] = {"as_typed", "month_first", "day_first"};

typedef struct {
    gint64 id; /* of the record import_column; 0: new */
    char *name;
    char *field; /* "": left out */
    bool key;
    DayOrder days;
    char *lines;          /* the meanings as they are kept; NULL: none */
    GHashTable *meanings; /* folded text -> what it stands for; NULL: none */
    bool changed;
} Column;

struct Mapping {
    const Office *office;
    const ScreenDef *screen;
    char *name;
    GPtrArray *columns; /* Column */
};

static void column_free(gpointer data)
{
    Column *column = data;
    g_free(column->name);
    g_free(column->field);
    g_free(column->lines);
    g_clear_pointer(&column->meanings, g_hash_table_unref);
    g_free(column);
}

void mapping_free(Mapping *mapping)
{
    if (!mapping)
        return;
    g_free(mapping->name);
    g_ptr_array_unref(mapping->columns);
    g_free(mapping);
}

static Column *find_column(const Mapping *mapping, const char *name)
{
    g_autofree char *wanted = text_fold(name);
    for (guint i = 0; i < mapping->columns->len; i++) {
        Column *column = mapping->columns->pdata[i];
        g_autofree char *own = text_fold(column->name);
        if (strcmp(own, wanted) == 0)
            return column;
    }
    return NULL;
}

/* --- reading --- */

/* Lines "Ongoing = active"; a line without = says nothing. */
static GHashTable *parse_meanings(const char *text)
{
    if (!text || !*text)
        return NULL;
    GHashTable *meanings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) lines = g_strsplit_set(text, "\n;", -1);
    for (guint i = 0; lines[i]; i++) {
        char *sign = strchr(lines[i], '=');
        if (!sign)
            continue;
        *sign = '\0';
        char *meaning = g_strdup(sign + 1);
        g_hash_table_insert(meanings, text_fold(g_strstrip(lines[i])), g_strstrip(meaning));
    }
    return meanings;
}

static DayOrder day_order(const char *code)
{
    for (guint i = 0; i < DAY_ORDERS; i++) {
        if (g_strcmp0(code, day_orders[i]) == 0)
            return (DayOrder)i;
    }
    return DAYS_AS_TYPED;
}

static Column *read_column(Query *query)
{
    Column *column = g_new0(Column, 1);
    column->id = query_int(query, 0);
    column->name = g_strdup(query_text(query, 1));
    column->field = g_strdup(query_text(query, 2));
    column->key = query_int(query, 3) != 0;
    column->days = day_order(query_text(query, 4));
    column->lines = g_strdup(query_text(query, 5));
    column->meanings = parse_meanings(query_text(query, 5));
    return column;
}

Mapping *mapping_read(const Office *office, const ScreenDef *screen, const char *name, GError **error)
{
    g_autoptr(Query) query = query_new(
        office->store,
        "SELECT id, column_name, coalesce(field, ''), is_key, days, meanings FROM import_column WHERE "
        "map = :map AND screen = :screen ORDER BY id",
        error);
    if (!query)
        return NULL;
    query_bind_text(query, ":map", name);
    query_bind_text(query, ":screen", screen->name);
    g_autoptr(Mapping) mapping = g_new0(Mapping, 1);
    *mapping = (Mapping){office, screen, g_strdup(name), g_ptr_array_new_with_free_func(column_free)};
    GError *failure = NULL;
    while (query_next(query, &failure))
        g_ptr_array_add(mapping->columns, read_column(query));
    if (!failure)
        return g_steal_pointer(&mapping);
    g_propagate_error(error, failure);
    return NULL;
}

bool mapping_known(const Mapping *mapping)
{
    return mapping->columns->len > 0;
}

const char *mapping_field(const Mapping *mapping, const char *column)
{
    const Column *found = find_column(mapping, column);
    return found ? found->field : NULL;
}

bool mapping_is_key(const Mapping *mapping, const char *column)
{
    const Column *found = find_column(mapping, column);
    return found && found->key;
}

/* 3/4/2027 or 3/4/27 with the order said, as an ISO day; NULL for anything else. */
static char *ordered_day(const char *typed, DayOrder order)
{
    int first = 0, second = 0, year = 0, end = 0;
    if (order == DAYS_AS_TYPED || sscanf(typed, "%2d/%2d/%4d%n", &first, &second, &year, &end) != 3 ||
        typed[end])
        return NULL;
    const int month = order == DAYS_MONTH_FIRST ? first : second,
              day = order == DAYS_MONTH_FIRST ? second : first;
    return g_strdup_printf("%04d-%02d-%02d", year < 100 ? year + 2000 : year, month, day);
}

char *mapping_value(const Mapping *mapping, const char *column, const char *typed)
{
    const Column *found = find_column(mapping, column);
    if (!found)
        return g_strdup(typed);
    char *day = ordered_day(typed, found->days);
    if (day)
        return day;
    g_autofree char *folded = text_fold(typed);
    g_strstrip(folded);
    const char *meaning = found->meanings ? g_hash_table_lookup(found->meanings, folded) : NULL;
    return g_strdup(meaning ? meaning : typed);
}

/* --- making --- */

static bool is_called(const FieldDef *field, const char *folded)
{
    g_autofree char *name = text_fold(field->name), *label = text_fold(field->label);
    return strcmp(name, folded) == 0 || strcmp(label, folded) == 0;
}

static const FieldDef *field_called(const ScreenDef *screen, const char *text)
{
    g_autofree char *folded = text_fold(text);
    g_strstrip(folded);
    for (guint i = 0; i < screen->field_count; i++) {
        if (field_kind_typed(screen->fields[i].kind) && is_called(&screen->fields[i], folded))
            return &screen->fields[i];
    }
    return NULL;
}

static bool shares_words(const char *folded, const char *other)
{
    g_autofree char *own = text_fold(other);
    return strlen(folded) >= LEAST_SHARED && strlen(own) >= LEAST_SHARED &&
           (strstr(own, folded) || strstr(folded, own));
}

static bool is_used(const Mapping *mapping, const FieldDef *field)
{
    for (guint i = 0; i < mapping->columns->len; i++) {
        const Column *column = mapping->columns->pdata[i];
        if (strcmp(column->field, field->name) == 0)
            return true;
    }
    return false;
}

static const FieldDef *proposed_field(const Mapping *mapping, const char *name)
{
    const FieldDef *called = field_called(mapping->screen, name);
    if (called)
        return is_used(mapping, called) ? NULL : called;
    g_autofree char *folded = text_fold(name);
    g_strstrip(folded);
    for (guint i = 0; i < mapping->screen->field_count; i++) {
        const FieldDef *field = &mapping->screen->fields[i];
        if (field_kind_typed(field->kind) && !is_used(mapping, field) &&
            (shares_words(folded, field->label) || shares_words(folded, field->name)))
            return field;
    }
    return NULL;
}

static Column *add_column(Mapping *mapping, const char *name, const char *field)
{
    Column *column = g_new0(Column, 1);
    column->name = g_strdup(name);
    column->field = g_strdup(field);
    column->changed = true;
    g_ptr_array_add(mapping->columns, column);
    return column;
}

void mapping_propose(Mapping *mapping, const char *const *header)
{
    for (guint i = 0; header[i]; i++) {
        if (!*header[i] || find_column(mapping, header[i]))
            continue;
        const bool reference =
            g_ascii_strcasecmp(header[i], "ref") == 0 || g_ascii_strcasecmp(header[i], "id") == 0;
        const FieldDef *field = reference ? NULL : proposed_field(mapping, header[i]);
        if (!reference)
            add_column(mapping, header[i], field ? field->name : "");
    }
}

static bool refuse_field(const Mapping *mapping, const char *setting, const char *field, GError **error)
{
    g_autoptr(Nearest) nearest = nearest_new(field);
    for (guint i = 0; i < mapping->screen->field_count; i++)
        if (field_kind_typed(mapping->screen->fields[i].kind))
            nearest_add(nearest, mapping->screen->fields[i].name, mapping->screen->fields[i].label);
    g_autofree char *names = nearest_names(nearest, NEAREST_NAMED);
    return error_set(error, ERROR_USAGE, "--set: %s: no field is called %s: the nearest are %s", setting,
                     field, names);
}

/* "Start:days" and "Status:Ongoing" say more about a column that is there already. */
static bool set_detail(const Mapping *mapping, const char *name, const char *value)
{
    const char *colon = strrchr(name, ':');
    g_autofree char *of = colon ? g_strndup(name, (gsize)(colon - name)) : NULL;
    Column *column = of && !find_column(mapping, name) ? find_column(mapping, of) : NULL;
    if (!column)
        return false;
    column->changed = true;
    if (strcmp(colon + 1, "days") == 0) {
        column->days = day_order(value);
        return true;
    }
    char *lines = g_strdup_printf("%s%s%s = %s", column->lines ? column->lines : "",
                                  column->lines ? "\n" : "", colon + 1, value);
    g_free(column->lines);
    column->lines = lines;
    return true;
}

bool mapping_set(Mapping *mapping, const char *setting, GError **error)
{
    const char *sign = strrchr(setting, '=');
    if (!sign || sign == setting)
        return error_set(error, ERROR_USAGE,
                         "--set: %s: give COLUMN=FIELD, or COLUMN= to leave the column out", setting);
    g_autofree char *name = g_strndup(setting, (gsize)(sign - setting)), *wanted = g_strdup(sign + 1);
    g_strstrip(name);
    g_strstrip(wanted);
    if (set_detail(mapping, name, wanted))
        return true;
    const bool key = g_str_has_suffix(wanted, "!");
    if (key)
        wanted[strlen(wanted) - 1] = '\0';
    const FieldDef *field = *wanted ? field_called(mapping->screen, wanted) : NULL;
    if (*wanted && !field)
        return refuse_field(mapping, setting, wanted, error);
    Column *column = find_column(mapping, name);
    if (!column)
        column = add_column(mapping, name, "");
    g_free(column->field);
    column->field = g_strdup(field ? field->name : "");
    column->key = key && field;
    column->changed = true;
    return true;
}

/* --- keeping --- */

static bool keep_column(const Mapping *mapping, const Column *column, Change *change, GError **error)
{
    if (column->id != 0) {
        g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, column->id);
        return change_run(
            change, error,
            "UPDATE import_column SET field = nullif(:field, ''), is_key = CAST(:key AS INTEGER), "
            "days = :days, meanings = :meanings WHERE id = CAST(:id AS INTEGER)",
            ":field", column->field, ":key", column->key ? "1" : "0", ":days", day_orders[column->days],
            ":meanings", column->lines, ":id", id, NULL);
    }
    g_autoptr(Record) record = record_new("import_column");
    record_set(record, "map", mapping->name);
    record_set(record, "screen", mapping->screen->name);
    record_set(record, "column_name", column->name);
    record_set(record, "field", *column->field ? column->field : NULL);
    record_set(record, "is_key", column->key ? "1" : "0");
    record_set(record, "days", day_orders[column->days]);
    record_set(record, "meanings", column->lines);
    return change_insert(change, record, error);
}

bool mapping_keep(const Mapping *mapping, GError **error)
{
    g_autofree char *words =
        g_strdup_printf("Import mapping %s for %s", mapping->name, mapping->screen->title);
    g_autoptr(Change) change = change_open(mapping->office->store, words, error);
    for (guint i = 0; change && i < mapping->columns->len; i++) {
        const Column *column = mapping->columns->pdata[i];
        if (column->changed && !keep_column(mapping, column, change, error))
            return false;
    }
    return change && change_commit(g_steal_pointer(&change), NULL, error);
}
