#include "screen/check.h"

#include <string.h>

#include "base/text.h"
#include "screen/set.h"
#include "store/query.h"
#include "store/record.h"

/* Letters that mean something else at home and after g. */
static const char hotkeys_taken[] = "hgqu";

/* --- where a mistake stands --- */

/* The line of the setting, or of the nearest one above it that is there. */
static int line_of_path(const Check *check, const char *path)
{
    if (!check->config)
        return 0;
    g_autofree char *at = g_strconcat("screen.", path, NULL);
    for (;;) {
        config_setting_t *setting = config_lookup(check->config, at);
        char *dot = strrchr(at, '.');
        if (setting)
            return (int)config_setting_source_line(setting);
        if (!dot)
            return 1;
        *dot = '\0';
    }
}

void check_complain(const Check *check, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    mistake_add(check->mistakes, check->screen->file, line_of_path(check, path), "%s", what);
}

char *check_field_path(const ScreenDef *screen, guint field, const char *setting)
{
    guint section = 0;
    while (section + 1 < screen->section_count && screen->sections[section + 1].first <= field)
        section++;
    return g_strdup_printf("form.[%u].fields.[%u].%s", section, field - screen->sections[section].first,
                           setting);
}

/* --- the screen itself --- */

static bool is_name(const char *text)
{
    gsize length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return g_ascii_islower(*text) && text[length] == '\0';
}

static void check_hotkey(const Check *check)
{
    const ScreenDef *screen = check->screen;
    if (!screen->hotkey)
        return;
    if (strlen(screen->hotkey) != 1 || !g_ascii_islower(*screen->hotkey) ||
        strchr(hotkeys_taken, *screen->hotkey))
        check_complain(check, "hotkey", "\"%s\" cannot be a hotkey: take one small letter that is none of %s",
                       screen->hotkey, hotkeys_taken);
    const ScreenDef *first = screen_set_for_key(check->set, screen->hotkey);
    if (first != screen)
        check_complain(check, "hotkey", "the key \"%s\" is used twice: it opens %s (%s) already",
                       screen->hotkey, first->title, first->file);
}

static void check_tables(const Check *check)
{
    const ScreenDef *screen = check->screen;
    if (screen->record && !schema_has_table(check->store, screen->record))
        check_complain(check, "record", "unknown record \"%s\": there is no such table", screen->record);
    if (*screen->source == '\0')
        check_complain(check, "name", "no source: source = \"...\" names the view that the list reads");
    else if (!schema_has_table(check->store, screen->source))
        check_complain(check, "source", "unknown source \"%s\": there is no such view", screen->source);
    else if (!schema_has_column(check->store, screen->source, "id"))
        check_complain(check, "source", "the source \"%s\" has no column \"id\": a list reads by it",
                       screen->source);
}

static void check_itself(const Check *check)
{
    const ScreenDef *screen = check->screen;
    if (!is_name(screen->name))
        check_complain(check, "name", "\"%s\" is no name: use small letters, digits and _", screen->name);
    if (strcmp(screen->title, screen->name) == 0)
        check_complain(check, "name", "the screen \"%s\" has no title", screen->name);
    if (screen->record && strcmp(screen->one, screen->title) == 0)
        check_complain(check, "title", "what is one of %s called? one = \"...\" is missing", screen->title);
    if (screen->menu && screen->position <= 0)
        check_complain(check, "menu", "the screen stands in the menu without a place: position = 1 or more");
    check_hotkey(check);
    check_tables(check);
    if (screen->label && !schema_has_column(check->store, screen->source, screen->label))
        check_complain(check, "label", "unknown field \"%s\": %s has no such column", screen->label,
                       screen->source);
}

/* --- all of them --- */

/* What hides behind the mask is the database's to say. */
static void check_sensitive(const Check *check)
{
    g_autoptr(Query) query =
        schema_has_table(check->store, "sensitive_field")
            ? query_new(check->store, "SELECT field FROM sensitive_field WHERE record = :record", NULL)
            : NULL;
    if (!query || !check->screen->record)
        return;
    query_bind_text(query, ":record", check->screen->record);
    while (query_next(query, NULL)) {
        const FieldDef *field = screen_field(check->screen, query_text(query, 0));
        if (!field || field->sensitive)
            continue;
        g_autofree char *path =
            check_field_path(check->screen, (guint)(field - check->screen->fields), "sensitive");
        check_complain(check, path,
                       "%s is sensitive and would be shown in clear: sensitive = true is missing",
                       field->name);
    }
}

static void check_screen(Check *check)
{
    const char *text = set_source(check->set, check->screen->file);
    config_t config;
    config_init(&config);
    check->config = text && config_read_string(&config, text) == CONFIG_TRUE ? &config : NULL;
    check_itself(check);
    check_list(check);
    check_form(check);
    check_sensitive(check);
    config_destroy(&config);
    check->config = NULL;
}

/* Every record kind says which screen shows it. */
static void check_kinds(const Check *check)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(check->store, &count);
    for (guint i = 0; i < count; i++) {
        if (kinds[i].screen && !screen_set_find(check->set, kinds[i].screen))
            mistake_add(check->mistakes, "record_kind", 0,
                        "the record \"%s\" is shown by the screen \"%s\", and no file describes it",
                        kinds[i].name, kinds[i].screen);
    }
}

static int compare_mistakes(gconstpointer a, gconstpointer b)
{
    const ScreenMistake *one = *(const ScreenMistake *const *)a, *other = *(const ScreenMistake *const *)b;
    int file = strcmp(one->file, other->file);
    return file != 0 ? file : one->line - other->line;
}

GPtrArray *screen_check(const ScreenSet *set, Store *store, const char *const *actions)
{
    GPtrArray *mistakes = g_ptr_array_new_with_free_func((GDestroyNotify)screen_mistake_free);
    const GPtrArray *read = screen_set_mistakes(set);
    for (guint i = 0; i < read->len; i++) {
        const ScreenMistake *mistake = g_ptr_array_index(read, i);
        mistake_add(mistakes, mistake->file, mistake->line, "%s", mistake->what);
    }
    Check check = {set, store, actions, mistakes, NULL, NULL};
    for (guint i = 0; i < screen_set_count(set); i++) {
        check.screen = screen_set_at(set, i);
        check_screen(&check);
    }
    check_kinds(&check);
    g_ptr_array_sort(mistakes, compare_mistakes);
    return mistakes;
}
