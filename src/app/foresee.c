#include "app/foresee.h"

#include "rules/consequence.h"
#include "screen/save.h"

typedef struct {
    void (*go_on)(App *app, gpointer data);
    gpointer data;
} Asked;

static bool write_page(Change *change, gpointer data, GError **error)
{
    const Page *page = data;
    g_autoptr(Record) now = record_copy(page_now((Page *)page));
    return save_write(page_screen(page), page_store(page), change, page_before(page), now, error);
}

static void answered(App *app, guint picked, const char *typed, gpointer data)
{
    const Asked *asked = data;
    (void)typed;
    if (picked == 0)
        asked->go_on(app, asked->data);
}

void foresee_save(App *app, Page *page, void (*go_on)(App *app, gpointer data), gpointer data)
{
    static const DialogItem items[] = {{'y', "Save, and let it happen", "u undoes all of it", false},
                                       {'n', "Go on typing", NULL, false}};
    g_autoptr(GPtrArray) found = NULL;
    if (consequence_possible(app->store, page_before(page), page_now(page)))
        found = consequence_foresee(app->store, write_page, page, NULL);
    /* What cannot be foreseen is refused by saving itself, which says why. */
    if (found == NULL || found->len == 0) {
        go_on(app, data);
        return;
    }
    g_autofree char *own =
        page_before(page) != NULL ? save_name(app->store, page_screen(page)->record, page_id(page)) : NULL;
    g_autofree char *lines = consequence_lines(found, own);
    ask(app, dialog_new("Saving does more", lines, items, G_N_ELEMENTS(items), 0), answered,
        g_memdup2(&(Asked){go_on, data}, sizeof(Asked)), g_free);
}

typedef struct {
    const ScreenDef *screen;
    const gint64 *ids;
    guint count;
} Removal;

static bool remove_them(Change *change, gpointer data, GError **error)
{
    const Removal *removal = data;
    return save_remove(removal->screen, change, removal->ids, removal->count, error);
}

char *foresee_removal(const App *app, const ScreenDef *screen, const gint64 *ids, guint count)
{
    Removal removal = {screen, ids, count};
    g_autoptr(GPtrArray) found = consequence_of_removing(app->store, screen->record)
                                     ? consequence_foresee(app->store, remove_them, &removal, NULL)
                                     : NULL;
    return found != NULL && found->len > 0 ? consequence_lines(found, NULL) : NULL;
}
