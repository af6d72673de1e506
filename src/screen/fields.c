#include "screen/fields.h"

#include <string.h>

#include "base/date.h"
#include "screen/lookup.h"
#include "screen/save.h"
#include "screen/value.h"
#include "store/query.h"

enum { NAMED_AT_MOST = 8, STEPS_AT_MOST = 8 };

/* A record on the way along a path. */
typedef struct {
    const ScreenDef *screen;
    gint64 id;
} Place;

static const FieldDef *find_field(const ScreenDef *screen, const char *name)
{
    static const char *const endings[] = {"", "_id", "_minor"};
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *full = g_strconcat(name, endings[i], NULL);
        const FieldDef *field = screen_field(screen, full);
        if (field)
            return field;
    }
    return NULL;
}

static char *unknown_field(const ScreenDef *screen, const char *name)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < MIN(screen->field_count, NAMED_AT_MOST); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", screen->fields[i].name);
    return g_strdup_printf("%s is no field of %s: it has %s%s", *name ? name : "this", screen->one,
                           names->str, screen->field_count > NAMED_AT_MOST ? " and more" : "");
}

/* --- the record that a path begins with --- */

/* The record that a link leads to; false when the field is empty. */
static bool follow(const Fields *fields, const Place *from, const FieldDef *link, Place *to)
{
    g_autoptr(Record) record = save_read(from->screen, fields->store, from->id, NULL);
    const char *stored = record ? record_get(record, link->name) : NULL;
    to->screen = screen_set_find(fields->screens, link->to);
    to->id = stored ? g_ascii_strtoll(stored, NULL, 10) : 0;
    return to->screen && to->id != 0;
}

static const FieldDef *link_to(const Fields *fields, const ScreenDef *screen, const char *record)
{
    for (guint i = 0; i < screen->field_count; i++) {
        const FieldDef *field = &screen->fields[i];
        const ScreenDef *other =
            field->kind == FIELD_LINK ? screen_set_find(fields->screens, field->to) : NULL;
        if (other && other->record && strcmp(other->record, record) == 0)
            return field;
    }
    return NULL;
}

/* The one record of `screen` whose field `link` names ours. Names of tables and columns are those of screen
 * files, which were held against the schema. */
static bool find_only(const Fields *fields, const ScreenDef *screen, const FieldDef *link, Place *to,
                      char **why)
{
    g_autoptr(GString) sql = g_string_new("SELECT id FROM ");
    append_identifier(sql, screen->record);
    g_string_append(sql, " WHERE ");
    append_identifier(sql, link->name);
    g_string_append(sql, " = :id ORDER BY id LIMIT 2");
    g_autoptr(Query) query = query_new(fields->store, sql->str, NULL);
    if (query)
        query_bind_int(query, ":id", fields->id);
    if (!query || !query_next(query, NULL)) {
        *why = g_strdup_printf("this %s has no %s", fields->screen->one, screen->one);
        return false;
    }
    *to = (Place){screen, query_int(query, 0)};
    if (!query_next(query, NULL))
        return true;
    *why = g_strdup_printf("this %s has several of the list %s: write the value itself", fields->screen->one,
                           screen->title);
    return false;
}

static bool begin(const Fields *fields, const char *record, Place *place, char **why)
{
    *place = (Place){fields->screen, fields->id};
    if (strcmp(fields->screen->record, record) == 0)
        return true;
    const FieldDef *link = link_to(fields, fields->screen, record);
    if (link) {
        const Place from = *place;
        if (follow(fields, &from, link, place))
            return true;
        *why = g_strdup_printf("the field %s of this %s is empty: fill it", link->label, fields->screen->one);
        return false;
    }
    const ScreenDef *other = screen_set_for_record(fields->screens, record);
    const FieldDef *back = other ? link_to(fields, other, fields->screen->record) : NULL;
    if (back)
        return find_only(fields, other, back, place, why);
    *why = g_strdup_printf(
        "nothing of that name belongs to this %s: begin with %s, today, office or what it links to",
        fields->screen->one, fields->screen->record);
    return false;
}

/* --- the value at its end --- */

static char *day_in_words(const char *day)
{
    g_autofree char *heading = date_heading(day); /* "Monday 23 November 2026" */
    const char *blank = heading ? strchr(heading, ' ') : NULL;
    return g_strdup(blank ? blank + 1 : day);
}

static char *show(const Fields *fields, const Place *place, const FieldDef *field, char **why)
{
    if (field->sensitive) {
        *why = g_strdup("it is sensitive and goes into no text: write it by hand");
        return NULL;
    }
    g_autoptr(Record) record = save_read(place->screen, fields->store, place->id, NULL);
    const char *stored = record ? record_get(record, field->name) : NULL;
    if (!stored) {
        *why = g_strdup_printf("it is empty: fill %s of the %s", field->label, place->screen->one);
        return NULL;
    }
    if (field->kind == FIELD_DATE && date_is_iso(stored))
        return day_in_words(stored);
    return value_show(field, fields->screens, fields->store, record, stored);
}

static char *walk(const Fields *fields, char **steps, char **why)
{
    Place place;
    if (!begin(fields, steps[0], &place, why))
        return NULL;
    for (guint i = 1;; i++) {
        const FieldDef *field = steps[i] ? find_field(place.screen, steps[i]) : NULL;
        if (!field || field->kind == FIELD_COMPUTED) {
            *why = unknown_field(place.screen, steps[i] ? steps[i] : "");
            return NULL;
        }
        if (!steps[i + 1])
            return show(fields, &place, field, why);
        const Place from = place;
        if (field->kind != FIELD_LINK) {
            *why = g_strdup_printf("%s leads to no other record", steps[i]);
            return NULL;
        }
        if (!follow(fields, &from, field, &place)) {
            *why = g_strdup_printf("the field %s is empty: fill it", field->label);
            return NULL;
        }
    }
}

char *fields_value(const Fields *fields, const char *path, char **why)
{
    if (strcmp(path, "today") == 0) {
        g_autofree char *today = store_today(fields->store);
        return day_in_words(today);
    }
    if (strcmp(path, "office") == 0)
        return store_setting(fields->store, "office");
    g_auto(GStrv) steps = g_strsplit(path, ".", STEPS_AT_MOST);
    if (steps[0])
        return walk(fields, steps, why);
    *why = g_strdup("nothing of that name belongs to it");
    return NULL;
}

char *fields_merge_value(const char *path, char **why, gpointer fields)
{
    return fields_value(fields, path, why);
}
