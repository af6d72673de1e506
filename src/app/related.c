#include "app/related.h"

#include "base/error.h"

struct Related {
    App *app;
    const Page *page;
    const ScreenDef *screen;
    Pane **panes;  /* one for each list, NULL until it is shown */
    char **titles; /* with the number that was counted last */
    guint counted; /* how many have been counted since the file changed */
};

Related *related_new(App *app, const Page *page)
{
    Related *related = g_new0(Related, 1);
    related->app = app;
    related->page = page;
    related->screen = page_screen(page);
    related->panes = g_new0(Pane *, related->screen->related_count + 1);
    related->titles = g_new0(char *, related->screen->related_count + 1);
    return related;
}

void related_free(Related *related)
{
    for (guint i = 0; i < related->screen->related_count; i++) {
        pane_free(related->panes[i]);
        g_free(related->titles[i]);
    }
    g_free(related->panes);
    g_free(related->titles);
    g_free(related);
}

static const RelatedDef *definition(const Related *related, guint index)
{
    return &related->screen->related[index];
}

Pane *related_pane(Related *related, guint index)
{
    if (related->panes[index] == NULL) {
        const RelatedDef *list = definition(related, index);
        const ScreenDef *screen = screen_set_find(related->app->screens, list->screen);
        g_autoptr(GError) error = NULL;
        related->panes[index] =
            pane_new(related->app, screen, list, related->screen->record, page_id(related->page), &error);
        if (related->panes[index] == NULL)
            app_warn(related->app, "%s", error->message);
    }
    return related->panes[index];
}

const char *related_title(gpointer related, guint index)
{
    const Related *self = related;
    return self->titles[index] != NULL ? self->titles[index] : definition(self, index)->title;
}

/* "Visits 3". False when it was given up because a key came; what cannot be counted has no number. */
static bool count_one(Related *related, guint index, bool *changed)
{
    bool more = false;
    g_autoptr(GError) error = NULL;
    Pane *pane = related_pane(related, index);
    const gint64 count = pane != NULL ? window_count(pane_window(pane), ROW_COUNT_MOST, &more, &error) : -1;
    if (error_is(error, ERROR_INTERRUPTED))
        return false;
    g_autofree char *shown = row_count_text(MAX(count, 0), more);
    g_autofree char *title =
        count >= 0 ? g_strconcat(definition(related, index)->title, " ", shown, NULL) : NULL;
    if (g_strcmp0(title, related->titles[index]) == 0)
        return true;
    g_free(related->titles[index]);
    related->titles[index] = g_steal_pointer(&title);
    *changed = true;
    return true;
}

bool related_count(Related *related)
{
    bool changed = false;
    if (page_id(related->page) == 0)
        return false;
    for (; related->counted < related->screen->related_count; related->counted++)
        if (terminal_pending(related->app->terminal) || !count_one(related, related->counted, &changed))
            return true;
    return changed;
}

void related_reload(Related *related)
{
    for (guint i = 0; i < related->screen->related_count; i++)
        if (related->panes[i] != NULL)
            pane_reload(related->panes[i], false);
    related->counted = 0;
}

/* --- keys --- */

/* The columns that tie a record made in a related list to the one that it hangs on. */
static void create(Related *related, guint index)
{
    App *app = related->app;
    const ScreenDef *screen = pane_screen(related->panes[index]);
    const RelatedDef *list = definition(related, index);
    if (!screen->can_create)
        app_say(app, "%s: follows from what is recorded, not entered here", list->title);
    if (!screen->can_create || !app_can_write(app))
        return;
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, page_id(related->page));
    const char *preset[] = {list->set != NULL ? list->set : list->field, id, list->record_field,
                            related->screen->record, NULL};
    place_create(app, screen, preset);
}

static void open_row(const Related *related, const Pane *pane, gint64 row)
{
    const ScreenDef *screen = pane_screen(pane);
    if (place_rows_lead_on(related->app, screen))
        place_open_row(related->app, screen, row);
    else
        place_open_record(related->app, screen->name, row);
}

bool related_handle(Related *related, guint index, Action action)
{
    Pane *pane = related_pane(related, index);
    const Row *row = list_current(pane_list(pane));
    switch (action) {
    case ACTION_OPEN:
        if (row != NULL)
            open_row(related, pane, row->id);
        return true;
    case ACTION_NEW:
        create(related, index);
        return true;
    case ACTION_DELETE:
        if (row != NULL && pane_screen(pane)->can_delete && app_can_write(related->app))
            delete_ask(related->app, pane_screen(pane), &row->id, 1, NULL);
        return true;
    default:
        return list_handle(pane_list(pane), action);
    }
}
