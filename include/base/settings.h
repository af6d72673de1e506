/*
 * The configuration file (libconfig). Every setting has a row: name, kind, default, what it is for. The man
 * page, the help and the example file are held against this table by a test.
 */
#ifndef ENTENTE_BASE_SETTINGS_H
#define ENTENTE_BASE_SETTINGS_H

#include <glib.h>
#include <stdbool.h>

/* A table reads by its columns. */
/* clang-format off */
/*      name           kind      default            what it is for */
#define SETTINGS(X)                                                                                                    \
    X("file",          SETTING_TEXT,   "",          "The office's file. Default: ~/.local/share/entente/office.db")    \
    X("officer",       SETTING_TEXT,   "",          "Your name in the journal. Default: the login name")               \
    X("office",        SETTING_TEXT,   "",          "The office's name on the first line")                             \
    X("site",          SETTING_NUMBER, "0",         "Number of this site, 0 to 65535: part of every record's identity")\
    X("theme",         SETTING_TEXT,   "dark",      "dark, light or mono")                                             \
    X("banner",        SETTING_TEXT,   "",          "A marking shown above and below everything, e.g. UNCLASSIFIED//FOUO") \
    X("ascii",         SETTING_FLAG,   "false",     "Lines and marks from ASCII only")                                 \
    X("screens",       SETTING_TEXT,   "",          "A folder whose screen files take the place of the built-in ones, or stand beside them") \
    X("migrations",    SETTING_TEXT,   "",          "A folder of further migrations (NNNN_name.sql), applied after the built-in ones") \
    X("draft_seconds", SETTING_NUMBER, "5",         "Seconds between saves of the draft of a form that is being typed")\
    X("clipboard",     SETTING_FLAG,   "true",      "y copies through the terminal (OSC 52)")                          \
    X("keys",          SETTING_GROUP,  "",          "Keys of your own: action = [ \"key\", ... ]; see the key help")
/* clang-format on */

typedef enum { SETTING_TEXT, SETTING_NUMBER, SETTING_FLAG, SETTING_GROUP } SettingKind;

typedef struct {
    const char *name;
    SettingKind kind;
    const char *fallback;
    const char *what;
} SettingRow;

typedef struct Settings Settings;

/* All rows of the table, `*count` of them. */
const SettingRow *settings_rows(guint *count);

/*
 * Reads `path`; NULL means the officer's own ($XDG_CONFIG_HOME/entente/entente.cfg), which may be missing:
 * then all is default. A named file that is missing, a syntax error, an unknown setting or a value of the
 * wrong kind is an error with file and line. (transfer full)
 */
Settings *settings_read(const char *path, GError **error);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)

const char *settings_text(const Settings *settings, const char *name); /* never NULL; "" when unset */
gint64 settings_number(const Settings *settings, const char *name);
bool settings_flag(const Settings *settings, const char *name);

/* Calls `each` for every key binding in the group "keys": action and one key name at a time. Stops at false
 * with its error. */
bool settings_each_key(const Settings *settings,
                       bool (*each)(const char *action, const char *key, gpointer data, GError **error),
                       gpointer data, GError **error);

/* Where the office's file is when neither the command line nor the configuration names one. (transfer full)
 */
char *settings_default_file(void);
/* Officer's login: setting `officer`, else $USER, else the name of the user id. (transfer full) */
char *settings_officer(const Settings *settings);

#endif
