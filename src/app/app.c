#include "app/app.h"

#include "app/looks.h"
#include "app/view.h"
#include "base/date.h"
#include "base/error.h"
#include "store/journal.h"
#include "store/search.h"

enum { LEAST_ROWS = 8, LEAST_COLUMNS = 40, MESSAGE_LINES = 3, REST = -1, PATIENCE = 100 };

/* --- the stack --- */

View *app_top(const App *app)
{
    return app->views->len > 0 ? g_ptr_array_index(app->views, app->views->len - 1) : NULL;
}

void app_push(App *app, View *view)
{
    view->app = app;
    g_ptr_array_add(app->views, view);
    app->restless = true;
}

void app_pop(App *app)
{
    if (app->views->len > 0)
        g_ptr_array_set_size(app->views, (gint)app->views->len - 1);
    if (app->views->len == 0)
        app->quit = true;
    app->restless = true;
}

static void view_free(gpointer data)
{
    View *view = data;
    view->class->free(view);
}

void app_refresh(App *app)
{
    for (guint i = 0; i < app->views->len; i++) {
        View *view = g_ptr_array_index(app->views, i);
        if (view->class->refresh != NULL)
            view->class->refresh(view);
    }
    app->data_version = store_data_version(app->store);
    app->restless = true;
}

static void app_keep_all(App *app)
{
    for (guint i = 0; i < app->views->len; i++) {
        View *view = g_ptr_array_index(app->views, i);
        if (view->class->keep != NULL)
            view->class->keep(view);
    }
}

/* --- messages --- */

static void app_message(App *app, Role role, const char *format, va_list arguments) G_GNUC_PRINTF(3, 0);
static void app_message(App *app, Role role, const char *format, va_list arguments)
{
    g_free(app->message);
    app->message = g_strdup_vprintf(format, arguments);
    app->message_role = role;
    app->drawn = false;
}

void app_say(App *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    app_message(app, ROLE_MESSAGE, format, arguments);
    va_end(arguments);
}

void app_warn(App *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    app_message(app, ROLE_DANGER, format, arguments);
    va_end(arguments);
}

void app_fail(App *app, GError *error)
{
    if (error == NULL)
        return;
    app_warn(app, "%s", error->message);
    g_error_free(error);
}

const char *app_read_only_reason(const App *app)
{
    return app->store != NULL ? store_read_only_reason(app->store) : NULL;
}

bool app_can_write(App *app)
{
    const char *reason = app_read_only_reason(app);
    if (reason != NULL)
        app_warn(app, "%s", reason);
    return reason == NULL;
}

const char *app_officer(const App *app)
{
    return store_officer(app->store);
}

/* --- the frame --- */

static void draw_banner(App *app, int y, int columns)
{
    const char *banner = settings_text(app->office->settings, "banner");
    int width = MIN(text_width(banner), columns);
    terminal_fill(app->terminal, (Rect){y, 0, 1, columns}, ROLE_BANNER);
    terminal_text(app->terminal, y, (columns - width) / 2, width, ROLE_BANNER, banner);
}

static void draw_title(App *app, const View *view, int y, int columns)
{
    g_autofree char *title = view->class->title(view);
    g_autofree char *status = view->class->status != NULL ? view->class->status(view) : NULL;
    int right = status != NULL ? MIN(text_width(status), columns / 2) : 0;
    int left = MAX(columns - right - 4, 1);
    terminal_text(app->terminal, y, 1, left, ROLE_TITLE, title);
    if (right > 0)
        terminal_text_right(app->terminal, y, columns - right - 1, right, ROLE_MUTED, status);
}

/* What would write: greyed where the file can only be read. */
static bool action_writes(Action action)
{
    static const Action writing[] = {
        ACTION_NEW,         ACTION_EDIT,       ACTION_DELETE,    ACTION_UNDO,         ACTION_REDO,
        ACTION_SAVE,        ACTION_ANSWER_YES, ACTION_ANSWER_NO, ACTION_ANSWER_NA,    ACTION_ANSWER_UNKNOWN,
        ACTION_ANSWER_NONE, ACTION_NOTE,       ACTION_EVIDENCE,  ACTION_CREATE_LINKED};
    for (guint i = 0; i < G_N_ELEMENTS(writing); i++) {
        if (writing[i] == action)
            return true;
    }
    return false;
}

