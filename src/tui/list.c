#include "tui/list.h"

#include "base/error.h"
#include "tui/rows.h"

enum {
    HEIGHT_UNDRAWN = 20, /* rows to read for before anything was drawn */
    FLEXIBLE_LEAST = 24, /* columns that a column of what is left needs */
    MARK_AT_ONCE = 500,  /* rows read at a time for marking all */
    MARK_MOST = 100000,
    SIGN = 2, /* columns of the sign of the order, with the blank before it */
};

/* What is to be shown next, and could not yet be read. */
typedef enum { WANT_NOTHING, WANT_FIRST, WANT_LAST, WANT_PLACE } Want;

struct ListView {
    ListSource source;
    ListColumn *columns;
    LayoutColumn *layout;
    LayoutPlace *places;
    guint column_count;
    char *empty;

    Rows rows;
    int current; /* row, counted in those in hand; 0 also when there is none */
    int first;   /* row on top of the screen */
    int height;  /* rows on the screen */

    Want want;
    Row *place;        /* of WANT_PLACE */
    int place_offset;  /* rows of the screen above it */
    bool place_record; /* the record is to be looked up: its place may have changed */
    bool starved;      /* rows of the screen are missing: their reading was interrupted */

    gint64 count; /* -1: not known */
    bool counted;
    bool more;    /* than `count` */
    gint64 above; /* rows of the source above those in hand; -1: not known */
    char *problem;
    GHashTable *marks; /* gint64 * */
};

void list_set_empty(ListView *list, const char *empty)
{
    g_free(list->empty);
    list->empty = g_strdup(empty != NULL ? empty : "");
}

ListView *list_new(const ListSource *source, const ListColumn *columns, guint count, const char *empty)
{
    ListView *list = g_new0(ListView, 1);
    list->source = *source;
    list->columns = g_memdup2(columns, count * sizeof *columns);
    list->layout = g_new(LayoutColumn, count);
    list->places = g_new0(LayoutPlace, count);
    list->column_count = count;
    for (guint i = 0; i < count; i++)
        list->layout[i] = columns[i].layout;
    list_set_empty(list, empty);
    list->height = HEIGHT_UNDRAWN;
    list->want = WANT_FIRST;
    list->count = list->above = -1;
    list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    rows_init(&list->rows, &list->source);
    return list;
}

void list_free(ListView *list)
{
    if (list == NULL)
        return;
    rows_clear(&list->rows);
    g_clear_pointer(&list->place, row_free);
    g_hash_table_destroy(list->marks);
    g_free(list->columns);
    g_free(list->layout);
    g_free(list->places);
    g_free(list->empty);
    g_free(list->problem);
    g_free(list);
}

static int row_count(const ListView *list)
{
    return (int)list->rows.rows->len;
}

static const Row *current_row(const ListView *list)
{
    return rows_at(&list->rows, (guint)list->current);
}

/* --- reading --- */

/* Notes why the source failed; true when it only gave way to a key. Frees the error. */
static bool was_interrupted(ListView *list, GError *error)
{
    const bool interrupted = error_is(error, ERROR_INTERRUPTED);
    if (!interrupted) {
        g_free(list->problem);
        list->problem = g_strdup(error != NULL ? error->message : "the rows could not be read");
    }
    g_clear_error(&error);
    return interrupted;
}

static void want(ListView *list, Want what, const Row *place, int offset, bool record)
{
    Row *copy = place != NULL ? row_copy(place) : NULL;
    g_clear_pointer(&list->place, row_free);
    list->want = what;
    list->place = copy;
    list->place_offset = offset;
    list->place_record = record;
}

static guint stretch(const ListView *list)
{
    return (guint)MAX(list->height, 4);
}

/* The place of the wanted record as it is now; where it is gone, the place where it was. */
static bool look_up_place(ListView *list, GError **error)
{
    if (!list->place_record || list->source.find == NULL)
        return true;
    GError *failure = NULL;
    Row *found = list->source.find(list->source.self, list->place->id, &failure);
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return false;
    }
    if (found != NULL) {
        row_free(list->place);
        list->place = found;
    }
    return true;
}

static bool read_place(ListView *list, GError **error)
{
    const guint before = (guint)list->place_offset + stretch(list);
    int index = 0;
    if (!look_up_place(list, error) ||
        !rows_read_around(&list->rows, list->place, before, 2 * stretch(list), &index, error))
        return false;
    list->current = index;
    list->first = MAX(index - list->place_offset, 0);
    list->above = -1;
    return true;
}

