/* The same work from several places: undo, delete, move, export, drafts, and the actions that screen files
 * name. */
#include "app/delegation.h"
#include "app/foresee.h"
#include "app/sheet.h"
#include "app/unsaved.h"
#include "app/view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"
#include "rules/redact.h"
#include "rules/workflow.h"
#include "screen/listing.h"
#include "screen/save.h"
#include "store/draft.h"
#include "store/journal.h"

/* --- undo, redo --- */

static void take_back(App *app, bool (*step)(Store *store, char **what, GError **error))
{
    g_autofree char *what = NULL;
    GError *error = NULL;
    if (!app_can_write(app))
        return;
    if (!step(app->store, &what, &error)) {
        app_fail(app, error);
        return;
    }
    app_refresh(app);
    app_say(app, "%s", what);
}

void undo_last(App *app)
{
    take_back(app, journal_undo);
}

void redo_last(App *app)
{
    take_back(app, journal_redo);
}

/* --- delete --- */

typedef struct {
    const ScreenDef *screen;
    gint64 *ids;
    guint count;
    void (*gone)(App *app);
} Deletion;

static void deletion_free(gpointer data)
{
    Deletion *deletion = data;
    g_free(deletion->ids);
    g_free(deletion);
}

static void delete_done(App *app, guint picked, const char *typed, gpointer data)
{
    const Deletion *deletion = data;
    GError *error = NULL;
    (void)typed;
    if (picked != 0)
        return;
    if (!save_delete(deletion->screen, app->store, deletion->ids, deletion->count, &error)) {
        app_fail(app, error);
        return;
    }
    if (deletion->gone != NULL)
        deletion->gone(app);
    browse_unmark(app, deletion->screen->record);
    app_refresh(app);
    g_autofree char *count = text_count(deletion->count, deletion->screen->one, deletion->screen->title);
    app_say(app, "Deleted: %s. u undoes it", count);
}

void delete_ask(App *app, const ScreenDef *screen, const gint64 *ids, guint count, void (*gone)(App *app))
{
    static const DialogItem items[] = {{'y', "Delete", "u undoes it", false}, {'n', "Keep", NULL, false}};
    Deletion *deletion = g_new0(Deletion, 1);
    *deletion = (Deletion){screen, g_memdup2(ids, count * sizeof *ids), count, gone};
    g_autofree char *what =
        count == 1 ? page_name_of(app, screen, ids[0]) : text_count(count, screen->one, screen->title);
    g_autofree char *title = g_strdup_printf("Delete %s?", what);
    g_autofree char *more = foresee_removal(app, screen, ids, count);
    g_autofree char *text = more != NULL ? g_strdup_printf("Deleting does more:\n%s", more) : NULL;
    ask(app, dialog_new(title, text, items, G_N_ELEMENTS(items), 1), delete_done, deletion, deletion_free);
}

/* --- move to another state --- */

typedef struct {
    char *record;
    GArray *ids;
    GPtrArray *moves;    /* WorkflowMove */
    GPtrArray *problems; /* WorkflowProblem, once a move was refused */
} Moving;

static void moving_free(gpointer data)
{
    Moving *moving = data;
    g_free(moving->record);
    g_array_free(moving->ids, TRUE);
    g_clear_pointer(&moving->moves, g_ptr_array_unref);
    g_clear_pointer(&moving->problems, g_ptr_array_unref);
    g_free(moving);
}

static Moving *moving_new(const char *record, const gint64 *ids, guint count)
{
    Moving *moving = g_new0(Moving, 1);
    moving->record = g_strdup(record);
    moving->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_array_append_vals(moving->ids, ids, count);
    return moving;
}

static void problem_done(App *app, guint picked, const char *typed, gpointer data)
{
    const Moving *moving = data;
    (void)typed;
    const WorkflowProblem *problem = g_ptr_array_index(moving->problems, picked);
    if (problem->screen != NULL && problem->id != 0)
        place_open_record(app, problem->screen, problem->id);
}

/* What stands in the way, each a jump to the place where it is mended. */
static void show_problems(App *app, const char *record, gint64 id, const WorkflowMove *move,
                          GPtrArray *problems)
{
    Moving *moving = moving_new(record, &id, 1);
    moving->problems = g_ptr_array_ref(problems);
    g_autofree DialogItem *items = g_new0(DialogItem, problems->len);
    for (guint i = 0; i < problems->len; i++) {
        const WorkflowProblem *problem = g_ptr_array_index(problems, i);
        items[i] = (DialogItem){i < 9 ? '1' + i : 0, problem->problem, problem->cite, false};
    }
    g_autofree char *name = record_title(app->store, record, id);
    g_autofree char *title = g_strdup_printf("%s: %s", move->label, name);
    g_autofree char *count =
        text_count(problems->len, "thing stands in the way:", "things stand in the way:");
    ask(app, dialog_new(title, count, items, problems->len, 0), problem_done, moving, moving_free);
}

