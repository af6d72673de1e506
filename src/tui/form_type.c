#include "tui/form_private.h"

#include <string.h>

static FieldKind kind_of(const FormView *form)
{
    return form_field(form, form->current)->kind;
}

/* --- the field's text in the editor --- */

void form_unload(FormView *form)
{
    form_drop_close(form);
    g_clear_pointer(&form->editor, editor_free);
    g_clear_pointer(&form->stood, g_free);
    g_clear_pointer(&form->loaded, g_free);
}

void form_load(FormView *form)
{
    form_unload(form);
    const FormField *field = form_field(form, form->current);
    form->stood = form_field_text(form, form->current);
    form->masked = form_hides(form, form->current) && *form->stood != '\0';
    form->fresh = field->kind != FIELD_NOTE;
    if (field->kind == FIELD_FLAG)
        return;
    bool empty = form->masked || field->kind == FIELD_LINKS;
    form->editor = editor_new(empty ? "" : form->stood, field->kind == FIELD_NOTE);
    form->loaded = g_strdup(editor_text(form->editor));
}

bool form_selected(const FormView *form)
{
    return form->fresh && form->editor != NULL && *editor_text(form->editor) != '\0';
}

bool form_touched(const FormView *form)
{
    if (form->editor == NULL)
        return false;
    bool replaced = !form->masked && form_hides(form, form->current) && *form->stood != '\0' &&
                    kind_of(form) != FIELD_LINKS;
    return replaced || strcmp(editor_text(form->editor), form->loaded) != 0;
}

/* --- giving it to the model --- */

Taken form_not_taken(FormView *form, char *message)
{
    FormRefusal *refusal = g_new(FormRefusal, 1);
    *refusal = (FormRefusal){message, true};
    g_hash_table_replace(form->refusals, GUINT_TO_POINTER(form->current), refusal);
    return TAKEN_NOT;
}

Taken form_was_taken(FormView *form)
{
    g_hash_table_remove(form->refusals, GUINT_TO_POINTER(form->current));
    form_load(form);
    form_settle(form);
    return TAKEN_CHANGED;
}

Taken form_refused(FormView *form, const GError *error)
{
    const FormField *field = form_field(form, form->current);
    if (error == NULL)
        return form_not_taken(form, g_strdup_printf("%s: not taken: it takes %s", field->label,
                                                    field_kind_accepts(field->kind)));
    bool named = g_str_has_prefix(error->message, field->label);
    return form_not_taken(form, named ? g_strdup(error->message)
                                      : g_strdup_printf("%s: %s", field->label, error->message));
}

Taken form_set(FormView *form, const char *typed)
{
    g_autoptr(GError) error = NULL;
    if (form->model.set(form->model.self, form->current, typed, &error))
        return form_was_taken(form);
    return form_refused(form, error);
}

/* Nothing was typed: what was refused before and typed away again is no longer wrong. */
static Taken leave_as_it_was(FormView *form)
{
    const FormRefusal *refusal = form_refusal(form, form->current);
    if (refusal != NULL && refusal->typed)
        g_hash_table_remove(form->refusals, GUINT_TO_POINTER(form->current));
    form_drop_close(form);
    return TAKEN_AS_IT_WAS;
}

Taken form_take(FormView *form, bool highlighted)
{
    if (form->editor == NULL || (!form_touched(form) && !form->moved))
        return leave_as_it_was(form);
    if (form_picks(form))
        return form_pick(form, highlighted);
    g_autofree char *typed = g_strdup(editor_text(form->editor));
    return form_set(form, typed);
}

/* --- what keys do to the text --- */

static FormResult result_of(Taken taken)
{
    switch (taken) {
    case TAKEN_CHANGED:
        return FORM_CHANGED;
    case TAKEN_NOT:
        return FORM_REFUSED;
    default:
        return FORM_HANDLED;
    }
}

