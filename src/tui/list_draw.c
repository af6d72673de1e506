/* How a list is drawn: its heading, its rows, the bar, and what stands there when it has no rows. */
#include "tui/list_private.h"

enum {
    FLEXIBLE_LEAST = 24, /* columns that a column of what is left needs */
    SIGN = 2,            /* columns of the sign of the order, with the blank before it */
};

static void draw_title(const ListView *list, Terminal *terminal, int y, int x, guint column, const char *sign)
{
    const ListColumn *def = &list->columns[column];
    const int width = list->places[column].width;
    g_autofree char *title = g_strconcat(def->title, *sign != '\0' ? " " : "", sign, NULL);
    const char *shown = text_width(title) <= width ? title : def->title;
    const bool cut = *sign != '\0' && shown == def->title && width > SIGN;
    if (def->right)
        terminal_text_right(terminal, y, x, width - (cut ? SIGN : 0), ROLE_HEADING, shown);
    else
        terminal_text(terminal, y, x, width - (cut ? SIGN : 0), ROLE_HEADING, shown);
    if (cut)
        terminal_text(terminal, y, x + width - 1, 1, ROLE_HEADING, sign);
}

static void draw_heading(const ListView *list, Terminal *terminal, Rect area, int sorted, bool descending)
{
    const char *sign = terminal_glyph(terminal, descending ? GLYPH_DOWN : GLYPH_UP);
    terminal_fill(terminal, (Rect){area.y, area.x, 1, area.width}, ROLE_HEADING);
    for (guint i = 0; i < list->column_count; i++) {
        if (list->places[i].width > 0)
            draw_title(list, terminal, area.y, area.x + 1 + list->places[i].x, i,
                       (int)i == sorted ? sign : "");
    }
}

/* What a row says in one cell. */
typedef struct {
    char *text;
    Role role;
} ShownCell;

typedef struct {
    guint count;
    ShownCell cells[];
} Shown;

static void shown_free(gpointer data)
{
    Shown *shown = data;
    for (guint i = 0; i < shown->count; i++)
        g_free(shown->cells[i].text);
    g_free(shown);
}

GHashTable *list_shown_new(void)
{
    return g_hash_table_new_full(NULL, NULL, NULL, shown_free);
}

/* Asked of the source once for as long as the row is in hand: what a row says depends on nothing else. */
static const Shown *row_shown(ListView *list, const Row *row)
{
    Shown *shown = g_hash_table_lookup(list->shown, row);
    if (shown != NULL)
        return shown;
    shown = g_malloc(sizeof *shown + list->column_count * sizeof *shown->cells);
    shown->count = list->column_count;
    for (guint i = 0; i < shown->count; i++) {
        ShownCell *cell = &shown->cells[i];
        cell->role = ROLE_TEXT;
        cell->text = list->source.cell(list->source.self, row, i, &cell->role);
    }
    g_hash_table_insert(list->shown, (gpointer)row, shown);
    return shown;
}

/* Another row may stand in the memory of one that is no longer in hand. */
static void forget_rows_gone(ListView *list)
{
    if (list->shown_reading != list->rows.reading)
        g_hash_table_remove_all(list->shown);
    list->shown_reading = list->rows.reading;
}

static Role draw_cell(const ListView *list, Terminal *terminal, int y, int x, const ShownCell *cell,
                      guint column, bool focused)
{
    const Role role = focused ? ROLE_FOCUS : cell->role;
    const int width = list->places[column].width;
    if (list->columns[column].right)
        terminal_text_right(terminal, y, x, width, role, cell->text);
    else
        terminal_text(terminal, y, x, width, role, cell->text);
    return role;
}

/* The last column under the bar: the one that takes what is left, else the last of all. The bar is drawn
 * twice at each key, there and away; on a slow line its length is what Down costs. What stands behind it
 * keeps its own colour, so that a deadline is seen on the current row too. */
static guint bar_end(const ListView *list)
{
    for (guint i = 0; i < list->column_count; i++) {
        if (list->layout[i].width == 0 && list->places[i].width > 0)
            return i;
    }
    return list->column_count - 1;
}