static bool read_wanted(ListView *list, GError **error)
{
    switch (list->want) {
    case WANT_FIRST:
        if (!rows_read_first(&list->rows, 2 * stretch(list), error))
            return false;
        list->current = list->first = 0;
        list->above = 0;
        return true;
    case WANT_LAST:
        if (!rows_read_last(&list->rows, 2 * stretch(list), error))
            return false;
        list->current = list->first = MAX(row_count(list) - 1, 0);
        list->above = -1;
        return true;
    case WANT_PLACE:
        return read_place(list, error);
    case WANT_NOTHING:
        break;
    }
    return true;
}

/* Counted from the end of the source that was seen last: rows are never read only to be counted. */
static gint64 rows_above(const ListView *list)
{
    if (list->rows.at_start)
        return 0;
    if (list->rows.at_end && !list->more && list->count >= row_count(list))
        return list->count - row_count(list);
    return list->above;
}

/* Cuts what lies far from the screen, so that a long walk does not gather the whole table. */
static void cut_far_rows(ListView *list)
{
    const int spare = 2 * (int)stretch(list), keep = (int)stretch(list);
    list->above = rows_above(list);
    if (list->first > spare) {
        const int cut = list->first - keep;
        rows_cut_top(&list->rows, (guint)cut);
        list->first -= cut;
        list->current -= cut;
        list->above += list->above >= 0 ? cut : 0;
    }
    const int below = row_count(list) - (list->first + list->height);
    if (below > spare)
        rows_cut_bottom(&list->rows, (guint)(below - keep));
}

static bool extend(ListView *list, bool down)
{
    GError *error = NULL;
    int added = 0;
    const bool read = down ? rows_extend_down(&list->rows, stretch(list), &added, &error)
                           : rows_extend_up(&list->rows, stretch(list), &added, &error);
    if (!read) {
        list->starved = was_interrupted(list, error);
        return false;
    }
    list->starved = false;
    if (row_count(list) == added) /* there were none before: what had failed went well now */
        g_clear_pointer(&list->problem, g_free);
    if (!down) {
        list->first += added;
        list->current += added;
        list->above -= list->above >= 0 ? added : 0;
    }
    return added > 0;
}

/* Sees to it that `above` rows before and `below` rows after the current one are in hand, where the source
 * has them. */
static void ensure_around(ListView *list, int above, int below)
{
    while (list->current < above && !list->rows.at_start && extend(list, false))
        ;
    while (row_count(list) - 1 - list->current < below && !list->rows.at_end && extend(list, true))
        ;
}

/* Puts the screen around the current row, and rows on all of the screen. */
static void keep_in_sight(ListView *list)
{
    list->current = CLAMP(list->current, 0, MAX(row_count(list) - 1, 0));
    while (row_count(list) < list->first + list->height && !list->rows.at_end && extend(list, true))
        ;
    while (row_count(list) < list->height && !list->rows.at_start && extend(list, false))
        ;
    list->first = layout_scroll(list->first, list->current, row_count(list), list->height);
    cut_far_rows(list);
}

/* Reads what is wanted. False when that was interrupted: what was shown stays. */
static bool settle(ListView *list)
{
    if (list->want == WANT_NOTHING)
        return true;
    GError *error = NULL;
    if (!read_wanted(list, &error)) {
        if (was_interrupted(list, error))
            return false;
    } else {
        g_clear_pointer(&list->problem, g_free);
    }
    want(list, WANT_NOTHING, NULL, 0, false);
    keep_in_sight(list);
    return true;
}

static void read_again(ListView *list, bool to_first)
{
    const Row *row = current_row(list);
    if (to_first || (list->want == WANT_NOTHING && row == NULL))
        want(list, WANT_FIRST, NULL, 0, false);
    else if (list->want == WANT_NOTHING)
        want(list, WANT_PLACE, row, list->current - list->first, true);
}

void list_reload(ListView *list, bool to_first)
{
    list->counted = list->more = false;
    list->count = -1;
    read_again(list, to_first);
}

void list_reorder(ListView *list)
{
    read_again(list, false);
}

bool list_go_to(ListView *list, gint64 id)
{
    const int in_hand = rows_index(&list->rows, id);
    if (list->want == WANT_NOTHING && in_hand >= 0) {
        list->current = in_hand;
        keep_in_sight(list);
        return true;
    }
    if (list->source.find == NULL)
        return false;
    GError *error = NULL;
    g_autoptr(Row) row = list->source.find(list->source.self, id, &error);
    if (row == NULL) {
        if (error != NULL)
            was_interrupted(list, error);
        return false;
    }
    want(list, WANT_PLACE, row, list->height / 3, false);
    settle(list);
    return true;
}

void list_go_to_row(ListView *list, const Row *row)
{
    want(list, WANT_PLACE, row, 0, false);
    settle(list);
}

