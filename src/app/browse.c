/* A list as a place: find as you type, filter, sort, marks, preview, and the actions of its screen. */
#include "app/pane.h"
#include "base/text.h"
#include "tui/editor.h"
#include "tui/pager.h"

typedef struct {
    View view;
    const ScreenDef *screen;
    bool leads_on; /* Enter opens the record that a row is about */
    Pane *pane;
    char *problem;   /* why there is no pane */
    Editor *find;    /* while the officer types what to find */
    gint64 total;    /* rows without any narrowing, -1 while not known */
    bool total_more; /* there are more than that */
    enum { PREVIEW_BY_WIDTH, PREVIEW_ON, PREVIEW_OFF } preview; /* what p was pressed for */
    gint64 preview_id;
    Pager *preview_text;
    guint linked; /* how many fields' screens have been read */
} BrowseView;

enum {
    PREVIEW_WIDTH = 44,
    PREVIEW_FROM = 100,   /* from this width on p shows it */
    PREVIEW_ALWAYS = 140, /* and from this one on it is there unasked: below, the columns come first */
};

/* --- line 1 --- */

static char *browse_title(const View *view)
{
    const BrowseView *self = (const BrowseView *)view;
    const char *path = terminal_glyph(view->app->terminal, GLYPH_PATH);
    GString *title = g_string_new(self->screen->title);
    if (self->pane == NULL)
        return g_string_free(title, FALSE);
    if (pane_quick(self->pane) != NULL)
        g_string_append_printf(title, " %s %s", path, pane_quick(self->pane)->title);
    if (pane_criteria(self->pane) != NULL) {
        g_autofree char *words = criteria_words(pane_criteria(self->pane));
        g_string_append_printf(title, " %s %s", path, words);
    }
    if (pane_found(self->pane) != NULL && self->find == NULL)
        g_string_append_printf(title, " %s \"%s\"", path, pane_found(self->pane));
    return g_string_free(title, FALSE);
}

static void append_counts(const BrowseView *self, GString *out)
{
    guint marked = list_mark_count(pane_list(self->pane));
    gint64 count = list_count(pane_list(self->pane));
    if (marked > 0)
        g_string_append_printf(out, "%u marked, ", marked);
    gint64 position = list_position(pane_list(self->pane));
    if (count < 0) {
        g_string_append(out, list_unfinished(pane_list(self->pane)) ? "searching" : "counting");
        if (window_progress(pane_window(self->pane)) >= 0)
            g_string_append_printf(out, " %d%%", window_progress(pane_window(self->pane)));
        return;
    }
    if (position > 0)
        g_string_append_printf(out, "%" G_GINT64_FORMAT "/", position);
    g_autofree char *shown = row_count_text(count, list_count_more(pane_list(self->pane)));
    g_string_append(out, shown);
    if (!pane_narrowed(self->pane) || self->total < 0)
        return;
    g_autofree char *total = row_count_text(self->total, self->total_more);
    g_string_append_printf(out, " of %s", total);
}

static char *browse_status(const View *view)
{
    const BrowseView *self = (const BrowseView *)view;
    if (self->pane == NULL)
        return NULL;
    const char *dot = terminal_glyph(view->app->terminal, GLYPH_OPEN);
    GString *out = g_string_new(NULL);
    append_counts(self, out);
    bool descending = false;
    int sorted = pane_sorted(self->pane, &descending);
    if (sorted >= 0)
        g_string_append_printf(out, " %s by %s", dot, self->screen->columns[sorted].title);
    g_string_append_printf(out, " %s %s", dot, app_officer(view->app));
    return g_string_free(out, FALSE);
}

static KeyContext browse_context(const View *view)
{
    return ((const BrowseView *)view)->find != NULL ? CONTEXT_EDIT : CONTEXT_VIEW;
}

