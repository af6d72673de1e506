#include "app/delegation.h"

#include <string.h>

#include "rules/delegation.h"
#include "tui/editor.h"

enum { HEAD_LINES = 3, FILE_BYTES = 60 * 1024 };

typedef struct {
    View view;
    gint64 visit;
    Editor *editor;
    int columns;
} DelegationView;

static KeyContext delegation_context(const View *view)
{
    (void)view;
    return CONTEXT_EDIT;
}

static char *delegation_title(const View *view)
{
    g_autofree char *visit = record_title(view->app->store, "visit", ((const DelegationView *)view)->visit);
    return g_strdup_printf("Delegation %s %s", terminal_glyph(view->app->terminal, GLYPH_PATH), visit);
}

static const Action *delegation_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_SAVE, ACTION_BACK, ACTION_HELP};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void delegation_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    static const char *const head[] = {
        "One person on each line: Family, Given; citizenship; employer; position",
        "Paste or type them, or the name of a file (people.csv). Saving first shows what becomes of each."};
    DelegationView *self = (DelegationView *)view;
    int y = 0, x = 0;
    for (guint i = 0; i < G_N_ELEMENTS(head); i++)
        terminal_text(terminal, area.y + (int)i, 1, area.width - 2, ROLE_LABEL, head[i]);
    self->columns = area.width - 2;
    g_autoptr(GPtrArray) lines =
        editor_lines_view(self->editor, self->columns, MAX(area.height - HEAD_LINES, 1), &y, &x);
    for (guint i = 0; i < lines->len; i++)
        terminal_text(terminal, area.y + HEAD_LINES + (int)i, 1, self->columns, ROLE_TEXT,
                      g_ptr_array_index(lines, i));
    if (focused)
        terminal_cursor(terminal, area.y + HEAD_LINES + y, 1 + x);
}

/* --- what becomes of the lines --- */

/* What stands there, or what stands in the file that it names. (transfer full) */
static char *lines_of(const DelegationView *self, GError **error)
{
    g_autofree char *text = g_strstrip(g_strdup(editor_text(self->editor)));
    if (strchr(text, '\n') != NULL || !g_str_has_suffix(text, ".csv"))
        return g_steal_pointer(&text);
    g_autofree char *path = g_canonicalize_filename(text, NULL);
    g_autofree char *content = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &content, &size, error))
        return NULL;
    return size <= FILE_BYTES && g_utf8_validate(content, (gssize)size, NULL) ? g_steal_pointer(&content)
                                                                              : g_strdup("");
}

static void entered(App *app, guint picked, const char *typed, gpointer data)
{
    guint count = 0;
    GError *error = NULL;
    (void)typed;
    if (picked != 0)
        return;
    if (!delegation_enter(data, app->store, &count, &error)) {
        app_fail(app, error);
        return;
    }
    app_pop(app);
    app_refresh(app);
    g_autofree char *people = text_count(count, "person", "people");
    app_say(app, "Put into the visit: %s. u undoes it", people);
}

static void delegation_gone(gpointer data)
{
    delegation_free(data);
}

static void show_preview(App *app, Delegation *delegation)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < delegation_count(delegation); i++) {
        g_autofree char *line = delegation_line(delegation, app->store, i);
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", line);
    }
    guint problems = delegation_problems(delegation);
    const DialogItem items[] = {
        {'y', "Put them in", problems > 0 ? "mend the lines first" : "u undoes it", problems > 0},
        {'n', "Go on typing", NULL, false}};
    g_autofree char *title =
        g_strdup_printf("%u lines, %u cannot be taken", delegation_count(delegation), problems);
    ask(app, dialog_new(title, text->str, items, G_N_ELEMENTS(items), problems > 0 ? 1 : 0), entered,
        delegation, delegation_gone);
}

static void preview(DelegationView *self)
{
    App *app = self->view.app;
    GError *error = NULL;
    g_autofree char *text = lines_of(self, &error);
    Delegation *delegation = text != NULL ? delegation_read(app->store, self->visit, text, &error) : NULL;
    if (delegation == NULL)
        app_fail(app, error);
    else
        show_preview(app, delegation);
}

/* --- typing --- */

static bool type_key(DelegationView *self, Key key)
{
    char letter[8] = {0};
    if (key < ' ' || key >= KEY_BASE_CODE || key == 127)
        return false;
    g_unichar_to_utf8(key, letter);
    return editor_insert(self->editor, letter);
}

static bool delegation_handle(View *view, const Event *event, Action action)
{
    DelegationView *self = (DelegationView *)view;
    if (event->kind == EVENT_PASTE)
        return editor_insert(self->editor, event->text);
    switch (action) {
    case ACTION_SAVE:
        preview(self);
        return true;
    case ACTION_BACK:
        app_pop(view->app);
        return true;
    case ACTION_OPEN:
        return editor_insert(self->editor, "\n");
    case ACTION_HELP:
    case ACTION_REDRAW:
        return false;
    case ACTION_NONE:
        return type_key(self, event->key);
    default:
        return editor_action(self->editor, action, self->columns);
    }
}

static void delegation_view_free(View *view)
{
    editor_free(((DelegationView *)view)->editor);
    g_free(view);
}

static const ViewClass delegation_class = {
    .name = "delegation",
    .context = delegation_context,
    .title = delegation_title,
    .keys = delegation_keys,
    .draw = delegation_draw,
    .handle = delegation_handle,
    .free = delegation_view_free,
};

View *delegation_new_view(App *app, gint64 visit)
{
    DelegationView *self = g_new0(DelegationView, 1);
    self->view = (View){&delegation_class, app};
    self->visit = visit;
    self->editor = editor_new("", true);
    self->columns = 1;
    return &self->view;
}
