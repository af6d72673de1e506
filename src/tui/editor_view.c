#include "tui/editor_private.h"

#include <string.h>

#include "base/text.h"
#include "tui/layout.h"

enum { CONTEXT = 4 };

int editor_cluster_width(const char *at, const char *end)
{
    if (end == at + 1)
        return 1;
    g_autofree char *cluster = g_strndup(at, (gsize)(end - at));
    return text_width(cluster);
}

/* Columns of the text from `at` to `end`. */
static int span_width(const char *at, const char *end)
{
    int width = 0;
    while (at < end) {
        const char *next = text_next(at);
        width += editor_cluster_width(at, next);
        at = next;
    }
    return width;
}

/* --- many lines --- */

/* The end of the line that starts at `at`: behind the last space that fits, else where the width ends. Spaces
 * at the edge hang over it, so that the next line begins with a word. */
static const char *break_line(const char *at, int columns)
{
    const char *behind_space = NULL;
    int width = 0;
    while (*at != '\0' && *at != '\n') {
        const char *next = text_next(at);
        bool space = *at == ' ' && next == at + 1;
        int taken = editor_cluster_width(at, next);
        if (!space && width > 0 && width + taken > columns)
            return behind_space != NULL ? behind_space : at;
        width += taken;
        at = next;
        if (space)
            behind_space = at;
    }
    return at;
}

GArray *editor_lines(const Editor *editor, int columns)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(EditorLine));
    const char *text = editor->text->str, *at = text;
    for (;;) {
        const char *end = break_line(at, MAX(columns - 1, 1));
        EditorLine line = {(gsize)(at - text), (gsize)(end - text), *end == '\n'};
        g_array_append_val(lines, line);
        if (*end == '\0')
            return lines;
        at = line.newline ? end + 1 : end;
    }
}

guint editor_cursor_line(const Editor *editor, const GArray *lines)
{
    guint at = lines->len - 1;
    while (at > 0 && g_array_index(lines, EditorLine, at).start > editor->cursor)
        at--;
    return at;
}

static int cursor_column(const Editor *editor, const EditorLine *line)
{
    return span_width(editor->text->str + line->start, editor->text->str + editor->cursor);
}

/* The last place in the line where the cursor is still shown in it. */
static gsize line_last(const Editor *editor, const GArray *lines, guint index)
{
    const EditorLine *line = &g_array_index(lines, EditorLine, index);
    if (line->newline || index + 1 == lines->len)
        return line->end;
    const char *text = editor->text->str;
    return (gsize)(text_previous(text + line->start, text + line->end) - text);
}

/* Puts the cursor into the line, as near to the column as it goes. */
static void move_to_column(Editor *editor, const GArray *lines, guint index, int column)
{
    const char *text = editor->text->str;
    const char *at = text + g_array_index(lines, EditorLine, index).start;
    const char *last = text + line_last(editor, lines, index);
    int width = 0;
    while (at < last) {
        const char *next = text_next(at);
        width += editor_cluster_width(at, next);
        if (width > column)
            break;
        at = next;
    }
    editor->cursor = (gsize)(at - text);
}

bool editor_move_line(Editor *editor, int step, int columns)
{
    if (!editor->lines)
        return false;
    g_autoptr(GArray) lines = editor_lines(editor, columns);
    guint line = editor_cursor_line(editor, lines);
    if (step < 0 ? line == 0 : line + 1 >= lines->len)
        return false;
    if (editor->wish < 0)
        editor->wish = cursor_column(editor, &g_array_index(lines, EditorLine, line));
    move_to_column(editor, lines, step < 0 ? line - 1 : line + 1, editor->wish);
    return true;
}

void editor_move_edge(Editor *editor, bool end, int columns)
{
    if (!editor->lines) {
        editor->cursor = end ? editor->text->len : 0;
        return;
    }
    g_autoptr(GArray) lines = editor_lines(editor, columns);
    guint line = editor_cursor_line(editor, lines);
    editor->cursor = end ? line_last(editor, lines, line) : g_array_index(lines, EditorLine, line).start;
}

/* The line as it is shown: without the spaces that hang over its edge. */
static char *line_text(const Editor *editor, const EditorLine *line)
{
    gsize end = line->end;
    while (end > line->start && editor->text->str[end - 1] == ' ')
        end--;
    return g_strndup(editor->text->str + line->start, end - line->start);
}

GPtrArray *editor_lines_view(Editor *editor, int columns, int rows, int *y, int *x)
{
    g_autoptr(GArray) lines = editor_lines(editor, columns);
    guint cursor = editor_cursor_line(editor, lines);
    rows = MAX(rows, 1);
    editor->top = layout_scroll(editor->top, (int)cursor, (int)lines->len, rows);
    GPtrArray *view = g_ptr_array_new_with_free_func(g_free);
    for (guint i = (guint)editor->top; i < lines->len && (int)view->len < rows; i++)
        g_ptr_array_add(view, line_text(editor, &g_array_index(lines, EditorLine, i)));
    *y = (int)cursor - editor->top;
    *x = CLAMP(cursor_column(editor, &g_array_index(lines, EditorLine, cursor)), 0, MAX(columns - 1, 0));
    return view;
}

int editor_line_count(const Editor *editor, int columns)
{
    g_autoptr(GArray) lines = editor_lines(editor, columns);
    return (int)lines->len;
}

int editor_first_line(const Editor *editor)
{
    return editor->top;
}

/* --- a single line --- */

/* The first cluster that begins at or behind the column; `*column` becomes where it does. */
static const char *cluster_at(const char *at, int *column)
{
    int width = 0;
    while (*at != '\0' && width < *column) {
        const char *next = text_next(at);
        width += editor_cluster_width(at, next);
        at = next;
    }
    *column = width;
    return at;
}

/* The first column to show: moved as little as possible, with a little of the text on both sides of the
 * cursor. */
static int scroll_line(int offset, int cursor, int width, int columns)
{
    int context = MIN(CONTEXT, (columns - 1) / 3);
    int behind = MIN(context, width - cursor);
    if (cursor - context < offset)
        offset = cursor - context;
    if (cursor + behind > offset + columns - 1)
        offset = cursor + behind - (columns - 1);
    return CLAMP(offset, 0, MAX(width + 1 - columns, 0));
}

int editor_line_offset(Editor *editor, int columns)
{
    const char *text = editor->text->str, *cursor = text + editor->cursor;
    int column = span_width(text, cursor);
    int width = column + span_width(cursor, text + editor->text->len);
    editor->offset = scroll_line(editor->offset, column, width, MAX(columns, 1));
    cluster_at(text, &editor->offset);
    return editor->offset;
}

char *editor_line_view(Editor *editor, int columns, int *cursor)
{
    int offset = editor_line_offset(editor, columns);
    const char *text = editor->text->str;
    *cursor = span_width(text, text + editor->cursor) - offset;
    return text_fit(cluster_at(text, &offset), MAX(columns, 1), ALIGN_LEFT, NULL);
}

void editor_line_hidden(Editor *editor, int columns, bool *left, bool *right)
{
    int offset = editor_line_offset(editor, columns);
    const char *text = editor->text->str;
    *left = offset > 0;
    *right = span_width(text, text + editor->text->len) - offset > columns;
}
