/* The command line of the terminal (:): one table of commands, completed while typing. */
#include "app/read.h"

#include "base/error.h"
#include "store/backup.h"
#include "store/journal.h"
#include "store/search.h"

typedef struct {
    const char *name;
    const char *argument; /* what it takes, for the help; NULL for nothing */
    const char *help;
    void (*run)(App *app, const char *argument);
} Command;

/* The screen that a word means: its name, the word for one of its records, or its title in the menu. */
static const ScreenDef *screen_by_word(const App *app, const char *word)
{
    const ScreenDef *screen = screen_set_find(app->screens, word);
    for (guint i = 0; screen == NULL && i < screen_set_count(app->screens); i++) {
        const ScreenHead other = screen_set_head(app->screens, i);
        if (g_ascii_strcasecmp(other.one, word) == 0 || g_ascii_strcasecmp(other.title, word) == 0)
            screen = screen_set_at(app->screens, i);
    }
    return screen;
}

/* --- each command --- */

static void run_home(App *app, const char *argument)
{
    (void)argument;
    place_home(app);
}

static void run_help(App *app, const char *argument)
{
    (void)argument;
    app_push(app, help_new(app));
}

static void run_quit(App *app, const char *argument)
{
    (void)argument;
    app->quit = true;
}

static void run_undo(App *app, const char *argument)
{
    (void)argument;
    undo_last(app);
}

static void run_redo(App *app, const char *argument)
{
    (void)argument;
    redo_last(app);
}

static void run_drafts(App *app, const char *argument)
{
    (void)argument;
    drafts_ask(app, false);
}

static void run_open(App *app, const char *argument)
{
    const char *record = NULL;
    gint64 id = 0;
    GError *error = NULL;
    if (!record_find_ref(app->store, argument, &record, &id, &error)) {
        app_fail(app, error);
        return;
    }
    const ScreenDef *screen = screen_set_for_record(app->screens, record);
    place_open_record(app, screen != NULL ? screen->name : NULL, id);
}

static void run_new(App *app, const char *argument)
{
    const ScreenDef *screen = screen_by_word(app, argument);
    if (screen == NULL || screen->record == NULL || !screen->can_create) {
        app_warn(app, "new: %s: give the name of a screen whose records are entered here, such as visits",
                 argument);
        return;
    }
    if (!app_can_write(app))
        return;
    place_create(app, screen, NULL);
}

static void run_filter(App *app, const char *argument)
{
    View *top = app_top(app);
    GError *error = NULL;
    if (strcmp(top->class->name, "list") != 0)
        app_warn(app, "filter: there is no list here: go to one first (g and a letter)");
    else if (!browse_filter(top, argument, &error))
        app_fail(app, error);
}

static void add_problem(gpointer problem, gpointer pager)
{
    pager_add(pager, ROLE_DANGER, 2, problem);
}

static void run_verify(App *app, const char *argument)
{
    VerifyReport report = {0};
    GError *error = NULL;
    (void)argument;
    if (!journal_verify(app->store, &report, app_progress, app, &error)) {
        app_fail(app, error);
        return;
    }
    if (report.problems->len == 0) {
        app_say(app, "%" G_GUINT64_FORMAT " journal entries: the chain holds, the file is sound",
                report.entries);
    } else {
        Pager *pager = pager_new();
        g_ptr_array_foreach(report.problems, add_problem, pager);
        app_push(app, read_new(app, "What verify found", pager, NULL, NULL, NULL));
    }
    verify_report_clear(&report);
}

static void run_backup(App *app, const char *argument)
{
    GError *error = NULL;
    if (backup_write(app->store, argument, app_progress, app, &error))
        app_say(app, "Backup written and checked: %s", argument);
    else
        app_fail(app, error);
}

static void run_check(App *app, const char *argument)
{
    (void)argument;
    g_autoptr(GPtrArray) mistakes = screen_check(app->screens, app->store, action_names);
    if (mistakes->len == 0) {
        app_say(app, "%u screens, no mistake", screen_set_count(app->screens));
        return;
    }
    Pager *pager = pager_new();
    for (guint i = 0; i < mistakes->len; i++) {
        const ScreenMistake *mistake = g_ptr_array_index(mistakes, i);
        g_autofree char *line = g_strdup_printf("%s:%d: %s", mistake->file, mistake->line, mistake->what);
        pager_add(pager, ROLE_TEXT, 2, line);
    }
    app_push(app, read_new(app, "Mistakes in screen files", pager, NULL, NULL, NULL));
}

static void run_find(App *app, const char *argument)
{
    find_anywhere_ask(app, argument);
}