static const Action *browse_keys(const View *view, guint *count)
{
    static const Action records[] = {ACTION_HELP, ACTION_OPEN, ACTION_NEW,    ACTION_FIND, ACTION_FILTER,
                                     ACTION_SORT, ACTION_MARK, ACTION_EXPORT, ACTION_BACK, ACTION_UNDO};
    static const Action facts[] = {ACTION_HELP, ACTION_FIND,   ACTION_FILTER,
                                   ACTION_SORT, ACTION_EXPORT, ACTION_BACK};
    static const Action subjects[] = {ACTION_HELP, ACTION_OPEN,   ACTION_FIND, ACTION_FILTER,
                                      ACTION_SORT, ACTION_EXPORT, ACTION_BACK};
    static const Action finding[] = {ACTION_OPEN, ACTION_BACK};
    const BrowseView *self = (const BrowseView *)view;
    if (self->find != NULL) {
        *count = G_N_ELEMENTS(finding);
        return finding;
    }
    if (self->leads_on) {
        *count = G_N_ELEMENTS(subjects);
        return subjects;
    }
    bool only_read =
        self->screen->record == NULL && self->screen->checklist == NULL && self->screen->opens == NULL;
    *count = only_read ? G_N_ELEMENTS(facts) : G_N_ELEMENTS(records);
    return only_read ? facts : records;
}

static char *browse_own_keys(const View *view)
{
    const BrowseView *self = (const BrowseView *)view;
    return self->find == NULL ? action_keys(self->screen) : NULL;
}

static void browse_more_keys(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                             gpointer data)
{
    const ScreenDef *screen = ((const BrowseView *)view)->screen;
    for (guint i = 0; i < screen->quick_count; i++)
        add(screen->quicks[i].key, screen->quicks[i].title, data);
    for (guint i = 0; i < screen->action_count; i++)
        add(screen->actions[i].key, screen->actions[i].title, data);
}

/* --- drawing --- */

static bool preview_shown(const BrowseView *self, int width)
{
    if (self->screen->record == NULL || self->preview == PREVIEW_OFF)
        return false;
    return width >= (self->preview == PREVIEW_ON ? PREVIEW_FROM : PREVIEW_ALWAYS);
}

static void draw_find_line(BrowseView *self, Terminal *terminal, Rect area)
{
    int cursor = 0, y = area.y + area.height - 1, width = area.width - 9;
    g_autofree char *typed = editor_line_view(self->find, width, &cursor);
    terminal_text(terminal, y, 1, 6, ROLE_LABEL, "Find:");
    terminal_text(terminal, y, 7, width, ROLE_FIELD, typed);
    terminal_cursor(terminal, y, 7 + cursor);
}

static void browse_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    BrowseView *self = (BrowseView *)view;
    if (self->pane == NULL) {
        terminal_text(terminal, area.y, 1, area.width - 2, ROLE_DANGER, self->problem);
        return;
    }
    Rect list = area;
    if (preview_shown(self, area.width)) {
        list.width -= PREVIEW_WIDTH + 1;
        terminal_column_rule(terminal, area.y, list.width, area.height);
        pager_draw(self->preview_text, terminal,
                   (Rect){area.y, list.width + 2, area.height, PREVIEW_WIDTH - 2});
    }
    if (self->find != NULL)
        list.height--;
    pane_draw(self->pane, terminal, list, focused && self->find == NULL);
    if (list_problem(pane_list(self->pane)) != NULL)
        app_warn(view->app, "%s", list_problem(pane_list(self->pane)));
    if (self->find != NULL)
        draw_find_line(self, terminal, area);
}

/* --- what the keys do --- */

static void open_current(BrowseView *self)
{
    const Row *row = list_current(pane_list(self->pane));
    if (row == NULL)
        return;
    if (self->leads_on) {
        place_open_row(self->view.app, self->screen, row->id);
        return;
    }
    if (self->screen->checklist != NULL && self->screen->record == NULL)
        action_run(self->view.app, "checklist.open", self->screen, &row->id, 1);
    else
        place_open_record(self->view.app, self->screen->name, row->id);
}

static void create_new(BrowseView *self)
{
    App *app = self->view.app;
    if (self->screen->record == NULL || !self->screen->can_create) {
        app_say(app, "%s are not entered here", self->screen->title);
        return;
    }
    if (!app_can_write(app))
        return;
    place_create(app, self->screen, NULL);
}

static void sort_done(App *app, guint picked, const char *typed, gpointer data)
{
    (void)typed;
    (void)app;
    pane_sort(((BrowseView *)data)->pane, picked);
}

static void ask_sort(BrowseView *self)
{
    g_autofree DialogItem *items = g_new0(DialogItem, self->screen->column_count);
    bool descending = false;
    int sorted = pane_sorted(self->pane, &descending);
    for (guint i = 0; i < self->screen->column_count; i++) {
        const char *detail = (int)i != sorted ? NULL : descending ? "now, descending" : "now, ascending";
        items[i] = (DialogItem){0, self->screen->columns[i].title, detail, false};
    }
    ask(self->view.app,
        dialog_new("Sort by", NULL, items, self->screen->column_count, sorted < 0 ? 0 : (guint)sorted),
        sort_done, self, NULL);
}

