/* Text being typed: a line or several lines, with a cursor on clusters, its own undo, and scrolling. No
 * terminal in it. */
#ifndef ENTENTE_TUI_EDITOR_H
#define ENTENTE_TUI_EDITOR_H

#include <glib.h>
#include <stdbool.h>

#include "tui/action.h"
#include "tui/keymap.h"

typedef struct Editor Editor;

enum { EDITOR_BYTES = 64 * 1024 };

/* `lines`: newlines are kept (a note); otherwise they become spaces. What a terminal could not show (control
 * characters, bidi overrides, bad bytes) is left out, so that editor_text() may differ from `text`. A text
 * longer than EDITOR_BYTES is kept whole, but nothing can be added to it. The cursor stands at the end.
 * (transfer full) */
Editor *editor_new(const char *text, bool lines);
void editor_free(Editor *editor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Editor, editor_free)

const char *editor_text(const Editor *editor);
void editor_set(Editor *editor, const char *text); /* cursor to the end; can be undone */
/* Inserts at the cursor; control characters are dropped. At most EDITOR_BYTES in all: false, with nothing
 * inserted, when there is no room. */
bool editor_insert(Editor *editor, const char *text);
/* The same in place of all that stands there, as one step of undo with what is typed behind it. */
bool editor_replace(Editor *editor, const char *text);
/* Moves, erases, undoes. False when the action is not the editor's or did nothing to do with text (Up on the
 * first line, for instance). `columns` is the width in which lines break. */
bool editor_action(Editor *editor, Action action, int columns);
bool editor_at_start(const Editor *editor);
bool editor_at_end(const Editor *editor);
/* The byte of editor_text() before which the cursor stands: always the start of a cluster, or the end. */
gsize editor_cursor(const Editor *editor);

/* For a single line in `columns`: first column shown, so that the cursor stays in sight. */
int editor_line_offset(Editor *editor, int columns);
/* The part of a single line that is in sight (exactly `columns` columns) (transfer full); `*cursor` gets the
 * cursor's column in it. */
char *editor_line_view(Editor *editor, int columns, int *cursor);
/* Whether that line goes on to the left and to the right of what is in sight. */
void editor_line_hidden(Editor *editor, int columns, bool *left, bool *right);

/* For many lines: the broken lines in sight, at most `rows`. (transfer full) (element-type utf8); `*y`, `*x`
 * get the cursor. Lines take at most `columns` - 1, so that the cursor has its place behind a full one. */
GPtrArray *editor_lines_view(Editor *editor, int columns, int rows, int *y, int *x);
/* The broken lines in all, and the first that editor_lines_view() showed last. */
int editor_line_count(const Editor *editor, int columns);
int editor_first_line(const Editor *editor);

#endif
