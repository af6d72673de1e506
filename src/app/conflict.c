#include "app/conflict.h"

#include "store/journal.h"

typedef struct {
    const FieldDef *field; /* NULL for a column that the form does not show */
    const char *column;
    bool mine; /* which version is taken */
    bool both; /* both officers changed it */
} Difference;

typedef struct {
    View view;
    const ScreenDef *screen;
    Record *before, *mine, *current;
    GArray *rows; /* Difference */
    guint at;
    int first;
    char *other; /* who saved, and when */
    ConflictDone done;
    gpointer data;
} ConflictView;

static Difference *row_at(const ConflictView *self, guint index)
{
    return &g_array_index(self->rows, Difference, index);
}

/* Every column in which the two versions differ. What only one of the two changed is taken from that one;
 * what both changed begins with the file's, so that nothing is overwritten unseen. */
static void collect(ConflictView *self)
{
    g_autoptr(GPtrArray) columns = record_differences(self->current, self->mine);
    for (guint i = 0; i < columns->len; i++) {
        const char *column = g_ptr_array_index(columns, i);
        const FieldDef *field = screen_field(self->screen, column);
        bool by_me = g_strcmp0(record_get(self->before, column), record_get(self->mine, column)) != 0;
        bool by_them = g_strcmp0(record_get(self->before, column), record_get(self->current, column)) != 0;
        Difference row = {field, column, by_me && !by_them, by_me && by_them};
        g_array_append_val(self->rows, row);
    }
}

static void find_other(ConflictView *self)
{
    g_autoptr(GPtrArray) lines =
        journal_history(self->view.app->store, self->screen->record, record_id(self->current), 1, NULL);
    const HistoryLine *line = lines != NULL && lines->len > 0 ? g_ptr_array_index(lines, 0) : NULL;
    if (line != NULL)
        self->other = g_strdup_printf("%s saved at %.5s UTC while you were typing", line->officer,
                                      strlen(line->at) > 16 ? line->at + 11 : "");
    else
        self->other = g_strdup("It was changed by another program while you were typing");
}

static KeyContext conflict_context(const View *view)
{
    (void)view;
    return CONTEXT_VIEW; /* Space, Left and Right choose, as in a list */
}

static char *conflict_title(const View *view)
{
    const ConflictView *self = (const ConflictView *)view;
    g_autofree char *title = record_title(view->app->store, self->screen->record, record_id(self->current));
    return g_strdup_printf("Two versions %s %s", terminal_glyph(view->app->terminal, GLYPH_PATH), title);
}

static const Action *conflict_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_HELP, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static char *conflict_own_keys(const View *view)
{
    (void)view;
    return g_strdup("Space choose  Enter save");
}

static char *shown(const ConflictView *self, const Difference *row, const Record *record)
{
    const char *stored = record_get(record, row->column);
    if (stored == NULL)
        return g_strdup("(empty)");
    if (row->field == NULL)
        return g_strdup(stored);
    if (row->field->sensitive)
        return g_strdup("(sensitive)");
    return value_show(row->field, self->view.app->screens, self->view.app->store, record, stored);
}

static void draw_row(const ConflictView *self, Terminal *terminal, int y, Rect area, guint index)
{
    const Difference *row = row_at(self, index);
    int label = MIN(area.width / 4, 22), value = (area.width - label - 6) / 2;
    Role role = index == self->at ? ROLE_FOCUS : ROLE_TEXT;
    g_autofree char *theirs = shown(self, row, self->current);
    g_autofree char *mine = shown(self, row, self->mine);
    g_autofree char *left = g_strdup_printf("%s %s", row->mine ? "( )" : "(x)", theirs);
    g_autofree char *right = g_strdup_printf("%s %s", row->mine ? "(x)" : "( )", mine);
    terminal_text(terminal, y, area.x + 1, 1, ROLE_DANGER,
                  row->both ? terminal_glyph(terminal, GLYPH_LATE) : " ");
    terminal_text(terminal, y, area.x + 3, label, ROLE_LABEL,
                  row->field != NULL ? row->field->label : row->column);
    terminal_text(terminal, y, area.x + 4 + label, value, row->mine ? ROLE_MUTED : role, left);
    terminal_text(terminal, y, area.x + 5 + label + value, value, row->mine ? role : ROLE_MUTED, right);
    if (index == self->at)
        terminal_cursor(terminal, y, row->mine ? area.x + 5 + label + value : area.x + 4 + label);
}

