#include "tui/form_private.h"

#include <string.h>

void form_option_free(FormOption *option)
{
    if (option == NULL)
        return;
    g_free(option->text);
    g_free(option->detail);
    g_free(option->value);
    g_free(option);
}

static void refusal_free(gpointer data)
{
    FormRefusal *refusal = data;
    g_free(refusal->message);
    g_free(refusal);
}

/* --- what the model says --- */

static guint field_count(const FormView *form)
{
    return form->model.fields(form->model.self);
}

const FormField *form_field(const FormView *form, guint field)
{
    return field < field_count(form) ? form->model.field(form->model.self, field) : NULL;
}

char *form_field_text(const FormView *form, guint field)
{
    char *text = form->model.text(form->model.self, field);
    return text != NULL ? text : g_strdup("");
}

bool form_shows(const FormView *form, guint field)
{
    return field < field_count(form) &&
           (form->model.shown == NULL || form->model.shown(form->model.self, field));
}

bool form_types(const FormView *form, guint field)
{
    const FormField *what = form_field(form, field);
    return what != NULL && !what->read_only && field_kind_typed(what->kind) && form_shows(form, field);
}

bool form_hides(const FormView *form, guint field)
{
    const FormField *what = form_field(form, field);
    return what != NULL && what->sensitive && !g_hash_table_contains(form->revealed, GUINT_TO_POINTER(field));
}

guint form_own_sections(const FormView *form)
{
    return form->model.sections(form->model.self);
}

guint form_all_sections(const FormView *form)
{
    guint extra = form->model.extra_sections != NULL ? form->model.extra_sections(form->model.self) : 0;
    return form_own_sections(form) + extra;
}

/* --- moving --- */

static bool stops_at(const FormView *form, guint field)
{
    return form->editing ? form_types(form, field) : form_shows(form, field);
}

/* The next field of the section to stop at, from `from` on in steps of 1 or -1; -1 when there is none. */
static gint64 find_field(const FormView *form, guint section, gint64 from, int step)
{
    gint64 count = field_count(form);
    for (gint64 i = from; i >= 0 && i < count; i += step) {
        if (form_field(form, (guint)i)->section == section && stops_at(form, (guint)i))
            return i;
    }
    return -1;
}

bool form_has_current(const FormView *form)
{
    const FormField *field = form_field(form, form->current);
    return field != NULL && field->section == form->section && form_shows(form, form->current);
}

static void enter_field(FormView *form, guint field)
{
    form->current = field;
    form->section = form_field(form, field)->section;
    form->note_top = 0;
    form_unload(form);
    if (form->editing)
        form_load(form);
}

bool form_step(FormView *form, int step)
{
    gint64 next = find_field(form, form->section, (gint64)form->current + step, step);
    if (next < 0 || !form_has_current(form))
        return false;
    enter_field(form, (guint)next);
    return true;
}

/* Shows the section with the cursor on its first field, or its last when it is entered from behind. */
static bool enter_section(FormView *form, guint section, bool last)
{
    gint64 field = find_field(form, section, last ? (gint64)field_count(form) - 1 : 0, last ? -1 : 1);
    if (form->editing && field < 0)
        return false;
    form->section = section;
    form->top = 0;
    if (field >= 0)
        enter_field(form, (guint)field);
    return true;
}

static void turn_section(FormView *form, int step, bool last)
{
    guint count = form->editing ? form_own_sections(form) : form_all_sections(form);
    guint section = MIN(form->section, count - 1);
    for (guint i = 0; i < count; i++) {
        section = (section + count + (guint)step) % count;
        if (enter_section(form, section, last))
            return;
    }
}

void form_move_section(FormView *form, int step)
{
    turn_section(form, step, false);
}

void form_move(FormView *form, int step)
{
    if (!form_step(form, step))
        turn_section(form, step, step < 0);
}

/* The field nearest to the current one in its section, else the first of the form; -1 when there is none to
 * stop at. */
