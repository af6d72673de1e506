#include "tui/keymap.h"

#include "base/error.h"
#include "base/text.h"

/* One action in one context. It stays when its keys are taken away: its help tells where the officer's own
 * keys belong. */
typedef struct {
    KeyContext context;
    Action action;
    GArray *keys;     /* of Key */
    char *first_name; /* name of the first key, or NULL */
    char *label;
    char *help;
} Row;

struct Keymap {
    GPtrArray *rows;                        /* in the order in which they were bound */
    GHashTable *rows_by_key[CONTEXT_COUNT]; /* Key -> Row */
};

static void row_destroy(gpointer data)
{
    Row *row = data;
    g_array_free(row->keys, TRUE);
    g_free(row->first_name);
    g_free(row->label);
    g_free(row->help);
    g_free(row);
}

Keymap *keymap_new(void)
{
    Keymap *keymap = g_new0(Keymap, 1);
    keymap->rows = g_ptr_array_new_with_free_func(row_destroy);
    for (int i = 0; i < CONTEXT_COUNT; i++)
        keymap->rows_by_key[i] = g_hash_table_new(g_direct_hash, g_direct_equal);
    return keymap;
}

void keymap_free(Keymap *keymap)
{
    if (keymap == NULL)
        return;
    for (int i = 0; i < CONTEXT_COUNT; i++)
        g_hash_table_destroy(keymap->rows_by_key[i]);
    g_ptr_array_free(keymap->rows, TRUE);
    g_free(keymap);
}

static Row *row_find(const Keymap *keymap, KeyContext context, Action action)
{
    for (guint i = 0; i < keymap->rows->len; i++) {
        Row *row = g_ptr_array_index(keymap->rows, i);
        if (row->context == context && row->action == action)
            return row;
    }
    return NULL;
}

static Row *row_ensure(Keymap *keymap, KeyContext context, Action action)
{
    Row *row = row_find(keymap, context, action);
    if (row != NULL)
        return row;
    row = g_new0(Row, 1);
    row->context = context;
    row->action = action;
    row->keys = g_array_new(FALSE, FALSE, sizeof(Key));
    g_ptr_array_add(keymap->rows, row);
    return row;
}

static const Row *row_of_key(const Keymap *keymap, KeyContext context, Key key)
{
    return g_hash_table_lookup(keymap->rows_by_key[context], GUINT_TO_POINTER(key_normal(key)));
}

/* `key` as a key, or 0 with the error. */
static Key key_parse(const char *key, GError **error)
{
    const Key parsed = key_from_name(key);
    if (parsed == 0)
        error_set(
            error, ERROR_INPUT,
            "key \"%s\": no key has that name: use one character, or Up, Down, Left, Right, Home, End, PgUp, "
            "PgDn, Insert, Delete, Backspace, Enter, Esc, Tab, Shift-Tab, Space, F1 to F24, Ctrl-X, Alt-x",
            key);
    return parsed;
}

static bool row_add_key(Keymap *keymap, Row *row, const char *name, GError **error)
{
    const Key key = key_parse(name, error);
    if (key == 0)
        return false;
    const Row *other = row_of_key(keymap, row->context, key);
    if (other == row)
        return true;
    if (other != NULL)
        return error_set(
            error, ERROR_INPUT,
            "key \"%s\" for %s: it already means %s in the context %s: choose another key, or give %s "
            "other keys too",
            name, action_name(row->action), action_name(other->action), context_name(row->context),
            action_name(other->action));
    g_array_append_val(row->keys, key);
    g_hash_table_insert(keymap->rows_by_key[row->context], GUINT_TO_POINTER(key), row);
    if (row->first_name == NULL)
        row->first_name = key_to_name(key);
    return true;
}

static void text_replace(char **text, const char *by)
{
    if (by == NULL)
        return;
    g_free(*text);
    *text = g_strdup(by);
}

bool keymap_bind(Keymap *keymap, KeyContext context, Action action, const char *key, const char *label,
                 const char *help, GError **error)
{
    Row *row = row_ensure(keymap, context, action);
    text_replace(&row->label, label);
    text_replace(&row->help, help);
    return key == NULL || row_add_key(keymap, row, key, error);
}

void keymap_unbind(Keymap *keymap, Action action)
{
    for (guint i = 0; i < keymap->rows->len; i++) {
        Row *row = g_ptr_array_index(keymap->rows, i);
        if (row->action != action)
            continue;
        for (guint k = 0; k < row->keys->len; k++)
            g_hash_table_remove(keymap->rows_by_key[row->context],
                                GUINT_TO_POINTER(g_array_index(row->keys, Key, k)));
        g_array_set_size(row->keys, 0);
        g_clear_pointer(&row->first_name, g_free);
    }
}

