#include "cli/portable.h"

#include <string.h>

#include "base/money.h"
#include "screen/value.h"
#include "store/query.h"

struct Portable {
    const Office *office;
    const ScreenDef *screen;
    const char *key;
    GPtrArray *names;  /* ended by NULL */
    GPtrArray *fields; /* FieldDef of each name; NULL for the key */
    GHashTable *links; /* "screen id" -> what it is called */
};

/* Fields that hold what somebody entered and that may leave the office. */
static bool goes_out(const Portable *portable, const FieldDef *field)
{
    bool typed = field_kind_typed(field->kind) && !field->sensitive;
    return typed && strcmp(field->name, portable->key) != 0 &&
           !g_ptr_array_find_with_equal_func(portable->names, field->name, g_str_equal, NULL);
}

Portable *portable_new(const Office *office, const ScreenDef *screen)
{
    Portable *portable = g_new0(Portable, 1);
    portable->office = office;
    portable->screen = screen;
    portable->key = schema_has_column(office->store, screen->record, "ref") ? "ref" : "id";
    portable->names = g_ptr_array_new();
    portable->fields = g_ptr_array_new();
    portable->links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_ptr_array_add(portable->names, (gpointer)portable->key);
    g_ptr_array_add(portable->fields, NULL);
    for (guint i = 0; i < screen->field_count; i++) {
        if (!goes_out(portable, &screen->fields[i]))
            continue;
        g_ptr_array_add(portable->names, (gpointer)screen->fields[i].name);
        g_ptr_array_add(portable->fields, &screen->fields[i]);
    }
    g_ptr_array_add(portable->names, NULL);
    return portable;
}

void portable_free(Portable *portable)
{
    if (!portable)
        return;
    g_ptr_array_unref(portable->names);
    g_ptr_array_unref(portable->fields);
    g_hash_table_unref(portable->links);
    g_free(portable);
}

const char *portable_key(const Portable *portable)
{
    return portable->key;
}

/* --- links --- */

/* A name will do where it leads back to the same record; else the id. */
static char *name_or_id(const Portable *portable, const FieldDef *field, const char *id)
{
    const Office *office = portable->office;
    g_autofree char *name = value_show(field, office->screens, office->store, NULL, id);
    g_autofree char *found = NULL;
    if (!strchr(name, ';') && value_parse(field, office->screens, office->store, NULL, name, &found, NULL) &&
        g_strcmp0(found, id) == 0)
        return g_steal_pointer(&name);
    return g_strdup(id);
}

static char *look_up(const Portable *portable, const FieldDef *field, const char *id)
{
    Store *store = portable->office->store;
    const ScreenDef *screen = field->to ? screen_set_find(portable->office->screens, field->to) : NULL;
    if (!screen || !screen->record)
        return g_strdup(id);
    if (!schema_has_column(store, screen->record, "ref"))
        return name_or_id(portable, field, id);
    g_autofree char *sql = g_strdup_printf("SELECT ref FROM \"%s\" WHERE id = :id", screen->record);
    char *ref = query_one_text(store, sql, g_ascii_strtoll(id, NULL, 10), NULL);
    return ref ? ref : g_strdup(id);
}

static const char *link_name(Portable *portable, const FieldDef *field, const char *id)
{
    char *key = g_strdup_printf("%s %s", field->to, id);
    const char *known = g_hash_table_lookup(portable->links, key);
    if (known) {
        g_free(key);
        return known;
    }
    char *name = look_up(portable, field, id);
    g_hash_table_insert(portable->links, key, name);
    return name;
}

static char *link_names(Portable *portable, const FieldDef *field, const char *ids)
{
    g_auto(GStrv) each = g_strsplit(ids, ",", -1);
    g_autoptr(GString) names = g_string_new(NULL);
    for (char **id = each; *id; id++)
        if (**id)
            g_string_append_printf(names, "%s%s", names->len ? "; " : "", link_name(portable, field, *id));
    return names->len ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

/* --- values --- */

static bool is_code(const char *text)
{
    return strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

static char *plain_money(const FieldDef *field, const Record *record, const char *stored)
{
    const char *currency =
        field->currency && !is_code(field->currency) ? record_get(record, field->currency) : field->currency;
    return money_plain(g_ascii_strtoll(stored, NULL, 10), currency);
}

static char *plain(Portable *portable, const FieldDef *field, const Record *record)
{
    const char *stored = record_get(record, field->name);
    if (!stored)
        return NULL;
    switch (field->kind) {
    case FIELD_MONEY:
        return plain_money(field, record, stored);
    case FIELD_LINK:
        return g_strdup(link_name(portable, field, stored));
    case FIELD_LINKS:
        return link_names(portable, field, stored);
    case FIELD_FLAG:
        return g_strdup(strcmp(stored, "0") == 0 ? "no" : "yes");
    default:
        return g_strdup(stored);
    }
}

static GPtrArray *values_of(Portable *portable, const Record *record)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < portable->fields->len; i++) {
        const FieldDef *field = g_ptr_array_index(portable->fields, i);
        if (field)
            g_ptr_array_add(values, plain(portable, field, record));
        else if (strcmp(portable->key, "id") == 0)
            g_ptr_array_add(values, g_strdup_printf("%" G_GINT64_FORMAT, record_id(record)));
        else
            g_ptr_array_add(values, g_strdup(record_get(record, "ref")));
    }
    g_ptr_array_add(values, NULL);
    return values;
}

/* --- sheets --- */

static bool is_number(const Portable *portable, guint column)
{
    const FieldDef *field = g_ptr_array_index(portable->fields, column);
    return field ? field_kind_right(field->kind) : strcmp(portable->key, "id") == 0;
}

Sheet *portable_sheet(const Portable *portable, ExportFormat format, SheetWrite write, gpointer data)
{
    Sheet *sheet = sheet_new(format, (const char *const *)portable->names->pdata, write, data);
    for (guint i = 0; i < portable->fields->len; i++)
        if (is_number(portable, i))
            sheet_number(sheet, i);
    return sheet;
}

bool portable_write(Portable *portable, Sheet *sheet, const Record *record, GError **error)
{
    g_autoptr(GPtrArray) values = values_of(portable, record);
    return sheet_row(sheet, (const char *const *)values->pdata, error);
}
