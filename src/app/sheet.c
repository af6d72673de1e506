#include "app/sheet.h"

#include "base/error.h"
#include "document/plain.h"
#include "rules/report.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { SHEET_COLUMNS = 78, OWNER_ONLY = 0600 };

static char *sheet_text(App *app, const char *ref, GError **error)
{
    const Report *report = report_find("escort-sheet");
    const ReportScope scope = {NULL, NULL, ref};
    g_autoptr(Document) document = report->make(app->store, &scope, error);
    return document != NULL ? plain_write(document, SHEET_COLUMNS) : NULL;
}

static bool write_text(const char *path, const char *text, GError **error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY);
    gsize size = strlen(text), done = 0;
    while (file >= 0 && done < size) {
        gssize written = write(file, text + done, size - done);
        if (written < 0 && errno != EINTR)
            break;
        done += written > 0 ? (gsize)written : 0;
    }
    bool good = file >= 0 && done == size;
    if (!good)
        error_set(error, ERROR_SYSTEM,
                  "%s: %s: give the name of a new file in a folder that you may write to", path,
                  g_strerror(errno));
    if (file >= 0)
        close(file);
    return good;
}

static void name_done(App *app, guint picked, const char *typed, gpointer data)
{
    GError *error = NULL;
    (void)picked;
    if (typed == NULL || *typed == '\0')
        return;
    g_autofree char *text = sheet_text(app, data, &error);
    g_autofree char *path = g_canonicalize_filename(typed, NULL);
    if (text == NULL || !write_text(path, text, &error))
        app_fail(app, error);
    else
        app_say(app, "Written: %s", path);
}

typedef struct {
    char *record;
    gint64 id;
    char *ref;
} Wanted;

static void wanted_free(gpointer data)
{
    Wanted *wanted = data;
    g_free(wanted->record);
    g_free(wanted->ref);
    g_free(wanted);
}

static void way_done(App *app, guint picked, const char *typed, gpointer data)
{
    const Wanted *wanted = data;
    (void)typed;
    if (picked == 0) {
        report_open(app, "escort-sheet", wanted->record, wanted->id);
        return;
    }
    g_autofree char *name = g_strdup_printf("escort-sheet-%s.txt", wanted->ref);
    ask(app, dialog_prompt("Escort sheet", "A new file", name, NULL, NULL), name_done, g_strdup(wanted->ref),
        g_free);
}

void sheet_ask(App *app, const char *record, gint64 id)
{
    static const DialogItem items[] = {{'r', "Read it", NULL, false},
                                       {'w', "Write it to a file", "to print", false}};
    GError *error = NULL;
    g_autoptr(Record) visit = record_read(app->store, record, id, &error);
    if (visit == NULL) {
        app_fail(app, error);
        return;
    }
    ask(app, dialog_new("Escort sheet", NULL, items, G_N_ELEMENTS(items), 0), way_done,
        g_memdup2(&(Wanted){g_strdup(record), id, g_strdup(record_get(visit, "ref"))}, sizeof(Wanted)),
        wanted_free);
}