bool keymap_rebind(Keymap *keymap, Action action, const char *key, GError **error)
{
    const Key parsed = key_parse(key, error);
    if (parsed == 0)
        return false;
    for (guint i = 0; i < keymap->rows->len; i++) {
        Row *row = g_ptr_array_index(keymap->rows, i);
        /* A letter is text where something is typed: there the action keeps to keys that are none. */
        const bool fits = row->context != CONTEXT_EDIT || !key_is_text(parsed);
        if (row->action == action && row->help != NULL && fits && !row_add_key(keymap, row, key, error))
            return false;
    }
    return true;
}

Action keymap_action(const Keymap *keymap, KeyContext context, Key key)
{
    const Row *row = row_of_key(keymap, context, key);
    if (row == NULL && context == CONTEXT_CHECKLIST)
        row = row_of_key(keymap, CONTEXT_VIEW, key);
    return row != NULL ? row->action : ACTION_NONE;
}

/* The row from which the action is reached in that context: the checklist borrows from the view what it does
 * not have, as long as its own keys do not hide the view's. */
static const Row *row_reached(const Keymap *keymap, KeyContext context, Action action)
{
    const Row *row = row_find(keymap, context, action);
    if (row == NULL && context == CONTEXT_CHECKLIST)
        row = row_find(keymap, CONTEXT_VIEW, action);
    return row;
}

static bool key_hidden(const Keymap *keymap, KeyContext context, const Row *row, Key key)
{
    return row->context != context && row_of_key(keymap, context, key) != NULL;
}

const char *keymap_key(const Keymap *keymap, KeyContext context, Action action)
{
    const Row *row = row_reached(keymap, context, action);
    if (row == NULL || row->keys->len == 0)
        return NULL;
    if (!key_hidden(keymap, context, row, g_array_index(row->keys, Key, 0)))
        return row->first_name;
    for (guint i = 1; i < row->keys->len; i++) {
        const Key key = g_array_index(row->keys, Key, i);
        if (!key_hidden(keymap, context, row, key)) {
            g_autofree char *name = key_to_name(key);
            return g_intern_string(name);
        }
    }
    return NULL;
}

/* "n new", or NULL when the action has no key there. */
static char *key_and_label(const Keymap *keymap, KeyContext context, Action action)
{
    const char *key = keymap_key(keymap, context, action);
    const Row *row = row_reached(keymap, context, action);
    if (key == NULL)
        return NULL;
    return row->label != NULL ? g_strconcat(key, " ", row->label, NULL) : g_strdup(key);
}

static void line_append(GString *line, const char *text)
{
    if (text == NULL)
        return;
    if (line->len > 0)
        g_string_append(line, "  ");
    g_string_append(line, text);
}

static bool line_has_room(const GString *line, const char *text, int kept, int columns)
{
    const int gaps = (line->len > 0 ? 2 : 0) + (kept > 0 ? 2 : 0);
    return text_width(line->str) + gaps + text_width(text) + kept <= columns;
}

char *keymap_line(const Keymap *keymap, KeyContext context, const Action *actions, guint count, int columns)
{
    GString *line = g_string_new(NULL);
    const char *help = keymap_key(keymap, context, ACTION_HELP);
    const int kept = help != NULL ? text_width(help) : 0;
    for (guint i = 0; i < count; i++) {
        g_autofree char *text = actions[i] != ACTION_HELP ? key_and_label(keymap, context, actions[i]) : NULL;
        if (text == NULL)
            continue;
        if (!line_has_room(line, text, kept, columns))
            break;
        line_append(line, text);
    }
    g_autofree char *full = key_and_label(keymap, context, ACTION_HELP);
    line_append(line, full != NULL && line_has_room(line, full, 0, columns) ? full : help);
    return g_string_free(line, FALSE);
}

static char *row_key_names(const Row *row)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < row->keys->len; i++) {
        g_autofree char *name = key_to_name(g_array_index(row->keys, Key, i));
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
    }
    return g_string_free(names, FALSE);
}

GPtrArray *keymap_help(const Keymap *keymap, KeyContext context)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)key_help_free);
    for (guint i = 0; i < keymap->rows->len; i++) {
        const Row *row = g_ptr_array_index(keymap->rows, i);
        if (row->context != context || row->help == NULL || row->keys->len == 0)
            continue;
        KeyHelp *help = g_new0(KeyHelp, 1);
        *help = (KeyHelp){row_key_names(row), row->label, row->help, row->action};
        g_ptr_array_add(rows, help);
    }
    return rows;
}

void key_help_free(KeyHelp *help)
{
    if (help == NULL)
        return;
    g_free(help->keys);
    g_free(help);
}
