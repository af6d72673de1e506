#include "app/delegation.h"

#include <string.h>

#include "base/error.h"
#include "rules/consequence.h"
#include "rules/delegation.h"
#include "screen/save.h"
#include "store/draft.h"
#include "tui/editor.h"

enum { FILE_BYTES = 60 * 1024 };

/* The lines stand under this field in the draft, which is one of the visit beside that of its form. */
#define DRAFT_LINES "?lines"

typedef struct {
    View view;
    gint64 visit;
    gint64 draft;
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

/* What to type, broken to the width; returns how many lines it took, with a blank one below. */
static int draw_head(Terminal *terminal, Rect area)
{
    static const char head[] = "One person on each line: Family, Given; citizenship; employer; position\n"
                               "Paste or type them, or name a file (people.csv). Saving shows first what "
                               "becomes of each.";
    g_autoptr(GPtrArray) lines = text_wrap(head, area.width - 2);
    for (guint i = 0; i < lines->len; i++)
        terminal_text(terminal, area.y + (int)i, 1, area.width - 2, ROLE_LABEL, g_ptr_array_index(lines, i));
    return (int)lines->len + 1;
}

static void delegation_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    DelegationView *self = (DelegationView *)view;
    int y = 0, x = 0, top = area.y + draw_head(terminal, area);
    self->columns = area.width - 2;
    g_autoptr(GPtrArray) lines =
        editor_lines_view(self->editor, self->columns, MAX(area.y + area.height - top, 1), &y, &x);
    for (guint i = 0; i < lines->len; i++)
        terminal_text(terminal, top + (int)i, 1, self->columns, ROLE_TEXT, g_ptr_array_index(lines, i));
    if (focused)
        terminal_cursor(terminal, top + y, 1 + x);
}

/* --- what is not put in yet is kept --- */

static void drop_draft(DelegationView *self)
{
    if (self->draft != 0)
        draft_remove(self->view.app->store, self->draft, NULL);
    self->draft = 0;
}

static void delegation_keep(View *view)
{
    DelegationView *self = (DelegationView *)view;
    App *app = view->app;
    GError *error = NULL;
    if (store_read_only_reason(app->store) != NULL)
        return;
    if (*editor_text(self->editor) == '\0') {
        drop_draft(self);
        return;
    }
    g_autoptr(Record) visit = record_read(app->store, "visit", self->visit, &error);
    if (visit == NULL) {
        app_fail(app, error);
        return;
    }
    g_autoptr(Record) now = record_new("visit");
    record_set(now, DRAFT_LINES, editor_text(self->editor));
    g_autofree char *name = record_title(app->store, "visit", self->visit);
    g_autofree char *title = g_strdup_printf("Delegation for %s", name);
    if (draft_save(app->store, DELEGATION_DRAFT, title, visit, now, &self->draft, &error))
        return;
    if (error_is(error, ERROR_BUSY))
        app->keep_at = g_get_monotonic_time() + G_USEC_PER_SEC;
    else
        app_fail(app, g_steal_pointer(&error));
    g_clear_error(&error);
}

/* What was typed for this visit before and not put in stands there again. */
static void take_up(DelegationView *self)
{
    App *app = self->view.app;
    g_autoptr(GPtrArray) drafts = draft_list(app->store, NULL);
    for (guint i = 0; drafts != NULL && i < drafts->len && self->draft == 0; i++) {
        const Draft *draft = g_ptr_array_index(drafts, i);
        g_autoptr(Record) before = NULL;
        g_autoptr(Record) now = NULL;
        if (draft->record_id != self->visit || strcmp(draft->screen, DELEGATION_DRAFT) != 0 ||
            !draft_read(app->store, draft->id, &before, &now, NULL))
            continue;
        self->draft = draft->id;
        editor_insert(self->editor, record_get(now, DRAFT_LINES));
        app_say(app, "Not put in yet: what you typed here before");
    }
}

static void leave(DelegationView *self)
{
    App *app = self->view.app;
    delegation_keep(&self->view);
    bool kept = self->draft != 0;
    app_pop(app);
    if (kept)
        app_say(app, "Kept as a draft: D takes it up again");
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

typedef struct {
    DelegationView *view;
    Delegation *delegation;
} Asked;

static void entered(App *app, guint picked, const char *typed, gpointer data)
{
    const Asked *asked = data;
    guint count = 0;
    GError *error = NULL;
    (void)typed;
    if (picked != 0)
        return;
    if (!delegation_enter(asked->delegation, app->store, &count, &error)) {
        app_fail(app, error);
        return;
    }
    drop_draft(asked->view);
    app_pop(app);
    app_refresh(app);
    g_autofree char *people = text_count(count, "person", "people");
    app_say(app, "Put into the visit: %s. u undoes it", people);
}

static void asked_free(gpointer data)
{
    Asked *asked = data;
    delegation_free(asked->delegation);
    g_free(asked);
}

/* What comes of it stands first: a long delegation goes beyond the window. */
static char *preview_text(DelegationView *self, const Delegation *delegation)
{
    Store *store = self->view.app->store;
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) found = delegation_foresee(delegation, store, NULL);
    if (found != NULL && found->len > 0) {
        g_autofree char *own = save_name(store, "visit", self->visit);
        g_autofree char *more = consequence_lines(found, own);
        g_string_append_printf(text, "Putting them in does more:\n%s\n\n", more);
    }
    for (guint i = 0; i < delegation_count(delegation); i++) {
        g_autofree char *line = delegation_line(delegation, store, i);
        g_string_append_printf(text, "%s%s", i > 0 ? "\n" : "", line);
    }
    return g_string_free(text, FALSE);
}

static void show_preview(DelegationView *self, Delegation *delegation)
{
    g_autofree char *text = preview_text(self, delegation);
    guint problems = delegation_problems(delegation);
    const DialogItem items[] = {
        {'y', "Put them in", problems > 0 ? "mend the lines first" : "u undoes it", problems > 0},
        {'n', "Go on typing", NULL, false}};
    g_autofree char *lines = text_count(delegation_count(delegation), "line", "lines");
    g_autofree char *title = g_strdup_printf("%s, %u cannot be taken", lines, problems);
    ask(self->view.app, dialog_new(title, text, items, G_N_ELEMENTS(items), problems > 0 ? 1 : 0), entered,
        g_memdup2(&(Asked){self, delegation}, sizeof(Asked)), asked_free);
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
        show_preview(self, delegation);
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
        leave(self);
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
    .keep = delegation_keep,
    .free = delegation_view_free,
};

View *delegation_new_view(App *app, gint64 visit)
{
    DelegationView *self = g_new0(DelegationView, 1);
    self->view = (View){&delegation_class, app};
    self->visit = visit;
    self->editor = editor_new("", true);
    self->columns = 1;
    take_up(self);
    return &self->view;
}