static void apply_criteria(View *target, Criteria *criteria)
{
    pane_set_criteria(((BrowseView *)target)->pane, criteria);
    criteria_free(criteria);
}

static void copy_current(BrowseView *self)
{
    const Row *row = list_current(pane_list(self->pane));
    if (row == NULL)
        return;
    g_autofree char *title = self->screen->record != NULL
                                 ? record_title(self->view.app->store, self->screen->record, row->id)
                                 : g_strjoinv("\t", row->cells);
    if (terminal_copy(self->view.app->terminal, title))
        app_say(self->view.app, "Copied: %s", title);
    else
        app_say(self->view.app, "Copying is switched off in the configuration (clipboard)");
}

static void delete_gone(App *app)
{
    View *top = app_top(app);
    if (top->class->refresh != NULL)
        top->class->refresh(top);
}

static void delete_chosen(BrowseView *self)
{
    if (self->screen->record == NULL || !self->screen->can_delete) {
        app_say(self->view.app, "%s are not removed here", self->screen->title);
        return;
    }
    g_autoptr(GArray) ids = pane_chosen(self->pane);
    if (ids->len > 0 && app_can_write(self->view.app))
        delete_ask(self->view.app, self->screen, (const gint64 *)(void *)ids->data, ids->len, delete_gone);
}

static void edit_current(BrowseView *self)
{
    const Row *row = list_current(pane_list(self->pane));
    if (row == NULL || self->screen->record == NULL)
        return;
    place_open_record(self->view.app, self->screen->name, row->id);
    View *top = app_top(self->view.app);
    const Event event = {.kind = EVENT_TICK};
    if (top != &self->view)
        top->class->handle(top, &event, ACTION_EDIT);
}

static void show_history(BrowseView *self)
{
    const Row *row = list_current(pane_list(self->pane));
    if (row == NULL || self->screen->record == NULL)
        return;
    GError *error = NULL;
    View *view = history_new(self->view.app, self->screen->record, row->id, &error);
    if (view != NULL)
        app_push(self->view.app, view);
    else
        app_fail(self->view.app, error);
}

static void turn_preview(BrowseView *self)
{
    const int width = terminal_columns(self->view.app->terminal);
    self->preview = preview_shown(self, width) ? PREVIEW_OFF : PREVIEW_ON;
    if (self->screen->record == NULL)
        app_say(self->view.app, "%s have nothing more to show", self->screen->title);
    else if (width < PREVIEW_FROM)
        app_say(self->view.app, "The record beside the list needs %d columns; Enter opens it", PREVIEW_FROM);
}

/* Esc first takes away what narrows the list, then leaves it. */
static bool widen(BrowseView *self)
{
    if (list_mark_count(pane_list(self->pane)) > 0)
        list_marks_clear(pane_list(self->pane));
    else if (pane_found(self->pane) != NULL)
        pane_set_find(self->pane, NULL);
    else if (pane_criteria(self->pane) != NULL)
        pane_set_criteria(self->pane, NULL);
    else if (pane_quick(self->pane) != NULL)
        pane_set_quick(self->pane, NULL);
    else
        return false;
    return true;
}

static bool handle_screen_key(BrowseView *self, const Event *event)
{
    if (event->kind != EVENT_KEY)
        return false;
    g_autofree char *name = key_to_name(event->key);
    for (guint i = 0; i < self->screen->quick_count; i++) {
        const QuickDef *quick = &self->screen->quicks[i];
        if (g_strcmp0(name, quick->key) == 0) {
            pane_set_quick(self->pane, pane_quick(self->pane) == quick ? NULL : quick);
            return true;
        }
    }
    for (guint i = 0; i < self->screen->action_count; i++) {
        if (g_strcmp0(name, self->screen->actions[i].key) != 0)
            continue;
        g_autoptr(GArray) ids = pane_chosen(self->pane);
        return ids->len == 0 || action_run(self->view.app, self->screen->actions[i].run, self->screen,
                                           (const gint64 *)(void *)ids->data, ids->len);
    }
    return false;
}

