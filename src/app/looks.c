#include "app/looks.h"

#include <libconfig.h>
#include <string.h>

#include "base/asset.h"
#include "base/error.h"

#define THEMES_FILE "screens/themes.cfg"
#define KEYS_FILE   "screens/keys.cfg"

/* Reads a built-in file and gives its one list. The config is the caller's to destroy, also after a failure.
 */
static const config_setting_t *read_list(config_t *config, const char *file, const char *list, GError **error)
{
    config_init(config);
    const Asset *asset = asset_find(file);
    if (asset == NULL) {
        error_set(error, ERROR_SYSTEM, "%s: it is not in the program: build it again", file);
        return NULL;
    }
    if (config_read_string(config, asset->data) != CONFIG_TRUE) {
        error_set(error, ERROR_INPUT, "%s:%d: %s: mend the file", file, config_error_line(config),
                  config_error_text(config));
        return NULL;
    }
    const config_setting_t *found = config_lookup(config, list);
    if (found == NULL || !config_setting_is_list(found)) {
        error_set(error, ERROR_INPUT, "%s: no list named \"%s\": write %s: ( { ... }, ... );", file, list,
                  list);
        return NULL;
    }
    return found;
}

static const char *text_of(const config_setting_t *group, const char *name)
{
    const char *text = NULL;
    config_setting_lookup_string(group, name, &text);
    return text;
}

static int line_of(const config_setting_t *setting)
{
    return (int)config_setting_source_line(setting);
}

/* --- themes --- */

static bool read_role(const config_setting_t *setting, Theme *theme, GError **error)
{
    const char *name = config_setting_name(setting);
    Role role;
    if (strcmp(name, "name") == 0)
        return true;
    if (!role_find(name, &role))
        return error_set(error, ERROR_INPUT,
                         "%s:%d: \"%s\" is no role: see include/tui/theme.h for all of them", THEMES_FILE,
                         line_of(setting), name);
    const char *style = config_setting_get_string(setting);
    if (style == NULL)
        return error_set(error, ERROR_INPUT,
                         "%s:%d: the style of \"%s\" is no text: write \"bold red on default\"", THEMES_FILE,
                         line_of(setting), name);
    if (theme_style_parse(style, &theme->roles[role], error))
        return true;
    g_prefix_error(error, "%s:%d: ", THEMES_FILE, line_of(setting));
    return false;
}

static bool read_theme(const config_setting_t *group, const char *name, Theme *theme, GError **error)
{
    *theme = (Theme){.name = g_intern_string(name)};
    for (int i = 0; i < ROLE_COUNT; i++)
        theme->roles[i] = (RoleStyle){.foreground = -1, .background = -1};
    for (int i = 0; i < config_setting_length(group); i++) {
        if (!read_role(config_setting_get_elem(group, (unsigned)i), theme, error))
            return false;
    }
    return true;
}

static bool find_theme(const config_setting_t *list, const char *name, Theme *theme, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (int i = 0; i < config_setting_length(list); i++) {
        const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
        const char *its_name = text_of(group, "name");
        if (g_strcmp0(its_name, name) == 0)
            return read_theme(group, name, theme, error);
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", its_name != NULL ? its_name : "?");
    }
    return error_set(error, ERROR_INPUT, "theme \"%s\": there is none of that name: use one of %s", name,
                     names->str);
}

bool looks_theme(const char *name, Theme *theme, GError **error)
{
    config_t config;
    const config_setting_t *list = read_list(&config, THEMES_FILE, "themes", error);
    const bool found = list != NULL && find_theme(list, name, theme, error);
    config_destroy(&config);
    return found;
}

/* --- keys --- */

static bool bind_row(Keymap *keymap, const config_setting_t *group, GError **error)
{
    const char *label = text_of(group, "label"), *help = text_of(group, "help");
    KeyContext context;
    Action action;
    if (!context_find(text_of(group, "context"), &context))
        return error_set(error, ERROR_INPUT, "context: use view, edit, checklist or dialog");
    if (!action_find(text_of(group, "action"), &action) || action == ACTION_NONE)
        return error_set(error, ERROR_INPUT, "action: see include/tui/action.h for all of them");
    const config_setting_t *keys = config_setting_get_member(group, "keys");
    if (keys == NULL || label == NULL || help == NULL)
        return error_set(error, ERROR_INPUT, "a row needs keys, label and help");
    if (!keymap_bind(keymap, context, action, NULL, label, help, error))
        return false;
    for (int i = 0; i < config_setting_length(keys); i++) {
        const char *key = config_setting_get_string_elem(keys, i);
        if (key == NULL || !keymap_bind(keymap, context, action, key, NULL, NULL, error))
            return key != NULL || error_set(error, ERROR_INPUT, "keys: write [ \"F2\", \"Ctrl-S\" ]");
    }
    return true;
}

static bool bind_rows(Keymap *keymap, const config_setting_t *list, GError **error)
{
    for (int i = 0; i < config_setting_length(list); i++) {
        const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
        if (!bind_row(keymap, group, error)) {
            g_prefix_error(error, "%s:%d: ", KEYS_FILE, line_of(group));
            return false;
        }
    }
    return true;
}

static bool find_own_action(const char *name, Action *action, GError **error)
{
    if (action_find(name, action) && *action != ACTION_NONE)
        return true;
    g_autoptr(GString) names = g_string_new(NULL);
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", action_name((Action)i));
    return error_set(error, ERROR_INPUT, "configuration: keys.%s: there is no such action: use one of %s",
                     name, names->str);
}

static bool unbind_own(const char *name, const char *key, gpointer data, GError **error)
{
    Action action;
    (void)key;
    if (!find_own_action(name, &action, error))
        return false;
    keymap_unbind(data, action);
    return true;
}

static bool bind_own(const char *name, const char *key, gpointer data, GError **error)
{
    Action action;
    if (!find_own_action(name, &action, error))
        return false;
    if (keymap_rebind(data, action, key, error))
        return true;
    g_prefix_error(error, "configuration: keys.%s: ", name);
    return false;
}

Keymap *looks_keymap(const Settings *settings, GError **error)
{
    g_autoptr(Keymap) keymap = keymap_new();
    config_t config;
    const config_setting_t *list = read_list(&config, KEYS_FILE, "keys", error);
    bool bound = list != NULL && bind_rows(keymap, list, error);
    config_destroy(&config);
    /* All that the officer rebinds is free before any of it is bound, so that two actions can change keys. */
    bound = bound && settings_each_key(settings, unbind_own, keymap, error) &&
            settings_each_key(settings, bind_own, keymap, error);
    return bound ? g_steal_pointer(&keymap) : NULL;
}
