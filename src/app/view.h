/*
 * Private to the app: the program, its stack of views, and what the views share.
 *
 * A view is a place (home, a list, a record, a checklist, a page to read) or a dialog that lies over one. The
 * program draws the frame, gives events to the top of the stack, and lets it work on in small pieces while no
 * key waits.
 */
#ifndef ENTENTE_APP_VIEW_H
#define ENTENTE_APP_VIEW_H

#include "rules/checklist.h"
#include "screen/criteria.h"
#include "screen/office.h"
#include "screen/value.h"
#include "store/record.h"
#include "store/window.h"
#include "tui/dialog.h"
#include "tui/list.h"
#include "tui/terminal.h"

typedef struct App App;
typedef struct View View;

typedef struct {
    const char *name;
    bool overlay; /* drawn over the view below */
    /* What the letters mean now. */
    KeyContext (*context)(const View *view);
    /* Left of line 1 (transfer full). */
    char *(*title)(const View *view);
    /* Right of line 1 (transfer full), or NULL. */
    char *(*status)(const View *view);
    /* Actions for the key line, in order of weight. */
    const Action *(*keys)(const View *view, guint *count);
    /* The keys that the place's screen file names, for the front of the key line: "t Move  c Checklist"
     * (transfer full). May be NULL. */
    char *(*own_keys)(const View *view);
    /* Keys of this place beyond the table ("1 In force"), for the help. May be NULL. */
    void (*more_keys)(const View *view, void (*add)(const char *key, const char *what, gpointer data),
                      gpointer data);
    void (*draw)(View *view, Terminal *terminal, Rect area, bool focused);
    /* True when the event was the view's. */
    bool (*handle)(View *view, const Event *event, Action action);
    /* A piece of work for when no key waits; true when the picture changed or more is to be done. May be
     * NULL. */
    bool (*idle)(View *view);
    /* The file changed. May be NULL. */
    void (*refresh)(View *view);
    /* Keeps what is being typed as a draft: every few seconds, and when the line is gone. May be NULL. */
    void (*keep)(View *view);
    void (*free)(View *view);
} ViewClass;

struct View {
    const ViewClass *class;
    App *app;
};

struct App {
    Office *office; /* borrowed, as are the next two from it */
    Store *store;   /* NULL while the first picture stands and the file is being opened */
    ScreenSet *screens;
    Terminal *terminal;
    Keymap *keymap;
    GPtrArray *views; /* the stack, the top last */
    char *message;    /* line of messages, or NULL */
    Role message_role;
    char *today;        /* ISO; NULL without the store */
    GHashTable *repeat; /* screen name -> Record last saved there, for Ctrl-D */
    gint64 data_version;
    gint64 keep_at; /* monotonic time at which what is typed is kept as a draft; 0: nothing was typed since */
    gint64 seen_entry; /* newest journal entry when the program started */
    bool going;        /* g was typed: the next letter names a place */
    bool quit;
    bool restless; /* the top view may have work left */
    guint polls;   /* how often the reading for this painting has asked whether to go on */
    bool drawn;    /* the picture is as the views are */
    int told;      /* percent that app_progress showed last; -1: none */
};

/* --- the program (app.c) --- */

