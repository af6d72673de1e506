/* Keys and what they do: one table, from which the key line and the help are made. */
#ifndef ENTENTE_TUI_KEYMAP_H
#define ENTENTE_TUI_KEYMAP_H

#include <glib.h>
#include <stdbool.h>

#include "tui/action.h"

/* A key: a Unicode character (control characters as themselves: Ctrl-D is 4), or KEY_BASE_CODE + an ncurses
 * code; either with KEY_ALT_BIT, a code also with KEY_CTRL_BIT or KEY_SHIFT_BIT. */
typedef guint32 Key;
#define KEY_BASE_CODE 0x01000000u
#define KEY_ALT_BIT   0x80000000u
#define KEY_CTRL_BIT  0x40000000u
#define KEY_SHIFT_BIT 0x20000000u

/* What these keys always are, whichever of its codes a terminal sends. */
#define KEY_IS_TAB       9u
#define KEY_IS_ENTER     13u
#define KEY_IS_ESCAPE    27u
#define KEY_IS_BACKSPACE 127u

/* The one key for those that terminals send differently: Ctrl-H is Backspace, Ctrl-J is Enter. */
Key key_normal(Key key);
/* True for a character that can be typed into a text. */
bool key_is_text(Key key);

/* The key of that name: "j", "Down", "Ctrl-R", "F2", "Space", "Enter", "Esc", "Tab", "Shift-Tab", "Alt-x",
 * "Backspace", "PgUp"...; 0 when there is none. */
Key key_from_name(const char *name);
/* Its name. (transfer full) */
char *key_to_name(Key key);

typedef struct Keymap Keymap;

/* A keymap without keys. (transfer full) */
Keymap *keymap_new(void);
void keymap_free(Keymap *keymap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keymap, keymap_free)

/* The action or context of that name; false when there is none. */
bool action_find(const char *name, Action *action);
bool context_find(const char *name, KeyContext *context);
const char *action_name(Action action);
const char *context_name(KeyContext context);

/* Binds a key. `help` (one sentence) and `label` (one or two words for the key line) belong to context and
 * action; NULL leaves them as they are. With `key` NULL only they are set. ERROR_INPUT: unknown key name, or
 * the key already means something else in that context (named in the message). */
bool keymap_bind(Keymap *keymap, KeyContext context, Action action, const char *key, const char *label,
                 const char *help, GError **error);
/* Takes away all keys of an action in all contexts (before the officer's own are bound). */
void keymap_unbind(Keymap *keymap, Action action);
/* Binds the officer's own key in every context in which the action has help. */
bool keymap_rebind(Keymap *keymap, Action action, const char *key, GError **error);

/* What the key means there; ACTION_NONE when nothing. The checklist falls back on the view. */
Action keymap_action(const Keymap *keymap, KeyContext context, Key key);
/* First key bound to the action there, as its name; NULL when none. Owned by the keymap. */
const char *keymap_key(const Keymap *keymap, KeyContext context, Action action);

/* "Enter open  n new  / find" of those actions that have keys, as many as fit `columns`; `?` is never
 * dropped. (transfer full) */
char *keymap_line(const Keymap *keymap, KeyContext context, const Action *actions, guint count, int columns);

typedef struct {
    char *keys; /* "Down, j" */
    const char *label;
    const char *help;
    Action action;
} KeyHelp;
/* All rows with help of a context, in the order in which they were bound. (transfer full) (element-type
 * KeyHelp, freed with key_help_free) */
GPtrArray *keymap_help(const Keymap *keymap, KeyContext context);
void key_help_free(KeyHelp *help);

#endif
