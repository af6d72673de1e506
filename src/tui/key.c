/* Names of keys. */
#include "tui/keymap.h"

#include <ncurses.h>
#include <string.h>

#define CODE(code) (KEY_BASE_CODE + (code))

/* The first row of a key gives the name that is shown; further rows are other spellings. */
static const struct {
    const char *name;
    Key key;
} names[] = {
    {"Up", CODE(KEY_UP)},          {"Down", CODE(KEY_DOWN)},
    {"Left", CODE(KEY_LEFT)},      {"Right", CODE(KEY_RIGHT)},
    {"Home", CODE(KEY_HOME)},      {"End", CODE(KEY_END)},
    {"PgUp", CODE(KEY_PPAGE)},     {"PgDn", CODE(KEY_NPAGE)},
    {"Insert", CODE(KEY_IC)},      {"Delete", CODE(KEY_DC)},
    {"Shift-Tab", CODE(KEY_BTAB)}, {"Backspace", KEY_IS_BACKSPACE},
    {"Enter", KEY_IS_ENTER},       {"Esc", KEY_IS_ESCAPE},
    {"Tab", KEY_IS_TAB},           {"Space", ' '},
    {"PageUp", CODE(KEY_PPAGE)},   {"PageDown", CODE(KEY_NPAGE)},
    {"Del", CODE(KEY_DC)},         {"Ins", CODE(KEY_IC)},
    {"Escape", KEY_IS_ESCAPE},     {"Return", KEY_IS_ENTER},
};

static const struct {
    const char *name;
    Key bit;
} modifiers[] = {{"Alt-", KEY_ALT_BIT}, {"Ctrl-", KEY_CTRL_BIT}, {"Shift-", KEY_SHIFT_BIT}};

#define MODIFIERS (KEY_ALT_BIT | KEY_CTRL_BIT | KEY_SHIFT_BIT)

enum { FUNCTION_KEYS = 24 };

Key key_normal(Key key)
{
    switch (key) {
    case '\n':
    case CODE(KEY_ENTER):
        return KEY_IS_ENTER;
    case '\b':
    case CODE(KEY_BACKSPACE):
        return KEY_IS_BACKSPACE;
    default:
        return key;
    }
}

bool key_is_text(Key key)
{
    return key >= ' ' && key != KEY_IS_BACKSPACE && key < KEY_BASE_CODE && g_unichar_validate(key) &&
           g_unichar_type(key) != G_UNICODE_CONTROL;
}

static Key named_key(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(names[i].name, name) == 0)
            return names[i].key;
    }
    guint64 number;
    if ((name[0] == 'F' || name[0] == 'f') &&
        g_ascii_string_to_unsigned(name + 1, 10, 1, FUNCTION_KEYS, &number, NULL))
        return CODE(KEY_F((guint)number));
    return 0;
}

/* One character as it is typed, 0 when `name` is more or less than one. */
static Key character_key(const char *name)
{
    if (!g_utf8_validate(name, -1, NULL) || g_utf8_strlen(name, 3) != 1)
        return 0;
    const gunichar character = g_utf8_get_char(name);
    return key_is_text(character) ? character : 0;
}

/* Ctrl with a character is the control character that the terminal sends for it. */
static Key control_key(Key key)
{
    const Key letter = (Key)g_ascii_toupper((char)(key < 128 ? key : 0));
    if (letter >= 'A' && letter <= '_')
        return key_normal(letter - '@');
    return key >= KEY_BASE_CODE ? key | KEY_CTRL_BIT : 0;
}

static Key plain_key(const char *name)
{
    const Key key = character_key(name);
    return key != 0 ? key : named_key(name);
}

static Key modified_key(Key modifier, Key key)
{
    if (key == 0 || modifier == KEY_ALT_BIT)
        return key == 0 ? 0 : key | modifier;
    if (modifier == KEY_CTRL_BIT)
        return control_key(key);
    return key >= KEY_BASE_CODE ? key | modifier : 0;
}

Key key_from_name(const char *name)
{
    const Key whole = plain_key(name);
    if (whole != 0)
        return whole;
    for (guint i = 0; i < G_N_ELEMENTS(modifiers); i++) {
        const gsize length = strlen(modifiers[i].name);
        if (g_ascii_strncasecmp(name, modifiers[i].name, length) == 0)
            return modified_key(modifiers[i].bit, key_from_name(name + length));
    }
    return 0;
}

static void append_plain_name(GString *out, Key key)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (names[i].key == key) {
            g_string_append(out, names[i].name);
            return;
        }
    }
    if (key > CODE(KEY_F0) && key <= CODE(KEY_F(FUNCTION_KEYS)))
        g_string_append_printf(out, "F%u", key - CODE(KEY_F0));
    else if (key < ' ')
        g_string_append_printf(out, "Ctrl-%c", (char)(key + '@'));
    else if (key_is_text(key))
        g_string_append_unichar(out, key);
}

char *key_to_name(Key key)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(modifiers); i++) {
        if ((key & modifiers[i].bit) != 0)
            g_string_append(out, modifiers[i].name);
    }
    append_plain_name(out, key & ~MODIFIERS);
    return g_string_free(out, FALSE);
}
