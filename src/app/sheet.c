#include "app/sheet.h"

#include "app/read.h"
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

static void fill_sheet(App *app, Pager *pager, gpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = sheet_text(app, data, &error);
    g_auto(GStrv) lines = g_strsplit(text != NULL ? text : error->message, "\n", -1);
    pager_clear(pager);
    for (guint i = 0; lines[i] != NULL; i++)
        pager_add(pager, ROLE_TEXT, 0, lines[i]);
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

static void way_done(App *app, guint picked, const char *typed, gpointer data)
{
    char *ref = g_strdup(data);
    (void)typed;
    if (picked == 1) {
        g_autofree char *name = g_strdup_printf("escort-sheet-%s.txt", ref);
        ask(app, dialog_prompt("Escort sheet", "A new file", name, NULL, NULL), name_done, ref, g_free);
        return;
    }
    Pager *pager = pager_new();
    fill_sheet(app, pager, ref);
    app_push(app, read_new(app, "Escort sheet", pager, fill_sheet, ref, g_free));
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
        g_strdup(record_get(visit, "ref")), g_free);
}
