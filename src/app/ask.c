/* Dialogs on the stack of views. */
#include "app/view.h"

typedef struct {
    View view;
    Dialog *dialog;
    AskDone done;
    void (*keep)(App *app, const char *typed, gpointer data);
    gpointer data;
    GDestroyNotify free_data;
} AskView;

static KeyContext ask_context(const View *view)
{
    const AskView *self = (const AskView *)view;
    return dialog_types(self->dialog) ? CONTEXT_EDIT : CONTEXT_DIALOG;
}

static char *ask_title(const View *view)
{
    (void)view;
    return g_strdup("");
}

static const Action *ask_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_OPEN, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void ask_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    (void)focused;
    app_give_way(view->app, true);
    dialog_draw(((AskView *)view)->dialog, terminal, area);
    app_give_way(view->app, false);
}

static bool ask_idle(View *view)
{
    return dialog_idle(((AskView *)view)->dialog);
}

/* The dialog is gone from the stack before its answer is acted upon, so that the answer may open another. */
static void ask_finish(AskView *self)
{
    App *app = self->view.app;
    AskDone done = self->done;
    guint picked = dialog_picked(self->dialog);
    g_autofree char *typed = g_strdup(dialog_typed(self->dialog));
    gpointer data = g_steal_pointer(&self->data);
    GDestroyNotify free_data = self->free_data;
    app_pop(app);
    if (done != NULL)
        done(app, picked, typed, data);
    if (free_data != NULL && data != NULL)
        free_data(data);
}

static bool ask_handle(View *view, const Event *event, Action action)
{
    AskView *self = (AskView *)view;
    switch (dialog_handle(self->dialog, event, action)) {
    case DIALOG_PICKED:
        ask_finish(self);
        break;
    case DIALOG_LEFT:
        app_pop(view->app);
        break;
    case DIALOG_OPEN:
        break;
    }
    return true;
}

static void ask_keep(View *view)
{
    AskView *self = (AskView *)view;
    if (self->keep != NULL)
        self->keep(view->app, dialog_typed(self->dialog), self->data);
}

static void ask_free(View *view)
{
    AskView *self = (AskView *)view;
    dialog_free(self->dialog);
    if (self->free_data != NULL && self->data != NULL)
        self->free_data(self->data);
    g_free(self);
}

static const ViewClass ask_class = {
    .name = "dialog",
    .overlay = true,
    .context = ask_context,
    .title = ask_title,
    .keys = ask_keys,
    .draw = ask_draw,
    .handle = ask_handle,
    .idle = ask_idle,
    .keep = ask_keep,
    .free = ask_free,
};

void ask_keeping(App *app, Dialog *dialog, AskDone done,
                 void (*keep)(App *app, const char *typed, gpointer data), gpointer data,
                 GDestroyNotify free_data)
{
    AskView *self = g_new0(AskView, 1);
    self->view.class = &ask_class;
    self->dialog = dialog;
    self->done = done;
    self->keep = keep;
    self->data = data;
    self->free_data = free_data;
    app_push(app, &self->view);
}

void ask(App *app, Dialog *dialog, AskDone done, gpointer data, GDestroyNotify free_data)
{
    ask_keeping(app, dialog, done, NULL, data, free_data);
}
