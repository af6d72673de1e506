#include "base/settings.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libconfig.h>
#include <string.h>

enum { LARGEST_FILE = 1024 * 1024 };

static const SettingRow rows[] = {
#define X(name, kind, fallback, what) {name, kind, fallback, what},
    SETTINGS(X)
#undef X
};

static const struct {
    const char *name;
    gint64 least;
    gint64 most;
} number_limits[] = {{"site", 0, 65535}, {"draft_seconds", 1, 3600}};

static const char *const themes[] = {"dark", "light", "mono", NULL};
static const char *const path_names[] = {"file", "screens", "migrations", NULL};

struct Settings {
    char *path;
    config_t config;    /* kept for the keys, whose names are not ours */
    GHashTable *values; /* name -> text; a setting that is not in the file has none */
};

const SettingRow *settings_rows(guint *count)
{
    *count = G_N_ELEMENTS(rows);
    return rows;
}

static const SettingRow *find_row(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

/* ---- Reading ---- */

static const char *kind_accepts(SettingKind kind)
{
    switch (kind) {
    case SETTING_TEXT:
        return "a text in quotes";
    case SETTING_NUMBER:
        return "a whole number";
    case SETTING_FLAG:
        return "true or false";
    case SETTING_GROUP:
        break;
    }
    return "a group: { action = [ \"key\" ]; }";
}

/* "entente.cfg:12"; an included file has a name of its own. */
static char *place_of(const Settings *settings, const config_setting_t *setting)
{
    const char *file = config_setting_source_file(setting);
    return g_strdup_printf("%s:%u", file ? file : settings->path, config_setting_source_line(setting));
}

static bool refuse(const Settings *settings, const config_setting_t *setting, const char *accepts,
                   GError **error)
{
    g_autofree char *place = place_of(settings, setting);
    const char *name = config_setting_name(setting);
    return error_set(error, ERROR_INPUT, "%s: %s is not of the right kind: write %s", place,
                     name ? name : "a value", accepts);
}

static bool refuse_name(const Settings *settings, const config_setting_t *setting, GError **error)
{
    g_autofree char *place = place_of(settings, setting);
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", rows[i].name);
    return error_set(error, ERROR_INPUT, "%s: there is no setting %s: the settings are %s", place,
                     config_setting_name(setting), names->str);
}

static bool has_kind(const config_setting_t *setting, SettingKind kind)
{
    int type = config_setting_type(setting);
    switch (kind) {
    case SETTING_TEXT:
        return type == CONFIG_TYPE_STRING;
    case SETTING_NUMBER:
        return type == CONFIG_TYPE_INT || type == CONFIG_TYPE_INT64;
    case SETTING_FLAG:
        return type == CONFIG_TYPE_BOOL;
    case SETTING_GROUP:
        break;
    }
    return type == CONFIG_TYPE_GROUP;
}

static char *value_text(const config_setting_t *setting, SettingKind kind)
{
    if (kind == SETTING_NUMBER)
        return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)config_setting_get_int64(setting));
    if (kind == SETTING_FLAG)
        return g_strdup(config_setting_get_bool(setting) ? "true" : "false");
    const char *text = config_setting_get_string(setting);
    if (g_strv_contains(path_names, config_setting_name(setting)) && g_str_has_prefix(text, "~/"))
        return g_build_filename(g_get_home_dir(), text + 2, NULL);
    return g_strdup(text);
}

static bool check_limits(const Settings *settings, const config_setting_t *setting, const char *text,
                         GError **error)
{
    const char *name = config_setting_name(setting);
    g_autofree char *place = place_of(settings, setting);
    g_autofree char *shown = text_for_message(text);
    if (strcmp(name, "theme") == 0 && !g_strv_contains(themes, text))
        return error_set(error, ERROR_INPUT, "%s: there is no theme %s: write dark, light or mono", place,
                         shown);
    for (gsize i = 0; i < G_N_ELEMENTS(number_limits); i++) {
        if (strcmp(number_limits[i].name, name) != 0)
            continue;
        gint64 number = g_ascii_strtoll(text, NULL, 10);
        if (number < number_limits[i].least || number > number_limits[i].most)
            return error_set(error, ERROR_INPUT,
                             "%s: %s is out of range: write a number from %" G_GINT64_FORMAT
                             " to %" G_GINT64_FORMAT,
                             place, name, number_limits[i].least, number_limits[i].most);
    }
    return true;
}

/* A key, or a list of them. */
static bool check_keys(const Settings *settings, const config_setting_t *group, GError **error)
{
    static const char *const accepts = "a key in quotes, or several: [ \"key\", ... ]";
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *action = config_setting_get_elem(group, (unsigned)i);
        int count = config_setting_length(action);
        bool several = config_setting_is_array(action) || config_setting_is_list(action);
        if (!several && config_setting_type(action) != CONFIG_TYPE_STRING)
            return refuse(settings, action, accepts, error);
        for (int j = 0; several && j < count; j++)
            if (config_setting_type(config_setting_get_elem(action, (unsigned)j)) != CONFIG_TYPE_STRING)
                return refuse(settings, action, accepts, error);
    }
    return true;
}

