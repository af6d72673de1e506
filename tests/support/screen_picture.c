/* The screen's cells as an SVG picture: one <text> for each run of one style, held to its columns by
 * textLength. */
#include "support/screen.h"

#include <stdio.h>
#include <string.h>

#define CELL_WIDTH  8.4
#define CELL_HEIGHT 18
#define BASELINE    13.5
#define MARGIN      14

#define PAPER 0x1d2027
#define INK   0xd4d8df

/* The sixteen colours of a terminal, a little softer than xterm's own. */
static const int palette[16] = {0x1d2027, 0xe06c75, 0x98c379, 0xe5c07b, 0x6ea8fe, 0xc792ea,
                                0x56c2c9, 0xc8ccd4, 0x7f8793, 0xff8a93, 0xb5e08f, 0xffd98a,
                                0x8fbfff, 0xdcb0ff, 0x7fe0e6, 0xffffff};

static int channel(int step)
{
    return step == 0 ? 0 : 55 + 40 * step;
}

static int colour_rgb(int colour, int fallback)
{
    if (colour < 0)
        return fallback;
    if (colour >= 0x1000000)
        return colour - 0x1000000;
    if (colour < 16)
        return palette[colour];
    if (colour >= 232)
        return (8 + 10 * (colour - 232)) * 0x010101;
    colour -= 16;
    return channel(colour / 36) << 16 | channel(colour / 6 % 6) << 8 | channel(colour % 6);
}

typedef struct {
    int ink, paper;
    bool bold, underline;
} Style;

static Style style_of(const ScreenCell *cell)
{
    Style style = {.ink = colour_rgb(cell->foreground, INK),
                   .paper = colour_rgb(cell->background, PAPER),
                   .bold = cell->bold,
                   .underline = cell->underline};
    if (cell->reverse) {
        int ink = style.ink;
        style.ink = style.paper;
        style.paper = ink;
    }
    return style;
}

static bool same_style(Style a, Style b)
{
    return a.ink == b.ink && a.paper == b.paper && a.bold == b.bold && a.underline == b.underline;
}

static double x_of(int column)
{
    return MARGIN + column * CELL_WIDTH;
}

static void put_box(GString *svg, double x, double y, double width, double height, int colour)
{
    g_string_append_printf(svg,
                           "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#%06x\"/>\n", x,
                           y, width, height, colour);
}

/* What lies behind and under the text of some cells: their paper, and the line under them, blanks too. */
static void put_band(GString *svg, int row, int column, int columns, Style style)
{
    double top = MARGIN + row * CELL_HEIGHT, width = columns * CELL_WIDTH;

    if (style.paper != PAPER)
        put_box(svg, x_of(column), top, width, CELL_HEIGHT, style.paper);
    if (style.underline)
        put_box(svg, x_of(column), top + BASELINE + 2, width, 1, style.ink);
}

static void put_text(GString *svg, int row, int column, int columns, Style style, const char *text)
{
    g_autofree char *safe = g_markup_escape_text(text, -1);

    g_string_append_printf(svg,
                           "<text x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" fill=\"#%06x\"%s>%s</text>\n",
                           x_of(column), MARGIN + row * CELL_HEIGHT + BASELINE, columns * CELL_WIDTH,
                           style.ink, style.bold ? " font-weight=\"bold\"" : "", safe);
}

static bool is_blank(const ScreenCell *cell)
{
    return cell->width == 1 && (!*cell->text || strcmp(cell->text, " ") == 0);
}

/* A rule from row to row is drawn as one: rows of text stand further apart than a letter is high. */
static bool is_rule(const ScreenCell *cell)
{
    return strcmp(cell->text, "\u2502") == 0;
}

/* Columns of the text from `column` on in that style: to the first change of style, two blanks in a row, or
 * the end. */
static int run_end(Screen *screen, int row, int column, GString *text)
{
    ScreenCell first = screen_cell(screen, row, column);
    int end = column;

    while (end < screen_columns(screen)) {
        ScreenCell cell = screen_cell(screen, row, end);
        ScreenCell next =
            end + 1 < screen_columns(screen) ? screen_cell(screen, row, end + 1) : (ScreenCell){.width = 1};
        bool stop = is_blank(&cell) && (is_blank(&next) || !same_style(style_of(&cell), style_of(&next)));
        if (stop || is_rule(&cell) || !same_style(style_of(&first), style_of(&cell)))
            break;
        g_string_append(text, is_blank(&cell) ? " " : cell.text);
        end += cell.width ? cell.width : 1;
    }
    return end;
}

static bool same_band(Style a, Style b)
{
    return a.paper == b.paper && a.underline == b.underline && (!a.underline || a.ink == b.ink);
}

static void put_row_bands(GString *svg, Screen *screen, int row)
{
    int start = 0;

    for (int column = 1; column <= screen_columns(screen); column++) {
        ScreenCell from = screen_cell(screen, row, start);
        if (column < screen_columns(screen)) {
            ScreenCell cell = screen_cell(screen, row, column);
            if (same_band(style_of(&from), style_of(&cell)))
                continue;
        }
        put_band(svg, row, start, column - start, style_of(&from));
        start = column;
    }
}

static void put_row(GString *svg, Screen *screen, int row)
{
    put_row_bands(svg, screen, row);
    for (int column = 0; column < screen_columns(screen);) {
        ScreenCell cell = screen_cell(screen, row, column);
        if (is_rule(&cell))
            put_box(svg, x_of(column) + CELL_WIDTH / 2, MARGIN + row * CELL_HEIGHT, 1, CELL_HEIGHT,
                    style_of(&cell).ink);
        if (is_blank(&cell) || is_rule(&cell) || cell.width == 0) {
            column++;
            continue;
        }
        g_autoptr(GString) text = g_string_new(NULL);
        int end = run_end(screen, row, column, text);
        put_text(svg, row, column, end - column, style_of(&cell), text->str);
        column = end;
    }
}

bool screen_dump_svg(Screen *screen, const char *path)
{
    g_autoptr(GString) svg = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    double width = 2 * MARGIN + screen_columns(screen) * CELL_WIDTH;
    int height = 2 * MARGIN + screen_rows(screen) * CELL_HEIGHT;

    g_string_append_printf(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" viewBox=\"0 0 %.0f %d\" "
        "font-size=\"14\" font-family=\"'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,"
        "'Noto Sans Mono CJK KR',monospace\">\n"
        "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#%06x\"/>\n",
        width, height, width, height, PAPER);
    for (int row = 0; row < screen_rows(screen); row++)
        put_row(svg, screen, row);
    g_string_append(svg, "</svg>\n");
    if (g_file_set_contents(path, svg->str, (gssize)svg->len, &error))
        return true;
    fprintf(stderr, "%s: %s\n", path, error->message);
    return false;
}