static bool handle_command(BrowseView *self, Action action)
{
    App *app = self->view.app;
    switch (action) {
    case ACTION_OPEN:
        open_current(self);
        return true;
    case ACTION_NEW:
        create_new(self);
        return true;
    case ACTION_EDIT:
        edit_current(self);
        return true;
    case ACTION_DELETE:
        delete_chosen(self);
        return true;
    case ACTION_FIND:
        self->find = editor_new(pane_found(self->pane), false);
        return true;
    case ACTION_FILTER:
        app_push(app, filter_new(app, self->screen, pane_criteria(self->pane), apply_criteria, &self->view));
        return true;
    case ACTION_SORT:
        ask_sort(self);
        return true;
    case ACTION_PREVIEW:
        turn_preview(self);
        return true;
    case ACTION_EXPORT:
        export_ask(app, self->screen, pane_window(self->pane));
        return true;
    case ACTION_COPY:
        copy_current(self);
        return true;
    case ACTION_HISTORY:
        show_history(self);
        return true;
    case ACTION_BACK:
        return widen(self);
    default:
        return list_handle(pane_list(self->pane), action);
    }
}

/* While the officer types what to find: each letter narrows the list at once. */
static bool handle_finding(BrowseView *self, const Event *event, Action action)
{
    if (action == ACTION_BACK || action == ACTION_OPEN || action == ACTION_SAVE) {
        if (action == ACTION_BACK)
            pane_set_find(self->pane, NULL);
        g_clear_pointer(&self->find, editor_free);
        return true;
    }
    g_autofree char *before = g_strdup(editor_text(self->find));
    if (event->kind == EVENT_PASTE) {
        editor_insert(self->find, event->text);
    } else if (action == ACTION_NONE && event->key >= ' ' && event->key < KEY_BASE_CODE &&
               event->key != 127) {
        char letter[8] = {0};
        g_unichar_to_utf8(event->key, letter);
        editor_insert(self->find, letter);
    } else if (!editor_action(self->find, action, 80)) {
        list_handle(pane_list(self->pane), action);
    }
    if (g_strcmp0(before, editor_text(self->find)) != 0)
        pane_set_find(self->pane, editor_text(self->find));
    return true;
}

static bool browse_handle(View *view, const Event *event, Action action)
{
    BrowseView *self = (BrowseView *)view;
    if (self->pane == NULL)
        return false;
    if (self->find != NULL)
        return handle_finding(self, event, action);
    if (handle_command(self, action))
        return true;
    return action == ACTION_NONE && handle_screen_key(self, event);
}

/* --- work while no key waits --- */

/* An amount says its currency itself. */
static bool is_currency_of_amount(const ScreenDef *screen, const FieldDef *field)
{
    for (guint i = 0; i < screen->field_count; i++) {
        if (screen->fields[i].kind == FIELD_MONEY && g_strcmp0(screen->fields[i].currency, field->name) == 0)
            return true;
    }
    return false;
}

/* What the preview shows of a field (transfer full), or NULL. */
static char *preview_value(BrowseView *self, const FieldDef *field, const Record *record)
{
    const char *stored = record_get(record, field->name);
    if (stored == NULL || field->sensitive || field->kind == FIELD_LINKS || field->kind == FIELD_COMPUTED ||
        is_currency_of_amount(self->screen, field))
        return NULL;
    g_autofree char *shown =
        value_show(field, self->view.app->screens, self->view.app->store, record, stored);
    char *line = g_strstrip(text_clean(shown, false));
    return *line != '\0' ? line : (g_free(line), NULL);
}

static void preview_section(BrowseView *self, const SectionDef *section, const Record *record)
{
    bool titled = false;
    for (guint i = section->first; i < section->first + section->count; i++) {
        const FieldDef *field = &self->screen->fields[i];
        g_autofree char *value = preview_value(self, field, record);
        if (value == NULL)
            continue;
        if (!titled)
            pager_add(self->preview_text, ROLE_LABEL, 0, section->title);
        titled = true;
        g_autofree char *line = g_strdup_printf("%s: %s", field->label, value);
        pager_add(self->preview_text, ROLE_TEXT, 2, line);
    }
}