static bool take_setting(Settings *settings, const config_setting_t *setting, GError **error)
{
    const SettingRow *row = find_row(config_setting_name(setting));
    if (!row)
        return refuse_name(settings, setting, error);
    if (!has_kind(setting, row->kind))
        return refuse(settings, setting, kind_accepts(row->kind), error);
    if (row->kind == SETTING_GROUP)
        return check_keys(settings, setting, error);
    g_autofree char *text = value_text(setting, row->kind);
    if (!check_limits(settings, setting, text, error))
        return false;
    g_hash_table_insert(settings->values, (gpointer)row->name, g_steal_pointer(&text));
    return true;
}

static bool parse_text(Settings *settings, const char *text, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(settings->path);
    config_set_include_dir(&settings->config, folder);
    if (config_read_string(&settings->config, text) == CONFIG_TRUE)
        return true;
    const char *file = config_error_file(&settings->config);
    return error_set(error, ERROR_INPUT, "%s:%d: %s: write settings as name = value; with texts in quotes",
                     file ? file : settings->path, config_error_line(&settings->config),
                     config_error_text(&settings->config));
}

/* Line on which the byte at `at` stands. */
static int line_of(const char *text, const char *at)
{
    int line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static bool read_values(Settings *settings, GError **error)
{
    gsize size;
    const char *bad;
    g_autofree char *text = file_read(settings->path, LARGEST_FILE, &size, error);
    if (!text)
        return false;
    if (!g_utf8_validate_len(text, size, &bad))
        return error_set(error, ERROR_INPUT, "%s:%d: not UTF-8 text: save the file as UTF-8", settings->path,
                         line_of(text, bad));
    if (!parse_text(settings, text, error))
        return false;
    const config_setting_t *root = config_root_setting(&settings->config);
    for (int i = 0; i < config_setting_length(root); i++)
        if (!take_setting(settings, config_setting_get_elem(root, (unsigned)i), error))
            return false;
    return true;
}

/* A folder of the officer by the XDG rules: the variable when it holds an absolute path, else `otherwise` at
 * home. */
static char *own_folder(const char *variable, const char *otherwise)
{
    const char *folder = g_getenv(variable);
    if (folder && g_path_is_absolute(folder))
        return g_build_filename(folder, "entente", NULL);
    return g_build_filename(g_get_home_dir(), otherwise, "entente", NULL);
}

static char *own_path(void)
{
    g_autofree char *folder = own_folder("XDG_CONFIG_HOME", ".config");
    return g_build_filename(folder, "entente.cfg", NULL);
}

Settings *settings_read(const char *path, GError **error)
{
    g_autoptr(Settings) settings = g_new0(Settings, 1);
    settings->path = path ? g_strdup(path) : own_path();
    settings->values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    config_init(&settings->config);
    GStatBuf status;
    bool missing = !path && g_stat(settings->path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
    if (!missing && !read_values(settings, error))
        return NULL;
    return g_steal_pointer(&settings);
}

void settings_free(Settings *settings)
{
    if (!settings)
        return;
    config_destroy(&settings->config);
    g_hash_table_unref(settings->values);
    g_free(settings->path);
    g_free(settings);
}

/* ---- Asking ---- */

const char *settings_text(const Settings *settings, const char *name)
{
    const char *text = g_hash_table_lookup(settings->values, name);
    if (text)
        return text;
    const SettingRow *row = find_row(name);
    return row ? row->fallback : "";
}

gint64 settings_number(const Settings *settings, const char *name)
{
    return g_ascii_strtoll(settings_text(settings, name), NULL, 10);
}

bool settings_flag(const Settings *settings, const char *name)
{
    return strcmp(settings_text(settings, name), "true") == 0;
}

typedef struct {
    bool (*each)(const char *action, const char *key, gpointer data, GError **error);
    gpointer data;
} KeyCall;

static bool call_keys(const config_setting_t *action, const KeyCall *call, GError **error)
{
    const char *name = config_setting_name(action);
    if (config_setting_type(action) == CONFIG_TYPE_STRING)
        return call->each(name, config_setting_get_string(action), call->data, error);
    for (int i = 0; i < config_setting_length(action); i++)
        if (!call->each(name, config_setting_get_string_elem(action, i), call->data, error))
            return false;
    return true;
}

bool settings_each_key(const Settings *settings,
                       bool (*each)(const char *action, const char *key, gpointer data, GError **error),
                       gpointer data, GError **error)
{
    const KeyCall call = {.each = each, .data = data};
    const config_setting_t *group = config_lookup(&settings->config, "keys");
    for (int i = 0; group && i < config_setting_length(group); i++) {
        const config_setting_t *action = config_setting_get_elem(group, (unsigned)i);
        if (call_keys(action, &call, error))
            continue;
        g_autofree char *place = place_of(settings, action);
        g_prefix_error(error, "%s: ", place);
        return false;
    }
    return true;
}

char *settings_default_file(void)
{
    g_autofree char *folder = own_folder("XDG_DATA_HOME", ".local/share");
    return g_build_filename(folder, "office.db", NULL);
}

char *settings_officer(const Settings *settings)
{
    const char *const names[] = {settings_text(settings, "officer"), g_getenv("USER")};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *clean = g_strstrip(text_clean(names[i], false));
        if (*clean)
            return g_steal_pointer(&clean);
    }
    /* Asked for last: the system may open libraries of its own to answer. */
    g_autofree char *login = g_strstrip(text_clean(g_get_user_name(), false));
    return *login ? g_steal_pointer(&login) : g_strdup("unknown");
}
