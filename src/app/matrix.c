/*
 * A matrix as a place: rows, columns and cells from one view of the file. Arrows move, digits choose the cut,
 * Tab what the cells show, Enter opens what stands behind a cell; one that counts nothing is a hole.
 */
#include "app/view.h"

#include "base/money.h"
#include "base/text.h"
#include "screen/listing.h"
#include "store/query.h"

enum { CELL = 12, GAP = 1, ROW_LEAST = 12, ROW_MOST = 34, HEADING_MOST = 3, MEASURES_MOST = 6 };

typedef struct {
    char *id, *title;
    gint64 sums[MEASURES_MOST]; /* of its cells */
} Axis;

typedef struct {
    gint64 values[MEASURES_MOST];
} Cell;

typedef struct {
    View view;
    const ScreenDef *screen;
    const ColumnDef *measures[MEASURES_MOST];
    guint measure_count, measure;
    guint cut;                 /* which of the screen's quick keys */
    GPtrArray *rows, *columns; /* Axis */
    GHashTable *cells;         /* "row\x1fcolumn" -> Cell */
    guint row, column;         /* the cursor */
    int first_row, first_column;
    guint shown;    /* columns that were drawn */
    Window *window; /* for exports */
} MatrixView;

static void axis_free(gpointer data)
{
    Axis *axis = data;
    g_free(axis->id);
    g_free(axis->title);
    g_free(axis);
}

/* --- reading --- */

static const QuickDef *cut_of(const MatrixView *self)
{
    return &self->screen->quicks[self->cut];
}

/* What the source calls the cut. */
static const char *cut_name(const MatrixView *self)
{
    const char *where = cut_of(self)->where;
    return where != NULL && g_str_has_prefix(where, SCREEN_CUT) ? where + strlen(SCREEN_CUT) : "";
}

static char *cell_key(const char *row, const char *column)
{
    return g_strconcat(row, "\x1f", column, NULL);
}

/* The row or column of that id, made where it is new. */
static Axis *axis_of(GPtrArray *all, GHashTable *known, const char *id, const char *title)
{
    Axis *axis = g_hash_table_lookup(known, id);
    if (axis != NULL)
        return axis;
    axis = g_new0(Axis, 1);
    axis->id = g_strdup(id);
    axis->title = g_strdup(title);
    g_ptr_array_add(all, axis);
    g_hash_table_insert(known, axis->id, axis);
    return axis;
}

static char *axis_sql(const MatrixView *self, const char *side)
{
    return g_strdup_printf("SELECT %s_key, min(%s_title) FROM \"%s\" WHERE cut = :cut GROUP BY 1 ORDER BY "
                           "min(%s_order), 1",
                           side, side, self->screen->source, side);
}

static bool read_axis(const MatrixView *self, const char *side, GPtrArray *all, GHashTable *known,
                      GError **error)
{
    g_autofree char *sql = axis_sql(self, side);
    g_autoptr(Query) query = query_new(self->view.app->store, sql, error);
    if (query == NULL)
        return false;
    query_bind_text(query, ":cut", cut_name(self));
    GError *failure = NULL;
    while (query_next(query, &failure))
        axis_of(all, known, query_text(query, 0), query_text(query, 1));
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

static char *cells_sql(const MatrixView *self)
{
    GString *sql = g_string_new("SELECT row_key, col_key");
    for (guint i = 0; i < self->measure_count; i++)
        g_string_append_printf(sql, ", \"%s\"", self->measures[i]->field);
    g_string_append_printf(sql, " FROM \"%s\" WHERE cut = :cut", self->screen->source);
    return g_string_free(sql, FALSE);
}

static void take_cell(MatrixView *self, Query *query, GHashTable *rows, GHashTable *columns)
{
    Axis *row = g_hash_table_lookup(rows, query_text(query, 0));
    Axis *column = g_hash_table_lookup(columns, query_text(query, 1));
    if (row == NULL || column == NULL)
        return;
    Cell *cell = g_new0(Cell, 1);
    for (guint i = 0; i < self->measure_count; i++) {
        cell->values[i] = query_int(query, 2 + (int)i);
        row->sums[i] += cell->values[i];
        column->sums[i] += cell->values[i];
    }
    g_hash_table_replace(self->cells, cell_key(row->id, column->id), cell);
}

static bool read_cells(MatrixView *self, GHashTable *rows, GHashTable *columns, GError **error)
{
    g_autofree char *sql = cells_sql(self);
    g_autoptr(Query) query = query_new(self->view.app->store, sql, error);
    if (query == NULL)
        return false;
    query_bind_text(query, ":cut", cut_name(self));
    GError *failure = NULL;
    while (query_next(query, &failure))
        take_cell(self, query, rows, columns);
    if (failure != NULL)
        g_propagate_error(error, failure);
    return failure == NULL;
}

static void matrix_read(MatrixView *self)
{
    g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) columns = g_hash_table_new(g_str_hash, g_str_equal);
    g_ptr_array_set_size(self->rows, 0);
    g_ptr_array_set_size(self->columns, 0);
    g_hash_table_remove_all(self->cells);
    GError *error = NULL;
    if (!read_axis(self, "row", self->rows, rows, &error) ||
        !read_axis(self, "col", self->columns, columns, &error) || !read_cells(self, rows, columns, &error))
        app_fail(self->view.app, error);
    self->row = MIN(self->row, MAX(self->rows->len, 1) - 1);
    self->column = MIN(self->column, MAX(self->columns->len, 1) - 1);
}

