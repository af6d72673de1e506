#include "screen/reader.h"

#include <libconfig.h>
#include <string.h>

#include "base/error.h"
#include "screen/set.h"

typedef struct {
    const char *file;
    GStringChunk *texts;
    GPtrArray *mistakes;
} Reader;

/* --- settings by table --- */

typedef enum {
    TAKES_TEXT,
    TAKES_NUMBER,
    TAKES_FLAG,
    TAKES_KIND,  /* a field kind by its name */
    TAKES_VALUE, /* text, number or flag, kept as text */
    TAKES_GROUP, /* read by somebody else */
} Takes;

static const char *const takes_words[] = {
    [TAKES_TEXT] = "a text in quotes",  [TAKES_NUMBER] = "a whole number",
    [TAKES_FLAG] = "true or false",     [TAKES_KIND] = "the name of a field kind in quotes",
    [TAKES_VALUE] = "a text or number", [TAKES_GROUP] = "a group or list",
};

typedef struct {
    const char *name;
    Takes takes;
    gsize offset; /* of the member that it goes to */
} Attribute;

static const Attribute screen_attributes[] = {
    {"name", TAKES_TEXT, offsetof(ScreenDef, name)},
    {"title", TAKES_TEXT, offsetof(ScreenDef, title)},
    {"one", TAKES_TEXT, offsetof(ScreenDef, one)},
    {"menu", TAKES_TEXT, offsetof(ScreenDef, menu)},
    {"position", TAKES_NUMBER, offsetof(ScreenDef, position)},
    {"hotkey", TAKES_TEXT, offsetof(ScreenDef, hotkey)},
    {"record", TAKES_TEXT, offsetof(ScreenDef, record)},
    {"source", TAKES_TEXT, offsetof(ScreenDef, source)},
    {"empty", TAKES_TEXT, offsetof(ScreenDef, empty)},
    {"label", TAKES_TEXT, offsetof(ScreenDef, label)},
    {"checklist", TAKES_TEXT, offsetof(ScreenDef, checklist)},
    {"opens", TAKES_TEXT, offsetof(ScreenDef, opens)},
    {"matrix", TAKES_TEXT, offsetof(ScreenDef, matrix)},
    {"can_create", TAKES_FLAG, offsetof(ScreenDef, can_create)},
    {"can_delete", TAKES_FLAG, offsetof(ScreenDef, can_delete)},
    {"figures", TAKES_FLAG, offsetof(ScreenDef, figures)},
    {"list", TAKES_GROUP, 0},
    {"form", TAKES_GROUP, 0},
    {"related", TAKES_GROUP, 0},
    {"actions", TAKES_GROUP, 0},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute list_attributes[] = {
    {"order", TAKES_GROUP, 0},
    {"columns", TAKES_GROUP, 0},
    {"quick", TAKES_GROUP, 0},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute column_attributes[] = {
    {"field", TAKES_TEXT, offsetof(ColumnDef, field)},
    {"title", TAKES_TEXT, offsetof(ColumnDef, title)},
    {"width", TAKES_NUMBER, offsetof(ColumnDef, width)},
    {"drop", TAKES_NUMBER, offsetof(ColumnDef, drop)},
    {"kind", TAKES_KIND, offsetof(ColumnDef, kind)},
    {"style", TAKES_TEXT, offsetof(ColumnDef, style)},
    {"soon", TAKES_NUMBER, offsetof(ColumnDef, soon)},
    {"currency", TAKES_TEXT, offsetof(ColumnDef, currency)},
    {"to", TAKES_TEXT, offsetof(ColumnDef, to)},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute quick_attributes[] = {
    {"key", TAKES_TEXT, offsetof(QuickDef, key)},     {"title", TAKES_TEXT, offsetof(QuickDef, title)},
    {"where", TAKES_TEXT, offsetof(QuickDef, where)}, {"order", TAKES_TEXT, offsetof(QuickDef, order)},
    {"along", TAKES_TEXT, offsetof(QuickDef, along)}, {NULL, TAKES_GROUP, 0},
};

static const Attribute section_attributes[] = {
    {"title", TAKES_TEXT, offsetof(SectionDef, title)},
    {"fields", TAKES_GROUP, 0},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute field_attributes[] = {
    {"name", TAKES_TEXT, offsetof(FieldDef, name)},
    {"label", TAKES_TEXT, offsetof(FieldDef, label)},
    {"help", TAKES_TEXT, offsetof(FieldDef, help)},
    {"kind", TAKES_KIND, offsetof(FieldDef, kind)},
    {"required", TAKES_FLAG, offsetof(FieldDef, required)},
    {"sensitive", TAKES_FLAG, offsetof(FieldDef, sensitive)},
    {"read_only", TAKES_FLAG, offsetof(FieldDef, read_only)},
    {"of", TAKES_TEXT, offsetof(FieldDef, of)},
    {"to", TAKES_TEXT, offsetof(FieldDef, to)},
    {"currency", TAKES_TEXT, offsetof(FieldDef, currency)},
    {"from", TAKES_TEXT, offsetof(FieldDef, from)},
    {"warn", TAKES_TEXT, offsetof(FieldDef, warn)},
    {"advice", TAKES_TEXT, offsetof(FieldDef, advice)},
    {"default", TAKES_VALUE, offsetof(FieldDef, fallback)},
    {"sql", TAKES_TEXT, offsetof(FieldDef, sql)},
    {"when", TAKES_TEXT, offsetof(FieldDef, when)},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute related_attributes[] = {
    {"title", TAKES_TEXT, offsetof(RelatedDef, title)},
    {"screen", TAKES_TEXT, offsetof(RelatedDef, screen)},
    {"field", TAKES_TEXT, offsetof(RelatedDef, field)},
    {"record_field", TAKES_TEXT, offsetof(RelatedDef, record_field)},
    {"set", TAKES_TEXT, offsetof(RelatedDef, set)},
    {NULL, TAKES_GROUP, 0},
};

static const Attribute action_attributes[] = {
    {"key", TAKES_TEXT, offsetof(ActionDef, key)},
    {"title", TAKES_TEXT, offsetof(ActionDef, title)},
    {"run", TAKES_TEXT, offsetof(ActionDef, run)},
    {NULL, TAKES_GROUP, 0},
};

static int line_of(const config_setting_t *setting)
{
    return (int)config_setting_source_line(setting);
}

static const char *keep(const Reader *reader, const char *text)
{
    return g_string_chunk_insert(reader->texts, text);
}

static void complain_unknown(const Reader *reader, const config_setting_t *setting,
                             const Attribute *attributes)
{
    const char *known[32] = {NULL};
    for (guint i = 0; attributes[i].name && i + 1 < G_N_ELEMENTS(known); i++)
        known[i] = attributes[i].name;
    g_autofree char *list = words_join(known);
    mistake_add(reader->mistakes, reader->file, line_of(setting), "unknown setting \"%s\": known here are %s",
                config_setting_name(setting), list);
}

static bool wrong(const Reader *reader, const config_setting_t *setting, Takes takes)
{
    mistake_add(reader->mistakes, reader->file, line_of(setting), "\"%s\" takes %s",
                config_setting_name(setting), takes_words[takes]);
    return false;
}

static bool is_whole(const config_setting_t *setting)
{
    return config_setting_type(setting) == CONFIG_TYPE_INT ||
           config_setting_type(setting) == CONFIG_TYPE_INT64;
}

static bool take_text(const Reader *reader, const config_setting_t *setting, const char **target)
{
    const char *text = config_setting_get_string(setting);
    if (!text)
        return wrong(reader, setting, TAKES_TEXT);
    *target = *text != '\0' ? keep(reader, text) : NULL;
    return true;
}

static bool take_number(const Reader *reader, const config_setting_t *setting, int *target)
{
    if (config_setting_type(setting) != CONFIG_TYPE_INT)
        return wrong(reader, setting, TAKES_NUMBER);
    *target = config_setting_get_int(setting);
    return true;
}

static bool take_flag(const Reader *reader, const config_setting_t *setting, bool *target)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        return wrong(reader, setting, TAKES_FLAG);
    *target = config_setting_get_bool(setting) != 0;
    return true;
}

static bool take_kind(const Reader *reader, const config_setting_t *setting, FieldKind *target)
{
    const char *text = config_setting_get_string(setting);
    if (text && field_kind_find(text, target))
        return true;
    const char *known[FIELD_KIND_COUNT + 1] = {NULL};
    for (guint i = 0; i < FIELD_KIND_COUNT; i++)
        known[i] = field_kind_name((FieldKind)i);
    g_autofree char *list = words_join(known);
    mistake_add(reader->mistakes, reader->file, line_of(setting),
                "unknown kind \"%s\": a field kind is one of %s", text ? text : "", list);
    return false;
}

static bool take_value(const Reader *reader, const config_setting_t *setting, const char **target)
{
    if (config_setting_type(setting) == CONFIG_TYPE_STRING)
        return take_text(reader, setting, target);
    if (config_setting_type(setting) == CONFIG_TYPE_BOOL) {
        *target = config_setting_get_bool(setting) ? "1" : "0";
        return true;
    }
    if (!is_whole(setting))
        return wrong(reader, setting, TAKES_VALUE);
    g_autofree char *number = g_strdup_printf("%lld", config_setting_get_int64(setting));
    *target = keep(reader, number);
    return true;
}

static const Attribute *attribute_find(const Attribute *attributes, const char *name)
{
    while (attributes->name && strcmp(attributes->name, name) != 0)
        attributes++;
    return attributes->name ? attributes : NULL;
}

static bool take(const Reader *reader, const config_setting_t *setting, const Attribute *attribute,
                 void *target)
{
    void *member = (char *)target + attribute->offset;
    switch (attribute->takes) {
    case TAKES_TEXT:
        return take_text(reader, setting, member);
    case TAKES_NUMBER:
        return take_number(reader, setting, member);
    case TAKES_FLAG:
        return take_flag(reader, setting, member);
    case TAKES_KIND:
        return take_kind(reader, setting, member);
    case TAKES_VALUE:
        return take_value(reader, setting, member);
    case TAKES_GROUP:
        break;
    }
    return true;
}

/* Gives every setting of a group to the member that its row names. */
static void take_all(const Reader *reader, config_setting_t *group, const Attribute *attributes, void *target)
{
    if (!config_setting_is_group(group)) {
        mistake_add(reader->mistakes, reader->file, line_of(group),
                    "a group is wanted here: { name = value; ... }");
        return;
    }
    for (int i = 0; i < config_setting_length(group); i++) {
        config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        const Attribute *attribute = attribute_find(attributes, config_setting_name(setting));
        if (attribute)
            take(reader, setting, attribute, target);
        else
            complain_unknown(reader, setting, attributes);
    }
}

/* --- lists of groups --- */

/* The list `name` of a group; NULL where it is missing or, after saying so, no list. */
static config_setting_t *list_in(const Reader *reader, const config_setting_t *group, const char *name,
                                 int *count)
{
    config_setting_t *list =
        group && config_setting_is_group(group) ? config_setting_get_member(group, name) : NULL;
    *count = 0;
    if (!list)
        return NULL;
    if (!config_setting_is_list(list) && !config_setting_is_array(list)) {
        mistake_add(reader->mistakes, reader->file, line_of(list), "\"%s\" takes a list: ( {...}, {...} )",
                    name);
        return NULL;
    }
    *count = config_setting_length(list);
    return list;
}

/* An array of `size` bytes per element, each filled by `attributes`. */
static void *read_rows(const Reader *reader, const config_setting_t *group, const char *name, gsize size,
                       const Attribute *attributes, guint *count)
{
    int length = 0;
    config_setting_t *list = list_in(reader, group, name, &length);
    *count = (guint)length;
    char *rows = g_malloc0_n((gsize)length + 1, size);
    for (int i = 0; i < length; i++)
        take_all(reader, config_setting_get_elem(list, (unsigned)i), attributes, rows + size * (gsize)i);
    return rows;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void read_order(const Reader *reader, const config_setting_t *list, ScreenDef *screen)
{
    config_setting_t *order = list ? config_setting_get_member(list, "order") : NULL;
    if (!order)
        return;
    const char *column = config_setting_is_aggregate(order) ? config_setting_get_string_elem(order, 0)
                                                            : config_setting_get_string(order);
    if (!column || *column == '\0') {
        mistake_add(reader->mistakes, reader->file, line_of(order),
                    "\"order\" takes a column, \"ends_on\" or \"-ends_on\", or a list that begins with it");
        return;
    }
    screen->descending = *column == '-';
    const char *name = column + (screen->descending ? 1 : 0);
    screen->order = strcmp(name, "id") == 0 ? NULL : keep(reader, name);
}

static void read_list(const Reader *reader, const config_setting_t *top, ScreenDef *screen)
{
    config_setting_t *list = config_setting_get_member(top, "list");
    if (list)
        take_all(reader, list, list_attributes, screen);
    if (list && !config_setting_is_group(list))
        list = NULL;
    read_order(reader, list, screen);
    screen->columns =
        read_rows(reader, list, "columns", sizeof(ColumnDef), column_attributes, &screen->column_count);
    for (guint i = 0; i < screen->column_count; i++) {
        screen->columns[i].field = or_empty(screen->columns[i].field);
        screen->columns[i].title = or_empty(screen->columns[i].title);
    }
    screen->quicks =
        read_rows(reader, list, "quick", sizeof(QuickDef), quick_attributes, &screen->quick_count);
    for (guint i = 0; i < screen->quick_count; i++) {
        screen->quicks[i].key = or_empty(screen->quicks[i].key);
        screen->quicks[i].title = or_empty(screen->quicks[i].title);
        screen->quicks[i].where = or_empty(screen->quicks[i].where);
        screen->quicks[i].descending = screen->quicks[i].order && *screen->quicks[i].order == '-';
        if (screen->quicks[i].descending)
            screen->quicks[i].order++;
    }
}

static void read_fields(const Reader *reader, const config_setting_t *section, GArray *fields)
{
    int count = 0;
    config_setting_t *list = list_in(reader, section, "fields", &count);
    for (int i = 0; i < count; i++) {
        FieldDef field = {0};
        take_all(reader, config_setting_get_elem(list, (unsigned)i), field_attributes, &field);
        field.name = or_empty(field.name);
        field.label = or_empty(field.label);
        g_array_append_val(fields, field);
    }
}

static void read_form(const Reader *reader, const config_setting_t *top, ScreenDef *screen)
{
    int length = 0;
    config_setting_t *form = list_in(reader, top, "form", &length);
    GArray *fields = g_array_new(TRUE, TRUE, sizeof(FieldDef));
    screen->section_count = (guint)length;
    screen->sections = g_new0(SectionDef, screen->section_count + 1);
    for (guint i = 0; i < screen->section_count; i++) {
        config_setting_t *group = config_setting_get_elem(form, i);
        SectionDef *section = &screen->sections[i];
        take_all(reader, group, section_attributes, section);
        section->title = or_empty(section->title);
        section->first = fields->len;
        read_fields(reader, group, fields);
        section->count = fields->len - section->first;
    }
    screen->field_count = fields->len;
    screen->fields = (FieldDef *)(void *)g_array_free(fields, FALSE);
}

/* An entry is the plain name of a screen, or a group. */
static void read_related(const Reader *reader, const config_setting_t *top, ScreenDef *screen)
{
    int length = 0;
    config_setting_t *list = list_in(reader, top, "related", &length);
    screen->related_count = (guint)length;
    screen->related = g_new0(RelatedDef, screen->related_count + 1);
    for (int i = 0; i < length; i++) {
        config_setting_t *entry = config_setting_get_elem(list, (unsigned)i);
        RelatedDef *related = &screen->related[i];
        if (config_setting_type(entry) == CONFIG_TYPE_STRING)
            related->screen = keep(reader, config_setting_get_string(entry));
        else
            take_all(reader, entry, related_attributes, related);
        related->screen = or_empty(related->screen);
    }
}

static void read_actions(const Reader *reader, const config_setting_t *top, ScreenDef *screen)
{
    screen->actions =
        read_rows(reader, top, "actions", sizeof(ActionDef), action_attributes, &screen->action_count);
    for (guint i = 0; i < screen->action_count; i++) {
        screen->actions[i].key = or_empty(screen->actions[i].key);
        screen->actions[i].title = or_empty(screen->actions[i].title);
        screen->actions[i].run = or_empty(screen->actions[i].run);
    }
}

/* --- the whole file --- */

static void complain_beside(const Reader *reader, const config_t *config)
{
    config_setting_t *root = config_root_setting(config);
    for (int i = 0; i < config_setting_length(root); i++) {
        config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
        if (g_strcmp0(config_setting_name(setting), "screen") != 0)
            mistake_add(reader->mistakes, reader->file, line_of(setting),
                        "unknown group \"%s\": a screen file has one group, \"screen\"",
                        config_setting_name(setting));
    }
}

static ScreenDef *read_screen(const Reader *reader, config_setting_t *top)
{
    ScreenDef *screen = g_new0(ScreenDef, 1);
    bool has_form = config_setting_get_member(top, "record") != NULL;
    screen->can_create = screen->can_delete = has_form;
    take_all(reader, top, screen_attributes, screen);
    if (!screen->name)
        mistake_add(reader->mistakes, reader->file, line_of(top), "the screen has no name: name = \"...\";");
    screen->file = keep(reader, reader->file);
    screen->name = or_empty(screen->name);
    screen->title = screen->title ? screen->title : screen->name;
    screen->one = screen->one ? screen->one : screen->title;
    screen->empty = screen->empty ? screen->empty : "Nothing here yet.";
    screen->source = or_empty(screen->source ? screen->source : screen->record);
    read_list(reader, top, screen);
    read_form(reader, top, screen);
    read_related(reader, top, screen);
    read_actions(reader, top, screen);
    return screen;
}

ScreenDef *reader_read(const char *file, const char *text, GStringChunk *texts, GPtrArray *mistakes,
                       GError **error)
{
    const Reader reader = {file, texts, mistakes};
    config_t config;
    config_init(&config);
    ScreenDef *screen = NULL;
    config_setting_t *top = NULL;
    if (config_read_string(&config, text) != CONFIG_TRUE)
        error_set(error, ERROR_INPUT, "%s:%d: %s: see the screen files that come with the program", file,
                  config_error_line(&config), config_error_text(&config));
    else if (!(top = config_lookup(&config, "screen")) || !config_setting_is_group(top))
        error_set(error, ERROR_INPUT,
                  "%s:1: no group \"screen\": a screen file begins with screen: { name = \"...\";", file);
    else
        screen = read_screen(&reader, top);
    if (screen)
        complain_beside(&reader, &config);
    config_destroy(&config);
    return screen;
}

void screen_def_free(ScreenDef *screen)
{
    if (!screen)
        return;
    g_free(screen->columns);
    g_free(screen->quicks);
    g_free(screen->sections);
    g_free(screen->fields);
    g_free(screen->related);
    g_free(screen->actions);
    g_free(screen);
}

/* --- the top of a file --- */

static const char *skip_line(const char *at)
{
    return at + strcspn(at, "\n");
}

static const char *skip_comment(const char *at)
{
    if (*at == '#' || (at[0] == '/' && at[1] == '/'))
        return skip_line(at);
    if (at[0] != '/' || at[1] != '*')
        return at;
    const char *end = strstr(at + 2, "*/");
    return end ? end + 2 : at + strlen(at);
}

char *reader_top(const char *text)
{
    const char *at = text;
    const char *before;
    do {
        before = at;
        at = skip_comment(at + strspn(at, " \t\r\n\f"));
    } while (at != before);
    return g_strndup(at, strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-*"));
}

/* Behind a text in quotes. */
static const char *skip_quotes(const char *at)
{
    for (at++; *at != '\0' && *at != '"'; at++)
        at += *at == '\\' && at[1] != '\0';
    return *at == '"' ? at + 1 : at;
}

char *reader_head(const char *text)
{
    const char *end = NULL; /* of the last setting before the first list or group */
    for (const char *at = text; *at != '\0'; at++) {
        at = skip_comment(at);
        if (*at == '"')
            at = skip_quotes(at);
        if (*at == '\0' || *at == '}' || (end != NULL && strchr("({[", *at) != NULL))
            break;
        if (*at == ';' || *at == '{')
            end = at + 1;
    }
    return end != NULL ? g_strdup_printf("%.*s };", (int)(end - text), text) : NULL;
}
