/* What the form's parts share: form.c (state, moving), form_type.c (typing into fields), form_pick.c (the
 * drop-down), form_draw.c, and form_place.c (arithmetic). */
#ifndef ENTENTE_TUI_FORM_PRIVATE_H
#define ENTENTE_TUI_FORM_PRIVATE_H

#include "tui/form.h"

typedef struct {
    char *message;
    bool typed; /* what was typed was refused; else the caller marked the field */
} FormRefusal;

struct FormView {
    FormModel model;
    guint section, current;
    bool editing;

    /* the field being typed */
    Editor *editor; /* NULL when none is, and in a flag */
    char *stood;    /* the model's text when it was entered */
    char *loaded;   /* the editor's text then: "" where `stood` is masked or a set of links */
    bool fresh;     /* no key yet: the first letter replaces what stands there */
    bool masked;    /* `stood` is not shown, and nothing was typed in its place */

    /* its drop-down */
    bool drop;     /* open */
    bool stale;    /* `options` are not those of what is typed */
    bool moved;    /* the officer chose with the arrows */
    int highlight; /* -1 for none */
    int drop_top;
    GPtrArray *options; /* FormOption; NULL before they were asked for */
    char *problem;      /* why there are none */

    GHashTable *refusals; /* field -> FormRefusal */
    GHashTable *revealed; /* fields */
    char *note;           /* said once, until the next key */
    char *message;        /* what form_message composed last */

    /* as drawn last */
    int columns;    /* of the current field's text */
    int rows;       /* for fields */
    int top;        /* first row in sight */
    int note_top;   /* first line in sight of the note being read */
    int note_lines; /* its lines, and how many are in sight */
    int note_rows;
};

/* --- form.c --- */

const FormField *form_field(const FormView *form, guint field);
char *form_field_text(const FormView *form, guint field); /* (transfer full) */
bool form_shows(const FormView *form, guint field);
bool form_types(const FormView *form, guint field); /* shown, and the officer can change it */
bool form_hides(const FormView *form, guint field); /* sensitive and not revealed */
bool form_has_current(const FormView *form);        /* the current field stands in the section shown */
guint form_own_sections(const FormView *form);
guint form_all_sections(const FormView *form);
const FormRefusal *form_refusal(const FormView *form, guint field);
void form_note(FormView *form, char *note); /* takes it */
/* Next (previous) field to stop at; beyond the last of the section the next section's first. */
void form_move(FormView *form, int step);
/* To the next section in which there is something to stop at. */
void form_move_section(FormView *form, int step);
/* Next (previous) field of this section; false at its end. */
bool form_step(FormView *form, int step);
/* After values changed: stays on a field that is there. */
void form_settle(FormView *form);

/* --- form_type.c --- */

typedef enum { TAKEN_AS_IT_WAS, TAKEN_CHANGED, TAKEN_NOT } Taken;

/* Puts the current field's text into the editor. */
void form_load(FormView *form);
void form_unload(FormView *form);
bool form_touched(const FormView *form);
/* Gives what was typed to the model. `highlighted`: an open drop-down's highlighted option is meant. */
Taken form_take(FormView *form, bool highlighted);
/* Refuses what was typed in the current field; takes the message. */
Taken form_not_taken(FormView *form, char *message);
/* The same with what the model said, which may leave the field's label out; NULL when it said nothing. */
Taken form_refused(FormView *form, const GError *error);
/* The model took a value for the current field. */
Taken form_was_taken(FormView *form);
Taken form_set(FormView *form, const char *typed);
/* The value is shown selected: the next letter takes its place. */
bool form_selected(const FormView *form);
FormResult form_type(FormView *form, const Event *event, Action action);

/* --- form_pick.c --- */

bool form_picks(const FormView *form); /* the field being typed picks */
void form_drop_open(FormView *form);
void form_drop_close(FormView *form);
/* Asks for the options where they are not those of what is typed. */
void form_options_renew(FormView *form);
void form_highlight_move(FormView *form, int step);
Taken form_pick(FormView *form, bool highlighted);
/* Takes the last of the links away. */
Taken form_links_shorten(FormView *form);
/* True when the option's text stands among the links chosen. */
bool form_links_hold(const FormView *form, const FormOption *option);

/* --- form_place.c: where things go, arithmetic only --- */

typedef struct {
    FieldKind kind;
    int label;      /* columns, the sign of a required one too */
    int value;      /* columns of the text */
    int lines;      /* of a note */
    int understood; /* columns; 0 for none */
} FormNeed;

typedef struct {
    int row, rows;      /* from the section's first; with the row of what was understood below */
    int columns;        /* of the value */
    int lines;          /* rows of the value */
    int understood_row; /* of the field's rows */
    int understood_x;
    int understood_columns; /* 0: not shown */
} FormPlace;

/* The column in which values begin. */
int form_value_x(const FormNeed *needs, guint count, int columns);
/* Columns that a value of this kind gets when its text starts at `value_x`. */
int form_value_columns(FieldKind kind, int value_x, int columns);
/* Places the fields of a section in `columns` and, as far as they go, `height` rows. Returns the rows in all.
 */
int form_places(const FormNeed *needs, guint count, int columns, int height, bool editing, FormPlace *places);
/* The first of the titles (of that many columns each) to show, so that `current` is in sight; `*last` is the
 * last that has room. */
guint form_strip(const int *titles, guint count, guint current, int columns, guint *last);
/* Rows of a drop-down with `wanted` rows, its edges among them, beside a field of `rows` rows at `row`, in a
 * view of `height`: `*first` is where it begins. */
int form_drop_rows(int row, int rows, int height, int wanted, int *first);

/* Rows of a drop-down at most, and from how many on two of them are its edges. */
enum { FORM_DROP_ROWS = 10, FORM_DROP_EDGED = 3, FORM_STRIP_GAP = 2 };

#endif