/* --- what stands where --- */

static const Axis *row_at(const MatrixView *self, guint index)
{
    return g_ptr_array_index(self->rows, index);
}

static const Axis *column_at(const MatrixView *self, guint index)
{
    return g_ptr_array_index(self->columns, index);
}

static const Cell *cell_at(const MatrixView *self, guint row, guint column)
{
    g_autofree char *key = cell_key(row_at(self, row)->id, column_at(self, column)->id);
    return g_hash_table_lookup(self->cells, key);
}

/* The first measure counts what covers; a cell where it is 0 is a hole. */
static bool is_hole(const Cell *cell)
{
    return cell != NULL && cell->values[0] == 0;
}

static bool is_money(const MatrixView *self, guint measure)
{
    return self->measures[measure]->kind == FIELD_MONEY;
}

/* US cents as "1.2M", "850k", "420". (transfer full) */
static char *short_money(gint64 minor)
{
    const double dollars = (double)minor / 100;
    if (dollars >= 999500)
        return g_strdup_printf("%.1fM", dollars / 1000000);
    return dollars >= 1000 ? g_strdup_printf("%.0fk", dollars / 1000) : g_strdup_printf("%.0f", dollars);
}

static char *value_text(const MatrixView *self, gint64 value)
{
    return is_money(self, self->measure) ? short_money(value) : g_strdup_printf("%" G_GINT64_FORMAT, value);
}

static char *cell_text(const MatrixView *self, const Terminal *terminal, const Cell *cell)
{
    if (cell == NULL)
        return g_strdup(terminal_glyph(terminal, GLYPH_OPEN));
    return is_hole(cell) ? g_strdup("hole") : value_text(self, cell->values[self->measure]);
}

/* --- line 1 and keys --- */

static KeyContext matrix_context(const View *view)
{
    (void)view;
    return CONTEXT_VIEW;
}

static char *matrix_title(const View *view)
{
    const MatrixView *self = (const MatrixView *)view;
    const char *path = terminal_glyph(view->app->terminal, GLYPH_PATH);
    return g_strdup_printf("%s %s %s %s %s", self->screen->title, path, cut_of(self)->title, path,
                           self->measures[self->measure]->title);
}

static char *matrix_status(const View *view)
{
    const MatrixView *self = (const MatrixView *)view;
    if (self->columns->len == 0)
        return g_strdup(app_officer(view->app));
    return g_strdup_printf("columns %d-%u of %u %s %s", self->first_column + 1,
                           self->first_column + MAX(self->shown, 1), self->columns->len,
                           terminal_glyph(view->app->terminal, GLYPH_OPEN), app_officer(view->app));
}

static const Action *matrix_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_HELP, ACTION_OPEN, ACTION_NEXT_SECTION, ACTION_EXPORT, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void matrix_more_keys(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                             gpointer data)
{
    const ScreenDef *screen = ((const MatrixView *)view)->screen;
    for (guint i = 0; i < screen->quick_count; i++)
        add(screen->quicks[i].key, screen->quicks[i].title, data);
    add("Tab", "What the cells show: numbers, or amounts in US dollars", data);
}

/* --- drawing --- */

static int rows_width(const MatrixView *self, int available)
{
    int width = ROW_LEAST;
    for (guint i = 0; i < self->rows->len; i++)
        width = MAX(width, text_width(row_at(self, i)->title));
    return MIN(width, MAX(MIN(available / 3, ROW_MOST), ROW_LEAST));
}

static int heading_height(const MatrixView *self)
{
    int height = 1;
    for (guint i = 0; i < self->columns->len; i++) {
        g_autoptr(GPtrArray) lines = text_wrap(column_at(self, i)->title, CELL);
        height = MAX(height, (int)lines->len);
    }
    return MIN(height, HEADING_MOST);
}

static void draw_heading(const MatrixView *self, Terminal *terminal, int y, int x, int height, guint column)
{
    g_autoptr(GPtrArray) lines = text_wrap(column_at(self, column)->title, CELL);
    const int count = MIN((int)lines->len, height);
    for (int i = 0; i < count; i++)
        terminal_text_right(terminal, y + height - count + i, x, CELL, ROLE_HEADING,
                            g_ptr_array_index(lines, i));
}

