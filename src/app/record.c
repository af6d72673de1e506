/*
 * A record as a place: read, typed, saved, kept as a draft; its related lists stand as sections behind its
 * own.
 */
#include <string.h>

#include "app/page.h"
#include "app/pane.h"

#include "app/conflict.h"
#include "app/foresee.h"
#include "app/related.h"
#include "app/unsaved.h"
#include "base/error.h"
#include "screen/save.h"
#include "store/draft.h"
#include "store/journal.h"

typedef struct {
    View view;
    const ScreenDef *screen;
    Page *page;
    FormView *form;
    Related *related;
    gint64 draft;    /* 0 for none */
    bool just_read;  /* what is shown was read by the save that everything is now refreshed for */
    View *return_to; /* the form that asked for this record to be created in place, or NULL */
    char *return_field;
} RecordView;

static void record_saved(App *app, gpointer data);

static guint shown_list(const RecordView *self)
{
    return form_section(self->form) - self->screen->section_count;
}

static Pane *shown_pane(RecordView *self)
{
    return form_in_extra(self->form) ? related_pane(self->related, shown_list(self)) : NULL;
}

/* --- drafts --- */

static void save_draft(RecordView *self)
{
    unsaved_keep(self->view.app, self->page, self->form, &self->draft);
}

static void record_keep(View *view)
{
    RecordView *self = (RecordView *)view;
    if (!form_editing(self->form))
        return;
    /* While the officer types, the field stays as it is; at the end what it holds becomes its value, where it
     * is one. */
    if (view->app->quit)
        form_accept(self->form);
    save_draft(self);
}

/* --- line 1, keys --- */

static char *record_view_title(const View *view)
{
    const RecordView *self = (const RecordView *)view;
    g_autofree char *title = page_title(self->page);
    return g_strdup_printf("%s %s %s", self->screen->title, terminal_glyph(view->app->terminal, GLYPH_PATH),
                           title);
}

static char *record_status(const View *view)
{
    const RecordView *self = (const RecordView *)view;
    if (form_editing(self->form))
        return g_strdup(unsaved_there(self->page, self->form) ? "typing, not saved" : "typing");
    const FieldDef *state = screen_field(self->screen, "state");
    const char *stored = state != NULL ? record_get(page_now(self->page), "state") : NULL;
    if (stored == NULL)
        return g_strdup(app_officer(view->app));
    return value_show(state, view->app->screens, view->app->store, page_now(self->page), stored);
}

static KeyContext record_context(const View *view)
{
    return form_editing(((const RecordView *)view)->form) ? CONTEXT_EDIT : CONTEXT_VIEW;
}

static const Action *record_keys(const View *view, guint *count)
{
    static const Action reading[] = {ACTION_HELP,         ACTION_EDIT,    ACTION_OPEN,
                                     ACTION_NEXT_SECTION, ACTION_HISTORY, ACTION_UNDO,
                                     ACTION_COPY,         ACTION_DELETE,  ACTION_BACK};
    static const Action related[] = {ACTION_HELP, ACTION_OPEN, ACTION_NEXT_SECTION, ACTION_SORT, ACTION_BACK};
    static const Action entered[] = {ACTION_HELP,         ACTION_OPEN, ACTION_NEW,
                                     ACTION_NEXT_SECTION, ACTION_SORT, ACTION_BACK};
    /* What only some fields can do stands where they can: [repeated][created in place]. */
    static const Action typing[2][2][6] = {
        {{ACTION_SAVE, ACTION_NEXT_FIELD, ACTION_NEXT_SECTION, ACTION_BACK},
         {ACTION_SAVE, ACTION_NEXT_FIELD, ACTION_CREATE_LINKED, ACTION_NEXT_SECTION, ACTION_BACK}},
        {{ACTION_SAVE, ACTION_NEXT_FIELD, ACTION_REPEAT_FIELD, ACTION_NEXT_SECTION, ACTION_BACK},
         {ACTION_SAVE, ACTION_NEXT_FIELD, ACTION_REPEAT_FIELD, ACTION_CREATE_LINKED, ACTION_NEXT_SECTION,
          ACTION_BACK}}};
    const RecordView *self = (const RecordView *)view;
    if (form_editing(self->form)) {
        *count = G_N_ELEMENTS(typing[0][0]);
        return typing[form_offers(self->form, ACTION_REPEAT_FIELD)]
                     [form_offers(self->form, ACTION_CREATE_LINKED)];
    }
    const Pane *pane = shown_pane((RecordView *)self);
    bool enters = pane != NULL && pane_screen(pane)->can_create;
    *count = pane == NULL ? G_N_ELEMENTS(reading) : enters ? G_N_ELEMENTS(entered) : G_N_ELEMENTS(related);
    return pane == NULL ? reading : enters ? entered : related;
}