static const Command commands[] = {
    {"home", NULL, "Home", run_home},
    {"find", NULL, "Find in all records", run_find},
    {"open", "REF", "The record with that reference, such as AGR-2026-014", run_open},
    {"new", "SCREEN", "A new record", run_new},
    {"filter", "CRITERIA", "Narrow this list: state = in_force & ends_on < +90d", run_filter},
    {"drafts", NULL, "What was typed and not saved", run_drafts},
    {"undo", NULL, "Undo your last change", run_undo},
    {"redo", NULL, "Make the undone change again", run_redo},
    {"verify", NULL, "Hold the journal's chain and the file", run_verify},
    {"backup", "FILE", "Write a copy of the office's file and check it", run_backup},
    {"check", NULL, "Hold the screen files against the file", run_check},
    {"help", NULL, "Keys and help", run_help},
    {"quit", NULL, "Leave", run_quit},
};

/* --- the line --- */

static bool complete(const char *typed, GPtrArray *labels, gpointer data)
{
    App *app = data;
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (g_str_has_prefix(commands[i].name, typed) && commands[i].argument == NULL)
            g_ptr_array_add(labels, g_strdup(commands[i].name));
    }
    for (guint i = 0; i < screen_set_count(app->screens); i++) {
        const ScreenHead screen = screen_set_head(app->screens, i);
        if (g_str_has_prefix(screen.name, typed))
            g_ptr_array_add(labels, g_strdup(screen.name));
    }
    return true;
}

static bool run_command(App *app, const char *name, const char *argument)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        const Command *command = &commands[i];
        if (strcmp(command->name, name) != 0)
            continue;
        if (command->argument != NULL && *argument == '\0')
            app_warn(app, "%s: it needs %s: %s", name, command->argument, command->help);
        else
            command->run(app, argument);
        return true;
    }
    return false;
}

static void ask_again(App *app, const char *typed);

/* A line that is not understood comes back to be mended. */
static void command_done(App *app, guint picked, const char *typed, gpointer data)
{
    (void)picked;
    (void)data;
    g_autofree char *line = g_strstrip(g_strdup(typed != NULL ? typed : ""));
    g_auto(GStrv) words = g_strsplit(line, " ", 2);
    if (*line == '\0')
        return;
    const char *argument = words[1] != NULL ? g_strstrip(words[1]) : "";
    if (run_command(app, words[0], argument))
        return;
    const ScreenDef *screen = screen_by_word(app, words[0]);
    if (screen != NULL) {
        place_open_screen(app, screen);
        return;
    }
    ask_again(app, line);
    app_warn(app,
             "%s: no such command: a screen such as visits, or find, open, new, filter, drafts, verify, "
             "backup, help, quit",
             words[0]);
}

static void ask_again(App *app, const char *typed)
{
    ask(app, dialog_prompt("Command", NULL, typed, complete, app), command_done, NULL, NULL);
}

void command_ask(App *app)
{
    ask_again(app, NULL);
}

/* --- find in all records --- */

enum { FIND_MOST = 40 };

/* The hits behind the labels of the last time the officer typed. */
typedef struct {
    App *app;
    GPtrArray *hits;
} Finding;

static void finding_free(gpointer data)
{
    Finding *finding = data;
    if (finding->hits != NULL)
        g_ptr_array_free(finding->hits, TRUE);
    g_free(finding);
}

static bool find_options(const char *typed, GPtrArray *labels, gpointer data)
{
    Finding *finding = data;
    if (finding->hits != NULL)
        g_ptr_array_free(finding->hits, TRUE);
    g_autoptr(GError) error = NULL;
    finding->hits = *typed != '\0' ? search_find(finding->app->store, NULL, typed, FIND_MOST, &error) : NULL;
    for (guint i = 0; finding->hits != NULL && i < finding->hits->len; i++) {
        const SearchHit *hit = g_ptr_array_index(finding->hits, i);
        const RecordKind *kind = store_record_kind(finding->app->store, hit->record);
        g_autofree char *title = record_title(finding->app->store, hit->record, hit->id);
        g_ptr_array_add(labels, g_strdup_printf("%s  (%s)", title, kind != NULL ? kind->label : hit->record));
    }
    return error == NULL || !error_is(error, ERROR_INTERRUPTED);
}

static void find_done(App *app, guint picked, const char *typed, gpointer data)
{
    const Finding *finding = data;
    if (finding->hits == NULL || picked >= finding->hits->len) {
        if (typed != NULL && *typed != '\0')
            app_say(app, "Nothing contains \"%s\"", typed);
        return;
    }
    const SearchHit *hit = g_ptr_array_index(finding->hits, picked);
    const ScreenDef *screen = screen_set_for_record(app->screens, hit->record);
    place_open_record(app, screen != NULL ? screen->name : NULL, hit->id);
}

void find_anywhere_ask(App *app, const char *typed)
{
    Finding *finding = g_new0(Finding, 1);
    finding->app = app;
    ask(app, dialog_prompt("Find in all records", NULL, typed, find_options, finding), find_done, finding,
        finding_free);
}
