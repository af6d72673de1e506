/* Filter by form: the officer types criteria into the blank fields of the list. */
#include "app/view.h"
#include "tui/form.h"

typedef struct {
    View view;
    const ScreenDef *screen;
    Criteria *criteria;
    FormView *form;
    FormField *fields; /* one per column of the list */
    void (*apply)(View *target, Criteria *criteria);
    View *target;
} FilterView;

/* --- the form's questions --- */

static guint model_sections(gpointer self)
{
    (void)self;
    return 1;
}

static const char *model_section_title(gpointer self, guint section)
{
    (void)self;
    (void)section;
    return "Criteria";
}

static guint model_fields(gpointer self)
{
    return ((FilterView *)self)->screen->column_count;
}

static const FormField *model_field(gpointer self, guint index)
{
    return &((FilterView *)self)->fields[index];
}

static char *model_text(gpointer self, guint index)
{
    const FilterView *filter = self;
    return g_strdup(criteria_get(filter->criteria, filter->screen->columns[index].field));
}

static bool model_set(gpointer self, guint index, const char *typed, GError **error)
{
    FilterView *filter = self;
    return criteria_set(filter->criteria, filter->screen->columns[index].field, typed, error);
}

static GPtrArray *model_options(gpointer self, guint index, const char *typed, guint limit, GError **error)
{
    const FilterView *filter = self;
    g_autoptr(GPtrArray) found = criteria_options(filter->screen, filter->view.app->store,
                                                  filter->screen->columns[index].field, typed, limit, error);
    if (found == NULL)
        return NULL;
    GPtrArray *options = g_ptr_array_new_with_free_func((GDestroyNotify)form_option_free);
    for (guint i = 0; i < found->len; i++) {
        FormOption *option = g_new0(FormOption, 1);
        option->text = g_strdup(((const ValueOption *)g_ptr_array_index(found, i))->text);
        g_ptr_array_add(options, option);
    }
    return options;
}

static bool model_choose(gpointer self, guint index, const FormOption *option, GError **error)
{
    return model_set(self, index, option->text, error);
}

/* --- the view's --- */

static KeyContext filter_context(const View *view)
{
    (void)view;
    return CONTEXT_EDIT;
}

static char *filter_title(const View *view)
{
    return g_strdup_printf("Filter %s", ((const FilterView *)view)->screen->title);
}

static const Action *filter_keys(const View *view, guint *count)
{
    static const Action keys[] = {ACTION_OPEN, ACTION_NEXT_FIELD, ACTION_BACK};
    (void)view;
    *count = G_N_ELEMENTS(keys);
    return keys;
}

static void filter_draw(View *view, Terminal *terminal, Rect area, bool focused)
{
    FilterView *self = (FilterView *)view;
    (void)focused;
    form_draw(self->form, terminal, area);
    if (view->app->message == NULL)
        app_say(view->app, "%s", form_message(self->form) != NULL ? form_message(self->form) : "");
}

static void filter_apply(FilterView *self)
{
    void (*apply)(View * target, Criteria * criteria) = self->apply;
    View *target = self->target;
    Criteria *criteria = criteria_copy(self->criteria);
    app_pop(self->view.app);
    apply(target, criteria);
}

static bool filter_handle(View *view, const Event *event, Action action)
{
    FilterView *self = (FilterView *)view;
    /* Enter takes what the drop-down offers and applies: in a filter there is nothing else that it could
     * mean. */
    if (action == ACTION_OPEN) {
        if (form_handle(self->form, event, action) == FORM_REFUSED) {
            app_warn(view->app, "%s", form_message(self->form));
            return true;
        }
        action = ACTION_SAVE;
    }
    switch (form_handle(self->form, event, action)) {
    case FORM_SAVE:
        filter_apply(self);
        return true;
    case FORM_LEAVE:
        app_pop(view->app);
        return true;
    case FORM_REFUSED:
        app_warn(view->app, "%s", form_message(self->form));
        return true;
    case FORM_IGNORED:
        return action != ACTION_HELP && action != ACTION_REDRAW;
    default:
        return true;
    }
}

static void filter_free(View *view)
{
    FilterView *self = (FilterView *)view;
    form_free(self->form);
    criteria_free(self->criteria);
    g_free(self->fields);
    g_free(self);
}

static const ViewClass filter_class = {
    .name = "filter",
    .context = filter_context,
    .title = filter_title,
    .keys = filter_keys,
    .draw = filter_draw,
    .handle = filter_handle,
    .free = filter_free,
};

View *filter_new(App *app, const ScreenDef *screen, const Criteria *criteria,
                 void (*apply)(View *target, Criteria *criteria), View *target)
{
    FilterView *self = g_new0(FilterView, 1);
    self->view = (View){&filter_class, app};
    self->screen = screen;
    self->criteria = criteria != NULL ? criteria_copy(criteria) : criteria_new(screen, app->store);
    self->apply = apply;
    self->target = target;
    self->fields = g_new0(FormField, screen->column_count);
    for (guint i = 0; i < screen->column_count; i++) {
        const char *field = screen->columns[i].field;
        bool chooses = criteria_chooses(screen, app->store, field);
        self->fields[i] = (FormField){.name = field,
                                      .label = screen->columns[i].title,
                                      .help = criteria_help(screen, app->store, field),
                                      .kind = chooses ? FIELD_CHOICE : FIELD_TEXT};
    }
    const FormModel model = {.self = self,
                             .sections = model_sections,
                             .section_title = model_section_title,
                             .fields = model_fields,
                             .field = model_field,
                             .text = model_text,
                             .set = model_set,
                             .options = model_options,
                             .choose = model_choose};
    self->form = form_new(&model);
    form_edit(self->form, true);
    return &self->view;
}