static void draw_cell(const MatrixView *self, Terminal *terminal, int y, int x, guint row, guint column)
{
    const Cell *cell = cell_at(self, row, column);
    const bool current = row == self->row && column == self->column;
    g_autofree char *text = cell_text(self, terminal, cell);
    const Role role = current         ? ROLE_FOCUS
                      : cell == NULL  ? ROLE_MUTED
                      : is_hole(cell) ? ROLE_DANGER
                                      : ROLE_TEXT;
    terminal_text_right(terminal, y, x, CELL, role, text);
    if (current)
        terminal_cursor(terminal, y, x + CELL - MIN(text_width(text), CELL));
}

/* Adds up what the cells of each column hold: amounts only, as one project may count in several cells. */
static void draw_sums(const MatrixView *self, Terminal *terminal, int y, int left)
{
    terminal_text(terminal, y, 1, left - 2, ROLE_LABEL, "Together");
    for (guint i = 0; i < self->shown; i++) {
        const Axis *column = column_at(self, (guint)self->first_column + i);
        g_autofree char *text = value_text(self, column->sums[self->measure]);
        terminal_text_right(terminal, y, left + (int)i * (CELL + GAP), CELL, ROLE_LABEL, text);
    }
}

/* All measures of the cell under the cursor, in full. */
static void draw_detail(const MatrixView *self, Terminal *terminal, int y, int width)
{
    const Cell *cell = cell_at(self, self->row, self->column);
    GString *line = g_string_new(NULL);
    g_string_append_printf(line, "%s, %s: ", row_at(self, self->row)->title,
                           column_at(self, self->column)->title);
    if (cell == NULL)
        g_string_append(line, "nothing");
    else if (is_hole(cell))
        g_string_append(line, "a hole; Enter shows what could fill it");
    for (guint i = 0; cell != NULL && !is_hole(cell) && i < self->measure_count; i++) {
        g_autofree char *value = is_money(self, i) ? money_format(cell->values[i], "USD")
                                                   : g_strdup_printf("%" G_GINT64_FORMAT, cell->values[i]);
        g_string_append_printf(line, "%s%s %s", i ? ", " : "", self->measures[i]->title, value);
    }
    terminal_text(terminal, y, 1, width - 2, ROLE_STATE, line->str);
    g_string_free(line, TRUE);
}

static void draw_row(const MatrixView *self, Terminal *terminal, int y, int left, guint row)
{
    terminal_text(terminal, y, 1, left - 2, row == self->row ? ROLE_LABEL : ROLE_TEXT,
                  row_at(self, row)->title);
    for (guint i = 0; i < self->shown; i++)
        draw_cell(self, terminal, y, left + (int)i * (CELL + GAP), row, (guint)self->first_column + i);
}

static void place(MatrixView *self, int columns, int height)
{
    self->first_column =
        layout_scroll(self->first_column, (int)self->column, (int)self->columns->len, columns);
    self->first_row = layout_scroll(self->first_row, (int)self->row, (int)self->rows->len, height);
    self->shown = MIN((guint)columns, self->columns->len - (guint)self->first_column);
}

static void matrix_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    MatrixView *self = (MatrixView *)view;
    (void)focused;
    if (self->rows->len == 0 || self->columns->len == 0) {
        terminal_text(terminal, area.y, 1, area.width - 2, ROLE_MUTED, self->screen->empty);
        return;
    }
    const int left = rows_width(self, area.width) + 2, heading = heading_height(self);
    const int last = is_money(self, self->measure) ? 2 : 1;
    const int height = MAX(area.height - heading - last, 1);
    place(self, MAX((area.width - left + GAP - 1) / (CELL + GAP), 1), height);
    for (guint i = 0; i < self->shown; i++)
        draw_heading(self, terminal, area.y, left + (int)i * (CELL + GAP), heading,
                     (guint)self->first_column + i);
    for (int i = 0; i < height && self->first_row + i < (int)self->rows->len; i++)
        draw_row(self, terminal, area.y + heading + i, left, (guint)(self->first_row + i));
    if (last == 2)
        draw_sums(self, terminal, area.y + area.height - 2, left);
    draw_detail(self, terminal, area.y + area.height - 1, area.width);
}

/* --- what the keys do --- */

