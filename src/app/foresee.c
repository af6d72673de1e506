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

static bool is_told(const Consequence *consequence, const GPtrArray *found, guint before)
{
    for (guint i = 0; i < before; i++) {
        const Consequence *other = g_ptr_array_index(found, i);
        if (g_str_equal(other->name, consequence->name) && g_str_equal(other->effect, consequence->effect))
            return true;
    }
    return false;
}

/* A line for each: "Export control review asked again (subjects changed)"; with its name before it where it
 * comes upon another record than the one being saved. */
static char *consequence_lines(const GPtrArray *found, const char *own)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < found->len; i++) {
        const Consequence *consequence = g_ptr_array_index(found, i);
        if (is_told(consequence, found, i))
            continue;
        bool other = g_strcmp0(consequence->name, own) != 0;
        g_string_append_printf(lines, "%s%s%s%s (%s)", lines->len > 0 ? "\n" : "",
                               other ? consequence->name : "", other ? ": " : "", consequence->effect,
                               consequence->because);
    }
    return g_string_free(lines, FALSE);
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