static int column_end(const ListView *list, guint column)
{
    return 1 + list->places[column].x + list->places[column].width;
}

static void draw_row(ListView *list, Terminal *terminal, Rect line, const Row *row, bool focused)
{
    const guint last = bar_end(list);
    const Shown *shown = row_shown(list, row);
    Role before = ROLE_TEXT;
    int end = 0;
    if (focused)
        terminal_fill(terminal, (Rect){line.y, line.x, 1, MIN(column_end(list, last), line.width)},
                      ROLE_FOCUS);
    if (list_is_marked(list, row->id))
        terminal_text(terminal, line.y, line.x, 1, focused ? ROLE_FOCUS : ROLE_MARKED,
                      terminal_glyph(terminal, GLYPH_MARK));
    for (guint i = 0; i < list->column_count; i++) {
        if (list->places[i].width == 0)
            continue;
        const int x = 1 + list->places[i].x;
        const Role role =
            draw_cell(list, terminal, line.y, line.x + x, &shown->cells[i], i, focused && i <= last);
        /* Two muted cells stay one run: changing the colour for the blanks between would cost ten bytes. */
        if (role == ROLE_MUTED && before == ROLE_MUTED)
            terminal_text(terminal, line.y, line.x + end, x - end, ROLE_MUTED, "");
        before = role;
        end = column_end(list, i);
    }
}

/* At the right edge: rows stand above the first that is shown, or below the last. The sign for those above
 * stands in the heading, where it stays when the rows scroll: on the first row it would have to be sent again
 * with each of them. */
static void draw_more(const ListView *list, Terminal *terminal, Rect area, int heading)
{
    const int x = area.x + area.width - 1, shown = area.height - heading;
    if (heading > 0 && (list->first > 0 || !list->rows.at_start))
        terminal_text(terminal, area.y, x, 1, ROLE_HEADING, terminal_glyph(terminal, GLYPH_UP));
    if (list->first + shown < list_row_count(list) || !list->rows.at_end)
        terminal_text(terminal, area.y + area.height - 1, x, 1, ROLE_MUTED,
                      terminal_glyph(terminal, GLYPH_DOWN));
}

/* Why there are no rows. */
static void draw_nothing(const ListView *list, Terminal *terminal, Rect area, bool focused)
{
    const char *text = list->empty;
    Role role = ROLE_MUTED;
    if (list->problem != NULL) {
        text = list->problem;
        role = ROLE_DANGER;
    } else if (list->want != WANT_NOTHING) {
        text = "Reading";
    }
    g_autoptr(GPtrArray) lines = text_wrap(text, MAX(area.width - 2, 1));
    for (guint i = 0; i < lines->len && (int)i < area.height; i++)
        terminal_text(terminal, area.y + (int)i, area.x + 1, area.width - 2, role,
                      g_ptr_array_index(lines, i));
    if (focused)
        terminal_cursor(terminal, area.y, area.x + 1);
}

void list_draw(ListView *list, Terminal *terminal, Rect area, bool focused, int sorted, bool descending)
{
    if (area.height < 1 || area.width < 3)
        return;
    const int heading = area.height > 1 ? 1 : 0;
    list_set_height(list, area.height - heading);
    list_settle(list);
    list_keep_in_sight(list);
    forget_rows_gone(list);
    layout_columns(list->layout, (int)list->column_count, area.width - 2, FLEXIBLE_LEAST, list->places);
    if (heading > 0)
        draw_heading(list, terminal, area, sorted, descending);
    const Rect body = {area.y + heading, area.x, area.height - heading, area.width};
    if (list_row_count(list) == 0) {
        draw_nothing(list, terminal, body, focused);
        return;
    }
    for (int i = 0; i < body.height && list->first + i < list_row_count(list); i++) {
        const bool current = focused && list->first + i == list->current;
        const Rect line = {body.y + i, body.x, 1, body.width};
        draw_row(list, terminal, line, rows_at(&list->rows, (guint)(list->first + i)), current);
        if (current)
            terminal_cursor(terminal, line.y, line.x + 1);
    }
    draw_more(list, terminal, area, heading);
}
