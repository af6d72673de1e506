/*
 * The form: one engine for every record. It is given fields through FormModel and never knows a table.
 *
 * Two ways to be: reading (letters are commands, arrows move between fields) and typing (`form_edit`).
 */
#ifndef ENTENTE_TUI_FORM_H
#define ENTENTE_TUI_FORM_H

#include "base/field.h"
#include "tui/editor.h"
#include "tui/terminal.h"

typedef struct {
    const char *name;
    const char *label;
    const char *help;
    FieldKind kind;
    bool required;
    bool sensitive; /* shown masked until revealed */
    bool read_only;
    guint section;
} FormField;

typedef struct {
    char *text;   /* shown and, once chosen, what the field shows */
    char *detail;
    char *value;  /* handed back to choose */
} FormOption;
void form_option_free(FormOption *option);

typedef struct {
    gpointer self;
    guint (*sections)(gpointer self);
    const char *(*section_title)(gpointer self, guint section); /* may hold a count: "Visits 3" */
    guint (*fields)(gpointer self);
    const FormField *(*field)(gpointer self, guint index);
    bool (*shown)(gpointer self, guint index);                    /* conditional fields; NULL: always */
    /* What stands in the field (transfer full). */
    char *(*text)(gpointer self, guint index);
    /* What was understood, to stand beside it (transfer full), or NULL. */
    char *(*understood)(gpointer self, guint index);
    /* Takes what was typed when the field is left. Refusal keeps the text in the field and shows the message. */
    bool (*set)(gpointer self, guint index, const char *typed, GError **error);
    /* Options for what is typed; only for kinds that pick. (transfer full) (element-type FormOption) */
    GPtrArray *(*options)(gpointer self, guint index, const char *typed, guint limit, GError **error);
    bool (*choose)(gpointer self, guint index, const FormOption *option, GError **error);
    /* The value that Ctrl-D repeats (transfer full), or NULL. */
    char *(*repeat)(gpointer self, guint index);
    /* Extra sections after the fields' own (related lists): drawn and handled by the caller in the area the form leaves. */
    guint (*extra_sections)(gpointer self);
} FormModel;

typedef struct FormView FormView;

FormView *form_new(const FormModel *model); /* copied. (transfer full) */
void form_free(FormView *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormView, form_free)

typedef enum {
    FORM_IGNORED,  /* not the form's: the caller looks at it */
    FORM_HANDLED,
    FORM_CHANGED,  /* a field took a new value (the caller saves a draft) */
    FORM_REFUSED,  /* the field did not take what was typed: form_message says why */
    FORM_SAVE,
    FORM_LEAVE,
    FORM_FOLLOW,   /* reading: Enter on a link field (form_current) */
    FORM_CREATE,   /* typing: create a linked record in place; form_typed is the start of its name */
} FormResult;

/* Starts or ends typing. Ending gives the current field's text to the model first; false when it is refused. */
void form_edit(FormView *form, bool editing);
bool form_editing(const FormView *form);
/* Gives the field being typed to the model now (before saving, before a draft). */
bool form_accept(FormView *form);

/* Draws the section strip, a rule and the section's fields; the drop-down of a picking field over them. Returns the area below the strip that an extra section may use. Sets the cursor. */
Rect form_draw(FormView *form, Terminal *terminal, Rect area);
FormResult form_handle(FormView *form, const Event *event, Action action);

guint form_current(const FormView *form);          /* field */
guint form_section(const FormView *form);          /* section shown, extra ones behind the fields' own */
bool form_in_extra(const FormView *form);
void form_go_to(FormView *form, guint field);      /* shows its section and puts the cursor there */
void form_go_to_section(FormView *form, guint section);
void form_reveal(FormView *form, guint field);     /* shows a sensitive field until the form is left */
const char *form_message(const FormView *form);    /* refusal or help of the current field, for the message line; may be NULL */
const char *form_typed(const FormView *form);      /* text in the field as typed so far */
/* Says that values changed behind it (after a choice, a conflict, a created link). */
void form_refresh(FormView *form);
/* Marks a field as refused with the message (required and empty at saving). */
void form_refuse(FormView *form, guint field, const char *message);

#endif