/* Shows what stands in the way of the first record that may not move; false when nothing does, or when that
 * cannot be told. */
static bool show_first_obstacle(App *app, const Moving *moving, const WorkflowMove *move)
{
    for (guint i = 0; i < moving->ids->len; i++) {
        gint64 id = g_array_index(moving->ids, gint64, i);
        g_autoptr(GPtrArray) problems =
            workflow_problems(app->store, moving->record, id, move->to_state, NULL);
        if (problems == NULL || problems->len == 0)
            continue;
        show_problems(app, moving->record, id, move, problems);
        return true;
    }
    return false;
}

static void move_done(App *app, guint picked, const char *typed, gpointer data)
{
    const Moving *moving = data;
    const WorkflowMove *move = g_ptr_array_index(moving->moves, picked);
    GError *error = NULL;
    (void)typed;
    if (show_first_obstacle(app, moving, move))
        return;
    if (!workflow_make_all(app->store, moving->record, (const gint64 *)(void *)moving->ids->data,
                           moving->ids->len, move->to_state, &error)) {
        app_fail(app, error);
        return;
    }
    browse_unmark(app, moving->record);
    app_refresh(app);
    g_autofree char *count = text_count(moving->ids->len, "record", "records");
    app_say(app, "%s: %s moved. u undoes it", move->label, count);
}

void move_ask(App *app, const char *record, const gint64 *ids, guint count)
{
    GError *error = NULL;
    if (!app_can_write(app))
        return;
    g_autoptr(GPtrArray) moves = workflow_moves(app->store, record, ids[0], &error);
    if (moves == NULL) {
        app_fail(app, error);
        return;
    }
    if (moves->len == 0) {
        app_say(app, "There is no move from this state");
        return;
    }
    g_autofree DialogItem *items = g_new0(DialogItem, moves->len);
    g_autoptr(GPtrArray) details = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < moves->len; i++) {
        const WorkflowMove *move = g_ptr_array_index(moves, i);
        char *detail = move->problems > 0
                           ? text_count(move->problems, "thing in the way", "things in the way")
                           : g_strdup(move->role);
        g_ptr_array_add(details, detail);
        items[i] = (DialogItem){i < 9 ? '1' + i : 0, move->label, detail, false};
    }
    g_autofree char *name =
        count == 1 ? record_title(app->store, record, ids[0]) : text_count(count, "record", "records");
    g_autofree char *title = g_strdup_printf("Move %s", name);
    Moving *moving = moving_new(record, ids, count);
    moving->moves = g_ptr_array_ref(moves);
    ask(app, dialog_new(title, NULL, items, moves->len, 0), move_done, moving, moving_free);
}

/* --- export of what is shown --- */

typedef struct {
    const ScreenDef *screen;
    Window *window; /* the list's own: the dialog lies over the list, which keeps it */
} Exporting;

static bool write_piece(const char *text, gsize size, gpointer data)
{
    return fwrite(text, 1, size, data) == size;
}

static bool write_export(App *app, const Exporting *exporting, const char *path, guint64 *rows,
                         GError **error)
{
    ExportFormat format = g_str_has_suffix(path, ".json")  ? EXPORT_JSON
                          : g_str_has_suffix(path, ".txt") ? EXPORT_TEXT
                                                           : EXPORT_CSV;
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *stream = file >= 0 ? fdopen(file, "w") : NULL;
    if (stream == NULL)
        return error_set(error, ERROR_SYSTEM,
                         "%s: %s: give the name of a new file in a folder that you may write to", path,
                         g_strerror(errno));
    bool done = listing_export(exporting->screen, app->store, exporting->window, format, 0, 120, write_piece,
                               stream, rows, error);
    if (fclose(stream) != 0 && done)
        done = error_set(error, ERROR_SYSTEM, "%s: %s: nothing was kept; make room and export again", path,
                         g_strerror(errno));
    if (!done)
        unlink(path);
    return done;
}

static void ask_export(App *app, const Exporting *exporting, const char *text, const char *name);