/* The text changed under the officer's hands. */
static void text_changed(FormView *form)
{
    form->fresh = false;
    form->masked = false;
    if (!form_picks(form))
        return;
    if (form_touched(form))
        form_drop_open(form);
    else
        form_drop_close(form);
}

static FormResult insert(FormView *form, const char *text)
{
    if (!(form->fresh ? editor_replace(form->editor, text) : editor_insert(form->editor, text)))
        form_note(form, g_strdup_printf("%s: no more room: a text has at most %d KiB",
                                        form_field(form, form->current)->label, EDITOR_BYTES / 1024));
    text_changed(form);
    return FORM_HANDLED;
}

static bool erases(Action action)
{
    return action >= ACTION_ERASE_LEFT && action <= ACTION_ERASE_TO_END;
}

static FormResult erase(FormView *form, Action action)
{
    bool links = kind_of(form) == FIELD_LINKS;
    if (links && action == ACTION_ERASE_LEFT && *editor_text(form->editor) == '\0')
        return result_of(form_links_shorten(form));
    editor_action(form->editor, action, form->columns);
    text_changed(form);
    return FORM_HANDLED;
}

static FormResult undo(FormView *form, Action action)
{
    editor_action(form->editor, action, form->columns);
    text_changed(form);
    /* Back at the start: what is masked counts as never touched. */
    bool start = *editor_text(form->editor) == '\0' && *form->loaded == '\0' && *form->stood != '\0';
    form->masked = start && form_hides(form, form->current) && kind_of(form) != FIELD_LINKS;
    form->fresh = form->masked || (form_picks(form) && !form_touched(form));
    return FORM_HANDLED;
}

static FormResult edit_action(FormView *form, Action action)
{
    if (form->editor == NULL)
        return FORM_IGNORED;
    if (erases(action))
        return erase(form, action);
    if (action == ACTION_FIELD_UNDO || action == ACTION_FIELD_REDO)
        return undo(form, action);
    if (!editor_action(form->editor, action, form->columns))
        return FORM_IGNORED;
    form->fresh = form->fresh && form->masked;
    return FORM_HANDLED;
}

const char *form_half_typed(const FormView *form)
{
    return form->editing && form_touched(form) ? editor_text(form->editor) : NULL;
}

void form_retype(FormView *form, const char *typed)
{
    if (!form->editing || form->editor == NULL)
        return;
    editor_set(form->editor, typed);
    text_changed(form);
}

/* Space begins no search: in an empty line it opens the list. */
static bool opens_list(const FormView *form, const char *text)
{
    return form_picks(form) && strcmp(text, " ") == 0 && (form->fresh || *editor_text(form->editor) == '\0');
}

/* --- flags --- */

static FormResult flag_set(FormView *form, const char *value)
{
    return result_of(form_set(form, value));
}

static FormResult flag_typed(FormView *form, const char *text)
{
    bool is_set = *form->stood == 'y' || *form->stood == 'Y';
    switch (g_ascii_tolower(*text)) {
    case ' ':
        return flag_set(form, is_set ? "no" : "yes");
    case 'y':
        return flag_set(form, "yes");
    case 'n':
        return flag_set(form, "no");
    default:
        form_note(form, g_strdup_printf("%s: %s", form_field(form, form->current)->label,
                                        field_kind_accepts(FIELD_FLAG)));
        return FORM_HANDLED;
    }
}

static FormResult typed(FormView *form, const char *text)
{
    if (kind_of(form) == FIELD_FLAG)
        return flag_typed(form, text);
    if (opens_list(form, text)) {
        form_drop_open(form);
        return FORM_HANDLED;
    }
    return insert(form, text);
}

/* --- leaving the field --- */

/* Goes on when the model took what was typed. */
static FormResult leave(FormView *form, bool highlighted, void (*go)(FormView *form, int step), int step)
{
    Taken taken = form_take(form, highlighted);
    if (taken != TAKEN_NOT)
        go(form, step);
    return result_of(taken);
}

