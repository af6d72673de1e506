#include "app/read.h"

typedef struct {
    View view;
    char *title;
    Pager *pager;
    char *find;
    void (*fill)(App *app, Pager *pager, gpointer data);
    gpointer data;
    GDestroyNotify free_data;
    const GArray *jumps; /* ReadJump, or NULL */
} ReadView;

static KeyContext read_context(const View *view)
{
    (void)view;
    return CONTEXT_VIEW;
}

static char *read_title(const View *view)
{
    return g_strdup(((const ReadView *)view)->title);
}

static const Action *read_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_DOWN, ACTION_PAGE_DOWN, ACTION_FIND, ACTION_FIND_NEXT, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void read_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    (void)focused;
    pager_draw(((ReadView *)view)->pager, terminal, (Rect){area.y, 1, area.height, area.width - 2});
}

static void find(ReadView *self, bool backward, bool again)
{
    if (self->find != NULL && !pager_find(self->pager, self->find, backward, again))
        app_say(self->view.app, "\"%s\" is not %s", self->find, again ? "there again" : "in this text");
}

static void find_done(App *app, guint picked, const char *typed, gpointer data)
{
    ReadView *self = data;
    (void)app;
    (void)picked;
    g_free(self->find);
    self->find = typed != NULL && *typed != '\0' ? g_strdup(typed) : NULL;
    find(self, false, false);
}

void read_set_jumps(View *view, const GArray *jumps)
{
    ((ReadView *)view)->jumps = jumps;
}

/* True when the key is the digit of a place that the text leads to. */
static bool jump(ReadView *self, const Event *event)
{
    if (self->jumps == NULL || event->kind != EVENT_KEY)
        return false;
    g_autofree char *name = key_to_name(event->key);
    gint64 number = name != NULL && strlen(name) == 1 ? g_ascii_digit_value(name[0]) : -1;
    if (number < 1 || number > self->jumps->len)
        return false;
    const ReadJump *to = &g_array_index(self->jumps, ReadJump, number - 1);
    place_open_record(self->view.app, to->screen, to->id);
    return true;
}

static void read_more_keys(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                           gpointer data)
{
    if (((const ReadView *)view)->jumps != NULL)
        add("1 to 9", "Go to what the text marks with that digit", data);
}

static bool read_handle(View *view, const Event *event, Action action)
{
    ReadView *self = (ReadView *)view;
    /* n finds the next place in a text: there is nothing to make here. */
    if (action == ACTION_NEW)
        action = ACTION_FIND_NEXT;
    if (jump(self, event))
        return true;
    switch (action) {
    case ACTION_FIND:
        ask(view->app, dialog_prompt("Find in this text", NULL, self->find, NULL, NULL), find_done, self,
            NULL);
        return true;
    case ACTION_FIND_NEXT:
    case ACTION_FIND_PREVIOUS:
        find(self, action == ACTION_FIND_PREVIOUS, true);
        return true;
    case ACTION_HELP:
        return true;
    default:
        return pager_handle(self->pager, action);
    }
}

static void read_refresh(View *view)
{
    ReadView *self = (ReadView *)view;
    if (self->fill == NULL)
        return;
    guint line = pager_current(self->pager);
    pager_clear(self->pager);
    self->fill(view->app, self->pager, self->data);
    pager_go_to(self->pager, line);
}

static void read_free(View *view)
{
    ReadView *self = (ReadView *)view;
    pager_free(self->pager);
    g_free(self->title);
    g_free(self->find);
    if (self->free_data != NULL && self->data != NULL)
        self->free_data(self->data);
    g_free(self);
}

static const ViewClass read_class = {
    .name = "text",
    .context = read_context,
    .title = read_title,
    .keys = read_keys,
    .more_keys = read_more_keys,
    .draw = read_draw,
    .handle = read_handle,
    .refresh = read_refresh,
    .free = read_free,
};

View *read_new(App *app, const char *title, Pager *pager, void (*fill)(App *app, Pager *pager, gpointer data),
               gpointer data, GDestroyNotify free_data)
{
    ReadView *self = g_new0(ReadView, 1);
    self->view = (View){&read_class, app};
    self->title = g_strdup(title);
    self->pager = pager;
    self->fill = fill;
    self->data = data;
    self->free_data = free_data;
    if (fill != NULL)
        fill(app, pager, data);
    return &self->view;
}
