/* What the editor's two halves share: text and undo in editor.c, lines and scrolling in editor_view.c. */
#ifndef ENTENTE_TUI_EDITOR_PRIVATE_H
#define ENTENTE_TUI_EDITOR_PRIVATE_H

#include "tui/editor.h"

struct Editor {
    GString *text;
    gsize cursor; /* byte, always at the edge of a cluster */
    bool lines;
    GPtrArray *edits; /* Edit, oldest first */
    guint done;       /* of these, how many are in the text; the others can be done again */
    bool run;         /* the last edit may still grow: nothing was done since but type or erase */
    int wish;         /* column that Up and Down keep to, -1 for none */
    int offset;       /* first column in sight of a single line */
    int top;          /* first line in sight of many */
};

/* A broken line: bytes [start, end) without its newline. */
typedef struct {
    gsize start, end;
    bool newline; /* ends with one, which stands at `end` */
} EditorLine;

/* Columns of the cluster from `at` to `end`. */
int editor_cluster_width(const char *at, const char *end);
/* The lines in which the text breaks; at least one. (transfer full) (element-type EditorLine) */
GArray *editor_lines(const Editor *editor, int columns);
/* The line in which the cursor stands. */
guint editor_cursor_line(const Editor *editor, const GArray *lines);

/* Moves by lines: false at the first (last) one. */
bool editor_move_line(Editor *editor, int step, int columns);
/* To the start (end) of the broken line. */
void editor_move_edge(Editor *editor, bool end, int columns);

#endif