/* The keys of the view that do (not) write, as one run of the line; returns how many columns it took. */
static int draw_keys(App *app, const View *view, int y, int x, int columns, bool writing, Role role)
{
    guint count = 0, kept = 0;
    const Action *actions = view->class->keys(view, &count);
    g_autofree Action *some = g_new0(Action, count + 1);
    for (guint i = 0; i < count; i++) {
        if (action_writes(actions[i]) == writing)
            some[kept++] = actions[i];
    }
    g_autofree char *line =
        kept > 0 ? keymap_line(app->keymap, view->class->context(view), some, kept, columns) : g_strdup("");
    /* The keys of help end each line; it has been said before those that write. */
    g_autofree char *help = keymap_line(app->keymap, view->class->context(view), some, 0, columns);
    if (writing && g_str_has_suffix(line, help))
        line[strlen(line) - strlen(help)] = '\0';
    return terminal_run(app->terminal, y, x, columns, role, line);
}

/* As many of the place's own keys as fit half of the line, each whole; help names the others. (transfer full)
 */
static char *own_keys_that_fit(const View *view, int columns)
{
    char *own = view->class->own_keys != NULL ? view->class->own_keys(view) : NULL;
    while (own != NULL && text_width(own) > columns / 2) {
        char *last = g_strrstr(own, "  ");
        if (last == NULL)
            break;
        *last = '\0';
    }
    return own;
}

static void draw_key_line(App *app, const View *view, int y, int columns)
{
    int x = 1;
    g_autofree char *own = own_keys_that_fit(view, columns);
    bool read_only = app_read_only_reason(app) != NULL;
    if (own != NULL && *own != '\0')
        x += terminal_run(app->terminal, y, x, columns / 2, read_only ? ROLE_MUTED : ROLE_KEY, own) + 2;
    if (!read_only) {
        guint count = 0;
        const Action *actions = view->class->keys(view, &count);
        g_autofree char *line =
            keymap_line(app->keymap, view->class->context(view), actions, count, columns - x - 1);
        terminal_text(app->terminal, y, x, columns - x - 1, ROLE_KEY, line);
        return;
    }
    x += draw_keys(app, view, y, x, columns - x - 1, false, ROLE_KEY) + 2;
    draw_keys(app, view, y, x, MAX(columns - x - 1, 1), true, ROLE_MUTED);
}

/* The message on the last line; a refusal that is longer takes up to `most` lines, over the keys and the
 * rule. */
static void draw_message(App *app, int bottom, int columns, int most)
{
    if (most == 1) {
        terminal_text(app->terminal, bottom - 1, 1, columns - 2, app->message_role, app->message);
        return;
    }
    g_autoptr(GPtrArray) lines = text_wrap(app->message, columns - 2);
    int count = MIN((int)lines->len, most);
    for (int i = 0; i < count; i++) {
        int y = bottom - count + i;
        terminal_fill(app->terminal, (Rect){y, 0, 1, columns}, ROLE_TEXT);
        terminal_text(app->terminal, y, 1, columns - 2, app->message_role, g_ptr_array_index(lines, i));
    }
}

/* Draws frame and view into `area`; the view's own part is what is left between the two rules. */
static void draw_view(App *app, View *view, Rect area, bool focused)
{
    terminal_rule(app->terminal, area.y + 1, 0, area.width);
    int bottom = area.y + area.height;
    terminal_rule(app->terminal, bottom - 3, 0, area.width);
    if (focused)
        draw_key_line(app, view, bottom - 2, area.width);
    view->class->draw(view, app->terminal, (Rect){area.y + 2, 0, area.height - 5, area.width}, focused);
    /* After the view, which may have read rows, and said something. */
    draw_title(app, view, area.y, area.width);
    if (app->message != NULL)
        draw_message(app, bottom, area.width,
                     focused && app->message_role == ROLE_DANGER ? MESSAGE_LINES : 1);
}