static gint64 nearest_field(const FormView *form)
{
    gint64 field = find_field(form, form->section, form->current, 1);
    if (field < 0)
        field = find_field(form, form->section, form->current, -1);
    for (guint section = 0; field < 0 && section < form_own_sections(form); section++)
        field = find_field(form, section, 0, 1);
    return field;
}

void form_settle(FormView *form)
{
    guint sections = form_all_sections(form);
    if (form->section >= sections && sections > 0)
        form->section = sections - 1;
    if (!form->editing && form->section >= form_own_sections(form))
        return;
    if (form_has_current(form) && stops_at(form, form->current))
        return;
    gint64 field = nearest_field(form);
    if (field >= 0)
        enter_field(form, (guint)field);
}

/* --- making one --- */

FormView *form_new(const FormModel *model)
{
    FormView *form = g_new0(FormView, 1);
    form->model = *model;
    form->refusals = g_hash_table_new_full(NULL, NULL, NULL, refusal_free);
    form->revealed = g_hash_table_new(NULL, NULL);
    form->columns = form->rows = 1;
    form_settle(form);
    return form;
}

void form_free(FormView *form)
{
    if (form == NULL)
        return;
    form_unload(form);
    g_hash_table_destroy(form->refusals);
    g_hash_table_destroy(form->revealed);
    g_free(form->note);
    g_free(form->message);
    g_free(form);
}

void form_edit(FormView *form, bool editing)
{
    if (editing == form->editing)
        return;
    if (!editing) {
        form_take(form, false);
        form->editing = false;
        form_unload(form);
        g_hash_table_remove_all(form->refusals);
        form_settle(form);
        return;
    }
    form->editing = true;
    gint64 field = nearest_field(form);
    if (field >= 0)
        enter_field(form, (guint)field);
    else
        form->editing = false;
}

bool form_editing(const FormView *form)
{
    return form->editing;
}

bool form_accept(FormView *form)
{
    return !form->editing || form_take(form, false) != TAKEN_NOT;
}

/* --- where it is, what it says --- */

guint form_current(const FormView *form)
{
    return form->current;
}

guint form_section(const FormView *form)
{
    return form->section;
}

bool form_in_extra(const FormView *form)
{
    return form->section >= form_own_sections(form);
}

/* Leaves the field being typed for another, whether or not the model takes what stands in it. */
static void abandon_field(FormView *form)
{
    if (form->editing && form_take(form, false) == TAKEN_NOT)
        g_hash_table_remove(form->refusals, GUINT_TO_POINTER(form->current));
}

void form_go_to(FormView *form, guint field)
{
    if (field != form->current)
        abandon_field(form);
    if (form_shows(form, field) && field != form->current && stops_at(form, field))
        enter_field(form, field);
    else if (field == form->current && form_field(form, field) != NULL)
        form->section = form_field(form, field)->section;
}

void form_go_to_section(FormView *form, guint section)
{
    if (section >= (form->editing ? form_own_sections(form) : form_all_sections(form)))
        return;
    abandon_field(form);
    enter_section(form, section, false);
}

void form_reveal(FormView *form, guint field)
{
    g_hash_table_add(form->revealed, GUINT_TO_POINTER(field));
    if (form->editing && field == form->current && form->masked)
        form_load(form);
}

void form_refresh(FormView *form)
{
    form_settle(form);
    if (!form->editing)
        return;
    g_autofree char *text = form_field_text(form, form->current);
    if (g_strcmp0(text, form->stood) == 0)
        return;
    g_hash_table_remove(form->refusals, GUINT_TO_POINTER(form->current));
    form_load(form);
}

void form_refuse(FormView *form, guint field, const char *message)
{
    FormRefusal *refusal = g_new(FormRefusal, 1);
    bool typed = form->editing && field == form->current && form_touched(form);
    *refusal = (FormRefusal){g_strdup(message), typed};
    g_hash_table_replace(form->refusals, GUINT_TO_POINTER(field), refusal);
}

const FormRefusal *form_refusal(const FormView *form, guint field)
{
    return g_hash_table_lookup(form->refusals, GUINT_TO_POINTER(field));
}

void form_note(FormView *form, char *note)
{
    g_free(form->note);
    form->note = note;
}

