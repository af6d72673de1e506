/* Home: the menu beside what needs someone today. */
#include "app/view.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/row.h"
#include "rules/agenda.h"
#include "store/journal.h"
#include "store/query.h"
#include "tui/calendar.h"

typedef struct {
    ScreenHead screen;
    const char *group; /* set on the first screen of a group */
    gint64 count;      /* -1 while not counted, NOT_COUNTED */
} MenuEntry;

/* One line of the agenda: a heading or an item. */
typedef struct {
    Urgency urgency;
    const AgendaItem *item; /* NULL: a heading */
} AgendaLine;

typedef struct {
    View view;
    GArray *menu; /* MenuEntry */
    guint menu_at;
    int menu_first;
    int menu_height;   /* as last drawn */
    GPtrArray *agenda; /* AgendaItem */
    bool agenda_more;  /* there are more than that */
    GArray *lines;     /* AgendaLine */
    guint agenda_at;
    int agenda_first;
    bool in_agenda;
    bool stale;   /* the agenda has to be read */
    guint others; /* changes by others since the program started */
    char *office; /* the file's name for itself; NULL: not read */
    bool counted_ahead;
} HomeView;

enum {
    MENU_WIDTH = 27,
    MENU_NARROW = 22,
    NARROW = 72,
    CALENDAR_FROM = 118,
    CALENDAR_PART = CALENDAR_WIDTH + 3,
    AGENDA_MOST = 200,
    NOT_COUNTED = -2,
    MONTHS_SHOWN = 3
};

/* --- reading --- */

static void make_menu(HomeView *self)
{
    const ScreenSet *screens = self->view.app->screens;
    const char *group = NULL;
    for (guint i = 0; i < screen_set_count(screens); i++) {
        ScreenHead screen = screen_set_head(screens, i);
        if (screen.menu == NULL)
            continue;
        MenuEntry entry = {screen, g_strcmp0(group, screen.menu) != 0 ? screen.menu : NULL, -1};
        group = screen.menu;
        g_array_append_val(self->menu, entry);
    }
}

static MenuEntry *menu_entry(const HomeView *self, guint index)
{
    return &g_array_index(self->menu, MenuEntry, index);
}

static void add_line(HomeView *self, Urgency urgency, const AgendaItem *item)
{
    const AgendaLine line = {urgency, item};
    g_array_append_val(self->lines, line);
}

static void lay_lines(HomeView *self)
{
    g_array_set_size(self->lines, 0);
    for (guint i = 0; i < self->agenda->len; i++) {
        const AgendaItem *item = g_ptr_array_index(self->agenda, i);
        const AgendaItem *before = i > 0 ? g_ptr_array_index(self->agenda, i - 1) : NULL;
        if (before == NULL || before->urgency != item->urgency)
            add_line(self, item->urgency, NULL);
        add_line(self, item->urgency, item);
    }
    self->agenda_at = MIN(self->agenda_at, self->lines->len > 0 ? self->lines->len - 1 : 0);
    if (self->lines->len > 1 && g_array_index(self->lines, AgendaLine, self->agenda_at).item == NULL)
        self->agenda_at++;
}

static bool read_agenda(HomeView *self)
{
    App *app = self->view.app;
    if (!self->stale)
        return false;
    GError *error = NULL;
    GPtrArray *agenda = agenda_read(app->store, NULL, AGENDA_MOST + 1, &error);
    if (agenda == NULL) {
        bool interrupted = error_is(error, ERROR_INTERRUPTED);
        if (interrupted)
            g_error_free(error);
        else
            app_fail(app, error);
        self->stale = interrupted;
        return interrupted;
    }
    g_ptr_array_free(self->agenda, TRUE);
    self->agenda = agenda;
    self->agenda_more = agenda->len > AGENDA_MOST;
    g_ptr_array_set_size(agenda, MIN((gint)agenda->len, AGENDA_MOST));
    self->stale = false;
    lay_lines(self);
    journal_last(app->store, app->seen_entry, &self->others);
    return true;
}

/* What takes long after all is not counted. */
static gint64 count_records(App *app, const MenuEntry *entry)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT %d)",
        entry->screen.record != NULL ? entry->screen.record : entry->screen.source, ROW_TOTAL_MOST + 1);
    app_give_way(app, true);
    const gint64 count = query_one_int(app->store, sql, 0, -1);
    app_give_way_to_keys(app);
    return count < 0 && !terminal_pending(app->terminal) ? NOT_COUNTED : count;
}

