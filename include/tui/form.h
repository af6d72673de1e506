/*
 * The form: one engine for every record. It is given fields through FormModel and never knows a table.
 *
 * Two ways to be: reading (letters are commands, arrows move between fields) and typing (`form_edit`).
 *
 * Fields that pick (field_kind_picks) show a drop-down while something is typed in them, or after Space. The
 * first letter takes the place of what stood there. Up and Down choose, Enter and Tab take what is
 * highlighted, Esc closes the drop-down and puts back what stood there. Left in another way, the field takes
 * the option that is spelled exactly as what was typed, or the only one; else `set` is asked whether it can
 * make something of it.
 *
 * Fields of many links hold what was chosen as "A; B; C" (`text`), with an empty line to type behind it.
 * `choose` turns an option over: puts it in, or takes it out where it is in. Enter chooses and stays; Enter
 * on the empty line goes on. Backspace on the empty line takes the last away: with `choose` on the option of
 * just that text, or where there is none with `set` of the list without it.
 *
 * Any other filled field is entered selected, as it is shown: the first letter takes the place of its value.
 * Arrows, Home, End and what erases begin to change it instead. Notes are changed at once.
 *
 * A sensitive field is masked. Typing in it begins anew and is seen while it lasts; left untouched it keeps
 * its value.
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
    char *detail; /* beside it, or NULL */
    char *value;  /* handed back to choose */
} FormOption;
void form_option_free(FormOption *option);

/* What stands between the chosen ones of a field of many links. */
#define FORM_LINKS_BETWEEN "; "

typedef struct {
    gpointer self;
    guint (*sections)(gpointer self);
    const char *(*section_title)(gpointer self, guint section); /* may hold a count: "Visits 3" */
    guint (*fields)(gpointer self);
    const FormField *(*field)(gpointer self, guint index);
    bool (*shown)(gpointer self, guint index); /* conditional fields; NULL: always */
    /* What stands in the field (transfer full); NULL is nothing. A flag that is set begins with y. */
    char *(*text)(gpointer self, guint index);
    /* What was understood, to stand beside it (transfer full), or NULL. May be NULL. */
    char *(*understood)(gpointer self, guint index);
    /* The same for what is being typed, asked anew for each picture: cheap (transfer full); NULL while it
     * means nothing. May be NULL. */
    char *(*reads)(gpointer self, guint index, const char *typed);
    /* What to beware of in a field that can be typed, to stand beside it as a warning: "in the past"
     * (transfer full), or NULL. `typed` is what is being typed in it; NULL: nothing is. May be NULL. */
    char *(*warns)(gpointer self, guint index, const char *typed);
    /* Takes what was typed when the field is left; "" empties it. Flags are given "yes", "no" or "". Refusal
     * keeps the text in the field and shows the message, with the label in front where it does not begin with
     * it. */
    bool (*set)(gpointer self, guint index, const char *typed, GError **error);
    /* Options for what is typed (all for ""), best first; only for kinds that pick. Asked at most once for
     * each key: by form_draw, which the caller calls when no key waits, or when the field is left.
     * ERROR_INTERRUPTED keeps those that are shown and asks again at the next form_draw. (transfer full)
     * (element-type FormOption) */
    GPtrArray *(*options)(gpointer self, guint index, const char *typed, guint limit, GError **error);
    bool (*choose)(gpointer self, guint index, const FormOption *option, GError **error);
    /* The value that Ctrl-D repeats (transfer full), or NULL. May be NULL. */
    char *(*repeat)(gpointer self, guint index);
    /* How a record is created in place from a link field, "Ctrl-N: new person", for the drop-down (transfer
     * full); NULL where that is not possible. May be NULL: it never is. */
    char *(*creates)(gpointer self, guint index);
    /* Extra sections after the fields' own (related lists): drawn and handled by the caller in the area the
     * form leaves. May be NULL. They are passed over while typing. */
    guint (*extra_sections)(gpointer self);
} FormModel;

typedef struct FormView FormView;

FormView *form_new(const FormModel *model); /* copied. (transfer full) */
void form_free(FormView *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormView, form_free)

typedef enum {
    FORM_IGNORED, /* not the form's: the caller looks at it */
    FORM_HANDLED,
    FORM_CHANGED, /* a field took a new value (the caller saves a draft) */
    FORM_REFUSED, /* the field did not take what was typed: form_message says why */
    FORM_SAVE,    /* what was typed is accepted already */
    FORM_LEAVE,   /* typing: what stands in the field is not accepted (form_half_typed has it) */
    FORM_FOLLOW,  /* reading: Enter on a link field (form_current) */
    FORM_EDIT,    /* reading: Enter on another field that can be typed */
    FORM_CREATE,  /* typing: create a linked record in place; form_typed is the start of its name */
} FormResult;

/* Starts or ends typing. Starting moves to the nearest field that can be typed; where there is none, the form
 * stays as it is. Ending gives the current field's text to the model first, and ends also where that is
 * refused. */
void form_edit(FormView *form, bool editing);
bool form_editing(const FormView *form);
/* Gives the field being typed to the model now (before saving). False when it is refused. The field shows
 * what the model made of it: for a draft of what is half typed use form_half_typed. */
bool form_accept(FormView *form);

/* Draws the section strip, a rule and the section's fields; the drop-down of a picking field over them.
 * Returns the area below the strip that an extra section may use. Sets the cursor, but not in an extra
 * section. */
Rect form_draw(FormView *form, Terminal *terminal, Rect area);
FormResult form_handle(FormView *form, const Event *event, Action action);

/* Typing: whether the current field can be repeated (ACTION_REPEAT_FIELD) or created in place
 * (ACTION_CREATE_LINKED), for the key line. False for other actions. */
bool form_offers(const FormView *form, Action action);

guint form_current(const FormView *form); /* field */
guint form_section(const FormView *form); /* section shown, extra ones behind the fields' own */
bool form_in_extra(const FormView *form);
/* Shows its section and puts the cursor there. While typing, the field before is given to the model if it
 * takes it. */
void form_go_to(FormView *form, guint field);
void form_go_to_section(FormView *form, guint section);
void form_reveal(FormView *form, guint field); /* shows a sensitive field until the form is left */
/* Refusal or help of the current field, for the message line; may be NULL. Valid until the next call of
 * anything here. */
const char *form_message(const FormView *form);
/* Text in the field as typed so far: what the model has where nothing was typed, but "" then in a field that
 * picks. NULL when nothing is being typed. */
const char *form_typed(const FormView *form);
/* What stands in the field being typed and was not given to the model: NULL when nothing is. With form_retype
 * it comes back from a draft as it was typed. */
const char *form_half_typed(const FormView *form);
/* Puts the text into the field being typed as if it had been typed there, in place of what stands in it. */
void form_retype(FormView *form, const char *typed);
/* Says that values changed behind it (after a choice, a conflict, a created link). What is typed in a field
 * stays, unless that field's own value changed. */
void form_refresh(FormView *form);
/* Marks a field as refused with the message (required and empty at saving), until it takes a value or typing
 * ends; what is being typed in it also until it is typed away again. */
void form_refuse(FormView *form, guint field, const char *message);

#endif