static bool load_preview(BrowseView *self)
{
    const Row *row = list_current(pane_list(self->pane));
    gint64 id = row != NULL ? row->id : 0;
    if (!preview_shown(self, terminal_columns(self->view.app->terminal)) || id == self->preview_id)
        return false;
    self->preview_id = id;
    pager_clear(self->preview_text);
    g_autoptr(Record) record =
        id != 0 ? record_read(self->view.app->store, self->screen->record, id, NULL) : NULL;
    if (record == NULL)
        return true;
    g_autofree char *title = record_title(self->view.app->store, self->screen->record, id);
    pager_add(self->preview_text, ROLE_HEADING, 0, title);
    for (guint i = 0; i < self->screen->section_count; i++)
        preview_section(self, &self->screen->sections[i], record);
    return true;
}

/* How many there are in all, when the list shows a part. */
static bool count_total(BrowseView *self)
{
    if (self->total >= 0)
        return false;
    gint64 count = list_count(pane_list(self->pane));
    if (!pane_narrowed(self->pane)) {
        self->total = count;
        self->total_more = list_count_more(pane_list(self->pane));
        return false;
    }
    self->total = window_count_all(pane_window(self->pane), ROW_TOTAL_MOST, &self->total_more, NULL);
    if (self->total < 0 && !terminal_pending(self->view.app->terminal))
        self->total = count; /* it cannot be counted: say no more than what is known */
    return true;
}

/* A record opens on its first section: the screens that the links in it lead to, and which say how these are
 * written, are read before. */
static bool read_linked(BrowseView *self)
{
    const App *app = self->view.app;
    const guint count = self->screen->section_count > 0 ? self->screen->sections[0].count : 0;
    for (; self->linked < count; self->linked++) {
        if (terminal_pending(app->terminal))
            return true;
        screen_set_find(app->screens, self->screen->fields[self->linked].to);
    }
    return false;
}

static bool browse_idle(View *view)
{
    BrowseView *self = (BrowseView *)view;
    if (self->pane == NULL)
        return false;
    return list_idle(pane_list(self->pane)) || load_preview(self) || count_total(self) || read_linked(self);
}

static void browse_refresh(View *view)
{
    BrowseView *self = (BrowseView *)view;
    self->total = -1;
    self->preview_id = 0;
    if (self->pane != NULL)
        pane_reload(self->pane, false);
}

static void browse_free(View *view)
{
    BrowseView *self = (BrowseView *)view;
    pane_free(self->pane);
    g_clear_pointer(&self->find, editor_free);
    pager_free(self->preview_text);
    g_free(self->problem);
    g_free(self);
}

static const ViewClass browse_class = {
    .name = "list",
    .context = browse_context,
    .title = browse_title,
    .status = browse_status,
    .keys = browse_keys,
    .own_keys = browse_own_keys,
    .more_keys = browse_more_keys,
    .draw = browse_draw,
    .handle = browse_handle,
    .idle = browse_idle,
    .refresh = browse_refresh,
    .free = browse_free,
};

View *browse_new(App *app, const ScreenDef *screen)
{
    BrowseView *self = g_new0(BrowseView, 1);
    self->view = (View){&browse_class, app};
    self->screen = screen;
    self->leads_on = place_rows_lead_on(app, screen);
    self->total = -1;
    self->preview_text = pager_new();
    g_autoptr(GError) error = NULL;
    self->pane = pane_new(app, screen, NULL, NULL, 0, &error);
    if (self->pane == NULL)
        self->problem = g_strdup(error->message);
    else
        pane_go_to_today(self->pane);
    return &self->view;
}

bool browse_filter(View *view, const char *line, GError **error)
{
    BrowseView *self = (BrowseView *)view;
    g_autoptr(Criteria) criteria = pane_criteria(self->pane) != NULL
                                       ? criteria_copy(pane_criteria(self->pane))
                                       : criteria_new(self->screen, view->app->store);
    if (!criteria_add_line(criteria, line, error))
        return false;
    pane_set_criteria(self->pane, criteria);
    return true;
}

void browse_show(App *app, const ScreenDef *screen, gint64 id)
{
    for (guint i = 0; i < app->views->len; i++) {
        BrowseView *self = g_ptr_array_index(app->views, i);
        if (self->view.class == &browse_class && self->screen == screen && self->pane != NULL)
            list_go_to(pane_list(self->pane), id);
    }
}

void browse_unmark(App *app, const char *record)
{
    for (guint i = 0; i < app->views->len; i++) {
        BrowseView *self = g_ptr_array_index(app->views, i);
        if (self->view.class == &browse_class && self->pane != NULL &&
            g_strcmp0(self->screen->record, record) == 0)
            list_marks_clear(pane_list(self->pane));
    }
}