/* What was refused is asked again, with the name that was typed. */
static void export_done(App *app, guint picked, const char *typed, gpointer data)
{
    g_autoptr(GError) error = NULL;
    guint64 rows = 0;
    (void)picked;
    if (typed == NULL || *typed == '\0')
        return;
    g_autofree char *path = g_canonicalize_filename(typed, NULL);
    if (!write_export(app, data, path, &rows, &error)) {
        ask_export(app, data, error->message, typed);
        return;
    }
    g_autofree char *count = text_count((gint64)rows, "row", "rows");
    app_say(app, "Written: %s, %s", path, count);
}

static void ask_export(App *app, const Exporting *exporting, const char *text, const char *name)
{
    ask(app, dialog_prompt("Export what is shown", text, name, NULL, NULL), export_done,
        g_memdup2(exporting, sizeof *exporting), g_free);
}

void export_ask(App *app, const ScreenDef *screen, Window *window)
{
    const Exporting exporting = {screen, window};
    g_autofree char *name = g_strdup_printf("%s-%s.csv", screen->name, app->today);
    ask_export(app, &exporting, "A new file: .csv, .json or .txt", name);
}

/* --- drafts --- */

static void drafts_free(gpointer data)
{
    g_ptr_array_free(data, TRUE);
}

/* The last item of the list of what to discard is all of them. */
static void discard_done(App *app, guint picked, const char *typed, gpointer data)
{
    const GPtrArray *drafts = data;
    (void)typed;
    for (guint i = 0; i < drafts->len; i++) {
        if (i == picked || picked == drafts->len)
            draft_remove(app->store, ((const Draft *)g_ptr_array_index(drafts, i))->id, NULL);
    }
    app_say(app, picked == drafts->len ? "The drafts are gone" : "The draft is gone");
}

/* A dialog over the drafts with one more item behind them. Takes the drafts. */
static void ask_drafts(App *app, GPtrArray *drafts, const char *title, const char *text,
                       const DialogItem *last, AskDone done)
{
    g_autofree DialogItem *items = g_new0(DialogItem, drafts->len + 1);
    g_autoptr(GPtrArray) times = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < drafts->len; i++) {
        const Draft *draft = g_ptr_array_index(drafts, i);
        g_ptr_array_add(times, unsaved_time(draft->saved_at));
        items[i] = (DialogItem){i < 9 ? '1' + i : 0, draft->title, g_ptr_array_index(times, i), false};
    }
    items[drafts->len] = *last;
    ask(app, dialog_new(title, text, items, drafts->len + 1, 0), done, drafts, drafts_free);
}

static void draft_done(App *app, guint picked, const char *typed, gpointer data)
{
    const GPtrArray *drafts = data;
    GError *error = NULL;
    (void)typed;
    if (picked < drafts->len) {
        const Draft *draft = g_ptr_array_index(drafts, picked);
        View *view = strcmp(draft->screen, DELEGATION_DRAFT) == 0
                         ? delegation_new_view(app, draft->record_id)
                         : record_resume_view(app, draft->id, &error);
        if (view != NULL)
            app_push(app, view);
        else
            app_fail(app, error);
        return;
    }
    static const DialogItem all = {'a', "All of them", "there is no way back", false};
    GPtrArray *again = draft_list(app->store, &error);
    if (again != NULL)
        ask_drafts(app, again, "Discard which?", "What was typed there is given up.", &all, discard_done);
    else
        app_fail(app, error);
}

void drafts_ask(App *app, bool at_start)
{
    GError *error = NULL;
    GPtrArray *drafts = draft_list(app->store, &error);
    if (drafts == NULL || drafts->len == 0) {
        if (drafts == NULL)
            app_fail(app, error);
        else if (!at_start)
            app_say(app, "No draft waits");
        if (drafts != NULL)
            drafts_free(drafts);
        return;
    }
    const char *text = at_start ? "You were typing when the line dropped or you left. Enter takes it up "
                                  "again, Esc leaves it for later (:drafts)."
                                : "Enter takes it up again.";
    static const DialogItem discard = {'d', "Discard one, or all", NULL, false};
    ask_drafts(app, drafts, "Not saved yet", text, &discard, draft_done);
}

/* --- what screen files may name --- */

static void run_move(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    move_ask(app, screen->record, ids, count);
}

/* The screen that edits the records of the checklist: the same one, or its fellow where this one is a list
 * only. */