static char *record_own_keys(const View *view)
{
    const RecordView *self = (const RecordView *)view;
    return form_editing(self->form) || form_in_extra(self->form) ? NULL : action_keys(self->screen);
}

static void record_more_keys(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                             gpointer data)
{
    const RecordView *self = (const RecordView *)view;
    const ScreenDef *screen = self->screen;
    /* Below the form there is one line for it, which may be too short. */
    const FieldDef *field = form_editing(self->form) ? &screen->fields[form_current(self->form)] : NULL;
    if (field != NULL && field->help != NULL)
        add(field->label, field->help, data);
    for (guint i = 0; field == NULL && i < screen->action_count; i++)
        add(screen->actions[i].key, screen->actions[i].title, data);
}

static void record_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    RecordView *self = (RecordView *)view;
    Rect below = form_draw(self->form, terminal, area);
    Pane *pane = shown_pane(self);
    if (pane != NULL)
        pane_draw(pane, terminal, below, focused);
    if (view->app->message == NULL && focused && form_editing(self->form) && form_message(self->form) != NULL)
        app_say(view->app, "%s", form_message(self->form));
}

/* --- saving --- */

static void merged(App *app, Record *current, Record *chosen, gpointer data)
{
    RecordView *self = data;
    for (guint i = 0; i < record_count(chosen); i++)
        page_set(self->page, record_column(chosen, i), record_get(chosen, record_column(chosen, i)));
    page_rebase(self->page, record_copy(current));
    form_refresh(self->form);
    record_saved(app, self);
}

/* Nothing is left that the file does not have. */
static void end_typing(RecordView *self)
{
    unsaved_drop(self->view.app, &self->draft);
    form_edit(self->form, false);
    form_refresh(self->form);
}

static void show_conflict(RecordView *self)
{
    App *app = self->view.app;
    g_autoptr(Record) current = save_read(self->screen, app->store, page_id(self->page), NULL);
    if (current == NULL) {
        save_draft(self);
        app_warn(
            app,
            "Not saved: somebody removed this record since you opened it. What you typed is kept as a draft");
        return;
    }
    save_tidy(self->screen, page_now(self->page));
    g_autoptr(GPtrArray) differences = record_differences(current, page_now(self->page));
    if (differences->len > 0) {
        app_push(app, conflict_new(app, self->screen, page_before(self->page), page_now(self->page), current,
                                   merged, self));
        return;
    }
    page_rebase(self->page, g_steal_pointer(&current));
    end_typing(self);
    app_say(app, "Somebody saved just this while you were typing: nothing was left to save");
}

static void refuse_save(RecordView *self, guint field, GError *error)
{
    if (error_is(error, ERROR_CONFLICT)) {
        show_conflict(self);
        return;
    }
    if (field == self->screen->field_count)
        field = page_field_named(self->screen, error->message);
    if (field < self->screen->field_count) {
        form_refuse(self->form, field, error->message);
        form_go_to(self->form, field);
    }
    app_warn(self->view.app, "%s", error->message);
}

/* The form that asked for this record gets it, and is on top again. */
static void return_created(RecordView *self)
{
    App *app = self->view.app;
    RecordView *target = (RecordView *)self->return_to;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, page_id(self->page));
    const FieldDef *field = screen_field(target->screen, self->return_field);
    const char *had = record_get(page_now(target->page), field->name);
    g_autofree char *value =
        field->kind == FIELD_LINKS && had != NULL ? g_strdup_printf("%s,%s", had, id) : g_strdup(id);
    page_set(target->page, field->name, value);
    form_refresh(target->form);
    app_pop(app);
}

