/* Commands that keep the office's file in order: undo, verify, views, backup, restore, check. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "rules/checklist.h"
#include "store/backup.h"
#include "store/held_views.h"
#include "store/journal.h"

typedef struct {
    const char *what;
    int shown; /* percent; asked again and again, and written when it is another */
} Progress;

static bool show_progress(int percent, gpointer data)
{
    Progress *progress = data;
    if (percent != progress->shown)
        output_progress(progress->what, percent);
    progress->shown = percent;
    return !output_interrupted();
}

/* --- undo --- */

int command_undo(Call *call, GError **error)
{
    g_autofree char *what = NULL;
    g_autoptr(Office) office = call_open(call, error);
    if (office && journal_undo(office->store, &what, error))
        output_line(call->output, "%s.", what);
    return 0;
}

/* --- verify --- */

static int print_report(Call *call, const VerifyReport *report)
{
    guint problems = report->problems ? report->problems->len : 0;
    for (guint i = 0; i < problems; i++)
        output_line(call->output, "%s", (const char *)g_ptr_array_index(report->problems, i));
    g_autofree char *entries = text_count((gint64)report->entries, "entry", "entries");
    if (problems == 0)
        output_line(call->output, "The journal's %s, the database, its links and the search index are whole.",
                    entries);
    return problems == 0 ? 0 : 1;
}

int command_verify(Call *call, GError **error)
{
    Progress progress = {"Verifying", -1};
    g_autoptr(Office) office = call_open(call, error);
    if (!office)
        return 0;
    output_watch_interrupts();
    VerifyReport report = {0};
    bool done = journal_verify(office->store, &report, show_progress, &progress, error);
    output_progress(progress.what, -1);
    int status = done ? print_report(call, &report) : 0;
    verify_report_clear(&report);
    return status;
}

/* --- views --- */

int command_views(Call *call, GError **error)
{
    (void)error;
    g_autofree char *script = held_views_script("CREATE TEMP VIEW");
    output_write(script, strlen(script), call->output);
    return 0;
}

/* --- backup and restore --- */

int command_backup(Call *call, GError **error)
{
    Progress progress = {"Copying", -1};
    g_autoptr(Office) office = call_open(call, error);
    if (!office)
        return 0;
    output_watch_interrupts();
    bool done = backup_write(office->store, call->words[0], show_progress, &progress, error);
    output_progress(progress.what, -1);
    GStatBuf state;
    if (done && g_stat(call->words[0], &state) == 0) {
        g_autofree char *size = g_format_size((guint64)state.st_size);
        output_line(call->output, "%s: copied and checked, %s.", call->words[0], size);
    }
    return 0;
}

int command_restore(Call *call, GError **error)
{
    g_autoptr(Settings) settings = settings_read(call->options.config, error);
    if (!settings)
        return 0;
    OfficeOptions options = {.file = call->options.file, .demo = call->options.demo};
    g_autofree char *path = office_file(&options, settings);
    g_autofree char *kept = NULL;
    if (!backup_restore(call->words[0], path, &kept, error))
        return 0;
    output_line(call->output, "%s: restored from %s.", path, call->words[0]);
    if (kept)
        output_line(call->output, "What stood there is kept as %s.", kept);
    return 0;
}

/* --- check --- */

/* The actions that a screen file may name; the program has no others. */
static const char *const known_actions[] = {"workflow.move",      "checklist.open",      "text.open",
                                            "determination.open", "report.control_plan", "visit.sheet",
                                            "visit.delegation",   "visit.redact",        NULL};

static guint print_mistakes(Call *call, const Office *office)
{
    g_autoptr(GPtrArray) mistakes = screen_check(office->screens, office->store, known_actions);
    for (guint i = 0; i < mistakes->len; i++) {
        const ScreenMistake *mistake = g_ptr_array_index(mistakes, i);
        if (mistake->line > 0)
            output_line(call->output, "%s:%d: %s", mistake->file, mistake->line, mistake->what);
        else
            output_line(call->output, "%s: %s", mistake->file, mistake->what);
    }
    return mistakes->len;
}

/* Checklists are read only when a case is opened: their mistakes are looked for here. */
static guint print_checklist_mistakes(Call *call, const Office *office)
{
    guint found = 0;
    for (guint i = 0; i < screen_set_count(office->screens); i++) {
        const char *name = screen_set_at(office->screens, i)->checklist;
        if (!name)
            continue;
        g_autoptr(GError) problem = NULL;
        g_autoptr(Checklist) checklist =
            checklist_read(name, settings_text(office->settings, "screens"), &problem);
        if (!checklist)
            output_line(call->output, "%s", problem->message);
        found += !checklist;
    }
    return found;
}

static int check_office(Call *call, const Office *office)
{
    guint mistakes = print_mistakes(call, office) + print_checklist_mistakes(call, office);
    if (mistakes > 0)
        return 1;
    g_autofree char *screens = text_count(screen_set_count(office->screens), "screen", "screens");
    output_line(call->output, "%s, no mistake.", screens);
    return 0;
}

static void remove_folder(const char *folder)
{
    GDir *entries = g_dir_open(folder, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_clear_pointer(&entries, g_dir_close);
    g_rmdir(folder);
}

/* An empty office for as long as the check takes. */
static int check_without_office(Call *call, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("entente-check-XXXXXX", error);
    if (!folder)
        return 0;
    g_autofree char *path = g_build_filename(folder, "office.db", NULL);
    OfficeOptions options = {.file = path, .config = call->options.config, .create = true};
    g_autoptr(Office) office = office_open(&options, error);
    int status = office ? check_office(call, office) : 0;
    g_clear_pointer(&office, office_free);
    remove_folder(folder);
    return status;
}

int command_check(Call *call, GError **error)
{
    g_autoptr(Settings) settings = settings_read(call->options.config, error);
    if (!settings)
        return 0;
    OfficeOptions options = {.file = call->options.file, .demo = call->options.demo};
    g_autofree char *path = office_file(&options, settings);
    /* A file that was named must be there; without a name the check can do without an office. */
    if (!call->options.file && !call->options.demo && !g_file_test(path, G_FILE_TEST_EXISTS))
        return check_without_office(call, error);
    options.config = call->options.config;
    g_autoptr(Office) office = call_open_with(options, error);
    return office ? check_office(call, office) : 0;
}