static void draw_too_small(App *app, int rows, int columns)
{
    g_autofree char *text = g_strdup_printf("This window is %dx%d. Entente needs %dx%d or more.", columns,
                                            rows, LEAST_COLUMNS, LEAST_ROWS);
    g_autoptr(GPtrArray) lines = text_wrap(text, columns);
    for (guint i = 0; i < lines->len && (int)i < rows; i++)
        terminal_text(app->terminal, (int)i, 0, columns, ROLE_TEXT, g_ptr_array_index(lines, i));
}

/* The lowest view that has to be drawn: the topmost that is no dialog. */
static guint base_view(const App *app)
{
    guint at = app->views->len - 1;
    while (at > 0 && ((View *)g_ptr_array_index(app->views, at))->class->overlay)
        at--;
    return at;
}

/* The letters that g takes, above the key line, in as many columns as fit. */
static void draw_places(App *app, Rect area)
{
    enum { CELL = 20 };
    const ScreenHead home = {.hotkey = "h", .title = "Home"};
    int columns = MAX((area.width - 4) / CELL, 1), count = 1;
    for (guint i = 0; i < screen_set_count(app->screens); i++)
        count += screen_set_head(app->screens, i).hotkey != NULL;
    int rows = (count + columns - 1) / columns;
    Rect box = {area.y + area.height - 3 - MIN(rows + 2, area.height - 5), area.x,
                MIN(rows + 2, area.height - 5), area.width};
    terminal_box(app->terminal, box, "Go to");
    int at = 0;
    for (int i = -1; i < (int)screen_set_count(app->screens); i++) {
        const ScreenHead screen = i >= 0 ? screen_set_head(app->screens, (guint)i) : home;
        if (screen.hotkey == NULL || at / columns >= box.height - 2)
            continue;
        int y = box.y + 1 + at / columns, x = box.x + 2 + at % columns * CELL;
        terminal_text(app->terminal, y, x, 2, ROLE_KEY, screen.hotkey);
        terminal_text(app->terminal, y, x + 2, CELL - 3, ROLE_TEXT, screen.title);
        at++;
    }
}

static void app_draw(App *app)
{
    int rows = terminal_rows(app->terminal), columns = terminal_columns(app->terminal);
    terminal_begin(app->terminal);
    if (rows < LEAST_ROWS || columns < LEAST_COLUMNS) {
        draw_too_small(app, rows, columns);
        return;
    }
    Rect area = {0, 0, rows, columns};
    if (*settings_text(app->office->settings, "banner") != '\0' && rows >= LEAST_ROWS + 2) {
        draw_banner(app, 0, columns);
        draw_banner(app, rows - 1, columns);
        area = (Rect){1, 0, rows - 2, columns};
    }
    guint base = base_view(app), last = app->views->len - 1;
    draw_view(app, g_ptr_array_index(app->views, base), area, base == last);
    for (guint i = base + 1; i <= last; i++) {
        View *view = g_ptr_array_index(app->views, i);
        if (i == last)
            draw_key_line(app, view, area.y + area.height - 2, area.width);
        view->class->draw(view, app->terminal, area, i == last);
    }
    if (app->going)
        draw_places(app, area);
}

static void draw_progress(App *app, int percent)
{
    int columns = terminal_columns(app->terminal), rows = terminal_rows(app->terminal);
    g_autofree char *line = g_strdup_printf("%3d %%  Esc stops", CLAMP(percent, 0, 100));
    int bar = MAX(columns - 24, 0);
    terminal_fill(app->terminal, (Rect){rows - 1, 0, 1, columns}, ROLE_TEXT);
    terminal_text(app->terminal, rows - 1, 1, 18, ROLE_MESSAGE, line);
    for (int i = 0; i < bar; i++)
        terminal_text(
            app->terminal, rows - 1, 20 + i, 1, ROLE_MESSAGE,
            terminal_glyph(app->terminal, i * 100 < percent * bar ? GLYPH_BAR_FULL : GLYPH_BAR_EMPTY));
    terminal_show(app->terminal);
}