static void record_saved(App *app, gpointer data)
{
    RecordView *self = data;
    guint field = self->screen->field_count;
    g_autoptr(GError) error = NULL;
    bool fresh = page_before(self->page) == NULL;
    if (!page_save(self->page, &field, &error)) {
        refuse_save(self, field, error);
        return;
    }
    end_typing(self);
    g_autofree char *title = page_title(self->page);
    gint64 id = page_id(self->page);
    if (fresh)
        page_set_extra(self->page, self->screen->related_count, related_title, self->related);
    const ScreenDef *screen = self->screen;
    /* Typing goes on in the form that asked for it, and u is a letter there. */
    const char *undo = self->return_to != NULL ? "" : ". u undoes it";
    if (self->return_to != NULL)
        return_created(self);
    else
        self->just_read = true;
    app_refresh(app);
    if (fresh)
        browse_show(app, screen, id);
    app_say(app, "%s: %s%s", fresh ? "Entered" : "Saved", title, undo);
}

static void try_save(RecordView *self)
{
    if (!form_accept(self->form)) {
        app_warn(self->view.app, "%s", form_message(self->form));
        return;
    }
    if (!page_changed(self->page) && page_before(self->page) != NULL) {
        end_typing(self);
        app_say(self->view.app, "Nothing was changed");
        return;
    }
    guint field = 0;
    g_autofree char *warning = page_warning(self->page, &field);
    const char *key = keymap_key(self->view.app->keymap, CONTEXT_EDIT, ACTION_SAVE);
    if (warning == NULL) {
        foresee_save(self->view.app, self->page, record_saved, self);
    } else {
        form_go_to(self->form, field);
        app_warn(self->view.app, "%s: %s again saves it", warning, key != NULL ? key : "saving");
    }
}

/* --- leaving --- */

static void leave_typing(RecordView *self)
{
    App *app = self->view.app;
    form_accept(self->form);
    bool fresh = page_before(self->page) == NULL, changed = unsaved_there(self->page, self->form);
    save_draft(self);
    if (fresh) {
        app_pop(app);
    } else {
        GError *error = NULL;
        self->draft = 0;
        form_edit(self->form, false);
        if (!page_reread(self->page, &error))
            app_fail(app, error);
        form_refresh(self->form);
    }
    if (changed)
        app_say(app, "Not saved, kept as a draft: :drafts takes it up again");
}

/* --- what the keys do --- */

static void follow_link(RecordView *self)
{
    const FieldDef *field = &self->screen->fields[form_current(self->form)];
    const char *stored = record_get(page_now(self->page), field->name);
    if (stored != NULL && field->to != NULL)
        place_open_record(self->view.app, field->to, g_ascii_strtoll(stored, NULL, 10));
}

static void create_linked(RecordView *self)
{
    App *app = self->view.app;
    const FieldDef *field = &self->screen->fields[form_current(self->form)];
    const ScreenDef *screen = field->to != NULL ? screen_set_find(app->screens, field->to) : NULL;
    if (screen == NULL || !screen->can_create) {
        app_say(app, "%s: chosen from what is there, not entered here", field->label);
        return;
    }
    g_auto(GStrv) preset = page_naming(screen, form_typed(self->form));
    RecordView *made = (RecordView *)place_create(app, screen, (const char *const *)preset);
    if (made == NULL)
        return;
    made->return_to = &self->view;
    made->return_field = g_strdup(field->name);
}

static void take_up_draft(RecordView *self)
{
    Record *before = NULL, *now = NULL;
    GError *error = NULL;
    if (draft_read(self->view.app->store, self->draft, &before, &now, &error)) {
        page_take_draft(self->page, before, now);
        form_edit(self->form, true);
        form_refresh(self->form);
        unsaved_retype(self->page, self->form);
    } else {
        self->draft = 0;
        app_fail(self->view.app, error);
    }
}

static void draft_done(App *app, guint picked, const char *typed, gpointer data)
{
    RecordView *self = data;
    (void)typed;
    if (picked == 0) {
        take_up_draft(self);
        return;
    }
    unsaved_drop(app, &self->draft);
    form_edit(self->form, true);
}