void app_push(App *app, View *view); /* takes the view */
void app_pop(App *app);              /* frees the top view; leaves at the last one */
View *app_top(const App *app);
void app_say(App *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
void app_warn(App *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
void app_fail(App *app, GError *error); /* shows and frees it */
void app_refresh(App *app);             /* every view reads again */
bool app_can_write(App *app);           /* false after saying why not */
/* Why the file can only be read; NULL where it can be written, and while that is not known. */
const char *app_read_only_reason(const App *app);
/* Whether what is read from the file is given up when a key comes, or when it takes some 400,000 steps of
 * SQLite: for painting. */
void app_give_way(App *app, bool on);
/* Only when a key comes, however long it takes: while the program rests. */
void app_give_way_to_keys(App *app);
const char *app_officer(const App *app);
/* Shows progress of long work on the message line; false when Esc was pressed. For callbacks of backup and
 * verify. */
bool app_progress(int percent, gpointer app);

/* --- places (places.c) --- */

void place_home(App *app);                                 /* back to home */
void place_open_screen(App *app, const ScreenDef *screen); /* its list, above home */
/* Opens the form of a new record, with `preset` as for record_create_view; NULL when it has been said why
 * not. The view is the app's. */
View *place_create(App *app, const ScreenDef *screen, const char *const *preset);
void place_open_record(App *app, const char *screen, gint64 id);
/* A list that shows no record of its own may say in its source what a row is about, in its columns
 * open_screen and open_id: does it, and open that of a row. */
bool place_rows_lead_on(const App *app, const ScreenDef *screen);
void place_open_row(App *app, const ScreenDef *screen, gint64 row);
bool place_go(App *app, Key key); /* g + letter; false when no place has it */

/* --- views --- */

View *home_new(App *app);
View *browse_new(App *app, const ScreenDef *screen);
/* A screen that is a matrix (ScreenDef.matrix). */
View *matrix_new(App *app, const ScreenDef *screen);
/* Puts the cursor of an open list of that screen on a record, where the list has it. */
void browse_show(App *app, const ScreenDef *screen, gint64 id);
/* Takes the marks off the open lists of that record, once what was marked has been worked on. */
void browse_unmark(App *app, const char *record);
/* Sets a criteria line on a list view ("state = in_force"). */
bool browse_filter(View *view, const char *line, GError **error);
View *record_new_view(App *app, const ScreenDef *screen, gint64 id, GError **error);
/* A form for a new record, already typing; `field` = `value` preset when not NULL. */
View *record_create_view(App *app, const ScreenDef *screen, const char *const *preset, GError **error);
View *record_resume_view(App *app, gint64 draft, GError **error);
View *history_new(App *app, const char *record, gint64 id, GError **error);
View *help_new(App *app);
View *checklist_new_view(App *app, const ScreenDef *screen, gint64 case_id, GError **error);
/* What the chart answers about the items of a case. */
View *determination_new_view(App *app, gint64 case_id);
/* Opens a report (rules/report.h) about one record as a text to read; says why when it cannot be made. */
void report_open(App *app, const char *name, const char *record, gint64 id);
View *filter_new(App *app, const ScreenDef *screen, const Criteria *criteria,
                 void (*apply)(View *target, Criteria *criteria), View *target);

/* --- dialogs (ask.c) --- */

typedef void (*AskDone)(App *app, guint picked, const char *typed, gpointer data);
/* Puts a dialog on top; `done` is called when something was picked, after the dialog has gone. `data` is
 * freed with `free_data` in any case. */
void ask(App *app, Dialog *dialog, AskDone done, gpointer data, GDestroyNotify free_data);
/* The same; `keep` is called with what is being typed when the line is gone. */
void ask_keeping(App *app, Dialog *dialog, AskDone done,
                 void (*keep)(App *app, const char *typed, gpointer data), gpointer data,
                 GDestroyNotify free_data);

/* --- the same work in several places --- */

void command_ask(App *app);                                                  /* : */
void find_anywhere_ask(App *app, const char *typed);                         /* / on home */
void move_ask(App *app, const char *record, const gint64 *ids, guint count); /* workflow.move */
void delete_ask(App *app, const ScreenDef *screen, const gint64 *ids, guint count, void (*gone)(App *app));
void text_ask(App *app, const ScreenDef *screen, gint64 id); /* text.open: the text of an agreement */
void export_ask(App *app, const ScreenDef *screen, Window *window);
void undo_last(App *app);
void redo_last(App *app);
void drafts_ask(App *app, bool at_start);
/* "t Move  c Checklist": the actions that a screen file names, for the key line. (transfer full) */
char *action_keys(const ScreenDef *screen);
/* Runs an action that a screen file names on those records. False when nobody knows it. */
bool action_run(App *app, const char *name, const ScreenDef *screen, const gint64 *ids, guint count);
extern const char *const action_names[]; /* NULL-terminated; for screen_check */

#endif