static const ScreenDef *checklist_screen(const App *app, const ScreenDef *screen)
{
    if (screen->checklist == NULL || screen->record != NULL)
        return screen->checklist != NULL ? screen : NULL;
    for (guint i = 0; i < screen_set_count(app->screens); i++) {
        const ScreenHead other = screen_set_head(app->screens, i);
        if (other.record != NULL && g_strcmp0(other.checklist, screen->checklist) == 0)
            return screen_set_at(app->screens, i);
    }
    return NULL;
}

static void run_checklist(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    GError *error = NULL;
    (void)count;
    const ScreenDef *cases = checklist_screen(app, screen);
    if (cases == NULL) {
        app_warn(app, "%s: its file names no checklist, or no screen edits the record", screen->title);
        return;
    }
    View *view = checklist_new_view(app, cases, ids[0], &error);
    if (view != NULL)
        app_push(app, view);
    else
        app_fail(app, error);
}

static void run_text(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    if (screen->record == NULL || strcmp(screen->record, "agreement") != 0)
        app_warn(app, "%s: only agreements have texts: open one", screen->title);
    else if (count != 1)
        app_warn(app, "Texts are worked on one at a time: take the marks off");
    else
        text_ask(app, screen, ids[0]);
}

static void run_determination(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    (void)count;
    if (g_strcmp0(screen->record, "export_case") == 0)
        app_push(app, determination_new_view(app, ids[0]));
    else
        app_warn(app, "%s: only a case has items to look up in the chart", screen->title);
}

static void run_control_plan(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    (void)count;
    report_open(app, "control-plan", screen->record, ids[0]);
}

static void redact_done(App *app, guint picked, const char *typed, gpointer data)
{
    RedactCounts counts = {0};
    GError *error = NULL;
    (void)typed;
    if (picked != 1)
        return;
    if (!redact_visit(app->store, *(const gint64 *)data, &counts, &error)) {
        app_fail(app, error);
        return;
    }
    app_refresh(app);
    app_say(app, "Redacted: %u people, %u entries of the journal", counts.people, counts.entries);
}

static void run_redact(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    static const DialogItem items[] = {{'n', "Keep it as it is", NULL, false},
                                       {'y', "Redact", "there is no way back", false}};
    RedactCounts counts = {0};
    GError *error = NULL;
    (void)screen, (void)count;
    if (!app_can_write(app))
        return;
    if (!redact_look(app->store, ids[0], &counts, &error)) {
        app_fail(app, error);
        return;
    }
    g_autofree char *text = g_strdup_printf("Country, dates and purpose remain. Emptied for good: %u people "
                                            "of it (%u are needed elsewhere and stay), and the content "
                                            "of %u entries of the journal. Backups made before keep them.",
                                            counts.people, counts.kept, counts.entries);
    ask(app, dialog_new("Redact this visit?", text, items, G_N_ELEMENTS(items), 0), redact_done,
        g_memdup2(ids, sizeof *ids), g_free);
}

static void run_delegation(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    (void)screen, (void)count;
    if (app_can_write(app))
        app_push(app, delegation_new_view(app, ids[0]));
}

static void run_sheet(App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    (void)count;
    sheet_ask(app, screen->record, ids[0]);
}

static const struct {
    const char *name;
    void (*run)(App *app, const ScreenDef *screen, const gint64 *ids, guint count);
} actions[] = {
    {"workflow.move", run_move},
    {"checklist.open", run_checklist},
    {"text.open", run_text},
    {"determination.open", run_determination},
    {"report.control_plan", run_control_plan},
    {"visit.sheet", run_sheet},
    {"visit.delegation", run_delegation},
    {"visit.redact", run_redact},
};

const char *const action_names[] = {"workflow.move",      "checklist.open",      "text.open",
                                    "determination.open", "report.control_plan", "visit.sheet",
                                    "visit.delegation",   "visit.redact",        NULL};

char *action_keys(const ScreenDef *screen)
{
    GString *keys = g_string_new(NULL);
    for (guint i = 0; i < screen->action_count; i++)
        g_string_append_printf(keys, "%s%s %s", i > 0 ? "  " : "", screen->actions[i].key,
                               screen->actions[i].title);
    return g_string_free(keys, FALSE);
}

bool action_run(App *app, const char *name, const ScreenDef *screen, const gint64 *ids, guint count)
{
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++) {
        if (strcmp(actions[i].name, name) == 0) {
            actions[i].run(app, screen, ids, count);
            return true;
        }
    }
    return false;
}
