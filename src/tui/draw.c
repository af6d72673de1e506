/* Drawing: text by role into the picture that ncurses compares with the screen. */
#include "tui/terminal_private.h"

#include <limits.h>
#include <wchar.h>

enum { CELL_CHARACTERS = 5 }; /* that ncurses keeps */

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

/* --- roles --- */

static attr_t style_attributes(const RoleStyle *style)
{
    return (style->bold ? A_BOLD : 0) | (style->underline ? A_UNDERLINE : 0) |
           (style->reverse ? A_REVERSE : 0) | (style->dim ? A_DIM : 0);
}

/* A colour that this terminal has, for one that it may not have: bright ones become bold on eight colours. */
static short nearest_colour(short colour, attr_t *attributes)
{
    if (colour < COLORS)
        return colour;
    if (colour >= 16)
        return -1;
    if (colour > 8) /* bright black would be black */
        *attributes |= A_BOLD;
    return colour == 8 ? -1 : (short)(colour - 8);
}

static bool start_colour(void)
{
    const char *refused = g_getenv("NO_COLOR");
    if (refused != NULL && *refused != '\0')
        return false;
    if (!has_colors() || start_color() != OK)
        return false;
    if (use_default_colors() != OK)
        assume_default_colors(COLOR_WHITE, COLOR_BLACK);
    return COLORS >= 8 && COLOR_PAIRS > 2 * ROLE_COUNT;
}

void terminal_prepare_roles(Terminal *terminal)
{
    terminal->colour = start_colour();
    if (!terminal->colour)
        terminal->theme = *theme_mono();
    for (int i = 0; i < ROLE_COUNT; i++) {
        const RoleStyle *style = &terminal->theme.roles[i];
        attr_t attributes = style_attributes(style);
        if (terminal->colour) {
            const short foreground = nearest_colour(style->foreground, &attributes);
            attr_t behind = 0;
            const short background = nearest_colour(style->background, &behind);
            init_pair((short)(i + 1), foreground, background);
            init_pair((short)(i + 1 + ROLE_COUNT), foreground, background);
        }
        terminal->attributes[i] = attributes;
    }
}

static short role_pair(const Terminal *terminal, Role role)
{
    return terminal->colour ? (short)(role + 1) : 0;
}

/* --- cells --- */

/* ncurses places cells by the C library's widths, the layout by ours. Where they differ, ours decides: what
 * the library cannot place is shown as a sign of the right width, so that the columns behind stay where they
 * are. */
static wchar_t showable(const Terminal *terminal, gunichar character, int columns)
{
    const wchar_t wide = (wchar_t)character;
    if (!terminal->unicode) {
        char bytes[MB_LEN_MAX];
        mbstate_t state = {0};
        if (character == 0xFFFD || wcrtomb(bytes, wide, &state) == (size_t)-1)
            return L'?';
    }
    return wcwidth(wide) == columns ? wide : (terminal->unicode ? (wchar_t)0xFFFD : L'?');
}

static void put_cell(const Terminal *terminal, Role role, int y, int x, const wchar_t *characters)
{
    cchar_t cell;
    setcchar(&cell, characters, terminal->attributes[role], role_pair(terminal, role), NULL);
    mvadd_wch(y, x, &cell);
}

/* Some terminals draw what a joiner joins in fewer columns than others: pictures stand side by side on all of
 * them. */
static bool shows_mark(gunichar mark, int columns)
{
    return wcwidth((wchar_t)mark) == 0 && !(mark == 0x200D && columns == 2);
}

/* A character that takes columns, with the marks that stand on it; `*end` gets where they end. Returns its
 * columns. */
static int put_character(const Terminal *terminal, Role role, int y, int x, const char *at, const char **end)
{
    wchar_t cell[CELL_CHARACTERS + 1] = {0};
    const gunichar base = g_utf8_get_char(at);
    const int columns = MAX(text_char_width(base), 1);
    int count = 0;
    cell[count++] = showable(terminal, base, columns);
    for (at = g_utf8_next_char(at); *at != '\0' && text_char_width(g_utf8_get_char(at)) == 0;
         at = g_utf8_next_char(at)) {
        const gunichar mark = g_utf8_get_char(at);
        if (count < CELL_CHARACTERS && terminal->unicode && shows_mark(mark, columns))
            cell[count++] = (wchar_t)mark;
    }
    put_cell(terminal, role, y, x, cell);
    if (columns == 2 && wcwidth(cell[0]) < 2)
        put_cell(terminal, role, y, x + 1, L" ");
    *end = at;
    return columns;
}

/* Text that is clean and fits where it goes. */
static void put_text(const Terminal *terminal, Role role, int y, int x, const char *text)
{
    /* Single cells too get what is set, beside their own: a rule after a heading would be underlined. */
    attr_set(terminal->attributes[role], role_pair(terminal, role), NULL);
    if (g_str_is_ascii(text)) {
        mvaddstr(y, x, text);
        return;
    }
    while (*text != '\0')
        x += put_character(terminal, role, y, x, text, &text);
}

/* Columns from x on that are on the screen, of those wished. 0 when the place is outside. */
static int clip(const Terminal *terminal, int y, int x, int columns)
{
    if (y < 0 || y >= terminal->rows || x < 0 || x >= terminal->columns)
        return 0;
    return CLAMP(columns, 0, terminal->columns - x);
}

/* A run that reaches the last columns would be sent as "the same again, 38 times", and several emulators then
 * put its last cell on the next line. So the last two cells are made other ones, of the same looks. */
static void end_run(const Terminal *terminal, int y, int end, Role role)
{
    if (end == terminal->columns && end > 2 && role != ROLE_TEXT)
        mvchgat(y, end - 2, 2, terminal->attributes[role], (short)(role + 1 + ROLE_COUNT), NULL);
}

static void put_fitted(Terminal *terminal, int y, int x, int columns, Role role, const char *text,
                       TextAlign align)
{
    columns = clip(terminal, y, x, columns);
    if (columns == 0)
        return;
    g_autofree char *fitted = text_fit(text, columns, align, terminal_glyph(terminal, GLYPH_ELLIPSIS));
    put_text(terminal, role, y, x, fitted);
    end_run(terminal, y, x + columns, role);
}

/* --- the drawing that others do --- */

void terminal_begin(Terminal *terminal)
{
    attr_set(A_NORMAL, 0, NULL);
    cchar_t blank; /* the colour behind everything; attributes would be added to every text */
    setcchar(&blank, L" ", A_NORMAL, role_pair(terminal, ROLE_TEXT), NULL);
    bkgrndset(&blank);
    erase();
    terminal->cursor_set = false;
}

void terminal_text(Terminal *terminal, int y, int x, int columns, Role role, const char *text)
{
    put_fitted(terminal, y, x, columns, role, text, ALIGN_LEFT);
}

void terminal_text_right(Terminal *terminal, int y, int x, int columns, Role role, const char *text)
{
    put_fitted(terminal, y, x, columns, role, text, ALIGN_RIGHT);
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
    columns = clip(terminal, y, x, columns);
    for (int i = 0; i < columns; i++)
        put_text(terminal, ROLE_RULE, y, x + i, line_sign(terminal, line));
    end_run(terminal, y, x + columns, ROLE_RULE);
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
