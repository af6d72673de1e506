/* Text being typed: a line or several lines, with a cursor on clusters, its own undo, and scrolling. No terminal in it. */
#ifndef ENTENTE_TUI_EDITOR_H
#define ENTENTE_TUI_EDITOR_H

#include <glib.h>
#include <stdbool.h>

#include "tui/action.h"
#include "tui/keymap.h"

typedef struct Editor Editor;

/* `lines`: newlines are kept (a note); otherwise they become spaces. (transfer full) */
Editor *editor_new(const char *text, bool lines);
void editor_free(Editor *editor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Editor, editor_free)

const char *editor_text(const Editor *editor);
void editor_set(Editor *editor, const char *text); /* cursor to the end; can be undone */
/* Inserts at the cursor; control characters are dropped. At most 64 KiB in all: false when full. */
bool editor_insert(Editor *editor, const char *text);
/* Moves, erases, undoes. False when the action is not the editor's or did nothing to do with text (Up on the first line, for instance). `columns` is the width in which lines break. */
bool editor_action(Editor *editor, Action action, int columns);
bool editor_at_start(const Editor *editor);
bool editor_at_end(const Editor *editor);

/* For a single line in `columns`: first column shown, so that the cursor stays in sight. */
int editor_line_offset(Editor *editor, int columns);
/* The part of a single line that is in sight (exactly `columns` columns) (transfer full); `*cursor` gets the cursor's column in it. */
char *editor_line_view(Editor *editor, int columns, int *cursor);
/* For many lines: the broken lines in sight, at most `rows`. (transfer full) (element-type utf8); `*y`, `*x` get the cursor. */
GPtrArray *editor_lines_view(Editor *editor, int columns, int rows, int *y, int *x);

#endif