static FormResult enter_key(FormView *form)
{
    if (kind_of(form) == FIELD_NOTE)
        return insert(form, "\n");
    bool adds = kind_of(form) == FIELD_LINKS && (form->moved || form_touched(form));
    return adds ? result_of(form_take(form, true)) : leave(form, true, form_move, 1);
}

static void step_field(FormView *form, int step)
{
    form_step(form, step);
}

static FormResult vertical(FormView *form, int step)
{
    if (form->drop) {
        form_highlight_move(form, step);
        return FORM_HANDLED;
    }
    if (form->editor != NULL &&
        editor_action(form->editor, step < 0 ? ACTION_UP : ACTION_DOWN, form->columns))
        return FORM_HANDLED;
    return leave(form, false, step_field, step);
}

/* --- the other keys --- */

static FormResult repeat(FormView *form)
{
    g_autofree char *value =
        form->model.repeat != NULL ? form->model.repeat(form->model.self, form->current) : NULL;
    if (value == NULL) {
        form_note(form, g_strdup_printf("%s: nothing to repeat: no record with it was saved here before",
                                        form_field(form, form->current)->label));
        return FORM_HANDLED;
    }
    if (form->editor == NULL || kind_of(form) == FIELD_LINKS)
        return result_of(form_set(form, value));
    editor_set(form->editor, value);
    text_changed(form);
    form_drop_close(form);
    return FORM_HANDLED;
}

static FormResult back(FormView *form)
{
    if (!form->drop)
        return FORM_LEAVE;
    leave_as_it_was(form);
    form_load(form);
    return FORM_HANDLED;
}

static FormResult save(FormView *form)
{
    return form_take(form, false) == TAKEN_NOT ? FORM_REFUSED : FORM_SAVE;
}

static FormResult create(const FormView *form)
{
    FieldKind kind = kind_of(form);
    return kind == FIELD_LINK || kind == FIELD_LINKS ? FORM_CREATE : FORM_IGNORED;
}

bool form_offers(const FormView *form, Action action)
{
    const FormModel *model = &form->model;
    char *(*says)(gpointer self, guint index) = action == ACTION_CREATE_LINKED  ? model->creates
                                                : action == ACTION_REPEAT_FIELD ? model->repeat
                                                                                : NULL;
    g_autofree char *text = form->editing && says != NULL ? says(model->self, form->current) : NULL;
    return text != NULL;
}

static FormResult type_key(FormView *form, Key key)
{
    if (!key_is_text(key))
        return FORM_IGNORED;
    char text[8] = "";
    text[g_unichar_to_utf8(key, text)] = '\0';
    return typed(form, text);
}

static FormResult type_action(FormView *form, Action action)
{
    switch (action) {
    case ACTION_OPEN:
        return enter_key(form);
    case ACTION_NEXT_FIELD:
    case ACTION_PREVIOUS_FIELD:
        return leave(form, true, form_move, action == ACTION_NEXT_FIELD ? 1 : -1);
    case ACTION_NEXT_SECTION:
    case ACTION_PREVIOUS_SECTION:
        return leave(form, false, form_move_section, action == ACTION_NEXT_SECTION ? 1 : -1);
    case ACTION_UP:
    case ACTION_DOWN:
        return vertical(form, action == ACTION_UP ? -1 : 1);
    case ACTION_SAVE:
        return save(form);
    case ACTION_BACK:
        return back(form);
    case ACTION_REPEAT_FIELD:
        return repeat(form);
    case ACTION_CREATE_LINKED:
        return create(form);
    default:
        return kind_of(form) == FIELD_FLAG && erases(action) ? flag_set(form, "") : edit_action(form, action);
    }
}

FormResult form_type(FormView *form, const Event *event, Action action)
{
    if (event->kind == EVENT_PASTE)
        return typed(form, event->text);
    return action == ACTION_NONE ? type_key(form, event->key) : type_action(form, action);
}