/* Lines that the menu takes: one for each group's name and one for each screen. */
static int menu_line(const HomeView *self, guint index)
{
    int line = (int)index;
    for (guint i = 0; i <= index; i++)
        line += menu_entry(self, i)->group != NULL;
    return line;
}

static bool is_seen(const HomeView *self, guint index)
{
    const int y = menu_line(self, index) - self->menu_first;
    return y >= 0 && y < self->menu_height;
}

/* All at once, as each picture costs more than a count; a key that comes is answered first. */
static bool count_menu(HomeView *self, bool seen)
{
    App *app = self->view.app;
    bool counted = false;
    for (guint i = 0; i < self->menu->len; i++) {
        MenuEntry *entry = menu_entry(self, i);
        if (entry->count != -1 || entry->screen.figures || is_seen(self, i) != seen)
            continue;
        if (terminal_pending(app->terminal))
            break;
        entry->count = count_records(app, entry);
        counted = true;
    }
    return counted;
}

/* Those out of sight are counted once, last, and change no picture: the key that brings them into sight finds
 * them counted. After a change they wait until they are seen: it would cost each way home. */
static bool home_idle(View *view)
{
    HomeView *self = (HomeView *)view;
    if (read_agenda(self) || count_menu(self, true))
        return true;
    if (!self->counted_ahead)
        count_menu(self, false);
    self->counted_ahead = self->counted_ahead || !terminal_pending(view->app->terminal);
    return false;
}

static void home_refresh(View *view)
{
    HomeView *self = (HomeView *)view;
    self->stale = true;
    g_clear_pointer(&self->office, g_free);
    for (guint i = 0; i < self->menu->len; i++)
        menu_entry(self, i)->count = -1;
}

/* --- line 1, keys --- */

static KeyContext home_context(const View *view)
{
    (void)view;
    return CONTEXT_VIEW;
}

/* The configuration's name of the office, else the file's, which is read again when the file has changed. */
static const char *office_name(HomeView *self)
{
    const App *app = self->view.app;
    const char *office = settings_text(app->office->settings, "office");
    if (*office != '\0' || app->store == NULL)
        return office;
    if (self->office == NULL)
        self->office = store_setting(app->store, "office");
    return self->office;
}

static char *home_title(const View *view)
{
    const char *kept = office_name((HomeView *)view);
    return kept != NULL && *kept != '\0' ? g_strdup_printf("Home  %s", kept) : g_strdup("Home");
}

static char *home_status(const View *view)
{
    const char *dot = terminal_glyph(view->app->terminal, GLYPH_OPEN);
    if (view->app->store == NULL)
        return settings_officer(view->app->office->settings);
    const char *what = view->app->office->demo                   ? "demonstration, all invented"
                       : app_read_only_reason(view->app) != NULL ? "read only"
                                                                 : "office file";
    return g_strdup_printf("%s %s %s", app_officer(view->app), dot, what);
}

static const Action *home_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_HELP,    ACTION_OPEN, ACTION_NEXT_SECTION, ACTION_FIND,
                                  ACTION_COMMAND, ACTION_UNDO, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void home_more_keys(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                           gpointer data)
{
    const HomeView *self = (const HomeView *)view;
    for (guint i = 0; i < self->menu->len; i++) {
        const ScreenHead *screen = &menu_entry(self, i)->screen;
        if (screen->hotkey != NULL)
            add(screen->hotkey, screen->title, data);
    }
}

/* --- drawing --- */

static char *count_text(gint64 count)
{
    if (count < 0)
        return g_strdup("");
    return row_count_text(MIN(count, ROW_TOTAL_MOST), count > ROW_TOTAL_MOST);
}

static void draw_menu_entry(const HomeView *self, Terminal *terminal, int y, int width, guint index)
{
    const MenuEntry *entry = menu_entry(self, index);
    bool current = index == self->menu_at && !self->in_agenda;
    Role role = current ? ROLE_FOCUS : ROLE_TEXT;
    g_autofree char *count = count_text(entry->count);
    terminal_fill(terminal, (Rect){y, 1, 1, width - 2}, role);
    terminal_text(terminal, y, 2, 2, current ? ROLE_FOCUS : ROLE_KEY,
                  entry->screen.hotkey != NULL ? entry->screen.hotkey : " ");
    terminal_text(terminal, y, 5, width - 12, role, entry->screen.title);
    terminal_text_right(terminal, y, width - 7, 6, current ? ROLE_FOCUS : ROLE_MUTED, count);
    if (current)
        terminal_cursor(terminal, y, 2);
}

/* Two panes side by side cannot be scrolled by the terminal: all their rows are sent. So they move by half
 * their height, and most steps send two rows only. */
