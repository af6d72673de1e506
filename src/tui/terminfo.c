/* What terminfo says about this terminal. */
#include "tui/terminal_private.h"

#include <term.h>
#include <unistd.h>

#include "base/error.h"

#define CODE(code) (KEY_BASE_CODE + (code))

static const struct {
    const char *capability;
    Key key;
} key_capabilities[] = {
    {"kcuu1", CODE(KEY_UP)},    {"kcud1", CODE(KEY_DOWN)}, {"kcub1", CODE(KEY_LEFT)},
    {"kcuf1", CODE(KEY_RIGHT)}, {"khome", CODE(KEY_HOME)}, {"kend", CODE(KEY_END)},
    {"kpp", CODE(KEY_PPAGE)},   {"knp", CODE(KEY_NPAGE)},  {"kich1", CODE(KEY_IC)},
    {"kdch1", CODE(KEY_DC)},    {"kcbt", CODE(KEY_BTAB)},  {"kbs", KEY_IS_BACKSPACE},
    {"kent", KEY_IS_ENTER},     {"kf1", CODE(KEY_F(1))},   {"kf2", CODE(KEY_F(2))},
    {"kf3", CODE(KEY_F(3))},    {"kf4", CODE(KEY_F(4))},   {"kf5", CODE(KEY_F(5))},
    {"kf6", CODE(KEY_F(6))},    {"kf7", CODE(KEY_F(7))},   {"kf8", CODE(KEY_F(8))},
    {"kf9", CODE(KEY_F(9))},    {"kf10", CODE(KEY_F(10))}, {"kf11", CODE(KEY_F(11))},
    {"kf12", CODE(KEY_F(12))},
};

static const char *capability(const char *name)
{
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

const char *terminal_type(void)
{
    const char *type = g_getenv("TERM");
    return type != NULL ? type : "";
}

/* ncurses ends the program over what it does not know: asked first. */
bool terminal_check_type(GError **error)
{
    const char *type = terminal_type();
    int found = 0;
    if (*type == '\0' || setupterm(NULL, STDOUT_FILENO, &found) != OK)
        return error_set(error, ERROR_SYSTEM,
                         "terminal: its type \"%s\" is not known here: set TERM, for instance to "
                         "xterm-256color, linux or vt100",
                         type);
    const bool usable = capability("cup") != NULL;
    del_curterm(cur_term);
    return usable || error_set(error, ERROR_SYSTEM,
                               "terminal: type \"%s\" cannot place a cursor: set TERM, for instance to "
                               "xterm-256color, or use a "
                               "command such as \"entente agenda\"",
                               type);
}

void terminal_define_keys(Input *input)
{
    for (guint i = 0; i < G_N_ELEMENTS(key_capabilities); i++)
        input_define(input, capability(key_capabilities[i].capability), key_capabilities[i].key);
}

bool terminal_scrolls_anywhere(void)
{
    return g_strcmp0(capability("indn"), "\033[%p1%dS") == 0;
}

bool terminal_attributes_are_common(void)
{
    return shorten_fits(capability("sgr0"));
}

bool terminal_brackets_paste(void)
{
    static const char *const known[] = {"xterm",     "rxvt",  "screen", "tmux",    "foot",   "kitty",
                                        "alacritty", "st-",   "putty",  "vte",     "gnome",  "konsole",
                                        "wezterm",   "iterm", "mintty", "contour", "ghostty"};
    if (capability("BE") != NULL)
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (g_str_has_prefix(terminal_type(), known[i]))
            return true;
    }
    return false;
}