static void open_cell(MatrixView *self)
{
    App *app = self->view.app;
    const ScreenDef *behind = screen_set_find(app->screens, self->screen->matrix);
    if (behind == NULL || self->rows->len == 0 || self->columns->len == 0)
        return;
    const Axis *row = row_at(self, self->row), *column = column_at(self, self->column);
    const bool hole = is_hole(cell_at(self, self->row, self->column));
    g_autofree char *line =
        g_strdup_printf("%s & row_key = %s & col_key = %s", cut_of(self)->where, row->id, column->id);
    GError *error = NULL;
    View *list = browse_new(app, behind);
    app_push(app, list);
    if (!browse_filter(list, line, &error))
        app_fail(app, error);
    else
        app_say(app, "%s, %s%s", row->title, column->title, hole ? ": a hole, and what could fill it" : "");
}

static bool move(MatrixView *self, Action action)
{
    const guint rows = self->rows->len, columns = self->columns->len, page = 10;
    if (rows == 0 || columns == 0)
        return false;
    switch (action) {
    case ACTION_UP:
        self->row -= self->row > 0;
        return true;
    case ACTION_DOWN:
        self->row += self->row + 1 < rows;
        return true;
    case ACTION_LEFT:
        self->column -= self->column > 0;
        return true;
    case ACTION_RIGHT:
        self->column += self->column + 1 < columns;
        return true;
    case ACTION_PAGE_UP:
        self->row -= MIN(self->row, page);
        return true;
    case ACTION_PAGE_DOWN:
        self->row = MIN(self->row + page, rows - 1);
        return true;
    case ACTION_FIRST:
        self->row = self->column = 0;
        return true;
    case ACTION_LAST:
        self->row = rows - 1;
        self->column = columns - 1;
        return true;
    default:
        return false;
    }
}

static void export_cells(MatrixView *self)
{
    App *app = self->view.app;
    GError *error = NULL;
    g_autoptr(Criteria) criteria = criteria_new(self->screen, app->store);
    g_clear_pointer(&self->window, window_free);
    if (criteria_add_line(criteria, cut_of(self)->where, &error))
        self->window = listing_window(self->screen, app->store, criteria, &error);
    if (self->window != NULL)
        export_ask(app, self->screen, self->window);
    else
        app_fail(app, error);
}

/* Another cut, where the key is one of the screen's. */
static bool choose_cut(MatrixView *self, const Event *event)
{
    if (event->kind != EVENT_KEY)
        return false;
    g_autofree char *name = key_to_name(event->key);
    for (guint i = 0; i < self->screen->quick_count; i++) {
        if (g_strcmp0(name, self->screen->quicks[i].key) != 0)
            continue;
        self->cut = i;
        self->row = self->column = 0;
        matrix_read(self);
        return true;
    }
    return false;
}

static bool matrix_handle(View *view, const Event *event, Action action)
{
    MatrixView *self = (MatrixView *)view;
    const guint count = self->measure_count;
    switch (action) {
    case ACTION_OPEN:
        open_cell(self);
        return true;
    case ACTION_NEXT_SECTION:
        self->measure = (self->measure + 1) % count;
        return true;
    case ACTION_PREVIOUS_SECTION:
        self->measure = (self->measure + count - 1) % count;
        return true;
    case ACTION_EXPORT:
        export_cells(self);
        return true;
    default:
        return move(self, action) || (action == ACTION_NONE && choose_cut(self, event));
    }
}

static void matrix_refresh(View *view)
{
    matrix_read((MatrixView *)view);
}

static void matrix_free(View *view)
{
    MatrixView *self = (MatrixView *)view;
    g_clear_pointer(&self->window, window_free);
    g_ptr_array_free(self->rows, TRUE);
    g_ptr_array_free(self->columns, TRUE);
    g_hash_table_destroy(self->cells);
    g_free(self);
}

static const ViewClass matrix_class = {
    .name = "matrix",
    .context = matrix_context,
    .title = matrix_title,
    .status = matrix_status,
    .keys = matrix_keys,
    .more_keys = matrix_more_keys,
    .draw = matrix_draw,
    .handle = matrix_handle,
    .refresh = matrix_refresh,
    .free = matrix_free,
};

static void take_measures(MatrixView *self)
{
    const ScreenDef *screen = self->screen;
    for (guint i = 0; i < screen->column_count && self->measure_count < MEASURES_MOST; i++) {
        const ColumnDef *column = &screen->columns[i];
        if (column->kind == FIELD_INTEGER || column->kind == FIELD_MONEY)
            self->measures[self->measure_count++] = column;
    }
}

View *matrix_new(App *app, const ScreenDef *screen)
{
    MatrixView *self = g_new0(MatrixView, 1);
    self->view = (View){&matrix_class, app};
    self->screen = screen;
    take_measures(self);
    if (screen->quick_count == 0 || self->measure_count == 0) { /* entente check says so */
        g_free(self);
        return browse_new(app, screen);
    }
    self->rows = g_ptr_array_new_with_free_func(axis_free);
    self->columns = g_ptr_array_new_with_free_func(axis_free);
    self->cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    matrix_read(self);
    return &self->view;
}