static int scroll_half(int first, int current, int count, int height)
{
    if (layout_scroll(first, current, count, height) == first)
        return first;
    return CLAMP(current - height / 2, 0, MAX(count - height, 0));
}

static void draw_menu(HomeView *self, Terminal *terminal, Rect area)
{
    self->menu_height = area.height;
    if (self->menu->len == 0)
        return;
    int lines = menu_line(self, self->menu->len - 1) + 1;
    int heading = menu_entry(self, self->menu_at)->group != NULL ? 1 : 0;
    self->menu_first =
        scroll_half(self->menu_first, menu_line(self, self->menu_at) - heading, lines, area.height);
    self->menu_first = scroll_half(self->menu_first, menu_line(self, self->menu_at), lines, area.height);
    for (guint i = 0; i < self->menu->len; i++) {
        int y = menu_line(self, i) - self->menu_first;
        if (menu_entry(self, i)->group != NULL && y - 1 >= 0 && y - 1 < area.height)
            terminal_text(terminal, area.y + y - 1, 1, area.width - 1, ROLE_HEADING,
                          menu_entry(self, i)->group);
        if (is_seen(self, i))
            draw_menu_entry(self, terminal, area.y + y, area.width, i);
    }
}

static Role urgency_role(Urgency urgency)
{
    switch (urgency) {
    case URGENCY_OVERDUE:
        return ROLE_DANGER;
    case URGENCY_WEEK:
        return ROLE_DEADLINE;
    case URGENCY_WAITING:
        return ROLE_STATE;
    default:
        return ROLE_MUTED;
    }
}

static Glyph urgency_glyph(Urgency urgency)
{
    return urgency == URGENCY_OVERDUE ? GLYPH_LATE : urgency == URGENCY_WEEK ? GLYPH_SOON : GLYPH_OPEN;
}

/* Is it this officer's to do? */
static bool is_mine(const HomeView *self, const AgendaItem *item)
{
    return g_strcmp0(item->officer, app_officer(self->view.app)) == 0;
}

static void draw_item(const HomeView *self, Terminal *terminal, int y, Rect area, const AgendaItem *item,
                      bool current)
{
    Role role = current ? ROLE_FOCUS : ROLE_TEXT;
    int partner = item->partner != NULL && area.width >= 60 ? MIN(text_width(item->partner), 16) : 0;
    int what = area.width - 27 - (partner > 0 ? partner + 1 : 0);
    g_autofree char *words = g_strdup_printf("%s%s", is_mine(self, item) ? "you: " : "", item->what);
    terminal_fill(terminal, (Rect){y, area.x, 1, area.width}, role);
    terminal_text(terminal, y, area.x, 1, current ? role : urgency_role(item->urgency),
                  terminal_glyph(terminal, urgency_glyph(item->urgency)));
    terminal_text(terminal, y, area.x + 2, 9, current ? role : urgency_role(item->urgency), item->mark);
    terminal_text(terminal, y, area.x + 12, 13, current ? role : ROLE_STATE, item->ref);
    terminal_text(terminal, y, area.x + 26, MAX(what, 1), role, words);
    if (partner > 0)
        terminal_text_right(terminal, y, area.x + area.width - partner, partner, current ? role : ROLE_MUTED,
                            item->partner);
    if (current)
        terminal_cursor(terminal, y, area.x + 12);
}

/* Of what was read: where that is not all, it says so. */
static char *need_text(const HomeView *self, guint mine, guint waiting)
{
    if (self->stale)
        return g_strdup("");
    const char *more = self->agenda_more && waiting == self->agenda->len ? "+" : "";
    if (mine > 0)
        return g_strdup_printf("%u%s of %u%s need you", mine, more, waiting, more);
    return g_strdup_printf("%u%s need%s someone", waiting, more, waiting == 1 ? "s" : "");
}

static void draw_heading(const HomeView *self, Terminal *terminal, Rect area)
{
    if (self->view.app->today == NULL)
        return; /* the file may have a day of its own */
    g_autofree char *day = date_heading(self->view.app->today);
    g_autofree char *heading = g_strdup_printf("Today, %s", day);
    guint waiting = 0, mine = 0;
    for (guint i = 0; i < self->agenda->len; i++) {
        const AgendaItem *item = g_ptr_array_index(self->agenda, i);
        waiting += item->urgency != URGENCY_MONTH;
        mine += item->urgency != URGENCY_MONTH && is_mine(self, item);
    }
    g_autofree char *need = need_text(self, mine, waiting);
    int right = MIN(text_width(need), area.width / 2);
    terminal_text(terminal, area.y, area.x, area.width - right - 1, ROLE_HEADING, heading);
    terminal_text_right(terminal, area.y, area.x + area.width - right, right, ROLE_DEADLINE, need);
}