const Row *list_current(const ListView *list)
{
    /* What was asked for is read before it is answered with: keys typed ahead must not meet the old rows. */
    settle((ListView *)list);
    return current_row(list);
}

bool list_unfinished(const ListView *list)
{
    return list->want != WANT_NOTHING || list->starved;
}

gint64 list_count(const ListView *list)
{
    return list->count;
}

bool list_count_more(const ListView *list)
{
    return list->more;
}

gint64 list_position(const ListView *list)
{
    const gint64 above = rows_above(list);
    return list->want != WANT_NOTHING || above < 0 || row_count(list) == 0 ? 0 : above + list->current + 1;
}

const char *list_problem(const ListView *list)
{
    return list->problem;
}

void list_set_height(ListView *list, int height)
{
    list->height = MAX(height, 1);
}

/* --- work for when no key waits --- */

static bool count_rows(ListView *list)
{
    if (list->counted)
        return false;
    if (list->rows.at_start && list->rows.at_end) {
        list->count = row_count(list);
        list->counted = true;
        return true;
    }
    if (list->source.count == NULL)
        return false;
    GError *error = NULL;
    list->count = list->source.count(list->source.self, &list->more, &error);
    list->counted = list->count >= 0 || (error != NULL && !error_is(error, ERROR_INTERRUPTED));
    if (error != NULL)
        was_interrupted(list, error);
    return list->count >= 0;
}

/* One screen ahead in both directions, so that the next key finds its rows in hand. */
static void read_ahead(ListView *list)
{
    const int below = row_count(list) - (list->first + list->height);
    if (below < list->height && !list->rows.at_end)
        extend(list, true);
    if (list->first < list->height && !list->rows.at_start)
        extend(list, false);
    list->starved = false;
}

bool list_idle(ListView *list)
{
    if (list->want != WANT_NOTHING)
        return settle(list);
    if (list->starved) {
        list->starved = false;
        keep_in_sight(list);
        return !list->starved;
    }
    read_ahead(list);
    return count_rows(list);
}

/* --- marks --- */

static bool mark(ListView *list, gint64 id)
{
    return g_hash_table_add(list->marks, g_memdup2(&id, sizeof id));
}

static void mark_toggle(ListView *list)
{
    const Row *row = current_row(list);
    if (row == NULL)
        return;
    if (!g_hash_table_remove(list->marks, &row->id))
        mark(list, row->id);
}

/* Marks the rows and says how many were not marked before. */
static guint mark_rows(ListView *list, const GPtrArray *rows)
{
    guint fresh = 0;
    for (guint i = 0; i < rows->len; i++)
        fresh += mark(list, ((const Row *)g_ptr_array_index(rows, i))->id);
    return fresh;
}

static void mark_limit_reached(ListView *list)
{
    g_free(list->problem);
    list->problem = g_strdup_printf(
        "mark all: the list is longer than %d: the first %d are marked: narrow the list, and mark "
        "the rest apart",
        MARK_MOST, MARK_MOST);
}

/* Marks all rows of the source; when all were marked, none. */
static void mark_all(ListView *list)
{
    g_autoptr(Row) last = NULL;
    guint seen = 0, fresh = 0, read = MARK_AT_ONCE;
    while (read == MARK_AT_ONCE && seen < MARK_MOST) {
        g_autoptr(GPtrArray) rows = row_array_new();
        GError *error = NULL;
        if (!list->source.read(list->source.self, last, false, false, MARK_AT_ONCE, rows, &error)) {
            was_interrupted(list, error);
            return;
        }
        read = rows->len;
        seen += read;
        fresh += mark_rows(list, rows);
        g_clear_pointer(&last, row_free);
        last = read > 0 ? row_copy(g_ptr_array_index(rows, read - 1)) : NULL;
    }
    if (fresh == 0)
        list_marks_clear(list);
    else if (read == MARK_AT_ONCE)
        mark_limit_reached(list);
}

guint list_mark_count(const ListView *list)
{
    return g_hash_table_size(list->marks);
}

bool list_is_marked(const ListView *list, gint64 id)
{
    return g_hash_table_contains(list->marks, &id);
}

void list_marks_each(const ListView *list, void (*each)(gint64 id, gpointer data), gpointer data)
{
    GHashTableIter iter;
    gpointer id;
    g_hash_table_iter_init(&iter, list->marks);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        each(*(const gint64 *)id, data);
}

void list_marks_clear(ListView *list)
{
    g_hash_table_remove_all(list->marks);
}

/* --- moving --- */

static void move_by(ListView *list, int rows)
{
    ensure_around(list, MAX(-rows, 0), MAX(rows, 0));
    list->current += rows;
    keep_in_sight(list);
}