/* What was typed here before and not saved is not typed over unasked. */
static void start_typing(RecordView *self)
{
    App *app = self->view.app;
    g_autofree char *since = NULL;
    if (!app_can_write(app))
        return;
    self->draft = unsaved_find(app, self->screen, page_id(self->page), &since);
    if (self->draft == 0) {
        form_edit(self->form, true);
        return;
    }
    const DialogItem items[] = {{'y', "Go on with what was typed", since, false},
                                {'n', "Begin anew", "the draft goes", false}};
    ask(app,
        dialog_new("Not saved yet", "You typed here before and did not save. Esc leaves it as it is.", items,
                   G_N_ELEMENTS(items), 0),
        draft_done, self, NULL);
}

static void reveal_current(RecordView *self)
{
    const FieldDef *field = &self->screen->fields[form_current(self->form)];
    if (!field->sensitive)
        return;
    GError *error = NULL;
    if (app_can_write(self->view.app) && journal_note_reveal(self->view.app->store, self->screen->record,
                                                             page_id(self->page), field->name, &error)) {
        form_reveal(self->form, form_current(self->form));
        app_say(self->view.app, "%s is shown; the journal says that you saw it", field->label);
        self->view.app->data_version = store_data_version(self->view.app->store);
    }
    app_fail(self->view.app, error);
}

static void show_history(RecordView *self)
{
    GError *error = NULL;
    View *view = history_new(self->view.app, self->screen->record, page_id(self->page), &error);
    if (view != NULL)
        app_push(self->view.app, view);
    else
        app_fail(self->view.app, error);
}

static void deleted(App *app)
{
    app_pop(app);
}

static void delete_this(RecordView *self)
{
    gint64 id = page_id(self->page);
    if (!self->screen->can_delete)
        app_say(self->view.app, "%s are not removed here", self->screen->title);
    else if (app_can_write(self->view.app))
        delete_ask(self->view.app, self->screen, &id, 1, deleted);
}

static bool handle_screen_action(RecordView *self, const Event *event)
{
    if (event->kind != EVENT_KEY)
        return false;
    g_autofree char *name = key_to_name(event->key);
    gint64 id = page_id(self->page);
    for (guint i = 0; i < self->screen->action_count; i++) {
        if (g_strcmp0(name, self->screen->actions[i].key) == 0)
            return action_run(self->view.app, self->screen->actions[i].run, self->screen, &id, 1);
    }
    return false;
}

static bool handle_reading(RecordView *self, const Event *event, Action action)
{
    switch (action) {
    case ACTION_EDIT:
        start_typing(self);
        return true;
    case ACTION_HISTORY:
        show_history(self);
        return true;
    case ACTION_DELETE:
        delete_this(self);
        return true;
    case ACTION_REVEAL:
        reveal_current(self);
        return true;
    case ACTION_COPY:
        page_copy_field(self->page, form_current(self->form));
        return true;
    case ACTION_NONE:
        return handle_screen_action(self, event);
    default:
        return false;
    }
}

static bool handle_form_result(RecordView *self, FormResult result)
{
    switch (result) {
    case FORM_CHANGED:
        save_draft(self);
        return true;
    case FORM_REFUSED:
        app_warn(self->view.app, "%s", form_message(self->form));
        return true;
    case FORM_SAVE:
        if (form_editing(self->form))
            try_save(self);
        return true;
    case FORM_LEAVE:
        if (!form_editing(self->form))
            return false;
        leave_typing(self);
        return true;
    case FORM_FOLLOW:
        follow_link(self);
        return true;
    case FORM_EDIT:
        start_typing(self);
        return true;
    case FORM_CREATE:
        create_linked(self);
        return true;
    case FORM_HANDLED:
        return true;
    case FORM_IGNORED:
        break;
    }
    return form_editing(self->form);
}

static bool record_handle(View *view, const Event *event, Action action)
{
    RecordView *self = (RecordView *)view;
    if (!form_editing(self->form)) {
        Pane *pane = shown_pane(self);
        if (pane != NULL && related_handle(self->related, shown_list(self), action))
            return true;
        if (handle_reading(self, event, action))
            return true;
    }
    if (form_editing(self->form) && (action == ACTION_HELP || action == ACTION_REDRAW))
        return false;
    return handle_form_result(self, form_handle(self->form, event, action));
}

