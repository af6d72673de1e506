/* A report about one record, read in the terminal. The command `report` writes the same to a file. */
#include "rules/report.h"
#include "app/read.h"
#include "document/plain.h"
#include "store/query.h"

typedef struct {
    const Report *report;
    char *ref;
} Reading;

static void reading_free(gpointer data)
{
    Reading *reading = data;
    g_free(reading->ref);
    g_free(reading);
}

static bool fill_pager(App *app, Pager *pager, const Reading *reading, GError **error)
{
    const ReportScope scope = {.subject = reading->ref};
    g_autoptr(Document) document = reading->report->make(app->store, &scope, error);
    if (document == NULL)
        return false;
    g_autofree char *text = plain_write(document, MAX(terminal_columns(app->terminal) - 3, 40));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        pager_add(pager, ROLE_TEXT, 0, *line);
    return true;
}

static void fill(App *app, Pager *pager, gpointer data)
{
    GError *error = NULL;
    if (!fill_pager(app, pager, data, &error))
        app_fail(app, error);
}

static char *ref_of(App *app, const char *record, gint64 id)
{
    g_autoptr(Record) held = record_read(app->store, record, id, NULL);
    return held != NULL ? g_strdup(record_get(held, "ref")) : NULL;
}

void report_open(App *app, const char *name, const char *record, gint64 id)
{
    const Report *report = report_find(name);
    char *ref = ref_of(app, record, id);
    if (report == NULL || ref == NULL) {
        app_warn(app, "%s: there is nothing to read", name);
        g_free(ref);
        return;
    }
    Reading *reading = g_new0(Reading, 1);
    *reading = (Reading){report, ref};
    app_push(app, read_new(app, ref, pager_new(), fill, reading, reading_free));
}