/* Whether Esc was pressed or the line has gone. */
static bool wants_to_stop(App *app)
{
    while (terminal_pending(app->terminal)) {
        Event event;
        terminal_wait(app->terminal, 0, &event);
        if (event.kind == EVENT_CLOSED)
            app->quit = true;
        if (event.kind == EVENT_CLOSED ||
            (event.kind == EVENT_KEY && keymap_action(app->keymap, CONTEXT_DIALOG, event.key) == ACTION_BACK))
            return true;
    }
    return false;
}

/* Asked again and again: only what is new is painted. */
bool app_progress(int percent, gpointer data)
{
    App *app = data;
    if (percent != app->told)
        draw_progress(app, percent);
    const bool stop = wants_to_stop(app);
    app->told = stop || percent >= 100 ? -1 : percent;
    return !stop;
}

/* --- events --- */

/* What works everywhere, when the view had no use for it. */
static void handle_anywhere(App *app, Action action)
{
    switch (action) {
    case ACTION_HELP:
        app_push(app, help_new(app));
        break;
    case ACTION_GO:
        app->going = true;
        app_say(app, "Go to: a letter of the menu, h for home; Esc stays");
        break;
    case ACTION_COMMAND:
        command_ask(app);
        break;
    case ACTION_UNDO:
        undo_last(app);
        break;
    case ACTION_REDO:
        redo_last(app);
        break;
    case ACTION_REDRAW:
        terminal_repaint(app->terminal);
        break;
    case ACTION_BACK:
        app_pop(app);
        break;
    default:
        break;
    }
}

static void handle_key(App *app, const Event *event)
{
    View *view = app_top(app);
    g_clear_pointer(&app->message, g_free);
    if (app->going) {
        app->going = false;
        if (!place_go(app, event->key))
            app_say(app, "No place has that letter: ? lists them");
        return;
    }
    Action action = event->kind == EVENT_KEY
                        ? keymap_action(app->keymap, view->class->context(view), event->key)
                        : ACTION_NONE;
    if (!view->class->handle(view, event, action) && !app->quit)
        handle_anywhere(app, action);
}

/* Another program may have written since: what is shown is read again before the key is acted upon. */
static void notice_changes(App *app)
{
    if (store_data_version(app->store) != app->data_version)
        app_refresh(app);
}

static bool poll_key(gpointer data)
{
    return terminal_pending(((App *)data)->terminal);
}

/* While the screen is painted, what takes long is given up as well: it is painted that it goes on, and then
 * read when no key waits. */
static bool poll_patience(gpointer data)
{
    App *app = data;
    return ++app->polls > PATIENCE || poll_key(app);
}

void app_give_way(App *app, bool on)
{
    app->polls = 0;
    store_set_interrupt(app->store, on ? poll_patience : NULL, on ? app : NULL);
}

void app_give_way_to_keys(App *app)
{
    store_set_interrupt(app->store, poll_key, app);
}

/* What was found while texts were behind is found anew when they are not any more. */
static bool catch_up(App *app)
{
    const bool behind = search_is_behind(app->store), more = search_catch_up(app->store);
    if (!behind || search_is_behind(app->store))
        return more;
    app_refresh(app);
    app->drawn = false;
    return true;
}

static void app_rest(App *app)
{
    View *view = app_top(app);
    app_give_way_to_keys(app);
    app->restless = view->class->idle != NULL && view->class->idle(view);
    app_give_way(app, false);
    app->drawn = app->drawn && !app->restless;
    app->restless = app->restless || catch_up(app);
}

/* What is typed is kept so long after the first key that was not kept yet, however fast the keys come. */
static void app_typed(App *app)
{
    if (app->keep_at == 0)
        app->keep_at =
            g_get_monotonic_time() + settings_number(app->office->settings, "draft_seconds") * G_USEC_PER_SEC;
}