/* What stands where the agenda will be. */
static const char *in_place_of_agenda(const HomeView *self)
{
    static const char *const works[] = {[STORE_READ] = "Reading the agenda",
                                        [STORE_UPGRADE] = "Bringing the office up to date",
                                        [STORE_MAKE] = "Making the office"};
    if (self->view.app->store == NULL)
        return works[self->view.app->office->work];
    return self->stale ? works[STORE_READ] : "Nothing waits: no clock, visit or action in the next 30 days.";
}

static void draw_agenda(HomeView *self, Terminal *terminal, Rect area)
{
    draw_heading(self, terminal, area);
    Rect list = {area.y + 1, area.x, area.height - 1, area.width};
    if (self->lines->len == 0) {
        terminal_text(terminal, list.y, list.x, list.width, ROLE_MUTED, in_place_of_agenda(self));
        return;
    }
    self->agenda_first =
        scroll_half(self->agenda_first, (int)self->agenda_at, (int)self->lines->len, list.height);
    if (self->agenda_at == 1)
        self->agenda_first = 0;
    for (int i = 0; i < list.height && self->agenda_first + i < (int)self->lines->len; i++) {
        guint index = (guint)(self->agenda_first + i);
        const AgendaLine *line = &g_array_index(self->lines, AgendaLine, index);
        if (line->item == NULL)
            terminal_text(terminal, list.y + i, list.x, list.width, ROLE_MUTED, urgency_title(line->urgency));
        else
            draw_item(self, terminal, list.y + i, list, line->item,
                      self->in_agenda && index == self->agenda_at);
    }
}

/* The most urgent thing that falls on a day, for the calendar. */
static const char *day_sign(int year, int month, int day, Role *role, gpointer data)
{
    const HomeView *self = data;
    char iso[16];
    g_snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
    for (guint i = 0; i < self->agenda->len; i++) {
        const AgendaItem *item = g_ptr_array_index(self->agenda, i);
        if (g_strcmp0(item->due_on, iso) == 0) {
            *role = urgency_role(item->urgency);
            return terminal_glyph(self->view.app->terminal, urgency_glyph(item->urgency));
        }
    }
    return NULL;
}

/* This month and those that follow, as many as there is room for. */
static void draw_calendar(HomeView *self, Terminal *terminal, Rect area)
{
    int year = 0, month = 0, y = area.y;
    if (self->view.app->today == NULL || sscanf(self->view.app->today, "%d-%d", &year, &month) != 2)
        return;
    for (int shown = 0; shown < MONTHS_SHOWN && y + CALENDAR_HEIGHT <= area.y + area.height; shown++) {
        y += calendar_draw(terminal, y, area.x, year, month, self->view.app->today, day_sign, self) + 1;
        year += month == 12;
        month = month % 12 + 1;
    }
}

static void home_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    HomeView *self = (HomeView *)view;
    (void)focused;
    int menu = area.width < NARROW ? MENU_NARROW : MENU_WIDTH;
    draw_menu(self, terminal, (Rect){area.y, 0, area.height, menu});
    terminal_column_rule(terminal, area.y, menu, area.height);
    int calendar = area.width >= CALENDAR_FROM ? CALENDAR_PART : 0;
    draw_agenda(self, terminal, (Rect){area.y, menu + 2, area.height, area.width - menu - 3 - calendar});
    if (calendar > 0) {
        terminal_column_rule(terminal, area.y, area.width - calendar, area.height);
        draw_calendar(self, terminal, (Rect){area.y, area.width - calendar + 2, area.height, CALENDAR_WIDTH});
    }
    if (view->app->message == NULL && self->others > 0) {
        g_autofree char *changes = text_count((gint64)self->others, "change", "changes");
        app_say(view->app, "%s by others since you came (H to see)", changes);
    }
}

/* --- moving --- */

static void move_menu(HomeView *self, int by)
{
    int last = (int)self->menu->len - 1;
    self->menu_at = (guint)CLAMP((int)self->menu_at + by, 0, MAX(last, 0));
}

/* The line nearest to `at` in that direction that is no heading; -1 when there is none. */
static int item_line(const HomeView *self, int at, int step)
{
    int count = (int)self->lines->len;
    while (at >= 0 && at < count && g_array_index(self->lines, AgendaLine, at).item == NULL)
        at += step;
    return at >= 0 && at < count ? at : -1;
}

