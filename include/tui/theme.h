/* Colours by role. Colour is never the only sign. Themes are rows of screens/themes.cfg. */
#ifndef ENTENTE_TUI_THEME_H
#define ENTENTE_TUI_THEME_H

#include <glib.h>
#include <stdbool.h>

/*       constant         name in themes.cfg */
#define ROLES(X)                                                                                             \
    X(ROLE_TEXT, "text")                                                                                     \
    X(ROLE_TITLE, "title")                                                                                   \
    X(ROLE_HEADING, "heading")                                                                               \
    X(ROLE_LABEL, "label")                                                                                   \
    X(ROLE_MUTED, "muted")                                                                                   \
    X(ROLE_RULE, "rule")                                                                                     \
    X(ROLE_FIELD, "field")                                                                                   \
    X(ROLE_FOCUS, "focus")                                                                                   \
    X(ROLE_MARKED, "marked")                                                                                 \
    X(ROLE_MATCH, "match")                                                                                   \
    X(ROLE_STATE, "state")                                                                                   \
    X(ROLE_DEADLINE, "deadline")                                                                             \
    X(ROLE_DANGER, "danger")                                                                                 \
    X(ROLE_GOOD, "good")                                                                                     \
    X(ROLE_KEY, "key")                                                                                       \
    X(ROLE_MESSAGE, "message")                                                                               \
    X(ROLE_BANNER, "banner")

typedef enum {
#define X(constant, name) constant,
    ROLES(X)
#undef X
        ROLE_COUNT
} Role;

typedef struct {
    short foreground; /* ncurses colour number, -1: the terminal's own */
    short background;
    bool bold, underline, reverse, dim;
} RoleStyle;

typedef struct {
    const char *name;
    RoleStyle roles[ROLE_COUNT];
} Theme;

/* Reads "bold reverse red on default" into a style. ERROR_INPUT names the word and those that would be
 * accepted. */
bool theme_style_parse(const char *text, RoleStyle *style, GError **error);
bool role_find(const char *name, Role *role);
const char *role_name(Role role);

/* The built-in monochrome theme: what stands when there is no colour. */
const Theme *theme_mono(void);

#endif