static char *help_message(const FormView *form, const FormField *field)
{
    if (!form->editing)
        return g_strdup(field->help);
    const char *help =
        field->help != NULL && *field->help != '\0' ? field->help : field_kind_accepts(field->kind);
    return g_strdup_printf("%s: %s%s", field->label, help,
                           form_picks(form) && !form->drop ? " (Space lists)" : "");
}

const char *form_message(const FormView *form)
{
    if (form->note != NULL)
        return form->note;
    if (!form_has_current(form))
        return NULL;
    const FormRefusal *refusal = form_refusal(form, form->current);
    if (refusal != NULL)
        return refusal->message;
    /* Composed when asked for; the form is the caller's to read. */
    FormView *self = (FormView *)form;
    g_free(self->message);
    self->message = help_message(form, form_field(form, form->current));
    return self->message;
}

const char *form_typed(const FormView *form)
{
    if (!form->editing)
        return NULL;
    if (form_touched(form))
        return editor_text(form->editor);
    return form_picks(form) ? "" : form->stood;
}

/* --- reading --- */

/* Scrolls the note that the cursor stands on; false when it shows its end already. */
static bool scroll_note(FormView *form, int step)
{
    int last = form->note_lines - form->note_rows;
    int top = CLAMP(form->note_top + step, 0, MAX(last, 0));
    if (!form_has_current(form) || form_field(form, form->current)->kind != FIELD_NOTE ||
        top == form->note_top)
        return false;
    form->note_top = top;
    return true;
}

static void page(FormView *form, int step)
{
    if (scroll_note(form, step * MAX(form->note_rows, 1)))
        return;
    for (int i = 0; i < form->rows && form_step(form, step); i++)
        ;
}

static FormResult follow_or_edit(const FormView *form)
{
    const FormField *field = form_field(form, form->current);
    if (!form_has_current(form))
        return FORM_IGNORED;
    g_autofree char *text = form_field_text(form, form->current);
    bool link = field->kind == FIELD_LINK || field->kind == FIELD_LINKS;
    if (link && *text != '\0' && !form_hides(form, form->current))
        return FORM_FOLLOW;
    return form_types(form, form->current) ? FORM_EDIT : FORM_IGNORED;
}

static FormResult read_field(FormView *form, Action action)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
        if (!scroll_note(form, action == ACTION_UP ? -1 : 1))
            form_step(form, action == ACTION_UP ? -1 : 1);
        return FORM_HANDLED;
    case ACTION_PAGE_UP:
    case ACTION_PAGE_DOWN:
        page(form, action == ACTION_PAGE_UP ? -1 : 1);
        return FORM_HANDLED;
    case ACTION_FIRST:
    case ACTION_LAST:
        enter_section(form, form->section, action == ACTION_LAST);
        return FORM_HANDLED;
    case ACTION_OPEN:
        return follow_or_edit(form);
    default:
        return FORM_IGNORED;
    }
}

static FormResult form_read(FormView *form, Action action)
{
    switch (action) {
    case ACTION_LEFT:
    case ACTION_PREVIOUS_SECTION:
        form_move_section(form, -1);
        return FORM_HANDLED;
    case ACTION_RIGHT:
    case ACTION_NEXT_SECTION:
        form_move_section(form, 1);
        return FORM_HANDLED;
    case ACTION_NEXT_FIELD:
    case ACTION_PREVIOUS_FIELD:
        form_move(form, action == ACTION_NEXT_FIELD ? 1 : -1);
        return FORM_HANDLED;
    case ACTION_SAVE:
        return FORM_SAVE;
    case ACTION_BACK:
        return FORM_LEAVE;
    default:
        return form_in_extra(form) ? FORM_IGNORED : read_field(form, action);
    }
}

FormResult form_handle(FormView *form, const Event *event, Action action)
{
    if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE)
        return FORM_IGNORED;
    g_clear_pointer(&form->note, g_free);
    if (form->editing)
        return form_type(form, event, action);
    return event->kind == EVENT_KEY ? form_read(form, action) : FORM_IGNORED;
}