static void conflict_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    ConflictView *self = (ConflictView *)view;
    (void)focused;
    int label = MIN(area.width / 4, 22), value = (area.width - label - 6) / 2;
    terminal_text(terminal, area.y, 1, area.width - 2, ROLE_DANGER, self->other);
    terminal_text(terminal, area.y + 1, 4 + label, value, ROLE_HEADING, "In the file now");
    terminal_text(terminal, area.y + 1, 5 + label + value, value, ROLE_HEADING, "Yours");
    int height = area.height - 2;
    self->first = layout_scroll(self->first, (int)self->at, (int)self->rows->len, height);
    for (int i = 0; i < height && self->first + i < (int)self->rows->len; i++)
        draw_row(self, terminal, area.y + 2 + i, area, (guint)(self->first + i));
    if (view->app->message == NULL)
        app_say(view->app, "Space chooses, ! both of you changed it, Enter saves, Esc goes back to typing");
}

static void finish(ConflictView *self)
{
    App *app = self->view.app;
    ConflictDone done = self->done;
    gpointer data = self->data;
    g_autoptr(Record) current = record_copy(self->current);
    g_autoptr(Record) chosen = record_copy(self->mine);
    for (guint i = 0; i < self->rows->len; i++) {
        const Difference *row = row_at(self, i);
        if (!row->mine)
            record_set(chosen, row->column, record_get(self->current, row->column));
    }
    app_pop(app);
    done(app, current, chosen, data);
}

static bool conflict_handle(View *view, const Event *event, Action action)
{
    ConflictView *self = (ConflictView *)view;
    (void)event;
    switch (action) {
    case ACTION_UP:
        self->at -= self->at > 0;
        return true;
    case ACTION_DOWN:
        self->at += self->at + 1 < self->rows->len;
        return true;
    case ACTION_MARK:
        if (self->rows->len > 0)
            row_at(self, self->at)->mine = !row_at(self, self->at)->mine;
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        if (self->rows->len > 0)
            row_at(self, self->at)->mine = action == ACTION_RIGHT;
        return true;
    case ACTION_OPEN:
    case ACTION_SAVE:
        finish(self);
        return true;
    case ACTION_BACK:
        app_pop(view->app);
        return true;
    default:
        return action != ACTION_HELP && action != ACTION_REDRAW;
    }
}

static void conflict_free(View *view)
{
    ConflictView *self = (ConflictView *)view;
    record_free(self->before);
    record_free(self->mine);
    record_free(self->current);
    g_array_free(self->rows, TRUE);
    g_free(self->other);
    g_free(self);
}

static const ViewClass conflict_class = {
    .name = "conflict",
    .context = conflict_context,
    .title = conflict_title,
    .own_keys = conflict_own_keys,
    .keys = conflict_keys,
    .draw = conflict_draw,
    .handle = conflict_handle,
    .free = conflict_free,
};

View *conflict_new(App *app, const ScreenDef *screen, const Record *before, const Record *mine,
                   const Record *current, ConflictDone done, gpointer data)
{
    ConflictView *self = g_new0(ConflictView, 1);
    self->view = (View){&conflict_class, app};
    self->screen = screen;
    self->before = record_copy(before);
    self->mine = record_copy(mine);
    self->current = record_copy(current);
    self->rows = g_array_new(FALSE, FALSE, sizeof(Difference));
    self->done = done;
    self->data = data;
    collect(self);
    find_other(self);
    return &self->view;
}