static bool record_idle(View *view)
{
    RecordView *self = (RecordView *)view;
    Pane *pane = form_editing(self->form) ? NULL : shown_pane(self);
    return (pane != NULL && list_idle(pane_list(pane))) ||
           (!form_editing(self->form) && related_count(self->related)) ||
           change_prepare(view->app->store, self->screen->record);
}

static void record_refresh(View *view)
{
    RecordView *self = (RecordView *)view;
    const bool read = self->just_read;
    self->just_read = false;
    related_reload(self->related);
    if (read || form_editing(self->form) || page_id(self->page) == 0)
        return;
    GError *error = NULL;
    if (!page_reread(self->page, &error))
        app_fail(view->app, error);
    form_refresh(self->form);
}

static void record_view_free(View *view)
{
    RecordView *self = (RecordView *)view;
    related_free(self->related);
    form_free(self->form);
    page_free(self->page);
    g_free(self->return_field);
    g_free(self);
}

static const ViewClass record_class = {
    .name = "record",
    .context = record_context,
    .title = record_view_title,
    .status = record_status,
    .keys = record_keys,
    .own_keys = record_own_keys,
    .more_keys = record_more_keys,
    .draw = record_draw,
    .handle = record_handle,
    .idle = record_idle,
    .refresh = record_refresh,
    .keep = record_keep,
    .free = record_view_free,
};

/* Takes the page. */
static RecordView *view_over(App *app, Page *page)
{
    RecordView *self = g_new0(RecordView, 1);
    self->view = (View){&record_class, app};
    self->screen = page_screen(page);
    self->page = page;
    self->related = related_new(app, page);
    if (page_before(page) != NULL)
        page_set_extra(page, self->screen->related_count, related_title, self->related);
    FormModel model = page_model(page);
    self->form = form_new(&model);
    return self;
}

View *record_new_view(App *app, const ScreenDef *screen, gint64 id, GError **error)
{
    Page *page = page_new(app, screen, id, error);
    return page != NULL ? &view_over(app, page)->view : NULL;
}

static bool is_preset(const char *const *preset, const char *name)
{
    for (guint i = 0; preset != NULL && preset[i] != NULL; i += 2) {
        if (strcmp(preset[i], name) == 0)
            return true;
    }
    return false;
}

/* The record that this one belongs to is not typed again: the cursor begins behind it. A name begun elsewhere
 * is gone on with. */
static void go_behind_owner(RecordView *self, const char *const *preset)
{
    const Event none = {0};
    const FieldDef *field = &self->screen->fields[form_current(self->form)];
    if (field->kind == FIELD_LINK && is_preset(preset, field->name))
        form_handle(self->form, &none, ACTION_NEXT_FIELD);
}

View *record_create_view(App *app, const ScreenDef *screen, const char *const *preset, GError **error)
{
    const FieldDef *owner = screen_owner_field(screen);
    if (owner != NULL && !is_preset(preset, owner->name)) {
        error_set(error, ERROR_INPUT,
                  "%s: each belongs to another record: open that record and press n in its section %s",
                  screen->title, screen->title);
        return NULL;
    }
    Page *page = page_new(app, screen, 0, error);
    if (page == NULL)
        return NULL;
    for (guint i = 0; preset != NULL && preset[i] != NULL; i += 2)
        page_preset(page, preset[i], preset[i + 1]);
    RecordView *self = view_over(app, page);
    form_edit(self->form, true);
    go_behind_owner(self, preset);
    return &self->view;
}

View *record_resume_view(App *app, gint64 draft, GError **error)
{
    const ScreenDef *screen = NULL;
    Record *before = NULL, *now = NULL;
    if (!unsaved_read(app, draft, &screen, &before, &now, error))
        return NULL;
    RecordView *self = view_over(app, page_from_draft(app, screen, before, now));
    self->draft = draft;
    form_edit(self->form, true);
    unsaved_retype(self->page, self->form);
    return &self->view;
}
