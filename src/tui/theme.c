#include "tui/theme.h"

#include "base/error.h"

static const char *const role_names[] = {
#define X(constant, name) [constant] = name,
    ROLES(X)
#undef X
};

static const char *const colour_names[] = {"black", "red",     "green", "yellow",
                                           "blue",  "magenta", "cyan",  "white"};

#define ACCEPTED                                                                                             \
    "bold, underline, reverse, dim, default, black, red, green, yellow, blue, magenta, cyan, white, "        \
    "bright_<colour>, "                                                                                      \
    "a number from 0 to 255, and \"on\" before the colour behind the text"

bool role_find(const char *name, Role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (g_strcmp0(name, role_names[i]) == 0) {
            *role = (Role)i;
            return true;
        }
    }
    return false;
}

const char *role_name(Role role)
{
    return role < ROLE_COUNT ? role_names[role] : "";
}

static bool colour_parse(const char *word, short *colour)
{
    const bool bright = g_str_has_prefix(word, "bright_");
    const char *name = bright ? word + strlen("bright_") : word;
    for (guint i = 0; i < G_N_ELEMENTS(colour_names); i++) {
        if (strcmp(name, colour_names[i]) == 0) {
            *colour = (short)(i + (bright ? 8 : 0));
            return true;
        }
    }
    if (strcmp(word, "default") == 0) {
        *colour = -1;
        return true;
    }
    guint64 number;
    if (!g_ascii_string_to_unsigned(word, 10, 0, 255, &number, NULL))
        return false;
    *colour = (short)number;
    return true;
}

static bool *attribute_of(RoleStyle *style, const char *word)
{
    const struct {
        const char *name;
        bool *flag;
    } attributes[] = {{"bold", &style->bold},
                      {"underline", &style->underline},
                      {"reverse", &style->reverse},
                      {"dim", &style->dim}};
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if (strcmp(attributes[i].name, word) == 0)
            return attributes[i].flag;
    }
    return NULL;
}

/* One word; `*behind` is true once "on" was read. */
static bool style_word(RoleStyle *style, const char *word, bool *behind)
{
    if (strcmp(word, "on") == 0 && !*behind) {
        *behind = true;
        return true;
    }
    bool *attribute = attribute_of(style, word);
    if (attribute != NULL) {
        *attribute = true;
        return true;
    }
    return colour_parse(word, *behind ? &style->background : &style->foreground);
}

bool theme_style_parse(const char *text, RoleStyle *style, GError **error)
{
    RoleStyle read = {.foreground = -1, .background = -1};
    g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
    bool behind = false;
    for (char **word = words; *word != NULL; word++) {
        if (**word != '\0' && !style_word(&read, *word, &behind))
            return error_set(error, ERROR_INPUT, "style \"%s\": \"%s\" is no colour or style: use " ACCEPTED,
                             text, *word);
    }
    *style = read;
    return true;
}

#define PLAIN .foreground = -1, .background = -1

const Theme *theme_mono(void)
{
    static const Theme mono = {
        .name = "mono",
        .roles = {[ROLE_TEXT] = {PLAIN},
                  [ROLE_TITLE] = {PLAIN, .bold = true},
                  [ROLE_HEADING] = {PLAIN, .underline = true},
                  [ROLE_LABEL] = {PLAIN},
                  [ROLE_MUTED] = {PLAIN},
                  [ROLE_RULE] = {PLAIN},
                  [ROLE_FIELD] = {PLAIN, .underline = true},
                  [ROLE_FOCUS] = {PLAIN, .reverse = true},
                  [ROLE_MARKED] = {PLAIN, .bold = true},
                  [ROLE_MATCH] = {PLAIN, .bold = true, .underline = true},
                  [ROLE_STATE] = {PLAIN},
                  [ROLE_DEADLINE] = {PLAIN, .bold = true},
                  [ROLE_DANGER] = {PLAIN, .bold = true},
                  [ROLE_GOOD] = {PLAIN},
                  [ROLE_KEY] = {PLAIN},
                  [ROLE_MESSAGE] = {PLAIN, .bold = true},
                  [ROLE_BANNER] = {PLAIN, .bold = true, .reverse = true}},
    };
    return &mono;
}
