/* What stands on the screen: cells, lines, the cursor. */
#include "support/screen_private.h"

#include <string.h>

static int colour_of(const VTermColor *colour, bool is_default)
{
    if (is_default)
        return -1;
    if (VTERM_COLOR_IS_INDEXED(colour))
        return colour->indexed.idx;
    return 0x1000000 + (colour->rgb.red << 16) + (colour->rgb.green << 8) + colour->rgb.blue;
}

ScreenCell screen_cell(Screen *screen, int row, int column)
{
    VTermScreenCell cell = {0};
    ScreenCell result = {0};
    char *end = result.text;

    vterm_screen_get_cell(screen->cells, (VTermPos){.row = row, .col = column}, &cell);
    result.bold = cell.attrs.bold;
    result.underline = cell.attrs.underline != 0;
    result.reverse = cell.attrs.reverse;
    result.foreground = colour_of(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
    result.background = colour_of(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
    if (cell.chars[0] == (uint32_t)-1)
        return result;
    result.width = cell.width > 0 ? cell.width : 1;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        end += g_unichar_to_utf8(cell.chars[i], end);
    return result;
}

GString *screen_row_text(Screen *screen, int row, int column)
{
    GString *text = g_string_new(NULL);

    for (; column < screen_columns(screen); column++) {
        ScreenCell cell = screen_cell(screen, row, column);
        if (cell.width > 0)
            g_string_append(text, *cell.text ? cell.text : " ");
    }
    return text;
}

char *screen_line(Screen *screen, int row)
{
    return g_strchomp(g_string_free(screen_row_text(screen, row, 0), FALSE));
}

char *screen_all(Screen *screen)
{
    GString *all = g_string_new(NULL);

    for (int row = 0; row < screen_rows(screen); row++) {
        g_autofree char *line = screen_line(screen, row);
        g_string_append(all, line);
        g_string_append_c(all, '\n');
    }
    return g_string_free(all, FALSE);
}

int screen_row_of(Screen *screen, const char *text)
{
    for (int row = 0; row < screen_rows(screen); row++) {
        g_autofree char *line = screen_line(screen, row);
        if (strstr(line, text))
            return row;
    }
    return -1;
}

int screen_column_of(Screen *screen, int row, const char *text)
{
    for (int column = 0; column < screen_columns(screen); column++) {
        if (screen_cell(screen, row, column).width == 0)
            continue;
        g_autofree char *rest = g_string_free(screen_row_text(screen, row, column), FALSE);
        if (g_str_has_prefix(rest, text))
            return column;
    }
    return -1;
}

bool screen_has(Screen *screen, const char *text)
{
    return screen_row_of(screen, text) >= 0;
}

void screen_cursor(Screen *screen, int *row, int *column)
{
    VTermPos place;

    vterm_state_get_cursorpos(vterm_obtain_state(screen->terminal), &place);
    *row = place.row;
    *column = place.col;
}

bool screen_cursor_shown(Screen *screen)
{
    return screen->cursor_shown;
}

bool screen_alternate(Screen *screen)
{
    return screen->alternate;
}

ScreenCell screen_cell_of(Screen *screen, const char *text)
{
    screen_assert(screen, text);
    int row = screen_row_of(screen, text);
    return screen_cell(screen, row, screen_column_of(screen, row, text));
}