/* The key that comes when the time is up is painted first: a draft waits for the next pause, for a second at
 * most. */
static void app_keep_in_time(App *app, bool pause)
{
    const gint64 grace = pause ? 0 : G_USEC_PER_SEC;
    if (app->keep_at == 0 || g_get_monotonic_time() < app->keep_at + grace)
        return;
    app->keep_at = 0;
    app_keep_all(app);
    app->drawn = false;
}

static int app_patience(const App *app)
{
    if (app->restless)
        return 0;
    gint64 left = app->keep_at - g_get_monotonic_time();
    return app->keep_at == 0 ? REST : (int)(MAX(left, 0) / 1000) + 1;
}

static void app_step(App *app)
{
    Event event;
    if (!app->drawn && !terminal_pending(app->terminal)) {
        app->drawn = true;
        app_draw(app);
    }
    terminal_wait(app->terminal, app_patience(app), &event);
    app->drawn = app->drawn && event.kind == EVENT_TICK;
    switch (event.kind) {
    case EVENT_CLOSED:
        app->quit = true;
        break;
    case EVENT_TICK:
        if (app->restless)
            app_rest(app);
        break;
    case EVENT_RESIZE:
        app->restless = true;
        break;
    default:
        notice_changes(app);
        handle_key(app, &event);
        app_typed(app);
        app->restless = true;
        break;
    }
    app_keep_in_time(app, event.kind == EVENT_TICK);
}

static bool app_start(App *app, GError **error)
{
    Theme theme;
    if (!looks_theme(settings_text(app->office->settings, "theme"), &theme, error))
        return false;
    app->keymap = looks_keymap(app->office->settings, error);
    if (app->keymap == NULL)
        return false;
    const TerminalOptions options = {&theme, settings_flag(app->office->settings, "ascii"),
                                     settings_flag(app->office->settings, "clipboard")};
    app->terminal = terminal_open(&options, error);
    if (app->terminal == NULL)
        return false;
    terminal_alt_keys(app->terminal, app->keymap);
    return true;
}

static void app_clear(App *app)
{
    g_ptr_array_free(app->views, TRUE);
    g_hash_table_destroy(app->repeat);
    if (app->terminal != NULL)
        terminal_close(app->terminal);
    if (app->keymap != NULL)
        keymap_free(app->keymap);
    g_free(app->message);
    g_free(app->today);
}

/* Home without a word from the file: whoever starts the program sees at once that it is there, and what it
 * waits for. */
static void app_paint_first(App *app)
{
    app_push(app, home_new(app));
    app_draw(app);
    terminal_show(app->terminal);
}

/* The keys that are typed meanwhile stay in the line, and are read when the office is open; where it is
 * brought up to date, which can take minutes, Esc is listened for and gives it up. */
static bool app_enter(App *app, GError **error)
{
    app->office->options.progress = app_progress;
    app->office->options.progress_data = app;
    if (!office_enter(app->office, error))
        return false;
    app->store = app->office->store;
    search_set_later(app->store, true);
    app->today = store_today(app->store);
    app->seen_entry = journal_last(app->store, 0, NULL);
    app->data_version = store_data_version(app->store);
    /* The first picture does until the agenda has been read, unless something lies over it. */
    app->drawn = app->office->work != STORE_UPGRADE;
    if (app_read_only_reason(app) != NULL)
        app_warn(app, "%s", app_read_only_reason(app));
    else
        drafts_ask(app, true);
    app->drawn = app->drawn && app->views->len == 1;
    return true;
}

int app_run(Office *office, GError **error)
{
    App app = {.office = office, .screens = office->screens, .message_role = ROLE_MESSAGE, .told = -1};
    app.views = g_ptr_array_new_with_free_func(view_free);
    app.repeat = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)record_free);
    bool good = app_start(&app, error);
    if (good)
        app_paint_first(&app);
    if (!good || !app_enter(&app, error)) {
        app_clear(&app);
        return 3;
    }
    while (!app.quit)
        app_step(&app);
    app_keep_all(&app);
    app_clear(&app);
    return 0;
}
