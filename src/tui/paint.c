/* Painting: what the lines of the picture say, put into the cells that ncurses compares with the screen. A
 * line that says what it said before is left alone: most keys change two or three. */
#include "tui/terminal_private.h"

#include <limits.h>
#include <string.h>
#include <wchar.h>

enum {
    CELL_CHARACTERS = 5, /* that ncurses keeps */
    WORTH_MOVING = 4,    /* lines: for fewer it is not looked whether they only moved */
};

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

static short role_pair(const Terminal *terminal, Role role)
{
    return terminal->colour ? (short)(role + 1) : 0;
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
    cchar_t blank; /* the colour behind everything; attributes would be added to every text */
    setcchar(&blank, L" ", A_NORMAL, role_pair(terminal, ROLE_TEXT), NULL);
    bkgrndset(&blank);
    erase();
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

/* Bytes at the start that ncurses can place by itself: the last of them may carry a mark. */
static int plain_length(const char *text)
{
    int length = 0;
    while (text[length] > 0)
        length++;
    return length > 0 && text[length] != '\0' ? length - 1 : length;
}

/* Text that is clean and fits where it goes. */
static void put_text(const Terminal *terminal, Role role, int y, int x, const char *text)
{
    /* Single cells too get what is set, beside their own: a rule after a heading would be underlined. */
    attr_set(terminal->attributes[role], role_pair(terminal, role), NULL);
    while (*text != '\0') {
        const int plain = plain_length(text);
        if (plain > 0)
            mvaddnstr(y, x, text, plain);
        x += plain;
        text += plain;
        if (*text != '\0')
            x += put_character(terminal, role, y, x, text, &text);
    }
}

/* A run that reaches the last columns would be sent as "the same again, 38 times", and several emulators then
 * put its last cell on the next line. So the last two cells are made other ones, of the same looks. */
static void end_run(const Terminal *terminal, int y, int end, Role role)
{
    if (end == terminal->columns && end > 2 && role != ROLE_TEXT)
        mvchgat(y, end - 2, 2, terminal->attributes[role], (short)(role + 1 + ROLE_COUNT), NULL);
}

static void put_fitted(const Terminal *terminal, int y, const Piece *piece, int columns, const char *text)
{
    g_autofree char *fitted = text_fit(text, columns, piece->how == PIECE_RIGHT ? ALIGN_RIGHT : ALIGN_LEFT,
                                       terminal_glyph(terminal, GLYPH_ELLIPSIS));
    put_text(terminal, piece->role, y, piece->x, fitted);
}

static void put_repeated(const Terminal *terminal, int y, const Piece *piece, int columns, const char *sign)
{
    for (int i = 0; i < columns; i++)
        put_text(terminal, piece->role, y, piece->x + i, sign);
}

/* The line may have become shorter since the piece was drawn. */
static void put_piece(const Terminal *terminal, int y, const Piece *piece, const char *text)
{
    const int columns = MIN(piece->columns, terminal->columns - piece->x);
    if (columns <= 0)
        return;
    if (piece->how == PIECE_REPEATED)
        put_repeated(terminal, y, piece, columns, text);
    else
        put_fitted(terminal, y, piece, columns, text);
    end_run(terminal, y, piece->x + columns, piece->role);
}

/* --- lines --- */

static void paint_line(const Terminal *terminal, int y, const GByteArray *pieces)
{
    move(y, 0);
    clrtoeol();
    for (guint at = 0; at < pieces->len;) {
        Piece piece;
        memcpy(&piece, pieces->data + at, sizeof piece);
        put_piece(terminal, y, &piece, (const char *)pieces->data + at + sizeof piece);
        at += (guint)sizeof piece + piece.bytes;
    }
}

/* An array that never held anything has no data. */
static bool lines_are_alike(const GByteArray *one, const GByteArray *other)
{
    return one->len == other->len && (one->len == 0 || memcmp(one->data, other->data, one->len) == 0);
}

static bool line_says_the_same(const TerminalLine *line)
{
    return line->known && lines_are_alike(line->drawn, line->painted);
}

/* Lines that say what stood `by` lines further down (up, when negative). `gain` of them say something else
 * than before. */
typedef struct {
    int first, count, by, gain;
} Shift;

static Shift longest_shift(const Terminal *terminal, int by)
{
    Shift best = {.by = by}, run = {.by = by};
    const int end = terminal->rows - MAX(by, 0);
    for (int y = MAX(-by, 0); y < end; y++) {
        const TerminalLine *to = &terminal->lines[y], *from = &terminal->lines[y + by];
        if (!from->known || !lines_are_alike(to->drawn, from->painted)) {
            run = (Shift){.by = by};
            continue;
        }
        run.first = run.count == 0 ? y : run.first;
        run.count++;
        run.gain += !line_says_the_same(to);
        if (run.gain > best.gain)
            best = run;
    }
    return best;
}

static Shift best_shift(const Terminal *terminal, int changed)
{
    Shift best = {0};
    for (int by = 1; by < changed; by++) {
        const Shift shifts[] = {longest_shift(terminal, by), longest_shift(terminal, -by)};
        for (guint i = 0; i < G_N_ELEMENTS(shifts); i++) {
            if (shifts[i].gain > best.gain)
                best = shifts[i];
        }
    }
    return best;
}

static void swap_painted(TerminalLine *one, TerminalLine *other)
{
    const TerminalLine kept = *one;
    one->painted = other->painted;
    one->known = other->known;
    other->painted = kept.painted;
    other->known = kept.known;
}

/* A list that scrolls says on most lines what stood beside them: its cells are moved, not made again. */
static void move_lines(Terminal *terminal, Shift shift)
{
    const int top = shift.first + MIN(shift.by, 0), bottom = shift.first + shift.count - 1 + MAX(shift.by, 0);
    scrollok(stdscr, TRUE);
    setscrreg(top, bottom);
    scrl(shift.by);
    setscrreg(0, terminal->rows - 1);
    scrollok(stdscr, FALSE);
    for (int i = 0; i < shift.count; i++) {
        const int y = shift.by > 0 ? shift.first + i : shift.first + shift.count - 1 - i;
        swap_painted(&terminal->lines[y], &terminal->lines[y + shift.by]);
    }
    for (int i = 0; i < ABS(shift.by); i++)
        terminal->lines[shift.by > 0 ? bottom - i : top + i].known = false;
}

static int changed_lines(const Terminal *terminal)
{
    int changed = 0;
    for (int y = 0; y < terminal->rows; y++)
        changed += !line_says_the_same(&terminal->lines[y]);
    return changed;
}

static void paint_changed_line(Terminal *terminal, int y)
{
    TerminalLine *line = &terminal->lines[y];
    paint_line(terminal, y, line->drawn);
    g_byte_array_set_size(line->painted, 0);
    g_byte_array_append(line->painted, line->drawn->data, line->drawn->len);
    line->known = true;
    terminal->lines_painted++;
}

void terminal_paint_lines(Terminal *terminal)
{
    const int changed = changed_lines(terminal);
    terminal->lines_painted = 0;
    if (changed == 0)
        return;
    const Shift shift = changed >= WORTH_MOVING ? best_shift(terminal, changed) : (Shift){0};
    if (shift.gain >= WORTH_MOVING)
        move_lines(terminal, shift);
    for (int y = 0; y < terminal->rows; y++) {
        if (!line_says_the_same(&terminal->lines[y]))
            paint_changed_line(terminal, y);
    }
}

static void line_clear(TerminalLine *line)
{
    g_byte_array_free(line->drawn, TRUE);
    g_byte_array_free(line->painted, TRUE);
}

void terminal_resize_lines(Terminal *terminal, int count)
{
    for (int y = count; y < terminal->line_count; y++)
        line_clear(&terminal->lines[y]);
    terminal->lines = g_renew(TerminalLine, terminal->lines, count);
    for (int y = terminal->line_count; y < count; y++)
        terminal->lines[y] = (TerminalLine){g_byte_array_new(), g_byte_array_new(), false};
    terminal->line_count = count;
    for (int y = 0; y < count; y++)
        terminal->lines[y].known = false;
}