/* Headings are passed over; the first line is one, so that from there it is the first item below. */
static void move_agenda(HomeView *self, int by)
{
    int wanted = CLAMP((int)self->agenda_at + by, 0, MAX((int)self->lines->len - 1, 0));
    int at = item_line(self, wanted, by < 0 ? -1 : 1);
    if (at < 0)
        at = item_line(self, wanted, by < 0 ? 1 : -1);
    if (at >= 0)
        self->agenda_at = (guint)at;
}

static void home_move(HomeView *self, int by)
{
    if (self->in_agenda)
        move_agenda(self, by);
    else
        move_menu(self, by);
}

static void home_open(HomeView *self)
{
    App *app = self->view.app;
    if (!self->in_agenda) {
        place_open_screen(app, screen_set_find(app->screens, menu_entry(self, self->menu_at)->screen.name));
        return;
    }
    if (self->agenda_at >= self->lines->len)
        return;
    const AgendaItem *item = g_array_index(self->lines, AgendaLine, self->agenda_at).item;
    if (item != NULL)
        place_open_record(app, item->screen, item->id);
}

static void open_changes(App *app)
{
    const ScreenDef *screen = screen_set_find(app->screens, "journal");
    if (screen != NULL)
        place_open_screen(app, screen);
}

static bool handle_letter(HomeView *self, const Event *event)
{
    if (event->kind != EVENT_KEY || event->key >= KEY_BASE_CODE)
        return false;
    g_autofree char *name = key_to_name(event->key);
    const ScreenDef *screen = screen_set_for_key(self->view.app->screens, name);
    if (screen == NULL || screen->menu == NULL)
        return false;
    for (guint i = 0; i < self->menu->len; i++) {
        if (strcmp(menu_entry(self, i)->screen.name, screen->name) == 0)
            self->menu_at = i;
    }
    place_open_screen(self->view.app, screen);
    return true;
}

/* Nothing is lost by leaving, so q leaves at once; Esc, which officers press to be sure, stays. */
static void leave(HomeView *self, const Event *event)
{
    g_autofree char *name = key_to_name(event->key);
    if (event->kind == EVENT_KEY && g_strcmp0(name, "Esc") != 0)
        self->view.app->quit = true;
    else
        app_say(self->view.app, "This is home: q leaves Entente");
}

static bool home_handle(View *view, const Event *event, Action action)
{
    HomeView *self = (HomeView *)view;
    if (handle_letter(self, event))
        return true;
    switch (action) {
    case ACTION_UP:
        home_move(self, -1);
        return true;
    case ACTION_DOWN:
        home_move(self, 1);
        return true;
    case ACTION_PAGE_UP:
        home_move(self, -10);
        return true;
    case ACTION_PAGE_DOWN:
        home_move(self, 10);
        return true;
    case ACTION_FIRST:
        home_move(self, -10000);
        return true;
    case ACTION_LAST:
        home_move(self, 10000);
        return true;
    case ACTION_LEFT:
    case ACTION_RIGHT:
        self->in_agenda = action == ACTION_RIGHT && self->lines->len > 0;
        return true;
    case ACTION_NEXT_SECTION:
    case ACTION_PREVIOUS_SECTION:
        self->in_agenda = !self->in_agenda && self->lines->len > 0;
        return true;
    case ACTION_OPEN:
        home_open(self);
        return true;
    case ACTION_FIND:
        find_anywhere_ask(view->app, NULL);
        return true;
    case ACTION_HISTORY:
        open_changes(view->app);
        return true;
    case ACTION_BACK:
        leave(self, event);
        return true;
    default:
        return false;
    }
}

static void home_free(View *view)
{
    HomeView *self = (HomeView *)view;
    g_array_free(self->menu, TRUE);
    g_array_free(self->lines, TRUE);
    g_ptr_array_free(self->agenda, TRUE);
    g_free(self->office);
    g_free(self);
}

static const ViewClass home_class = {
    .name = "home",
    .context = home_context,
    .title = home_title,
    .status = home_status,
    .keys = home_keys,
    .more_keys = home_more_keys,
    .draw = home_draw,
    .handle = home_handle,
    .idle = home_idle,
    .refresh = home_refresh,
    .free = home_free,
};

View *home_new(App *app)
{
    HomeView *self = g_new0(HomeView, 1);
    self->view = (View){&home_class, app};
    self->menu = g_array_new(FALSE, FALSE, sizeof(MenuEntry));
    self->lines = g_array_new(FALSE, FALSE, sizeof(AgendaLine));
    self->agenda = g_ptr_array_new_with_free_func((GDestroyNotify)agenda_item_free);
    self->stale = true;
    make_menu(self);
    return &self->view;
}