/* The screen goes with the row, so that it stands where it stood: upwards, the rows that will be above it on
 * the screen are needed too. */
static void page_by(ListView *list, int rows)
{
    ensure_around(list, rows < 0 ? list->current - list->first - rows : 0, MAX(rows, 0));
    const int before = list->current;
    list->current = CLAMP(before + rows, 0, MAX(row_count(list) - 1, 0));
    list->first = MAX(list->first + list->current - before, 0);
    keep_in_sight(list);
}

static void move_to_end(ListView *list, bool last)
{
    want(list, last ? WANT_LAST : WANT_FIRST, NULL, 0, false);
    settle(list);
}

static void move_to_first(ListView *list)
{
    if (!list->rows.at_start) {
        move_to_end(list, false);
        return;
    }
    list->current = list->first = 0;
    keep_in_sight(list);
}

static void move_to_last(ListView *list)
{
    if (!list->rows.at_end) {
        move_to_end(list, true);
        return;
    }
    list->current = row_count(list) - 1;
    keep_in_sight(list);
}

static bool is_own(Action action)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
    case ACTION_FIRST:
    case ACTION_LAST:
    case ACTION_MARK:
    case ACTION_MARK_ALL:
        return true;
    default:
        return false;
    }
}

static void act(ListView *list, Action action)
{
    switch (action) {
    case ACTION_UP:
        move_by(list, -1);
        break;
    case ACTION_DOWN:
        move_by(list, 1);
        break;
    case ACTION_PAGE_UP:
        page_by(list, -list->height);
        break;
    case ACTION_PAGE_DOWN:
        page_by(list, list->height);
        break;
    case ACTION_FIRST:
        move_to_first(list);
        break;
    case ACTION_LAST:
        move_to_last(list);
        break;
    case ACTION_MARK:
        mark_toggle(list);
        move_by(list, 1);
        break;
    case ACTION_MARK_ALL:
        mark_all(list);
        break;
    default:
        break;
    }
}

bool list_handle(ListView *list, Action action)
{
    if (!is_own(action))
        return false;
    settle(list);
    act(list, action);
    return true;
}

/* --- drawing --- */

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

static Role draw_cell(const ListView *list, Terminal *terminal, int y, int x, const Row *row, guint column,
                      bool focused)
{
    Role role = ROLE_TEXT;
    g_autofree char *text = list->source.cell(list->source.self, row, column, &role);
    if (focused)
        role = ROLE_FOCUS;
    const int width = list->places[column].width;
    if (list->columns[column].right)
        terminal_text_right(terminal, y, x, width, role, text);
    else
        terminal_text(terminal, y, x, width, role, text);
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

static void draw_row(const ListView *list, Terminal *terminal, Rect line, const Row *row, bool focused)
{
    const guint last = bar_end(list);
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
        const Role role = draw_cell(list, terminal, line.y, line.x + x, row, i, focused && i <= last);
        /* Two muted cells stay one run: changing the colour for the blanks between would cost ten bytes. */
        if (role == ROLE_MUTED && before == ROLE_MUTED)
            terminal_text(terminal, line.y, line.x + end, x - end, ROLE_MUTED, "");
        before = role;
        end = column_end(list, i);
    }
}

/* At the right edge: rows stand above the first that is shown, or below the last. */
static void draw_more(const ListView *list, Terminal *terminal, Rect body)
{
    const int x = body.x + body.width - 1;
    if (list->first > 0 || !list->rows.at_start)
        terminal_text(terminal, body.y, x, 1, ROLE_MUTED, terminal_glyph(terminal, GLYPH_UP));
    if (list->first + body.height < row_count(list) || !list->rows.at_end)
        terminal_text(terminal, body.y + body.height - 1, x, 1, ROLE_MUTED,
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
    settle(list);
    keep_in_sight(list);
    layout_columns(list->layout, (int)list->column_count, area.width - 2, FLEXIBLE_LEAST, list->places);
    if (heading > 0)
        draw_heading(list, terminal, area, sorted, descending);
    const Rect body = {area.y + heading, area.x, area.height - heading, area.width};
    if (row_count(list) == 0) {
        draw_nothing(list, terminal, body, focused);
        return;
    }
    for (int i = 0; i < body.height && list->first + i < row_count(list); i++) {
        const bool current = focused && list->first + i == list->current;
        const Rect line = {body.y + i, body.x, 1, body.width};
        draw_row(list, terminal, line, rows_at(&list->rows, (guint)(list->first + i)), current);
        if (current)
            terminal_cursor(terminal, line.y, line.x + 1);
    }
    draw_more(list, terminal, body);
}
