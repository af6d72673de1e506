/* Drawing: text by role. What is drawn is kept line by line, and painted when it is shown (paint.c). */
#include "tui/terminal_private.h"

#include <string.h>

/* --- signs --- */

static const char *const glyphs[GLYPH_COUNT][2] = {
#define X(constant, unicode, ascii) [constant] = {unicode, ascii},
    GLYPHS(X)
#undef X
};

const char *terminal_glyph(const Terminal *terminal, Glyph glyph)
{
    return glyphs[glyph][terminal->ascii_signs ? 1 : 0];
}

typedef enum {
    LINE_ACROSS,
    LINE_DOWN,
    LINE_TOP_LEFT,
    LINE_TOP_RIGHT,
    LINE_BOTTOM_LEFT,
    LINE_BOTTOM_RIGHT
} Line;

static const char *const lines[][2] = {
    [LINE_ACROSS] = {"\u2500", "-"},      [LINE_DOWN] = {"\u2502", "|"},
    [LINE_TOP_LEFT] = {"\u250c", "+"},    [LINE_TOP_RIGHT] = {"\u2510", "+"},
    [LINE_BOTTOM_LEFT] = {"\u2514", "+"}, [LINE_BOTTOM_RIGHT] = {"\u2518", "+"},
};

static const char *line_sign(const Terminal *terminal, Line line)
{
    return lines[line][terminal->ascii_lines ? 1 : 0];
}

/* --- pieces --- */

/* Columns from x on that are on the screen, of those wished. 0 when the place is outside. */
static int clip(const Terminal *terminal, int y, int x, int columns)
{
    if (y < 0 || y >= terminal->rows || x < 0 || x >= terminal->columns)
        return 0;
    return CLAMP(columns, 0, terminal->columns - x);
}

static void add_piece(Terminal *terminal, int y, int x, int columns, Role role, PieceHow how,
                      const char *text)
{
    columns = clip(terminal, y, x, columns);
    if (columns == 0)
        return;
    GByteArray *drawn = terminal->lines[y].drawn;
    if (columns == terminal->columns) /* covers what was drawn there before */
        g_byte_array_set_size(drawn, 0);
    text = text != NULL ? text : "";
    const Piece piece = {(gint16)x, (gint16)columns, (guint16)role, (guint16)how, (guint32)strlen(text) + 1};
    const guint at = drawn->len;
    g_byte_array_set_size(drawn, at + (guint)sizeof piece + piece.bytes);
    memcpy(drawn->data + at, &piece, sizeof piece);
    memcpy(drawn->data + at + sizeof piece, text, piece.bytes);
}

/* --- the drawing that others do --- */

void terminal_begin(Terminal *terminal)
{
    for (int y = 0; y < terminal->line_count; y++)
        g_byte_array_set_size(terminal->lines[y].drawn, 0);
    terminal->cursor_set = false;
}

void terminal_text(Terminal *terminal, int y, int x, int columns, Role role, const char *text)
{
    add_piece(terminal, y, x, columns, role, PIECE_LEFT, text);
}

void terminal_text_right(Terminal *terminal, int y, int x, int columns, Role role, const char *text)
{
    add_piece(terminal, y, x, columns, role, PIECE_RIGHT, text);
}

int terminal_run(Terminal *terminal, int y, int x, int columns, Role role, const char *text)
{
    const int width = CLAMP(text_width(text), 0, MAX(columns, 0));
    terminal_text(terminal, y, x, width, role, text);
    return width;
}

void terminal_fill(Terminal *terminal, Rect area, Role role)
{
    for (int row = 0; row < area.height; row++)
        terminal_text(terminal, area.y + row, area.x, area.width, role, "");
}

static void put_line(Terminal *terminal, int y, int x, int columns, Line line)
{
    add_piece(terminal, y, x, columns, ROLE_RULE, PIECE_REPEATED, line_sign(terminal, line));
}

void terminal_rule(Terminal *terminal, int y, int x, int columns)
{
    put_line(terminal, y, x, columns, LINE_ACROSS);
}

void terminal_column_rule(Terminal *terminal, int y, int x, int rows)
{
    for (int i = 0; i < rows; i++)
        put_line(terminal, y + i, x, 1, LINE_DOWN);
}

void terminal_box(Terminal *terminal, Rect area, const char *title)
{
    if (area.width < 2 || area.height < 2)
        return;
    const int right = area.x + area.width - 1, bottom = area.y + area.height - 1;
    terminal_fill(terminal, area, ROLE_TEXT);
    terminal_rule(terminal, area.y, area.x + 1, area.width - 2);
    terminal_rule(terminal, bottom, area.x + 1, area.width - 2);
    terminal_column_rule(terminal, area.y + 1, area.x, area.height - 2);
    terminal_column_rule(terminal, area.y + 1, right, area.height - 2);
    put_line(terminal, area.y, area.x, 1, LINE_TOP_LEFT);
    put_line(terminal, area.y, right, 1, LINE_TOP_RIGHT);
    put_line(terminal, bottom, area.x, 1, LINE_BOTTOM_LEFT);
    put_line(terminal, bottom, right, 1, LINE_BOTTOM_RIGHT);
    if (title == NULL || *title == '\0' || area.width < 6)
        return;
    terminal_text(terminal, area.y, area.x + 1, 1, ROLE_TITLE, " ");
    const int width = terminal_run(terminal, area.y, area.x + 2, area.width - 4, ROLE_TITLE, title);
    terminal_text(terminal, area.y, area.x + 2 + width, 1, ROLE_TITLE, " ");
}

void terminal_cursor(Terminal *terminal, int y, int x)
{
    terminal->cursor_y = CLAMP(y, 0, terminal->rows - 1);
    terminal->cursor_x = CLAMP(x, 0, terminal->columns - 1);
    terminal->cursor_set = true;
}

bool terminal_cursor_placed(const Terminal *terminal)
{
    return terminal->cursor_set;
}

guint terminal_lines_painted(const Terminal *terminal)
{
    return terminal->lines_painted;
}
