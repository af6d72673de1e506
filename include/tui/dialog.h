/* Small windows over a view: a question with few answers, a line to type, a list to pick from. Passive: the
 * caller draws them each frame, so that a resize finds them in place. */
#ifndef ENTENTE_TUI_DIALOG_H
#define ENTENTE_TUI_DIALOG_H

#include "tui/editor.h"
#include "tui/terminal.h"

typedef struct Dialog Dialog;

typedef struct {
    Key key; /* letter or digit that picks it at once; 0 for none */
    const char *label;
    const char *detail; /* to the right, or NULL */
    bool dim;           /* shown, but not to be picked; `detail` says why */
} DialogItem;

/* A text (may be NULL) above items to pick from with arrows, Enter or their keys. All texts are copied.
 * (transfer full) */
Dialog *dialog_new(const char *title, const char *text, const DialogItem *items, guint count, guint current);
/*
 * The same with a line to type; `options` (may be NULL) gives the items for what is typed; it is asked when
 * the dialog is drawn and when a key needs them, so once for keys typed ahead. As soon as something is typed,
 * the first option (the one that is exactly what was typed, if there is one) is highlighted, and Enter takes
 * it; Up from the first one goes back to the text as typed; Tab puts the option into the line. `options`
 * gives false where it was given up because a key came: then the dialog says that it searches, and asks again
 * when it rests.
 */
typedef bool (*DialogOptions)(const char *typed, GPtrArray *labels /* utf8, owned */, gpointer data);
Dialog *dialog_prompt(const char *title, const char *text, const char *typed, DialogOptions options,
                      gpointer data);
/* A text that scrolls, nothing to pick. */
Dialog *dialog_text(const char *title, const char *text);
void dialog_free(Dialog *dialog);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dialog, dialog_free)

typedef enum { DIALOG_OPEN, DIALOG_PICKED, DIALOG_LEFT } DialogResult;

bool dialog_types(const Dialog *dialog); /* has a line to type: keys come from CONTEXT_EDIT */
void dialog_draw(Dialog *dialog, Terminal *terminal, Rect area);
/* Work for when no key waits: asks for options that were given up. True when something new is to be shown. */
bool dialog_idle(Dialog *dialog);
DialogResult dialog_handle(Dialog *dialog, const Event *event, Action action);
#define DIALOG_NONE G_MAXUINT
/* Item (of the first kind, or of the last options); DIALOG_NONE when the text was taken as typed. */
guint dialog_picked(const Dialog *dialog);
const char *dialog_typed(const Dialog *dialog); /* the line; with options the option picked when one was */

#endif
