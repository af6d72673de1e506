/* Who changed what, from what to what, when: the journal of one record. */
#include "app/read.h"

#include "store/journal.h"

enum { HISTORY_MOST = 2000 };

typedef struct {
    char *record;
    gint64 id;
} Subject;

static void subject_free(gpointer data)
{
    Subject *subject = data;
    g_free(subject->record);
    g_free(subject);
}

/* A stored value as people read it, through the field of the screen that edits the table. (transfer full) */
static char *shown_value(App *app, const HistoryLine *line, const FieldDef *field, const char *stored)
{
    if (stored == NULL)
        return g_strdup("(empty)");
    if (field == NULL || field->kind == FIELD_MONEY)
        return g_strdup(stored);
    if (field->sensitive)
        return g_strdup("(sensitive)");
    (void)line;
    return value_show(field, app->screens, app->store, NULL, stored);
}

static void add_entry(Pager *pager, const HistoryLine *line)
{
    g_autofree char *heading =
        g_strdup_printf("%.10s %.5s UTC  %s  %s", line->at, strlen(line->at) > 16 ? line->at + 11 : "",
                        line->officer, line->what);
    pager_add(pager, ROLE_HEADING, 4, heading);
}

static void add_field(App *app, Pager *pager, const HistoryLine *line)
{
    if (line->field == NULL || strcmp(line->field, "id") == 0)
        return;
    const ScreenDef *screen = line->table != NULL ? screen_set_for_record(app->screens, line->table) : NULL;
    const FieldDef *field = screen != NULL ? screen_field(screen, line->field) : NULL;
    g_autofree char *before = shown_value(app, line, field, line->before);
    g_autofree char *after = shown_value(app, line, field, line->after);
    g_autofree char *text = g_strdup_printf("    %s: %s %s %s", field != NULL ? field->label : line->field,
                                            before, terminal_glyph(app->terminal, GLYPH_LINK), after);
    pager_add(pager, ROLE_TEXT, 6, text);
}

static void fill(App *app, Pager *pager, gpointer data)
{
    const Subject *subject = data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) lines =
        journal_history(app->store, subject->record, subject->id, HISTORY_MOST, &error);
    if (lines == NULL) {
        pager_add(pager, ROLE_DANGER, 0, error->message);
        return;
    }
    gint64 entry = -1;
    for (guint i = 0; i < lines->len; i++) {
        const HistoryLine *line = g_ptr_array_index(lines, i);
        if (line->entry != entry)
            add_entry(pager, line);
        entry = line->entry;
        add_field(app, pager, line);
    }
    if (lines->len == 0)
        pager_add(pager, ROLE_MUTED, 0, "Nothing was ever changed here.");
}

View *history_new(App *app, const char *record, gint64 id, GError **error)
{
    (void)error;
    g_autofree char *title = record_title(app->store, record, id);
    g_autofree char *heading =
        g_strdup_printf("History %s %s", terminal_glyph(app->terminal, GLYPH_PATH), title);
    Subject *subject = g_new0(Subject, 1);
    *subject = (Subject){g_strdup(record), id};
    return read_new(app, heading, pager_new(), fill, subject, subject_free);
}
